"""A conversation as a file to keep: every citation held against the article as it is now, then JSON or Markdown."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import quote

import regex

from api.state.conversations import Conversation, KeptTurn
from api.state.database import now
from qa.wire import Json
from vectorstore.document import Document
from vectorstore.errors import DocumentNotFound

_ACTIVE = regex.compile(r"[\\`*_{}\[\]<>#|~&$!]|(?<=https?):(?=//)|(?<=\bwww)\.")
_BLOCK_START = regex.compile(r"(?m)^([ \t]*\d*)(?=[-+=.)])")
_LINK = regex.compile(r"https?://")
_SAYS = {
    "unchanged": "verified: the sentence stands there in the stored article",
    "changed": "**not verified: the article has changed since**",
    "gone": "**not verified: the article is no longer stored**",
}


def verified(turns: Sequence[KeptTurn], document_of: Callable[[str], Document]) -> tuple[KeptTurn, ...]:
    """Return turns whose citations say whether they still stand.

    ``status`` is ``gone`` if the document is, ``unchanged`` if its version is the same and ``text[start:end]`` is the
    cited text, else ``changed``; ``verified`` is true for ``unchanged`` alone. ``document_of`` raises
    `DocumentNotFound`; it is asked once for each document.
    """
    documents: dict[str, Document | None] = {}

    def check(citation: dict[str, Any]) -> Json:
        name = citation["document_id"]
        if name not in documents:
            try:
                documents[name] = document_of(name)
            except DocumentNotFound:
                documents[name] = None
        status = _status(citation, documents[name])
        return {**citation, "verified": status == "unchanged", "status": status}

    def checked(answer: dict[str, Any]) -> Json:
        return {**answer, "citations": [check(citation) for citation in answer["citations"]]}

    return tuple(replace(turn, answer=checked(turn.answer)) for turn in turns)


def as_json(conversation: Conversation, turns: Sequence[KeptTurn], exported: str | None = None) -> Json:
    """Return a conversation with its verified turns and the time of the export."""
    return {**asdict(conversation), "exported": exported or now(), "turns": [asdict(turn) for turn in turns]}


def as_markdown(conversation: Conversation, turns: Sequence[KeptTurn], exported: str | None = None) -> str:
    """Return a conversation with its verified turns as a page of Markdown; what others wrote in it stays plain text."""
    day = (exported or now())[:10]
    head = [f"# {_line(conversation.title)}", f"Begun {conversation.created[:10]}, exported {day}."]
    return "\n\n".join([*head, *(part for turn in turns for part in _turn(turn))]) + "\n"


def escaped(text: str) -> str:
    """Return text in which Markdown and HTML find nothing to act upon; rendered, it reads as it was."""
    return _BLOCK_START.sub(r"\1\\", _ACTIVE.sub(lambda match: f"\\{match[0]}", text))


def _turn(turn: KeptTurn) -> Iterator[str]:
    answer: dict[str, Any] = turn.answer
    yield f"## {_line(turn.question)}"
    yield _lines(answer["text"])
    for citation in answer["citations"]:
        yield _source(citation)
    if turn.feedback:
        comment = f": {_line(turn.feedback.comment)}" if turn.feedback.comment else ""
        yield f"Rated {turn.feedback.rating}{comment}"


def _source(citation: dict[str, Any]) -> str:
    """Return a source as an item of a list: where it stands, the sentence, its gloss."""
    title = _line(citation["document_title"] or citation["document_id"])
    url = citation["source_url"]
    about = [
        f"[{title}](<{_address(url)}>)" if url and _LINK.match(url) else title,
        *(_line(citation[name]) for name in ("publisher", "published") if citation[name]),
        f"language {_line(citation['language'])}",
        f"characters {citation['start_char_index']} to {citation['end_char_index']}",
        _SAYS[citation["status"]],
    ]
    parts = [", ".join(about), "> " + _lines(citation["cited_text"]).replace("\n", "\n> ")]
    if citation["gloss"]:
        parts.append(f"Word by word: {_line(citation['gloss']['text'])}")
    if citation["translation"]:
        parts.append(f"Translated by a machine: {_line(citation['translation']['text'])}")
    number = f"{citation['number']}. "
    return number + "\n\n".join(parts).replace("\n", "\n" + " " * len(number))


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))


def _lines(text: str) -> str:
    """Return text line by line, none of them indented: four spaces would make it code."""
    return escaped("\n".join(line.strip() for line in text.splitlines()))


def _address(url: str) -> str:
    """Return an address as it may stand between angle brackets."""
    return regex.sub(r"[<>\\\s]", lambda match: quote(match[0]), url)


def _status(citation: dict[str, Any], document: Document | None) -> str:
    if document is None:
        return "gone"
    stands = document.text[citation["start_char_index"] : citation["end_char_index"]] == citation["cited_text"]
    return "unchanged" if stands and document.version == citation["document_version"] else "changed"
