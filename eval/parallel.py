"""Parallel reading sets: the same paragraphs and questions in several languages (XQuAD; Artetxe et al., ACL 2020)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import BadGoldenSet
from vectorstore.document import Source


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its questions, in one language; its id is the same in all. ``article`` counts from 0."""

    id: str
    article: int
    text: str
    questions: tuple[str, ...]


Parallel = dict[str, tuple[Paragraph, ...]]
"""The paragraphs by language; the n-th of one language says what the n-th of another does."""


def read_parallel(folder: Path) -> Parallel:
    """Read every ``xquad.<language>.json`` of a folder.

    :raises BadGoldenSet: if there is none, one is not of SQuAD's shape, or they do not run parallel.
    """
    found = {path.name.split(".")[1]: _read(path) for path in sorted(folder.glob("xquad.*.json"))}
    if not found:
        raise BadGoldenSet(f"{folder} holds no file xquad.<language>.json; name the right folder with --xquad.")
    shapes = {language: [(p.id, len(p.questions)) for p in paragraphs] for language, paragraphs in found.items()}
    first = next(iter(shapes))
    for language, shape in shapes.items():
        if shape != shapes[first]:
            raise BadGoldenSet(f"{folder}: {language} has other paragraphs or questions than {first}.")
    return found


def sources(paragraphs: Sequence[Paragraph], language: str) -> list[Source]:
    """Return the paragraphs as articles."""
    return [Source(paragraph.id, paragraph.text, language=language) for paragraph in paragraphs]


def _read(path: Path) -> tuple[Paragraph, ...]:
    try:
        return tuple(
            Paragraph(f"{a}-{p}", a, paragraph["context"], tuple(asked["question"] for asked in paragraph["qas"]))
            for a, article in enumerate(json.loads(path.read_text("utf-8"))["data"])
            for p, paragraph in enumerate(article["paragraphs"])
        )
    except OSError as error:
        raise BadGoldenSet(f"{path} cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadGoldenSet(f"{path} is not of SQuAD's shape (data, paragraphs, context, qas): {error!r}.") from error
