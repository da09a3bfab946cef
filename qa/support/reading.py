"""A text of the check, read once: its figures, dates and tokens."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache

from qa.carried_over import in_currency_before
from qa.quantities import quantities
from qa.support.dates import WrittenDate, written_dates
from qa.units import Quantity
from vectorstore.english import gloss_stems
from vectorstore.tokenizer import Token, tokenizer


class Reading:
    """A claim or a cited sentence with what the check compares; each part is read when it is first asked for."""

    def __init__(self, text: str, language: str, before: str = "") -> None:
        self.text, self.language, self._before = text, language, before

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, names and numbers in order."""
        return tuple(tokenizer(self.language).tokens(self.text))

    @cached_property
    def dates(self) -> tuple[WrittenDate, ...]:
        """The dates that name a day or a month, full or partial."""
        return tuple(written_dates(self.text, self.language))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures, those of `dates` included."""
        found = tuple(quantities(self.text, self.language))
        if not self._before:
            return found
        return in_currency_before([self._before], self.language, self.text, self.tokens, found)

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """The figures that are no part of a date; of the days «4 to 7 June» the first, since the date has the other."""
        bare = (q for q in self.quantities if not self.is_dated(q.number_start))
        return tuple(
            replace(q, upper=None, kind="date") if q.upper is not None and self.is_dated(q.number_end - 1) else q
            for q in bare
        )

    @cached_property
    def stems(self) -> Mapping[str, tuple[int, ...]]:
        """For every English stem of a gloss, the tokens that have it."""
        found: dict[str, tuple[int, ...]] = {}
        for position, token in enumerate(self.tokens):
            for gloss in token.glosses:
                for stem in gloss_stems(gloss.lower()):
                    found[stem] = (*found.get(stem, ()), position)
        return found

    @cached_property
    def positions(self) -> Mapping[str, tuple[int, ...]]:
        """For every folded word or name, the tokens that it is."""
        found: dict[str, tuple[int, ...]] = {}
        for position, token in enumerate(self.tokens):
            found[token.key] = (*found.get(token.key, ()), position)
        return found

    def is_dated(self, at: int) -> bool:
        """Tell whether a position is inside a date that is one for sure."""
        return any(date.is_sure and date.start <= at < date.end for date in self.dates)

    def surface(self, token: Token) -> str:
        """Return a token as the text writes it."""
        return self.text[token.start : token.end]


@lru_cache(maxsize=512)
def reading_of(text: str, language: str, before: str = "") -> Reading:
    """Return the reading of a text, its sums in the currency of the one before; the same are cited again and again."""
    return Reading(text, language, before)
