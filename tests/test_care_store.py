"""The store examined, repaired, backed up and restored; and every fault a sentence that leaves what was there."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from stand_ins import LIN, WANG, HashEmbedder

from index.build import index_paths, remove_report
from index.care_backup import backup, restore
from index.care_doctor import Examination, examine, repair
from index.catalog import Catalog
from index.errors import EmptyStore, MissingPath, StoreDamaged, StoreError, UsageError
from index.vectors import Vectors

BEFORE = {LIN: "41", WANG: "52"}


def figures(store: Path) -> dict[str, str]:
    with Catalog(store) as catalog:
        for entry in catalog.reports():
            assert catalog.search_text(["收到", "申请"], [entry.id], 3)
        return {owner: str(found.value) for owner, found in catalog.indicators()}


def parts(found: Examination) -> set[str]:
    return {finding.part for finding in found.findings}


# -- doctor -----------------------------------------------------------------------------------------------------------


def test_a_sound_store_has_nothing_wrong(two_reports: Path) -> None:
    found = examine(two_reports, HashEmbedder)
    assert (found.reports, found.findings, found.sound) == (2, (), True)
    assert repair(two_reports, HashEmbedder).findings == ()


def sql(statement: str) -> Callable[[Path], None]:
    def change(store: Path) -> None:
        with sqlite3.connect(store / "catalog.sqlite") as connection:
            connection.execute(statement)
        connection.close()

    return change


def lose_a_vector(store: Path) -> None:
    with Catalog(store) as catalog:
        vectors = Vectors(catalog.vectors_folder, "hash-64", 64)
        vectors.remove_revisions([catalog.known(LIN).revision])
        vectors.close()


def cut_vectors(store: Path) -> None:
    (store / "vectors" / "chroma.sqlite3").write_bytes(b"cut short " * 300)


def cut_kept(store: Path) -> None:
    for path in (store / "files").iterdir():
        path.write_bytes(path.read_bytes()[:20])


def cut_catalogue(store: Path) -> None:
    path = store / "catalog.sqlite"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("damage", "part"),
    [
        (sql("DELETE FROM passage_words WHERE passage LIKE '%#0'"), "full text"),
        (sql("UPDATE passage_words SET words = '别 的' WHERE passage LIKE '%#1'"), "full text"),
        (sql("INSERT INTO passage_words (passage, report, words) VALUES ('gone#0', 'r0', '无')"), "full text"),
        (sql("UPDATE passages SET end = 99999 WHERE position = 1"), "catalogue"),
        (sql("UPDATE meta SET value = 'older' WHERE key = 'schema'"), "catalogue"),
        (cut_catalogue, "catalogue"),
        (lambda store: (store / "catalog.sqlite").unlink(), "catalogue"),
        (lose_a_vector, "vectors"),
        (cut_vectors, "vectors"),
        (lambda store: shutil.rmtree(store / "vectors"), "vectors"),
        (cut_kept, "files"),
        (lambda store: (store / "next").mkdir(), "leftovers"),
        (lambda store: (store / "vectors-7").mkdir(), "leftovers"),
    ],
)
def test_what_is_damaged_is_named_and_repaired(two_reports: Path, damage: Callable[[Path], None], part: str) -> None:
    damage(two_reports)
    found = examine(two_reports, HashEmbedder)
    assert part in parts(found)
    assert not found.sound
    assert all(finding.message.endswith(".") for finding in found.findings)
    repaired = repair(two_reports, HashEmbedder)
    assert repaired.sound
    assert part in parts(repaired)
    assert examine(two_reports, HashEmbedder).findings == ()
    assert figures(two_reports) == BEFORE


def test_another_model_is_named_and_repaired(two_reports: Path) -> None:
    other = HashEmbedder("hash-32", 32)
    assert parts(examine(two_reports, lambda: other)) == {"model"}
    assert repair(two_reports, lambda: other).sound
    assert examine(two_reports, lambda: other).sound


def test_a_file_that_is_nowhere_any_more_stays_named(two_reports: Path, two_files: Path) -> None:
    cut_kept(two_reports)
    (two_files / "lin.txt").write_text("another text")
    left = [finding.message for finding in repair(two_reports, HashEmbedder).findings if not finding.repaired]
    assert len(left) == 1
    assert LIN in left[0]
    assert figures(two_reports) == BEFORE


def test_a_folder_without_a_store_is_an_empty_one(store: Path) -> None:
    with pytest.raises(EmptyStore):
        examine(store, HashEmbedder)


# -- backup and restore -----------------------------------------------------------------------------------------------


def test_a_backup_comes_back_whole_in_another_place(two_reports: Path, tmp_path: Path) -> None:
    assert backup(two_reports, tmp_path / "backup.zip") == 2
    target = tmp_path / "other"
    assert restore(target, tmp_path / "backup.zip", HashEmbedder).reports == (LIN, WANG)
    assert figures(target) == BEFORE
    assert examine(target, HashEmbedder).findings == ()
    with Catalog(two_reports) as old, Catalog(target) as new:
        assert [entry.revision for entry in old.reports()] == [entry.revision for entry in new.reports()]
        assert old.report(LIN) == new.report(LIN)


def test_a_restore_replaces_what_is_there_in_one_step_while_it_is_read(
    two_reports: Path, two_files: Path, tmp_path: Path
) -> None:
    backup(two_reports, tmp_path / "backup.zip")
    (two_files / "lin.txt").write_text("临江市 2018 99")
    index_paths([two_files], two_reports, HashEmbedder)
    remove_report(two_reports, WANG, HashEmbedder)
    with Catalog(two_reports) as reader:
        with reader.snapshot() as now:
            with pytest.raises(UsageError, match="--force"):
                restore(two_reports, tmp_path / "backup.zip", HashEmbedder)
            restore(two_reports, tmp_path / "backup.zip", HashEmbedder, force=True)
            assert [str(found.value) for _, found in now.indicators()] == ["99"]
        assert {owner: str(found.value) for owner, found in reader.indicators()} == BEFORE
    assert examine(two_reports, HashEmbedder).findings == ()
    assert index_paths([two_files / "wang.txt"], two_reports, HashEmbedder).unchanged == (WANG,)


def test_a_restore_puts_a_damaged_store_right(two_reports: Path, tmp_path: Path) -> None:
    backup(two_reports, tmp_path / "backup.zip")
    cut_catalogue(two_reports)
    with pytest.raises(UsageError, match="cannot read"):
        restore(two_reports, tmp_path / "backup.zip", HashEmbedder)
    restore(two_reports, tmp_path / "backup.zip", HashEmbedder, force=True)
    assert figures(two_reports) == BEFORE


def spoil(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def lead_out(members: dict[str, bytes]) -> None:
    about = json.loads(members["manifest.json"])
    about["sha256"]["files/../../../out.gz"] = "0"
    members["manifest.json"] = json.dumps(about).encode()
    members["files/../../../out.gz"] = b"out"


@pytest.mark.parametrize(
    "change",
    [
        lambda members: members.update({"catalog.sqlite": members["catalog.sqlite"][:-1]}),
        lambda members: members.pop("manifest.json"),
        lambda members: members.pop("catalog.sqlite"),
        lambda members: members.update({"manifest.json": b"[]"}),
        lambda members: members.update({"manifest.json": b'{"format": 9, "sha256": {"catalog.sqlite": ""}}'}),
        lead_out,
    ],
)
def test_a_spoiled_backup_is_one_sentence_and_changes_nothing(
    two_reports: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    file = tmp_path / "backup.zip"
    backup(two_reports, file)
    spoil(file, change)
    with pytest.raises(StoreDamaged, match="no sound backup"):
        restore(two_reports, file, HashEmbedder, force=True)
    assert figures(two_reports) == BEFORE
    assert not (tmp_path / "out.gz").exists()


def test_what_is_no_backup_and_what_cannot_be_written_is_said(two_reports: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingPath):
        restore(two_reports, tmp_path / "nothing.zip", HashEmbedder, force=True)
    (tmp_path / "text.zip").write_text("no archive")
    with pytest.raises(StoreDamaged, match="no sound backup"):
        restore(two_reports, tmp_path / "text.zip", HashEmbedder, force=True)
    with pytest.raises(StoreError, match="no backup was made"):
        backup(two_reports, tmp_path / "missing" / "backup.zip")
    with pytest.raises(EmptyStore):
        backup(tmp_path / "nowhere", tmp_path / "backup.zip")
