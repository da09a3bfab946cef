"""What of a claim its evidence does not support, each kind of fact by its own rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.support.figures import unmet_dates, unmet_figures
from qa.support.names import unmet_names
from qa.support.negation import contradicted
from qa.support.reading import Reading, reading_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cited sentence with its language."""

    text: str
    language: str


def unsupported(
    claim: str, language: str, evidence: Sequence[Evidence], *, context: Sequence[Evidence] = ()
) -> list[str]:
    """Return what of a claim no cited sentence supports, as the claim writes it and in its order; empty: supported.

    Figures, dates and names must stand in a sentence, as values and across scripts, and nothing may be asserted that
    it negates, or the reverse. A name may also stand in the ``context``, the neighbours that a pronoun points to.
    What the claim quotes word for word is supported by construction.
    """
    for sentence in evidence:
        claim = claim.replace(sentence.text, " ") if sentence.text else claim
    said = Reading(claim, language)
    held = [reading_of(sentence.text, sentence.language) for sentence in evidence]
    near = [reading_of(sentence.text, sentence.language) for sentence in context]
    spans = {
        *unmet_figures(said, held),
        *unmet_dates(said, held),
        *unmet_names(said, [*held, *near]),
        *contradicted(said, held),
    }
    return [claim[start:end] for start, end in sorted(spans)]
