"""`/docs`: the OpenAPI description as a page, from files that are installed; nothing comes from elsewhere."""

from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

from api.guard import LOOSENED_POLICY

_PAGE = Path(__file__).parent / "docs"


def add_reference(app: FastAPI) -> None:
    """Serve the page, its start and Swagger UI below ``/docs``."""

    @app.get("/docs", include_in_schema=False)
    def reference() -> FileResponse:
        headers = {"Content-Security-Policy": LOOSENED_POLICY}
        return FileResponse(_PAGE / "index.html", media_type="text/html; charset=utf-8", headers=headers)

    @app.get("/docs/init.js", include_in_schema=False)
    def start() -> FileResponse:
        return FileResponse(_PAGE / "init.js", media_type="text/javascript; charset=utf-8")

    app.mount("/docs/assets", StaticFiles(directory=_swagger_ui()), name="swagger-ui")


def _swagger_ui() -> Path:
    """Return the folder of Swagger UI's files in the package that carries them, without importing the package."""
    spec = find_spec("fastapi_offline")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "static"
