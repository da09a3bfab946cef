"""Craft: WCAG by axe, the keyboard alone, every width, no motion where none is wanted, a light first paint."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import FLAGSHIP, FLAGSHIP_AR, OFF_TOPIC, OpenPage, answered, ask, read
from playwright.sync_api import Page, expect
from serving import Served

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FIRST_PAINT = 100 * 1024  # bytes on the wire


def violations(page: Page) -> list[str]:
    """What axe finds wrong, once nothing moves any more."""
    page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => {})))")
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_axe_finds_nothing(own: Served, open_page: OpenPage, locale: str, scheme: str) -> None:
    page = open_page(own.url, locale=locale, color_scheme=scheme, reduced_motion="reduce")
    found = {"first screen": violations(page)}
    ask(page, OFF_TOPIC)
    expect(page.locator(".turn").last).to_have_attribute("data-state", "refused")
    turn = answered(page, FLAGSHIP if locale == "en" else FLAGSHIP_AR)
    turn.locator(".ratings button").last.click()
    expect(turn.locator(".comment")).to_be_visible()
    found["answer and refusal"] = violations(page)
    turn.locator(".chip").first.hover()
    expect(page.locator(".card")).to_be_visible()
    found["card"] = violations(page)
    turn.locator(".chip").first.click()
    expect(page.locator("#reader .article")).to_be_visible()
    found["reader"] = violations(page)
    page.locator("#reader [data-part=close]").click()
    page.locator("#open-documents").click()
    page.locator("#documents summary").click()
    page.locator("#documents .row-actions button").first.click()
    expect(page.locator("#documents .leaving")).to_be_visible()
    found["articles"] = violations(page)
    page.locator("#documents .leaving button").click()
    page.locator("#documents [data-part=close]").click()
    page.locator("#open-conversations").click()
    row = page.locator("#conversations .row").first
    row.locator(".row-actions button").nth(1).click()
    found["conversations"] = violations(page)
    row.locator("[data-tool=rename]").click()
    found["renaming"] = violations(page)
    page.locator("#conversations [data-part=close]").click()
    page.evaluate("document.querySelector('#key').showModal()")
    found["key"] = violations(page)
    assert {part: wrong for part, wrong in found.items() if wrong} == {}


def focused(page: Page) -> str:
    return page.evaluate(
        "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
    )


def tab_to(page: Page, selector: str, *, key: str = "Tab", at_most: int = 40) -> None:
    """Press Tab until the focus is there; on the way, whatever has it shows that it has."""
    for _ in range(at_most):
        page.keyboard.press(key)
        here = page.evaluate(
            """selector => { const node = document.activeElement, style = getComputedStyle(node);
              const around = node.closest(".box") ? getComputedStyle(node.closest(".box")) : style;
              const isSeen = (one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0;
              const seen = [style, around].some(isSeen);
              return [node.matches(selector), seen || node === document.body, node.outerHTML.slice(0, 120)] }""",
            selector,
        )
        assert here[1], f"no sign of the focus on {here[2]}"
        if here[0]:
            return
    pytest.fail(f"{selector} is not reached by {key}; the focus is on {focused(page)}")


def test_everything_can_be_done_with_the_keyboard_alone(own: Served, open_page: OpenPage) -> None:
    page = open_page(own.url)
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type(FLAGSHIP)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_attribute("data-state", "answered")
    tab_to(page, ".chip", key="Shift+Tab")
    expect(page.locator(".card")).to_be_visible()
    page.keyboard.press("Enter")
    reader = page.locator("#reader")
    expect(reader.locator("mark")).to_be_in_viewport()
    expect(reader).to_be_focused()
    tab_to(page, "#reader a")
    page.keyboard.press("Escape")
    expect(reader).to_be_hidden()
    expect(page.locator(".chip")).to_be_focused()
    tab_to(page, "[aria-pressed]")
    page.keyboard.press("Space")
    expect(page.locator(".comment textarea")).to_be_visible()
    tab_to(page, "#open-documents", key="Shift+Tab")
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog", name="Articles")
    expect(drawer.locator(".row")).to_have_count(5)
    tab_to(page, ".row-actions button")
    page.keyboard.press("Enter")
    expect(drawer.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(drawer.locator(".row")).to_have_count(5)
    page.keyboard.press("Escape")
    expect(page.locator("#open-documents")).to_be_focused()
    tab_to(page, "#open-conversations", key="Shift+Tab")
    page.keyboard.press("Enter")
    tab_to(page, "[data-tool=rename]")
    page.keyboard.press("Enter")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")
    expect(page.locator("#conversations .row-title").first).to_have_text("By keyboard")
    expect(page.locator("#conversations [data-tool=rename]").first).to_be_focused()


@pytest.mark.parametrize("width", [360, 768, 1024, 1440, 3840])
def test_at_every_width_nothing_is_cut_off(own: Served, open_page: OpenPage, width: int) -> None:
    page = open_page(own.url, locale="vi", viewport={"width": width, "height": 780 if width < 2000 else 2160})
    cut_off(page, "first screen")
    read(page)
    cut_off(page, "reader")
    page.locator("#reader [data-part=close]").click()
    for panel in ("documents", "conversations"):
        page.locator(f"#open-{panel}").click()
        expect(page.locator(f"#{panel} .row").first).to_be_visible()
        cut_off(page, panel)
        page.locator(f"#{panel} [data-part=close]").click()


def cut_off(page: Page, part: str) -> None:
    """Nothing makes the page scroll sideways, no control lies outside, and each is at least 24 pixels wide and high."""
    wrong = page.evaluate(
        """() => {
          const page = document.documentElement.scrollWidth;
          const wide = page > innerWidth ? [`page ${page}`] : [];
          const top = document.querySelector("dialog[open]") ?? document.body;
          const controls = [...top.querySelectorAll("button, select, input, textarea, summary")]
            .filter((node) => node.checkVisibility() && !node.matches(".visually-hidden, .skip"));
          return wide.concat(controls.flatMap((node) => {
            const { left, right, width, height } = node.getBoundingClientRect();
            const isOut = left < -0.5 || right > innerWidth + 0.5, isSmall = width < 24 || height < 24;
            return isOut || isSmall ? [`${node.outerHTML.slice(0, 90)} ${left}-${right} ${width}x${height}`] : [];
          }));
        }"""
    )
    assert wrong == [], part


def test_who_wants_no_motion_gets_none(real: Served, open_page: OpenPage) -> None:
    page = open_page(real.url, reduced_motion="reduce")
    read(page)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((node) => [null, "::before", "::after"].flatMap((part) => {
          const style = getComputedStyle(node, part);
          const smooth = style.scrollBehavior === "smooth" || style.animationName !== "none";
          const eased = style.transitionDuration.split(",").some((time) => parseFloat(time) > 0);
          return smooth || eased ? [node.className + (part ?? "")] : [];
        }))"""
    )
    assert moving == []


