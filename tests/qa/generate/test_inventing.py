"""A model that invents figures, a thousand times: none that its cited sentences do not hold leaves the house."""

import random
import re
import unicodedata

from generating import Serve, assert_sound
from scripted_model import Asked, Reply, said

from qa.answer import Answer
from qa.chain import Chain
from qa.request import AskRequest
from vectorstore.store import Store

QUESTIONS = [
    "How many cooperatives are in Emulation Cluster 1?",
    "How many training classes were held for cooperatives?",
    "What is the average income of a member of a cooperative?",
    "How many groups and individuals were rewarded in the cluster?",
    "How many cooperatives does the province have?",
]
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def figures(text: str) -> set[str]:
    """Every run of digits of any script, without its separators: an oracle that shares no code with the check.

    It knows no number words, so what is invented is beyond those that articles write as words.
    """
    plain = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    return {re.sub(r"[.,]", "", run) for run in _DIGITS.findall(plain)}


def test_no_invented_figure_leaves_in_a_thousand_answers(serve: Serve, store: Store) -> None:
    chance = random.Random(23)

    def inventing(asked: Asked) -> Reply:
        claims = []
        for _ in range(4):
            number = chance.choice(list(asked.sentences))
            real = sorted(one for one in figures(asked.sentences[number]) if int(one) > 20) or ["77"]
            figure = chance.choice([chance.choice(real), str(chance.randrange(200, 20_000)), chance.choice(real) + "0"])
            noun = chance.choice(["cooperatives in the cluster", "groups and individuals", "members of cooperatives"])
            claims.append((f"There are {int(figure):,} {noun}", [number, chance.choice(list(asked.sentences))]))
        return said(claims, piece=10_000)

    served = serve(inventing)
    chain = Chain(store)
    ranked = [chain.retrieval.invoke(AskRequest(question)) for question in QUESTIONS]
    assert served.service.model is not None
    writer = served.service.model.writer(store, chain.views)
    kept = 0
    for n in range(1_000):
        answer = _last(writer.write(ranked[n % len(ranked)], writer.deadline()))
        assert answer is not None
        assert_sound(answer)
        cited = {citation.number: figures(citation.cited_text) for citation in answer.citations}
        for claim in answer.claims:
            held = set().union(*(cited[number] for number in claim.citations))
            assert figures(claim.text) <= held, (claim, held)
            kept += 1
    assert kept > 100
    assert served.counts["claims_dropped"] > 1_000


def _last(events) -> Answer | None:  # type: ignore[no-untyped-def]
    while True:
        try:
            next(events)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
