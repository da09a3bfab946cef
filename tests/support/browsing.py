"""What a person does on the page, in the words of the tests."""

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

FLAGSHIP = "how many cooperatives in Emulation Cluster 1?"
FLAGSHIP_AR = "كم عدد التعاونيات في مجموعة المحاكاة رقم 1؟"
OFF_TOPIC = "Which element has the highest melting point?"
PATIENCE = 20_000  # ms: a machine may be busy with other things


class OpenPage(Protocol):
    """Opens the page of a service; ``failing``: replies that are errors belong to the test.

    Everything else goes to Playwright's ``new_context``.
    """

    def __call__(self, url: str, *, failing: bool = False, **context: object) -> Page: ...


def ask(page: Page, question: str, *, send: str = "Enter") -> Locator:
    """Ask, and return the turn of the conversation in which it is answered."""
    box = page.locator("#question")
    box.fill(question)
    box.press(send)
    return page.locator(".turn").last


def answered(page: Page, question: str = FLAGSHIP) -> Locator:
    """Ask, and return the turn once its answer stands."""
    turn = ask(page, question)
    expect(turn).to_have_attribute("data-state", "answered", timeout=PATIENCE)
    return turn


def read(page: Page, question: str = FLAGSHIP) -> Locator:
    """Ask, open the first citation, and return the reader once the article stands in it."""
    answered(page, question).locator(".chip").first.click()
    reader = page.locator("#reader")
    expect(reader.locator(".article")).to_be_visible(timeout=PATIENCE)
    return reader
