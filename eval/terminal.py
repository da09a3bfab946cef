"""What a person sees in the terminal: scores, comparisons, rulings, twins."""

from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table

from eval.compare import Comparison
from eval.describe import reasons
from eval.gate import Ruling
from eval.measures import LOWER_IS_BETTER
from eval.questions import Reading, share_right
from eval.result import Result
from eval.scores import HEADLINES, Score
from eval.summary import Summary
from eval.support import SPOILED_BY, Checked, HalfScore
from eval.twins import RIGHT, TwinResult, rates

MAX_NAMED = 40
"""Questions named one by one; of more, the number is said."""


def terminal_table(summary: Summary, measures: Sequence[str] = HEADLINES) -> Table:
    """Return the headline scores with their intervals, a column for each set and split."""
    table = Table(
        title=f"qa eval · {summary.date}", title_justify="left", caption=_latency(summary), caption_justify="left"
    )
    table.add_column("measure", no_wrap=True)
    for label in summary.table:
        table.add_column(label, justify="right", no_wrap=True)
    for measure in measures:
        cells = [next((each for each in row if each.measure == measure), None) for row in summary.table.values()]
        if any(cells):
            table.add_row(measure, *(_cell(each) for each in cells))
    return table


def support_table(checked: Sequence[Checked], scores: Mapping[str, HalfScore]) -> Table:
    """Return how well spoiled claims were told from supported ones, by half and by what spoiled them."""
    slow = sorted(each.milliseconds for each in checked)
    middle, late = slow[len(slow) // 2], slow[len(slow) * 95 // 100]
    caption = f"milliseconds a claim: {middle:.2f} at p50, {late:.2f} at p95"
    table = Table(title="claims against sentences", title_justify="left", caption=caption, caption_justify="left")
    for name in ("measure", *scores):
        table.add_column(name, justify="left" if name == "measure" else "right", no_wrap=True)
    table.add_row("pairs", *(str(score.pairs) for score in scores.values()))
    table.add_row("precision of “unsupported”", *(f"{score.precision:.1%}" for score in scores.values()))
    table.add_row("spoiled claims found", *(f"{score.recall:.1%}" for score in scores.values()))
    table.add_row("supported claims kept", *(f"{score.kept:.1%}" for score in scores.values()))
    table.add_row("false alarms", *(str(score.false_alarms) for score in scores.values()))
    for kind in SPOILED_BY:
        of_kind = [each for each in checked if each.pair.spoiled_by == kind]
        table.add_row(f"  found: {kind}", *(_told([each for each in of_kind if each.pair.half == h]) for h in scores))
    return table


def question_table(readings: Sequence[Reading]) -> Table:
    """Return the share of questions read right, by half: of all, of each language, of each kind."""
    halves = ("tune", "keep")
    table = Table(title="questions read right", title_justify="left")
    for name in ("questions", *halves):
        table.add_column(name, justify="left" if name == "questions" else "right", no_wrap=True)
    groups = {"all": list(readings)}
    for each in readings:
        groups.setdefault(each.labelled.language, []).append(each)
    for each in sorted(readings, key=lambda reading: reading.labelled.group):
        groups.setdefault(each.labelled.group, []).append(each)
    for name, members in groups.items():
        table.add_row(name, *(_read_right([each for each in members if each.labelled.half == half]) for half in halves))
    return table


def _read_right(readings: Sequence[Reading]) -> str:
    share = share_right(readings)
    return "–" if share is None else f"{share:.1%} of {len(readings)}"


def _told(checked: Sequence[Checked]) -> str:
    return f"{sum(each.is_right for each in checked)} of {len(checked)}"


def error_lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield how many questions ended in an error, and the first error."""
    errors = [result for result in results if result.verdict.status == "error"]
    if errors:
        yield f"{len(errors)} questions ended in an error; the first, {errors[0].id}: {errors[0].answer['text']}"


def comparison_table(found: Comparison) -> Table:
    """Return what changed between two runs, a row for each measure."""
    table = Table(title=f"{found.questions} questions in both runs", title_justify="left")
    for name in ("measure", "before", "after", "difference", "95 % interval", "p"):
        table.add_column(name, justify="left" if name == "measure" else "right", no_wrap=True)
    for each in found.differences:
        change = each.after - each.before
        is_gain = (change < 0) == (each.measure in LOWER_IS_BETTER) and change != 0
        style = "red" if each.is_worse else "green" if is_gain and each.p < 0.05 else ""
        interval = f"{each.low:+.1%} … {each.high:+.1%}"
        cells = (each.measure, f"{each.before:.1%}", f"{each.after:.1%}", f"{change:+.1%}", interval, f"{each.p:.3f}")
        table.add_row(*cells, style=style)
    return table


def comparison_lines(found: Comparison) -> Iterator[str]:
    """Yield the wins and losses, by question."""
    yield f"{len(found.won)} questions won, {len(found.lost)} lost."
    for sign, pairs in (("+", found.won), ("-", found.lost)):
        yield from (f"{sign} {after.set}/{after.id}  {_why(before, after)}" for before, after in pairs[:MAX_NAMED])
        if len(pairs) > MAX_NAMED:
            yield f"{sign} … and {len(pairs) - MAX_NAMED} more"


def ruling_lines(ruling: Ruling) -> Iterator[str]:
    """Yield what the gate found: floors missed, then the questions lost by name."""
    verdict = "reached" if ruling.is_open else f"quality fell: {len(ruling.shortfalls)} missed"
    yield f"gate: {ruling.checked} floors, {verdict}; {len(ruling.lost)} questions lost, {len(ruling.gained)} gained"
    for each in ruling.shortfalls:
        floor = each.floor
        place = f"{floor.set}, {floor.split}" + ("" if floor.language == "all" else f", {floor.language}")
        yield f"  {floor.measure} ({place}): {each.value:.3f}, the floor is {floor.floor:.3f}"
    yield from (f"  lost {name}" for name in ruling.lost)


def _why(before: Result, after: Result) -> str:
    return "; ".join(reasons(after) or reasons(before))


def _cell(score: Score | None) -> str:
    if score is None:
        return "–"
    return f"[bold]{score.value:6.1%}[/bold] [dim]{score.low * 100:.0f}–{score.high * 100:.0f}[/dim]"


def _latency(summary: Summary) -> str:
    return "95 % interval · " + " · ".join(f"{name} {value:.0f} ms" for name, value in summary.latency.items())


def twin_table(results: Sequence[TwinResult]) -> Table:
    """Return how many twins of each kind went right, of all and of those whose question passed before."""
    table = Table(title="twins", title_justify="left")
    for name in ("kind", "must be", "right", "right, of those passed before", "outcomes"):
        table.add_column(name, justify="left" if name in ("kind", "must be", "outcomes") else "right")
    for kind, counts in rates(results).items():
        of_kind = [each for each in results if each.kind == kind]
        passed = [each for each in of_kind if each.was_passed]
        others = ", ".join(f"{name} {n}" for name, n in counts.most_common())
        table.add_row(kind, RIGHT[kind], _share(of_kind), _share(passed), others)
    return table


def _share(results: Sequence[TwinResult]) -> str:
    right = sum(each.is_right for each in results)
    return f"{right}/{len(results)} {right / len(results):.1%}" if results else "–"
