"""What figures can be of: the units of ``data/units.toml``, and a figure of a text as a typed value."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from vectorstore.words import fold, words

NAMING = ("year", "date", "label")
"""Kinds of figure that name a time or a thing: they count nothing and measure nothing."""

AGE = "age"
"""The unit of an age, of years that somebody has lived."""

_STRESS = ("ই", "ও")
_DUAL = ("ين", "ان")
_SHORTEST_DOUBLED = 3
_ORDINARY = frozenset(("power", "speed", "percentage"))
"""Kinds of unit whose Arabic names are words for other things too: a horse, a knot."""

_CASES = ("er", "en", "es", "em", "e")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure or a currency; ``show`` is what is written behind a figure in each language."""

    name: str
    kind: str
    show: dict[str, str]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text: ``text[start:end]`` from its first digit to its unit.

    ``scale`` is the scale word's value where one alone was written (1,194 million), else 1.
    ``tail`` is where the words on how exact it is end («7,700টিরও বেশি»), from where on stands what is counted.
    ``upper`` is the end of a range, ``exactness`` a table of ``approximations.toml`` or None, ``kind`` one of count,
    money, percentage, length, area, volume, weight, speed, duration, power, energy, temperature, year, date (a day of
    the month), label (the number in a name). ``is_taken_over``: the unit is that of a figure beside it («30 million
    euros and 18 million»), so that the figure may count something after all. ``rest`` is what is said in smaller units
    besides («1 hour 4 minutes 50 seconds»), each with its unit. ``share``: the parts and the whole of a percentage said
    in words («two thirds»).
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    upper: Decimal | None
    unit: str | None
    kind: str
    exactness: str | None
    tail: int
    scale: Decimal = Decimal(1)
    is_date: bool = False
    is_taken_over: bool = False
    rest: tuple[tuple[Decimal, str], ...] = ()
    share: tuple[int, int] | None = None


@cache
def units() -> dict[str, Unit]:
    """Return every unit by its name."""
    return {name: Unit(name, row["kind"], row["show"]) for name, row in table("units.toml").items()}


@cache
def unit_names() -> dict[str, str]:
    """Return the unit that each folded name stands for."""
    return {key_of(name): unit for unit, row in table("units.toml").items() for name in row["names"] if key_of(name)}


@cache
def first_words() -> frozenset[str]:
    """Return the words with which names of units begin."""
    return frozenset(name.split()[0] for name in unit_names())


@cache
def units_written_before() -> dict[str, str]:
    """Return the unit of each run of capitals that is written on to the front of its digits (K330)."""
    return {name: unit for unit, row in table("units.toml").items() for name in row.get("before", ())}


@cache
def units_led() -> dict[tuple[str, str], str]:
    """Return the unit that a folded word before a figure makes of another: («ঘণ্টায়», km) is km/h."""
    rows = ((unit, row["ahead"]) for unit, row in table("units.toml").items() if "ahead" in row)
    return {(key_of(word), row["of"]): unit for unit, row in rows for word in row["words"]}


@cache
def duals() -> dict[str, str]:
    """Return the unit that each folded Arabic word for two of it stands for: those listed, a name with its ending.

    What short names and units that are ordinary words too would give means something else: كمين is an ambush.
    """
    listed = {key_of(name): unit for unit, row in table("units.toml").items() for name in row.get("dual", ())}
    named = [(name, unit) for name, unit in unit_names().items() if _is_doubled(name, unit)]
    made = {f"{_stem(name)}{ending}": unit for name, unit in named for ending in _DUAL}
    never = {key_of(name) for name in table("labels.toml")["dual"]["never"]}
    return {name: unit for name, unit in made.items() if name not in never} | listed


def _is_doubled(name: str, unit: str) -> bool:
    is_plain = name.isalpha() and "ء" <= name[0] <= "ي" and len(name) >= _SHORTEST_DOUBLED
    return (
        is_plain and not name.endswith(("ات", "ا", "ين", "ان")) and table("units.toml")[unit]["kind"] not in _ORDINARY
    )


def _stem(name: str) -> str:
    return f"{name[:-1]}ت" if name[-1] == "ه" else name


def without_stress(word: str) -> str:
    """Return a folded word, a Bengali unit without the letter that only stresses it (শতাংশই, টাকাও)."""
    is_stressed = word[-1:] in _STRESS and word not in first_words() and word[:-1] in first_words()
    return word[:-1] if is_stressed and len(word) > 1 else word


def unit_within(word: str) -> str | None:
    """Return the unit that a folded German adjective holds behind its number (zwölfwöchiger), None if it holds none."""
    stem = next((word.removesuffix(ending) for ending in _CASES if word.endswith(ending)), word)
    return next((unit for ending, unit in _endings().items() if stem.endswith(ending)), None)


@cache
def _endings() -> dict[str, str]:
    return {key_of(name): unit for unit, row in table("units.toml").items() for name in row.get("endings", ())}


def key_of(name: str) -> str:
    """Return the folded words of a name, with a blank between."""
    return " ".join(fold(word.text) for word in words(name))


@cache
def table(name: str) -> dict[str, dict]:  # type: ignore[type-arg]
    """Return a table of ``qa/data`` as it is written."""
    return tomllib.loads((files("qa") / "data" / name).read_text("utf-8"))


def shown_kinds(kind: str) -> Iterator[str]:
    """Yield the kinds of quantity that answer a kind of question."""
    if kind == "measure":
        yield from ("length", "area", "volume", "weight", "speed", "duration", "power", "energy", "temperature")
    elif kind == "percentage":
        yield "percentage"
    elif kind == "money":
        yield "money"
    else:
        yield "count"
