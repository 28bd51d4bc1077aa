"""Vectors are read from copies: without a lock, without Chroma, and never from one that is not as it was written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stand_ins import LIN, HashEmbedder

from index import vectors as vectors_module
from index import vectors_chroma
from index.build import index_paths, remove_report
from index.care_doctor import examine, repair
from index.catalog import Catalog
from index.errors import ModelMismatch, StoreDamaged, StoreError
from index.vectors import VectorRow, Vectors
from index.vectors_copies import FOLDER, Copies

MODEL, SIZE = "model-a@1", 4
ROOT = Path(__file__).resolve().parent.parent


def rows(revision: str, count: int = 3) -> list[VectorRow]:
    values = np.random.default_rng(len(revision)).normal(size=(count, SIZE)).astype(np.float32)
    return [VectorRow(f"R#{n}", revision, "R", value, "") for n, value in enumerate(values)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two revisions."""
    vectors = Vectors(tmp_path / "vectors", MODEL, SIZE)
    vectors.add([*rows("r1"), *rows("r22")])
    vectors.close()
    return tmp_path / "vectors"


def search(folder: Path, *revisions: str) -> list[str]:
    reader = Vectors(folder, MODEL, SIZE, make=False)
    found = reader.search(np.ones(SIZE, np.float32), revisions, 9)
    reader.close()
    return sorted(passage for passage, _ in found)


@pytest.fixture
def no_chroma(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def forbid() -> None:
        def opened(*_: object) -> None:
            raise AssertionError("Chroma was opened")

        monkeypatch.setattr(vectors_module, "Chroma", opened)

    return forbid


def test_a_reader_opens_no_chroma_and_waits_for_nobody(folder: Path, no_chroma: Callable[[], None]) -> None:
    no_chroma()
    with vectors_chroma.for_a_moment(folder / "access"):
        assert search(folder, "r1", "r22") == ["R#0", "R#0", "R#1", "R#1", "R#2", "R#2"]


def test_copies_are_read_where_a_process_died_upon_chroma(folder: Path) -> None:
    (folder / "in-use").touch()
    assert len(search(folder, "r1")) == 3
    with pytest.raises(StoreDamaged):
        search(folder, "r1", "lost")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4])


def turn_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def of_another(path: Path) -> None:
    path.write_bytes((path.parent / "r22.rows").read_bytes())


@pytest.mark.parametrize("damage", [cut, turn_a_bit, of_another, Path.unlink, lambda path: path.write_bytes(b"{}\n")])
def test_a_copy_that_is_not_as_it_was_written_is_not_read(
    folder: Path, damage: Callable[[Path], object], no_chroma: Callable[[], None]
) -> None:
    damage(folder / FOLDER / "r1.rows")
    assert search(folder, "r1") == ["R#0", "R#1", "R#2"]
    writer = Vectors(folder, MODEL, SIZE)
    assert writer.uncopied(["r1", "r22"]) == {"r1"}
    writer.close()
    no_chroma()
    with pytest.raises(AssertionError, match="was opened"):
        search(folder, "r1")


def test_copies_are_matched_with_the_reports(folder: Path, no_chroma: Callable[[], None]) -> None:
    for path in (folder / FOLDER).iterdir():
        path.unlink()
    (folder / FOLDER / "r9.rows.part").write_bytes(b"half")
    assert len(search(folder, "r1")) == 3, "a store of an earlier version has none"
    writer = Vectors(folder, MODEL, SIZE)
    writer.match_copies(["r1"])
    assert writer.uncopied(["r1"]) == set()
    writer.close()
    assert {path.name for path in (folder / FOLDER).iterdir()} == {"r1.rows", "made-with.json"}
    no_chroma()
    assert len(search(folder, "r1")) == 3


def test_copies_of_another_model_are_refused_unread(folder: Path, no_chroma: Callable[[], None]) -> None:
    no_chroma()
    with pytest.raises(ModelMismatch, match=r"model-a@1.*model-b@2"):
        Vectors(folder, "model-b@2", SIZE, make=False)


def test_copies_that_cannot_be_written_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("a file")
    with pytest.raises(StoreError, match=r"cannot be copied into .* \(.+\); free some space"):
        Copies(tmp_path / "copies").write({"r": (("a",), np.ones((1, 4), np.float32))}, {"fingerprint": MODEL})


@given(
    ids=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=4, unique=True),
    size=st.integers(1, 5),
    data=st.data(),
)
@settings(deadline=None, max_examples=60)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, ids: list[str], size: int, data: st.DataObject
) -> None:
    number = st.floats(-1, 1, width=32)
    values = np.array([[data.draw(number) for _ in range(size)] for _ in ids], np.float32)
    copies = Copies(tmp_path_factory.mktemp("copies"))
    copies.write({"r": (tuple(ids), values)}, {"fingerprint": MODEL})
    read = copies.read("r")
    assert read is not None
    assert read[0] == tuple(ids)
    assert (read[1] == values).all()


# -- in a store -------------------------------------------------------------------------------------------------------


def copied(store: Path) -> tuple[set[str], set[str]]:
    """The revisions of the reports, and those that have a copy."""
    with Catalog(store) as catalog:
        return {one.revision for one in catalog.reports()}, Copies(catalog.vectors_folder / FOLDER).revisions()


def test_a_replaced_report_keeps_its_copy_until_the_next_run(two_reports: Path, two_files: Path) -> None:
    before, _ = copied(two_reports)
    (two_files / "lin.txt").write_text("临江市 2018 43")
    index_paths([two_files], two_reports, HashEmbedder)
    now, there = copied(two_reports)
    assert there == before | now
    index_paths([two_files], two_reports, HashEmbedder)
    assert copied(two_reports) == (now, now)


def test_a_removed_report_takes_its_copy_along(two_reports: Path) -> None:
    remove_report(two_reports, LIN, HashEmbedder)
    now, there = copied(two_reports)
    assert (len(now), there) == (1, now)


@pytest.mark.parametrize("damage", [turn_a_bit, Path.unlink])
def test_a_copy_that_is_wrong_is_named_and_made_anew(two_reports: Path, damage: Callable[[Path], object]) -> None:
    (first, *_) = sorted((two_reports / "vectors" / FOLDER).glob("*.rows"))
    damage(first)
    assert [finding.part for finding in examine(two_reports, HashEmbedder).findings] == ["vectors"]
    assert repair(two_reports, HashEmbedder).sound
    assert examine(two_reports, HashEmbedder).sound
    now, there = copied(two_reports)
    assert now == there


ASK = """
import sys
sys.path[:0] = sys.argv[1:3]
from pathlib import Path
from answering import SUICHANG_2016, fill, report
from stand_ins import HashEmbedder
from assistant import chain
from assistant.settings import Settings
chain.load_embedder = lambda *_: HashEmbedder()
store = Path(sys.argv[3])
if sys.argv[4] == "fill":
    fill(store, [report(SUICHANG_2016)], HashEmbedder())
else:
    answer = chain.open_assistant(Settings(store=store)).ask("遂昌县2016年怎么接待外宾")
    assert not any(note.kind == "degraded" for note in answer.notes)
    print(sorted(name for name in ("chromadb", "index.vectors") if name in sys.modules))
"""


def test_asking_loads_no_chroma(tmp_path: Path) -> None:
    for step in ("fill", "ask"):
        command = [sys.executable, "-c", ASK, str(ROOT), str(ROOT / "tests"), str(tmp_path / "store"), step]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == "['index.vectors']\n"
