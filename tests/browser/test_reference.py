"""`/docs` in a real Chromium: every route is shown, nothing breaks the policy, nothing is asked elsewhere."""

from browsing import OpenPage
from playwright.sync_api import expect
from serving import Served


def test_the_reference_is_shown_and_a_route_can_be_opened(real: Served, open_page: OpenPage) -> None:
    page = open_page(f"{real.url}/docs")
    expect(page.get_by_role("heading", name="Cross-language question answering")).to_be_visible()
    paths = real.http.get("/openapi.json").json()["paths"]
    expect(page.locator(".opblock")).to_have_count(sum(len(item) for item in paths.values()))
    page.locator(".opblock", has_text="/v1/search").first.locator(".opblock-summary").click()
    expect(page.get_by_text("cooperatives in Emulation Cluster 1").first).to_be_visible()
