"""What OpenAI's clients send to ``/v1/chat/completions``: what is understood, and what is refused with a reason."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from qa.request import AskRequest, Turn

MODEL = "qa"
_MOST_TURNS = 100
_NEUTRAL: dict[str, tuple[object, ...]] = {
    "n": (1,),
    "tools": ([],),
    "tool_choice": ("none", "auto"),
    "functions": ([],),
    "function_call": ("none", "auto"),
    "logprobs": (False,),
    "response_format": ({"type": "text"},),
    "modalities": (["text"],),
    "audio": (),
    "web_search_options": (),
}
"""Parameters that would change what comes back, with the values under which they do not."""


class NotSupported(HTTPException):
    """Something that OpenAI's interface has and this service has not; ``code`` is in their words."""

    def __init__(self, status: int, detail: str, *, code: str, param: str) -> None:
        super().__init__(status, detail)
        self.code = code
        self.param = param


def no_such_model() -> NotSupported:
    """Return the error for any model but ours."""
    return NotSupported(
        404, f"There is no such model; the one here is {MODEL!r}.", code="model_not_found", param="model"
    )


class Part(BaseModel):
    """A part of a message's content; only text is understood."""

    type: str
    text: str = Field(default="", max_length=20_000)


class Message(BaseModel):
    """A message of the conversation. Those of ``system`` and ``developer`` are passed over: see `ChatBody`."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str, Field(max_length=200_000)] | list[Part] | None = None

    def text(self, place: int) -> str:
        """Return what the message says.

        :raises NotSupported: if a part of it is not text.
        """
        if isinstance(self.content, str) or self.content is None:
            return self.content or ""
        for part in self.content:
            if part.type not in ("text", "refusal"):
                raise NotSupported(
                    422,
                    f"messages.{place}.content has a part of type {part.type[:40]}; only text is understood.",
                    code="unsupported_value",
                    param="messages",
                )
        return "\n".join(part.text for part in self.content)


class StreamOptions(BaseModel):
    """``include_usage``: tell the usage in a last chunk of its own."""

    include_usage: bool | None = None


class ChatBody(BaseModel):
    """The body of ``POST /v1/chat/completions``.

    The last message of the user is the question, those before it are the history. Messages of the system and the
    developer are passed over: what is answered, and in which form, is decided by the articles alone, so that no
    instruction can make an answer say what they do not. Parameters of sampling have nothing to act on and are passed
    over too; those that would change the shape of the reply are refused.
    """

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "model": MODEL,
                    "messages": [{"role": "user", "content": "how many cooperatives in Emulation Cluster 1?"}],
                }
            ]
        },
    )

    model: str = Field(max_length=200)
    messages: list[Message] = Field(min_length=1, max_length=2000)
    stream: bool | None = Field(default=None, strict=True)
    stream_options: StreamOptions | None = None

    def to_request(self) -> AskRequest:
        """Return the question with its history.

        :raises NotSupported: if something is asked for that this service cannot do, or there is no question.
        """
        self._check()
        last = max((at for at, one in enumerate(self.messages) if one.role == "user"), default=None)
        if last is None:
            raise NotSupported(
                422, "No message is of the role user; ask something.", code="invalid_value", param="messages"
            )
        before = [Turn(one.role, one.text(at)) for at, one in enumerate(self.messages[:last]) if one.role in _SPEAKERS]
        history = [turn for turn in before if turn.content.strip()][-_MOST_TURNS:]
        return AskRequest(self.messages[last].text(last), history=tuple(history))

    def _check(self) -> None:
        if self.model != MODEL:
            raise NotSupported(
                404,
                f"There is no model {self.model!a}; the one here is {MODEL!r}.",
                code="model_not_found",
                param="model",
            )
        for name, harmless in _NEUTRAL.items():
            value = (self.model_extra or {}).get(name)
            if value is not None and value not in harmless:
                raise NotSupported(
                    422,
                    f"{name} is not supported: answers are drawn from the articles; leave it out.",
                    code="unsupported_parameter",
                    param=name,
                )


_SPEAKERS = ("user", "assistant")
