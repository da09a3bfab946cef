"""Everyday questions over events that are told in six languages: from every language into every other.

Seven events, each an article in every language, with the same questions in all of them; a third is answered nowhere,
near as the article comes to it (``eval/everyday/``). They have been read, so this is no measure of what is to be
expected; it shows which language, and which turn of phrase, the others leave behind.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval.draws import chain_over
from eval.matching import matches_all
from eval.sets import HERE, default_sets
from qa.chain import Chain
from qa.request import AskRequest
from vectorstore.document import Source
from vectorstore.lexicon import LANGUAGES

FOLDER = HERE / "everyday"


@dataclass(frozen=True, slots=True)
class Question:
    """A question in every language; ``answer_any`` is what a right answer has one of, empty where nothing answers."""

    event: str
    id: str
    answer_any: tuple[str, ...]
    asked: dict[str, str]


@dataclass(slots=True)
class Tally:
    """How many questions, by language of question and of article, were answered rightly, and refused rightly."""

    answerable: Counter[tuple[str, str]] = field(default_factory=Counter)
    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    unanswerable: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def share_right(self, asked: str = "", told: str = "") -> float:
        """Return the share of the answerable questions that were answered rightly; by language where one is given."""
        return _share(self.right, self.answerable, asked, told)

    def share_refused(self, asked: str = "", told: str = "") -> float:
        """Return the share of the unanswerable questions that were refused."""
        return _share(self.refused, self.unanswerable, asked, told)


def read_everyday(folder: Path = FOLDER) -> tuple[dict[str, list[Source]], list[Question]]:
    """Return the articles by language, and the questions."""
    articles: dict[str, list[Source]] = {language: [] for language in LANGUAGES}
    questions: list[Question] = []
    for path in sorted(folder.glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for language, text in table["articles"].items():
            articles[language].append(Source(path.stem, text, language=language))
        questions += [
            Question(path.stem, one["id"], tuple(one.get("answer_any", ())), one["asked"]) for one in table["questions"]
        ]
    return articles, questions


def ask_everyday(every: int = 1, tick: Callable[[], None] = lambda: None) -> Tally:
    """Ask every ``every``-th question in all languages of the articles in each, the seeds beside them."""
    articles, questions = read_everyday()
    seeds, tally = default_sets()[0].sources, Tally()
    for told in LANGUAGES:
        with chain_over([*seeds, *articles[told]]) as chain:
            for question in questions[::every]:
                for asked, text in question.asked.items():
                    _count(tally, chain, question, text, (asked, told))
            tick()
    return tally


def _count(tally: Tally, chain: Chain, question: Question, text: str, pair: tuple[str, str]) -> None:
    answer = chain.runnable.invoke(AskRequest(text))
    if question.answer_any:
        tally.answerable[pair] += 1
        tally.right[pair] += answer.refusal is None and matches_all([question.answer_any], answer.text)
    else:
        tally.unanswerable[pair] += 1
        tally.refused[pair] += answer.refusal is not None


def lines(tally: Tally) -> Sequence[str]:
    """Return the tally as lines: a row a language of questions, a column a language of articles, in per cent."""
    head = "asked in    " + "".join(f"{told:>6}" for told in LANGUAGES) + "   all"
    rows = [
        f"{asked:<12}"
        + "".join(f"{100 * tally.share_right(asked, told):6.1f}" for told in LANGUAGES)
        + f"{100 * tally.share_right(asked):6.1f}"
        for asked in LANGUAGES
    ]
    right, of = sum(tally.right.values()), sum(tally.answerable.values())
    refused, without = sum(tally.refused.values()), sum(tally.unanswerable.values())
    return [
        head,
        *rows,
        f"right        {right} of {of} ({100 * tally.share_right():.1f} %)",
        f"refused      {refused} of {without} that nothing answers ({100 * tally.share_refused():.1f} %)",
    ]


def _share(of: Counter[tuple[str, str]], all_of: Counter[tuple[str, str]], asked: str, told: str) -> float:
    def fits(pair: tuple[str, str]) -> bool:
        return asked in ("", pair[0]) and told in ("", pair[1])

    total = sum(count for pair, count in all_of.items() if fits(pair))
    return sum(count for pair, count in of.items() if fits(pair)) / total if total else 0.0
