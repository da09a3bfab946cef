from collections.abc import Mapping

import pytest

from qa.likeness import behind_likest
from vectorstore.document import Chunk, Document, Passage


def passage(name: str, language: str, signals: Mapping[str, float], part: int = 0) -> Passage:
    chunk = Chunk(f"{name}-{part}", name, "sha256:0", part, 0, 4, language)
    return Passage(1, 0.5, chunk, Document(name, "text", name, language, "sha256:0", ()), signals)


def test_the_likest_of_another_language_has_nothing_against_it() -> None:
    found = behind_likest(
        [passage("a", "hi", {"dense": 0.6, "lexical": 9.0}), passage("b", "hi", {"dense": 0.2})], "de"
    )
    assert found["a"] == 0.0
    assert found["b"] < 0.0


def test_an_article_is_as_like_as_the_likest_of_its_passages() -> None:
    both = [passage("a", "hi", {"lexical": 9.0}), passage("b", "hi", {"lexical": 9.0}, 1), passage("b", "hi", {}, 2)]
    found = behind_likest(both, "de")
    assert found["a"] == found["b"]


def test_runs_of_letters_tell_articles_of_the_questions_language_apart() -> None:
    same = {"dense": 0.5, "lexical": 4.0}
    found = behind_likest(
        [passage("a", "de", {**same, "native": 20.0}), passage("b", "de", {**same, "native": 5.0})], "de"
    )
    assert found["a"] > found["b"]


@pytest.mark.parametrize("native", [1.0, 30.0])
def test_runs_of_letters_hold_nothing_against_other_languages(native: float) -> None:
    articles = [passage("a", "de", {"native": native}), passage("b", "hi", {})]
    assert behind_likest(articles, "de")["b"] == behind_likest(articles[1:], "de")["b"] == 0.0
