"""``qa eval``: the examiner at the command line."""

import datetime
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from eval.errors import EvalError

app = typer.Typer(
    name="eval",
    help="Examine the service: golden questions, scores with intervals, a report, a gate.",
    no_args_is_help=False,
    rich_markup_mode=None,
)

Url = Annotated[str | None, typer.Option(help="Ask a running service there instead of one in this process.")]
Key = Annotated[str | None, typer.Option(help="Key for --url.", envvar="QA_EVAL_KEY")]
Files = Annotated[list[Path] | None, typer.Option("--set", help="Golden questions (JSONL) instead of the repository's.")]
Folder = Annotated[Path | None, typer.Option("--articles", help="Articles that --set is about.")]
Split = Annotated[str, typer.Option(help="tune, keep or all.")]
Out = Annotated[Path | None, typer.Option(help="Folder to write; default eval/runs/<time>.")]
_T = TypeVar("_T")


@app.callback(invoke_without_command=True)
def evaluate(
    context: typer.Context,
    url: Url = None,
    key: Key = None,
    files: Files = None,
    articles: Folder = None,
    split: Split = "all",
    gate: Annotated[bool, typer.Option("--gate", help="End with exit code 3 if a floor of scores.toml is missed.")] = False,
    with_twins: Annotated[bool, typer.Option("--twins", help="Ask the twins too.")] = False,
    out: Out = None,
) -> None:
    """Ask the golden questions, judge the answers, write a report. Example: qa eval --split tune --out /tmp/run"""
    if context.invoked_subcommand is not None:
        return
    with _explained():
        from eval.evaluate import chosen_sets, evaluate as run_sets

        _check_split(split)
        sets = chosen_sets(files or [], articles, split)
        folder = out or _new_run()
        total = sum(len(each.questions) for each in sets)
        results = _with_progress(total, "asking", lambda tick: run_sets(sets, _service(url, key), tick))
        _write(folder, results)
        if with_twins:
            _twins(sets, folder)
        if gate:
            _gate(results)


@app.command()
def compare(before: Path, after: Path) -> None:
    """Compare two runs by paired bootstrap; exit code 3 if worse. Example: qa eval compare eval/runs/A eval/runs/B"""
    with _explained():
        from eval.compare import compare as compare_runs
        from eval.gate import QUALITY_FELL
        from eval.result import read_results
        from eval.terminal import comparison_lines, comparison_table

        found = compare_runs(read_results(before), read_results(after))
        console = _console()
        console.print(comparison_table(found))
        for line in comparison_lines(found):
            console.print(line, markup=False, highlight=False)
        if found.is_worse:
            raise typer.Exit(QUALITY_FELL)


@app.command()
def gate(run: Path) -> None:
    """Hold a saved run against scores.toml; exit code 3 if quality fell. Example: qa eval gate eval/runs/A"""
    with _explained():
        from eval.result import read_results

        _gate(read_results(run))


@app.command()
def record(run: Path) -> None:
    """Set the floors and the passing list to what a run reached, to be reviewed. Example: qa eval record eval/runs/A"""
    with _explained():
        from eval.floors import SCORES, raised, read_floors, write_floors
        from eval.gate import PASSING, write_passing
        from eval.result import read_results

        results = read_results(run)
        write_floors(raised(read_floors(), results, datetime.date.today().isoformat()))
        write_passing(results)
        _console().print(f"Wrote {SCORES} and {PASSING}: read the diff before you commit it.", markup=False)


@app.command()
def table() -> None:
    """Print the README's score table from scores.toml. Example: qa eval table"""
    with _explained():
        from eval.floors import read_floors
        from eval.table import score_table

        typer.echo(score_table(read_floors()), nl=False)


@app.command()
def report(run: Path) -> None:
    """Write the HTML report of a saved run anew. Example: qa eval report eval/runs/A"""
    with _explained():
        from eval.result import read_results

        results = read_results(run)
        _console().print(f"Report: {_report(run if run.is_dir() else run.parent, results)}", markup=False)


@app.command()
def twins(
    files: Files = None,
    articles: Folder = None,
    split: Split = "all",
    out: Out = None,
) -> None:
    """Change the articles under the questions: do the answers follow? Example: qa eval twins --split tune"""
    with _explained():
        from eval.evaluate import chosen_sets

        _check_split(split)
        _twins(chosen_sets(files or [], articles, split), out or _new_run())


