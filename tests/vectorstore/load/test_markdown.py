"""Markdown as its reader sees it, so that what is cited is a sentence."""

import pytest
from hypothesis import given
from texts import any_text

from vectorstore.load import load_bytes
from vectorstore.load.markdown import read_markdown
from vectorstore.prepare import read_source


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("The **42** *mills* of ***Aldra***", "The 42 mills of Aldra"),
        ("The __42__ _mills_ of snake_case_name", "The 42 mills of snake_case_name"),
        ("2 * 3 * 4 and 5*6*7 and a * b", "2 * 3 * 4 and 567 and a * b"),
        ("See [the *mills*](https://a.org/x_(y) 'title') and [more][1].", "See the mills and more."),
        ("![a mill](mill.png) grinds <https://a.org/x>", "a mill grinds https://a.org/x"),
        ("Code `a_b * c` and ``d ` e``", "Code a_b * c and d ` e"),
        ("a \\* b \\_c\\_", "a * b _c_"),
        ("<b>bold</b> text<br/> 5 < 6 and 7 > 3", "bold text 5 < 6 and 7 > 3"),
        ("one line\nof a paragraph\n\nanother", "one line of a paragraph\n\nanother"),
        ("a hard  \nbreak", "a hard\nbreak"),
        ("## Heading ##\ntext", "Heading\ntext"),
        ("Heading\n-------\ntext", "Heading\ntext"),
        ("> quoted\n> text", "quoted text"),
        ("- one\n- two\n  goes on\n* three\n3. four", "one\ntwo goes on\nthree\n3. four"),
        ("- [x] done", "done"),
        ("text\n\n---\n\nmore", "text\n\n\n\nmore"),
        ("| a | *b* |\n|---|:-:|\n| 1 | 2 |", "a | b\n1 | 2"),
        ("text <!-- SECRET\nstill\n--> more", "text more"),
        ("text <!-- SECRET for ever", "text"),
        ("[1]: https://a.org\n\ntext", "text"),
        ("```python\nx = **y**  # <!-- kept -->\n```", "```python\nx = **y**  # <!-- kept -->\n```"),
        ("~~~\n# no heading\n", "~~~\n# no heading"),
        ("~~gone~~ stays", "gone stays"),
        ("सहकारी **समितियाँ** १२\nहैं।", "सहकारी समितियाँ १२ हैं।"),
        ("12.287 hợp tác xã\r\nở Lào Cai.", "12.287 hợp tác xã ở Lào Cai."),
    ],
)
def test_marks_are_taken_off(markup: str, text: str) -> None:
    assert read_markdown(markup).text == text


def test_front_matter_is_what_it_says_of_itself() -> None:
    source = load_bytes(
        b'---\ntitle: "Mills of Aldra"\ndate: 2025-11-20T10:00:00Z\nsource: https://www.example.org/m\nlang: en-GB\n'
        b"tags:\n  - rye\n---\n\n# Another heading\n\nThe district has 42 mills.\n",
        "m.md",
    )
    assert source.text == "Another heading\n\nThe district has 42 mills."
    assert (source.title, source.published, source.language) == ("Mills of Aldra", "2025-11-20", "en")
    assert source.source_url == "https://www.example.org/m"


@pytest.mark.parametrize(
    "field", ["source: javascript:alert(1)", "date: yesterday", "language: 7", "title:", "source: see the paper"]
)
def test_a_field_that_cannot_be_believed_is_left_out(field: str) -> None:
    source = read_markdown(f"---\n{field}\n---\nThe mill.")
    assert (source.text, source.title, source.published, source.language, source.source_url) == (
        "The mill.",
        *[None] * 4,
    )


def test_an_article_between_two_rules_is_no_front_matter() -> None:
    assert "The mill stands" in read_markdown("---\nThe mill stands at the river.\n---\nIt grinds.").text


def test_a_source_line_under_the_text_is_still_seen() -> None:
    document = read_source(read_markdown("It **rained** in\nAldra.\nSource: https://www.example.org/rain\n"))
    assert (document.text, document.source_url) == ("It rained in Aldra.", "https://www.example.org/rain")


@given(any_text)
def test_any_text_is_read_and_no_word_is_lost(text: str) -> None:
    plain = "".join(c for c in text if c.isalpha() or c.isspace())
    assert read_markdown(plain).text.split() == plain.split()
    read_markdown(text)


@pytest.mark.parametrize(
    "evil", ["[" * 50_000, "*a" * 50_000, "`" * 50_000, "<!--" * 50_000, "[a](" * 20_000, "_a " * 50_000]
)
def test_it_takes_no_time(evil: str) -> None:
    read_markdown(evil)
