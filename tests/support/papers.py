"""Real files of every format, made here: Word documents, PDFs by fpdf2 and by Chromium, pages of a news site."""

import io
import shutil
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

CHROMIUM = shutil.which("chromium")
NOTO = Path("/usr/share/fonts/truetype/noto")
PARTS = ("[Content_Types].xml", "word/document.xml")


def word(paragraphs: Sequence[str], *, title: str = "", rows: Sequence[Sequence[str]] = ()) -> bytes:
    """Return a Word document of paragraphs, with a table at its end."""
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """Return a ZIP with parts replaced; ``document`` is word/document.xml."""
    names = {"document": "word/document.xml", "types": "[Content_Types].xml"}
    replaced = {names[name]: data for name, data in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, replaced.get(part.filename) or old.read(part))
    return file.getvalue()


class Sheet(FPDF):
    """A PDF with a header and a footer on every page."""

    def header(self) -> None:
        self.set_font("helvetica", size=9)
        self.cell(text="The Aldra Courier", new_x="LMARGIN", new_y="NEXT")
        self.ln(6)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=9)
        self.cell(text=f"Page {self.page_no()} of 3")


def pdf(paragraphs: Sequence[str], *, sheet: FPDF | None = None, size: float = 12, width: float = 0) -> bytes:
    """Return a PDF of paragraphs in Helvetica, parted by space, hyphenated where they hold soft hyphens."""
    sheet = sheet or FPDF()
    sheet.add_page()
    for paragraph in paragraphs:
        sheet.set_font("helvetica", size=size)
        sheet.multi_cell(width, 6, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
        sheet.ln(4)
    return bytes(sheet.output())


def page(paragraphs: Sequence[str], *, title: str, language: str = "en", head: str = "", extra: str = "") -> str:
    """Return a page of a news site: menu, article, comments, imprint."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    menu = '<nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li></ul></nav>'
    opinion = "<h2>Comments</h2><p>READER: I do not agree with any of this at all.</p>"
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">
<title>{escape(title)} | Courier</title>{head}</head><body><header>{menu}</header>
<main><article><h1>{escape(title)}</h1>{body}{extra}</article></main>
<section id="comments" class="comments">{opinion}</section>
<footer><p>MENU: Imprint. All rights reserved.</p></footer></body></html>"""


def printed(markup: Sequence[str]) -> list[bytes]:
    """Return pages printed to PDF by Chromium; skips the test where it is not there."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    options = {"display_header_footer": True, "margin": dict.fromkeys(("top", "bottom", "left", "right"), "2cm")}
    templates = {
        "header_template": '<div style="font-size:9px">The Aldra Courier</div>',
        "footer_template": '<div style="font-size:9px">Page <span class="pageNumber"></span></div>',
    }
    with sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        sheet = browser.new_page()
        made = []
        for one in markup:
            sheet.set_content(one)
            made.append(sheet.pdf(**options, **templates))
        browser.close()
    return made


def need_noto() -> None:
    """Skip a test that needs letters of all scripts."""
    if not NOTO.is_dir():
        pytest.skip("Debian's Noto fonts (fonts-noto-core) are not installed")
