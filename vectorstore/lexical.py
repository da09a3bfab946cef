"""The lexical index: tantivy's home file. Gloss stems, native words, native 4-grams, name keys, numbers (design D4)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from vectorstore.digits import canonical
from vectorstore.document import Chunk
from vectorstore.english import gloss_stems
from vectorstore.errors import IndexDamaged
from vectorstore.reading import ReadSentence, numbers_said, read_sentence
from vectorstore.sounds import bare_names, sound_keys
from vectorstore.tokenizer import Token, tokenizer

GRAM = 4
_HEAP = 32_000_000
_SAME = 5
"""Decimals to which scores are the same: sums of the same parts in another order differ behind them."""
_GLOSS_WEIGHTS = (1.0, 0.6, 0.4)
_MOST_TERMS = 120


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a text is indexed, a list of terms a field, repeats kept; the 4-grams follow from the native words.

    Several words that are one term are joined by ``_``, which no word holds.
    """

    gloss: tuple[str, ...]
    native: tuple[str, ...]
    name: tuple[str, ...]
    number: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A query's terms by field with their weights."""

    gloss: dict[str, float]
    native: dict[str, float]
    gram: dict[str, float]
    name: dict[str, float]
    number: dict[str, float]

    def is_empty(self) -> bool:
        """Tell whether there is nothing to look for."""
        return not (self.gloss or self.native or self.gram or self.name or self.number)


def terms_of(text: str, language: str) -> Terms:
    """Return the terms a text is found by."""
    return terms_of_read([read_sentence(text, language)], language)


def terms_of_read(sentences: Iterable[ReadSentence], language: str) -> Terms:
    """Return the terms that some sentences are found by together."""
    gloss: list[str] = []
    native: list[str] = []
    name: list[str] = []
    number: list[str] = []
    for sentence in sentences:
        places: dict[tuple[int, str], None] = {}
        for token in sentence.tokens:
            if token.kind != "number" and token.pos != "f":
                gloss += _stems(token.glosses)
                places[token.start, token.key] = None
                if token.kind == "name":
                    name += name_keys(token, language)
        native += [key.replace(" ", "_") for _, key in places]
        number += [canonical(said.value) for said in numbers_said(sentence)]
    return Terms(tuple(gloss), tuple(native), tuple(name), tuple(number))


def pack_terms(terms: Terms) -> bytes:
    """Return terms as the catalog keeps them."""
    return "\n".join(map(" ".join, (terms.gloss, terms.native, terms.name, terms.number))).encode()


def unpack_terms(packed: bytes) -> Terms:
    """Return what `pack_terms` was given."""
    return Terms(*(tuple(part.split()) for part in packed.decode().split("\n")))


@lru_cache(maxsize=100_000)
def _stems(glosses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem for gloss in glosses for stem in gloss_stems(gloss.lower()))


def query_of(text: str, language: str, tokens: Sequence[Token] | None = None) -> LexicalQuery:
    """Return what a query looks for; function words are left out unless there is nothing else."""
    tokens = tokenizer(language).tokens(text) if tokens is None else tokens
    words = [token for token in tokens if token.kind != "number"]
    content = [token for token in words if token.pos != "f"] or words
    gloss: dict[str, float] = {}
    for token in content:
        for weight, one in zip(_GLOSS_WEIGHTS, token.glosses, strict=False):
            for term in gloss_stems(one.lower()):
                gloss[term] = max(gloss.get(term, 0.0), weight)
    native = dict.fromkeys((word for token in content for word in token.key.split()), 1.0)
    gram = {g: 1.0 / max(1, len(key) - GRAM + 3) for key in native for g in grams(key)}
    name = {key: 1.0 for token in content for key in name_keys(token, language)}
    number = {canonical(said.value): 1.0 for said in numbers_said(read_sentence(text, language))}
    return LexicalQuery(*(dict(list(part.items())[:_MOST_TERMS]) for part in (gloss, native, gram, name, number)))


@lru_cache(maxsize=100_000)
def grams(key: str) -> tuple[str, ...]:
    """Return the character 4-grams of folded words with their borders; a word itself if it is shorter."""
    return tuple(
        dict.fromkeys(
            padded[at : at + GRAM]
            for word in key.replace("_", " ").split()
            for padded in (f"_{word}_",)
            for at in range(max(1, len(padded) - GRAM + 1))
        )
    )


@lru_cache(maxsize=100_000)
def _grams_in_row(key: str) -> str:
    return " ".join(grams(key))


def name_keys(token: Token, language: str) -> tuple[str, ...]:
    """Return the sound keys of a name, of the spelling its gloss gives it too; () for other words."""
    return _name_keys(token.key, token.glosses[:1], language) if token.kind == "name" else ()


