"""What a question asks for: its kind of answer, its focus, its scope. Cue words are data (``data/questions.toml``)."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qa.quantities import kinds_of_words, unit_names
from vectorstore.language import detect_language
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import Token, tokenizer
from vectorstore.words import Word, fold, words

FALLBACK = "en"
NUMERIC = ("count", "money", "percentage", "measure")
_FOCUS_LENGTH = 4
_PARTS = 2


@dataclass(frozen=True, slots=True)
class Question:
    """An analysed question.

    ``kind`` is one of the kinds of ``questions.toml`` or ``other``; ``tokens`` are those that carry content, without
    cues and function words; ``focus`` are the positions in ``tokens`` of what is counted or named, and
    ``focus_text`` the words for it as the question has them. ``unit`` is the unit it names right behind its cue («how
    many tonnes»), ``asked`` the kinds of quantity its words ask for («how long»).
    """

    text: str
    language: str
    kind: str
    tokens: tuple[Token, ...]
    focus: frozenset[int]
    focus_text: str
    unit: str | None = None
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that tells the kind of a question; ``side`` is where what is asked for stands: ``>``, ``<``, both."""

    kind: str
    words: tuple[str, ...]
    side: str
    at_start: bool


def analyse(text: str, language: str | None = None) -> Question:
    """Analyse a question in its language, detected unless given; an unsupported one is read as English."""
    language = language or detect_language(text)
    cues_of = language if language in LANGUAGES else FALLBACK
    found = list(words(text))
    keys = [fold(word.text) for word in found]
    cue, first, last = _best_cue(cues_of, keys)
    tokens = tokenizer(language).tokens(text)
    covered = (found[first].start, found[last - 1].end) if cue else (0, 0)
    content = tuple(
        t for t in tokens if t.pos != "f" and not (covered[0] <= t.start < covered[1] and not _carries(t, cue))
    )
    focus, focus_text = _focus(text, tokens, content, cue, covered)
    kind = cue.kind if cue else "other"
    asked = kinds_of_words(gloss.lower() for token in tokens for gloss in token.glosses[:1])
    unit = unit_names().get(fold(found[last].text)) if cue and kind in NUMERIC and last < len(found) else None
    return Question(text, language, kind, content, focus, focus_text, unit, asked)


def parts(text: str, language: str) -> list[str]:
    """Return the questions that a question asks at once («how many groups and how many individuals got …»), or itself.

    Two cues make two questions when a joining word or a comma stands before the second, or both ask for a figure; each
    part keeps what the cues share.
    """
    cues_of = language if language in LANGUAGES else FALLBACK
    found = list(words(text))
    keys = [fold(word.text) for word in found]
    chosen: list[tuple[Cue, int, int]] = []
    for cue, first, last in sorted(_matches(cues_of, keys), key=lambda m: (m[1], m[1] - m[2])):
        apart = not chosen or first >= chosen[-1][2]
        if (
            apart
            and cue.kind not in ("what", "yes_no", "definition")
            and (not chosen or _joined(text, found, keys, first, cues_of))
        ):
            chosen.append((cue, first, last))
    if len(chosen) != _PARTS or any(cue.side == "<" for cue, *_ in chosen):
        return [text]
    pieces = [_piece(text, found, last, language) for _, _, last in chosen]
    starts = [found[first].start for _, first, _ in chosen]
    joint = found[chosen[1][1] - 1].start if keys[chosen[1][1] - 1] in joiners(cues_of) else starts[1]
    before, rest = text[: starts[0]], text[pieces[1] :].strip(" ?？؟।")
    first_part = text[starts[0] : joint].strip(" ,،")
    return [
        f"{before}{first_part} {rest}?",
        f"{before}{text[starts[1] : pieces[1]]} {_shared(text, pieces[0], joint)} {rest}?",
    ]


def _joined(text: str, found: Sequence[Word], keys: Sequence[str], first: int, language: str) -> bool:
    gap = text[found[first - 1].end : found[first].start]
    attached = language == "ar" and keys[first].startswith("و")  # وكم: the joining word is written on
    return attached or keys[first - 1] in joiners(language) or any(c in ",،;؛" for c in gap)


def _piece(text: str, found: Sequence[Word], last: int, language: str) -> int:
    """Return where the thing asked for behind a cue ends: with the first word or listed term after it."""
    if last >= len(found):
        return found[-1].end
    start = found[last].start
    return next((token.end for token in tokenizer(language).tokens(text) if token.end > start), len(text))


