"""Scope: the year, the place, the number of the cluster that a question names must be the article's too (design D9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.home import home_terms, printed_in
from qa.matching import Term, meeting
from qa.quantities import label_words, month_names, unit_names
from qa.question import Question
from qa.telling import tells
from qa.told_years import is_year
from qa.views import SentenceView
from vectorstore.lexicon import gazetteer
from vectorstore.tokenizer import Token
from vectorstore.words import fold, words

_MET = 0.5
_LABEL_REACH = 4
"""Tokens within which a noun and its number make a name: «Cluster No. 1»."""

_LABEL_MET = 0.6
"""Strength from which a word is the noun of such a name: a group is no cluster, though the word suggests one."""

_SPANNED = frozenset(
    {"country", "capital", "province", "city", "region", "continent", "river", "organization", "body", "program"}
)
"""Kinds of names in the gazetteer that say where or of whom; a month may be a number, a syllable part of any name."""

_LANDS = frozenset({"country", "province", "region", "continent"})
"""Kinds of names behind which a number counts: «von denen in Jharkhand 50 auf dem Papier stehen»."""

_SEASON = ("/", "-", "–", "‑")
"""What joins the two years of a season."""

_DATED = frozenset({"day", "date", "dated"})
"""Words before a number that make it a date."""

_LONGEST = 120
"""Sentences of an article that are read for a name; a longer article is read around the evidence only."""

_AROUND = 40

TOP = 2
"""First sentences of an article, which name its topic."""

COMMON = 3
"""What a third of an article's sentences say, or more, is its topic too."""


@dataclass(frozen=True, eq=False)
class ArticleMet:
    """How the sentences of an article meet the terms of a question, each as `qa.matching.meeting` says it.

    ``at``: which of them is the evidence; ``views``: the sentences themselves; ``home``: which terms name the country
    that the article is at home in, so that it meets them throughout. Of a long article only the sentences around the
    evidence are read.
    """

    meetings: tuple[NDArray[np.float32], ...]
    at: int
    views: Sequence[SentenceView]
    home: tuple[int, ...] = ()

    @cached_property
    def said(self) -> NDArray[np.float64]:
        """How strongly each sentence itself meets each term, shape (sentences, terms)."""
        return np.array([one.max(axis=1) for one in self.meetings], dtype=np.float64)

    @cached_property
    def best(self) -> NDArray[np.float64]:
        """What `said` is, but that every sentence meets the article's home."""
        found = self.said.copy()
        found[:, list(self.home)] = 1.0
        return found

    @property
    def anywhere(self) -> NDArray[np.float64]:
        """How strongly any sentence of the article meets each term."""
        found: NDArray[np.float64] = self.best.max(axis=0)
        return found

    @cached_property
    def here(self) -> NDArray[np.float64]:
        """How strongly the evidence or the sentence before it meets each term."""
        found: NDArray[np.float64] = self.best[max(0, self.at - 1) : self.at + 1].max(axis=0)
        return found

    @cached_property
    def is_topic(self) -> NDArray[np.bool_]:
        """Which terms are the article's topic, met by its first sentences or by many; they need not be said again."""
        met = self.best >= _MET
        found: NDArray[np.bool_] = met[:TOP].any(axis=0) | (COMMON * met.mean(axis=0) > 1)
        return found

    @property
    def near(self) -> NDArray[np.float64]:
        """How strongly the evidence or one of its neighbours meets each term."""
        found: NDArray[np.float64] = self.best[max(0, self.at - 1) : self.at + 2].max(axis=0)
        return found


def article_met(terms: Sequence[Term], evidence: SentenceView, document: Sequence[SentenceView]) -> ArticleMet:
    """Let the terms of a question meet the article of the evidence, whose sentences are ``document``."""
    first = 0 if len(document) <= _LONGEST else max(0, evidence.index - _AROUND)
    last = len(document) if len(document) <= _LONGEST else evidence.index + _AROUND + 1
    read = document[first:last]
    home = home_terms(terms, evidence.document.language, read)
    return ArticleMet(tuple(meeting(terms, view) for view in read), evidence.index - first, read, home)


def missed_scope(
    question: Question, terms: Sequence[Term], evidence: SentenceView, document: Sequence[SentenceView]
) -> list[Term]:
    """Return the terms that restrict a question and that the article of the evidence does not meet.

    A year or other number, a place or body that the gazetteer knows, and a noun with the number that makes it a name.
    Other names may be spelt otherwise, and do not count against an article; nor does the country it is printed in.
    """
    return missed_in(question, terms, evidence, article_met(terms, evidence, document))


