"""News pages: trafilatura's home file. An article's visible text and what its page says of it; nothing is fetched."""

import unicodedata
from contextlib import suppress
from datetime import date
from urllib.parse import urlsplit

import regex
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata
from trafilatura.settings import set_date_params

from vectorstore.document import Source
from vectorstore.errors import BadDocument
from vectorstore.load.text import decode, decode_declared, decode_marked

LONGEST_URL = 2000
LONGEST_NAME = 300
"""Characters of a title or a publisher's name that are believed."""

_DECLARED = regex.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", flags=regex.IGNORECASE)
_XML = regex.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_UNREADABLE = regex.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_UNSEEN_STYLE = regex.compile(r"(?:display:none|visibility:(?:hidden|collapse)|font-size:0(?:[a-z%]*)?)(?:!|;|$)")
_UNSEEN_CLASSES = frozenset({"sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden"})
_UNSEEN_TAGS = ("script", "style", "template", "noscript", "object", "iframe", "svg", "canvas", "select", "datalist")
_SENTENCE_END = regex.compile(r"[.!?…।॥؟۔。！？][\"'»”’)\]›]*$")
_TAG = regex.compile(r"([a-zA-Z]{2,3})(?:[-_].*)?")
_MANY_LETTERS = 50


def read_html(content: bytes, charset: str | None = None) -> Source:
    """Return the article of a page: its headline and text, title, date, publisher, address, and language as a hint.

    :raises BadDocument: if the page cannot be decoded, or has no article.
    """
    tree = _parsed(_decoded(content, charset))
    told = extract_metadata(tree, date_config=set_date_params(extensive=False))
    _remove_unseen(tree)
    headline = _headline(tree, told.title)
    found = bare_extraction(tree, include_comments=False, include_tables=True)
    body = "" if found is None or isinstance(found, dict) else found.text or ""
    body = "\n".join(map(_line, body.splitlines())).strip()
    if not _is_article(body):
        raise BadDocument(
            "holds no article that stands out from its menus and lists; save the article's own page, or its text."
        )
    url = told.url if _is_address(told.url) else None
    return Source(
        id="",
        text=f"{headline}\n\n{body}" if headline and _folded(headline) not in _folded(body) else body,
        title=_name(told.title) or headline,
        language_hint=_language(tree),
        source_url=url,
        publisher=_name(told.sitename),
        published=_date(told.date),
    )


def warm_up() -> None:
    """Let trafilatura load its word lists, which it does at the first page that has no clear article."""
    with suppress(BadDocument):
        read_html(b"<html><body><div><a href='/'>Home</a></div><div>News</div></body></html>")


def _decoded(content: bytes, charset: str | None) -> str:
    """Decode as a browser does: mark, declaration of the sender, of the page, then UTF-8."""
    marked = decode_marked(content)
    if marked is not None:
        return marked
    found = _XML.search(content[:1024]) or _DECLARED.search(content[:4096])
    declared = charset or (found[1].decode("ascii") if found else None)
    if declared is None:
        return decode(content)
    if charset is None and declared.lower().startswith(("utf-16", "utf-32")):
        declared = "utf-8"  # what could be read to declare it is not in UTF-16
    return decode_declared(content, declared, is_web=True)


def _parsed(text: str) -> HtmlElement:
    if not text.strip():
        raise BadDocument("the file is empty.")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return document_fromstring(_UNREADABLE.sub("", text).encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise BadDocument("holds no page; save it as HTML anew.") from error


def _remove_unseen(tree: HtmlElement) -> None:
    """Take out what no reader of the page sees: it must neither be cited nor be believed."""
    for element in list(tree.iter(etree.Element)):
        if element.getparent() is not None and _is_unseen(element):
            element.drop_tree()
    for element in tree.iterfind(".//*[@data-preloaded]"):
        del element.attrib["data-preloaded"]
    if _is_unseen(tree) or any(map(_is_unseen, tree.iterfind("body"))):
        tree.clear()


def _is_unseen(element: HtmlElement) -> bool:
    get = element.get
    style = get("style")
    return (
        element.tag in _UNSEEN_TAGS
        or get("hidden") is not None
        or (get("aria-hidden") or "").strip().lower() == "true"
        or (element.tag == "dialog" and get("open") is None)
        or (style is not None and _UNSEEN_STYLE.search("".join(style.lower().split())) is not None)
        or not _UNSEEN_CLASSES.isdisjoint((get("class") or "").lower().split())
    )


def _line(text: str) -> str:
    """Return a line without the rules around a table's row."""
    line = text.strip()
    return line.strip("|").strip() if line.startswith("|") else line


def _headline(tree: HtmlElement, title: str | None) -> str | None:
    """Return the visible headline that the page's title names, or the only one there is."""
    headlines = [line for h1 in tree.iter("h1") if (line := " ".join(h1.text_content().split()))]
    whole = _folded(title or "")
    named = (line for line in headlines if whole and (_folded(line) in whole or whole in _folded(line)))
    return next(named, headlines[0] if len(headlines) == 1 else None)


def _is_article(text: str) -> bool:
    """Tell whether some line is a sentence or as long as one; menus are neither."""
    return any(
        (_SENTENCE_END.search(line) and " " in line) or sum(map(str.isalpha, line)) >= _MANY_LETTERS
        for line in (line.strip() for line in text.splitlines())
        if " | " not in line
    )


def _language(tree: HtmlElement) -> str | None:
    match = _TAG.fullmatch((tree.get("lang") or tree.get("xml:lang") or "").strip())
    return match[1].lower() if match else None


def _is_address(url: str | None) -> bool:
    if not url or len(url) > LONGEST_URL or any(c.isspace() for c in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _name(text: str | None) -> str | None:
    line = " ".join("".join(c for c in text or "" if c.isspace() or unicodedata.category(c)[0] != "C").split())
    return line[:LONGEST_NAME] or None


def _date(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text or "").isoformat()
    except ValueError:
        return None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
