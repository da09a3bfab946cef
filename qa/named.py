"""The name that a question for a person, a place or a body asks for, where a sentence shows which it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from qa.letters import LATIN
from qa.matching import SentenceView, Term
from qa.question import Question
from qa.signs import has_sign
from qa.spelling import BODIES, PLACES, is_name_part, kind_of, script_of
from vectorstore.document import Span
from vectorstore.persons import is_syllable

NAMED = frozenset({"person", "organization", "place"})
"""Kinds of questions that ask for a name."""

_GIVEN = 0.4
"""Strength from which a word of a sentence is one that the question gives."""

_HELD = 0.7
"""Strength from which a word of a sentence is surely the office that a question asks for."""

_BESIDE = 4
"""Tokens between a name and the office of who bears it; between a name and a word for a body, half as many."""

_LONGEST = 5
"""Words of a name, at most; more in a row are no name, where capitals do not tell."""

_WITHIN = regex.compile(r"[  ]|-|\.[  ]?|[  ]?(?:van|von|de|da|bin|bint|al|el|der)[  ]|[  ]al-")
"""What stands between the words of one name."""

_SAID = 0.5
"""Share of what a question wants to know that a sentence must meet for a name in it to be the one asked for."""

_QUOTED = regex.compile(r"[«“‘„\"'](?P<name>[^«»“”‘’„\"]{2,60})[»”’“\"']")


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens in a row that make one name: ``view.tokens[first:last]``."""

    first: int
    last: int


def asked_name(question: Question, terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]) -> Span | None:
    """Return where a sentence names what a question of one of the kinds `NAMED` asks for; None unless it is clear.

    The span is one of the sentence; ``met`` is that of `qa.matching.meeting`. A person stands beside the office asked
    for, a body beside a word for one, a place is listed or beside a word for one; or there is but one such name that
    the question does not give.
    """
    given = _given(terms, view, met)
    runs = list(_runs(view, given, is_place=question.kind == "place"))
    if question.kind == "person":
        chosen = _persons(terms, view, met, runs)
    elif not _speaks_of_it(terms, met):
        return None
    else:
        chosen = _bodies(view, given, runs) if question.kind == "organization" else _places(view, runs)
    if len(chosen) != 1:
        return None
    return Span(view.tokens[chosen[0].first].start, view.tokens[chosen[0].last - 1].end)


def names_new(terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]) -> bool:
    """Tell whether a sentence has any name, or anything in quotation marks, that the question does not give."""
    given = _given(terms, view, met)
    return any(_runs(view, given, is_place=False)) or any(_quoted(view, given))


