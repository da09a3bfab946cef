"""`qa eval retrieval` on a tiny parallel set: every figure can be checked by hand."""

import json
from contextlib import closing
from math import log2
from pathlib import Path

import pytest

from eval.commands import run_retrieval
from eval.coverage import coverage_of
from eval.crowding import crowd
from eval.errors import BadGoldenSet
from eval.matrix import ABLATIONS, ask_matrix, mean_cell, ranks_to_cell
from eval.parallel import read_parallel
from vectorstore import Source, Store
from vectorstore.fusion import reciprocal_rank_fusion
from vectorstore.search import Weights

SAID = {
    "en": [
        ("The ferry crosses the lake every hour.", "How often does the ferry cross the lake?"),
        ("Forty farmers grow rice in the valley.", "Who grows rice?"),
    ],
    "de": [
        ("Die Fähre überquert den See jede Stunde.", "Wie oft überquert die Fähre den See?"),
        ("Vierzig Bauern bauen im Tal Reis an.", "Wer baut Reis an?"),
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, paragraphs in SAID.items():
        data = [{"paragraphs": [{"context": text, "qas": [{"question": asked}]}]} for text, asked in paragraphs]
        (tmp_path / f"xquad.{language}.json").write_text(json.dumps({"data": data}), "utf-8")
    return tmp_path


def test_scores_by_hand() -> None:
    cell = ranks_to_cell("en", "de", [1, 2, None, 10])
    assert (cell.questions, cell.recall_1, cell.recall_5) == (4, 0.25, 0.5)
    assert cell.mrr_10 == pytest.approx((1 + 1 / 2 + 1 / 10) / 4)
    assert cell.ndcg_10 == pytest.approx((1 + 1 / log2(3) + 1 / log2(11)) / 4)
    both = mean_cell([cell, ranks_to_cell("de", "en", [1])])
    assert (both.questions, both.recall_1) == (5, 0.625)


def test_every_language_is_asked_in_every_other(folder: Path) -> None:
    (cells,) = ask_matrix(read_parallel(folder), {"without rerank": ABLATIONS["without rerank"]}).values()
    assert {(c.asked, c.told) for c in cells} == {(a, t) for a in SAID for t in SAID}
    assert all((c.questions, c.mrr_10) == (2, 1.0) for c in cells)


def test_the_report_is_printed_and_saved_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run"
    assert run_retrieval(folder, out, every=1, sample=1, crowd=3, ablations=True) == 0
    printed = capsys.readouterr().out
    for part in ("MRR@10", "recall@5", "without lexicon", "de → en", "running words", "names that meet"):
        assert part in printed
    body = json.loads((out / "retrieval.json").read_text("utf-8"))
    assert len(body["matrix"]) == 4
    assert set(body["ablations"]) == {"whole", *ABLATIONS}
    assert {(c["asked"], c["told"]) for c in body["crowding"]} == {("en", "de"), ("de", "en")}
    assert {c["language"] for c in body["coverage"]["seeds"]} >= {"bn", "hi", "ar", "de"}


def test_a_set_that_is_not_parallel_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "xquad.vi.json").write_text('{"data": []}', "utf-8")
    with pytest.raises(BadGoldenSet, match="other paragraphs or questions"):
        read_parallel(folder)
    with pytest.raises(BadGoldenSet, match="name the right folder"):
        read_parallel(tmp_path / "nowhere")


def test_a_crowd_is_of_other_sentences_and_always_the_same(folder: Path) -> None:
    between = [p for p in read_parallel(folder)["en"] if p.article % 2]
    made = crowd(between, "en", 5)
    assert made == crowd(between, "en", 5)
    assert len({source.id for source in made}) == 5
    assert all("ferry" not in source.text for source in made)


def test_coverage_counts_running_words_alone() -> None:
    assert coverage_of(["The ferry crosses 12 zxqv"], "en").words == 4
    found = coverage_of(["OCOP में 12 नाव झ़क़्ष्ठ"], "hi")
    assert (found.words, found.known) == (3, 2)


def test_coverage_knows_a_particle_that_is_read_with_its_verb() -> None:
    found = coverage_of(["Die Zahl stieg stark an."], "de")
    assert (found.words, found.known) == (5, 5)


class TestWeights:
    def test_a_leg_without_weight_is_not_asked_and_fields_can_be_left_out(self, tmp_path: Path) -> None:
        with closing(Store(tmp_path)) as store:
            store.ingest([Source(f"{n}", text, language="en") for n, (text, _) in enumerate(SAID["en"])])
            query = store.analyse("Wie oft überquert die Fähre den See?", "de")
            whole = store.find(query, 5).passages[0]
            assert {"dense", "lexical"} <= set(whole.signals)
            assert "dense" not in store.find(query, 5, weights=Weights(dense=0)).passages[0].signals
            bare = Weights(dense=0, pivot_fields=("name", "number"))
            assert store.find(query, 5, weights=bare).passages == (), "without glosses no German word meets English"

    def test_a_weight_scales_what_a_ranking_gives(self) -> None:
        found = reciprocal_rank_fusion([["a", "b"], ["b"]], [1.0, 3.0], k=60)
        assert found == pytest.approx({"a": 1 / 61, "b": 1 / 62 + 3 / 61})
        assert list(found) == ["b", "a"]
