"""The tables of the lexicon: every one has what its readers count on."""

import tomllib
import unicodedata
from importlib.resources import files
from pathlib import Path

import regex

from vectorstore.lexicon import LANGUAGES
from vectorstore.words import fold, words

FOLDER = Path(str(files("vectorstore") / "lexicon"))


def table(name: str) -> dict:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def test_affixes_are_listed_for_every_language_the_longest_first() -> None:
    affixes = table("affixes")
    assert set(affixes) == set(LANGUAGES)
    for rules in affixes.values():
        assert rules["shortest"] >= 1
        assert all(isinstance(part, str) and part for part in [*rules["prefixes"], *rules.get("late", [])])
        assert not set(rules["prefixes"]) & set(rules.get("late", []))
        assert all(ending and isinstance(instead, str) for ending, instead in rules["suffixes"])
        assert len(set(map(tuple, rules["suffixes"]))) == len(rules["suffixes"])
        assert len(set(rules["prefixes"])) == len(rules["prefixes"])
        assert all(
            not later.startswith(earlier) or later == earlier
            for at, earlier in enumerate(rules["prefixes"])
            for later in rules["prefixes"][at:]
        ), "a prefix behind a shorter one that it starts with is never tried first"


def test_number_words_are_listed_for_every_language() -> None:
    numbers = table("numbers")
    assert set(numbers) == set(LANGUAGES)
    for rules in numbers.values():
        assert rules["decimal"] in (".", ",")
        assert all(isinstance(value, int) and value >= 10 for value in rules["scales"].values())
        assert all(isinstance(value, int | float) and value >= 0 for value in rules["words"].values())
        assert all(0 <= value < 20 for value in rules["articles"].values())
        assert all(-1 < value < 1 for part in ("before", "behind") for value in rules[part].values())


def test_sounds_are_coarse() -> None:
    sounds = table("sounds")
    second, left_out = sounds.pop("other"), sounds.pop("left_out")
    assert all(set(rule) == {"between", "vowels"} for rule in left_out.values())
    assert all(set(affixes) <= {"before", "behind"} for affixes in sounds.pop("written_on").values())
    for script in [*sounds.values(), *second.values()]:
        assert all(letters and unicodedata.is_normalized("NFC", letters) for letters in script)
        assert all(regex.fullmatch(r"[PTKSJMNLRFHaiu]*", sound) for sound in script.values())


def test_abbreviations_are_listed_for_every_language_without_their_stop() -> None:
    abbreviations = table("abbreviations")
    assert set(abbreviations) == {*LANGUAGES, "months"}
    for rules in abbreviations.values():
        assert all(word and word == word.casefold() and not word.endswith(".") for word in rules["words"])
        assert len(set(rules["words"])) == len(rules["words"])


def test_boilerplate_labels_hold_words() -> None:
    boilerplate = table("boilerplate")
    assert set(boilerplate) == {"source", "comments"}
    for labels in boilerplate.values():
        assert all(any(True for _ in words(label)) for label in labels)
        assert len(set(map(fold, labels))) == len(labels)
