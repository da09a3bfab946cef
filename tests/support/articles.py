"""Articles made of the lexicon's words: as many as a test wants, no two alike, the same every time."""

import random
from functools import cache

from vectorstore.document import Source
from vectorstore.lexicon import LANGUAGES, load_lexicon

_STOPS = {"hi": "।", "bn": "।"}


def article(
    name: str, *, sentences: int = 4, language: str | None = None, edition: int = 0, filling: int = 0
) -> Source:
    """Return an article of content words, in one of the supported languages; another edition has other words.

    ``filling`` dashes in each sentence make passages of few words, which are read quickly.
    """
    chance = random.Random(f"{name} {edition}")
    language = language or chance.choice(LANGUAGES)
    ending = " " + "-" * filling + _STOPS.get(language, ".")
    text = " ".join(
        " ".join([str(chance.randrange(10, 1_000_000)), *chance.sample(_content_words(language), 9)]) + ending
        for _ in range(sentences)
    )
    return Source(name, text, title=name, language=language, source_url=f"https://example.org/{name}/{edition}")


def bulk(name: str, *, documents: int = 70, passages: int = 16) -> list[Source]:
    """Return so many articles of so many passages each that taking them in builds a new generation (over 1000)."""
    return [article(f"{name}{n}", sentences=passages, filling=540) for n in range(documents)]


@cache
def _content_words(language: str) -> list[str]:
    """Return the single words of a lexicon that carry meaning; of English, the words that glosses use."""
    entries = load_lexicon("hi" if language == "en" else language).entries
    if language == "en":
        return sorted({g for e in entries.values() if e.pos in "nva" for g in e.glosses if g.isascii() and g.isalpha()})
    return sorted(form for form, entry in entries.items() if entry.pos in "nva" and " " not in form)
