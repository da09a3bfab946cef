"""The pivot lexicon: word forms of every supported language with their English glosses.

Files under ``lexicon/`` (one a language, and a gazetteer of names in all scripts) are plain tables that a native
speaker can correct; ``docs/lexicon.md`` tells how.
"""

import gc
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, NamedTuple

import regex

from vectorstore.words import fold, fold_lines, words

LANGUAGES = ("en", "de", "hi", "bn", "ar", "vi")
"""The supported languages, English first: it is the pivot."""

_MAX_PARTS = 4
_SURE_NAME = 5
_SURE_VERB = 4
_LONG_NOUN = 6
"""Letters of a listed noun from which it ends no name by chance; behind three letters, one more."""

_LONG_BEFORE = 4

_LINKED_BY_S = ("ung", "heit", "keit", "schaft", "ion", "tät", "tum", "ling")
"""German endings whose nouns always take an s before the next part."""

_PLAIN = regex.compile(r"\p{L}[\p{L}\p{M}]*(?: \p{L}[\p{L}\p{M}]*)*")


class Entry(NamedTuple):
    """What the lexicon says of a form: part of speech and English glosses, likeliest first.

    ``pos`` is one of n(oun) v(erb) a(djective) r (adverb) p (name) f(unction word) d (number) x (other).
    """

    pos: str
    glosses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affixes:
    """What may be taken off a word of one language, folded; see ``lexicon/affixes.toml``."""

    prefixes: tuple[str, ...]
    suffixes: tuple[tuple[str, str], ...]
    linkers: tuple[str, ...]
    shortest: int
    genitives: tuple[str, ...] = ()
    fronts: tuple[tuple[str, str], ...] = ()
    verb_letters: tuple[tuple[str, int, str, str], ...] = ()
    umlauts: tuple[tuple[str, str], ...] = ()
    plurals: tuple[str, ...] = ()
    dropped: str = ""
    late: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    particles: frozenset[str] = frozenset()
    behind_names: frozenset[str] = frozenset()
    firsts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lasts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nouns_are_capital: bool = False


