"""What the pages say of the code, compared with the code."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import typer

import api.cli
import eval.bench_cli
import eval.cli
from api.settings import PREFIX, Settings
from eval.floors import SCORES, read_floors
from eval.table import score_table

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = sorted(page for pattern in ("*.md", "docs/**/*.md", "eval/*.md", "seeds/*.md") for page in ROOT.glob(pattern))
LINK = re.compile(r"\]\(([^)\s]+)\)")
INDEX_HOST = re.compile(rb"(?:https?|file)://\S*(?:pypi|pythonhosted|/simple\b)|--(?:extra-)?index-url", re.IGNORECASE)


def tracked() -> list[str]:
    """Return every file that is in Git or would be, by its path."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a Git checkout")
    return [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).exists()]


def between(name: str) -> str:
    """Return what stands between two markers of the README."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    assert README.count(start) == README.count(end) == 1
    return README.split(start)[1].split(end)[0]


def rows(name: str) -> list[list[str]]:
    """Return the cells of a table of the README, without its head; code is bare of its backticks."""
    lines = [line for line in between(name).splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def commands(app: typer.Typer, name: str) -> set[str]:
    """Return the commands of an app with the groups they stand in; a group that does something itself is one too."""
    found = {name} if app.registered_callback is not None and app.registered_callback.invoke_without_command else set()
    for command in app.registered_commands:
        assert command.callback is not None
        found.add(f"{name} {command.name or command.callback.__name__.replace('_', '-')}")
    for group in app.registered_groups:
        if group.typer_instance is not None and group.typer_instance not in (eval.cli.app, eval.bench_cli.app):
            found |= commands(group.typer_instance, f"{name} {group.name}")
    return found


def slug(heading: str) -> str:
    """Return the anchor of a heading, as Git hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_the_tree_is_what_is_there() -> None:
    listed, parent = [], ""
    for line in between("tree").strip().splitlines()[1:-1]:
        name, _, meaning = line.strip().partition(" ")
        assert meaning.strip(), f"{name} is not explained"
        parent = parent if line.startswith(" ") else name
        listed.append(parent + name if line.startswith(" ") else name)
    parts = [name.split("/") for name in tracked()]
    files = {path[0] for path in parts if len(path) == 1}
    folders = {"/".join(path[:depth]) + "/" for path in parts for depth in (1, 2) if len(path) > depth}
    assert sorted(listed) == sorted(files | folders)


def test_the_settings_are_those_of_the_code() -> None:
    told = {name.strip("`"): (default.strip("`"), meaning) for name, default, meaning in rows("settings")}
    real = {
        PREFIX + name.upper(): ("" if field.default in ((), None) else str(field.default), field.description)
        for name, field in Settings.model_fields.items()
    }
    assert told == real


def test_the_make_targets_are_those_of_the_makefile() -> None:
    told = [command.strip("`") for command, _ in rows("commands") if command.startswith("`make ")]
    real = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert sorted(told) == sorted(f"make {target}" for target in real)


def test_the_qa_commands_are_those_of_the_command_line() -> None:
    told = [command.strip("`") for command, _ in rows("commands") if command.startswith("`qa ")]
    hooked = commands(eval.cli.app, "qa eval") | commands(eval.bench_cli.app, "qa bench")
    assert sorted(told) == sorted(commands(api.cli.app, "qa") | hooked)


@pytest.mark.skipif(not SCORES.exists(), reason="there are no floors yet")
def test_the_score_table_is_that_of_the_floors() -> None:
    assert between("scores").strip() == score_table(read_floors()).strip(), (
        "paste what `qa eval table` prints between the markers <!-- scores --> of README.md"
    )


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_is_a_page(page: Path) -> None:
    lines = page.read_text("utf-8").splitlines()
    assert len(lines) <= 40
    assert lines[0].startswith(f"# {int(page.name[:4])}. ")
    headings = [line for line in lines if line.startswith("## ")]
    assert headings == ["## Context", "## Decision", "## What it costs", "## When to look again"]


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8").split("\ndependencies = [")[1].split("]")[0]
    page = next(page for page in DECISIONS if page.stem.endswith("-dependencies")).read_text("utf-8")
    told = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")][1:]
    assert sorted(set(told) - {"---"}) == sorted(re.findall(r'"([a-z0-9-]+)', project))


@pytest.mark.parametrize("folder", ["vectorstore/lexicon", "qa/data"])
def test_every_table_is_explained(folder: str) -> None:
    page = (ROOT / "docs" / "lexicon.md").read_text("utf-8").replace("{en,de,hi,bn,ar,vi}.tsv", "en.tsv")
    shown = [path.name for path in (ROOT / folder).iterdir() if not re.fullmatch(r"(?:de|hi|bn|ar|vi)\.tsv", path.name)]
    assert [name for name in shown if f"`{name}`" not in page and f"/{name}`" not in page] == []


def test_a_word_has_one_entry_in_the_glossary() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    terms = Counter(term.casefold() for term in re.findall(r"^- \*\*(.+?)\*\*: ", page, re.MULTILINE))
    assert len(terms) > 50
    assert [term for term, times in terms.items() if times > 1] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = [target for target in LINK.findall(text) if "://" not in target]
    assert [target for target in targets if not leads_somewhere(page, target)] == []


def leads_somewhere(page: Path, target: str) -> bool:
    """Tell whether a file is there and, where the link names one, has the heading."""
    name, _, anchor = target.partition("#")
    file = page.parent / name if name else page
    if not anchor:
        return file.exists()
    headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE) if file.is_file() else []
    return anchor in map(slug, headings)


def test_no_file_names_a_package_index() -> None:
    assert [name for name in tracked() if INDEX_HOST.search((ROOT / name).read_bytes())] == []
