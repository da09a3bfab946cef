"""Rank fusion: several rankings made one, and no language crowding out another."""

from collections.abc import Mapping, Sequence

_RRF_K = 60


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[str]], weights: Sequence[float] | None = None, *, k: int = _RRF_K
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


def evened(ranking: Sequence[str], languages: Mapping[str, str]) -> dict[str, float]:
    """Score each chunk of a ranking by its rank among all and among those of its language; best first, at most 1.

    A chunk in the question's own language stands in more rankings than others do, and would come before all of them.
    """
    fused = reciprocal_rank_fusion([ranking, *by_language(ranking, languages)], k=_RRF_K)
    return {chunk_id: score * (_RRF_K + 1) / 2 for chunk_id, score in fused.items()}
