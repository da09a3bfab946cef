"""Which place lies in which."""

import pytest

from vectorstore.lexicon import gazetteer
from vectorstore.places import below, country_of, lies_in, marks_within, within


def test_a_place_holds_what_lies_in_what_it_holds() -> None:
    table = {"India": ("Bihar", "Goa"), "Bihar": ("Patna",)}
    assert below("India", table) == {"Bihar", "Goa", "Patna"}
    assert below("Bihar", table) == {"Patna"}
    assert below("Patna", table) == set()


def test_a_table_that_goes_round_ends() -> None:
    assert below("Bihar", {"Bihar": ("Patna",), "Patna": ("Bihar",)}) == {"Bihar", "Patna"}


@pytest.mark.parametrize(
    ("place", "held"),
    [
        *[("Uttar Pradesh", "Kanpur"), ("India", "Kanpur"), ("South Asia", "Kanpur"), ("Bavaria", "Augsburg")],
        *[("Germany", "Lusatia"), ("Bangladesh", "Teknaf"), ("Central Highlands", "Pleiku"), ("Egypt", "Tanta")],
        *[("Punjab", "Lahore"), ("Punjab", "Amritsar"), ("Pakistan", "Lahore"), ("Africa", "Misrata")],
    ],
)
def test_what_lies_where(place: str, held: str) -> None:
    assert held in within(place)
    assert place not in within(held)


@pytest.mark.parametrize(("place", "other"), [("Bihar", "Kanpur"), ("Pakistan", "Amritsar"), ("Bac Ninh", "Bac Giang")])
def test_what_lies_apart(place: str, other: str) -> None:
    assert other not in within(place)


def test_what_lies_in_two_countries_tells_of_neither() -> None:
    assert country_of()["Kanpur"] == "India"
    assert "Jerusalem" not in country_of()


def test_a_name_that_is_a_word_too_is_no_sign_of_where_it_lies() -> None:
    assert "Maine" in within("United States")
    assert "~main" not in marks_within("United States")
    assert "~texa" in marks_within("United States")


def test_every_capital_and_every_country_lies_somewhere() -> None:
    held = {place for places in lies_in().values() for place in places}
    kinds = {name: listed.kind for name, listed in gazetteer().items()}
    stray = [name for name, kind in kinds.items() if kind in ("country", "province") and name not in held]
    assert stray == ["Punjab"], "it lies across a border"
