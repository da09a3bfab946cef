"""The everyday questions: whole, in every language, and answered by what every article says."""

import pytest

from eval.crossfit import fold
from eval.everyday import Tally, ask_everyday, chosen_everyday, lines, read_everyday, together
from eval.matching import matches_all
from vectorstore.lexicon import LANGUAGES

ARTICLES, QUESTIONS = read_everyday()


def test_every_event_is_told_and_every_question_asked_in_every_language() -> None:
    assert {len(told) for told in ARTICLES.values()} == {len({one.event for one in QUESTIONS})}
    assert set(ARTICLES) == set(LANGUAGES)
    assert len({(one.event, one.id) for one in QUESTIONS}) == len(QUESTIONS)
    assert all(set(one.asked) == set(LANGUAGES) and all(one.asked.values()) for one in QUESTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_says_what_is_asked(language: str) -> None:
    texts = {source.id: source.text for source in ARTICLES[language]}
    unsaid = [
        (one.event, one.id)
        for one in QUESTIONS
        if one.answer_any and not matches_all([one.answer_any], texts[one.event])
    ]
    assert unsaid == []


def test_most_of_a_tenth_is_answered_from_every_language_into_every_other() -> None:
    tallies = ask_everyday(every=10)
    assert set(tallies) == {"keep", "tune"}
    tally = together(tallies.values())
    assert len(tally.answerable) == len(LANGUAGES) ** 2
    assert tally.share_right() > 0.6
    assert lines(tallies)[-2].startswith("tune: right")


def test_best_findings_are_learned_from_in_every_language_and_of_nothing_kept() -> None:
    found = list(chosen_everyday("de"))
    tuned = {one.event for one in QUESTIONS if one.split == "tune"}
    assert {one.outcome for one in found} == {"right", "wrong", "unanswerable"}
    assert len(found) < sum(one.split == "tune" for one in QUESTIONS)
    assert {one.fold for one in found} <= {fold(event) for event in tuned}


def test_shares_are_of_a_language_or_of_all() -> None:
    tally = Tally()
    tally.answerable.update({("en", "de"): 4, ("hi", "de"): 6})
    tally.right.update({("en", "de"): 1, ("hi", "de"): 5})
    assert tally.share_right() == 0.6
    assert tally.share_right("en") == tally.share_right("en", "de") == 0.25
    assert tally.share_right(told="de") == 0.6
    assert tally.share_refused() == 0.0
