"""The tables of `qa/data`: every language has everything, and nothing says two things."""

import string
import tomllib
from importlib.resources import files
from itertools import chain

import pytest

from qa.compose import phrases
from qa.question import analyse
from qa.units import shown_kinds, unit_names, units
from vectorstore.lexicon import LANGUAGES
from vectorstore.words import fold, words

PHRASES = (
    "and",
    "asking",
    "polite",
    "aside",
    "contrast",
    "apart",
    "whole",
    "turning",
    "several",
    "single",
    "linking",
    "being",
    "knowing",
    "helping",
    "any",
    "never",
    "locative",
)
"""Lists of `questions.toml` that hold no cues."""

UNIT_KINDS = {"percentage", "money", *shown_kinds("measure")}


def table(name: str) -> dict:
    return tomllib.loads((files("qa") / "data" / f"{name}.toml").read_text("utf-8"))


def key(text: str) -> str:
    return " ".join(fold(word.text) for word in words(text))


def test_every_language_has_every_template() -> None:
    templates = table("templates")
    assert set(templates) == set(LANGUAGES)
    for language, rules in templates.items():
        assert set(rules) == set(templates["en"]), language
        for name, text in rules.items():
            if isinstance(text, str):
                fields = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]
                own = [field for _, field, _, _ in string.Formatter().parse(templates["en"][name]) if field is not None]
                assert sorted(fields) == sorted(own), (language, name)
                assert text.strip(), (language, name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_have_two_separators_and_a_word_for_every_scale(language: str) -> None:
    rules = phrases(language)
    assert {rules["decimal"], rules["group"]} == {".", ","}
    scales = [int(scale) for scale in rules["scales"]]
    assert scales == sorted(scales, reverse=True)
    assert set(scales) == {int(scale) for scale in phrases("en")["scales"]}
    assert all(rules["scales"].values())


@pytest.mark.parametrize("name", sorted(table("units")))
def test_a_unit_has_a_kind_names_and_a_form_in_every_language(name: str) -> None:
    unit = table("units")[name]
    assert unit["kind"] in UNIT_KINDS
    assert set(unit["show"]) == set(LANGUAGES)
    assert all(form.strip() for form in unit["show"].values())
    assert unit["names"]
    assert len(set(unit["names"])) == len(unit["names"])


def test_no_name_stands_for_two_units() -> None:
    named: dict[str, set[str]] = {}
    for name, unit in table("units").items():
        for one in unit["names"]:
            named.setdefault(key(one), set()).add(name)
    assert {one: found for one, found in named.items() if one and len(found) > 1} == {}
    assert set(unit_names().values()) <= set(units())


@pytest.mark.parametrize("name", sorted(table("approximations")))
def test_a_degree_of_exactness_has_words_and_a_form_in_every_language(name: str) -> None:
    degree = table("approximations")[name]
    assert set(degree["show"]) == set(LANGUAGES)
    assert all(form.count("{}") == 1 and form.strip() != "{}" for form in degree["show"].values())
    assert all(key(phrase) for phrase in chain(degree["before"], degree["after"]))


def test_no_word_on_exactness_says_two_things() -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for name, degree in table("approximations").items():
        for side in ("before", "after"):
            for phrase in degree[side]:
                said.setdefault((side, key(phrase)), set()).add(name)
    assert {phrase: names for phrase, names in said.items() if len(names) > 1} == {}


def test_every_language_asks_for_every_kind() -> None:
    questions = table("questions")
    order = questions.pop("order")
    assert len(set(order)) == len(order)
    assert set(questions) == set(LANGUAGES)
    for language, kinds in questions.items():
        assert {*kinds, "linking", "any"} == {*order, "what", *PHRASES}, language
        assert all(kinds.values()), language


def cues() -> list[tuple[str, str, str]]:
    questions = table("questions")
    questions.pop("order")
    return [
        (language, kind, phrase)
        for language, kinds in questions.items()
        for kind, phrases_ in kinds.items()
        if kind not in PHRASES
        for phrase in phrases_
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cue_is_found_in_a_question(language: str) -> None:
    """A cue alone is a question of its kind, unless a kind that comes first has a cue within it."""
    order = {kind: rank for rank, kind in enumerate([*table("questions")["order"], "what", "other"])}
    as_one = {"thing": "what"}  # «what is a»: with nothing behind it, it asks what
    lost = []
    for own, kind, phrase in cues():
        if own == language:
            said = phrase.strip("^<> ").replace(" * ", " xyz ").replace(" … ", " xyz ").replace("*", "")
            if order[analyse(said, language).kind] > order[as_one.get(kind, kind)]:
                lost.append((kind, phrase))
    assert lost == []


@pytest.mark.parametrize(("language", "kind", "phrase"), [cue for cue in cues() if "*" in cue[2] or "^" in cue[2]])
def test_marks_of_a_cue_stand_where_they_mean_something(language: str, kind: str, phrase: str) -> None:
    plain = phrase.rstrip("<> ")
    assert "^" not in plain[1:]
    assert all(piece.rstrip("*").count("*") == 0 and piece.count("*") <= 1 for piece in plain.split())
    assert not plain.startswith("*")


def test_every_language_knows_how_a_follow_up_begins() -> None:
    followups = table("followups")
    assert set(followups) == set(LANGUAGES)
    for language, lists in followups.items():
        assert set(lists) == {"start", "pronouns", "parts", "further"}, language
        assert all(key(cue) for cue in chain(*lists.values())), language


def test_pronouns_are_single_words() -> None:
    """A follow-up is searched for them word by word: one of two words is never found."""
    lost = [
        (language, cue)
        for language, lists in table("followups").items()
        for cue in lists["pronouns"]
        if " " in key(cue)
    ]
    assert lost == []


def test_words_that_ask_for_a_measure_name_kinds_that_exist() -> None:
    kinds = table("measures")["kinds"]
    assert {kind for named in kinds.values() for kind in named} <= {*UNIT_KINDS, "count"}
    assert all(word == word.lower() and named for word, named in kinds.items())
