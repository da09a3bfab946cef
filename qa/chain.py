"""The way of a question as a LangChain Runnable; its steps: understand, retrieve, rank, read, answer, check.

Each step takes the state of the one before and returns its own, so ``.invoke``, ``.batch``, ``.astream``, callbacks and
tracing see the same names that ``timings_ms`` and the design use.
"""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from langchain_core.runnables import Runnable, RunnableLambda

from qa.agree import agreeing, disagreeing, runner_up
from qa.answer import Answer, Citation, Claim, Refusal
from qa.cited import cited, currency_said, published
from qa.compose import decide, has_phrases, name_first, phrases, quote, state_figure, state_how_often, stated
from qa.decide import against, compared, is_beyond, is_listed, threshold
from qa.extract import Finding, find_answer
from qa.followup import following, standalone
from qa.how_often import period_of, times_between
from qa.lead import Lead, lead, quoted
from qa.matching import Term, terms_of
from qa.question import Question, analyse
from qa.rank import Candidate, likely_sentences, rank_passages, rank_sentences
from qa.refuse import LEAST_TO_ANSWER, focus_is_unmet, reason_to_refuse
from qa.request import AskRequest
from qa.rerank import READ, reranked
from qa.scaled import shown_in
from qa.support import Evidence, unsupported
from qa.views import SentenceView, Views
from vectorstore.document import Passage
from vectorstore.search import EVEN, Query, Weights
from vectorstore.store import Store

POOL = 40
"""Passages read sentence by sentence, at least; the request's ``k`` says how many are considered after that."""

_READ_WHOLE = 3
"""Articles of whose best passage the neighbours are read too."""

_COUNTED = 0.5
"""Likeness of what a figure counts to what was asked for from which the answer says the question's words for it."""