class Lexicon:
    """The entries of one language, found by folded form, several words joined by a space.

    ``capitals`` holds what a form means as a noun where it is listed with a capital, behind the line of the word that
    is written the same without one: Waren are goods, waren were.
    """

    def __init__(self, language: str, rows: Iterable[tuple[str, Entry]], affixes: Affixes) -> None:
        self.language = language
        self.affixes = affixes
        self.entries: dict[str, Entry] = {}
        self.capitals: dict[str, Entry] = {}
        self.longest: dict[str, int] = {}
        self.seconds: dict[str, set[str]] = {}
        self._beginnings: set[str] = set()
        self._endings = tuple(ending for ending, _ in affixes.suffixes)
        self._analysed: dict[str, tuple[Entry, ...]] = {}
        listed = list(rows)
        for key, (form, entry) in zip(_keys([form for form, _ in listed]), listed, strict=True):
            if affixes.nouns_are_capital and key in self.entries and entry.pos == "n" and form.istitle():
                self.capitals[key] = entry
            else:
                self._add(key, entry)

    def _add(self, key: str, entry: Entry) -> None:
        known = self.entries.get(key)
        if known is not None:
            entry = Entry(known.pos, tuple(islice(dict.fromkeys((*known.glosses, *entry.glosses)), 3)))
        self.entries[key] = entry
        if " " in key:
            parts = key.split(" ")
            self.longest[parts[0]] = max(self.longest.get(parts[0], 1), len(parts))
            self.seconds.setdefault(parts[0], set()).add(parts[1])
            self._beginnings.add(" ".join(parts[:-1]))

    def lookup(self, key: str) -> Entry | None:
        """Return the entry of a folded form, or None."""
        return self.entries.get(key)

    def lookup_inflected(self, keys: Sequence[str]) -> Entry | None:
        """Return the entry of several folded words whose first bears a prefix or whose last an ending («ডাক লাকের»)."""
        entry = self.entries.get(" ".join(keys))
        if entry is not None:
            return entry
        beginning = " ".join(keys[:-1])
        for last in self.without_ending(keys[-1]) if beginning in self._beginnings else ():
            entry = self.entries.get(f"{beginning} {last}")
            if entry is not None:
                return entry
        for first in self.without_prefix(keys[0]):
            entry = self.entries.get(" ".join((first, *keys[1:])))
            if entry is not None:
                return entry
        return None

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

    def analyse(self, key: str) -> tuple[Entry, ...]:
        """Return the entries a folded word is made of: itself, its stem, or the parts of a compound; () if unknown."""
        found = self._analysed.get(key)
        if found is None:
            found = self._analyse(key)
            if len(self._analysed) < 200_000:
                self._analysed[key] = found
        return found

    def verb_with(self, particle: str, key: str) -> Entry | None:
        """Return the verb that a folded form is together with a particle that stands apart («schloss … aus»)."""
        forms = (key, *self.without_ending(key))  # «gaben … aus» is no form of the noun «Ausgaben»
        found = [entries[0] for form in forms if len(entries := self.analyse(particle + form)) == 1]
        verb = next((entry for entry in found if entry.pos == "v"), None)
        if verb is None and found and found[0].pos == "n" and self.analyse(key)[0].pos == "v":
            return Entry("v", found[0].glosses)  # «stieg … an» means what «Anstieg» does
        return verb

    def _analyse(self, key: str) -> tuple[Entry, ...]:
        entry = self.entries.get(key) or self._stem(key)
        if entry is not None:
            return (entry,)
        parts = self._compound(key, _MAX_PARTS) if len(self.affixes.linkers) > 1 else self._with_tail(key)
        return tuple(parts or ())

    def _with_tail(self, key: str) -> list[Entry] | None:
        """Cut a word before one of the listed nouns that are written on to others: ভোটকক্ষ, ত্রাণশিবিরে."""
        for stem in (key, *self.without_ending(key)) if self.affixes.tails else ():
            for tail in self.affixes.tails:
                head = self.entries.get(stem.removesuffix(tail)) if stem.endswith(tail) else None
                if head is not None and head.pos in "na" and len(stem) - len(tail) >= self.affixes.shortest - 1:
                    found = self.entries.get(tail)
                    return [head, found] if found is not None and found.pos != "f" else [head]
        return None

    def _stem(self, key: str) -> Entry | None:
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

    def _compound(self, key: str, most: int) -> list[Entry] | None:
        """Cut a compound into listed parts, the longest first part first (Donaudampfschiff...)."""
        shortest = self.affixes.shortest
        for cut in range(len(key) - shortest, shortest - 1, -1):
            head = self._part(key[:cut])
            if head is None or self._begins_with_s(key, cut):
                continue
            rest = key[cut:]
            tail = self._last(rest) or self.capitals.get(rest) or self.entries.get(rest) or self._stem(rest)
            is_chance = tail is not None and tail.pos == "p" and rest not in self.entries  # «come-Andi-end», «bus-Ines»
            long_enough = tail is not None and (len(rest) > shortest + (tail.pos == "p") or rest in self.affixes.lasts)
            if tail is not None and tail.pos not in "fxd" and long_enough and not is_chance:
                return [head, tail]
            if most > 2 and len(rest) >= 2 * shortest and (tails := self._compound(rest, most - 1)):
                return [head, *tails]
        return None

    def behind_name(self, key: str) -> tuple[str, Entry] | None:
        """Cut a folded compound that is not listed before the longest listed noun: Mutten-gletscher, Spreng-anlage.

        Short nouns end many names by chance, and count only if they are among ``Affixes.behind_names``.
        """
        for cut in range(_LONG_BEFORE - 1, len(key) - self.affixes.shortest + 1) if self.affixes.behind_names else ():
            long = _LONG_NOUN + (cut < _LONG_BEFORE)
            for noun in (key[cut:], *self.without_ending(key[cut:])):
                is_sure = len(noun) >= long or (cut >= _LONG_BEFORE and noun in self.affixes.behind_names)
                entry = (self._last(noun) or self.entries.get(noun)) if is_sure else None
                if entry is not None and entry.pos == "n" and key[:cut] not in self.entries:
                    return key[:cut], entry
        return None

    def _begins_with_s(self, key: str, cut: int) -> bool:
        """Tell whether the s before a cut is no linker but begins a noun: Garten-straße, not Gartens-trasse."""
        head, rest = key[: cut - 1], key[cut - 1 :]
        if not rest.startswith(("st", "sp")) or key[:cut] in self.entries or head.endswith(_LINKED_BY_S):
            return False
        noun = self.entries.get(rest) or self._stem(rest)
        return noun is not None and noun.pos == "n" and self._part(head) is not None

    def _last(self, rest: str) -> Entry | None:
        """Return what a noun means as the last part of a compound, where that is not what it means alone."""
        for form in (rest, *self.without_ending(rest)) if self.affixes.lasts else ():
            if form in self.affixes.lasts:
                return Entry("n", self.affixes.lasts[form])
        return None

    def _part(self, piece: str) -> Entry | None:
        if piece in self.affixes.firsts:
            return Entry("n", self.affixes.firsts[piece])
        for linker in self.affixes.linkers:
            stem = piece[: len(piece) - len(linker)] if piece.endswith(linker) else ""
            is_long = len(stem) > self.affixes.shortest - (not linker)
            entry = (self.capitals.get(stem) or self.entries.get(stem)) if is_long else None
            if entry is not None and entry.pos not in "fx":
                return entry
        return self._shortened(piece)

    def _shortened(self, piece: str) -> Entry | None:
        """Return the noun that lost its ending as a part: Kirche, Kirchturm, not nicht, which is a word of its own."""
        if not self.affixes.dropped or piece in self.entries or len(piece) <= self.affixes.shortest:
            return None
        entry = self.entries.get(piece + self.affixes.dropped)
        return entry if entry is not None and entry.pos == "n" else None


