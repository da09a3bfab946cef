"""The kind of answer that a question asks for, and the kinds of figure that may give it.

The same word asks for a count and for a sum in most languages (कितना, কত, كم, bao nhiêu, wie viel), and «which» for
anything; what stands beside it decides, and meets here by gloss, whatever the language.
"""

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from qa.amounts import CONTENTS, counts_time, is_measured, of_amount, of_count, of_measure
from qa.asking import (
    HEAD_FIRST,
    LOCATIVE,
    NO_KINDS,
    OPEN,
    Asking,
    Reading,
    asked_kinds,
    head_kinds,
    heads_of,
    kinds_of_units,
    of_kinds,
)
from qa.by_piece import is_paid_by_piece
from qa.cues import FIGURES, SIZES, Cue, said_words
from qa.several import asks_several
from qa.signs import has_sign, kinds_of_ending, kinds_said, means
from qa.units import unit_names, units
from qa.who_is import asks_who_is
from vectorstore.tokenizer import Token

_HEADLINE = 12
"""Words up to which a question without a cue is read as the name of what it asks for."""

_DEFINABLE = 3
"""Content words of a thing that «what is …?» asks to be explained; of a longer one it asks something else."""

_POSTPOSED = ("hi", "bn")
"""Languages that put what other ones put before a noun behind it."""

_VERBLESS = ("bn", "hi")
"""Languages that ask what a thing is behind its name, the former without a verb."""

_GAP = 2
"""Characters up to which a noun stands right behind another."""

_HONOURED = "েন"
"""How a Bengali verb ends whose subject is a person that is spoken of politely."""


def reading_of(asking: Asking) -> Reading:
    """Return the kind of answer that a question asks for, and the kinds of figure that may give it."""
    found = _reading(asking)
    if found.kind == "money" and is_measured(asking):
        return Reading("count", CONTENTS)  # an oxygen value is no sum
    if found == Reading("count", OPEN) and any(means(t, "number") for t in asking.others):
        return Reading("count", frozenset({"percentage"}))  # «by how much did the number of pupils rise»
    return found


def _reading(asking: Asking) -> Reading:
    cue = asking.cue
    if cue is None:
        return _without_cue(asking)
    if cue.kind in FIGURES and asking.unit is not None:
        return of_kinds(frozenset({units()[asking.unit].kind}), "count")
    if cue.kind in FIGURES and counts_time(asking):
        return Reading("count", frozenset({"duration"}))
    if cue.kind == "count":
        return of_count(asking, cue)
    if cue.kind in ("amount", "mass"):
        return of_amount(asking)
    if cue.kind == "measure":
        return of_measure(asking)
    if cue.kind in ("money", "percentage"):
        told = kinds_of_units(asking.told) - {"duration", "money"}
        if told and not asked_kinds(asking.own) and not kinds_of_units(asking.own):
            return of_kinds(told, "count")  # «इस साल कितने में (… हेक्टेयर)»
        return Reading(cue.kind, frozenset({cue.kind}))
    if cue.kind in ("what", "thing", "list") and (shown := _by_the_rest(asking, cue)) is not None:
        return shown
    if cue.kind in ("what", "thing"):
        return _of_what(asking)
    if cue.kind in ("list", "place", "organization"):
        return _of_which(asking)
    return _of_person(asking) if cue.kind == "person" else Reading(cue.kind, asked_kinds(asking.others))


def _by_the_rest(asking: Asking, cue: Cue) -> Reading | None:
    """Read «what is a …» and «what were they paid an hour» by what is beside the cue; None if that does not tell."""
    if asking.names_thing:
        return Reading("definition", NO_KINDS)
    if cue.kind != "thing" and is_paid_by_piece(asking.others, asking.language):
        return Reading("money", frozenset({"money"}))
    return None


def _of_person(asking: Asking) -> Reading:
    """Tell who from what body: «who issued the plan», «who makes the buses»; of a name given what it is asked for."""
    if any(means(t, "naming") for t in asking.own):
        return _of_name(asking)
    if asks_who_is(asking.own, asking.others, asking.language):
        return Reading("definition", NO_KINDS)
    if any("people" in t.glosses[:1] for t in asking.focus[:1]):
        return Reading("list", NO_KINDS)  # «कौन लोग»: which people, whatever they are
    if any(means(t, "entitled") for t in asking.others if t.pos in "vax") and not _is_somebody(asking):
        return Reading("what", NO_KINDS)  # «who is exempt»: no name, but what makes one so
    return Reading("organization" if _deals(asking) else "person", asked_kinds(asking.others))


