"""The extractive answer: from ranked sentences to the figure that was asked for, or the sentence that says it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.age_asked import is_age_asked, is_no_age
from qa.bearing import bearing, beside
from qa.counted import asks_anybody, asks_persons, counts_given, likeness_of_counted, persons_apart
from qa.cues import NUMERIC
from qa.dated import is_past
from qa.decide import threshold
from qa.expand import expansions
from qa.how_often import asks_how_often, period_of, tells_rhythm, times_between
from qa.incidental import is_said_besides, said_besides
from qa.last_answer import as_asked, is_last_answer, with_its_unit
from qa.letters import LATIN
from qa.looks import is_fragment, names_beside
from qa.matching import Term, gives
from qa.question import Question
from qa.rank import Candidate
from qa.roles import asks_whole, roles_asked
from qa.scaled import is_below
from qa.signs import has_sign
from qa.spelling import script_of
from qa.sums import currencies, is_in, with_bare_sums
from qa.targets import is_target, target_of
from qa.thresholds import given_beside
from qa.told_years import asked_years, with_season
from qa.units import NAMING, Quantity, shown_kinds, units
from qa.views import SentenceView
from qa.weights import log_odds, score
from qa.wholes import is_whole
from vectorstore.digits import canonical
from vectorstore.document import Span

_SENTENCES = 12
"""Best sentences whose figures are considered."""

_SURE = 0.95
"""Confidence in what a pattern of the text itself shows."""

_GIVEN = 0.4
"""Strength from which a name of a sentence is one that the question gives."""

_RHYTHM = 4.0
"""Log odds by which a sentence that says «twice a day» may be less likely than the best, asked how often."""

_NAMES = 3
"""Names that the question does not give from which a sentence with commas lists names."""

_MET = 0.75
_NEARLY = 0.5
"""Share of what is asked of a topic that a sentence must meet for its figure to decide a comparison."""

_ABOVE = 2.5
"""Log odds by which a headline must lead to answer: what it says the text says too, and more of it."""

_ABOUT = 1.0
"""Log odds by which a sentence is at most less likely than the best to be about as likely."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the answer rests on: a sentence, the spans in it that are the answer, and the figure if there is one.

    ``spans`` are offsets into the document; ``confidence`` is in [0, 1]; ``is_shown``: the form of the text itself
    shows that it answers («One Commune One Product (OCOP)»).
    """

    candidate: Candidate
    spans: tuple[Span, ...]
    quantity: Quantity | None
    confidence: float
    features: dict[str, float]
    is_shown: bool = False


def find_answer(
    question: Question, terms: Sequence[Term], vector: NDArray[np.float32], candidates: Sequence[Candidate]
) -> list[Finding]:
    """Return what answers the question, best first; empty if nothing in the sentences can."""
    limit = threshold(question)
    if limit is not None and limit.is_target and (reached := _beside_targets(question, terms, vector, candidates)):
        return reached
    others = given_beside(limit, question.text, question.language) if limit is not None else frozenset()
    if limit is not None and (found := _figures(replace(question, kind=limit.kind), terms, vector, candidates, others)):
        reached = [f for f in found if not (limit.is_target and f.quantity and is_target(f.candidate.view, f.quantity))]
        return [replace(f, is_shown=f.features["detail"] >= _NEARLY) for f in reached or found]
    if question.kind in NUMERIC:
        given = frozenset(t.number for t in terms if t.number is not None and not t.is_told)
        figures = _figures(question, terms, vector, candidates, given)
        return _with_rhythm(question, candidates, figures)
    shown = _shown(question, terms, candidates)
    if shown:
        return shown
    if question.names or question.kind == "place":
        candidates = sorted(candidates, key=lambda candidate: not _lists_it(terms, candidate))
    candidates = _first_where(lambda one: not one.view.is_headline, candidates, _ABOVE)
    if question.kind == "date":  # a headline has none
        candidates = _first_where(lambda one: one.features.get("holds_date", 0.0) == 1, candidates, _ABOUT)
    candidates = sorted(candidates, key=lambda candidate: is_fragment(candidate.view))
    return _with_rhythm(question, candidates, [_quoted(candidate) for candidate in candidates[:_SENTENCES]])


def _quoted(candidate: Candidate) -> Finding:
    return Finding(candidate, (candidate.view.span,), None, candidate.score, candidate.features)


def _first_where(
    fits: Callable[[Candidate], bool], candidates: Sequence[Candidate], within: float
) -> Sequence[Candidate]:
    """Return candidates, those first that fit among those that are ``within`` so much of the best, in log odds."""
    near = [c for c in candidates if log_odds(c.score) >= log_odds(candidates[0].score) - within]
    return [*sorted(near, key=lambda candidate: not fits(candidate)), *candidates[len(near) :]]


def _beside_targets(
    question: Question, terms: Sequence[Term], vector: NDArray[np.float32], candidates: Sequence[Candidate]
) -> list[Finding]:
    """Return the figures of any kind whose sentence gives the target for them, in what the question is about."""
    found: list[Finding] = []
    for kind in NUMERIC:
        asked = replace(question, kind=kind, asked=frozenset(), unit=None)
        found += [f for f in _figures(asked, terms, vector, candidates, frozenset()) if _has_target(f)]
    met = [f for f in found if f.features["detail_near"] >= _NEARLY]
    met = [replace(f, is_shown=f.features["detail"] >= _NEARLY) for f in met]
    return sorted(met, key=lambda f: -f.confidence)


def _has_target(finding: Finding) -> bool:
    return finding.quantity is not None and target_of(finding.candidate.view, finding.quantity) is not None


def _lists_it(terms: Sequence[Term], candidate: Candidate) -> bool:
    """Tell whether a sentence enumerates names and itself says of what: it is the list.

    A name that the question gives, or that stands there time and again, is none of its things; nor is a word that no
    table lists where capitals do not tell names.
    """
    said = [i for i, term in enumerate(terms) if term.is_focus or term.is_scope]
    given = gives(terms, candidate.view, candidate.meeting.max(axis=0, initial=0.0), _GIVEN)
    tells = script_of(candidate.view.document.language) == LATIN
    names = [(i, t) for i, t in enumerate(candidate.view.tokens) if t.kind == "name" and (tells or t.glosses)]
    new = {token.key for i, token in names if not given[i]}
    is_list = candidate.features.get("lists_names", 0.0) >= _MET and len(new) >= _NAMES
    return is_list and bool(said) and all(candidate.strength[i] >= _NEARLY for i in said)


def _shown(question: Question, terms: Sequence[Term], candidates: Sequence[Candidate]) -> list[Finding]:
    """Return what the form of a sentence shows to be the answer: an abbreviation written out, a name with an office."""
    if question.kind == "definition":
        written = expansions(terms, candidates)
        if written:
            return [Finding(c, (span,), None, _SURE, c.features, is_shown=True) for c, span in written]
    named = [i for i, term in enumerate(terms) if not has_sign(term.token, "post")]
    is_of_post = len(named) < len(terms)  # «which office does Ms Bui hold»: an office looks like a body
    if question.kind not in ("definition", "person", "what", *(["organization"] if is_of_post else [])):
        return []
    if not named or any(terms[i].token.kind != "name" for i in named):
        return []
    told = [c for c in candidates if c.strength[named].min() >= _MET and names_beside(c.view, "role")]
    return [Finding(c, (c.view.span,), None, max(c.score, _SURE), c.features, is_shown=True) for c in told[:_SENTENCES]]


def _figures(
    question: Question,
    terms: Sequence[Term],
    vector: NDArray[np.float32],
    candidates: Sequence[Candidate],
    given: frozenset[str],
) -> list[Finding]:
    """Return the figures of the kind asked for, but for those ``given`` by the question itself."""
    findings: list[Finding] = []
    said = [term for term in terms if not term.is_told]
    asks_part = question.kind == "count" and "part" in roles_asked(question.text, question.language)
    asks_age = is_age_asked(question)
    is_past_asked = question.asked == {"duration"} and "before" in roles_asked(question.text, question.language)
    besides = said_besides(question)
    read = 0
    for candidate in candidates:
        lasting = candidate.view.quantities if is_past_asked else _lasting(candidate.view)
        figures = with_bare_sums(question, candidate.view, with_its_unit(question, candidate.view, lasting))
        figures = [q for q in figures if not is_said_besides(candidate.view, q, besides)]
        fitting = [q for q in figures if _fits(question, q) and not _is_given(q, given)]
        if asks_age:
            fitting = [q for q in fitting if not is_no_age(q)]
        if asks_part and not fitting:  # «how many of them survive?» — «91 percent»
            fitting = [q for q in figures if q.kind == "percentage" and not _is_given(q, given)]
        own = as_asked(candidate, terms)
        found = [_finding(question, said, vector, own, quantity, fitting) for quantity in fitting]
        findings += [replace(f, candidate=candidate) for f in found]
        read += bool(fitting)
        if read == _SENTENCES:
            break
    others = [f for f in findings if f.quantity is None or not is_last_answer(question, f.quantity)]
    asked_in = currencies(question)
    others = [f for f in others or findings if is_in(f.quantity, asked_in)] or others
    return _by_role(sorted(others or findings, key=lambda f: -f.confidence))


def _with_rhythm(question: Question, candidates: Sequence[Candidate], found: Sequence[Finding]) -> list[Finding]:
    """Return findings, best first; asked how often, before them the likeliest sentence that says «twice a day».

    It is quoted where a figure alone would leave out in which time.
    """
    near = _first_where(lambda candidate: tells_rhythm(candidate.view), candidates, _RHYTHM)
    if not asks_how_often(question) or not near or not tells_rhythm(near[0].view):
        return list(found)
    said = [(f, times_between(question, f.candidate.view, f.quantity)) for f in found if f.quantity is not None]
    figure, is_time = next(((f, is_time) for f, is_time in said if is_time is not None), (None, None))
    if figure is not None and figure.quantity is not None:
        is_other = figure.candidate.view is not near[0].view
        is_whole = is_time or is_other or period_of(near[0].view, figure.quantity) is not None
        if is_whole and figure.candidate.score >= near[0].score:
            return [figure, *(f for f in found if f is not figure)]
    return [_quoted(near[0]), *(f for f in found if f.candidate.view is not near[0].view)]


def _by_role(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings, best first, but before the best the figure of its sentence that has more of the part asked for.

    «What share were women a decade ago?» — «38 percent, ten years ago 21».
    """
    if not findings:
        return []
    best = findings[0]
    met, apart, sure = best.features["role_met"], best.features["role_apart"], log_odds(best.confidence)
    fits = (
        f
        for f in findings[1:]
        if f.candidate.view is best.candidate.view
        and f.features["role_met"] > met
        and f.features["role_apart"] < apart
        and log_odds(f.confidence) >= sure - _ABOUT
    )
    other = next(fits, None)
    return list(findings) if other is None else [other, *(f for f in findings if f is not other)]


