"""Public sets of SQuAD's shape (XQuAD, TyDi QA GoldP, MLQA) as golden sets, read from a file at hand.

Rajpurkar et al., EMNLP 2016 (the shape); Artetxe et al., ACL 2020 (XQuAD); Clark et al., TACL 2020 (TyDi QA); Lewis et
al., ACL 2020 (MLQA).
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.articles import Articles, articles_of
from eval.edits import sentences_at
from eval.errors import BadGoldenSet
from eval.golden import GoldenQuestion
from eval.sets import GoldenSet
from vectorstore.document import Source
from vectorstore.errors import BadDocument

TYDI = {"arabic": "ar", "bengali": "bn", "english": "en", "finnish": "fi", "indonesian": "id", "korean": "ko"}
TYDI |= {"russian": "ru", "swahili": "sw", "telugu": "te"}


def read_public(
    file: Path,
    name: str = "",
    split: str = "test",
    language: str | None = None,
    *,
    questions: Path | None = None,
    question_language: str | None = None,
    limit: int | None = None,
) -> GoldenSet:
    """Read a SQuAD-shaped file: each paragraph an article; the set's name says set, split and n.

    ``language``: of the articles; None: detected. ``questions``: the same set in another language; its questions are
    asked and its answers count too (XQuAD); MLQA has both in one file. The evidence is the sentence of the answer.

    :raises BadGoldenSet: if the file is not of that shape or no question is left.
    """
    paragraphs = list(_paragraphs(file))
    asked = {entry["id"]: entry for _, entries in _paragraphs(questions) for entry in entries} if questions else {}
    sources = [Source(f"p{number:05d}", text, language=language) for number, (text, _) in enumerate(paragraphs)]
    try:
        articles = articles_of(sources)
    except BadDocument as error:
        raise BadGoldenSet(f"{file}: {error}") from error
    found = [
        question
        for source, (_, entries) in zip(sources, paragraphs, strict=True)
        for entry in entries
        if (
            question := _question(
                entry, asked.get(entry["id"], entry), source.id, articles, question_language or language
            )
        )
    ][:limit]
    if not found:
        raise BadGoldenSet(f"{file}: no question whose answer stands in its paragraph.")
    return GoldenSet(f"{name or file.stem} {split} n={len(found)}", tuple(found), tuple(sources))


def _paragraphs(file: Path) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    try:
        for article in json.loads(file.read_text("utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                yield paragraph["context"], paragraph["qas"]
    except OSError as error:
        raise BadGoldenSet(f"{file} cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadGoldenSet(f"{file} is not of SQuAD's shape (data, paragraphs, context, qas): {error!r}.") from error


def _question(
    entry: Mapping[str, Any], asked: Mapping[str, Any], document: str, articles: Articles, language: str | None
) -> GoldenQuestion | None:
    """Return the question, or None if its answer does not stand in its paragraph."""
    answers = list(
        dict.fromkeys(answer["text"] for answer in [*entry["answers"], *asked["answers"]] if answer["text"].strip())
    )
    spoken = language or TYDI.get(str(entry["id"]).split("-")[0]) or articles[document].language
    if not answers:
        return GoldenQuestion(str(entry["id"]), asked["question"], spoken, "span", unanswerable="absent_fact")
    evidence = tuple(dict.fromkeys(_sentences_of(entry["answers"], document, articles)))
    if not evidence:
        return None
    return GoldenQuestion(
        str(entry["id"]), asked["question"], spoken, "span", (document,), {document: evidence}, (tuple(answers),)
    )


def _sentences_of(answers: list[Mapping[str, Any]], document: str, articles: Articles) -> Iterator[str]:
    article = articles[document]
    for answer in answers:
        text = unicodedata.normalize("NFC", answer["text"])
        places = [at for at in range(len(article.text)) if article.text.startswith(text, at)] if text.strip() else []
        if places:
            start = min(places, key=lambda at: abs(at - int(answer["answer_start"])))
            yield from (article.text[begin:end] for begin, end in sentences_at(article, start, start + len(text)))
