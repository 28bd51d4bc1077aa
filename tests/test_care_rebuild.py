"""A store made anew from what it keeps: by other code, for another model, after damage, while others read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from stand_ins import LIN, WANG, HashEmbedder

from index import generation, lock
from index.build import index_paths, remove_report
from index.care_backup import backup, restore
from index.care_rebuild import embed_again, rebuild
from index.catalog import Catalog
from index.catalog_corrections import corrections, keep_correction
from index.catalog_feedback import Feedback, keep_feedback, kept_feedback
from index.catalog_writer import CatalogWriter
from index.errors import EmptyStore, StoreDamaged, StoreLocked, StoreOutdated
from index.kept import KeptFiles
from index.model import Correction
from index.vectors import Vectors


def figures(store: Path) -> dict[str, str]:
    with Catalog(store) as catalog:
        return {owner: str(found.value) for owner, found in catalog.indicators()}


def revisions(store: Path, model: HashEmbedder) -> tuple[set[str], set[str]]:
    """Those of the catalogue, and those that have vectors."""
    with Catalog(store) as catalog:
        vectors = Vectors(catalog.vectors_folder, model.fingerprint, model.dimension)
        found = vectors.revisions()
        vectors.close()
        return {entry.revision for entry in catalog.reports()}, found


def test_the_files_are_kept_as_long_as_their_reports(two_reports: Path, two_files: Path) -> None:
    with Catalog(two_reports) as catalog:
        assert KeptFiles(two_reports).contents() == {entry.sha256 for entry in catalog.reports()}
    (two_files / "lin.txt").write_text("临江市 2018 43")
    index_paths([two_files], two_reports, HashEmbedder)
    kept = {source.data.decode() for source in KeptFiles(two_reports).sources()}
    assert kept == {"临江市 2018 43", "望山市 2018 52"}
    remove_report(two_reports, LIN, HashEmbedder)
    assert [source.path for source in KeptFiles(two_reports).sources()] == [str(two_files / "wang.txt")]


def test_files_that_an_earlier_version_did_not_keep_are_kept_by_the_next_run(
    two_reports: Path, two_files: Path
) -> None:
    KeptFiles(two_reports).drop_all_but(())
    assert index_paths([two_files], two_reports, HashEmbedder).added == ()
    assert len(KeptFiles(two_reports).contents()) == 2


def test_a_store_is_made_anew_without_the_originals(two_reports: Path, two_files: Path) -> None:
    before = figures(two_reports)
    for path in two_files.iterdir():
        path.unlink()
    assert rebuild(two_reports, HashEmbedder).reports == (LIN, WANG)
    assert figures(two_reports) == before
    assert len(set(map(frozenset, revisions(two_reports, HashEmbedder())))) == 1


def test_another_model_makes_other_vectors(two_reports: Path) -> None:
    model = HashEmbedder("hash-32", 32)
    rebuild(two_reports, lambda: model)
    current, there = revisions(two_reports, model)
    assert current == there
    assert sorted(path.name for path in two_reports.glob("vectors*")) == ["vectors", "vectors-2"]
    embed_again(two_reports, HashEmbedder)
    assert sorted(path.name for path in two_reports.glob("vectors*")) == ["vectors-2", "vectors-3"]


def test_the_next_run_knows_the_files_of_a_store_made_anew(two_reports: Path, two_files: Path) -> None:
    for again in (rebuild, embed_again):
        again(two_reports, HashEmbedder)
        outcome = index_paths([two_files], two_reports, HashEmbedder)
        assert (outcome.added, outcome.updated, outcome.unchanged) == ((), (), (LIN, WANG))


def test_a_reader_that_is_open_sees_the_old_store_whole_and_then_the_new(two_reports: Path) -> None:
    with Catalog(two_reports) as reader:
        with reader.snapshot() as old:
            known = old.reports()
            folder = old.vectors_folder
            rebuild(two_reports, lambda: HashEmbedder("hash-32", 32))
            assert old.reports() == known
            assert old.report(LIN).text
            assert old.vectors_folder == folder
        assert {entry.revision for entry in reader.reports()}.isdisjoint(entry.revision for entry in known)
        assert reader.vectors_folder != folder


def test_a_file_that_cannot_be_read_any_more_leaves_its_report(
    two_reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Catalog(two_reports) as catalog:
        content = catalog.known(LIN).sha256
    (two_reports / "files" / f"{content}.gz").write_bytes(b"cut")
    remade = rebuild(two_reports, HashEmbedder)
    assert remade.reports == (LIN, WANG)
    assert figures(two_reports)[LIN] == "41"


@pytest.mark.parametrize("damage", [b"this is no database " * 500, b""])
def test_a_catalogue_that_is_damaged_is_made_anew_from_the_kept_files(two_reports: Path, damage: bytes) -> None:
    before = figures(two_reports)
    for path in two_reports.glob("catalog.sqlite*"):
        path.unlink()
    (two_reports / "catalog.sqlite").write_bytes(damage)
    with pytest.raises((StoreDamaged, EmptyStore)):
        Catalog(two_reports).reports()
    rebuild(two_reports, HashEmbedder)
    assert figures(two_reports) == before


def test_a_catalogue_of_another_schema_is_made_anew(two_reports: Path) -> None:
    with sqlite3.connect(two_reports / "catalog.sqlite") as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(StoreOutdated, match="index --rebuild"):
        Catalog(two_reports)
    assert rebuild(two_reports, HashEmbedder).reports == (LIN, WANG)
    assert figures(two_reports) == {LIN: "41", WANG: "52"}


def test_what_an_interruption_leaves_is_taken_away_and_the_store_is_as_it_was(
    two_reports: Path, two_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(generation, "_exchange", stop)
        with pytest.raises(KeyboardInterrupt):
            rebuild(two_reports, HashEmbedder)
    assert figures(two_reports) == {LIN: "41", WANG: "52"}
    assert (two_reports / "vectors-2").is_dir()
    index_paths([two_files], two_reports, HashEmbedder)
    assert sorted(path.name for path in two_reports.iterdir() if path.is_dir()) == ["files", "vectors"]


def test_a_store_that_keeps_nothing_is_told(store: Path, embedder: HashEmbedder) -> None:
    store.mkdir()
    with pytest.raises(EmptyStore, match="keeps nothing"):
        rebuild(store, HashEmbedder)


def test_one_writer_at_a_time(two_reports: Path) -> None:
    with lock.writer(two_reports, "indexing"), pytest.raises(StoreLocked, match="indexing since"):
        rebuild(two_reports, HashEmbedder)


def test_a_schema_that_sql_can_carry_over_is_upgraded_by_whoever_opens_the_store(
    two_reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import catalog_migrations as migrations
    from index import catalog_schema as schema

    with sqlite3.connect(two_reports / "catalog.sqlite") as connection:
        connection.execute("UPDATE meta SET value = 'first' WHERE key = 'schema'")
        connection.execute("ALTER TABLE orphans RENAME TO strays")
    connection.close()
    steps = (
        migrations.Step("second", schema.SCHEMA, ("ALTER TABLE strays_2 RENAME TO orphans",)),
        migrations.Step("first", "second", ("ALTER TABLE strays RENAME TO strays_2",)),
    )
    monkeypatch.setattr(migrations, "STEPS", steps)
    assert figures(two_reports) == {LIN: "41", WANG: "52"}
    with CatalogWriter(two_reports) as writer:
        assert writer.orphans() == ()


def test_no_way_leads_round_in_a_circle(monkeypatch: pytest.MonkeyPatch) -> None:
    from index import catalog_migrations as migrations

    monkeypatch.setattr(migrations, "STEPS", (migrations.Step("a", "b", ()), migrations.Step("b", "a", ())))
    assert migrations.way("a") is None
    assert migrations.way("a", "a") == []


def say(store: Path, good: bool) -> None:
    keep_feedback(store, Feedback("one", good, "", "问", (), "zh", "answered", "答"))


@pytest.mark.parametrize("whole", [False, True])
def test_what_people_said_stays(two_reports: Path, two_files: Path, tmp_path: Path, whole: bool) -> None:
    """In the same schema, and where the catalogue is replaced as a whole."""
    with Catalog(two_reports) as catalog:
        content = catalog.known(LIN).sha256
    keep_correction(two_reports, content, Correction(year=2019))
    say(two_reports, good=True)
    if whole:
        with sqlite3.connect(two_reports / "catalog.sqlite") as connection:
            connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
        connection.close()
    rebuild(two_reports, HashEmbedder)
    assert corrections(two_reports) == {content: Correction(year=2019)}
    assert [one.good for one in kept_feedback(two_reports)] == [True]


def test_a_restore_brings_back_what_people_said(two_reports: Path, tmp_path: Path) -> None:
    say(two_reports, good=True)
    backup(two_reports, tmp_path / "backup.zip")
    say(two_reports, good=False)
    restore(two_reports, tmp_path / "backup.zip", HashEmbedder, force=True)
    assert [one.good for one in kept_feedback(two_reports)] == [True]


def test_vectors_that_a_process_died_upon_are_made_anew_by_the_next_run(two_reports: Path, two_files: Path) -> None:
    (two_reports / "vectors" / "in-use").touch()
    assert index_paths([two_files], two_reports, HashEmbedder).unchanged == (LIN, WANG)
    current, there = revisions(two_reports, HashEmbedder())
    assert current == there
    with Catalog(two_reports) as catalog:
        assert catalog.vectors_folder.name == "vectors-2"


def test_a_report_that_is_removed_leaves_no_vectors_where_a_process_died_upon_them(two_reports: Path) -> None:
    (two_reports / "vectors" / "in-use").touch()
    remove_report(two_reports, LIN, HashEmbedder)
    current, there = revisions(two_reports, HashEmbedder())
    assert len(current) == 1
    assert current == there
    assert [path.name for path in two_reports.glob("vectors*")] == ["vectors-2"]
