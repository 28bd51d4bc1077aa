"""The hybrid retriever: dense and lexical rankings fused, over the reports asked for and no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from answering import LUXI, SUICHANG_2016, SUICHANG_2017, fill, invented, report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stand_ins import HashEmbedder

from assistant.retrieve import HybridRetriever
from index.build_stores import Stores
from index.catalog import Catalog
from index.vectors import VectorRow, Vectors


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("retrieve") / "store", invented(), HashEmbedder())


@pytest.fixture
def catalog(filled: Path) -> Iterator[Catalog]:
    with Catalog(filled) as opened:
        yield opened


@pytest.fixture
def vectors(filled: Path, embedder: Any) -> Iterator[Vectors]:
    opened = Vectors(filled / "vectors", embedder.fingerprint, embedder.dimension)
    yield opened
    opened.close()


@pytest.fixture
def retriever(catalog: Catalog, vectors: Vectors, embedder: Any) -> HybridRetriever:
    return HybridRetriever(catalog=catalog, vectors=vectors, embedder=embedder)


def narrowed(retriever: HybridRetriever, reports: tuple[str, ...] | None, limit: int = 8) -> HybridRetriever:
    return retriever.model_copy(update={"reports": reports, "limit": limit})


def test_the_passage_with_the_words_comes_first(retriever: HybridRetriever):
    (first, score), *_ = retriever.passages("便民服务热线接听来电")
    assert first.report_id == LUXI
    assert "接听来电4815个" in report(LUXI).text[first.start : first.end]
    assert score > 0


def test_scores_fall_and_no_passage_comes_twice(retriever: HybridRetriever):
    found = retriever.passages("收到申请")
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert len({passage.id for passage, _ in found}) == len(found) <= 8


def test_a_passage_in_both_rankings_goes_before_one_in_a_single_ranking(retriever: HybridRetriever):
    (_, best), *_ = retriever.passages("便民服务热线接听来电")
    assert best > 1 / 61


def test_only_the_reports_asked_for_are_searched(retriever: HybridRetriever):
    for reports in ((SUICHANG_2016,), (SUICHANG_2016, SUICHANG_2017)):
        found = narrowed(retriever, reports).passages("便民服务热线接听来电")
        assert found
        assert {passage.report_id for passage, _ in found} <= set(reports)


def test_no_report_or_an_unknown_one_is_nothing(retriever: HybridRetriever):
    assert narrowed(retriever, ()).passages("收到申请") == []
    assert narrowed(retriever, ("没有这份报告",)).passages("收到申请") == []


def test_the_limit_is_kept(retriever: HybridRetriever):
    assert len(narrowed(retriever, None, 3).passages("政府信息公开")) == 3


def test_as_a_langchain_retriever_it_gives_documents_with_their_places(retriever: HybridRetriever):
    documents = retriever.invoke("便民服务热线接听来电")
    first = documents[0]
    text = report(first.metadata["report"]).text
    assert first.page_content == text[first.metadata["start"] : first.metadata["end"]]
    assert first.id is not None
    assert {"report", "start", "end", "section", "page", "score"} <= first.metadata.keys()
    assert retriever.batch(["收到申请", "存在的问题"])[1]


def test_without_vectors_the_search_is_lexical(catalog: Catalog):
    found = HybridRetriever(catalog=catalog).passages("便民服务热线接听来电")
    assert found[0][0].report_id == LUXI


def test_a_vector_of_another_revision_is_not_read(filled: Path, catalog: Catalog, vectors: Vectors, embedder: Any):
    query = "便民服务热线接听来电"
    stale = VectorRow("没有的段落", "an older revision", LUXI, embedder.embed_queries([query])[0], query)
    vectors.add([stale])
    try:
        found = HybridRetriever(catalog=catalog, vectors=vectors, embedder=embedder).passages(query)
        assert all(passage.id != stale.id for passage, _ in found)
    finally:
        vectors.remove_revisions([stale.revision])


def test_a_passage_that_is_gone_is_left_out(tmp_path: Path, embedder: Any):
    store = fill(tmp_path / "store", [report(LUXI), report(SUICHANG_2016)], embedder)
    with Stores(store) as stores:
        stores.remove(LUXI)
    with Catalog(store) as catalog:
        vectors = Vectors(store / "vectors", embedder.fingerprint, embedder.dimension)
        found = HybridRetriever(catalog=catalog, vectors=vectors, embedder=embedder).passages("便民服务热线接听来电")
        vectors.close()
    assert {passage.report_id for passage, _ in found} == {SUICHANG_2016}


class Silent:
    """Vectors that find nothing."""

    def search(self, vector: np.ndarray, revisions: Sequence[str] | None, limit: int) -> list[tuple[str, float]]:
        return []


def test_one_ranking_alone_keeps_its_order(catalog: Catalog, embedder: Any):
    alone = HybridRetriever(catalog=catalog).passages("收到申请")
    beside = HybridRetriever(catalog=catalog, vectors=Silent(), embedder=embedder).passages("收到申请")
    assert alone == beside


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.text(min_size=1, max_size=40)
    | st.sampled_from(['"', "NEAR(", "a AND b OR", "*", "收到:申请", "-", "😀", "\x00"])
)
def test_any_query_is_searched(retriever: HybridRetriever, query: str):
    for passage, score in retriever.passages(query):
        assert score > 0
        assert passage.report_id in {one.id for one in invented()}


def test_the_passages_around_known_places_come_first(retriever: HybridRetriever):
    """Where the evidence is known already, the passage that holds it leads, whatever the search would say."""
    last = report(SUICHANG_2016).passages[-1]
    found = retriever.passages("便民服务热线接听来电", [(SUICHANG_2016, last.start, last.start + 2)])
    assert found[0][0].id == last.id
    assert found[0][1] > 1 > found[1][1]
    assert len({passage.id for passage, _ in found}) == len(found)
