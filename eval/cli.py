"""``qa eval``: the examiner at the command line."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from eval.errors import EvalError

app = typer.Typer(
    name="eval",
    help="Examine the service: golden questions, scores with intervals, a report, a gate.",
    rich_markup_mode=None,
)

Url = Annotated[str | None, typer.Option(help="Ask a running service there, instead of one in this process.")]
Key = Annotated[str | None, typer.Option(help="Key for --url.")]
Files = Annotated[list[Path] | None, typer.Option("--set", help="Golden questions (JSONL), not the repository's.")]
Folder = Annotated[Path | None, typer.Option("--articles", help="Articles that --set is about.")]
Split = Annotated[str, typer.Option(help="tune, keep or all.")]
Gate = Annotated[bool, typer.Option("--gate", help="End with exit code 3 if a floor of scores.toml is missed.")]
Twins = Annotated[bool, typer.Option("--twins", help="Ask the twins too.")]
Out = Annotated[Path | None, typer.Option(help="Folder to write; default eval/runs/<time>.")]


@app.callback(invoke_without_command=True, epilog="Example: qa eval --split tune --out /tmp/run")
def evaluate(
    context: typer.Context,
    url: Url = None,
    key: Key = None,
    files: Files = None,
    articles: Folder = None,
    split: Split = "all",
    gate: Gate = False,
    with_twins: Twins = False,
    out: Out = None,
) -> None:
    """Ask the golden questions, judge the answers, write a report."""
    if context.invoked_subcommand is not None:
        return

    _explained(
        lambda commands: commands.run_sets(
            commands.chosen_sets(files or [], articles, split),
            commands.Service(url, key) if url else None,
            out or commands.new_run(),
            with_twins=with_twins,
            gate=gate,
        )
    )


@app.command(epilog="Example: qa eval compare eval/runs/A eval/runs/B")
def compare(before: Path, after: Path) -> None:
    """Compare two runs by paired bootstrap; exit code 3 if worse."""
    _explained(lambda commands: commands.compare_runs(before, after))


@app.command(epilog="Example: qa eval gate eval/runs/A")
def gate(run: Path) -> None:
    """Hold a saved run against scores.toml; exit code 3 if quality fell."""
    _explained(lambda commands: commands.gate_run(run))


@app.command(epilog="Example: qa eval record eval/runs/A")
def record(run: Path) -> None:
    """Set the floors and the passing list to what a run reached, to be reviewed."""
    _explained(lambda commands: commands.record_run(run))


@app.command(epilog="Example: qa eval table")
def table() -> None:
    """Print the README's score table from scores.toml."""
    _explained(lambda commands: commands.print_table())


@app.command(epilog="Example: qa eval report eval/runs/A")
def report(run: Path) -> None:
    """Write the HTML report of a saved run anew."""
    _explained(lambda commands: commands.report_run(run))


@app.command(epilog="Example: qa eval twins --split tune")
def twins(files: Files = None, articles: Folder = None, split: Split = "all", out: Out = None) -> None:
    """Change the articles under the questions, and see whether the answers follow."""
    _explained(
        lambda commands: commands.run_twins(
            commands.chosen_sets(files or [], articles, split), out or commands.new_run()
        )
    )


@app.command(epilog="Example: qa eval validate --set my.jsonl --articles my/")
def validate(files: Files = None, articles: Folder = None) -> None:
    """Prove every evidence string, id and quota of a set."""
    _explained(lambda commands: commands.validate_sets(files or [], articles))


