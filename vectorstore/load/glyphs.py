"""What a PDF page draws: every glyph with its text and place; with `pdf` the home of pypdf.

pypdf's own text comes in the order and spelling in which glyphs are drawn. For scripts whose letters change places or
join (Hindi, Bengali, Arabic) that is not the text: the producer says it beside the glyphs, as ``/ActualText``.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject
from pypdf.generic._font import Font

MOST_FORMS = 5000
_DEEPEST = 12

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Glyph(NamedTuple):
    """A piece of text that is drawn as one: its left and right end and its baseline, in points, upright, y upwards.

    ``is_logical``: the text is as it is read, not as it looks (brackets in Arabic). ``turn`` counts quarters of a turn
    of the page that make it upright.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    is_logical: bool


@dataclass
class _State:
    """The part of the graphics state that places text."""

    matrix: Matrix = _UNIT
    font: Font | None = None
    size: float = 1.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass
class _Span:
    """A marked span: its text instead of what is drawn in it, where it has one, and the glyphs in it so far."""

    text: str | None
    glyphs: list[Glyph] = field(default_factory=list)


def glyphs_of(page: PageObject) -> list[Glyph]:
    """Return the glyphs of a page, in the order in which they are drawn; those that stand askew are left out."""
    contents = page.get_contents()
    return [] if contents is None else list(_Walk(page.pdf).run(contents, page.get("/Resources"), _UNIT))


