"""First questions, made from figures of the articles and kept only if the service answers them from where they came.

A figure with what it counts (4,200 workers) and the place its article is about become a question by a template of
``data/suggestions.toml``. Asking it must give an answer that cites the very sentence, with the very figure highlighted.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from threading import Lock

from qa.answer import Answer
from qa.counted_phrase import counted_phrase
from qa.request import AskRequest
from qa.units import Quantity
from qa.views import SentenceView
from vectorstore.document import Document, Span
from vectorstore.english import gloss_stems
from vectorstore.errors import DocumentNotFound
from vectorstore.lexicon import LANGUAGES, gazetteer
from vectorstore.store import Store

MOST = 6
"""Questions suggested, at most."""

_DOCUMENTS = 24
_SENTENCES = 120
_FACTS = 6
_ASKED = 60
"""Bounds on the work: articles read, sentences read of each, figures taken of each, questions tried in all."""

_FEW = 10
"""Figures below say less, and are more often wrongly read."""

_PLACES = {"city": 0, "capital": 0, "province": 0, "country": 1}
_HEAD_FIRST = ("ar", "vi")
_CLASSIFIER = {"bn": "person"}
"""The gloss of a word that stands between a figure and people: ৪,২০০ জন শ্রমিক."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the service answers from a document."""

    question: str
    language: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of an article: what it counts (a row of the nouns), where it stands, the place the article is about."""

    document_id: str
    noun: str
    place: str
    sentence: Span
    figure: Span


class Suggester:
    """Finds first questions for a store; the same for the same articles, worked out once for each state of them."""

    def __init__(self, store: Store, ask: Callable[[AskRequest], Answer]) -> None:
        self._store = store
        self._ask = ask
        self._lock = Lock()
        self._change = -1
        self._facts: list[list[Fact]] = []
        self._known: dict[str, tuple[Suggestion, ...]] = {}

    def suggest(self, language: str) -> tuple[Suggestion, ...]:
        """Return at most `MOST` questions in a language (English, if it has no templates), of different articles first.

        Worked out at the first call, which takes as long as `_ASKED` questions at most.
        """
        language = language if language in LANGUAGES else "en"
        with self._lock:
            change = self._store.catalog.change()
            if change != self._change:
                of_each = [facts(document) for document in self._documents()]
                self._facts = sorted(filter(None, of_each), key=lambda made: _is_vague(made[0].noun))
                self._known = {}
                self._change = change
            if language not in self._known:
                self._known[language] = tuple(islice(self._answered(language), MOST))
            return self._known[language]

    def _documents(self) -> Iterator[Document]:
        """Yield some articles: which, depends on their ids alone."""
        ids = sorted(self._store.catalog.versions(), key=lambda one: sha256(one.encode()).digest())
        for document_id in ids[:_DOCUMENTS]:
            try:
                yield self._store.document(document_id)
            except DocumentNotFound:
                continue

    def _answered(self, language: str) -> Iterator[Suggestion]:
        """Yield questions that are answered, one of each article in turn, no two about the same thing."""
        budget = iter(range(_ASKED))
        seen: set[tuple[str, str]] = set()
        streams = [self._of_article(made, language, budget, seen) for made in self._facts]
        while streams:
            in_turn, streams = streams, []
            for stream in in_turn:
                suggestion = next(stream, None)
                if suggestion is not None:
                    yield suggestion
                    streams.append(stream)

    def _of_article(
        self, made: Sequence[Fact], language: str, budget: Iterator[int], seen: set[tuple[str, str]]
    ) -> Iterator[Suggestion]:
        for fact in made:
            about = (fact.noun, fact.place)
            for question in questions(fact, language) if about not in seen else ():
                if next(budget, None) is None:
                    return
                if _is_answered_by(self._ask(AskRequest(question, language=language, mode="extractive")), fact):
                    seen.add(about)
                    yield Suggestion(question, language, fact.document_id)
                    break


def _is_answered_by(answer: Answer, fact: Fact) -> bool:
    return any(
        citation.document.id == fact.document_id
        and citation.span == fact.sentence
        and any(span.start < fact.figure.end and fact.figure.start < span.end for span in citation.highlights)
        for citation in answer.citations
    )


def questions(fact: Fact, language: str) -> Iterator[str]:
    """Yield the wordings of the question that a fact answers, in the order to try them; none if a word is missing."""
    table = _table()
    noun = table["nouns"][fact.noun].get(language)
    place = gazetteer()[fact.place].spellings.get(language)
    if noun and place:
        place = table["articles"].get(language, {}).get(place, place)
        wordings = table["questions"][language]
        turn = sha256(f"{fact.document_id} {fact.noun}".encode()).digest()[0] % len(wordings)
        for wording in (*wordings[turn:], *wordings[:turn]):
            yield wording.format(noun=noun, place=place)


def facts(document: Document) -> list[Fact]:
    """Return what an article counts and a question can be made from, the best first.

    What it gives several figures for is left out: which of them was meant, a question this short does not say.
    """
    views = [SentenceView(document, span, index) for index, span in enumerate(document.sentences[:_SENTENCES])]
    place = _place(views)
    found: dict[str, list[tuple[tuple[bool, bool, bool, int], Decimal, Fact]]] = {}
    for view in views if place else ():
        for quantity in view.quantities:
            counted = _counted(view, quantity)
            if counted is not None:
                noun, is_whole = counted
                figure = Span(view.span.start + quantity.start, view.span.start + quantity.end)
                fact = Fact(document.id, noun, str(place), view.span, figure)
                order = (_is_vague(noun), not is_whole, quantity.value < _FEW, view.index)
                found.setdefault(noun, []).append((order, quantity.value, fact))
    clear = [min(places, key=lambda one: one[0]) for places in found.values() if len({one[1] for one in places}) == 1]
    worthy = [(order, fact) for order, *_, fact in clear if not (order[0] and any(order[1:3]))]  # not «2 groups»
    return [fact for _, fact in sorted(worthy, key=lambda one: one[0])][:_FACTS]


def _counted(view: SentenceView, quantity: Quantity) -> tuple[str, bool] | None:
    """Return the row of what a figure counts, and whether it says all of it; None if no noun of ours stands there."""
    if quantity.kind != "count" or quantity.is_date or quantity.value < 2 or quantity.value % 1:
        return None
    phrase = counted_phrase(view, quantity)[0]
    if not phrase or phrase[0].start < quantity.tail or view.text[quantity.tail : phrase[0].start].strip():
        return None
    language = view.document.language
    if any(not token.glosses for token in phrase) or (language in _HEAD_FIRST and any(t.pos == "p" for t in phrase)):
        return None
    words = [token.glosses[0].lower() for token in phrase if token.pos not in "arp"]
    if len(words) > 1 and words[0] == _CLASSIFIER.get(language):
        del words[0]
    row = _rows().get(_stems(words[::-1] if language in _HEAD_FIRST else words))
    return (row, all(token.pos not in "arp" for token in phrase)) if row else None


def _place(views: Iterable[SentenceView]) -> str | None:
    """Return the place that an article is about: named at its beginning, or more than once; a town before a country."""
    names: Counter[str] = Counter()
    early: set[str] = set()
    for view in views:
        for token in view.tokens:
            name = token.glosses[0] if token.pos == "p" and token.glosses else ""
            if name in gazetteer() and gazetteer()[name].kind in _PLACES:
                names[name] += 1
                early |= {name} if view.index < 2 else set()
    fitting = [name for name, count in names.items() if count > 1 or name in early]
    return min(fitting, key=lambda name: (_PLACES[gazetteer()[name].kind], -names[name]), default=None)


def _is_vague(noun: str) -> bool:
    return noun in _table()["vague"]


@cache
def _rows() -> dict[str, str]:
    """Return the row of the nouns for the English stems of each of its words."""
    return {_stems([word]): row for row in _table()["nouns"] for word in row.split("|")}


def _stems(words: Sequence[str]) -> str:
    return " ".join(stem for word in words for stem in gloss_stems(word))


@cache
def _table() -> dict:  # type: ignore[type-arg]
    return tomllib.loads((files("qa") / "data" / "suggestions.toml").read_text("utf-8"))
