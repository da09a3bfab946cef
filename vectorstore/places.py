"""Which place lies in which (``lexicon/lies_in.tsv``): Kanpur in Uttar Pradesh, Uttar Pradesh in India."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from vectorstore.english import english_pos, gloss_stems
from vectorstore.lexicon import gazetteer


@cache
def lies_in() -> Mapping[str, tuple[str, ...]]:
    """Return what each place of the table holds itself, by glosses; read once."""
    text = (files("vectorstore") / "lexicon" / "lies_in.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {place: tuple(held.split("|")) for place, held in rows}


@lru_cache(maxsize=1_000)
def within(place: str) -> frozenset[str]:
    """Return every place that lies in a place, also in one that lies in it, by glosses; none for what holds none."""
    return frozenset(below(place, lies_in()))


def below(place: str, table: Mapping[str, Iterable[str]]) -> set[str]:
    """Return what a place holds by a table of what each holds itself; the place itself only where it goes round."""
    found: set[str] = set()
    todo = [place]
    while todo:
        new = set(table.get(todo.pop(), ())) - found
        found |= new
        todo += new
    return found


@lru_cache(maxsize=1_000)
def marks_within(place: str) -> frozenset[str]:
    """Return the marks by which the names of what lies in a place are known, those left out that words have too."""
    stems = (" ".join(gloss_stems(name.lower())) for name in within(place))
    return frozenset(f"~{own}" for own in stems if english_pos().get(own) in (None, "p"))


@cache
def country_of() -> Mapping[str, str]:
    """Return the country of each place that lies in one country alone, by glosses."""
    found: dict[str, set[str]] = {}
    for country in (name for name, listed in gazetteer().items() if listed.kind == "country"):
        for place in within(country):
            found.setdefault(place, set()).add(country)
    return {place: next(iter(countries)) for place, countries in found.items() if len(countries) == 1}
