"""Questions that ask two things at once, taken apart: «how many groups and how many individuals got …?»."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.asking import OPEN, asked_kinds
from qa.best_cue import widest_cues
from qa.cues import FALLBACK, FIGURES, NUMERIC, Cue, is_asking, joiners, said_words
from qa.focus import run_of_content
from qa.followup import points_back
from qa.halves import Cut, ordinal_parts, two_apart, two_counted, two_nouns, two_scopes
from qa.question import Question, analyse, carried_from, carries_on
from qa.signs import kinds_said
from qa.units import unit_names
from vectorstore.lexicon import LANGUAGES, load_lexicon
from vectorstore.tokenizer import Token, tokenizer
from vectorstore.words import Word, fold, words

_PARTS = 2
_HEADLINE = 3
"""Content words from which words without a cue are a question of their own."""

_COUNTED = (*FIGURES, "list")
_SETS_SCENE = ("date", "place")
"""Kinds of cue that may open a clause that only says when or where: «when the flag was awarded, …»."""

_BEING = frozenset({"be", "is", "are", "was", "were", "have", "exist"})
_BARE = ("कितने", "में")
"""A cue that asks for a price, or for as much of what was named before."""

_MARKS = " ,،;؛?؟।"
_COMMAS = ",،;؛"
_TOLD_IN_NUMBERS = (*FIGURES, *NUMERIC, "date")
_UNJOINED = ("hi", "bn")
"""Languages that ask two things in one clause without a word that joins them: «কয়টা ম্যাচ খেলে কয়টা গোল»."""

_VERB_LAST = ("de", "hi", "bn")
"""Languages whose verb may stand once, behind both of two questions."""

_ASKS_IN_PLACE = ("hi", "bn", "vi")
"""Languages whose asking words stand where the answer would: words may stand between «and» and them."""


@dataclass(frozen=True)
class _Asked:
    """A question as words, tokens and the cues that ask in it, each behind the one before."""

    text: str
    language: str
    found: Sequence[Word]
    keys: Sequence[str]

    @property
    def cues_of(self) -> str:
        return self.language if self.language in LANGUAGES else FALLBACK

    @cached_property
    def tokens(self) -> list[Token]:
        starts = {word.start for word in self.found}
        tokens = tokenizer(self.language).tokens(self.text)
        joined = {word.start for word in self.found if word.end in starts}  # «و» written on
        return [t._replace(start=t.start + 1) if t.start in joined else t for t in tokens]

    def is_joiner(self, position: int) -> bool:
        return self.keys[position] in joiners(self.cues_of)

    def has_comma(self, position: int) -> bool:
        """Tell whether a comma stands before a word."""
        gap = self.text[self.found[position - 1].end : self.found[position].start] if position else ""
        return any(c in _COMMAS for c in gap)


@dataclass(frozen=True, slots=True)
class _Joined:
    """Two cues, and the word from which on the second question's own words stand; ``joint`` is where the first ends."""

    first: tuple[Cue, int, int]
    second: tuple[Cue, int, int]
    joint: int
    start: int


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
    found = _words(text, language)
    asked = _Asked(text, language, found, [fold(word.text) for word in found])
    if joined := _joined(asked):
        return _two_questions(asked, joined)
    cues = _asking(asked)
    if each := _asked_in_place(asked, cues):
        return each
    if said_words(asked.cues_of, asked.keys, "whole") and not said_words(asked.cues_of, asked.keys, "apart"):
        return [(text, False)]
    cut = Cut(text, asked.cues_of, asked.tokens, _joints(asked), _cue(asked))
    if said_words(asked.cues_of, asked.keys, "apart") and (each := ordinal_parts(cut) or two_apart(cut)):
        return each
    if len(cues) > 1:
        return [(text, False)]
    if headed := _headline(asked, cues):
        return headed
    counts = bool(cues) and cues[0][0].kind in ("count", "amount")
    return two_nouns(cut) or (two_counted(cut) if counts else None) or two_scopes(cut) or [(text, False)]


def _words(text: str, language: str) -> list[Word]:
    """Return the words of a question, «and» cut off where Arabic writes it on (وكم)."""
    found: list[Word] = []
    for word in words(text):
        key = fold(word.text)
        rest = key[1:]
        lexicon = load_lexicon("ar")
        if language == "ar" and key[:1] == "و" and len(rest) > 1:
            is_other = lexicon.lookup(key) is None and (rest.startswith("ال") or lexicon.analyse(rest))
            is_other = is_other or text[: word.start].rstrip()[-1:] in ("،", ",")  # «…، وفي العام الماضي؟»
            if is_other or is_asking(rest, language):
                found.append(Word(word.text[:1], word.start, word.start + 1, is_number=False))
                word = Word(word.text[1:], word.start + 1, word.end, is_number=False)
        found.append(word)
    return found


def _joints(asked: _Asked) -> list[Word]:
    """Return what joins in a question: its joining words, and signs between blanks («men + women»).

    «While» and the like join behind a comma alone: «…, còn năm ngoái thì sao?».
    """
    signs = [Word(sign, at, at + 1, is_number=False) for sign in "+&" if (at := asked.text.find(f" {sign} ") + 1)]
    turning = said_words(asked.cues_of, asked.keys, "turning")
    joining = (i for i in range(len(asked.found)) if asked.is_joiner(i) or (i in turning and asked.has_comma(i)))
    return [asked.found[i] for i in joining] + signs


def _asking(asked: _Asked) -> list[tuple[Cue, int, int]]:
    """Return the cues that ask, each behind the one before."""
    chosen: list[tuple[Cue, int, int]] = []
    for cue, first, last in sorted(widest_cues(asked.cues_of, asked.keys), key=lambda m: (m[1], m[1] - m[2])):
        if cue.asks and cue.kind not in ("yes_no", "definition", "thing") and not (chosen and first < chosen[-1][2]):
            chosen.append((cue, first, last))
    return chosen


