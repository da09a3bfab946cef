from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lexicons import lexicon

from vectorstore.lexicon import LANGUAGES, gazetteer_rows, load_lexicon, parse_rows
from vectorstore.lexicon_entry import Entry
from vectorstore.tokenizer import tokenizer
from vectorstore.words import fold, words

FOLDER = Path(str(files("vectorstore") / "lexicon"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_can_be_looked_up(language: str) -> None:
    loaded = load_lexicon(language)
    for form, entry in parse_rows((FOLDER / f"{language}.tsv").read_text("utf-8").splitlines()):
        key = " ".join(fold(word.text) for word in words(form))
        found = loaded.capitals.get(key) if form.istitle() and key in loaded.capitals else loaded.lookup(key)
        assert found is not None, form
        assert (found.pos, found.glosses[: len(entry.glosses)]) == (entry.pos, entry.glosses), form


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_the_lexicon_is_as_large_as_promised(language: str) -> None:
    assert len(load_lexicon(language).entries) >= 2_000


def test_comments_and_empty_lines_are_passed_over() -> None:
    assert list(parse_rows(["# form, pos, glosses", "", "Haus\tn\thouse|home"])) == [
        ("Haus", Entry("n", ("house", "home")))
    ]


def test_the_gazetteer_gives_a_language_its_spellings_with_the_english_name() -> None:
    lines = ["en\tkind\thi\tde", "Hanoi|Ha Noi\tcapital\tहनोई|हानोई\tHanoi", "Munich\tcity\t\tMünchen"]
    assert list(gazetteer_rows(lines, "hi")) == [
        ("हनोई", Entry("p", ("Hanoi",))),
        ("हानोई", Entry("p", ("Hanoi",))),
    ]
    assert [form for form, _ in gazetteer_rows(lines, "de")] == ["Hanoi", "München"]
    assert list(gazetteer_rows(lines, "bn")) == []


def test_a_syllable_of_personal_names_is_no_name_among_latin_words() -> None:
    lines = ["en\tkind\thi\tde", "Long\tperson-syllable\tलॉन्ग\tLong"]
    assert list(gazetteer_rows(lines, "de")) == []
    assert len(list(gazetteer_rows(lines, "hi"))) == 1


def test_a_form_is_found_whatever_its_spelling() -> None:
    found = lexicon("Straße\tn\tstreet")
    assert found.lookup("strasse") == Entry("n", ("street",))
    assert found.lookup("weg") is None


def test_two_entries_of_one_form_are_one_with_the_first_three_glosses() -> None:
    found = lexicon("Bank\tn\tbank|bench", "bank\tp\tbank|shoal|row")
    assert found.lookup("bank") == Entry("n", ("bank", "bench", "shoal"))


@pytest.mark.parametrize(
    ("language", "phrase", "gloss"),
    [
        ("hi", "हत्थे चढ़ा", "catch"),
        ("hi", "नाम पड़ा", "be named"),
        ("bn", "গলা মেলান", "sing along"),
        ("bn", "চাকরি গেছে", "lose job"),
        ("ar", "ساري المفعول", "valid"),
        ("ar", "صارت ملكاً", "become property"),
    ],
)
def test_a_turn_of_phrase_means_what_its_words_alone_do_not(language: str, phrase: str, gloss: str) -> None:
    (token,) = tokenizer(language).tokens(phrase)
    assert token.glosses[0] == gloss


@given(st.sampled_from(LANGUAGES), st.text(max_size=12))
def test_what_an_unknown_word_is_made_of_is_listed(language: str, text: str) -> None:
    loaded = load_lexicon(language)
    known = set(loaded.entries.values())
    assert all(entry in known for entry in loaded.analyse(fold(text)))


def test_an_unsupported_language_has_no_lexicon() -> None:
    with pytest.raises(KeyError):
        load_lexicon("fr")
