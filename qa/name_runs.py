"""The names of a sentence that a question does not give: what may be the person, the place or the body it asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from qa.letters import LATIN
from qa.matching import Term, gives
from qa.signs import has_sign
from qa.spelling import CAPITALS_TELL, is_name_part, kind_of, script_of
from qa.views import SentenceView, once_a_view
from vectorstore.document import Span
from vectorstore.persons import is_syllable
from vectorstore.tokenizer import Token

GIVEN = 0.4
"""Strength from which a word of a sentence is one that the question gives."""

_LONGEST = 5
"""Words of a name, at most; more in a row are no name, where capitals do not tell."""

_OF_BODY = 3
"""Words before or behind a name, at most, that may make it a body's."""

_STOP = regex.compile(r"[^\p{L}\p{M}\p{N} ]")
"""What parts a name from the words before it."""

_WITHIN = regex.compile(r"[  ]|-|\.[  ]?|[  ]?(?:van|von|de|da|bin|bint|al|el|der)[  ]|[  ]al-")
"""What stands between the words of one name."""

_QUOTED = regex.compile(r"[«“‘„\"'](?P<name>[^«»“”‘’„\"]{2,60})[»”’“\"']")


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens in a row that make one name: ``view.tokens[first:last]``."""

    first: int
    last: int

    def distance(self, at: int) -> int:
        """Return how many tokens a token stands away from the name, 0 inside it."""
        return max(self.first - at, at - self.last + 1, 0)

    def span(self, view: SentenceView) -> Span:
        """Return where the name stands in the text of its sentence."""
        return Span(view.tokens[self.first].start, view.tokens[self.last - 1].end)

    def text(self, view: SentenceView) -> str:
        """Return the name as its sentence writes it."""
        span = self.span(view)
        return view.text[span.start : span.end]


def given_by(terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return which tokens the question gives: a name only by a name of its own."""
    named = [i for i, term in enumerate(terms) if term.token.kind == "name"]
    by_any, by_name = met.max(axis=0, initial=0.0), met[named].max(axis=0, initial=0.0)
    is_name = np.array([token.kind == "name" for token in view.tokens] + [False])
    return gives(terms, view, np.where(is_name, by_name, by_any), GIVEN)


def runs_of(view: SentenceView, given: NDArray[np.bool_]) -> Iterator[Run]:
    """Yield the names of a sentence that the question does not give, each as long as it goes."""
    first: int | None = None
    for at in range(len(view.tokens) + 1):
        is_name = at < len(view.tokens) and not given[at] and _names(view)[at]
        if first is not None and not (is_name and _are_joined(view, at)):
            if at - first <= _LONGEST:
                yield Run(first, at)
            first = None
        if is_name and first is None:
            first = at - (at > 0 and not given[at - 1] and _is_first_name(view, at))


def _are_joined(view: SentenceView, at: int) -> bool:
    return _WITHIN.fullmatch(view.text, view.tokens[at - 1].end, view.tokens[at].start) is not None


def _is_first_name(view: SentenceView, at: int) -> bool:
    """Tell whether a noun between an office and a name is a first name: الدكتور نضال الخصاونة has no capitals."""
    if script_of(view.document.language) == LATIN or at < 2:
        return False
    word, office = view.tokens[at - 1], view.tokens[at - 2]
    gaps = view.text[office.end : word.start] + view.text[word.end : view.tokens[at].start]
    has_article = view.document.language == "ar" and word.key.startswith("ال")
    return (
        word.pos in "na"
        and not has_article
        and not gaps.strip(" .")
        and has_sign(office, "role")
        and not has_sign(word, "role")
    )


@once_a_view
def _names(view: SentenceView) -> tuple[bool, ...]:
    """Tell of every token of a sentence whether it is part of a name."""
    return tuple(_is_name(view, at) for at in range(len(view.tokens)))


def _is_name(view: SentenceView, at: int) -> bool:
    """Tell whether a word is part of a name: listed as one or nowhere, or with a capital where only names have them."""
    token, language = view.tokens[at], view.document.language
    written = view.text[token.start : token.end]
    if is_name_part(written, language, exactly=token.pos == "f"):
        return script_of(language) != LATIN or written[:1].isupper()
    if token.kind == "number" or has_sign(token, "role"):
        return False
    if script_of(language) == LATIN and not written[:1].isupper():
        return False
    if token.kind == "name":
        return kind_of(written, language) not in ("month", "weekday", "currency", "demonym", "language", "religion")
    return language in CAPITALS_TELL and at > 0 and token.pos != "f" and not view.text.isupper()


