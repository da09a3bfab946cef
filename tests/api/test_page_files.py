"""The page's files on their way: compressed, asked for each time, sent only if they have changed."""

import pytest
from serving import Served

FILES = ["/page/app.mjs", "/page/layout.css", "/page/strings/bn.mjs"]


@pytest.mark.parametrize("route", ["/", *FILES])
def test_the_browser_asks_each_time_whether_its_copy_still_stands(seeded: Served, route: str) -> None:
    assert seeded.http.get(route).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("route", FILES)
def test_a_copy_that_stands_is_not_sent_again(seeded: Served, route: str) -> None:
    first = seeded.http.get(route)
    assert seeded.http.get(route, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("route", FILES)
def test_modules_and_style_sheets_are_compressed(seeded: Served, route: str) -> None:
    packed = seeded.http.get(route, headers={"Accept-Encoding": "gzip"})
    plain = seeded.http.get(route, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert int(packed.headers.get("content-length", "0")) < len(plain.content) / 1.5
