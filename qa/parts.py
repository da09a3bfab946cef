"""Questions that ask two things at once, taken apart: «how many groups and how many individuals got …?»."""

from collections.abc import Sequence

from qa.cues import FALLBACK, NUMERIC, Cue, joiners, matches
from qa.question import run_of_content
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import tokenizer
from vectorstore.words import Word, fold, words

_PARTS = 2
_MARKS = " ,،;؛?؟।"


def parts(text: str, language: str) -> list[tuple[str, bool]]:
    """Return the questions that a question asks at once, or itself alone; with each, whether it leans on the first.

    Two cues make two questions when a joining word or a comma stands before the second. Where the first is a mere noun
    phrase, both share what follows; where it is a clause of its own, the second takes its topic from it.
    """
    cues_of = language if language in LANGUAGES else FALLBACK
    found = list(words(text))
    keys = [fold(word.text) for word in found]
    chosen = _chosen(text, found, keys, cues_of)
    if len(chosen) != _PARTS:
        return _two_nouns(text, found, keys, cues_of) or [(text, False)]
    (first, _, behind_first), (second, at_second, behind_second) = chosen
    start = found[at_second].start
    joint = found[at_second - 1].start if keys[at_second - 1] in joiners(cues_of) else start
    end_first, end_second = (_phrase_end(text, found, last, language) for last in (behind_first, behind_second))
    head = text[:joint].strip(_MARKS)
    is_phrase = (
        end_first >= len(text[:joint].rstrip(_MARKS))
        and first.kind == second.kind
        and end_second < len(text.rstrip(_MARKS))
    )
    if not is_phrase:
        return [(f"{head}?", False), (f"{text[start:].strip(_MARKS)}?", True)]
    rest = text[end_second:].strip(_MARKS)
    before = text[: found[chosen[0][1]].start]
    return [(f"{head} {rest}?", False), (f"{before}{text[start:end_second]} {rest}?", False)]


def _chosen(text: str, found: Sequence[Word], keys: Sequence[str], language: str) -> list[tuple[Cue, int, int]]:
    """Return the cues that ask, each behind the one before; a second one must be joined to the first."""
    chosen: list[tuple[Cue, int, int]] = []
    for cue, first, last in sorted(matches(language, keys), key=lambda m: (m[1], m[1] - m[2])):
        if not cue.asks or (chosen and first < chosen[-1][2]) or cue.kind in ("yes_no", "definition"):
            continue
        if chosen and not _joined(text, found, keys, first, language):
            continue
        if chosen and cue.kind == "what" and keys[first - 1] not in joiners(language):
            continue
        chosen.append((cue, first, last))
    return chosen


def _joined(text: str, found: Sequence[Word], keys: Sequence[str], first: int, language: str) -> bool:
    gap = text[found[first - 1].end : found[first].start]
    attached = language == "ar" and keys[first].startswith("و")  # وكم: the joining word is written on
    return attached or keys[first - 1] in joiners(language) or any(c in ",،;؛" for c in gap)


def _phrase_end(text: str, found: Sequence[Word], last: int, language: str) -> int:
    """Return where the noun phrase behind a cue ends."""
    edge = found[last - 1].end
    run = run_of_content([t for t in tokenizer(language).tokens(text) if t.start >= edge], text, edge)
    return run[-1].end if run else edge


def _two_nouns(text: str, found: Sequence[Word], keys: Sequence[str], language: str) -> list[tuple[str, bool]]:
    """Take apart «what was the average revenue and the average income»: one cue, two measurable things."""
    all_cues = list(matches(language, keys))
    nouns = sorted({(first, last) for cue, first, last in all_cues if not cue.asks and cue.kind in NUMERIC})
    asking = [(first, last) for cue, first, last in all_cues if cue.asks and cue.kind in (*NUMERIC, "what")]
    joints = [i for i, key in enumerate(keys) if key in joiners(language)]
    pairs = [(a, b, j) for a in nouns for b in nouns for j in joints if a[1] <= j < b[0]]
    if not pairs or not asking or len(nouns) != _PARTS:
        return []
    joint = pairs[0][2]
    first, last = asking[0]
    head, tail = text[: found[joint].start].strip(_MARKS), text[found[joint].end :].strip(_MARKS)
    if first > joint:
        return [(f"{head} {text[found[first].start : found[last - 1].end]}?", False), (f"{tail}?", True)]
    return [(f"{head}?", False), (f"{text[: found[last - 1].end]} {tail}?", True)]
