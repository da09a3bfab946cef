from itertools import pairwise

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from texts import any_text, languages, news, unicode_text

from vectorstore.sentences import LONGEST_SENTENCE, grapheme_floor, sentence_spans


def sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["Dr. Smith came at 4.5 km/h.", "He left!", "Did he?", "Yes…", "No."]),
        ("en", ["The U.S. Army came.", "So did J. R. Smith."]),
        ("en", ["He said “Go.”", "She went (at once).", "All was well."]),
        ("en", ["It costs approx. 5 euros, i.e. much.", "E.g. this."]),
        ("de", ["Am 5. Juni kam Prof. Dr. Müller.", "Er kam z. B. mit dem Zug.", "Das war der 1. Platz."]),
        ("de", ["Es waren 2023.", "Danach kam nichts."]),
        ("de", ["Der 2. Weltkrieg endete 1945.", "Dann war Frieden."]),
        ("hi", ["डॉ. राय आए।", "वे 4.5 किमी चले।", "क्यों?", "पता नहीं।"]),
        ("bn", ["সমবায় আছে ৭,৭০০টি।", "মো. করিম এলেন।", "কেন?"]),
        ("ar", ["وصل د. أحمد أمس.", "هل عاد؟", "نعم!", "قال: لا."]),
        ("vi", ["TP. Hồ Chí Minh có 5 xã.", "PGS. TS. Nam đến.", "Ai biết?"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, parts: list[str]) -> None:
    assert sentences(" ".join(parts), language) == parts


def test_a_danda_ends_a_sentence_without_a_blank_behind() -> None:
    assert sentences("वे आए।वे गए॥अंत", "hi") == ["वे आए।", "वे गए॥", "अंत"]


def test_a_line_end_ends_a_sentence() -> None:
    assert sentences("A headline\nThe text begins here\n\n1. first\n2. second", "en") == [
        "A headline", "The text begins here", "1. first", "2. second",
    ]  # fmt: skip


def test_a_stop_before_a_lower_case_word_ends_nothing() -> None:
    assert sentences("He works for Acme Co. ltd and yahoo! inc.", "en")[0].startswith("He works for Acme Co. ltd")


def test_no_word_no_sentence() -> None:
    assert sentence_spans("", "en") == ()
    assert sentence_spans(" \n\t\u00a0 ", "en") == ()


@given(any_text, languages)
@example("a" * 5_000, "en")
@example(". " * 700, "en")
@example("x" * 1_199 + " y", "en")
@example("क" + "्ष" * 2_000, "hi")
@example("👩\u200d👩\u200d👧" * 400, "en")
@example("\u0301" * 3_000, "en")
@example("a\x1cb.\x85c", "en")
def test_every_character_but_white_space_is_in_exactly_one_sentence(text: str, language: str) -> None:
    spans = sentence_spans(text, language)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    outside = text
    for start, end in reversed(spans):
        assert 0 <= start < end <= len(text)
        assert end - start <= LONGEST_SENTENCE
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        outside = outside[:start] + outside[end:]
    assert outside == "" or outside.isspace()


@given(any_text, languages)
def test_sentences_of_a_sentence_are_itself(text: str, language: str) -> None:
    for sentence in sentences(text, language):
        assert "".join(sentences(sentence, language)).replace(" ", "") == sentence.replace(" ", "")


@given(news, news, languages)
def test_what_follows_a_paragraph_does_not_change_its_sentences(text: str, more: str, language: str) -> None:
    before = text.strip()
    assert sentences(f"{before}\n\n{more}", language)[: len(sentences(before, language))] == sentences(before, language)


def test_an_endless_sentence_is_cut_at_the_strongest_mark() -> None:
    text = "word " * 150 + "end; " + "word " * 150
    assert sentences(text, "en")[0].endswith("end;")
    assert all(len(sentence) <= LONGEST_SENTENCE for sentence in sentences("a, " * 900, "en"))


@given(st.sampled_from(["क्षि", "e\u0301", "👩\u200d👩\u200d👧", "한", "ক্ষ্ম", "한\u11a8"]), st.integers(0, 3))
def test_a_cut_parts_no_grapheme(grapheme: str, shift: int) -> None:
    text = "x" * shift + grapheme * LONGEST_SENTENCE
    borders = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
    assert {at for span in sentence_spans(text, "hi") for at in span} <= borders


@given(unicode_text.filter(bool), st.data())
def test_a_grapheme_border_is_at_or_before_the_place_asked_for(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(1, len(text)))
    floor = grapheme_floor(text, position)
    borders = [match.start() for match in regex.finditer(r"\X", text)] + [len(text)]
    before = [border for border in borders if 0 < border <= position]
    assert floor == (before[-1] if before else position)


@pytest.mark.parametrize("text", ["a. " * 200_000, '."' * 300_000, "x" * 1_000_000, "\n" * 1_000_000])
def test_a_megabyte_of_anything_is_cut_at_once(text: str) -> None:
    assert len(sentence_spans(text, "en")) <= 200_000
