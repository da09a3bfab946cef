"""What goes out over HTTP, as the OpenAPI description shows it; `qa.wire` builds the replies, none passes through here.

Every field has a place here, and a test holds real replies against it; more may come in a later version, so a client
must not mind fields that it does not know.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

Offset = Annotated[int, Field(ge=0, description="Code points from the start of the document's stored text.")]
Span = Annotated[list[Offset], Field(min_length=2, max_length=2, description="Start and end, end exclusive.")]
Share = Annotated[float, Field(ge=0, le=1)]


class ProblemReply(BaseModel):
    """An error (RFC 9457); ``detail`` is one sentence that says what to do about it."""

    type: str
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str


class GlossReply(BaseModel):
    """A citation in English, word by word; not a translation."""

    text: str
    language: str


class TranslationReply(BaseModel):
    """A citation as a language model translates it."""

    text: str
    language: str
    machine: bool


class CitationReply(BaseModel):
    """The sentence a claim rests on: ``document.text[start_char_index:end_char_index] == cited_text``."""

    number: Annotated[int, Field(ge=1)]
    document_id: str
    document_title: str
    document_version: str
    source_url: str | None
    publisher: str | None
    published: str | None
    language: str
    cited_text: str
    start_char_index: Offset
    end_char_index: Offset
    highlights: list[Span]
    gloss: GlossReply | None
    translation: TranslationReply | None
    score: Share


class PassageReply(BaseModel):
    """A slice of a document found for a query."""

    rank: Annotated[int, Field(ge=1)]
    score: Share
    signals: dict[str, float]
    passage_id: str
    document_id: str
    document_title: str
    source_url: str | None
    language: str
    text: str
    start_char_index: Offset
    end_char_index: Offset


class ClaimReply(BaseModel):
    """A statement of the answer and the citations that carry it."""

    text: str
    citations: list[Annotated[int, Field(ge=1)]]
    support: Literal["supported"]


class RefusalReply(BaseModel):
    """Why there is no answer, and what came closest."""

    reason: Literal["no_evidence", "not_supported", "model_declined"]
    message: str
    closest: list[PassageReply]


class AnswerReply(BaseModel):
    """An answer with its citations, or a refusal."""

    id: str
    conversation_id: str | None
    question: str
    standalone_question: str
    status: Literal["answered", "refused"]
    mode: Literal["extractive", "generative"]
    language: str
    text: str
    claims: list[ClaimReply]
    citations: list[CitationReply]
    refusal: RefusalReply | None
    notices: list[str]
    passages: list[PassageReply] | None
    timings_ms: dict[str, float]


class PassagesReply(BaseModel):
    """Passages, best first."""

    passages: list[PassageReply]


class DocumentLine(BaseModel):
    """A document without its text."""

    id: str
    title: str
    language: str
    source_url: str | None
    publisher: str | None
    published: str | None
    version: str
    origin: str | None
    characters: Annotated[int, Field(ge=0)]
    passages: Annotated[int, Field(ge=0)]


class DocumentsReply(BaseModel):
    """A page of documents in order of their ids."""

    documents: list[DocumentLine]
    next_cursor: str | None


class DocumentReply(DocumentLine):
    """A document as it is stored."""

    text: str
    sentences: list[Span]


class ReceiptReply(BaseModel):
    """What became of an article."""

    id: str
    status: Literal["added", "unchanged", "replaced"]
    version: str
    language: str
    passages: Annotated[int, Field(ge=0)]


class AliveReply(BaseModel):
    """The process is alive."""

    status: Literal["alive"]


class ReadyReply(BaseModel):
    """Questions are answered."""

    status: Literal["ready"]
    index: Literal["whole", "rebuilding"]
