"""How the cross-encoder is taught: what of it needs no torch."""

import random

from eval.pairs import Beside
from eval.teach import _chosen, _pieces
from qa.cross_encoder import IN_QUESTION, IN_SENTENCE, MODEL


def asked(right: tuple[bool, ...]) -> Beside:
    return Beside(
        "q", "why", tuple(str(at) for at in range(len(right))), right, tuple(-float(at) for at in range(len(right)))
    )


def test_two_right_sentences_at_most_are_shown_with_the_likeliest_wrong_ones_and_two_others() -> None:
    random.seed(1)
    one = asked((False, True, True, True, *[False] * 20))
    chosen = _chosen(one)
    right = [at for at in chosen if one.right[at]]
    assert len(right) == 2
    assert chosen[2:6] == [0, 4, 5, 6]
    assert len(set(chosen)) == 8
    assert all(at > 6 for at in chosen[6:])


def test_a_question_of_few_sentences_shows_them_all() -> None:
    assert sorted(_chosen(asked((False, True)))) == [0, 1]


def test_a_pair_is_cut_as_it_is_read_later() -> None:
    pieces = _pieces((MODEL / "pieces.txt").read_text("utf-8").split("\n")[:-1])
    asked, told = pieces.asked("why " * 100), pieces.told("because " * 100)
    start, ids = len(asked), [*asked, *told]
    assert start == IN_QUESTION + 2
    assert len(ids) == start + IN_SENTENCE + 1
    assert [pieces.cut.id_to_token(ids[at]) for at in (0, start - 1, -1)] == ["[CLS]", "[SEP]", "[SEP]"]
