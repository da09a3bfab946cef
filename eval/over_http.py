"""A running service, asked over the contract's REST; its articles are taken as they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from eval.articles import Article, Articles
from eval.errors import SystemFailed
from eval.system import History, Json


class OverHttp:
    """A service at an address."""

    def __init__(self, client: httpx.Client) -> None:
        """Take a client with base address and key; the articles are read at once.

        :raises SystemFailed: if the service cannot be reached or refuses.
        """
        self._client = client
        self.articles: Articles = {article.id: article for article in self._read_articles()}

    def ask(self, question: str, history: History = ()) -> Json:
        """POST /v1/ask, nothing stored; see `System.ask`."""
        body = {"question": question, "history": [dict(turn) for turn in history], "store": False}
        return self._json("POST", "/v1/ask", json=body)

    def search(self, query: str, k: int) -> list[Json]:
        """POST /v1/search; see `System.search`."""
        passages: list[Json] = self._json("POST", "/v1/search", json={"query": query, "k": k})["passages"]
        return passages

    def _read_articles(self) -> Iterator[Article]:
        cursor: str | None = ""
        while cursor is not None:
            page = self._json("GET", "/v1/documents", params={"limit": 100, **({"cursor": cursor} if cursor else {})})
            for entry in page["documents"]:
                document = self._json("GET", f"/v1/documents/{entry['id']}")
                yield Article(entry["id"], document["text"], entry["language"])
            cursor = page.get("next_cursor")

    def _json(self, method: str, path: str, **arguments: Any) -> Json:
        try:
            reply = self._client.request(method, path, **arguments)
            reply.raise_for_status()
            body: Json = reply.json()
        except httpx.HTTPStatusError as error:
            raise SystemFailed(f"{method} {path}: {error.response.status_code} {error.response.text[:300]}") from error
        except (httpx.HTTPError, ValueError) as error:
            raise SystemFailed(f"{method} {path}: {error}") from error
        return body


@contextmanager
def over_http(url: str, key: str | None = None) -> Iterator[OverHttp]:
    """Open a system at ``url``, with a key if it asks for one."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with httpx.Client(base_url=url, headers=headers, timeout=60.0) as client:
        yield OverHttp(client)
