"""A store made anew from what it keeps: by other code, for another model, after damage, while others read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from stand_ins import HashEmbedder, PlainPool

from index import care_rebuild, generation, lock
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

LIN, WANG = "甘肃省临江市-2018", "甘肃省望山市-2018"


@pytest.fixture
def files(tmp_path: Path, pool: type[PlainPool], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(care_rebuild, "ReadingPool", pool)
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "lin.txt").write_text("临江市 2018 41")
    (folder / "wang.txt").write_text("望山市 2018 52")
    return folder


@pytest.fixture
def filled(files: Path, store: Path) -> Path:
    index_paths([files], store, HashEmbedder)
    return store


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


def test_the_files_are_kept_as_long_as_their_reports(filled: Path, files: Path) -> None:
    with Catalog(filled) as catalog:
        assert KeptFiles(filled).contents() == {entry.sha256 for entry in catalog.reports()}
    (files / "lin.txt").write_text("临江市 2018 43")
    index_paths([files], filled, HashEmbedder)
    kept = {source.data.decode() for source in KeptFiles(filled).sources()}
    assert kept == {"临江市 2018 43", "望山市 2018 52"}
    remove_report(filled, LIN, HashEmbedder)
    assert [source.path for source in KeptFiles(filled).sources()] == [str(files / "wang.txt")]


def test_files_that_an_earlier_version_did_not_keep_are_kept_by_the_next_run(filled: Path, files: Path) -> None:
    KeptFiles(filled).drop_all_but(())
    assert index_paths([files], filled, HashEmbedder).added == ()
    assert len(KeptFiles(filled).contents()) == 2


def test_a_store_is_made_anew_without_the_originals(filled: Path, files: Path) -> None:
    before = figures(filled)
    for path in files.iterdir():
        path.unlink()
    assert rebuild(filled, HashEmbedder).reports == (LIN, WANG)
    assert figures(filled) == before
    assert len(set(map(frozenset, revisions(filled, HashEmbedder())))) == 1


def test_another_model_makes_other_vectors(filled: Path) -> None:
    model = HashEmbedder("hash-32", 32)
    rebuild(filled, lambda: model)
    current, there = revisions(filled, model)
    assert current == there
    assert sorted(path.name for path in filled.glob("vectors*")) == ["vectors", "vectors-2"]
    embed_again(filled, HashEmbedder)
    assert sorted(path.name for path in filled.glob("vectors*")) == ["vectors-2", "vectors-3"]


def test_the_next_run_knows_the_files_of_a_store_made_anew(filled: Path, files: Path) -> None:
    for again in (rebuild, embed_again):
        again(filled, HashEmbedder)
        outcome = index_paths([files], filled, HashEmbedder)
        assert (outcome.added, outcome.updated, outcome.unchanged) == ((), (), (LIN, WANG))


def test_a_reader_that_is_open_sees_the_old_store_whole_and_then_the_new(filled: Path) -> None:
    with Catalog(filled) as reader:
        with reader.snapshot() as old:
            known = old.reports()
            folder = old.vectors_folder
            rebuild(filled, lambda: HashEmbedder("hash-32", 32))
            assert old.reports() == known
            assert old.report(LIN).text
            assert old.vectors_folder == folder
        assert {entry.revision for entry in reader.reports()}.isdisjoint(entry.revision for entry in known)
        assert reader.vectors_folder != folder


def test_a_file_that_cannot_be_read_any_more_leaves_its_report(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Catalog(filled) as catalog:
        content = catalog.known(LIN).sha256
    (filled / "files" / f"{content}.gz").write_bytes(b"cut")
    remade = rebuild(filled, HashEmbedder)
    assert remade.reports == (LIN, WANG)
    assert figures(filled)[LIN] == "41"


@pytest.mark.parametrize("damage", [b"this is no database " * 500, b""])
def test_a_catalogue_that_is_damaged_is_made_anew_from_the_kept_files(filled: Path, damage: bytes) -> None:
    before = figures(filled)
    for path in filled.glob("catalog.sqlite*"):
        path.unlink()
    (filled / "catalog.sqlite").write_bytes(damage)
    with pytest.raises((StoreDamaged, EmptyStore)):
        Catalog(filled).reports()
    rebuild(filled, HashEmbedder)
    assert figures(filled) == before


def test_a_catalogue_of_another_schema_is_made_anew(filled: Path) -> None:
    with sqlite3.connect(filled / "catalog.sqlite") as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(StoreOutdated, match="index --rebuild"):
        Catalog(filled)
    assert rebuild(filled, HashEmbedder).reports == (LIN, WANG)
    assert figures(filled) == {LIN: "41", WANG: "52"}


def test_what_an_interruption_leaves_is_taken_away_and_the_store_is_as_it_was(
    filled: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(generation, "_exchange", stop)
        with pytest.raises(KeyboardInterrupt):
            rebuild(filled, HashEmbedder)
    assert figures(filled) == {LIN: "41", WANG: "52"}
    assert (filled / "vectors-2").is_dir()
    index_paths([files], filled, HashEmbedder)
    assert sorted(path.name for path in filled.iterdir() if path.is_dir()) == ["files", "vectors"]


def test_a_store_that_keeps_nothing_is_told(store: Path, embedder: HashEmbedder) -> None:
    store.mkdir()
    with pytest.raises(EmptyStore, match="keeps nothing"):
        rebuild(store, HashEmbedder)


def test_one_writer_at_a_time(filled: Path) -> None:
    with lock.writer(filled, "indexing"), pytest.raises(StoreLocked, match="indexing since"):
        rebuild(filled, HashEmbedder)


def test_a_schema_that_sql_can_carry_over_is_upgraded_by_whoever_opens_the_store(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import catalog_migrations as migrations
    from index import catalog_schema as schema

    with sqlite3.connect(filled / "catalog.sqlite") as connection:
        connection.execute("UPDATE meta SET value = 'first' WHERE key = 'schema'")
        connection.execute("ALTER TABLE orphans RENAME TO strays")
    connection.close()
    steps = (
        migrations.Step("second", schema.SCHEMA, ("ALTER TABLE strays_2 RENAME TO orphans",)),
        migrations.Step("first", "second", ("ALTER TABLE strays RENAME TO strays_2",)),
    )
    monkeypatch.setattr(migrations, "STEPS", steps)
    assert figures(filled) == {LIN: "41", WANG: "52"}
    with CatalogWriter(filled) as writer:
        assert writer.orphans() == ()


def test_no_way_leads_round_in_a_circle(monkeypatch: pytest.MonkeyPatch) -> None:
    from index import catalog_migrations as migrations

    monkeypatch.setattr(migrations, "STEPS", (migrations.Step("a", "b", ()), migrations.Step("b", "a", ())))
    assert migrations.way("a") is None
    assert migrations.way("a", "a") == []


def say(store: Path, good: bool) -> None:
    keep_feedback(store, Feedback("one", good, "", "问", (), "zh", "answered", "答"))


@pytest.mark.parametrize("whole", [False, True])
def test_what_people_said_stays(filled: Path, files: Path, tmp_path: Path, whole: bool) -> None:
    """In the same schema, and where the catalogue is replaced as a whole."""
    with Catalog(filled) as catalog:
        content = catalog.known(LIN).sha256
    keep_correction(filled, content, Correction(year=2019))
    say(filled, good=True)
    if whole:
        with sqlite3.connect(filled / "catalog.sqlite") as connection:
            connection.execute("UPDATE meta SET value = 'older' WHERE key = 'schema'")
        connection.close()
    rebuild(filled, HashEmbedder)
    assert corrections(filled) == {content: Correction(year=2019)}
    assert [one.good for one in kept_feedback(filled)] == [True]


def test_a_restore_brings_back_what_people_said(filled: Path, tmp_path: Path) -> None:
    say(filled, good=True)
    backup(filled, tmp_path / "backup.zip")
    say(filled, good=False)
    restore(filled, tmp_path / "backup.zip", HashEmbedder, force=True)
    assert [one.good for one in kept_feedback(filled)] == [True]


def test_vectors_that_a_process_died_upon_are_made_anew_by_the_next_run(filled: Path, files: Path) -> None:
    (filled / "vectors" / "in-use").touch()
    assert index_paths([files], filled, HashEmbedder).unchanged == (LIN, WANG)
    current, there = revisions(filled, HashEmbedder())
    assert current == there
    with Catalog(filled) as catalog:
        assert catalog.vectors_folder.name == "vectors-2"


def test_a_report_that_is_removed_leaves_no_vectors_where_a_process_died_upon_them(filled: Path) -> None:
    (filled / "vectors" / "in-use").touch()
    remove_report(filled, LIN, HashEmbedder)
    current, there = revisions(filled, HashEmbedder())
    assert len(current) == 1
    assert current == there
    assert [path.name for path in filled.glob("vectors*")] == ["vectors-2"]
