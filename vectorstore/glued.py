"""Number words written as one: zweihundertfünfzig, dreiundzwanzig, পাঁচশ, তিনজন."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from vectorstore.words import fold

_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Glue:
    """How one language writes number words together; see ``lexicon/numbers.toml``. All words are folded."""

    pieces: Mapping[str, Decimal]
    hundreds: tuple[str, ...]
    thousands: tuple[str, ...]
    endings: tuple[str, ...]
    joiner: str = ""
    half: str = ""
    _read: dict[str, Decimal | None] = field(default_factory=dict, compare=False, repr=False)

    def value(self, key: str) -> Decimal | None:
        """Return what a folded word is worth, None if any part of it is no number."""
        if key not in self._read:
            found = self._number(key)
            for ending in self.endings:
                if found is None and key.endswith(ending):
                    found = self._number(key.removesuffix(ending))
            if len(self._read) >= _KEPT:
                return found
            self._read[key] = found
        return self._read[key]

    def _number(self, key: str) -> Decimal | None:
        """Read a word from its largest scale down; a scale without a number before it counts once."""
        if key in self.pieces:
            return self.pieces[key]
        if self.half and key.endswith(self.half):
            whole = self._number(key.removesuffix(self.half))
            return None if whole is None else whole + Decimal("0.5")
        for scale, names in ((Decimal(1000), self.thousands), (Decimal(100), self.hundreds)):
            for name in names:
                before, found, behind = key.partition(name)
                if found:
                    return self._sum(before, scale, behind)
        unit, joined, ten = key.partition(self.joiner) if self.joiner else ("", "", "")
        ones, tens = self.pieces.get(unit), self.pieces.get(ten)
        if joined and ones is not None and tens is not None and 0 < ones < 10 <= tens < 100 and tens % 10 == 0:
            return tens + ones
        return None

    def _sum(self, before: str, scale: Decimal, behind: str) -> Decimal | None:
        times = self._number(before) if before else Decimal(1)
        rest = self._number(behind.removeprefix(self.joiner)) if behind else Decimal(0)
        if times is None or rest is None or not 0 < times < 1000 or rest >= scale:
            return None
        return times * scale + rest


def glue_of(table: Mapping[str, object] | None, pieces: Mapping[str, Decimal]) -> Glue | None:
    """Return the rules of a ``glue`` table, None where there is none; ``pieces`` are the language's own words."""
    if table is None:
        return None
    only = table.get("pieces", {})
    assert isinstance(only, dict)
    return Glue(
        pieces={**pieces, **{fold(word): Decimal(str(value)) for word, value in only.items()}},
        hundreds=_folded(table.get("hundreds", ())),
        thousands=_folded(table.get("thousands", ())),
        endings=_folded(table.get("endings", ())),
        joiner=fold(str(table.get("joiner", ""))),
        half=fold(str(table.get("half", ""))),
    )


def _folded(listed: object) -> tuple[str, ...]:
    assert isinstance(listed, Iterable)
    return tuple(fold(str(word)) for word in listed)
