import pytest

from vectorstore.tokenizer import tokenizer


def keys(text: str, language: str) -> list[str]:
    return [token.key for token in tokenizer(language).tokens(text)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("إن تي إل", "ar"),
        ("وإن تي إل", "ar"),
        ("एनटीएल", "hi"),
        ("एन.टी.एल.", "hi"),
        ("एन टी एल", "hi"),
        ("এনটিএল", "bn"),
        ("এনটিএলের", "bn"),
        ("এন টি এল", "bn"),
    ],
)
def test_an_abbreviation_spelt_by_its_letters_is_what_it_is_in_latin_letters(text: str, language: str) -> None:
    (token,) = tokenizer(language).tokens(text)
    (latin,) = tokenizer("en").tokens("NTL")
    assert token[2:] == latin[2:]
    assert (token.start, token.end) == (0, len(text.rstrip(".")))


def test_of_several_readings_the_listed_one_is_taken() -> None:
    (token,) = tokenizer("ar").tokens("إم آي تي")
    assert token.key == "mit"
    (token,) = tokenizer("ar").tokens("يو إن دي بي")
    assert token.glosses == tokenizer("en").tokens("UNDP")[0].glosses


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("في أي دولة", "ar"),
        ("أو إن كان", "ar"),
        ("أن أم أحمد", "ar"),
        ("विटामिन बी के", "hi"),
        ("এ আর রহমান", "bn"),
        ("8টি এ", "bn"),
    ],
)
def test_words_that_are_names_of_letters_too_stay_words(text: str, language: str) -> None:
    assert not any(key.isascii() and key.isalpha() for key in keys(text, language))


def test_a_word_that_is_listed_is_not_spelt() -> None:
    assert keys("टीवी", "hi") == ["टीवी"]
    assert keys("আইন", "bn") == ["আইন"]


def test_a_preposition_before_an_abbreviation_is_not_its_first_letter() -> None:
    assert keys("في سي دي إس", "ar") == ["في", "cds"]
