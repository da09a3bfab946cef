"""Rank fusion: several rankings made one, and no language crowding out another."""

from collections.abc import Mapping, Sequence
from itertools import islice


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[str]], weights: Sequence[float] | None = None, *, k: int = 60
) -> dict[str, float]:
    """Score each chunk by the sum of ``weight / (k + rank)`` over the rankings that hold it, ranks from 1.

    Cormack, Clarke & Büttcher, SIGIR 2009. Ties keep the order of first appearance.

    :raises ValueError: if ``k`` < 0.
    """
    if k < 0:
        raise ValueError(f"k is {k}; it must not be negative.")
    scores: dict[str, float] = {}
    for ranking, weight in zip(rankings, weights or [1.0] * len(rankings), strict=True):
        for rank, chunk_id in enumerate(ranking, start=1):
            scores[chunk_id] = scores.get(chunk_id, 0.0) + weight / (k + rank)
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


def by_language(ranking: Sequence[str], languages: Mapping[str, str]) -> list[list[str]]:
    """Split one ranking into a ranking for each language, so that ranks count within a language."""
    parts: dict[str, list[str]] = {}
    for chunk_id in ranking:
        parts.setdefault(languages[chunk_id], []).append(chunk_id)
    return list(parts.values())


def best_of_all_languages(scores: Mapping[str, float], languages: Mapping[str, str], count: int) -> dict[str, float]:
    """Return at most ``count`` of some chunks that stand best first; half of the places belong to all languages alike.

    A chunk in the question's own language stands in more rankings than others do, and would come before all of them.
    """
    parts = by_language(list(scores), languages)
    share = -(-count // (2 * len(parts))) if parts else 0
    sure = {one for part in parts for one in part[:share]}
    others = islice((one for one in scores if one not in sure), max(0, count - len(sure)))
    chosen = sure.union(others)
    return dict(islice(((one, score) for one, score in scores.items() if one in chosen), count))
