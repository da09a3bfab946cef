from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import any_text, languages

from vectorstore.chunk import CHUNK_LENGTH, WIDEST, chunk_spans
from vectorstore.document import Span
from vectorstore.sentences import sentence_spans

lengths = st.integers(1, 2_000)


@st.composite
def sentence_lists(draw: st.DrawFn) -> list[Span]:
    """Sentences of 1 to 900 code points with blanks between."""
    spans, at = [], 0
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 900)), max_size=30)):
        spans.append(Span(at + gap, at + gap + length))
        at += gap + length
    return spans


def measured(sentences: Sequence[Span]) -> int:
    """Code points of sentences in a row, each gap one at most."""
    own = sum(end - start for start, end in sentences)
    return own + sum(one.end < other.start for one, other in pairwise(sentences))


def test_by_hand() -> None:
    sentences = [Span(0, 40), Span(41, 80), Span(81, 120), Span(121, 150)]
    assert chunk_spans(sentences, length=100) == (Span(0, 80), Span(41, 120), Span(81, 150))
    assert chunk_spans(sentences, length=150) == (Span(0, 150),)
    assert chunk_spans(sentences, length=10) == (Span(0, 40), Span(41, 80), Span(81, 120), Span(121, 150))
    assert chunk_spans([Span(0, 4), Span(4, 8)], length=8) == (Span(0, 8),)
    assert chunk_spans([Span(0, 4), Span(4, 9)], length=8) == (Span(0, 4), Span(4, 9))
    assert chunk_spans([]) == ()


def test_where_the_next_sentence_leaves_no_room_nothing_is_said_twice() -> None:
    assert chunk_spans([Span(0, 4), Span(4, 8), Span(8, 12)], length=8) == (Span(0, 8), Span(4, 12))
    assert chunk_spans([Span(0, 4), Span(4, 8), Span(8, 13)], length=8) == (Span(0, 8), Span(8, 13))


def test_a_sentence_that_is_too_long_is_a_chunk_alone() -> None:
    sentences = [Span(0, 50), Span(51, 90), Span(91, 900), Span(901, 950)]
    assert chunk_spans(sentences) == (Span(0, 90), Span(91, 900), Span(901, 950))


@given(sentence_lists(), lengths)
def test_every_sentence_is_in_a_chunk_and_no_chunk_is_in_another(sentences: list[Span], length: int) -> None:
    chunks = chunk_spans(sentences, length=length)
    for sentence in sentences:
        assert any(chunk.start <= sentence.start and sentence.end <= chunk.end for chunk in chunks)
    assert all(one.start < other.start and one.end < other.end for one, other in pairwise(chunks))


@given(sentence_lists(), lengths)
def test_a_chunk_is_whole_sentences_and_keeps_to_the_length(sentences: list[Span], length: int) -> None:
    starts = {sentence.start: at for at, sentence in enumerate(sentences)}
    ends = {sentence.end: at for at, sentence in enumerate(sentences)}
    for start, end in chunk_spans(sentences, length=length):
        held = sentences[starts[start] : ends[end] + 1]
        assert len(held) == 1 or (measured(held) <= length and end - start <= WIDEST * length)


@given(sentence_lists(), lengths)
def test_chunks_overlap_by_one_sentence_where_that_leaves_room_for_the_next(sentences: list[Span], length: int) -> None:
    starts = {sentence.start: at for at, sentence in enumerate(sentences)}
    ends = {sentence.end: at for at, sentence in enumerate(sentences)}
    for one, other in pairwise(chunk_spans(sentences, length=length)):
        last = ends[one.end]
        has_room = starts[one.start] < last and measured(sentences[last : last + 2]) <= length
        assert starts[other.start] == (last if has_room else last + 1)


@given(any_text, languages)
def test_chunks_of_a_text_lose_nothing_of_it(text: str, language: str) -> None:
    chunks = chunk_spans(sentence_spans(text, language))
    inside = {at for chunk in chunks for at in range(*chunk)}
    assert all(character.isspace() for at, character in enumerate(text) if at not in inside)


@given(st.lists(st.integers(1, 300), min_size=1, max_size=30), st.integers(0, 30), st.integers(1, 600))
def test_what_stands_between_two_sentences_moves_no_border(own: list[int], at: int, gap: int) -> None:
    def spans(widened: int) -> list[Span]:
        starts = [sum(own[:i]) + i + (widened if i >= at else 0) for i in range(len(own))]
        return [Span(start, start + size) for start, size in zip(starts, own, strict=True)]

    def cut(sentences: list[Span]) -> list[tuple[int, int]]:
        starts, ends = [[span[side] for span in sentences] for side in (0, 1)]
        return [(starts.index(start), ends.index(end)) for start, end in chunk_spans(sentences)]

    assert cut(spans(gap)) == cut(spans(0))


def test_a_gap_that_is_very_wide_parts_what_it_parts() -> None:
    assert chunk_spans([Span(0, 4), Span(300, 304)], length=100) == (Span(0, 304),)
    assert chunk_spans([Span(0, 4), Span(397, 401)], length=100) == (Span(0, 4), Span(397, 401))


@pytest.mark.parametrize("length", [0, -1])
def test_a_chunk_of_nothing_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match=f"length is {length}"):
        chunk_spans([Span(0, 1)], length=length)


def test_the_default_is_a_paragraph() -> None:
    sentences = [Span(at, at + 99) for at in range(0, 5_000, 100)]
    assert max(end - start for start, end in chunk_spans(sentences)) <= CHUNK_LENGTH
