"""What comes in over HTTP: request bodies, checked at the door. What goes out is `qa.wire`'s and the contract's."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from api.state.searching import MAX_TITLE
from qa.request import AskRequest, Turn
from qa.service import MAX_K, MAX_PASSAGES, MAX_QUESTION, is_blank
from vectorstore.document import Source
from vectorstore.load import MAX_BYTES
from vectorstore.prepare import MAX_ID
from vectorstore.search import Filters

LANGUAGE = r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*(-[A-Za-z0-9](-[A-Za-z0-9]{1,8})+)*|[Xx](-[A-Za-z0-9]{1,8})+)$"
"""A language tag of RFC 5646 that begins with an ISO 639 code or is private, extensions and all: ``de-x-dialect``."""

Language = Annotated[str, Field(pattern=LANGUAGE, max_length=35, examples=["en"])]
Text = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FiltersBody(_Body):
    """Restrictions of a search; none where a list is empty or null."""

    document_ids: list[Annotated[str, Field(max_length=MAX_ID)]] | None = Field(default=[], max_length=500)
    languages: list[Language] | None = Field(default=[], max_length=50)

    def to_filters(self) -> Filters:
        """Return the filters of `vectorstore`."""
        return Filters(tuple(self.document_ids or ()), tuple(base_tag(tag) for tag in self.languages or ()))


class TurnBody(_Body):
    """One turn of a conversation that the client keeps."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class AskBody(_Body):
    """The body of ``POST /v1/ask``."""

    question: Text = Field(examples=["how many cooperatives in Emulation Cluster 1?"])
    conversation_id: str | None = Field(default=None, max_length=100, examples=["c4b7d5a9e2f34d0c9a1b2c3d4e5f6071"])
    history: list[TurnBody] | None = Field(default=[], max_length=100)
    language: Language | None = None
    mode: Literal["auto", "extractive", "generative"] = "auto"
    k: int = Field(default=10, ge=1, le=MAX_K, strict=True)
    filters: FiltersBody | None = FiltersBody()
    include_passages: bool = Field(default=False, strict=True)
    store: bool = Field(default=True, strict=True)

    @field_validator("question")
    @classmethod
    def _not_blank(cls, value: str) -> str:
        return _not_blank(value, "question")

    def to_request(self) -> AskRequest:
        """Return the request of `qa`."""
        return AskRequest(
            question=self.question,
            history=tuple(Turn(turn.role, turn.content) for turn in self.history or ()),
            language=base_tag(self.language) if self.language else None,
            mode=self.mode,
            k=self.k,
            filters=(self.filters or FiltersBody()).to_filters(),
        )


class TitleBody(_Body):
    """The body of ``PATCH /v1/conversations/{id}``."""

    title: str = Field(min_length=1, max_length=MAX_TITLE, examples=["Cooperatives"])

    @field_validator("title")
    @classmethod
    def _not_blank(cls, value: str) -> str:
        return _not_blank(value, "title")


class FeedbackBody(_Body):
    """The body of ``POST /v1/answers/{id}/feedback``."""

    rating: Literal["up", "down"] = Field(examples=["up"])
    comment: str | None = Field(default=None, max_length=2000, examples=["The figure is in the article."])


class KeyBody(_Body):
    """The body of ``POST /v1/keys``."""

    name: str = Field(max_length=100, examples=["newsroom"])
    scopes: list[Literal["ask", "manage"]] = Field(default=["ask", "manage"], min_length=1, max_length=2)


class SearchBody(_Body):
    """The body of ``POST /v1/search``."""

    query: Text = Field(examples=["cooperatives in Emulation Cluster 1"])
    k: int = Field(default=10, ge=1, le=MAX_PASSAGES, strict=True)
    filters: FiltersBody | None = FiltersBody()

    @field_validator("query")
    @classmethod
    def _not_blank(cls, value: str) -> str:
        return _not_blank(value, "query")


class DocumentBody(_Body):
    """The JSON body of ``POST /v1/documents``."""

    text: str = Field(max_length=MAX_BYTES, examples=["Cluster 7 has 42 mills."])
    id: str | None = Field(default=None, max_length=MAX_ID)
    title: str | None = Field(default=None, max_length=500)
    source_url: str | None = Field(default=None, max_length=2000, pattern=r"^https?://\S+$")
    publisher: str | None = Field(default=None, max_length=300)
    language: Language | None = None
    published: str | None = Field(default=None, max_length=40, examples=["2025-11-20"])

    @field_validator("published")
    @classmethod
    def _is_a_date(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                datetime.fromisoformat(value)
            except ValueError as error:
                raise ValueError("published must be an ISO 8601 date such as 2025-11-20") from error
        return value

    def to_source(self) -> Source:
        """Return the source of `vectorstore`."""
        fields = self.model_dump()
        language = base_tag(self.language) if self.language else None
        return Source(**{**fields, "id": self.id or "", "language": language})


def base_tag(tag: str) -> str:
    """Return the language of a tag without region or script: ``de`` of ``de-AT``."""
    return tag.split("-")[0].lower()


def _not_blank(value: str, name: str) -> str:
    if is_blank(value):
        raise ValueError(f"{name} is blank; write something")
    return value