@app.command()
def validate(files: Files = None, articles: Folder = None) -> None:
    """Prove every evidence string, id and quota of a set. Example: qa eval validate --set my.jsonl --articles my/"""
    with _explained():
        from eval.evaluate import chosen_sets
        from eval.validate import QUOTAS, problems

        found = []
        for each in chosen_sets(files or [], articles, "all"):
            found += problems(each.questions, each.articles, None if files else QUOTAS.get(each.name))
            _console().print(f"{each.name}: {len(each.questions)} questions, {len(each.sources)} articles")
        for fault in found:
            typer.echo(fault, err=True)
        if found:
            raise EvalError(f"{len(found)} faults; cure them, or the scores mean nothing.")


@app.command()
def public(
    file: Path,
    name: Annotated[str, typer.Option(help="What to call the set.")] = "",
    split: Annotated[str, typer.Option(help="The public set's own split, for the label.")] = "test",
    context_language: Annotated[str, typer.Option(help="Language of the articles.")] = "en",
    questions: Annotated[Path | None, typer.Option(help="The same set in another language: its questions are asked.")] = None,
    question_language: Annotated[str | None, typer.Option(help="Language of the questions.")] = None,
    limit: Annotated[int | None, typer.Option(help="Only the first n questions.")] = None,
    out: Out = None,
) -> None:
    """Run a SQuAD-shaped file (XQuAD, TyDi QA GoldP, MLQA). Example: qa eval public xquad.hi.json --context-language hi"""
    with _explained():
        from eval.evaluate import evaluate as run_sets
        from eval.public import read_public

        chosen = read_public(
            file, name, split, context_language, questions=questions, question_language=question_language, limit=limit
        )
        total = len(chosen.questions)
        results = _with_progress(total, chosen.name, lambda tick: run_sets([chosen], None, tick))
        _write(out or _new_run(), results)


def _write(folder: Path, results: Sequence[Any]) -> None:
    from eval.junit import write_junit
    from eval.result import write_results
    from eval.summary import summarise, write_summary
    from eval.terminal import error_lines, terminal_table

    write_results(folder / "results.jsonl", results)
    summary = summarise(results, _now(), _command())
    write_summary(folder / "scores.json", summary)
    write_junit(folder / "junit.xml", results)
    console = _console()
    console.print(terminal_table(summary))
    for line in error_lines(results):
        console.print(line, markup=False, style="red")
    console.print(f"Report: {_report(folder, results, summary)}", markup=False, highlight=False, soft_wrap=True)


def _report(folder: Path, results: Sequence[Any], summary: Any = None) -> Path:
    from eval.report import write_report
    from eval.sets import RUNS
    from eval.summary import read_summaries, summarise
    from eval.twins import read_twins

    path = folder / "report.html"
    summary = summary or summarise(results, _now(), _command())
    earlier = [run for run in read_summaries(RUNS) if run.date != summary.date]
    write_report(path, results, summary, [*earlier, summary], read_twins(folder / "twins.jsonl"))
    return path


def _gate(results: Sequence[Any]) -> None:
    from eval.floors import read_floors
    from eval.gate import QUALITY_FELL, read_passing, rule
    from eval.terminal import ruling_lines

    ruling = rule(read_floors(), read_passing(), results)
    for line in ruling_lines(ruling):
        typer.echo(line, err=not ruling.is_open)
    if not ruling.is_open:
        raise typer.Exit(QUALITY_FELL)


def _twins(sets: Sequence[Any], folder: Path) -> None:
    from eval.terminal import twin_table
    from eval.twins import ask_twins, plan, write_twins

    plans = [plan(each) for each in sets]
    total = sum(len(each.twins) for each in plans)
    found = _with_progress(total, "twins", lambda tick: [r for each in plans for r in ask_twins(each, tick)])
    write_twins(folder / "twins.jsonl", found)
    _console().print(twin_table(found))


def _with_progress(total: int, what: str, work: Callable[[Callable[[Any], None]], _T]) -> _T:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        return work(lambda _: progress.advance(task))


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what the person at the terminal can cure into one sentence and exit code 1."""
    from vectorstore.errors import VectorstoreError

    try:
        yield
    except (EvalError, VectorstoreError) as error:
        typer.echo(f"qa eval: {error}", err=True)
        raise typer.Exit(1) from error


def _service(url: str | None, key: str | None) -> Any:
    from eval.evaluate import Service

    return Service(url, key) if url else None


def _check_split(split: str) -> None:
    from eval.golden import SPLITS

    if split not in SPLITS:
        raise EvalError(f"--split is one of {', '.join(SPLITS)}, not {split!r}.")


def _console(*, stderr: bool = False) -> Any:
    from rich.console import Console

    return Console(stderr=stderr, width=None if os.isatty(2 if stderr else 1) else 140)


def _now() -> str:
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def _new_run() -> Path:
    from eval.sets import RUNS

    return RUNS / datetime.datetime.now().strftime("%Y%m%d-%H%M%S")


def _command() -> str:
    return "qa " + shlex.join(sys.argv[1:])
