import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.listing import is_announced, listed
from vectorstore.tokenizer import tokenizer


def things(text: str, language: str) -> int:
    return listed(text, language, tokenizer(language).tokens(text))


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "The shop sells tea, brown rice, dried bananas and fish.", 4),
        ("de", "Verkauft werden Tee, brauner Reis, Bananen und Fisch.", 4),
        ("de", "Beliefert werden Bäcker (12), Köche (4 Mio.), Wirte (31) und Händler (2).", 4),
        ("hi", "दुकान में चाय, चावल, केला और मछली मिलती है।", 4),
        ("bn", "দোকানে চা, চাল, কলা ও মাছ পাওয়া যায়।", 4),
        ("ar", "تضم السوق الشاي، والأرز، والموز، والسمك.", 4),
        ("ar", "تضم السوق الشاي والأرز والموز والسمك.", 4),
        ("ar", "تضم السوق الشاي، والأرز والموز والسمك.", 4),
        ("vi", "Cửa hàng có trà, gạo, chuối và cá.", 4),
    ],
)
def test_a_list_is_counted_in_every_language(language: str, text: str, count: int) -> None:
    assert things(text, language) == count


@pytest.mark.parametrize(
    "text",
    [
        "The mill, which is old, closed.",
        "In May 4,200 looms were sold.",
        "Aldra got 41 million, Brenn 32 million and Corra 29 million.",
    ],
)
def test_clauses_and_figures_are_no_list(text: str) -> None:
    assert things(text, "en") < 3


@given(st.text(alphabet="ab ,;.،و1", max_size=80), st.sampled_from(["en", "ar", "vi", "fr"]))
def test_there_are_at_most_as_many_things_as_commas_allow(text: str, language: str) -> None:
    commas = sum(text.count(comma) for comma in ",،") + text.count("و")
    assert 0 <= things(text, language) <= commas + 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She named three causes: a failed harvest of 30 per cent, power cuts and dearer imports."),
        ("de", "Er nannte drei Gründe: den Streik, der im März begann, höhere Gebühren und alte Motoren."),
        ("bn", "প্রধান সুপারিশগুলো হলো—পুরোনো ব্রেকার বদল, নতুন উপকেন্দ্র এবং মাসিক পরীক্ষা।"),
    ],
)
def test_several_things_may_be_announced(language: str, text: str) -> None:
    assert is_announced(text, language)


@pytest.mark.parametrize(
    "text",
    ['He said: "We came, we saw, and we went home."', "The bus leaves at 8:30, 9:30 and 10:30.", "There is one: rain."],
)
def test_words_that_are_quoted_and_times_of_day_are_no_list(text: str) -> None:
    assert not is_announced(text, "en")
