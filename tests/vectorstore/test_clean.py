import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from texts import any_text

from vectorstore.clean import MAX_CHARACTERS, TITLE_LENGTH, Cleaned, clean, derive_title, publisher_of
from vectorstore.errors import BadDocument

SEEDS = Path(__file__).parents[2] / "seeds"
URL = "https://example.org/a/b?c=1"


@pytest.mark.parametrize(
    "trailer",
    [
        f"Source: {URL}",
        f"source {URL}",
        f"Quelle: {URL}",
        f"स्रोत: {URL}",
        f"সূত্র: {URL}",
        f"المصدر: {URL}",
        f"Nguồn: {URL}",
        f"来源：{URL}",
        URL,
        f"Source: {URL}\n\ncomments (0)",
        f"Kommentare (12)\n{URL}",
        f"टिप्पणियाँ (०)\n\n\nस्रोत: {URL}\n\n",
    ],
)
def test_trailing_lines_of_any_language_become_the_source(trailer: str) -> None:
    assert clean(f"One sentence.\n\n{trailer}") == Cleaned("One sentence.", URL)


@pytest.mark.parametrize(
    "text",
    [
        "It names no address.\n\nSource",
        "It names no address.\n\nComments (0)",
        "It names no address.\n\nQuelle:\nKommentare [3]",
    ],
)
def test_labels_without_an_address_are_cut_too(text: str) -> None:
    assert clean(text) == Cleaned("It names no address.", None)


@pytest.mark.parametrize(
    "text",
    [
        "The source of the river is in the hills.",
        "Two lines.\nMembers (7)",
        f"Read more of this and of that at length at {URL}",
        f"A text.\nIts last line tells you to look at {URL}",
        "Comments (0)",
        "Source",
        URL,
    ],
)
def test_what_is_text_stays(text: str) -> None:
    assert clean(text).text == text


def test_the_last_address_named_first_counts() -> None:
    assert clean(f"Text.\n\nSource: https://first.example/\nSource: {URL}").source_url == URL


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\n\ne"),
        ("a page\x0cthe next\x0bline\x85end", "a page\nthe next\nline\nend"),
        ("be\x07ll\x1b[0m", "bell[0m"),
        ("\ufeffmark", "mark"),
        (" \n around \t ", "around"),
        ("a\tb", "a\tb"),
        ("Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt"),
        ("न्\u200dय", "न्\u200dय"),
    ],
)
def test_line_ends_are_one_and_control_characters_none(raw: str, text: str) -> None:
    assert clean(raw).text == text


@pytest.mark.parametrize("text", ["", " \n", "...", "—\n***", "\x07\x1b", "\u200d"])
def test_a_text_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(BadDocument, match="no word and no number"):
        clean(text)


def test_what_no_encoding_can_store_is_refused_with_its_place() -> None:
    with pytest.raises(BadDocument, match=r"lone surrogate \(U\+D800 at 3\)"):
        clean("abc\ud800")


def test_binary_is_refused() -> None:
    with pytest.raises(BadDocument, match=r"NUL byte \(at 1\)"):
        clean("a\0b")


def test_what_is_too_long_is_refused_with_the_limit() -> None:
    with pytest.raises(BadDocument, match="20,000,001 characters, at most 20,000,000"):
        clean("a" * (MAX_CHARACTERS + 1))


@given(any_text)
@example(f"a\n\nSource: {URL}\n\nComments (0)\n\x0c")
@example("a\x85Source")
@example("e\x07\u0301")
@example("a\nsource\n\n\n1 (1)")
@example("a\u0344\nx (2)\n\n\ny (3)")
@example("source\ncomments (0)")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    try:
        once = clean(text)
    except BadDocument:
        assume(False)
    assert clean(once.text) == Cleaned(once.text, None)
    assert unicodedata.is_normalized("NFC", once.text)
    assert once.text == once.text.strip()
    assert not [c for c in once.text if unicodedata.category(c) == "Cc" and c not in "\n\t"]


@given(any_text)
def test_cleaning_adds_no_character_and_keeps_the_order(text: str) -> None:
    try:
        cleaned = clean(text).text
    except BadDocument:
        assume(False)
    rest = iter(unicodedata.normalize("NFD", text))
    missing = [c for c in unicodedata.normalize("NFD", cleaned) if not c.isspace() and c not in rest]
    assert missing == []


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_the_seed_articles_lose_their_trailer_only(path: Path) -> None:
    raw = unicodedata.normalize("NFC", path.read_text("utf-8")).replace("\r\n", "\n").strip()
    cleaned = clean(raw)
    assert raw.startswith(cleaned.text)
    assert len(raw) - len(cleaned.text) < 400
    assert "http" not in cleaned.text.splitlines()[-1]


def test_a_file_of_nothing_but_labels_is_done_in_linear_time() -> None:
    assert clean("Text.\n" + "Source\n" * 50_000).text == "Text."


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("A short one.", "A short one."),
        ("  - A   bullet\tpoint", "A bullet point"),
        ("# A heading", "A heading"),
        ("***", "***"),
        ("word " * 40, "word " * 17 + "word…"),
        ("मूल्य " * 40, "मूल्य " * 14 + "मूल्य…"),
        ("long, " * 30, "long, " * 14 + "long…"),
    ],
    ids=["short", "bullet", "heading", "marks", "words", "hindi", "commas"],
)
def test_a_title_is_the_first_sentence_shortened_at_a_word(sentence: str, title: str) -> None:
    assert derive_title(sentence) == title


@given(any_text.filter(str.strip))
@example("क्षि" * 100)
@example("👩\u200d👩\u200d👧" * 100)
@example("x" * 91)
@example("," * 200)
@example("a" + "\u0301" * 200)
def test_a_title_is_never_blank_nor_too_long(sentence: str) -> None:
    title = derive_title(sentence)
    assert title.strip()
    assert len(title) <= TITLE_LENGTH or len(sentence) <= TITLE_LENGTH
    assert "\n" not in title


@given(any_text.filter(str.strip))
@example("#\r")
def test_a_title_says_only_what_the_sentence_says(sentence: str) -> None:
    assert derive_title(sentence).removesuffix("…").strip(" ,;:-–—،؛।") in " ".join(sentence.split())


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://www.example.org/a", "example.org"),
        ("http://news.example.org:8080/", "news.example.org"),
        ("https://BAOLAICHAU.vn/x", "baolaichau.vn"),
        (None, None),
        ("", None),
        ("not an address", None),
        ("https://[broken/", None),
    ],
)
def test_a_publisher_is_the_host_of_the_source(url: str | None, publisher: str | None) -> None:
    assert publisher_of(url) == publisher
