"""The system under test, seen only through the contract's JSON."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from eval.articles import Articles

Json = dict[str, Any]
History = Sequence[Mapping[str, str]]


class System(Protocol):
    """Something that answers questions about articles."""

    @property
    def articles(self) -> Articles:
        """Every article it holds, by id, as stored."""

    def ask(self, question: str, history: History = ()) -> Json:
        """Return an `Answer` in the contract's shape.

        :raises SystemFailed: if there is no answer but an error.
        """

    def search(self, query: str, k: int) -> list[Json]:
        """Return at most ``k`` `Passage` objects in the contract's shape, best first.

        :raises SystemFailed: if there is an error instead.
        """
