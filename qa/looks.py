"""What a sentence looks like: does it hold what a question asks for, how long is it, where does it stand."""

import math
from collections.abc import Sequence

from qa.counted import likeness_of_counted
from qa.cues import NUMERIC
from qa.matching import SentenceView, Term
from qa.quantities import month_names, shown_kinds
from qa.question import Question
from qa.signs import has_sign

_NAMED = {"person": "role", "organization": "body", "place": "site"}
_BESIDE = 3
"""Tokens between a name and the word that tells what it is the name of."""

_LISTED = 4
"""Commas from which a sentence is surely an enumeration."""

_NAMES = 6
"""Names from which a sentence with commas is surely a list of them."""

_COMMAS = ",;،؛、"


def looks(question: Question, terms: Sequence[Term], view: SentenceView) -> dict[str, float]:
    """Return the features of a sentence that do not depend on its neighbours, each in about [0, 1]."""
    found = {
        "length": math.log1p(len(view.tokens)) / 4,
        "early": 1.0 / (1 + view.index),
        "heading": 1.0 if len(view.tokens) < 7 else 0.0,
        "is_question": 1.0 if view.text.rstrip("\"'»”’) ").endswith(("?", "؟", "？")) else 0.0,
    }
    if question.kind in NUMERIC:
        found |= _figures(question, terms, view)
    elif question.kind == "date":
        found["holds_date"] = 1.0 if _holds_date(view) else 0.0
    if question.kind in ("list", "place"):
        names = sum(token.kind == "name" for token in view.tokens)
        found["lists_names"] = min(1.0, names / _NAMES) if view.text.count(",") + view.text.count("،") >= 2 else 0.0
    if question.kind in _NAMED:
        found["holds_name"] = 1.0 if any(token.kind == "name" for token in view.tokens) else 0.0
        found[f"holds_{_NAMED[question.kind]}"] = 1.0 if names_beside(view, _NAMED[question.kind]) else 0.0
    elif question.kind in ("reason", "manner", "definition"):
        found[f"tells_{question.kind}"] = 1.0 if _has_sign(view, question.kind) else 0.0
        if question.kind == "definition":
            found["beside_bracket"] = 1.0 if _beside_bracket(terms, view) else 0.0
    elif question.kind in ("list", "what"):
        found["enumerates"] = min(1.0, sum(view.text.count(c) for c in _COMMAS) / _LISTED)
        found["tells_list"] = 1.0 if _has_sign(view, "list") else 0.0
    return found


def _figures(question: Question, terms: Sequence[Term], view: SentenceView) -> dict[str, float]:
    """Return whether a sentence has a figure of the kind asked for, and how like it is what it counts."""
    kinds = frozenset(shown_kinds(question.kind))
    fitting = [q for q in view.quantities if q.kind in kinds | question.asked]
    found = {"holds_figure": 1.0 if fitting else 0.0, "holds_asked": 0.5}
    if question.asked:
        found["holds_asked"] = 1.0 if any(q.kind in question.asked for q in fitting) else 0.0
    if question.kind == "count":
        likeness = [likeness_of_counted(terms, view, q) for q in fitting]
        found["counts_it"] = max((one["counted"] for one in likeness), default=0.0)
        found["counts_head"] = max((one["head"] for one in likeness), default=0.0)
    return found


def holds_kind(question: Question, view: SentenceView) -> bool:
    """Tell whether a sentence holds the kind of thing that a question asks for."""
    if question.kind in NUMERIC:
        kinds = frozenset(shown_kinds(question.kind)) | question.asked
        return any(q.kind in kinds for q in view.quantities)
    if question.kind == "date":
        return _holds_date(view)
    if question.kind in _NAMED:
        return any(token.kind == "name" for token in view.tokens)
    return False


def _holds_date(view: SentenceView) -> bool:
    return any(q.kind in ("year", "date") for q in view.quantities) or any(t.key in month_names() for t in view.tokens)


def names_beside(view: SentenceView, sign: str) -> bool:
    """Tell whether a name stands within a few tokens of a word that says what it is the name of."""
    told = [i for i, token in enumerate(view.tokens) if has_sign(token, sign)]
    names = [i for i, token in enumerate(view.tokens) if token.kind == "name"]
    return any(abs(one - other) <= _BESIDE for one in told for other in names)


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
