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


class FeedbackReply(BaseModel):
    """What a reader thought of an answer."""

    rating: Literal["up", "down"]
    comment: str | None
    created: str


class ConversationReply(BaseModel):
    """A conversation without its turns."""

    id: str
    title: str
    created: str
    updated: str
    questions: Annotated[int, Field(ge=0)]


class ConversationsReply(BaseModel):
    """A page of conversations, the one last asked in first."""

    conversations: list[ConversationReply]
    next_cursor: str | None


class TurnReply(BaseModel):
    """A question and its answer as it was given out."""

    question: str
    answer: AnswerReply
    created: str
    feedback: FeedbackReply | None


class TurnsReply(ConversationReply):
    """A conversation with its turns."""

    turns: list[TurnReply]


class CheckedCitation(CitationReply):
    """A citation held against the article as it is now."""

    verified: bool
    status: Literal["unchanged", "changed", "gone"]


class CheckedAnswer(AnswerReply):
    """An answer whose citations were held against the articles."""

    citations: list[CheckedCitation]  # type: ignore[assignment]


class CheckedTurn(TurnReply):
    """A turn whose citations were held against the articles."""

    answer: CheckedAnswer


class ExportReply(ConversationReply):
    """A conversation as a file."""

    exported: str
    turns: list[CheckedTurn]


class MeReply(BaseModel):
    """The caller's key, null where none is asked for, and what it may do."""

    key: str | None
    scopes: list[Literal["ask", "manage"]]


class KeyReply(BaseModel):
    """A key without its secret."""

    name: str
    scopes: list[Literal["ask", "manage"]]
    created: str


class NewKeyReply(KeyReply):
    """A key with its secret, ``key``, which is told this once."""

    key: str


class KeysReply(BaseModel):
    """Every key."""

    keys: list[KeyReply]


class SuggestionReply(BaseModel):
    """A first question, and the article it is answered from."""

    question: str
    language: str
    document_id: str


class SuggestionsReply(BaseModel):
    """A few first questions."""

    suggestions: list[SuggestionReply]


class ModelReply(BaseModel):
    """A model, as OpenAI's clients know one."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsReply(BaseModel):
    """The models there are."""

    object: Literal["list"]
    data: list[ModelReply]


class ChatMessage(BaseModel):
    """The answer as a message; its citations are those of ``/v1/ask``."""

    role: Literal["assistant"]
    content: str
    refusal: None
    citations: list[CitationReply]


class ChatChoice(BaseModel):
    """The one choice."""

    index: Literal[0]
    message: ChatMessage
    logprobs: None
    finish_reason: Literal["stop"]


class ChatUsage(BaseModel):
    """Words, since there need not be a model that has tokens."""

    prompt_tokens: Annotated[int, Field(ge=0)]
    completion_tokens: Annotated[int, Field(ge=0)]
    total_tokens: Annotated[int, Field(ge=0)]


class ChatReply(BaseModel):
    """A chat completion."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: Annotated[list[ChatChoice], Field(min_length=1, max_length=1)]
    usage: ChatUsage
