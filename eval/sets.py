"""A golden set: its questions and the articles they are about."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.articles import Articles, articles_of, read_sources
from eval.errors import BadGoldenSet
from eval.golden import GoldenQuestion, read_golden
from vectorstore.document import Source

HERE = Path(__file__).parent
RUNS = HERE / "runs"

SHELF = 10
"""Articles a shelf, for half of practice: what is learned is to hold for a few articles as for hundreds."""


@dataclass(frozen=True, slots=True)
class GoldenSet:
    """Questions over a folder of articles, under a name for reports."""

    name: str
    questions: tuple[GoldenQuestion, ...]
    sources: tuple[Source, ...]

    @property
    def articles(self) -> Articles:
        """The articles, cleaned."""
        return articles_of(self.sources)


def default_sets() -> list[GoldenSet]:
    """Return the two sets of this repository: over its seeds, and over articles that nobody tuned to."""
    seeds = sorted((HERE / "golden").glob("seeds-*.jsonl"))
    return [
        golden_set("seeds", seeds, HERE.parent / "seeds"),
        golden_set("topics", [HERE / "golden" / "topics.jsonl"], HERE / "articles"),
    ]


def practice_set() -> GoldenSet:
    """Return the articles and questions that are there to learn from; nothing is reported on them."""
    return golden_set("practice", sorted((HERE / "practice").glob("*.jsonl")), HERE / "practice" / "articles")


def practice_over_default_sets() -> list[GoldenSet]:
    """Return further questions to learn from over the articles of `default_sets`; none is a golden one.

    Golden *keep* keeps questions out, not articles; articles that nothing is learned from are those of `fresh_set`.
    """
    practice = HERE / "practice"
    return [
        golden_set("practice over seeds", sorted((practice / "seeds").glob("*.jsonl")), HERE.parent / "seeds"),
        golden_set("practice over topics", sorted((practice / "topics").glob("*.jsonl")), HERE / "articles"),
    ]


def fresh_set() -> GoldenSet:
    """Return the articles and questions that nothing is learned from or tuned to."""
    return golden_set("fresh", [HERE / "fresh" / "fresh.jsonl"], HERE / "fresh" / "articles")


def golden_set(name: str, files: Iterable[Path], articles: Path) -> GoldenSet:
    """Read a set from its files and the folder of its articles.

    :raises BadGoldenSet: if a file breaks the format, or two questions share an id.
    """
    questions = [question for file in files for question in read_golden(file)]
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise BadGoldenSet(f"set {name}: two questions have the id {question.id!r}; give one of them another.")
        seen.add(question.id)
    return GoldenSet(name, tuple(questions), tuple(read_sources(articles)))


def of_split(chosen: GoldenSet, split: str) -> GoldenSet:
    """Return the questions of one split (`tune`, `keep`), or all."""
    questions: Sequence[GoldenQuestion] = chosen.questions
    return replace(chosen, questions=tuple(q for q in questions if split in ("all", q.split)))


def shelves_of(chosen: GoldenSet, articles: int) -> list[GoldenSet]:
    """Return a set as several of so many articles each, with the questions about these, and one of all that are left.

    Few articles lie on the shelf of most people; an index of hundreds weighs words and rivals otherwise. Half of the
    articles go on small shelves. A question whose id begins with the name of an article is about it.
    """
    names = sorted((source.id for source in chosen.sources), key=lambda name: zlib.crc32(name.encode()))
    small = names[: len(names) // 2]
    cuts = [small[at : at + articles] for at in range(0, len(small), articles)] + [names[len(names) // 2 :]]
    about = {question.id: _article_of(question, names) for question in chosen.questions}
    return [
        GoldenSet(
            f"{chosen.name}-{number}",
            tuple(question for question in chosen.questions if about[question.id] in cut),
            tuple(source for source in chosen.sources if source.id in cut),
        )
        for number, cut in enumerate(cuts, 1)
    ]


def _article_of(question: GoldenQuestion, names: Sequence[str]) -> str:
    if question.documents:
        return question.documents[0]
    return max((name for name in names if question.id.startswith(name.partition(".")[0])), key=len, default=names[-1])
