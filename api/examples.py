"""What requests and replies look like, for the OpenAPI description: the question of the README and what it gets."""

from typing import Any

Example = dict[str, Any]

_DOCUMENT_ID = "002_90b0b3ba3709f975"
_VERSION = "sha256:917dd928a114d80fcf978294b876a03c4f37590915a3eca92c370c02fd475fe7"
_TITLE = "সম্মেলনে উপস্থিত ছিলেন কমরেডরা…"
_SENTENCE = "সমগ্র ক্লাস্টারে ১২,২৮৭টি সমবায় গোষ্ঠী, ৭,৭০০টিরও বেশি সক্রিয় সমবায় এবং ১৭টি সমবায় ইউনিয়ন রয়েছে।"
_SOURCE: Example = {
    "source_url": "https://baolaichau.vn/kinh-te/hoi-nghi",
    "publisher": "baolaichau.vn",
    "published": None,
}

QUESTION: Example = {"question": "how many cooperatives in Emulation Cluster 1?"}
QUERY: Example = {"query": "cooperatives in Emulation Cluster 1", "k": 3}
ARTICLE: Example = {"id": "mills", "text": "Cluster 7 has 42 mills.", "title": "Mills", "published": "2025-11-20"}
TEXT = "Cluster 7 has 42 mills.\n\nSource: https://www.example.org/mills\n"

PASSAGE: Example = {
    "rank": 1,
    "score": 0.9343,
    "signals": {"dense": 0.4773, "lexical": 9.5132, "native": 3.4377, "sentence": 0.9343},
    "passage_id": "1716a10b09d71c792958cd44",
    "document_id": _DOCUMENT_ID,
    "document_title": _TITLE,
    "source_url": _SOURCE["source_url"],
    "language": "bn",
    "text": _SENTENCE,
    "start_char_index": 1263,
    "end_char_index": 1263 + len(_SENTENCE),
}
PASSAGES: Example = {"passages": [PASSAGE]}

_AT = 1263 + _SENTENCE.index("৭,৭০০")
ANSWER: Example = {
    "id": "6e36b2e691a6466ba9a19fb8289cfbf4",
    "conversation_id": None,
    "question": QUESTION["question"],
    "standalone_question": QUESTION["question"],
    "status": "answered",
    "mode": "extractive",
    "language": "en",
    "text": "More than 7,700 cooperatives [1]",
    "claims": [{"text": "More than 7,700 cooperatives", "citations": [1], "support": "supported"}],
    "citations": [
        {
            "number": 1,
            "document_id": _DOCUMENT_ID,
            "document_title": _TITLE,
            "document_version": _VERSION,
            **_SOURCE,
            "language": "bn",
            "cited_text": _SENTENCE,
            "start_char_index": 1263,
            "end_char_index": 1263 + len(_SENTENCE),
            "highlights": [[_AT, _AT + len("৭,৭০০")]],
            "gloss": {
                "text": "whole cluster 12,287 cooperative group, 7,700 more active cooperative …",
                "language": "en",
            },
            "translation": None,
            "score": 0.7387,
        }
    ],
    "refusal": None,
    "notices": [],
    "passages": None,
    "timings_ms": {
        "understand": 0.8,
        "retrieve": 4.1,
        "rank": 2.3,
        "read": 9.5,
        "answer": 0.4,
        "check": 0.2,
        "total": 17.3,
    },
}

LINE: Example = {
    "id": _DOCUMENT_ID,
    "title": _TITLE,
    "language": "bn",
    **_SOURCE,
    "version": _VERSION,
    "origin": None,
    "characters": len(_SENTENCE),
    "passages": 1,
}
DOCUMENTS: Example = {"documents": [LINE], "next_cursor": None}
DOCUMENT: Example = {**LINE, "text": _SENTENCE, "sentences": [[0, len(_SENTENCE)]]}
RECEIPT: Example = {"id": "mills", "status": "added", "version": _VERSION, "language": "en", "passages": 1}
ALIVE: Example = {"status": "alive"}
READY: Example = {"status": "ready", "index": "whole"}
