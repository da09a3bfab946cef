"""Proofs that a golden set says what it claims: evidence is there, ids are one each, quotas are met."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.articles import Articles
from eval.evidence import occurrences
from eval.golden import KIND_ALIASES, UNANSWERABLE, GoldenQuestion
from eval.matching import normal

KINDS = (
    "count",
    "money",
    "percentage",
    "measure",
    "date",
    "person",
    "place",
    "organization",
    "list",
    "definition",
    "reason",
    "manner",
    "yes_no",
    "compound",
)


@dataclass(frozen=True, slots=True)
class Quotas:
    """The least a set must hold: questions in all, on each article, in each language, of each shape."""

    questions: int = 0
    each_article: int = 0
    languages: Mapping[str, int] | None = None
    each_kind: int = 0
    follow_ups: int = 0
    unanswerable: int = 0


QUOTAS = {
    "seeds": Quotas(300, 45, {"en": 120, "hi": 25, "de": 25, "bn": 25, "ar": 25, "vi": 25}, 1, 40, 60),
    "topics": Quotas(60, 1, dict.fromkeys(("en", "hi", "de", "bn", "ar", "vi"), 1)),
}
"""What issue 3 asks of the two sets of this repository."""


def problems(questions: Sequence[GoldenQuestion], articles: Articles, quotas: Quotas | None = None) -> list[str]:
    """Return every fault found, one sentence each, none if the set is sound."""
    found = [fault for question in questions for fault in _row_faults(question, articles)]
    found += [f"{name}: {n} questions have this id" for name, n in Counter(q.id for q in questions).items() if n > 1]
    found += _family_faults(questions)
    return found + (list(_quota_faults(questions, articles, quotas)) if quotas else [])


def _row_faults(question: GoldenQuestion, articles: Articles) -> Iterator[str]:
    if not question.question.strip():
        yield f"{question.id}: the question is blank"
    if KIND_ALIASES.get(question.kind, question.kind) not in KINDS:
        yield f"{question.id}: kind {question.kind!r} is none of {', '.join(KINDS)}"
    if any(turn.get("role") not in ("user", "assistant") or not turn.get("content") for turn in question.history):
        yield f"{question.id}: a turn of the history has no role (user, assistant) or no content"
    if question.is_answerable:
        yield from _answer_faults(question, articles)
    elif question.evidence or question.answer_any:
        yield f"{question.id}: no documents, yet evidence or answers"
    elif question.unanswerable not in UNANSWERABLE:
        yield f"{question.id}: unanswerable must be one of {', '.join(UNANSWERABLE)}, is {question.unanswerable!r}"


def _answer_faults(question: GoldenQuestion, articles: Articles) -> Iterator[str]:
    if question.unanswerable is not None:
        yield f"{question.id}: has documents, yet says unanswerable"
    if not question.answer_any or not all(question.answer_any):
        yield f"{question.id}: an answerable question needs answer_any groups that are not empty"
    for option in (option for group in question.answer_any for option in group):
        if not normal(option).text:
            yield f"{question.id}: the answer {option!r} is blank once normalised"
    if set(question.documents) != set(question.evidence):
        yield f"{question.id}: documents and evidence name different articles"
    for document, quotes in question.evidence.items():
        if document not in articles:
            yield f"{question.id}: there is no article {document}"
            continue
        if not quotes:
            yield f"{question.id}: no evidence from {document}"
        for quote in quotes:
            if next(occurrences(articles[document].text, quote), None) is None:
                yield f"{question.id}: {document} does not hold {quote!r}"


def _family_faults(questions: Sequence[GoldenQuestion]) -> Iterator[str]:
    documents: dict[str, tuple[str, frozenset[str]]] = {}
    for question in questions:
        first, held = documents.setdefault(question.base_id, (question.id, frozenset(question.documents)))
        if held != frozenset(question.documents):
            yield f"{question.id}: other documents than {first}, of which it is a wording"


def _quota_faults(questions: Sequence[GoldenQuestion], articles: Articles, quotas: Quotas) -> Iterator[str]:
    counts = [("questions", len(questions), quotas.questions)]
    of_article = Counter(document for question in questions for document in question.documents)
    counts += [(f"questions on {article}", of_article[article], quotas.each_article) for article in articles]
    asked = Counter(question.language for question in questions)
    counts += [
        (f"questions in {language}", asked[language], least) for language, least in (quotas.languages or {}).items()
    ]
    kinds = Counter(KIND_ALIASES.get(question.kind, question.kind) for question in questions if question.is_answerable)
    counts += [(f"questions of kind {kind}", kinds[kind], quotas.each_kind) for kind in KINDS]
    counts.append(("follow-ups", sum(bool(question.history) for question in questions), quotas.follow_ups))
    counts.append(("unanswerable questions", sum(not q.is_answerable for q in questions), quotas.unanswerable))
    yield from (f"{count} {what}, at least {least} are asked for" for what, count, least in counts if count < least)
    yield from _same_language_faults(questions, articles)


def _same_language_faults(questions: Sequence[GoldenQuestion], articles: Articles) -> Iterator[str]:
    for language in ("hi", "de", "bn", "ar", "vi"):
        asked = [q for q in questions if q.language == language and q.is_answerable]
        crossing = sum(all(articles[d].language != language for d in q.documents if d in articles) for q in asked)
        if crossing * 2 <= len(asked):
            yield f"{crossing} of {len(asked)} questions in {language} are about another language; most must be"
