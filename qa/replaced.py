"""What of the last question a follow-up puts something else in place of: the year, the place, the colour."""

from collections.abc import Sequence
from itertools import pairwise

from qa.aside import is_time_unit, is_year
from qa.question import Question
from qa.role_signs import signs_in
from qa.signs import means
from vectorstore.dateline import month_names
from vectorstore.embed import word_vector
from vectorstore.tokenizer import Token, tokenizer

_SAME_SORT = 0.5
"""Likeness of two words (cosine) from which one is put in the other's place: «red» for «blue»."""

_SHORT_YEAR = 2
_POINTING = frozenset({"this", "that", "last", "past", "current", "next", "previous", "same"})
_PREPOSITIONS = frozenset(
    {"in", "at", "on", "for", "by", "with", "from", "under", "during", "to", "near", "between", "against", "of"}
)
_LATER_NAMES_MORE = ("hi", "bn")
"""Languages in which the smaller place stands behind the larger one."""


def replaced(previous: Question, asked: Question) -> list[Token]:
    """Return the words of the last question that leave where a follow-up takes the rest of it over."""
    before, own = _tokens(previous), _tokens(asked)
    gone = times_replaced(previous, asked)
    gone += [token for token in _phrase(before, own) if token not in gone]
    numbers = [t for t in previous.tokens if t.kind == "number" and not is_year(t)]
    if any(t.kind == "number" and not is_year(t) for t in asked.tokens):
        gone += [token for token in numbers if token not in gone]
    for token in asked.tokens:
        if token.kind == "number" or _is_time(token) or any(token.key == other.key for other in previous.tokens):
            continue
        rivals = [
            t for t in previous.tokens if t not in gone and not _is_time(t) and _stand_alike(token, t, own, before)
        ]
        later = previous.language in _LATER_NAMES_MORE and token.kind == "name"
        likeness, place = max(
            ((_likeness(token, other), i if later else -i) for i, other in enumerate(rivals)), default=(0.0, 0)
        )
        if likeness >= _SAME_SORT:
            gone.append(rivals[abs(place)])
    return gone


def with_phrase_replaced(previous: Question, asked: Question) -> str | None:
    """Return the last question with a phrase of a follow-up that begins with the same word as one of its own.

    «How many cooperative groups has it? And cooperative unions?», «đoàn dẫn đầu», then «đoàn xếp thứ ba».
    """
    before, own = _tokens(previous), [token for token in _tokens(asked) if token.pos != "f"]
    for lead, token in pairwise(own):
        if lead.kind == token.kind == "word" and lead.pos in "na" and token.pos in "nv":
            for one, other in pairwise(before):
                if one.key == lead.key and other.pos == token.pos and other.kind == "word" and other.key != token.key:
                    phrase = asked.text[lead.start : own[-1].end]
                    return f"{previous.text[: one.start]}{phrase}{previous.text[other.end :]}"
    return None


def times_replaced(previous: Question, asked: Question) -> list[Token]:
    """Return the words for a time in the last question that another time takes the place of.

    A year takes that of a year, a month that of a month; «now», «before» and «last year» that of all but a month.
    """
    before, own = _tokens(previous), _tokens(asked)
    years, months = any(map(is_year, own)), any(t.key in month_names() for t in own)
    moves = any(_is_elsewhen(own, i) or means(t, "now") for i, t in enumerate(own)) or bool(_deictic(own))
    gone: list[Token] = []
    if years or moves:
        gone += [t for i, t in enumerate(before) if is_year(t) or means(t, "now") or _is_elsewhen(before, i)]
        gone += [t for i, t in enumerate(before) if i and _ends_year(before[i - 1], t)]
    if years or moves or any(means(t, "whole") for t in own):
        gone += _deictic(before)
    if months:
        gone += [t for t in before if t.key in month_names()]
    is_told_from = not years and any(s.role == "year_ago" for s in signs_in(asked.text, asked.language))
    if is_told_from:  # «how many in 2024? And a year before that?»
        gone = [t for t in gone if not is_year(t)]
    return [t for t in gone if all(t.key != other.key for other in own)]


def _tokens(question: Question) -> list[Token]:
    return tokenizer(question.language).tokens(question.text)


def _is_elsewhen(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word places a time before or after; one that says where to does not («nach Berlin»)."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_way = tokens[at].pos == "f" and following is not None and following.kind == "name"
    return means(tokens[at], "elsewhen") and not is_way


def _ends_year(year: Token, token: Token) -> bool:
    """Tell whether a number is the second half of a year that goes over two: «2023-24»."""
    return (
        is_year(year) and token.kind == "number" and 0 < token.start - year.end <= 1 and len(token.key) <= _SHORT_YEAR
    )


def _deictic(tokens: Sequence[Token]) -> list[Token]:
    """Return the time units that a pointing word stands beside («that week»), with what points."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        beside = [t for t in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]) if _POINTING & set(t.glosses[:2])]
        if is_time_unit(token) and beside:
            found += [token, *beside[:1]]
    return found


def _is_time(token: Token) -> bool:
    return is_year(token) or is_time_unit(token) or means(token, "elsewhen") or token.key in month_names()


def _phrase(before: Sequence[Token], own: Sequence[Token]) -> list[Token]:
    """Return what stands behind the preposition that a follow-up begins with: «for bribes», then «for violations»."""
    at = next((i for i, t in enumerate(own) if t.pos != "f" or _is_preposition(t)), None)
    if at is None or not _is_preposition(own[at]):
        return []
    mine = _object(own, at)
    if not mine or any(t.kind != "word" or t.pos != "n" for t in mine[-1:]):
        return []
    for place in range(len(before) - 1, -1, -1):
        other = _object(before, place) if before[place].key == own[at].key else []
        if other and all(t.kind == "word" for t in other) and other[-1].pos == "n":
            return other
    return []


def _is_preposition(token: Token) -> bool:
    return token.pos == "f" and not _PREPOSITIONS.isdisjoint(token.glosses[:2])


def _object(tokens: Sequence[Token], at: int) -> list[Token]:
    """Return the content words behind a preposition, up to the next one or a verb."""
    found: list[Token] = []
    for token in tokens[at + 1 :]:
        if _is_preposition(token) or token.pos == "v":
            break
        if token.pos != "f":
            found.append(token)
    return found


def _stand_alike(one: Token, other: Token, own: Sequence[Token], before: Sequence[Token]) -> bool:
    """Tell whether two names may be in each other's place: «in Saxony» is not where «at Lindenau» is."""
    first, second = _beside(one, own), _beside(other, before)
    return one.kind != "name" or first is None or second is None or bool(set(first.glosses) & set(second.glosses))


def _beside(token: Token, tokens: Sequence[Token]) -> Token | None:
    """Return the preposition right before a token."""
    ahead = [t for t in tokens if t.end <= token.start]
    while ahead and ahead[-1].pos == "f" and not _is_preposition(ahead[-1]):
        ahead.pop()
    return ahead[-1] if ahead and _is_preposition(ahead[-1]) else None


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
