"""The kind of answer that a question asks for, and the kinds of figure that may give it.

The same word asks for a count and for a sum in most languages (कितना, কত, كم, bao nhiêu, wie viel), and «which» for
anything; what stands beside it decides, and meets here by gloss, whatever the language.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import dropwhile, takewhile
from typing import NamedTuple

from qa.by_piece import is_paid_by_piece
from qa.cues import FIGURES, SIZES, Cue
from qa.quantities import unit_names, units
from qa.several import asks_several
from qa.signs import has_sign, kinds_of_ending, kinds_of_mass, kinds_said, means
from qa.who_is import asks_who_is
from vectorstore.lexicon import LANGUAGES
from vectorstore.number_rules import number_rules
from vectorstore.tokenizer import Token

OPEN = frozenset({"count", "money", "percentage", *SIZES})
"""Kinds of figure that may say how much, where nothing tells of what kind it is."""

_CONTENTS = frozenset({"count", "percentage", "weight", "volume"})
"""Kinds of figure that may say how much of something is in something else: «1.8 mg per litre»."""

_HEADLINE = 12
"""Words up to which a question without a cue is read as the name of what it asks for."""

_DEFINABLE = 3
"""Content words of a thing that «what is …?» asks to be explained; of a longer one it asks something else."""

HEAD_FIRST = ("ar", "vi")
"""Languages whose nouns stand before what tells more of them."""

_VERBLESS = ("bn", "hi")
"""Languages that ask what a thing is behind its name, the former without a verb."""

_NEAREST = ("ar", "bn", "hi")
"""Languages in which the verb of a question stands beside its cue, and those of its clauses farther off."""

_THOUSAND = 1000
_MOST_SCALES = 2
"""Scale words between a cue and the unit behind it, at most: «কত হাজার কোটি টাকা»."""

_LONGEST_UNIT = 3
"""Words of the name of a unit, at most: «how many square kilometres»."""


_DOING = ("do", "does", "did", "will", "would", "has", "have", "had", "can", "could", "may", "must", "should")
"""Words behind «how long» with which it asks for a time."""

_TIMES_COUNTED = ("tage", "tagen", "stunden", "wochen", "monate")

_GAP = 2
"""Characters up to which a noun stands right behind another."""

HINDI_PLURALS = ("एं", "यां")
_HINDI_OBLIQUE = ("ों", "ओं")
_HINDI_CASES = ("का", "की", "के", "में", "पर", "से", "को", "तक")
_HONOURED = "েন"
"""How a Bengali verb ends whose subject is a person that is spoken of politely."""

_NONE: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """The kind of a question, the kinds of figure that may answer it; ``names``: it asks for several names."""

    kind: str
    asked: frozenset[str]
    names: bool = False


class Asking(NamedTuple):
    """A question as its cue cuts it: the tokens of the cue, those beside it, and what it asks for (``focus``).

    ``right``: the tokens behind the cue; ``unit``: the unit named right behind it; ``told``: what only says what the
    question is about, in brackets; ``named``: the kind of figure that another phrase of the question names;
    ``names_thing``: it asks what something is that it names (`qa.what_is`).
    """

    cue: Cue | None
    own: Sequence[Token]
    others: Sequence[Token]
    right: Sequence[Token]
    focus: Sequence[Token]
    told: Sequence[Token]
    unit: str | None
    named: str | None
    language: str
    names_thing: bool = False


def reading_of(asking: Asking) -> Reading:
    """Return the kind of answer that a question asks for, and the kinds of figure that may give it."""
    found = _reading(asking)
    if found.kind == "money" and _is_measured(asking):
        return Reading("count", _CONTENTS)  # an oxygen value is no sum
    return found


def _is_measured(asking: Asking) -> bool:
    """Tell whether all that speaks of money is the value of something that is measured otherwise."""
    every = [*asking.own, *asking.others]
    of_money = [token for token in every if token.pos in "nv" and "money" in kinds_said(token)]
    is_value = bool(of_money) and all(means(token, "valued") for token in of_money)
    return is_value and any(has_sign(token, "measured") for token in every)


def _reading(asking: Asking) -> Reading:
    cue = asking.cue
    if cue is None:
        return _without_cue(asking)
    if cue.kind in FIGURES and asking.unit is not None:
        return _of_kinds(frozenset({units()[asking.unit].kind}), "count")
    if cue.kind in FIGURES and _counts_time(asking):
        return Reading("count", frozenset({"duration"}))
    if cue.kind == "count":
        return _of_count(asking, cue)
    if cue.kind in ("amount", "mass"):
        return _of_amount(asking)
    if cue.kind == "measure":
        return _of_measure(asking)
    if cue.kind in ("money", "percentage"):
        told = _kinds_of_units(asking.told) - {"duration", "money"}
        if told and not asked_kinds(asking.own) and not _kinds_of_units(asking.own):
            return _of_kinds(told, "count")  # «इस साल कितने में (… हेक्टेयर)»
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
        return Reading("definition", _NONE)
    if cue.kind != "thing" and is_paid_by_piece(asking.others, asking.language):
        return Reading("money", frozenset({"money"}))
    return None


def _of_person(asking: Asking) -> Reading:
    """Tell who from what body: «who issued the plan», «who makes the buses»; of a name given what it is asked for."""
    if any(means(t, "naming") for t in asking.own):
        return _of_name(asking)
    if asks_who_is(asking.own, asking.others, asking.language):
        return Reading("definition", _NONE)
    if any("people" in t.glosses[:1] for t in asking.focus[:1]):
        return Reading("list", _NONE)  # «कौन लोग»: which people, whatever they are
    if any(means(t, "entitled") for t in asking.others if t.pos in "vax") and not _is_somebody(asking):
        return Reading("what", _NONE)  # «who is exempt»: no name, but what makes one so
    return Reading("organization" if _deals(asking) else "person", asked_kinds(asking.others))


def _of_count(asking: Asking, cue: Cue) -> Reading:
    """Read «how many», «how often», and «the number of the decree», which asks what it bears and not how many."""
    if not cue.asks and any(has_sign(t, "numbered") for t in _heads(asking.focus, "en")[:1]):
        return Reading("what", _NONE)
    if asking.language == "hi" and (kinds := _kinds_of_oblique(asking)):
        return _of_kinds(kinds, "count")
    is_often = any(means(t, "often") for t in asking.own)
    return Reading("count", frozenset({"count", "percentage"}) if is_often else _NONE)


def _kinds_of_oblique(asking: Asking) -> frozenset[str]:
    """Return in what a noun of Hindi is told that has no plural ending before its case: «कितने अनुदान का वादा»."""
    noun, behind = asking.right[:1], asking.right[1:2]
    if not noun or not behind or behind[0].key not in _HINDI_CASES or noun[0].key.endswith(_HINDI_OBLIQUE):
        return _NONE
    return (head_kinds(noun, "hi") or kinds_of_mass(noun[0])) - {"count"}


def _counts_time(asking: Asking) -> bool:
    """Tell whether what is counted are days or hours of some sort: «how many heatwave days», «wie viele Frosttage»."""
    head = next(iter(_heads(asking.focus, asking.language)), None)
    beside = next(iter(asking.right), None)
    if head is None or (beside is not None and beside.pos == "f" and "a" in beside.glosses[:1]):
        return False  # «how much | a month»
    unit = unit_names().get(head.key)
    is_compound = asking.language == "de" and head.key.endswith(_TIMES_COUNTED)
    return is_compound or (unit is not None and units()[unit].kind == "duration")


def asked_kinds(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the kinds of quantity that words ask for by their meaning: «loan» for money, «long» for a length."""
    return frozenset(kind for token in tokens if token.pos in "nv" for kind in kinds_said(token))


