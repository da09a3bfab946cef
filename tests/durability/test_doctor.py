"""`qa doctor` on folders that were really damaged: what can be made anew is, the rest is named, nothing gets worse."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from articles import article
from warm import Done, Warm

from api.state.service_state import ServiceState
from vectorstore import Store
from vectorstore.errors import DataFolderError
from vectorstore.lock import FolderLock
from vectorstore.rescue import examine

ARTICLES = [article(f"a{n:02}", sentences=40) for n in range(30)]
IDS = sorted(source.id for source in ARTICLES)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that was closed in order; to copy from."""
    folder = tmp_path_factory.mktemp("sound") / "data"
    with closing(Store(folder)) as store:
        store.ingest(ARTICLES)
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "data"))


@pytest.fixture
def doctor(warm: Warm) -> Callable[..., Done]:
    def run(folder: Path, *options: str) -> Done:
        done = warm.run("qa", "doctor", *options, env={"QA_DATA_DIR": str(folder)})
        assert "Traceback" not in done.stdout + done.stderr
        return done

    return run


def generation(folder: Path) -> Path:
    return folder / "index" / (folder / "index" / "CURRENT").read_text().strip()


def contents(folder: Path) -> dict[str, str]:
    """Return a digest of everything that is kept: databases and index, without locks."""
    paths = sorted(
        p for p in folder.rglob("*") if p.is_file() and p.name != "LOCK" and not p.name.endswith(("-shm", "-wal"))
    )
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def assert_whole(folder: Path) -> None:
    """Everything is there, searchable, and exactly what was taken in."""
    with closing(Store(folder)) as store:
        assert store.compare_index() == (0, 0)
        assert not store.is_degraded
        assert sorted(store.catalog.versions()) == IDS
        for source in ARTICLES[::7]:
            assert store.document(source.id).title == source.title
            words = " ".join(store.document(source.id).text.split()[:20])
            found = store.find(store.analyse(words, source.language), 3).passages
            assert found[0].document.id == source.id


