"""What every error over HTTP looks like."""

import httpx


def assert_problem(reply: httpx.Response, status: int, *parts: str) -> None:
    """An error is RFC 9457: a type, a title, its status, and a sentence; no stack trace, no HTML."""
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"].split(";")[0] == "application/problem+json"
    problem = reply.json()
    assert set(problem) >= {"type", "title", "status", "detail"}
    assert problem["status"] == status
    assert problem["title"]
    assert "Traceback" not in problem["detail"]
    assert "<" not in problem["detail"]
    for part in parts:
        assert part in problem["detail"], problem["detail"]
