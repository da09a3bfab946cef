"""Articles: handed in by file or paste, told apart by language, searched, deleted and taken back; keys and scopes."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import fpdf
import pytest
from browsing import FLAGSHIP, OpenPage, answered
from playwright.sync_api import Locator, Page, expect
from serving import SEEDS, Served, serve_here

TEXT = "The village of Oberlind has 812 lanterns. They are lit every evening in winter.\n"
FILES = {
    "txt": TEXT,
    "md": f"# Lanterns\n\n{TEXT}",
    "html": f"<title>Lanterns</title><article><p>{TEXT * 3}</article>",
}


@pytest.fixture
def drawer(own: Served, open_page: OpenPage) -> Iterator[Locator]:
    """The panel of articles; what a test has added is gone after it."""
    before = own.ids()
    page = open_page(own.url, failing=True)  # some files are refused on purpose
    page.get_by_role("button", name="Articles").click()
    yield page.get_by_role("dialog", name="Articles")
    page.close()
    for new in set(own.ids()) - set(before):
        own.http.delete(f"/v1/documents/{new}")
    assert own.ids() == before


def file_of(kind: str, folder: Path) -> Path:
    """Write an article as a file of a kind."""
    path = folder / f"lanterns.{kind}"
    if kind == "pdf":
        pdf = fpdf.FPDF()
        pdf.add_page()
        pdf.set_font("Helvetica", size=12)
        pdf.multi_cell(0, 8, TEXT)
        pdf.output(str(path))
    elif kind == "docx":
        written = docx.Document()
        written.add_paragraph(TEXT)
        written.save(str(path))
    else:
        path.write_text(FILES[kind], "utf-8")
    return path


@pytest.mark.parametrize("kind", ["txt", "md", "html", "pdf", "docx"])
def test_a_file_is_handed_in(drawer: Locator, own: Served, tmp_path: Path, kind: str) -> None:
    path = file_of(kind, tmp_path)
    drawer.locator("input[type=file]").set_input_files(path)
    expect(drawer.get_by_role("log")).to_contain_text(f"{path.name}")
    expect(drawer.locator("[data-part=news] .good")).to_contain_text(re.compile("added .*English"))
    assert len(own.ids()) == 6
    row = drawer.locator(".row").filter(has_text="English")
    row.locator(".row-title").click()
    expect(drawer.page.locator("#reader .article")).to_contain_text("812 lanterns")


def test_several_files_each_have_their_line(drawer: Locator, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    song = tmp_path / "song.mp3"
    song.write_bytes(b"ID3")
    drawer.locator("input[type=file]").set_input_files([file_of("txt", tmp_path), empty, song])
    lines = drawer.locator("[data-part=news] li")
    expect(lines).to_have_count(3)
    expect(lines.nth(0)).to_contain_text("only .txt, .md, .html, .pdf and .docx")
    expect(lines.nth(1)).to_contain_text("not added.")
    expect(lines.nth(2)).to_contain_text(re.compile("added .*English"))
    expect(drawer.locator("progress")).to_have_count(0)


def test_while_a_file_is_under_way_its_progress_is_shown(drawer: Locator, tmp_path: Path) -> None:
    page = drawer.page
    page.evaluate(
        """() => new MutationObserver((records) => {
          for (const node of records.flatMap((record) => [...record.addedNodes]))
            if (node.querySelector?.("progress[aria-label]")) window.progressSeen = true;
        }).observe(document.querySelector("[data-part=news]"), { childList: true, subtree: true })"""
    )
    drawer.locator("input[type=file]").set_input_files(file_of("txt", tmp_path))
    expect(drawer.locator("[data-part=news] .good")).to_have_count(1)
    assert page.evaluate("window.progressSeen")


def test_a_file_dropped_anywhere_on_the_page_is_handed_in(drawer: Locator, own: Served) -> None:
    page = drawer.page
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
          for (const name of ["dragenter", "dragover", "drop"])
            document.querySelector("main").dispatchEvent(
              new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        TEXT,
    )
    expect(drawer.locator("[data-part=news] .good")).to_contain_text("dropped.txt")
    assert "dropped" in own.ids()


def test_pasted_text_is_handed_in_and_asked_about(drawer: Locator) -> None:
    page = drawer.page
    drawer.get_by_text("Add an article").click()
    drawer.get_by_label("Title (optional)").fill("Lanterns")
    drawer.get_by_label("Text of the article").fill(TEXT)
    drawer.get_by_role("button", name="Add this text").click()
    expect(drawer.locator("[data-part=news] .good")).to_contain_text("Lanterns")
    page.keyboard.press("Escape")
    turn = answered(page, "How many lanterns does Oberlind have?")
    expect(turn.locator(".answer-text").first).to_contain_text("812")


def test_deleting_can_be_undone(drawer: Locator, own: Served) -> None:
    rows = drawer.locator(".row")
    expect(rows).to_have_count(5)
    rows.nth(1).get_by_role("button", name="Delete").click()
    expect(rows.nth(1)).to_contain_text("was deleted")
    rows.nth(1).get_by_role("button", name="Undo").click()
    expect(rows.nth(1).get_by_role("button", name="Delete")).to_be_visible()
    drawer.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    assert len(own.ids()) == 5


def test_deleting_is_done_when_the_panel_closes(drawer: Locator, own: Served) -> None:
    own.http.post("/v1/documents", json={"id": "short-lived", "title": "Short lived", "text": TEXT})
    drawer.page.reload()
    drawer.page.get_by_role("button", name="Articles").click()
    row = drawer.locator(".row").filter(has_text="Short lived")
    row.get_by_role("button", name="Delete").click()
    with drawer.page.expect_response(lambda reply: reply.request.method == "DELETE") as done:
        drawer.page.keyboard.press("Escape")
    assert done.value.status == 204
    assert "short-lived" not in own.ids()


def test_the_list_is_searched(drawer: Locator) -> None:
    search = drawer.get_by_role("searchbox", name="Search the articles")
    search.fill("fuhrungskrafte")  # no accents, no case
    expect(drawer.locator(".row")).to_have_count(1)
    expect(drawer.locator(".row")).to_contain_text("Führungskräfte")
    expect(drawer).to_contain_text("1 article")
    search.fill("সম্মেলনে")
    expect(drawer.locator(".row")).to_have_count(1)
    search.fill("zzz")
    expect(drawer.get_by_text("Nothing was found.")).to_be_visible()
    search.fill("")
    expect(drawer.locator(".row")).to_have_count(5)


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, dict[str, str]]]:
    """A service that asks for a key, and two keys: one may manage, the other only ask."""
    with serve_here(tmp_path_factory.mktemp("keyed") / "data", SEEDS) as served:
        keys: dict[str, str] = {}
        for name, scopes in (("manager", ["ask", "manage"]), ("reader", ["ask"])):
            keys[name] = (
                served.http.post("/v1/keys", json={"name": name, "scopes": scopes}).raise_for_status().json()["key"]
            )
            served.http.headers["Authorization"] = f"Bearer {keys['manager']}"
        yield served, keys


def give_key(page: Page, key: str) -> None:
    dialog = page.get_by_role("dialog", name="Key")
    dialog.get_by_label("Key", exact=True).fill(key)
    dialog.get_by_role("button", name="Use this key").click()


def test_a_service_with_keys_asks_for_one_and_forgets_it_with_the_tab(
    keyed: tuple[Served, dict[str, str]], open_page: OpenPage
) -> None:
    served, keys = keyed
    page = open_page(served.url, failing=True)
    give_key(page, "qa_wrong")
    expect(page.get_by_role("alert")).to_contain_text("does not accept this key")
    give_key(page, keys["manager"])
    expect(page.get_by_role("dialog")).to_have_count(0)
    answered(page, FLAGSHIP)
    page.reload()
    expect(page.locator(".turn")).to_contain_text("7,700")
    assert page.evaluate("JSON.stringify(localStorage)").find(keys["manager"]) < 0
    assert page.evaluate("document.cookie") == ""
    page.get_by_role("button", name="Key").click()
    page.get_by_role("button", name="Forget the key").click()
    expect(page.get_by_role("dialog", name="Key")).to_be_visible()


def test_with_a_key_that_may_not_manage_the_articles_are_read_only(
    keyed: tuple[Served, dict[str, str]], open_page: OpenPage
) -> None:
    served, keys = keyed
    page = open_page(served.url, failing=True)
    give_key(page, keys["reader"])
    page.get_by_role("button", name="Articles").click()
    drawer = page.get_by_role("dialog", name="Articles")
    expect(drawer.locator(".row")).to_have_count(5)
    expect(drawer).to_contain_text("Your key may read these articles, not change them.")
    expect(drawer.get_by_role("button", name="Delete")).to_have_count(0)
    expect(drawer.get_by_text("Add an article")).to_be_hidden()
