"""Markdown as its reader would see it: marks taken off, so that a cited sentence is a sentence; code left as it is."""

from collections.abc import Iterator
from datetime import date

import regex

from vectorstore.document import Source

_FRONT = regex.compile(r"\A\s*---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", flags=regex.DOTALL)
_FIELD = regex.compile(r"(?P<name>[A-Za-z_-]{1,30}):[ \t]*(?P<value>.*?)[ \t]*")
_NAMES = {"source_url": "source_url", "source": "source_url", "url": "source_url", "link": "source_url",
          "canonical": "source_url", "published": "published", "date": "published", "lang": "language",
          "language": "language", "title": "title", "publisher": "publisher", "site": "publisher"}  # fmt: skip
_LANGUAGE = regex.compile(r"([a-zA-Z]{2,3})(?:[-_]\w+)*")
_ADDRESS = regex.compile(r"https?://[^\s/]\S{0,1990}")

_FENCE = regex.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_HEADING = regex.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = regex.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_RULE = regex.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_QUOTE = regex.compile(r"\A(?: {0,3}> ?)+")
_ITEM = regex.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_BULLET = regex.compile(r"\A[ \t]*[*+-][ \t]+(?:\[[ xX]\][ \t]+)?")
_ROW = regex.compile(r"[ \t]*\|.*\|[ \t]*")
_ROW_RULE = regex.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_DEFINITION = regex.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+.*")
_TRAILER = regex.compile(r"[^:：\n]{0,40}[:：]?\s*<?https?://\S+>?\s*")

