"""The README's score table, made from ``scores.toml``."""

from collections.abc import Sequence

from eval.floors import Floor

LANGUAGES = {"en": "English", "hi": "Hindi", "de": "German", "bn": "Bengali", "ar": "Arabic", "vi": "Vietnamese"}


def score_table(floors: Sequence[Floor]) -> str:
    """Return the README's score tables: headlines by set and split, then languages by measure and set.

    What they show are the floors of ``scores.toml``, so that the page never claims more than the gate holds.
    """
    headlines = [floor for floor in floors if floor.language == "all"]
    spoken = [floor for floor in floors if floor.language != "all"]
    tables = [
        _table("score", [(floor.measure, f"{floor.set}, {floor.split}", floor.floor) for floor in headlines]),
        _table("language", [(_language(floor), f"{floor.measure}, {floor.set}", floor.floor) for floor in spoken]),
    ]
    commands = "`, `".join(dict.fromkeys(floor.command for floor in floors))
    newest = max((floor.date for floor in floors), default="")
    return "\n".join([*filter(None, tables), f"At least this, by `{commands}`; last changed {newest}."]) + "\n"


def _table(corner: str, cells: Sequence[tuple[str, str, float]]) -> str:
    """Return a Markdown table of (row, column, share), rows and columns in order of first appearance."""
    if not cells:
        return ""
    rows = list(dict.fromkeys(row for row, _, _ in cells))
    columns = list(dict.fromkeys(column for _, column, _ in cells))
    held = {(row, column): f"{share:.1%}" for row, column, share in cells}
    lines = ["| " + " | ".join([corner, *columns]) + " |", "| --- |" + " ---: |" * len(columns)]
    lines += ["| " + " | ".join([row, *(held.get((row, column), "") for column in columns)]) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _language(floor: Floor) -> str:
    return LANGUAGES.get(floor.language, floor.language)
