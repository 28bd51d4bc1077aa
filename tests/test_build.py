"""Indexing: what becomes of files, and that no interruption leaves the two stores at odds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from stand_ins import HashEmbedder

from index import build_files, build_ledger
from index.build import IndexOutcome, index_paths, remove_report
from index.catalog import Catalog
from index.errors import EmptyStore, MissingPath, ModelMismatch, StoreError, StoreLocked, UnknownReport
from index.model import Report

LIN, WANG = "甘肃省临江市-2018", "甘肃省望山市-2018"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "lin.txt").write_text("临江市 2018 41")
    (folder / "wang.txt").write_text("望山市 2018 9")
    return folder


@pytest.fixture
def index(store: Path, files: Path, embedder: Any, vectors: Any, pool: Any) -> Callable[..., IndexOutcome]:
    def run(*paths: Path, **changes: Any) -> IndexOutcome:
        arguments: dict[str, Any] = {"embedder_factory": lambda: embedder, **changes}
        return index_paths(paths or (files,), store, **arguments)

    return run


Index = Callable[..., IndexOutcome]


def revisions(store: Path) -> set[str]:
    return {entry.revision for entry in Catalog(store).reports()}


# -- what becomes of files --------------------------------------------------------------------------------------------


def test_new_files_are_added_and_known_ones_left_alone(index: Index, store: Path, vectors: Any, pool: Any) -> None:
    assert index() == IndexOutcome(added=(LIN, WANG))
    assert vectors.revisions() == revisions(store)
    assert len(vectors.kept) == 4
    pool.read_paths.clear()
    assert index(embedder_factory=None) == IndexOutcome(unchanged=(LIN, WANG))
    assert pool.read_paths == []


def test_a_changed_file_replaces_its_report(index: Index, files: Path, store: Path, vectors: Any) -> None:
    index()
    (files / "lin.txt").write_text("临江市 2018 57")
    assert index() == IndexOutcome(updated=(LIN,), unchanged=(WANG,))
    assert str(Catalog(store).report(LIN).indicators[0].value) == "57"
    assert vectors.revisions() == revisions(store)


def test_the_same_content_under_two_names_is_one_report(index: Index, files: Path) -> None:
    (files / "copy.txt").write_text("临江市 2018 41")
    outcome = index()
    assert outcome.added == (LIN, WANG)
    assert outcome.notes == (f"{files}/lin.txt holds the same as {files}/copy.txt: both are {LIN}.",)
    assert index() == IndexOutcome(unchanged=(LIN, WANG))


def test_a_renamed_file_is_known_by_its_content(index: Index, files: Path, pool: Any) -> None:
    index()
    pool.read_paths.clear()
    (files / "lin.txt").rename(files / "new.txt")
    assert index().unchanged == (LIN, WANG)
    assert pool.read_paths == []


def test_a_second_report_of_the_same_issuer_and_year_replaces_the_first(index: Index, files: Path, store: Path) -> None:
    index()
    (files / "z.txt").write_text("临江市 2018 57")
    outcome = index()
    assert outcome.updated == (LIN,)
    assert outcome.notes == (f"{files}/z.txt replaces {files}/lin.txt: both are {LIN}.",)
    again = index()
    assert again.unchanged == (LIN, WANG)
    assert again.notes == (f"{files}/lin.txt holds an earlier {LIN}; the store keeps that of {files}/z.txt.",)
    assert str(Catalog(store).report(LIN).indicators[0].value) == "57"


def test_of_two_in_one_run_the_later_stays_and_is_listed_once(index: Index, files: Path, store: Path) -> None:
    (files / "z.txt").write_text("临江市 2018 57")
    assert index().added == (LIN, WANG)
    assert index().unchanged == (LIN, WANG)
    assert str(Catalog(store).report(LIN).indicators[0].value) == "57"


def test_a_file_that_becomes_another_report_takes_its_old_one_out(
    index: Index, files: Path, store: Path, vectors: Any
) -> None:
    index()
    (files / "lin.txt").write_text("临江市 2019 41")
    outcome = index()
    assert outcome.added == ("甘肃省临江市-2019",)
    assert outcome.notes == (
        f"{files}/lin.txt held {LIN} before and holds 甘肃省临江市-2019 now, so {LIN} was taken out.",
    )
    assert [entry.id for entry in Catalog(store).reports()] == ["甘肃省临江市-2019", WANG]
    assert vectors.revisions() == revisions(store)


def test_a_report_that_another_file_still_holds_stays(index: Index, files: Path, store: Path) -> None:
    (files / "copy.txt").write_text("临江市 2018 41")
    index()
    (files / "lin.txt").write_text("临江市 2019 41")
    assert index().notes == ()
    assert len(Catalog(store).reports()) == 3


def test_a_file_that_is_no_report_is_named_with_its_reason_and_the_others_go_on(
    index: Index, files: Path, pool: Any
) -> None:
    (files / "empty.txt").write_text(" ")
    outcome = index()
    assert outcome.added == (LIN, WANG)
    assert [(failure.path, failure.reason) for failure in outcome.failed] == [
        (f"{files}/empty.txt", "The file is empty.")
    ]
    pool.read_paths.clear()
    assert index().failed == outcome.failed
    assert pool.read_paths == []


def test_a_file_that_turns_bad_leaves_its_report(index: Index, files: Path) -> None:
    index()
    (files / "lin.txt").write_text(" ")
    outcome = index()
    assert len(outcome.failed) == 1
    assert outcome.unchanged == (WANG,)
    (files / "lin.txt").write_text("临江市 2018 41")
    assert index().unchanged == (LIN, WANG)


def test_a_failure_of_the_reader_is_tried_again(index: Index, files: Path, pool: Any) -> None:
    (files / "lin.txt").write_text("crash")
    assert len(index().failed) == 1
    pool.read_paths.clear()
    assert len(index().failed) == 1
    assert pool.read_paths == [f"{files}/lin.txt"]


def test_other_code_reads_again_and_keeps_what_comes_out_the_same(
    index: Index, store: Path, files: Path, pool: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    index()
    before = revisions(store)
    pool.read_paths.clear()
    for module in (build_files, build_ledger):
        monkeypatch.setattr(module, "parser", lambda: "other")
    assert index() == IndexOutcome(unchanged=(LIN, WANG))
    assert len(pool.read_paths) == 2
    assert revisions(store) == before


def test_other_code_does_not_bring_back_what_was_replaced(
    index: Index, files: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index()
    (files / "z.txt").write_text("临江市 2018 57")
    index()
    for module in (build_files, build_ledger):
        monkeypatch.setattr(module, "parser", lambda: "other")
    assert index().unchanged == (LIN, WANG)
    assert str(Catalog(store).report(LIN).indicators[0].value) == "57"


def test_the_store_does_not_index_itself(index: Index, tmp_path: Path, store: Path) -> None:
    index()
    assert index(tmp_path) == IndexOutcome(unchanged=(LIN, WANG))


def test_a_removed_report_is_gone_from_both_and_comes_back_when_indexed(
    index: Index, store: Path, vectors: Any
) -> None:
    index()
    remove_report(store, LIN, HashEmbedder)
    assert [entry.id for entry in Catalog(store).reports()] == [WANG]
    assert vectors.revisions() == revisions(store)
    with pytest.raises(UnknownReport):
        remove_report(store, LIN, HashEmbedder)
    assert index() == IndexOutcome(added=(LIN,), unchanged=(WANG,))


def test_progress_counts_what_is_read(index: Index, files: Path) -> None:
    calls: list[tuple[int, int, str]] = []
    index(progress=lambda *call: calls.append(call))
    assert calls == [(0, 2, f"{files}/lin.txt"), (1, 2, f"{files}/wang.txt"), (2, 2, "")]
    calls.clear()
    index(progress=lambda *call: calls.append(call))
    assert calls == []


# -- what cannot be done ----------------------------------------------------------------------------------------------


def test_a_missing_path_is_told_before_anything_is_done(index: Index, files: Path, store: Path) -> None:
    with pytest.raises(MissingPath):
        index(files, files / "nowhere")
    assert not store.exists()


def test_another_model_is_refused_and_what_was_there_stays(index: Index, files: Path, make_embedder: Any) -> None:
    index()
    (files / "lin.txt").write_text("临江市 2018 57")
    with pytest.raises(ModelMismatch):
        index(embedder_factory=lambda: make_embedder("other", 8))
    assert index().updated == (LIN,)


def test_an_emptied_store_takes_another_model(index: Index, store: Path, make_embedder: Any) -> None:
    index()
    remove_report(store, LIN, HashEmbedder)
    remove_report(store, WANG, HashEmbedder)
    assert index(embedder_factory=lambda: make_embedder("other", 8)).added == (LIN, WANG)
    assert Catalog(store).fingerprint == "other"


def test_a_model_that_cannot_be_loaded_is_told(index: Index, store: Path) -> None:
    def fail() -> Any:
        raise StoreError("no model")

    with pytest.raises(StoreError, match="no model"):
        index(embedder_factory=fail)
    assert index().added == (LIN, WANG)


def test_a_second_writer_is_told_who_the_first_is(index: Index, store: Path) -> None:
    def second(*_: Any) -> None:
        with pytest.raises(StoreLocked, match=r"process \d+ on .* \(indexing since 20"):
            index()
        with pytest.raises(StoreLocked):
            remove_report(store, LIN, HashEmbedder)

    index()
    assert index(progress=second).unchanged


def test_removing_from_nothing_is_told(store: Path) -> None:
    with pytest.raises(EmptyStore):
        remove_report(store, LIN, HashEmbedder)
    assert not store.exists()


def test_a_store_that_cannot_be_written_is_told(index: Index, files: Path, embedder: Any) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        index_paths([files], files / "lin.txt" / "store", lambda: embedder)


# -- interruptions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["add", "remove"])
def test_an_interruption_between_two_steps_is_made_good_by_the_next_run(
    index: Index, files: Path, store: Path, vectors: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    index()
    before = Catalog(store).report(LIN)
    (files / "lin.txt").write_text("临江市 2018 57")
    monkeypatch.setattr(vectors, "broken", step)
    with pytest.raises(KeyboardInterrupt):
        index()
    assert revisions(store) <= vectors.revisions()
    assert vectors.revisions() != revisions(store)
    now = Catalog(store).report(LIN)
    assert now == before if step == "add" else str(now.indicators[0].value) == "57"
    monkeypatch.setattr(vectors, "broken", "")
    index()
    assert vectors.revisions() == revisions(store)
    assert str(Catalog(store).report(LIN).indicators[0].value) == "57"


def test_reports_before_an_interruption_are_kept(index: Index, store: Path, pool: Any, vectors: Any) -> None:
    def stop(done: int, *_: Any) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index(progress=stop)
    assert [entry.id for entry in Catalog(store).reports()] == [LIN]
    pool.read_paths.clear()
    assert index() == IndexOutcome(added=(WANG,), unchanged=(LIN,))
    assert len(pool.read_paths) == 1


def test_a_report_without_passages_needs_no_vectors(
    index: Index, pool: Any, make_report: Callable[..., Report], store: Path
) -> None:
    pool.make_report = staticmethod(lambda *a, **k: replace(make_report(*a, **k), passages=()))
    assert index().added == (LIN, WANG)


# -- the whole way ----------------------------------------------------------------------------------------------------


def test_the_sample_reports_go_the_whole_way(store: Path, embedder: Any) -> None:
    from index.vectors import Vectors

    samples = sorted((Path(__file__).parent.parent / "reports").glob("*.txt"))
    outcome = index_paths(samples, store, lambda: embedder)
    assert len(outcome.added) == len(samples) == 5
    assert outcome == IndexOutcome(added=outcome.added)
    with Catalog(store) as catalog:
        vectors = Vectors(store / "vectors", embedder.fingerprint, embedder.dimension)
        assert vectors.revisions() == {entry.revision for entry in catalog.reports()}
        for entry in catalog.reports():
            report = catalog.report(entry.id)
            passage = report.passages[-1]
            text = report.text[passage.start : passage.end]
            assert catalog.passage(passage.id) == passage
            (best,) = vectors.search(embedder.embed_queries([text])[0], [entry.revision], 1)
            assert best[0] in {found.id for found in report.passages}
        vectors.close()
    assert index_paths(samples, store, lambda: embedder) == IndexOutcome(unchanged=outcome.added)
