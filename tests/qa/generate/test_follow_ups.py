"""A question rewritten by a model is used only if it adds nothing that nobody said."""

import pytest
from generating import Serve
from scripted_model import Asked, Reply, said

from qa.request import Turn

HISTORY = (
    Turn("user", "How many cooperatives are in Emulation Cluster 1?"),
    Turn("assistant", "More than 7,700 cooperatives [1]"),
)
ASKED = "And how many unions does it have?"
REWRITTEN = "How many cooperative unions does Emulation Cluster 1 have?"


def rewriting(reply: Reply | str) -> object:
    def script(asked: Asked) -> Reply:
        if asked.is_rewriting:
            return Reply(reply) if isinstance(reply, str) else reply
        number = next(number for number, text in asked.sentences.items() if "১৭টি" in text)
        return said([("The cluster has 17 cooperative unions", [number])])

    return script


def test_the_rewritten_question_is_searched_for_and_told(serve: Serve) -> None:
    served = serve(rewriting(f'"{REWRITTEN}"\n'))  # type: ignore[arg-type]
    answer = served.ask(ASKED, history=HISTORY)
    assert (answer.question, answer.standalone_question) == (ASKED, REWRITTEN)
    assert answer.text == "The cluster has 17 cooperative unions [1]"
    rewrite, answering = served.model.asked
    assert "user: How many cooperatives are in Emulation Cluster 1?" in rewrite.human
    assert answering.question == REWRITTEN


@pytest.mark.parametrize(
    "reply",
    [
        "How many cooperative unions did Emulation Cluster 1 have in 2019?",
        "How many unions does Emulation Cluster 2 have?",
        "How many cooperative unions does Emulation Cluster 1 have in Argentina?",
        "Wie viele Genossenschaftsverbände hat der Emulationscluster 1?",
        "Here is the question:\nHow many unions does Emulation Cluster 1 have?",
        "How many unions does Emulation Cluster 1 have, see https://example.com?",
        "How many unions " + "really " * 100 + "?",
        '{"question": "How many unions?"}',
        " ",
        Reply(status=500),
        Reply("How many uni", cut=1),
    ],
)
def test_what_cannot_be_relied_on_leaves_the_rules(serve: Serve, reply: Reply | str) -> None:
    served = serve(rewriting(reply))  # type: ignore[arg-type]
    answer = served.ask(ASKED, history=HISTORY)
    by_rule = served.ask(ASKED, history=HISTORY, mode="extractive").standalone_question
    assert answer.standalone_question == by_rule != ASKED
    assert answer.mode == "generative"


def test_a_first_question_is_not_rewritten(serve: Serve) -> None:
    served = serve(rewriting(REWRITTEN))  # type: ignore[arg-type]
    served.ask(ASKED, history=(Turn("assistant", "Hello!"),))
    assert not any(asked.is_rewriting for asked in served.model.asked)
    served.ask(ASKED, history=HISTORY, mode="extractive")
    assert not any(asked.is_rewriting for asked in served.model.asked)
