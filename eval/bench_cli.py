"""``qa bench``: what finding and answering cost, ratios first; exit code 3 if a bar is missed and that was asked."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from eval.bench_retrieval import Figure

MISSED = 3

app = typer.Typer(
    name="bench",
    help="Measure speed: finding and answering, against bars.",
    epilog="Example: qa bench answer",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Out = Annotated[Path | None, typer.Option(help="JSON file to write the figures to.")]
Gate = Annotated[bool, typer.Option("--gate", help="End with exit code 3 if a bar is missed.")]


@app.command(epilog="Example: qa bench retrieval --passages 10000")
def retrieval(
    passages: Annotated[int, typer.Option(min=100, help="How many passages to take in, about.")] = 100_000,
    gate: Gate = False,
    out: Out = None,
) -> None:
    """Take in passages, search them, and hold both against Chroma alone, in one run."""
    from eval.bench_retrieval import bench_retrieval

    figures, said = bench_retrieval(passages)
    _end(figures, said, out, gate=gate)


@app.command(epilog="Example: qa bench answer")
def answer(gate: Gate = False, out: Out = None) -> None:
    """Answer the golden questions, and measure what comes after finding."""
    from eval.bench_answer import bench_answer

    _end(bench_answer(), "", out, gate=gate)


def _end(figures: "Sequence[Figure]", said: str, out: Path | None, *, gate: bool) -> None:
    table = Table(title="qa bench", title_justify="left")
    for name in ("measured", "value", "bar"):
        table.add_column(name, justify="left" if name == "measured" else "right")
    for each in figures:
        bar = "" if each.bar is None else f"{'≥' if each.is_least else '≤'} {each.bar:g}"
        style = "" if each.bar is None else "green" if each.is_reached else "red"
        table.add_row(
            each.name,
            f"{each.value:,.3g} {each.unit}" if each.value < 1000 else f"{each.value:,.0f} {each.unit}",
            bar,
            style=style,
        )
    console = Console(width=None if Console().is_terminal else 120)
    console.print(table)
    if said:
        console.print(said, highlight=False)
    if out is not None:
        body = [{**asdict(each), "value": float(each.value), "is_reached": bool(each.is_reached)} for each in figures]
        out.write_text(json.dumps({"figures": body, "said": said}, indent=1) + "\n", "utf-8")
    if gate and not all(each.is_reached for each in figures):
        raise typer.Exit(MISSED)
