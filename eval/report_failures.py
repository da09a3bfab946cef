"""The failures of the report: question, expected, given, and the cited sentence with what was highlighted."""

from collections.abc import Sequence

from eval.describe import expected, reasons
from eval.markup import Child, Html, article_text, join, tag
from eval.result import Result
from eval.system import Json
from eval.table import LANGUAGES

CLASSES = ("false refusal", "false answer", "wrong value", "wrong source", "error")
"""What went wrong, for the filter."""


def failures(results: Sequence[Result]) -> Html:
    """Return every failure as a closed entry, after the controls that filter them."""
    failed = [result for result in results if not result.is_passed]
    entries = [_entry(result) for result in failed]
    return join(
        _controls(failed), tag("p", id="shown", class_="quiet", aria_live="polite"), tag("div", *entries, id="failures")
    )


def failure_class(result: Result) -> str:
    """Return which of `CLASSES` a failure is."""
    status = result.verdict.status
    if status == "error":
        return "error"
    if not result.question.is_answerable:
        return "false answer"
    if status == "refused":
        return "false refusal"
    return "wrong value" if None in result.verdict.matched else "wrong source"


def highlighted(citation: Json) -> Html:
    """Return the cited text with its highlights marked; highlights are offsets into the document."""
    text, start = citation["cited_text"], citation["start_char_index"]
    parts: list[Child] = []
    at = 0
    for begin, end in sorted((int(begin) - start, int(end) - start) for begin, end in citation.get("highlights") or ()):
        if at <= begin < end <= len(text):
            parts += [text[at:begin], tag("mark", text[begin:end])]
            at = end
    return join(*parts, text[at:])


def _controls(failed: Sequence[Result]) -> Html:
    choices = {
        "class": [name for name in CLASSES if any(failure_class(result) == name for result in failed)],
        "set": sorted({result.set for result in failed}),
        "split": sorted({result.question.split for result in failed}),
        "language": sorted({result.question.language for result in failed}),
        "kind": sorted({result.question.unanswerable or result.question.kind for result in failed}),
    }
    selects = [_select(name, values) for name, values in choices.items()]
    search = tag("label", "search ", Html('<input type="search" id="search" placeholder="id, question, answer …">'))
    return tag("form", search, *selects, id="filters", class_="filters")


def _select(name: str, values: Sequence[str]) -> Html:
    shown = {value: LANGUAGES.get(value, value) if name == "language" else value.replace("_", " ") for value in values}
    options = [
        tag("option", "any fault" if name == "class" else f"any {name}", value=""),
        *(tag("option", shown[value], value=value, selected=value == "tune") for value in values),
    ]
    return tag("select", *options, data_filter=name, aria_label=name)


def _entry(result: Result) -> Html:
    question = result.question
    marks = (failure_class(result), result.set, question.split, LANGUAGES.get(question.language, question.language))
    chips = [tag("span", mark, class_=f"chip {'bad' if index == 0 else ''}") for index, mark in enumerate(marks)]
    head = tag(
        "summary", article_text("span", question.question, question.language, class_="question"), tag("span", *chips)
    )
    return tag(
        "details",
        head,
        _body(result),
        data_class=failure_class(result),
        data_set=result.set,
        data_split=question.split,
        data_language=question.language,
        data_kind=question.unanswerable or question.kind,
    )


def _body(result: Result) -> Html:
    rows: list[tuple[str, Child]] = [("id", tag("code", result.id)), ("why", "; ".join(reasons(result)))]
    if result.question.history:
        turns = [article_text("p", f"{turn['role']}: {turn['content']}") for turn in result.question.history]
        rows.append(("before", join(*turns)))
        rows.append(("understood as", article_text("p", str(result.answer.get("standalone_question", "")))))
    rows.append(("expected", article_text("p", expected(result))))
    rows += [
        ("evidence", article_text("blockquote", quote, result.languages[0] if len(result.languages) == 1 else None))
        for quotes in result.question.evidence.values()
        for quote in quotes
    ]
    rows.append(("given", article_text("p", result.answer["text"], class_="given")))
    rows += [("cited", _citation(citation)) for citation in result.answer["citations"]]
    rows.append(
        ("found at", ", ".join(f"rank {rank}" for rank, _ in result.verdict.found) or "not among the passages found")
    )
    return tag("dl", *(join(tag("dt", name), tag("dd", value)) for name, value in rows))


def _citation(citation: Json) -> Html:
    source = tag("small", f"[{citation['number']}] {citation['document_id']}")
    return join(article_text("blockquote", highlighted(citation), citation.get("language")), source)
