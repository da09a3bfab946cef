import numpy as np

from eval.fit import Draw, hits
from eval.fit_network import FEATURE, fit_network, with_network
from qa.network import ASKED, MET

NOUN, VERB = ([float(name == kind) for name in ASKED] for kind in ("noun", "verb"))


def draws(count: int) -> list[Draw]:
    """Questions of a noun and a verb, whose right sentence meets the noun; the wrong one the verb, as strongly."""
    found = []
    for i in range(count):
        met = np.zeros((2, 2, len(MET)), dtype=np.float32)
        met[0, 0], met[1, 1] = 1.0, 1.0
        is_turned = i % 2 == 1
        rows = ({"sentence": 0.5}, {"sentence": 0.5})
        asked = np.array([NOUN, VERB], dtype=np.float32)
        right = (not is_turned, is_turned)
        found.append(Draw(rows, right, asked=asked, met=met[::-1].copy() if is_turned else met))
    return found


def test_what_a_sum_of_shares_cannot_tell_apart_the_network_learns() -> None:
    learned = fit_network(draws(40), epochs=60)
    told = with_network(draws(40), learned)
    assert hits({"sentence": 1.0}, told) < 1.0
    assert hits({FEATURE: 1.0}, told) == 1.0


def test_learning_twice_is_learning_once() -> None:
    assert fit_network(draws(20), epochs=3) == fit_network(draws(20), epochs=3)


def test_what_counts_more_decides() -> None:
    one, other = draws(2)[0], draws(2)[0]
    turned = Draw(other.rows, other.right[::-1], 9.0, other.asked, other.met)
    learned = fit_network([one, turned] * 20, epochs=60)
    assert hits({FEATURE: 1.0}, with_network([turned], learned)) == 1.0


def test_draws_of_which_a_network_knows_nothing_stay_as_they_are() -> None:
    figure = Draw(({"sentence": 1.0}, {"sentence": 0.0}), (True, False))
    assert with_network([figure], fit_network(draws(4), epochs=1)) == [figure]


def test_what_is_plainly_apart_is_surely_told_apart() -> None:
    told = with_network(draws(10), fit_network(draws(10), epochs=400))
    apart = [abs(draw.rows[0][FEATURE] - draw.rows[1][FEATURE]) for draw in told]
    assert min(apart) > 2.0
