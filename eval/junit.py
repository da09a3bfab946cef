"""JUnit XML of a run, one test case a question, for any CI that reads it."""

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

from eval.describe import expected, reasons
from eval.result import Result
from eval.scores import by

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(path: Path, results: Sequence[Result]) -> None:
    """Write a suite for each set; a question that did not pass is a failure, one that ended in an error an error."""
    root = Xml.Element("testsuites", name="qa eval")
    for name, rows in by(lambda result: result.set, results).items():
        root.append(_suite(name, rows))
    Xml.indent(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    Xml.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _suite(name: str, results: Sequence[Result]) -> Xml.Element:
    errors = sum(result.verdict.status == "error" for result in results)
    failures = sum(not result.is_passed for result in results) - errors
    suite = Xml.Element("testsuite", name=name, tests=str(len(results)), failures=str(failures), errors=str(errors))
    suite.set("time", f"{sum(result.seconds for result in results):.3f}")
    for result in results:
        suite.append(_case(result))
    return suite


def _case(result: Result) -> Xml.Element:
    place = f"eval.{result.set}.{result.question.language}.{result.question.kind}"
    case = Xml.Element("testcase", classname=place, name=result.id, time=f"{result.seconds:.4f}")
    if not result.is_passed:
        kind = "error" if result.verdict.status == "error" else "failure"
        fault = Xml.SubElement(case, kind, message=_clean("; ".join(reasons(result))))
        fault.text = _clean(
            f"question: {result.question.question}\nexpected: {expected(result)}\n"
            f"given: {result.answer.get('text', '')}"
        )
    return case


def _clean(text: str) -> str:
    return _NOT_XML.sub("�", text)
