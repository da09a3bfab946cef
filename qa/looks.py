"""What a sentence looks like: does it hold what a question asks for, how long is it, where does it stand."""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.counted import asks_anybody, likeness_of_counted
from qa.cues import NUMERIC
from qa.explains import explains
from qa.foremost import ranks_asked, ranks_too
from qa.listing import is_announced, listed
from qa.matching import Term
from qa.named import likelihood_of_name
from qa.quantities import shown_kinds
from qa.question import Question
from qa.role_signs import signs_in
from qa.signs import has_sign
from qa.spelling import CAPITALS_TELL
from qa.telling import tells
from qa.views import SentenceView
from qa.when import asks_date, bounds, holds_time, is_to_come, names_month
from vectorstore.tokenizer import Token

_NAMED = {"person": "role", "organization": "body", "place": "site"}
_BESIDE = 3
"""Tokens between a name and the word that tells what it is the name of."""

_SENTENCE = 7
"""Tokens from which a run of words is surely a sentence."""

_OFFICE = 4
"""Tokens between the name of who holds an office and the word for it: «station director Dr Priya Ranganathan»."""

_LISTED = 4
"""Commas from which a sentence is surely an enumeration."""

_NAMES = 6
"""Names from which a sentence with commas is surely a list of them."""

_SHORT = 3
"""Words of an item up to which it is surely one of a list, not a clause."""

_THINGS = 5
"""Things from which a list is surely long enough."""

_FIGURES = 7
"""Figures of the kind asked for from which a sentence surely tells figures."""

_ITEMS = 3
"""Short items behind commas from which a sentence is surely a list."""

_COMMA = re.compile(r"[;،؛、]|(?<!\d),|,(?!\d)")
"""What parts the items of a list; not the comma inside a number."""


_OF_PERSONS = ("new_names", "new_beside_role", "office")
_OF_LISTS = ("enumerates", "short_items", "series", "series_of_what", "tells_list", "announced")
_OF_FIGURES = ("holds_figure", "holds_asked", "figures")
_FEATURES = {
    **dict.fromkeys(NUMERIC, _OF_FIGURES),
    "count": (*_OF_FIGURES, "counts_it", "counts_head"),
    "date": ("holds_date", "time_apart", "new_date", "until_too", "since_too", "meant_too"),
    "place": ("lists_names", "series_of_places", "holds_name", "holds_site", "new_name", "names_it"),
    "organization": ("holds_name", "holds_body", "new_name", "names_it"),
    "person": ("holds_name", "holds_role", "new_name", "names_it", *_OF_PERSONS),
    "reason": ("tells_reason", "tells_cause", "tells_purpose", "announced"),
    "manner": ("tells_manner", "tells_means", "tells_condition", "announced"),
    "definition": ("tells_definition", "beside_bracket", "explains"),
    "list": ("lists_names", "lists_new", *_OF_LISTS),
    "what": ("tells_duty", *_OF_LISTS),
}
"""Features that a sentence may have for a kind of question, each at most 1.

``is_question``, ``denies_too``, ``ranks_too`` and ``future_too`` it may have for any.
"""

_IN_QUESTION = 0.4
"""Strength from which a name of a sentence is one that the question gives, and a word the office that it asks for."""


def shapes(
    tokens: NDArray[np.int64], index: NDArray[np.int64], unasked: NDArray[np.int64]
) -> dict[str, NDArray[np.float64]]:
    """Return the features that follow from how many tokens sentences have and where in their article they stand.

    ``unasked``: how much a sentence says besides what is asked, by the words in it that meet nothing of the question.
    """
    return {
        "length": np.log1p(tokens) / 4,
        "unasked": np.log1p(unasked) / 3,
        "early": 1.0 / (1 + index),
        "heading": (tokens < _SENTENCE).astype(np.float64),
    }