def _shared(text: str, start: int, end: int) -> str:
    return text[start:end].strip(" ,،;؛?؟")


def _carries(token: Token, cue: Cue | None) -> bool:
    """Words of a cue that also say what is looked for (budget, income) stay in the question."""
    return (
        cue is not None
        and cue.kind in ("money", "measure", "place", "organization")
        and token.pos == "n"
        and len(cue.words) < 3
    )


def _best_cue(language: str, keys: Sequence[str]) -> tuple[Cue | None, int, int]:
    """Find the cue that decides: the kind first in order, and of one kind the longest."""
    found = sorted(_matches(language, keys), key=lambda match: (_order()[match[0].kind], match[1] - match[2]))
    return found[0] if found else (None, 0, 0)


def _matches(language: str, keys: Sequence[str]) -> Iterator[tuple[Cue, int, int]]:
    for at in range(len(keys)):
        for cue in _cues(language).get(keys[at], ()):
            if not cue.at_start or at == 0:
                last = _match_at(cue.words, keys, at)
                if last:
                    yield cue, at, last
        for cue in _cues(language).get("*", ()):
            last = _match_at(cue.words, keys, at)
            if last and (not cue.at_start or at == 0):
                yield cue, at, last


def _match_at(pattern: Sequence[str], keys: Sequence[str], at: int) -> int:
    """Return the position behind a pattern that matches here, else 0; ``*`` alone stands for one to three words."""
    position = at
    for index, part in enumerate(pattern):
        if part == "*":
            rest = pattern[index + 1 :]
            for skip in range(1, 4):
                if not rest:
                    return min(position + 1, len(keys))
                if last := _match_at(rest, keys, position + skip):
                    return last
            return 0
        if position >= len(keys) or not _same(part, keys[position]):
            return 0
        position += 1
    return position


def _same(part: str, key: str) -> bool:
    return key.startswith(part[:-1]) if part.endswith("*") else key == part


def _focus(
    text: str, tokens: Sequence[Token], content: Sequence[Token], cue: Cue | None, covered: tuple[int, int]
) -> tuple[frozenset[int], str]:
    """Return what the cue asks for: the run of content words on its side, up to a function word, a stop or a number."""
    if cue is None:
        return frozenset(), ""
    behind = _run([t for t in tokens if t.start >= covered[1]], text, covered[1]) if cue.side != "<" else []
    ahead = (
        _run([t for t in tokens if t.end <= covered[0]][::-1], text, covered[0])
        if cue.side != ">" and not behind
        else []
    )
    run = sorted(behind or ahead, key=lambda t: t.start)
    if not run:
        return frozenset(), ""
    positions = frozenset(i for i, token in enumerate(content) if token in run)
    return positions, text[run[0].start : run[-1].end]


def _run(tokens: Sequence[Token], text: str, edge: int) -> list[Token]:
    run: list[Token] = []
    for token in tokens:
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


@cache
def _order() -> dict[str, int]:
    order = [*_table()["order"], "what"]
    return {kind: rank for rank, kind in enumerate(order)}


@cache
def _cues(language: str) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for kind, phrases in _table()[language].items():
        if kind == "and":
            continue
        for phrase in phrases:
            cue = _parse(kind, phrase)
            first = cue.words[0]
            found.setdefault("*" if first.endswith("*") else first, []).append(cue)
    return {first: tuple(cues) for first, cues in found.items()}


def _parse(kind: str, phrase: str) -> Cue:
    side = phrase[-1] if phrase[-1] in "<>" else ""
    plain = phrase.rstrip("<> ")
    parts = []
    for piece in plain.lstrip("^").split():
        folded = [fold(word.text) for word in words(piece)]
        if piece == "*":
            parts.append("*")
        elif piece.endswith("*") and folded:
            parts.extend([*folded[:-1], folded[-1] + "*"])
        else:
            parts.extend(folded)
    return Cue(kind, tuple(parts), side, plain.startswith("^"))


def joiners(language: str) -> frozenset[str]:
    """Return the folded words that may join two questions into one."""
    return frozenset(fold(word) for word in _table()[language if language in LANGUAGES else FALLBACK]["and"])


@cache
def _table() -> dict:  # type: ignore[type-arg]
    return tomllib.loads((files("qa") / "data" / "questions.toml").read_text("utf-8"))
