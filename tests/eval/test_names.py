"""The held-out names: enough of them, in their scripts, unknown to every table, and mostly meeting by sound."""

from collections import Counter
from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.names import NamePair, read_names, score_names
from vectorstore.lexicon import load_lexicon
from vectorstore.words import fold, script_language, words


def test_there_are_hundreds_in_three_scripts_each_once() -> None:
    pairs = read_names()
    assert len(pairs) >= 300
    assert min(Counter(pair.language for pair in pairs).values()) >= 100
    assert {pair.language for pair in pairs} == {"hi", "bn", "ar"}
    assert len(set(pairs)) == len(pairs)
    assert all(script_language(pair.native) == pair.language and pair.english.isascii() for pair in pairs)


def test_none_stands_in_a_table() -> None:
    known = [
        pair
        for pair in read_names()
        for name, language in ((pair.native, pair.language), (pair.english, "en"))
        if any(load_lexicon(language).lookup(fold(word.text)) is not None for word in words(name))
    ]
    assert known == [], "held-out names are for measuring: take them out of the table, or out of eval/names.tsv"


def test_most_meet_and_non_pairs_do_not() -> None:
    for score in score_names(read_names()):
        assert score.recall >= 0.82, score.missed
        assert score.false_matches <= 0.0005


def test_recall_and_false_matches_by_hand() -> None:
    pairs = [NamePair("Berlin", "hi", "बर्लिन"), NamePair("Kabul", "hi", "लंदन")]
    (score,) = score_names(pairs)
    assert (score.pairs, score.recall, score.missed) == (2, 0.5, ("Kabul लंदन",))
    assert score.false_matches == 0
    (score,) = score_names([NamePair("Berlin", "hi", "लंदन"), NamePair("London", "hi", "बर्लिन")])
    assert (score.recall, score.false_matches) == (0, 1)


def test_a_line_that_is_no_pair_is_named(tmp_path: Path) -> None:
    (tmp_path / "names.tsv").write_text("# head\nBerlin\thi\n", "utf-8")
    with pytest.raises(EvalError, match=r"names\.tsv:2"):
        read_names(tmp_path / "names.tsv")
