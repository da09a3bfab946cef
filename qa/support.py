"""The support check: the figures of a claim must stand in the sentences it cites (design D9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.quantities import Quantity, quantities


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cited sentence with its language."""

    text: str
    language: str


def unsupported(claim: str, language: str, evidence: Sequence[Evidence]) -> list[str]:
    """Return the figures of a claim that no cited sentence holds, as the claim writes them; empty: it is supported.

    A figure is held if a sentence has the same value (both ends of a range) and, where the claim names a unit, the same
    unit. What the claim quotes word for word is supported by construction.
    """
    for sentence in evidence:
        claim = claim.replace(sentence.text, " ") if sentence.text else claim
    held = [quantity for sentence in evidence for quantity in quantities(sentence.text, sentence.language)]
    return [
        claim[quantity.start : quantity.end]
        for quantity in quantities(claim, language)
        if not any(_holds(other, quantity) for other in held)
    ]


def _holds(held: Quantity, claimed: Quantity) -> bool:
    if claimed.unit is not None and held.unit != claimed.unit:
        return False
    return _values(claimed) <= _values(held) or (claimed.upper is None and claimed.value in _values(held))


def _values(quantity: Quantity) -> set[Decimal]:
    return {quantity.value} | ({quantity.upper} if quantity.upper is not None else set())
