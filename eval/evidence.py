"""Where the evidence of a golden question stands in its articles, and what overlaps it."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.articles import Articles
from eval.golden import GoldenQuestion

Spans = Mapping[str, Sequence[tuple[int, int]]]


def occurrences(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Yield every place where a quote stands in a text, in NFC."""
    needle = unicodedata.normalize("NFC", quote)
    at = text.find(needle)
    while needle and at >= 0:
        yield at, at + len(needle)
        at = text.find(needle, at + 1)


def evidence_spans(question: GoldenQuestion, articles: Articles) -> Spans:
    """Return, for each correct document the system has, all places of its evidence."""
    return {
        document: [span for quote in quotes for span in occurrences(articles[document].text, quote)]
        for document, quotes in question.evidence.items()
        if document in articles
    }


def is_on_evidence(place: Mapping[str, Any], spans: Spans) -> bool:
    """Tell whether a passage or citation of the contract's shape overlaps the evidence."""
    start, end = int(place["start_char_index"]), int(place["end_char_index"])
    return any(start < stop and begin < end for begin, stop in spans.get(place["document_id"], ()))
