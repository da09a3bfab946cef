"""How well a sentence speaks of what a question asks: term by term, across languages, in gloss space.

Terms meet by English gloss, by native word, by the sound of a name, by value of a number, and, more weakly, by the
nearness of their glosses' static vectors.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from qa.quantities import label_words
from qa.question import Question
from qa.signs import callings, has_sign
from qa.telling import tells
from qa.views import SentenceView
from vectorstore.digits import canonical
from vectorstore.embed import word_vector
from vectorstore.kin import kin
from vectorstore.marks import LOAN, Marks, marks, marks_as_name
from vectorstore.places import marks_within, within
from vectorstore.reading import numbers_said, read_sentence, tokens_of
from vectorstore.tokenizer import Token
from vectorstore.words import script_language

_KIN = 0.4
_KIN_MORE = 1.0
_KIN_MOST = 0.75
"""Strength of a word that is only near in meaning: the least, its growth with the share of common forms, the most."""

_CALLING = 0.6
"""Strength at which what somebody is meets a word that asks for it."""

WITHIN = 0.6
"""Strength at which a place is met by one that lies in it: what is told of Kanpur is told of Uttar Pradesh in part."""

ROUNDING = 1e-6

_PUT_IN = 2.0
"""Weight of what a follow-up puts into the question before it («and nitrate?»), times its own."""

_SORT = 0.3
"""Weight of a word that says what sort of place is asked for, times its own: its name may stand alone («in Panna»)."""

_TOLD, _TOLD_SMALL = 1.0, 0.5
"""Weight of a figure that the last answer told, and of one below ``_TELLING``, which many sentences have."""

_TELLING = 10

_LABEL_DIGITS = 3
"""Digits of a number that makes a name with the noun before it, at most; a year makes none."""

_LABEL = 0.1
"""Weight of a word that only introduces a number («No. 1»)."""

_BESIDE = 3
"""Words before a name, of which one may ask for the whole of it: «all parts of the»."""

NEAR_FROM = 0.45
NEAR_WEIGHT = 0.75


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of a question with its weight; ``number`` is a number's value.

    ``is_focus``: it is asked for; ``is_scope``: it says what the question is about (a name, a number, what a follow-up
    took over), not what it wants to know; ``is_entire``: all of the place that it names is asked for. ``is_told``: the
    question does not say it, the last answer did. ``holds``: a place that what lies in it meets too, empty for none.
    """

    token: Token
    marks: Marks
    weight: float
    number: str | None
    vector: NDArray[np.float32] | None
    is_focus: bool
    is_scope: bool = False
    is_entire: bool = False
    is_told: bool = False
    holds: str = ""

    def asked(self) -> Iterator[tuple[str, float]]:
        """Yield the marks, as blocks have them, by which a token can meet the term, each with its strength."""
        if self.number is not None:
            yield f"#{self.number}", 1.0
            return
        yield from self.marks.by_key.items()
        yield from ((mark, WITHIN) for mark in marks_within(self.holds))
        if not self.token.glosses:
            yield from ((f"?{key[1:]}", 1.0) for key in self.marks.by_key if key.startswith("!c"))


Frequency = Callable[[str], tuple[int, int]]
"""Return in how many chunks a gloss stem stands, and how many chunks there are."""


