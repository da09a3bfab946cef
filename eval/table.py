"""The README's score table, made from ``scores.toml``."""

from collections.abc import Sequence

from eval.floors import Floor

LANGUAGES = {"en": "English", "hi": "Hindi", "de": "German", "bn": "Bengali", "ar": "Arabic", "vi": "Vietnamese"}


def score_table(floors: Sequence[Floor]) -> str:
    """Return the README's score table: a row for each score, a column for each set and split.

    What it shows are the floors of ``scores.toml``, so that the page never claims more than the gate holds.
    """
    columns = list(dict.fromkeys((floor.set, floor.split) for floor in floors))
    rows = list(dict.fromkeys((floor.measure, floor.language) for floor in floors))
    held = {(floor.measure, floor.language, floor.set, floor.split): floor.floor for floor in floors}
    lines = [
        "| score | " + " | ".join(f"{name}, {split}" for name, split in columns) + " |",
        "| --- |" + " ---: |" * len(columns),
    ]
    for measure, language in rows:
        values = [held.get((measure, language, *column)) for column in columns]
        cells = ["" if value is None else f"{value:.1%}" for value in values]
        lines.append(f"| {_label(measure, language)} | " + " | ".join(cells) + " |")
    commands = list(dict.fromkeys(floor.command for floor in floors))
    newest = max((floor.date for floor in floors), default="")
    lines += ["", f"At least this, by `{'`, `'.join(commands)}`; last changed {newest}."]
    return "\n".join(lines) + "\n"


def _label(measure: str, language: str) -> str:
    return measure if language == "all" else f"{measure}, {LANGUAGES.get(language, language)}"
