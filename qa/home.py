"""Where an article is at home: the country that its own readers need not be told («in Morocco», of Arabic news)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np

from qa.matching import Term
from qa.pool import Matrix
from qa.units import table
from qa.views import BlockKey, SentenceView
from vectorstore.blocks import Block
from vectorstore.document import Document
from vectorstore.english import gloss_stems
from vectorstore.lexicon import gazetteer
from vectorstore.marks import mark_id
from vectorstore.places import country_of

_OFTEN = 3
"""By how many times more often an article must name a country that its language is not printed in, to be about it."""

_SURE = 0.95
"""Strength from which a mark is that of a name itself, not of one of its other meanings."""


def printed_in(language: str) -> frozenset[str]:
    """Return the countries, by gloss, whose newspapers are written in a language: an article need not name its own."""
    return _printed_in().get(language, frozenset())


def at_home(
    terms: Sequence[Term], strengths: Matrix, documents: Mapping[str, Document], blocks: Mapping[BlockKey, Block]
) -> Matrix:
    """Return how sentences meet terms, those of articles meeting the country in full that they are at home in.

    ``strengths`` are those of `qa.pool.Pool`, of the sentences of the ``blocks`` in their order.
    """
    asked = _countries(terms)
    if not asked:
        return strengths
    found = strengths.copy()
    of_document: dict[str, list[tuple[slice, Block]]] = {}
    start = 0
    for (document_id, _), block in blocks.items():
        of_document.setdefault(document_id, []).append((slice(start, start + len(block.tokens)), block))
        start += len(block.tokens)
    for document_id, own in of_document.items():
        printed = printed_in(documents[document_id].language)
        if not printed.isdisjoint(asked.values()):
            named = sum((_named_in(block) for _, block in own), Counter[str]())
            for at in granted(asked, named, printed):
                for rows, _ in own:
                    found[rows, at] = 1.0
    return found


def home_terms(terms: Sequence[Term], language: str, views: Iterable[SentenceView]) -> tuple[int, ...]:
    """Return which terms name the country that an article, of which some sentences are given, is at home in."""
    asked, printed = _countries(terms), printed_in(language)
    if printed.isdisjoint(asked.values()):
        return ()
    country_of = _country_of()
    glosses = (token.glosses[0] for view in views for token in view.tokens if token.glosses)
    named = Counter(country_of[gloss] for gloss in glosses if gloss in country_of)
    return tuple(granted(asked, named, printed))


def granted(asked: Mapping[int, str], named: Mapping[str, int], printed: frozenset[str]) -> list[int]:
    """Return which of some asked-for countries an article may be at home in, by how often it names which country.

    It must be printed there, and name none of the others its language is printed in more often, nor one abroad much
    more often.
    """

    def most(countries: Iterable[str]) -> int:
        return max((named.get(country, 0) for country in countries), default=0)

    return [
        at
        for at, country in asked.items()
        if country in printed
        and named.get(country, 0) >= most(printed - {country})
        and named.get(country, 0) + _OFTEN > most(named.keys() - printed)
    ]


def _countries(terms: Sequence[Term]) -> dict[int, str]:
    """Return the countries that terms name, by the term's index, those whose newspapers are written in any language.

    A country all of which is asked about is none: what an article tells of a place in it is not true of it.
    """
    everywhere = _printed_anywhere()
    return {
        at: term.token.glosses[0]
        for at, term in enumerate(terms)
        if term.token.kind == "name"
        and not term.is_entire
        and term.token.glosses
        and term.token.glosses[0] in everywhere
    }


def _named_in(block: Block) -> Counter[str]:
    """Return how often the sentences of a block name each country, or a place in it."""
    ids, countries = _country_marks()
    ends = np.cumsum(block.counts, dtype=np.int64)
    found = Counter[str]()
    at = np.minimum(np.searchsorted(ids, block.keys), len(ids) - 1)
    for key in np.flatnonzero(ids[at] == block.keys).tolist():
        own = block.strengths[ends[key] - block.counts[key] : ends[key]]
        found[countries[int(at[key])]] += int((own >= _SURE).sum())
    return found


@cache
def _country_marks() -> tuple[np.ndarray[tuple[int], np.dtype[np.uint64]], tuple[str, ...]]:
    """Return the ids of the marks of countries and of places in them, rising, and for each its country."""
    marks = {mark_id("~" + " ".join(gloss_stems(name.lower()))): country for name, country in _country_of().items()}
    ids = sorted(marks)
    return np.array(ids, dtype=np.uint64), tuple(marks[one] for one in ids)


@cache
def _country_of() -> Mapping[str, str]:
    """Return the country of each country, of what is of it and of places in it, by their glosses."""
    found = {own: country for country, owns in table("countries.toml")["of"].items() for own in owns}
    countries = {name: name for name, listed in gazetteer().items() if listed.kind == "country"}
    return {**found, **country_of(), **countries}


@cache
def _printed_anywhere() -> frozenset[str]:
    return frozenset().union(*_printed_in().values())


@cache
def _printed_in() -> Mapping[str, frozenset[str]]:
    """Return for every language the countries whose newspapers are written in it (``data/countries.toml``)."""
    printed = table("countries.toml")["printed_in"]
    return {language: frozenset(countries) for language, countries in printed.items()}
