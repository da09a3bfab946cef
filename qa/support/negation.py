"""Negation: whether a claim asserts what its evidence negates, or the reverse (``qa/data/negation.toml``).

A text falls into stretches, each affirmed or negated; those of a claim and of a sentence are compared by the words they
share across languages. Where a text negates by the meaning of a word that the other does not have (refused, failed),
nothing is judged.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from qa.exactness import approximations
from qa.support.meeting import is_content, meeting
from qa.support.reading import Reading
from qa.support.tables import folded, table
from vectorstore.english import english_words
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import Token
from vectorstore.words import fold

_CUT_MARKS = regex.compile(r"[,;:،؛।.!?؟–—()«»„“”\"]")
_UNDONE = regex.compile(r"(?:un|non-?)(?=\p{L}{4})")
_LONGEST_IDIOM = 5
_REACH = 4
"""Tokens behind a "no" or "without" that it may negate."""
_FIGURE_WEIGHT = 3.0
"""Words that a figure outweighs: a claim is about the clause that has its figure."""
_NO = frozenset(("not", "no", "never", "nobody", "nothing", "none", "nowhere", "cannot", "without"))


@dataclass(frozen=True, slots=True)
class Cues:
    """How one language says no; folded phrases, see ``qa/data/negation.toml``."""

    clause: frozenset[str]
    phrase: frozenset[str]
    behind: frozenset[str]
    idioms: frozenset[str]
    soft: frozenset[str]
    cuts: frozenset[str]
    endings: tuple[str, ...]
    not_endings: frozenset[str]
    is_forward: bool


@dataclass(frozen=True, slots=True)
class Negation:
    """A negation in a text: the position of its token, those of the tokens under it, and of its clause.

    ``is_phrase``: it negates what stands beside it ("no agreement"), not a verb.
    """

    cue: int
    scope: frozenset[int]
    clause: frozenset[int]
    is_phrase: bool


def contradicted(claim: Reading, evidence: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Yield where a claim negates what its evidence affirms, or affirms what it negates.

    A sentence that speaks of the same and agrees acquits it.
    """
    clashes = [_clash(claim, sentence) for sentence in evidence]
    agreeing = [sentence for sentence, clash in zip(evidence, clashes, strict=True) if clash is None]
    found = [clash for clash in clashes if clash is not None]
    if found and not any(_speaks_of_it(claim, sentence) for sentence in agreeing):
        yield found[0]


def _clash(claim: Reading, sentence: Reading) -> tuple[int, int] | None:
    """Return where a claim and a sentence contradict each other, None where they do not or it cannot be told."""
    said, held = negations(claim), negations(sentence)
    if bool(said) == bool(held):
        return None
    meets = {at: met for at in range(len(claim.tokens)) if (met := meeting(claim, at, sentence))}
    met_back = set().union(*meets.values()) if meets else set()
    if soft_words(claim) - set(meets) or soft_words(sentence) - met_back:
        return None
    if said:
        cue = claim.tokens[said[0].cue]
        return (cue.start, cue.end) if meets.keys() & said[0].scope else None
    return _asserted(claim, meets, held)


def _asserted(claim: Reading, meets: dict[int, set[int]], held: Sequence[Negation]) -> tuple[int, int] | None:
    """Return the words of an affirming claim that a sentence has under a negation, if they outweigh the others.

    What a "no" or "without" stands before weighs alone: "no agreement" is not an agreement.
    """
    under = frozenset().union(*(negation.scope for negation in held))
    objects = frozenset().union(*(negation.scope for negation in held if negation.is_phrase))
    negated = [at for at, met in meets.items() if met <= under]
    beside = frozenset().union(*(negation.clause for negation in held if not negation.is_phrase))
    affirmed = [at for at, met in meets.items() if not met & (under | beside)]
    is_object = any(meets[at] & objects and claim.tokens[at].kind == "word" for at in negated)
    weight = sum(_FIGURE_WEIGHT if claim.tokens[at].pos == "d" else 1.0 for at in affirmed)
    if negated and (is_object or len(negated) > weight):
        return claim.tokens[negated[0]].start, claim.tokens[negated[-1]].end
    return None


def _speaks_of_it(claim: Reading, sentence: Reading) -> bool:
    content = [at for at, token in enumerate(claim.tokens) if is_content(token)]
    return 2 * sum(bool(meeting(claim, at, sentence)) for at in content) >= len(content)


