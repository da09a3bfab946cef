"""The page of a real `qa serve` in a real Chromium: ask, read the answer, see the sentence it rests on."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from serving import Served

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
FLAGSHIP = "how many cooperatives in Emulation Cluster 1?"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="there is no chromium; on Debian: apt install chromium fonts-noto-core"
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, real: Served) -> Iterator[Page]:
    """The page, opened in a fresh profile; whatever it complains of or asks of another host is an error."""
    context = browser.new_context(locale="en-GB")
    opened = context.new_page()
    complaints: list[str] = []
    foreign: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((real.url, "data:", "blob:")):
            foreign.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    opened.on("request", note_request)
    opened.on("console", note_message)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(real.url)
    yield opened
    context.close()
    assert complaints == []
    assert foreign == []


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox", name="Your question").fill(question)
    page.keyboard.press("Enter")


def test_the_flagship(page: Page) -> None:
    ask(page, FLAGSHIP)
    log = page.get_by_role("region", name="Conversation")
    expect(log.get_by_text("7,700").first).to_be_visible(timeout=15_000)
    expect(log).to_contain_text(FLAGSHIP)
    chip = log.get_by_role("button", name="Source").filter(has_text="1").first
    expect(chip).to_be_visible()
    chip.click()
    marked = page.locator("mark").filter(has_text="৭,৭০০").first
    expect(marked).to_be_visible()
    expect(marked).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.get_by_text("সক্রিয় সমবায়").first).to_be_visible()
    link = page.locator('a[href^="https://baolaichau.vn/"]').first
    expect(link).to_be_visible()
    assert "noopener" in (link.get_attribute("rel") or "") or link.get_attribute("target") is None


def test_the_sentence_is_marked_in_the_article(page: Page) -> None:
    ask(page, FLAGSHIP)
    log = page.get_by_role("region", name="Conversation")
    chip = log.get_by_role("button", name="Source").filter(has_text="1").first
    chip.click()
    read = page.get_by_role("button", name="Read in the article")
    if read.count() and read.first.is_visible():
        read.first.click()
    article = page.get_by_role("complementary", name="Article")
    expect(article.locator("mark").filter(has_text="৭,৭০০").first).to_be_in_viewport()
    expect(article).to_contain_text("১২,২৮৭")


def test_an_arabic_question_is_answered_from_right_to_left(page: Page) -> None:
    ask(page, "كم عدد التعاونيات في مجموعة المحاكاة رقم 1؟")
    answer = page.get_by_role("region", name="Conversation").locator("[lang=ar]").filter(has_text="7,700").first
    expect(answer).to_be_visible(timeout=15_000)
    expect(answer).to_have_css("direction", "rtl")


def test_an_off_topic_question_is_refused_in_words(page: Page) -> None:
    ask(page, "Which element has the highest melting point?")
    log = page.get_by_role("region", name="Conversation")
    expect(log.get_by_text("Not in these articles").first).to_be_visible(timeout=15_000)
    expect(log.locator("mark")).to_have_count(0)