@app.command(epilog="Example: qa eval public xquad.hi.json --questions xquad.en.json --question-language en")
def public(
    file: Path,
    name: Annotated[str, typer.Option(help="What to call the set; default: the file's name.")] = "",
    split: Annotated[str, typer.Option(help="The public set's own split, for the label.")] = "test",
    language: Annotated[str | None, typer.Option(help="Language of the articles; default: detected.")] = None,
    questions: Annotated[
        Path | None, typer.Option(help="The set in another language: its questions are asked.")
    ] = None,
    question_language: Annotated[str | None, typer.Option(help="Language of the questions.")] = None,
    limit: Annotated[int | None, typer.Option(help="Only the first n questions.")] = None,
    out: Out = None,
) -> None:
    """Run a SQuAD-shaped file (XQuAD, TyDi QA GoldP, MLQA)."""
    _explained(
        lambda commands: commands.run_sets(
            [
                commands.read_public(
                    file, name, split, language, questions=questions, question_language=question_language, limit=limit
                )
            ],
            None,
            out or commands.new_run(),
        )
    )


@app.command(epilog="Example: qa eval support")
def support(
    pairs: Annotated[
        Path | None, typer.Option(help="Pairs of claim and sentence (JSONL), not the repository's.")
    ] = None,
) -> None:
    """Measure the support check on claims that are supported or spoiled; exit code 3 below its floor."""
    _explained(lambda commands: commands.check_support(pairs))


@app.command(epilog="Example: qa eval questions")
def questions(
    labelled: Annotated[
        Path | None, typer.Option(help="Questions with how they are to be read (JSONL), not the repository's.")
    ] = None,
) -> None:
    """Measure how questions are read: kind, figure, focus, threshold, parts; exit code 3 below the floor."""
    _explained(lambda commands: commands.check_questions(labelled))


@app.command(epilog="Example: qa eval retrieval --xquad xquad/ --every 2")
def retrieval(
    xquad: Annotated[Path, typer.Option(help="Folder of parallel files xquad.<language>.json.")],
    every: Annotated[int, typer.Option(min=1, help="Ask every n-th question only, for the matrix.")] = 1,
    sample: Annotated[int, typer.Option(min=1, help="The same, for what each part brings and for crowding.")] = 4,
    crowd: Annotated[int, typer.Option(min=0, help="Passages that crowd; 0 leaves crowding out.")] = 500,
    ablations: Annotated[bool, typer.Option(help="Measure what each part brings.")] = True,
    out: Out = None,
) -> None:
    """Measure finding from every language into every other: matrix, parts, crowding, coverage, names."""
    _explained(
        lambda commands: commands.run_retrieval(
            xquad, out or commands.new_run(), every=every, sample=sample, crowd=crowd, ablations=ablations
        )
    )


@app.command(epilog="Example: qa eval everyday --every 4")
def everyday(
    every: Annotated[int, typer.Option(min=1, help="Ask every n-th question only.")] = 1,
) -> None:
    """Ask everyday questions in six languages of articles in six, and print the matrix."""
    _explained(lambda commands: commands.run_everyday(every))


@app.command(epilog="Example: qa eval train --xquad xquad/")
def train(
    xquad: Annotated[Path | None, typer.Option(help="Folder of parallel files xquad.<language>.json.")] = None,
) -> None:
    """Learn the weights of the ranking from the tune part, and write them."""
    _explained(lambda commands: commands.train_weights(xquad))


@app.command(epilog="Example: qa eval teach --xquad xquad/")
def teach(
    xquad: Annotated[Path, typer.Option(help="Folder of parallel files xquad.<language>.json.")],
) -> None:
    """Teach the cross-encoder anew, and write it; an hour and a half, with the build extra."""
    _explained(lambda commands: commands.teach_reader(xquad))


def _explained(work: Callable[[ModuleType], int]) -> None:
    """Hand `eval.commands` to the work, end with its code; what the person can cure is one sentence and exit code 1.

    Imported only now: other commands of ``qa`` need none of it.
    """
    from eval import commands
    from vectorstore.errors import VectorstoreError

    try:
        code = work(commands)
    except (EvalError, VectorstoreError) as error:
        typer.echo(f"qa eval: {error}", err=True)
        raise typer.Exit(1) from error
    raise typer.Exit(code)
