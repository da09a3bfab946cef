"""What a question asks for: its kind of answer, its focus, its scope. Cue words are data (``data/questions.toml``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.aside import set_aside
from qa.asking import Asking, unit_behind
from qa.best_cue import best_cue, named_kind, what_cue
from qa.cues import FALLBACK, FIGURES, NUMERIC, Cue, courtesies, is_asking
from qa.focus import focus_of, is_said
from qa.kinds import reading_of
from qa.scaled import Scale, scale_behind
from qa.thresholds import Threshold, threshold_in
from qa.units import units
from qa.what_is import asks_what_it_is
from vectorstore.language import detect_language
from vectorstore.lexicon import LANGUAGES
from vectorstore.meant import tokens_as_meant
from vectorstore.tokenizer import Token
from vectorstore.words import Word, fold, words

_VAGUE = ("what", "manner", "yes_no")
"""Kinds of cue that a follow-up may have without asking for something else: «and what about 2022?»."""

_WRITTEN_ON = ("ف", "و")
_HOW_MANY = "كم"
_MARKS = "?؟"
_COMMAS = ",،;—:"
_DASHES = ("-", "–", ".", "!")
"""Signs that a question may begin behind, where they stand alone between words."""


@dataclass(frozen=True, slots=True)
class Question:
    """An analysed question; ``text`` is it as it was meant, with the diacritics that were not typed.

    ``kind`` is one of the kinds of ``questions.toml`` or ``other``; ``tokens`` are those that carry content, without
    cues and function words; ``focus`` are the positions in ``tokens`` of what is counted or named, and
    ``focus_text`` the words for it as the question has them, empty where only what somebody did stands there.
    ``unit`` is the unit it names right behind its cue («how many tonnes»), ``asked`` the kinds of quantity its words
    ask for («how long»).
    What stands from ``carried`` on, in brackets at the end, only says what the question is about. ``limit`` is what a
    yes/no question compares a figure with. From ``put_in`` on stands what a follow-up puts into the question before it;
    ``told`` are the values that were the answer to that one, with their kinds. ``names``: it asks for several things
    that have names, as towns do. ``sort`` are the positions in ``tokens`` of what its cue says of the place asked for
    («which district»). ``scale`` is what it asks so many of («how many million …»).
    """

    text: str
    language: str
    kind: str
    tokens: tuple[Token, ...]
    focus: frozenset[int]
    focus_text: str
    unit: str | None = None
    asked: frozenset[str] = frozenset()
    carried: int = 1 << 30
    limit: Threshold | None = None
    put_in: int = 1 << 30
    names: bool = False
    told: frozenset[tuple[Decimal, str]] = frozenset()
    sort: frozenset[int] = frozenset()
    scale: Scale | None = None


def analyse(text: str, language: str | None = None) -> Question:
    """Analyse a question in its language, detected unless given; an unsupported one is read as English."""
    language = language or detect_language(text)
    cues_of = language if language in LANGUAGES else FALLBACK
    text, meant = tokens_as_meant(text, language)
    every = _words(text, cues_of)
    told = [word for word in every if word.start < _asked_until(text, every, cues_of)]
    found, polite = _without_courtesies(told or every, cues_of)
    keys = [fold(word.text) for word in found]
    tokens = [t for t in meant if not any(w.start <= t.start < w.end for w in polite)]
    match = _cue(text, cues_of, found, keys)
    read = _read(text, language, found, tokens, match)
    plain = what_cue(cues_of, keys) if match[0] and match[0].kind in NUMERIC and not match[0].asks else None
    if plain is None:
        return read
    other = _read(text, language, found, tokens, plain)
    return other if _names_another(other, found[match[1]].start, found[match[2] - 1].end) else read


def _words(text: str, language: str) -> list[Word]:
    """Return the words of a question, without the «and» or «so» that Arabic writes on an asking word.

    At its start, and «so» before «how many» behind a comma too: «دفعت الشركة التعويض، فكم تطلب؟».
    """
    found = list(words(text))
    if language != "ar":
        return found
    for at, word in enumerate(found):
        is_first = not at or text[found[at - 1].end : word.start].strip() in _COMMAS
        leads = _WRITTEN_ON if not at else _WRITTEN_ON[:1]
        rest = fold(word.text)[1:]
        if is_first and word.text[:1] in leads and is_asking(rest, language) and (not at or rest == _HOW_MANY):
            found[at] = Word(word.text[1:], word.start + 1, word.end, word.is_number)
    return found


def carries_on(text: str, language: str) -> bool:
    """Tell whether a question is followed by one that only changes a detail of it: «How many in 2024? And before?»."""
    return _first_end(text, list(words(text)), language) is not None


def _first_end(text: str, found: Sequence[Word], language: str) -> int | None:
    """Return where a question ends that a follow-up without a question of its own stands behind."""
    end = min((at for at in map(text.find, _MARKS) if at >= 0), default=len(text))
    behind = [fold(word.text) for word in found if word.start > end]
    asks = any(is_asking(fold(word.text), language) for word in found if word.start < end)
    other = best_cue(language, behind)[0]
    return end if behind and asks and (other is None or other.kind in _VAGUE) else None


def _asked_until(text: str, found: Sequence[Word], language: str) -> int:
    """Return where the words end that tell what is asked for: the question before a follow-up, what is not in brackets.

    «How many died in 2024? And before that?» asks what its first question does.
    """
    end = _first_end(text, found, language)
    return carried_from(text) if end is None else min(end, carried_from(text))


def _cue(text: str, language: str, found: Sequence[Word], keys: Sequence[str]) -> tuple[Cue | None, int, int]:
    """Find the cue that decides; a yes/no question may begin behind a clause («by 2024, had it reached …?»)."""
    for at in range(1, len(found)):
        if is_asking(keys[at - 1], language):
            break
        gap = text[found[at - 1].end : found[at].start]
        if any(c in _COMMAS for c in gap) or gap.strip() in _DASHES:
            cue, first, last = best_cue(language, keys[at:])
            if cue is not None and cue.kind == "yes_no" and cue.at_start:
                return cue, first + at, last + at
    return best_cue(language, keys)


def _names_another(read: Question, start: int, end: int) -> bool:
    """Tell whether what a question asks for stands outside a part of it: «what is the purpose of the loan»."""
    named = [read.tokens[i] for i in read.focus]
    return bool(named) and all(t.pos in "na" and (t.end <= start or end <= t.start) for t in named)


def _without_courtesies(found: list[Word], language: str) -> tuple[list[Word], list[Word]]:
    """Part the words of a question from those that only make it polite («could you tell me»), if it still asks."""
    said = courtesies(language, [fold(word.text) for word in found])
    rest = [word for i, word in enumerate(found) if i not in said]
    cue, _, _ = best_cue(language, [fold(word.text) for word in rest])
    if not said or cue is None:
        return found, []
    return rest, [word for i, word in enumerate(found) if i in said]


def _read(
    text: str, language: str, found: Sequence[Word], tokens: Sequence[Token], match: tuple[Cue | None, int, int]
) -> Question:
    """Read a question by one of its cues."""
    cue, first, last = match
    covered = (found[first].start, _edge(tokens, found[first].start, found[last - 1].end)) if cue else (0, 0)
    scale = scale_behind(text, found, last) if cue and cue.kind in (*FIGURES, *NUMERIC) else None
    if scale is not None:
        covered = (covered[0], scale.end)
    own = [t for t in tokens if covered[0] <= t.start < covered[1] and is_said(t, cue)]
    cues_of = language if language in LANGUAGES else FALLBACK
    idle = set_aside(text, language, list(words(text)), tokens)
    idle += [t for t in tokens if scale is not None and scale.start <= t.start < scale.end]
    content = tuple(t for t in tokens if t.pos != "f" and t not in idle and (t not in own or _carries(t, cue)))
    until = _asked_until(text, found, cues_of)
    unit, behind = _unit(text, found, last, covered[1], language) if cue else (None, covered[1])
    asked_in = [t for t in tokens if t.start < until] or tokens
    focus, focus_text = focus_of(text, asked_in, content, cue, (covered[0], behind), language)
    asking = Asking(
        cue=cue,
        own=own,
        others=[t for t in tokens if t not in own and t.start < until],
        right=[t for t in tokens if covered[1] <= t.start < until],
        told=[t for t in tokens if t.start >= carried_from(text)],
        focus=[content[i] for i in sorted(focus)],
        named=named_kind(cues_of, [fold(word.text) for word in found]),
        unit=unit,
        language=language,
        names_thing=asks_what_it_is(text, language, asked_in),
    )
    kind, asked, names = reading_of(asking)
    if scale is not None and not scale.is_power and unit is None:
        kind, asked = "count", frozenset()  # «كم دزينة»: whatever is bought by the dozen is counted
    limit = threshold_in(text, language, tokens) if kind == "yes_no" else None
    if limit is not None:
        asked = frozenset({limit.figure} - {"count"})
    unit = asking.unit if kind in NUMERIC and cue and cue.kind in (*FIGURES, *NUMERIC) else None
    if unit is not None and kind in ("money", "percentage") and units()[unit].kind != kind:
        unit = None  # «بكم كان كيلو البطاطس»: the kilo has a price
    put_in = None if carried_from(text) < len(text) else _first_end(text, _words(text, cues_of), cues_of)
    at = len(text) if put_in is None else put_in
    sort = frozenset(i for i, token in enumerate(content) if token in own) if kind == "place" else frozenset()
    return Question(
        text,
        language,
        kind,
        content,
        focus,
        focus_text,
        unit,
        asked,
        carried_from(text),
        limit,
        at,
        names,
        sort=sort,
        scale=scale,
    )


def _edge(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where a cue ends: before a word of several that it only begins («bao nhiêu | người khuyết tật»)."""
    return next((t.start for t in tokens if start < t.start < end < t.end), end)


def _unit(text: str, found: Sequence[Word], last: int, edge: int, language: str) -> tuple[str | None, int]:
    """Return the unit right behind a cue, and where what is asked for begins: a sign is no word («bao nhiêu %»).

    A unit's word may begin a name: «how many Dong Nai firms».
    """
    sign = text[edge:].lstrip()[:1]
    if sign in ("%", "٪"):
        return "percent", text.index(sign, edge) + 1
    is_name = language != "de" and all(word.text.istitle() for word in found[last : last + 2])
    return None if is_name else unit_behind([fold(word.text) for word in found], last), edge


def carried_from(text: str) -> int:
    """Return where brackets at the end of a question open, or a place behind its end."""
    opening = text.rfind("(")
    return opening if opening > 0 and text.rstrip().endswith(")") else len(text) + 1


def _carries(token: Token, cue: Cue | None) -> bool:
    """Words of a cue that also say what is looked for (budget, income) stay in the question."""
    return (
        cue is not None
        and cue.kind in ("money", "measure", "place", "organization")
        and token.pos in "nv"
        and len(cue.words) < 3
    )
