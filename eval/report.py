"""One self-contained HTML report of a run: it asks nothing of any network."""

from collections.abc import Sequence
from pathlib import Path
from string import Template

from eval.markup import Html, join, tag
from eval.report_failures import failures
from eval.report_scores import bars, headlines, heat_maps, measures, twins
from eval.report_trend import trend
from eval.result import Result
from eval.summary import Summary
from eval.twins import RIGHT, TwinResult, rates

TEMPLATE = Path(__file__).parent / "report.html"


def write_report(
    path: Path, results: Sequence[Result], summary: Summary, runs: Sequence[Summary], asked: Sequence[TwinResult] = ()
) -> None:
    """Write the report of a run; ``runs`` are the saved ones its trend shows, ``asked`` the twins, if any were."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(results, summary, runs, asked), "utf-8")


def render(
    results: Sequence[Result], summary: Summary, runs: Sequence[Summary], asked: Sequence[TwinResult] = ()
) -> str:
    """Return the report as HTML."""
    passed = sum(result.is_passed for result in results)
    counterparts = twins(rates(asked), RIGHT)
    return Template(TEMPLATE.read_text("utf-8")).substitute(
        lead=_lead(summary, passed, len(results)),
        headlines=headlines(results),
        measures=measures(summary),
        maps=heat_maps(results),
        bars=bars(results),
        trend=trend(runs),
        twins=_section("Twins", "The same questions over changed articles: does the answer follow?", counterparts),
        failures=failures(results),
        failed=str(len(results) - passed),
    )


def _lead(summary: Summary, passed: int, total: int) -> Html:
    times = ", ".join(f"{name.removeprefix('latency ')} {value:.0f} ms" for name, value in summary.latency.items())
    facts = (f"{passed} of {total} questions passed", summary.date.replace("T", " ")[:16], f"latency {times}")
    return join(*(tag("span", fact) for fact in facts), tag("code", summary.command))


def _section(title: str, note: str, body: Html | None) -> Html:
    return join() if body is None else tag("section", tag("h2", title), tag("p", note, class_="quiet"), body)
