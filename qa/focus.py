"""What a question counts or names: the run of content words beside its cue, «how many *active cooperatives* …»."""

from collections.abc import Sequence

from qa.amounts import HINDI_PLURALS
from qa.aside import is_year
from qa.asking import HEAD_FIRST, LOCATIVE, is_verb_with_subject
from qa.by_piece import is_rate_word
from qa.cues import FIGURES, NUMERIC, Cue
from qa.signs import has_sign, is_anybody, is_person
from vectorstore.affixes import is_genitive
from vectorstore.tokenizer import Token

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


def is_said(token: Token, cue: Cue | None) -> bool:
    """Tell whether a cue has a token among its own words; what stands for its ``*`` is content («what does X mean»)."""
    own = () if cue is None else tuple(word for word in cue.words if word not in _ANY)
    return any(
        key == word or (word[-1] == "*" and key.startswith(word[:-1])) for key in token.key.split() for word in own
    )


def focus_of(
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
    within = [t for t in content if covered[0] <= t.start and t.end <= covered[1] and not is_said(t, cue)]
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
