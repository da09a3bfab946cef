"""What is wrong with the lexicon's tables: each problem with its file and line, for whoever extends them."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import regex

from vectorstore.lexicon import LANGUAGES
from vectorstore.places import below
from vectorstore.words import fold, has_words, words

POS = "nvarpfdx"
MOST_GLOSSES = 3
GAZETTEER_COLUMNS = ("en", "kind", "hi", "bn", "ar", "de", "vi")

PLACES = frozenset({"country", "capital", "province", "city", "region", "continent"})
"""Kinds of the gazetteer's names that may lie in one another."""

_RARE = 20
"""A capital is a slip where so many times more lines write the same gloss without it (Government; not Miss, May)."""

_SCRIPT = {"en": "Latin", "de": "Latin", "vi": "Latin", "hi": "Devanagari", "bn": "Bengali", "ar": "Arabic"}
_GLOSS = regex.compile(r"[\p{Latin}\p{Nd}'’.&/\- ]+")
_KIND = regex.compile(r"[a-z]+(-[a-z]+)*")


def lexicon_problems(folder: Path) -> list[str]:
    """Return what is wrong with the tables of a folder, ``file:line: what``; empty if all is well."""
    found = [f"{name}.tsv: is missing" for name in LANGUAGES if not (folder / f"{name}.tsv").is_file()]
    for language in LANGUAGES:
        path = folder / f"{language}.tsv"
        if path.is_file():
            found += _located(path, table_problems(_lines(path), language))
    found += _located(folder / "gazetteer.tsv", gazetteer_problems(_lines(folder / "gazetteer.tsv")))
    found += _located(folder / "related.tsv", related_problems(_lines(folder / "related.tsv")))
    kinds = _kinds(_lines(folder / "gazetteer.tsv"))
    found += _located(folder / "lies_in.tsv", lies_in_problems(_lines(folder / "lies_in.tsv"), kinds))
    return found + list(_odd_capitals(folder))


def table_problems(lines: Iterable[str], language: str) -> Iterator[tuple[int, str]]:
    """Yield line number and problem for lines ``form<TAB>pos<TAB>gloss|gloss``."""
    first: dict[str, int] = {}
    for number, line in _rows(lines):
        columns = line.split("\t")
        if len(columns) != 3:
            yield number, f"has {len(columns)} columns, not 3"
            continue
        form, pos, glosses = columns
        yield from ((number, problem) for problem in _form_problems(form, language))
        key = " ".join(fold(word.text) for word in words(form))
        if language == "de" and pos == "n" and form.istitle() and key in first:
            key = key.capitalize()  # a noun beside a word without a capital: «Waren», «waren»
        if key in first:
            yield number, f"{form!r} is listed in line {first[key]} already (case, marks and joiners do not count)"
        first.setdefault(key, number)
        if len(pos) != 1 or pos not in POS:
            yield number, f"part of speech {pos!r} is not one of {' '.join(POS)}"
        yield from ((number, problem) for problem in _gloss_problems(glosses.split("|")))