def missed_in(question: Question, terms: Sequence[Term], evidence: SentenceView, article: ArticleMet) -> list[Term]:
    """Return what `missed_scope` does, of an article that was read."""
    printed = printed_in(evidence.document.language)
    met = article.anywhere
    other = _other_years(question.text, terms)  # «the winter of 2023/24» is met by 2024
    is_met = [strength >= _MET for strength in met]
    missed = [
        t
        for i, t in enumerate(terms)
        if not is_met[i] and not is_met[other.get(i, i)] and _restricts(t, printed)
        if not _has_of_decade(question, t, article)
    ]
    labels = _labels(question.text, terms)
    apart = [pair for pair in labels if not any(_stand_together(pair, one) for one in article.meetings)]
    apart = [pair for pair in apart if not _counts_what_follows(pair, article)]
    return missed + [terms[number] for _, number in apart]


def _restricts(term: Term, printed: frozenset[str]) -> bool:
    if term.number is not None:
        return term.token.kind == "number"  # «the four stars» may be told without a number
    if term.token.kind != "name" or not printed.isdisjoint(term.token.glosses):
        return False
    return _kind(term) in _SPANNED and not is_word_too(term.token)


def is_word_too(token: Token) -> bool:
    """Tell whether a listed name may be an ordinary word: «Franken» are francs, and a part of Bavaria."""
    return any(gloss[:1].islower() for gloss in token.glosses)


def _has_of_decade(question: Question, term: Term, article: ArticleMet) -> bool:
    """Tell whether a term is a decade («the 1990s», «những năm 1990»), and the article names a year of it."""
    first = term.number or ""
    if not is_year(first) or first[-1] != "0" or not tells("decade", question.text, question.language):
        return False
    return any(number[:-1] == first[:-1] and is_year(number) for view in article.views for number in view.numbers)


def _other_years(text: str, terms: Sequence[Term]) -> dict[int, int]:
    """Return for each year of a season («2023/24») where the other one stands among the terms."""
    pairs = [
        (at, at + 1)
        for at, (one, other) in enumerate(pairwise(terms))
        if is_year(one.number or "") and is_year(other.number or "")
        if text[one.token.end : other.token.start] in _SEASON
    ]
    return dict([*pairs, *((other, one) for one, other in pairs)])


def _kind(term: Term) -> str | None:
    """Return of which kind of the gazetteer's names a term is."""
    return next((name.kind for gloss in term.token.glosses if (name := gazetteer().get(gloss)) is not None), None)


def _labels(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return the positions of a noun and the number right behind it that make a name; months and years do not.

    Nor does a number that counts what stands behind it, nor one in words behind a name («in Kusmi 12 days»), nor a date
    behind the word for day: «ngày 21/10».
    """
    return [
        (i, i + 1)
        for i, (noun, number) in enumerate(pairwise(terms))
        if number.number is not None
        and len(number.number) < 4
        and number.token.key[:1].isdigit()
        and noun.number is None
        and noun.token.pos in "np"
        and noun.token.key not in month_names()
        and _DATED.isdisjoint(noun.token.glosses[:1])
        and _is_label_gap(text[noun.token.end : number.token.start])
        and not (noun.token.kind == "name" and number.token.kind == "word")
        and _kind(noun) not in _LANDS
        and not _counts(text, number, terms[i + 2] if i + 2 < len(terms) else None)
    ]


def _counts(text: str, number: Term, behind: Term | None) -> bool:
    """Tell whether a number counts: a measure word is written on it («১১টি»), or a unit stands right behind it."""
    end = number.token.end
    if text[end : end + 1].isalpha():
        return True
    return behind is not None and not text[end : behind.token.start].strip() and behind.token.key in unit_names()


def _stand_together(pair: tuple[int, int], met: NDArray[np.float32]) -> bool:
    at_noun, at_number = (np.flatnonzero(met[i] >= _LABEL_MET) for i in pair)
    return any(abs(int(a) - int(b)) <= _LABEL_REACH for a in at_noun for b in at_number)


def _counts_what_follows(pair: tuple[int, int], article: ArticleMet) -> bool:
    """Tell whether a number counts the word behind it, with which the article has it: «insurance: 11 cases»."""
    counted = (pair[1] + 1, pair[1])
    return any(counted[0] < len(one) and _stand_together(counted, one) for one in article.meetings)


def _is_label_gap(gap: str) -> bool:
    """Nothing, or a word such as «No.», parts a noun from the number of its name."""
    return not any(c in ",;:()" for c in gap) and all(fold(word.text) in label_words() for word in words(gap))
