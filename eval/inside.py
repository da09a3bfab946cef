"""The system in process: a data folder of its own, made new and thrown away."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.articles import Articles, articles_of
from eval.errors import SystemFailed
from eval.system import History, Json
from qa.request import AskRequest, Turn
from qa.service import Service
from qa.wire import answer_json, passage_json
from vectorstore import Store
from vectorstore.document import Source


class InProcess:
    """A service over a store, both in this process."""

    def __init__(self, service: Service, articles: Articles) -> None:
        self.service = service
        self.articles = articles

    def ask(self, question: str, history: History = ()) -> Json:
        """Ask the service; see `System.ask`."""
        turns = tuple(Turn(role=turn["role"], content=turn["content"]) for turn in history)
        try:
            return answer_json(self.service.ask(AskRequest(question=question, history=turns)))
        except Exception as error:  # one question's end: it is counted as failed, the run goes on
            raise SystemFailed(f"{type(error).__name__}: {error}") from error

    def search(self, query: str, k: int) -> list[Json]:
        """Search the store; see `System.search`."""
        try:
            return [passage_json(passage) for passage in self.service.search(query, k)]
        except Exception as error:  # as above
            raise SystemFailed(f"{type(error).__name__}: {error}") from error


@contextmanager
def in_process(sources: Sequence[Source]) -> Iterator[InProcess]:
    """Open a system that holds exactly these articles."""
    with TemporaryDirectory(prefix="qa-eval-") as folder:
        store = Store(Path(folder))
        try:
            store.ingest(sources)
            yield InProcess(Service(store), articles_of(sources))
        finally:
            store.close()
