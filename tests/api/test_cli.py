"""The command line: help with an example everywhere, and ingest as directory sync."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import typer
from serving import Served
from typer.testing import CliRunner

import api.cli
from vectorstore import Store

TEXT = "The district of Aldra has {} mills. Each mill grinds 300 sacks of rye a week."


def commands(app: typer.Typer, *path: str) -> Iterator[tuple[str, ...]]:
    for command in app.registered_commands:
        assert command.callback is not None
        yield (*path, command.name or command.callback.__name__.replace("_", "-"))
    for group in app.registered_groups:
        assert group.typer_instance is not None
        yield (*path, str(group.name))
        yield from commands(group.typer_instance, *path, str(group.name))


@pytest.mark.parametrize("command", sorted(set(commands(api.cli.app))), ids=" ".join)
def test_help_is_one_line_and_an_example(command: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(api.cli.app, [*command, "--help"], env={"COLUMNS": "200"}, terminal_width=200)
    assert shown.exit_code == 0
    lines = [line.strip() for line in shown.output.splitlines() if line.strip()]
    assert lines[0].startswith("Usage: ")
    assert lines[1].endswith(".")
    assert "Options" in lines[2] or "Arguments" in lines[2]
    assert lines[-1].startswith(f"Example: qa {' '.join(command)}")


def test_an_article_has_one_shape_with_and_without_a_service(qa: Any, ingested: Path, seeded: Served) -> None:
    def output(*arguments: str) -> dict:
        done = qa(ingested, "documents", *arguments, "--json")
        assert (done.status, done.stderr) == (0, "")
        return json.loads(done.stdout)

    assert output("list")["documents"] == seeded.http.get("/v1/documents").json()["documents"]
    assert output("show", "002_90b0b3ba3709f975") == seeded.document("002_90b0b3ba3709f975")


def test_a_language_that_is_no_tag_is_refused_without_a_service_too(qa: Any, ingested: Path) -> None:
    done = qa(ingested, "ask", "how many mills?", "--lang", "!!")
    assert (done.status, done.stdout) == (1, "")
    assert "'!!'" in done.stderr


class TestIngest:
    @pytest.fixture
    def articles(self, tmp_path: Path) -> Path:
        folder = tmp_path / "articles"
        (folder / "deep").mkdir(parents=True)
        for n, name in enumerate(("a.txt", "b.md", "deep/c.hi.txt", "README.md", ".hidden.txt", "picture.png")):
            (folder / name).write_text(TEXT.format(n))
        return folder

    def ids(self, folder: Path) -> list[str]:
        with closing(Store(folder)) as store:
            assert store.compare_index() == (0, 0)
            return sorted(store.catalog.versions())

    def change(self, folder: Path) -> int:
        with closing(Store(folder)) as store:
            return store.catalog.change()

    def test_a_folder_is_brought_in_step(self, qa: Any, tmp_path: Path, articles: Path) -> None:
        data = tmp_path / "data"
        assert qa(data, "ingest", articles).stdout == "3 added.\n"
        assert self.ids(data) == ["a", "b", "deep/c.hi"]
        change = self.change(data)
        assert qa(data, "ingest", articles, "--prune").stdout == "3 unchanged.\n"
        assert self.change(data) == change
        (articles / "a.txt").write_text(TEXT.format(99))
        (articles / "d.txt").write_text(TEXT.format(4))
        (articles / "b.md").unlink()
        assert qa(data, "ingest", articles).stdout == "1 added, 1 replaced, 1 unchanged.\n"
        assert self.ids(data) == ["a", "b", "d", "deep/c.hi"]
        assert qa(data, "ingest", articles, "--prune").stdout == "3 unchanged, 1 removed.\n"
        assert self.ids(data) == ["a", "d", "deep/c.hi"]
        found = json.loads(qa(data, "search", "mills in Aldra", "--json").stdout)["passages"]
        assert sum("99 mills" in passage["text"] for passage in found) == 1

    def test_pruning_leaves_what_came_from_elsewhere(self, qa: Any, tmp_path: Path, articles: Path) -> None:
        data, other = tmp_path / "data", tmp_path / "other"
        other.mkdir()
        (other / "o.txt").write_text(TEXT.format(7))
        qa(data, "ingest", articles, other)
        (articles / "a.txt").unlink()
        (other / "o.txt").unlink()
        assert qa(data, "ingest", articles, "--prune").stdout == "2 unchanged, 1 removed.\n"
        assert self.ids(data) == ["b", "deep/c.hi", "o"]

    def test_pruning_leaves_what_was_refused(self, qa: Any, tmp_path: Path, articles: Path) -> None:
        """A file that has become unreadable or ambiguous is still there, and so is what was last read of it."""
        data = tmp_path / "data"
        qa(data, "ingest", articles)
        (articles / "a.txt").write_bytes(b"\0\1\2")
        (articles / "b.txt").write_text(TEXT.format(8))
        done = qa(data, "ingest", articles, "--prune")
        assert done.status == 1
        assert "removed" not in done.stdout
        assert self.ids(data) == ["a", "b", "deep/c.hi"]

    def test_pruning_knows_names_as_macos_writes_them(self, qa: Any, tmp_path: Path) -> None:
        folder = tmp_path / "articles"
        folder.mkdir()
        (folder / "ba\u0301o.txt").write_text(TEXT.format(1))
        assert qa(tmp_path / "data", "ingest", folder, "--prune").stdout == "1 added.\n"
        assert self.ids(tmp_path / "data") == ["báo"]

    def test_a_single_file(self, qa: Any, tmp_path: Path, articles: Path) -> None:
        assert qa(tmp_path / "data", "ingest", articles / "deep" / "c.hi.txt").stdout == "1 added.\n"
        assert self.ids(tmp_path / "data") == ["c.hi"]

    def test_a_name_with_brackets_is_shown_as_it_is(self, qa: Any, tmp_path: Path) -> None:
        folder = tmp_path / "articles"
        folder.mkdir()
        (folder / "[draft] a.txt").write_text(TEXT.format(1))
        data = tmp_path / "data"
        qa(data, "ingest", folder)
        assert qa(data, "documents", "list").stdout.startswith("[draft] a  (en)")
        assert "[draft] a (en)" in qa(data, "search", "mills").stdout
        assert "[draft] a (en)" in qa(data, "ask", "how many mills in Aldra?").stdout
        assert qa(data, "documents", "delete", "[draft] a").stdout == "Deleted [draft] a.\n"


def test_doctor_says_what_is_sound(qa: Any, ingested: Path, tmp_path: Path) -> None:
    done = qa(ingested, "doctor")
    assert (done.status, done.stderr) == (0, "")
    assert "5 articles" in done.stdout
    done = qa(tmp_path / "none", "doctor")
    assert done.status == 0
    assert not (tmp_path / "none").exists()
    assert qa(ingested, "doctor", "--repair").status == 0
