"""What of a claim its evidence does not support, each kind of fact by its own rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.support.figures import unmet_dates, unmet_figures
from qa.support.names import unmet_names
from qa.support.negation import contradicted
from qa.support.reading import Reading, reading_of

_BEFORE_QUOTES = frozenset("«»„“”\"'‘’‹›([:;.!?…।॥؟–—")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cited sentence with its language; ``before`` is a sentence cited with it that says the currency of its sums."""

    text: str
    language: str
    before: str = ""


def unsupported(
    claim: str, language: str, evidence: Sequence[Evidence], *, context: Sequence[Evidence] = ()
) -> list[str]:
    """Return what of a claim no cited sentence supports, as the claim writes it and in its order; empty: supported.

    Figures, dates and names must stand in a sentence, as values and across scripts, and nothing may be asserted that
    it negates, or the reverse. A name may also stand in the ``context``, the neighbours that a pronoun points to.
    What the claim quotes word for word, from its start or behind a quotation mark, is supported by construction.
    """
    for sentence in evidence:
        claim = _own_words(claim, sentence.text)
    said = Reading(claim, language)
    held = [reading_of(sentence.text, sentence.language, sentence.before) for sentence in evidence]
    near = [reading_of(sentence.text, sentence.language) for sentence in context]
    spans = {
        *unmet_figures(said, held),
        *unmet_dates(said, held),
        *unmet_names(said, [*held, *near]),
        *contradicted(said, held),
    }
    return [claim[start:end] for start, end in sorted(spans)]


def _own_words(claim: str, quoted: str) -> str:
    """Return a claim without a sentence it quotes; behind other words it is no quotation but part of what they say."""
    at = claim.find(quoted) if quoted else -1
    while at >= 0:
        before = claim[:at].rstrip()
        if not before or before[-1] in _BEFORE_QUOTES:
            claim = f"{claim[:at]} {claim[at + len(quoted) :]}"
        at = claim.find(quoted, at + 1)
    return claim