def terms_of(
    question: Question, frequency: Frequency, without: frozenset[int] = frozenset(), *, strictly: bool = False
) -> tuple[Term, ...]:
    """Return the terms of a question, rarer ones weighing more (inverse document frequency, Robertson 2004).

    The tokens at the positions ``without`` are left out: what the question only compares with. ``strictly``: a term is
    not met by a word that is only near in meaning, nor a place by one in it, as when a statement is held against its
    source.
    """
    read = read_sentence(question.text, question.language)
    values = {read.tokens[n.at].start: canonical(n.value) for n in numbers_said(read)}
    is_whole = strictly or tells("nationwide", question.text, question.language)
    terms = []
    for position, token in enumerate(question.tokens):
        if position in without:
            continue
        heard = marks_as_name if may_be_name(question, position) else marks
        found, is_focus = heard(token, question.language), position in question.focus
        is_scope = token.kind != "word" or token.start >= question.carried or _is_numbered(question, position)
        times = (_PUT_IN if token.start >= question.put_in else 1.0) * (_SORT if position in question.sort else 1.0)
        if token.kind == "number" or _is_number_word(token):
            number = values.get(token.start)
            if number is not None:
                terms.append(Term(token, found, times, number, None, is_focus, is_scope or token.pos == "d"))
            continue
        if not strictly:
            found = _with_kin(found)
            found = _with_callings(found) if is_focus and has_sign(token, "calling") else found
        word = token.glosses[0].lower().split()[-1] if token.glosses else ""
        vector = word_vector(word) if word and token.kind == "word" else None
        weight = times * _rarity(found.head, token, frequency)
        is_entire = token.kind == "name" and _is_entire(question, token)
        holds = token.glosses[0] if token.kind == "name" and token.glosses and not (is_whole or is_entire) else ""
        terms.append(Term(token, found, weight, None, vector, is_focus, is_scope, is_entire, holds=holds))
    return (*terms, *_told(question))


def _told(question: Question) -> list[Term]:
    """Return the figures of the last answer as terms: a follow-up goes on where they stand."""
    end = len(question.text)
    token = Token(end, end, "", "word", "d")
    found = marks(token, question.language)
    values = sorted({value for value, _ in question.told})
    weights = {value: _TOLD if value >= _TELLING else _TOLD_SMALL for value in values}
    return [Term(token, found, weights[v], canonical(v), None, False, is_scope=True, is_told=True) for v in values]


def _is_numbered(question: Question, position: int) -> bool:
    """Tell whether a noun and the number behind it make a name: «Cluster No. 1», which says what is asked about.

    Not where the number counts the noun behind it: «in the harvest 12 farmers».
    """
    if question.tokens[position].pos != "n":
        return False
    behind = [token for token in question.tokens[position + 1 :] if token.key not in label_words()][:2]
    if not behind or behind[0].kind != "number" or len(behind[0].key) > _LABEL_DIGITS:
        return False
    gap = question.text[question.tokens[position].end : behind[0].start]
    counted = len(behind) > 1 and behind[1].pos == "n" and not question.text[behind[0].end : behind[1].start].strip()
    return not counted and not any(c in ",;:()" for c in gap)


def _is_entire(question: Question, name: Token) -> bool:
    """Tell whether a word such as «whole» stands beside a name: «in ganz Italien», «المغرب بأكمله»."""
    tokens = tokens_of(question.text, question.language)
    at = next((i for i, token in enumerate(tokens) if token.start == name.start), 0)
    return any(has_sign(token, "entire") for token in tokens[max(0, at - _BESIDE) : at + 2])


def may_be_name(question: Question, position: int) -> bool:
    """Tell whether a word of a question may be part of the name beside it, which nobody listed: «काम फा», «গো ভাপ».

    Only in scripts without capitals, which mark a name.
    """
    tokens, word = question.tokens, question.tokens[position]
    if word.kind != "word" or script_language(word.key) is None:
        return False
    return any(
        other.kind == "name"
        and not other.glosses
        and question.text[min(word.end, other.end) : max(word.start, other.start)] == " "
        for other in (*tokens[max(0, position - 1) : position], *tokens[position + 1 : position + 2])
    )


def _is_number_word(token: Token) -> bool:
    """Tell «four» and «চার», which digits meet too, from «one», which is as often no number."""
    return token.pos == "d" and any(gloss.isdecimal() and gloss != "1" for gloss in token.glosses[:1])


