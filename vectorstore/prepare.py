"""The way of an article up to the catalog: clean, language, sentences, chunks, vectors."""

import hashlib
import json
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from vectorstore.blocks import blocks_of, made_with
from vectorstore.chunk import chunk_spans
from vectorstore.clean import clean, derive_title, publisher_of
from vectorstore.commands import told_spans, without_orders
from vectorstore.document import Chunk, Document, Source
from vectorstore.embed import Embedder, GlossEmbedder, gloss_text
from vectorstore.errors import BadDocument
from vectorstore.fingerprint import fingerprint
from vectorstore.language import SAMPLE, detect_language
from vectorstore.lexical import pack_terms, terms_of_read
from vectorstore.prepared import Prepared, Vectors
from vectorstore.reading import ReadSentence, read_sentences
from vectorstore.sentences import sentence_spans

MAX_ID = 300


class Loadable(Protocol):
    """An article that is still a file."""

    @property
    def id(self) -> str:
        """The id it will have."""
        ...

    @property
    def name(self) -> str:
        """What a refusal calls it."""
        ...

    def load(self) -> Source:
        """Read it.

        :raises BadDocument: naming it, if it cannot be taken.
        """
        ...


def read_source(source: Source) -> Document:
    """Return the document that a source amounts to: cleaned, its language told, its sentences found.

    :raises BadDocument: if the text or the id cannot be taken.
    """
    cleaned = clean(source.text)
    language = source.language or _language_of(cleaned.text, source.language_hint)
    sentences = told_spans(cleaned.text, language)
    source_url = source.source_url or cleaned.source_url
    first = cleaned.text[slice(*(sentences or sentence_spans(cleaned.text, language))[0])]
    document = Document(
        id=_checked_id(source.id) or "text-" + hashlib.sha256(cleaned.text.encode()).hexdigest()[:16],
        text=cleaned.text,
        title=_checked_title(source.title or "") or derive_title(first),
        language=language,
        version="",
        sentences=sentences,
        source_url=source_url,
        publisher=source.publisher or publisher_of(source_url),
        published=source.published,
        origin=source.origin,
    )
    return replace(document, version=version_of(document))


def _language_of(text: str, hint: str | None) -> str:
    """Return the language of a text; sentences that give orders to a machine have no say in it."""
    language = detect_language(text, hint)
    sample = text[: 2 * SAMPLE]
    told = without_orders(sample, language)
    return detect_language(told, hint) if told not in ("", sample) else language


def read_and_prepare(
    article: Source | Loadable, known: Mapping[str, tuple[str, str | None]], embedder: Embedder
) -> Prepared | Document | BadDocument:
    """Return what is to be written of an article; the document alone if it is known so; or why it cannot be taken.

    ``known`` holds version and origin of the documents that are there. Of a file, every refusal names it.
    """
    try:
        source = article if isinstance(article, Source) else article.load()
    except BadDocument as error:
        return error
    try:
        document = read_source(source)
    except BadDocument as error:
        return error if isinstance(article, Source) else BadDocument(f"{article.name}: {error}")
    is_known = known.get(document.id) == (document.version, document.origin)
    return document if is_known else prepare(document, embedder)


def prepare(document: Document, embedder: Embedder) -> Prepared:
    """Read a document's sentences once, and make of them its chunks' vectors and terms, and its blocks."""
    chunks = chunks_of(document, embedder.name)
    sentences = read_sentences(document)
    within = [_within(chunk, document, sentences) for chunk in chunks]
    return Prepared(
        document,
        chunks,
        _vectors(document, chunks, within, embedder),
        made_with(document),
        blocks_of(document, sentences),
        tuple(pack_terms(terms_of_read(own, document.language)) for own in within),
    )


def _within(chunk: Chunk, document: Document, sentences: Sequence[ReadSentence]) -> Sequence[ReadSentence]:
    """Return the sentences of a chunk, which holds whole ones only."""
    first = bisect_left(document.sentences, chunk.start, key=lambda span: span.start)
    return sentences[first : bisect_left(document.sentences, chunk.end, key=lambda span: span.start)]


def _vectors(
    document: Document, chunks: Sequence[Chunk], within: Sequence[Sequence[ReadSentence]], embedder: Embedder
) -> Vectors:
    """Embed the chunks: those of the embedded model by their sentences' glosses, which are read already."""
    if isinstance(embedder, GlossEmbedder):
        return embedder.embed_glosses(
            [" ".join(filter(None, (gloss_text(one.tokens) for one in own))) for own in within]
        )
    told = [without_orders(document.text[chunk.start : chunk.end], document.language) for chunk in chunks]
    return embedder.embed(told, document.language)


def chunks_of(document: Document, embedder_name: str) -> tuple[Chunk, ...]:
    """Cut a document into chunks."""
    built = fingerprint(embedder_name)
    return tuple(
        Chunk(_chunk_id(built, document, i), document.id, document.version, i, span.start, span.end, document.language)
        for i, span in enumerate(chunk_spans(document.sentences))
    )


def version_of(document: Document) -> str:
    """Return the version that a document's text and metadata make."""
    parts = [
        document.text,
        document.title,
        document.language,
        document.source_url,
        document.publisher,
        document.published,
    ]
    return "sha256:" + hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _chunk_id(built: str, document: Document, index: int) -> str:
    place = json.dumps([built, document.id, document.version, index])
    return hashlib.sha256(place.encode()).hexdigest()[:24]


def _checked_id(document_id: str) -> str:
    name = unicodedata.normalize("NFC", document_id)
    if len(name) > MAX_ID:
        raise BadDocument(f"The id has {len(name)} characters, at most {MAX_ID} are taken: {name[:40]}…")
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in name) or name != name.strip():
        raise BadDocument(f"The id {name!a} holds a control character or a blank at its ends; choose another.")
    if any(part in (".", "..") for part in name.split("/")):
        raise BadDocument(f"The id {name!r} has a part that is only dots, which no address can name; choose another.")
    return name


def _checked_title(title: str) -> str:
    line = " ".join(unicodedata.normalize("NFC", title).split())
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in line):
        raise BadDocument(f"The title {line[:90]!a} holds a control character; send it without.")
    return line