def _cut(key: str, prefixes: Sequence[str], shortest: int) -> list[str]:
    """Return what is left of a word without each prefix that it has, the least cut first."""
    fit = [prefix for prefix in prefixes if key.startswith(prefix) and len(key) - len(prefix) >= shortest]
    return [key[len(prefix) :] for prefix in sorted(fit, key=len)]


def _keys(forms: Sequence[str]) -> list[str]:
    """Return the folded words of each form, joined by blanks: those that hold nothing else are folded all at once."""
    folded = fold_lines(forms)
    plain = _PLAIN.fullmatch
    return [key if form.isalpha() or plain(form) else _key(form) for form, key in zip(forms, folded, strict=True)]


def _key(form: str) -> str:
    parts = [fold(word.text) for word in words(form)]
    if len(parts) > 1:
        parts = [part.removesuffix("'s") for part in parts]  # as the tokenizer reads a possessive
    return " ".join(parts)


class Name(NamedTuple):
    """A name of the gazetteer: what it names (country, city, body, …) and its usual spelling by language."""

    kind: str
    spellings: dict[str, str]


@cache
def gazetteer() -> Mapping[str, Name]:
    """Return the names that all languages share, by the gloss under which their tokens stand; cached."""
    header, *rows = _gazetteer_lines()
    place, kind = [(language, header.index(language)) for language in LANGUAGES], header.index("kind")
    found: dict[str, Name] = {}
    with collecting_nothing():
        for row in rows:
            if row[kind] != "person-behind":
                spellings = {language: row[column].partition("|")[0] for language, column in place if row[column]}
                found.setdefault(spellings["en"], Name(row[kind], spellings))
    return found


def listed_name(glosses: Sequence[str]) -> Name | None:
    """Return the name of the gazetteer that is the likeliest of some glosses, None where there is none."""
    return gazetteer().get(glosses[0]) if glosses else None


def is_person_syllable(gloss: str) -> bool:
    """Tell whether a gloss only spells a syllable of persons' names: «Loan» is no loan, «Minh» means nothing."""
    name = gazetteer().get(gloss)
    return name is not None and name.kind == "person-syllable"


@cache
def load_lexicon(language: str) -> Lexicon:
    """Load the lexicon of a supported language from the package's files; cached.

    :raises KeyError: if the language is not one of `LANGUAGES`.
    """
    with collecting_nothing():
        return Lexicon(language, _rows(language), _affixes()[language])


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Keep the collector from going through a table again and again while it grows: nothing of it is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def is_genitive(key: str, language: str) -> bool:
    """Tell whether a folded word ends as a genitive does, so that what it belongs to is still to come."""
    affixes = _affixes().get(language)
    return affixes is not None and bool(affixes.genitives) and key.endswith(affixes.genitives)