def _lasting(view: SentenceView) -> list[Quantity]:
    """Return the figures of a sentence but for the times that only say how long ago something was."""
    return [q for q in view.quantities if not is_past(view.text, q)]


def _fits(question: Question, quantity: Quantity) -> bool:
    """Tell whether a figure is of the kind asked for: of the unit named, of the kind that the words ask for."""
    if quantity.is_date or quantity.kind in NAMING or is_below(question.scale, quantity):
        return False
    if question.unit is not None and units()[question.unit].kind not in ("money", "percentage"):
        return quantity.unit == question.unit or (quantity.unit is None and quantity.kind == "count")
    if question.kind == "count":
        return quantity.kind == "count" or quantity.is_taken_over or quantity.kind in question.asked
    kinds = frozenset(shown_kinds(question.kind))
    if question.kind == "money":
        kinds |= question.asked & {"percentage"}  # interest, a fee: a sum or a share
    return quantity.kind in (kinds & question.asked or kinds)


def _is_given(quantity: Quantity, given: frozenset[str]) -> bool:
    """A number that the question itself gives (Cluster 1, instead of 48 minutes) is not its answer."""
    return not given.isdisjoint({canonical(quantity.value), canonical(quantity.value / quantity.scale)})


def _of_counted(question: Question, terms: Sequence[Term], view: SentenceView, quantity: Quantity) -> dict[str, float]:
    """Return how what a figure counts goes with what is to be counted."""
    apart = persons_apart(terms, view, quantity, asked=asks_persons(question))
    given = counts_given(terms, view, quantity)
    likeness = likeness_of_counted(terms, view, quantity, of_persons=asks_anybody(question, terms))
    return {**likeness, "persons_apart": apart, "counts_given": given}


