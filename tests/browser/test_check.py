"""Check: from the chip to the card, to the sentence in its article, and what if the article has changed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from browsing import FLAGSHIP_AR, OFF_TOPIC, PATIENCE, OpenPage, answered, ask, read
from playwright.sync_api import Locator, Page, expect
from serving import Served

ARTICLE = (
    "😀 𐍈𐌰𐌹 👩‍🌾 Notes from the valley 𝔘.\n\n"
    "The mayor of Zanderfels spoke of honey 🐝🐝. "
    "The village of Zanderfels keeps 4,321 beehives. "
    "The harvest was good 🇩🇪.\n\nNothing more is known."
)
QUESTION = "How many beehives does the village of Zanderfels keep?"


@contextmanager
def article(own: Served, text: str = ARTICLE) -> Iterator[str]:
    """Have an article in the service for a while."""
    body = {"id": "zanderfels", "title": "Honey 🐝", "text": text, "source_url": "https://example.org/honey"}
    assert own.http.post("/v1/documents", json=body).status_code in (200, 201)
    try:
        yield "zanderfels"
    finally:
        own.http.delete("/v1/documents/zanderfels")


def marked(reader: Locator) -> str:
    return "".join(reader.locator("mark").all_text_contents())


def is_painted(node: Locator) -> bool:
    return node.evaluate(
        "node => { const style = getComputedStyle(node), around = getComputedStyle(node.closest('.reader, .card'));"
        " return style.backgroundColor !== around.backgroundColor && style.backgroundColor !== 'rgba(0, 0, 0, 0)' }"
    )


def test_the_flagship_leads_to_its_sentence(page: Page) -> None:
    reader = read(page)
    mark = reader.locator("mark")
    expect(mark).to_have_text("৭,৭০০")
    expect(mark).to_be_in_viewport()
    expect(reader.locator(".sentence").first).to_contain_text("১২,২৮৭টি সমবায় গোষ্ঠী")
    assert is_painted(mark)
    assert reader.locator("[data-part=body]").evaluate("node => node.scrollTop") > 0
    expect(reader.locator(".article")).to_have_attribute("lang", "bn")
    link = reader.get_by_role("link", name="Open the original")
    expect(link).to_have_attribute("href", re.compile(r"^https://baolaichau\.vn/"))
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    chip = page.locator(".chip")
    expect(chip).to_have_attribute("aria-current", "true")


def test_the_article_stands_whole_as_it_is_stored(page: Page, real: Served) -> None:
    reader = read(page)
    stored = real.document("002_90b0b3ba3709f975")["text"]
    shown = "\n".join(reader.locator(".article p").all_text_contents())
    assert shown == "\n".join(line for line in re.split(r"[\r\n]+", stored) if line.strip())


def test_the_card_shows_on_hover_and_goes(page: Page) -> None:
    chip = answered(page).locator(".chip")
    chip.hover()
    card = page.locator(".card")
    expect(card.locator("mark")).to_have_text("৭,৭০০")
    expect(card.locator("blockquote")).to_have_attribute("lang", "bn")
    expect(card).to_contain_text("Word by word")
    expect(card).to_contain_text("from a dictionary, not a translation")
    expect(card.get_by_role("link", name="Open the original")).to_be_visible()
    assert is_painted(card.locator("mark"))
    page.mouse.move(5, 5)
    expect(card).to_have_count(0)


def test_the_card_shows_on_focus_and_escape_closes_it(page: Page) -> None:
    chip = answered(page).locator(".chip")
    page.keyboard.press("Shift+Tab")  # into the reply's last control
    for _ in range(8):
        if chip.evaluate("node => node === document.activeElement"):
            break
        page.keyboard.press("Shift+Tab")
    expect(chip).to_be_focused()
    expect(page.locator(".card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)
    expect(chip).to_be_focused()


def test_from_source_to_source(page: Page) -> None:
    turn = ask(page, OFF_TOPIC)
    turn.locator(".passage").first.click()
    reader = page.locator("#reader")
    position = reader.locator("[data-part=position]")
    expect(position).to_have_text(re.compile("1.* of "))
    expect(reader.get_by_role("button", name="Previous source")).to_be_disabled()
    first = reader.locator(".sentence").first.text_content()
    reader.get_by_role("button", name="Next source").click()
    expect(position).to_have_text(re.compile("2.* of "))
    expect(reader.locator(".sentence").first).to_be_in_viewport()
    assert reader.locator(".sentence").first.text_content() != first


def test_offsets_are_code_points(own: Served, open_page: OpenPage) -> None:
    with article(own):
        reader = read(open_page(own.url), QUESTION)
        assert "4,321" in marked(reader)
        assert marked(reader) in "The village of Zanderfels keeps 4,321 beehives."
        text = "".join(reader.locator(".sentence, mark").all_text_contents())
        assert text == "The village of Zanderfels keeps 4,321 beehives."


@pytest.mark.parametrize(
    ("text", "said", "state"),
    [
        (f"A new first line 🐝.\n\n{ARTICLE}", "shown where it stands now", "marked"),
        (ARTICLE.replace("Nothing more", "Something more"), "has changed since", "marked"),
        (ARTICLE.replace("4,321", "1,234"), "no longer in it", "unmarked"),
    ],
    ids=["moved", "elsewhere", "gone"],
)
def test_a_changed_article_says_so(own: Served, open_page: OpenPage, text: str, said: str, state: str) -> None:
    with article(own):
        page = open_page(own.url)
        turn = answered(page, QUESTION)
        with article(own, text):
            turn.locator(".chip").click()
            reader = page.locator("#reader")
            expect(reader.locator("[data-part=note]")).to_contain_text(said)
            assert ("4,321" in marked(reader)) == (state == "marked")
            assert "1,234" not in marked(reader)


def test_a_permalink_opens_the_reader_at_its_passage(own: Served, open_page: OpenPage) -> None:
    with article(own):
        page = open_page(own.url, permissions=["clipboard-read", "clipboard-write"])
        reader = read(page, QUESTION)
        was = marked(reader)
        reader.get_by_role("button", name="Copy link to this passage").click()
        expect(reader.get_by_text("Copied")).to_be_visible()
        link = page.evaluate("navigator.clipboard.readText()")
        other = open_page(link)
        expect(other.locator("#reader mark").first).to_be_in_viewport()
        assert marked(other.locator("#reader")) == was
        with article(own, ARTICLE.replace("Notes", "News")):
            third = open_page(link)
            expect(third.locator("#reader [data-part=note]")).to_contain_text("since the link was made")
            expect(third.locator("#reader mark, #reader .sentence")).to_have_count(0)


@pytest.mark.parametrize(
    "looks",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["light", "dark", "forced"],
)
def test_the_highlight_can_be_seen(real: Served, open_page: OpenPage, looks: dict[str, str]) -> None:
    mark = read(open_page(real.url, **looks)).locator("mark")
    colours = mark.evaluate("node => { const s = getComputedStyle(node); return [s.color, s.backgroundColor] }")
    around = mark.evaluate("node => getComputedStyle(node.closest('.reader')).backgroundColor")
    assert contrast(*colours) >= 4.5
    assert (
        contrast(colours[1], around) >= 1.25 or mark.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    )


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, section 1.4.3, of two computed colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_each_script_is_set_in_its_own_way(real: Served, open_page: OpenPage) -> None:
    page = open_page(f"{real.url}/#read=003_fea3c7fa7e1622b0&at=0-20")
    text = page.locator("#reader .article")
    expect(text).to_have_attribute("lang", "ar")
    paragraph = text.locator("p").first
    expect(paragraph).to_have_css("direction", "rtl")
    height = text.evaluate(
        "node => { const s = getComputedStyle(node); return parseFloat(s.lineHeight) / parseFloat(s.fontSize) }"
    )
    assert height >= 1.8
    assert "Arabic" in text.evaluate("node => getComputedStyle(node).fontFamily")


def test_an_arabic_reader_checks_the_same_sentence_mirrored(real: Served, open_page: OpenPage) -> None:
    page = open_page(real.url, locale="ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    reader = read(page, FLAGSHIP_AR)
    expect(reader.locator("mark")).to_have_text("৭,৭০০")
    expect(reader.locator("mark")).to_be_in_viewport()
    expect(reader.locator(".article p").first).to_have_css("direction", "ltr")  # Bengali stays as it is
    beside, chat = reader.bounding_box(), page.locator(".chat").bounding_box()
    assert beside
    assert chat
    assert beside["x"] + beside["width"] <= chat["x"] + 1, "the reader stands to the left of the chat"


def test_on_a_phone_the_reader_stands_below(real: Served, open_page: OpenPage) -> None:
    page = open_page(real.url, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    turn = answered(page)
    turn.locator(".chip").tap()
    expect(page.locator(".card mark")).to_have_text("৭,৭০০")
    page.locator(".card").get_by_role("button", name="Read in the article").tap()
    reader = page.locator("#reader")
    expect(reader.locator("mark")).to_be_in_viewport()
    below, chat = reader.bounding_box(), page.locator(".chat").bounding_box()
    assert below
    assert chat
    assert below["y"] >= chat["y"] + chat["height"] - 1


def test_the_answer_is_copied_with_its_sources(open_page: OpenPage, real: Served) -> None:
    page = open_page(real.url, permissions=["clipboard-read", "clipboard-write"])
    turn = answered(page)
    turn.get_by_role("button", name="Copy with sources").click()
    expect(turn.get_by_text("Copied")).to_be_visible()
    plain = page.evaluate("navigator.clipboard.readText()")
    assert "More than 7,700 cooperatives [1]" in plain
    assert "https://baolaichau.vn/" in plain
    turn.get_by_role("button", name="Copy as Markdown").click()
    page.wait_for_function(
        "async before => (await navigator.clipboard.readText()) !== before", arg=plain, timeout=PATIENCE
    )
    markdown = page.evaluate("navigator.clipboard.readText()")
    assert markdown.startswith("**how many cooperatives in Emulation Cluster 1?**\n\n")
    assert "1. [baolaichau.vn](<https://baolaichau.vn/" in markdown
