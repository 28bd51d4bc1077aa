"""The passages' vectors: found exactly, kept apart by revision, fresh whoever wrote them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelMismatch, StoreDamaged, StoreError
from index.vectors import VectorRow, Vectors

MODEL, SIZE = "model-a@1", 16
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store" / "vectors"


@pytest.fixture
def vectors(folder: Path) -> Iterator[Vectors]:
    opened = Vectors(folder, MODEL, SIZE)
    yield opened
    opened.close()


def rows(revision: str, count: int, seed: int = 0, size: int = SIZE) -> list[VectorRow]:
    values = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    return [VectorRow(f"R-2018#{n}", revision, "R-2018", value, f"第{n}段") for n, value in enumerate(values)]


def cosine(left: np.ndarray, right: np.ndarray) -> float:
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


def nearest(wanted: list[VectorRow], query: np.ndarray, limit: int) -> list[str]:
    return [row.id for row in sorted(wanted, key=lambda row: -cosine(row.vector, query))[:limit]]


def test_the_nearest_come_first_with_their_cosines(vectors: Vectors):
    written = rows("r1", 40)
    vectors.add(written)
    query = np.random.default_rng(7).normal(size=SIZE).astype(np.float32)
    found = vectors.search(query, ["r1"], 5)
    assert [passage for passage, _ in found] == nearest(written, query, 5)
    by_id = {row.id: row.vector for row in written}
    assert [score for _, score in found] == pytest.approx([cosine(by_id[p], query) for p, _ in found], abs=1e-5)


def test_searching_leaves_the_query_as_it_was(vectors: Vectors):
    vectors.add(rows("r1", 3))
    query = np.full(SIZE, 2, np.float32)
    vectors.search(query, ["r1"], 1)
    assert (query == 2).all()


def test_a_search_stays_within_its_revisions(vectors: Vectors):
    vectors.add(rows("old", 10, seed=1))
    fresh = [VectorRow(f"new#{n}", "new", "R", row.vector, "") for n, row in enumerate(rows("", 10, seed=2))]
    vectors.add(fresh)
    query = rows("", 1, seed=1)[0].vector
    assert {passage for passage, _ in vectors.search(query, ["new"], 50)} == {row.id for row in fresh}


def test_two_revisions_of_a_passage_stand_side_by_side(vectors: Vectors):
    old, new = rows("old", 4, seed=1), rows("new", 4, seed=2)
    vectors.add(old)
    vectors.add(new)
    assert vectors.search(old[2].vector, ["old"], 1) == [("R-2018#2", pytest.approx(1, abs=1e-5))]
    assert vectors.search(new[3].vector, ["new"], 1) == [("R-2018#3", pytest.approx(1, abs=1e-5))]


def test_every_passage_of_a_filter_is_found_among_three_thousand(folder: Path):
    generator = np.random.default_rng(3)
    # Sentence embeddings crowd around one direction, which is what graph indexes find hard.
    centre = generator.normal(size=384)
    values = (1.5 * centre + generator.normal(size=(3000, 384))).astype(np.float32)
    written = [VectorRow(f"p{n}", f"r{n // 30}", "R", value, "") for n, value in enumerate(values)]
    vectors = Vectors(folder, MODEL, 384)
    vectors.add(written)
    for wanted in range(0, 100, 9):
        own = written[wanted * 30 : wanted * 30 + 30]
        query = (0.3 * own[0].vector + centre + 0.03 * generator.normal(size=384)).astype(np.float32)
        assert [passage for passage, _ in vectors.search(query, [f"r{wanted}"], 30)] == nearest(own, query, 30)
    everywhere = [passage for passage, _ in vectors.search(query, None, 30)]
    assert len(set(everywhere) & set(nearest(written, query, 30))) >= 28
    vectors.close()


def test_no_revision_and_unknown_revisions_give_nothing(vectors: Vectors):
    assert vectors.search(np.ones(SIZE, np.float32), None, 5) == []
    vectors.add(rows("r1", 3))
    assert vectors.search(np.ones(SIZE, np.float32), [], 5) == []
    assert vectors.search(np.ones(SIZE, np.float32), ["unknown"], 5) == []


def test_removed_revisions_are_gone_and_the_others_stay(vectors: Vectors):
    vectors.add(rows("r1", 3))
    vectors.add(rows("r2", 3))
    vectors.search(np.ones(SIZE, np.float32), ["r1", "r2"], 5)
    vectors.remove_revisions(["r1", "never there"])
    assert vectors.revisions() == {"r2"}
    vectors.match_copies(["r2"])
    assert vectors.search(np.ones(SIZE, np.float32), ["r1"], 5) == []
    assert len(vectors.search(np.ones(SIZE, np.float32), ["r2"], 5)) == 3


def test_writing_a_row_again_replaces_it(vectors: Vectors):
    vectors.add(rows("r1", 3, seed=1))
    vectors.search(np.ones(SIZE, np.float32), ["r1"], 5)
    again = rows("r1", 3, seed=2)
    vectors.add(again)
    assert vectors.search(again[1].vector, ["r1"], 9)[0] == ("R-2018#1", pytest.approx(1, abs=1e-5))
    assert len(vectors.search(again[1].vector, ["r1"], 9)) == 3


def test_rows_outlive_the_process_that_wrote_them(folder: Path):
    first = Vectors(folder, MODEL, SIZE)
    first.add(rows("r1", 3))
    first.close()
    second = Vectors(folder, MODEL, SIZE)
    assert second.revisions() == {"r1"}
    assert len(second.search(np.ones(SIZE, np.float32), ["r1"], 5)) == 3
    second.close()


WRITER = """
import sys
from pathlib import Path
import numpy as np
from index.vectors import VectorRow, Vectors
vectors = Vectors(Path(sys.argv[1]), sys.argv[2], 16)
for revision in sys.argv[4:]:
    values = np.random.default_rng(5).normal(size=(30, 16)).astype(np.float32)
    vectors.add([VectorRow(f"w#{n}", revision, "W", value, "") for n, value in enumerate(values)])