def _without_cue(asking: Asking) -> Reading:
    """Read a headline («total cost of the bridge?»), a name asked for, a German question that begins with its verb."""
    tokens = asking.others
    if asking.language == "de" and tokens and tokens[0].pos == "v":
        return Reading("yes_no", asked_kinds(tokens))
    if any("name" in t.glosses[:1] for t in tokens) and any(has_sign(t, "role") for t in tokens):
        return Reading("person", NO_KINDS)
    if any(not {"date", "deadline"}.isdisjoint(t.glosses[:2]) for t in tokens if t.pos == "n"):
        return Reading("date", NO_KINDS)  # «new date for the opening»
    if any("number" in t.glosses[:1] or means(t, "headcount") for t in tokens):
        return Reading("count", NO_KINDS)
    content = [t for t in tokens if t.pos != "f"]
    unit = unit_names().get(content[0].key) if content and content[0].key.endswith("s") else None
    if unit is not None:  # «tonnes of coffee exported in 2024»
        return of_kinds(frozenset({units()[unit].kind}), "other")
    asked = asked_kinds(tokens)
    if asked and len(content) <= _HEADLINE:
        return of_kinds(asked, "other")
    if any(t.pos == "n" and t.glosses[:1] == ("amount",) for t in content):
        return Reading("count", OPEN)
    return Reading("count" if _is_counted_headline(tokens, asking.language) else "other", NO_KINDS)


def _is_counted_headline(tokens: Sequence[Token], language: str) -> bool:
    """Tell «villages on the grid in April 2022?»: things in the plural at a time are mostly to be counted."""
    leading = [*takewhile(lambda t: t.pos in "nax" and t.kind == "word", tokens)]
    first = next((t for t in reversed(leading) if t.pos == "n"), None)
    placed = any(t.kind == "number" and t.end - t.start == 4 for t in tokens) or any(
        means(t, "elsewhen") or means(t, "now") or t.key == "already" for t in tokens
    )
    is_plural = first is not None and first.pos == "n" and first.key.endswith("s") and not first.key.endswith("ss")
    return language == "en" and placed and is_plural and first is not None and not has_sign(first, "reason")


def _head(asking: Asking) -> Token | None:
    """Return the noun that «what is» asks the value of: «the population of Aldra», «पुल की लंबाई», «dân số Aldra»."""
    if asking.language not in (*_POSTPOSED, "vi"):
        return next(iter(heads_of(asking.focus, asking.language)), None)
    ahead = [t for t in asking.others if asking.own and t.end <= asking.own[0].start]
    at = ahead[:1] if asking.language == "vi" else ahead[-1:]
    return at[0] if at and at[0].pos == "n" else None


def _of_size(head: Token | None) -> Reading | None:
    """Read «what is the population, the age, the length of …»; None where a noun is for no such thing."""
    if head is None:
        return None
    if means(head, "headcount"):
        return Reading("count", NO_KINDS)
    kinds = kinds_said(head) & SIZES if means(head, "magnitude") or has_sign(head, "age") else NO_KINDS
    return Reading("measure", kinds) if kinds else None


