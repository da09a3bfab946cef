"""What a question gives rise to, in order: the passages found, the answer's text claim by claim, the answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from qa.answer import Answer
from qa.compose import stated
from vectorstore.document import Passage


@dataclass(frozen=True, slots=True)
class PassagesFound:
    """The passages considered, best first; comes once, before anything is answered."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """A further piece of the answer's text: whole claims that passed the support check, with their markers.

    The deltas of an answer, one after the other, are its ``text``.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing is new, the model is at work; whoever reads can tell the client so, or leave if the client has."""


Event = PassagesFound | Delta | Waiting | Answer
"""One ``PassagesFound``, then ``Delta`` by ``Delta``, at the end one ``Answer``; ``Waiting`` anywhere before it."""


def deltas(answer: Answer) -> Iterator[Delta]:
    """Yield the text of an answer that is known already: a delta for each claim, or the refusal's sentence whole."""
    if answer.refusal is not None:
        yield Delta(answer.text)
    else:
        yield from map(Delta, stated(answer.claims))
