"""The chat page's files: compressed on their way, and never an old module beside a new one."""

import os
from pathlib import Path

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

PAGE = Path(__file__).parent / "page"
_ASK_EACH_TIME = {"Cache-Control": "no-cache"}  # the browser keeps the file, and asks whether it still stands


class _Files(StaticFiles):
    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(_ASK_EACH_TIME)
        return response


def page_files() -> ASGIApp:
    """Return what serves the page's style sheets and modules."""
    return GZipMiddleware(_Files(directory=PAGE), compresslevel=6)


def index() -> FileResponse:
    """Return the page itself."""
    return FileResponse(PAGE / "index.html", media_type="text/html; charset=utf-8", headers=_ASK_EACH_TIME)
