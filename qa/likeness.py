"""How much less like the question an article is than the likest of those found: by meaning, words and letters."""

from collections.abc import Sequence

from vectorstore.document import Passage

_BY_MEANING = 7.5
_BY_WORDS = 2.8
"""What an article's likeness to the question weighs beside the log odds of a sentence: by vectors, in [-1, 1], and by
words, as a share of the best article's. Learned from XQuAD and practice; see docs/experiments.md."""

_BY_LETTERS = 3.0
"""What likeness by native runs of letters weighs, as a share of the best, among articles in the question's own
language: there endings and compounds tell which of them speaks in the question's words. Learned from XQuAD."""

_BY_CHANCE = 1.0
"""What an article in the question's own language has against it when passages are ranked, in log odds, beside what
``own_language`` weighs: there words meet by themselves, and many articles of it would crowd out the others."""


def behind_likest(passages: Sequence[Passage], language: str) -> dict[str, float]:
    """Return by how much each document is less like the question than the likest one, in log odds.

    That is 0 for a document of another language than the question's that is the best by vectors and by words, and less
    for all others, of which those in the question's language are held against each other by runs of letters too: of two
    sentences that say as much, the one whose article is on the topic is meant. Within an article it tells nothing.
    """
    languages = {passage.document.id: passage.document.language for passage in passages}
    found = {document_id: -_BY_CHANCE * (own == language) for document_id, own in languages.items()}
    for leg, weight in (("dense", _BY_MEANING), ("lexical", _BY_WORDS)):
        known = [passage.signals[leg] for passage in passages if leg in passage.signals]
        if not known:
            continue
        top, least = max(known), (min(known) if leg == "dense" else 0.0)
        own = _strongest(passages, leg, least)
        scale = weight if leg == "dense" or top <= 0 else weight / top
        for document_id, likeness in own.items():
            found[document_id] -= scale * (top - likeness)
    for document_id, share in _shares_of_letters(passages, language).items():
        found[document_id] -= _BY_LETTERS * (1 - share)
    return found


def _shares_of_letters(passages: Sequence[Passage], language: str) -> dict[str, float]:
    """Return how like the question the documents in its language are by runs of letters, of the likest; in [0, 1]."""
    own = _strongest([passage for passage in passages if passage.document.language == language], "native", 0.0)
    top = max(own.values(), default=0.0)
    return {document_id: likeness / top for document_id, likeness in own.items()} if top > 0 else {}


def _strongest(passages: Sequence[Passage], leg: str, otherwise: float) -> dict[str, float]:
    """Return for each document the strongest signal of a leg among its passages, ``otherwise`` where there is none."""
    found: dict[str, float] = {}
    for passage in passages:
        signal = passage.signals.get(leg, otherwise)
        found[passage.document.id] = max(found.get(passage.document.id, signal), signal)
    return found
