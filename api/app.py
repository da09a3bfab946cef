"""The application: its routes, its guard, its page; nothing happens at import."""

from collections.abc import Callable, Sequence

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.middleware import Middleware

from api.access import Access
from api.ask import router as ask
from api.chat import router as chat
from api.conversations import router as conversations
from api.guard import Guard
from api.keys import router as keys
from api.mcp_mount import Mcp
from api.page_files import index, page_files
from api.problems import add_handlers
from api.routes import router
from api.state.service_state import ServiceState
from api.stream import router as stream
from api.suggestions import router as suggestions
from qa.service import Service
from vectorstore.load import MAX_BYTES

_JSON_OVERHEAD = 1024 * 1024


def create_app(
    service: Callable[[], Service | None],
    state: ServiceState,
    *,
    allowed_hosts: Sequence[str] = (),
    is_exposed: bool = False,
) -> FastAPI:
    """Build the application over a service that may not stand yet: ``service()`` is None until it does.

    ``is_exposed`` says that others than this machine can reach it: then a key is asked for whether there is one or not.
    """
    app = FastAPI(
        title="Cross-language question answering",
        summary="Questions in one language, evidence in another, every answer with a sentence that can be checked.",
        version="1",
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(Guard, max_body=MAX_BYTES + _JSON_OVERHEAD, allowed_hosts=allowed_hosts),
            Middleware(Access, keys=state.keys, is_exposed=is_exposed),
        ],
    )
    app.state.service = service
    app.state.service_state = state
    add_handlers(app)
    for one in (ask, stream, suggestions, chat, router, conversations, keys):
        app.include_router(one)
    app.add_route("/mcp", Mcp(service), include_in_schema=False)  # type: ignore[arg-type]

    app.get("/", include_in_schema=False, response_class=FileResponse)(index)
    app.mount("/page", page_files(), name="page")
    return app
