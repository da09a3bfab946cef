"""Chunks: whole sentences, overlapping by one, each an exact slice of the document's text."""

from collections.abc import Sequence

from vectorstore.document import Span

CHUNK_LENGTH = 600
"""Code points a chunk aims at; a single longer sentence is a chunk of its own."""


def chunk_spans(sentences: Sequence[Span], *, length: int = CHUNK_LENGTH) -> tuple[Span, ...]:
    """Group sentences into chunks of at most ``length`` code points that overlap by one sentence where that fits.

    Every sentence is in a chunk, no chunk is within another; a sentence longer than ``length`` makes a chunk alone.

    :raises ValueError: if ``length`` < 1.
    """
    if length < 1:
        raise ValueError(f"length is {length}; a chunk holds at least 1 code point.")
    chunks: list[Span] = []
    first = 0
    while first < len(sentences):
        last = first
        while last + 1 < len(sentences) and sentences[last + 1].end - sentences[first].start <= length:
            last += 1
        chunks.append(Span(sentences[first].start, sentences[last].end))
        if last + 1 == len(sentences):
            break
        overlaps = last > first and sentences[last + 1].end - sentences[last].start <= length
        first = last if overlaps else last + 1
    return tuple(chunks)
