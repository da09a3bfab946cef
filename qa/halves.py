"""Questions of one cue that ask for two things: «the number of boys and the number of girls», «both phases, each»."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.signs import kinds_said, means
from vectorstore.tokenizer import Token
from vectorstore.words import Word, words

_MARKS = " ,،;؛?؟।"
_HEAD_LAST = ("hi", "bn")
_SCOPE_LENGTH = 4
"""Words of the longest of two phrases that say where or when: «on the Barishal side»."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A question as tokens, the words that join, and where its cue stands: ``text[cue[0]:cue[1]]``, empty if none."""

    text: str
    language: str
    tokens: Sequence[Token]
    joints: Sequence[Word]
    cue: tuple[int, int]


def two_nouns(cut: Cut) -> list[tuple[str, bool]] | None:
    """Take apart «the average revenue of … and the average income of …»: two measurable things, a word joins them."""
    for joint in cut.joints:
        left = [t for t in cut.tokens if t.end <= joint.start and _is_measurable(t)]
        right = [t for t in cut.tokens if t.start >= joint.end and _is_measurable(t)]
        if left and right and not cut.cue[0] < joint.start < cut.cue[1]:
            first, second = (left[-1], right[0]) if cut.language in _HEAD_LAST else (left[0], right[0])
            return (
                _head_last(cut, joint, second) if cut.language in _HEAD_LAST else _head_first(cut, joint, first, second)
            )
    return None


def two_counted(cut: Cut) -> list[tuple[str, bool]] | None:
    """Take apart «how many groups and individuals got …»: right behind the cue, two single nouns."""
    behind = [t for t in cut.tokens if t.start >= cut.cue[1]]
    joint = next((joint for joint in cut.joints if behind[:1] and behind[0].end <= joint.start), None)
    if joint is None or any(behind[0].end <= t.start < joint.start for t in behind):
        return None
    first = behind[0]
    second = next((t for t in behind if t.start >= joint.end), None)
    if second is None or first.pos != "n" or second.pos != "n":
        return None
    start, rest = cut.text[: cut.cue[1]], cut.text[second.end :]
    return [
        (_ask(start, cut.text[first.start : first.end], rest), False),
        (_ask(start, cut.text[second.start :]), False),
    ]


def ordinal_parts(cut: Cut) -> list[tuple[str, bool]] | None:
    """Take apart «the first and the second phase, separately»: the question once with each of both."""
    for joint in cut.joints:
        left = [i for i, t in enumerate(cut.tokens) if t.end <= joint.start][-1:]
        right = [i for i, t in enumerate(cut.tokens) if t.start >= joint.end]
        second = next((i for i in right[:3] if _is_ordinal(cut.tokens[i])), None)
        if not left or second is None or not _is_ordinal(cut.tokens[left[0]]):
            continue
        start = left[0]
        own = right.index(second)  # words of the second before its ordinal: an article, the noun said again
        start = max(0, start - own)
        gone = (cut.tokens[start].start, cut.tokens[right[0]].start)
        without_first = cut.text[: gone[0]] + cut.text[gone[1] :]
        without_second = cut.text[: cut.tokens[left[0]].end] + cut.text[cut.tokens[second].end :]
        return [(_ask(without_second), False), (_ask(without_first), False)]
    return None


def two_apart(cut: Cut) -> list[tuple[str, bool]] | None:
    """Take apart «in public and in private hospitals, each»: two phrases that a word joins, asked for one by one.

    They begin, or in head-last languages end, with the same word, or are one word each of the same sort.
    """
    for joint in cut.joints:
        ahead = [t for t in cut.tokens if t.end <= joint.start]
        behind = [t for t in cut.tokens if t.start >= joint.end]
        if not ahead or not behind or cut.cue[0] < joint.start < cut.cue[1]:
            continue
        start, end = _phrases_apart(cut, ahead, behind) or (ahead[-1].start, behind[0].end)
        is_alike = ahead[-1].pos == behind[0].pos and behind[0].pos in "npa" and ahead[-1].kind != "number"
        if is_alike or (start, end) != (ahead[-1].start, behind[0].end):
            return [
                (_ask(cut.text[: joint.start], cut.text[end:]), False),
                (_ask(cut.text[:start], cut.text[joint.end :]), False),
            ]
    return None


def _phrases_apart(cut: Cut, ahead: Sequence[Token], behind: Sequence[Token]) -> tuple[int, int] | None:
    """Return where the phrase before a joint begins and that behind it ends, if a small word begins or ends both."""
    if cut.language in _HEAD_LAST:
        last = next((t for t in behind[:_SCOPE_LENGTH] if t.key == ahead[-1].key), None)
        if last is None or last is behind[0]:
            return None
        length = len(list(words(cut.text[behind[0].start : last.end])))
        before = list(words(cut.text[: ahead[-1].end]))
        return (before[-length].start, last.end) if len(before) >= length else None
    first = next((t for t in ahead[-_SCOPE_LENGTH:] if t.key == behind[0].key), None)
    if first is None or first is ahead[-1]:
        return None
    length = len(list(words(cut.text[first.start : ahead[-1].end])))
    following = list(words(cut.text[behind[0].start :]))[:length]
    return first.start, behind[0].start + following[-1].end


