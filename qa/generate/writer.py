"""The generative answer: shown numbered sentences, a model states claims; those that pass every check leave."""

import logging
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace

from qa.answer import Answer, Citation, Claim, Refusal, Translation
from qa.chain import Ranked, assembled
from qa.compose import phrases, stated
from qa.events import Delta, Waiting
from qa.generate.caller import Caller, Sign
from qa.generate.checking import Checker, tidy
from qa.generate.highlights import highlights
from qa.generate.model import HEARTBEAT_S, Count, ModelSettings
from qa.generate.numbered import Numbered, numbered
from qa.generate.patience import Deadline, ModelFailed
from qa.generate.prompts import answer_messages, prompt, rewrite_messages
from qa.generate.reading import Reply, Stated
from qa.generate.rewrite import accepted
from qa.glossing import gloss_of
from qa.matching import Frequency
from qa.request import AskRequest
from qa.views import Views
from vectorstore.document import Span
from vectorstore.language import detect_language

MOST_CLAIMS = 12
REWRITING_SHARE = 0.3
"""Share of an answer's time that rewriting its question may take."""

_LOG = logging.getLogger(__name__)


class Writer:
    """Answers with a model; safe to use from several threads."""

    def __init__(
        self,
        caller: Caller,
        settings: ModelSettings,
        *,
        frequency: Frequency,
        views: Views,
        count: Count,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._caller = caller
        self._settings = settings
        self._frequency = frequency
        self._views = views
        self._count = count
        self._clock = clock

    def deadline(self) -> Deadline:
        """Return when an answer that begins now must be done."""
        return Deadline(self._clock() + self._settings.timeout_s, self._clock)

    def standalone(self, request: AskRequest, deadline: Deadline) -> Generator[Waiting, None, str | None]:
        """Return the question as it can be understood without its conversation, or None: the rules rewrite it."""
        if not any(turn.role == "user" and turn.content.strip() for turn in request.history):
            return None
        messages = rewrite_messages(request.question, request.history, detect_language(request.question))
        soon = replace(deadline, at=min(deadline.at, self._clock() + REWRITING_SHARE * self._settings.timeout_s))
        reply = ""
        try:
            for piece in self._caller.reply(messages, soon, shaped=False, may_retry=lambda: False):
                if isinstance(piece, Sign):
                    yield Waiting()
                else:
                    reply += piece
        except ModelFailed as failure:
            _LOG.warning("the question was not rewritten: %s", failure)
            return None
        return accepted(reply, request)

    def write(self, ranked: Ranked, deadline: Deadline) -> Generator[Delta | Waiting, None, Answer | None]:
        """Yield the answer's text claim by claim, and return the answer; None if the model came to nothing.

        The deltas joined are the answer's ``text``; where None is returned, there were none. Closing ends the call.
        """
        draft = Draft(ranked, self._checker(ranked), numbered(ranked.candidates, self._settings.context_tokens))
        try:
            for again in (False, True):
                yield from self._attempt(draft, deadline, reminded=again)
                if not draft.is_void:
                    break
        except ModelFailed as failure:
            _LOG.warning("the model failed: %s", failure)
            draft.is_cut = True
        finally:
            self._count("claims_kept", len(draft.claims))
            self._count("claims_dropped", len(draft.dropped))
        answer = draft.answer()
        if answer is None:
            self._count("fallbacks", 1)
        elif answer.refusal is not None:
            yield Delta(answer.text)
        return answer

    def _attempt(self, draft: "Draft", deadline: Deadline, *, reminded: bool) -> Generator[Delta | Waiting, None, None]:
        draft.begin()
        understood = draft.ranked.understood
        messages = answer_messages(understood.standalone, draft.shown, understood.language, reminded=reminded)
        told = self._clock()
        for piece in self._caller.reply(messages, deadline, shaped=True, may_retry=lambda: not draft.claims):
            if piece is Sign.AGAIN:
                draft.begin()
            news = draft.take(draft.reply.feed(piece)) if isinstance(piece, str) else ()
            for delta in news:
                yield delta
                told = self._clock()
            if self._clock() - told >= HEARTBEAT_S:
                yield Waiting()
                told = self._clock()
        yield from draft.take(draft.reply.finish())

    def _checker(self, ranked: Ranked) -> Checker:
        understood = ranked.understood
        return Checker(
            understood.question,
            understood.terms,
            understood.language,
            frequency=self._frequency,
            views=self._views,
            prompt=prompt("answer").system,
        )


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claim that did not leave, and why."""

    text: str
    verdict: str


class Draft:
    """An answer that grows; ``is_cut``: the model did not finish."""

    def __init__(self, ranked: Ranked, checker: Checker, shown: tuple[Numbered, ...]) -> None:
        self.ranked = ranked
        self.shown = shown
        self.claims: list[Claim] = []
        self.dropped: list[Dropped] = []
        self.is_cut = False
        self._checker = checker
        self._by_number = {one.number: one for one in shown}
        self._cited: dict[int, Citation] = {}
        self._started = time.perf_counter()
        self.begin()

    def begin(self) -> None:
        """Forget what was read of a reply; nothing of it was kept."""
        self.reply = Reply(self.ranked.understood.language)
        self.dropped = []

    @property
    def is_void(self) -> bool:
        """Tell whether the reply is worth another try: nothing to read in it, or all of it in a wrong language."""
        is_silent = not self.dropped and not self.reply.declined
        return not self.claims and (is_silent or any(one.verdict == "wrong_language" for one in self.dropped))

    def take(self, said: Iterable[Stated]) -> Generator[Delta, None, None]:
        """Check claims, and yield those that may leave, with their markers."""
        for one in said:
            text = tidy(one.text)
            pointed = [self._by_number[number] for number in one.numbers if number in self._by_number]
            judged = self._checker.judge(text, pointed)
            if judged.verdict != "supported":
                self.dropped.append(Dropped(text, judged.verdict))
            elif len(self.claims) < MOST_CLAIMS and all(text != claim.text for claim in self.claims):
                self.claims.append(
                    Claim(text, tuple(self._cite(number, text) for number in (c.number for c in judged.cited)))
                )
                yield Delta(list(stated(self.claims))[-1])

    def answer(self) -> Answer | None:
        """Return what stands: the claims, or a refusal, or None where the model gave nothing to judge."""
        if self.claims:
            notices = ("answer_incomplete",) if self.is_cut else ()
            citations = tuple(self._translated(number, citation) for number, citation in self._cited.items())
            return self._assembled("".join(stated(self.claims)), tuple(self.claims), citations, notices)
        if self.is_cut or self.is_void:
            return None
        reason = "model_declined" if self.reply.declined and not self.dropped else "not_supported"
        message = phrases(self.ranked.understood.language)[reason]
        refusal = Refusal(reason, message, self.ranked.passages[:3])
        return replace(self._assembled(message, (), ()), refusal=refusal)

    def _cite(self, number: int, claim: str) -> int:
        """Return the number of a citation in the answer, counted in the order of first use."""
        one, understood = self._by_number[number], self.ranked.understood
        spans = highlights(claim, understood.language, one.view, understood.terms)
        if number in self._cited:
            spans = _joined(self._cited[number].highlights, spans, one)
        before = self._cited.get(number)
        self._cited[number] = Citation(
            number=before.number if before else len(self._cited) + 1,
            document=one.view.document,
            span=one.view.span,
            highlights=spans,
            score=max(0.0, min(1.0, one.candidate.score)),
            gloss=gloss_of(one.view.text, one.view.document.language, understood.language),
        )
        return self._cited[number].number

    def _translated(self, number: int, citation: Citation) -> Citation:
        language = self.ranked.understood.language
        text = tidy(self.reply.translations.get(number, ""))
        if citation.document.language == language or not self._checker.translates(text, self._by_number[number]):
            return citation
        return replace(citation, translation=Translation(text, language))

    def _assembled(
        self,
        text: str,
        claims: tuple[Claim, ...],
        citations: tuple[Citation, ...],
        notices: tuple[str, ...] = (),
    ) -> Answer:
        timings = {**self.ranked.understood.timings, "answer": (time.perf_counter() - self._started) * 1000}
        return replace(
            assembled(self.ranked, text, claims, citations, notices),
            timings_ms={name: round(value, 2) for name, value in {**timings, "total": sum(timings.values())}.items()},
            mode="generative",
        )


def _joined(before: tuple[Span, ...], after: tuple[Span, ...], one: Numbered) -> tuple[Span, ...]:
    """Return the spans of two claims in one sentence; the whole sentence gives way to a part of it."""
    spans = {*before, *after}
    return tuple(sorted(spans - {one.view.span} or spans))
