"""What the cross-encoder is taught with."""

from dataclasses import replace

from eval.pairs import pairs_of
from eval.sets import default_sets, of_split


def test_questions_and_sentences_are_in_english_and_the_evidence_is_told() -> None:
    seeds = of_split(default_sets()[0], "tune")
    asked = [q for q in seeds.questions if q.language in ("hi", "ar", "de")][:12]
    found = list(pairs_of(replace(seeds, questions=asked)))
    assert [one.id for one in found] == [q.id for q in asked if q.is_answerable]
    for one in found:
        assert len(one.sentences) == len(one.right) == len(one.before) <= 24
        assert list(one.before) == sorted(one.before, reverse=True)
        assert all(text.isascii() for text in (one.question, *one.sentences)), one
    assert sum(any(one.right) for one in found) >= len(found) - 1
    assert any(not all(one.right) for one in found)