def quoted_in(view: SentenceView, given: NDArray[np.bool_]) -> Iterator[Run]:
    """Yield what stands in quotation marks and the question does not give: «دروب الشمال»."""
    for match in _QUOTED.finditer(view.text):
        start, end = match.span("name")
        inside = [at for at, token in enumerate(view.tokens) if start <= token.start and token.end <= end]
        if inside and len(inside) <= _LONGEST and not given[inside].any():
            yield Run(inside[0], inside[-1] + 1)


def is_person(view: SentenceView, run: Run) -> bool:
    """Tell whether a name is surely a person's: by a listed part, or of two words or beside an office and no place."""
    language = view.document.language
    written = [view.text[token.start : token.end] for token in view.tokens[run.first : run.last]]
    if script_of(language) == LATIN and any(not word[:1].isupper() for name in written for word in name.split()):
        return False
    is_listed_otherwise = any(kind_of(name, language) for name in (*written, " ".join(written)))
    if is_listed_otherwise and not _sounds_vietnamese(written, language):
        return False
    first = _whole_from(view, run)
    if language == "vi" and any(has_sign(token, "firm") for token in view.tokens[max(0, first - 1) : first]):
        return False  # «Trường THPT chuyên Lê Quý Đôn»: a school named after somebody
    beside = view.tokens[max(0, first - 1) : first] + view.tokens[run.last : run.last + 1]
    if any(has_sign(token, sign) for token in view.tokens[run.first : run.last] for sign in ("body", "site", "firm")):
        return False
    if any(has_sign(token, "site") and token.pos == "n" for token in beside) or _is_of_body(view, run):
        return False
    is_listed = any(is_name_part(name, language) for name in written)
    told = [at for at, token in enumerate(view.tokens) if has_sign(token, "role")]
    is_told = any(run.distance(at) <= 2 for at in told)
    if script_of(language) != LATIN:
        is_name = any(token.kind == "name" for token in view.tokens[run.first : run.last])
        return (is_name or len(written) > 1) and (is_told or (is_listed and len(written) > 1))
    return is_told or len(written) > 1


def _is_of_body(view: SentenceView, run: Run) -> bool:
    """Tell whether a name is part of a body's: «the Ushirika | Farmers' Bank», «Hợp tác xã Tiêu sạch | Chư Hdrông»."""
    if script_of(view.document.language) != LATIN:
        return False
    at = run.last
    while at < min(len(view.tokens), run.last + _OF_BODY) and _goes_on(view, at):
        if _names_body(view.tokens[at]):
            return True
        at += 1
    if view.document.language != "vi":
        return False
    before = view.tokens[max(0, run.first - _OF_BODY) : run.first]
    gaps = view.text[before[0].start : view.tokens[run.first].start] if before else ""
    is_told = any(has_sign(token, "role") for token in before)
    return not is_told and not _STOP.search(gaps) and any(_names_body(token) for token in before)


def _goes_on(view: SentenceView, at: int) -> bool:
    """Tell whether a word has a capital and stands right behind the one before, or behind its possessive."""
    gap = view.text[view.tokens[at - 1].end : view.tokens[at].start]
    return gap.strip("'’ ") == "" and view.text[view.tokens[at].start].isupper()


def _names_body(token: Token) -> bool:
    return token.pos == "n" and any(has_sign(token, sign) for sign in ("body", "firm", "company"))


def is_surely_person(view: SentenceView, run: Run) -> bool:
    """Tell whether a name is a person's and shown to be: beside an office, or by a part that is listed as one."""
    language = view.document.language
    if not is_person(view, run):
        return False
    told = [at for at, token in enumerate(view.tokens) if has_sign(token, "role")]
    written = [view.text[token.start : token.end] for token in view.tokens[run.first : run.last]]
    return any(run.distance(at) <= 1 for at in told) or any(is_name_part(name, language) for name in written)


def _whole_from(view: SentenceView, run: Run) -> int:
    """Return where a name begins whose first words the question gives: another «Lê» than the one it asks about."""
    first = run.first
    while (
        view.document.language == "vi"
        and first > 0
        and _are_joined(view, first)
        and view.text[view.tokens[first - 1].start].isupper()
        and is_syllable(view.text[view.tokens[first - 1].start : view.tokens[first - 1].end].lower())
    ):
        first -= 1
    return first


def _sounds_vietnamese(written: Sequence[str], language: str) -> bool:
    """Tell whether words are a Vietnamese name, whose syllables may be a country too (Đức, Mỹ)."""
    return language == "vi" and len(written) > 1 and all(is_syllable(word.lower()) for word in written)
