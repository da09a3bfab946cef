"""What is asked, and what came before."""

from dataclasses import dataclass, field

from vectorstore.search import Filters


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation; ``role`` is ``user`` or ``assistant``."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class AskRequest:
    """A question with its conversation and its wishes. ``language`` is that of the answer; None: the question's.

    ``k`` is how many passages are considered, 1 to 50. ``standalone`` is the question as it can be understood without
    the conversation, where a model has rewritten it; None: the rules do.
    """

    question: str
    history: tuple[Turn, ...] = ()
    language: str | None = None
    mode: str = "auto"
    k: int = 10
    filters: Filters = field(default_factory=Filters)
    standalone: str | None = None
