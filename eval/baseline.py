"""The rival: what a competent user puts together from the documentation of the same libraries.

`RecursiveCharacterTextSplitter` at 500 characters with 50 of overlap, the same embedding model, Chroma, the four
nearest chunks and, where a chat model is configured, one prompt. It is given the reports' clean text and knows of each
chunk whose report and which year it is from, which is more than such a program usually knows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from eval import metrics, retrieval
from eval.retrieval import Found
from eval.sets import QuestionSet
from index.embed import Embedder
from prompts import load as load_prompt

CHUNK, OVERLAP, TOP = 500, 50, 4


@dataclass(frozen=True, slots=True)
class Text:
    """A report as the rival gets it: its clean text, and whose, which year and which report it is."""

    region: str
    year: int
    text: str
    report: str = ""


class _Adapter(Embeddings):
    """The project's embedding model as LangChain wants it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(part) for part in row] for row in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(part) for part in self._embedder.embed_queries([text])[0]]


class Baseline:
    """The rival's index over some reports, kept in `folder`. `index_s` is how long it took to make."""

    def __init__(self, texts: Sequence[Text], embedder: Embedder, folder: Path) -> None:
        start = perf_counter()
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
        documents = splitter.split_documents([_document(text) for text in texts])
        self._store = Chroma(
            "reports",
            _Adapter(embedder),
            persist_directory=str(folder),
            collection_metadata={"hnsw:space": "cosine"},
            client_settings=Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder)),
        )
        self._store.add_documents(documents)
        self.index_s = perf_counter() - start

    def search(self, question: str, limit: int = TOP) -> tuple[Found, ...]:
        """The `limit` chunks nearest to the question, best first."""
        found = self._store.similarity_search(question, k=limit)
        return tuple(
            Found(one.metadata["region"], one.metadata["year"], one.page_content, one.metadata["report"])
            for one in found
        )

    def answer(self, question: str, chat: Callable[[str], str]) -> tuple[str, tuple[Found, ...]]:
        """What `chat` says to the one prompt with the four nearest chunks in it, and those chunks."""
        found = self.search(question)
        context = "\n\n".join(f"{one.region} {one.year}\n{one.text}" for one in found)
        return chat(load_prompt("answer_from_context").fill(context=context, question=question)), found


@dataclass(frozen=True, slots=True)
class BaselineScores:
    """The rival's side of a run: seconds to index, milliseconds a question, and its retrieval scores."""

    index_s: float
    p50_ms: float
    p95_ms: float
    hit_1: float
    hit_4: float
    mrr: float
    ndcg_10: float


def measure(questions: QuestionSet, baseline: Baseline) -> BaselineScores:
    """Search for every question on which retrieval is measured."""
    times, rankings = [], []
    for case in filter(retrieval.counts, questions.cases):
        start = perf_counter()
        found = baseline.search(case.question, retrieval.DEPTH)
        times.append((perf_counter() - start) * 1000)
        rankings.append((retrieval.hits(case, found), len(case.support)))
    return BaselineScores(
        index_s=baseline.index_s,
        p50_ms=metrics.percentile(times, 50),
        p95_ms=metrics.percentile(times, 95),
        hit_1=metrics.mean([metrics.hit_at(hits, 1) for hits, _ in rankings]),
        hit_4=metrics.mean([metrics.hit_at(hits, 4) for hits, _ in rankings]),
        mrr=metrics.mean([metrics.reciprocal_rank(hits) for hits, _ in rankings]),
        ndcg_10=metrics.mean([metrics.ndcg_at(hits, total, retrieval.DEPTH) for hits, total in rankings]),
    )


def _document(text: Text) -> Document:
    return Document(text.text, metadata={"region": text.region, "year": text.year, "report": text.report})