def _of_what(asking: Asking) -> Reading:
    """«What did it cost», «what is the average income»: the head of what is asked for may be a measurable thing."""
    if (sized := _of_size(_head(asking))) is not None:
        return sized
    behind = [t for t in asking.right if t.pos in "nv"][:2]
    verbs = [t for t in asking.right if t.pos == "v" and means(t, "sized")]
    last = asking.right[-1:]
    if asking.language == "de" and not verbs and not any(t in asking.focus for t in last):
        verbs = [t for t in last if t.pos == "n" and kinds_said(t)]  # «was sollte der Bau kosten»
    if any(t.key == "do" for t in asking.right):  # «what did they do with the money it paid»
        verbs = []
    is_thing = asking.cue is not None and asking.cue.kind == "thing"
    heads = heads_of(asking.focus, asking.language)[:1]
    is_named = not is_thing or any(means(t, "magnitude") for t in heads)  # a credit may be a thing, a salary is a sum
    focus = asking.focus if asking.language in HEAD_FIRST else [*dropwhile(lambda t: t.kind == "name", asking.focus)]
    kinds = asked_kinds(verbs) or (head_kinds(focus, asking.language) if is_named else NO_KINDS)
    if not kinds and heads and means(heads[0], "average") and not is_thing:  # «and what is the average (rent …)?»
        kinds = asked_kinds(asking.told)
    found = of_kinds(kinds - {"count"}, "what")
    if found.kind != "what":
        return found
    if any(t.pos in "vx" and means(t, "causing") for t in asking.others):
        return Reading("reason", NO_KINDS)  # «what triggered the flood», «was hat die Flut ausgelöst»
    if any(means(t, "dated") for t in heads) and not is_thing:
        return Reading("date", NO_KINDS)
    if _is_unknown_thing(asking):
        return Reading("definition", NO_KINDS)
    if not is_thing and behind[:1] and behind[0].pos == "v" and _tells_total(asking.right):
        return Reading("count", NO_KINDS)  # «what did that bring the total to»
    if asking.language == "en" and not is_thing and heads and asking.right[:1] == heads and heads[0].key[-1:] == "s":
        return Reading("list", NO_KINDS)  # «what crops does the farm grow»
    content = [t for t in asking.others if t.pos != "f"]
    return Reading("definition" if is_thing and len(content) <= _DEFINABLE else "what", NO_KINDS)


def _tells_total(tokens: Sequence[Token]) -> bool:
    """Tell whether words speak of a number of things; «No. 1» and «cluster number 1» do not."""
    following = [*tokens[1:], None]
    return any(
        means(t, "number") and (after is None or after.kind != "number")
        for t, after in zip(tokens, following, strict=True)
    )


def _is_unknown_thing(asking: Asking) -> bool:
    """Tell «what is the Kappungsgrenze»: one word that no lexicon knows is to be explained, or is all there is."""
    verb = next(iter(asking.right), None)
    is_said_to_be = verb is not None and not {"be", "is", "are"}.isdisjoint(verb.glosses[:1])
    one = asking.focus[0] if len(asking.focus) == 1 else None
    content = [t for t in asking.others if t.pos != "f"]
    is_all = len(content) == 1 and verb is None and asking.language in _VERBLESS  # «দাদন কী?»
    return is_all or (is_said_to_be and one is not None and not one.glosses and one.kind != "number")


def _of_which(asking: Asking) -> Reading:
    """«Which chairman» asks for a person, «which years» for a date; «which provinces» for a list all the same."""
    assert asking.cue is not None
    focus = asking.focus
    named = heads_of(focus, asking.language)[:1] or focus  # «welcher Jahreszins» asks for no year
    if any(_is_dated(token) for token in named):
        return Reading("date", NO_KINDS)
    if asking.cue.kind != "list" and ("*" in asking.cue.words or any(token.pos == "n" for token in asking.own)):
        return _of_named(asking)  # «in welcher Stadt wird der Preis verliehen»: the cue names what it asks for
    if asking.language == "de" and focus and (ending := kinds_of_ending(focus[-1])):
        return of_kinds(ending, asking.cue.kind)
    if any(means(t, "magnitude") for t in heads_of(focus, asking.language)[:1]):
        return of_kinds(head_kinds(focus, asking.language) - {"count"}, asking.cue.kind)
    if any(t.glosses[:1] == ("level",) for t in heads_of(focus, asking.language)[:1]):
        return of_kinds(asked_kinds(asking.others) - {"count"} or OPEN, "count")  # «to what level should the rate fall»
    return _of_named(asking)


def _is_dated(token: Token) -> bool:
    """Tell whether a noun is for a time that «which» asks: a year, a month; a season too where it may be weather."""
    likeliest = token._replace(glosses=token.glosses[:1])
    return has_sign(likeliest, "timed") or "season" in token.glosses[:2]


