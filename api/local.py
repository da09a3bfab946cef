"""The same calls as `qa.client.Client`, answered in this process: what the command line uses when no service runs."""

import re
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from typing import Literal

from api.keys import key_json
from api.opening import open_server, open_store
from api.routes import document_json, listed_json, receipt_json
from api.schemas import LANGUAGE, base_tag
from api.settings import Settings, model_settings
from api.state.service_state import ServiceState
from qa.client import Refused
from qa.errors import BadQuestion
from qa.generate.language_model import load_language_model
from qa.request import AskRequest
from qa.service import Service
from qa.wire import Json, answer_json, passage_json
from vectorstore.folder import Article
from vectorstore.generation import Progress
from vectorstore.lock import FolderLock


class Local:
    """A store in this process, behind the calls of the HTTP client."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        """Open the data folder; see `api.opening.open_store` for what it raises. The model is loaded when asked."""
        self._service = Service(open_store(settings, progress=progress))
        self._model = model_settings(settings)

    def __enter__(self) -> "Local":
        return self

    def __exit__(self, *_: object) -> None:
        self._service.store.close()

    def ask(self, question: str, *, language: str | None = None, store: Literal[False] = False) -> Json:
        """Answer a question; the contract's ``Answer``, kept nowhere.

        :raises BadQuestion: if the question cannot be asked, or the language is no tag.
        :raises BadModel: if the model that is set cannot be used.
        """
        if language is not None and re.fullmatch(LANGUAGE, language) is None:
            raise BadQuestion(f"The language {language!r} is no tag; write one such as de or de-AT.")
        if self._model is not None and self._service.model is None:
            self._service.model = load_language_model(self._model)
        return answer_json(self._service.ask(AskRequest(question, language=base_tag(language) if language else None)))

    def search(self, query: str, *, k: int = 10) -> Json:
        """Find passages; the contract's reply of ``/v1/search``."""
        return {"passages": [passage_json(passage) for passage in self._service.search(query, k)]}

    def documents(self) -> list[Json]:
        """Return what the service lists of every document."""
        catalog = self._service.store.catalog
        return [listed_json(document, catalog.passages_of(document.id)) for document in catalog.every_document()]

    def document(self, document_id: str) -> Json:
        """Return one document with its text and sentences."""
        document = self._service.store.document(document_id)
        return document_json(document, self._service.store.catalog.passages_of(document.id))

    def delete(self, document_id: str) -> None:
        """Remove a document."""
        self._service.store.delete(document_id)

    def add(self, articles: Iterable[Article]) -> tuple[list[Json], list[Refused]]:
        """Take in files; return what became of each and which were refused, by name."""
        refused: list[Refused] = []
        receipts = self._service.store.ingest(
            articles, on_refused=lambda _article, error: refused.append(Refused(str(error)))
        )
        return [receipt_json(receipt) for receipt in receipts], refused


class LocalKeys:
    """The keys of a data folder that no service runs on, behind the calls of the HTTP client."""

    def __init__(self, settings: Settings) -> None:
        """Take the folder; see `FolderLock`, `open_server` and `ServiceState` for what is raised."""
        with ExitStack() as opened:
            opened.enter_context(closing(FolderLock(settings.data_dir)))
            server = open_server(settings)
            if server is not None:
                opened.enter_context(closing(server))
            self._state = opened.enter_context(closing(ServiceState(settings.data_dir, server)))
            self._opened = opened.pop_all()

    def __enter__(self) -> "LocalKeys":
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def create_key(self, name: str, scopes: Sequence[str]) -> Json:
        """Make a key; its secret, ``key``, is told this once."""
        key, secret = self._state.keys.create(name, scopes)
        return {**key_json(key), "key": secret}

    def keys(self) -> list[Json]:
        """Return every key, without its secret."""
        return [key_json(key) for key in self._state.keys.all]

    def revoke_key(self, name: str) -> None:
        """Take a key back."""
        self._state.keys.revoke(name)
