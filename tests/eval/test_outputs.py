"""What a run leaves behind: report, JUnit XML, summary."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as Xml

import pytest
from eval_fakes import ARTICLES, BUILDER, LENGTH, QUESTIONS, Broken, Knows, answering, citing_neighbours, refusing
from hypothesis import given
from hypothesis import strategies as st

from eval.describe import expected, reasons
from eval.junit import write_junit
from eval.markup import Html, article_text, join, percent, tag
from eval.report import render, write_report
from eval.report_failures import CLASSES, failure_class, highlighted
from eval.run import run
from eval.summary import read_summaries, summarise, write_summary
from eval.twins import TwinResult

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\x00\x0b & ' \""
VOID = {"meta", "input", "img", "br"}


def results(*spoils):
    found = run("toy", QUESTIONS, Knows())
    for number, spoil in enumerate(spoils):
        found += [replace(each, set=f"broken {number}") for each in run("x", QUESTIONS, Broken(Knows(), spoil))]
    return found


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def report(found, asked=()) -> str:
    summary = summarise(found, "2026-11-22T10:00:00+00:00", "qa eval")
    return render(found, summary, [replace(summary, date="2026-11-21T10:00:00+00:00"), summary], asked)


def test_the_report_asks_nothing_of_any_network() -> None:
    html = report(results(refusing))
    assert not re.search(r"(src|href|action)\s*=|url\(|@import|fetch\(|XMLHttpRequest|<link|<iframe", html)
    assert html.count("<script>") == 1


def test_the_report_is_whole_html() -> None:
    reader = read(report(results(refusing, answering, citing_neighbours)))
    assert reader.open == []


def test_the_report_shows_each_failure_with_its_controls() -> None:
    found = results(refusing, answering)
    failed = [each for each in found if not each.is_passed]
    entries = [attributes for name, attributes in read(report(found)).tags if name == "details"]
    assert len(entries) == len(failed)
    assert {entry["data-class"] for entry in entries} <= set(CLASSES)
    assert {entry["data-language"] for entry in entries} == {each.question.language for each in failed}


def test_what_articles_and_answers_say_is_never_markup() -> None:
    spoilt = [
        replace(each, question=replace(each.question, question=EVIL), answer={**each.answer, "text": EVIL})
        for each in results(refusing)
    ]
    names = [name for name, _ in read(report(spoilt)).tags]
    assert "img" not in names
    assert names.count("script") == 1


def test_article_text_runs_in_its_own_direction() -> None:
    html = report(results(refusing))
    reader = read(html)
    for name, attributes in reader.tags:
        if name in ("blockquote", "span") and attributes.get("class") == "question":
            assert attributes["dir"] == "auto"
    assert 'lang="de"' in html


def test_twins_and_trend_are_shown() -> None:
    twin = TwinResult("toy", "changed number", "length", "en", "followed", True, "120", "250", "120", "250")
    html = report(results(), [twin])
    assert "Twins" in html
    assert "followed 1" in html
    assert "2 saved runs" in html
    assert "Twins" not in report(results())


def test_highlights_are_marked_at_their_offsets() -> None:
    text = ARTICLES["pul"].text
    cited = {"cited_text": text[4:20], "start_char_index": 4, "highlights": [[4, 7]]}
    assert highlighted(cited) == f"<mark>120</mark>{text[7:20]}"
    assert highlighted({**cited, "highlights": []}) == text[4:20]
    assert highlighted({**cited, "highlights": [[0, 900]]}) == text[4:20], "what is out of bounds is not marked"


@given(st.lists(st.tuples(st.integers(-2, 20), st.integers(-2, 20)), max_size=4))
def test_marking_loses_no_text(spans) -> None:
    cited = {"cited_text": "<b>abcdefghij", "start_char_index": 3, "highlights": [list(span) for span in spans]}
    assert re.sub("</?mark>", "", highlighted(cited)) == "&lt;b&gt;abcdefghij"


@given(st.text())
def test_text_is_escaped_once(text: str) -> None:
    html = tag("p", text, title=text)
    assert join(html) == html
    inside = html.removeprefix("<p").removesuffix("</p>")
    assert "<" not in inside


def test_elements_by_hand() -> None:
    assert tag("td", "a<b", None, class_="x", data_set="s", hidden=False) == '<td class="x" data-set="s">a&lt;b</td>'
    assert tag("input", checked=True) == "<input checked></input>"
    assert article_text("p", Html("<b>x</b>"), "ar") == '<p dir="auto" lang="ar"><b>x</b></p>'
    assert [percent(value) for value in (0, 0.5, 0.123456, 1)] == ["0%", "50.0%", "12.3%", "100%"]


@pytest.mark.parametrize(
    ("spoil", "kind", "reason"),
    [
        (refusing, "false refusal", "refused though answerable"),
        (citing_neighbours, "wrong source", "no citation on the evidence"),
    ],
)
def test_reasons_are_said(spoil, kind: str, reason: str) -> None:
    moved = run("toy", [LENGTH], Broken(Knows(), spoil))[0]
    if kind == "wrong source":
        moved = replace(moved, verdict=replace(moved.verdict, first_document="pul"))
    assert failure_class(moved) == kind
    assert reason in reasons(moved)
    assert reasons(run("toy", [LENGTH], Knows())[0]) == []


def test_the_expected_answer_is_said() -> None:
    (result,) = run("toy", [BUILDER], Knows())
    assert expected(result) == "“Meyer”; citing bridge"


def test_junit_has_a_case_for_each_question(tmp_path) -> None:
    found = results(refusing)
    found[0] = replace(
        found[0], answer={**found[0].answer, "text": EVIL}, verdict=replace(found[0].verdict, status="error")
    )
    write_junit(tmp_path / "junit.xml", found)
    root = Xml.parse(tmp_path / "junit.xml").getroot()
    assert sum(int(suite.get("tests", 0)) for suite in root) == len(found) == len(root.findall(".//testcase"))
    assert len(root.findall(".//failure")) + len(root.findall(".//error")) == sum(not each.is_passed for each in found)
    assert {case.get("name") for case in root.iter("testcase")} == {question.id for question in QUESTIONS}


def test_a_summary_is_read_back_and_runs_are_in_order(tmp_path) -> None:
    later = summarise(results(), "2026-11-22T10:00:00+00:00", "qa eval")
    write_summary(tmp_path / "a" / "scores.json", later)
    write_summary(tmp_path / "b" / "scores.json", replace(later, date="2026-11-21T10:00:00+00:00"))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "scores.json").write_text("{}", "utf-8")
    found = read_summaries(tmp_path)
    assert [summary.date[:10] for summary in found] == ["2026-11-21", "2026-11-22"]
    assert [[each.value for each in row] for row in found[1].table.values()] == [
        [pytest.approx(each.value) for each in row] for row in later.table.values()
    ]
    json.loads((tmp_path / "a" / "scores.json").read_text("utf-8"), parse_constant=pytest.fail)


def test_the_report_is_a_file(tmp_path) -> None:
    found = results()
    write_report(tmp_path / "x" / "report.html", found, summarise(found, "2026-11-22T10:00:00", "qa eval"), [])
    assert (tmp_path / "x" / "report.html").read_text("utf-8").startswith("<!doctype html>")
