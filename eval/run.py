"""Run a golden set: every question asked, searched and judged, in the order of the set."""

from collections.abc import Callable, Iterable
from time import perf_counter

from eval.articles import Articles
from eval.errors import SystemFailed
from eval.golden import GoldenQuestion
from eval.judge import failed, judge
from eval.measures import DEPTH
from eval.result import Result
from eval.system import System

Progress = Callable[[Result], None]


def run(
    name: str, questions: Iterable[GoldenQuestion], system: System, progress: Progress = lambda _: None
) -> list[Result]:
    """Ask every question of the set ``name`` and judge what comes back; ``progress`` is told of each result.

    An error of the system is a result like any other: neither answered nor refused.
    """
    results = []
    articles = system.articles
    for question in questions:
        result = _ask(name, question, system, articles)
        progress(result)
        results.append(result)
    return results


def _ask(name: str, question: GoldenQuestion, system: System, articles: Articles) -> Result:
    languages = tuple(articles[document].language for document in question.documents if document in articles)
    start = perf_counter()
    try:
        answer = system.ask(question.question, question.history)
        seconds = perf_counter() - start
        # A question with history is searched as the system itself understood it (contract, recall@k).
        query = answer.get("standalone_question") if question.history else None
        passages = system.search(query or question.question, DEPTH) if question.is_answerable else []
        verdict = judge(question, answer, passages, articles)
    except (SystemFailed, KeyError) as error:
        seconds = perf_counter() - start
        answer, verdict = failed(f"{type(error).__name__}: {error}")
    return Result(name, question, languages, answer, verdict, seconds)
