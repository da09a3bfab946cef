"""A system that knows every right answer, and ways to break it; a reader can compute all of it in the head."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.articles import Article, Articles
from eval.edits import sentences, sentences_at
from eval.evidence import evidence_spans
from eval.golden import GoldenQuestion
from eval.matching import number_value
from eval.system import History, Json, System

ARTICLES: Articles = {
    "bridge": Article(
        "bridge", "The bridge is 120 metres long. Karl Meyer built it in 1931. It cost 45 thousand.", "en"
    ),
    "bruecke": Article("bruecke", "Die Brücke ist 120 Meter lang. Sie steht in Hameln.", "de"),
    "pul": Article("pul", "पुल 120 मीटर लंबा है। इसे 1931 में बनाया गया।", "hi"),
}

LENGTH = GoldenQuestion(
    "length",
    "How long is the bridge?",
    "en",
    "measure",
    ("bridge", "bruecke"),
    {"bridge": ("120 metres",), "bruecke": ("120 Meter",)},
    (("120",),),
)
LENGTH_DE = GoldenQuestion(
    "length.de", "Wie lang ist die Brücke?", "de", "measure", LENGTH.documents, LENGTH.evidence, LENGTH.answer_any
)
BUILDER = GoldenQuestion(
    "builder", "Who built it?", "en", "person", ("bridge",), {"bridge": ("Karl Meyer",)}, (("Meyer",),)
)
YEAR = GoldenQuestion(
    "year",
    "And when?",
    "en",
    "date",
    ("bridge",),
    {"bridge": ("in 1931",)},
    (("1931",),),
    ({"role": "user", "content": "Who built it?"}, {"role": "assistant", "content": "Karl Meyer [1]"}),
)
WEATHER = GoldenQuestion("weather", "Will it rain?", "en", "yes_no", unanswerable="off_topic")
QUESTIONS = (LENGTH, LENGTH_DE, BUILDER, YEAR, WEATHER)


class Knows:
    """Answers from the golden rows: the first string of every group, citing the first evidence; refuses the rest.

    Searching finds the evidence first by words; by meaning alone it is found last.
    """

    def __init__(self, questions: Sequence[GoldenQuestion] = QUESTIONS, articles: Articles = ARTICLES) -> None:
        self.articles = articles
        self._rows = {_key(each.question, each.history): each for each in questions}
        self._by_query = {_standalone(each): each for each in questions}

    def ask(self, question: str, history: History = ()) -> Json:
        row = self._rows[_key(question, history)]
        if not row.is_answerable:
            return refusal(row.question)
        spans = evidence_spans(row, self.articles)
        places = [(name, sentences_at(self.articles[name], *each)[0]) for name in spans for each in spans[name]]
        texts = [group[0] for group in row.answer_any]
        return answer(row, texts, [citation(self.articles[name], *place) for name, place in dict.fromkeys(places)])

    def search(self, query: str, k: int) -> list[Json]:
        row = self._by_query[query]
        spans = evidence_spans(row, self.articles)
        everything = [(name, place) for name in self.articles for place in sentences(self.articles[name])]
        right = [
            (name, place)
            for name, place in everything
            if any(place[0] < end and start < place[1] for start, end in spans.get(name, ()))
        ]
        by_words = [*right, *(each for each in everything if each not in right)]
        by_meaning = {each: rank for rank, each in enumerate(reversed(by_words), 1)}
        found = [
            passage(self.articles[each[0]], each[1], {"lexical": 1 / rank, "dense": 1 / by_meaning[each]})
            for rank, each in enumerate(by_words, 1)
        ]
        return ranked(found, "lexical")[:k]


@dataclass
class Broken:
    """A system with its answers, its search results or both spoilt."""

    system: System
    spoil: Callable[[Json, Articles], Json] = lambda body, _: body
    respell: Callable[[list[Json]], list[Json]] = lambda passages: passages

    @property
    def articles(self) -> Articles:
        return self.system.articles

    def ask(self, question: str, history: History = ()) -> Json:
        return self.spoil(self.system.ask(question, history), self.articles)

    def search(self, query: str, k: int) -> list[Json]:
        return self.respell(self.system.search(query, 1000))[:k]


def refusing(body: Json, _: Articles) -> Json:
    return refusal(body["question"])


def answering(body: Json, articles: Articles) -> Json:
    """Answer whatever is refused with the first sentence at hand."""
    if body["status"] == "answered":
        return body
    article = next(iter(articles.values()))
    place = sentences(article)[0]
    text = article.text[slice(*place)]
    return {**body, **_answered(body["question"], text, [citation(article, *place)])}


def citing_neighbours(body: Json, articles: Articles) -> Json:
    """Cite the sentence after the one that was cited, or before the last."""
    moved = []
    for each in body["citations"]:
        article = articles[each["document_id"]]
        places = list(sentences(article))
        index = next(i for i, (start, _) in enumerate(places) if start == each["start_char_index"])
        neighbour = places[index + 1 if index + 1 < len(places) else index - 1]
        moved.append({**citation(article, *neighbour), "number": each["number"]})
    return {**body, "citations": moved}


def swapping_figures(body: Json, articles: Articles) -> Json:
    """Say the next figure of the cited article in place of each."""
    from eval.matching import normal

    if not body["citations"]:
        return body
    figures = sorted(normal(articles[body["citations"][0]["document_id"]].text).numbers)
    after = dict(zip(figures, [*figures[1:], *figures[:1]], strict=True))
    words = [after.get(_value(word), word) for word in body["text"].split()]
    claims = [{**claim, "text": " ".join(words)} for claim in body["claims"]]
    return {**body, "text": " ".join(words), "claims": claims}


def without_words(passages: list[Json]) -> list[Json]:
    """Rank by meaning alone: the lexical leg is dropped."""
    return ranked(passages, "dense")


def ranked(passages: Sequence[Json], signal: str) -> list[Json]:
    ordered = sorted(passages, key=lambda each: -each["signals"][signal])
    return [{**each, "rank": rank, "score": each["signals"][signal]} for rank, each in enumerate(ordered, 1)]


def citation(article: Article, start: int, end: int) -> Json:
    return {
        "number": 1,
        "document_id": article.id,
        "language": article.language,
        "cited_text": article.text[start:end],
        "start_char_index": start,
        "end_char_index": end,
        "highlights": [[start, min(start + 3, end)]],
    }


def passage(article: Article, place: tuple[int, int], signals: Mapping[str, float]) -> Json:
    start, end = place
    where = {"document_id": article.id, "start_char_index": start, "end_char_index": end}
    return {**where, "text": article.text[start:end], "signals": dict(signals)}


def refusal(question: str) -> Json:
    return {
        "question": question,
        "standalone_question": question,
        "status": "refused",
        "language": "en",
        "text": "The articles do not say.",
        "claims": [],
        "citations": [],
        "refusal": {"reason": "no_evidence", "message": "", "closest": []},
    }


def answer(row: GoldenQuestion, texts: Sequence[str], citations: Sequence[Json]) -> Json:
    body = _answered(row.question, " · ".join(texts), citations)
    return {**body, "standalone_question": _standalone(row), "language": row.language}


def _answered(question: str, text: str, citations: Sequence[Json]) -> Json:
    numbered: list[dict[str, Any]] = [{**each, "number": number} for number, each in enumerate(citations, 1)]
    numbers = [each["number"] for each in numbered]
    return {
        "question": question,
        "standalone_question": question,
        "status": "answered",
        "language": "en",
        "text": text,
        "claims": [{"text": text, "citations": numbers, "support": "supported"}],
        "citations": numbered,
        "refusal": None,
    }


def _standalone(row: GoldenQuestion) -> str:
    return f"{row.id}: {row.question}" if row.history else row.question


def _key(question: str, history: History) -> tuple[str, ...]:
    return (question, *(turn["content"] for turn in history))


def _value(word: str) -> str:
    try:
        return number_value(word)
    except ValueError:
        return word
