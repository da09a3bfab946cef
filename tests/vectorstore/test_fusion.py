import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.fusion import by_language, evened, reciprocal_rank_fusion

chunk_ids = st.lists(st.sampled_from("abcdefgh"), unique=True)
rankings = st.lists(chunk_ids, max_size=5)
constants = st.integers(0, 100)


def test_by_hand() -> None:
    fused = reciprocal_rank_fusion([["a", "b", "c"], ["c", "a"]])
    assert fused == {"a": 1 / 61 + 1 / 62, "c": 1 / 63 + 1 / 61, "b": 1 / 62}
    assert list(fused) == ["a", "c", "b"]


def test_ranks_start_at_one() -> None:
    assert reciprocal_rank_fusion([["a"]], k=0) == {"a": 1.0}


def test_ties_keep_the_order_of_first_appearance() -> None:
    assert list(reciprocal_rank_fusion([["b", "a"], ["a", "b"]])) == ["b", "a"]


@given(rankings, constants, st.integers(0, 5))
def test_an_empty_ranking_changes_nothing(ranked: list[list[str]], k: int, at: int) -> None:
    assert list(reciprocal_rank_fusion([*ranked[:at], [], *ranked[at:]], k=k).items()) == list(
        reciprocal_rank_fusion(ranked, k=k).items()
    )


@given(chunk_ids, constants)
def test_one_ranking_keeps_its_order(ranking: list[str], k: int) -> None:
    assert list(reciprocal_rank_fusion([ranking], k=k)) == ranking


@given(rankings, constants)
def test_every_chunk_is_there_once_best_first(ranked: list[list[str]], k: int) -> None:
    fused = reciprocal_rank_fusion(ranked, k=k)
    assert set(fused) == {chunk_id for ranking in ranked for chunk_id in ranking}
    assert list(fused.values()) == sorted(fused.values(), reverse=True)
    assert all(score == pytest.approx(by_formula(ranked, chunk_id, k)) for chunk_id, score in fused.items())


def by_formula(ranked: list[list[str]], chunk_id: str, k: int) -> float:
    return sum(1 / (k + ranking.index(chunk_id) + 1) for ranking in ranked if chunk_id in ranking)


@given(rankings, st.sampled_from("abcdefgh"))
def test_one_more_vote_never_lowers_a_chunk(ranked: list[list[str]], chunk_id: str) -> None:
    before = list(reciprocal_rank_fusion(ranked))
    after = list(reciprocal_rank_fusion([*ranked, [chunk_id]]))
    if chunk_id in before:
        assert after.index(chunk_id) <= before.index(chunk_id)


def test_a_negative_constant_is_refused() -> None:
    with pytest.raises(ValueError, match="k is -1"):
        reciprocal_rank_fusion([["a"]], k=-1)


@given(chunk_ids)
def test_a_ranking_by_language_keeps_its_order_and_loses_nothing(ranking: list[str]) -> None:
    languages = {chunk_id: "hi" if chunk_id in "aceg" else "de" for chunk_id in "abcdefgh"}
    parts = by_language(ranking, languages)
    assert sorted(chunk_id for part in parts for chunk_id in part) == sorted(ranking)
    for part in parts:
        assert len({languages[chunk_id] for chunk_id in part}) == 1
        assert part == [chunk_id for chunk_id in ranking if chunk_id in part]
    assert len(parts) == len({languages[chunk_id] for chunk_id in ranking})


def test_no_language_crowds_out_another() -> None:
    languages = {**{f"de{n}": "de" for n in range(9)}, "bn": "bn"}
    ranking = [*(f"de{n}" for n in range(9)), "bn"]
    assert list(reciprocal_rank_fusion(by_language(ranking, languages)))[:2] == ["de0", "bn"]


def test_a_language_in_more_rankings_leaves_places_to_the_others() -> None:
    ranking = [f"own-{n}" for n in range(40)] + [f"other-{n}" for n in range(40)]
    scores = evened(ranking, {name: name.partition("-")[0] for name in ranking})
    first = list(scores)[:40]
    assert first[0] == "own-0"
    assert scores["own-0"] == 1.0
    assert sum(name.startswith("other") for name in first) >= 10


@given(chunk_ids)
def test_one_language_keeps_its_order(ranking: list[str]) -> None:
    assert list(evened(ranking, dict.fromkeys(ranking, "en"))) == ranking
