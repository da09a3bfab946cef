"""Edits to copies of articles, and which of them may share one copy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from eval.articles import Article, Articles
from vectorstore.document import Source
from vectorstore.sentences import sentence_spans

MOST_PER_DOCUMENT = 3
"""Edits in one copy of an article, so that it stays the article it was."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Write ``text`` in place of ``article.text[start:end]``."""

    document: str
    start: int
    end: int
    text: str


Edit = tuple[Change, ...]
"""The changes of one twin, over all articles that state the fact, in order."""


def apply(text: str, changes: Iterable[Change]) -> str:
    """Return the text with all changes made; offsets are those of the text handed in.

    :raises ValueError: if two changes overlap.
    """
    parts, at = [], 0
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        if change.start < at:
            raise ValueError(f"changes overlap at {change.start}")
        parts += [text[at : change.start], change.text]
        at = change.end
    return "".join([*parts, text[at:]])


@lru_cache(maxsize=256)
def sentences(article: Article) -> tuple[tuple[int, int], ...]:
    """Return the sentences of an article, as the system splits them."""
    return sentence_spans(article.text, article.language)


def sentences_at(article: Article, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences that a stretch of an article touches."""
    return [(begin, stop) for begin, stop in sentences(article) if start < stop and begin < end]


def pack(edits: Iterable[Edit], articles: Articles, most: int = MOST_PER_DOCUMENT) -> list[list[Edit]]:
    """Put edits into as few batches as first fit finds; those of one batch share one copy of the articles.

    Two edits share a copy only if they touch no sentence in common and write nothing alike into one article.
    """
    batches: list[list[Edit]] = []
    for edit in dict.fromkeys(edits):
        home = next((batch for batch in batches if _fits(edit, batch, articles, most)), None)
        if home is None:
            batches.append([edit])
        else:
            home.append(edit)
    return batches


def edited(sources: Sequence[Source], articles: Articles, edits: Iterable[Edit]) -> list[Source]:
    """Return copies of the sources with the edits made in their cleaned texts."""
    changes: dict[str, list[Change]] = {}
    for change in (change for edit in edits for change in edit):
        changes.setdefault(change.document, []).append(change)
    return [_edited(source, articles, changes) for source in sources]


def _edited(source: Source, articles: Articles, changes: Mapping[str, Sequence[Change]]) -> Source:
    if source.id not in changes:
        return source
    return replace(source, text=apply(articles[source.id].text, changes[source.id]))


def _fits(edit: Edit, batch: Sequence[Edit], articles: Articles, most: int) -> bool:
    for document in {change.document for change in edit}:
        others = [other for other in batch if any(change.document == document for change in other)]
        if len(others) >= most:
            return False
        touched, written = _reach(edit, articles[document])
        for other in others:
            other_touched, other_written = _reach(other, articles[document])
            if touched & other_touched or written & other_written:
                return False
    return True


def _reach(edit: Edit, article: Article) -> tuple[set[tuple[int, int]], set[str]]:
    own = [change for change in edit if change.document == article.id]
    touched = {
        sentence
        for change in own
        for sentence in sentences_at(article, change.start, max(change.end, change.start + 1))
    }
    return touched, {change.text for change in own if change.text}