@lru_cache(maxsize=100_000)
def _name_keys(name: str, glosses: tuple[str, ...], language: str) -> tuple[str, ...]:
    spellings = [(word, language) for word in name.split()]
    if not glosses:  # a listed name was found without them
        spellings += [(bare, language) for word in name.split() for bare in bare_names(word, language)]
    spellings += [(word.lower(), "en") for gloss in glosses for word in gloss.split()]
    return tuple(dict.fromkeys(key for word, lang in spellings for key in sound_keys(word, lang)))


class LexicalIndex:
    """Finds chunks by weighted BM25 over the fields of `Terms`."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the index in a folder, or make it.

        :raises IndexDamaged: if there is none, or tantivy cannot read it.
        """
        if create:
            folder.mkdir(parents=True)
        with _guarded():
            self._schema = _schema()
            if not create and not tantivy.Index.exists(str(folder)):
                raise IndexDamaged(f"There is no word index in {folder}.")
            self._index = tantivy.Index(self._schema, path=str(folder))
            self._index.register_tokenizer("blank", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
            self._writer = self._index.writer(_HEAP, 1)

    def add(self, entries: Iterable[tuple[Chunk, Terms]]) -> None:
        """Add chunks with their terms; not searchable before `commit`."""
        with _guarded():
            for chunk, terms in entries:
                self._writer.add_document(_entry(chunk, terms))

    def remove(self, chunk_ids: Iterable[str]) -> None:
        """Remove chunks at the next `commit`; ids that are not there are ignored."""
        with _guarded():
            for chunk_id in chunk_ids:
                self._writer.delete_documents_by_term("id", chunk_id)

    def commit(self) -> None:
        """Make what was added and removed durable and visible."""
        with _guarded():
            self._writer.commit()
            self._index.reload()

    def search(
        self,
        query: LexicalQuery,
        limit: int,
        *,
        fields: Sequence[str],
        languages: Sequence[str] = (),
        document_ids: Sequence[str] = (),
    ) -> list[tuple[str, float]]:
        """Return at most ``limit`` chunk ids with their score (> 0, higher is better), best first.

        What scores the same stands in the order of its ids: that of the index is another after a restart.
        """
        should = [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, field, term), weight))
            for field in fields
            for term, weight in getattr(query, field).items()
        ]
        if not should:
            return []
        must = [
            (Occur.Must, Query.const_score_query(Query.term_set_query(self._schema, field, list(values)), 0.0))
            for field, values in (("language", languages), ("document_id", document_ids))
            if values
        ]
        asked = (
            Query.boolean_query([*must, (Occur.Must, Query.boolean_query(should))])
            if must
            else Query.boolean_query(should)
        )
        with _guarded():
            searcher = self._index.searcher()
            hits = searcher.search(asked, limit, count=False).hits
            found = [(searcher.doc(address)["id"][0], float(score)) for score, address in hits]
        return sorted(found, key=lambda one: (-round(one[1], _SAME), one[0]))

    def document_frequency(self, field: str, term: str) -> int:
        """Return how many chunks hold a term."""
        with _guarded():
            return int(self._index.searcher().doc_freq(field, term))

    def count(self) -> int:
        """Return how many chunks the index holds."""
        with _guarded():
            return int(self._index.searcher().num_docs)

    def ids(self) -> set[str]:
        """Return every chunk id in the index."""
        with _guarded():
            searcher = self._index.searcher()
            hits = searcher.search(Query.all_query(), max(1, self.count()), count=False).hits
            return {searcher.doc(address)["id"][0] for _, address in hits}

    def close(self) -> None:
        """Let go of the files."""
        with _guarded():
            self._writer.wait_merging_threads()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document_id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    for field in LexicalQuery.__slots__:
        builder.add_text_field(field, tokenizer_name="blank", index_option="freq")
    return builder.build()


def _entry(chunk: Chunk, terms: Terms) -> tantivy.Document:
    parts = [part for key in terms.native if "_" in key for part in key.split("_")]
    return tantivy.Document(
        id=chunk.id,
        document_id=chunk.document_id,
        language=chunk.language,
        gloss=" ".join(terms.gloss),
        native=" ".join([*terms.native, *parts]),
        gram=" ".join(map(_grams_in_row, terms.native)),
        name=" ".join(terms.name),
        number=" ".join(terms.number),
    )


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn what tantivy raises over damaged or missing files into `IndexDamaged`.

    Its Rust core panics with a `BaseException`, so nothing narrower catches all of it.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError, IndexDamaged):
        raise
    except BaseException as error:
        raise IndexDamaged(f"The word index cannot be used: {error}") from error
