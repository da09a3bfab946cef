"""Questions that name a thing and ask what it is: «What is a 'Normalstoss'?», «… là gì?». Their answer explains it."""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from qa.cues import FALLBACK, said_words
from qa.spelling import CAPITALS_TELL
from vectorstore.affixes import is_genitive
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import Token
from vectorstore.words import fold, words

_ASKED_BEHIND = ("hi", "bn", "vi")
"""Languages in which what is to be explained stands before the words that ask."""

_QUOTES = frozenset("\"'„“”«»‘’‚‹›")
_COMMAS = (",", "،", "(", "?", "؟")
_POSSESSIVE = ("'s", "’s")
_OF = ("का", "की", "के")
_REACH = 12
"""Characters between a quoted thing and the words that ask what it is, at most: «জিনিসটা»."""

_WORDS = 3
"""Content words of a thing, at most, which nothing but its place shows to be one."""


def asks_what_it_is(text: str, language: str, tokens: Sequence[Token]) -> bool:
    """Tell whether a question asks what something is that it names: in quotation marks, or by a word unheard of.

    What is asked *of* a thing («what is the aim of the OCOP?») is named by a word that the lexicon has. ``tokens`` are
    those of the question.
    """
    found = list(words(text))
    said = said_words(language if language in LANGUAGES else FALLBACK, [fold(word.text) for word in found], "being")
    if not said or max(said) - min(said) >= len(said):
        return False
    start, end = found[min(said)].start, found[max(said)].end
    if language in _ASKED_BEHIND:
        before = [t for t in tokens if t.end <= start]
        is_last = all(t.pos == "f" or t.end <= end for t in tokens)
        return _is_quoted_ahead(text, before, start) or (is_last and _is_named_ahead(text, language, before))
    behind = [t for t in tokens if t.start >= end and t.pos != "f"]
    return bool(behind) and _is_named_behind(text, language, behind, end)


def _is_quoted_ahead(text: str, before: Sequence[Token], edge: int) -> bool:
    """Tell whether something in quotation marks stands right before the words that ask what it is."""
    named = [token for token in before if edge - token.end <= _REACH]
    return any(not _QUOTES.isdisjoint(text[t.end : t.end + 1]) for t in named)


def _is_named_ahead(text: str, language: str, before: Sequence[Token]) -> bool:
    """Tell whether all that stands before the words that ask is a thing, and no other thing's."""
    content = [token for token in before if token.pos != "f"]
    if not content:
        return False
    if language == "vi":
        first = content[0]
        return _is_unheard_of(text, first, language) or not _QUOTES.isdisjoint(text[: first.start][-1:])
    if any(text[t.start : t.end] in _OF or is_genitive(t.key, language) for t in before):
        return False
    return len(content) <= _WORDS and all(t.pos in "napx" and t.kind != "number" for t in content)


def _is_named_behind(text: str, language: str, behind: Sequence[Token], edge: int) -> bool:
    """Tell whether what is asked for is all a name: in quotation marks, of words unheard of, of words with capitals.

    Or it is a single word without an article, which is all there is, or of which a clause only tells more.
    """
    first = behind[0]
    if not _QUOTES.isdisjoint(text[: first.start][-1:]):
        return True
    joined = next(
        (at for at, (one, other) in enumerate(pairwise(behind), 1) if text[one.end : other.start] != "-"), None
    )
    one = behind[:joined]  # «side-selling» is one word
    rest = text[one[-1].end :].lstrip()
    is_alone = len(one) == len(behind) or rest[:1] in _COMMAS
    is_noun = one[-1].pos == "n" or (language == "ar" and first.key.startswith("ال"))
    if is_alone and is_noun and not text[edge : first.start].strip():
        return True
    run = list(takewhile(lambda t: _is_unheard_of(text, t, language) or _is_titled(text, t, language), behind))
    ends = next((at for at, (one, other) in enumerate(pairwise(run), 1) if text[one.end : other.start].strip()), None)
    run = run[:ends]
    if not run or text[run[-1].end :].startswith(_POSSESSIVE):
        return False
    following = behind[len(run)] if len(run) < len(behind) else None
    return following is None or following.pos == "v" or text[run[-1].end : following.start].strip() != ""


def _is_unheard_of(text: str, token: Token, language: str) -> bool:
    """Tell whether no lexicon has a word, or it stands for itself only, or it is an abbreviation."""
    said = text[token.start : token.end]
    is_listed = bool(token.glosses) and (language == "en" or token.glosses != (token.key,))
    return token.kind != "number" and (not is_listed or (len(said) > 1 and said.isupper()))


def _is_titled(text: str, token: Token, language: str) -> bool:
    return language in CAPITALS_TELL and text[token.start].isupper()
