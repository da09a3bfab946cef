"""Follow-ups: a question that cannot stand alone takes over what the one before was about."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files

import regex

from qa.aside import is_time_unit
from qa.asking import OPEN
from qa.best_cue import best_cue
from qa.cues import FALLBACK, NUMERIC, is_asking
from qa.quantities import quantities
from qa.question import Question, analyse
from qa.replaced import replaced, times_replaced, with_phrase_replaced
from qa.request import Turn
from qa.signs import kinds_said, means
from qa.units import NAMING, unit_names
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import Token, tokenizer
from vectorstore.words import fold, words

_LEFT_OVER = regex.compile(r"\s[-–—]\s|\(\s*\)|\s[-–—](?=[?،.,])")
_MARKER = regex.compile(r"\[\d+\]")
_COUNTED = ("count", "list")
"""Kinds of a question whose focus is what it asks for, not what it is about."""

_FEW = 2
"""Content words beyond the focus up to which a question is too bare to stand alone."""

_NAMED = 4
"""Names of the last answer that a pronoun may stand for, at most."""

_VAGUE = ("other", "what", "manner", "yes_no")
"""Kinds of a follow-up that may only change a detail of the last question: «and what had they expected?»."""


def standalone(question: str, history: Sequence[Turn], language: str | None = None, *, always: bool = False) -> str:
    """Return the question as it can be understood without the conversation; itself if it can already.

    Scope (place, year, body) is carried over from the last question, and the whole of it where the follow-up only
    changes a detail («what about 2024?»). A question with a topic of its own is left alone, unless ``always``; so is
    one in a language that is not read here, of which no word could be seen to carry on or to change anything.
    """
    before = next((turn.content for turn in reversed(history) if turn.role == "user" and turn.content.strip()), None)
    if before is None:
        return question
    asked = analyse(question, language)
    if asked.language not in LANGUAGES or (not always and not _depends(asked)):
        return question
    previous = analyse(before)
    if len(history) > 2 and _depends(previous):
        previous = analyse(standalone(before, history[: _last_user(history)]))
    if (asked.kind in _VAGUE or not _asks(asked)) and _is_cut_short(asked, previous):
        gone = [] if says(asked, "parts") else replaced(previous, asked)
        put = None if gone else with_phrase_replaced(previous, asked)
        return f"{put or _without(previous, gone)} {asked.text}".strip()
    leans_on_focus = points_back(asked.text, asked.language)
    with_focus = not asked.focus or leans_on_focus or previous.kind not in _COUNTED
    scope = _scope(previous, asked, with_focus=with_focus)
    if leans_on_focus:
        scope = " ".join([scope, *_names_of(history, scope)])
    return f"{asked.text} ({scope})" if scope else question


def following(question: Question, history: Sequence[Turn]) -> Question:
    """Return a follow-up, made to stand alone, with what the last answer told: it asks for another figure than that.

    One that only puts something else into the last question, or asks how much of nothing named, is answered in the same
    kind of figure.
    """
    told = _figures_told(history, question.language)
    question = replace(question, told=told)
    sizes = frozenset(kind for _, kind in told) - {"count"}
    is_put_in = question.put_in < len(question.text)
    same = sizes & question.asked
    if is_put_in and len(same) == 1:
        return replace(question, asked=same)
    if len(sizes) != 1:
        return question
    if (is_put_in and _may_be_figure(question)) or _asks_amount_only(question) or _leaves_kind(question):
        return replace(question, kind=next(iter(sizes & {"money", "percentage"}), "measure"), asked=sizes)
    if question.kind == "count" and sizes == {"percentage"} and _names_nothing(question):
        return replace(question, asked=question.asked | sizes)  # «and how many are too thin?»
    return question


def _may_be_figure(question: Question) -> bool:
    """Tell whether a question that was answered with a figure asks for one: «when …?» — «after five hours»."""
    return question.kind in NUMERIC or (question.kind == "date" and question.unit is None)


def _asks_amount_only(question: Question) -> bool:
    """Tell whether a follow-up asks how much, and no word of its own says of what: «২০২৮ সালে কত তুলতে চান?»."""
    keys = [fold(word.text) for word in words(question.text[: question.carried])]
    cue, _, _ = best_cue(question.language if question.language in LANGUAGES else FALLBACK, keys)
    is_open = cue is not None and cue.kind in ("amount", "mass") and question.unit is None
    return is_open and _names_nothing(question)


def _leaves_kind(question: Question) -> bool:
    """Tell whether a follow-up asks for any amount, or for a value of nothing: «und welcher Wert war angepeilt?»."""
    own = [t for t in question.tokens if t.start < question.carried]
    if any(means(t, "change") for t in own):
        return False  # «and by how much did it rise?»
    sized = [t for t in own if kinds_said(t)]
    if sized:
        return all(means(t, "valued") for t in sized)
    return analyse(question.text[: question.carried], question.language).asked == OPEN


def _names_nothing(question: Question) -> bool:
    """Tell whether a follow-up has no noun of its own but for a time, nor a verb that says in what it is told."""
    own = [t for t in question.tokens if t.start < question.carried]
    plain = [t for t in own if not is_time_unit(t) and not means(t, "span")]
    return not any(t.pos in "np" for t in plain) and not any(map(kinds_said, plain))


def _figures_told(history: Sequence[Turn], language: str) -> frozenset[tuple[Decimal, str]]:
    """Return the values of the last answer, with their kinds."""
    last = next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")
    found = quantities(_MARKER.sub(" ", last), language)
    return frozenset((q.value, q.kind) for q in found if not q.is_date and q.kind not in NAMING)


def _last_user(history: Sequence[Turn]) -> int:
    return max(i for i, turn in enumerate(history) if turn.role == "user")


def _depends(question: Question) -> bool:
    if _started(question) or points_back(question.text, question.language):
        return True
    if says(question, "further") and not any(token.kind == "name" for token in question.tokens):
        return True  # «which districts join in the next phase?»
    if question.kind == "other" and len(question.tokens) <= _FEW:
        return True  # «Phu Tho too?»: nothing says what is asked
    if question.kind in NUMERIC and not question.focus and len(question.tokens) <= _FEW:
        return not any(token.kind != "word" for token in question.tokens)  # «how many were planted?»: what?
    beyond = [i for i in range(len(question.tokens)) if i not in question.focus]
    return len(beyond) < _FEW and not any(question.tokens[i].kind == "name" for i in range(len(question.tokens)))


def _started(question: Question) -> str:
    """Return the words that a follow-up begins with, the longest that fit; empty if none do."""
    text = " ".join(fold(word.text) for word in words(question.text))
    fitting = [cue for cue in _cues(question.language)["start"] if text == cue or text.startswith(cue + " ")]
    return max(fitting, key=len, default="")


def _asks(question: Question) -> bool:
    """Tell whether a word of a question asks; «and when it comes to pensions?» has none."""
    return any(is_asking(fold(word.text), question.language) for word in words(question.text))


def _is_cut_short(asked: Question, previous: Question) -> bool:
    """Tell whether a question only names what to put in («what about Lao Cai?», «and what had they expected?»)."""
    if " " in _started(asked):
        return True
    if asked.kind == "manner" or (asked.kind == "what" and asked.focus and previous.kind in NUMERIC):
        is_bare = all(token.kind == "number" or token.pos in "arv" for token in asked.tokens)
        return is_bare and bool(_started(asked))
    return not asked.focus


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


def says(question: Question, name: str) -> bool:
    """Tell whether a question holds a phrase of a list of its language."""
    text = f" {' '.join(fold(word.text) for word in words(question.text))} "
    return any(f" {phrase} " in text for phrase in _cues(question.language)[name])


def _scope(previous: Question, asked: Question, *, with_focus: bool) -> str:
    """Return the last question without its cue, without its focus unless a pronoun stands for it.

    A time is left out where the follow-up has its own: «how much in 2020, and in 2021». Where it leaves open what kind
    of figure it asks for, the word for that is taken over: «what share …», «and how much of it …».
    """
    of_old = times_replaced(previous, asked)
    kept = [t for i, t in enumerate(previous.tokens) if (with_focus or i not in previous.focus) and t not in of_old]
    if not kept:
        kept = list(previous.tokens)
    if _leaves_unit(asked, previous):
        named = [
            t for t in tokenizer(previous.language).tokens(previous.text) if unit_names().get(t.key) == previous.unit
        ]
        kept = [*named[:1], *kept]
    if asked.asked == OPEN and previous.kind in NUMERIC:
        every = tokenizer(previous.language).tokens(previous.text)
        of_kind = [t for t in every if kinds_said(t) & previous.asked and t.key not in {k.key for k in kept}]
        kept = [*of_kind[:1], *kept]
    return " ".join(dict.fromkeys(previous.text[token.start : token.end] for token in kept))


def _leaves_unit(asked: Question, previous: Question) -> bool:
    """Tell whether a question asks how much of nothing, so that it is of the unit that the one before it named."""
    is_bare = asked.kind in NUMERIC and asked.unit is None and not asked.focus
    return previous.unit is not None and is_bare and not any(t.pos == "n" and kinds_said(t) for t in asked.tokens)


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
