"""The nouns of an answer: claims, the citations that carry them, and the honest refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from vectorstore.document import Document, Passage, Span


@dataclass(frozen=True, slots=True)
class Gloss:
    """A citation in English, word by word; never a translation, and shown as what it is."""

    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Translation:
    """A citation in the reader's language, made by a language model; shown as what it is."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence that carries a claim: ``document.text[span.start:span.end]``, numbered from 1.

    ``highlights`` are the spans of the answer itself, inside the sentence; ``score`` is in [0, 1].
    """

    number: int
    document: Document
    span: Span
    highlights: tuple[Span, ...]
    score: float
    gloss: Gloss | None = None
    translation: Translation | None = None

    @property
    def cited_text(self) -> str:
        """The sentence, exactly as the article has it."""
        return self.document.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of the answer with the numbers of the citations that carry it; it has passed the support check."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: ``no_evidence``, ``not_supported`` or ``model_declined``, with the closest passages."""

    reason: str
    message: str
    closest: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question got: claims with citations, or a refusal; never both, never neither."""

    id: str
    question: str
    standalone_question: str
    language: str
    text: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    refusal: Refusal | None = None
    notices: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    mode: str = "extractive"
    conversation_id: str | None = None

    @property
    def status(self) -> str:
        """``answered`` or ``refused``."""
        return "refused" if self.refusal else "answered"
