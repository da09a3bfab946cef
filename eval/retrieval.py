"""The report of ``qa eval retrieval``: the matrix, what each part brings, crowding, coverage, names; as JSON too."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.table import Table

from eval.coverage import Coverage, coverage_of
from eval.crowding import PASSAGES, Crowded, measure_crowding
from eval.matrix import ABLATIONS, WHOLE, Cell, Tick, ask_matrix, mean_cell
from eval.names import NameScore, read_names, score_names
from eval.parallel import Parallel
from vectorstore.document import Source
from vectorstore.language import detect_language

MOST_LOST = 0.02
"""MRR@10 that a crowd may cost a pair of languages."""


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """Everything measured; ``ablations`` and ``crowding`` over every ``sample``-th question."""

    date: str
    command: str
    sample: int
    matrix: list[Cell]
    ablations: dict[str, list[Cell]] = field(default_factory=dict)
    crowding: list[Crowded] = field(default_factory=list)
    coverage: dict[str, list[Coverage]] = field(default_factory=dict)
    names: list[NameScore] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: how many passages crowd, and of the questions every how manieth where it takes long."""

    every: int = 1
    sample: int = 4
    crowd: int = PASSAGES
    ablations: bool = True


def steps(parallel: Parallel, plan: Plan) -> int:
    """Return how many times `measure` ticks."""
    n = len(parallel)
    return n * n * (1 + (len(ABLATIONS) + 1) * plan.ablations) + 2 * n * (n - 1) * bool(plan.crowd)


def measure(
    parallel: Parallel, seeds: Sequence[Source], plan: Plan, date: str, command: str, tick: Tick
) -> RetrievalReport:
    """Measure everything that the plan asks for."""
    matrix = ask_matrix(parallel, {"whole": WHOLE}, plan.every, tick)["whole"]
    ablations = ask_matrix(parallel, {"whole": WHOLE, **ABLATIONS}, plan.sample, tick) if plan.ablations else {}
    crowding = measure_crowding(parallel, plan.crowd, plan.sample, tick) if plan.crowd else []
    coverage = {
        "parallel": [coverage_of((p.text for p in some), language) for language, some in parallel.items()],
        "seeds": _seed_coverage(seeds),
    }
    return RetrievalReport(date, command, plan.sample, matrix, ablations, crowding, coverage, score_names(read_names()))


def write_report(path: Path, report: RetrievalReport) -> None:
    """Write the report as JSON; coverage with its share."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = asdict(report)
    body["coverage"] = {
        name: [{**asdict(each), "share": round(each.share, 4)} for each in some]
        for name, some in report.coverage.items()
    }
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8")


def tables(report: RetrievalReport) -> Iterator[Table]:
    """Yield what a person sees in the terminal."""
    count = report.matrix[0].questions if report.matrix else 0
    yield _matrix(f"MRR@10 by document, {count} questions a cell; rows: asked in", report.matrix, lambda c: c.mrr_10)
    yield _matrix("recall@1", report.matrix, lambda c: c.recall_1)
    yield _matrix("recall@5", report.matrix, lambda c: c.recall_5)
    same = [cell for cell in report.matrix if cell.asked == cell.told]
    yield _rows("nDCG@10, same language", [(c.asked, f"{c.ndcg_10:.3f}") for c in same])
    if report.ablations:
        yield _ablations(report)
    if report.crowding:
        yield _crowding(report.crowding)
    known = [
        (f"{each.language} ({name})", f"{each.share:.1%} of {each.words:,}")
        for name, some in report.coverage.items()
        for each in some
    ]
    yield _rows("running words with a gloss", known)
    met = [(s.language, f"{s.recall:.1%} of {s.pairs}, non-pairs {s.false_matches:.2%}") for s in report.names]
    yield _rows("names that meet by sound", met)


def _matrix(title: str, cells: Sequence[Cell], value: Callable[[Cell], float]) -> Table:
    told = list(dict.fromkeys(cell.told for cell in cells))
    table = Table(title=title, title_justify="left")
    for name in ("asked", *told):
        table.add_column(name, justify="right")
    by_pair = {(cell.asked, cell.told): cell for cell in cells}
    for asked in dict.fromkeys(cell.asked for cell in cells):
        table.add_row(asked, *(f"{value(by_pair[asked, one]):.3f}" for one in told))
    return table


def _ablations(report: RetrievalReport) -> Table:
    table = Table(title=f"what each part brings, every {report.sample}th question, MRR@10", title_justify="left")
    for name in ("variant", "all pairs", "same language", "with English", "without English"):
        table.add_column(name, justify="left" if name == "variant" else "right")
    for name, cells in report.ablations.items():
        cross = [cell for cell in cells if cell.asked != cell.told]
        groups = (
            cells,
            [cell for cell in cells if cell.asked == cell.told],
            [cell for cell in cross if "en" in (cell.asked, cell.told)],
            [cell for cell in cross if "en" not in (cell.asked, cell.told)],
        )
        table.add_row(name, *(f"{mean_cell(some).mrr_10:.3f}" if some else "–" for some in groups))
    return table


def _crowding(cells: Sequence[Crowded]) -> Table:
    table = Table(title="MRR@10 alone and crowded by passages in the question's language", title_justify="left")
    for name in ("asked → told", "alone", "crowded", "cost"):
        table.add_column(name, justify="right")
    for each in cells:
        cost = each.alone - each.crowded
        row = (f"{each.asked} → {each.told}", f"{each.alone:.3f}", f"{each.crowded:.3f}", f"{cost:+.3f}")
        table.add_row(*row, style="red" if cost > MOST_LOST else "")
    return table


def _rows(title: str, rows: Sequence[tuple[str, str]]) -> Table:
    table = Table(title=title, title_justify="left", show_header=False)
    for row in rows:
        table.add_row(*row)
    return table


def _seed_coverage(seeds: Sequence[Source]) -> list[Coverage]:
    texts: dict[str, list[str]] = {}
    for source in seeds:
        texts.setdefault(source.language or detect_language(source.text), []).append(source.text)
    return [coverage_of(some, language) for language, some in sorted(texts.items())]
