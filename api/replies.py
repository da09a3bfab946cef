"""What a route replies, as the description of the interface (OpenAPI) tells it: an example, and the problems."""

from typing import Any

from api.routes import Problems

Replies = dict[int | str, dict[str, Any]]
_PROBLEM: dict[str, Any] = {"application/problem+json": {}}
_KEY = {"description": "no key, or not a known one", "content": _PROBLEM}
_MISSING = {"description": "not there, or another key's", "content": _PROBLEM}


def replies(what: str, example: object = None, *, status: int = 200, may_be_missing: bool = False) -> Replies:
    """Return the replies of a route: the good one, with an example of its JSON if it has any, and the problems."""
    told: Replies = {code: dict(problem) for code, problem in Problems.items()}
    told |= {401: _KEY, status: {"description": what}}
    if example is not None:
        told[status]["content"] = {"application/json": {"example": example}}
    return {**told, 404: _MISSING} if may_be_missing else told
