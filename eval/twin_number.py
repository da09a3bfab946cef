"""*Changed number*: the figure in the evidence is another; the answer must follow it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from eval.articles import Article, Articles
from eval.edits import Change, Edit, apply, sentences_at
from eval.evidence import evidence_spans
from eval.golden import GoldenQuestion
from eval.matching import normal, number_value
from eval.twin import CHANGED_NUMBER, Twin, asked_text, evidence_is_known, numbers_of
from vectorstore.numerals import numerals

MOST_PLACES = 4
"""A figure that stands more often in one article is too common to change everywhere."""

_TOKEN = re.compile(r"\d+(?:[.,'’٫٬/:-]\d+)*")
_DATE_OR_TIME = re.compile(r":|\d[./-]\d+[./-]\d{4}|\d{4}[/-]\d+[/-]\d")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


def changed_number(question: GoldenQuestion, articles: Articles) -> Twin | None:
    """Return the twin of a question whose answer is a figure of its evidence, or None if no valid one can be made.

    The figure is changed wherever the article has it, in the same digits and script, to one no article has.
    """
    if question.kind == "yes_no" or not evidence_is_known(question, articles):
        return None
    for figure in _figures(question):
        places = {document: figure_places(articles[document].text, figure) for document in question.documents}
        if figure in normal(asked_text(question)).numbers or not _is_in_evidence(question, articles, places):
            continue
        own = {document: articles[document] for document in question.documents}
        new = _other_figure(figure, numbers_of(own) | normal(asked_text(question)).numbers)
        if new is None:
            continue
        edit = _edit(articles, places, new)
        if _is_valid(question, articles, edit, figure, new):
            return Twin(CHANGED_NUMBER, question, edit, figure, new)
    return None


def figure_places(text: str, figure: str) -> list[tuple[int, int]]:
    """Return where a figure stands in a text as a whole number, in any digits; not parts of dates and times."""
    found = []
    for match in _TOKEN.finditer(text):
        for part in re.finditer(r"[^/-]+", "" if _DATE_OR_TIME.search(match[0]) else match[0]):
            if number_value(_ascii(part[0])) == figure:
                found.append((match.start() + part.start(), match.start() + part.end()))  # noqa: PERF401
    return found


def rewritten(written: str, figure: str) -> str:
    """Write a figure as another was written: its digits' script and its separators, as far as it is as long.

    :raises ValueError: if ``written`` holds no digit.
    """
    digits = [char for char in written if char.isdecimal()]
    if not digits:
        raise ValueError(f"{written!r} holds no digit")
    zero = ord(digits[0]) - unicodedata.decimal(digits[0])
    new = [char for char in figure if char.isdecimal()]
    if len(new) != len(digits):
        return "".join(chr(zero + int(char)) if char.isdecimal() else char for char in figure)
    replacements = iter(new)
    return "".join(chr(zero + int(next(replacements))) if char.isdecimal() else char for char in written)


def _figures(question: GoldenQuestion) -> Iterator[str]:
    for group in question.answer_any:
        for option in group:
            text = normal(option).text
            if _PLAIN.fullmatch(text):
                yield text


def _is_in_evidence(question: GoldenQuestion, articles: Articles, places: dict[str, list[tuple[int, int]]]) -> bool:
    spans = evidence_spans(question, articles)
    return all(
        len(places[document]) <= MOST_PLACES
        and any(begin <= start and end <= stop for start, end in places[document] for begin, stop in spans[document])
        for document in question.documents
    )


def _other_figure(figure: str, taken: frozenset[str]) -> str | None:
    """Return a figure of the same kind that the articles do not have; None if there is none.

    What may be a day stays one, years stay near, zeros at the end stay.
    """
    free = [each for each in _candidates(figure) if each not in taken and each != figure]
    return free[int(hashlib.sha256(figure.encode()).hexdigest(), 16) % len(free)] if free else None


def _candidates(figure: str) -> Iterator[str]:
    whole, point, decimals = figure.partition(".")
    if point:
        yield from (f"{number}.{(int(decimals) + 3) % 9 + 1}" for number in _candidates(whole))
    elif int(whole) <= 31:
        yield from (str(number) for number in (range(2, 10) if int(whole) < 10 else range(11, 29)))
        yield from () if int(whole) >= 10 else (str(number) for number in range(11, 29))
    elif len(whole) == 4 and whole.startswith(("19", "20")):
        yield from (str(year) for year in range(int(whole) - 9, int(whole) + 10))
    else:
        head = whole.rstrip("0")
        lead = head if len(head) > 1 else (head + "0")[: len(whole)]
        low, high = 10 ** (len(lead) - 1), 10 ** len(lead)
        step = max(1, (high - low) // 97)
        yield from (
            f"{number}{'0' * (len(whole) - len(lead))}" for number in range(low + step, high, step) if number % 10
        )


def _edit(articles: Articles, places: dict[str, list[tuple[int, int]]], new: str) -> Edit:
    changes = [
        Change(document, start, end, rewritten(articles[document].text[start:end], new))
        for document, spans in places.items()
        for start, end in spans
    ]
    return tuple(sorted(changes))


def _is_valid(question: GoldenQuestion, articles: Articles, edit: Edit, old: str, new: str) -> bool:
    """Prove that no evidence sentence still says the old figure, in digits or in words, and that one says the new."""
    for document, spans in evidence_spans(question, articles).items():
        article = articles[document]
        holding = {sentence for start, end in spans for sentence in sentences_at(article, start, end)}
        after = [_after(article, edit, sentence) for sentence in holding]
        said = {number for text in after for number in normal(text).numbers}
        values = {f"{n.written.normalize():f}" for text in after for n in numerals(text, article.language)}
        if old in said | values or new not in said:
            return False
    return True


def _after(article: Article, edit: Edit, sentence: tuple[int, int]) -> str:
    start, end = sentence
    inside = [c for c in edit if c.document == article.id and start <= c.start and c.end <= end]
    moved = [Change(c.document, c.start - start, c.end - start, c.text) for c in inside]
    return apply(article.text[start:end], moved)


def _ascii(digits: str) -> str:
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in digits)
