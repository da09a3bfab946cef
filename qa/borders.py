"""Where a sentence is cut between its figures, so that every token goes with one of them."""

from collections.abc import Sequence
from itertools import pairwise

from qa.role_signs import NO_ROLES, Sign, signs_in
from qa.units import Quantity
from qa.views import SentenceView, once_a_view
from vectorstore.tokenizer import Token

_JOINING = frozenset({"and", "but", "while", "whereas", "against", "compared", "then"})
_PARTING = frozenset({"before", "now", "target", "reached", "against"})
"""Roles whose signs part two figures where others stand between them too."""

_WRITTEN_ON = ("وال", "وو", "ولل")
"""How Arabic words begin that have «and» written on to their front."""

_CONCEDING = "লেও"
"""How Bengali verbs end behind which a clause is over: «৮১০টি চিহ্নিত হলেও ভাঙা গিয়েছে ১২৭টি»."""

_BESIDE = 2
"""Characters between a figure and what makes it a part of the one before, at most."""

STOPS = frozenset(";:؛.!?।")


def parts_of(view: SentenceView, figures: Sequence[Quantity]) -> tuple[range, ...]:
    """Return for figures in order the tokens that go with each, cut so that every token goes with one of them.

    Between two figures a sentence is cut at a stop, a comma or «and»; where several stand there, at the first if the
    words of a figure stand before it in this sentence, else at the last.
    """
    return _parts(view, tuple(figures))


@once_a_view
def _parts(view: SentenceView, figures: tuple[Quantity, ...]) -> tuple[range, ...]:
    places = [place_of(view, figure) for figure in figures]
    gaps = list(pairwise(places))
    borders = [borders_between(view, one.stop, other.start) for one, other in gaps]
    is_before = _stand_before(view, gaps, borders)
    cuts = [0]
    for (one, other), found in zip(gaps, borders, strict=True):
        found = _strongest(view, found)
        cut = (found[0] if is_before else found[-1]) if found else _between(view, one.stop, other.start)
        cuts.append(max(cut, cuts[-1]))
    cuts.append(len(view.tokens))
    return tuple(range(min(a, p.start), max(b, p.stop)) for (a, b), p in zip(pairwise(cuts), places, strict=True))


def place_of(view: SentenceView, figure: Quantity) -> range:
    """Return the tokens of a figure, its unit and what is written on to it."""
    first = next((i for i, t in enumerate(view.tokens) if t.end > figure.start), len(view.tokens) - 1)
    last = next((i for i, t in enumerate(view.tokens) if t.start >= figure.tail), len(view.tokens))
    return range(first, max(last, first + 1))


def borders_between(view: SentenceView, start: int, end: int) -> list[int]:
    """Return the tokens from ``start`` to ``end`` before which a border stands."""
    fine = view.clauses[0]
    return [
        at
        for at in range(start, min(end, len(view.tokens) - 1) + 1)
        if at > 0
        and ((fine[at] != fine[at - 1] and not _opens(view, at, end)) or (at < end and _joins(view, at, fine)))
    ]


def _strongest(view: SentenceView, borders: list[int]) -> list[int]:
    """Return those borders at which a semicolon or more parts two figures, all of them where there is none such."""
    tokens = view.tokens
    strong = [at for at in borders if not STOPS.isdisjoint(view.text[tokens[at - 1].end : tokens[at].start])]
    return strong or borders


def _opens(view: SentenceView, at: int, end: int) -> bool:
    """Tell whether only a bracket opens before a figure: «Quỳnh Lưu (44 người)».

    One of several figures is of what stands before it together: «235 products were rated (22 four stars; 213 three)».
    """
    start = view.tokens[at].start
    inside = view.text[start:].partition(")")[0]
    numbers = sum(t.kind == "number" and t.end <= start + len(inside) for t in view.tokens[at:])
    is_split = numbers > 1 and any(c in inside for c in ";,،؛")
    return at == end and not is_split and view.text[:start].rstrip().endswith("(")


def _joins(view: SentenceView, at: int, fine: Sequence[int]) -> bool:
    token, language = view.tokens[at], view.document.language
    is_and = token.pos == "f" and not _JOINING.isdisjoint(token.glosses[:1])
    if language == "de" and "but" in token.glosses[:1] and fine[at] == fine[at - 1]:
        return False  # «…, baute 2024 aber nur 78.400»: a conjunction has a comma before it
    if language == "bn" and view.tokens[at - 1].key.endswith(_CONCEDING):
        return True
    return is_and or (language == "ar" and token.key.startswith(_WRITTEN_ON))


def _cut(view: SentenceView, sign: Sign, end: int) -> int:
    """Return the token before which a sign of a role parts two figures, behind it where it stands behind the first."""
    behind = [s.end for s in signs_in(view.text, view.document.language) if s.role == "behind"]
    if any(sign.start < edge and edge >= sign.end for edge in behind if edge - sign.end < _BESIDE):
        return next((i for i, t in enumerate(view.tokens) if t.start >= sign.end), end)
    return next((i for i, t in enumerate(view.tokens) if t.end > sign.start), end)


def _is_after(token: Token) -> bool:
    """Tell whether a word joins a clause that tells what was before: «142 billion after 115 were estimated»."""
    return token.pos == "f" and "after" in token.glosses[:1]


def _stand_before(view: SentenceView, gaps: Sequence[tuple[range, range]], borders: Sequence[list[int]]) -> bool:
    """Tell whether the words of a figure stand before it: whether more does between a border and the next figure."""
    behind = ahead = 0
    for (one, other), found in zip(gaps, borders, strict=True):
        if found:
            behind += _content(view, one.stop, found[0])
            ahead += _content(view, found[-1], other.start)
    return ahead >= behind


def _content(view: SentenceView, start: int, end: int) -> int:
    return sum(token.pos in "np" for token in view.tokens[start:end])


def _between(view: SentenceView, start: int, end: int) -> int:
    """Return where to cut between two figures that no border parts: at a sign of a role, else before small words."""
    signs = [s for s in signs_in(view.text, view.document.language) if s.role not in {*NO_ROLES, "future"}]
    for roles in (_PARTING, {s.role for s in signs}):  # «2.50 euros an hour instead of 1.80»: not at «an hour»
        places = {_cut(view, s, end) for s in signs if s.role in roles}
        told = [at for at in range(start, end + 1) if at in places or (at < end and _is_after(view.tokens[at]))]
        if told:
            return told[0]
    while end > start and view.tokens[end - 1].pos == "f":
        end -= 1
    return end