vectors.remove_revisions([sys.argv[3]])
"""


def write_elsewhere(folder: Path, gone: str, *revisions: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WRITER, str(folder), MODEL, gone, *revisions], cwd=ROOT)


def test_what_another_process_writes_is_found_by_one_that_reads(vectors: Vectors, folder: Path):
    vectors.add(rows("old", 30))
    query = np.ones(SIZE, np.float32)
    assert len(vectors.search(query, ["old"], 50)) == 30
    assert write_elsewhere(folder, "old", "new").wait() == 0
    assert len(vectors.search(query, ["new"], 50)) == 30
    assert {passage[:2] for passage, _ in vectors.search(query, None, 50)} == {"w#"}
    assert vectors.revisions() == {"new"}


def test_reading_goes_on_while_another_process_writes(vectors: Vectors, folder: Path):
    kept = rows("kept", 30)
    vectors.add(kept)
    writer = write_elsewhere(folder, "none", *(f"r{n}" for n in range(40)))
    reads = 0
    while writer.poll() is None or reads == 0:
        reader = Vectors(folder, MODEL, SIZE)
        assert len(reader.search(kept[0].vector, ["kept"], 50)) == 30
        reader.close()
        reads += 1
    assert writer.returncode == 0
    assert len(vectors.revisions()) == 41


def test_a_reader_and_a_writer_in_one_process_see_the_same(folder: Path):
    reader, writer = Vectors(folder, MODEL, SIZE), Vectors(folder, MODEL, SIZE)
    for n in range(5):
        writer.add(rows(f"r{n}", 3, seed=n))
        assert len(reader.search(np.ones(SIZE, np.float32), [f"r{n}"], 5)) == 3
    writer.close()
    assert len(reader.revisions()) == 5
    reader.close()


def test_threads_may_share_it(vectors: Vectors):
    written = {f"r{n}": rows(f"r{n}", 20, seed=n) for n in range(12)}
    for some in written.values():
        vectors.add(some)

    def right(name: str) -> bool:
        query = written[name][4].vector
        return [p for p, _ in vectors.search(query, [name], 20)] == nearest(written[name], query, 20)

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(right, list(written) * 4))


def test_vectors_of_another_model_are_refused_with_what_to_do(folder: Path):
    first = Vectors(folder, MODEL, SIZE)
    first.add(rows("r1", 3))
    first.close()
    with pytest.raises(ModelMismatch, match=r"model-a@1.*model-b@2.*GONGKAI_EMBEDDING_MODEL"):
        Vectors(folder, "model-b@2", SIZE)
    with pytest.raises(ModelMismatch):
        Vectors(folder, MODEL, SIZE * 2)
    again = Vectors(folder, MODEL, SIZE)
    assert again.revisions() == {"r1"}
    again.close()


def test_a_folder_without_vectors_takes_another_model(folder: Path):
    Vectors(folder, MODEL, SIZE).close()
    other = Vectors(folder, "model-b@2", 8)
    other.add(rows("r1", 3, size=8))
    assert len(other.search(np.ones(8, np.float32), ["r1"], 5)) == 3
    other.close()


def cut_index(folder: Path) -> None:
    for file in folder.glob("*/index_metadata.pickle"):
        file.write_bytes(file.read_bytes()[:9])


def overwrite_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"no database" * 999)


@pytest.mark.parametrize("damage", [cut_index, overwrite_database])
def test_damaged_files_are_one_sentence_and_can_be_made_anew(folder: Path, damage: Callable[[Path], None]):
    vectors = Vectors(folder, MODEL, SIZE)
    vectors.add(rows("r1", 250))
    vectors.close()
    damage(folder)
    with pytest.raises(
        StoreDamaged, match=r"^The vectors in .* cannot be read \(.+\); `gongkai doctor --repair` .*\.$"
    ):
        Vectors(folder, MODEL, SIZE).search(np.ones(SIZE, np.float32), None, 5)
    shutil.rmtree(folder)
    again = Vectors(folder, MODEL, SIZE)
    again.add(rows("r1", 3))
    assert len(again.search(np.ones(SIZE, np.float32), ["r1"], 5)) == 3
    again.close()


def test_a_file_in_the_place_of_the_folder_is_one_sentence(tmp_path: Path):
    (tmp_path / "vectors").write_text("not a folder")
    with pytest.raises(StoreError, match=r"cannot be opened or written \(.*\); make the folder writable"):
        Vectors(tmp_path / "vectors", MODEL, SIZE)


def test_more_revisions_than_sqlite_takes_at_once(vectors: Vectors):
    vectors.add(rows("r1", 3))
    many = [f"none-{n}" for n in range(40_000)]
    assert len(vectors.search(np.ones(SIZE, np.float32), [*many, "r1"], 5)) == 3
    vectors.remove_revisions(many)
    assert vectors.revisions() == {"r1"}


def test_importing_it_does_not_load_chroma():
    code = "import sys, index.vectors; sys.exit('chromadb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_files_that_a_process_died_upon_are_used_by_nobody(vectors: Vectors, folder: Path):
    vectors.add(rows("r1", 3))
    (folder / "in-use").touch()
    for use in (vectors.revisions, lambda: Vectors(folder, MODEL, SIZE)):
        with pytest.raises(StoreDamaged, match="by a process that died"):
            use()


def test_a_reader_makes_no_folder(folder: Path):
    with pytest.raises(StoreError, match="gone"):
        Vectors(folder, MODEL, SIZE, make=False)
    assert not folder.exists()
