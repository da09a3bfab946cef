"""The application: its routes, its guard, its page; nothing happens at import."""

from collections.abc import Callable, Sequence
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from api.guard import Guard
from api.problems import add_handlers
from api.routes import router
from qa.service import Service
from vectorstore.load import MAX_BYTES

PAGE = Path(__file__).parent / "page"
_JSON_OVERHEAD = 1024 * 1024


def create_app(service: Callable[[], Service | None], *, allowed_hosts: Sequence[str] = ()) -> FastAPI:
    """Build the application over a service that may not stand yet: ``service()`` is None until it does."""
    app = FastAPI(
        title="Cross-language question answering",
        summary="Questions in one language, evidence in another, every answer with a sentence that can be checked.",
        version="1",
        docs_url=None,
        redoc_url=None,
        middleware=[Middleware(Guard, max_body=MAX_BYTES + _JSON_OVERHEAD, allowed_hosts=allowed_hosts)],
    )
    app.state.service = service
    add_handlers(app)
    app.include_router(router)

    @app.get("/", include_in_schema=False)
    def page() -> FileResponse:
        return FileResponse(PAGE / "index.html", media_type="text/html; charset=utf-8")

    app.mount("/page", StaticFiles(directory=PAGE), name="page")
    return app