def _of_kinds(kinds: frozenset[str], otherwise: str) -> Reading:
    """Return the kind of question that kinds of figure amount to: money before a share before a size.

    What may be told as a sum or as a share (interest, a fee) is answered by both.
    """
    for kind in ("money", "percentage"):
        if kind in kinds:
            return Reading(kind, kinds & {"money", "percentage"})
    return Reading("measure", kinds & SIZES) if kinds & SIZES else Reading(otherwise, kinds)


def _without_cue(asking: Asking) -> Reading:
    """Read a headline («total cost of the bridge?»), a name asked for, a German question that begins with its verb."""
    tokens = asking.others
    if asking.language == "de" and tokens and tokens[0].pos == "v":
        return Reading("yes_no", asked_kinds(tokens))
    if any("name" in t.glosses[:1] for t in tokens) and any(has_sign(t, "role") for t in tokens):
        return Reading("person", _NONE)
    if any("number" in t.glosses[:1] or means(t, "headcount") for t in tokens):
        return Reading("count", _NONE)
    content = [t for t in tokens if t.pos != "f"]
    unit = unit_names().get(content[0].key) if content and content[0].key.endswith("s") else None
    if unit is not None:  # «tonnes of coffee exported in 2024»
        return _of_kinds(frozenset({units()[unit].kind}), "other")
    asked = asked_kinds(tokens)
    if asked and len(content) <= _HEADLINE:
        return _of_kinds(asked, "other")
    if any(t.pos == "n" and t.glosses[:1] == ("amount",) for t in content):
        return Reading("count", OPEN)
    return Reading("count" if _is_counted_headline(tokens, asking.language) else "other", _NONE)


