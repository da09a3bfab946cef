"""From glyphs to the lines of a page, each in the order in which it is read, in either direction."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from vectorstore.load.glyphs import Glyph

_SAME_LINE = 0.35
_NEW_WORD = 0.17
_NEW_CELL = 2.0
"""In sizes of the letters: how far baselines of one line differ, how wide a gap parts words, and cells of a table."""

_FORMS = regex.compile(r"[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]+")
_DIGITS = frozenset({"EN", "AN"})
_IN_NUMBERS = frozenset({"ES", "CS", "ET", "NSM"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its ends and baseline in points, the size of its letters, and which way it is read."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_rtl: bool = False


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines of a page in the order in which they are drawn, which is that of reading in what programs make.

    Lines of the direction that most of the text has come first.
    """
    by_turn: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        by_turn.setdefault(glyph.turn, []).append(glyph)
    return [
        _line(row)
        for _, some in sorted(by_turn.items(), key=lambda item: (-len(item[1]), item[0]))
        for row in _rows(some)
        if any(not glyph.text.isspace() for glyph in row)
    ]


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Gather what is drawn one after the other on one baseline; raised and lowered letters stay with their line."""
    row: list[Glyph] = []
    for glyph in glyphs:
        if row and not _continues(row, glyph):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _continues(row: Sequence[Glyph], glyph: Glyph) -> bool:
    last = row[-1]
    size = max(last.size, glyph.size, row[0].size)
    if glyph.text.isspace():
        return abs(glyph.base - row[0].base) < size
    is_level = min(abs(glyph.base - row[0].base), abs(glyph.base - last.base)) <= _SAME_LINE * size
    gap = max(glyph.left - last.right, last.left - glyph.right)
    off = abs(glyph.base - row[0].base)
    return off < size if is_level else gap < _NEW_CELL * size and off < 0.6 * size


def _line(row: Sequence[Glyph]) -> Line:
    drawn = _without_doubles(row)
    seen = [glyph for glyph in drawn if not glyph.text.isspace()]
    sizes = sorted(glyph.size for glyph in seen)
    size = sizes[len(sizes) // 2]
    bases = sorted(glyph.base for glyph in seen)
    pieces = _marks_joined(drawn)
    is_rtl = _is_rtl(pieces)
    text = "".join(_ordered(_spaced(pieces, size), is_rtl=is_rtl))
    return Line(
        text=" ".join(text.split()),
        left=min(glyph.left for glyph in seen),
        right=max(glyph.right for glyph in seen),
        base=bases[len(bases) // 2],
        size=size,
        is_rtl=is_rtl,
    )


def _without_doubles(row: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs from left to right, without letters that are drawn twice in one place to make them bold."""
    kept: list[Glyph] = []
    for glyph in sorted(row, key=lambda glyph: (glyph.left, glyph.right)):
        near = (other for other in kept[-3:] if other.text == glyph.text)
        if not any(abs(other.left - glyph.left) + abs(other.base - glyph.base) < 0.08 * glyph.size for other in near):
            kept.append(glyph)
    return kept


def _marks_joined(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put vowel signs and points that are drawn by themselves behind the letter they stand over or under."""
    letters = [glyph for glyph in glyphs if not _is_mark(glyph.text)]
    if len(letters) == len(glyphs) or not letters:
        return list(glyphs)
    marks: dict[int, str] = {}
    for mark in (glyph for glyph in glyphs if _is_mark(glyph.text)):
        middle = (mark.left + mark.right) / 2
        nearest = min(range(len(letters)), key=lambda i: max(letters[i].left - middle, middle - letters[i].right, 0.0))
        marks[nearest] = marks.get(nearest, "") + mark.text
    return [glyph._replace(text=glyph.text + marks.get(i, "")) for i, glyph in enumerate(letters)]


def _is_mark(text: str) -> bool:
    return bool(text) and all(unicodedata.category(c) == "Mn" for c in text) and _directions(text) == {"NSM"}


def _spaced(glyphs: Sequence[Glyph], size: float) -> list[tuple[str, bool]]:
    """Return the pieces from left to right, with blanks where there are gaps, and whether each is as it is read."""
    pieces: list[tuple[str, bool]] = []
    end: float | None = None
    for glyph in glyphs:
        gap = 0.0 if end is None else glyph.left - end
        if gap > _NEW_CELL * size and not glyph.text.isspace():
            pieces.append((" | " if gap > 2 * _NEW_CELL * size else " ", False))
        elif gap > _NEW_WORD * size:
            pieces.append((" ", False))
        pieces.append((_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), glyph.text), glyph.is_logical))
        end = glyph.right if end is None else max(end, glyph.right)
    return pieces


def _is_rtl(glyphs: Sequence[Glyph]) -> bool:
    directions = [unicodedata.bidirectional(c) for glyph in glyphs for c in glyph.text]
    return sum(d in _RIGHT_TO_LEFT for d in directions) > sum(d == "L" for d in directions)


def _ordered(pieces: Sequence[tuple[str, bool]], *, is_rtl: bool) -> list[str]:
    """Bring pieces that stand from left to right into the order of reading (Unicode's bidi algorithm, backwards)."""
    levels = _levels([text for text, _ in pieces], base=1 if is_rtl else 0)
    if not any(levels):
        return [text for text, _ in pieces]
    order = list(range(len(pieces)))
    for level in range(1, max(levels) + 1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = max(end, at + 1)
    return [_mirrored(*pieces[i]) if levels[i] % 2 else pieces[i][0] for i in order]


def _levels(texts: Sequence[str], *, base: int) -> list[int]:
    """Return the embedding level of each piece: even from left to right, odd from right to left."""
    kinds = [_kind(text) for text in texts]
    levels: list[int] = []
    for at, kind in enumerate(kinds):
        if kind == "R":
            levels.append(1)
        elif kind == "L":
            levels.append(0 if base == 0 else 2)
        elif kind == "N":
            around = _around(kinds, at)
            levels.append(2 if base or "R" in around else 0)
        else:
            around = _around(kinds, at)
            if around == ("N", "N") and texts[at].strip() and len(texts[at].strip()) == 1 and kind == "S":
                levels.append(2 if base else 0)
            else:
                levels.append(1 if around == ("R", "R") else 2 if base and around == ("L", "L") else base)
    return levels


def _kind(text: str) -> str:
    """Tell what a piece is: right-to-left, left-to-right, number, what may stand in numbers, or neutral."""
    directions = _directions(text)
    if directions & _RIGHT_TO_LEFT:
        return "R"
    if "L" in directions:
        return "L"
    if directions & _DIGITS:
        return "N"
    return "S" if directions and directions <= _IN_NUMBERS else ""


def _around(kinds: Sequence[str], at: int) -> tuple[str, str]:
    """Return what stands before and after a piece, over what has no direction; the line's ends count as nothing."""
    before = next((kinds[i] for i in range(at - 1, -1, -1) if kinds[i] in ("R", "L", "N")), "")
    after = next((kinds[i] for i in range(at + 1, len(kinds)) if kinds[i] in ("R", "L", "N")), "")
    return before, after


def _directions(text: str) -> set[str]:
    return {unicodedata.bidirectional(c) for c in text}


_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def _mirrored(text: str, is_logical: bool) -> str:
    return text if is_logical else text.translate(_MIRROR)
