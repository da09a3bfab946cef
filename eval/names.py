"""Do names that nobody listed meet across scripts? Held-out pairs, through the tokenizer, by their sound keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from eval.errors import EvalError
from vectorstore.lexical import terms_of

NAMES = Path(__file__).parent / "names.tsv"


class NamePair(NamedTuple):
    """A name in English and in the script of another language."""

    english: str
    language: str
    native: str


@dataclass(frozen=True, slots=True)
class NameScore:
    """Of a language's pairs the share that meets (recall), and of its non-pairs the share that does too."""

    language: str
    pairs: int
    recall: float
    false_matches: float
    missed: tuple[str, ...]


def read_names(path: Path = NAMES) -> list[NamePair]:
    """Read the pairs, in the order of languages.

    :raises EvalError: if a line is not ``english<TAB>language<TAB>native``.
    """
    pairs = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not all(cells):
            raise EvalError(f"{path}:{number} has not three cells: {line!r}.")
        pairs.append(NamePair(*cells))
    return sorted(pairs, key=lambda pair: pair.language)


def score_names(pairs: Sequence[NamePair]) -> list[NameScore]:
    """Return for each language how many pairs meet, and how many of all non-pairs."""
    return [_score(language, list(some)) for language, some in groupby(pairs, key=lambda pair: pair.language)]


def _score(language: str, pairs: Sequence[NamePair]) -> NameScore:
    english = [frozenset(terms_of(pair.english, "en").name) for pair in pairs]
    native = [frozenset(terms_of(pair.native, language).name) for pair in pairs]
    missed = tuple(
        f"{pair.english} {pair.native}"
        for pair, one, other in zip(pairs, english, native, strict=True)
        if not one & other
    )
    false = [bool(english[i] & native[j]) for i in range(len(pairs)) for j in range(len(pairs)) if i != j]
    return NameScore(
        language, len(pairs), 1 - len(missed) / len(pairs), sum(false) / len(false) if false else 0.0, missed
    )
