"""The pivot lexicon: word forms of every supported language with their English glosses.

Files under ``lexicon/`` (one a language, and a gazetteer of names in all scripts) are plain tables that a native
speaker can correct; ``docs/lexicon.md`` tells how.
"""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

import regex

from vectorstore.affixes import Affixes, load_affixes
from vectorstore.compounds import Compounds
from vectorstore.inflection import Inflection
from vectorstore.lexicon_entry import Entry
from vectorstore.words import fold, fold_lines, words

LANGUAGES = ("en", "de", "hi", "bn", "ar", "vi")
"""The supported languages, English first: it is the pivot."""

_PLAIN = regex.compile(r"\p{L}[\p{L}\p{M}]*(?: \p{L}[\p{L}\p{M}]*)*")


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
        self._inflection = Inflection(self.entries, affixes)
        self._compounds = Compounds(self.capitals, self._inflection)
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
        return self._inflection.without_prefix(key)

    def without_ending(self, key: str) -> Iterator[str]:
        """Yield what may stand in the lexicon for a folded word with an ending."""
        return self._inflection.without_ending(key)

    def behind_name(self, key: str) -> tuple[str, Entry] | None:
        """Cut a folded compound that is not listed before the noun that ends it; see `Compounds.behind_name`."""
        return self._compounds.behind_name(key)

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
        entry = self.entries.get(key) or self._inflection.stem(key)
        if entry is not None:
            return (entry,)
        return tuple(self._compounds.parts(key) or ())


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
        return Lexicon(language, _rows(language), load_affixes()[language])


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
