"""What a yes/no question compares a figure with: «more than 50 …?», «over half of …?», «has it reached its target?»."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from qa.exactness import approximations
from qa.quantities import quantities
from qa.signs import has_sign, means
from qa.units import Quantity, shown_kinds
from vectorstore.digits import canonical
from vectorstore.tokenizer import Token
from vectorstore.words import fold, words

_RELATIONS = {"more_than": "above", "at_least": "from", "less_than": "below", "up_to": "to"}
_HALF, _WHOLE = Decimal(50), Decimal(100)
_LONGEST = 5
"""Words of the longest phrase on how exact a figure is."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a question compares a figure with: the kind of question for it, the value, which side is a yes.

    ``side`` is ``above``, ``from`` (at least), ``below`` or ``to`` (at most); ``figure`` is the kind of the figure,
    ``unit`` its unit, None where any will do (a count, a share). ``is_target``: a target is asked about; the sentence
    that has the figure may give the target beside it.
    """

    kind: str
    value: Decimal
    side: str
    figure: str = ""
    unit: str | None = None
    is_target: bool = False


def threshold_in(text: str, language: str, tokens: Sequence[Token]) -> Threshold | None:
    """Return what a yes/no question compares with: a number, a part of a whole, a target; None if nothing."""
    figures = [q for q in quantities(text, language) if q.kind not in ("date", "label") and not q.is_date]
    shares = [t.start for i, t in enumerate(tokens) if _share_of(tokens, i) is not None]
    figures = [q for q in figures if not any(0 <= start - q.number_end <= 1 for start in shares)]  # three quarters
    for quantity in figures:
        if quantity.exactness in _RELATIONS:
            return _of_figure(quantity, _RELATIONS[quantity.exactness])
    if any(has_sign(t, "beat") for t in tokens):
        for quantity in figures:
            if quantity.kind != "year":
                return _of_figure(quantity, "above")
    return _of_part(text, tokens) or _of_target(tokens)


def given_beside(limit: Threshold, text: str, language: str) -> frozenset[str]:
    """Return the numbers of a question but the one to compare with: «more than 200 … with at least three stars»."""
    return frozenset(canonical(q.value) for q in quantities(text, language) if q.value != limit.value)


def said_by_threshold(limit: Threshold, text: str, language: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Return the positions of the tokens that only say what to compare with."""
    figures = [q for q in quantities(text, language) if q.exactness in _RELATIONS and q.value == limit.value]
    parts = frozenset(i for i in range(len(tokens)) if _share_of(tokens, i) is not None)
    return parts | frozenset(
        position
        for position, token in enumerate(tokens)
        if any(q.start <= token.start < max(q.end, q.tail) for q in figures)
        or has_sign(token, "reach")
        or has_sign(token, "compare")
    )


def _of_figure(quantity: Quantity, side: str) -> Threshold:
    if quantity.kind in ("money", "percentage"):
        return Threshold(quantity.kind, quantity.value, side, quantity.kind, quantity.unit)
    if quantity.kind in shown_kinds("measure"):
        return Threshold("measure", quantity.value, side, quantity.kind, quantity.unit)
    return Threshold("count", quantity.value, side, "count")


def _of_part(text: str, tokens: Sequence[Token]) -> Threshold | None:
    """Read «more than half of», «at least a quarter of», «most of the»."""
    for position, token in enumerate(tokens):
        share = _share_of(tokens, position)
        if share is None:
            continue
        relation = _relation(text, tokens, token)
        side = _RELATIONS[relation] if relation else "above"
        if relation or share == _HALF:
            return Threshold("percentage", share, side, "percentage")
    if any(_is_most(tokens, position) for position in range(len(tokens))):
        return Threshold("percentage", _HALF, "above", "percentage")
    return None


def _share_of(tokens: Sequence[Token], position: int) -> Decimal | None:
    """Return the share in per cent that a word stands for (half, quarter), times the number before it."""
    token = tokens[position]
    previous = tokens[position - 1] if position else None
    if token.pos == "d" and previous is not None and "part" in previous.glosses and (below := _number(token)):
        return (_WHOLE / below).quantize(Decimal("0.01")).normalize()  # «một phần tư»: one part of four
    names = [gloss.lower().removesuffix("s") for gloss in token.glosses[:2]]
    share = next((_fractions()[w] for w in names if w in _fractions()), None)
    times = _number(previous) if share is not None and previous is not None and previous.pos == "d" else None
    return share if share is None or times is None or share * times >= _WHOLE else share * times


def _number(token: Token) -> Decimal | None:
    said = token.key if token.kind == "number" else (*token.glosses, "")[0]
    return Decimal(said) if said.isascii() and said.isdecimal() and int(said) else None


def _is_most(tokens: Sequence[Token], position: int) -> bool:
    """Tell «most of the pupils» from «the most popular»."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    is_superlative = tokens[position].pos == "f" and following is not None and following.pos in "ar"
    return has_sign(tokens[position], "majority") and not is_superlative


def _relation(text: str, tokens: Sequence[Token], token: Token) -> str | None:
    """Return how a part is compared: by words beside it, small words between left out, else anywhere in the text."""
    found = list(words(text))
    keys = [fold(word.text) for word in found]
    before = [keys[i] for i, word in enumerate(found) if word.end <= token.start]
    after = [keys[i] for i, word in enumerate(found) if word.start >= token.end]
    for skipped in range(3):
        for count in range(_LONGEST, 0, -1):
            ahead = " ".join(before[max(0, len(before) - skipped - count) : len(before) - skipped])
            behind = " ".join(after[skipped : skipped + count]) if skipped < 2 else ""
            for name, (befores, afters, _) in approximations().items():
                if name in _RELATIONS and (ahead in befores or (behind and behind in afters)):
                    return name
    following = next((t for t in tokens if t.start >= token.end), None)
    if following is not None and has_sign(following, "lesser"):
        return "less_than"
    whole = f" {' '.join(keys)} "
    return next((n for n in ("at_least", "up_to") if any(f" {p} " in whole for p in approximations()[n][1])), None)


def _of_target(tokens: Sequence[Token]) -> Threshold | None:
    """Read «has it reached its target»; «more than expected» compares two figures and asks for no share."""
    if any(means(t, "target") and t.pos in "nx" and not means(t, "hoped") for t in tokens) and any(
        means(t, "reach") or has_sign(t, "more") for t in tokens
    ):
        is_beaten = any(means(t, "beat") or has_sign(t, "more") for t in tokens)
        return Threshold("percentage", _WHOLE, "above" if is_beaten else "from", "percentage", is_target=True)
    return None


@cache
def _fractions() -> dict[str, Decimal]:
    table = tomllib.loads((files("qa") / "data" / "measures.toml").read_text("utf-8"))["fractions"]
    return {word: Decimal(share) for word, share in table.items()}
