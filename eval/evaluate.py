"""A whole evaluation: sets chosen, a system opened for each, every question run."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvalError
from eval.golden import SPLITS, GoldenQuestion
from eval.over_http import OverHttp, over_http
from eval.result import Result
from eval.run import Progress, run
from eval.sets import GoldenSet, default_sets, golden_set, of_split
from eval.system import System


@dataclass(frozen=True, slots=True)
class Service:
    """Where a running service is asked, with a key if it wants one."""

    url: str
    key: str | None = None


def chosen_sets(files: Sequence[Path], articles: Path | None, split: str) -> list[GoldenSet]:
    """Return the sets to run: the repository's own, or one set of the files named over their articles.

    :raises EvalError: if files are named without articles, the split is none, or no question is left.
    """
    if split not in SPLITS:
        raise EvalError(f"--split is one of {', '.join(SPLITS)}, not {split!r}.")
    if files and articles is None:
        raise EvalError("--set needs --articles DIR: the folder of the articles the questions are about.")
    if articles is not None and not files:
        raise EvalError("--articles needs --set FILE: the questions about these articles.")
    sets = [golden_set(files[0].stem, files, articles)] if files and articles else default_sets()
    kept = [each for each in (of_split(each, split) for each in sets) if each.questions]
    if not kept:
        raise EvalError(f"No question is in the split {split!r} of {', '.join(each.name for each in sets)}.")
    return kept


def evaluate(sets: Sequence[GoldenSet], service: Service | None, progress: Progress = lambda _: None) -> list[Result]:
    """Run the sets in order: each in process over its own articles, or all against a running service."""
    if service is None:
        return [result for each in sets for result in _inside(each, progress)]
    with over_http(service.url, service.key) as system:
        held = held_by(system, sets)
        return [result for each in held for result in run(each.name, each.questions, system, progress)]


def held_by(system: OverHttp, sets: Sequence[GoldenSet]) -> list[GoldenSet]:
    """Return the sets whose articles the service all has.

    :raises EvalError: if it has those of none, naming one that is missing.
    """
    missing = {each.name: sorted(_documents(each.questions) - set(system.articles)) for each in sets}
    held = [each for each in sets if not missing[each.name]]
    if not held:
        name, absent = next(iter(missing.items()))
        raise EvalError(
            f"The service lacks {len(absent)} articles of {name}, {absent[0]} first; `qa ingest` them there."
        )
    return held


@contextmanager
def opened(chosen: GoldenSet) -> Iterator[System]:
    """Open a system in process over a set's articles."""
    from eval.inside import in_process  # the system under test takes seconds to import: only when it is asked

    with in_process(chosen.sources) as system:
        yield system


def _inside(chosen: GoldenSet, progress: Progress) -> list[Result]:
    with opened(chosen) as system:
        return run(chosen.name, chosen.questions, system, progress)


def _documents(questions: Sequence[GoldenQuestion]) -> set[str]:
    return {document for question in questions for document in question.documents}
