"""Words that rule one another out: who is told of a rejection is not told why something was approved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import TypeVar

from qa.extract import Finding
from qa.matching import Term
from qa.question import Question
from qa.scope import ArticleMet
from qa.units import table
from vectorstore.english import gloss_stems
from vectorstore.tokenizer import Token

_T = TypeVar("_T")

_SAID = 0.8
"""Strength from which a word is surely said: *sell* suggests *buy*, and is not met by it."""

_Member = tuple[str, int]
"""A set of ``data/contraries.toml`` by name, and which of its members."""


def tells_contrary(question: Question, terms: Sequence[Term], finding: Finding, article: ArticleMet) -> bool:
    """Tell whether a word that a question asks with is unsaid, and the sentence has one that rules it out instead.

    Neither the sentence nor the one before says the word, the article is not about it, and the question does not have
    the other one itself («more sold than bought»). A question for yes or no is answered by it.
    """
    if question.kind == "yes_no":
        return False
    views = article.views[max(0, article.at - 1) : article.at + 1]
    said = _members((token for view in views for token in view.tokens), 2)
    words = [(i, term.token) for i, term in enumerate(terms) if term.number is None]
    given = _members((token for _, token in words), 2)
    others = _meant(finding.candidate.view.tokens) - given
    missed = _meant(token for i, token in words if article.here[i] < _SAID and not article.is_topic[i]) - said
    return _rule_out(missed, others) or _goes_on_from_contrary(terms, article)


def _goes_on_from_contrary(terms: Sequence[Term], article: ArticleMet) -> bool:
    """Tell whether a sentence only goes on from one that tells of the contrary: «the *new* school opened. It has …».

    It does not say itself what the question's word is said of («the *old* school»); the sentence before does, with the
    contrary beside it.
    """
    if article.at == 0:
        return False
    before, own = article.views[article.at - 1].tokens, article.said[article.at]
    for (i, one), (j, noun) in _neighbours(list(enumerate(terms))):
        if one.number is None and noun.token.pos == "n" and max(own[i], own[j]) < _SAID:
            meant = _meant([one.token])
            beside = _meant(token for token, other in _neighbours(before) if _mean_the_same(other, noun.token))
            if _rule_out(meant, beside) and not meant & _members(before, 2):
                return True
    return False


def _neighbours(of: Sequence[_T]) -> Iterator[tuple[_T, _T]]:
    """Yield every two that stand beside one another, each of the two first once."""
    for one, other in pairwise(of):
        yield from ((one, other), (other, one))


def _mean_the_same(one: Token, other: Token) -> bool:
    stems = [{gloss_stems(gloss.lower()) for gloss in token.glosses[:2]} for token in (one, other)]
    return bool(stems[0] & stems[1])


def _rule_out(some: Iterable[_Member], others: Iterable[_Member]) -> bool:
    others = list(others)
    return any(name == other and at != other_at for name, at in some for other, other_at in others)


def _meant(tokens: Iterable[Token]) -> frozenset[_Member]:
    """Return of which sets the likeliest gloss of some tokens is a member; a name is of none but those for names."""
    tokens = list(tokens)
    names = _members((token for token in tokens if token.kind == "name"), 1)
    listed = frozenset(member for member in names if table("contraries.toml")[member[0]].get("names"))
    return listed | _members((token for token in tokens if token.kind != "name"), 1)


def _members(tokens: Iterable[Token], glosses: int) -> frozenset[_Member]:
    """Return of which sets the likeliest glosses of some tokens are members; a function word is of none."""
    return frozenset().union(*(_of(gloss) for token in tokens if token.pos != "f" for gloss in token.glosses[:glosses]))


@lru_cache(maxsize=20_000)
def _of(gloss: str) -> frozenset[_Member]:
    stems = gloss_stems(gloss.lower())
    return _listed().get(stems) or _listed().get(stems[-1:], frozenset())


@cache
def _listed() -> Mapping[tuple[str, ...], frozenset[_Member]]:
    """Return the members that each word of ``data/contraries.toml`` stands for, by its stems."""
    found: dict[tuple[str, ...], frozenset[_Member]] = {}
    for name, row in table("contraries.toml").items():
        for at, words in enumerate(row["of"]):
            for word in words:
                stems = gloss_stems(word)
                found[stems] = found.get(stems, frozenset()) | {(name, at)}
    return found
