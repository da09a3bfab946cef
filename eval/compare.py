"""Two runs of the same questions: what changed, and whether more than chance changed it."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.bootstrap import paired_difference
from eval.errors import EvalError
from eval.measures import LOWER_IS_BETTER, shares
from eval.result import Result
from eval.scores import SCORED

SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure before and after: ``after - before`` with its paired 95 % interval and two-sided p, over ``n``."""

    measure: str
    before: float
    after: float
    low: float
    high: float
    p: float
    n: int

    @property
    def is_worse(self) -> bool:
        """It fell, by more than chance explains."""
        change = self.before - self.after if self.measure in LOWER_IS_BETTER else self.after - self.before
        return change < 0 and self.p < SIGNIFICANT


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs compared over the questions both have; ``won`` and ``lost`` pairs are before, after."""

    questions: int
    differences: tuple[Difference, ...]
    won: tuple[tuple[Result, Result], ...]
    lost: tuple[tuple[Result, Result], ...]

    @property
    def is_worse(self) -> bool:
        """Any measure is worse."""
        return any(difference.is_worse for difference in self.differences)


def compare(before: Sequence[Result], after: Sequence[Result], measures: Sequence[str] = SCORED) -> Comparison:
    """Compare two runs question by question.

    :raises EvalError: if they have no question in common.
    """
    pairs = _pairs(before, after)
    if not pairs:
        raise EvalError("The two runs have no question in common; compare runs of the same set.")
    differences = [_difference(measure, pairs) for measure in measures]
    return Comparison(
        questions=len(pairs),
        differences=tuple(difference for difference in differences if difference is not None),
        won=tuple(pair for pair in pairs if not pair[0].is_passed and pair[1].is_passed),
        lost=tuple(pair for pair in pairs if pair[0].is_passed and not pair[1].is_passed),
    )


def _pairs(before: Sequence[Result], after: Sequence[Result]) -> list[tuple[Result, Result]]:
    known = {(result.set, result.id): result for result in before}
    return [(known[result.set, result.id], result) for result in after if (result.set, result.id) in known]


def _difference(measure: str, pairs: Sequence[tuple[Result, Result]]) -> Difference | None:
    """Pair the shares by question; one that applies to a single side counts as nothing on the other."""
    old, new = (shares(measure, list(side)) for side in zip(*pairs, strict=True))
    old_by, new_by = dict(zip(old.ids, old.values, strict=True)), dict(zip(new.ids, new.values, strict=True))
    ids = list(dict.fromkeys([*old.ids, *new.ids]))
    if not ids or not old.ids or not new.ids:
        return None
    first, second = ([side.get(each, (0.0, 0.0)) for each in ids] for side in (old_by, new_by))
    _, interval, p = paired_difference(first, second)
    return Difference(measure, _ratio(first), _ratio(second), interval.low, interval.high, p, len(ids))


def _ratio(values: Sequence[tuple[float, float]]) -> float:
    possible = sum(of for _, of in values)
    return sum(got for got, _ in values) / possible if possible else 0.0
