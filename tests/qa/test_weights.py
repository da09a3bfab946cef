import pytest

from qa.weights import using, weights


def test_other_weights_hold_inside_and_no_longer() -> None:
    before = weights("answer")
    with using({"answer": {"bias": 7.0}}):
        assert weights("answer") == {"bias": 7.0}
        assert weights("sentence")["bias"] != 7.0
    assert weights("answer") == before


def test_weights_are_back_after_an_error() -> None:
    before = weights("figure")
    with pytest.raises(KeyError), using({"figure": {}}):
        raise KeyError
    assert weights("figure") == before