@pytest.mark.parametrize("locale", ["en", "bn"])
def test_the_first_paint_is_light(real: Served, open_page: OpenPage, locale: str) -> None:
    page = open_page(real.url, locale=locale)
    page.wait_for_load_state("networkidle")  # what the first opening still fetches is none of the reload's
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: dict[str, float] = {}
    urls: dict[str, str] = {}
    wire.on("Network.requestWillBeSent", lambda event: urls.update({event["requestId"]: event["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.reload(wait_until="networkidle")
    page.wait_for_selector("html:not([data-starting])")
    foreign = [url for url in urls.values() if not url.startswith(real.url)]
    assert foreign == [], "no third party is asked"
    weights = sorted(((size, urls[one]) for one, size in sizes.items() if one in urls), reverse=True)
    assert len(weights) > 5, "the page, its style and its scripts"
    assert sum(size for size, _ in weights) <= FIRST_PAINT, json.dumps(weights[:12], indent=1)
    assert not any("/documents.mjs" in url or "/conversations.mjs" in url for _, url in weights), "panels come later"


def test_the_page_is_drawn_within_its_budget(real: Served, open_page: OpenPage) -> None:
    """No long task of its own: the page's scripts take less than a blink once they are here."""
    page = open_page(real.url)
    wire = page.context.new_cdp_session(page)
    wire.send("Performance.enable")
    measured = {one["name"]: one["value"] for one in wire.send("Performance.getMetrics")["metrics"]}
    assert measured["ScriptDuration"] < 0.5
    assert measured["Nodes"] < 1500
    assert measured["LayoutCount"] < 60
