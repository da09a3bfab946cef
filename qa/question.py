"""What a question asks for: its kind of answer, its focus, its scope. Cue words are data (``data/questions.toml``)."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.cues import FALLBACK, FIGURES, NUMERIC, Cue, best_cue, courtesies, named_kind, what_cue
from qa.kinds import Asking, reading_of, unit_behind
from qa.thresholds import Threshold, threshold_in
from vectorstore.language import detect_language
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import Token, tokenizer
from vectorstore.words import Word, fold, words

_FOCUS_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Question:
    """An analysed question.

    ``kind`` is one of the kinds of ``questions.toml`` or ``other``; ``tokens`` are those that carry content, without
    cues and function words; ``focus`` are the positions in ``tokens`` of what is counted or named, and
    ``focus_text`` the words for it as the question has them. ``unit`` is the unit it names right behind its cue («how
    many tonnes»), ``asked`` the kinds of quantity its words ask for («how long»).
    What stands from ``carried`` on, in brackets at the end, only says what the question is about. ``limit`` is what a
    yes/no question compares a figure with.
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


def analyse(text: str, language: str | None = None) -> Question:
    """Analyse a question in its language, detected unless given; an unsupported one is read as English."""
    language = language or detect_language(text)
    cues_of = language if language in LANGUAGES else FALLBACK
    every = list(words(text))
    told = [word for word in every if word.start < _carried(text)]
    found, polite = _without_courtesies(told or every, cues_of)
    keys = [fold(word.text) for word in found]
    tokens = [t for t in tokenizer(language).tokens(text) if not any(w.start <= t.start < w.end for w in polite)]
    match = best_cue(cues_of, keys)
    read = _read(text, language, found, tokens, match)
    plain = what_cue(cues_of, keys) if match[0] and match[0].kind in NUMERIC and not match[0].asks else None
    if plain is None:
        return read
    other = _read(text, language, found, tokens, plain)
    return other if _names_another(other, found[match[1]].start, found[match[2] - 1].end) else read


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
    covered = (found[first].start, found[last - 1].end) if cue else (0, 0)
    own = [t for t in tokens if covered[0] <= t.start < covered[1] and _is_said(t, cue)]
    content = tuple(t for t in tokens if t.pos != "f" and (t not in own or _carries(t, cue)))
    focus, focus_text = _focus(text, tokens, content, cue, covered)
    asking = Asking(
        cue=cue,
        own=own,
        others=[t for t in tokens if t not in own and t.start < _carried(text)],
        right=[t for t in tokens if covered[1] <= t.start < _carried(text)],
        told=[t for t in tokens if t.start >= _carried(text)],
        focus=[content[i] for i in sorted(focus)],
        named=named_kind(language if language in LANGUAGES else FALLBACK, [fold(word.text) for word in found]),
        unit=unit_behind([fold(word.text) for word in found], last) if cue else None,
        language=language,
    )
    kind, asked = reading_of(asking)
    limit = threshold_in(text, language, tokens) if kind == "yes_no" else None
    if limit is not None:
        asked = frozenset({limit.figure} - {"count"})
    unit = asking.unit if kind in NUMERIC and cue and cue.kind in (*FIGURES, *NUMERIC) else None
    return Question(text, language, kind, content, focus, focus_text, unit, asked, _carried(text), limit)


def _carried(text: str) -> int:
    """Return where brackets at the end of a question open, or a place behind its end."""
    opening = text.rfind("(")
    return opening if opening > 0 and text.rstrip().endswith(")") else len(text) + 1


def _is_said(token: Token, cue: Cue | None) -> bool:
    """Tell whether a cue has a token among its own words; what stands for its ``*`` is content («what does X mean»)."""
    own = () if cue is None else tuple(word for word in cue.words if word != "*")
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
    text: str, tokens: Sequence[Token], content: Sequence[Token], cue: Cue | None, covered: tuple[int, int]
) -> tuple[frozenset[int], str]:
    """Return what the cue asks for: the run of content words on its side, up to a function word, a stop or a number."""
    if cue is None:
        return frozenset(), ""
    within = [t for t in content if covered[0] <= t.start and t.end <= covered[1] and not _is_said(t, cue)]
    if within and "*" in cue.words[1:-1]:  # «những … nào»: what is asked for stands inside the cue
        return frozenset(content.index(t) for t in within), text[within[0].start : within[-1].end]
    behind = run_of_content([t for t in tokens if t.start >= covered[1]], text, covered[1]) if cue.side != "<" else []
    ahead = (
        run_of_content([t for t in tokens if t.end <= covered[0]][::-1], text, covered[0])
        if cue.side != ">" and not behind
        else []
    )
    run = sorted(behind or ahead, key=lambda t: t.start)
    if not run:
        return frozenset(), ""
    positions = frozenset(i for i, token in enumerate(content) if token in run)
    return positions, text[run[0].start : run[-1].end]


def run_of_content(tokens: Sequence[Token], text: str, edge: int) -> list[Token]:
    """Collect content words from an edge on, over function words at first, up to a stop, a verb or a year."""
    run: list[Token] = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if run and following is not None and following.kind == "number" and token.end <= following.start:
            break  # «… cluster 1»: a name of what the question is about, not what it asks for
        between = text[min(edge, token.end) : max(edge, token.start)]
        if any(c in ",;:?!.؟،।" for c in between) or len(run) >= _FOCUS_LENGTH:
            break
        is_year = token.kind == "number" and token.end - token.start == 4
        if token.pos == "f" or is_year or (token.kind == "number" and run) or (token.pos in "vr" and run):
            if run or token.kind == "number":
                break
            edge = token.end if token.start >= edge else token.start
            continue
        run.append(token)
        edge = token.end if token.start >= edge else token.start
    return run
