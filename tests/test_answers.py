"""The answers kept in the store: how many and how long, by whom at once, and taken out without a trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from stand_ins import HashEmbedder, PlainPool

from index import answers, care_rebuild
from index.answers import FILE, KeptAnswer
from index.build import index_paths
from index.care_backup import backup, restore
from index.care_doctor import examine, repair
from index.care_rebuild import rebuild
from index.errors import StoreDamaged, StoreError, StoreLocked, UnknownAnswer

NOW = datetime.now(UTC).isoformat(timespec="seconds")
ONE = KeptAnswer(
    id="a1b2c3",
    at=NOW,
    question="临江市2018年收到多少件申请",
    history=("临江市呢",),
    status="answered",
    answer='{"answer": "41件"}',
    evidence=("临江市-2018@r1:3-9",),
    revisions={"临江市-2018": "r1"},
    made_with={"settings": "s", "thresholds": "t", "code": "c", "model": "m"},
)


@pytest.fixture
def store(store: Path) -> Path:
    store.mkdir()
    return store


def keep(store: Path, *kept: KeptAnswer, most: int = 100, days: int = 100) -> None:
    answers.keep(store, kept, most, days)


def ids(store: Path) -> list[str]:
    return [one.id for one in answers.latest(store, 1000)]


def test_what_is_kept_is_found_by_its_id_and_by_how_that_begins(store: Path) -> None:
    keep(store, ONE, replace(ONE, id="a9"))
    assert answers.find(store, "a1b2c3") == ONE
    assert answers.find(store, "a1") == ONE
    assert ids(store) == ["a9", "a1b2c3"]
    for unknown in ("a", "b", "", "%"):
        with pytest.raises(UnknownAnswer, match=r"gongkai replay"):
            answers.find(store, unknown)


def test_a_store_that_keeps_none_has_none(store: Path) -> None:
    assert answers.latest(store, 10) == ()
    assert answers.forget(store) == 0
    assert answers.fault(store) is None
    with pytest.raises(UnknownAnswer):
        answers.find(store, "a1")
    assert list(store.iterdir()) == []


def test_only_the_latest_are_kept(store: Path) -> None:
    keep(store, *(replace(ONE, id=str(number)) for number in range(7)), most=5)
    assert ids(store) == list("65432")
    keep(store, replace(ONE, id="7"), most=2)
    assert ids(store) == list("76")


def test_old_ones_go(store: Path) -> None:
    old = (datetime.now(UTC) - timedelta(days=9)).isoformat(timespec="seconds")
    keep(store, replace(ONE, id="old", at=old), ONE)
    keep(store, replace(ONE, id="new"), days=8)
    assert ids(store) == ["new", "a1b2c3"]


def test_the_settings_hash_changes_with_each_of_its_parts() -> None:
    hashes = {replace(ONE, made_with={**ONE.made_with, name: "other"}).settings_hash for name in ONE.made_with}
    assert len(hashes | {ONE.settings_hash}) == 5


@pytest.mark.parametrize("only", [None, "a1b2c3"])
def test_what_is_forgotten_leaves_no_trace(store: Path, only: str | None) -> None:
    keep(store, ONE, replace(ONE, id="b", question="望山市"))
    assert answers.forget(store, only) == (2 if only is None else 1)
    assert ids(store) == ([] if only is None else ["b"])
    left = b"".join(path.read_bytes() for path in store.iterdir())
    assert "收到多少件申请".encode() not in left


def test_many_keep_at_once_and_none_is_lost(store: Path) -> None:
    def work(worker: int) -> None:
        for number in range(20):
            keep(store, replace(ONE, id=f"{worker}-{number}"), most=1000)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert len(set(ids(store))) == 160


def test_a_file_that_stays_busy_is_one_sentence(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_PATIENCE_S", 0.05)
    keep(store, ONE)
    with closing(sqlite3.connect(store / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked, match="stayed busy"):
            keep(store, ONE)
        assert ids(store) == ["a1b2c3"]  # readers go on


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def of_another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("damage", [cut, lambda path: path.write_bytes(b"no database " * 500), of_another_version])
def test_a_file_that_cannot_be_used_is_one_sentence(store: Path, damage: Callable[[Path], object]) -> None:
    keep(store, ONE)
    damage(store / FILE)
    with pytest.raises(StoreError, match=r"answers kept in .*\.$"):
        keep(store, ONE)


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read or written"):
        keep(tmp_path / "nowhere", ONE)
    assert not (tmp_path / "nowhere").exists()


# -- the store looked after ------------------------------------------------------------------------------------------


@pytest.fixture
def filled(store: Path, tmp_path: Path, pool: type[PlainPool], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a report and an answer."""
    monkeypatch.setattr(care_rebuild, "ReadingPool", pool)
    (tmp_path / "lin.txt").write_text("临江市 2018 41")
    index_paths([tmp_path / "lin.txt"], store, HashEmbedder)
    keep(store, ONE)
    return store


def test_a_store_made_anew_keeps_its_answers(filled: Path) -> None:
    rebuild(filled, HashEmbedder)
    assert answers.find(filled, "a1") == ONE
    assert examine(filled, HashEmbedder).sound


def test_a_backup_holds_the_answers_and_brings_them_back(filled: Path, tmp_path: Path) -> None:
    backup(filled, tmp_path / "backup.zip")
    answers.forget(filled)
    keep(filled, replace(ONE, id="later"))
    restore(filled, tmp_path / "backup.zip", HashEmbedder, force=True)
    assert ids(filled) == ["a1b2c3"]


def test_damaged_answers_are_named_and_go_and_keep_no_report_from_its_backup(filled: Path, tmp_path: Path) -> None:
    (filled / FILE).write_bytes(b"no database " * 500)
    assert backup(filled, tmp_path / "backup.zip") == 1
    found = examine(filled, HashEmbedder)
    assert [finding.part for finding in found.findings] == ["answers"]
    repaired = repair(filled, HashEmbedder)
    assert repaired.sound
    assert [finding.repaired for finding in repaired.findings] == [True]
    with pytest.raises(UnknownAnswer):
        answers.find(filled, "a1")
    keep(filled, ONE)
    assert ids(filled) == ["a1b2c3"]


def test_damage_within_the_file_is_found(filled: Path) -> None:
    path = filled / FILE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)
    assert answers.fault(filled)
    with pytest.raises(StoreDamaged):
        answers.latest(filled, 5)
