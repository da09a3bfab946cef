"""Questions in, checked answers out: what the outsides (HTTP, command line, examiner) talk to."""

from collections.abc import Callable
from dataclasses import replace

from qa.answer import Answer
from qa.chain import Chain
from qa.compound import merged
from qa.errors import BadQuestion, NoModel
from qa.question import parts
from qa.request import AskRequest
from qa.retriever import PassageRetriever
from vectorstore.document import Passage
from vectorstore.language import detect_language
from vectorstore.search import Filters
from vectorstore.store import Store

MAX_QUESTION = 2000
MAX_K = 50
MAX_PASSAGES = 100
MODES = ("auto", "extractive", "generative")


class Service:
    """Answers questions from the articles of a store; safe to use from several threads."""

    def __init__(self, store: Store, *, on_answer: Callable[[Answer], None] | None = None) -> None:
        """``on_answer`` is called with every answer and refusal that is given, for counting."""
        self.store = store
        self.chain = Chain(store)
        self._on_answer = on_answer or (lambda _answer: None)

    def ask(self, request: AskRequest) -> Answer:
        """Answer a question, or refuse it honestly.

        :raises BadQuestion: if the question is blank, longer than `MAX_QUESTION`, or ``k`` is out of range.
        :raises NoModel: if a generated answer is asked for, since no language model is configured.
        """
        _check_question(request.question, MAX_QUESTION)
        if not 1 <= request.k <= MAX_K:
            raise BadQuestion(f"k is {request.k}; it must be from 1 to {MAX_K}.")
        if request.mode not in MODES:
            raise BadQuestion(f"mode is {request.mode!r}; it must be one of {', '.join(MODES)}.")
        if request.mode == "generative":
            raise NoModel("mode is generative, but no language model is configured; ask with mode auto or extractive.")
        answer = self._answer(request)
        self._on_answer(answer)
        return answer

    def _answer(self, request: AskRequest) -> Answer:
        whole = self.chain.runnable.invoke(request)
        asked = parts(whole.standalone_question, detect_language(request.question))
        if len(asked) == 1:
            return whole
        language = request.language or whole.language
        pieces = [replace(request, question=part, history=(), language=language) for part in asked]
        return merged(whole, self.chain.runnable.batch(pieces))

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> tuple[Passage, ...]:
        """Return at most ``k`` passages for a query, best first, ranks 1..n, no chunk twice.

        :raises BadQuestion: if the query is blank or too long, or ``k`` is not from 1 to `MAX_PASSAGES`.
        """
        _check_question(query, MAX_QUESTION)
        if not 1 <= k <= MAX_PASSAGES:
            raise BadQuestion(f"k is {k}; it must be from 1 to {MAX_PASSAGES}.")
        ranked = self.chain.retrieval.invoke(AskRequest(query, k=k, filters=filters or Filters()))
        return ranked.passages

    def retriever(self, k: int = 10) -> PassageRetriever:
        """Return the retriever behind LangChain's interface, for chains of one's own."""
        return PassageRetriever(service=self, k=k)


def _check_question(text: str, most: int) -> None:
    if not text.strip():
        raise BadQuestion("The question is blank; ask something.")
    if len(text) > most:
        raise BadQuestion(f"The question has {len(text):,} characters, at most {most:,} are taken; shorten it.")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise BadQuestion("The question holds a lone surrogate, half of a character; send the character itself.")
