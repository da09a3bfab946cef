import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qa.matching import terms_of
from qa.network import ASKED, HIDDEN, INPUTS, MET, asked_of, models_of, network
from qa.question import analyse
from qa.weights import Models, using

SHARES = st.floats(0, 1, width=32)


def one_unit(out: float = 2.0, bias: float = 0.0, **inner: float) -> Models:
    """A network of which one unit says something."""
    weights = np.zeros((len(INPUTS), HIDDEN))
    for name, value in inner.items():
        weights[INPUTS.index(name), 0] = value
    biases, outer = np.zeros(HIDDEN), np.zeros(HIDDEN)
    biases[0], outer[0] = bias, out
    return models_of(weights, biases, outer)


def terms(*kinds: str) -> np.ndarray:
    """Terms, each of one kind and nothing else."""
    return np.array([[float(name == kind) for name in ASKED] for kind in kinds], dtype=np.float32)


def test_a_unit_speaks_above_its_bias_for_each_term() -> None:
    met = np.array([[[1.0, 1.0, 1.0], [0.2, 1.0, 1.0]], [[0.5, 1.0, 1.0], [0.75, 1.0, 1.0]]], dtype=np.float32)
    with using(one_unit(out=2.0, bias=-0.5, sentence=1.0)):
        said = network(terms("noun", "verb"), met)
    assert said == pytest.approx([2.0 * (0.5 + 0.0), 2.0 * (0.0 + 0.25)])


def test_what_a_term_is_decides_what_it_says_to_be_met() -> None:
    met = np.array([[[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]], [[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]], dtype=np.float32)
    with using(one_unit(bias=-1.0, sentence=1.0, noun=1.0)):
        noun_met, verb_met = network(terms("noun", "verb"), met)
    assert noun_met > verb_met == 0.0


@given(arrays(np.float32, (3, 4, len(MET)), elements=SHARES), st.permutations(range(4)))
def test_the_order_of_terms_says_nothing(met: np.ndarray, order: list[int]) -> None:
    asked = terms("noun", "verb", "is_focus", "is_name")
    with using(one_unit(out=3.0, bias=-0.4, sentence=1.0, context=0.5, noun=0.3, is_name=-0.2)):
        assert network(asked, met) == pytest.approx(network(asked[order], met[:, order]), abs=1e-4)


def test_without_terms_nothing_is_said() -> None:
    assert network(asked_of(()), np.zeros((2, 0, len(MET)), dtype=np.float32)).tolist() == [0.0, 0.0]


def test_terms_are_described_as_they_are() -> None:
    found = terms_of(analyse("How many cranes did Sohar buy in 1931?"), lambda _: (1, 10))
    rows = {
        term.number or term.token.key: dict(zip(ASKED, row.tolist(), strict=True))
        for term, row in zip(found, asked_of(found), strict=True)
    }
    assert rows["cranes"]["is_focus"] == rows["cranes"]["noun"] == rows["cranes"]["has_gloss"] == 1.0
    assert rows["1931"]["is_number"] == 1.0
    assert rows["buy"]["verb"] == 1.0
    assert rows["buy"]["is_name"] == 0.0
    assert [row["weight"] for row in rows.values()] == pytest.approx([term.weight for term in found])
