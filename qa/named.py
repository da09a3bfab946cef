"""The name that a question for a person, a place or a body asks for: the likeliest of those in a sentence, or none.

Which it is, is learned (``[name]`` of ``data/weights.toml``) from how a name stands to the words of the question:
beside the office asked for, in the clause that meets it, of the class it names; and so is when none of them is.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.foremost import is_ranked
from qa.matching import Term
from qa.name_runs import GIVEN, Run, given_by, is_person, is_surely_person, quoted_in, runs_of
from qa.question import Question
from qa.signs import has_sign, means
from qa.spelling import BODIES, PLACES, kind_of
from qa.views import SentenceView
from qa.weights import total, weights
from vectorstore.document import Span
from vectorstore.reading import tokens_of

NAMED = frozenset({"person", "organization", "place"})
"""Kinds of questions that ask for a name."""

_SURE = 0.55
"""Share of likelihood from which a name is said to be the answer."""

_HELD = 0.7
"""Strength from which a word of a sentence is surely the office that a question asks for."""

_BESIDE = 4
"""Tokens between a name and the office of who bears it."""

_AROUND = 6
"""Tokens around a name within which words of the question speak of it."""

_OF_CLASS = {"organization": ("body", "firm"), "place": ("site",), "person": ("role",)}
"""Signs of the words that tell what a name is the name of, by what is asked for."""


def asked_name(question: Question, terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]) -> Span | None:
    """Return where a sentence names what a question of one of the kinds `NAMED` asks for; None unless it is clear.

    The span is one of the sentence; ``met`` is that of `qa.matching.meeting`.
    """
    runs, likely = _likeliest(question, terms, view, met)
    if not runs:
        return None
    best = max(range(len(runs)), key=likely.__getitem__)
    if likely[best] < _SURE or any(_are_listed(view, *pair) for pair in pairwise(runs) if runs[best] in pair):
        return None
    return runs[best].span(view)


def likelihood_of_name(
    question: Question, terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]
) -> float:
    """Return how likely the likeliest name of a sentence is to be the one asked for, in [0, 1]; 0 without names."""
    runs, likely = _likeliest(question, terms, view, met)
    return max(likely[: len(runs)], default=0.0)


def names_new(terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]) -> bool:
    """Tell whether a sentence has any name, or anything in quotation marks, that the question does not give."""
    given = given_by(terms, view, met)
    return any(runs_of(view, given)) or any(quoted_in(view, given))


def named(
    question: Question, terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]
) -> tuple[list[Run], list[dict[str, float]]]:
    """Return the names of a sentence that a question does not give, and the features of each.

    Behind those of the names stands a row for *none of them*.
    """
    runs, quoted = _names(question, terms, view, met)
    return runs, _rows(runs, quoted, _About(question, terms, view, met))


def _rows(runs: Sequence[Run], quoted: Sequence[Run], about: "_About") -> list[dict[str, float]]:
    view = about.view
    rows = [
        {
            **about.of(run),
            "quoted": float(run in quoted),
            "alone": 1 / len(runs),
            "first": float(run is runs[0]),
            "in_brackets": float(view.text[: run.span(view).start].endswith("(")),
        }
        for run in runs
    ]
    return [*rows, {"none": 1.0, f"none_{about.kind}": 1.0, "none_unmet": 1.0 - about.said}]


def _names(
    question: Question, terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]
) -> tuple[list[Run], list[Run]]:
    """Return the names of a sentence that may be asked for, and which of them stand in quotation marks."""
    given = given_by(terms, view, met)
    quoted = list(quoted_in(view, given))
    runs = [run for run in runs_of(view, given) if not any(q.first <= run.first < q.last for q in quoted)] + quoted
    if question.kind == "person":
        runs = [run for run in runs if is_person(view, run)]
    if question.kind == "place" or (question.kind == "organization" and _asks_firm(question)):
        runs = [run for run in runs if run in quoted or not is_surely_person(view, run)]
    return runs, quoted


def _asks_firm(question: Question) -> bool:
    """Tell whether a question names the body it asks for: «which company», not «who bought»."""
    return any(means(token, "company") for token in tokens_of(question.text, question.language))


class _About:
    """How the names of a sentence stand to what a question says."""

    def __init__(self, question: Question, terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]) -> None:
        self.kind, self._terms, self.view, self._met = question.kind, terms, view, met
        self._question = question
        self._own = [i for i, term in enumerate(terms) if not term.is_scope]
        self._offices = [i for i, term in enumerate(terms) if has_sign(term.token, "role")]
        self._is_led = any(has_sign(term.token, "leading") for term in terms)
        self._is_second = any(has_sign(term.token, "second") for term in terms)
        self._held = self._offices_held()
        self._sorts = self._sorts_held()
        self.said = self._share(self._own, range(len(view.tokens)))

    def of(self, run: Run) -> dict[str, float]:
        """Return the features of a name but for those that depend on the other names, each in [0, 1]."""
        kind, view = self.kind, self.view
        listed = kind_of(run.text(view), view.document.language)
        around = range(max(0, run.first - _AROUND), min(len(view.tokens), run.last + _AROUND))
        beside = range(max(0, run.first - 1), min(len(view.tokens), run.last + 1))
        near = min((run.distance(at) for at in self._held), default=_BESIDE + 1)
        return {
            f"{kind}_is_person": float(kind == "person" or is_person(view, run)),
            f"{kind}_is_place": float(listed in PLACES),
            f"{kind}_is_body": float(listed in BODIES),
            "opens": float(run.first == 0),
            f"{kind}_beside_class": float(any(has_sign(view.tokens[i], s) for i in beside for s in _OF_CLASS[kind])),
            "words": min(1.0, (run.last - run.first) / 3),
            "ranked": float(is_ranked(self._question, view, run.span(view))),
            "of_sort": float(any(self._touch(run, at) for at in self._sorts)),
            "of_office": 1.0 / (1 + near) if near <= _BESIDE else 0.0,
            "other_office": float(bool(self._held) and near > _BESIDE),
            "own_clause": self._share(self._own, self._clause(run)),
            "own_around": self._share(self._own, around),
        }

    def _offices_held(self) -> list[int]:
        """Return where the office that is asked for stands; no deputy's, unless a deputy is asked for."""
        view, likeness = self.view, self._met[self._offices].max(axis=0, initial=0.0)
        if not self._offices and not self._is_led:
            return []
        return [
            at
            for at, token in enumerate(view.tokens)
            if (likeness[at] >= _HELD or (has_sign(token, "chief") and (self._is_led or likeness[at] >= GIVEN)))
            and (
                self._is_second
                or not any(has_sign(before, "second") for before in view.tokens[max(0, at - 1) : at + 1])
            )
        ]

    def _sorts_held(self) -> list[int]:
        """Return where the word stands that tells what sort of place is asked for («chùa Cầu Chông»: a temple)."""
        asked = [i for i, term in enumerate(self._terms) if term.is_focus and has_sign(term.token, "site")]
        if self.kind != "place" or not asked:
            return []
        held = self._met[asked].max(axis=0)
        return [at for at, token in enumerate(self.view.tokens) if held[at] >= _HELD and has_sign(token, "site")]

    def _touch(self, run: Run, at: int) -> bool:
        """Tell whether a token stands right beside a name, or in it, and nothing but a blank parts them."""
        token, text, span = self.view.tokens[at], self.view.text, run.span(self.view)
        gap = text[token.end : span.start] or text[span.end : token.start]
        return run.distance(at) <= 1 and not gap.strip()

    def _clause(self, run: Run) -> list[int]:
        numbers, _ = self.view.clauses
        return [at for at, number in enumerate(numbers) if number == numbers[run.first]]

    def _share(self, chosen: Sequence[int], places: Sequence[int]) -> float:
        """Return the share of some terms, by weight, that tokens at these places meet."""
        whole = sum(self._terms[i].weight for i in chosen)
        if not whole or not len(places):
            return 0.0
        best = self._met[np.ix_(chosen, list(places))].max(axis=1)
        return float(sum(self._terms[i].weight * strength for i, strength in zip(chosen, best, strict=True)) / whole)


def _are_listed(view: SentenceView, one: Run, other: Run) -> bool:
    """Tell whether nothing but a conjunction parts two names: the answer is both, or neither of them."""
    between = view.tokens[one.last : other.first]
    return len(between) == 1 and "and" in between[0].glosses[:1]


def _likeliest(
    question: Question, terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]
) -> tuple[list[Run], list[float]]:
    """Return the names of a sentence and how likely each is, behind them how likely none is; they sum to 1."""
    runs, quoted = _names(question, terms, view, met)
    if not runs:
        return [], [1.0]
    learned = weights("name")
    totals = [total(learned, row) for row in _rows(runs, quoted, _About(question, terms, view, met))]
    likely = [math.exp(each - max(totals)) for each in totals]
    return runs, [each / sum(likely) for each in likely]
