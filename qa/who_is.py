"""Questions that give a name and ask who it is: «Who is Jens Wuttke?», «… là ai?». Their answer is what he is."""

from collections.abc import Sequence
from itertools import takewhile

from qa.signs import has_sign
from qa.spelling import PLACES, is_name_part, kind_of
from vectorstore.tokenizer import Token

_ASKED_BEHIND = ("hi", "bn")
"""Languages in which the name stands right before the word that asks."""

_WHO = ("कौन", "কে")
"""How words for who begin in these languages, as far as they ask for who somebody is."""

_PAIR = 2
_BETWEEN = ("this", "that", "actually", "be", "is", "was", "exactly", "really")


def asks_who_is(own: Sequence[Token], others: Sequence[Token], language: str) -> bool:
    """Tell whether a question for a person gives the name of one, and no office, and asks nothing of him besides.

    ``own`` are the tokens of its cue, ``others`` all that are not of the cue.
    """
    if any(has_sign(token, "role") and not has_sign(token, "title") for token in others):
        return False
    edge = min((token.start for token in own), default=0)
    said = [token for token in others if not (token.pos == "f" and set(_BETWEEN) & set(token.glosses[:1]))]
    before = [token for token in said if token.start < edge]
    behind = [token for token in said if token.start > edge]
    if language == "ar" and len(own) < _PAIR:  # «من أشرف على …»: who supervised, not who is Ashraf
        return False
    if language == "vi" and before:
        run = _names(before, language)
        return len(run) > 1 and _is_somebody(run, language)
    if language in _ASKED_BEHIND and not any(token.key.startswith(_WHO) for token in own):
        return False  # «डिब्बियाँ किससे लेते थे»: from whom, not who
    if language in _ASKED_BEHIND and before:
        run = list(takewhile(lambda t: t.kind == "name", reversed(before)))
        return len(run) == len(_names(before, language)) and bool(run) and not behind and _is_somebody(run, language)
    run = _names(behind, language)
    return bool(run) and not before and _is_alone(behind, run) and _is_somebody(run, language)


def _names(tokens: Sequence[Token], language: str) -> list[Token]:
    """Return the names that tokens begin with, titles and what stands between left out."""
    start = next((at for at, t in enumerate(tokens) if not _is_title(t)), len(tokens))
    return list(takewhile(lambda t: t.kind == "name" or is_name_part(t.key, language), tokens[start:]))


def _is_title(token: Token) -> bool:
    return has_sign(token, "title") or (token.pos in "fr" and not set(_BETWEEN).isdisjoint(token.glosses[:1]))


def _is_alone(tokens: Sequence[Token], run: Sequence[Token]) -> bool:
    """Tell whether nothing but a function word stands behind a name: «Who is Jens Wuttke in the article»."""
    following = next((token for token in tokens if token.start > run[-1].start), None)
    return following is None or following.pos == "f"


def _is_somebody(run: Sequence[Token], language: str) -> bool:
    return not any(kind_of(" ".join(t.key for t in part), language) in PLACES for part in (run, run[:1]))
