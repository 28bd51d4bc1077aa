"""A full disk and a folder that cannot be written: one sentence each, and what was there is there still."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from stand_ins import HashEmbedder, PlainPool

from index import care_rebuild
from index.build import index_paths
from index.care_doctor import examine
from index.catalog import Catalog

TESTS = Path(__file__).parent
ACT = """
import resource, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from stand_ins import HashEmbedder, PlainPool, build_report
import chromadb
from index import build, care_backup, care_rebuild, vectors
from index.errors import GongkaiError

PlainPool.make_report, PlainPool.read_paths = staticmethod(build_report), []
build.ReadingPool = care_rebuild.ReadingPool = PlainPool
store, files, most = Path(sys.argv[4]), Path(sys.argv[5]), int(sys.argv[6])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    if sys.argv[3] == "index":
        build.index_paths([files], store, HashEmbedder)
    elif sys.argv[3] == "rebuild":
        care_rebuild.rebuild(store, HashEmbedder)
    else:
        care_backup.backup(store, files / "backup.zip")
except GongkaiError as error:
    print(error.message)
    sys.exit(3)
"""


@pytest.fixture
def files(tmp_path: Path, pool: type[PlainPool], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(care_rebuild, "ReadingPool", pool)
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"第{number}市 2018 {number + 40}")
    return folder


def figures(store: Path) -> dict[str, str]:
    with Catalog(store) as catalog:
        return {owner: str(found.value) for owner, found in catalog.indicators()}


@pytest.mark.skipif(sys.platform == "win32", reason="bounds the size of files")
@pytest.mark.parametrize("what", ["index", "rebuild", "backup"])
@pytest.mark.parametrize("most", [500, 120_000])
def test_a_disk_that_runs_full_is_one_sentence_and_harms_nothing(
    files: Path, store: Path, what: str, most: int
) -> None:
    index_paths([files], store, HashEmbedder)
    before = figures(store)
    for number in range(4, 12):
        (files / f"{number}.txt").write_text(f"第{number}市 2018 {number + 40}")
    command = [sys.executable, "-c", ACT, str(TESTS.parent), str(TESTS), what, str(store), str(files), str(most)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in {0, 3}, done.stderr
    assert done.returncode == 3 or most > 500
    assert len(done.stdout.splitlines()) == (1 if done.returncode else 0)
    now = figures(store)
    assert {report: now[report] for report in before} == before
    (files / "backup.zip").unlink(missing_ok=True)
    index_paths([files], store, HashEmbedder)
    assert len(figures(store)) == 12
    assert examine(store, HashEmbedder).sound
