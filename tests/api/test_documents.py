"""Documents in, listed, read, replaced and deleted; ids of any script and with slashes."""

from typing import Any
from urllib.parse import quote

import pytest
from serving import Served

MILLS = "The district of Aldra has 42 mills. Each mill grinds 300 sacks of rye a week."
IDS = [
    "a",
    "reports/2025/mills",
    "সমবায়/১",
    "báo cáo 1",
    "a?b#c&d=e",
    "100%",
    "50%25",
    "x+y",
    "đ/ü/ñ",
    "😀",
    "/lead",
    "a//b",
]


def put(served: Served, **body: object) -> dict:
    reply = served.http.post("/v1/documents", json=body)
    assert reply.status_code in (200, 201), reply.text
    return {**reply.json(), "code": reply.status_code}


def at(name: str) -> str:
    return f"/v1/documents/{quote(name)}"


def test_put_again_replace_delete(service: Served) -> None:
    added = put(service, id="mills", text=MILLS)
    assert added == {**added, "id": "mills", "status": "added", "language": "en", "passages": 1, "code": 201}
    change = service.store.catalog.change()
    assert put(service, id="mills", text=MILLS) == {**added, "status": "unchanged", "code": 200}
    assert service.store.catalog.change() == change
    replaced = put(service, id="mills", text=MILLS.replace("42", "43"))
    assert (replaced["status"], replaced["code"]) == ("replaced", 200)
    assert replaced["version"] != added["version"]
    assert "43 mills" in service.ask("how many mills in Aldra?")["citations"][0]["cited_text"]
    reply = service.http.delete(at("mills"))
    assert (reply.status_code, reply.content) == (204, b"")
    assert service.ids() == []
    assert service.http.get(at("mills")).status_code == service.http.delete(at("mills")).status_code == 404


def test_a_document_as_it_is_stored(service: Served) -> None:
    put(service, id="m", text=MILLS, title="Rye", source_url="https://www.example.org/m", published="2025-11-20")
    document = service.document("m")
    assert document["text"] == MILLS
    assert [MILLS[start:end] for start, end in document["sentences"]] == [
        "The district of Aldra has 42 mills.",
        "Each mill grinds 300 sacks of rye a week.",
    ]
    assert document["title"] == "Rye"
    assert document["source_url"] == "https://www.example.org/m"
    assert document["publisher"] == "example.org"
    assert document["published"] == "2025-11-20"
    assert document["passages"] == 1


@pytest.mark.parametrize("name", IDS)
def test_an_id_of_any_kind_is_an_address(service: Served, name: str) -> None:
    assert put(service, id=name, text=MILLS)["id"] == name
    assert service.http.get(at(name)).json()["id"] == name
    assert service.ids() == [name]
    assert service.ask("how many mills in Aldra?")["citations"][0]["document_id"] == name
    assert service.http.delete(at(name)).status_code == 204
    assert service.ids() == []


@pytest.mark.parametrize("name", ["a\nb", " a", "a\u0000", "..", "a/../b", "./a", "x" * 301])
def test_an_id_that_cannot_be_an_address_is_refused(service: Served, name: str) -> None:
    reply = service.http.post("/v1/documents", json={"id": name, "text": MILLS})
    assert reply.status_code == 422
    assert service.ids() == []


def test_an_id_is_kept_in_nfc(service: Served) -> None:
    assert put(service, id="ba\u0301o", text=MILLS)["id"] == "báo"
    assert put(service, id="báo", text=MILLS)["status"] == "unchanged"


def test_an_id_is_derived_where_none_is_given(service: Served) -> None:
    first, again = put(service, text=MILLS), put(service, text=MILLS)
    assert first["id"] == again["id"] != ""
    assert (first["code"], again["code"]) == (201, 200)


def test_pages_hold_every_document_once(service: Served) -> None:
    names = sorted(f"{letter}/{n}" for letter in "aé日" for n in range(4))
    for name in names:
        put(service, id=name, text=f"{MILLS} {name}")
    for limit in (1, 5, 12, 200):
        found, cursor = [], ""
        while cursor is not None:
            page = service.http.get("/v1/documents", params={"limit": limit, "cursor": cursor}).json()
            assert 1 <= len(page["documents"]) <= limit
            found += [document["id"] for document in page["documents"]]
            cursor = page["next_cursor"]
        assert found == names


def test_the_seeds_have_their_sources_and_honest_titles(seeded: Served) -> None:
    listed = seeded.http.get("/v1/documents").json()["documents"]
    assert [d["id"] for d in listed] == [
        "000_5b324265d2a2a311", "001_f723f4c595d166a6", "002_90b0b3ba3709f975", "003_fea3c7fa7e1622b0",
        "004_ebfc95f457f15bf2",
    ]  # fmt: skip
    assert [d["language"] for d in listed] == ["hi", "de", "bn", "ar", "hi"]
    urls = [d["source_url"] for d in listed]
    assert urls[3] is None
    assert [url.split("/")[2] for url in urls if url] == ["www.laocai.gov.vn"] * 2 + ["baolaichau.vn", "baolangson.vn"]
    for one in listed:
        document = seeded.document(one["id"])
        assert "http" not in document["text"]
        assert document["title"].removesuffix("…") in document["text"][:100]
        assert one["passages"] > 3


class TestFiles:
    def send(self, served: Served, name: str, content: bytes, kind: str = "text/plain") -> Any:
        headers = {"Content-Type": kind}
        return served.http.post("/v1/documents", params={"filename": name}, content=content, headers=headers)

    def test_a_file_is_named_by_its_path_without_the_last_suffix(self, service: Served) -> None:
        reply = self.send(service, "reports/01_flood.hi.txt", MILLS.encode())
        assert (reply.status_code, reply.json()["id"]) == (201, "reports/01_flood.hi")

    def test_markdown_has_its_title_from_its_heading(self, service: Served) -> None:
        self.send(service, "m.md", b"# Mills of Aldra\n\n" + MILLS.encode(), "text/markdown; charset=utf-8")
        assert service.document("m")["title"] == "Mills of Aldra"

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
    def test_a_byte_order_mark_says_the_encoding(self, service: Served, encoding: str) -> None:
        self.send(service, "m.txt", "সমবায় ৭,৭০০টি। Größe ändert sich.".encode(encoding))
        assert service.document("m")["text"] == "সমবায় ৭,৭০০টি। Größe ändert sich."

    def test_text_in_nfd_is_stored_and_found_in_nfc(self, service: Served) -> None:
        text = "Co\u0302\u0301 4.512 h\u01a1\u0323p ta\u0301c xa\u0303 o\u031b\u0309 tỉnh Zel."
        self.send(service, "ba\u0301o.txt", text.encode())
        assert service.ids() == ["báo"]
        assert "Cố 4.512 hợp tác xã" in service.document("báo")["text"]
        answer = service.ask("Tỉnh Zel có bao nhiêu hợp tác xã?")
        assert "4.512" in answer["citations"][0]["cited_text"]

    def test_a_trailing_source_line_becomes_metadata(self, service: Served) -> None:
        text = f"{MILLS}\n\nSource: https://www.example.org/mills\n\n\nComments (0)\n"
        self.send(service, "m.txt", text.encode())
        document = service.document("m")
        assert (document["text"], document["source_url"]) == (MILLS, "https://www.example.org/mills")
