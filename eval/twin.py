"""A twin: a golden question over articles that were changed so that its right answer is known to change, or not to."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.articles import Articles
from eval.edits import Edit
from eval.golden import GoldenQuestion
from eval.matching import normal

CHANGED_NUMBER = "changed number"
REMOVED_EVIDENCE = "removed evidence"
INJECTED_INSTRUCTION = "injected instruction"
OTHER_LANGUAGE = "other language"


@dataclass(frozen=True, slots=True)
class Twin:
    """A question and the edit it is asked under; ``old`` and ``new``: the figure before and after, or the injection."""

    kind: str
    question: GoldenQuestion
    edit: Edit
    old: str = ""
    new: str = ""


def asked_text(question: GoldenQuestion) -> str:
    """Return all that a person says in a question and the turns before it."""
    return "\n".join([*(turn["content"] for turn in question.history), question.question])


def numbers_of(articles: Articles) -> frozenset[str]:
    """Return every number that stands in any of the articles."""
    return frozenset(number for article in articles.values() for number in normal(article.text).numbers)


def evidence_is_known(question: GoldenQuestion, articles: Articles) -> bool:
    """Tell whether the question is answerable and all its articles are at hand."""
    documents: Sequence[str] = question.documents
    return question.is_answerable and all(document in articles for document in documents)
