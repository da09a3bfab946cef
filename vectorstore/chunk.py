"""Chunks: whole sentences, overlapping by one, each an exact slice of the document's text.

They are measured by their sentences, so that what stands between two sentences (a blank, a paragraph's end, a sentence
that gives orders to a machine and is none of the document's) moves no border.
"""

from collections.abc import Sequence

from vectorstore.document import Span

CHUNK_LENGTH = 600
"""Code points of sentences that a chunk aims at; a single longer sentence is a chunk of its own."""

WIDEST = 4
"""Lengths that a chunk spans at most in the text, with what stands between its sentences."""


def chunk_spans(sentences: Sequence[Span], *, length: int = CHUNK_LENGTH) -> tuple[Span, ...]:
    """Group sentences into chunks of at most ``length`` code points that overlap by one sentence where that fits.

    A gap between two sentences counts as one code point at most; yet no chunk of several sentences spans more than
    `WIDEST` lengths of the text. Every sentence is in a chunk, no chunk is within another; a sentence longer than
    ``length`` makes a chunk alone.

    :raises ValueError: if ``length`` < 1.
    """
    if length < 1:
        raise ValueError(f"length is {length}; a chunk holds at least 1 code point.")
    measured = _without_gaps(sentences)

    def fits(first: int, last: int) -> bool:
        is_wide = sentences[last].end - sentences[first].start > WIDEST * length
        return measured[last].end - measured[first].start <= length and not is_wide

    chunks: list[Span] = []
    first = 0
    while first < len(sentences):
        last = first
        while last + 1 < len(sentences) and fits(first, last + 1):
            last += 1
        chunks.append(Span(sentences[first].start, sentences[last].end))
        if last + 1 == len(sentences):
            break
        overlaps = last > first and fits(last, last + 1)
        first = last if overlaps else last + 1
    return tuple(chunks)


def _without_gaps(sentences: Sequence[Span]) -> list[Span]:
    """Move sentences together until at most one code point parts each two."""
    moved: list[Span] = []
    surplus = end = 0
    for sentence in sentences:
        surplus += max(0, sentence.start - end - 1)
        end = sentence.end
        moved.append(Span(sentence.start - surplus, end - surplus))
    return moved