def _of_named(asking: Asking) -> Reading:
    """Tell what «which» asks for by its noun: a person, a body, a place, any other thing; or several of them.

    What is right behind the noun of a cue tells more than that: «which union boss».
    """
    assert asking.cue is not None
    kind, focus = asking.cue.kind, asking.focus
    if kind == "list" and _asks_calling(asking):
        return Reading("what", NO_KINDS)
    is_beside = bool(focus) and bool(asking.own) and 0 < focus[0].start - asking.own[-1].end <= _GAP
    may_be_role = kind == "list" or (is_beside and asking.language not in HEAD_FIRST)
    if may_be_role and any(has_sign(t, "role") for t in focus):
        return Reading("person", NO_KINDS)
    is_named = kind == "list" or any(t.pos == "n" for t in asking.own)  # «where» names nothing
    is_several = asks_several(asking.own, focus if is_named else (), asking.others, asking.language)
    signs = (("organization", "body"), ("organization", "firm"), ("place", "site"), ("person", "people"))
    nouns = [t for t in focus if t.pos == "n"][:2]
    told = next((name for name, sign in signs if any(means(t, sign) for t in nouns)), "what")
    if kind == "list" and _asks_where(asking, nouns):
        told = "place"
    if is_several or (kind == "list" and is_several is None and told != "organization"):
        return Reading("list", NO_KINDS, kind != "list" or told in ("organization", "place"))
    return Reading(told if kind == "list" else kind, NO_KINDS)


def _asks_where(asking: Asking, nouns: Sequence[Token]) -> bool:
    """Tell whether «which» asks in, at, to or from what: «in which hospital» asks where, «which hospital» what body."""
    named = next((t for t in nouns if has_sign(t, "somewhere")), None)
    if named is None:
        return False
    if asking.language == "bn" and named.key.endswith(LOCATIVE):
        return True
    edge = min(asking.own[0].start, named.start)
    before = [t.key for t in asking.others if t.end <= edge][-1:]
    behind = [t.key for t in asking.others if t.start >= named.end][:1]
    beside = behind if asking.language in _POSTPOSED else before
    return bool(said_words(asking.language, beside, "locative"))


def _asks_calling(asking: Asking) -> bool:
    """Tell whether «which» asks what a person is that the question names: «which office does Anna Berg hold»."""
    is_named = any(t.kind == "name" for t in asking.others)
    return is_named and any(has_sign(t, "calling") for t in heads_of(asking.focus, asking.language)[:1])


def _of_name(asking: Asking) -> Reading:
    """«What is the name of …», «wie heißt die …»: a place's, a body's, or somebody's."""
    before = [t for t in asking.others if t.end <= asking.own[0].start]
    is_counted = bool(before) and before[-1].pos == "d"  # «খচ্চর দুটির নাম»
    named = before[:-1] if is_counted else before
    inside = [t for t in asking.others if asking.own[0].end <= t.start]
    beside = named[-1:] if asking.language in _POSTPOSED else (asking.focus or inside)[:1]
    if beside and beside[0].pos == "f":  # «the four that buy mangoes, what are their names»
        beside = [t for t in asking.others if any(has_sign(t, sign) for sign in ("body", "firm"))]
    is_somebody = any(has_sign(t, sign) for t in (*asking.own, *asking.others) for sign in ("role", "people"))
    if not is_somebody and any(has_sign(t, "site") and t.pos == "n" for t in beside):
        return Reading("place", NO_KINDS)
    is_thing = any(t.pos == "n" and t.glosses and not means(t, "naming") for t in beside)
    if is_thing and not is_somebody and is_counted:
        return Reading("list", NO_KINDS, names=True)
    return Reading("organization" if is_thing and not is_somebody else "person", asked_kinds(asking.others))


def _deals(asking: Asking) -> bool:
    """Tell whether «who» asks for what mostly a body does: «who issued the plan».

    Not «which director buys …», nor «who bought the club»: that may be anybody; nor where the verb is one for persons,
    as Bengali has them («পরিচালনা করেন»).
    """
    is_polite = asking.language == "bn" and any(t.key.endswith(_HONOURED) for t in asking.others[-1:])
    is_somebody = is_polite or _is_somebody(asking)
    return not is_somebody and any(means(t, "dealing") for t in asking.others if t.pos == "v" or t in asking.right[:1])


def _is_somebody(asking: Asking) -> bool:
    """Tell whether a question speaks of a person or a body by another word than its verb: «to fund» is no fund."""
    nouns = [t for t in asking.others if t.pos != "v"]
    return any(has_sign(t, sign) or "person" in t.glosses[:1] for t in nouns for sign in ("role", "people", "body"))
