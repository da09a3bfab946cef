"""Word documents: python-docx's home file. Paragraphs, headings and rows of tables, a line each."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from docx import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from vectorstore.document import Source
from vectorstore.errors import BadDocument

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes of a document's parts together, unpacked."""

MOST_PARTS = 5000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GAPS = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-", _W + "ptab": " "}
_LEFT_OUT = frozenset({_W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _W + "tbl", _FALLBACK})


def read_docx(content: bytes, _charset: str | None = None) -> Source:
    """Return a document's text as it stands, changes accepted, and its title.

    Who wrote it is no publisher, and when the file was made is not when the text was published: both are left out.

    :raises BadDocument: if it is no Word document, is damaged, or unpacks to more than `MOST_UNPACKED`.
    """
    _check_parts(content)
    try:
        document = Document(io.BytesIO(content))
        title = document.core_properties.title
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, zlib.error, etree.LxmlError) as error:
        raise BadDocument("is no Word document, or damaged; open it and save it as .docx anew.") from error
    text = "\n\n".join(_blocks(document.element.body))
    if not text.strip():
        raise BadDocument("holds no text, only pictures or nothing; send the text itself.")
    return Source(id="", text=text, title=" ".join((title or "").split())[:300] or None)


def _check_parts(content: bytes) -> None:
    """Look into the ZIP's directory before anything is unpacked; no more than it says is ever read of a part."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise BadDocument("is damaged: its ZIP directory cannot be read; save it as .docx anew.") from error
    size = sum(part.file_size for part in parts)
    if size > MOST_UNPACKED or len(parts) > MOST_PARTS:
        raise BadDocument(
            f"unpacks to {size:,} bytes in {len(parts):,} parts, at most {MOST_UNPACKED:,} in {MOST_PARTS:,} are "
            "taken; save its text alone."
        )
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise BadDocument("is a ZIP archive but no Word document; send the files in it one by one.")


def _blocks(body: etree._Element) -> Iterator[str]:
    for element in body.iterchildren():
        if element.tag == _W + "p":
            yield from _paragraph(element)
        elif element.tag == _W + "tbl":
            yield "\n".join(_rows(element))
        elif element.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from _blocks(element)


def _paragraph(element: etree._Element) -> Iterator[str]:
    text = "\n".join(" ".join(line.split()) for line in "".join(_runs(element)).split("\n")).strip()
    if text:
        yield text


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iter(_W + "tr"):
        cells = [" ".join(" ".join(_blocks(cell)).split()) for cell in row.iterchildren(_W + "tc")]
        if any(cells):
            yield " | ".join(cells)


def _runs(element: etree._Element) -> Iterator[str]:
    """Return the pieces of text below an element in order, without what was deleted and what is hidden."""
    for child in element.iterchildren():
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _GAPS:
            yield _GAPS[child.tag]
        elif child.tag not in _LEFT_OUT and not _is_hidden(child):
            yield from _runs(child)


def _is_hidden(element: etree._Element) -> bool:
    hidden = element.find(f"{_W}rPr/{_W}vanish") if element.tag == _W + "r" else None
    return hidden is not None and hidden.get(_W + "val", "true") not in ("0", "false", "off")
