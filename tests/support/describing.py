"""The OpenAPI description of the service, without a service."""

from functools import cache
from types import SimpleNamespace
from typing import Any


@cache
def description() -> dict[str, Any]:
    from api.app import create_app

    return create_app(lambda: None, SimpleNamespace(keys=None)).openapi()  # type: ignore[arg-type]
