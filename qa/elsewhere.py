"""Places that a question restricts itself to and its evidence is not about: another one, or a part of the country."""

from collections.abc import Sequence
from itertools import pairwise

from qa.cues import NUMERIC
from qa.home import printed_in
from qa.matching import ROUNDING, WITHIN, Term
from qa.question import Question
from qa.scope import TOP, ArticleMet, is_word_too
from qa.signs import has_sign
from qa.spelling import CAPITALS_TELL
from qa.telling import tells
from vectorstore.lexicon import Name, listed_name
from vectorstore.places import marks_within
from vectorstore.reading import tokens_of
from vectorstore.tokenizer import Token
from vectorstore.words import bare, fold, words

_MET = 0.5
_FAINT = 0.35
_HEARD = 0.7
"""Strength up to which a name is met in part only, or by a word that sounds like it."""

_IN_COUNTRY = frozenset({"capital", "city", "province", "region"})
"""Kinds of names that may stand in each other's place."""

_ANY_PLACE = _IN_COUNTRY | {"country", "continent", "river"}
"""Kinds of names, one of which may stand near a figure in place of the one asked about."""

_PARAGRAPH = 3
"""Sentences before the evidence that may say of which place it tells."""

_NAME_BEHIND = ("ar", "vi", "de", "en")
"""Languages whose names stand behind the word for what they are: «tỉnh Bắc Ninh», «im Kreis Wesel»."""

_NAME_BEFORE = ("hi", "bn", "en")


def is_of_elsewhere(question: Question, terms: Sequence[Term], article: ArticleMet) -> bool:
    """Tell whether a question is of a place that the article, or the evidence, is not about.

    A listed place of several words of which the article has only some; a name that in the article's own language, or
    beside a word for a province or a town, is surely one, and nothing has it; the whole of a country, where neither the
    evidence nor the topic is of it; for a figure, a place or a country that stands only
    apart from the evidence, where another one is.
    """
    met = [(term, float(met)) for term, met in zip(terms, article.anywhere, strict=True) if term.number is None]
    return (
        any(_is_named_in_part(term, article) for term, heard in met if heard <= _HEARD)
        or _is_only_in_part(terms, article)
        or any(_is_name(question, term.token, article) for term, heard in met if heard <= _HEARD)
        or any(_is_marked(question, term.token) for term, heard in met if heard < _MET)
        or _is_of_whole_country(question, terms, article)
        or (question.kind in NUMERIC and _stands_apart(question, terms, article))
    )


def _listed(token: Token) -> Name | None:
    return listed_name(token.glosses) if token.kind == "name" else None


def _is_named_in_part(term: Term, article: ArticleMet) -> bool:
    """Tell whether a term is a listed place of several words, and no spelling of it nor a place in it is named."""
    name = _listed(term.token)
    if name is None or name.kind not in _IN_COUNTRY or " " not in term.token.glosses[0]:
        return False
    held = marks_within(term.holds)
    if any(not held.isdisjoint(view.marks) for view in article.views):
        return False
    text = " ".join(_plain(view.text) for view in article.views)
    return not any(_plain(spelling) in text for spelling in name.spellings.values())


def _is_only_in_part(terms: Sequence[Term], article: ArticleMet) -> bool:
    """Tell whether of a place only others in it are named, and these neither at the top nor near the evidence."""
    near, printed = _near(article), printed_in(article.views[article.at].document.language)
    return any(
        _MET <= article.anywhere[i] <= WITHIN + ROUNDING and article.best[near, i].max() < _FAINT
        for i, term in enumerate(terms)
        if marks_within(term.holds) and _is_place(term.token) and term.token.glosses[0] not in printed
    )


def _near(article: ArticleMet) -> list[int]:
    """Return the sentences that say of which place the evidence tells: the first ones, it and those before it."""
    return sorted({*range(min(TOP, len(article.views))), *range(max(0, article.at - _PARAGRAPH), article.at + 1)})


def _plain(text: str) -> str:
    return f" {' '.join(fold(word.text) for word in words(text))} "


def _is_name(question: Question, token: Token, article: ArticleMet) -> bool:
    """Tell whether a word that no lexicon has is a name by its capital, and would stand in the article as it is.

    Not one that the article has with other diacritics: a name typed without them was given those of an ordinary word.
    """
    if token.glosses or question.language not in CAPITALS_TELL or token.start == 0:
        return False
    is_own = article.views[article.at].document.language == question.language
    if not is_own or not question.text[token.start].isupper() or question.text.isupper():
        return False
    typed = bare(token.key)
    return not any(bare(other.key) == typed for view in article.views for other in view.tokens)


def _is_marked(question: Question, token: Token) -> bool:
    """Tell whether a word is a name that no list has, and stands beside a word for a province, a district, a town."""
    if token.glosses and (token.kind != "name" or _listed(token) is not None):
        return False
    beside = list(pairwise(tokens_of(question.text, question.language)))
    before = [one for one, other in beside if other.start == token.start and question.language in _NAME_BEHIND]
    behind = [other for one, other in beside if one.start == token.start and question.language in _NAME_BEFORE]
    return any(has_sign(one, "district") for one in (*before, *behind))


def _is_of_whole_country(question: Question, terms: Sequence[Term], article: ArticleMet) -> bool:
    """Tell whether a question is of a whole country, and nothing near the evidence or in the topic is of one."""
    named = [i for i, term in enumerate(terms) if (name := _listed(term.token)) is not None and name.kind == "country"]
    is_entire = any(terms[i].is_entire for i in named)
    if not is_entire and not tells("nationwide", question.text, question.language):
        return False
    told = [*range(TOP), *range(max(0, article.at - 1), article.at + 1)]
    if any(article.said[at, i] >= _MET for at in told if at < len(article.said) for i in named):
        return False
    near = article.views[max(0, article.at - 1) : article.at + 2]
    if any(tells("nationwide", view.text, view.document.language) for view in near):
        return False
    if named:
        return True
    read = (*near, *article.views[:TOP])
    return not any(_is_national(token) for view in read for token in view.tokens)


def _is_national(token: Token) -> bool:
    name = _listed(token)
    return has_sign(token, "national") or (name is not None and name.kind in ("country", "demonym"))


def _stands_apart(question: Question, terms: Sequence[Term], article: ArticleMet) -> bool:
    """Tell whether a place stands neither at the top nor near the evidence, and another one does.

    One that a follow-up takes over from the question before may stand anywhere in the article.
    """
    printed = printed_in(article.views[article.at].document.language)
    near = _near(article)
    own = [i for i, term in enumerate(terms) if term.token.start < question.carried or article.anywhere[i] < _MET]
    asked = [i for i in own if _is_place(terms[i].token) and terms[i].token.glosses[0] not in printed]
    if not any(article.best[near, i].max() < _FAINT for i in asked):
        return False
    return any(
        _is_place(token) and article.meetings[at][:, i].max() < _MET
        for at in near
        for i, token in enumerate(article.views[at].tokens)
    )


def _is_place(token: Token) -> bool:
    name = _listed(token)
    return name is not None and name.kind in _ANY_PLACE and not is_word_too(token)
