import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import news, unicode_text

from vectorstore.document import Source
from vectorstore.errors import BadDocument
from vectorstore.load import MAX_BYTES, document_id, load_bytes, load_file

GERMAN = "Die Genossenschaft wächst: über fünfzig Mitglieder gründeten sie im März, größtenteils Bäuerinnen. " * 3
RUSSIAN = "Кооператив растёт: более пятидесяти человек основали его весной, большинство из них крестьяне. " * 3


@pytest.mark.parametrize(
    ("relative", "name"),
    [
        ("002_90b0b3ba3709f975.txt", "002_90b0b3ba3709f975"),
        ("01_flood.hi.txt", "01_flood.hi"),
        ("north/2023/report.md", "north/2023/report"),
        ("v1.2/report", "v1.2/report"),
        ("README", "README"),
        (".hidden", ".hidden"),
    ],
)
def test_an_id_is_the_path_without_the_last_suffix(relative: str, name: str) -> None:
    assert document_id(relative) == name


def test_a_name_as_macos_writes_it_gives_the_same_id() -> None:
    name = "Lạng Sơn.txt"
    assert document_id(unicodedata.normalize("NFD", name)) == document_id(name) == "Lạng Sơn"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@given(text=st.one_of(news, unicode_text).map(lambda text: text.replace("\0", "").lstrip("\ufeff")).filter(str.strip))
def test_what_a_byte_order_mark_allows_is_read_as_it_was_written(encoding: str, text: str) -> None:
    if encoding == "utf-8" and text.startswith(("%PDF", "GIF8")):
        return
    assert load_bytes(text.encode(encoding), "a.txt") == Source(id="a", text=text)


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-32-be"])
def test_the_other_byte_order_is_read_too(encoding: str) -> None:
    assert load_bytes(("\ufeff" + GERMAN).encode(encoding), "a.txt").text == GERMAN


@pytest.mark.parametrize(("text", "encoding"), [(GERMAN, "cp1252"), (RUSSIAN, "cp1251")])
def test_a_clear_guess_is_taken(text: str, encoding: str) -> None:
    assert load_bytes(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"%PDF-1.7 ...", "is binary"),
        (b"PK\x03\x04rest", "is binary"),
        (b"\x89PNG\r\n", "is binary"),
        (b"text\0text", "is binary"),
        ("text".encode("utf-16-le"), "is binary"),
        (b"\xff\xfeabc", "starts as utf-16 but is damaged"),
        (b"\xef\xbb\xbf\xff", "starts as utf-8-sig but is damaged"),
        (bytes(range(128, 256)) * 20, "no other encoding fits clearly"),
        (b"caf\xe9", "no other encoding fits clearly"),
    ],
)
def test_what_is_no_text_is_refused_by_name(content: bytes, reason: str) -> None:
    with pytest.raises(BadDocument, match=f"^north/a.txt: .*{reason}"):
        load_bytes(content, "north/a.txt")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_by_name(content: bytes) -> None:
    try:
        source = load_bytes(content, "a.txt")
    except BadDocument as error:
        assert str(error).startswith("a.txt: ")  # noqa: PT017
    else:
        assert source.id == "a"
        assert source.text.strip()


@pytest.mark.parametrize("name", ["a.exe", "a", "a.txt.gz"])
def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_taken(name: str) -> None:
    with pytest.raises(BadDocument, match=r"not taken; send one of .*\.txt"):
        load_bytes(b"text", name)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("# Floods\n\nIt rained.", "Floods"),
        ("\n\n# Floods\r\nIt rained.", "Floods"),
        ("# Floods\rIt rained.", "Floods"),
        ("## Not the title\n\nIt rained.", None),
        ("It rained.\n\n# Later", None),
        ("#\n\nIt rained.", None),
    ],
)
def test_the_title_of_markdown_is_its_first_heading(content: str, title: str | None) -> None:
    assert load_bytes(content.encode(), "a.md").title == title
    assert load_bytes(content.encode(), "a.txt").title is None


def test_a_file_knows_its_folder(tmp_path: Path) -> None:
    (tmp_path / "north").mkdir()
    file = tmp_path / "north" / "a.txt"
    file.write_text("It rained.", "utf-8")
    assert load_file(file, root=tmp_path) == Source(id="north/a", text="It rained.", origin=str(tmp_path.resolve()))
    assert load_file(file).id == "a"


def test_a_file_that_is_gone_or_too_large_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match=r"^a\.txt: cannot be read \(No such file or directory\)"):
        load_file(tmp_path / "a.txt")
    large = tmp_path / "b.txt"
    large.touch()
    os.truncate(large, MAX_BYTES + 1)
    with pytest.raises(BadDocument, match=r"^b\.txt: 20,971,521 bytes, at most 20,971,520 are taken"):
        load_file(large)
