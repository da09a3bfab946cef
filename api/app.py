"""The application: its routes, its guard, its page; nothing happens at import."""

from collections.abc import Callable, Sequence

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.middleware import Middleware

from api import operation
from api.access import Access
from api.ask import router as ask
from api.chat import router as chat
from api.conversations import router as conversations
from api.guard import Guard, SecureHeaders
from api.keys import router as keys
from api.limits import RateLimit, Rates, address_of, key_of
from api.mcp_mount import Mcp
from api.metrics import Metrics, Size
from api.observe import Observer
from api.openapi import complete
from api.page_files import index, page_files
from api.problems import add_handlers
from api.reference import add_reference
from api.routes import router
from api.state.service_state import ServiceState
from api.stream import router as stream
from api.suggestions import router as suggestions
from qa.service import Service
from vectorstore.errors import VectorstoreError
from vectorstore.load import MAX_BYTES

_JSON_OVERHEAD = 1024 * 1024
_NO_LIMIT = Rates()


def create_app(
    service: Callable[[], Service | None],
    state: ServiceState,
    *,
    allowed_hosts: Sequence[str] = (),
    is_exposed: bool = False,
    rates: Rates = _NO_LIMIT,
    metrics: Metrics | None = None,
) -> FastAPI:
    """Build the application over a service that may not stand yet: ``service()`` is None until it does.

    ``is_exposed`` says that others than this machine can reach it: then a key is asked for whether there is one or not.
    ``metrics`` are those the service tells of its answers, where there are such.
    """
    metrics = metrics or Metrics()
    metrics.watch_index(lambda: _size(service()))
    app = FastAPI(
        title="Cross-language question answering",
        summary="Questions in one language, evidence in another, every answer with a sentence that can be checked.",
        description=_DESCRIPTION,
        version="1",
        generate_unique_id_function=lambda route: route.name,
        docs_url=None,
        redoc_url=None,
        telemetry={"logs": False, "auto_configure": False},  # its logs hold exceptions' messages, which may quote
        middleware=[  # in the order in which a request meets them
            Middleware(SecureHeaders),
            Middleware(Observer, metrics=metrics),
            Middleware(Guard, max_body=MAX_BYTES + _JSON_OVERHEAD, allowed_hosts=allowed_hosts),
            Middleware(RateLimit, rate=rates.address, caller_of=address_of, has_keys=lambda: bool(state.keys.all)),
            Middleware(Access, keys=state.keys, is_exposed=is_exposed),
            Middleware(RateLimit, rate=rates.key, caller_of=key_of, has_keys=lambda: bool(state.keys.all)),
        ],
    )
    app.state.service = service
    app.state.service_state = state
    app.state.metrics = metrics
    add_handlers(app)
    complete(app)
    for one in (ask, stream, suggestions, chat, router, conversations, keys, operation.router):
        app.include_router(one)
    add_reference(app)
    app.add_route("/mcp", Mcp(service), include_in_schema=False)  # type: ignore[arg-type]

    app.get("/", include_in_schema=False, response_class=FileResponse)(index)
    app.mount("/page", page_files(), name="page")
    return app


_DESCRIPTION = """\
Text positions are offsets in Unicode code points into the stored text of a document, end exclusive:
`document.text[start_char_index:end_char_index] == cited_text`, always. Every error is `application/problem+json`.
A refusal is a reply like any other. More fields may come: do not mind those that you do not know.
"""


def _size(service: Service | None) -> Size | None:
    if service is None:
        return None
    try:
        documents, passages = service.store.catalog.counts()
    except VectorstoreError:  # what else is counted is wanted most when the catalog cannot be read
        return None
    return documents, passages, service.store.is_degraded