def _given(terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return which tokens the question gives: a name only by a name of its own."""
    named = [i for i, term in enumerate(terms) if term.token.kind == "name"]
    by_any, by_name = met.max(axis=0, initial=0.0), met[named].max(axis=0, initial=0.0)
    is_name = np.array([token.kind == "name" for token in view.tokens] + [False])
    given: NDArray[np.bool_] = np.where(is_name, by_name, by_any) >= _GIVEN
    return given


def _speaks_of_it(terms: Sequence[Term], met: NDArray[np.float32]) -> bool:
    """Tell whether a sentence meets most of what a question says besides names: who built is not whoever opened."""
    said = [i for i, term in enumerate(terms) if not term.is_scope]
    whole = sum(terms[i].weight for i in said)
    return sum(terms[i].weight for i in said if met[i].max(initial=0.0) >= _GIVEN) >= _SAID * whole


def _runs(view: SentenceView, given: NDArray[np.bool_], *, is_place: bool) -> Iterator[_Run]:
    """Yield the names of a sentence that the question does not give, each as long as it goes."""
    first: int | None = None
    for at in range(len(view.tokens) + 1):
        is_name = at < len(view.tokens) and not given[at] and _is_name(view, at)
        if first is not None and not (is_name and _are_joined(view, at)):
            if at - first <= _LONGEST:
                yield _Run(first, at)
            first = None
        if is_name and first is None:
            first = at - (at > 0 and not given[at - 1] and _is_first_name(view, at))


def _are_joined(view: SentenceView, at: int) -> bool:
    return _WITHIN.fullmatch(view.text, view.tokens[at - 1].end, view.tokens[at].start) is not None


def _is_first_name(view: SentenceView, at: int) -> bool:
    """Tell whether a noun between an office and a name is a first name: الدكتور نضال الخصاونة has no capitals."""
    if script_of(view.document.language) == LATIN or at < 2:
        return False
    word, office = view.tokens[at - 1], view.tokens[at - 2]
    gaps = view.text[office.end : word.start] + view.text[word.end : view.tokens[at].start]
    has_article = view.document.language == "ar" and word.key.startswith("ال")
    return (
        word.pos in "na"
        and not has_article
        and not gaps.strip(" .")
        and has_sign(office, "role")
        and not has_sign(word, "role")
    )


def _is_name(view: SentenceView, at: int) -> bool:
    """Tell whether a word is part of a name: listed as one or nowhere, or with a capital where only names have them."""
    token, language = view.tokens[at], view.document.language
    written = view.text[token.start : token.end]
    if is_name_part(written, language, exactly=token.pos == "f"):
        return script_of(language) != LATIN or written[:1].isupper()
    if token.kind == "number" or has_sign(token, "role"):
        return False
    if script_of(language) == LATIN and not written[:1].isupper():
        return False
    if token.kind == "name":
        return kind_of(written, language) not in ("month", "weekday", "currency", "demonym", "language", "religion")
    return language in ("en", "vi") and at > 0 and not view.text.isupper()


def _persons(terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32], runs: Sequence[_Run]) -> list[_Run]:
    """Return the persons that may be asked for: those nearest to the office that is asked for, else all there are.

    Who lost or left an office may be any of two persons beside it.
    """
    people = [run for run in runs if _is_person(view, run)]
    offices = [i for i, term in enumerate(terms) if has_sign(term.token, "role")]
    is_led = any(has_sign(term.token, "leading") for term in terms)
    if len(people) > 1 and any(has_sign(term.token, "leaving") for term in terms):
        return []
    if not offices and not is_led:
        return people if _speaks_of_it(terms, met) else []
    is_second = any(has_sign(term.token, "second") for term in terms)
    likeness = met[offices].max(axis=0, initial=0.0)
    held = [
        at
        for at, token in enumerate(view.tokens)
        if (likeness[at] >= _HELD or (has_sign(token, "chief") and (is_led or likeness[at] >= _GIVEN)))
        and (is_second or not any(has_sign(before, "second") for before in view.tokens[max(0, at - 1) : at + 1]))
    ]
    near = {run: min((_distance(run, at) for at in held), default=_BESIDE + 1) for run in people}
    best = min(near.values(), default=0)
    return [run for run in people if near[run] == best <= _BESIDE]


def _is_person(view: SentenceView, run: _Run) -> bool:
    """Tell whether a name is surely a person's: by a listed part, or of two words or beside an office and no place."""
    language = view.document.language
    written = [view.text[token.start : token.end] for token in view.tokens[run.first : run.last]]
    if script_of(language) == LATIN and any(not word[:1].isupper() for name in written for word in name.split()):
        return False
    is_listed_otherwise = any(kind_of(name, language) for name in (*written, " ".join(written)))
    if is_listed_otherwise and not _sounds_vietnamese(written, language):
        return False
    first = _whole_from(view, run)
    if language == "vi" and any(has_sign(token, "firm") for token in view.tokens[max(0, first - 1) : first]):
        return False  # «Trường THPT chuyên Lê Quý Đôn»: a school named after somebody
    beside = view.tokens[max(0, first - 1) : first] + view.tokens[run.last : run.last + 1]
    if any(has_sign(token, sign) for token in view.tokens[run.first : run.last] for sign in ("body", "site", "firm")):
        return False
    if any(has_sign(token, "site") and token.pos == "n" for token in beside):
        return False
    is_listed = any(is_name_part(name, language) for name in written)
    told = [at for at, token in enumerate(view.tokens) if has_sign(token, "role")]
    is_told = any(_distance(run, at) <= 2 for at in told)
    if script_of(language) != LATIN:
        is_name = any(token.kind == "name" for token in view.tokens[run.first : run.last])
        return (is_name or len(written) > 1) and (is_told or (is_listed and len(written) > 1))
    return is_told or len(written) > 1


def _whole_from(view: SentenceView, run: _Run) -> int:
    """Return where a name begins whose first words the question gives: another «Lê» than the one it asks about."""
    first = run.first
    while (
        view.document.language == "vi"
        and first > 0
        and _are_joined(view, first)
        and view.text[view.tokens[first - 1].start].isupper()
        and is_syllable(view.text[view.tokens[first - 1].start : view.tokens[first - 1].end].lower())
    ):
        first -= 1
    return first


def _sounds_vietnamese(written: Sequence[str], language: str) -> bool:
    """Tell whether words are a Vietnamese name, whose syllables may be a country too (Đức, Mỹ)."""
    return language == "vi" and len(written) > 1 and all(is_syllable(word.lower()) for word in written)


def _bodies(view: SentenceView, given: NDArray[np.bool_], runs: Sequence[_Run]) -> list[_Run]:
    """Return the names that stand beside a word for a body, or hold one, or are listed as a body's."""
    language = view.document.language
    told = [at for at, t in enumerate(view.tokens) if has_sign(t, "body") or has_sign(t, "firm")]
    quoted = list(_quoted(view, given))
    runs = [run for run in runs if view.text[: view.tokens[run.first].start][-1:] != "("]
    found = [run for run in quoted if any(_distance(run, at) <= 2 for at in told)]
    for run in runs:
        name = view.text[view.tokens[run.first].start : view.tokens[run.last - 1].end]
        if kind_of(name, language) in BODIES or (
            kind_of(name, language) not in PLACES and any(_distance(run, at) <= 1 for at in told)
        ):
            found += [run] if not any(one.first <= run.first < one.last for one in quoted) else []
    return found


def _quoted(view: SentenceView, given: NDArray[np.bool_]) -> Iterator[_Run]:
    """Yield what stands in quotation marks and the question does not give: «دروب الشمال»."""
    for match in _QUOTED.finditer(view.text):
        start, end = match.span("name")
        inside = [at for at, token in enumerate(view.tokens) if start <= token.start and token.end <= end]
        if inside and len(inside) <= _LONGEST and not given[inside].any():
            yield _Run(inside[0], inside[-1] + 1)


def _places(view: SentenceView, runs: Sequence[_Run]) -> list[_Run]:
    """Return the names that are listed as places, or stand right beside a word that tells one."""
    told = [at for at, token in enumerate(view.tokens) if has_sign(token, "site")]
    found = []
    for run in runs:
        name = view.text[view.tokens[run.first].start : view.tokens[run.last - 1].end]
        if kind_of(name, view.document.language) in PLACES or any(_distance(run, at) <= 1 for at in told):
            found.append(run)
    return found


def _distance(run: _Run, at: int) -> int:
    """Return how many tokens a token stands away from a name, 0 inside it."""
    return max(run.first - at, at - run.last + 1, 0)
