"""The contract's JSON shapes of answers, citations and passages; every transport uses these."""

from qa.answer import Answer, Citation
from vectorstore.document import Passage

Json = dict[str, object]


def answer_json(answer: Answer, *, include_passages: bool = False) -> Json:
    """Return an answer in the shape of ``POST /v1/ask``."""
    refusal = answer.refusal
    return {
        "id": answer.id,
        "conversation_id": answer.conversation_id,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status,
        "mode": answer.mode,
        "language": answer.language,
        "text": answer.text,
        "claims": [{"text": c.text, "citations": list(c.citations), "support": "supported"} for c in answer.claims],
        "citations": [citation_json(citation) for citation in answer.citations],
        "refusal": refusal
        and {
            "reason": refusal.reason,
            "message": refusal.message,
            "closest": [passage_json(p) for p in refusal.closest],
        },
        "notices": list(answer.notices),
        "passages": [passage_json(p) for p in answer.passages] if include_passages else None,
        "timings_ms": dict(answer.timings_ms),
    }


def citation_json(citation: Citation) -> Json:
    """Return a citation; offsets count code points of the document's stored text."""
    document = citation.document
    return {
        "number": citation.number,
        "document_id": document.id,
        "document_title": document.title,
        "document_version": document.version,
        "source_url": document.source_url,
        "publisher": document.publisher,
        "published": document.published,
        "language": document.language,
        "cited_text": citation.cited_text,
        "start_char_index": citation.span.start,
        "end_char_index": citation.span.end,
        "highlights": [[span.start, span.end] for span in citation.highlights],
        "gloss": citation.gloss and {"text": citation.gloss.text, "language": citation.gloss.language},
        "translation": citation.translation
        and {"text": citation.translation.text, "language": citation.translation.language, "machine": True},
        "score": round(citation.score, 4),
    }


def passage_json(passage: Passage) -> Json:
    """Return a passage in the shape of ``POST /v1/search``."""
    return {
        "rank": passage.rank,
        "score": round(passage.score, 4),
        "signals": {name: round(value, 4) for name, value in passage.signals.items()},
        "passage_id": passage.chunk.id,
        "document_id": passage.document.id,
        "document_title": passage.document.title,
        "source_url": passage.document.source_url,
        "language": passage.document.language,
        "text": passage.text,
        "start_char_index": passage.chunk.start,
        "end_char_index": passage.chunk.end,
    }
