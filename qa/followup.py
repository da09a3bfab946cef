"""Follow-ups: a question that cannot stand alone takes over what the one before was about."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import regex

from qa.question import Question, analyse
from qa.request import Turn
from vectorstore.embed import word_vector
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import Token
from vectorstore.words import fold, words

_LEFT_OVER = regex.compile(r"\s[-–—]\s|\(\s*\)|\s[-–—](?=[?،.,])")
_COUNTED = ("count", "list")
"""Kinds of a question whose focus is what it asks for, not what it is about."""

_FEW = 2
"""Content words beyond the focus up to which a question is too bare to stand alone."""

_NAMED = 4
"""Names of the last answer that a pronoun may stand for, at most."""

_SAME_SORT = 0.5
"""Likeness of two words (cosine) from which one is put in the other's place: «red» for «blue»."""


def standalone(question: str, history: Sequence[Turn], language: str | None = None, *, always: bool = False) -> str:
    """Return the question as it can be understood without the conversation; itself if it can already.

    Scope (place, year, body) is carried over from the last question, and the whole of it where the follow-up only
    changes a detail («what about 2024?»). A question with a topic of its own is left alone, unless ``always``.
    """
    before = next((turn.content for turn in reversed(history) if turn.role == "user" and turn.content.strip()), None)
    if before is None:
        return question
    asked = analyse(question, language)
    if not always and not _depends(asked):
        return question
    previous = analyse(before)
    if len(history) > 2 and _depends(previous):
        previous = analyse(standalone(before, history[: _last_user(history)]))
    if asked.kind in ("other", "what", "yes_no") and (not asked.focus or _is_cut_short(asked)):
        return f"{_without(previous, _replaced(previous, asked))} {question}".strip()
    leans_on_focus = points_back(question, asked.language)
    with_focus = not asked.focus or leans_on_focus or (always and previous.kind not in _COUNTED)
    scope = _scope(previous, asked, with_focus=with_focus)
    if leans_on_focus:
        scope = " ".join([scope, *_names_of(history, scope)])
    return f"{question} ({scope})" if scope else question


def _last_user(history: Sequence[Turn]) -> int:
    return max(i for i, turn in enumerate(history) if turn.role == "user")


def _depends(question: Question) -> bool:
    if _started(question) or points_back(question.text, question.language):
        return True
    if question.kind == "other" and len(question.tokens) <= _FEW:
        return True  # «Phu Tho too?»: nothing says what is asked
    beyond = [i for i in range(len(question.tokens)) if i not in question.focus]
    return len(beyond) < _FEW and not any(question.tokens[i].kind == "name" for i in range(len(question.tokens)))


def _started(question: Question) -> str:
    """Return the words that a follow-up begins with, the longest that fit; empty if none do."""
    text = " ".join(fold(word.text) for word in words(question.text))
    fitting = [cue for cue in _cues(question.language)["start"] if text == cue or text.startswith(cue + " ")]
    return max(fitting, key=len, default="")


def _is_cut_short(question: Question) -> bool:
    """Tell whether a question only names what to put in («what about Lao Cai?»)."""
    return " " in _started(question)


def _replaced(previous: Question, asked: Question) -> list[Token]:
    """Return the words of the last question that a follow-up puts something of the same sort in place of."""
    found: list[Token] = []
    if any(token.kind == "number" for token in asked.tokens):
        found += [token for token in previous.tokens if token.kind == "number"]
    for token in asked.tokens:
        if token.kind != "number" and all(token.key != other.key for other in previous.tokens):
            rivals = [(_likeness(token, other), -i) for i, other in enumerate(previous.tokens) if other not in found]
            likeness, place = max(rivals, default=(0.0, 0))
            if likeness >= _SAME_SORT:
                found.append(previous.tokens[-place])
    return found


def _likeness(one: Token, other: Token) -> float:
    """Return how alike in meaning two words of the same sort are: two names, or two words of one part of speech."""
    if one.kind != other.kind or one.pos != other.pos or other.pos not in "nap":
        return 0.0
    if one.glosses[:1] == other.glosses[:1] and one.glosses:
        return 0.0  # said again, not replaced
    first, second = (word_vector(t.glosses[0].lower().split()[-1]) if t.glosses else None for t in (one, other))
    if first is None or second is None:
        return _SAME_SORT if one.kind == "name" else 0.0
    return max(float(first @ second), _SAME_SORT if one.kind == "name" else 0.0)


def _names_of(history: Sequence[Turn], scope: str) -> list[str]:
    """Return the names in the last answer that the scope does not hold yet: what «he» or «there» may stand for."""
    last = next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")
    said = analyse(scope)
    tokens = analyse(last, said.language if last.isascii() == scope.isascii() else None).tokens
    known = {token.key for token in said.tokens}
    names = dict.fromkeys(last[t.start : t.end] for t in tokens if t.kind == "name" and t.key not in known)
    return list(names)[:_NAMED]


def points_back(text: str, language: str) -> bool:
    """Tell whether a pronoun stands for what the last question was about («how many of them»)."""
    return any(fold(word.text) in _cues(language)["pronouns"] for word in words(text))


def _scope(previous: Question, asked: Question, *, with_focus: bool) -> str:
    """Return the last question without its cue, without its focus unless a pronoun stands for it.

    A year is left out where the follow-up has its own: «how much in 2020, and in 2021».
    """
    of_old = [t for t in previous.tokens if _is_year(t)] if any(map(_is_year, asked.tokens)) else []
    kept = [t for i, t in enumerate(previous.tokens) if (with_focus or i not in previous.focus) and t not in of_old]
    if not kept:
        kept = list(previous.tokens)
    return " ".join(dict.fromkeys(previous.text[token.start : token.end] for token in kept))


def _is_year(token: Token) -> bool:
    return token.kind == "number" and token.end - token.start == 4


def _without(previous: Question, gone: Sequence[Token]) -> str:
    text = previous.text
    for token in sorted(gone, key=lambda t: -t.start):
        text = text[: token.start] + text[token.end :]
    return " ".join(_LEFT_OVER.sub(" ", text).split())


@cache
def _cues(language: str) -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("qa") / "data" / "followups.toml").read_text("utf-8"))
    own = table[language if language in LANGUAGES else "en"]
    return {name: frozenset(" ".join(fold(w.text) for w in words(cue)) for cue in cues) for name, cues in own.items()}
