"""The catalogue: what is put in comes out exact, changes are whole, readers are never in the way."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.catalog import Catalog, SourceRecord
from index.catalog_writer import CatalogWriter
from index.errors import EmptyStore, ModelMismatch, StoreDamaged, StoreError, StoreOutdated, UnknownReport
from index.model import Report
from index.segment import words

MakeReport = Callable[..., Report]


@pytest.fixture
def writer(store: Path) -> CatalogWriter:
    store.mkdir()
    return CatalogWriter(store)


def test_a_report_comes_out_as_it_was_put_in(writer: CatalogWriter, store: Path, make_report: MakeReport) -> None:
    report = make_report(warnings=("a row could not be read",))
    writer.put(report, "r1")
    assert writer.report(report.id) == report
    assert Catalog(store).report(report.id) == report


def test_the_parts_of_a_report_can_be_read_alone(writer: CatalogWriter, make_report: MakeReport) -> None:
    one, two = make_report("临江市", 2018), make_report("望山市", 2018)
    writer.put(one, "r1")
    writer.put(two, "r2")
    assert writer.quantities(one.id) == one.quantities
    assert writer.passages([two.id]) == two.passages
    assert set(writer.passages()) == {*one.passages, *two.passages}
    assert writer.passage(one.passages[1].id) == one.passages[1]
    assert writer.passage("nowhere#7") is None
    assert writer.indicators([one.id]) == ((one.id, one.indicators[0]),)
    assert writer.indicators(codes=["applications_received"]) == (
        (one.id, one.indicators[0]),
        (two.id, two.indicators[0]),
    )
    assert writer.indicators(codes=["no_such_code"]) == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(value=st.decimals(allow_nan=False, allow_infinity=False))
def test_a_figure_keeps_every_digit(
    tmp_path_factory: pytest.TempPathFactory, make_report: MakeReport, value: Decimal
) -> None:
    report = make_report()
    report = replace(report, indicators=(replace(report.indicators[0], value=value),))
    with CatalogWriter(tmp_path_factory.mktemp("store")) as catalog:
        catalog.put(report, "r1")
        (found,) = catalog.indicators()
    assert str(found[1].value) == str(value)


def test_a_blank_stays_blank(writer: CatalogWriter, make_report: MakeReport) -> None:
    report = make_report()
    blank = replace(report.indicators[0], value=None, state="blank")
    writer.put(replace(report, indicators=(blank,)), "r1")
    assert writer.indicators()[0][1] == blank


def test_a_new_revision_leaves_nothing_of_the_old_one(writer: CatalogWriter, make_report: MakeReport) -> None:
    old, new = make_report(received=41), make_report(received=57, quantities=())
    writer.put(old, "r1")
    writer.put(new, "r2")
    assert [entry.revision for entry in writer.reports()] == ["r2"]
    assert writer.report(new.id) == new
    assert writer.quantities(new.id) == ()
    assert writer.search_text(["41"], None, 10) == []
    assert [found for found, _ in writer.search_text(["57"], None, 10)] == [new.passages[1].id]
    assert writer.orphans() == ("r1",)


def test_vectors_are_orphans_until_their_report_is_there(writer: CatalogWriter, make_report: MakeReport) -> None:
    report = make_report()
    writer.announce("r1")
    assert writer.orphans() == ("r1",)
    writer.put(report, "r1")
    assert writer.orphans() == ()
    writer.remove(report.id)
    assert writer.orphans() == ("r1",)
    writer.forget(["r1"])
    assert writer.orphans() == ()


def test_a_removed_report_takes_everything_with_it(writer: CatalogWriter, make_report: MakeReport) -> None:
    report = make_report()
    writer.put(report, "r1")
    writer.record([SourceRecord("/a.txt", "abc", "p1", report.id)])
    writer.remove(report.id)
    assert writer.reports() == writer.passages() == writer.indicators() == ()
    assert writer.search_text(["热线"], None, 10) == []
    assert writer.sources() == {}


def test_an_unknown_report_is_told_from_those_that_come_close(writer: CatalogWriter, make_report: MakeReport) -> None:
    writer.put(make_report("临江市", 2018), "r1")
    with pytest.raises(UnknownReport, match=r"'临江市-2018'; the nearest are 甘肃省临江市-2018"):
        writer.report("临江市-2018")
    with pytest.raises(UnknownReport, match="`gongkai reports` lists"):
        writer.remove("zzz")


# -- full text --------------------------------------------------------------------------------------------------------


def test_full_text_finds_words_and_keeps_to_the_reports_asked_for(
    writer: CatalogWriter, make_report: MakeReport
) -> None:
    one, two = make_report("临江市", 2018), make_report("望山市", 2018)
    writer.put(one, "r1")
    writer.put(two, "r2")
    both = writer.search_text(words("接听热线电话"), None, 10)
    assert {found for found, _ in both} == {one.passages[0].id, two.passages[0].id}
    assert all(score > 0 for _, score in both)
    assert [found for found, _ in writer.search_text(["热线"], [two.id], 10)] == [two.passages[0].id]
    assert writer.search_text(["热线"], [], 10) == []
    assert len(writer.search_text(["热线", "申请"], None, 1)) == 1


def test_headings_are_searched_too(writer: CatalogWriter, make_report: MakeReport) -> None:
    report = make_report()
    writer.put(report, "r1")
    assert {found for found, _ in writer.search_text(["主动"], None, 10)} == {p.id for p in report.passages}


@pytest.mark.parametrize("query", [['"'], ['" OR words : "x'], ["NEAR("], ["*"], ["。"], [""], [], ["AND"], ["132.44"]])
def test_nothing_in_a_question_is_read_as_query_language(
    writer: CatalogWriter, make_report: MakeReport, query: list[str]
) -> None:
    writer.put(make_report(), "r1")
    assert writer.search_text(query, None, 10) == []


def test_full_text_takes_thousands_of_words_and_reports(writer: CatalogWriter, make_report: MakeReport) -> None:
    report = make_report()
    writer.put(report, "r1")
    many = [f"词{number}" for number in range(2000)]
    found = writer.search_text([*many, "热线"], [*many, report.id], 5)
    assert [passage for passage, _ in found] == [report.passages[0].id]


# -- several readers and a writer -------------------------------------------------------------------------------------


def test_a_reader_sees_what_is_written_after_it_was_opened(
    writer: CatalogWriter, store: Path, make_report: MakeReport
) -> None:
    writer.put(make_report(received=41), "r1")
    reader = Catalog(store)
    assert reader.report(make_report().id).indicators[0].value == 41
    writer.put(make_report(received=57), "r2")
    assert reader.report(make_report().id).indicators[0].value == 57
    assert [entry.revision for entry in reader.reports()] == ["r2"]


def test_a_reader_sees_where_an_unchanged_report_was_read_from_last(
    writer: CatalogWriter, store: Path, make_report: MakeReport
) -> None:
    report = make_report()
    writer.put(report, "r1")
    reader = Catalog(store)
    assert reader.report(report.id).source == report.source
    writer.restate(report.id, "moved.txt", "other")
    assert reader.report(report.id) == replace(report, source="moved.txt", sha256="other")


def test_many_reports_are_read_right_though_few_are_kept(
    writer: CatalogWriter, make_report: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.catalog_cache._KEPT_REPORTS", 2)
    reports = [make_report(year=year) for year in range(2010, 2016)]
    for report in reports:
        writer.put(report, f"r{report.identity.year}")
    assert [writer.report(report.id) for report in reports * 2] == reports * 2


def test_a_snapshot_mixes_no_two_states(writer: CatalogWriter, store: Path, make_report: MakeReport) -> None:
    old, new = make_report(received=41), make_report(received=57)
    writer.put(old, "r1")
    reader = Catalog(store)
    with reader.snapshot() as then:
        writer.put(new, "r2")
        assert then.report(old.id) == old
        assert then.indicators()[0][1] == old.indicators[0]
        assert then.search_text(["57"], None, 10) == []
        assert reader.report(new.id) == new
        assert then.report(old.id) == old
    assert reader.indicators()[0][1] == new.indicators[0]


def test_a_reader_is_not_held_up_by_a_writer_in_the_middle_of_a_change(
    writer: CatalogWriter, store: Path, make_report: MakeReport
) -> None:
    writer.put(make_report(), "r1")
    with writer._change():
        assert len(Catalog(store).reports()) == 1


def test_threads_share_a_reader(writer: CatalogWriter, store: Path, make_report: MakeReport) -> None:
    reports = [make_report(f"{name}山市", 2018) for name in "东南西北"]
    for number, report in enumerate(reports):
        writer.put(report, f"r{number}")
    reader, wrong = Catalog(store), []

    def read() -> None:
        wrong.extend(
            report.id
            for report in reports * 10
            if reader.report(report.id) != report or not reader.search_text(["热线"], [report.id], 1)
        )

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# -- stores that cannot be used ---------------------------------------------------------------------------------------


def test_a_reader_of_nothing_is_told_how_to_index(store: Path) -> None:
    with pytest.raises(EmptyStore, match="gongkai index"):
        Catalog(store)
    store.mkdir()
    with CatalogWriter(store) as catalog, pytest.raises(EmptyStore, match="gongkai index"):
        catalog.some_reports()
    assert Catalog(store).reports() == ()


def test_a_file_without_tables_is_an_empty_store(store: Path) -> None:
    store.mkdir()
    (store / "catalog.sqlite").touch()
    with pytest.raises(EmptyStore):
        Catalog(store)


def test_another_schema_is_refused(writer: CatalogWriter, store: Path) -> None:
    writer.close()
    with sqlite3.connect(store / "catalog.sqlite") as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
    connection.close()
    for opened in (Catalog, CatalogWriter):
        with pytest.raises(StoreOutdated, match="another version"):
            opened(store)


def test_a_file_of_something_else_is_refused(store: Path) -> None:
    store.mkdir()
    (store / "catalog.sqlite").write_bytes(b"this is no database " * 100)
    for opened in (Catalog, CatalogWriter):
        with pytest.raises(StoreDamaged, match="doctor --repair"):
            opened(store)


def test_a_file_damaged_later_is_told(writer: CatalogWriter, store: Path, make_report: MakeReport) -> None:
    writer.put(make_report(), "r1")
    writer.close()
    path = store / "catalog.sqlite"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError):
        Catalog(store).report(make_report().id)


def test_vectors_of_two_models_do_not_mix(writer: CatalogWriter, make_report: MakeReport) -> None:
    writer.claim("model-a", 3)
    writer.claim("model-b", 4)
    assert (writer.fingerprint, writer.dimension) == ("model-b", 4)
    writer.put(make_report(), "r1")
    writer.claim("model-b", 4)
    with pytest.raises(ModelMismatch, match=r"model-b.*model-a"):
        writer.claim("model-a", 3)


def test_what_a_file_came_to_is_kept(writer: CatalogWriter, make_report: MakeReport) -> None:
    report = make_report()
    writer.put(report, "r1")
    writer.record([SourceRecord("/a.txt", "abc", "p1", report.id), SourceRecord("/b.txt", "def", "p1", reason="empty")])
    writer.record([SourceRecord("/b.txt", "def", "p2", report.id)])
    writer.put(make_report(received=57), "r2")
    assert writer.sources() == {
        "/a.txt": SourceRecord("/a.txt", "abc", "p1", report.id),
        "/b.txt": SourceRecord("/b.txt", "def", "p2", report.id),
    }
