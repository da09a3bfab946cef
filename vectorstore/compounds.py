"""Words that are written as one, taken apart: Genossenschafts-mitglied, Mutten-gletscher, ভোট-কক্ষ."""

from collections.abc import Mapping

from vectorstore.inflection import Inflection
from vectorstore.lexicon_entry import Entry

_MAX_PARTS = 4
_LONG_NOUN = 6
"""Letters of a listed noun from which it ends no name by chance; behind three letters, one more."""

_LONG_BEFORE = 4

_LINKED_BY_S = ("ung", "heit", "keit", "schaft", "ion", "tät", "tum", "ling")
"""German endings whose nouns always take an s before the next part."""


class Compounds:
    """Takes apart the compounds of one language; ``capitals`` are its nouns that mean more with a capital."""

    def __init__(self, capitals: Mapping[str, Entry], inflection: Inflection) -> None:
        self._entries, self._affixes = inflection.entries, inflection.affixes
        self._capitals = capitals
        self._stem, self._without_ending = inflection.stem, inflection.without_ending

    def behind_name(self, key: str) -> tuple[str, Entry] | None:
        """Cut a folded compound that is not listed before the longest listed noun: Mutten-gletscher, Spreng-anlage.

        Short nouns end many names by chance, and count only if they are among ``Affixes.behind_names``.
        """
        for cut in range(_LONG_BEFORE - 1, len(key) - self._affixes.shortest + 1) if self._affixes.behind_names else ():
            long = _LONG_NOUN + (cut < _LONG_BEFORE)
            for noun in (key[cut:], *self._without_ending(key[cut:])):
                is_sure = len(noun) >= long or (cut >= _LONG_BEFORE and noun in self._affixes.behind_names)
                entry = (self._last(noun) or self._entries.get(noun)) if is_sure else None
                if entry is not None and entry.pos == "n" and key[:cut] not in self._entries:
                    return key[:cut], entry
        return None

    def parts(self, key: str) -> list[Entry] | None:
        """Cut a folded word into its parts, None where it has none: a compound, or a noun written on to another."""
        return self._compound(key, _MAX_PARTS) if len(self._affixes.linkers) > 1 else self._with_tail(key)

    def _with_tail(self, key: str) -> list[Entry] | None:
        """Cut a word before one of the listed nouns that are written on to others: ভোটকক্ষ, ত্রাণশিবিরে."""
        for stem in (key, *self._without_ending(key)) if self._affixes.tails else ():
            for tail in self._affixes.tails:
                head = self._entries.get(stem.removesuffix(tail)) if stem.endswith(tail) else None
                if head is not None and head.pos in "na" and len(stem) - len(tail) >= self._affixes.shortest - 1:
                    found = self._entries.get(tail)
                    return [head, found] if found is not None and found.pos != "f" else [head]
        return None

    def _compound(self, key: str, most: int) -> list[Entry] | None:
        """Cut a compound into listed parts, the longest first part first (Donaudampfschiff...)."""
        shortest = self._affixes.shortest
        for cut in range(len(key) - shortest, shortest - 1, -1):
            head = self._part(key[:cut])
            if head is None or self._begins_with_s(key, cut):
                continue
            rest = key[cut:]
            tail = self._last(rest) or self._capitals.get(rest) or self._entries.get(rest) or self._stem(rest)
            # «come-Andi-end», «bus-Ines»
            is_chance = tail is not None and tail.pos == "p" and rest not in self._entries
            long_enough = tail is not None and (len(rest) > shortest + (tail.pos == "p") or rest in self._affixes.lasts)
            if tail is not None and tail.pos not in "fxd" and long_enough and not is_chance:
                return [head, tail]
            if most > 2 and len(rest) >= 2 * shortest and (tails := self._compound(rest, most - 1)):
                return [head, *tails]
        return None

    def _begins_with_s(self, key: str, cut: int) -> bool:
        """Tell whether the s before a cut is no linker but begins a noun: Garten-straße, not Gartens-trasse."""
        head, rest = key[: cut - 1], key[cut - 1 :]
        if not rest.startswith(("st", "sp")) or key[:cut] in self._entries or head.endswith(_LINKED_BY_S):
            return False
        noun = self._entries.get(rest) or self._stem(rest)
        return noun is not None and noun.pos == "n" and self._part(head) is not None

    def _last(self, rest: str) -> Entry | None:
        """Return what a noun means as the last part of a compound, where that is not what it means alone."""
        for form in (rest, *self._without_ending(rest)) if self._affixes.lasts else ():
            if form in self._affixes.lasts:
                return Entry("n", self._affixes.lasts[form])
        return None

    def _part(self, piece: str) -> Entry | None:
        if piece in self._affixes.firsts:
            return Entry("n", self._affixes.firsts[piece])
        for linker in self._affixes.linkers:
            stem = piece[: len(piece) - len(linker)] if piece.endswith(linker) else ""
            is_long = len(stem) > self._affixes.shortest - (not linker)
            entry = (self._capitals.get(stem) or self._entries.get(stem)) if is_long else None
            if entry is not None and entry.pos not in "fx":
                return entry
        return self._shortened(piece)

    def _shortened(self, piece: str) -> Entry | None:
        """Return the noun that lost its ending as a part: Kirche, Kirchturm, not nicht, which is a word of its own."""
        if not self._affixes.dropped or piece in self._entries or len(piece) <= self._affixes.shortest:
            return None
        entry = self._entries.get(piece + self._affixes.dropped)
        return entry if entry is not None and entry.pos == "n" else None
