"""Pruning: a report leaves with the last file that holds it, and only when it is asked for and beyond doubt."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import build_prune
from index.build import IndexOutcome, index_paths
from index.catalog import Catalog
from index.errors import MissingPath

LIN, WANG = "甘肃省临江市-2018", "甘肃省望山市-2018"
Index = Callable[..., IndexOutcome]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "lin.txt").write_text("临江市 2018 41")
    (folder / "wang.txt").write_text("望山市 2018 9")
    return folder


@pytest.fixture
def index(store: Path, files: Path, embedder: Any, vectors: Any, pool: Any) -> Index:
    def run(*paths: Path, prune: bool = False) -> IndexOutcome:
        return index_paths(paths or (files,), store, lambda: embedder, prune=prune)

    return run


def ids(store: Path) -> list[str]:
    return [entry.id for entry in Catalog(store).reports()]


def pack(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.txt", content)
    return path


def test_the_report_of_a_file_that_is_gone_stays_until_it_is_pruned(
    index: Index, files: Path, store: Path, vectors: Any
) -> None:
    index()
    (files / "lin.txt").unlink()
    assert index() == IndexOutcome(unchanged=(WANG,))
    assert ids(store) == [LIN, WANG]
    assert index(prune=True) == IndexOutcome(unchanged=(WANG,), pruned=(LIN,))
    assert ids(store) == [WANG]
    assert vectors.revisions() == {entry.revision for entry in Catalog(store).reports()}
    assert index(prune=True) == IndexOutcome(unchanged=(WANG,))


def test_nothing_is_pruned_while_every_file_is_there(index: Index) -> None:
    index()
    assert index(prune=True) == IndexOutcome(unchanged=(LIN, WANG))


def test_what_lies_outside_the_path_is_left_alone(index: Index, files: Path, store: Path, tmp_path: Path) -> None:
    other = tmp_path / "files-2"
    other.mkdir()
    (other / "far.txt").write_text("远山市 2018 7")
    index(files, other)
    (other / "far.txt").unlink()
    assert index(prune=True).pruned == ()
    assert index(other, prune=True) == IndexOutcome(pruned=("甘肃省远山市-2018",))
    assert ids(store) == [LIN, WANG]


def test_a_member_gone_from_its_archive_is_pruned(index: Index, files: Path, store: Path) -> None:
    archive = pack(files / "a.zip", far="远山市 2018 7", near="近山市 2018 8")
    index()
    pack(archive, near="近山市 2018 8")
    assert index(prune=True).pruned == ("甘肃省远山市-2018",)
    archive.unlink()
    assert index(archive, prune=True) == IndexOutcome(pruned=("甘肃省近山市-2018",))
    assert ids(store) == [LIN, WANG]


def test_the_members_of_an_archive_that_cannot_be_opened_stay(index: Index, files: Path) -> None:
    archive = pack(files / "a.zip", far="远山市 2018 7")
    index()
    archive.write_bytes(b"")
    assert index(prune=True).pruned == ()


def test_a_name_with_an_exclamation_mark_is_no_archive(index: Index, files: Path) -> None:
    (files / "far!.txt").write_text("远山市 2018 7")
    index()
    assert index(prune=True).pruned == ()
    (files / "far!.txt").unlink()
    assert index(prune=True).pruned == ("甘肃省远山市-2018",)


def test_a_renamed_file_takes_its_report_along(index: Index, files: Path, store: Path) -> None:
    index()
    (files / "lin.txt").rename(files / "new.txt")
    assert index(prune=True) == IndexOutcome(unchanged=(LIN, WANG))
    assert Catalog(store).report(LIN).source == f"{files}/new.txt"
    (files / "new.txt").unlink()
    assert index(prune=True).pruned == (LIN,)


def test_a_copy_elsewhere_keeps_the_report(index: Index, files: Path, store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text("临江市 2018 41")
    index(files, copy)
    (files / "lin.txt").unlink()
    assert index(prune=True).pruned == ()
    assert Catalog(store).report(LIN).source == str(copy)


def test_the_earlier_report_comes_back_with_the_later_one_gone(index: Index, files: Path, store: Path) -> None:
    index()
    (files / "z.txt").write_text("临江市 2018 57")
    index()
    (files / "z.txt").unlink()
    assert index(prune=True) == IndexOutcome(updated=(LIN,), unchanged=(WANG,))
    assert str(Catalog(store).report(LIN).indicators[0].value) == "41"


def test_a_file_that_is_gone_may_be_the_path_where_the_store_knows_it(index: Index, files: Path, store: Path) -> None:
    index()
    (files / "lin.txt").unlink()
    with pytest.raises(MissingPath):
        index(files / "lin.txt")
    assert index(files / "lin.txt", prune=True) == IndexOutcome(pruned=(LIN,))
    with pytest.raises(MissingPath):
        index(files / "lin.txt", prune=True)


def test_a_folder_that_is_gone_is_told_and_nothing_pruned(index: Index, files: Path, store: Path) -> None:
    index()
    files.rename(files.with_name("moved"))
    with pytest.raises(MissingPath):
        index(prune=True)
    assert ids(store) == [LIN, WANG]


def test_a_missing_path_makes_no_store(index: Index, files: Path, store: Path) -> None:
    with pytest.raises(MissingPath):
        index(files / "nowhere", prune=True)
    assert not store.exists()


def test_a_file_that_cannot_be_looked_at_is_not_gone(
    index: Index, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index()
    (files / "lin.txt").unlink()
    monkeypatch.setattr(build_prune, "_is_gone", lambda _: False)
    assert index(prune=True).pruned == ()


def test_a_file_that_is_no_report_any_more_leaves_its_report(index: Index, files: Path, store: Path) -> None:
    index()
    (files / "lin.txt").write_text(" ")
    assert index(prune=True).pruned == ()
    assert ids(store) == [LIN, WANG]
