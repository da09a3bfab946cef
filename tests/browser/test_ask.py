"""Ask and read: the question box, the stream, refusals, notices, first questions."""

import json
import re
import threading

import pytest
from between import Fault, Wire
from browsing import FLAGSHIP, FLAGSHIP_AR, OFF_TOPIC, PATIENCE, OpenPage, answered, ask
from playwright.sync_api import Page, expect
from serving import Served


def test_the_flagship_is_answered_with_its_source(page: Page) -> None:
    turn = answered(page)
    expect(turn).to_contain_text(FLAGSHIP)
    expect(turn.locator(".answer-text")).to_contain_text("7,700")
    chip = turn.locator(".chip")
    expect(chip).to_have_accessible_name(re.compile(r"^Source 1 baolaichau\.vn · ?.?Bangla"))


def test_the_answer_comes_by_stream_and_is_read_out(page: Page) -> None:
    with page.expect_request("**/v1/ask/stream") as sent:
        answered(page)
    assert json.loads(sent.value.post_data or "")["question"] == FLAGSHIP
    spoken = page.get_by_role("log", name="Conversation")
    expect(spoken).to_have_attribute("aria-live", "polite")
    expect(spoken).to_contain_text("More than 7,700 cooperatives")
    expect(spoken).to_contain_text("The answer is complete, with 1 source.")


def test_while_the_answer_is_worked_out_the_page_says_so(open_page: OpenPage, wire: Wire) -> None:
    hold = threading.Event()
    wire.faults["/v1/ask/stream"] = [Fault(hold=hold)]
    page = open_page(wire.url)
    turn = ask(page, FLAGSHIP)
    expect(turn).to_contain_text("Looking through the articles")
    expect(turn.locator(".reply")).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    hold.set()
    expect(turn).to_have_attribute("data-state", "answered", timeout=PATIENCE)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_stop_stops_and_keeps_the_question(open_page: OpenPage, wire: Wire) -> None:
    hold = threading.Event()
    wire.faults["/v1/ask/stream"] = [Fault(hold=hold)]
    page = open_page(wire.url, failing=True)  # the held reply is cut off on either side, whoever is first
    turn = ask(page, FLAGSHIP)
    page.get_by_role("button", name="Stop").click()
    hold.set()
    expect(turn).to_contain_text("Stopped before there was an answer.")
    expect(page.locator("#question")).to_be_focused()
    turn.get_by_role("button", name="Ask again").click()
    expect(turn).to_have_attribute("data-state", "answered", timeout=PATIENCE)


def test_the_box_grows_and_shift_enter_breaks_the_line(page: Page) -> None:
    box = page.get_by_role("textbox", name="Your question")
    before = box.bounding_box()
    box.press_sequentially("one")
    for _ in range(4):
        box.press("Shift+Enter")
    after = box.bounding_box()
    assert before
    assert after
    assert after["height"] > 2 * before["height"]
    assert page.locator(".turn").count() == 0
    box.fill("x" * 2001)
    expect(page.get_by_text("2,001 of 2,000 characters")).to_be_visible()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_disabled()


def test_a_half_written_question_survives_a_reload(page: Page) -> None:
    page.locator("#question").fill("how many coop")
    page.reload()
    expect(page.locator("#question")).to_have_value("how many coop")


def test_an_arabic_question_is_answered_from_right_to_left(page: Page) -> None:
    answer = answered(page, FLAGSHIP_AR).locator(".answer-text")
    expect(answer).to_have_attribute("lang", "ar")
    expect(answer).to_have_css("direction", "rtl")
    expect(answer).to_contain_text("7,700")


def test_a_refusal_is_an_answer_with_the_closest_passages(page: Page) -> None:
    turn = ask(page, OFF_TOPIC)
    expect(turn).to_have_attribute("data-state", "refused", timeout=PATIENCE)
    expect(turn.get_by_text("Not in these articles")).to_be_visible()
    expect(turn.locator(".failure")).to_have_count(0)
    expect(turn.locator("mark")).to_have_count(0)
    turn.locator(".passage").nth(1).click()
    reader = page.locator("#reader")
    expect(reader.locator(".sentence").first).to_be_in_viewport(timeout=PATIENCE)
    expect(reader.locator("[data-part=position]")).to_contain_text("2")


def test_the_first_questions_are_the_service_s_own(page: Page, real: Served) -> None:
    given = real.http.get("/v1/suggestions", params={"language": "en"}).json()["suggestions"]
    if not given:
        pytest.fail("the seeds give no first questions")
    shown = page.locator(".example")
    expect(shown).to_have_text([one["question"] for one in given[:4]])
    shown.first.click()
    expect(page.locator(".turn").last).to_have_attribute("data-state", "answered", timeout=PATIENCE)


@pytest.mark.parametrize("fault", [Fault(status=404), Fault(status=500)], ids=["missing", "broken"])
def test_without_first_questions_the_page_is_whole(open_page: OpenPage, wire: Wire, fault: Fault) -> None:
    wire.faults["/v1/suggestions"] = [fault] * 3
    page = open_page(wire.url, failing=True)
    expect(page.locator("#examples h2")).to_be_hidden()
    expect(page.locator("#examples .empty")).to_be_hidden()
    answered(page)
