"""The index as a LangChain retriever: a question in, documents with their places out."""

from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.search import Index


class PlanRetriever(BaseRetriever):
    """Retrieves chunks; metadata holds plan, section, start, end and the scores.

    ``plans`` limits where to look, ``terms`` are further weighted lexical terms and
    ``wordings`` further dense queries, such as a question's Vietnamese rendering.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Index
    k: int = 12
    plans: Sequence[str] | None = None
    terms: Mapping[str, float] | None = None
    wordings: Sequence[str] = ()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **_: Any
    ) -> list[Document]:
        hits = self.index.search(
            query, k=self.k, plans=self.plans, extra=self.terms, dense_queries=self.wordings
        )
        return [
            Document(
                page_content=self.index.text(hit.chunk),
                id=hit.chunk.id,
                metadata={
                    "plan": hit.chunk.plan,
                    "section": hit.chunk.section,
                    "start": hit.chunk.start,
                    "end": hit.chunk.end,
                    "score": hit.score,
                    "dense": hit.dense,
                    "lexical": hit.lexical,
                },
            )
            for hit in hits
        ]
