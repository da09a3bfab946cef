"""Questions of two cues taken apart: «how many groups and how many individuals got …?»."""

from dataclasses import dataclass

from qa.asked import MARKS, Asked, asking_cues, question_of
from qa.asking import asked_kinds
from qa.cues import FIGURES, Cue
from qa.focus import run_of_content
from qa.followup import points_back
from qa.question import Question, analyse
from qa.signs import kinds_said
from qa.units import unit_names

_PARTS = 2
_COUNTED = (*FIGURES, "list")
_SETS_SCENE = ("date", "place")
"""Kinds of cue that may open a clause that only says when or where: «when the flag was awarded, …»."""

_BEING = frozenset({"be", "is", "are", "was", "were", "have", "exist"})
_BARE = ("कितने", "में")
"""A cue that asks for a price, or for as much of what was named before."""

_VERB_LAST = ("de", "hi", "bn")
"""Languages whose verb may stand once, behind both of two questions."""

_ASKS_IN_PLACE = ("hi", "bn", "vi")
"""Languages whose asking words stand where the answer would: words may stand between «and» and them."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Two cues, and the word from which on the second question's own words stand; ``joint`` is where the first ends."""

    first: tuple[Cue, int, int]
    second: tuple[Cue, int, int]
    joint: int
    start: int


def joined_cues(asked: Asked) -> Joined | None:
    """Find two cues and what joins them; none if there are more, or nothing joins them."""
    chosen: list[tuple[Cue, int, int]] = []
    joint = start = 0
    for cue, first, last in asking_cues(asked):
        if not chosen:
            chosen.append((cue, first, last))
            continue
        place = _joint(asked, chosen[-1][2], first)
        if (
            place is not None
            and chosen[-1][1] == 0
            and not asked.is_joiner(place)
            and chosen[-1][0].kind in _SETS_SCENE
        ):
            chosen = [(cue, first, last)]  # «when the flag was awarded, how many …»
            continue
        if place is None or (cue.kind == "what" and not asked.is_joiner(place)):
            continue
        chosen.append((cue, first, last))
        joint, start = place, place + asked.is_joiner(place)
    return Joined(chosen[0], chosen[1], joint, start) if len(chosen) == _PARTS else None


def _joint(asked: Asked, behind: int, at: int) -> int | None:
    """Return the word between two cues where the second question begins: a joining word, or one behind a comma."""
    for position in range(at, behind - 1, -1):
        if position < at and asked.is_joiner(position):
            return position
        if asked.has_comma(position):
            return position
        is_small = all(t.pos in "fr" for t in asked.tokens if t.start == asked.found[position].start)
        if position < at and not is_small and asked.cues_of not in _ASKS_IN_PLACE:
            return None
    return None


def two_questions(asked: Asked, joined: Joined) -> list[tuple[str, bool]]:
    """Cut a question between two cues; what both share is said in both."""
    text, found = asked.text, asked.found
    (first, at_first, behind_first), (second, at_second, behind_second) = joined.first, joined.second
    head, before = text[: found[joined.joint].start].strip(MARKS), text[: found[at_first].start]
    if joined.start != at_second:
        return [(question_of(head), False), (_of_same(asked, joined, head), True)]
    end_first = _phrase_end(asked, behind_first, found[joined.joint].start)
    names_nothing = end_first == found[behind_first - 1].end  # «when and where was it signed»
    end_second = found[behind_second - 1].end if names_nothing else _phrase_end(asked, behind_second, len(text))
    is_bare = end_first >= len(text[: found[joined.joint].start].rstrip(MARKS))
    is_alike = first.kind == second.kind or names_nothing or (_counts(first) and _counts(second))
    rest = text[end_second:].strip(MARKS)
    scene = before.rfind(":") + 1  # «OCOP review: how many groups and how many persons …»
    is_done = any(t.pos == "v" and scene <= t.start and t.end <= found[at_first].start for t in asked.tokens)
    if is_bare and is_alike and (rest or before.strip()) and not (is_done and rest):
        return [
            (question_of(head, rest), False),
            (question_of(before, text[found[at_second].start : end_second], rest), False),
        ]
    head = f"{head} {_shared_verb(asked, found[joined.joint].start)}"
    return [
        (question_of(head), False),
        _second(asked, joined, text[found[behind_first - 1].end : end_first].strip(), before),
    ]


