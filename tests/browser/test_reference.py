"""`/docs` in a real Chromium: every route is shown, nothing breaks the policy, nothing is asked of another host."""

import shutil

import pytest
from playwright.sync_api import expect, sync_playwright
from serving import Served

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium; on Debian: apt install chromium"),
]


def test_the_reference_is_shown_and_a_route_can_be_opened(real: Served) -> None:
    complaints: list[str] = []
    foreign: list[str] = []
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS).new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda one: None if one.url.startswith((real.url, "data:")) else foreign.append(one.url))
        page.goto(f"{real.url}/docs")
        expect(page.get_by_role("heading", name="Cross-language question answering")).to_be_visible()
        paths = real.http.get("/openapi.json").json()["paths"]
        expect(page.locator(".opblock")).to_have_count(sum(len(item) for item in paths.values()))
        page.locator(".opblock", has_text="/v1/search").first.locator(".opblock-summary").click()
        expect(page.get_by_text("cooperatives in Emulation Cluster 1").first).to_be_visible()
        page.context.browser.close()  # type: ignore[union-attr]
    assert (complaints, foreign) == ([], [])
