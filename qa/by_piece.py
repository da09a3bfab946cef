"""Words that say of how much something is told: «per unit», «a kilo», «je Stunde»."""

from collections.abc import Sequence

from qa.signs import means
from qa.units import unit_names, units
from vectorstore.tokenizer import Token

_PIECES = frozenset({"a", "the", "for"})
"""Glosses of small words before the unit of a price: «fürs Kilo», «a kilo»."""

_LANGUAGES = ("de", "en")
"""Languages that ask so for a price with a word for «what»."""

_PAIR = 2


def is_rate_word(token: Token) -> bool:
    """Tell whether what follows a word says what a rate is of: «per kilo», «mỗi năm»."""
    is_said = token.pos == "r" and token.glosses[:1] == ("per",)  # «je»
    return is_said or (token.pos in "fd" and any(gloss in ("per", "each", "every", "pro") for gloss in token.glosses))


def is_paid_by_piece(tokens: Sequence[Token], language: str) -> bool:
    """Tell whether «what» asks for a price: «what are they paid | an hour», «was haben sie fürs Kilo gekriegt»."""
    if language not in _LANGUAGES:
        return False
    pays = any(means(t, "sum") and not means(t, "piece") for t in tokens if t.pos == "v" or t.key == "charge")
    return pays and any(_is_by_piece(tokens[at : at + _PAIR + 1], language) for at in range(len(tokens)))


def _is_by_piece(tokens: Sequence[Token], language: str) -> bool:
    """Tell whether some words begin with how much something is told of: «per unit», «a kilo», not «a year later»."""
    if len(tokens) < _PAIR or tokens[1].pos not in "nx":
        return False
    unit = unit_names().get(tokens[1].key)
    if is_rate_word(tokens[0]) and (unit is not None or "per" in tokens[0].glosses):
        return True
    if unit is None or tokens[0].pos != "f":
        return False
    if units()[unit].kind != "duration":
        return not _PIECES.isdisjoint(tokens[0].glosses[:1])
    return language == "en" and tokens[0].key in ("a", "an") and not any(means(t, "elsewhen") for t in tokens[_PAIR:])