def _finding(
    question: Question,
    terms: Sequence[Term],
    vector: NDArray[np.float32],
    candidate: Candidate,
    quantity: Quantity,
    fitting: Sequence[Quantity],
) -> Finding:
    view = candidate.view
    if quantity.is_taken_over and question.kind == "count" and quantity.kind not in question.asked:
        quantity = replace(quantity, unit=None, kind="count")
    years = with_season(asked_years(terms, question.text, question.language), question.text)
    features = {
        **candidate.features,
        **(_of_counted(question, terms, view, quantity) if question.kind == "count" else {}),
        **bearing(terms, vector, candidate, quantity, fitting, years),
        **beside(question, terms, candidate, quantity, fitting),
        "asked": (1.0 if quantity.kind in question.asked else 0.0) if question.asked else 0.5,
        "exact_kind": 1.0 if quantity.kind in {*shown_kinds(question.kind), *question.asked} else 0.0,
        "whole": float(is_whole(view, quantity) != asks_whole(question.text, question.language)),
        "alone": 1.0 / len(fitting),
        "small": 1.0 if quantity.value < 10 and quantity.kind == "count" else 0.0,
    }
    offset = view.span.start
    span = Span(offset + quantity.start, offset + quantity.end)
    return Finding(candidate, (span,), quantity, score("figure", features), features)
