"""Forms that are not listed, read as the listed word that they are forms of: its cases, persons and plurals."""

from collections.abc import Iterator, Mapping, Sequence

from vectorstore.affixes import Affixes
from vectorstore.lexicon_entry import Entry

_SURE_NAME = 5
_SURE_VERB = 4


class Inflection:
    """Finds the listed word of an inflected one; all words are folded."""

    def __init__(self, entries: Mapping[str, Entry], affixes: Affixes) -> None:
        self.entries = entries
        self.affixes = affixes
        self._endings = tuple(ending for ending, _ in affixes.suffixes)

    def without_prefix(self, key: str) -> Iterator[str]:
        """Yield what is left of a folded word without each prefix that it has."""
        yield from _cut(key, (*self.affixes.prefixes, *self.affixes.late), self.affixes.shortest)

    def without_ending(self, key: str) -> Iterator[str]:
        """Yield what may stand in the lexicon for a folded word with an ending."""
        if not key.endswith(self._endings):
            return
        for ending, instead in self.affixes.suffixes:
            if key.endswith(ending) and len(key) - len(ending) >= self.affixes.shortest - bool(instead):
                yield key[: len(key) - len(ending)] + instead

    def stem(self, key: str) -> Entry | None:
        """Return the entry of the least cut stem; a name only where no other word fits (فدانا is no Dana).

        A long name that one cut lays bare is no chance, whatever a further cut would find: بليبيا is Libya, not Libyan.
        """
        name: Entry | None = None
        for sure, stems in ((_SURE_NAME, self._cut_once(key)), (len(key), self._cut_twice(key))):
            for stem in stems:
                entry = self.entries.get(stem)
                if entry is not None and entry.pos == "p" and len(stem) < sure:
                    name = name or entry
                elif entry is not None and entry.pos != "f":
                    return entry
        return self._verb(key) or self._by_letter(key) or self._plural(key) or name

    def _verb(self, key: str) -> Entry | None:
        """Return the verb of a participle, an infinitive with «zu» or another person: gebastelt, abzulehnen, ننتظر."""
        for front, instead in self.affixes.fronts:
            if not key.startswith(front):
                continue
            rest = key[len(front) :]
            for end in (rest, *self.without_ending(rest)):
                entry = self.entries.get(instead + end)
                if entry is not None and entry.pos == "v":
                    return entry
        return None

    def _by_letter(self, key: str) -> Entry | None:
        """Return the verb whose listed form differs by a letter: عالج for عولج, يستفيد for يستفاد, يحمل for يحملن."""
        for stem in (key, *self._cut_once(key), *self._cut_twice(key)) if self.affixes.verb_letters else ():
            for firsts, place, letter, listed in self.affixes.verb_letters:
                if len(stem) < _SURE_VERB or stem[place] != letter or (firsts and stem[0] not in firsts):
                    continue
                at = place % len(stem)
                verb = stem[:at] + listed + stem[at + 1 :]
                entry = self.entries.get(verb) if len(verb) >= _SURE_VERB else None
                if entry is not None and entry.pos == "v":
                    return entry
        return None

    def _plural(self, key: str) -> Entry | None:
        """Return the noun of a form that differs by its vowel too: Verbände, Zusammenschlüssen."""
        for vowel, plain in self.affixes.umlauts:
            before, found, behind = key.rpartition(vowel)
            for ending in self.affixes.plurals if found else ():
                stem = behind.removesuffix(ending)
                entry = self.entries.get(before + plain + stem) if behind.endswith(ending) and stem else None
                if entry is not None and entry.pos == "n":
                    return entry
        return None

    def _cut_once(self, key: str) -> Iterator[str]:
        """Yield what is left of a word without a prefix, the least cut first, an ending, or a late prefix."""
        yield from _cut(key, self.affixes.prefixes, self.affixes.shortest)
        yield from self.without_ending(key)
        yield from _cut(key, self.affixes.late, self.affixes.shortest)

    def _cut_twice(self, key: str) -> Iterator[str]:
        for prefixes in (self.affixes.prefixes, self.affixes.late):
            for bare in _cut(key, prefixes, self.affixes.shortest):
                yield from self.without_ending(bare)


def _cut(key: str, prefixes: Sequence[str], shortest: int) -> list[str]:
    """Return what is left of a word without each prefix that it has, the least cut first."""
    fit = [prefix for prefix in prefixes if key.startswith(prefix) and len(key) - len(prefix) >= shortest]
    return [key[len(prefix) :] for prefix in sorted(fit, key=len)]
