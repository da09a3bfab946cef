"""The trend of the report: headline scores over the saved runs, drawn as SVG."""

from collections.abc import Sequence

from eval.markup import Html, join, tag
from eval.report_scores import BIG
from eval.summary import Summary

WIDTH, HEIGHT = 560, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 128, 12, 26
MOST_RUNS = 40
_GAP = 13


def trend(runs: Sequence[Summary]) -> Html:
    """Return a chart for each set of the newest run (each split, if it ran no whole set), oldest run on the left."""
    shown = list(runs)[-MOST_RUNS:]
    newest = list(shown[-1].table) if shown else []
    labels = [label for label in newest if " · " not in label] or newest
    charts = [_chart(label, [run for run in shown if label in run.table]) for label in labels]
    return tag("div", *charts, class_="pair") if charts else tag("p", "No run has been saved yet.", class_="quiet")


def _chart(label: str, runs: Sequence[Summary]) -> Html:
    lines = [(measure, _points(label, measure, runs)) for measure in BIG]
    lines = [(measure, points) for measure, points in lines if points]
    ends = _spread([points[-1][1] for _, points in lines])
    drawn = [
        _line(number, measure, points, end)
        for number, ((measure, points), end) in enumerate(zip(lines, ends, strict=True))
    ]
    dates = [
        tag("text", run.date[:16].replace("T", " "), x=x, y=HEIGHT - 6, text_anchor=anchor)
        for run, x, anchor in _ends(runs)
    ]
    figure = tag(
        "svg", *_grid(), *drawn, *dates, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=f"trend of {label}"
    )
    note = f"{len(runs)} saved runs" if len(runs) > 1 else "one saved run so far"
    return tag("div", tag("h3", label, tag("span", note)), figure)


def _points(label: str, measure: str, runs: Sequence[Summary]) -> list[tuple[float, float, str]]:
    found = []
    for index, run in enumerate(runs):
        for each in run.table[label]:
            if each.measure == measure and each.value is not None:
                title = f"{measure} {each.value:.1%} · {run.date[:16].replace('T', ' ')}"
                found.append((_x(index, len(runs)), _y(each.value), title))
    return found


def _line(number: int, measure: str, points: Sequence[tuple[float, float, str]], end: float) -> Html:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    dots = [tag("circle", tag("title", title), cx=f"{x:.1f}", cy=f"{y:.1f}", r=3) for x, y, title in points]
    name = tag("text", measure, x=WIDTH - RIGHT + 10, y=f"{end + 4:.1f}")
    return tag("g", tag("polyline", points=path), *dots, name, class_=f"line l{number}")


def _grid() -> list[Html]:
    found = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = f"{_y(share):.1f}"
        found.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="grid"))
        found.append(tag("text", f"{share:.0%}", x=LEFT - 6, y=f"{_y(share) + 4:.1f}", text_anchor="end"))
    return [join(*found)]


def _ends(runs: Sequence[Summary]) -> list[tuple[Summary, float, str]]:
    if len(runs) < 2:
        return [(run, _x(0, 1), "middle") for run in runs]
    return [(runs[0], LEFT, "start"), (runs[-1], WIDTH - RIGHT, "end")]


def _x(index: int, count: int) -> float:
    width = WIDTH - LEFT - RIGHT
    return LEFT + (width / 2 if count < 2 else width * index / (count - 1))


def _y(share: float) -> float:
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)


def _spread(wanted: Sequence[float]) -> list[float]:
    """Move labels apart, keeping their order, so that none lies on another."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed: dict[int, float] = {}
    last = float("-inf")
    for index in order:
        last = max(wanted[index], last + _GAP)
        placed[index] = last
    over = max(0.0, last - (HEIGHT - BOTTOM)) if placed else 0.0
    return [placed[index] - over for index in range(len(wanted))]
