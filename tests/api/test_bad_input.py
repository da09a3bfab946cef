"""What cannot be taken gets a clear message, a problem over REST, a sentence on the command line; nothing is lost."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from articles import article
from problems import assert_problem
from serving import Served

from vectorstore import Store
from vectorstore.load import content_type_of

GOOD = "The district of Aldra has 42 mills. Each mill grinds 300 sacks of rye a week."
LATIN1 = (
    "Die Mühle am Fluss wurde 1899 für fünf Müller gebaut. Größere Räume und höhere Türme kamen später dazu, "
    "als die Bürger über die Brücke ziehen mußten."
)
FILES = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n ", "empty"),
    "dots.txt": ("… — ! ؟ ।".encode(), "no word"),
    "noise.txt": (bytes([0xFF, 0xFA, 0x80, 0x9D, 0xC3]) * 40, "not UTF-8"),
    "cut.txt": ("\ufeffGröße".encode("utf-16")[:-1], "damaged"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
    "nul.txt": (b"The mill\0 stands at the river.", "binary"),
    "article.pdf": (b"%PDF-1.7 The mill", "damaged"),
    "page.html": (b"<p>Home</p>", "no article"),
    "letter.docx": (b"PK\3\4 The mill", "damaged"),
    "sheet.ods": (b"PK", "kind .ods"),
}
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def watched(service: Served) -> Iterator[Served]:
    """A service with one article, of which nothing may change."""
    service.store.put(article("kept"))
    before = list(service.store.catalog.documents()), service.store.catalog.change()
    yield service
    assert (list(service.store.catalog.documents()), service.store.catalog.change()) == before
    assert service.store.compare_index() == (0, 0)
    assert service.http.get("/readyz").json() == {"status": "ready", "index": "whole"}


class TestOverRest:
    @pytest.mark.parametrize("name", [name for name in FILES if name != "sheet.ods"])
    def test_a_file_that_cannot_be_read(self, watched: Served, name: str) -> None:
        content, why = FILES[name]
        headers = {"Content-Type": content_type_of(Path(name).suffix)}
        reply = watched.http.post("/v1/documents", params={"filename": name}, content=content, headers=headers)
        assert_problem(reply, 422, why)

    def test_a_file_of_another_kind(self, watched: Served) -> None:
        parts = {"params": {"filename": "a.ods"}, "content": b"PK"}
        reply = watched.http.post("/v1/documents", headers={"Content-Type": "text/plain"}, **parts)
        assert_problem(reply, 422, "a.ods", ".ods", ".txt")
        reply = watched.http.post("/v1/documents", headers={"Content-Type": "application/zip"}, **parts)
        assert_problem(reply, 415, "application/zip", "text/plain")
        reply = watched.http.post("/v1/documents", headers={"Content-Type": "text/plain"}, content=b"The mill.")
        assert_problem(reply, 422, "filename")

    @pytest.mark.parametrize(
        ("body", "why"),
        [
            (b'{"text": "The \\ud800 mill."}', "JSON"),
            (b'{"text": "The mill.", "title": "\\udc00"}', "JSON"),
            (b'{"text": "The mill.", "id": "a\\udc00"}', "JSON"),
            (b'{"text": "The\\u0000 mill."}', "NUL"),
            (b'{"text": "The mill.", "title": "a\\u0000"}', "control character"),
            (b'{"text": "The mill.", "id": "a\\u0000"}', "control character"),
            (b'{"text": " \\n "}', "empty"),
            (b'{"text": ""}', "empty"),
            (b'{"text": "?!"}', "empty"),
            (b'{"text": "The mill.", "language": "!!"}', "language"),
            (b'{"text": "The mill.", "source_url": "javascript:alert(1)"}', "source_url"),
            (b'{"text": "The mill.", "published": "yesterday"}', "ISO 8601"),
            (b'{"text": "The mill.", "wings": 4}', "wings"),
            (b'{"text": 7}', "text"),
            (b'{"title": "none"}', "text"),
            (b'{"text": "\xff\xfe"}', "JSON"),
            (b'{"text": ', "JSON"),
            (b"[]", "body"),
            (b"", "JSON"),
        ],
    )
    def test_a_document_that_cannot_be_taken(self, watched: Served, body: bytes, why: str) -> None:
        assert_problem(watched.http.post("/v1/documents", content=body, headers=JSON), 422, why)

    @pytest.mark.parametrize(
        ("body", "why"),
        [
            (b'{"question": "how many \\ud800 mills?"}', "question"),
            (b'{"question": "mills", "filters": {"document_ids": ["\\udc00"]}}', "document_ids"),
            (b'{"question": "mills", "history": [{"role": "user", "content": "\\udc00"}]}', "content"),
            (b'{"question": "mills", "conversation_id": "\\udc00"}', "conversation_id"),
            (b'{"question": "' + b"x" * 2001 + b'"}', "2000 characters"),
            (b'{"question": ""}', "question"),
            (b'{"question": " \\u3000\\n"}', "blank"),
            (b'{"question": "\\u200b \\ufeff"}', "blank"),
            (b"{}", "question"),
            (b'{"question": "mills", "k": 0}', "k"),
            (b'{"question": "mills", "k": 51}', "50"),
            (b'{"question": "mills", "k": "5"}', "k"),
            (b'{"question": "mills", "k": true}', "k"),
            (b'{"question": "mills", "store": "yes"}', "store"),
            (b'{"question": "mills", "include_passages": 1}', "include_passages"),
            (b'{"question": "mills", "mode": "magic"}', "mode"),
            (b'{"question": "mills", "language": "x"}', "language"),
            (b'{"question": "mills", "language": "de-"}', "language"),
            (b'{"question": "mills", "language": "de-x"}', "language"),
            (b'{"question": "mills", "history": [{"role": "system", "content": ""}]}', "role"),
            (b'{"question": "mills", "unheard": 1}', "unheard"),
            (b'{"question": ', "not valid JSON"),
            (b"null", "body"),
        ],
    )
    def test_a_question_that_cannot_be_asked(self, watched: Served, body: bytes, why: str) -> None:
        assert_problem(watched.http.post("/v1/ask", content=body, headers=JSON), 422, why)

    def test_a_question_of_two_thousand_characters_is_asked(self, watched: Served) -> None:
        assert watched.ask("😀 " * 1000)["status"] == "refused"

    def test_null_is_what_a_client_sends_for_a_choice_it_does_not_make(self, service: Served) -> None:
        service.store.put(article("kept"))
        none = {"conversation_id": None, "history": None, "language": None}
        plain = service.ask("how many mills?", store=False)
        for filters in (None, {"document_ids": None, "languages": None}):
            assert service.ask("how many mills?", store=False, filters=filters, **none)["text"] == plain["text"]
            reply = service.http.post("/v1/search", json={"query": "mills", "filters": filters})
            assert reply.status_code == 200
        new = {"text": GOOD, "id": None, "title": None, "source_url": None, "language": None, "published": None}
        assert service.http.post("/v1/documents", json=new).status_code == 201

    @pytest.mark.parametrize(
        "body",
        [b'{"question": "\xff"}', b'{"question": ' + b"[" * 100_000, b'{"question": "a", "k": ' + b"9" * 10_000 + b"}"],
    )
    def test_a_body_that_is_not_json_at_all(self, watched: Served, body: bytes) -> None:
        assert_problem(watched.http.post("/v1/ask", content=body, headers=JSON), 422, "not valid JSON")
        assert_problem(watched.http.post("/v1/chat/completions", content=body, headers=JSON), 422, "not valid JSON")

    @pytest.mark.parametrize(
        "body", [{"query": ""}, {"query": " "}, {"query": "a", "k": 101}, {"query": "x" * 2001}, {}]
    )
    def test_a_search_that_cannot_be_made(self, watched: Served, body: dict) -> None:
        assert_problem(watched.http.post("/v1/search", json=body), 422)

    @pytest.mark.parametrize("where", ["limit=0", "limit=201", "limit=x", "cursor=_w==", "cursor=%ff"])
    def test_a_page_that_cannot_be_given(self, watched: Served, where: str) -> None:
        assert_problem(watched.http.get(f"/v1/documents?{where}"), 422)

    def test_an_encoding_that_stands_out_is_read(self, service: Served) -> None:
        headers = {"Content-Type": "text/plain"}
        content = LATIN1.encode("latin-1")
        assert service.http.post("/v1/documents?filename=m.txt", content=content, headers=headers).status_code == 201
        assert service.document("m")["text"] == LATIN1

    def test_ten_megabytes_in_one_line_are_taken_whole(self, service: Served) -> None:
        line = "The 42 mills of Aldra " + "- " * 5_000_000 + "stand at the Ulbe"
        headers = {"Content-Type": "text/plain"}
        reply = service.http.post("/v1/documents?filename=long.txt", content=line.encode(), headers=headers)
        assert reply.status_code == 201, reply.text
        assert service.document("long")["text"] == line
        assert service.store.compare_index() == (0, 0)
        assert service.ask("how many mills in Aldra?")["citations"][0]["document_id"] == "long"


class TestOnTheCommandLine:
    def test_one_bad_file_is_named_and_the_rest_is_taken(self, qa: Any, tmp_path: Path) -> None:
        folder = tmp_path / "articles"
        (folder / "deep").mkdir(parents=True)
        for name, (content, _) in FILES.items():
            (folder / name).write_bytes(content)
        (folder / "good.txt").write_text(GOOD)
        (folder / "deep" / "latin1.txt").write_bytes(LATIN1.encode("latin-1"))
        (folder / "twice.txt").write_text(GOOD)
        (folder / "twice.md").write_text(GOOD)
        (folder / "long.txt").write_text("The 42 mills of Aldra " + "- " * 5_000_000 + "stand")
        done = qa(tmp_path / "data", "ingest", folder)
        assert done.status == 1
        assert "Traceback" not in done.stderr
        refused = [name for name in FILES if name != "sheet.ods"]
        assert done.stdout == f"3 added; {len(refused) + 1} refused.\n"
        lines = done.stderr.splitlines()
        assert len(lines) == len(refused) + 1
        for name in refused:
            said = next(line for line in lines if line.startswith((f"Refused: {name}", f"Refused: {name[:-4]}:")))
            assert FILES[name][1] in said
        assert any("twice.txt" in line and "twice.md" in line and "same id" in line for line in lines)
        with closing(Store(tmp_path / "data")) as store:
            assert sorted(store.catalog.versions()) == ["deep/latin1", "good", "long"]
            assert store.compare_index() == (0, 0)

    def test_a_missing_folder(self, qa: Any, tmp_path: Path) -> None:
        for arguments in ((tmp_path / "none",), (tmp_path / "none", "--prune")):
            done = qa(tmp_path / "data", "ingest", *arguments)
            assert done.status == 1
            assert done.stderr == f"Refused: {tmp_path / 'none'}: there is no such file or folder.\n"

    @pytest.mark.parametrize(
        ("question", "why"), [(" ", "blank"), ("x" * 2001, "2,001 characters"), ("how many \udcff mills?", "surrogate")]
    )
    @pytest.mark.parametrize("running", [False, True], ids=["alone", "to the service"])
    def test_a_question_that_cannot_be_asked(
        self, request: pytest.FixtureRequest, qa: Any, question: str, why: str, running: bool
    ) -> None:
        folder = request.getfixturevalue("real").folder if running else request.getfixturevalue("ingested")
        for command in ("ask", "search"):
            done = qa(folder, command, question)
            assert (done.status, done.stdout) == (1, "")
            assert done.stderr.count("\n") == 1
            assert why in done.stderr.replace("2000", "2,001")

    def test_a_file_whose_name_is_not_utf8(self, qa: Any, tmp_path: Path) -> None:
        folder = tmp_path / "articles"
        folder.mkdir()
        (folder / "good.txt").write_text(GOOD)
        (folder / "b\udcffd.txt").write_text(GOOD)
        done = qa(tmp_path / "data", "ingest", folder)
        assert (done.status, done.stdout) == (1, "1 added; 1 refused.\n")
        assert "name is not UTF-8" in done.stderr

    def test_an_article_that_is_not_there(self, qa: Any, ingested: Path) -> None:
        for arguments in (("documents", "show", "none"), ("documents", "delete", "none")):
            done = qa(ingested, *arguments)
            assert (done.status, done.stdout, done.stderr) == (1, "", "There is no document 'none'.\n")
