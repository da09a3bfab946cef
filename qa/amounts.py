"""What kind of figure «how many», «how much» and «how long» ask for: a count, a sum, a share or a size.

The same word asks for all of them in most languages (कितना, কত, كم, bao nhiêu, wie viel): what is beside it decides.
"""

from itertools import dropwhile

from qa.asking import (
    HEAD_FIRST,
    NO_KINDS,
    OPEN,
    Asking,
    Reading,
    asked_kinds,
    head_kinds,
    heads_of,
    is_verb_with_subject,
    kinds_of_units,
    of_kinds,
)
from qa.cues import SIZES, Cue
from qa.signs import has_sign, kinds_of_mass, kinds_said, means
from qa.units import unit_names, units
from vectorstore.tokenizer import Token

CONTENTS = frozenset({"count", "percentage", "weight", "volume"})
"""Kinds of figure that may say how much of something is in something else: «1.8 mg per litre»."""

EXTENTS = frozenset({"area", "length", "volume", "weight"})
"""Kinds of figure that may say how large something is; no time does."""

_NEAREST = ("ar", "bn", "hi")
"""Languages in which the verb of a question stands beside its cue, and those of its clauses farther off."""

_DOING = ("do", "does", "did", "will", "would", "has", "have", "had", "can", "could", "may", "must", "should")
"""Words behind «how long» with which it asks for a time."""

_SIZED_BEHIND = ("hi", "bn")

_FOR_HOW_MUCH = "بكم"
"""How Arabic asks for a price, whatever it is for."""

_TIMES_COUNTED = ("tage", "tagen", "stunden", "wochen", "monate")

OFTEN = frozenset({"percentage", "duration"})
"""What tells how often besides a count: a share, or a time between two («every 20 minutes»)."""

HINDI_PLURALS = ("एं", "यां")

_HINDI_OBLIQUE = ("ों", "ओं")

_HINDI_CASES = ("का", "की", "के", "में", "पर", "से", "को", "तक")


def is_measured(asking: Asking) -> bool:
    """Tell whether all that speaks of money is the value of something that is measured otherwise."""
    every = [*asking.own, *asking.others]
    of_money = [token for token in every if token.pos in "nv" and "money" in kinds_said(token)]
    is_value = bool(of_money) and all(means(token, "valued") for token in of_money)
    return is_value and any(has_sign(token, "measured") for token in every)


def of_count(asking: Asking, cue: Cue) -> Reading:
    """Read «how many», «how often», and «the number of the decree», which asks what it bears and not how many."""
    if not cue.asks and any(has_sign(t, "numbered") for t in heads_of(asking.focus, "en")[:1]):
        return Reading("what", NO_KINDS)
    if asking.language == "hi" and (kinds := _kinds_of_oblique(asking)):
        return of_kinds(kinds, "count")
    is_often = any(means(t, "often") for t in asking.own)
    return Reading("count", OFTEN if is_often else NO_KINDS)


def _kinds_of_oblique(asking: Asking) -> frozenset[str]:
    """Return in what a noun of Hindi is told that has no plural ending before its case: «कितने अनुदान का वादा»."""
    noun, behind = asking.right[:1], asking.right[1:2]
    if not noun or not behind or behind[0].key not in _HINDI_CASES or noun[0].key.endswith(_HINDI_OBLIQUE):
        return NO_KINDS
    return (head_kinds(noun, "hi") or kinds_of_mass(noun[0])) - {"count"}


def counts_time(asking: Asking) -> bool:
    """Tell whether what is counted are days or hours of some sort: «how many heatwave days», «wie viele Frosttage»."""
    head = next(iter(heads_of(asking.focus, asking.language)), None)
    beside = next(iter(asking.right), None)
    if head is None or (beside is not None and beside.pos == "f" and "a" in beside.glosses[:1]):
        return False  # «how much | a month»
    unit = unit_names().get(head.key)
    is_compound = asking.language == "de" and head.key.endswith(_TIMES_COUNTED)
    return is_compound or (unit is not None and units()[unit].kind == "duration")


