"""How much of running text the lexicon knows, numbers and Latin-script words inside other scripts aside."""

from collections.abc import Iterable
from dataclasses import dataclass

from vectorstore.tokenizer import tokenizer
from vectorstore.words import script_language


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a language's running words, how many have a gloss."""

    language: str
    words: int
    known: int

    @property
    def share(self) -> float:
        """The known share, in [0, 1]."""
        return self.known / self.words if self.words else 0.0


def coverage_of(texts: Iterable[str], language: str) -> Coverage:
    """Count running words once, however many parts a compound has; it is known if one of its parts is.

    A particle that is read with its verb («stieg … an») is known: its meaning stands with the verb.
    """
    known = words = 0
    latin = language in ("en", "de", "vi")
    for text in texts:
        seen: dict[int, bool] = {}
        for token in tokenizer(language).tokens(text):
            if token.kind == "number" or not (latin or script_language(text[token.start : token.end])):
                continue
            seen[token.start] = seen.get(token.start, False) or bool(token.glosses) or token.pos == "f"
        words += len(seen)
        known += sum(seen.values())
    return Coverage(language, words, known)