def looks(
    question: Question,
    terms: Sequence[Term],
    view: SentenceView,
    met: NDArray[np.float32],
    above: NDArray[np.float32] | None = None,
) -> dict[str, float]:
    """Return the features of a sentence that its own words tell, each in about [0, 1].

    ``met`` is that of `qa.matching.meeting`, ``above`` how strongly the sentence before it in its paragraph, if there
    is one, meets each term.
    """
    found = {
        "denies_too": _denies_too(question, view),
        "ranks_too": 1.0 if ranks_too(question, view) else 0.0,
        "future_too": 1.0 if question.kind not in NUMERIC and all(is_to_come(question, view)) else 0.0,
        "is_question": 1.0 if view.text.rstrip("\"'»”’) ").endswith(("?", "؟", "？")) else 0.0,
    }
    if question.kind in NUMERIC:
        found |= _figures(question, terms, view)
    elif question.kind == "date":
        found["holds_date"] = 1.0 if holds_time(question, view) else 0.0
        found["time_apart"] = 1.0 if len({*is_to_come(question, view)}) > 1 else 0.0
        is_new = _has_new_number(view, met) or not asks_date(question) or _has_new_month(view, met)
        found["new_date"] = 1.0 if found["holds_date"] and is_new else 0.0
        found |= bounds(question, view)
    if question.kind in ("list", "place"):
        names = sum(token.kind == "name" for token in view.tokens)
        found["lists_names"] = min(1.0, names / _NAMES) if view.text.count(",") + view.text.count("،") >= 2 else 0.0
    if question.kind in _NAMED:
        found["holds_name"] = 1.0 if any(token.kind == "name" for token in view.tokens) else 0.0
        found[f"holds_{_NAMED[question.kind]}"] = 1.0 if names_beside(view, _NAMED[question.kind]) else 0.0
        found["names_it"] = likelihood_of_name(question, terms, view, met)
        found |= _new_names(question, terms, view, met)
    elif question.kind in ("reason", "manner", "definition"):
        found[f"tells_{question.kind}"] = 1.0 if _has_sign(view, question.kind) else 0.0
        if question.kind == "reason":
            found["tells_cause"] = 1.0 if tells("cause", view.text, view.document.language) else 0.0
            found["tells_purpose"] = 1.0 if tells("purpose", view.text, view.document.language) else 0.0
        if question.kind == "manner":
            found["tells_means"] = 1.0 if tells("means", view.text, view.document.language) else 0.0
            found["tells_condition"] = 1.0 if _tells_condition(question, view) else 0.0
        if question.kind == "definition":
            found["beside_bracket"] = 1.0 if _beside_bracket(terms, view) else 0.0
            found["explains"] = explains(question, terms, view, met, above)
    elif question.kind in ("list", "what"):
        found |= _of_lists(question, view, met)
    if question.kind == "place":
        found["series_of_places"] = min(1.0, listed(view.text, view.document.language, view.tokens) / _THINGS)
    if question.kind in ("list", "what", "reason", "manner"):
        found["announced"] = 1.0 if is_announced(view.text, view.document.language) else 0.0
    return found


def most_by_looks(question: Question, learned: Mapping[str, float]) -> float:
    """Return the most that what `looks` returns for a question can weigh together."""
    names = ("is_question", "denies_too", "ranks_too", "future_too", *_FEATURES.get(question.kind, ()))
    asked = question.text[: question.carried]
    known = {} if question.asked else {"holds_asked": 0.5}
    known |= {} if _denies(asked, question.language) else {"denies_too": 0.5}
    known |= {} if ranks_asked(question) else {"ranks_too": 0.0}
    known |= {} if question.kind not in NUMERIC and tells("future", asked, question.language) else {"future_too": 0.0}
    return sum(max(0.0, learned.get(name, 0.0)) * known.get(name, 1.0) for name in names)


def _figures(question: Question, terms: Sequence[Term], view: SentenceView) -> dict[str, float]:
    """Return whether a sentence has a figure of the kind asked for, how many, and how like it is what it counts."""
    kinds = frozenset(shown_kinds(question.kind))
    fitting = [q for q in view.quantities if q.kind in kinds | question.asked]
    found = {"holds_figure": 1.0 if fitting else 0.0, "holds_asked": 0.5}
    found["figures"] = min(1.0, math.log1p(len(fitting)) / math.log1p(_FIGURES))
    if question.asked:
        found["holds_asked"] = 1.0 if any(q.kind in question.asked for q in fitting) else 0.0
    if question.kind == "count":
        of_persons = asks_anybody(question, terms)
        likeness = [likeness_of_counted(terms, view, q, of_persons=of_persons) for q in fitting]
        found["counts_it"] = max((one["counted"] for one in likeness), default=0.0)
        found["counts_head"] = max((one["head"] for one in likeness), default=0.0)
    return found


def _of_lists(question: Question, view: SentenceView, met: NDArray[np.float32]) -> dict[str, float]:
    """Return how far a sentence enumerates, and whether it tells what must be done where that is asked."""
    parts = _COMMA.split(view.text)
    things = min(1.0, listed(view.text, view.document.language, view.tokens) / _THINGS)
    found = {
        "enumerates": min(1.0, (len(parts) - 1) / _LISTED),
        "short_items": min(1.0, sum(len(part.split()) <= _SHORT for part in parts[1:]) / _ITEMS),
        "series" if question.kind == "list" else "series_of_what": things,
        "lists_new": _lists_new(question, view, met),
        "tells_list": 1.0 if _has_sign(view, "list") else 0.0,
    }
    if question.kind == "what":
        found["tells_duty"] = 1.0 if _tells_duty(question, view) else 0.0
    return found


