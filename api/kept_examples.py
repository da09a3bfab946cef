"""Examples of what is kept and given out, as the description of the interface shows them."""

from qa.wire import Json

ANSWER: Json = {
    "id": "5f0c7a52b1c14c0f8f1f7a3f0f6f8e11",
    "conversation_id": "c4b7d5a9e2f34d0c9a1b2c3d4e5f6071",
    "question": "how many cooperatives in Emulation Cluster 1?",
    "standalone_question": "how many cooperatives in Emulation Cluster 1?",
    "status": "answered",
    "mode": "extractive",
    "language": "en",
    "text": "More than 7,700 cooperatives [1]",
    "claims": [{"text": "More than 7,700 cooperatives", "citations": [1], "support": "supported"}],
    "citations": [
        {
            "number": 1,
            "document_id": "002_90b0b3ba3709f975",
            "document_title": "…",
            "document_version": "sha256:9f2c…",
            "source_url": "https://example.org/article",
            "publisher": "example.org",
            "published": None,
            "language": "bn",
            "cited_text": "সমগ্র ক্লাস্টারে ৭,৭০০টিরও বেশি সক্রিয় সমবায় রয়েছে।",
            "start_char_index": 1263,
            "end_char_index": 1317,
            "highlights": [[1280, 1285]],
            "gloss": {"text": "whole cluster 7,700 … more active cooperative", "language": "en"},
            "translation": None,
            "score": 0.91,
        }
    ],
    "refusal": None,
    "notices": [],
    "passages": None,
    "timings_ms": {"retrieve": 4.1, "answer": 2.3, "total": 7.0},
}
FEEDBACK: Json = {"rating": "up", "comment": "The figure is in the article.", "created": "2026-11-22T09:30:00.000000Z"}
CONVERSATION: Json = {
    "id": "c4b7d5a9e2f34d0c9a1b2c3d4e5f6071",
    "title": "how many cooperatives in Emulation Cluster 1?",
    "created": "2026-11-22T09:29:30.000000Z",
    "updated": "2026-11-22T09:29:30.000000Z",
    "questions": 1,
}
CONVERSATIONS: Json = {"conversations": [CONVERSATION], "next_cursor": None}
TURNS: Json = {
    **CONVERSATION,
    "turns": [
        {"question": ANSWER["question"], "answer": ANSWER, "created": CONVERSATION["updated"], "feedback": FEEDBACK}
    ],
}
_CHECKED = {**ANSWER["citations"][0], "verified": True, "status": "unchanged"}  # type: ignore[index]
EXPORT: Json = {
    **CONVERSATION,
    "exported": "2026-11-23T08:00:00.000000Z",
    "turns": [{**TURNS["turns"][0], "answer": {**ANSWER, "citations": [_CHECKED]}}],  # type: ignore[index]
}
MARKDOWN = """# how many cooperatives in Emulation Cluster 1?

Begun 2026-11-22, exported 2026-11-23.

## how many cooperatives in Emulation Cluster 1?

More than 7,700 cooperatives \\[1\\]

1. [Cluster 1](<https://example.org/article>), example.org, language bn, characters 1263 to 1317, verified: the …

   > সমগ্র ক্লাস্টারে ৭,৭০০টিরও বেশি সক্রিয় সমবায় রয়েছে।
"""
ME: Json = {"key": "newsroom", "scopes": ["ask", "manage"]}
KEY: Json = {"name": "newsroom", "scopes": ["ask"], "created": "2026-11-22T09:00:00.000000Z"}
KEYS: Json = {"keys": [KEY]}
NEW_KEY: Json = {**KEY, "key": "qa_…"}
