"""A full disk and a folder that cannot be written: one sentence each, and what was there is there still."""

from __future__ import annotations

import json
import shutil
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


FULL = """
import errno, json, os, sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from stand_ins import HashEmbedder, PlainPool, build_report
from answering import FOLDER
from assistant import chain
from assistant.settings import Settings
from index import answers, build, care_backup, care_doctor, care_rebuild
from index.catalog import Catalog
from index.errors import GongkaiError

PlainPool.make_report, PlainPool.read_paths = staticmethod(build_report), []
build.ReadingPool = care_rebuild.ReadingPool = PlainPool
chain.load_embedder = lambda *_: HashEmbedder()
disk, files, room = Path(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5])
store = disk / "store"

def write(numbers):
    for number in numbers:
        (files / f"{number}.txt").write_text(f"第{number}市 2018 {number + 40}")

def tried(work):
    try:
        work()
    except GongkaiError as error:
        return error.message
    return None

def figures():
    with Catalog(store) as catalog:
        return {owner: str(found.value) for owner, found in catalog.indicators()}

def ask():
    assistant = chain.open_assistant(Settings(store=store))
    status = assistant.ask("第1市2018年收到申请数是多少").status
    assistant.close()
    return status

index = lambda: build.index_paths([files], store, HashEmbedder)
write(range(4))
index()
before = figures()
with (disk / "ballast").open("wb") as ballast:
    free = os.statvfs(disk)
    ballast.write(bytes(max(0, free.f_bavail * free.f_frsize - room)))
write(range(4, 12))
said = [tried(index), tried(lambda: care_rebuild.rebuild(store, HashEmbedder)),
        tried(lambda: care_backup.backup(store, disk / "backup.zip"))]
now = figures()
asked = ask()
(disk / "ballast").unlink()
index()
print(json.dumps({
    "said": said, "kept": {report: now.get(report) for report in before} == before, "asked": asked,
    "asked after": ask(), "reports": len(figures()), "answers": len(answers.latest(store, 9)),
    "wrong": [one.message for one in care_doctor.examine(store, HashEmbedder).findings],
}))
"""
OWN_DISK = 'mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@"'


def in_a_small_disk(folder: Path, command: list[str]) -> list[str]:
    """The command line that runs `command` with a disk of four megabytes at `folder`, which nobody else sees."""
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", OWN_DISK, str(folder), *command]


def can_have_a_disk(folder: Path) -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(in_a_small_disk(folder, ["true"]), capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("room", [4_000, 150_000])
def test_a_disk_that_is_full_is_one_sentence_each_and_asking_goes_on(tmp_path: Path, room: int) -> None:
    disk, files = tmp_path / "disk", tmp_path / "files"
    disk.mkdir()
    files.mkdir()
    if not can_have_a_disk(disk):
        pytest.skip("this system gives no process a disk of its own")
    command = [sys.executable, "-c", FULL, str(TESTS.parent), str(TESTS), str(disk), str(files), str(room)]
    done = subprocess.run(in_a_small_disk(disk, command), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert all(said is None or (said.endswith(".") and "\n" not in said) for said in found["said"]), found
    assert any(found["said"]), "the disk was not full"
    assert not any("doctor" in (said or "") for said in found["said"]), "a full disk is no damage"
    assert (found["kept"], found["asked"], found["asked after"]) == (True, "answered", "answered")
    assert (found["reports"], found["wrong"]) == (12, [])
