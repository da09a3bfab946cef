"""How well the support check tells supported claims from spoiled ones, over pairs of claim and sentence."""

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvalError
from qa.support import Evidence, unsupported

PAIRS = Path(__file__).parent / "support_pairs.jsonl"
SPOILED_BY = ("number", "unit", "year", "date", "approximation", "name", "negation")
FLOOR = 0.95
"""Share of spoiled claims that must be found, and of supported ones that must be kept, in each half."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the sentence it cites; a spoiled one says one thing that the sentence does not, ``spoiled_by``."""

    id: str
    claim: str
    claim_language: str
    sentence: str
    sentence_language: str
    supported: bool
    spoiled_by: str | None

    @property
    def half(self) -> str:
        """``tune`` or ``keep``, by hash; a sentence's supported and spoiled claims are in one half."""
        base = self.id.rpartition(".")[0]
        return "keep" if hashlib.sha256(base.encode()).digest()[0] % 2 else "tune"


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check said of a pair: what it did not find supported, and the milliseconds it took."""

    pair: Pair
    unmet: tuple[str, ...]
    milliseconds: float

    @property
    def is_right(self) -> bool:
        """A supported claim was kept, or a spoiled one found."""
        return bool(self.unmet) != self.pair.supported


@dataclass(frozen=True, slots=True)
class HalfScore:
    """Over one half: of the claims called unsupported, how many were spoiled; of the spoiled, how many were found."""

    pairs: int
    precision: float
    recall: float
    kept: float
    false_alarms: int

    @property
    def is_enough(self) -> bool:
        """Both shares reach the floor."""
        return min(self.recall, self.kept) >= FLOOR


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """Read the pairs of a JSONL file.

    :raises EvalError: naming file and line, if a line is no pair.
    """
    pairs = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            pair = Pair(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise EvalError(f"{path.name}:{number} is no pair of claim and sentence: {error}") from error
        if (pair.spoiled_by is None) != pair.supported or pair.spoiled_by not in (None, *SPOILED_BY):
            raise EvalError(f"{path.name}:{number}: a spoiled claim names one of {', '.join(SPOILED_BY)}, others null.")
        pairs.append(pair)
    return pairs


def check(pairs: Sequence[Pair]) -> list[Checked]:
    """Hold every claim against its sentence."""
    return [_checked(pair) for pair in pairs]


def _checked(pair: Pair) -> Checked:
    started = time.process_time()
    unmet = unsupported(pair.claim, pair.claim_language, [Evidence(pair.sentence, pair.sentence_language)])
    return Checked(pair, tuple(unmet), (time.process_time() - started) * 1000)


def half_score(checked: Sequence[Checked], half: str) -> HalfScore:
    """Return the scores of one half."""
    of_half = [each for each in checked if each.pair.half == half]
    spoiled = [each for each in of_half if not each.pair.supported]
    supported = [each for each in of_half if each.pair.supported]
    found = sum(each.is_right for each in spoiled)
    alarms = sum(not each.is_right for each in supported)
    return HalfScore(
        pairs=len(of_half),
        precision=found / (found + alarms) if found + alarms else 0.0,
        recall=found / len(spoiled) if spoiled else 0.0,
        kept=1 - alarms / len(supported) if supported else 0.0,
        false_alarms=alarms,
    )
