"""Many passages for a bench, recombined from the real sentences of this repository's articles."""

import random
from collections.abc import Iterator
from pathlib import Path

from eval.articles import read_sources
from eval.sets import HERE
from vectorstore.clean import clean
from vectorstore.document import Source
from vectorstore.language import detect_language
from vectorstore.sentences import sentence_spans

FOLDERS = (HERE.parent / "seeds", HERE / "articles")
_SENTENCES = 24
"""Sentences of an article: about eight passages."""


def sentences_by_language(folders: tuple[Path, ...] = FOLDERS) -> dict[str, list[str]]:
    """Return the sentences of all articles, by language, each once."""
    found: dict[str, dict[str, None]] = {}
    for source in (source for folder in folders for source in read_sources(folder)):
        text = clean(source.text).text
        language = source.language or detect_language(text)
        spans = sentence_spans(text, language)
        found.setdefault(language, {}).update(dict.fromkeys(text[span.start : span.end] for span in spans))
    return {language: list(some) for language, some in sorted(found.items())}


def articles(seed: str = "bench") -> Iterator[Source]:
    """Yield articles without end, languages in turn, no two alike; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - the same articles every time
    pools = sentences_by_language()
    number = 0
    while True:
        for language, pool in pools.items():
            text = " ".join(
                f"{sentence} {chance.randrange(10_000)}." for sentence in chance.choices(pool, k=_SENTENCES)
            )
            yield Source(f"bench-{number:06}", text, title=f"Article {number}", language=language)
            number += 1