_S = TypeVar("_S")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Understood:
    """A question ready to be searched for; ``language`` is that of the answer."""

    request: AskRequest
    standalone: str
    question: Question
    query: Query
    terms: tuple[Term, ...]
    language: str
    notices: tuple[str, ...]
    timings: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The candidate passages of both legs, before they are read."""

    understood: Understood
    pool: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidate passages and their sentences, best first."""

    understood: Understood
    pool: tuple[Passage, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The passages considered, best first, and their sentences as candidates, best first."""

    understood: Understood
    passages: tuple[Passage, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """What the answer would rest on, before it is checked; ``refusal`` is the reason not to answer, or None."""

    ranked: Ranked
    findings: tuple[Finding, ...]
    refusal: str | None


class Chain:
    """Builds the steps over a store; `runnable` is the whole way: `retrieval`, `drafting`, `checking`.

    `searching` finds the passages of `retrieval` without what an answer needs besides. `ranking` is `retrieval` but for
    the second look that the cross-encoder takes: what is learned from the questions that it was taught with.
    """

    def __init__(self, store: Store, weights: Weights = EVEN) -> None:
        self._store = store
        self._weights = weights
        self._views = self.views = Views(store.blocks)
        finding = step("understand", self._understand) | step("retrieve", self._retrieve)
        ranking, read = finding | step("rank", self._rank), step("read", self._read)
        self.ranking: Runnable[AskRequest, Ranked] = ranking | step("consider", self._considered)
        self.retrieval: Runnable[AskRequest, Ranked] = ranking | read
        self.searching: Runnable[AskRequest, Ranked] = finding | step("rank", self._rank_likely) | read
        self.drafting: Runnable[Ranked, Drafted] = step("answer", self._draft)
        self.checking: Runnable[Drafted, Answer] = step("check", self._check)
        self.answering: Runnable[Ranked, Answer] = self.drafting | self.checking
        self.runnable: Runnable[AskRequest, Answer] = self.retrieval | self.answering

    def _understand(self, request: AskRequest) -> Understood:
        started = time.perf_counter()
        text = request.standalone or standalone(request.question, request.history)
        question = analyse(text)
        if text != request.question:
            question = following(question, request.history)
        query = self._store.analyse(text, question.language)
        terms = terms_of(question, self._store.document_frequency, compared(question))
        own = question if text == request.question else analyse(request.question)
        language = request.language or own.language
        notices: tuple[str, ...] = ()
        if not has_phrases(language):
            language, notices = "en", ("language_unsupported",)
        timings = {"understand": _since(started)}
        return Understood(request, text, question, query, terms, language, notices, timings)

    def _retrieve(self, understood: Understood) -> Retrieved:
        started = time.perf_counter()
        request = understood.request
        most = max(POOL, 2 * request.k)
        found = self._store.find(understood.query, most, request.filters, self._weights, _READ_WHOLE)
        understood.timings["retrieve"] = _since(started)
        if found.failed or self._store.is_degraded:
            understood = replace(understood, notices=(*understood.notices, "index_rebuilding"))
        return Retrieved(understood, found.passages)

    def _rank(self, retrieved: Retrieved) -> Judged:
        return self._judged(retrieved, rank_sentences)

    def _rank_likely(self, retrieved: Retrieved) -> Judged:
        return self._judged(retrieved, partial(likely_sentences, k=max(retrieved.understood.request.k, READ)))

    def _judged(self, retrieved: Retrieved, judge: Callable[..., list[Candidate]]) -> Judged:
        started = time.perf_counter()
        understood, pool = retrieved.understood, retrieved.pool
        candidates = judge(understood.question, understood.terms, understood.query.vector, pool, self._views)
        understood.timings["rank"] = _since(started)
        return Judged(understood, pool, tuple(candidates))

    def _read(self, judged: Judged) -> Ranked:
        started = time.perf_counter()
        understood = judged.understood
        candidates = reranked(understood.standalone, understood.question.language, judged.candidates)
        found = self._considered(replace(judged, candidates=tuple(candidates)))
        understood.timings["read"] = _since(started)
        return found

    def _considered(self, judged: Judged) -> Ranked:
        """Keep the best passages and, of the sentences, those that stand in them."""
        understood = judged.understood
        passages = rank_passages(judged.candidates, judged.pool, understood.request.k, understood.question.language)
        considered = {passage.chunk.id for passage in passages}
        return Ranked(understood, passages, tuple(c for c in judged.candidates if c.passage.chunk.id in considered))

    def _draft(self, ranked: Ranked) -> Drafted:
        started = time.perf_counter()
        understood = ranked.understood
        findings = find_answer(understood.question, understood.terms, understood.query.vector, ranked.candidates)
        drafted = self.drafted(ranked, findings)
        understood.timings["answer"] = _since(started)
        return drafted

    def drafted(self, ranked: Ranked, findings: Sequence[Finding], least: float = LEAST_TO_ANSWER) -> Drafted:
        """Return the draft of an answer that rests on the first of some findings, or does not answer."""
        document = self._views.of(findings[0].candidate.view.document) if findings else ()
        understood = ranked.understood
        refusal = reason_to_refuse(understood.question, understood.terms, findings, ranked.candidates, document, least)
        return Drafted(ranked, tuple(findings), refusal)

    def _check(self, drafted: Drafted) -> Answer:
        """Keep what the cited sentences support; nothing left is a refusal."""
        started = time.perf_counter()
        understood = drafted.ranked.understood
        reason = drafted.refusal
        answer = None if reason else _answer(drafted, self._views)
        if answer is None:
            answer = _refused(drafted, reason or "not_supported", is_empty=self._is_empty(drafted.ranked))
        timings = {**understood.timings, "check": _since(started)}
        timings = {name: round(value, 2) for name, value in {**timings, "total": sum(timings.values())}.items()}
        return replace(answer, timings_ms=timings)

    def _is_empty(self, ranked: Ranked) -> bool:
        return not ranked.passages and not self._store.catalog.counts()[0]


def step(name: str, work: Callable[[_S], _T]) -> Runnable[_S, _T]:
    """Return a function as a step that LangChain's callbacks see by its name, and those of what it calls below it."""
    return RunnableLambda(work, name=name)


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _answer(drafted: Drafted, views: Views) -> Answer | None:
    """Phrase the best finding that passes the support check, with its sources, and what other articles say."""
    understood = drafted.ranked.understood
    sources = agreeing(understood.question, drafted.findings)
    rivals = disagreeing(understood.question, understood.terms, drafted.findings, sources)
    groups = sorted([sources, *([rival] for rival in rivals)], key=published, reverse=True)
    second = runner_up(understood.question, drafted.findings)
    groups += [[second]] if second is not None and _verdict(understood, drafted.findings[0]) is None else []
    citations: list[Citation] = []
    claims: list[Claim] = []
    told = {finding.candidate.view.span for group in groups for finding in group}
    for group in groups:
        view = group[0].candidate.view
        shown: tuple[SentenceView, ...] = ()
        if group[0].quantity is None:
            shown = quoted(understood.question, understood.terms, view, views.of(view.document))
        said_by = currency_said(group[0].quantity, view, views)
        others = [one for one in shown or said_by if one.span not in told]
        shown = tuple(one for one in shown if one is view or one in others)
        name = lead(understood.question, understood.terms, [view, *others] if shown else [], understood.language)
        own = cited(group, others, name, len(citations), understood.language)
        statement = _statement(understood, group[0], name, shown)
        before = said_by[0].text if said_by else ""
        evidence = [Evidence(c.cited_text, c.document.language, before) for c in own]
        if unsupported(statement, understood.language, evidence) and group[0].quantity is not None:
            if group is sources:
                return None
            continue
        citations += own
        claims.append(Claim(statement, tuple(citation.number for citation in own)))
    answer = assembled(drafted.ranked, "".join(stated(claims)), tuple(claims), tuple(citations))
    return replace(answer, notices=(*answer.notices, "sources_disagree")) if rivals and len(claims) > 1 else answer


def _statement(understood: Understood, finding: Finding, name: Lead | None, shown: Sequence[SentenceView]) -> str:
    said = _said(understood, finding, shown)
    said = said if name is None else name_first(name.text, said, understood.language)
    verdict = _verdict(understood, finding)
    return said if verdict is None else decide(said, understood.language, is_so=verdict)


def _verdict(understood: Understood, finding: Finding) -> bool | None:
    """Return the yes or no that the finding decides, None where the question asks for none or nothing decides it."""
    limit = threshold(understood.question)
    if limit is not None and finding.quantity is not None:
        return is_beyond(against(limit, finding.candidate.view, finding.quantity), finding.quantity)
    return is_listed(understood.terms, finding.candidate) if understood.question.kind == "yes_no" else None


def _said(understood: Understood, finding: Finding, shown: Sequence[SentenceView]) -> str:
    if finding.quantity is None:
        return quote(" ".join(view.text for view in shown), understood.language)
    same_language = understood.question.language == understood.language
    is_said = understood.question.kind == "count" and not focus_is_unmet(understood.terms, finding)
    focus = (
        understood.question.focus_text if same_language and is_said and finding.features["counted"] >= _COUNTED else ""
    )
    quantity, focus = shown_in(understood.question.scale, finding.quantity, focus)
    said = state_figure(quantity, understood.language, focus, question=understood.request.question)
    between = times_between(understood.question, finding.candidate.view, finding.quantity)
    if between is None:
        return said
    period = None if between else period_of(finding.candidate.view, finding.quantity)
    return state_how_often(quantity, said, understood.language, is_time_between=between, period=period)


def _refused(drafted: Drafted, reason: str, *, is_empty: bool) -> Answer:
    """Say that nothing was found; ``is_empty``: because there are no articles at all."""
    ranked = drafted.ranked
    table = phrases(ranked.understood.language)
    reason = reason if ranked.passages else "no_evidence"
    message = table["empty" if is_empty else reason]
    refusal = Refusal(reason, message, ranked.passages[:3])
    return replace(assembled(ranked, message, (), ()), refusal=refusal)


def assembled(
    ranked: Ranked, text: str, claims: tuple[Claim, ...], citations: tuple[Citation, ...], notices: tuple[str, ...] = ()
) -> Answer:
    """Return the answer to a question with what its passages are; ``notices`` stand behind those of the question."""
    understood = ranked.understood
    return Answer(
        id=uuid.uuid4().hex,
        question=understood.request.question,
        standalone_question=understood.standalone,
        language=understood.language,
        text=text,
        claims=claims,
        citations=citations,
        notices=(*understood.notices, *notices),
        passages=ranked.passages,
    )
