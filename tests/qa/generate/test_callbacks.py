from typing import Any

from generating import QUESTION, Serve, truthful
from langchain_core.callbacks import BaseCallbackHandler

from qa.request import AskRequest


class Heard(BaseCallbackHandler):
    """Keeps what LangChain tells."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.models: list[str] = []
        self.tokens = ""
        self.tokens_in = 0
        self.names: dict[Any, str] = {}

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: Any, **more: Any) -> None:
        self.steps.append(more["name"])
        self.names[run_id] = more["name"]

    def on_chat_model_start(self, serialized: Any, messages: Any, **more: Any) -> None:
        self.models.append(self.names[more["parent_run_id"]])

    def on_llm_new_token(self, token: str, **more: Any) -> None:
        self.tokens += token

    def on_llm_end(self, response: Any, **more: Any) -> None:
        self.tokens_in += response.generations[0][0].message.usage_metadata["input_tokens"]


def test_callbacks_see_every_step_and_the_model_below_it(serve: Serve) -> None:
    heard = Heard()
    served = serve(truthful)
    answer = served.service.runnable.invoke(AskRequest(QUESTION), config={"callbacks": [heard]})
    assert answer.mode == "generative"
    steps = [step for step in heard.steps if step != "RunnableSequence"]
    assert steps == ["ask", "understand", "retrieve", "rank", "read"]
    assert heard.models == ["ask"]
    assert '"claims"' in heard.tokens
    assert heard.tokens_in == 100


def test_without_a_model_they_see_how_it_is_extracted(serve: Serve) -> None:
    heard = Heard()
    served = serve(truthful)
    served.service.runnable.invoke(AskRequest(QUESTION, mode="extractive"), config={"callbacks": [heard]})
    steps = [step for step in heard.steps if step != "RunnableSequence"]
    assert steps == ["ask", "understand", "retrieve", "rank", "read", "answer", "check"]
    assert heard.models == []
