"""The benches: every figure measured for real, on little."""

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from eval import bench_answer
from eval.bench_chroma import bare_chroma
from eval.bench_cli import MISSED, app
from eval.bench_corpus import articles
from eval.bench_retrieval import Figure
from eval.bench_usual import Usual, measured
from eval.sets import default_sets
from vectorstore.embed import GlossEmbeddings
from vectorstore.lexicon import LANGUAGES


def test_articles_are_many_languages_no_two_alike_and_always_the_same() -> None:
    made = list(islice(articles(), 40))
    assert made == list(islice(articles(), 40))
    assert len({source.text for source in made}) == len({source.id for source in made}) == 40
    assert {source.language for source in made} == set(LANGUAGES)


def test_bare_chroma_takes_and_finds(tmp_path: Path) -> None:
    vectors = np.eye(8, dtype=np.float32)
    rate, seconds = bare_chroma(tmp_path, vectors, vectors[:3])
    assert rate > 0
    assert len(seconds) == 3


@pytest.mark.parametrize(
    ("value", "is_least", "reached"), [(4.0, False, True), (4.1, False, False), (4.0, True, True), (3.9, True, False)]
)
def test_a_bar_is_reached_from_its_side(value: float, is_least: bool, reached: bool) -> None:
    assert Figure("x", value, "", 4.0, is_least=is_least).is_reached is reached
    assert Figure("x", value, "").is_reached


def test_the_retrieval_bench_measures_against_chroma_in_one_run(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["retrieval", "--passages", "300", "--out", str(tmp_path / "bench.json")])
    assert done.exit_code == 0, done.output
    figures = {f["name"]: f for f in json.loads((tmp_path / "bench.json").read_text("utf-8"))["figures"]}
    assert figures["passages"]["value"] >= 300
    assert all(figure["value"] > 0 for figure in figures.values())
    ratio = figures["ingest"]["value"] / figures["bare Chroma, the same graph"]["value"]
    assert figures["ingest, of bare Chroma's rate with the same graph"]["value"] == pytest.approx(ratio)
    assert figures["lexicon and model take"]["value"] < 150


def test_the_answer_bench_ends_with_3_if_a_bar_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    small = [set_ for set_ in default_sets() if set_.name == "topics"]
    monkeypatch.setattr(bench_answer, "default_sets", lambda: small)
    figures = bench_answer.bench_answer()
    assert [figure.bar for figure in figures] == [10, 30, None, None]
    assert all(figure.value > 0 for figure in figures)
    monkeypatch.setattr(bench_answer, "bench_answer", lambda: [Figure("slow", 5, "ms", 1, is_least=False)])
    assert CliRunner().invoke(app, ["answer", "--gate"]).exit_code == MISSED
    assert CliRunner().invoke(app, ["answer"]).exit_code == 0


class Sentences:
    """A splitter of the shape of LangChain's: whole paragraphs, each with its offset."""

    def create_documents(self, texts: list[str]) -> list:
        from langchain_core.documents import Document

        (text,) = texts
        parts = [part for part in text.split("\n") if part.strip()]
        return [Document(page_content=part, metadata={"start_index": text.index(part)}) for part in parts]


def test_the_usual_recipe_is_asked_the_same_questions() -> None:
    topics = default_sets()[1]
    embeddings = GlossEmbeddings()
    found = measured(topics, Sentences(), embeddings.embed_documents)
    assert isinstance(found, Usual)
    assert found.questions > 50
    assert 0.3 < found.recall_5 <= 1
