"""Shares said in words are percentages, in every language; what only looks like one is none."""

import pytest

from qa.compose import state_figure
from qa.quantities import quantities
from qa.shares import percent, shown_share
from qa.support import Evidence, unsupported
from qa.units import table
from vectorstore.lexicon import LANGUAGES


def said(text: str, language: str) -> list[str]:
    return [state_figure(q, "en") for q in quantities(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "Half of them left.", ["Half (50%)"]),
        ("en", "More than half the farms closed.", ["More than half (50%)"]),
        ("en", "Two-thirds of pupils stayed.", ["Two thirds (66.7%)"]),
        ("en", "A third of the voters came.", ["One third (33.3%)"]),
        ("en", "One in five is out of work.", ["One fifth (20%)"]),
        ("de", "Ein Drittel der Schüler fehlte.", ["One third (33.3%)"]),
        ("de", "Die Hälfte der Kosten trägt das Land.", ["Half (50%)"]),
        ("de", "Jeder Fünfte ist arbeitslos.", ["One fifth (20%)"]),
        ("hi", "एक तिहाई किसान", ["One third (33.3%)"]),
        ("hi", "आधे से ज़्यादा लोग", ["More than half (50%)"]),
        ("hi", "हर पाँच में से एक बच्चा", ["One fifth (20%)"]),
        ("bn", "তিন ভাগের এক ভাগ মানুষ", ["One third (33.3%)"]),
        ("bn", "দুই-তৃতীয়াংশ মানুষ", ["Two thirds (66.7%)"]),
        ("bn", "৪০ ভাগ মানুষ", ["40%"]),
        ("ar", "ثلث المزارعين", ["One third (33.3%)"]),
        ("ar", "ثلاثة أرباع المدارس", ["Three quarters (75%)"]),
        ("vi", "tám phần mười số hộ", ["80%"]),
        ("vi", "hơn một nửa dân số", ["More than half (50%)"]),
        ("vi", "2/3 số học sinh", ["Two thirds (66.7%)"]),
    ],
)
def test_a_share_said_in_words_is_a_percentage(language: str, text: str, figures: list[str]) -> None:
    assert said(text, language) == figures


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It took half an hour."),
        ("en", "the first half of the season"),
        ("en", "the third time"),
        ("de", "in der ersten Hälfte"),
        ("de", "jeden zweiten Tag"),
        ("hi", "आधे घंटे"),
        ("ar", "منذ نصف قرن"),
        ("vi", "nửa năm"),
        ("vi", "ngày 2/9"),
    ],
)
def test_a_half_of_a_measure_and_an_ordinal_are_no_shares(language: str, text: str) -> None:
    assert all(q.share is None for q in quantities(text, language))


def test_of_parts_of_nothing_known_the_stroke_is_no_share() -> None:
    assert [q.kind for q in quantities("170/430 sản phẩm", "vi")] == ["count", "count"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_shares_that_it_can_read_again(language: str) -> None:
    for share, words in table("shares.toml")[language]["show"].items():
        parts, whole = map(int, share.split("/"))
        assert shown_share(parts, whole, language) == words
        read = [q for q in quantities(f"{words}.", language) if q.share is not None]
        assert [(q.share, q.value) for q in read] == [((parts, whole), percent(parts, whole))], (language, words)


def test_a_share_is_supported_by_the_same_share_in_another_language() -> None:
    evidence = [Evidence("Ein Drittel der Schüler fehlte.", "de")]
    assert unsupported("One third (33.3%)", "en", evidence) == []
    assert unsupported("Two thirds (66.7%)", "en", evidence) != []