def two_scopes(cut: Cut) -> list[tuple[str, bool]] | None:
    """Take apart «on the Barishal side and on the Bhola side», «in 2023, and the year before that?».

    Two phrases that begin, or in head-last languages end, with the same word and name two places, years or sides; the
    question is asked once with each. A second phrase that only says before or after leans on the first question.
    """
    for joint in cut.joints:
        ahead = [t for t in cut.tokens if t.end <= joint.start]
        behind = [t for t in cut.tokens if t.start >= joint.end]
        found = _twin_behind(ahead, behind) if cut.language in _HEAD_LAST else _twin_ahead(ahead, behind)
        if found is not None:
            first, last = found
            return [
                (_ask(cut.text[: joint.start], cut.text[last.end :]), False),
                (_ask(cut.text[: first.start], cut.text[joint.end :]), False),
            ]
        if _only_moves(behind) and cut.text[: joint.start].rstrip().endswith(("،", ",")):
            return [(_ask(cut.text[: joint.start]), False), (_ask(cut.text[joint.end :]), True)]
    return None


def _twin_ahead(ahead: Sequence[Token], behind: Sequence[Token]) -> tuple[Token, Token] | None:
    """Return the first token of the phrase before a joint, the last of that behind it, where both begin alike."""
    for length in range(2, _SCOPE_LENGTH + 1):
        one, other = ahead[-length:], behind[:length]
        if len(one) == len(other) == length and one[0].pos == "f" and one[0].key == other[0].key:
            return (one[0], other[-1]) if _name_two(one[1:], other[1:]) else None
    return None


def _twin_behind(ahead: Sequence[Token], behind: Sequence[Token]) -> tuple[Token, Token] | None:
    """Return the same where both phrases end alike."""
    for length in range(2, _SCOPE_LENGTH + 1):
        one, other = ahead[-length:], behind[:length]
        if len(one) == len(other) == length and one[-1].key == other[-1].key:
            return (one[0], other[-1]) if _name_two(one[:-1], other[:-1]) else None
    return None


def _name_two(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Tell whether two phrases differ in a name, a number or a side."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a.key != b.key]
    return bool(pairs) and all(a.kind == b.kind and (a.kind != "word" or means(a, "ordinal")) for a, b in pairs)


def _only_moves(tokens: Sequence[Token]) -> bool:
    """Tell whether some words only say before or after: «the year before that»."""
    return 0 < len(tokens) <= _SCOPE_LENGTH + 1 and (
        any(means(t, "elsewhen") or "last" in t.glosses[:1] for t in tokens)
        and all(t.pos != "v" and t.kind == "word" for t in tokens)
    )


def _is_measurable(token: Token) -> bool:
    return token.pos == "n" and (bool(kinds_said(token)) or means(token, "number"))


def _is_ordinal(token: Token) -> bool:
    return token.pos in "adr" and (means(token, "ordinal") or token.pos == "d")


def _head_first(cut: Cut, joint: Word, first: Token, second: Token) -> list[tuple[str, bool]]:
    """Cut where what a noun is of stands behind it: as long a phrase for the second as the first has."""
    opening = next((t for t in cut.tokens if t.start >= cut.cue[1] and (t.pos != "f" or "the" in t.glosses)), first)
    prefix = cut.text[: min(opening.start, first.start)] if cut.cue[0] < joint.start else ""
    of_first = [t for t in cut.tokens if first.end <= t.start and t.end <= joint.start]
    limit = cut.cue[0] if cut.cue[0] > joint.start else len(cut.text)
    of_second = [t for t in cut.tokens if second.end <= t.start and t.end <= limit][: len(of_first)]
    while of_second and of_second[-1].pos == "f":
        of_second.pop()
    end = of_second[-1].end if of_second else second.end
    rest, tail = cut.text[end:].strip(_MARKS), cut.text[joint.end : end]
    return [(_ask(cut.text[: joint.start], rest), False), (_ask(prefix, tail, rest), not rest or rest in _cue(cut))]


def _head_last(cut: Cut, joint: Word, second: Token) -> list[tuple[str, bool]]:
    """Cut where what a noun is of stands before it; the words before as long a phrase for the first are shared."""
    ahead = [t for t in cut.tokens if t.end <= joint.start]
    length = sum(joint.end <= t.start and t.end <= second.end for t in cut.tokens)
    scope = cut.text[: ahead[-length].start] if len(ahead) > length else ""
    rest = cut.text[second.end :].strip(_MARKS)
    tail = cut.text[joint.end :].strip(_MARKS)
    return [(_ask(cut.text[: joint.start], rest), False), (_ask(scope, tail), not scope.strip())]


def _cue(cut: Cut) -> str:
    return cut.text[cut.cue[0] : cut.cue[1]]


def _ask(*pieces: str) -> str:
    return " ".join(piece.strip(_MARKS) for piece in pieces if piece.strip(_MARKS)) + "?"
