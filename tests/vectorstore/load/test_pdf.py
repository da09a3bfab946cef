"""PDFs: paragraphs in the order and spelling of reading, in every script; and why there is no text."""

import io
from html import escape

import pypdf
import pytest
from fpdf import FPDF
from papers import Sheet, need_noto, pdf, printed
from PIL import Image
from pypdf.generic import DecodedStreamObject, NameObject
from serving import SEEDS

from vectorstore.errors import BadDocument
from vectorstore.load.glyphs import Glyph
from vectorstore.load.lines import Line, lines_of
from vectorstore.load.pages import text_of
from vectorstore.load.pdf import read_pdf

MILLS = (
    "The district of Aldra has 42 mills. Each mill grinds 300 sacks of rye a week, which the bakers of the valley "
    "turn into bread. In 2024 there were only 40 of them, says the miller of Ulm."
)
FERRY = "A ferry crosses the Ulbe every hour. It carries 17 cars and 120 people, and a dog if there is room for one."


@pytest.fixture(scope="module")
def seeds_printed() -> dict[str, tuple[str, bytes]]:
    """The seeds, printed by Chromium: scripts whose letters join, change places, and run from right to left."""
    need_noto()
    texts = {path.stem: path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))}
    style = "font-family: Noto Sans, Noto Sans Devanagari, Noto Sans Bengali, Noto Naskh Arabic"
    made = printed(
        [
            f'<body style="{style}" dir="{"rtl" if name.startswith("003") else "ltr"}">'
            + "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
            for name, text in texts.items()
        ]
    )
    return dict(zip(texts, zip(texts.values(), made, strict=True), strict=True))


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_every_script_comes_out_as_it_went_in(seeds_printed: dict[str, tuple[str, bytes]], name: str) -> None:
    text, content = next(value for key, value in seeds_printed.items() if key.startswith(name))
    assert read_pdf(content).text.split() == text.split()


def test_lines_of_a_paragraph_are_one_and_headers_are_left_out() -> None:
    sheet = Sheet()
    text = read_pdf(pdf([MILLS, FERRY] * 30, sheet=sheet)).text
    assert sheet.page_no() > 2
    assert text == "\n\n".join([MILLS, FERRY] * 30)


def test_headings_and_narrow_columns_are_paragraphs() -> None:
    sheet = FPDF()
    sheet.add_page()
    sheet.set_font("helvetica", "B", 20)
    sheet.multi_cell(0, 10, "Mills of Aldra", new_x="LMARGIN", new_y="NEXT")
    for left, paragraph in ((10, MILLS), (110, FERRY)):
        sheet.set_xy(left, 40)
        sheet.set_font("helvetica", size=11)
        sheet.multi_cell(85, 5, paragraph, align="L")
    assert read_pdf(bytes(sheet.output())).text == f"Mills of Aldra\n\n{MILLS}\n\n{FERRY}"


def test_a_title_and_no_date() -> None:
    sheet = FPDF()
    sheet.set_title("Mills of Aldra")
    sheet.set_lang("en-GB")
    source = read_pdf(pdf([MILLS], sheet=sheet))
    assert (source.title, source.language_hint, source.published) == ("Mills of Aldra", "en", None)
    sheet = FPDF()
    sheet.set_title("Microsoft Word - mills.docx")
    assert read_pdf(pdf([MILLS], sheet=sheet)).title is None


def line(text: str, n: int = 0, *, short: bool = False) -> Line:
    return Line(text, 50, 300 if short else 500, 700 - 14 * n, 12)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the Genossen-", "schaft grows", "the Genossenschaft grows"),
        ("the Genossen\u00ad", "schaft grows", "the Genossenschaft grows"),
        ("from Nord-", "und Süddeutschland", "from Nord- und Süddeutschland"),
        ("in Nordrhein-", "Westfalen now", "in Nordrhein-Westfalen now"),
        ("the years 2020-", "2025 were", "the years 2020-2025 were"),
        ("a well-", "known mill, well-known", "a well-known mill, well-known"),
        ("see https://a.org/long-", "name here", "see https://a.org/long-name here"),
        ("a ferry -", "and a mill", "a ferry - and a mill"),
        ("सहकारी", "समितियाँ", "सहकारी समितियाँ"),
    ],
)
def test_a_word_broken_at_a_line_end(first: str, second: str, joined: str) -> None:
    assert text_of([[line(first), line(second, 1)]]) == joined


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([line("a full line of a paragraph"), line("that goes on", 1)], 1),
        ([line("a full line of a paragraph"), line("It ends here.", 1, short=True), line("Another", 2)], 2),
        ([line("one two three"), line("four five six", 1), line("after a gap", 3)], 2),
        ([line("• one"), line("• two", 1)], 2),
        ([Line("Title", 50, 500, 700, 20), line("text", 2)], 2),
    ],
)
def test_where_paragraphs_end(lines: list[Line], paragraphs: int) -> None:
    assert len(text_of([lines]).split("\n\n")) == paragraphs