def _is_counted_headline(tokens: Sequence[Token], language: str) -> bool:
    """Tell «villages on the grid in April 2022?»: things in the plural at a time are mostly to be counted."""
    leading = [*takewhile(lambda t: t.pos in "nax" and t.kind == "word", tokens)]
    first = next((t for t in reversed(leading) if t.pos == "n"), None)
    placed = any(t.kind == "number" and t.end - t.start == 4 for t in tokens) or any(
        means(t, "elsewhen") or means(t, "now") or t.key == "already" for t in tokens
    )
    is_plural = first is not None and first.pos == "n" and first.key.endswith("s") and not first.key.endswith("ss")
    return language == "en" and placed and is_plural and first is not None and not has_sign(first, "reason")


def _of_amount(asking: Asking) -> Reading:
    """Tell a sum from a count and both from an amount: «how much does it come to», «… rice», «… of the dam»."""
    beside = next(iter(asking.right), None)
    if beside is not None and _compares_sizes(beside):
        return _of_measure(asking._replace(own=[beside]))  # «how much longer does it take»
    if beside is not None and beside.pos == "f" and "of" in beside.glosses:
        if head_kinds(asking.right[1:], asking.language) == {"money"}:  # «how much of the money»: a sum, or a share
            return Reading("count", frozenset({"money", "percentage"}))
        told = asked_kinds(asking.told) - {"count"}
        return _of_kinds(told, "count") if told else Reading("count", OPEN)
    if beside is not None and beside.pos in "npa" and beside.kind != "number":
        kinds = head_kinds(asking.right, asking.language)
        if means(beside, "piece") and not beside.key.startswith("ال"):  # «কত টিকিট»: behind the cue it is counted
            return Reading("count", _NONE)
        if means(beside, "mass") and any(means(t, "lost") for t in asking.others if t != beside):
            return Reading("count", OPEN)  # «how much water is lost»: so many litres, or a share
        if kinds - {"count"}:
            return _of_kinds(kinds, "count")
        is_compared = means(beside, "degree") or means(beside, "lesser")  # «कितनी कम बर्फ़»: less by so much, or a share
        is_mass = asking.cue is not None and asking.cue.kind == "mass"
        is_led = not is_compared and (is_mass or beside.pos == "a")
        named = (_heads(asking.right, asking.language)[:1] if is_led else []) or [beside]
        masses = frozenset(kind for token in named for kind in kinds_of_mass(token))
        if masses and masses <= SIZES | {"money"}:
            return _of_kinds(masses, "count")  # «how much rice», «how much help»
        is_named = beside.pos != "a" or bool(_heads(asking.right, asking.language))  # «कितनी निजी कंपनियाँ»
        is_noun = is_named or asking.language in HEAD_FIRST  # «bao nhiêu nữ»: how many women
        if is_noun and not means(beside, "change") and not is_verb_with_subject(asking.right, asking.language):
            heads = _heads(asking.right, asking.language)[:1] if beside.pos == "a" else [beside]
            is_mass = is_mass or any(means(t, "mass") or means(t, "average") for t in heads)
            return Reading("count", OPEN if is_mass else _NONE)
    if asking.language == "hi" and any(t.key.endswith(HINDI_PLURALS) for t in asking.focus[-1:]):
        return Reading("count", _NONE)  # «महिलाएँ कितनी थीं»
    return _of_verb(asking)


def _compares_sizes(token: Token) -> bool:
    """Tell whether a word of English or German compares sizes: «longer», «schwerer»."""
    kinds = kinds_said(token)
    return token.pos in "ar" and token.key.endswith("er") and bool(kinds) and kinds <= SIZES


