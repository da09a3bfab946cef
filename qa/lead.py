"""What goes with an answer that is no figure: the name asked for, and the sentences beside the one that is quoted."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.compose import phrases
from qa.explains import explains
from qa.listing import is_announced, listed
from qa.matching import Term, meeting
from qa.named import NAMED, asked_name
from qa.question import Question
from qa.spelling import bare_name, spelled
from qa.support import Evidence, unsupported
from qa.telling import begins, tells
from qa.views import SentenceView
from vectorstore.commands import line_ends
from vectorstore.document import Span

_TOLD = {"reason": ("cause", "purpose"), "manner": ("means",)}
_EXPLAINED = 0.6
_THINGS = 3


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
            name = bare_name(view.text[place.start : place.end], language, is_place=question.kind == "place")
            known = spelled(name, language, reader)
            is_sure = known is not None and not unsupported(known, reader, [Evidence(view.text, language)])
            text = phrases(reader)["in_original"].format(name=known, original=name) if is_sure else name
            start = view.span.start + place.start
            return Lead(text, Span(start, start + len(name)))
    return None


def quoted(
    question: Question, terms: Sequence[Term], view: SentenceView, views: Sequence[SentenceView]
) -> tuple[SentenceView, ...]:
    """Return the sentences to quote where one answers, in order: what it goes on from, itself, what it leads to.

    ``views`` are those of its document.
    """
    before, after = leans_on(view, views) or _follows(question, view, views), _leads_to(question, terms, view, views)
    return tuple(one for one in (before, view, after) if one is not None)


def _follows(question: Question, view: SentenceView, views: Sequence[SentenceView]) -> SentenceView | None:
    """Return the sentence before one that tells what came of it, where a reason is asked: «It will *therefore* …»."""
    language = view.document.language
    if question.kind != "reason" or view.index == 0 or not tells("consequence", view.text, language):
        return None
    return _before(view, views)


def _leads_to(
    question: Question, terms: Sequence[Term], view: SentenceView, views: Sequence[SentenceView]
) -> SentenceView | None:
    """Return the sentence behind another one where only that tells what is asked: a cause, a way, a meaning, a list."""
    after = views[view.index + 1] if view.index + 1 < len(views) else None
    if after is None or line_ends(view.document.text[view.span.end : after.span.start]) > 1:
        return None
    own, behind = _telling(question, terms, view, None), _telling(question, terms, after, view)
    return after if behind > own else None


def _telling(question: Question, terms: Sequence[Term], view: SentenceView, above: SentenceView | None) -> int:
    """Return how well a sentence tells what is asked, read with the one ``above`` it: 0 not at all; a cause is 2."""
    language = view.document.language
    if question.kind in _TOLD:
        told = [tells(what, view.text, language) for what in reversed(_TOLD[question.kind])]
        return max((level for level, is_told in enumerate(told, start=1) if is_told), default=0)
    if question.kind == "definition":
        named = meeting(terms, above).max(axis=1) if above is not None else None
        return int(explains(question, terms, view, meeting(terms, view), named) >= _EXPLAINED)
    if question.kind == "list":
        return int(is_announced(view.text, language) or listed(view.text, language, view.tokens) >= _THINGS)
    return 0


def leans_on(view: SentenceView, views: Sequence[SentenceView]) -> SentenceView | None:
    """Return the sentence that another one goes on from («Both …»), of the ``views`` of its document; else None."""
    if view.index == 0 or not begins("continued", view.text, view.document.language):
        return None
    return _before(view, views)


def _before(view: SentenceView, views: Sequence[SentenceView]) -> SentenceView | None:
    """Return the sentence before another one in its paragraph, None if it begins it."""
    before = views[view.index - 1]
    return None if line_ends(view.document.text[before.span.end : view.span.start]) > 1 else before
