"""From the lines of pages to paragraphs: lines joined, words whole again, what stands on every page left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from vectorstore.load.lines import Line

_END = regex.compile(r"[.!?…:।॥؟۔。！？][\"'»”’)\]›]*$")
_ITEM = regex.compile(r"(?:[•‣▪●◦–—*·-]|\(?\p{Nd}{1,3}[.)]|[a-z][.)])\s+\S")
_NUMBERS = regex.compile(r"\p{Nd}+")
_BROKEN = regex.compile(r"(?P<head>[\p{L}\p{M}]+)(?P<hyphen>[-\u2010\u00ad])$")
_REST = regex.compile(r"^[\p{L}\p{M}]+")
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:[-\u2010][\p{L}\p{M}]+)*")
_JOINTS = frozenset({"und", "oder", "bzw", "sowie", "and", "or", "và"})
_IN_ADDRESS = ("-", "/", "_", "=", "&", "?")
_IN_RANGE = ("-", "–", "/")
_EDGE = 2
"""Lines at the top and at the foot of a page that may be a header or a footer."""


def text_of(pages: Sequence[Sequence[Line]]) -> str:
    """Return the text of a document: paragraphs parted by a blank line, without headers, footers and page numbers."""
    bodies = _without_edges(pages)
    known = Counter(word.casefold() for page in bodies for line in page for word in _WORD.findall(line.text))
    paragraphs: list[list[Line]] = []
    for page in bodies:
        width = _width(page)
        for at, paragraph in enumerate(_paragraphs(page)):
            if at == 0 and paragraphs and _runs_on(paragraphs[-1][-1], paragraph[0], width):
                paragraphs[-1] += paragraph
            else:
                paragraphs.append(paragraph)
    return "\n\n".join(_joined([line.text for line in paragraph], known) for paragraph in paragraphs)


def _paragraphs(page: Sequence[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    width, pitch = _width(page), _pitch(page)
    for line in page:
        if paragraph and _starts_anew(paragraph, line, width, pitch):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _starts_anew(paragraph: Sequence[Line], line: Line, width: float, pitch: float) -> bool:
    """Tell whether a line begins a paragraph: by distance, size, indent, or a short line before it that ends."""
    last = paragraph[-1]
    down = last.base - line.base
    if abs(line.size - last.size) > 0.15 * last.size or line.is_rtl != last.is_rtl or " | " in line.text + last.text:
        return True
    if _ITEM.match(line.text):
        return True
    if down < -0.5 * line.size:  # the next column, or a note drawn out of order
        return not _runs_on(last, line, width)
    if down > max(1.3 * pitch, 1.15 * line.size) and pitch > 0:
        return True
    indent = _indent(line, paragraph[0] if len(paragraph) == 1 else last)
    if indent > 0.8 * line.size and len(paragraph) > 1:
        return True
    return bool(_END.search(last.text)) and _is_short(last, width)


def _runs_on(last: Line, line: Line, width: float) -> bool:
    """Tell whether a paragraph goes on over the end of a page or a column."""
    if abs(line.size - last.size) > 0.15 * last.size or _ITEM.match(line.text) or " | " in line.text + last.text:
        return False
    return not _END.search(last.text) and (not _is_short(last, width) or line.text[:1].islower())


def _indent(line: Line, other: Line) -> float:
    return other.right - line.right if line.is_rtl else line.left - other.left


def _is_short(line: Line, width: float) -> bool:
    return line.right - line.left < 0.85 * width


def _width(page: Sequence[Line]) -> float:
    """Return how wide a full line is: what nine of ten lines do not exceed."""
    widths = sorted(line.right - line.left for line in page)
    return widths[int(0.9 * (len(widths) - 1))] if widths else 0.0


def _pitch(page: Sequence[Line]) -> float:
    """Return the distance between the lines of a paragraph: the commonest step down, the smaller of two as common."""
    steps = Counter(
        round(above.base - below.base, 0)
        for above, below in pairwise(page)
        if 0.5 * below.size < above.base - below.base < 3 * below.size
    )
    return min(steps, key=lambda step: (-steps[step], step)) if steps else 0.0


def _joined(lines: Sequence[str], known: Counter[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        broken, rest = _BROKEN.search(text), _REST.search(line)
        if "://" in text[text.rfind(" ") + 1 :] and text.endswith(_IN_ADDRESS):
            text += line
        elif broken is None or rest is None:
            text = f"{text}{'' if text.endswith(_IN_RANGE) and line[:1].isdigit() else ' '}{line}"
        else:
            mended = _mended(broken["head"], broken["hyphen"], rest[0], known)
            text = text[: broken.start()] + mended + line[rest.end() :]
    return text.replace("\u00ad", "")


def _mended(head: str, hyphen: str, rest: str, known: Counter[str]) -> str:
    """Return a word that was broken at a line's end: whole, or with its hyphen where that is its own."""
    if hyphen == "\u00ad":
        return head + rest
    if rest.casefold() in _JOINTS:
        return f"{head}{hyphen} {rest}"
    whole, parted = known[(head + rest).casefold()], known[f"{head}{hyphen}{rest}".casefold()]
    if rest[0].isupper() or parted > whole:
        return f"{head}{hyphen}{rest}"
    return head + rest


def _without_edges(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out what stands at the top or foot of most pages, but for its numbers, in the same place."""
    if len(pages) < 2:
        return [list(page) for page in pages]
    edges = [{_key(line): line for line in _edge_lines(page)} for page in pages]
    times = Counter(key for keys in edges for key in keys)
    least = max(2, round(0.6 * len([page for page in pages if page])))
    return [
        [line for line in page if not (times[key := _key(line)] >= least and keys.get(key) is line)]
        for page, keys in zip(pages, edges, strict=True)
    ]


def _edge_lines(page: Sequence[Line]) -> list[Line]:
    """Return the few lines at the top and at the foot of a page that stand apart from what is between."""
    heights = sorted(page, key=lambda line: -line.base)
    return [*_apart(heights, _pitch(page)), *_apart(heights[::-1], _pitch(page))]


def _apart(lines: Sequence[Line], pitch: float) -> Sequence[Line]:
    for at, (line, following) in enumerate(pairwise(lines[: _EDGE + 1]), start=1):
        if abs(line.base - following.base) > max(1.3 * pitch, 1.2 * line.size):
            return lines[:at]
    return ()


def _key(line: Line) -> tuple[str, int]:
    return _NUMBERS.sub("0", line.text.casefold()), round(line.base / 3)
