"""From a file's bytes to its text: decoded as its byte-order mark or its content says, or refused by name."""

import codecs
import unicodedata
from pathlib import Path, PurePosixPath

from charset_normalizer import from_bytes

from vectorstore.document import Source
from vectorstore.errors import BadDocument

MAX_BYTES = 20 * 1024 * 1024
SUFFIXES = (".txt", ".md")

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Byte patterns that any file of the kind starts with; they may decode as text by accident.
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b")


def document_id(relative: str) -> str:
    """Return a file's id: its path below the ingested folder in NFC, with the last suffix removed."""
    path = PurePosixPath(unicodedata.normalize("NFC", relative))
    return path.with_suffix("").as_posix() if path.suffix else path.as_posix()


def load_file(path: Path, *, root: Path | None = None) -> Source:
    """Read one file below ``root`` (by default its own folder).

    :raises BadDocument: naming the file, if it cannot be read, is too large, or is not text of a known encoding.
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


def load_bytes(content: bytes, filename: str, *, origin: str | None = None) -> Source:
    """Decode a file's content; its id comes from its name.

    :raises BadDocument: naming the file, as `load_file`.
    """
    suffix = PurePosixPath(filename).suffix.lower()
    if suffix not in SUFFIXES:
        raise BadDocument(
            f"{filename}: files of kind {suffix or '(none)'} are not taken; send one of {', '.join(SUFFIXES)}."
        )
    text = _decode(content, filename)
    if not text.strip():
        raise BadDocument(f"{filename}: the file is empty.")
    title = None
    if suffix == ".md" and text.lstrip().startswith("# "):
        title = text.lstrip().splitlines()[0].removeprefix("# ").strip() or None
    return Source(id=document_id(filename), text=text, title=title, origin=origin)


def _decode(content: bytes, filename: str) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise BadDocument(f"{filename}: starts as {encoding} but is damaged at byte {error.start}.") from error
    if content.startswith(_BINARY) or b"\0" in content[:65536]:
        raise BadDocument(f"{filename}: is binary, not text; only text files are taken ({', '.join(SUFFIXES)}).")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(content, filename, error.start)


def _guess(content: bytes, filename: str, at: int) -> str:
    """Decode what is not UTF-8 if one encoding stands out: little mess, and letters that some language uses so."""
    best = from_bytes(content[:200_000], threshold=0.1, enable_fallback=False).best()
    if best is not None and best.coherence >= 0.5 and best.chaos <= 0.05:
        try:
            return content.decode(best.encoding)
        except UnicodeDecodeError:
            pass
    raise BadDocument(f"{filename}: not UTF-8 (byte {at}), and no other encoding fits clearly; save the file as UTF-8.")
