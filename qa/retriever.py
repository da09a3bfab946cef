"""The retriever behind LangChain's interface: chunks as LangChain documents that carry source and offsets."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LCDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from vectorstore.document import Passage


class PassageRetriever(BaseRetriever):
    """Finds passages of any language for a question in any; ``k`` is how many, at most."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    service: Any
    k: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[LCDocument]:
        return [to_langchain(passage) for passage in self.service.search(query, self.k)]


def to_langchain(passage: Passage) -> LCDocument:
    """Return a passage as LangChain's document; ``metadata`` holds what a citation needs."""
    return LCDocument(
        id=passage.chunk.id,
        page_content=passage.text,
        metadata={
            "document_id": passage.document.id,
            "title": passage.document.title,
            "source": passage.document.source_url,
            "language": passage.document.language,
            "start_char_index": passage.chunk.start,
            "end_char_index": passage.chunk.end,
            "rank": passage.rank,
            "score": passage.score,
        },
    )