def pages_of(path: Path, tree: str, kind: str = "%") -> list[int]:
    """Return the numbers of the pages of a table or an index in a SQLite file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        try:
            rows = connection.execute(
                "SELECT pageno FROM dbstat WHERE name = ? AND pagetype LIKE ? ORDER BY pageno", (tree, kind)
            ).fetchall()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite does not tell which page belongs to what")
    return [number for (number,) in rows]


def damage_page(path: Path, number: int, content: bytes = b"\xa5" * 4096) -> None:
    with path.open("r+b") as file:
        file.seek((number - 1) * 4096)
        file.write(content)


def test_a_sound_folder_is_left_as_it_is(folder: Path, doctor: Callable[..., Done]) -> None:
    before = contents(folder)
    done = doctor(folder)
    assert (done.status, done.stderr) == (0, "")
    assert "problem" not in done.stdout
    assert f"{len(IDS)} articles" in done.stdout
    after = contents(folder)
    assert {n for n in before if before[n] != after.get(n)} <= {n for n in before if n.startswith("index/")}
    assert doctor(folder, "--repair").status == 0
    assert_whole(folder)


INDEX_DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no index": (lambda f: shutil.rmtree(f / "index"), "no index"),
    "no lexical index": (lambda f: shutil.rmtree(generation(f) / "lexical"), "word index cannot be read"),
    "no CURRENT": (lambda f: (f / "index" / "CURRENT").unlink(), "none is named"),
    "truncated Chroma": (
        lambda f: os.truncate(generation(f) / "dense" / "chroma.sqlite3", 20_000),
        "vector index cannot be read",
    ),
    "truncated segment": (
        lambda f: max((generation(f) / "lexical").glob("*.store"), key=lambda p: p.stat().st_size).write_bytes(b""),
        "word index cannot be read",
    ),
    "a stray generation": (lambda f: shutil.copytree(generation(f), f / "index" / "99"), "does not belong there: 99"),
    "a foreign file": (lambda f: (f / "index" / "notes.txt").write_text("hello"), "notes.txt"),
}


@pytest.mark.parametrize("name", INDEX_DAMAGE)
def test_a_damaged_index_is_found_and_made_anew(name: str, folder: Path, doctor: Callable[..., Done]) -> None:
    damage, told = INDEX_DAMAGE[name]
    damage(folder)
    catalog = contents(folder)["catalog.sqlite3"]
    done = doctor(folder)
    assert done.status == 1
    assert told in done.stdout
    assert "`qa doctor --repair` makes it anew" in done.stdout
    assert contents(folder)["catalog.sqlite3"] == catalog
    done = doctor(folder, "--repair")
    assert (done.status, done.stderr) == (0, "")
    assert "Mended" in done.stdout
    assert_whole(folder)


def test_the_index_of_another_folder_is_found_and_made_anew(
    folder: Path, tmp_path: Path, doctor: Callable[..., Done]
) -> None:
    """Files that are sound but hold other articles: what no article has and what every article lacks."""
    with closing(Store(tmp_path / "other")) as store:
        store.ingest([article(f"b{n}") for n in range(12)])
    shutil.rmtree(generation(folder))
    shutil.copytree(generation(tmp_path / "other"), generation(folder))
    (generation(folder) / "SEAL").unlink()
    done = doctor(folder)
    assert done.status == 1
    assert done.stdout.count("lacks") == done.stdout.count("that no article has any more") == 2
    assert doctor(folder, "--repair").status == 0
    assert_whole(folder)


def test_a_foreign_file_is_kept_elsewhere(folder: Path, doctor: Callable[..., Done]) -> None:
    (folder / "index" / "notes.txt").write_text("hello")
    assert doctor(folder, "--repair").status == 0
    assert (folder / "strays" / "notes.txt").read_text() == "hello"
    assert doctor(folder).status == 0


@pytest.mark.parametrize("leg", ["lexical", "dense"])
def test_orphans_on_either_side(leg: str, folder: Path, doctor: Callable[..., Done]) -> None:
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as connection:  # the change counter does not tell
        connection.execute("DELETE FROM chunk WHERE rowid IN (SELECT rowid FROM chunk LIMIT 7)")
        connection.commit()
    if leg == "dense":
        (generation(folder) / "SEAL").unlink()
    done = doctor(folder)
    assert done.status == 1
    assert "lacks 7 passages of its articles and has 0 of none" in done.stdout
    assert ("no article has any more" in done.stdout) == (leg == "dense")
    assert doctor(folder, "--repair").status == 0
    assert_whole(folder)


def test_a_stale_fingerprint(folder: Path, doctor: Callable[..., Done]) -> None:
    with closing(sqlite3.connect(folder / "catalog.sqlite3")) as connection:
        connection.execute("UPDATE fact SET value = 'analysis=0 chunk=7' WHERE name = 'fingerprint'")
        connection.commit()
    done = doctor(folder)
    assert done.status == 1
    assert "another model, lexicon or chunking than today's" in done.stdout
    assert doctor(folder, "--repair").status == 0
    assert_whole(folder)


DERIVED = ["chunk", "sqlite_autoindex_chunk_1", "ix_chunk_document_id", "ix_document_change", "fact",
           "sqlite_autoindex_fact_1", "sqlite_autoindex_document_1", "staged_chunk"]  # fmt: skip


@pytest.mark.parametrize("tree", DERIVED)
def test_a_damaged_page_of_what_can_be_made_anew(tree: str, folder: Path, doctor: Callable[..., Done]) -> None:
    path = folder / "catalog.sqlite3"
    damage_page(path, pages_of(path, tree)[-1])
    done = doctor(folder)
    assert done.status == 1
    assert "The catalog is damaged (" in done.stdout
    assert f"all {len(IDS)} articles can be read" in done.stdout
    damaged = hashlib.sha256(path.read_bytes()).hexdigest()
    done = doctor(folder, "--repair")
    assert (done.status, done.stderr) == (0, ""), done.stdout
    assert "kept as catalog.sqlite3.damaged-1" in done.stdout
    assert hashlib.sha256((folder / "catalog.sqlite3.damaged-1").read_bytes()).hexdigest() == damaged
    assert doctor(folder).status == 0
    assert_whole(folder)


@pytest.mark.parametrize("kind", ["leaf", "overflow", "internal"])
def test_a_damaged_page_of_articles_is_for_a_backup(kind: str, folder: Path, doctor: Callable[..., Done]) -> None:
    path = folder / "catalog.sqlite3"
    pages = pages_of(path, "document", kind)
    damage_page(path, pages[len(pages) // 2])
    health = examine(path)
    assert health.lost
    assert set(health.lost) <= set(IDS)
    assert len(health.lost) + health.readable == len(IDS)
    before = contents(folder)
    for options in ((), ("--repair",)):
        done = doctor(folder, *options)
        assert done.status == 1
        assert "Only a backup brings it back" in done.stdout
        assert health.lost[0] in done.stdout
        assert f"{health.readable} can be read" in done.stdout
    assert contents(folder) == before


def test_a_letter_that_changed_in_an_article_is_noticed(folder: Path, doctor: Callable[..., Done]) -> None:
    """SQLite has no checksums: a flipped bit in a text is sound to it. The version of the article tells."""
    path = folder / "catalog.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE document SET text = replace(text, 'e', 'f') WHERE id = 'a07'")
        connection.execute("UPDATE document SET text = substr(text, 1, 30) || 'x' || substr(text, 32) WHERE id = 'a07'")
        connection.commit()
    assert examine(path).lost == ("a07",)
    done = doctor(folder, "--repair")
    assert done.status == 1
    assert "1 of its articles (a07)" in done.stdout


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"no database " * 1000])
def test_a_catalog_that_is_none(content: bytes, folder: Path, doctor: Callable[..., Done]) -> None:
    (folder / "catalog.sqlite3").write_bytes(content)
    before = contents(folder)
    done = doctor(folder, "--repair")
    assert done.status == 1
    assert "Only a backup brings it back" in done.stdout
    assert contents(folder) == before
    (folder / "catalog.sqlite3").unlink()
    done = doctor(folder, "--repair")
    assert done.status == 1
    assert "is gone" in done.stdout
    assert not (folder / "catalog.sqlite3").exists()


def test_a_damaged_database_of_the_service_is_for_a_backup(folder: Path, doctor: Callable[..., Done]) -> None:
    path = folder / "service.sqlite"
    with closing(ServiceState(folder)) as state:
        for n in range(40):
            state.conversations.keep({"id": f"a{n}", "question": f"how many {n}?", "text": "x" * 3000}, None, None)
    assert "What the service keeps is sound: 40 conversations, 0 keys." in doctor(folder).stdout
    damage_page(path, pages_of(path, "answer", "leaf")[3])
    before = contents(folder)["service.sqlite"]
    for options in ((), ("--repair",)):
        done = doctor(folder, *options)
        assert done.status == 1
        assert "service.sqlite is damaged" in done.stdout
        assert "Only a backup" in done.stdout
    assert contents(folder)["service.sqlite"] == before
    assert_whole(folder)


@pytest.fixture
def locked(folder: Path) -> Iterator[Path]:
    with closing(FolderLock(folder)):
        yield folder


@pytest.mark.parametrize("options", [(), ("--repair",)])
def test_a_locked_folder_gets_one_sentence(options: tuple[str, ...], locked: Path, doctor: Callable[..., Done]) -> None:
    before = contents(locked)
    done = doctor(locked, *options)
    assert (done.status, done.stdout.count("\n")) == (1, 1)
    assert "Another process" in done.stdout
    assert contents(locked) == before


def test_a_damaged_page_under_a_running_store_is_told_in_a_sentence(folder: Path) -> None:
    path = folder / "catalog.sqlite3"
    for page in pages_of(path, "chunk", "leaf"):
        damage_page(path, page)
    with pytest.raises(DataFolderError, match="qa doctor"):
        look_for_anything(folder)


def look_for_anything(folder: Path) -> None:
    with closing(Store(folder)) as store:
        store.find(store.analyse("anything at all", "en"), 5)
