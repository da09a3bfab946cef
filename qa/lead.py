"""What goes before an answer that is no figure: the name asked for, and the sentence that its own goes on from."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.compose import phrases
from qa.matching import SentenceView, Term, meeting
from qa.named import NAMED, asked_name
from qa.question import Question
from qa.spelling import bare_name, spelled
from qa.support import Evidence, unsupported
from qa.telling import begins
from vectorstore.commands import line_ends
from vectorstore.document import Span


@dataclass(frozen=True, slots=True)
class Lead:
    """A name to begin an answer with, and where the document has it."""

    text: str
    span: Span


def lead(question: Question, terms: Sequence[Term], views: Sequence[SentenceView], reader: str) -> Lead | None:
    """Return the name in the first of some sentences that clearly has the one asked for; None where none has.

    It is said as the reader writes it, with the original beside it; where nothing tells how, or the support check does
    not find it in the sentence, the original stands alone.
    """
    if question.kind not in NAMED:
        return None
    for view in views:
        place = asked_name(question, terms, view, meeting(terms, view))
        if place is not None:
            language = view.document.language
            name = bare_name(view.text[place.start : place.end], language)
            known = spelled(name, language, reader)
            is_sure = known is not None and not unsupported(known, reader, [Evidence(view.text, language)])
            text = phrases(reader)["in_original"].format(name=known, original=name) if is_sure else name
            start = view.span.start + place.start
            return Lead(text, Span(start, start + len(name)))
    return None


def leans_on(view: SentenceView, views: Sequence[SentenceView]) -> SentenceView | None:
    """Return the sentence that another one goes on from («Both …»), of the ``views`` of its document; else None."""
    if view.index == 0 or not begins("continued", view.text, view.document.language):
        return None
    before = views[view.index - 1]
    return None if line_ends(view.document.text[before.span.end : view.span.start]) > 1 else before