def _shared_verb(asked: Asked, joint: int) -> str:
    """Return the verb at the end that a first question before a joint shares, where it has none of its own.

    «Wie schnell müsste Hilfe in der Stadt und wie schnell auf dem Land da sein?»
    """
    last = asked.tokens[-1]
    is_shared = asked.cues_of in _VERB_LAST and last.pos == "v" and last.start > joint
    if not is_shared or any(t.pos == "v" and t.end <= joint for t in asked.tokens):
        return ""
    return asked.text[last.start : last.end]


def _counts(cue: Cue) -> bool:
    """Tell whether a cue asks how many of what stands behind it."""
    return cue.kind in FIGURES and cue.side == ">"


def _of_same(asked: Asked, joined: Joined, head: str) -> str:
    """Return a second question that begins before its cue, with what the first counts if it names nothing to count.

    «কম্বল কত লাগবে আর এখন পর্যন্ত মানুষ পেল কত?» asks for blankets twice, «कितने हेक्टेयर में … और इस साल कितने में» for hectares.
    """
    (second, at, behind), start = joined.second, asked.found[joined.start].start
    is_again = second.words == _BARE and asked.keys[at] == asked.keys[joined.first[1]]
    edge = asked.found[at if is_again else behind - 1].end
    counts = joined.first[0].kind in FIGURES and (second.kind in FIGURES or is_again)
    own = analyse(asked.text[start:], asked.language)
    if second.kind in FIGURES and not is_again and (unit := _unit_of_first(asked, joined, own)):
        return question_of(asked.text[start:edge], unit, asked.text[edge:])
    ahead = [t for t in asked.tokens if start <= t.start and t.end <= asked.found[joined.second[1]].start][-1:]
    names_own = own.focus or any(t.pos == "n" for t in ahead)  # «और समितियाँ कितनी»
    if not counts or names_own or asked_kinds(own.tokens) - {"count"}:
        return question_of(asked.text[start:])
    return question_of(asked.text[start:edge], analyse(head, asked.language).focus_text, asked.text[edge:])


def _unit_of_first(asked: Asked, joined: Joined, own: Question) -> str:
    """Return the words for the unit behind the first cue, if the second asks how much and says of nothing what."""
    cue, joint = asked.found[joined.first[1]].start, asked.found[joined.joint].start
    first = analyse(asked.text[:joint], asked.language)
    names_own = any(own.tokens[i].pos in "npx" for i in own.focus) or any(
        t.pos == "n" and kinds_said(t) for t in own.tokens
    )
    if own.unit is not None or first.unit is None or names_own:
        return ""
    within = (t for t in asked.tokens if cue <= t.start < joint)
    return next((asked.text[t.start : t.end] for t in within if unit_names().get(t.key) == first.unit), "")


def _second(asked: Asked, joined: Joined, noun: str, before: str) -> tuple[str, bool]:
    """Complete a second question that begins with its cue: with what the first counts, and what it is said of.

    «how many are still waiting» counts what «how many villages» does; «và bao nhiêu ở phía nam» has no subject.
    """
    text, found = asked.text, asked.found
    (first, at_first, behind_first), (second, at_second, behind_second) = joined.first, joined.second
    edge = found[behind_second - 1].end
    cue, whole = text[found[at_second].start : edge], text[found[at_first].start : found[behind_first - 1].end]
    is_short = whole.casefold().endswith(cue.casefold()) and len(whole) > len(cue)
    behind = next((t for t in asked.tokens if t.start >= edge), None)
    counts = first.kind in _COUNTED and second.kind in _COUNTED and (behind is None or behind.pos not in "nx")
    tail = text[edge:].strip(MARKS)
    verbs = [t for t in asked.tokens if t.pos == "v"]
    own = any(t.start >= edge for t in verbs)
    shared = before if not (own and any(t.end <= found[at_first].start for t in verbs)) else ""
    is_said_to_be = behind is not None and not _BEING.isdisjoint(
        behind.glosses[:1]
    )  # «how many were there», «… sind es»
    noun = noun if counts and (is_said_to_be or not points_back(tail, asked.language)) else ""
    return question_of(shared, whole if is_short else cue, noun, tail), not shared.strip()


def _phrase_end(asked: Asked, last: int, limit: int) -> int:
    """Return where the noun phrase behind a cue ends."""
    edge = asked.found[last - 1].end
    run = run_of_content(
        [t for t in asked.tokens if edge <= t.start and t.end <= limit], asked.text, edge, asked.language
    )
    return run[-1].end if run else edge
