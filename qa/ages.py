"""Ages that no word tells: «Marjorie Askew, 79, who …», «Rosi Huber (58)», «রহিমা বেগম (৪৫)»."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from qa.signs import is_person
from qa.units import AGE, Quantity
from vectorstore.lexicon import listed_name
from vectorstore.reading import tokens_of
from vectorstore.tokenizer import Token

_ASIDE = regex.compile(r"(?<=[\p{L}\p{M}”\"’»] ?)\((\p{Nd}{2,3})\)")
_BETWEEN_COMMAS = regex.compile(r"(?<=\p{Lu}[\p{L}\p{M}.'’-]* \p{Lu}[\p{L}\p{M}'’-]+), (\p{Nd}{2,3}),")
"""Behind two words with a capital: a name and a family name."""

_SAID = regex.compile(
    r"(?<=\p{Lu}[\p{L}\p{M}.'’-]* \p{Lu}[\p{L}\p{M}'’-]+),? (?:is|was|turned|ist|war|wird|wurde) "
    r"(?:now |jetzt )?(\p{Nd}{2,3})(?=[.,;]| (?:and|und|years|when|als)(?!\p{L}))"
)
"""«Hanno Velik is 82 and still runs»."""

_OF_GROUP = regex.compile(
    r"(?<!\p{L})(?:over|under|above|below|aged|older than|younger than|über|unter|ab|älter als|jünger als) "
    r"(\p{Nd}{1,3})(?![\p{L}\p{M}\p{Nd}%]|[.,:]\p{Nd}| ?[%€$£])"
)
"""«Children under 12 got in free», «Senioren ab 65»: who they are stands before, and nothing that is counted behind."""

_OF_GROUP_SAID = regex.compile(
    r"(\p{Nd}{1,3}) से (?:अधिक|ज़्यादा|ज्यादा|कम|ऊपर)(?: की)? (?:उम्र|आयु)|(\p{Nd}{1,3})[- ]?(?:ঊর্ধ্ব|উর্ধ্ব|ঊর্ধ)"
)

_YOUNGEST, _OLDEST = 10, 110

_WHO = frozenset({"those", "everyone", "everybody", "anyone", "anybody", "wer", "alle", "jeder", "diejenigen"})

_NAMED_BY = 2
"""Words before an age that are looked at: a name and a family name."""


def with_ages(text: str, language: str, figures: Sequence[Quantity]) -> list[Quantity]:
    """Return figures, those as ages that stand so behind a person's name: «Dhaka (16)» is so many cases there."""
    places = {found.start(1) for pattern in (_ASIDE, _BETWEEN_COMMAS, _SAID) for found in pattern.finditer(text)}
    groups = {found.start(1): found.start() for found in _OF_GROUP.finditer(text)}
    said = {found.start(found.lastindex or 0) for found in _OF_GROUP_SAID.finditer(text)}

    def is_age(one: Quantity) -> bool:
        if one.unit is not None or one.kind not in ("count", "date") or one.value > _OLDEST:
            return False
        if one.start in said:
            return True
        if one.start in groups:
            return _is_of_group(text, language, groups[one.start], one.number_end)
        is_told = one.kind == "count" and one.start in places and one.value >= _YOUNGEST
        return is_told and _is_behind_person(text, language, one.start)

    return [replace(one, unit=AGE, kind="duration") if is_age(one) else one for one in figures]


def _is_of_group(text: str, language: str, start: int, end: int) -> bool:
    """Tell whether who they are stands right before ``start``, and nothing that is counted right behind ``end``."""
    tokens = tokens_of(text, language)
    before = next((token for token in reversed(tokens) if token.end <= start), None)
    behind = next((token for token in tokens if token.start >= end), None)
    is_who = before is not None and not text[before.end : start].strip() and (is_person(before) or before.key in _WHO)
    return is_who and (behind is None or behind.pos not in "nax" or bool(text[end : behind.start].strip()))


def _is_behind_person(text: str, language: str, start: int) -> bool:
    ahead = [token for token in tokens_of(text, language) if token.end < start][-_NAMED_BY:]
    kinds = {_kind(token) for token in ahead}
    return len(ahead) == _NAMED_BY and "person" in kinds and "other" not in kinds


def _kind(token: Token) -> str:
    """Return ``person`` for what may be a person's name, ``word`` for what may be a part of one, else ``other``."""
    listed = listed_name(token.glosses)
    if token.kind == "number" or (listed is not None and not listed.kind.startswith("person")):
        return "other"
    return "person" if token.kind == "name" else "word"
