"""Ages that no word tells: «Marjorie Askew, 79, who …», «Rosi Huber (58)», «রহিমা বেগম (৪৫)»."""

from collections.abc import Sequence
from dataclasses import replace

import regex

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

_YOUNGEST, _OLDEST = 10, 110

_NAMED_BY = 2
"""Words before an age that are looked at: a name and a family name."""


def with_ages(text: str, language: str, figures: Sequence[Quantity]) -> list[Quantity]:
    """Return figures, those as ages that stand so behind a person's name: «Dhaka (16)» is so many cases there."""
    places = {found.start(1) for pattern in (_ASIDE, _BETWEEN_COMMAS, _SAID) for found in pattern.finditer(text)}
    return [
        replace(one, unit=AGE, kind="duration")
        if one.start in places and _is_bare(one) and _is_behind_person(text, language, one.start)
        else one
        for one in figures
    ]


def _is_bare(figure: Quantity) -> bool:
    return figure.kind == "count" and figure.unit is None and _YOUNGEST <= figure.value <= _OLDEST


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