_COMMENT = regex.compile(r"<!--.*?(?:-->|\Z)", flags=regex.DOTALL)
_MARKS = (
    (regex.compile(r"!?\[(?P<text>[^\[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)"), r"\g<text>"),
    (regex.compile(r"!?\[(?P<text>[^\[\]\n]+)\]\[[^\[\]\n]*\]"), r"\g<text>"),
    (regex.compile(r"<(?P<text>https?://[^\s<>]+)>"), r"\g<text>"),
    (regex.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>\n]*)?/?>"), ""),
    (regex.compile(r"(?<![\\*])(\*{1,3})(?=[^\s*])(?P<text>[^*\n]*[^\s*\\])\1(?!\*)"), r"\g<text>"),
    (regex.compile(r"(?<![\\\w])(_{1,3})(?=[^\s_])(?P<text>[^\n]{0,500}?[^\s_\\])\1(?!\w)"), r"\g<text>"),
    (regex.compile(r"~~(?=\S)(?P<text>[^~\n]+)~~"), r"\g<text>"),
    (regex.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_CODE = regex.compile(r"(?<!`)(`{1,3})(?!`)(?P<text>[^\n]{0,1000}?[^`\n])\1(?!`)")


def read_markdown(text: str) -> Source:
    """Return the text with the fields of its front matter; its first heading is the title if they name none.

    The lines of a paragraph become one, since a line break ends a sentence.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, str] = {}
    if (front := _FRONT.match(plain)) is not None and _is_front(front["fields"]):
        fields = _fields(front["fields"])
        plain = plain[front.end() :]
    blocks = list(_blocks(plain.split("\n")))
    heading = next((block for block in blocks if block), "")
    is_titled = regex.match(r"\s*# |\s*[^\n]+\n=+[ \t]*(?:\n|\Z)", plain) is not None
    return Source(
        id="",
        text="\n".join(blocks).strip("\n"),
        title=fields.get("title") or (heading if is_titled else None),
        language=fields.get("language"),
        source_url=fields.get("source_url"),
        publisher=fields.get("publisher"),
        published=fields.get("published"),
    )


def _is_front(fields: str) -> bool:
    """Tell whether what stands between two rules is front matter, not an article between two rules."""
    return all(not line.strip() or line[0] in " \t#-" or _FIELD.fullmatch(line) for line in fields.split("\n"))


def _fields(lines: str) -> dict[str, str]:
    """Return the fields that can be believed; the first of a kind counts."""
    found: dict[str, str] = {}
    for line in lines.split("\n"):
        match = _FIELD.fullmatch(line)
        name = _NAMES.get(match["name"].lower()) if match else None
        if match is None or name is None or name in found:
            continue
        value = _believed(name, match["value"].strip("'\"").strip())
        if value:
            found[name] = value
    return found


def _believed(name: str, value: str) -> str | None:
    if name == "source_url":
        return value if _ADDRESS.fullmatch(value) else None
    if name == "language":
        match = _LANGUAGE.fullmatch(value)
        return match[1].lower() if match else None
    if name == "published":
        try:
            return date.fromisoformat(value[:10]).isoformat()
        except ValueError:
            return None
    return value[:300]


def _blocks(lines: list[str]) -> Iterator[str]:
    """Return the lines as they are read: a paragraph in one, code as it stands."""
    open_fence = ""
    paragraph: list[str] = []
    for line, prose in _without_comments(lines):
        fence = _FENCE.match(line)
        if open_fence:
            yield line
            if fence and fence["fence"].startswith(open_fence) and not line.strip(" \t`~"):
                open_fence = ""
        elif fence:
            yield from _flushed(paragraph)
            yield line
            open_fence = fence["fence"]
        elif paragraph and _UNDERLINE.fullmatch(prose):
            yield from _flushed(paragraph)
        else:
            yield from _line(prose, paragraph)
    yield from _flushed(paragraph)


def _line(line: str, paragraph: list[str]) -> Iterator[str]:
    """Take one line of prose: into the paragraph, or out as a line of its own."""
    line = _QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line
    heading = _HEADING.fullmatch(line)
    if not line.strip() or _RULE.fullmatch(line) or _DEFINITION.fullmatch(line):
        yield from _flushed(paragraph)
        yield ""
    elif heading is not None:
        yield from _flushed(paragraph)
        yield _plain(heading["text"] or "")
    elif _ROW.fullmatch(line) or (_ROW_RULE.fullmatch(line) and "|" in line):
        yield from _flushed(paragraph)
        if not _ROW_RULE.fullmatch(line):
            yield _plain(" | ".join(cell.strip() for cell in line.strip().strip("|").split("|")))
    else:
        if _ITEM.match(line) or _TRAILER.fullmatch(line):
            yield from _flushed(paragraph)
        paragraph.append(line)
        if line.endswith(("  ", "\\")) or _TRAILER.fullmatch(line):
            yield from _flushed(paragraph)


def _flushed(paragraph: list[str]) -> Iterator[str]:
    if paragraph:
        paragraph[0] = _BULLET.sub("", paragraph[0], count=1)
        yield _plain(" ".join(line.strip().removesuffix("\\") for line in paragraph))
        paragraph.clear()


def _without_comments(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Return every line as it stands and without the HTML comments of the text; those that are comment are left out."""
    is_open = is_code = False
    for line in lines:
        prose = line
        if _FENCE.match(line) and not is_open:
            is_code = not is_code
        elif not is_code:
            if is_open:
                _, end, prose = prose.partition("-->")
                is_open = not end
            if not is_open:
                prose = _COMMENT.sub(lambda match: "" if match[0].endswith("-->") else "<!--", prose)
                prose, opened, _ = prose.partition("<!--")
                is_open = bool(opened)
        if prose.strip() or not line.strip():
            yield line, prose


def _plain(line: str) -> str:
    """Take the marks off a line; what is code in it stays as it is."""
    pieces: list[str] = []
    end = 0
    for match in _CODE.finditer(line):
        pieces += [_unmarked(line[end : match.start()]), match["text"].strip() or match["text"]]
        end = match.end()
    return "".join([*pieces, _unmarked(line[end:])]).strip()


def _unmarked(text: str) -> str:
    for pattern, plain in _MARKS:
        text = pattern.sub(plain, text)
    return text
