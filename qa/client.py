"""The HTTP client: speaks the contract, knows nothing of the service's code."""

import json
import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

import httpx

from qa.errors import QaError
from qa.sse import read_events
from qa.wire import Json
from vectorstore.folder import Article
from vectorstore.load import content_type_of

_PATIENCE = 5
"""Times a request is sent again that came too often, each after the wait that the service asks for."""
_LONGEST_WAIT_S = 60.0


class ServiceProblem(QaError):
    """The service refused or failed; the message is its own sentence, ``status`` its HTTP status."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """An event of an answer: ``passages``, ``delta`` or, at the end, ``answer``; ``data`` is the contract's."""

    name: str
    data: Json


class Client:
    """Talks to a running service, with a key where it asks for one."""

    def __init__(self, url: str, *, key: str | None = None, timeout_s: float = 120.0) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=timeout_s, trust_env=False)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(
        self,
        question: str,
        *,
        language: str | None = None,
        history: list[Json] | None = None,
        conversation_id: str | None = None,
        store: bool = True,
    ) -> Json:
        """Answer a question; the contract's ``Answer``, kept in its conversation or a new one if ``store``."""
        body = {"question": question, "language": language, "history": history or [], "store": store}
        return self._json("POST", "/v1/ask", json={**body, "conversation_id": conversation_id})

    def stream(
        self,
        question: str,
        *,
        language: str | None = None,
        history: list[Json] | None = None,
        conversation_id: str | None = None,
        store: bool = True,
    ) -> Generator[StreamEvent]:
        """Answer a question step by step; the last event is ``answer``, its data what `ask` returns, kept as there.

        Closing the iterator tells the service to stop.

        :raises ServiceProblem: if the question is refused, or the answer comes to grief or breaks off on its way.
        """
        body = {"question": question, "language": language, "history": history or [], "store": store}
        try:
            with self._http.stream(
                "POST", "/v1/ask/stream", json={**body, "conversation_id": conversation_id}
            ) as reply:
                if not reply.is_success:
                    reply.read()
                    raise _problem(reply)
                for event in read_events(reply.iter_bytes()):
                    told = StreamEvent(event.name, json.loads(event.data))
                    if told.name == "error":
                        raise ServiceProblem(int(str(told.data["status"])), str(told.data["detail"]))
                    yield told
                    if told.name == "answer":
                        return
        except (UnicodeEncodeError, httpx.HTTPError) as error:
            raise self._unsent(error) from error
        raise ServiceProblem(0, "The service broke off in the middle of an answer; ask again.")

    def suggestions(self, language: str = "en") -> list[Json]:
        """Return a few first questions in a language, each with the document that answers it."""
        reply = self._json("GET", "/v1/suggestions", params={"language": language})
        return reply["suggestions"]  # type: ignore[return-value]

    def search(self, query: str, *, k: int = 10) -> Json:
        """Find passages; the contract's reply of ``/v1/search``."""
        return self._json("POST", "/v1/search", json={"query": query, "k": k})

    def conversations(self, q: str = "") -> list[Json]:
        """Return the conversations in which every word of ``q`` stands, the one last asked in first."""
        return self._pages("/v1/conversations", "conversations", q=q)

    def conversation(self, conversation_id: str) -> Json:
        """Return a conversation with its turns."""
        return self._json("GET", _conversation(conversation_id))

    def rename_conversation(self, conversation_id: str, title: str) -> Json:
        """Give a conversation another title."""
        return self._json("PATCH", _conversation(conversation_id), json={"title": title})

    def delete_conversation(self, conversation_id: str) -> None:
        """Delete a conversation, for good."""
        self._send("DELETE", _conversation(conversation_id))

    def export(self, conversation_id: str, format_: Literal["md", "json"] = "md") -> str:
        """Return a conversation as the text of a file, its citations held against the articles as they are now."""
        return self._send("GET", f"{_conversation(conversation_id)}/export", params={"format": format_}).text

    def feedback(self, answer_id: str, rating: Literal["up", "down"], comment: str | None = None) -> Json:
        """Say what a kept answer is worth; the last word counts."""
        body = {"rating": rating, "comment": comment}
        return self._json("POST", f"/v1/answers/{quote(answer_id, safe='')}/feedback", json=body)

    def me(self) -> Json:
        """Return the name of the key, None where none is asked for, and its scopes."""
        return self._json("GET", "/v1/me")

    def keys(self) -> list[Json]:
        """Return every key, without its secret."""
        return self._json("GET", "/v1/keys")["keys"]  # type: ignore[return-value]

    def create_key(self, name: str, scopes: Sequence[str]) -> Json:
        """Make a key; its secret, ``key``, is told this once."""
        return self._json("POST", "/v1/keys", json={"name": name, "scopes": list(scopes)})

    def revoke_key(self, name: str) -> None:
        """Take a key back, at once."""
        self._send("DELETE", f"/v1/keys/{quote(name, safe='')}")

    def documents(self) -> list[Json]:
        """Return the metadata of every document."""
        return self._pages("/v1/documents", "documents")

    def document(self, document_id: str) -> Json:
        """Return one document with its text and sentences."""
        return self._json("GET", f"/v1/documents/{quote(document_id)}")

    def delete(self, document_id: str) -> None:
        """Remove a document."""
        self._send("DELETE", f"/v1/documents/{quote(document_id)}")

    def add(self, articles: Iterable[Article]) -> tuple[list[Json], list[Refused]]:
        """Send files, one by one; return what became of each and which were refused, by name."""
        receipts: list[Json] = []
        refused: list[Refused] = []
        for article in articles:
            params = {
                "filename": article.path.relative_to(article.root).as_posix(),
                "origin": str(article.root.resolve()),
            }
            kind = content_type_of(article.path.suffix)
            try:
                content = article.path.read_bytes()
                reply = self._send(
                    "POST", "/v1/documents", params=params, content=content, headers={"Content-Type": kind}
                )
                receipts.append(reply.json())
            except UnicodeEncodeError:
                refused.append(Refused(f"{str(article.path)!a}: its name is not UTF-8; rename it."))
            except OSError as error:
                refused.append(Refused(f"{article.path}: cannot be read ({error.strerror})."))
            except ServiceProblem as problem:
                refused.append(Refused(str(problem)))
        return receipts, refused

    def _pages(self, path: str, what: str, **params: str) -> list[Json]:
        listed: list[Json] = []
        cursor: object = ""
        while cursor is not None:
            page = self._json("GET", path, params={**params, "limit": 200, "cursor": str(cursor)})
            listed += page[what]  # type: ignore[arg-type]
            cursor = page["next_cursor"]
        return listed

    def _json(self, method: str, path: str, **options: object) -> Json:
        reply: Json = self._send(method, path, **options).json()
        return reply

    def _send(self, method: str, path: str, **options: object) -> httpx.Response:
        try:
            reply = self._http.request(method, path, **options)  # type: ignore[arg-type]
            for _ in range(_PATIENCE):
                if reply.status_code != httpx.codes.TOO_MANY_REQUESTS:
                    break
                time.sleep(_wait_s(reply))
                reply = self._http.request(method, path, **options)  # type: ignore[arg-type]
        except (UnicodeEncodeError, httpx.HTTPError) as error:
            raise self._unsent(error) from error
        if not reply.is_success:
            raise _problem(reply)
        return reply

    def _unsent(self, error: Exception) -> ServiceProblem:
        if isinstance(error, UnicodeEncodeError):
            return ServiceProblem(
                422, "The text holds a lone surrogate, half of a character; send the character itself."
            )
        return ServiceProblem(0, f"The service at {self._http.base_url} does not answer ({error}).")


def _wait_s(reply: httpx.Response) -> float:
    told = reply.headers.get("Retry-After", "")
    return min(float(told) if told.isdigit() else 1.0, _LONGEST_WAIT_S)


def _problem(reply: httpx.Response) -> ServiceProblem:
    try:
        detail = str(reply.json()["detail"])
    except (ValueError, KeyError, TypeError):
        detail = f"HTTP status {reply.status_code}"
    return ServiceProblem(reply.status_code, detail)


def _conversation(conversation_id: str) -> str:
    return f"/v1/conversations/{quote(conversation_id, safe='')}"
