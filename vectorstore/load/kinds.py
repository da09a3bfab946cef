"""Which files are taken: by suffix, content type and first bytes, which must agree."""

from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath

from vectorstore.errors import BadDocument

MAX_BYTES = 20 * 1024 * 1024
"""Bytes of a file, at most."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class WrongContentType(BadDocument):
    """A file is sent as something else than its name says."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. The first content type is the one it is sent with.

    ``is_apart``: read in a process of its own, since its format lets a small file ask for much time and memory.
    """

    name: str
    suffixes: tuple[str, ...]
    content_types: tuple[str, ...]
    is_apart: bool = False


KINDS = (
    Kind("text", (".txt",), ("text/plain",)),
    Kind("markdown", (".md",), ("text/markdown", "text/x-markdown", "text/plain")),
    Kind("html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), is_apart=True),
    Kind("pdf", (".pdf",), ("application/pdf",), is_apart=True),
    Kind("docx", (".docx",), (_WORD,), is_apart=True),
)
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)
CONTENT_TYPES = tuple(dict.fromkeys(kind for known in KINDS for kind in known.content_types))

# What any file of a kind starts with; text may decode from it by accident.
_STARTS = (
    (b"%PDF", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a ZIP archive or a Word document", ".docx"),
    (b"\xd0\xcf\x11\xe0", "an old or a protected Office document", None),
    (b"{\\rtf", "an RTF document", None),
    (b"\x89PNG", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
    (b"GIF8", "a picture", None),
    (b"\x7fELF", "a program", None),
    (b"\x1f\x8b", "a compressed file", None),
)


def kind_of(filename: str, content: bytes, content_type: str | None) -> tuple[Kind, str | None]:
    """Return the kind of a file and the character set it is declared to have, or None.

    :raises WrongContentType: if a content type is declared that the kind does not have.
    :raises BadDocument: if the suffix is of no kind, or the first bytes are another kind's.
    """
    suffix = PurePosixPath(filename).suffix.lower()
    kind = next((kind for kind in KINDS if suffix in kind.suffixes), None)
    if kind is None:
        raise BadDocument(f"files of kind {suffix or '(none)'} are not taken; send one of {', '.join(SUFFIXES)}.")
    declared, charset = _parsed(content_type)
    if declared is not None and declared not in kind.content_types:
        raise WrongContentType(
            f"is sent as {declared}, but a {suffix} file is {kind.content_types[0]}; send it as that, or rename it."
        )
    _check_start(kind, content)
    return kind, charset


def content_type_of(suffix: str) -> str:
    """Return the content type that files of a suffix are sent with; of an unknown one, that of text."""
    return next((kind.content_types[0] for kind in KINDS if suffix.lower() in kind.suffixes), "text/plain")


def _parsed(content_type: str | None) -> tuple[str | None, str | None]:
    if content_type is None:
        return None, None
    message = Message()
    message["Content-Type"] = " ".join(content_type.split())
    charset = message.get_param("charset")
    return message.get_content_type(), charset.strip() or None if isinstance(charset, str) else None


def _check_start(kind: Kind, content: bytes) -> None:
    found = next(((what, suffix) for start, what, suffix in _STARTS if content.startswith(start)), None)
    if kind.name == "pdf":
        if b"%PDF" not in content[:1024]:
            raise BadDocument(f"does not start as a PDF does{_but(found)}; save it as PDF anew, or rename it.")
    elif kind.name == "docx":
        if not content.startswith(b"PK\x03\x04"):
            raise BadDocument(
                f"does not start as a Word document does{_but(found)}; save it as .docx, without a password."
            )
    elif found is not None:
        what, suffix = found
        cure = f"name it {suffix}" if suffix else "save it as text"
        raise BadDocument(f"is binary, not text: it starts as {what} does; {cure}.")


def _but(found: tuple[str, str | None] | None) -> str:
    return f" but as {found[0]}" if found else ""
