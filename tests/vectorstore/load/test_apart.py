"""Reading apart: whatever a file asks for, it gets an answer in words, in time, and the next file is read."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import page, pdf, word

from vectorstore.errors import BadDocument
from vectorstore.load import load_bytes
from vectorstore.load.apart import Helpers, Limits
from vectorstore.load.kinds import KINDS, MAX_BYTES

MILLS = "The district of Aldra has 42 mills. Each mill grinds 300 sacks of rye a week."
PAGE = page([MILLS, MILLS.replace("42", "43")], title="Mills").encode()
MADE = {"html": PAGE, "pdf": pdf([MILLS]), "docx": word([MILLS])}


@pytest.fixture(scope="module")
def helpers() -> Iterator[Helpers]:
    made = Helpers(Limits(cpu_s=4, wall_s=30, memory=600 * 1024 * 1024, text=100_000))
    yield made
    made.close()


@pytest.mark.parametrize("kind", MADE)
def test_every_kind_is_read(helpers: Helpers, kind: str) -> None:
    assert MILLS in helpers.read(kind, MADE[kind]).text


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        ("html", b"<p>" * 200_000 + b"x", "takes more than 4 seconds of computing"),
        ("html", PAGE.replace(b"Mills</h1>", b"Mills</h1>" + f"<p>{MILLS * 2000}</p>".encode()), "at most 100,000 are"),
        ("docx", word([MILLS] * 10).replace(b"PK\x01\x02", b"PK\x01\x03"), "cannot be read|damaged"),
        ("pdf", b"%PDF-1.7" + bytes(100_000), "damaged"),
    ],
)
def test_a_file_that_asks_for_too_much_is_refused_and_the_next_is_read(
    helpers: Helpers, kind: str, content: bytes, reason: str
) -> None:
    started = time.monotonic()
    with pytest.raises(BadDocument, match=reason):
        helpers.read(kind, content)
    assert time.monotonic() - started < 60
    assert MILLS in helpers.read(kind, MADE[kind]).text


@pytest.mark.parametrize(
    "evil", [b"<" * 10_000_000, b"<div>" * 100_000, b"<b>&lt;" * 100_000, b"<table><tr><td>" * 30_000]
)
def test_a_page_of_nothing_but_marks_is_refused_in_time(helpers: Helpers, evil: bytes) -> None:
    with pytest.raises(BadDocument, match=r"no article|takes more than|needs more than|holds .* bytes of text"):
        helpers.read("html", evil)


def test_a_file_that_makes_others_wait_is_given_up() -> None:
    helpers = Helpers(Limits(wall_s=1))
    with pytest.raises(BadDocument, match="takes longer than 1 seconds to read as a page"):
        helpers.read("html", b"<p>" * 200_000 + b"x")
    helpers.close()


def test_too_little_memory_is_told_in_words() -> None:
    helpers = Helpers(Limits(memory=1024 * 1024))
    with pytest.raises(BadDocument, match=r"needs more than 1 MB of memory|cannot be read"):
        helpers.read("pdf", pdf([MILLS] * 1500))
    helpers.close()


def test_a_helper_that_was_killed_while_it_waited_is_replaced() -> None:
    helpers = Helpers()
    assert helpers.read("docx", MADE["docx"]).text == MILLS
    os.kill(helpers._idle[0].pid, signal.SIGKILL)
    helpers._idle[0].wait()
    assert helpers.read("docx", MADE["docx"]).text == MILLS
    helpers.close()


def test_several_threads_are_served() -> None:
    helpers = Helpers()
    texts = [f"{MILLS} It is number {n}." for n in range(8)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda text: helpers.read("docx", word([text])).text, texts))
    assert found == texts
    assert len(helpers._idle) <= 2
    helpers.close()
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer) and thread.is_alive()]


@pytest.mark.parametrize(("kind", "module"), [("pdf", "pypdf"), ("docx", "docx")])
def test_a_format_whose_package_is_missing_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str, module: str
) -> None:
    (tmp_path / f"{module}.py").write_text(f"raise ModuleNotFoundError('No module named {module}')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    helpers = Helpers()
    with pytest.raises(BadDocument, match=rf"pip install 'crosslingual-qa\[{kind}\]'"):
        helpers.read(kind, MADE[kind])
    assert MILLS in helpers.read("html", PAGE).text
    helpers.close()


def test_keys_of_the_environment_do_not_reach_the_process_that_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    helpers = Helpers()
    helpers.read("docx", MADE["docx"])
    assert b"secret" not in Path(f"/proc/{helpers._idle[0].pid}/environ").read_bytes()
    helpers.close()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name != "text"], ids=lambda kind: kind.name)
@settings(max_examples=25)
@given(data=st.data())
def test_any_bytes_are_read_or_refused_by_name(kind, data: st.DataObject) -> None:
    name = f"north/a{kind.suffixes[0]}"
    real = MADE.get(kind.name, b"# Mills\n\n**42** [mills](x)")
    if data.draw(st.booleans()):
        content = data.draw(st.sampled_from([b"", real[:5], real[:1]])) + data.draw(st.binary(max_size=300))
    else:
        chance = random.Random(data.draw(st.integers()))
        content = bytes(chance.randrange(256) if chance.random() < 0.02 else byte for byte in real)
    try:
        source = load_bytes(content, name)
    except BadDocument as error:
        assert str(error).startswith("north/a")  # noqa: PT017
    else:
        assert source.id == "north/a"
        assert source.text.strip()


@pytest.mark.parametrize(
    ("name", "content", "kind", "reason"),
    [
        ("a.txt", MADE["pdf"], None, "is binary, not text: it starts as a PDF does; name it .pdf"),
        ("a.md", MADE["docx"], None, "it starts as a ZIP archive or a Word document does; name it .docx"),
        ("a.html", MADE["pdf"], None, "it starts as a PDF does"),
        ("a.pdf", MADE["docx"], None, "does not start as a PDF does but as a ZIP"),
        ("a.docx", b"\xd0\xcf\x11\xe0old", None, "does not start as a Word document does but as an old or a protected"),
        ("a.pdf", PAGE, None, "does not start as a PDF does"),
        ("a.txt", b"text", "application/pdf", "is sent as application/pdf, but a .txt file is text/plain"),
        ("a.pdf", MADE["pdf"], "text/plain", "is sent as text/plain, but a .pdf file is application/pdf"),
        ("a.txt", b"text", "text/plain; charset=idna", "'idna', which is no known character set"),
        ("a.txt", b"text", "text/plain; charset=zip", "'zip', which is no known character set"),
        ("a.txt", b"\xff\xff", "text/plain; charset=utf-8", "is declared as utf-8 but byte 0 is not"),
        ("a.odt", b"text", None, "files of kind .odt are not taken"),
    ],
)
def test_suffix_type_and_first_bytes_must_agree(name: str, content: bytes, kind: str | None, reason: str) -> None:
    with pytest.raises(BadDocument, match=reason.replace("(", r"\(")) as told:
        load_bytes(content, name, content_type=kind)
    assert str(told.value).startswith(f"{name}: ")


def test_a_declared_character_set_counts() -> None:
    text = "Größere Mühlen."
    assert load_bytes(text.encode("utf-16-le"), "a.txt", content_type="text/plain; charset=UTF-16LE").text == text
    assert load_bytes(text.encode("latin-1"), "a.md", content_type='text/markdown;charset="iso-8859-1"').text == text
    assert MAX_BYTES == 20 * 2**20
