"""Questions that ask two things at once, taken apart: «how many groups and how many individuals got …?»."""

from collections.abc import Sequence

from qa.asked import Asked, asking_cues, first_cue, joints, question_of, words_asked
from qa.asking import OPEN
from qa.cues import FALLBACK, FIGURES, NUMERIC, Cue, said_words
from qa.halves import Cut, ordinal_parts, two_apart, two_counted, two_nouns, two_scopes
from qa.question import analyse, carried_from, carries_on
from qa.two_cues import joined_cues, two_questions
from vectorstore.lexicon import LANGUAGES
from vectorstore.words import fold

_PARTS = 2
_HEADLINE = 3
"""Content words from which words without a cue are a question of their own."""

_TOLD_IN_NUMBERS = (*FIGURES, *NUMERIC, "date")
_UNJOINED = ("hi", "bn")
"""Languages that ask two things in one clause without a word that joins them: «কয়টা ম্যাচ খেলে কয়টা গোল»."""


def parts(text: str, language: str) -> list[tuple[str, bool]]:
    """Return the questions that a question asks at once, or itself alone; with each, whether it leans on the first.

    Two cues make two questions when a joining word or a comma stands between them. Where the first is a mere noun
    phrase, both share what follows; where it is a clause of its own, the second takes its topic from it. One cue makes
    two where it asks for two measurable things, or for each of two.
    """
    about = text[carried_from(text) :]
    if about:  # what a follow-up carries over is said of each part
        whole = parts(text[: carried_from(text)].rstrip(), language)
        return [(f"{part} {about}", leans) for part, leans in whole] if len(whole) > 1 else [(text, False)]
    if carries_on(text, language if language in LANGUAGES else FALLBACK):
        return [(text, False)]
    found = words_asked(text, language)
    asked = Asked(text, language, found, [fold(word.text) for word in found])
    if joined := joined_cues(asked):
        return two_questions(asked, joined)
    cues = asking_cues(asked)
    if each := _asked_in_place(asked, cues):
        return each
    if said_words(asked.cues_of, asked.keys, "whole") and not said_words(asked.cues_of, asked.keys, "apart"):
        return [(text, False)]
    cut = Cut(text, asked.cues_of, asked.tokens, joints(asked), first_cue(asked))
    if said_words(asked.cues_of, asked.keys, "apart") and (each := ordinal_parts(cut) or two_apart(cut)):
        return each
    if len(cues) > 1:
        return [(text, False)]
    if headed := _headline(asked, cues):
        return headed
    counts = bool(cues) and cues[0][0].kind in ("count", "amount")
    return two_nouns(cut) or (two_counted(cut) if counts else None) or two_scopes(cut) or [(text, False)]


def _asked_in_place(asked: Asked, cues: Sequence[tuple[Cue, int, int]]) -> list[tuple[str, bool]] | None:
    """Take apart «how many matches played, how many goals shot he»: the question once with each of its two cues alone.

    Both ask for what is told in numbers; a word with a meaning of its own stands between them, or one asks when.
    """
    if asked.cues_of not in _UNJOINED or len(cues) != _PARTS:
        return None
    if any(cue.kind not in _TOLD_IN_NUMBERS for cue, _, _ in cues):
        return None
    (start, end), (other, last) = ((asked.found[at].start, asked.found[behind - 1].end) for _, at, behind in cues)
    is_apart = any(t.pos in "nvx" and end <= t.start and t.end <= other for t in asked.tokens)
    if not is_apart and [cue.kind for cue, _, _ in cues].count("date") != 1:
        return None
    text = asked.text
    return [(question_of(text[:other], text[last:]), False), (question_of(text[:start], text[end:]), False)]


def _headline(asked: Asked, cues: Sequence[tuple[Cue, int, int]]) -> list[tuple[str, bool]] | None:
    """Take apart «most a farmer can borrow, and for how long?»: a figure named without a cue, then a question."""
    if not cues or cues[0][0].kind == "what":
        return None  # «the bridge's cost and what was planned»: what is meant, only the whole question says
    at = found_at = cues[0][1]
    while at and not asked.is_joiner(at - 1):
        at -= 1
    between = [t for t in asked.tokens if at and asked.found[at - 1].end <= t.start < asked.found[found_at].start]
    head = asked.text[: asked.found[at - 1].start] if at else ""
    if not head or any(t.pos != "f" for t in between):
        return None
    read = analyse(head, asked.language)
    if len(read.tokens) < _HEADLINE or read.kind not in NUMERIC or read.asked >= OPEN:
        return None
    return [(question_of(head), False), (question_of(asked.text[asked.found[at].start :]), True)]