def _with_kin(found: Marks) -> Marks:
    """Let a term of a question meet what is near in meaning to its likeliest gloss, more weakly.

    What is near to a state is not near to the United States.
    """
    if found.by_key.get(f"~{found.head}", 1.0) < _KIN_MOST:
        return found
    near = {f"~{stem}": min(_KIN_MOST, _KIN + _KIN_MORE * share) for stem, share in kin(found.head).items()}
    return Marks({**near, **found.by_key}, found.head)


def _with_callings(found: Marks) -> Marks:
    """Let a word that asks what somebody is («which post») meet what anybody may be: chairman, engineer."""
    return Marks({**{f"~{stem}": _CALLING for stem in callings()}, **found.by_key}, found.head)


def _rarity(head: str, token: Token, frequency: Frequency) -> float:
    """Return an inverse document frequency scaled to about (0.2, 1.3); names and unknown words count as rare."""
    holding, total = frequency(head) if head else (0, 1)
    idf = math.log1p((total - holding + 0.5) / (holding + 0.5)) / math.log1p(2 * total + 1) if total else 0.5
    if token.pos != "n" and token.key in label_words():
        return _LABEL
    scale = {"v": 0.6, "r": 0.5, "a": 0.8, "x": 0.6}.get(token.pos, 1.0)
    if token.glosses and token.glosses[0].lower() in light_words():
        scale = 0.2
    return (0.3 + idf) * scale


@cache
def light_words() -> frozenset[str]:
    """Return the English words that say little in a question (``data/light.txt``)."""
    lines = (files("qa") / "data" / "light.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def meeting(terms: Sequence[Term], view: SentenceView) -> NDArray[np.float32]:
    """Return how strongly each token of a sentence meets each term, in [0, 1], shape (len(terms), tokens + 1).

    The last column is always 0, so that a sentence without tokens meets nothing.
    """
    strength = np.zeros((len(terms), len(view.tokens) + 1), dtype=np.float32)
    for i, term in enumerate(terms):
        if term.number is not None:
            for position in view.numbers.get(term.number, ()):
                strength[i, position] = 1.0
            continue
        for key, own in term.marks.by_key.items():
            for other, position in view.marks.get(key, ()):
                strength[i, position] = max(strength[i, position], own * other)
            if not term.token.glosses and key.startswith("!c"):
                for position in view.sounds.get(key[1:], ()):
                    strength[i, position] = max(strength[i, position], LOAN)
        for key in marks_within(term.holds).intersection(view.marks):
            for other, position in view.marks[key]:
                strength[i, position] = max(strength[i, position], WITHIN * other)
    _meet_softly(terms, view, strength)
    return strength


def gives(terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32], least: float) -> NDArray[np.bool_]:
    """Return which tokens of a sentence a question gives: those whose strength in ``met`` is ``least`` at least.

    Not the name of what lies in a place that it names: «which town of Bavaria» is answered by Augsburg.
    """
    given: NDArray[np.bool_] = met >= least
    holding = [held for term in terms if (held := within(term.holds))]
    for at, token in enumerate(view.tokens if holding else ()):
        if given[at] and met[at] <= WITHIN + ROUNDING and token.kind == "name" and token.glosses:
            given[at] = not any(token.glosses[0] in held for held in holding)
    return given


def _meet_softly(terms: Sequence[Term], view: SentenceView, strength: NDArray[np.float32]) -> None:
    matrix, positions = view.vectors
    with_vector = [i for i, term in enumerate(terms) if term.vector is not None]
    if not positions or not with_vector:
        return
    asked = np.stack([terms[i].vector for i in with_vector])  # type: ignore[misc]
    soft = NEAR_WEIGHT * (asked @ matrix.T - NEAR_FROM) / (1 - NEAR_FROM)
    for row, i in enumerate(with_vector):
        np.maximum.at(strength[i], list(positions), soft[row])


def coverage(terms: Sequence[Term], strength: NDArray[np.float32]) -> float:
    """Return the weighted share of the terms that is met, in [0, 1]."""
    weights = np.array([term.weight for term in terms], dtype=np.float32)
    total = float(weights.sum())
    return float((weights * strength).sum()) / total if total else 0.0
