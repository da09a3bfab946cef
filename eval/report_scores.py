"""The figures of the report: headlines, all measures, languages, kinds, twins."""

from collections import Counter
from collections.abc import Mapping, Sequence

from eval.markup import Html, join, percent, tag
from eval.result import Result
from eval.scores import HEADLINES, Matrix, Score, by, by_kind, by_language, matrix, score
from eval.summary import Summary
from eval.table import LANGUAGES

BIG = ("answer accuracy", "recall@5", "citation precision", "refusal recall")
MAPPED = ("answer accuracy", "recall@5", "MRR@10", "citation recall", "support rate")
KIND_NAMES = {"yes_no": "yes/no", "organization": "organisation"}
MEANING = {
    "answer accuracy": "answered, with every expected value, a right article cited first",
    "recall@5": "the evidence is among the first five passages found",
    "MRR@10": "how far up the first passage with the evidence stands",
    "nDCG@10": "how far up every right article shows its evidence",
    "citation precision": "citations that point at the evidence",
    "citation recall": "answers with a citation on the evidence",
    "refusal precision": "refusals that were right",
    "refusal recall": "questions without an answer that were refused",
    "support rate": "claims whose numbers stand in what they cite",
    "language consistency": "questions answered alike in every language asked",
}


def headlines(results: Sequence[Result]) -> Html:
    """Return the big figures, a band for each set."""
    bands = [
        tag(
            "div",
            tag("h3", f"{name}", tag("span", f"{len(rows)} questions")),
            tag("div", *map(_card, _of(rows)), class_="cards"),
        )
        for name, rows in by(lambda result: result.set, results).items()
    ]
    return join(*bands)


def measures(summary: Summary) -> Html:
    """Return every headline measure of every set and split, with its interval."""
    head = tag("tr", tag("th", "measure"), *(tag("th", label, scope="col") for label in summary.table))
    rows = []
    for measure in HEADLINES:
        found = [next((each for each in row if each.measure == measure), None) for row in summary.table.values()]
        name = tag("th", measure, tag("small", MEANING.get(measure, "")), scope="row")
        rows.append(tag("tr", name, *(tag("td", _figure(each)) for each in found)))
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows), class_="measures"), class_="scroll")


def heat_maps(results: Sequence[Result]) -> Html:
    """Return the language matrices: a choice of measures, a map for each set."""
    options = [tag("option", measure, value=measure) for measure in MAPPED]
    choice = tag("label", "Measure ", tag("select", *options, id="map-measure"))
    sets = by(lambda result: result.set, results)
    maps = [
        tag(
            "div",
            *(_heat_map(name, matrix(measure, rows)) for name, rows in sets.items()),
            class_="maps",
            data_measure=measure,
            hidden=measure != MAPPED[0],
        )
        for measure in MAPPED
    ]
    return join(choice, *maps)


def bars(results: Sequence[Result]) -> Html:
    """Return the share of questions that passed, by language and by kind, for each set."""
    parts = []
    for name, rows in by(lambda result: result.set, results).items():
        languages = {LANGUAGES.get(tag_, tag_): group for tag_, group in by_language(rows).items()}
        kinds = {KIND_NAMES.get(kind, kind.replace("_", " ")): group for kind, group in by_kind(rows).items()}
        parts += [
            tag("div", tag("h3", name, tag("span", "by language of the question")), _bars(languages)),
            tag("div", tag("h3", name, tag("span", "by kind of question")), _bars(kinds)),
        ]
    return tag("div", *parts, class_="pair")


def twins(rates: Mapping[str, Counter[str]], right: Mapping[str, str]) -> Html | None:
    """Return how the twins came out, or None if none were asked."""
    if not any(rates.values()):
        return None
    rows = []
    for kind, outcomes in rates.items():
        total = sum(outcomes.values())
        share = outcomes[right[kind]] / total if total else 0.0
        others = ", ".join(f"{name} {n}" for name, n in outcomes.most_common())
        cells = (
            tag("th", kind, scope="row"),
            tag("td", right[kind]),
            tag("td", _bar(share)),
            tag("td", percent(share)),
        )
        rows.append(tag("tr", *cells, tag("td", others, class_="quiet")))
    head = tag("tr", *(tag("th", name) for name in ("twin", "must be", "", "right", "outcomes")))
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows), class_="bars wide"), class_="scroll")


def _of(results: Sequence[Result]) -> list[Score]:
    return [score(measure, results) for measure in BIG]


def _card(found: Score) -> Html:
    if not found.n:
        return join()
    value = tag("strong", f"{found.value * 100:.1f}", tag("small", "%"))
    note = tag("p", f"{found.low * 100:.0f}–{found.high * 100:.0f} %, n = {found.n}", class_="quiet")
    return tag(
        "div", tag("h4", found.measure), value, _whisker(found), note, tag("p", MEANING[found.measure]), class_="card"
    )


def _figure(found: Score | None) -> Html:
    if found is None:
        return tag("span", "–", class_="quiet")
    return join(tag("b", percent(found.value)), _whisker(found), tag("small", f"n = {found.n}"))


def _whisker(found: Score) -> Html:
    style = f"--v:{found.value:.4f};--low:{found.low:.4f};--high:{found.high:.4f}"
    title = f"95 % interval {found.low:.1%} to {found.high:.1%}"
    return tag("span", tag("i"), tag("b"), class_="whisker", style=style, title=title, role="img", aria_label=title)


def _bar(value: float) -> Html:
    return tag("span", tag("i"), class_="bar", style=f"--v:{value:.4f}")


def _bars(groups: Mapping[str, Sequence[Result]]) -> Html:
    rows = []
    for name, group in sorted(groups.items(), key=lambda item: (-_passed(item[1]), item[0])):
        value = _passed(group)
        cells = (tag("th", name, scope="row"), tag("td", _bar(value)), tag("td", percent(value)))
        rows.append(tag("tr", *cells, tag("td", str(len(group)), class_="quiet")))
    head = tag("tr", *(tag("th", name) for name in ("", "passed", "", "n")))
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="bars")


def _passed(group: Sequence[Result]) -> float:
    return sum(result.is_passed for result in group) / len(group)


def _heat_map(name: str, cells: Matrix) -> Html:
    asked = [language for language in LANGUAGES if any(cell[0] == language for cell in cells)]
    asked += sorted({cell[0] for cell in cells} - set(asked))
    held = [language for language in LANGUAGES if any(cell[1] == language for cell in cells)]
    held += sorted({cell[1] for cell in cells} - set(held))
    head = tag("tr", tag("td", "asked ↓ article →"), *(tag("th", LANGUAGES.get(c, c), scope="col") for c in held))
    rows = [
        tag(
            "tr", tag("th", LANGUAGES.get(row, row), scope="row"), *(_cell(cells.get((row, column))) for column in held)
        )
        for row in asked
    ]
    table = tag("table", tag("caption", name), tag("thead", head), tag("tbody", *rows), class_="heat")
    return tag("div", table, class_="scroll")


def _cell(found: Score | None) -> Html:
    if found is None:
        return tag("td", class_="none")
    tone = "strong" if found.value > 0.65 else None
    return tag(
        "td", f"{found.value * 100:.0f}", tag("small", str(found.n)), class_=tone, style=f"--v:{found.value:.3f}"
    )
