"""What the commands of ``qa eval`` do; `eval.cli` only reads what was typed, and imports this when it runs one."""

import datetime
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from eval.compare import compare
from eval.errors import EvalError
from eval.evaluate import Service, chosen_sets, evaluate
from eval.floors import SCORES, raised, read_floors, write_floors
from eval.gate import PASSING, QUALITY_FELL, read_passing, rule, write_passing
from eval.junit import write_junit
from eval.parallel import read_parallel
from eval.public import read_public
from eval.report import write_report
from eval.result import Result, read_results, write_results
from eval.sets import RUNS, GoldenSet, default_sets
from eval.summary import Summary, read_summaries, summarise, write_summary
from eval.table import score_table
from eval.terminal import (
    comparison_lines,
    comparison_table,
    error_lines,
    question_table,
    ruling_lines,
    support_table,
    terminal_table,
    twin_table,
)
from eval.twins import ask_twins, plan, read_twins, write_twins
from eval.validate import QUOTAS, problems
from vectorstore.lexicon import LANGUAGES

OK = 0
__all__ = ["Service", "chosen_sets", "read_public"]
_T = TypeVar("_T")


def run_sets(
    sets: Sequence[GoldenSet], service: Service | None, folder: Path, *, with_twins: bool = False, gate: bool = False
) -> int:
    """Run sets, write everything a run leaves behind into ``folder``; return the exit code."""
    total = sum(len(each.questions) for each in sets)
    results = _with_progress(total, "asking", lambda tick: evaluate(sets, service, tick))
    if with_twins:
        run_twins(sets, folder)
    _write(folder, results)
    return _ruled(results) if gate else OK


def run_twins(sets: Sequence[GoldenSet], folder: Path) -> int:
    """Ask the twins of sets, in process, and write what became of them."""
    plans = [plan(each) for each in sets]
    total = sum(len(each.twins) for each in plans)
    found = _with_progress(total, "twins", lambda tick: [r for each in plans for r in ask_twins(each, tick)])
    write_twins(folder / "twins.jsonl", found)
    _console().print(twin_table(found))
    return OK


def compare_runs(before: Path, after: Path) -> int:
    """Print what changed between two runs; `QUALITY_FELL` if a measure is worse."""
    found = compare(read_results(before), read_results(after))
    console = _console()
    console.print(comparison_table(found))
    for line in comparison_lines(found):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return QUALITY_FELL if found.is_worse else OK


def gate_run(run: Path) -> int:
    """Hold a saved run against the floors; `QUALITY_FELL` if one is missed."""
    return _ruled(read_results(run))


def record_run(run: Path) -> int:
    """Write floors and passing list anew from a saved run."""
    results = read_results(run)
    write_floors(raised(read_floors(), results, datetime.date.today().isoformat()))
    write_passing(results)
    _console().print(f"Wrote {SCORES} and {PASSING}: read the diff before you commit it.", markup=False)
    return OK


def report_run(run: Path) -> int:
    """Write the report of a saved run anew."""
    folder = run if run.is_dir() else run.parent
    results = read_results(run)
    _say_report(folder, results, summarise(results, now(), _command()))
    return OK


def validate_sets(files: Sequence[Path], articles: Path | None) -> int:
    """Print every fault of the sets.

    :raises EvalError: if there is one.
    """
    found = []
    for each in chosen_sets(files, articles, "all"):
        found += problems(each.questions, each.articles, None if files else QUOTAS.get(each.name))
        _console().print(f"{each.name}: {len(each.questions)} questions, {len(each.sources)} articles")
    for fault in found:
        _console(stderr=True).print(fault, markup=False, highlight=False, soft_wrap=True)
    if found:
        raise EvalError(f"{len(found)} faults; cure them, or the scores mean nothing.")
    return OK


def print_table() -> int:
    """Print the README's score table, as it goes into the file."""
    sys.stdout.write(score_table(read_floors()))
    return OK


def check_support(pairs: Path | None) -> int:
    """Print how well the support check tells spoiled claims from supported ones; `QUALITY_FELL` below its floor."""
    from eval.support import check, half_score, read_pairs  # only here: other commands check no pairs

    read = read_pairs(pairs) if pairs else read_pairs()
    check(read)  # warm: what is measured is the check, not the reading of the lexicon
    checked = check(read)
    scores = {half: half_score(checked, half) for half in ("tune", "keep")}
    _console().print(support_table(checked, scores))
    return OK if all(score.is_enough for score in scores.values()) else QUALITY_FELL