def _asked_in_place(asked: _Asked, cues: Sequence[tuple[Cue, int, int]]) -> list[tuple[str, bool]] | None:
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
    return [(_ask(text[:other], text[last:]), False), (_ask(text[:start], text[end:]), False)]


def _cue(asked: _Asked) -> tuple[int, int]:
    """Return where the first cue that asks stands in the text; nowhere at its start."""
    first = next(iter(_asking(asked)), None)
    return (asked.found[first[1]].start, asked.found[first[2] - 1].end) if first else (0, 0)


def _headline(asked: _Asked, cues: Sequence[tuple[Cue, int, int]]) -> list[tuple[str, bool]] | None:
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
    return [(_ask(head), False), (_ask(asked.text[asked.found[at].start :]), True)]


def _joined(asked: _Asked) -> _Joined | None:
    """Find two cues and what joins them; none if there are more, or nothing joins them."""
    chosen: list[tuple[Cue, int, int]] = []
    joint = start = 0
    for cue, first, last in _asking(asked):
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
    return _Joined(chosen[0], chosen[1], joint, start) if len(chosen) == _PARTS else None


def _joint(asked: _Asked, behind: int, at: int) -> int | None:
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


def _two_questions(asked: _Asked, joined: _Joined) -> list[tuple[str, bool]]:
    """Cut a question between two cues; what both share is said in both."""
    text, found = asked.text, asked.found
    (first, at_first, behind_first), (second, at_second, behind_second) = joined.first, joined.second
    head, before = text[: found[joined.joint].start].strip(_MARKS), text[: found[at_first].start]
    if joined.start != at_second:
        return [(_ask(head), False), (_of_same(asked, joined, head), True)]
    end_first = _phrase_end(asked, behind_first, found[joined.joint].start)
    names_nothing = end_first == found[behind_first - 1].end  # «when and where was it signed»
    end_second = found[behind_second - 1].end if names_nothing else _phrase_end(asked, behind_second, len(text))
    is_bare = end_first >= len(text[: found[joined.joint].start].rstrip(_MARKS))
    is_alike = first.kind == second.kind or names_nothing or (_counts(first) and _counts(second))
    rest = text[end_second:].strip(_MARKS)
    scene = before.rfind(":") + 1  # «OCOP review: how many groups and how many persons …»
    is_done = any(t.pos == "v" and scene <= t.start and t.end <= found[at_first].start for t in asked.tokens)
    if is_bare and is_alike and (rest or before.strip()) and not (is_done and rest):
        return [(_ask(head, rest), False), (_ask(before, text[found[at_second].start : end_second], rest), False)]
    head = f"{head} {_shared_verb(asked, found[joined.joint].start)}"
    return [(_ask(head), False), _second(asked, joined, text[found[behind_first - 1].end : end_first].strip(), before)]


def _shared_verb(asked: _Asked, joint: int) -> str:
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


def _of_same(asked: _Asked, joined: _Joined, head: str) -> str:
    """Return a second question that begins before its cue, with what the first counts if it names nothing to count.

    «কম্বল কত লাগবে আর এখন পর্যন্ত মানুষ পেল কত?» asks for blankets twice, «कितने हेक्टेयर में … और इस साल कितने में» for hectares.
    """
    (second, at, behind), start = joined.second, asked.found[joined.start].start
    is_again = second.words == _BARE and asked.keys[at] == asked.keys[joined.first[1]]
    edge = asked.found[at if is_again else behind - 1].end
    counts = joined.first[0].kind in FIGURES and (second.kind in FIGURES or is_again)
    own = analyse(asked.text[start:], asked.language)
    if second.kind in FIGURES and not is_again and (unit := _unit_of_first(asked, joined, own)):
        return _ask(asked.text[start:edge], unit, asked.text[edge:])
    ahead = [t for t in asked.tokens if start <= t.start and t.end <= asked.found[joined.second[1]].start][-1:]
    names_own = own.focus or any(t.pos == "n" for t in ahead)  # «और समितियाँ कितनी»
    if not counts or names_own or asked_kinds(own.tokens) - {"count"}:
        return _ask(asked.text[start:])
    return _ask(asked.text[start:edge], analyse(head, asked.language).focus_text, asked.text[edge:])


def _unit_of_first(asked: _Asked, joined: _Joined, own: Question) -> str:
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


def _second(asked: _Asked, joined: _Joined, noun: str, before: str) -> tuple[str, bool]:
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
    tail = text[edge:].strip(_MARKS)
    verbs = [t for t in asked.tokens if t.pos == "v"]
    own = any(t.start >= edge for t in verbs)
    shared = before if not (own and any(t.end <= found[at_first].start for t in verbs)) else ""
    is_said_to_be = behind is not None and not _BEING.isdisjoint(
        behind.glosses[:1]
    )  # «how many were there», «… sind es»
    noun = noun if counts and (is_said_to_be or not points_back(tail, asked.language)) else ""
    return _ask(shared, whole if is_short else cue, noun, tail), not shared.strip()


def _ask(*pieces: str) -> str:
    return " ".join(piece.strip(_MARKS) for piece in pieces if piece.strip(_MARKS)) + "?"


def _phrase_end(asked: _Asked, last: int, limit: int) -> int:
    """Return where the noun phrase behind a cue ends."""
    edge = asked.found[last - 1].end
    run = run_of_content(
        [t for t in asked.tokens if edge <= t.start and t.end <= limit], asked.text, edge, asked.language
    )
    return run[-1].end if run else edge
