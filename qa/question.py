"""What a question asks for: its kind of answer, its focus, its scope. Cue words are data (``data/questions.toml``)."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.cues import FALLBACK, NUMERIC, Cue, best_cue
from qa.kinds import asked_kinds, kind_of
from qa.quantities import unit_names
from vectorstore.language import detect_language
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import Token, tokenizer
from vectorstore.words import fold, words

_FOCUS_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Question:
    """An analysed question.

    ``kind`` is one of the kinds of ``questions.toml`` or ``other``; ``tokens`` are those that carry content, without
    cues and function words; ``focus`` are the positions in ``tokens`` of what is counted or named, and
    ``focus_text`` the words for it as the question has them. ``unit`` is the unit it names right behind its cue («how
    many tonnes»), ``asked`` the kinds of quantity its words ask for («how long»).
    What stands from ``carried`` on, in brackets at the end, only says what the question is about.
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


def analyse(text: str, language: str | None = None) -> Question:
    """Analyse a question in its language, detected unless given; an unsupported one is read as English."""
    language = language or detect_language(text)
    cues_of = language if language in LANGUAGES else FALLBACK
    found = list(words(text))
    keys = [fold(word.text) for word in found]
    cue, first, last = best_cue(cues_of, keys)
    tokens = tokenizer(language).tokens(text)
    covered = (found[first].start, found[last - 1].end) if cue else (0, 0)
    content = tuple(
        t
        for t in tokens
        if t.pos != "f" and not (covered[0] <= t.start < covered[1] and _is_said(t, cue) and not _carries(t, cue))
    )
    focus, focus_text = _focus(text, tokens, content, cue, covered)
    asked = asked_kinds(tokens)
    kind = kind_of(cue, covered, tokens, [content[i] for i in sorted(focus)], language)
    unit = unit_names().get(fold(found[last].text)) if cue and kind in NUMERIC and last < len(found) else None
    return Question(text, language, kind, content, focus, focus_text, unit, asked, _carried(text))


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
        and token.pos == "n"
        and len(cue.words) < 3
    )


def _focus(
    text: str, tokens: Sequence[Token], content: Sequence[Token], cue: Cue | None, covered: tuple[int, int]
) -> tuple[frozenset[int], str]:
    """Return what the cue asks for: the run of content words on its side, up to a function word, a stop or a number."""
    if cue is None:
        return frozenset(), ""
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
