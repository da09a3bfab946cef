"""Which figure of a sentence is a part of which: «163 of the 210», «170/430», «of the 23, nine»."""

from qa.role_signs import ALSO_OF, BESIDE, NEXT, POSTPOSED, signs_in
from qa.units import NAMING, Quantity
from qa.views import SentenceView, once_a_view

_STRONG = frozenset(";؛.!?")
_OPENING = ';؛.!?,،:–—„“«"('
"""What a clause begins behind."""


def whole_of(view: SentenceView, figure: Quantity) -> Quantity | None:
    """Return the figure that another is a part of («163 of the 210»), None if it is none of one."""
    at = next((i for i, other in enumerate(view.quantities) if other.start == figure.start), 0)
    is_first = view.document.language in POSTPOSED
    beside = (
        view.quantities[at - 1 : at] if is_first and at else view.quantities[at + 1 : at + 2] if not is_first else ()
    )
    for other in beside:
        one, two = (other, figure) if is_first else (figure, other)
        gap = view.text[one.tail : two.start]
        is_alike = (other.kind, other.unit) == (figure.kind, figure.unit) and figure.kind not in NAMING
        is_larger = is_alike and other.value > figure.value
        if is_larger and len(gap) <= NEXT and not any(c in ",;()،؛।" for c in gap) and _says_of(view, one, two):
            return other
    return None


@once_a_view
def parts_and_wholes(view: SentenceView) -> tuple[tuple[Quantity, Quantity], ...]:
    """Return the figures that are a part of another, each with its whole («163 of the 210», «170/430»)."""
    found = []
    for at, figure in enumerate(view.quantities):
        whole = whole_of(view, figure)
        if whole is None and at and view.text[view.quantities[at - 1].tail : figure.number_start].strip() == "/":
            figure, whole = view.quantities[at - 1], figure
        if whole is None and (named := [q for q in view.quantities[:at] if q.kind not in NAMING]):
            whole = named[-1] if figure.kind not in NAMING and _leads(view, named[-1], figure) else None
        if whole is not None:
            found.append((figure, whole))
    return tuple(found)


def is_whole(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a figure is the whole of which another is a part: «170/430», «163 of the 210»."""
    return any(whole.start == quantity.start for _, whole in parts_and_wholes(view))


def _leads(view: SentenceView, one: Quantity, other: Quantity) -> bool:
    """Tell whether a figure is led to as the whole of which the next is a part: «of the 23, nine», «von 34 bleiben 27».

    It begins its clause, or both count the same by the same word: in «the head of 23 schools» it is no whole.
    """
    between = view.text[one.tail : other.start]
    is_alike = (one.kind, one.unit) == (other.kind, other.unit) and one.value > other.value
    if view.document.language in POSTPOSED or not is_alike or not _STRONG.isdisjoint(between):
        return False
    signs = signs_in(view.text, view.document.language)
    if view.document.language in ALSO_OF and any(s.role == "to" and one.end <= s.start < other.start for s in signs):
        return False  # «von 210 auf 164»
    led = [s for s in signs if s.role in ("of", "lead") and 0 <= one.start - s.end <= BESIDE]
    ahead = [view.text[: s.start].rstrip() for s in led if s.role == "lead"]
    return any(not text or text[-1] in _OPENING for text in ahead) or (
        bool(led) and _word_behind(view, one) == _word_behind(view, other)
    )


def _word_behind(view: SentenceView, figure: Quantity) -> str | None:
    return next((token.key for token in view.tokens if token.start >= figure.tail), None)


def _says_of(view: SentenceView, one: Quantity, other: Quantity) -> bool:
    """Tell whether the words between two figures, some of them or all, make one the part of the other."""
    signs = [s for s in signs_in(view.text, view.document.language) if s.role == "of"]
    within = [s for s in signs if one.end <= s.start and s.end <= other.start]
    if view.document.language in POSTPOSED:
        return bool(within)
    edge = view.text[one.tail : other.start]
    return any(len(edge.strip()) == s.end - s.start for s in within)
