"""The sentences of documents as views: what is read of a sentence when it is looked at, kept for the next question."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast, overload

import numpy as np
from numpy.typing import NDArray

from qa.carried_over import with_carried_units
from qa.quantities import quantities
from qa.units import Quantity
from vectorstore.blocks import SIZE, Block, read_blocks
from vectorstore.commands import line_ends
from vectorstore.dateline import years_told
from vectorstore.digits import canonical
from vectorstore.document import Document, Span
from vectorstore.embed import meaning_word, meanings
from vectorstore.marks import loans, marks
from vectorstore.reading import ReadSentence, numbers_said, read_sentence
from vectorstore.readings import read_again
from vectorstore.tokenizer import Token

_VIEWS_KEPT = 1024
_BLOCKS_KEPT = 1024
"""About 50 MB."""

_STRONG_MARKS = ";:()[]؛.!?।"
_WEAK_MARKS = ',،–—"“”«»'

_FINAL = ".!?।؟…"
_CLOSING = " \"'”“»«’)"

_Rest = ParamSpec("_Rest")
_Found = TypeVar("_Found")

Reader = Callable[[Document, int], ReadSentence | None]
"""Return what a sentence of a document, by its index, was read as at ingest, None where that is not at hand."""


@dataclass
class SentenceView:
    """A sentence of a document, read when it is looked at: its tokens, their marks, its numbers."""

    document: Document
    span: Span
    index: int
    reader: Reader = field(default=lambda document, index: None, repr=False, compare=False)

    @cached_property
    def kept(self) -> dict[Hashable, object]:
        """What `once_a_view` keeps."""
        return {}

    @cached_property
    def read(self) -> ReadSentence:
        """The sentence as it was read at ingest, or is read now."""
        return self.reader(self.document, self.index) or read_sentence(self.text, self.document.language)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The sentence's tokens, with offsets into its text."""
        return tuple(self.read.tokens)

    @cached_property
    def text(self) -> str:
        """The sentence as the document has it."""
        return self.document.text[self.span.start : self.span.end]

    @cached_property
    def is_headline(self) -> bool:
        """Whether it is the first line of its document, apart from the text and without a stop at its end."""
        rest = self.document.sentences[self.index + 1 : self.index + 2]
        is_apart = bool(rest) and line_ends(self.document.text[self.span.end : rest[0].start]) > 1
        return self.index == 0 and is_apart and self.text.rstrip(_CLOSING)[-1:] not in _FINAL

    @cached_property
    def marks(self) -> dict[str, list[tuple[float, int]]]:
        """For every mark its bearers: strength and position of each token that has it."""
        found: dict[str, list[tuple[float, int]]] = {}
        for position, token in enumerate(self.tokens):
            if token.pos != "f" and token.kind != "number":
                for key, strength in marks(token, self.document.language).by_key.items():
                    found.setdefault(key, []).append((strength, position))
        return found

    @cached_property
    def sounds(self) -> dict[str, tuple[int, ...]]:
        """For every sound key of a listed word, or of its gloss, the tokens that have it: names and loans meet here."""
        found: dict[str, tuple[int, ...]] = {}
        for position, token in enumerate(self.tokens):
            for key in loans(token, self.document.language):
                found[key] = (*found.get(key, ()), position)
        return found

    @cached_property
    def numbers(self) -> dict[str, tuple[int, ...]]:
        """For every value in the sentence, also as written before a scale word, the tokens it stands at.

        «Last year» stands there as the year that it is in its article.
        """
        found: dict[str, tuple[int, ...]] = {}
        for at, *values in numbers_said(self.read):
            for value in set(map(canonical, values)):
                found[value] = (*found.get(value, ()), at)
        for year, at in years_told(self.document, self.text, self.tokens, self.read.numerals):
            found[year] = (*found.get(year, ()), at)
        return found

    @cached_property
    def clauses(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """For every token the number of its clause: cut at commas too, and cut at stronger marks only."""
        fine, coarse = [0], [0]
        for before, token in zip(self.tokens, self.tokens[1:], strict=False):
            gap = self.text[before.end : token.start]
            strong = any(c in _STRONG_MARKS for c in gap)
            fine.append(fine[-1] + (strong or any(c in _WEAK_MARKS for c in gap)))
            coarse.append(coarse[-1] + strong)
        return tuple(fine), tuple(coarse)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures of the sentence, as typed values."""
        found = quantities(self.text, self.document.language, self.read)
        return with_carried_units(self.document, self.index, self.text, self.tokens, found)

    @cached_property
    def vectors(self) -> tuple[NDArray[np.float32], tuple[int, ...]]:
        """Unit vectors of the content words' first glosses, shape (n, dimensions), and the tokens they stand for."""
        words = [meaning_word(token) for token in self.tokens]
        rows = meanings().rows(words)
        positions = np.flatnonzero(rows >= 0)
        return meanings().vectors[rows[positions]], tuple(positions.tolist())


def once_a_view(
    work: Callable[Concatenate[SentenceView, _Rest], _Found],
) -> Callable[Concatenate[SentenceView, _Rest], _Found]:
    """Let a function of a sentence work once for the same other arguments, which must be hashable."""

    @wraps(work)
    def kept(view: SentenceView, /, *args: _Rest.args, **kwargs: _Rest.kwargs) -> _Found:
        key = (work, args, *kwargs.items())
        if key not in view.kept:
            view.kept[key] = work(view, *args, **kwargs)
        return cast(_Found, view.kept[key])

    return kept


BlockKey = tuple[str, int]
"""The id of a document and the number of a block of it."""


Load = Callable[[Sequence[tuple[Document, int]]], list[Block]]
"""Return blocks of documents by number, in order."""


class DocumentViews(Sequence[SentenceView]):
    """The sentences of a document as views, each made when it is looked at first."""

    def __init__(self, document: Document, reader: Reader) -> None:
        self._document = document
        self._reader = reader
        self._made: dict[int, SentenceView] = {}

    def __len__(self) -> int:
        """Return how many sentences the document has."""
        return len(self._document.sentences)

    @overload
    def __getitem__(self, index: int) -> SentenceView: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[SentenceView, ...]: ...

    def __getitem__(self, index: int | slice) -> SentenceView | tuple[SentenceView, ...]:
        """Return the view of a sentence, the same one every time."""
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        index = range(len(self))[index]
        made = self._made.get(index)
        if made is None:
            view = SentenceView(self._document, self._document.sentences[index], index, self._reader)
            made = self._made.setdefault(index, view)
        return made


class Views:
    """The sentence views of documents, the most recently used kept; safe to use from several threads."""

    def __init__(self, load: Load = read_blocks) -> None:
        """``load`` brings the blocks that are not kept; by default they are read from the documents."""
        self._kept: OrderedDict[tuple[str, str], DocumentViews] = OrderedDict()
        self._blocks: OrderedDict[tuple[str, str, int], Block] = OrderedDict()
        self._load = load
        self._turn = threading.Lock()

    def blocks(self, wanted: Iterable[tuple[Document, int]]) -> dict[BlockKey, Block]:
        """Return blocks of documents by number, in the order in which each is first named."""
        asked = {(document.id, document.version, number): document for document, number in wanted}
        with self._turn:
            found = {key: kept for key in asked if (kept := self._blocks.get(key)) is not None}
            for key in found:
                self._blocks.move_to_end(key)
        missing = [key for key in asked if key not in found]
        if missing:
            found.update(zip(missing, self._load([(asked[key], key[2]) for key in missing]), strict=True))
            with self._turn:
                self._blocks.update((key, found[key]) for key in missing)
                while len(self._blocks) > _BLOCKS_KEPT:
                    self._blocks.popitem(last=False)
        return {(key[0], key[2]): found[key] for key in asked}

    def of(self, document: Document) -> DocumentViews:
        """Return the views of a document's sentences."""
        key = (document.id, document.version)
        with self._turn:
            found = self._kept.get(key)
            if found is None:
                found = self._kept[key] = DocumentViews(document, self._read)
                if len(self._kept) > _VIEWS_KEPT:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(key)
        return found

    def _read(self, document: Document, index: int) -> ReadSentence | None:
        block = self._blocks.get((document.id, document.version, index // SIZE))
        span = document.sentences[index]
        return read_again(block.readings, index % SIZE, document.text[span.start : span.end]) if block else None
