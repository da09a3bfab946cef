"""What of a model's claims may leave the house (design D9): only what the sentences they point at say.

A verdict is ``supported`` or the reason against: empty, uncited, wrong_language, foreign (links, markup, words of the
prompt), unsupported (a figure, date or name that no cited sentence has), ungrounded (too few of its words have a
counterpart in the cited sentences), irrelevant (no cited sentence speaks of the question), off_scope (the article is
not about the year, place or number that the question restricts itself to).
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from qa.generate.numbered import Numbered
from qa.generate.tongue import speaks
from qa.matching import Frequency, Term, coverage, meeting, terms_of
from qa.quantities import quantities
from qa.question import Question, analyse
from qa.scope import missed_scope
from qa.support import Evidence, unsupported
from qa.units import NAMING
from qa.views import Views
from vectorstore.words import fold, words

LONGEST_CLAIM = 600
"""Characters."""

LEAST_GROUNDED = 0.12
"""Weighted share of a claim's words that meet the cited sentences; see docs/experiments.md."""

LEAST_RELEVANT = 0.05
"""Weighted share of the question's words that a cited sentence meets; see docs/experiments.md."""

MOST_CITED = 4
"""Sentences one claim may cite."""

_RUN = 6
"""Words in a row that a claim may not share with the prompt."""

_MARKER = regex.compile(
    r"[\[【］［]\s*\p{Nd}[\p{Nd}\s,;–-]*[\]】］]?|[\[【［]\s*[\]】］]?\s*$|(?<=\p{Nd})[\]】］]|^[\]】］]"
)
_LIST_MARK = regex.compile(r"^(?:[-*•>#\s]+|\p{Nd}{1,2}[.)]\s+)(?=\p{L}|[\p{P}\p{N}])")
_MARKUP = regex.compile(r"\*\*|__|`+")
_FOREIGN = regex.compile(r"</?[a-z!]|\]\(|\b(?:javascript|data|mailto):\S", flags=regex.IGNORECASE)
_ADDRESS = regex.compile(
    r"\b[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+|\S+@\S+\.\S+"
    r"|\b[a-z0-9-]*[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b(?:/\S*)?",
    flags=regex.IGNORECASE,
)


def tidy(text: str) -> str:
    """Return a claim as plain text on one line: no markers, whole or half, no list marks, nothing invisible."""
    seen = "".join(
        " " if c.isspace() else c
        for c in unicodedata.normalize("NFC", text)
        if c.isspace() or c in "\u200c\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs")
    )
    plain = _LIST_MARK.sub("", _MARKUP.sub("", _MARKER.sub("", seen)))
    return " ".join(plain.split()).rstrip(" .।;")


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, with the sentences that bear the claim where it is ``supported``."""

    verdict: str
    cited: tuple[Numbered, ...] = ()


class Checker:
    """Judges the claims of one answer."""

    def __init__(
        self,
        question: Question,
        terms: Sequence[Term],
        language: str,
        *,
        frequency: Frequency,
        views: Views,
        prompt: str,
    ) -> None:
        self._question = question
        self._terms = terms
        self._asked = terms_of(question, frequency, strictly=True)
        self._language = language
        self._frequency = frequency
        self._views = views
        self._prompt = frozenset(_runs(prompt))

    def judge(self, claim: str, pointed: Sequence[Numbered]) -> Judged:
        """Judge a tidied claim with the sentences it points at; those that do not bear it are not cited.

        Each cited sentence must speak of the question, share words with the claim and come from an article in scope;
        what stands in any other sentence is no support.
        """
        against = self._against(claim, pointed)
        if against:
            return Judged(against)
        relevant = [one for one in pointed if not self._terms or _share(self._asked, one) >= LEAST_RELEVANT]
        if not relevant:
            return Judged("irrelevant")
        bearing = [one for one in relevant if self._grounded(claim, one) >= LEAST_GROUNDED][:MOST_CITED]
        if not bearing:
            return Judged("ungrounded")
        cited = tuple(one for one in bearing if not self._misses_scope(one))
        if not cited:
            return Judged("off_scope")
        if unsupported(claim, self._language, [_evidence(one) for one in cited]):
            return Judged("unsupported")
        return Judged("supported", cited)

    def _against(self, claim: str, pointed: Sequence[Numbered]) -> str | None:
        """Return what speaks against a claim whatever the sentences say, or None."""
        if not any(c.isalnum() for c in claim) or len(claim) > LONGEST_CLAIM:
            return "empty"
        if not pointed:
            return "uncited"
        if not speaks(claim, self._language):
            return "wrong_language"
        return "foreign" if self._is_foreign(claim) else None

    def translates(self, text: str, sentence: Numbered) -> bool:
        """Tell whether a tidied translation of a sentence may be shown: its language, its figures, nothing added."""
        is_sized = 0 < len(text) <= 3 * len(sentence.view.text) + 100
        return (
            is_sized
            and speaks(text, self._language)
            and not self._is_foreign(text)
            and not unsupported(text, self._language, [_evidence(sentence)])
            and _values(text, self._language) <= _values(sentence.view.text, sentence.view.document.language)
            and self._grounded(text, sentence) >= LEAST_GROUNDED
        )

    def _grounded(self, claim: str, one: Numbered) -> float:
        """Return how much of a claim has a counterpart in a sentence, in [0, 1].

        A figure that stands alone says nothing that could have one.
        """
        asked = analyse(claim, self._language)
        terms = [term for term in terms_of(asked, self._frequency, strictly=True) if term.number is None]
        return _share(terms, one)

    def _misses_scope(self, one: Numbered) -> bool:
        return bool(missed_scope(self._question, self._terms, one.view, self._views.of(one.view.document)))

    def _is_foreign(self, text: str) -> bool:
        """Tell whether a text holds markup, an address, or words of the prompt; where an article is, citations say."""
        plain = unicodedata.normalize("NFKC", text).casefold()
        return bool(_FOREIGN.search(plain) or _ADDRESS.search(plain)) or not self._prompt.isdisjoint(_runs(plain))


def _share(terms: Sequence[Term], one: Numbered) -> float:
    """Return how much of some terms a sentence meets, in [0, 1]."""
    return coverage(terms, meeting(terms, one.view).max(axis=1)) if terms else 0.0


def _values(text: str, language: str) -> set[Decimal]:
    """Return the figures of a text; a claim may say «more than 7,000» where there are 7,700, a translation may not."""
    found = [q for q in quantities(text, language) if q.kind not in NAMING]
    return {value for q in found for value in (q.value, q.upper) if value is not None}


def _evidence(one: Numbered) -> Evidence:
    return Evidence(one.view.text, one.view.document.language)


def _runs(text: str) -> list[tuple[str, ...]]:
    """Return every run of `_RUN` words of a text."""
    keys = [fold(word.text) for word in words(text)]
    return [tuple(keys[at : at + _RUN]) for at in range(len(keys) - _RUN + 1)]
