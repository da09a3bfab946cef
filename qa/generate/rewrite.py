"""Follow-ups: a model rewrites a question so that it stands alone; what it adds must come from the conversation."""

import regex

from qa.generate.tongue import speaks
from qa.request import AskRequest
from qa.support import Evidence, unsupported
from vectorstore.language import detect_language

LONGEST_QUESTION = 500
"""Characters of a rewritten question."""

_WRAPPED = regex.compile(r"^[\"'“”„«»`]+|[\"'“”„«»`]+$")
_STRANGE = regex.compile(r"https?:|www\.|[<>{}\[\]|`]")


def accepted(reply: str, request: AskRequest) -> str | None:
    """Return the rewritten question that a model replied, or None if it cannot be relied on.

    It must be one line of at most `LONGEST_QUESTION` characters in the question's language; every figure and name in it
    must stand in the question or the conversation.
    """
    text = _WRAPPED.sub("", reply.strip()).strip()
    if not text or "\n" in text or len(text) > LONGEST_QUESTION or _STRANGE.search(text):
        return None
    language = detect_language(request.question)
    if not speaks(text, language):
        return None
    said = [Evidence(part, detect_language(part)) for part in _said(request)]
    if unsupported(text, language, said):
        return None
    return text


def _said(request: AskRequest) -> list[str]:
    return [request.question, *(turn.content for turn in request.history if turn.content.strip())]