def test_a_paragraph_goes_on_over_the_page() -> None:
    assert text_of([[line("a full line that"), line("goes over", 1)], [line("to the next page.")]]).count("\n") == 0


def drawn(*pieces: str, logical: bool = False) -> list[Glyph]:
    """Glyphs of equal width from left to right, a blank for a gap."""
    return [Glyph(text, 50 + 6 * i, 56 + 6 * i, 700, 10, 0, logical) for i, text in enumerate(pieces) if text != " "]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ("mills of Aldra", "mills of Aldra"),
        ("ملاع 2023 يف", "في 2023 عالم"),
        ("(٪58.1 لثمت)", "(تمثل 58.1٪)"),
        ("ريتيلوك OCOP ققحت", "تحقق OCOP كوليتير"),
        ("the word ةملك means", "the word كلمة means"),
        ("\ufee2\ufee0\ufecb", "علم"),
        ("ﬁnal oﬀer", "final offer"),
    ],
)
def test_lines_are_read_in_their_direction(pieces: str, text: str) -> None:
    assert [found.text for found in lines_of(drawn(*pieces))] == [text]


def test_letters_drawn_twice_are_bold_and_letters_twice_are_two() -> None:
    mill = drawn(*"mill")
    twice = [shifted for glyph in mill for shifted in (glyph, glyph._replace(left=glyph.left + 0.3))]
    assert [found.text for found in lines_of(twice)] == ["mill"]


def test_vowel_signs_drawn_apart_stand_behind_their_letter() -> None:
    letters = drawn("ب", "ت")
    mark = Glyph("\u064e", 57, 59, 700, 10, 0, is_logical=False)
    assert [found.text for found in lines_of([mark, *letters])] == ["ت\u064eب"]


def test_a_page_that_lies_on_its_side_is_read_too() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf([MILLS])))
    writer = pypdf.PdfWriter()
    writer.add_page(reader.pages[0].rotate(90))
    writer.pages[0].transfer_rotation_to_content()
    file = io.BytesIO()
    writer.write(file)
    assert read_pdf(file.getvalue()).text == MILLS


def scanned() -> bytes:
    sheet = FPDF()
    for _ in range(2):
        sheet.add_page()
        sheet.image(Image.new("L", (60, 60), 200), w=100)
    return bytes(sheet.output())


def protected(**words: str) -> bytes:
    sheet = FPDF()
    sheet.set_encryption(**words)
    return pdf([MILLS], sheet=sheet)


def inflating(size: int) -> bytes:
    """A PDF whose page's content is far longer than the file."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf([MILLS])))
    stream = DecodedStreamObject()
    stream.set_data(b" " * size)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream.flate_encode(9))
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (scanned, "has no text layer: its 2 pages hold pictures only"),
        (lambda: pdf([" "]), "has no text layer"),
        (lambda: protected(owner_password="o", user_password="u"), "is protected with a password; save it without"),
        (lambda: b"%PDF-1.7 The mill", "is damaged and cannot be read as a PDF"),
        (lambda: pdf([MILLS])[:600], "is damaged|no text layer"),
        (lambda: inflating(100_000_000), "asks for more than is reasonable"),
    ],
)
def test_why_there_is_no_text(content, reason: str) -> None:
    with pytest.raises(BadDocument, match=reason):
        read_pdf(content())


def test_a_pdf_that_anybody_may_open_is_read() -> None:
    assert read_pdf(protected(owner_password="o")).text == MILLS
