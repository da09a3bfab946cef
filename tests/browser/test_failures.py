"""When the wire fails: offline, too many, cut off, no key; the question is never lost."""

import threading

import pytest
from between import Fault, Wire
from browsing import FLAGSHIP, PATIENCE, OpenPage, ask
from playwright.sync_api import Page, expect

STREAM = "/v1/ask/stream"


def answered_in_place(page: Page) -> None:
    """Ask again, and find the answer under the very question."""
    turn = page.locator(".turn")
    turn.get_by_role("button", name="Ask again").click()
    expect(turn).to_have_count(1)
    expect(turn).to_have_attribute("data-state", "answered", timeout=PATIENCE)
    expect(turn).to_contain_text(FLAGSHIP)


def test_offline_says_so_and_asks_again(open_page: OpenPage, wire: Wire) -> None:
    page = open_page(wire.url, failing=True)
    expect(page.locator("#open-documents")).to_be_visible()
    page.context.set_offline(True)
    turn = ask(page, FLAGSHIP)
    expect(turn).to_contain_text("You are offline.")
    page.context.set_offline(False)
    answered_in_place(page)


def test_too_many_requests_count_down_to_the_next_try(open_page: OpenPage, wire: Wire) -> None:
    wire.faults[STREAM] = [Fault(status=429, headers={"Retry-After": "2"})]
    page = open_page(wire.url, failing=True)
    turn = ask(page, FLAGSHIP)
    expect(turn).to_contain_text("Please wait 2 seconds.")
    button = turn.get_by_role("button", name="Ask again in")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)
    assert [path for _, path in wire.seen].count(STREAM) == 1
    expect(turn.get_by_role("button", name="Ask again", exact=True)).to_have_attribute("aria-disabled", "false")
    answered_in_place(page)


@pytest.mark.parametrize("marker", [b"event: passages", b"event: delta", b"7,700", b"event: answer\ndata: {"])
def test_a_stream_that_breaks_off_is_asked_again(open_page: OpenPage, wire: Wire, marker: bytes) -> None:
    wire.faults[STREAM] = [Fault(cut_at=marker)]
    page = open_page(wire.url, failing=True)
    turn = ask(page, FLAGSHIP)
    expect(turn).to_contain_text("The connection broke off before the answer was complete.", timeout=PATIENCE)
    expect(turn.locator(".chip")).to_have_count(0)
    answered_in_place(page)


def test_a_question_under_way_survives_a_reload(open_page: OpenPage, wire: Wire) -> None:
    wire.faults[STREAM] = [Fault(cut_at=b"event: passages")]
    page = open_page(wire.url, failing=True)
    expect(ask(page, FLAGSHIP)).to_have_attribute("data-state", "failed", timeout=PATIENCE)
    page.reload()
    expect(page.locator(".turn")).to_contain_text(FLAGSHIP)
    answered_in_place(page)
    page.reload()
    expect(page.get_by_role("button", name="Ask again")).to_have_count(0)


@pytest.mark.parametrize("address", ["", "#conversation=none"])
def test_whoever_asks_before_the_page_knows_everything_is_answered_once(
    open_page: OpenPage, wire: Wire, address: str
) -> None:
    hold = threading.Event()
    wire.faults["/v1/me"] = [Fault(hold=hold)]
    wire.faults[STREAM] = [Fault(hold=hold)]
    page = open_page(f"{wire.url}/{address}", failing=True)
    turn = ask(page, FLAGSHIP)
    expect(turn).to_have_attribute("data-state", "searching")
    hold.set()
    expect(page.locator(".turn")).to_have_attribute("data-state", "answered")
    expect(page.locator(".turn")).to_have_count(1)


def test_a_failure_of_the_service_is_told_in_its_own_words_too(open_page: OpenPage, wire: Wire) -> None:
    wire.faults[STREAM] = [Fault(status=500)]
    page = open_page(wire.url, failing=True)
    turn = ask(page, FLAGSHIP)
    expect(turn).to_contain_text("That did not work.")
    expect(turn).to_contain_text("Refused on the wire.")
    turn.get_by_role("button", name="Edit the question").click()
    expect(page.locator("#question")).to_have_value(FLAGSHIP)


def test_an_article_that_cannot_be_fetched_is_told_in_the_reader(open_page: OpenPage, wire: Wire) -> None:
    page = open_page(wire.url, failing=True)
    turn = ask(page, FLAGSHIP)
    expect(turn).to_have_attribute("data-state", "answered", timeout=PATIENCE)
    wire.faults["/v1/documents/002_90b0b3ba3709f975"] = [Fault(status=404)]
    turn.locator(".chip").click()
    expect(page.locator("#reader")).to_contain_text("This article is no longer here.")
