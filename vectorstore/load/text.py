"""From bytes to characters: as a byte-order mark, a declaration or the content itself says, or a refusal."""

import codecs

import regex

from vectorstore.errors import BadDocument

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Character sets of texts; Python knows others that take minutes, or are no character sets.
_SETS = regex.compile(
    r"utf-(?:8|16|32)(?:-(?:le|be))?|utf-8-sig|ascii|iso8859-\d+|cp\d{3,4}|koi8-[rut]|mac-\w+|tis-620|"
    r"gb2312|gbk|gb18030|big5|big5hkscs|shift_jis|cp932|euc_jp|euc_kr|iso2022_jp\w*"
)


def decode(content: bytes, charset: str | None = None) -> str:
    """Return the characters of a text file. A byte-order mark counts most, then what is declared, then the content.

    :raises BadDocument: if it is binary, damaged, or in no encoding that stands out.
    """
    if (marked := decode_marked(content)) is not None:
        return marked
    if charset is not None:
        return decode_declared(content, charset)
    if b"\0" in content[:65536]:
        raise BadDocument("is binary, not text: it holds NUL bytes; save it as text in UTF-8.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(content, error.start)


def decode_marked(content: bytes) -> str | None:
    """Return the characters of a file that starts with a byte-order mark, or None if it does not.

    :raises BadDocument: if what follows the mark is damaged.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise BadDocument(f"starts as {encoding} but is damaged at byte {error.start}.") from error
    return None


def decode_declared(content: bytes, charset: str, *, is_web: bool = False) -> str:
    """Return the characters of a file in a declared character set; on the web ``latin-1`` means ``windows-1252``.

    :raises BadDocument: if the set is not known, or a byte is not one of its.
    """
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        name = ""
    if not _SETS.fullmatch(name):
        raise BadDocument(f"is declared as {charset[:40]!a}, which is no known character set; send it in UTF-8.")
    if is_web and name in ("iso8859-1", "ascii"):
        name = "cp1252"
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise BadDocument(
            f"is declared as {charset} but byte {error.start} is not; declare its real encoding, or save it as UTF-8."
        ) from error


def _guess(content: bytes, at: int) -> str:
    """Decode what is not UTF-8 if one encoding stands out: little mess, and letters that some language uses so."""
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000], threshold=0.1, enable_fallback=False).best()
    if best is not None and best.coherence >= 0.5 and best.chaos <= 0.05:
        try:
            return content.decode(best.encoding)
        except UnicodeDecodeError:
            pass
    raise BadDocument(f"not UTF-8 (byte {at}), and no other encoding fits clearly; save the file as UTF-8.")
