"""Terms of a question: what it is about, and what it wants to know."""

import pytest

from qa.matching import terms_of
from qa.question import analyse


@pytest.mark.parametrize(
    ("question", "is_scope"),
    [
        ("How many unions are in Cluster 1?", True),
        ("How many unions are in Cluster No. 1?", True),
        ("अनुकरण क्लस्टर 1 में कितने संघ हैं?", True),
        ("How much did the cluster 12 farmers left earn?", False),
        ("How many unions did the cluster, 1 of 8, have?", False),
        ("How many unions did the cluster 2024 have?", False),
    ],
)
def test_the_noun_of_a_numbered_name_says_what_is_asked_about(question: str, is_scope: bool) -> None:
    terms = terms_of(analyse(question), lambda _: (1, 10))
    cluster = next(term for term in terms if any("cluster" in gloss.lower() for gloss in term.token.glosses))
    assert cluster.is_scope is is_scope


@pytest.mark.parametrize(
    ("one", "other", "noun"),
    [
        ("Which district has vultures?", "Does the district have vultures?", "district"),
        ("Vùng nào nhiều kền kền?", "Vùng có nhiều kền kền không?", "vùng"),
        ("किस ज़िले में गिद्ध हैं?", "क्या ज़िले में गिद्ध हैं?", "जिले"),
    ],
)
def test_what_sort_of_place_is_asked_for_weighs_little(one: str, other: str, noun: str) -> None:
    asked, told = (
        next(term.weight for term in terms_of(analyse(text), lambda _: (1, 10)) if term.token.key == noun)
        for text in (one, other)
    )
    assert asked < told / 2
