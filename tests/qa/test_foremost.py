"""Which of several is the most or the least: the name beside the superlative that is asked for."""

import pytest

from qa.foremost import is_ranked, ranks_too
from qa.question import analyse
from qa.views import SentenceView
from vectorstore.document import Source, Span
from vectorstore.prepare import read_source

_HINDI = "सबसे ज़्यादा 1,045 गिद्ध पन्ना में और सबसे कम 118 निवाड़ी में दिखे।"
_ENGLISH = "Panna had the most, Niwari the fewest."


def sentence(text: str, language: str) -> SentenceView:
    document = read_source(Source("a", text, language=language))
    return SentenceView(document, document.sentences[0], 0)


@pytest.mark.parametrize(
    ("question", "text", "language", "meant", "other"),
    [
        ("Which district had the most vultures?", _HINDI, "hi", "पन्ना", "निवाड़ी"),
        ("Wo gab es am wenigsten Geier?", _HINDI, "hi", "निवाड़ी", "पन्ना"),
        ("Huyện nào có nhiều kền kền nhất?", _ENGLISH, "en", "Panna", "Niwari"),
        ("কোন জেলায় সবচেয়ে কম শকুন?", _ENGLISH, "en", "Niwari", "Panna"),
    ],
)
def test_the_name_beside_the_superlative_is_meant(
    question: str, text: str, language: str, meant: str, other: str
) -> None:
    asked, view = analyse(question), sentence(text, language)
    ranked = [is_ranked(asked, view, Span(text.index(name), text.index(name) + len(name))) for name in (meant, other)]
    assert ranked == [True, False]


def test_a_figure_has_signs_of_its_own_for_the_most() -> None:
    assert not ranks_too(analyse("How many vultures were there at most?"), sentence(_ENGLISH, "en"))
