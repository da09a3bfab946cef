"""*Removed evidence*: every sentence that states the answer is cut; the answer must become a refusal."""

from collections.abc import Iterable

from eval.articles import Article, Articles
from eval.edits import Change, Edit, sentences, sentences_at
from eval.evidence import evidence_spans
from eval.golden import GoldenQuestion
from eval.matching import matches, matches_all
from eval.twin import REMOVED_EVIDENCE, Twin, evidence_is_known

MOST_CUT = 1 / 3
"""Share of an article's sentences that may go; with more gone it is another article."""


def removed_evidence(question: GoldenQuestion, articles: Articles) -> Twin | None:
    """Return the twin of a question without its evidence, or None if what is left could still answer it."""
    if not evidence_is_known(question, articles):
        return None
    spans = evidence_spans(question, articles)
    cut = {
        document: {sentence for start, end in places for sentence in sentences_at(articles[document], start, end)}
        for document, places in spans.items()
    }
    is_thin = any(len(gone) > max(1, MOST_CUT * len(sentences(articles[document]))) for document, gone in cut.items())
    if is_thin or not all(cut.values()) or _is_still_said(question, articles, cut):
        return None
    return Twin(REMOVED_EVIDENCE, question, _edit(cut))


def _edit(cut: dict[str, set[tuple[int, int]]]) -> Edit:
    return tuple(Change(document, start, end, "") for document in sorted(cut) for start, end in sorted(cut[document]))


def _is_still_said(question: GoldenQuestion, articles: Articles, cut: dict[str, set[tuple[int, int]]]) -> bool:
    """Tell whether a sentence that stays says every part of the answer, or holds a figure that is part of it.

    A figure of one digit, or of no more than a day of the month, is too common to tell.
    """
    telling = [option for group in question.answer_any for option in group if _is_telling(option)]
    kept = [text for article in articles.values() for text in _kept(article, cut.get(article.id, set()))]
    return any(
        matches_all(question.answer_any, text) or any(matches(option, text) for option in telling) for text in kept
    )


def _is_telling(option: str) -> bool:
    digits = "".join(char for char in option if char.isdecimal())
    is_year = len(digits) == 4 and digits.startswith(("19", "20"))
    return len(digits) >= 3 and not is_year and not any(char.isalpha() for char in option)


def _kept(article: Article, gone: set[tuple[int, int]]) -> Iterable[str]:
    return [article.text[start:end] for start, end in sentences(article) if (start, end) not in gone]