def _rows(language: str) -> Iterator[tuple[str, Entry]]:
    folder = files("vectorstore") / "lexicon"
    table = folder / f"{language}.tsv"
    if table.is_file():
        yield from parse_rows(table.read_text("utf-8").splitlines())
    yield from _names_in(_gazetteer_lines(), language)


def parse_rows(lines: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    """Read lines ``form<TAB>pos<TAB>gloss|gloss``; ``#`` starts a comment line."""
    for line in lines:
        if line and not line.startswith("#"):
            form, _, meaning = line.partition("\t")
            yield form, _entry(meaning)


@cache
def _entry(meaning: str) -> Entry:
    """Return the entry ``pos<TAB>gloss|gloss``; more than half of the forms mean what another does, and share it."""
    pos, glosses = meaning.split("\t")
    return Entry(pos, tuple(glosses.split("|")))


def gazetteer_rows(lines: Iterable[str], language: str) -> Iterator[tuple[str, Entry]]:
    """Read the column of one language from the gazetteer, whose first line names its columns; ``|`` parts spellings."""
    yield from _names_in([line.split("\t") for line in lines if line and not line.startswith("#")], language)


def _names_in(rows: Sequence[Sequence[str]], language: str) -> Iterator[tuple[str, Entry]]:
    header = rows[0] if rows else ()
    if language not in header:
        return
    column, english, kind = header.index(language), header.index("en"), header.index("kind")
    for row in rows[1:]:
        if not row[column]:
            continue
        if row[kind] == "person-syllable" and language in ("en", "de"):
            continue  # Son, Long, Do: an unlisted name meets its like by sound, an ordinary word must stay one
        if row[kind] == "person-behind":
            continue  # an ordinary word, a name only behind a family name: see `vectorstore.persons`
        entry = _entry(f"p\t{row[english].partition('|')[0]}")
        for form in row[column].split("|"):
            yield form, entry


@cache
def _gazetteer_lines() -> list[list[str]]:
    text = (files("vectorstore") / "lexicon" / "gazetteer.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _affixes() -> Mapping[str, Affixes]:
    tables = tomllib.loads((files("vectorstore") / "lexicon" / "affixes.toml").read_text("utf-8"))
    return {
        language: Affixes(
            prefixes=tuple(fold(p) for p in table["prefixes"]),
            suffixes=tuple((fold(ending), fold(instead)) for ending, instead in table["suffixes"]),
            linkers=tuple(fold(linker) for linker in table["linkers"]),
            shortest=table["shortest"],
            genitives=tuple(fold(ending) for ending in table.get("genitives", ())),
            fronts=_fronts(table),
            verb_letters=tuple(
                (fold(firsts), place, fold(letter), fold(listed))
                for firsts, place, letter, listed in table.get("verb_letters", ())
            ),
            umlauts=tuple((fold(vowel), fold(plain)) for vowel, plain in table.get("umlauts", ())),
            plurals=tuple(fold(ending) for ending in table.get("plurals", ())),
            dropped=fold(table.get("dropped", "")),
            late=tuple(fold(p) for p in table.get("late", ())),
            tails=tuple(fold(tail) for tail in table.get("tails", ())),
            particles=frozenset(fold(p) for p in table.get("particles", ())),
            behind_names=frozenset(fold(noun) for noun in table.get("behind_names", ())),
            firsts={fold(part): tuple(glosses) for part, glosses in table.get("firsts", {}).items()},
            lasts={fold(part): tuple(glosses) for part, glosses in table.get("lasts", {}).items()},
            nouns_are_capital=table.get("nouns_are_capital", False),
        )
        for language, table in tables.items()
    }


def _fronts(table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a verb's form may start with, and what the listed one starts with instead: (abge, ab), (ن, ي)."""
    verb = [(fold(mark), "") for mark in table.get("participles", ())]
    parted = [(fold(p + mark), fold(p)) for p in table.get("particles", ()) for mark in table.get("infixes", ())]
    persons = [(fold(one), fold(listed)) for one, listed in table.get("persons", ())]
    return (*parted, *verb, *persons)