def of_amount(asking: Asking) -> Reading:
    """Tell a sum from a count and both from an amount: «how much does it come to», «… rice», «… of the dam»."""
    beside = next(iter(asking.right), None)
    if beside is not None and (_compares_sizes(beside) or _is_size(beside, asking.language)):
        return of_measure(asking._replace(own=[beside]))  # «how much longer does it take», «কতটা চওড়া»
    if _asks_price(asking) and not _counts_or_moves(asking):
        return Reading("money", frozenset({"money"}))
    is_of = beside is not None and beside.pos == "f" and "of" in beside.glosses
    if is_of or (asking.language == "de" and any("of" in t.glosses for t in asking.own[-1:])):
        whole = [*dropwhile(lambda t: t.pos == "f", asking.right)]
        if head_kinds(whole, asking.language) == {"money"}:  # «how much of the money», «wie viel von seiner Rente»
            return Reading("count", frozenset({"money", "percentage"}))
        told = asked_kinds(asking.told) - {"count"}
        return of_kinds(told, "count") if told else Reading("count", OPEN)
    if beside is not None and beside.pos in "npa" and beside.kind != "number":
        kinds = head_kinds(asking.right, asking.language)
        if means(beside, "piece") and not beside.key.startswith("ال"):  # «কত টিকিট»: behind the cue it is counted
            return Reading("count", NO_KINDS)
        if means(beside, "mass") and any(means(t, "lost") for t in asking.others if t != beside):
            return Reading("count", OPEN)  # «how much water is lost»: so many litres, or a share
        if kinds - {"count"}:
            return of_kinds(kinds, "count")
        is_compared = means(beside, "degree") or means(beside, "lesser")  # «कितनी कम बर्फ़»: less by so much, or a share
        is_mass = asking.cue is not None and asking.cue.kind == "mass"
        is_led = not is_compared and (is_mass or beside.pos == "a")
        named = (heads_of(asking.right, asking.language)[:1] if is_led else []) or [beside]
        masses = frozenset(kind for token in named for kind in kinds_of_mass(token))
        if masses and masses <= SIZES | {"money"}:
            return of_kinds(masses, "count")  # «how much rice», «how much help»
        is_named = beside.pos != "a" or bool(heads_of(asking.right, asking.language))  # «कितनी निजी कंपनियाँ»
        is_noun = is_named or asking.language in HEAD_FIRST  # «bao nhiêu nữ»: how many women
        if is_noun and not means(beside, "change") and not is_verb_with_subject(asking.right, asking.language):
            heads = heads_of(asking.right, asking.language)[:1] if beside.pos == "a" else [beside]
            is_mass = is_mass or any(means(t, "mass") or means(t, "average") for t in heads)
            return Reading("count", OPEN if is_mass else NO_KINDS)
    if asking.language == "hi" and any(t.key.endswith(HINDI_PLURALS) for t in asking.focus[-1:]):
        return Reading("count", NO_KINDS)  # «महिलाएँ कितनी थीं»
    return _of_verb(asking)


def _is_size(token: Token, language: str) -> bool:
    """Tell whether a word right behind «how much» of Hindi or Bengali is a size: «कितना मोटा», «কতটা চওড়া»."""
    kinds = kinds_said(token)
    return language in _SIZED_BEHIND and token.pos in "ar" and bool(kinds) and kinds <= SIZES


def _asks_price(asking: Asking) -> bool:
    return asking.language == "ar" and any(t.key == _FOR_HOW_MUCH for t in asking.own)


def _counts_or_moves(asking: Asking) -> bool:
    """Tell whether «for how much» asks by how much something changed, or by how many of what: «بكم صوت فاز المرشح»."""
    beside, behind = asking.right[:1], asking.right[1:2]
    if any(means(t, "change") for t in asking.others if t.pos in "vn"):
        return True
    is_counted = bool(beside) and beside[0].pos == "n" and not beside[0].key.startswith("ال")
    return is_counted and not kinds_said(beside[0]) and not any(t.key.startswith("ال") for t in behind)


def _compares_sizes(token: Token) -> bool:
    """Tell whether a word of English or German compares sizes: «longer», «schwerer»."""
    kinds = kinds_said(token)
    return token.pos in "ar" and token.key.endswith("er") and bool(kinds) and kinds <= SIZES


