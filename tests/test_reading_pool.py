"""Reading in child processes: in order, and a file that crashes or hangs costs no other."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import reading_pool
from index.files import SourceFile
from index.reading_pool import ReadingPool, Unread

# A child whose reader does as the file says.
OBEDIENT = """
import json, os, sys, time
sys.path[:] = json.loads(sys.argv[1])
from index import reading_process
from index.reading_pool import Unread

def obey(source):
    if source.data == b"crash":
        os._exit(1)
    if source.data == b"hang":
        time.sleep(600)
    if source.data == b"slow":
        time.sleep(0.3)
    print("noise from a parser")
    return Unread(f"{source.name} {os.getpid()}")

reading_process.read_report = obey
reading_process.serve(json.loads(sys.argv[2]))
"""


def source(name: str, data: bytes = b"") -> SourceFile:
    return SourceFile(f"folder/{name}", name, data)


@pytest.fixture
def obedient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_pool, "_START", OBEDIENT)


def reasons(pool: ReadingPool, *sources: SourceFile) -> list[str]:
    found = []
    for given, reading in pool.read(sources):
        assert isinstance(reading, Unread)
        found.append(f"{given.name}: {reading.reason}")
    return found


def test_results_come_in_order_from_several_processes(obedient: None) -> None:
    sources = [source(str(number), b"slow" if number % 3 == 0 else b"") for number in range(12)]
    with ReadingPool(2) as pool:
        found = reasons(pool, *sources)
    assert [line.split(":")[0] for line in found] == [str(number) for number in range(12)]
    assert [line.split()[1] for line in found] == [str(number) for number in range(12)]
    assert len({line.split()[2] for line in found}) == 2


def test_a_crash_costs_no_other_file(obedient: None) -> None:
    with ReadingPool(1) as pool:
        before, crashed, after = reasons(pool, source("a"), source("b", b"crash"), source("c"))
    assert "ended the process" in crashed
    assert before.split()[1] == "a"
    assert after.split()[1] == "c"


def test_a_file_that_takes_too_long_is_given_up(obedient: None) -> None:
    start = time.monotonic()
    with ReadingPool(1, seconds=4) as pool:
        hung, after = reasons(pool, source("a", b"hang"), source("b"))
    assert "longer than 4 seconds" in hung
    assert after.split()[1] == "b"
    assert time.monotonic() - start < 120


def test_leaving_early_ends_the_children(obedient: None) -> None:
    start = time.monotonic()
    with ReadingPool(2) as pool:
        next(pool.read([source(str(number), b"hang" if number else b"") for number in range(9)]))
    assert time.monotonic() - start < 120
    assert all(child._process.poll() is not None for child in pool._children)


def test_the_children_of_a_killed_process_end_by_themselves(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from index.files import SourceFile\n"
        "from index.reading_pool import ReadingPool\n"
        "with ReadingPool(1) as pool:\n"
        "    list(pool.read([SourceFile('a', 'a', b'')]))\n"
        "    print(pool._children[0]._process.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    child = Path("/proc") / done.stdout.strip()
    if not Path("/proc/self").exists():
        pytest.skip("needs /proc to look for a process")
    deadline = time.monotonic() + 60
    while child.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert done.stdout.strip()
    assert not child.exists()


def test_a_real_child_says_why_a_file_is_no_report() -> None:
    with ReadingPool(1) as pool:
        empty, binary, letter = reasons(
            pool, source("a"), source("b", b"\x7fELF\x00\x00"), source("c", "尊敬的读者:\n您好。".encode())
        )
    assert "empty" in empty
    assert "program" in binary
    assert letter.endswith(".")