def soft_words(reading: Reading) -> set[int]:
    """Return the tokens of a text that negate by their meaning."""
    cues = cues_of(reading.language)
    idiomatic = _covered([token.key for token in reading.tokens], cues.idioms)
    soft = {at for at, token in enumerate(reading.tokens) if token.key in cues.soft or _is_undone(token)}
    return soft - idiomatic


def _is_undone(token: Token) -> bool:
    """Tell whether a word's gloss negates by its first syllable: unknown, non-interference."""
    return any(_UNDONE.match(gloss) and _UNDONE.sub("", gloss) in english_words() for gloss in token.glosses)


def negations(reading: Reading) -> list[Negation]:
    """Return the negations of a text, idioms left out."""
    cues = cues_of(reading.language)
    keys = [token.key for token in reading.tokens]
    idiomatic = _covered(keys, cues.idioms)
    found: list[Negation] = []
    for low, high in _clauses(reading, cues, idiomatic):
        kinds = {
            at: kind
            for at in range(low, high)
            if at not in idiomatic and (kind := _kind(keys, at, reading.tokens[at].glosses, cues))
        }
        clause = [at for at, kind in kinds.items() if kind == "clause"]
        if clause:
            first = clause[0] if cues.is_forward else low
            whole = frozenset(range(low, high)) - set(kinds)
            found.append(Negation(clause[0], whole & set(range(first, high)), whole, is_phrase=False))
        for at, kind in kinds.items():
            if kind == "phrase":
                behind = _object(reading, range(at + 1, min(high, at + 1 + _REACH)))
                found.append(Negation(at, behind, behind, is_phrase=True))
            elif kind == "behind":
                before = _object(reading, range(at - 1, max(low, at - 1 - _REACH) - 1, -1))
                found.append(Negation(at, before, before, is_phrase=True))
    return found


def _kind(keys: Sequence[str], at: int, glosses: Sequence[str], cues: Cues) -> str | None:
    key = keys[at]
    if key in cues.phrase or " ".join(keys[at : at + 2]) in cues.phrase:
        return "phrase"
    first = key.partition(" ")[0]
    if first != key and first in cues.clause and not _NO.isdisjoint(" ".join(glosses).split()):
        return "clause"  # không ai, "nobody", is one token; không gian, "space", negates nothing
    if key in cues.clause or (cues.endings and key.endswith(cues.endings) and key not in cues.not_endings):
        return "clause"
    return "behind" if key in cues.behind else None


def _object(reading: Reading, positions: Iterable[int]) -> frozenset[int]:
    """Return the first content words of some positions, up to the function word behind them."""
    found: list[int] = []
    for at in positions:
        if is_content(reading.tokens[at]):
            found.append(at)
        elif found:
            break
    return frozenset(found)


def _clauses(reading: Reading, cues: Cues, idiomatic: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a text as ranges of tokens."""
    low = 0
    for at in range(1, len(reading.tokens)):
        gap = reading.text[reading.tokens[at - 1].end : reading.tokens[at].start]
        if _CUT_MARKS.search(gap) or (reading.tokens[at].key in cues.cuts and at not in idiomatic):
            yield low, at
            low = at
    yield low, len(reading.tokens)


def _covered(keys: Sequence[str], idioms: frozenset[str]) -> frozenset[int]:
    """Return the positions of the words of idioms."""
    return frozenset(
        at
        for start in range(len(keys))
        for count in range(1, _LONGEST_IDIOM + 1)
        if " ".join(keys[start : start + count]) in idioms
        for at in range(start, start + count)
    )


@cache
def cues_of(language: str) -> Cues:
    """Return the cues of a language, those of English where there are none."""
    listed = table("negation.toml")[language if language in LANGUAGES else "en"]
    degrees = (phrase for befores, afters, _ in approximations().values() for phrase in (*befores, *afters))
    return Cues(
        clause=folded(listed["clause"]),
        phrase=folded(listed["phrase"]),
        behind=folded(listed["behind"]),
        idioms=folded(listed["idioms"]) | frozenset(degrees),
        soft=folded(listed["soft"]),
        cuts=folded(listed["cuts"]),
        endings=tuple(fold(ending) for ending in listed["endings"]),
        not_endings=folded(listed["not_endings"]),
        is_forward=listed["forward"],
    )
