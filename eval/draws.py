"""What the ranking is learned from: the candidates of each question, and which of them are right.

A question belongs to the *article* that answers it, or, where none does, to that of its best finding: what is learned
without an article (`eval.crossfit`) leaves out the questions that belong to it.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from eval.evidence import Spans, evidence_spans
from eval.fit import Draw
from eval.golden import GoldenQuestion
from eval.matching import matches_all
from eval.sets import GoldenSet
from qa.chain import Chain, Ranked
from qa.compose import state_figure
from qa.cues import NUMERIC
from qa.extract import Finding, find_answer
from qa.matching import meeting
from qa.named import NAMED, named
from qa.rank import Candidate
from qa.request import AskRequest, Turn
from qa.views import SentenceView
from vectorstore.document import Source, Span
from vectorstore.store import Store

_FROM_ELSEWHERE = 0.3
"""Weight of a draw of figures from a SQuAD-shaped file, whose places are known and not their values, beside ours."""

_FROM_NO_EVIDENCE = 0.5
"""Weight of a draw of names from a sentence that is no evidence, where none is right."""

_OF_SENTENCES = frozenset({"length", "early", "heading", "is_question"})
"""What a sentence looks like says nothing of which of its figures is meant."""

_PAIRS = (
    ("en", "hi"),
    ("en", "de"),
    ("en", "ar"),
    ("en", "vi"),
    ("en", "en"),
    ("hi", "en"),
    ("ar", "de"),
    ("vi", "vi"),
    ("de", "hi"),
    ("hi", "ar"),
    ("de", "de"),
    ("hi", "hi"),
)
"""Languages of question and document that are drawn from parallel files."""

_MOST = 60
"""Questions a pair, about."""

Places = Mapping[str, Sequence[Span]]
"""Where the evidence stands, by document."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The draws of a question, of sentences, of figures and of names, and the article that it belongs to."""

    set: str
    question: str
    article: str
    sentences: tuple[Draw, ...]
    figures: tuple[Draw, ...]
    names: tuple[Draw, ...] = ()


def draws_of(chosen: GoldenSet) -> Iterator[Drawn]:
    """Yield the draws of a golden set's questions; pass only what may be learned from."""
    articles = chosen.articles
    with chain_over(chosen.sources) as chain:
        for question in chosen.questions:
            ranked = chain.ranking.invoke(request_of(question))
            yield _drawn(chosen.name, question, places_of(evidence_spans(question, articles)), ranked)


def draws_of_squad(folder: Path) -> Iterator[Drawn]:
    """Yield draws of parallel files ``xquad.<language>.json``, which are of use in every fold."""
    for question, where, ranked in asked_of_squad(folder, _MOST):
        sentences = tuple(_sentence_draw(ranked.candidates, where))
        yield Drawn("squad", question, "", sentences, tuple(_figure_draw(ranked, where)))


