"""One browser for all; every page in a fresh profile, and what it complains of or asks of another host is an error."""

import shutil
from collections.abc import Iterator

import pytest
from between import Wire, wire_to
from browsing import PATIENCE, OpenPage
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)
from serving import SEEDS, Served, serve_here

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = pytest.mark.skip(reason="there is no chromium; on Debian: apt install chromium fonts-noto-core")
    for item in items:
        if "browser" in item.path.parent.name:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(missing)


@pytest.fixture(scope="module")  # no longer: a test that runs an event loop of its own cannot run beside Playwright's
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield chromium
    chromium.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    if "wire" in request.fixturenames:
        request.getfixturevalue("wire")  # set up first, so that it is closed after the pages that still ask through it
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    foreign: list[str] = []

    def open_one(url: str, *, failing: bool = False, **context: object) -> Page:
        contexts.append(browser.new_context(**{"locale": "en-GB", **context}))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        origin = "/".join(url.split("/")[:3])

        def note_request(request: Request) -> None:
            if not request.url.startswith((f"{origin}/", "data:", "blob:")):
                foreign.append(request.url)

        def note_message(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and not (failing and "Failed to load resource" in message.text):
                complaints.append(f"{message.text} ({message.location.get('url')})")

        page.on("request", note_request)
        page.on("console", note_message)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        page.wait_for_selector("html:not([data-starting])")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []
    assert foreign == []


@pytest.fixture
def page(open_page: OpenPage, real: Served) -> Page:
    """The page of the real ``qa serve``."""
    return open_page(real.url)


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service with the seeds, to add articles to; every test takes its own away again."""
    with serve_here(tmp_path_factory.mktemp("own") / "data", SEEDS) as served:
        yield served


@pytest.fixture
def wire(real: Served) -> Iterator[Wire]:
    """A wire to the real service that can fail."""
    with wire_to(real.url) as between:
        yield between
