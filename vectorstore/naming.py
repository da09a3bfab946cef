"""Names made of ordinary words, told by a capital and by what stands before: «ông Lâm», «Frau Vogel», «Gò Cây Trâm».

The words that announce a name stand in ``lexicon/persons.toml``.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from typing import NamedTuple

import regex

from vectorstore.lexicon import LANGUAGES
from vectorstore.persons import beginnings, is_syllable
from vectorstore.words import fold

_LONG_TITLE = 6
"""Letters of a German title that may end a compound: Oberbürgermeisterin, not Ratschef."""

_SENTENCE_START = regex.compile(r"(?:^|[.!?:…\n•»“”\"„«(])[\s\"“„«»(]*$")
_INITIAL = regex.compile(r"\.?[ \u00a0]")
_ARTICLE = regex.compile(
    r"\b(?:der|die|dem|den|des|(?:k?ein|[msd]ein|ihr|unser|jed|dies)(?:e[mnrs]?)?|the|a|an)(?: \p{Ll}+)? $"
)


class Place(NamedTuple):
    """A word of a text: where it stands, its folded form, its part of speech, whether no table lists it."""

    start: int
    end: int
    key: str
    pos: str
    is_unknown: bool


@dataclass(frozen=True, slots=True)
class _Signs:
    """What announces a name in one language; see ``lexicon/persons.toml``. All words are folded."""

    titles: frozenset[str]
    heads: frozenset[str]
    given: frozenset[str]
    endings: tuple[str, ...]
    """Titles that may end a compound."""
    sites: frozenset[str]
    """Heads that may begin a name, where a capital marks them too: «Sông Cầu», «Chợ Lớn»."""


def has_capitals(language: str) -> bool:
    """Tell whether a language writes names otherwise than words, so that `ordinary_names` may find some."""
    return language in _signs()


def ordinary_names(text: str, found: Sequence[Place], language: str) -> set[int]:
    """Return which words, by their index, are names here although they mean something else.

    Words in a script without capitals are none of them. A listed name stays what it is.
    """
    signs = _signs().get(language)
    if signs is None:
        return set()
    named = set(_titled(text, found, signs, language))
    named.update(_rows_of_syllables(text, found, signs, language))
    return {at for at in named if found[at].pos != "d" and (found[at].pos != "p" or found[at].is_unknown)}


def is_site(key: str, language: str) -> bool:
    """Tell whether a folded word says what sort of place it begins the name of: «Sông Cầu» is no river, but has one."""
    signs = _signs().get(language)
    return signs is not None and key in signs.sites


def starts_sentence(text: str, at: int) -> bool:
    """Tell whether a word at an offset bears its capital only because a sentence or a quotation begins there."""
    return _SENTENCE_START.search(text, max(0, at - 8), at) is not None


def _titled(text: str, found: Sequence[Place], signs: _Signs, language: str) -> Iterator[int]:
    """Yield the words right behind a title or a first name."""
    for left, (before, word) in enumerate(pairwise(found)):
        if not (_is_capital(text, word) and _INITIAL.fullmatch(text, before.end, word.start)):
            continue
        if word.key in signs.heads - signs.sites or (language != "vi" and word.pos == "f"):
            continue
        is_given = before.key in signs.given and _is_capital(text, before)
        if is_given or (_is_title(before.key, signs, language) and not _has_article(text, before, language)):
            yield from (at for at in range(left + 1, len(found)) if found[at].start == word.start)


def _is_title(key: str, signs: _Signs, language: str) -> bool:
    return key in signs.titles or (language == "de" and key.endswith(signs.endings))


def _has_article(text: str, title: Place, language: str) -> bool:
    return language != "vi" and _ARTICLE.search(text, max(0, title.start - 40), title.start) is not None


def _rows_of_syllables(text: str, found: Sequence[Place], signs: _Signs, language: str) -> Iterator[int]:
    """Yield the words of each row of at least two syllables with a capital, which words of one language are not."""
    for row in _rows(text, found, signs, language):
        if len(row) > 1 and (language == "vi" or any(found[at].is_unknown for at in row)):
            yield from row


def _rows(text: str, found: Sequence[Place], signs: _Signs, language: str) -> Iterator[list[int]]:
    fit = [_may_be_syllable(text, found, at, signs, language) for at in range(len(found))]
    if not any(one and other for one, other in pairwise(fit)):
        return
    joined = 0
    numbers = []
    for at, place in enumerate(found):
        joined += at == 0 or not (fit[at] and fit[at - 1] and text[found[at - 1].end : place.start] == " ")
        numbers.append(joined)
    for _, row in groupby(range(len(found)), key=numbers.__getitem__):
        yield [at for at in row if fit[at]]


def _may_be_syllable(text: str, found: Sequence[Place], at: int, signs: _Signs, language: str) -> bool:
    word = found[at]
    if not _is_capital(text, word) or " " in word.key or word.key in signs.heads - signs.sites:
        return False
    if starts_sentence(text, word.start) and word.key not in beginnings("vi"):
        return language != "vi" and word.pos not in "fvr" and is_syllable(word.key)
    return is_syllable(word.key)


def _is_capital(text: str, word: Place) -> bool:
    if not text[word.start].isupper():
        return False
    written = text[word.start : word.end]
    return (len(written) == 1 or not written.isupper()) and written.isalpha()


@cache
def _signs() -> Mapping[str, _Signs]:
    table = tomllib.loads((files("vectorstore") / "lexicon" / "persons.toml").read_text("utf-8"))
    return {language: _signs_of(table[language]) for language in LANGUAGES if language in table}


def _signs_of(row: Mapping[str, Sequence[str]]) -> _Signs:
    titles, heads, given, sites = (
        frozenset(map(fold, row.get(name, ()))) for name in ("titles", "heads", "given", "sites")
    )
    return _Signs(titles, heads, given, tuple(title for title in sorted(titles) if len(title) >= _LONG_TITLE), sites)
