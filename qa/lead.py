"""What leads an answer that is no figure: the name asked for, in the reader's script, before the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.compose import phrases
from qa.extract import Finding
from qa.matching import Term
from qa.named import asked_name
from qa.question import Question
from qa.spelling import bare_name, spelled
from qa.support import Evidence, unsupported
from vectorstore.document import Span


@dataclass(frozen=True, slots=True)
class Lead:
    """A name to begin an answer with, and where the document has it."""

    text: str
    span: Span


def lead(question: Question, terms: Sequence[Term], finding: Finding, reader: str) -> Lead | None:
    """Return the name that a finding answers with, None where it is not clear or the sentence does not support it."""
    view = finding.candidate.view
    if finding.quantity is not None:
        return None
    place = asked_name(question, terms, view, finding.candidate.meeting)
    if place is None:
        return None
    name = bare_name(view.text[place.start : place.end], view.document.language)
    known = spelled(name, view.document.language, reader)
    if known and unsupported(known, reader, [Evidence(view.text, view.document.language)]):
        known = None
    text = phrases(reader)["in_original"].format(name=known, original=name) if known else name
    return Lead(text, Span(view.span.start + place.start, view.span.start + place.start + len(name)))
