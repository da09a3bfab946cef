"""What the lexicon says of a form."""

from typing import NamedTuple


class Entry(NamedTuple):
    """What the lexicon says of a form: part of speech and English glosses, likeliest first.

    ``pos`` is one of n(oun) v(erb) a(djective) r (adverb) p (name) f(unction word) d (number) x (other).
    """

    pos: str
    glosses: tuple[str, ...]
