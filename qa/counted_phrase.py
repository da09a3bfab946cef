"""The words that a figure of a sentence counts: those behind it, those before it, or those of the figure before."""

from collections.abc import Sequence

import regex

from qa.owners import is_part_of_last
from qa.signs import has_sign
from qa.units import Quantity
from qa.views import SentenceView
from qa.wholes import whole_of
from vectorstore.affixes import is_genitive
from vectorstore.lexicon import load_lexicon
from vectorstore.tokenizer import Token

_NOUN_PHRASE = 4
_PLACING = frozenset(
    {"in", "at", "on", "for", "by", "with", "from", "under", "during", "to", "into", "near", "between", "against"}
) | {"until", "till", "up", "since", "after", "before", "than", "as", "through", "within"}
"""Glosses of function words that, right behind a figure, tell that its noun is left out: «and 17 in Brandenburg»."""

_PERSONS = frozenset({"them", "these", "those", "they", "which", "whom", "it", "us"})
_OBLIQUE = ("তে", "কে", "তেই")
"""Endings of what Bengali writes behind a number whose noun is left out (৬,১৭৮টিতে)."""

_DOER = "ने"
"""What Hindi writes behind who did something."""

_SHORTEST = 2
_DIGITS_OF_YEAR = 4
_AUXILIARIES = frozenset({"have", "had", "has", "be", "was", "were", "is", "are", "been", "do", "did", "will"})
TAKEN_OVER = 0.85
"""How sure it is that a figure without a noun counts what the figure before it counts."""

_OF = regex.compile(r"\s?/\s?\p{Nd}[\p{Nd}.,]*")
_STOPS = ",;:()[].!?؛،।–—\n\"“”«»'"


def counted_phrase(view: SentenceView, quantity: Quantity) -> tuple[list[Token], float]:
    """Return the words that a figure counts, and how surely it does: those of the figure before it if it has none."""
    whole = whole_of(view, quantity)
    own, is_left_out = noun_behind(view, quantity)
    if whole is not None and not own:
        return noun_behind(view, whole)[0], 1.0
    if own:
        return own, 1.0
    if is_left_out:
        for other in reversed([q for q in view.quantities if q.tail <= quantity.start and q.kind == "count"]):
            if not other.is_date and (taken := noun_behind(view, other)[0]):
                return taken, TAKEN_OVER
    ahead = [token for token in view.tokens if token.end <= quantity.start][::-1]
    found = _phrase(view, ahead, quantity.start, skip=6)
    earlier = counts_before(view, quantity)
    is_other = bool(earlier) and (_does(view, ahead) or is_part_of_last(view, earlier[-1], quantity))
    if is_other or (earlier and all(token.kind == "name" for token in found)):
        # «von 210 auf 164», «in Sachsen sind es 4.170», «نفق منها 830»
        return counted_phrase(view, earlier[-1])[0], TAKEN_OVER
    return found, 1.0


def _does(view: SentenceView, ahead: Sequence[Token]) -> bool:
    """Tell whether right before a figure stands who did it, in Hindi: «तेंदुओं ने 203 मवेशी मारे, बाघों ने 58»."""
    return view.document.language == "hi" and bool(ahead) and ahead[0].key == _DOER


def counts_before(view: SentenceView, quantity: Quantity) -> list[Quantity]:
    """Return the counts that stand before a figure in its sentence."""
    return [q for q in view.quantities if q.tail <= quantity.start and q.kind == "count" and not q.is_date]


def noun_behind(view: SentenceView, quantity: Quantity) -> tuple[list[Token], bool]:
    """Return the noun phrase behind a figure, and if there is none, whether it is left out."""
    if view.document.language == "bn" and view.text[quantity.number_end : quantity.tail].endswith(_OBLIQUE):
        return [], True
    part = _OF.match(view.text, quantity.tail)
    tail = part.end() if part else quantity.tail  # 170/430 products: both are of products
    behind = [token for token in view.tokens if token.start >= tail]
    if not behind or any(c in _STOPS for c in view.text[tail : behind[0].start]):
        return [], False
    if _leads_away(behind) or (view.document.language == "ar" and _is_led(behind[0])) or _is_dated(behind):
        return [], True
    found = _phrase(view, behind, tail)
    return ([], True) if found and all(token.kind == "name" for token in found) else (found, False)


def _is_led(token: Token) -> bool:
    """Tell whether an Arabic word has «for» or «by» written on to it, and so is not counted: «سبعة لتقديمهم شهادات»."""
    rest = token.key[1:]
    lexicon = load_lexicon("ar")
    is_word = lexicon.lookup(token.key) is not None or not token.key.startswith(("ل", "ب"))
    return not is_word and token.pos == "n" and len(rest) > _SHORTEST and bool(lexicon.analyse(rest))


def _is_dated(behind: Sequence[Token]) -> bool:
    """Tell whether a year stands right behind a figure: «54 ألفا سنة 2023»."""
    is_year = "year" in behind[0].glosses[:1] and len(behind) > 1 and behind[1].kind == "number"
    return is_year and behind[1].end - behind[1].start == _DIGITS_OF_YEAR


def _leads_away(behind: Sequence[Token]) -> bool:
    """Tell whether words right behind a figure say where or of whom it is, or what it does, not what it counts."""
    if behind[0].pos == "v":
        return True
    for token in behind:
        if token.pos not in "fr":
            return False
        said = {word for gloss in token.glosses for word in gloss.lower().split()}
        if said & _AUXILIARIES:
            return True
        if said & _PERSONS or (said & _PLACING and "of" not in said):
            return True
    return False


def _phrase(view: SentenceView, tokens: Sequence[Token], edge: int, *, skip: int = 4) -> list[Token]:
    """Collect content words from an edge on, over a few function words at first, up to the next stop."""
    text, skipped = view.text, 0
    found: list[Token] = []
    for token in tokens:
        between = text[min(edge, token.end) : max(edge, token.start)]
        is_inner = token.kind == "number" and not found and not skipped and not between.strip()  # 213 3-star products
        if any(c in _STOPS for c in between) or (token.kind == "number" and not is_inner) or len(found) == _NOUN_PHRASE:
            break
        edge = token.end if token.start >= edge else token.start
        if token.pos == "f" or (token.pos in "vrx" and not found):
            skipped += 1
            is_of = bool(found) and "of" in token.glosses and all(has_sign(other, "number") for other in found)
            if (found and not is_of) or skipped > skip:  # «महिलाओं की संख्या 1,21,900»: women
                break
            continue
        if found and (token.pos == "v" or (token.pos == "r" and any(other.pos == "n" for other in found))):
            break
        found.append(token)
        if is_genitive(token.key, view.document.language):
            break
    return found
