"""From a file's bytes to its text and what it says of itself; or a refusal that names the file and the cure.

Read in this order: `kinds` (which files are taken), `text` (bytes to characters), `markdown`; then what is read in a
process of its own (`apart`, `child`): `html`, `docx`, and of a PDF `pdf`, `glyphs`, `lines`, `pages`.
"""

import unicodedata
from dataclasses import replace
from pathlib import Path, PurePosixPath

from vectorstore.document import Source
from vectorstore.errors import BadDocument
from vectorstore.load.apart import read_apart
from vectorstore.load.kinds import CONTENT_TYPES, MAX_BYTES, SUFFIXES, WrongContentType, content_type_of, kind_of
from vectorstore.load.markdown import read_markdown
from vectorstore.load.text import decode

__all__ = [
    "CONTENT_TYPES",
    "MAX_BYTES",
    "SUFFIXES",
    "WrongContentType",
    "content_type_of",
    "document_id",
    "load_bytes",
    "load_file",
]


def document_id(relative: str) -> str:
    """Return a file's id: its path below the ingested folder in NFC, with the last suffix removed."""
    path = PurePosixPath(unicodedata.normalize("NFC", relative))
    return path.with_suffix("").as_posix() if path.suffix else path.as_posix()


def load_file(path: Path, *, root: Path | None = None) -> Source:
    """Read one file below ``root`` (by default its own folder).

    :raises BadDocument: naming the file, if it cannot be read, is too large, or holds no text that can be read.
    """
    root = path.parent if root is None else root
    relative = path.relative_to(root).as_posix()
    if any("\ud800" <= c <= "\udfff" for c in relative):
        raise BadDocument(f"{relative!a}: its name is not UTF-8; rename it.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BadDocument(f"{relative}: {size:,} bytes, at most {MAX_BYTES:,} are taken; split the file.")
        content = path.read_bytes()
    except OSError as error:
        raise BadDocument(f"{relative}: cannot be read ({error.strerror}).") from error
    return load_bytes(content, relative, origin=str(root.resolve()))


def load_bytes(content: bytes, filename: str, *, content_type: str | None = None, origin: str | None = None) -> Source:
    """Read a file's content; its id comes from its name, its kind from the name's suffix.

    ``content_type`` is what a sender declared, with parameters: its ``charset`` counts.

    :raises WrongContentType: if the declared type is not one of the kind's.
    :raises BadDocument: naming the file, as `load_file`.
    """
    try:
        kind, charset = kind_of(filename, content, content_type)
        if kind.is_apart:
            source = read_apart(kind.name, content, charset)
        else:
            text = decode(content, charset)
            source = read_markdown(text) if kind.name == "markdown" else Source(id="", text=text)
    except BadDocument as error:
        raise type(error)(f"{filename}: {error}") from error
    if not source.text.strip():
        raise BadDocument(f"{filename}: the file is empty.")
    return replace(source, id=document_id(filename), origin=origin)
