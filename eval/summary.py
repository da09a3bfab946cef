"""The scores of a run in one small file, so that runs can be drawn as a trend without reading every answer."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.result import Result
from eval.scores import Score, by, latencies, scores

Table = Mapping[str, Sequence[Score]]
"""Scores by label: set and split."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A run: when it was made (ISO 8601, to the second), of what, and its scores."""

    date: str
    command: str
    table: Table
    latency: Mapping[str, float]


def summarise(results: Sequence[Result], date: str, command: str) -> Summary:
    """Score a run: every set whole, then its splits apart."""
    table: dict[str, Sequence[Score]] = {}
    for name, rows in by(lambda result: result.set, results).items():
        splits = by(lambda result: result.question.split, rows)
        if len(splits) > 1:
            table[name] = scores(rows)
        table |= {f"{name} · {split}": scores(of_split) for split, of_split in splits.items()}
    return Summary(date, command, table, latencies(results))


def write_summary(path: Path, summary: Summary) -> None:
    """Write a run's summary as JSON."""
    table = {
        label: {each.measure: [_rounded(each.value), _rounded(each.low), _rounded(each.high), each.n] for each in row}
        for label, row in summary.table.items()
    }
    body = {"date": summary.date, "command": summary.command, "scores": table, "latency_ms": dict(summary.latency)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_summaries(folder: Path) -> list[Summary]:
    """Read the summaries of the runs in a folder, oldest first; what is not one is passed over."""
    found = []
    for path in sorted(folder.glob("*/scores.json")):
        try:
            body = json.loads(path.read_text("utf-8"))
            table = {
                label: [Score(measure, *values) for measure, values in row.items()]
                for label, row in body["scores"].items()
            }
            found.append(Summary(body["date"], body["command"], table, body["latency_ms"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return sorted(found, key=lambda summary: summary.date)


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 6)
