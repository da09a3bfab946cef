"""The pictures of the README, taken of the page as it is: ``SCREENSHOTS=1 make test`` writes them anew.

Without it the same scenes are set and looked at, and nothing is written.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import FLAGSHIP_AR, OFF_TOPIC, OpenPage, answered, ask, read
from playwright.sync_api import Page, expect
from serving import Served

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
LIMIT = 250 * 1024  # bytes of a picture
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def first_screen(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.activeElement.blur()")


def card(page: Page) -> None:
    answered(page).locator(".chip").hover()
    expect(page.locator(".card mark")).to_be_visible()


def reader(page: Page) -> None:
    expect(read(page).locator("mark")).to_be_in_viewport()


def reader_in_arabic(page: Page) -> None:
    expect(read(page, FLAGSHIP_AR).locator("mark")).to_be_in_viewport()


def refusal(page: Page) -> None:
    expect(ask(page, OFF_TOPIC)).to_have_attribute("data-state", "refused")


def on_a_phone(page: Page) -> None:
    answered(page).locator(".chip").tap()
    page.locator(".card").get_by_role("button", name="Read in the article").tap()
    expect(page.locator("#reader mark")).to_be_in_viewport()


def articles(page: Page) -> None:
    page.locator("#open-documents").click()
    expect(page.locator("#documents .row")).to_have_count(5)


SCENES: dict[str, tuple[Callable[[Page], None], dict[str, object]]] = {
    "start": (first_screen, DESKTOP),
    "card": (card, DESKTOP),
    "answer": (reader, DESKTOP),
    "dark": (reader, {**DESKTOP, "color_scheme": "dark"}),
    "arabic": (reader_in_arabic, {**DESKTOP, "locale": "ar"}),
    "refusal": (refusal, DESKTOP),
    "phone": (on_a_phone, PHONE),
    "articles": (articles, DESKTOP),
}


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_of_the_page(real: Served, open_page: OpenPage, name: str) -> None:
    scene, looks = SCENES[name]
    page = open_page(real.url, reduced_motion="reduce", **looks)
    scene(page)
    page.evaluate("document.fonts.ready")
    taken = page.screenshot()
    assert len(taken) <= LIMIT, f"{name}: {len(taken):,} bytes"
    if os.environ.get("SCREENSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.png").write_bytes(taken)


def test_every_picture_is_one_of_a_scene_and_small() -> None:
    pictures = {path.stem: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert sorted(pictures) == sorted(SCENES)
    assert {name: size for name, size in pictures.items() if size > LIMIT} == {}