def _new_names(
    question: Question, terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]
) -> dict[str, float]:
    """Return whether a sentence names somebody or something that the question does not, and beside what word.

    ``new_name``; for a person ``new_names``, two in a row, ``new_beside_role``, and ``office``: how well the office or
    calling that the question names is met right beside such a name, 0.5 where it names none.
    """
    given = met.max(axis=0, initial=0.0) >= _IN_QUESTION
    new = [i for i, known in enumerate(given[:-1]) if not known and _is_name(view, i)]
    found = {"new_name": 1.0 if new else 0.0}
    if question.kind != "person":
        return found
    told = [i for i, token in enumerate(view.tokens) if has_sign(token, "role")]
    asked = [i for i, term in enumerate(terms) if has_sign(term.token, "role") or has_sign(term.token, "leading")]
    beside = sorted({at + step for at in new for step in range(-_OFFICE, _OFFICE + 1) if 0 <= at + step < len(given)})
    office = float(met[np.ix_(asked, beside)].max(initial=0.0)) if asked else 0.5
    return found | {
        "new_names": 1.0 if any(after - at == 1 for at, after in pairwise(new)) else 0.0,
        "new_beside_role": 1.0 if any(abs(one - other) <= _BESIDE for one in told for other in new) else 0.0,
        "office": office if office >= _IN_QUESTION else 0.0,
    }


def _lists_new(question: Question, view: SentenceView, met: NDArray[np.float32]) -> float:
    """Return how many names that the question does not give a sentence has, of `_THINGS`; 0 where it asks for none."""
    if not question.names:
        return 0.0
    given = met.max(axis=0, initial=0.0) >= _IN_QUESTION
    return min(1.0, sum(not given[i] and _is_name(view, i) for i in range(len(view.tokens))) / _THINGS)


def _is_name(view: SentenceView, position: int) -> bool:
    """Tell whether a word is a name: listed as one or nowhere, or written as one where only names have capitals."""
    token = view.tokens[position]
    if token.kind != "word" or position == 0 or view.document.language not in CAPITALS_TELL:
        return token.kind == "name"
    return view.text[token.start].isupper() and not view.text.isupper()


def _has_new_number(view: SentenceView, met: NDArray[np.float32]) -> bool:
    """Tell whether a sentence has a number that the question does not give, as a date asked for has."""
    given = met.max(axis=0, initial=0.0) >= _IN_QUESTION
    return any(token.kind == "number" and not given[i] for i, token in enumerate(view.tokens))


def _has_new_month(view: SentenceView, met: NDArray[np.float32]) -> bool:
    """Tell whether a sentence names a month that the question does not give: «between December and February»."""
    return any(
        names_month(token, view) and met[:, i].max(initial=0.0) < _IN_QUESTION for i, token in enumerate(view.tokens)
    )


def _denies_too(question: Question, view: SentenceView) -> float:
    """Return whether a sentence denies something as the question does («which cases are not heard»).

    0.5 where the question denies nothing.
    """
    if not _denies(question.text[: question.carried], question.language):
        return 0.5
    return 1.0 if _denies(view.text, view.document.language) else 0.0


def _denies(text: str, language: str) -> bool:
    return any(sign.role == "denied" for sign in signs_in(text, language))


def _tells_duty(question: Question, view: SentenceView) -> bool:
    """Tell whether question and sentence both speak of what must or should be done."""
    is_asked = tells("duty", question.text[: question.carried], question.language)
    return is_asked and tells("duty", view.text, view.document.language)


def _tells_condition(question: Question, view: SentenceView) -> bool:
    """Tell whether it is asked under what condition something is so, and a sentence has a word that leads to one."""
    is_asked = tells("on_condition", question.text[: question.carried], question.language)
    return is_asked and tells("condition", view.text, view.document.language)


def names_beside(view: SentenceView, sign: str) -> bool:
    """Tell whether a name stands within a few tokens of a word that says what it is the name of."""
    told = [i for i, token in enumerate(view.tokens) if has_sign(token, sign)]
    names = [i for i, token in enumerate(view.tokens) if token.kind == "name"]
    return any(abs(one - other) <= _BESIDE for one in told for other in names)


def is_fragment(view: SentenceView) -> bool:
    """Tell whether a few words stand alone without a verb, a number or a «no»: a dateline, a by-line, a heading."""
    if len(view.tokens) >= _SENTENCE:
        return False
    says = (t.kind == "number" or t.pos == "v" or _is_verb(t) or has_sign(t, "negation") for t in view.tokens)
    return not any(says)


def _is_verb(token: Token) -> bool:
    """Tell whether a word that is listed otherwise does a verb's work («is», «wurden»), or may be one («explained»)."""
    return not {"be", "have", "become"}.isdisjoint(token.glosses[:1]) or token.key.endswith(("ed", "ing"))


def _has_sign(view: SentenceView, sign: str) -> bool:
    return any(has_sign(token, sign) for token in view.tokens)


def _beside_bracket(terms: Sequence[Term], view: SentenceView) -> bool:
    """Tell whether a word of the question stands in brackets, or before them: there it is mostly written out."""
    if "(" not in view.text:
        return False
    asked = {name for term in terms for name in (term.token.key, *term.token.glosses[:1])}
    return any(
        view.text[: token.start].rstrip().endswith("(") or view.text[token.end :].lstrip().startswith("(")
        for token in view.tokens
        if not asked.isdisjoint((token.key, *token.glosses[:1]))
    )
