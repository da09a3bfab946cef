"""Word documents: the text as it stands, in order; and what is no Word document."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import nsdecls
from papers import repacked, saved, word

from vectorstore.errors import BadDocument
from vectorstore.load.docx import read_docx

MILLS = "The district of Aldra has 42 mills."


def body(markup: str) -> bytes:
    """A document whose body is given in Word's markup."""
    namespaces = nsdecls("w")
    return repacked(word([]), document=f"<w:document {namespaces}><w:body>{markup}</w:body></w:document>".encode())


def test_paragraphs_headings_and_rows_in_order() -> None:
    document = docx.Document()
    document.core_properties.title = "Mills of Aldra"
    document.core_properties.author = "A. Miller"
    document.add_heading("Mills", 1)
    document.add_paragraph(MILLS)
    table = document.add_table(2, 2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("Place", "Mills", "Aldra", "42"), strict=True):
        cell.text = text
    document.add_paragraph("सहकारी समितियाँ — হাজার — التعاونيات")
    source = read_docx(saved(document))
    assert source.text == f"Mills\n\n{MILLS}\n\nPlace | Mills\nAldra | 42\n\nसहकारी समितियाँ — হাজার — التعاونيات"
    assert (source.title, source.publisher, source.published) == ("Mills of Aldra", None, None)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<w:p><w:r><w:t>Aldra has </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>42</w:t></w:r></w:p>", "Aldra has 42"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a b\nc"),
        ("<w:p><w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        ("<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>", "new"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>SECRET</w:t></w:r><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        ("<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>", "link"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:sdtContent></w:sdt>", "a"),
    ],
)
def test_the_text_as_it_stands(markup: str, text: str) -> None:
    assert read_docx(body(markup)).text == text


def bomb() -> bytes:
    return repacked(word([MILLS]), document=b"<a>" + b" " * 250_000_000 + b"</a>")


def lying() -> bytes:
    """A ZIP whose directory says that a large part is small."""
    content = bytearray(repacked(word([MILLS]), document=b" " * 50_000_000))
    at = content.rfind(b"word/document.xml") - 46
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def archive(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


LAUGHS = (
    b'<!DOCTYPE w [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bomb, "unpacks to 250,.* bytes in .* at most 209,715,200"),
        (lying, "no Word document, or damaged"),
        (lambda: b"PK\x03\x04 The mill", "its ZIP directory cannot be read"),
        (lambda: archive(letter=b"The mill"), "is a ZIP archive but no Word document"),
        (lambda: word([MILLS])[:-400], "is damaged"),
        (lambda: repacked(word([MILLS]), document=b"<w"), "no Word document, or damaged"),
        (lambda: repacked(word([MILLS]), document=LAUGHS), "no Word document, or damaged|holds no text"),
        (lambda: word([" "]), "holds no text"),
        (lambda: body(""), "holds no text"),
    ],
)
def test_what_is_no_word_document(content, reason: str) -> None:
    with pytest.raises(BadDocument, match=reason):
        read_docx(content())


def test_an_external_entity_is_not_read() -> None:
    evil = (
        b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>The mill &e;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert "root:" not in read_docx(repacked(word([MILLS]), document=evil)).text
