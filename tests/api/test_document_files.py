"""Files of every kind over REST and by `qa ingest`: found, cited to the character, refused in words."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from papers import page, pdf, repacked, word
from problems import assert_problem
from serving import Served

from vectorstore import Store
from vectorstore.load import MAX_BYTES, content_type_of

MILLS = "The district of Aldra has {} mills. Each mill grinds 300 sacks of rye a week. The river Ulbe drives them all."
HEAD = '<link rel="canonical" href="https://www.example.org/mills"><meta property="og:site_name" content="Courier">'
FILES = {
    "plain.txt": MILLS.format(41).encode(),
    "marked.md": f"# Mills\n\n{MILLS.format('**42**')}".encode(),
    "page.html": page([MILLS.format(43)], title="Mills of Aldra", head=HEAD).encode(),
    "paper.pdf": pdf([MILLS.format(44)]),
    "letter.docx": word([MILLS.format(45)], title="Mills by letter"),
}


def send(served: Served, name: str, content: bytes, kind: str | None = None) -> Any:
    headers = {"Content-Type": kind or content_type_of(Path(name).suffix)}
    return served.http.post("/v1/documents", params={"filename": name}, content=content, headers=headers)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service that was sent a file of every kind."""
    from serving import serve_here

    with serve_here(tmp_path_factory.mktemp("filled") / "data") as served:
        for name, content in FILES.items():
            reply = send(served, name, content)
            assert (reply.status_code, reply.json()["status"]) == (201, "added"), reply.text
        yield served


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_found_and_cited_to_the_character(filled: Served, name: str) -> None:
    stem = Path(name).stem
    document = filled.document(stem)
    count = str(41 + list(FILES).index(name))
    assert [document["text"][start:end] for start, end in document["sentences"]][-3] == (
        f"The district of Aldra has {count} mills."
    )
    answer = filled.ask("how many mills in Aldra?", filters={"document_ids": [stem]})
    citation = answer["citations"][0]
    assert count in answer["text"]
    assert document["text"][citation["start_char_index"] : citation["end_char_index"]] == citation["cited_text"]
    found = filled.http.post("/v1/search", json={"query": "sacks of rye", "filters": {"document_ids": [stem]}}).json()
    passage = found["passages"][0]
    assert document["text"][passage["start_char_index"] : passage["end_char_index"]] == passage["text"]


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_again_writes_nothing(filled: Served, name: str) -> None:
    change = filled.store.catalog.change()
    reply = send(filled, name, FILES[name])
    assert (reply.status_code, reply.json()["status"]) == (200, "unchanged")
    assert filled.store.catalog.change() == change


def test_what_a_page_says_of_itself_is_kept(filled: Served) -> None:
    document = filled.document("page")
    assert (document["title"], document["source_url"], document["publisher"]) == (
        "Mills of Aldra",
        "https://www.example.org/mills",
        "Courier",
    )
    assert filled.document("letter")["title"] == "Mills by letter"


@pytest.mark.parametrize(
    ("name", "content", "kind", "status", "why"),
    [
        ("a.pdf", FILES["paper.pdf"], "text/plain", 422, "is sent as text/plain, but a .pdf file is application/pdf"),
        ("a.txt", FILES["paper.pdf"], "text/plain", 422, "starts as a PDF does"),
        ("a.txt", b"text", "application/zip", 415, "send one of application/json, text/plain"),
        ("a.txt", b"text", "text/plain; charset=klingon", 422, "no known character set"),
        ("a.html", b"<nav><a href='/'>Home</a></nav>", None, 422, "no article"),
        ("a.pdf", pdf([" "]), None, 422, "no text layer"),
        ("a.pdf", b"%PDF-1.7 broken", None, 422, "damaged"),
        ("a.docx", repacked(FILES["letter.docx"], document=b" " * 250_000_000), None, 422, "unpacks to 250,"),
        ("a.html", b"<" * 5_000_000, None, 422, "a.html: "),
    ],
)
def test_what_cannot_be_taken_is_told_and_harms_nothing(
    filled: Served, name: str, content: bytes, kind: str | None, status: int, why: str
) -> None:
    assert_problem(send(filled, name, content, kind), status, why)
    assert sorted(filled.ids()) == sorted(Path(name).stem for name in FILES)
    assert filled.ask("how many mills in Aldra?")["status"] == "answered"


def test_parameters_of_the_type_are_understood(service: Served) -> None:
    reply = send(
        service, "m.txt", "Größere Mühlen.".encode("latin-1"), 'text/plain; charset="ISO-8859-1"; format=flowed'
    )
    assert reply.status_code == 201
    assert service.document("m")["text"] == "Größere Mühlen."


def test_bytes_are_counted_as_they_arrive(service: Served) -> None:
    """A body that does not say how long it is gets its answer when there is too much, not when it ends."""
    host, port = service.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(
            b"POST /v1/documents?filename=long.txt HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        for _ in range(21):
            line.sendall(b"100000\r\n" + b"x" * 0x100000 + b"\r\n")
        assert line.recv(12) == b"HTTP/1.1 413"
    assert_problem(send(service, "long.txt", b"x" * (MAX_BYTES + 1)), 413, f"{MAX_BYTES:,}")
    assert service.ids() == []


class TestOnTheCommandLine:
    @pytest.fixture
    def articles(self, tmp_path: Path) -> Path:
        folder = tmp_path / "articles"
        (folder / "deep").mkdir(parents=True)
        for name, content in FILES.items():
            (folder / name).write_bytes(content)
        (folder / "deep" / "twice.htm").write_bytes(FILES["page.html"])
        return folder

    def test_a_folder_of_all_kinds_is_kept_in_step(self, qa: Any, tmp_path: Path, articles: Path) -> None:
        data = tmp_path / "data"
        assert qa(data, "ingest", articles).stdout == "6 added.\n"
        assert qa(data, "ingest", articles, "--prune").stdout == "6 unchanged.\n"
        (articles / "paper.pdf").unlink()
        (articles / "page.txt").write_text("Another of that name.")
        (articles / "letter.docx").write_bytes(b"PK\3\4 broken")
        done = qa(data, "ingest", articles, "--prune")
        assert done.status == 1
        assert done.stdout == "3 unchanged, 1 removed; 2 refused.\n"
        assert "page.html and " in done.stderr.replace(str(articles) + "/", "")
        assert "Refused: letter.docx: is damaged" in done.stderr
        with closing(Store(data)) as store:
            assert sorted(store.catalog.versions()) == ["deep/twice", "letter", "marked", "page", "plain"]

    def test_a_running_service_is_sent_the_files(self, qa: Any, service: Served, articles: Path) -> None:
        service.store.lock.announce(service.url)
        (articles / "scan.pdf").write_bytes(pdf([" "]))
        done = qa(service.folder, "ingest", articles)
        assert (done.status, done.stdout) == (1, "6 added; 1 refused.\n")
        assert "Refused: scan.pdf: has no text layer" in done.stderr
        found = json.loads(qa(service.folder, "ask", "how many mills in Aldra?", "--json").stdout)
        assert found["citations"][0]["document_id"] in service.ids()