def _of_verb(asking: Asking) -> Reading:
    """Read an amount of nothing named by what is done: «how much did it cost», «… rise», «… does she make»."""
    verbs, nouns = ([t for t in asking.others if t.pos in some] for some in ("v", "n"))
    plain = [t for t in nouns if not means(t, "average") and not means(t, "mass")]  # «rate», «average» tell less
    said = asked_kinds(verbs) - {"count"}
    named = asked_kinds(plain) - {"count"}
    moves = any(means(t, "change") for t in _told_of(verbs, asking))
    if not said and not named and not moves and any(means(t, "number") for t in nouns):
        return Reading("count", NO_KINDS)
    signs = ("change", "aimed") if named else ("change", "done", "aimed")
    telling = [*_told_of(verbs, asking), *map(_likeliest, (t for t in asking.others if t.pos != "v"))]
    telling = [t for t in telling if not (t.pos == "a" and means(t, "change"))]  # the lowest is not lowered
    if not said and any(means(t, sign) for t in telling for sign in signs):
        return Reading("count", OPEN)
    if said or named:
        return of_kinds(said or named, "count")
    if any(means(t, "sum") for t in asking.others if t.pos in "vna"):
        return Reading("money", frozenset({"money"}))
    if asking.told:
        units_told = kinds_of_units(asking.told) - {"duration"}
        if units_told and asking.cue is not None and asking.cue.kind != "count":
            return of_kinds(units_told, "count")
        found = _of_verb(asking._replace(others=asking.told, told=()))
        is_counted = found.asked == OPEN and asking.cue is not None and asking.cue.kind == "amount"
        return Reading("count", NO_KINDS) if is_counted else found  # «how many of them work well (cooperatives)»
    if asked_kinds(nouns) - {"count"}:
        return of_kinds(asked_kinds(nouns), "count")
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


def of_measure(asking: Asking) -> Reading:
    """Narrow what a size is asked for by what has it: «how long» by «last», «how high» by «rent»."""
    own = (frozenset(kind for token in asking.own for kind in kinds_said(token)) | kinds_of_units(asking.own)) & SIZES
    is_named = any("speed" in token.glosses for token in asking.own)
    if own == {"speed"} and not is_named and any(means(token, "arriving") for token in asking.others):
        return Reading("measure", frozenset({"duration"}))  # «how fast does the ambulance get there»
    if own == {"length", "duration"} and _asks_while(asking):
        return Reading("measure", frozenset({"duration"}))
    said = asked_kinds(asking.others) | kinds_of_units(asking.others)
    if any(means(_likeliest(token), "degree") for token in asking.own):
        named = head_kinds(asking.focus, asking.language) or said or _told_instead(asking)
        if named & {"money", "percentage"} and not named & SIZES:
            return of_kinds(named, "measure")
        if any("number" in t.glosses[:1] for t in asking.others):
            return Reading("count", NO_KINDS)
        if own == {"length"} and _is_not_tall(asking):
            return Reading("count", OPEN)
    moves = any(means(t, "change") for t in asking.others if t.pos != "a")  # the lowest is not lowered
    is_moving = moves and (own != {"length"} or _is_not_tall(asking))
    if asking.own and is_moving and not own & {"duration"} and not kinds_of_units(asking.own):
        return Reading("count", OPEN)
    if any(means(_likeliest(token), "large") for token in asking.own):
        own |= EXTENTS
    if not own:
        is_heat = any(t.pos == "a" and "temperature" in kinds_said(t) for t in asking.focus[-2:])
        return Reading(
            "measure", frozenset({"temperature"}) if is_heat else said & SIZES
        )  # «nóng bao nhiêu độ»: so hot
    hints = frozenset(kind for kind in ("duration", "length") for t in asking.others if has_sign(t, kind))
    return Reading("measure", own & said or own & hints or own)


def _told_instead(asking: Asking) -> frozenset[str]:
    """Return in what that is told which a follow-up goes on from, if it has no noun: «(Miete) wie hoch hier?»."""
    is_named = any(t.pos == "n" for t in asking.focus)
    return NO_KINDS if is_named else asked_kinds(asking.told) & {"money", "percentage"}


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
