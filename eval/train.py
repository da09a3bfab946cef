"""Learn the weights of ``qa/data/weights.toml``: which sentence, which figure, and whether to answer at all.

Learned from the practice articles and the *tune* part of the golden sets, never from *keep*, and from SQuAD-shaped
files where a folder of them is given. A question is one draw: the likelihood of its right candidates under a softmax
over all (a listwise loss, Cao et al., ICML 2007); whether to answer is a logistic regression on the best candidate, as
the new weights choose it.
"""

import json
import math
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.evidence import Spans, evidence_spans
from eval.golden import GoldenQuestion
from eval.matching import matches_all
from eval.sets import GoldenSet, default_sets, of_split, practice_set
from qa.chain import Chain, Ranked
from qa.compose import state_figure
from qa.cues import NUMERIC
from qa.extract import Finding, find_answer
from qa.matching import SentenceView
from qa.rank import Candidate
from qa.refuse import LEAST_TO_ANSWER, evidence_to_answer
from qa.request import AskRequest, Turn
from qa.scope import missed_scope
from qa.weights import weights as learned
from vectorstore.document import Source, Span
from vectorstore.store import Store

WEIGHTS = Path(__file__).parent.parent / "qa" / "data" / "weights.toml"
_ROUNDS = 1500
_RATE = 0.05
_SHRINK = {"sentence": 0.001, "figure": 0.004}
"""L2 penalty a draw: weights that nothing speaks for stay near zero. The fewer draws, the more of it."""

_FROM_ELSEWHERE = 0.3
"""Weight of a draw from a SQuAD-shaped file beside one of ours: its questions lean on the words of their paragraph."""

_OF_SENTENCES = frozenset({"length", "early", "heading", "is_question"})
"""What a sentence looks like says nothing of which of its figures is meant."""

_REFUSED = 0.05
"""Share of right findings that is given up so that wrong ones are refused."""


@dataclass(frozen=True, slots=True)
class Draw:
    """The candidates of one question by feature, which of them are right, and how much the question counts."""

    rows: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learned from: draws of sentences, draws of figures, and best findings, each right or not.

    A wrong finding is one not to answer with, whether the articles hold the answer elsewhere or nowhere.
    """

    sentences: list[Draw]
    figures: list[Draw]
    answers: list[tuple[dict[str, float], bool]]


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
                examples.sentences.extend(_lighter(_sentence_draw(ranked.candidates, {document: [span]})))
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
            examples.answers.append((features, question.is_answerable and right[best]))


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


def fit_listwise(draws: Sequence[Draw], shrink: float) -> dict[str, float]:
    """Return the weights that make the right candidates of each draw likeliest (Adam, Kingma and Ba, ICLR 2015)."""
    names = sorted({name for draw in draws for row in draw.rows for name in row})
    matrix = _matrix([row for draw in draws for row in draw.rows], names)
    right = np.array([is_right for draw in draws for is_right in draw.right])
    sizes = np.array([len(draw.rows) for draw in draws])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    counts = np.array([draw.weight for draw in draws])

    def shares(values: NDArray[np.float64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = values / np.repeat(np.add.reduceat(values, starts), sizes)
        return found

    weights = np.zeros(len(names))
    moment, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _ROUNDS + 1):
        totals = matrix @ weights
        share = shares(np.exp(totals - np.repeat(np.maximum.reduceat(totals, starts), sizes)))
        aim = shares(np.where(right, share, 0.0))
        slope = (np.repeat(counts, sizes) * (aim - share)) @ matrix / counts.sum() - shrink * weights
        moment, spread = 0.9 * moment + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        weights += _RATE * (moment / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def fit_logistic(examples: Sequence[tuple[dict[str, float], bool]], *, balance: float = 1.0) -> dict[str, float]:
    """Return weights and ``bias`` of a logistic regression; ``balance`` weighs the examples not to be answered."""
    names = sorted({name for row, _ in examples for name in row})
    matrix = np.hstack([_matrix([row for row, _ in examples], names), np.ones((len(examples), 1))])
    aim = np.array([float(label) for _, label in examples])
    weight = np.where(aim > 0, 1.0, balance)
    weights = np.zeros(len(names) + 1)
    for _ in range(4000):
        share = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = (weight * (aim - share)) @ matrix / len(aim)
        slope[:-1] -= 0.002 * weights[:-1]
        weights += 0.5 * slope
    return {**dict(zip(names, weights[:-1].tolist(), strict=True)), "bias": float(weights[-1])}


def with_bias(weights: dict[str, float], draws: Sequence[Draw]) -> dict[str, float]:
    """Add the constant that puts the best right candidates of the draws at a score of about 0.8 on average."""
    best = [max(_total(weights, row) for row, right in zip(d.rows, d.right, strict=True) if right) for d in draws]
    return {**weights, "bias": math.log(4) - float(np.mean(best))}


def with_refusals(
    weights: dict[str, float], examples: Sequence[tuple[dict[str, float], bool]], share: float = _REFUSED
) -> dict[str, float]:
    """Move the constant so that a share of the right findings falls below `LEAST_TO_ANSWER` and is refused."""
    totals = [_total(weights, row) for row, is_right in examples if is_right]
    limit = math.log(LEAST_TO_ANSWER / (1 - LEAST_TO_ANSWER))
    return {**weights, "bias": weights["bias"] + limit - float(np.quantile(totals, share))}


def hits(weights: dict[str, float], draws: Sequence[Draw]) -> float:
    """Return the share of draws whose best candidate is right."""
    won = [d.right[int(np.argmax([_total(weights, row) for row in d.rows]))] for d in draws]
    return float(np.mean(won)) if won else 0.0


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
    right = [(_total(answer, row) > 0) == label for row, label in chosen.answers]
    return {
        "sentence": hits(sentence, examples.sentences[:own]),
        "sentence_squad": hits(sentence, examples.sentences[own:]),
        "figure": hits(figure, examples.figures),
        "answer": float(np.mean(right)),
        "draws": float(len(examples.sentences)),
        "figures": float(len(examples.figures)),
    }


def _matrix(rows: Sequence[dict[str, float]], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows])


def _total(weights: dict[str, float], row: dict[str, float]) -> float:
    return weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in row.items())
