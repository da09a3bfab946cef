"""Questions in, checked answers out: what the outsides (HTTP, command line, examiner) talk to."""

import os
import threading
import unicodedata
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import replace

from qa.answer import Answer
from qa.chain import Chain, Drafted, Ranked, step
from qa.compound import ENOUGH_BESIDE, answered_beside, beside_others, jointly, merged
from qa.errors import BadQuestion, NoModel
from qa.events import Event, PassagesFound, deltas
from qa.followup import standalone
from qa.generate.language_model import LanguageModel
from qa.parts import parts
from qa.request import AskRequest, Turn
from qa.retriever import PassageRetriever
from qa.suggest import Suggester, Suggestion
from vectorstore.document import Passage
from vectorstore.language import detect_language
from vectorstore.search import EVEN, Filters, Weights
from vectorstore.store import Store

MAX_QUESTION = 2000
MAX_K = 50
MAX_PASSAGES = 100
MODES = ("auto", "extractive", "generative")

_AT_ONCE = max(2, os.cpu_count() or 2)
"""Questions worked on at the same time: more threads than processors only hand the interpreter's lock around."""


class Service:
    """Answers questions from the articles of a store; safe to use from several threads."""

    def __init__(
        self,
        store: Store,
        model: LanguageModel | None = None,
        *,
        weights: Weights = EVEN,
        on_answer: Callable[[Answer], None] | None = None,
    ) -> None:
        """``on_answer`` is called with every answer and refusal that is given out, for counting."""
        self.store = store
        self.chain = Chain(store, weights)
        self.model = model
        self.runnable = step("ask", self.ask)
        self._working = threading.BoundedSemaphore(_AT_ONCE)
        self._on_answer = on_answer or (lambda _answer: None)
        self._suggester = Suggester(store, lambda request: _last(self._events(request)))

    def ask(self, request: AskRequest) -> Answer:
        """Answer a question, or refuse it honestly.

        :raises BadQuestion: if the question is blank, longer than `MAX_QUESTION`, or ``k`` is out of range.
        :raises NoModel: if a generated answer is asked for and no language model is configured.
        """
        return _last(self.stream(request))

    def stream(self, request: AskRequest) -> Generator[Event, None, None]:
        """Answer a question step by step: the passages found, the answer's text claim by claim, the answer of `ask`.

        The question is checked at once, before the first event is asked for. What is not read is not worked out:
        closing the iterator ends the work, a call of the model included.

        :raises BadQuestion, NoModel: as `ask` does.
        """
        self._check(request)
        return self._noted(self._events(request))

    def _noted(self, events: Generator[Event, None, None]) -> Generator[Event, None, None]:
        with closing(events):
            for event in events:
                if isinstance(event, Answer):
                    self._on_answer(event)
                yield event

    def _events(self, request: AskRequest) -> Generator[Event, None, None]:
        is_generated = self.model is not None and request.mode != "extractive"
        return self._generated(request) if is_generated else self._extracted(request)

    def _extracted(self, request: AskRequest) -> Generator[Event, None, None]:
        with self._working:
            ranked = self.chain.retrieval.invoke(request)
        yield PassagesFound(ranked.passages)
        with self._working:
            answer = self._answer(ranked)
        yield from deltas(answer)
        yield answer

    def _generated(self, request: AskRequest) -> Generator[Event, None, None]:
        """Let the model answer; where it comes to nothing, the answer is extracted and says so."""
        assert self.model is not None
        writer = self.model.writer(self.store, self.chain.views)
        deadline = writer.deadline()
        rewritten = yield from writer.standalone(request, deadline)
        ranked = self.chain.retrieval.invoke(replace(request, standalone=rewritten))
        yield PassagesFound(ranked.passages)
        answer = (yield from writer.write(ranked, deadline)) if ranked.candidates else None
        if answer is None:
            answer = self._answer(ranked)
            notices = ("model_unavailable",) if ranked.candidates else ()
            answer = replace(answer, notices=(*answer.notices, *notices))
            yield from deltas(answer)
        yield answer

    def _answer(self, ranked: Ranked) -> Answer:
        """Answer from what was found; each part of a question that asks two things is searched for and answered."""
        whole = self.chain.answering.invoke(ranked)
        request = ranked.understood.request
        asked = parts(ranked.understood.question.text, detect_language(request.question))
        if len(asked) == 1:
            return whole
        language = request.language or whole.language
        first = Turn("user", asked[0][0])
        questions = [standalone(part, (first,), always=True) if leans else part for part, leans in asked]
        pieces = [replace(request, question=part, history=(), language=language, standalone=None) for part in questions]
        ranks = self.chain.retrieval.batch(pieces)
        return merged(whole, self.chain.checking.batch(self._jointly_drafted(self.chain.drafting.batch(ranks))))

    def _jointly_drafted(self, drafts: Sequence[Drafted]) -> list[Drafted]:
        """Return the drafts of a question's parts, resting on what goes together where that can be answered."""
        orders = jointly(beside_others(drafts))
        joint = [self.chain.drafted(one.ranked, order) for one, order in zip(drafts, orders, strict=True)]
        chosen = [one if new.refusal and not one.refusal else new for one, new in zip(drafts, joint, strict=True)]
        return [
            self.chain.drafted(one.ranked, one.findings, ENOUGH_BESIDE) if is_beside and one.refusal else one
            for one, is_beside in zip(chosen, answered_beside(chosen), strict=True)
        ]

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> tuple[Passage, ...]:
        """Return at most ``k`` passages for a query, best first, ranks 1..n, no chunk twice.

        :raises BadQuestion: if the query is blank or too long, or ``k`` is not from 1 to `MAX_PASSAGES`.
        """
        _check_question(query, MAX_QUESTION)
        if not 1 <= k <= MAX_PASSAGES:
            raise BadQuestion(f"k is {k}; it must be from 1 to {MAX_PASSAGES}.")
        return self.chain.searching.invoke(AskRequest(query, k=k, filters=filters or Filters())).passages

    def suggestions(self, language: str = "en") -> tuple[Suggestion, ...]:
        """Return a few first questions, made from the articles, each of which is answered from them."""
        return self._suggester.suggest(language)

    def retriever(self, k: int = 10) -> PassageRetriever:
        """Return the retriever behind LangChain's interface, for chains of one's own."""
        return PassageRetriever(service=self, k=k)

    def _check(self, request: AskRequest) -> None:
        _check_question(request.question, MAX_QUESTION)
        if not 1 <= request.k <= MAX_K:
            raise BadQuestion(f"k is {request.k}; it must be from 1 to {MAX_K}.")
        if request.mode not in MODES:
            raise BadQuestion(f"mode is {request.mode!r}; it must be one of {', '.join(MODES)}.")
        if request.mode == "generative" and self.model is None:
            raise NoModel("mode is generative, but no language model is configured; ask with mode auto or extractive.")


def _last(events: Iterable[Event]) -> Answer:
    *_, answer = events
    assert isinstance(answer, Answer)
    return answer


def is_blank(text: str) -> bool:
    """Tell whether a text holds nothing that can be seen: blanks, controls and characters without width alone."""
    return all(character.isspace() or unicodedata.category(character) in ("Cc", "Cf") for character in text)


def _check_question(text: str, most: int) -> None:
    if is_blank(text):
        raise BadQuestion("The question is blank; ask something.")
    if len(text) > most:
        raise BadQuestion(f"The question has {len(text):,} characters, at most {most:,} are taken; shorten it.")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise BadQuestion("The question holds a lone surrogate, half of a character; send the character itself.")
