"""Ages by which a group is told: «people over 65» are no 65 people, and pay no 65 francs."""

import pytest

from qa.quantities import quantities
from qa.units import AGE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Schoolchildren and people over 65 will pay half."),
        ("en", "Children under 12 got in free."),
        ("en", "Everyone over 16 may vote."),
        ("de", "Menschen über 65 zahlen die Hälfte."),
        ("de", "Wer älter als 65 ist, zahlt die Hälfte."),
        ("hi", "65 से अधिक उम्र के लोग आधा किराया देंगे।"),
        ("bn", "৬৫-ঊর্ধ্ব যাত্রীরা অর্ধেক দেবেন।"),
    ],
)
def test_the_age_of_a_group_is_one(language: str, text: str) -> None:
    assert quantities(text, language)[0].unit == AGE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "More than 65 people came."),
        ("en", "It served people over 30 villages."),
        ("en", "Pupils over 500 km away stayed at home."),
        ("de", "Die Firma zahlt Mitarbeitern über 300 Euro."),
        ("de", "Ermäßigt wird ab 5 Personen."),
    ],
)
def test_what_counts_something_is_none(language: str, text: str) -> None:
    assert quantities(text, language)[0].unit != AGE