def is_verb_with_subject(tokens: Sequence[Token], language: str) -> bool:
    """Tell whether Arabic words begin with a verb: what is counted is never followed by a definite noun right away."""
    if language != "ar" or not tokens:
        return False
    first, following = tokens[0], (tokens[1] if len(tokens) > 1 else None)
    is_followed = following is not None and following.key.startswith("ال") and following.pos in "npx"
    is_counted = first.key.startswith("ال") or bool(kinds_said(first)) or means(first, "number")
    return first.pos == "v" or (is_followed and not is_counted and first.pos in "npx")


def _of_verb(asking: Asking) -> Reading:
    """Read an amount of nothing named by what is done: «how much did it cost», «… rise», «… does she make»."""
    verbs, nouns = ([t for t in asking.others if t.pos in some] for some in ("v", "n"))
    plain = [t for t in nouns if not means(t, "average") and not means(t, "mass")]  # «rate», «average» tell less
    said = asked_kinds(verbs) - {"count"}
    named = asked_kinds(plain) - {"count"}
    moves = any(means(t, "change") for t in _told_of(verbs, asking))
    if not said and not named and not moves and any(means(t, "number") for t in nouns):
        return Reading("count", _NONE)
    signs = ("change", "aimed") if named else ("change", "done", "aimed")
    telling = [*_told_of(verbs, asking), *map(_likeliest, (t for t in asking.others if t.pos != "v"))]
    telling = [t for t in telling if not (t.pos == "a" and means(t, "change"))]  # the lowest is not lowered
    if not said and any(means(t, sign) for t in telling for sign in signs):
        return Reading("count", OPEN)
    if said or named:
        return _of_kinds(said or named, "count")
    if any(means(t, "sum") for t in asking.others if t.pos in "vna"):
        return Reading("money", frozenset({"money"}))
    if asking.told:
        units_told = _kinds_of_units(asking.told) - {"duration"}
        if units_told and asking.cue is not None and asking.cue.kind != "count":
            return _of_kinds(units_told, "count")
        found = _of_verb(asking._replace(others=asking.told, told=()))
        is_counted = found.asked == OPEN and asking.cue is not None and asking.cue.kind == "amount"
        return Reading("count", _NONE) if is_counted else found  # «how many of them work well (cooperatives)»
    if asked_kinds(nouns) - {"count"}:
        return _of_kinds(asked_kinds(nouns), "count")
    if asking.named in ("money", "percentage"):
        return Reading(asking.named, frozenset({asking.named}))
    return Reading("count", OPEN)


def _told_of(verbs: list[Token], asking: Asking) -> list[Token]:
    """Return of some verbs the one that stands nearest to the cue where others only say which thing is meant.

    «गिरे उल्कापिंड की रफ़्तार कितनी आँकी गई», «بكم باعت النيزك الذي سقط»: how fast, for how much, not how far it fell.
    """
    if asking.language not in _NEAREST or not asking.own:
        return verbs
    start, end = asking.own[0].start, asking.own[-1].end
    return sorted(verbs, key=lambda t: max(start - t.end, t.start - end))[:1]


def _likeliest(token: Token) -> Token:
    """Return a word in its likeliest sense: «خريفي» is of autumn and no fall."""
    return token._replace(glosses=token.glosses[:1])


def _of_measure(asking: Asking) -> Reading:
    """Narrow what a size is asked for by what has it: «how long» by «last», «how high» by «rent»."""
    own = (frozenset(kind for token in asking.own for kind in kinds_said(token)) | _kinds_of_units(asking.own)) & SIZES
    if own == {"length", "duration"} and _asks_while(asking):
        return Reading("measure", frozenset({"duration"}))
    said = asked_kinds(asking.others) | _kinds_of_units(asking.others)
    if any(means(token, "degree") for token in asking.own):
        named = head_kinds(asking.focus, asking.language) or said
        if named & {"money", "percentage"} and not named & SIZES:
            return _of_kinds(named, "measure")
        if any("number" in t.glosses[:1] for t in asking.others):
            return Reading("count", _NONE)
        if own == {"length"} and _is_not_tall(asking):
            return Reading("count", OPEN)
    moves = any(means(t, "change") for t in asking.others if t.pos != "a")  # the lowest is not lowered
    is_moving = moves and (own != {"length"} or _is_not_tall(asking))
    if asking.own and is_moving and not own & {"duration"} and not _kinds_of_units(asking.own):
        return Reading("count", OPEN)
    if not own:
        is_heat = any(t.pos == "a" and "temperature" in kinds_said(t) for t in asking.focus[-2:])
        return Reading(
            "measure", frozenset({"temperature"}) if is_heat else said & SIZES
        )  # «nóng bao nhiêu độ»: so hot
    hints = frozenset(kind for kind in ("duration", "length") for t in asking.others if has_sign(t, kind))
    return Reading("measure", own & said or own & hints or own)


