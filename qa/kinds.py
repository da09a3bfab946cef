"""The kind of answer that a question asks for: its cue, corrected by what its words mean in English.

The same word asks for a count and for a sum in most languages (कितना, কত, كم, bao nhiêu, wie viel), and «which» for
anything; what stands beside it decides, and meets here by gloss, whatever the language.
"""

from collections.abc import Sequence

from qa.cues import SIZES, Cue
from qa.quantities import kinds_of_words
from qa.signs import has_sign
from vectorstore.tokenizer import Token

_HEADLINE = 12
"""Words up to which a question without a cue is read as the name of what it asks for."""


def kind_of(
    cue: Cue | None, covered: tuple[int, int], tokens: Sequence[Token], focus: Sequence[Token], language: str
) -> str:
    """Return the kind of answer; ``covered`` is where the cue stands, ``focus`` the words that it asks for."""
    asked = asked_kinds(tokens)
    if cue is None:
        return _without_cue(tokens, asked, language)
    if cue.kind == "yes_no" and cue.at_start:
        return cue.kind
    if cue.kind in ("count", "measure") and asked:
        return _of_figure(cue, covered, tokens, asked)
    if cue.kind == "what":
        return _of_what(covered, tokens)
    if cue.kind in ("list", "place"):
        return _of_which(cue, focus)
    return cue.kind


def asked_kinds(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the kinds of quantity that words ask for by their meaning: «loan» for money, «long» for a length."""
    return kinds_of_words(gloss.lower() for t in tokens if t.pos in "nv" for gloss in t.glosses[:2])


def _without_cue(tokens: Sequence[Token], asked: frozenset[str], language: str) -> str:
    """Read a headline («total cost of the bridge?»), a name asked for, a German question that begins with its verb."""
    if language == "de" and tokens and tokens[0].pos == "v":
        return "yes_no"
    if any("name" in t.glosses[:1] for t in tokens) and any(has_sign(t, "role") for t in tokens):
        return "person"
    if any("number" in t.glosses[:1] for t in tokens):
        return "count"
    return _numeric(asked, "other") if asked and len(tokens) <= _HEADLINE else "other"


def _numeric(asked: frozenset[str], otherwise: str) -> str:
    if "money" in asked:
        return "money"
    if "percentage" in asked:
        return "percentage"
    return "measure" if asked & SIZES else otherwise


def _of_figure(cue: Cue, covered: tuple[int, int], tokens: Sequence[Token], asked: frozenset[str]) -> str:
    """Tell a sum from a count: «how much does the loan come to», «how many cooperatives got a loan»."""
    if cue.kind == "measure":
        return cue.kind if asked & SIZES else _numeric(asked, cue.kind)
    behind = next((t for t in tokens if t.start >= covered[1]), None)
    is_noun = behind is not None and behind.pos in "npa" and behind.kind != "number"
    if is_noun and behind is not None and not asked_kinds([behind]):
        return cue.kind
    return _numeric(asked_kinds([behind]) if is_noun and behind is not None else asked, cue.kind)


def _of_what(covered: tuple[int, int], tokens: Sequence[Token]) -> str:
    """«What did it cost», «what is the average income»: the first words behind the cue may name a measurable thing."""
    behind = [t for t in tokens if t.start >= covered[1] and t.pos in "nv"][:2]
    verbs = [t for t in behind[:1] if "cost" in t.glosses[:2]]
    nouns = [t for t in behind if t.pos == "n"][:1]
    return _numeric(asked_kinds(verbs or nouns), "what")


def _of_which(cue: Cue, focus: Sequence[Token]) -> str:
    """«Which chairman» asks for a person, «which years» for a date; «which provinces» for a list all the same."""
    glosses = {gloss.lower().split()[-1] for token in focus for gloss in token.glosses[:1]}
    if glosses & {"year", "years", "date", "day", "month", "period"}:
        return "date"
    kinds = [
        kind for kind, sign in (("person", "role"), ("organization", "body")) if any(has_sign(t, sign) for t in focus)
    ]
    return kinds[0] if kinds and cue.kind == "list" else cue.kind
