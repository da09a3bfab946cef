"""What a question asks for: its kind of answer, its focus, its scope. Cue words are data (``data/questions.toml``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.amounts import HINDI_PLURALS
from qa.aside import is_year, set_aside
from qa.asking import HEAD_FIRST, LOCATIVE, Asking, is_verb_with_subject, unit_behind
from qa.by_piece import is_rate_word
from qa.cues import FALLBACK, FIGURES, NUMERIC, Cue, best_cue, courtesies, is_asking, named_kind, what_cue
from qa.kinds import reading_of
from qa.signs import has_sign, is_anybody, is_person
from qa.thresholds import Threshold, threshold_in
from qa.units import units
from qa.what_is import asks_what_it_is
from vectorstore.affixes import is_genitive
from vectorstore.language import detect_language
from vectorstore.lexicon import LANGUAGES
from vectorstore.meant import tokens_as_meant
from vectorstore.tokenizer import Token
from vectorstore.words import Word, fold, words

_FOCUS_LENGTH = 4
_ASKS_IN_PLACE = ("hi", "bn")
"""Languages whose asking words may stand right behind what they ask for: «महिलाएँ कितनी थीं»."""

_CLASSIFIER = "জন"
"""What Bengali words that ask how many persons hold."""

_HELPING = frozenset({"have", "has", "had", "do", "did", "does", "will", "would", "can", "could"})
"""Glosses of words right behind «how many» whose subject or verb follows: nothing is named that is counted."""

_CASED = ("জনের", "জনকে", "জনে", "টির", "টিতে", "টিকে", "গুলোর", "গুলোতে", "গুলোকে", "গুলির", "গুলিতে")
"""How Bengali words that ask how many end where the noun behind them is something else's: «কতজনের ডেঙ্গু»."""

_ANY = frozenset({"*", "…", "ال*"})
"""Words of a cue that stand for what is asked for: «ما الشركة التي …»."""

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
    («which district»).
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
    own = [t for t in tokens if covered[0] <= t.start < covered[1] and _is_said(t, cue)]
    cues_of = language if language in LANGUAGES else FALLBACK
    idle = set_aside(text, language, list(words(text)), tokens)
    content = tuple(t for t in tokens if t.pos != "f" and t not in idle and (t not in own or _carries(t, cue)))
    until = _asked_until(text, found, cues_of)
    unit, behind = _unit(text, found, last, covered[1], language) if cue else (None, covered[1])
    asked_in = [t for t in tokens if t.start < until] or tokens
    focus, focus_text = _focus(text, asked_in, content, cue, (covered[0], behind), language)
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
        text, language, kind, content, focus, focus_text, unit, asked, carried_from(text), limit, at, names, sort=sort
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


def _is_said(token: Token, cue: Cue | None) -> bool:
    """Tell whether a cue has a token among its own words; what stands for its ``*`` is content («what does X mean»)."""
    own = () if cue is None else tuple(word for word in cue.words if word not in _ANY)
    return any(
        key == word or (word[-1] == "*" and key.startswith(word[:-1])) for key in token.key.split() for word in own
    )


def _carries(token: Token, cue: Cue | None) -> bool:
    """Words of a cue that also say what is looked for (budget, income) stay in the question."""
    return (
        cue is not None
        and cue.kind in ("money", "measure", "place", "organization")
        and token.pos in "nv"
        and len(cue.words) < 3
    )


def _focus(
    text: str,
    tokens: Sequence[Token],
    content: Sequence[Token],
    cue: Cue | None,
    covered: tuple[int, int],
    language: str,
) -> tuple[frozenset[int], str]:
    """Return what the cue asks for: the run of content words on its side, up to a function word, a stop or a number."""
    is_last = cue is not None and cue.kind == "amount" and cue.side == ">" and covered[1] >= tokens[-1].end
    if cue is None or (is_last and not _names_counted([t for t in tokens if t.end <= covered[0]], language)):
        return _placed(_numbered(tokens, text, language), content, text)
    within = [t for t in content if covered[0] <= t.start and t.end <= covered[1] and not _is_said(t, cue)]
    if within and not _ANY.isdisjoint(cue.words[1:-1]):  # «những … nào»: what is asked for stands inside the cue
        return frozenset(content.index(t) for t in within), text[within[0].start : within[-1].end]
    if (
        cue.kind == "count"
        and language == "bn"
        and any(t.key.endswith(_CASED) for t in tokens if covered[0] <= t.start < covered[1])
    ):
        return frozenset(), ""  # «কতজনের ডেঙ্গু ধরা পড়েছে»: who is counted is not named
    right = [t for t in tokens if t.start >= covered[1]]
    left = [t for t in tokens if t.end <= covered[0]][::-1]
    if right and cue.kind in (*FIGURES, *NUMERIC) and is_rate_word(right[0]):
        return frozenset(), ""  # «how many tonnes | per year»
    if cue.kind == "amount" and is_verb_with_subject(right, language):
        if not {"be", "reach", "amount"} & set(right[0].glosses[:1]):
            return frozenset(), ""  # «كم أقرض البنك»: nothing is counted
        right = right[1:]
    if right and cue.kind == "count" and not _HELPING.isdisjoint(right[0].glosses[:1]):
        return frozenset(), ""  # «how many | did TB kill», «wie viele | haben unterschrieben»
    behind = run_of_content(right, text, covered[1], language) if cue.side != "<" else []
    if behind and _counts_persons(tokens, cue, covered, language) and not _are_persons(behind, right[0]):
        return _placed(behind, content, text)[0], ""  # «كم شخصا | نقل بالمروحيات»: what they did is no name of theirs
    ahead = []
    if _is_asked_behind(cue, left, right, language):
        behind, ahead = [], _noun_before(left, language)
    elif cue.side != ">" and not behind:
        ahead = run_of_content(left, text, covered[0])
    return _placed(behind or ahead, content, text)