def asked_of_squad(folder: Path, most: int) -> Iterator[tuple[str, Places, Ranked]]:
    """Yield about ``most`` questions a pair of languages, where the answer stands, and what is found, not read yet."""
    for asked, told in _PAIRS:
        questions, documents = (
            json.loads((folder / f"xquad.{tag}.json").read_text("utf-8"))["data"] for tag in (asked, told)
        )
        places = [(a, p) for a, article in enumerate(documents) for p in range(len(article["paragraphs"]))]
        rows = [
            (one["question"], f"{a}-{p}", documents[a]["paragraphs"][p]["qas"][i]["answers"][0])
            for a, p in places
            for i, one in enumerate(questions[a]["paragraphs"][p]["qas"])
        ]
        sources = [Source(f"{a}-{p}", documents[a]["paragraphs"][p]["context"], language=told) for a, p in places]
        with chain_over(sources) as chain:
            for question, document, answer in rows[:: max(1, len(rows) // most)]:
                span = Span(answer["answer_start"], answer["answer_start"] + len(answer["text"]))
                yield question, {document: [span]}, chain.ranking.invoke(AskRequest(question))


@contextmanager
def chain_over(sources: Iterable[Source]) -> Iterator[Chain]:
    """Open the way of a question over some articles, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.ingest(sources)
        yield Chain(store)
        store.close()


def request_of(question: GoldenQuestion) -> AskRequest:
    """Return a golden question as it is asked."""
    history = tuple(Turn(str(turn["role"]), str(turn["content"])) for turn in question.history)
    return AskRequest(question.question, history=history)


def places_of(spans: Spans) -> Places:
    """Return where evidence stands as spans."""
    return {document: [Span(*span) for span in found] for document, found in spans.items()}


def findings_of(ranked: Ranked) -> list[Finding]:
    """Return what would answer a question."""
    understood = ranked.understood
    return find_answer(understood.question, understood.terms, understood.query.vector, ranked.candidates)


def is_right(question: GoldenQuestion, places: Places, finding: Finding, ranked: Ranked) -> bool:
    """Tell whether a finding stands in the evidence and says what the question expects."""
    view = finding.candidate.view
    if not stands_in(view, places):
        return False
    if finding.quantity is None:
        return matches_all(question.answer_any, view.text)
    return matches_all(question.answer_any, state_figure(finding.quantity, ranked.understood.language))


def stands_in(view: SentenceView, places: Places) -> bool:
    """Tell whether a sentence is evidence, or a part of it."""
    return _overlaps(view.span, places.get(view.document.id, []))


def _drawn(of: str, question: GoldenQuestion, places: Places, ranked: Ranked) -> Drawn:
    findings = findings_of(ranked)
    names = tuple(_name_draws(question, places, findings, ranked))
    if not question.is_answerable:
        return Drawn(of, question.id, findings[0].candidate.view.document.id if findings else "", (), (), names)
    sentences = tuple(_sentence_draw(ranked.candidates, places))
    if ranked.understood.question.kind not in NUMERIC:
        return Drawn(of, question.id, question.documents[0], sentences, (), names)
    right = [is_right(question, places, finding, ranked) for finding in findings]
    figures = tuple(_draw([_of_figure(finding) for finding in findings], right))
    return Drawn(of, question.id, question.documents[0], sentences, figures)


def _sentence_draw(candidates: Sequence[Candidate], places: Places) -> Iterator[Draw]:
    right = tuple(stands_in(c.view, places) for c in candidates)
    yield from _draw([c.features for c in candidates], right)


def _figure_draw(ranked: Ranked, places: Places) -> Iterator[Draw]:
    """Yield the figures that may be the answer where a file gives the answer's place, not its value."""
    if ranked.understood.question.kind not in NUMERIC:
        return
    findings = findings_of(ranked)
    right = tuple(_overlaps(f.spans[0], places.get(f.candidate.view.document.id, [])) for f in findings)
    for draw in _draw([_of_figure(f) for f in findings], right):
        yield replace(draw, weight=_FROM_ELSEWHERE)


def _name_draws(
    question: GoldenQuestion, places: Places, findings: Sequence[Finding], ranked: Ranked
) -> Iterator[Draw]:
    """Yield the names of the best sentence, and of the best evidence, which of them is asked for, or that none is."""
    understood = ranked.understood
    if understood.question.kind not in NAMED or not findings:
        return
    views = [finding.candidate.view for finding in findings[:1]]
    views += [c.view for c in ranked.candidates if stands_in(c.view, places)][:1]
    for view in {(view.document.id, view.span): view for view in views}.values():
        runs, rows = named(understood.question, understood.terms, view, meeting(understood.terms, view))
        told = [run.text(view) for run in runs]
        is_evidence = stands_in(view, places)
        said = [sum(matches_all([group], name) for group in question.answer_any) * is_evidence for name in told]
        right = [bool(count) and count == max(said) for count in said]
        weight = 1.0 if is_evidence else _FROM_NO_EVIDENCE
        yield from (replace(draw, weight=weight) for draw in _draw(rows, [*right, not any(right)]))


def _draw(rows: Sequence[dict[str, float]], right: Sequence[bool]) -> Iterator[Draw]:
    """Yield a draw where there is something to learn: some candidate is right, and some is not."""
    if any(right) and not all(right):
        yield Draw(tuple(rows), tuple(right))


def _of_figure(finding: Finding) -> dict[str, float]:
    return {name: value for name, value in finding.features.items() if name not in _OF_SENTENCES}


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
