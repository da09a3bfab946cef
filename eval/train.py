"""Learn the weights of ``qa/data/weights.toml``: which sentence, which figure, and whether to answer at all.

Learned from the practice articles and the *tune* part of the golden sets, never from *keep*, and from SQuAD-shaped
files where a folder of them is given. A question is one draw: the likelihood of its right candidates under a softmax
over all (a listwise loss, Cao et al., ICML 2007); whether to answer is a logistic regression on the best candidate, as
the new weights choose it.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eval.evidence import Spans, evidence_spans
from eval.fit import Chosen, Draw, fit_listwise, fit_logistic, hits, with_bias, with_refusals
from eval.golden import GoldenQuestion
from eval.matching import matches_all
from eval.sets import GoldenSet, default_sets, of_split, practice_set
from qa.chain import Chain, Ranked
from qa.compose import state_figure
from qa.cues import NUMERIC
from qa.extract import Finding, find_answer
from qa.matching import SentenceView
from qa.rank import Candidate
from qa.refuse import evidence_to_answer
from qa.request import AskRequest, Turn
from qa.scope import missed_scope
from qa.weights import total
from qa.weights import weights as learned
from vectorstore.document import Source, Span
from vectorstore.store import Store

WEIGHTS = Path(__file__).parent.parent / "qa" / "data" / "weights.toml"
_SHRINK = {"sentence": 0.001, "figure": 0.004}
"""L2 penalty a draw: weights that nothing speaks for stay near zero. The fewer draws, the more of it."""

_FROM_ELSEWHERE = 0.3
"""Weight of a draw of figures from a SQuAD-shaped file, whose places are known and not their values, beside ours."""

_WRONG, _UNANSWERABLE = 0.3, 2.0
"""Weight of a wrong finding and of one for a question that no article answers, beside a right one."""

_OF_SENTENCES = frozenset({"length", "early", "heading", "is_question"})
"""What a sentence looks like says nothing of which of its figures is meant."""


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learned from: draws of sentences, draws of figures, and best findings, each right or not.

    A wrong finding is one not to answer with, whether the articles hold the answer elsewhere or nowhere; the latter
    counts more.
    """

    sentences: list[Draw]
    figures: list[Draw]
    answers: list[Chosen]


def collect(sets: Sequence[GoldenSet], examples: Examples) -> None:
    """Add the examples of golden sets; pass only what may be learned from."""
    for each in sets:
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder))
            store.ingest(each.sources)
            chain = Chain(store)
            for question in each.questions:
                ranked = chain.retrieval.invoke(_request(question))
                _add(question, evidence_spans(question, each.articles), ranked, examples)
            store.close()


