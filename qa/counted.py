"""What a figure counts: the noun phrase beside it, compared with what a question asks for, word by word in English."""

from collections.abc import Sequence
from functools import lru_cache

import regex

from qa.matching import Term
from qa.owners import is_part_of_last
from qa.question import Question
from qa.role_signs import signs_in
from qa.signs import has_sign, is_anybody, is_person
from qa.units import Quantity
from qa.views import SentenceView
from qa.wholes import parts_and_wholes, whole_of
from vectorstore.affixes import is_genitive
from vectorstore.embed import word_vector
from vectorstore.lexicon import load_lexicon
from vectorstore.sounds import sound_keys
from vectorstore.tokenizer import Token, gloss_stems, tokenizer

_NOUN_PHRASE = 4
_PLACING = frozenset(
    {"in", "at", "on", "for", "by", "with", "from", "under", "during", "to", "into", "near", "between", "against"}
) | {"until", "till", "up", "since", "after", "before", "than", "as", "through", "within"}
"""Glosses of function words that, right behind a figure, tell that its noun is left out: «and 17 in Brandenburg»."""

_PERSONS = frozenset({"them", "these", "those", "they", "which", "whom", "it", "us"})
_CASES = frozenset({"case", "death", "casualty", "fatality", "infection", "injury", "diagnosis", "birth", "vote"})
_CASES |= frozenset(f"{word}s" for word in _CASES)
"""Glosses of what is told of one person each: «19,134 new cases», «78 votes»."""

_SOMEBODY = 0.85
"""Likeness of what a figure counts where persons are asked for, of whatever kind, and it counts some kind of them."""

_CLASSIFIER = "জন"
"""What Bengali writes behind a number of persons."""

_OBLIQUE = ("তে", "কে", "তেই")
"""Endings of what Bengali writes behind a number whose noun is left out (৬,১৭৮টিতে)."""

_BESIDE = 2
"""Characters between a figure and what makes it a part of others, at most."""

_DOER = "ने"
"""What Hindi writes behind who did something."""

_SHORTEST = 2
_DIGITS_OF_YEAR = 4
_FIRST = 2
"""Nouns of a question the first of which it may count."""

_AUXILIARIES = frozenset({"have", "had", "has", "be", "was", "were", "is", "are", "been", "do", "did", "will"})
_TAKEN_OVER = 0.85
"""How sure it is that a figure without a noun counts what the figure before it counts."""

_UNTOLD = 0.4
"""Likeness of what a figure counts where nothing tells it."""

_Word = tuple[frozenset[str], str, float]
"""The stems that a word may have in English, its gloss and its weight."""

_OF = regex.compile(r"\s?/\s?\p{Nd}[\p{Nd}.,]*")
_STOPS = ",;:()[].!?؛،।–—\n\"“”«»'"


def likeness_of_counted(
    terms: Sequence[Term], view: SentenceView, quantity: Quantity, *, of_persons: bool = False
) -> dict[str, float]:
    """Return how well the noun phrase that a figure counts is the one asked for, each in [0, 1].

    ``counted``: the harmonic mean of the share of the phrase that was asked for and the share of what was asked for
    that it holds, word by word in English: «cooperative group» is half of «cooperative», «active cooperative» nearly
    all. ``head``: whether their heads are the same. Of ``of_persons`` see `asks_anybody`: passengers are people too.
    """
    focus = _english_words([term.token for term in _asked_for(terms)])
    if not focus:
        return {"counted": 0.0, "head": 0.0}
    found = [_compared(view, tokens, focus, share) for tokens, share in _phrases(view, quantity)]
    best = max(found, key=lambda one: one["head"] + one["counted"])
    if not of_persons:
        return best
    if persons_apart(terms, view, quantity, asked=True):
        return dict.fromkeys(best, 0.0)
    return {name: max(value, _somebody(view, quantity)) for name, value in best.items()}


def _somebody(view: SentenceView, quantity: Quantity) -> float:
    """Return how surely a figure counts persons, whoever they are: less so where it only says what they are or do."""
    if _is_classed(view, quantity):
        return 1.0
    counted, share = counted_phrase(view, quantity)
    return _SOMEBODY * share if any(token.pos == "n" and is_person(token) for token in counted) else 0.0


def asks_anybody(question: Question, terms: Sequence[Term]) -> bool:
    """Tell whether persons are asked for, of whatever kind: «wie viele Leute», «كم شخصا»."""
    asked = [term.token for term in terms if term.is_focus and term.token.pos == "n"]
    return all(map(is_anybody, asked)) if asked and question.focus_text else asks_persons(question)


