"""A service whose language model follows a test's script, and what holds for every answer it gives."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from scripted_model import Asked, Reply, Script, ScriptedModel, said, scripted

from qa.answer import Answer
from qa.events import Delta, Event
from qa.generate.breaker import Breaker
from qa.generate.language_model import LanguageModel
from qa.generate.model import ModelSettings, load_chat_model
from qa.request import AskRequest
from qa.service import Service
from vectorstore.store import Store

QUESTION = "How many cooperatives are in Emulation Cluster 1?"
TRUE = "There are more than 7,700 active cooperatives in the cluster"
GERMAN = "Im gesamten Cluster gibt es mehr als 7.700 aktive Genossenschaften"
TRANSLATION = "In the whole cluster there are 12,287 cooperative groups, more than 7,700 cooperatives and 17 unions."


def number_of(asked: Asked, part: str = "৭,৭০০") -> int:
    return next(number for number, text in asked.sentences.items() if part in text)


def truthful(asked: Asked, **how: Any) -> Reply:
    number = number_of(asked)
    return said([(TRUE + ".", [number])], {number: TRANSLATION}, **how)


@dataclass
class Scripted:
    """A service with its scripted model."""

    service: Service
    model: ScriptedModel
    breaker: Breaker
    counts: Counter[str] = field(default_factory=Counter)

    def ask(self, question: str, **wishes: object) -> Answer:
        answer, _ = self.listen(question, **wishes)
        return answer

    def listen(self, question: str, **wishes: object) -> tuple[Answer, list[Event]]:
        """Ask, and hold what comes against what every answer promises; return the answer and all events."""
        events = list(self.service.stream(AskRequest(question, **wishes)))  # type: ignore[arg-type]
        answer = events[-1]
        assert isinstance(answer, Answer)
        assert "".join(event.text for event in events if isinstance(event, Delta)) == answer.text
        assert_sound(answer)
        return answer, events


def assert_sound(answer: Answer) -> None:
    """Pointers are exact, every marker has a citation and every citation a marker, and no marker is cut."""
    for citation in answer.citations:
        text, span = citation.document.text, citation.span
        assert text[span.start : span.end] == citation.cited_text
        assert span in citation.document.sentences
        assert citation.highlights
        assert all(span.start <= start < end <= span.end for start, end in citation.highlights)
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {number for claim in answer.claims for number in claim.citations} == set(numbers)
    bare = answer.text
    for number in numbers:
        assert f"[{number}]" in answer.text
        bare = bare.replace(f"[{number}]", "")
    if answer.refusal is None and answer.mode == "generative":
        assert "[" not in bare
        assert "]" not in bare
    assert bool(answer.claims) != bool(answer.refusal)


class Serve:
    """Starts services whose model follows a script."""

    def __init__(self, running: ExitStack, store: Store) -> None:
        self._running = running
        self._store = store

    def __call__(
        self,
        script: Script,
        *,
        store: Store | None = None,
        name: str = "scripted",
        timeout_s: float = 20.0,
        context_tokens: int = 4000,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> Scripted:
        model = self._running.enter_context(scripted(script))
        settings = ModelSettings(f"openai:{name}", model.url, timeout_s, context_tokens)
        counts: Counter[str] = Counter()

        def count(event: str, amount: int) -> None:
            counts[event] += amount

        breaker = Breaker(clock=clock) if clock else Breaker()
        language_model = LanguageModel(load_chat_model(settings, count), settings, count, breaker=breaker, sleep=sleep)
        return Scripted(Service(store or self._store, language_model), model, breaker, counts)
