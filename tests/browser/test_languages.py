"""Six languages of interface: taken from the browser, chosen, kept; the answer's language is a choice of its own."""

import json

import pytest
from browsing import FLAGSHIP, OpenPage, ask
from playwright.sync_api import expect
from serving import Served

HEADLINES = {
    "en": "Ask in your own language",
    "hi": "अपनी भाषा में पूछिए",
    "bn": "নিজের ভাষায় প্রশ্ন করুন",
    "ar": "اسأل بلغتك",
    "de": "Fragen Sie in Ihrer Sprache",
    "vi": "Hãy hỏi bằng ngôn ngữ của bạn",
}


@pytest.mark.parametrize("language", HEADLINES)
def test_the_page_speaks_the_browser_s_language(open_page: OpenPage, real: Served, language: str) -> None:
    page = open_page(real.url, locale=language, viewport={"width": 360, "height": 780})
    expect(page.get_by_role("heading", level=2).first).to_have_text(HEADLINES[language])
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than a small phone"


def test_another_language_is_chosen_and_kept_without_losing_the_conversation(open_page: OpenPage, real: Served) -> None:
    page = open_page(real.url)
    turn = ask(page, FLAGSHIP)
    expect(turn.locator(".chip")).to_contain_text("Bangla")
    page.get_by_role("combobox", name="Language of this page").select_option("de")
    expect(turn.locator(".chip")).to_contain_text("Bengalisch")
    expect(turn.get_by_role("button", name="Mit Quellen kopieren")).to_be_visible()
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_a_language_the_page_does_not_speak_becomes_english(open_page: OpenPage, real: Served) -> None:
    expect(open_page(real.url, locale="fr").locator("html")).to_have_attribute("lang", "en")


def test_the_answer_s_language_is_asked_for(open_page: OpenPage, real: Served) -> None:
    page = open_page(real.url)
    page.get_by_role("combobox", name="Answer in").select_option("vi")
    with page.expect_request("**/v1/ask/stream") as sent:
        turn = ask(page, FLAGSHIP)
    assert json.loads(sent.value.post_data or "")["language"] == "vi"
    expect(turn.locator(".answer-text")).to_have_attribute("lang", "vi")
    expect(turn.locator(".answer-text")).to_contain_text("7.700")