def gazetteer_problems(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield line number and problem for the table of names, whose first line names its columns."""
    rows = _rows(lines)
    number, header = next(rows, (1, ""))
    if tuple(header.split("\t")) != GAZETTEER_COLUMNS:
        yield number, f"the first line names the columns {header.split()}, not {list(GAZETTEER_COLUMNS)}"
        return
    for number, line in rows:
        columns = line.split("\t")
        if len(columns) != len(GAZETTEER_COLUMNS):
            yield number, f"has {len(columns)} columns, not {len(GAZETTEER_COLUMNS)}"
            continue
        named = dict(zip(GAZETTEER_COLUMNS, columns, strict=True))
        kind = named.pop("kind")
        if not _KIND.fullmatch(kind):
            yield number, f"kind {kind!r} is not a lower-case word"
        for language, cell in named.items():
            if language == "en" and not cell:
                yield number, "has no English name"
            spellings = cell.split("|") if cell else []
            for spelling in spellings:
                yield from ((number, f"{language}: {problem}") for problem in _form_problems(spelling, language))
            for spelling, times in Counter(spellings).items():
                if times > 1:
                    yield number, f"{language}: {spelling!r} stands there {times} times"


def related_problems(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield line number and problem for lines ``word<TAB>what stands for it<TAB>what suggests it``."""
    seen: set[str] = set()
    for number, line in _rows(lines):
        columns = line.split("\t")
        if len(columns) != 3:
            yield number, f"has {len(columns)} columns, not 3"
            continue
        word, *related = columns
        others = [other for column in related for other in column.split("|") if column]
        if word in seen:
            yield number, f"{word!r} is listed already"
        seen.add(word)
        for one in (word, *others):
            if not _KIND.fullmatch(one):
                yield number, f"{one!r} is not a lower-case English word"
        for other, times in Counter([word, *others]).items():
            if times > 1:
                yield number, f"{other!r} stands there {times} times"


def lies_in_problems(lines: Iterable[str], kinds: Mapping[str, set[str]]) -> Iterator[tuple[int, str]]:
    """Yield line number and problem for lines ``place<TAB>what lies in it``; ``kinds`` are those of the gazetteer."""
    table: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    for number, line in _rows(lines):
        place, *columns = line.split("\t")
        if len(columns) != 1:
            yield number, f"has {len(columns) + 1} columns, not 2"
            continue
        held = columns[0].split("|")
        if place in numbers:
            yield number, f"{place!r} is listed in line {numbers[place]} already"
        numbers.setdefault(place, number)
        table.setdefault(place, []).extend(held)
        for one in (place, *held):
            if one not in kinds:
                yield number, f"{one!r} is not the first English spelling of a name in the gazetteer"
            elif PLACES.isdisjoint(kinds[one]):
                yield number, f"{one!r} is a {' and '.join(sorted(kinds[one]))}, not a place"
        for one, times in Counter(held).items():
            if times > 1:
                yield number, f"{one!r} stands there {times} times"
    for place, number in numbers.items():
        if place in below(place, table):
            yield number, f"{place!r} lies in itself, by way of what lies in it"


def _kinds(lines: Iterable[str]) -> dict[str, set[str]]:
    """Return of which kinds each name of the gazetteer is, by its first English spelling."""
    found: dict[str, set[str]] = {}
    for _, line in _rows(lines):
        english, kind, *_ = (*line.split("\t"), "")
        found.setdefault(english.split("|")[0], set()).add(kind)
    return found


def _form_problems(form: str, language: str) -> Iterator[str]:
    if not has_words(form):
        yield f"form {form!r} holds no word"
        return
    yield from _text_problems(form)
    foreign = regex.findall(rf"[\p{{L}}--[\p{{{_SCRIPT[language]}}}\p{{Common}}]]", form, flags=regex.V1)
    if foreign:
        yield f"form {form!r} holds {''.join(foreign)!r}, which is not {_SCRIPT[language]}"


def _gloss_problems(glosses: list[str]) -> Iterator[str]:
    if len(glosses) > MOST_GLOSSES:
        yield f"has {len(glosses)} glosses, at most {MOST_GLOSSES} are taken"
    if len(set(glosses)) < len(glosses):
        yield f"gives a gloss twice: {'|'.join(glosses)!r}"
    for gloss in glosses:
        if not gloss.strip():
            yield "has an empty gloss"
            continue
        yield from _text_problems(gloss)
        if not _GLOSS.fullmatch(gloss):
            yield f"gloss {gloss!r} is not plain English"


def _text_problems(text: str) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", text):
        yield f"{text!r} is not in NFC"
    if text != " ".join(text.split()):
        yield f"{text!r} has a blank too many"


def _odd_capitals(folder: Path) -> Iterator[str]:
    """Yield the first glosses of ordinary words that have a capital by mistake, as far as the other lines tell."""
    rows = [
        (f"{language}.tsv:{number}", pos, glosses.split("|"))
        for language in LANGUAGES
        if (folder / f"{language}.tsv").is_file()
        for number, line in _rows(_lines(folder / f"{language}.tsv"))
        if line.count("\t") == 2
        for _, pos, glosses in [line.split("\t")]
    ]
    written = Counter(gloss for _, pos, glosses in rows if pos != "p" for gloss in glosses)
    for place, pos, (gloss, *_) in rows:
        if pos != "p" and gloss[:1].isupper() and written[gloss.lower()] > _RARE * written[gloss]:
            yield f"{place}: gloss {gloss!r} is no name: write {gloss.lower()!r}"


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#"))


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")


def _located(path: Path, problems: Iterable[tuple[int, str]]) -> list[str]:
    return [f"{path.name}:{number}: {problem}" for number, problem in problems]
