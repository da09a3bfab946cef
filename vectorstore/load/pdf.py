"""PDF files: with `glyphs` the home of pypdf. Text page by page, title, language as a hint; or why there is none."""

import io
import logging

import regex
from pypdf import PageObject, PdfReader, overwrite_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from vectorstore.document import Source
from vectorstore.errors import BadDocument
from vectorstore.load.glyphs import glyphs_of
from vectorstore.load.lines import Line, lines_of
from vectorstore.load.pages import text_of

MOST_PAGES = 5000

_NO_TITLE = regex.compile(r"microsoft \w+ - .*|untitled.*|.*\.(?:docx?|pdf|indd|tex|html?|odt|rtf)", regex.IGNORECASE)
_LANGUAGE = regex.compile(r"([a-zA-Z]{2,3})(?:[-_]\w+)*")


def read_pdf(content: bytes, _charset: str | None = None) -> Source:
    """Return the text of a PDF in paragraphs, with its title and the language it says it is in.

    When the file was made is not when its text was published, so that is left out.

    :raises BadDocument: if it is protected, damaged, has too many pages, or no text layer.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    overwrite_configuration(jbig2dec_binary=None)
    try:
        reader = _opened(content)
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise BadDocument(f"has {count:,} pages, at most {MOST_PAGES:,} are taken; split it.")
        text = text_of([_page(page) for page in reader.pages])
    except LimitReachedError as error:
        raise BadDocument(f"asks for more than is reasonable ({error}); save it anew, or as text.") from error
    if not any(c.isalnum() for c in text):
        raise BadDocument(_why_empty(reader, count))
    return Source(id="", text=text, title=_title(reader), language_hint=_language(reader))


def _opened(content: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadDocument("is protected with a password; save it without one.")
        len(reader.pages)
    except DependencyError as error:
        raise BadDocument(f"is encrypted in a way that needs another package ({error}); save it without.") from error
    except LimitReachedError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        why = " ".join(str(error).split())[:120] or type(error).__name__
        raise BadDocument(f"is damaged and cannot be read as a PDF ({why}); open it and save it anew.") from error
    return reader


def _page(page: PageObject) -> list[Line]:
    return lines_of(glyphs_of(page))


def _why_empty(reader: PdfReader, count: int) -> str:
    pages = f"its {count} pages hold" if count != 1 else "its page holds"
    if any("/XObject" in (page.get("/Resources") or {}) for page in reader.pages):
        return f"has no text layer: {pages} pictures only, as a scan does; recognise its text (OCR), then send that."
    return f"has no text layer: {pages} no text; send the text itself."


def _title(reader: PdfReader) -> str | None:
    try:
        found = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, TypeError, AttributeError):
        return None
    line = " ".join(str(found or "").split())[:300]
    return None if not line or _NO_TITLE.fullmatch(line) else line


def _language(reader: PdfReader) -> str | None:
    match = _LANGUAGE.fullmatch(str(reader.root_object.get("/Lang", "")).strip())
    return match[1].lower() if match else None
