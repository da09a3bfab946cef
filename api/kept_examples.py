"""Examples of what is kept and given out, as the description of the interface shows them."""

from api import examples
from qa.wire import Json

ANSWER: Json = {**examples.ANSWER, "conversation_id": "c4b7d5a9e2f34d0c9a1b2c3d4e5f6071"}
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
