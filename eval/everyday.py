"""Everyday questions over events that are told in six languages: from every language into every other.

Thirteen events, each an article in every language, with the same questions in all of them; a third is answered nowhere,
near as the article comes to it (``eval/everyday/``). They have been read, so this is no measure of what is to be
expected; it shows which language, and which turn of phrase, the others leave behind. When to answer is learned from
the events of the split *tune* besides (`eval.train`), from those of *keep* nothing.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from eval.crossfit import fold
from eval.draws import chain_over
from eval.fit_answer import Chosen, Outcome
from eval.matching import matches_all
from eval.sets import HERE, default_sets
from qa.chain import Chain
from qa.refuse import weighable
from qa.request import AskRequest
from vectorstore.document import Source
from vectorstore.lexicon import LANGUAGES

FOLDER = HERE / "everyday"


@dataclass(frozen=True, slots=True)
class Question:
    """A question in every language; ``answer_any`` is what a right answer has one of, empty where nothing answers.

    ``split`` is that of its event: ``tune`` or ``keep``.
    """

    event: str
    split: str
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
            Question(path.stem, table["split"], one["id"], tuple(one.get("answer_any", ())), one["asked"])
            for one in table["questions"]
        ]
    return articles, questions


def ask_everyday(every: int = 1, tick: Callable[[], None] = lambda: None) -> dict[str, Tally]:
    """Ask every ``every``-th question in all languages of the articles in each, the seeds beside them; by split."""
    articles, questions = read_everyday()
    seeds, tallies = default_sets()[0].sources, {split: Tally() for split in sorted({one.split for one in questions})}
    for told in LANGUAGES:
        with chain_over([*seeds, *articles[told]]) as chain:
            for question in questions[::every]:
                for asked, text in question.asked.items():
                    _count(tallies[question.split], chain, question, text, (asked, told))
            tick()
    return tallies


def chosen_everyday(told: str) -> Iterator[Chosen]:
    """Yield the best finding of each question of the split *tune*, asked in one language of the articles in another.

    Which language a question is asked in goes round, so that over the articles of all of them it is asked in each.
    """
    articles, questions = read_everyday()
    with chain_over([*default_sets()[0].sources, *articles[told]]) as chain:
        for at, question in enumerate(questions):
            if question.split == "tune":
                asked = LANGUAGES[(at + LANGUAGES.index(told)) % len(LANGUAGES)]
                yield from _best(chain, question, question.asked[asked])


def _best(chain: Chain, question: Question, text: str) -> Iterator[Chosen]:
    """Yield the best finding where it is for the learned weights to decide whether to answer with it."""
    ranked = chain.retrieval.invoke(AskRequest(text))
    drafted = chain.drafting.invoke(ranked)
    if not drafted.findings or not ranked.understood.terms:
        return
    document = chain.views.of(drafted.findings[0].candidate.view.document)
    understood = ranked.understood
    features = weighable(understood.question, understood.terms, drafted.findings, ranked.candidates, document)
    if not isinstance(features, bool):
        answer = chain.checking.invoke(replace(drafted, refusal=None))
        is_right = answer.refusal is None and matches_all([question.answer_any], answer.text)
        outcome: Outcome = "unanswerable" if not question.answer_any else "right" if is_right else "wrong"
        yield Chosen(features, outcome, fold(question.event))


def _count(tally: Tally, chain: Chain, question: Question, text: str, pair: tuple[str, str]) -> None:
    answer = chain.runnable.invoke(AskRequest(text))
    if question.answer_any:
        tally.answerable[pair] += 1
        tally.right[pair] += answer.refusal is None and matches_all([question.answer_any], answer.text)
    else:
        tally.unanswerable[pair] += 1
        tally.refused[pair] += answer.refusal is not None


def together(tallies: Iterable[Tally]) -> Tally:
    """Return several tallies as one."""
    tally = Tally()
    for one in tallies:
        tally.answerable += one.answerable
        tally.right += one.right
        tally.unanswerable += one.unanswerable
        tally.refused += one.refused
    return tally


def lines(tallies: Mapping[str, Tally]) -> Sequence[str]:
    """Return tallies as lines: a row a language of questions, a column one of articles, in per cent; then all."""
    tally = together(tallies.values())
    head = "asked in    " + "".join(f"{told:>6}" for told in LANGUAGES) + "   all"
    rows = [
        f"{asked:<12}"
        + "".join(f"{100 * tally.share_right(asked, told):6.1f}" for told in LANGUAGES)
        + f"{100 * tally.share_right(asked):6.1f}"
        for asked in LANGUAGES
    ]
    return [head, *rows, *(line for name, one in {"all": tally, **tallies}.items() for line in _totals(name, one))]


def _totals(name: str, tally: Tally) -> list[str]:
    right, of = sum(tally.right.values()), sum(tally.answerable.values())
    refused, without = sum(tally.refused.values()), sum(tally.unanswerable.values())
    return [
        f"{name}: right {right} of {of} ({100 * tally.share_right():.1f} %)",
        f"{name}: refused {refused} of {without} that nothing answers ({100 * tally.share_refused():.1f} %)",
    ]


def _share(of: Counter[tuple[str, str]], all_of: Counter[tuple[str, str]], asked: str, told: str) -> float:
    def fits(pair: tuple[str, str]) -> bool:
        return asked in ("", pair[0]) and told in ("", pair[1])

    total = sum(count for pair, count in all_of.items() if fits(pair))
    return sum(count for pair, count in of.items() if fits(pair)) / total if total else 0.0