def collect_squad(folder: Path, pairs: Sequence[tuple[str, str]], most: int, examples: Examples) -> None:
    """Add sentence draws of parallel files ``xquad.<language>.json``; a pair: question, document language."""
    for asked, told in pairs:
        questions, documents = (
            json.loads((folder / f"xquad.{tag}.json").read_text("utf-8"))["data"] for tag in (asked, told)
        )
        with tempfile.TemporaryDirectory() as data:
            store = Store(Path(data))
            places = [(a, p) for a, article in enumerate(documents) for p in range(len(article["paragraphs"]))]
            store.ingest(Source(f"{a}-{p}", documents[a]["paragraphs"][p]["context"], language=told) for a, p in places)
            chain = Chain(store)
            rows = [
                (one["question"], f"{a}-{p}", documents[a]["paragraphs"][p]["qas"][i]["answers"][0])
                for a, p in places
                for i, one in enumerate(questions[a]["paragraphs"][p]["qas"])
            ]
            for question, document, answer in rows[:: max(1, len(rows) // most)]:
                ranked = chain.retrieval.invoke(AskRequest(question))
                span = Span(answer["answer_start"], answer["answer_start"] + len(answer["text"]))
                examples.sentences.extend(_sentence_draw(ranked.candidates, {document: [span]}))
                examples.figures.extend(_lighter(_figure_draw(ranked, {document: [span]})))
            store.close()


def _request(question: GoldenQuestion) -> AskRequest:
    history = tuple(Turn(str(turn["role"]), str(turn["content"])) for turn in question.history)
    return AskRequest(question.question, history=history)


def _add(question: GoldenQuestion, spans: Spans, ranked: Ranked, examples: Examples) -> None:
    asked = ranked.understood.question
    places = {document: [Span(*span) for span in found] for document, found in spans.items()}
    findings = find_answer(asked, ranked.understood.terms, ranked.understood.query.vector, ranked.candidates)
    if question.is_answerable:
        examples.sentences.extend(_sentence_draw(ranked.candidates, places))
    right = [_is_right(question, places, finding, ranked) for finding in findings]
    if question.is_answerable and asked.kind in NUMERIC:
        examples.figures.extend(_draw([_of_figure(f) for f in findings], right))
    if findings:
        best = max(range(len(findings)), key=lambda i: findings[i].confidence)
        view = findings[best].candidate.view
        document = [SentenceView(view.document, span, i) for i, span in enumerate(view.document.sentences)]
        in_scope = not missed_scope(asked, ranked.understood.terms, view, document)
        if in_scope and not findings[best].is_shown:
            features = evidence_to_answer(asked, ranked.understood.terms, findings)
            is_right = question.is_answerable and right[best]
            weight = 1.0 if is_right else _WRONG if question.is_answerable else _UNANSWERABLE
            examples.answers.append(Chosen(features, is_right, weight))


def _sentence_draw(candidates: Sequence[Candidate], places: dict[str, list[Span]]) -> Iterator[Draw]:
    right = tuple(_overlaps(c.view.span, places.get(c.view.document.id, [])) for c in candidates)
    yield from _draw([c.features for c in candidates], right)


def _draw(rows: Sequence[dict[str, float]], right: Sequence[bool]) -> Iterator[Draw]:
    """Yield a draw where there is something to learn: some candidate is right, and some is not."""
    if any(right) and not all(right):
        yield Draw(tuple(rows), tuple(right))


def _lighter(draws: Iterator[Draw]) -> Iterator[Draw]:
    return (replace(draw, weight=_FROM_ELSEWHERE) for draw in draws)


def _figure_draw(ranked: Ranked, places: dict[str, list[Span]]) -> Iterator[Draw]:
    """Yield the figures that may be the answer where a file gives the answer's place, not its value."""
    understood = ranked.understood
    if understood.question.kind not in NUMERIC:
        return
    findings = find_answer(understood.question, understood.terms, understood.query.vector, ranked.candidates)
    right = tuple(_overlaps(f.spans[0], places.get(f.candidate.view.document.id, [])) for f in findings)
    yield from _draw([_of_figure(f) for f in findings], right)


def _of_figure(finding: Finding) -> dict[str, float]:
    return {name: value for name, value in finding.features.items() if name not in _OF_SENTENCES}


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _is_right(question: GoldenQuestion, places: dict[str, list[Span]], finding: Finding, ranked: Ranked) -> bool:
    view = finding.candidate.view
    if not _overlaps(view.span, places.get(view.document.id, [])):
        return False
    if finding.quantity is None:
        return matches_all(question.answer_any, view.text)
    return matches_all(question.answer_any, state_figure(finding.quantity, ranked.understood.language))


def write(models: dict[str, dict[str, float]], path: Path = WEIGHTS) -> None:
    """Write the weights, rounded, one table a model."""
    lines = [
        "# Learned by `qa eval train --xquad DIR` from practice, golden sets (tune), XQuAD; see docs/experiments.md.",
        "",
    ]
    for model, weights in models.items():
        lines += [f"[{model}]", *(f"{name} = {value:.3f}" for name, value in sorted(weights.items())), ""]
    path.write_text("\n".join(lines), "utf-8")


def train(xquad: Path | None = None) -> dict[str, float]:
    """Learn all three models and write them; return what share each gets right on what it learned from."""
    examples = Examples([], [], [])
    sets = [practice_set(), *(of_split(each, "tune") for each in default_sets())]
    collect(sets, examples)
    own = len(examples.sentences)
    if xquad is not None:
        collect_squad(
            xquad,
            [
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
            ],
            60,
            examples,
        )
    sentence = with_bias(fit_listwise(examples.sentences, _SHRINK["sentence"]), examples.sentences)
    figure = with_bias(fit_listwise(examples.figures, _SHRINK["figure"]), examples.figures)
    write({"sentence": sentence, "figure": figure, "answer": dict(learned("answer"))})
    learned.cache_clear()
    chosen = Examples([], [], [])
    collect(sets, chosen)
    answer = with_refusals(fit_logistic(chosen.answers), chosen.answers)
    write({"sentence": sentence, "figure": figure, "answer": answer})
    right = [(total(answer, one.features) > 0) == one.is_right for one in chosen.answers]
    return {
        "sentence": hits(sentence, examples.sentences[:own]),
        "sentence_squad": hits(sentence, examples.sentences[own:]),
        "figure": hits(figure, examples.figures),
        "answer": float(np.mean(right)),
        "draws": float(len(examples.sentences)),
        "figures": float(len(examples.figures)),
    }