def _compared(view: SentenceView, tokens: Sequence[Token], focus: Sequence[_Word], share: float) -> dict[str, float]:
    phrase = _english_words(tokens, head_first=view.document.language in ("ar", "vi"))
    if not phrase:
        return {"counted": _UNTOLD, "head": _UNTOLD}
    precision, recall = _share_met(phrase, focus), _share_met(focus, phrase)
    counted = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    head = max(_likeness(phrase[-1], other) for other in focus)
    return {"counted": share * counted, "head": share * head}


def is_whole(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a figure is the whole of which another is a part: «170/430», «163 of the 210»."""
    return any(whole.start == quantity.start for _, whole in parts_and_wholes(view))


def persons_apart(terms: Sequence[Term], view: SentenceView, quantity: Quantity, *, asked: bool) -> float:
    """Tell (1.0) that a figure counts things where persons are ``asked`` for, of whatever kind."""
    if not asked and not any(map(is_person, (term.token for term in terms if term.is_focus))):
        return 0.0
    counted = [token for token in _behind(view, quantity)[0] if token.pos == "n"]
    is_case = any(not _CASES.isdisjoint(token.glosses[:1]) for token in counted)
    return 1.0 if counted and not is_case and not _is_of_persons(view, quantity) else 0.0


def _is_of_persons(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a figure counts persons, whoever they are."""
    nouns = [token for token in _behind(view, quantity)[0] if token.pos == "n"]
    return _is_classed(view, quantity) or any(map(is_person, nouns))


def _is_classed(view: SentenceView, quantity: Quantity) -> bool:
    return view.text[quantity.number_end : quantity.tail].strip().startswith(_CLASSIFIER)


def counts_given(terms: Sequence[Term], view: SentenceView, quantity: Quantity) -> float:
    """Return how much rather a figure counts what a question only tells than what it asks for, in [0, 1].

    Of «how many unions are there in the northern provinces» «8 northern provinces» counts what is given.
    """
    nouns = [term for term in terms if term.number is None and term.token.pos == "n"]
    asked, given = ([t.token for t in nouns if t.is_focus == is_asked] for is_asked in (True, False))
    phrase = _english_words(_behind(view, quantity)[0], head_first=view.document.language in ("ar", "vi"))
    if not phrase or not asked or not given:
        return 0.0
    own, other = (max(_likeness(phrase[-1], word) for word in _english_words(some)) for some in (asked, given))
    return max(0.0, other - own)


def asks_persons(question: Question) -> bool:
    """Tell whether the words that a question asks with are for persons: «কতজন», «wie viele Menschen»."""
    return _names_persons(question.text, question.language)


@lru_cache(maxsize=1000)
def _names_persons(text: str, language: str) -> bool:
    found = [token for token in tokenizer(language).tokens(text) if token.pos == "n"]
    return (language == "bn" and _CLASSIFIER in text) or any(map(is_anybody, found[:_FIRST]))


def _phrases(view: SentenceView, quantity: Quantity) -> list[tuple[list[Token], float]]:
    """Return what a figure may count: its noun phrase, or where it has none, those of all the figures before it."""
    own, share = counted_phrase(view, quantity)
    if own and all(has_sign(token, "number") for token in own):  # «94 died; last year this number was 131»
        return [(own, share), *((found, _TAKEN_OVER) for found in _counted_before(view, quantity))]
    alike = [token for token in own if token.pos == "a"]
    if own and share == 1.0 and all(map(is_anybody, own)):  # «68 witnesses were called, 41 people came»: witnesses
        earlier = [q for q in view.quantities if q.tail <= quantity.start and q.kind == "count" and not q.is_date]
        taken = [found for q in earlier if (found := _behind(view, q)[0])]
        if not earlier and _is_of_others(view, quantity, own):  # «46 workers …. Nine people of them are disabled»
            taken = _counted_before(view, quantity)
        return [(own, share), *((found, _TAKEN_OVER) for found in taken)]
    if share == 1.0 and len(alike) < len(own):
        return [(own, share)]
    earlier = [q for q in view.quantities if q.tail <= quantity.start and q.kind == "count" and not q.is_date]
    told = alike if share == 1.0 else []  # «64 buses, 40 electric»: electric buses
    return [(own, share), *(([*told, *found], _TAKEN_OVER) for q in earlier if (found := _behind(view, q)[0]))]


def _is_of_others(view: SentenceView, quantity: Quantity, own: Sequence[Token]) -> bool:
    """Tell whether right beside a figure, or behind what it counts, stands that it is a part: «nine of them»."""
    signs = [s for s in signs_in(view.text, view.document.language) if s.role == "part"]
    end = max([quantity.tail, *(token.end for token in own)])
    return any(0 <= quantity.start - s.end <= _BESIDE or 0 <= s.start - end <= _BESIDE for s in signs)


def _counted_before(view: SentenceView, quantity: Quantity) -> list[list[Token]]:
    """Return what the figures before one count, in its sentence or else in the one before."""
    views = [view]
    if view.index:
        before = view.index - 1
        views.append(SentenceView(view.document, view.document.sentences[before], before, view.reader))
    for told in views:
        figures = [q for q in told.quantities if q.kind == "count" and not q.is_date]
        earlier = [q for q in figures if told is not view or q.tail <= quantity.start]
        if found := [phrase for q in earlier if (phrase := counted_phrase(told, q)[0])]:
            return found
    return []


def _asked_for(terms: Sequence[Term]) -> list[Term]:
    """Return what is to be counted, and where a question does not say it beside its cue, all its nouns («… number»)."""
    nouns = [term for term in terms if term.number is None]
    return [term for term in nouns if term.is_focus] or [
        term for term in nouns if term.token.pos in "na" and not term.is_scope
    ]


def _english_words(tokens: Sequence[Token], *, head_first: bool = False) -> list[_Word]:
    """Return the words that tokens amount to in English, the head last: its possible stems, gloss and weight."""
    if head_first:
        tokens = [token for token in tokens if token.pos in "ar"] + [
            token for token in tokens if token.pos not in "ar"
        ][::-1]
    found: list[_Word] = []
    for token in tokens:
        weight = 0.35 if token.pos in "ar" else 1.0
        if token.kind == "number":
            found.append((frozenset({f"#{token.key}"}), "", weight))
            continue
        if not token.glosses:
            found.append((frozenset({token.key, *sound_keys(token.key)}), "", weight))
            continue
        parts = token.glosses[0].lower().split()
        others = {s for gloss in token.glosses[1:] for s in gloss_stems(gloss.lower())} if len(parts) == 1 else set()
        found += [
            (frozenset({*gloss_stems(part), *others}), part, weight if part == parts[-1] else weight * 0.6)
            for part in parts
        ]
    return found


def _share_met(words: Sequence[_Word], by: Sequence[_Word]) -> float:
    return sum(word[2] * max(_likeness(word, other) for other in by) for word in words) / sum(word[2] for word in words)


def _likeness(one: _Word, other: _Word) -> float:
    if one[0] & other[0]:
        return 1.0
    first, second = word_vector(one[1]) if one[1] else None, word_vector(other[1]) if other[1] else None
    if first is None or second is None:
        return 0.0
    return max(0.0, 0.8 * (float(first @ second) - 0.45) / 0.55)


def counted_phrase(view: SentenceView, quantity: Quantity) -> tuple[list[Token], float]:
    """Return the words that a figure counts, and how surely it does: those of the figure before it if it has none."""
    whole = whole_of(view, quantity)
    own, is_left_out = _behind(view, quantity)
    if whole is not None and not own:
        return _behind(view, whole)[0], 1.0
    if own:
        return own, 1.0
    if is_left_out:
        for other in reversed([q for q in view.quantities if q.tail <= quantity.start and q.kind == "count"]):
            if not other.is_date and (taken := _behind(view, other)[0]):
                return taken, _TAKEN_OVER
    ahead = [token for token in view.tokens if token.end <= quantity.start][::-1]
    found = _phrase(view, ahead, quantity.start, skip=6)
    earlier = [q for q in view.quantities if q.tail <= quantity.start and q.kind == "count" and not q.is_date]
    is_other = bool(earlier) and (_does(view, ahead) or is_part_of_last(view, earlier[-1], quantity))
    if is_other or (earlier and all(token.kind == "name" for token in found)):
        # «von 210 auf 164», «in Sachsen sind es 4.170», «نفق منها 830»
        return counted_phrase(view, earlier[-1])[0], _TAKEN_OVER
    return found, 1.0


def _does(view: SentenceView, ahead: Sequence[Token]) -> bool:
    """Tell whether right before a figure stands who did it, in Hindi: «तेंदुओं ने 203 मवेशी मारे, बाघों ने 58»."""
    return view.document.language == "hi" and bool(ahead) and ahead[0].key == _DOER


def noun_phrase(view: SentenceView, quantity: Quantity) -> list[Token]:
    """Return the words that a figure counts: those behind it up to a stop, else those before it."""
    return counted_phrase(view, quantity)[0]


def _behind(view: SentenceView, quantity: Quantity) -> tuple[list[Token], bool]:
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