def _asks_while(asking: Asking) -> bool:
    """Tell «how long does it take», «wie lange baut man daran» from «how long is it», «wie lange Tunnel»."""
    beside, last = next(iter(asking.right), None), asking.own[-1].key
    if beside is None:
        return False
    is_done = asking.language == "en" and beside.key in _DOING
    return is_done or (asking.language == "de" and last == "lange" and beside.pos in "vfr")


def _is_not_tall(asking: Asking) -> bool:
    """Tell whether what «how high» is asked of has no height («how high is the duty»): listed things without one."""
    noun = next((t for t in asking.others if t.pos in "np"), None)
    if noun is None or noun.kind != "word" or not noun.glosses:
        return False
    return not any(means(noun, sign) for sign in ("tall", "site", "length"))


def _kinds_of_units(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(units()[unit].kind for t in tokens if t.pos != "f" and (unit := unit_names().get(t.key)))


def _of_what(asking: Asking) -> Reading:
    """«What did it cost», «what is the average income»: the head of what is asked for may be a measurable thing."""
    behind = [t for t in asking.right if t.pos in "nv"][:2]
    verbs = [t for t in asking.right if t.pos == "v" and means(t, "sized")]
    last = asking.right[-1:]
    if asking.language == "de" and not verbs and not any(t in asking.focus for t in last):
        verbs = [t for t in last if t.pos == "n" and kinds_said(t)]  # «was sollte der Bau kosten»
    if any(t.key == "do" for t in asking.right):  # «what did they do with the money it paid»
        verbs = []
    is_thing = asking.cue is not None and asking.cue.kind == "thing"
    heads = _heads(asking.focus, asking.language)[:1]
    is_named = not is_thing or any(means(t, "magnitude") for t in heads)  # a credit may be a thing, a salary is a sum
    focus = asking.focus if asking.language in HEAD_FIRST else [*dropwhile(lambda t: t.kind == "name", asking.focus)]
    kinds = asked_kinds(verbs) or (head_kinds(focus, asking.language) if is_named else _NONE)
    found = _of_kinds(kinds - {"count"}, "what")
    if found.kind != "what":
        return found
    if any(t.pos in "vx" and means(t, "causing") for t in asking.others):
        return Reading("reason", _NONE)  # «what triggered the flood», «was hat die Flut ausgelöst»
    if any(means(t, "dated") for t in heads) and not is_thing:
        return Reading("date", _NONE)
    if _is_unknown_thing(asking):
        return Reading("definition", _NONE)
    if not is_thing and behind[:1] and behind[0].pos == "v" and _tells_total(asking.right):
        return Reading("count", _NONE)  # «what did that bring the total to»
    if asking.language == "en" and not is_thing and heads and asking.right[:1] == heads and heads[0].key[-1:] == "s":
        return Reading("list", _NONE)  # «what crops does the farm grow»
    content = [t for t in asking.others if t.pos != "f"]
    return Reading("definition" if is_thing and len(content) <= _DEFINABLE else "what", _NONE)


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
    named = _heads(focus, asking.language)[:1] or focus  # «welcher Jahreszins» asks for no year
    glosses = {gloss.lower().split()[-1] for token in named for gloss in token.glosses[:1]}
    if glosses & {"year", "years", "date", "day", "month", "period"}:
        return Reading("date", _NONE)
    if asking.language == "de" and focus and (ending := kinds_of_ending(focus[-1])):
        return _of_kinds(ending, asking.cue.kind)
    if any(means(t, "magnitude") for t in _heads(focus, asking.language)[:1]):
        return _of_kinds(head_kinds(focus, asking.language) - {"count"}, asking.cue.kind)
    if any(t.glosses[:1] == ("level",) for t in _heads(focus, asking.language)[:1]):
        return _of_kinds(
            asked_kinds(asking.others) - {"count"} or OPEN, "count"
        )  # «to what level should the rate fall»
    return _of_named(asking)


def _of_named(asking: Asking) -> Reading:
    """Tell what «which» asks for by its noun: a person, a body, a place, any other thing; or several of them.

    What is right behind the noun of a cue tells more than that: «which union boss».
    """
    assert asking.cue is not None
    kind, focus = asking.cue.kind, asking.focus
    if kind == "list" and _asks_calling(asking):
        return Reading("what", _NONE)
    is_beside = bool(focus) and bool(asking.own) and 0 < focus[0].start - asking.own[-1].end <= _GAP
    may_be_role = kind == "list" or (is_beside and asking.language not in HEAD_FIRST)
    if may_be_role and any(has_sign(t, "role") for t in focus):
        return Reading("person", _NONE)
    is_named = kind == "list" or any(t.pos == "n" for t in asking.own)  # «where» names nothing
    is_several = asks_several(asking.own, focus if is_named else (), asking.others, asking.language)
    signs = (("organization", "body"), ("organization", "firm"), ("place", "site"), ("person", "people"))
    nouns = [t for t in focus if t.pos == "n"][:2]
    told = next((name for name, sign in signs if any(means(t, sign) for t in nouns)), "what")
    if is_several or (kind == "list" and is_several is None and told != "organization"):
        return Reading("list", _NONE, kind != "list" or told in ("organization", "place"))
    return Reading(told if kind == "list" else kind, _NONE)


def _asks_calling(asking: Asking) -> bool:
    """Tell whether «which» asks what a person is that the question names: «which office does Anna Berg hold»."""
    is_named = any(t.kind == "name" for t in asking.others)
    return is_named and any(has_sign(t, "calling") for t in _heads(asking.focus, asking.language)[:1])


def _of_name(asking: Asking) -> Reading:
    """«What is the name of …», «wie heißt die …»: a place's, a body's, or somebody's."""
    before = [t for t in asking.others if t.end <= asking.own[0].start]
    beside = before[-1:] if asking.language in ("hi", "bn") else asking.focus[:1]
    if beside and beside[0].pos == "f":  # «the four that buy mangoes, what are their names»
        beside = [t for t in asking.others if any(has_sign(t, sign) for sign in ("body", "firm"))]
    is_somebody = any(has_sign(t, sign) for t in (*asking.own, *asking.others) for sign in ("role", "people"))
    if not is_somebody and any(has_sign(t, "site") and t.pos == "n" for t in beside):
        return Reading("place", _NONE)
    is_thing = any(t.pos == "n" and t.glosses and not means(t, "naming") for t in beside)
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


def head_kinds(tokens: Sequence[Token], language: str) -> frozenset[str]:
    """Return the kinds of quantity that the head of a noun phrase asks for; «average» stands for what follows."""
    for token in _heads(tokens, language):
        kinds = frozenset(kinds_said(token))
        if kinds and not means(token, "average"):
            return kinds
        if not means(token, "average"):
            return _NONE
    return frozenset(kind for token in _heads(tokens, language) for kind in kinds_said(token))


def _heads(tokens: Sequence[Token], language: str) -> list[Token]:
    """Return the nouns that stand together at the beginning of some tokens, the head of the phrase first."""
    run: list[Token] = []
    for token in tokens:
        is_another = token.pos == "a" and language not in HEAD_FIRST and any(t.pos == "n" for t in run)
        if token.pos not in "nax" or token.kind != "word" or is_another:
            break
        run.append(token)
    nouns = [token for token in run if token.pos == "n"]
    return nouns if language in HEAD_FIRST else nouns[::-1]


@cache
def _scale_words() -> frozenset[str]:
    """Return the folded words that multiply a number before them, from a thousand on, in every language."""
    return frozenset(w for lang in LANGUAGES for w, scale in number_rules(lang).scales.items() if scale >= _THOUSAND)


def unit_behind(keys: Sequence[str], last: int) -> str | None:
    """Return the unit that the folded words right behind a cue name, also behind a scale: «how many million tonnes»."""
    at = next((i for i in range(last, len(keys)) if keys[i] not in _scale_words()), len(keys))
    if at - last > _MOST_SCALES:
        return None
    named = (unit_names().get(" ".join(keys[at : at + words])) for words in range(_LONGEST_UNIT, 0, -1))
    unit = next((name for name in named if name is not None), None)  # «bao nhiêu mét khối»: no metres
    return None if unit == "age" else unit  # «bao nhiêu tuổi»: elsewhere an age is so many years
