from vectorstore.lexicon import load_lexicon
from vectorstore.meant import tokens_as_meant
from vectorstore.tokenizer import tokenizer
from vectorstore.tones import with_tones


def test_a_vietnamese_question_is_read_with_its_diacritics() -> None:
    text, tokens = tokens_as_meant("bao nhieu hop tac xa?", "vi")
    assert text == "bao nhiêu hợp tác xã?"
    assert tokens == tokenizer("vi").tokens(text)


def test_a_syllable_that_nothing_tells_is_met_as_its_other_readings_too() -> None:
    text, (token,) = tokens_as_meant("muc", "vi")
    assert (text, token.key) == ("mức", "mức")
    meanings = [
        entry.glosses[0] for one in ("mức", *with_tones("muc").others[0]) if (entry := load_lexicon("vi").lookup(one))
    ]
    assert list(token.glosses) == meanings


def test_german_gets_its_umlauts_and_other_languages_stay() -> None:
    assert [token.key for token in tokens_as_meant("fuer Schueler", "de")[1]] == ["für", "schüler"]
    assert tokens_as_meant("fuer Schueler", "en")[0] == "fuer Schueler"
