"""The hybrid retriever: dense and lexical results fused, over the plan's reports and no others.

Reciprocal rank fusion after Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual
Rank Learning Methods", SIGIR 2009: a passage's score is the sum over the rankings of 1 / (k + rank), with k = 60.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, SkipValidation

from index.catalog import Catalog
from index.embed import Embedder
from index.errors import StoreError
from index.model import Passage
from index.segment import words
from index.vectors import Vectors

logger = logging.getLogger(__name__)

_K = 60
_DEPTH = 40


class HybridRetriever(BaseRetriever):
    """Passages for a query, best first. `reports` limits the search to those ids; None searches all reports.

    `embedder` and `vectors` may be None (a store whose vectors cannot be opened): the search is then lexical alone, as
    it is where they fail in the middle, of which `failed` is told.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    catalog: SkipValidation[Catalog]
    vectors: SkipValidation[Vectors | None] = None
    embedder: SkipValidation[Embedder | None] = None
    reports: tuple[str, ...] | None = None
    limit: int = 8
    failed: Callable[[StoreError], None] | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager  # nothing that happens within is reported to callbacks
        ranked = self.passages(query)
        return [self._document(passage, score) for passage, score in ranked]

    def passages(self, query: str, places: Sequence[tuple[str, int, int]] = ()) -> list[tuple[Passage, float]]:
        """The passages themselves with their scores: those around `places` (report id, start, end) that are known to
        hold what is asked, in their order and with a score above 1; then those that the search for `query` finds,
        with their fused scores, which are below 1."""
        fused: dict[str, float] = {}
        for rank, passage_id in enumerate(self._around(places)):
            fused[passage_id] = 1.0 + 1.0 / (rank + 1)
        rankings = [self._lexical(query), self._dense(query)]
        for ranking in rankings:
            for rank, passage_id in enumerate(ranking):
                fused[passage_id] = fused.get(passage_id, 0.0) + 1.0 / (_K + rank + 1)
        best = sorted(fused.items(), key=lambda item: -item[1])[: self.limit]
        found = [(self.catalog.passage(passage_id), score) for passage_id, score in best]
        return [(passage, score) for passage, score in found if passage is not None]

    def _around(self, places: Sequence[tuple[str, int, int]]) -> list[str]:
        """The ids of the passages that hold each of `places` whole or, where it runs over their edges, begin it."""
        found: dict[str, None] = {}
        for report_id, start, end in places:
            passages = [one for one in self.catalog.report(report_id).passages if one.start <= start < one.end]
            whole = [one for one in passages if end <= one.end]
            found |= dict.fromkeys(one.id for one in whole or passages)
        return list(found)

    def _lexical(self, query: str) -> list[str]:
        return [passage_id for passage_id, _ in self.catalog.search_text(words(query), self.reports, _DEPTH)]

    def _dense(self, query: str) -> list[str]:
        if self.embedder is None or self.vectors is None:
            return []
        vector = self.embedder.embed_queries([query])[0]
        try:
            return [passage_id for passage_id, _ in self.vectors.search(vector, self._revisions(), _DEPTH)]
        except StoreError as error:
            logger.warning("searching by words alone: %s", error.message)
            if self.failed:
                self.failed(error)
            return []

    def _revisions(self) -> Sequence[str]:
        """The revisions that the catalogue holds: it is the truth, and a vector of another revision is not read."""
        entries = self.catalog.reports()
        wanted = set(self.reports) if self.reports is not None else None
        return [entry.revision for entry in entries if wanted is None or entry.id in wanted]

    def _document(self, passage: Passage, score: float) -> Document:
        report = self.catalog.report(passage.report_id)
        metadata = {
            "report": passage.report_id, "start": passage.start, "end": passage.end,
            "section": list(passage.path), "page": passage.page, "score": score,
        }  # fmt: skip
        return Document(id=passage.id, page_content=report.text[passage.start : passage.end], metadata=metadata)