class _Walk:
    """Follows the operators of a content stream."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._forms = 0
        self._fonts: dict[int, Font | None] = {}

    def run(self, contents: Any, resources: Any, matrix: Matrix, depth: int = 0) -> Iterator[Glyph]:
        resources = _dictionary(resources)
        fonts, forms = _dictionary(resources.get("/Font")), _dictionary(resources.get("/XObject"))
        text = _Text(_State(matrix))
        for operands, operator in ContentStream(contents, self._pdf, "bytes").operations:
            if operator == b"Do" and operands:
                yield from self._form(forms.get(operands[0]), resources, text.state.matrix, depth)
            elif operator == b"Tf" and len(operands) >= 2:
                text.state.font, text.state.size = self._font(fonts.get(operands[0])), _number(operands[1], 1.0)
            elif operator == b"BDC" and len(operands) >= 2:
                text.spans.append(_Span(_actual_text(operands[1], _dictionary(resources.get("/Properties")))))
            else:
                yield from text.apply(operator, operands)
        yield from text.end()

    def _form(self, found: Any, resources: DictionaryObject, matrix: Matrix, depth: int) -> Iterator[Glyph]:
        form = found.get_object() if found is not None else None
        self._forms += 1
        if (
            not isinstance(form, DictionaryObject)
            or form.get("/Subtype") != "/Form"
            or depth > _DEEPEST
            or self._forms > MOST_FORMS
        ):
            return
        inner = [_number(n, 0.0) for n in _array(form.get("/Matrix"))]
        placed = _times(tuple(inner), matrix) if len(inner) == 6 else matrix  # type: ignore[arg-type]
        yield from self.run(form, form.get("/Resources", resources), placed, depth + 1)

    def _font(self, found: Any) -> Font | None:
        resource = found.get_object() if found is not None else None
        if not isinstance(resource, DictionaryObject):
            return None
        if id(resource) not in self._fonts:
            font = Font.from_font_resource(resource)
            for inner in _array(resource.get("/DescendantFonts"))[:1]:
                width = _dictionary(inner).get("/DW", 1000)  # pypdf takes a guess instead
                font.character_widths["default"] = _number(width, 1000.0)
            self._fonts[id(resource)] = font
        return self._fonts[id(resource)]


class _Text:
    """Places glyphs: the text object and the text state of one content stream."""

    def __init__(self, state: _State) -> None:
        self.state = state
        self.spans: list[_Span] = []
        self._saved: list[_State] = []
        self._line: Matrix = _UNIT
        self._at: Matrix = _UNIT

    def apply(self, operator: bytes, operands: Sequence[Any]) -> Iterator[Glyph]:
        """Follow one operator; what it draws is told, or kept until its span ends."""
        numbers = [_number(n, 0.0) for n in operands if isinstance(n, (int, float))]
        if operator == b"EMC":
            yield from self._end_span()
        elif operator == b"BMC":
            self.spans.append(_Span(None))
        elif operator in _SHOWING:
            for glyph in self._shown(operator, operands, numbers):
                yield from self._kept(glyph)
        else:
            self._move(operator, numbers)

    def end(self) -> Iterator[Glyph]:
        """Tell what spans that were never closed have kept."""
        while self.spans:
            yield from self._end_span()

    def _move(self, operator: bytes, numbers: Sequence[float]) -> None:
        state = self.state
        if operator == b"q":
            self._saved.append(replace(state))
        elif operator == b"Q" and self._saved:
            self.state = self._saved.pop()
        elif operator == b"cm" and len(numbers) == 6:
            state.matrix = _times(tuple(numbers), state.matrix)  # type: ignore[arg-type]
        elif operator == b"BT":
            self._line = self._at = _UNIT
        elif operator == b"Tm" and len(numbers) == 6:
            self._line = self._at = tuple(numbers)  # type: ignore[assignment]
        elif operator in (b"Td", b"TD") and len(numbers) == 2:
            state.leading = -numbers[1] if operator == b"TD" else state.leading
            self._next_line(numbers[0], numbers[1])
        elif operator == b"T*":
            self._next_line(0.0, -state.leading)
        elif operator in _SETTINGS and numbers:
            name, factor = _SETTINGS[operator]
            setattr(state, name, numbers[0] * factor)

    def _next_line(self, x: float, y: float) -> None:
        self._line = self._at = _times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _shown(self, operator: bytes, operands: Sequence[Any], numbers: Sequence[float]) -> Iterator[Glyph]:
        if operator == b'"' and len(numbers) >= 2:
            self.state.word_spacing, self.state.spacing = numbers[0], numbers[1]
        if operator in (b"'", b'"'):
            self._next_line(0.0, -self.state.leading)
        last = operands[-1] if operands else b""
        for piece in last if operator == b"TJ" and isinstance(last, ArrayObject) else (last,):
            if isinstance(piece, (int, float)):
                self._advance(-float(piece) / 1000 * self.state.size * self.state.stretch)
            elif isinstance(piece, (bytes, str)):
                yield from self._string(piece if isinstance(piece, bytes) else piece.encode("latin-1", "replace"))

    def _string(self, content: bytes) -> Iterator[Glyph]:
        state = self.state
        if state.font is None:
            return
        for text, width, is_space in _decoded(content, state.font):
            start = self._at
            self._advance((width / 1000 * state.size + state.spacing) * state.stretch)
            glyph = _placed(text, start, self._at, state)
            if glyph is not None:
                yield glyph
            if is_space:
                self._advance(state.word_spacing * state.stretch)

    def _advance(self, x: float) -> None:
        self._at = _times((1.0, 0.0, 0.0, 1.0, x, 0.0), self._at)

    def _kept(self, glyph: Glyph) -> Iterator[Glyph]:
        """Keep a glyph for the outermost span that has a text of its own; else let it go."""
        span = next((span for span in self.spans if span.text is not None), None)
        if span is None:
            yield glyph
        else:
            span.glyphs.append(glyph)

    def _end_span(self) -> Iterator[Glyph]:
        span = self.spans.pop() if self.spans else None
        if span is None or span.text is None or not span.glyphs:
            return
        first = span.glyphs[0]
        line = [
            glyph for glyph in span.glyphs if glyph.turn == first.turn and abs(glyph.base - first.base) < first.size
        ]
        left, right = min(glyph.left for glyph in line), max(glyph.right for glyph in line)
        yield from self._kept(first._replace(text=span.text, left=left, right=right, is_logical=True))


_SHOWING = (b"Tj", b"TJ", b"'", b'"')
_SETTINGS = {
    b"Tc": ("spacing", 1.0),
    b"Tw": ("word_spacing", 1.0),
    b"Tz": ("stretch", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}


def _decoded(content: bytes, font: Font) -> Iterator[tuple[str, float, bool]]:
    """Return the text of every character code, its width in thousandths of the size, whether word spacing follows."""
    if isinstance(font.encoding, str):
        codes = content.decode(font.encoding, "surrogatepass" if "utf-16" in font.encoding else "replace")
        letters = [(code, code) for code in codes]
    else:
        letters = [(chr(byte), font.encoding.get(byte, chr(byte))) for byte in content]
    widths = font.character_widths
    for code, letter in letters:
        text = str(font.character_map.get(letter, letter))
        width = widths.get(code, widths.get(letter, widths.get("default", 500.0)))
        yield text, float(width), code == " " and not isinstance(font.encoding, str)


def _placed(text: str, start: Matrix, end: Matrix, state: _State) -> Glyph | None:
    """Return a glyph upright, or None if it stands askew or has no size."""
    a, b, c, d, x0, y0 = _times(_times((1.0, 0.0, 0.0, 1.0, 0.0, state.rise), start), state.matrix)
    _, _, _, _, x1, y1 = _times(_times((1.0, 0.0, 0.0, 1.0, 0.0, state.rise), end), state.matrix)
    size = abs(state.size) * math.hypot(c, d)
    if not all(map(math.isfinite, (a, b, x0, y0, x1, y1, size))) or size < 0.01 or not (a or b):
        return None
    angle = math.degrees(math.atan2(b, a) if state.size >= 0 else math.atan2(-b, -a))
    turn = round(angle / 90) % 4
    if abs((angle - turn * 90 + 180) % 360 - 180) > 10:
        return None
    (x0, y0), (x1, _) = _turned(x0, y0, turn), _turned(x1, y1, turn)
    return Glyph(text, min(x0, x1), max(x0, x1), y0, size, turn, is_logical=False)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _actual_text(found: Any, properties: DictionaryObject) -> str | None:
    if isinstance(found, str):
        found = properties.get(found)
    entry = _dictionary(found).get("/ActualText")
    if entry is None:
        return None
    entry = entry.get_object()
    if isinstance(entry, bytes):
        return entry.decode("utf-16", "replace") if entry[:2] in (b"\xfe\xff", b"\xff\xfe") else entry.decode("latin-1")
    return str(entry)


def _dictionary(found: Any) -> DictionaryObject:
    known = found.get_object() if found is not None and hasattr(found, "get_object") else found
    return known if isinstance(known, DictionaryObject) else DictionaryObject()


def _array(found: Any) -> Sequence[Any]:
    known = found.get_object() if found is not None else None
    return known if isinstance(known, ArrayObject) else ()


def _number(found: Any, default: float) -> float:
    return float(found) if isinstance(found, (int, float)) else default


def _times(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that does ``m`` first and then ``n``."""
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o)
