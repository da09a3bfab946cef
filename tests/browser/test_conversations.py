"""Conversations: they survive a reload, are found, renamed, taken along, deleted; answers are rated."""

import json
from pathlib import Path

from browsing import FLAGSHIP, OFF_TOPIC, OpenPage, answered, ask
from playwright.sync_api import Locator, Page, expect
from serving import Served


def panel(page: Page) -> Locator:
    page.get_by_role("button", name="Conversations").click()
    return page.get_by_role("dialog", name="Conversations")


def kept(served: Served, page: Page) -> dict:
    """The conversation that the page shows, as the service keeps it."""
    page.wait_for_function("location.hash.startsWith('#conversation=')")
    reply = served.http.get(f"/v1/conversations/{page.evaluate('location.hash').split('=')[1]}")
    assert reply.status_code == 200
    return reply.json()


def test_a_conversation_survives_a_reload(own: Served, open_page: OpenPage) -> None:
    page = open_page(own.url)
    answered(page)
    ask(page, OFF_TOPIC)
    expect(page.locator(".turn").last).to_have_attribute("data-state", "refused")
    assert [turn["question"] for turn in kept(own, page)["turns"]] == [FLAGSHIP, OFF_TOPIC]
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".question").first).to_have_text(FLAGSHIP)
    page.locator(".chip").click()
    expect(page.locator("#reader mark")).to_have_text("৭,৭০০")
    answered(page)
    assert len(kept(own, page)["turns"]) == 3


def test_conversations_are_found_renamed_and_opened_again(own: Served, open_page: OpenPage) -> None:
    page = open_page(own.url)
    answered(page)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    list_ = panel(page)
    row = list_.locator(".row").filter(has_text=FLAGSHIP).first
    row.get_by_role("button", name="Rename").click()
    row = list_.locator(".row").first
    row.get_by_role("textbox", name="New title").fill("Clusters <b>of</b> coöps")
    row.get_by_role("textbox", name="New title").press("Enter")
    expect(row.locator(".row-title")).to_have_text("Clusters <b>of</b> coöps")
    search = list_.get_by_role("searchbox", name="Search the conversations")
    search.fill("clusters of")
    expect(list_.get_by_text("Nothing was found.").or_(list_.locator(".row").first)).to_be_visible()
    search.fill("coöps")
    expect(list_.locator(".row")).to_have_count(1)
    search.fill("zzz nothing")
    expect(list_.get_by_text("Nothing was found.")).to_be_visible()
    search.fill("coöps")
    list_.locator(".row-title").click()
    expect(page.locator(".turn")).to_contain_text("7,700")


def test_a_conversation_is_taken_along(own: Served, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(own.url)
    answered(page)
    row = panel(page).locator(".row").first
    row.get_by_role("button", name="Export").click()
    for name, ending in (("Markdown", "md"), ("JSON", "json")):
        with page.expect_download() as download:
            row.get_by_role("button", name=name).click()
        assert download.value.suggested_filename.endswith(f".{ending}")
        download.value.save_as(tmp_path / ending)
    assert "7,700" in (tmp_path / "md").read_text("utf-8")
    assert FLAGSHIP in json.dumps(json.loads((tmp_path / "json").read_text("utf-8")))


def test_deleting_a_conversation_can_be_undone_until_the_panel_closes(own: Served, open_page: OpenPage) -> None:
    page = open_page(own.url)
    answered(page)
    conversation = kept(own, page)["id"]
    list_ = panel(page)
    row = list_.locator(".row").first
    row.get_by_role("button", name="Delete").click()
    row.get_by_role("button", name="Undo").click()
    expect(row.get_by_role("button", name="Delete")).to_be_focused()
    row.get_by_role("button", name="Delete").click()
    page.keyboard.press("Escape")
    expect(page.locator(".turn")).to_have_count(0)
    assert own.http.get(f"/v1/conversations/{conversation}").status_code == 404
    assert page.evaluate("location.hash") == ""


def test_a_conversation_that_is_gone_says_so(own: Served, open_page: OpenPage) -> None:
    page = open_page(f"{own.url}/#conversation=none", failing=True)
    expect(page.get_by_text("This conversation is no longer here.")).to_be_visible()
    answered(page)


def test_a_conversation_deleted_elsewhere_goes_on_from_what_the_page_knows(own: Served, open_page: OpenPage) -> None:
    page = open_page(own.url, failing=True)
    answered(page)
    own.http.delete(f"/v1/conversations/{kept(own, page)['id']}")
    answered(page, "And how many cooperative unions?")
    expect(page.locator(".turn")).to_have_count(2)


def test_an_answer_is_rated_with_a_comment(own: Served, open_page: OpenPage) -> None:
    page = open_page(own.url)
    turn = answered(page)
    turn.get_by_role("button", name="Poor answer").click()
    expect(turn.get_by_text("Thank you, it is noted.")).to_be_visible()
    assert kept(own, page)["turns"][0]["feedback"]["rating"] == "down"
    turn.get_by_role("textbox", name="What was good").fill("Which year? ५")
    turn.get_by_role("button", name="Send comment").click()
    expect(turn.get_by_role("textbox", name="What was good")).to_have_count(0)
    feedback = kept(own, page)["turns"][0]["feedback"]
    assert (feedback["rating"], feedback["comment"]) == ("down", "Which year? ५")
    page.reload()
    expect(page.get_by_role("button", name="Poor answer")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Good answer").click()
    expect(page.get_by_role("button", name="Good answer")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Thank you, it is noted.")).to_be_visible()
    assert kept(own, page)["turns"][0]["feedback"]["rating"] == "up"


def test_a_notice_is_said_in_words(own: Served, open_page: OpenPage) -> None:
    answer = own.ask(FLAGSHIP, language="fr")
    assert answer["notices"] == ["language_unsupported"]
    page = open_page(f"{own.url}/#conversation={answer['conversation_id']}")
    expect(page.locator(".notices")).to_contain_text("That answer language is not supported yet")
