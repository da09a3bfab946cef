import unicodedata
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import settings as law
from hypothesis import strategies as st
from texts import any_text

from vectorstore.document import Source
from vectorstore.embed import embedded_model
from vectorstore.errors import BadDocument
from vectorstore.prepare import MAX_ID, prepare, read_source

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
RAIN = Source("rain", "It rained for three days. The river rose by 4 m.\n\nSource: https://www.example.org/rain")


def test_by_hand() -> None:
    document = read_source(RAIN)
    assert document.text == "It rained for three days. The river rose by 4 m."
    assert [document.text[start:end] for start, end in document.sentences] == [
        "It rained for three days.",
        "The river rose by 4 m.",
    ]
    assert (document.id, document.title, document.language) == ("rain", "It rained for three days.", "en")
    assert (document.source_url, document.publisher) == ("https://www.example.org/rain", "example.org")
    assert document.published is None
    assert document.version.startswith("sha256:")
    assert len(document.version) == len("sha256:") + 64


def test_what_is_said_beside_the_text_counts_more_than_what_it_says_itself() -> None:
    source = replace(
        RAIN, title=" Floods ", language="de", source_url="https://a.example/", publisher="The Paper", published="2023"
    )
    document = read_source(source)
    assert (document.title, document.language, document.published) == ("Floods", "de", "2023")
    assert (document.source_url, document.publisher) == ("https://a.example/", "The Paper")


@pytest.mark.parametrize(
    "change",
    [
        {"text": "It rained for four days."},
        {"title": "Floods"},
        {"language": "de"},
        {"source_url": "https://a.example/"},
        {"publisher": "The Paper"},
        {"published": "2023-09-18"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_text_or_other_metadata_is_another_version(change: dict[str, str]) -> None:
    assert read_source(replace(RAIN, **change)).version != read_source(RAIN).version


def test_another_id_or_folder_is_the_same_version() -> None:
    assert read_source(replace(RAIN, id="other", origin="/elsewhere")).version == read_source(RAIN).version


def test_without_an_id_one_is_derived_from_the_text() -> None:
    one, same = (read_source(replace(RAIN, id="", title=title)).id for title in ("A", "B"))
    assert one == same
    assert one.startswith("text-")
    assert read_source(Source("", "It snowed.")).id != one


@pytest.mark.parametrize("name", [" a", "a ", "a\nb", "a\0", "a\ud800", "x" * (MAX_ID + 1)])
def test_an_id_that_cannot_be_kept_is_refused(name: str) -> None:
    with pytest.raises(BadDocument, match="The id"):
        read_source(Source(name, "It rained."))


def test_an_id_is_nfc() -> None:
    assert read_source(Source(unicodedata.normalize("NFD", "Lạng Sơn"), "It rained.")).id == "Lạng Sơn"


@pytest.mark.parametrize("text", ["", "\n\n", "***"])
def test_an_article_without_a_sentence_is_refused(text: str) -> None:
    with pytest.raises(BadDocument):
        read_source(Source("empty", text))


@given(any_text)
@law(max_examples=50)
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    try:
        document = read_source(Source("a", text))
    except BadDocument:
        assume(False)
    again = read_source(Source("a", document.text, title=document.title, source_url=document.source_url))
    assert again == document


@given(any_text, st.sampled_from(["", "a"]))
@law(max_examples=50)
def test_chunks_are_slices_that_lose_nothing(text: str, name: str) -> None:
    try:
        document = read_source(Source(name, text))
    except BadDocument:
        assume(False)
    assume(document.sentences)
    item = prepare(document, embedded_model())
    assert item.document is document
    assert len(item.chunks) == len(item.vectors) >= 1
    assert [chunk.index for chunk in item.chunks] == list(range(len(item.chunks)))
    assert len({chunk.id for chunk in item.chunks}) == len(item.chunks)
    inside = {at for chunk in item.chunks for at in range(chunk.start, chunk.end)}
    assert all(c.isspace() for at, c in enumerate(document.text) if at not in inside)
    for chunk in item.chunks:
        assert (chunk.document_id, chunk.version, chunk.language) == (document.id, document.version, document.language)


def test_ids_of_chunks_come_from_content_and_place() -> None:
    model = embedded_model()
    one, same = (prepare(read_source(RAIN), model) for _ in range(2))
    assert one.chunks == same.chunks
    assert np.array_equal(one.vectors, same.vectors)
    for change in ({"id": "other"}, {"text": "It snowed."}, {"title": "Floods"}):
        other = prepare(read_source(replace(RAIN, **change)), model)
        assert not {chunk.id for chunk in one.chunks} & {chunk.id for chunk in other.chunks}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_seed_articles_are_cut_as_readers_would(path: Path) -> None:
    document = read_source(Source(path.stem, path.read_text("utf-8")))
    lengths = [end - start for start, end in document.sentences]
    assert len(lengths) > 5
    assert max(lengths) < 800
    assert document.title.removesuffix("…") in " ".join(document.text.split())
    assert document.language == {"000": "hi", "001": "de", "002": "bn", "003": "ar", "004": "hi"}[path.stem[:3]]
    assert (document.source_url is None) == path.stem.startswith("003")