def _counts_persons(tokens: Sequence[Token], cue: Cue, covered: tuple[int, int], language: str) -> bool:
    """Tell whether a cue says itself that persons are counted, whoever they are: «كم شخصا», «কতজন»."""
    is_classed = language == "bn" and any(_CLASSIFIER in word for word in cue.words)
    own = [t for t in tokens if covered[0] <= t.start and t.end <= covered[1]]
    return cue.kind == "count" and (is_classed or any(is_anybody(token) for token in own))


def _are_persons(run: Sequence[Token], first: Token) -> bool:
    """Tell whether words behind such a cue say who is counted: persons, a body, a name or a quality right there."""
    if first.pos == "v":
        return False
    is_quality = first in run and first.pos in "pa"
    return is_quality or any(token.pos in "na" and (is_person(token) or has_sign(token, "body")) for token in run)


def _names_counted(ahead: Sequence[Token], language: str) -> bool:
    """Tell whether a plural stands right before «how many» at the end of a question: «चालू समितियाँ कितनी»."""
    return language == "hi" and bool(ahead) and ahead[-1].pos == "n" and ahead[-1].key.endswith(HINDI_PLURALS)


def _placed(run: Sequence[Token], content: Sequence[Token], text: str) -> tuple[frozenset[int], str]:
    """Return the positions of some words among those that carry content, and the text they make."""
    kept = sorted((t for t in run if t in content), key=lambda t: t.start)
    if all(t.pos == "r" for t in kept):
        return frozenset(), ""
    return frozenset(i for i, token in enumerate(content) if token in kept), text[kept[0].start : kept[-1].end]


def _numbered(tokens: Sequence[Token], text: str, language: str) -> list[Token]:
    """Return what a word for number counts where nothing asks beside it: «Số trường … là bao nhiêu»."""
    at = next((i for i, t in enumerate(tokens) if t.pos == "n" and t.glosses[:1] == ("number",)), None)
    if language != "vi" or at is None or at + 1 == len(tokens) or tokens[at + 1].kind == "number":
        return []
    return run_of_content(tokens[at + 1 :], text, tokens[at].end, language)


def _is_asked_behind(cue: Cue, left: Sequence[Token], right: Sequence[Token], language: str) -> bool:
    """Tell whether what is asked for stands right before its cue: «महिलाएँ कितनी थीं», «ফ্ল্যাটের কয়টি আবার …»."""
    if language not in _ASKS_IN_PLACE or cue.side != ">" or cue.kind not in ("count", "amount", "person", "list"):
        return False
    if left and left[0].pos == "n" and is_genitive(left[0].key, language) and right and right[0].pos == "a":
        return True
    if cue.kind == "list" and left and is_genitive(left[0].key, language):
        return False
    is_free = bool(left) and left[0].pos == "n" and not (language == "bn" and left[0].key.endswith(LOCATIVE))
    return is_free and (not right or right[0].pos in "vrf")


def _noun_before(left: Sequence[Token], language: str) -> list[Token]:
    """Return the noun right before a cue with the words that stand before it and belong to it, the last first."""
    run = [left[0]]
    for token in left[1:_FOCUS_LENGTH]:
        is_case = is_genitive(token.key, language) or (language == "bn" and token.key.endswith(LOCATIVE))
        if token.pos not in "na" or is_case:
            break
        run.append(token)
    return run


def run_of_content(tokens: Sequence[Token], text: str, edge: int, language: str = "") -> list[Token]:
    """Collect content words from an edge on, over function words at first, up to a stop, a verb or a year.

    In a ``language`` whose nouns stand last, an adjective behind a noun begins another phrase; in German, so does what
    has no capital.
    """
    is_head_last = bool(language) and language not in HEAD_FIRST
    run: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if run and following is not None and following.kind == "number" and token.end <= following.start:
            break  # «… cluster 1»: a name of what the question is about, not what it asks for
        between = text[min(edge, token.end) : max(edge, token.start)]
        if any(c in ",;:?!.؟،।" for c in between) or len(run) >= _FOCUS_LENGTH:
            break
        if run and token.key == "s" and text[token.start - 1 : token.start] in ("'", "’"):
            edge = token.end  # «the festival's takings»
            continue
        if is_head_last and token.pos == "a" and any(t.pos == "n" for t in run):
            break
        if language == "de" and text[token.start].islower() and any(text[t.start].isupper() for t in run):
            break  # «wie viele Brücken | riss das Hochwasser fort»: what is no noun has no capital
        if token.pos == "f" or is_year(token) or (token.kind == "number" and run) or (token.pos in "vr" and run):
            if run or token.kind == "number":
                break
            edge = token.end if token.start >= edge else token.start
            continue
        run.append(token)
        edge = token.end if token.start >= edge else token.start
    return run