def check_questions(labelled: Path | None) -> int:
    """Print how well questions are read, and what of the tune half is not; `QUALITY_FELL` below the floor."""
    from eval.questions import FLOOR, read_labelled, read_questions, share_right  # only here: it reads no answers

    readings = read_questions(read_labelled(labelled) if labelled else read_labelled())
    _console().print(question_table(readings))
    for each in readings:
        if each.faults and each.labelled.half == "tune":  # what is kept is not to be looked at
            line = f"{each.labelled.id} {each.labelled.question} | {'; '.join(each.faults)}"
            _console().print(line, markup=False, highlight=False, soft_wrap=True)
    shares = [share_right([each for each in readings if each.labelled.half == half]) for half in ("tune", "keep")]
    return OK if all(share is None or share >= FLOOR for share in shares) else QUALITY_FELL


def new_run() -> Path:
    """Return the folder of a run that starts now."""
    return RUNS / datetime.datetime.now().strftime("%Y%m%d-%H%M%S")


def now() -> str:
    """Return the time, ISO 8601, to the second."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def _write(folder: Path, results: Sequence[Result]) -> None:
    write_results(folder / "results.jsonl", results)
    summary = summarise(results, now(), _command())
    write_summary(folder / "scores.json", summary)
    write_junit(folder / "junit.xml", results)
    console = _console()
    console.print(terminal_table(summary))
    for line in error_lines(results):
        console.print(line, markup=False, style="red", soft_wrap=True)
    _say_report(folder, results, summary)


def _say_report(folder: Path, results: Sequence[Result], summary: Summary) -> None:
    earlier = [run for run in read_summaries(RUNS) if run.date != summary.date]
    write_report(folder / "report.html", results, summary, [*earlier, summary], read_twins(folder / "twins.jsonl"))
    _console().print(f"Report: {folder / 'report.html'}", markup=False, highlight=False, soft_wrap=True)


def _ruled(results: Sequence[Result]) -> int:
    ruling = rule(read_floors(), read_passing(), results)
    console = _console(stderr=not ruling.is_open)
    for line in ruling_lines(ruling):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return OK if ruling.is_open else QUALITY_FELL


def _with_progress(total: int, what: str, work: Callable[[Callable[[object], None]], _T]) -> _T:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        return work(lambda _: progress.advance(task))


def _console(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, width=None if os.isatty(2 if stderr else 1) else 140)


def _command() -> str:
    return "qa " + shlex.join(sys.argv[1:])


def run_everyday(every: int) -> int:
    """Ask the everyday questions and print the matrix."""
    from eval.everyday import ask_everyday, lines  # only here: no other command needs it

    tally = _with_progress(len(LANGUAGES), "asking", lambda tick: ask_everyday(every, lambda: tick(None)))
    for line in lines(tally):
        _console().print(line, markup=False, highlight=False)
    return OK


def train_weights(xquad: Path | None) -> int:
    """Learn the weights and print what share each model gets right on what it learned from."""
    from eval.train import WEIGHTS, train  # only here: it needs the way of a question step by step

    for name, value in train(xquad).items():
        _console().print(f"{name:<16}{value:>9.3f}")
    _console().print(f"Wrote {WEIGHTS}: run `qa eval` and read the diff before you commit it.", markup=False)
    return OK


def teach_reader(xquad: Path) -> int:
    """Teach the cross-encoder and print for how many held-out questions its first sentence is right."""
    from eval.teach import teach  # only here: it needs torch

    for name, value in teach(xquad, _console(stderr=True).print).items():
        _console().print(f"{name:<16}{value:>9.0f}")
    return OK


def run_retrieval(xquad: Path, folder: Path, *, every: int, sample: int, crowd: int, ablations: bool) -> int:
    """Measure retrieval on a parallel set, print the tables, write ``retrieval.json`` into ``folder``."""
    from eval import retrieval  # only here: no other command needs it

    parallel = read_parallel(xquad)
    plan = retrieval.Plan(every, sample, crowd, ablations)
    seeds = default_sets()[0].sources

    def work(tick: Callable[[object], None]) -> retrieval.RetrievalReport:
        return retrieval.measure(parallel, seeds, plan, now(), _command(), lambda: tick(None))

    report = _with_progress(retrieval.steps(parallel, plan), "pairs", work)
    for table in retrieval.tables(report):
        _console().print(table)
    retrieval.write_report(folder / "retrieval.json", report)
    _console().print(f"Figures: {folder / 'retrieval.json'}", markup=False, highlight=False, soft_wrap=True)
    return OK
