"""What a figure counts: the noun phrase beside it, compared with what a question asks for, word by word in English."""

from collections.abc import Sequence
from functools import lru_cache

from qa.counted_phrase import TAKEN_OVER, counted_phrase, counts_before, noun_behind
from qa.matching import Term
from qa.question import Question
from qa.role_signs import signs_in
from qa.signs import has_sign, is_anybody, is_person
from qa.units import Quantity
from qa.views import SentenceView
from vectorstore.embed import word_vector
from vectorstore.english import gloss_stems
from vectorstore.sounds import sound_keys
from vectorstore.tokenizer import Token, tokenizer

_CASES = frozenset({"case", "death", "casualty", "fatality", "infection", "injury", "diagnosis", "birth", "vote"})
_CASES |= frozenset(f"{word}s" for word in _CASES)
"""Glosses of what is told of one person each: «19,134 new cases», «78 votes»."""

_SOMEBODY = 0.85
"""Likeness of what a figure counts where persons are asked for, of whatever kind, and it counts some kind of them."""

_CLASSIFIER = "জন"
"""What Bengali writes behind a number of persons."""

_BESIDE = 2
"""Characters between a figure and what makes it a part of others, at most."""

_FIRST = 2
"""Nouns of a question the first of which it may count."""

_UNTOLD = 0.4
"""Likeness of what a figure counts where nothing tells it."""

_Word = tuple[frozenset[str], str, float]
"""The stems that a word may have in English, its gloss and its weight."""


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


def persons_apart(terms: Sequence[Term], view: SentenceView, quantity: Quantity, *, asked: bool) -> float:
    """Tell (1.0) that a figure counts things where persons are ``asked`` for, of whatever kind."""
    if not asked and not any(map(is_person, (term.token for term in terms if term.is_focus))):
        return 0.0
    counted = [token for token in noun_behind(view, quantity)[0] if token.pos == "n"]
    is_case = any(not _CASES.isdisjoint(token.glosses[:1]) for token in counted)
    return 1.0 if counted and not is_case and not _is_of_persons(view, quantity) else 0.0


def _is_of_persons(view: SentenceView, quantity: Quantity) -> bool:
    """Tell whether a figure counts persons, whoever they are."""
    nouns = [token for token in noun_behind(view, quantity)[0] if token.pos == "n"]
    return _is_classed(view, quantity) or any(map(is_person, nouns))


def _is_classed(view: SentenceView, quantity: Quantity) -> bool:
    return view.text[quantity.number_end : quantity.tail].strip().startswith(_CLASSIFIER)


def counts_given(terms: Sequence[Term], view: SentenceView, quantity: Quantity) -> float:
    """Return how much rather a figure counts what a question only tells than what it asks for, in [0, 1].

    Of «how many unions are there in the northern provinces» «8 northern provinces» counts what is given.
    """
    nouns = [term for term in terms if term.number is None and term.token.pos == "n"]
    asked, given = ([t.token for t in nouns if t.is_focus == is_asked] for is_asked in (True, False))
    phrase = _english_words(noun_behind(view, quantity)[0], head_first=view.document.language in ("ar", "vi"))
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
        return [(own, share), *((found, TAKEN_OVER) for found in _counted_before(view, quantity))]
    alike = [token for token in own if token.pos == "a"]
    if own and share == 1.0 and all(map(is_anybody, own)):  # «68 witnesses were called, 41 people came»: witnesses
        earlier = counts_before(view, quantity)
        taken = [found for q in earlier if (found := noun_behind(view, q)[0])]
        if not earlier and _is_of_others(view, quantity, own):  # «46 workers …. Nine people of them are disabled»
            taken = _counted_before(view, quantity)
        return [(own, share), *((found, TAKEN_OVER) for found in taken)]
    if share == 1.0 and len(alike) < len(own):
        return [(own, share)]
    earlier = counts_before(view, quantity)
    told = alike if share == 1.0 else []  # «64 buses, 40 electric»: electric buses
    return [(own, share), *(([*told, *found], TAKEN_OVER) for q in earlier if (found := noun_behind(view, q)[0]))]


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
