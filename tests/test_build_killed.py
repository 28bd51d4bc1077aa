"""The indexer is killed at random moments: the store stays whole and the next run completes the work."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.build import remove_report
from index.catalog import Catalog

KILLS = 10
REPORTS = 8
INDEXER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import chromadb
from stand_ins import HashEmbedder, PlainPool, build_report
from index import build

PlainPool.make_report, PlainPool.read_paths = staticmethod(build_report), []
build.ReadingPool = PlainPool
print("ready", flush=True)
build.index_paths([Path(sys.argv[2])], Path(sys.argv[3]), HashEmbedder)
"""


def start_indexer(files: Path, store: Path) -> subprocess.Popen[str]:
    """An indexer in a process of its own, about to begin."""
    command = [sys.executable, "-c", INDEXER, str(Path(__file__).parent), str(files), str(store)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def finish(process: subprocess.Popen[str]) -> None:
    errors = process.communicate(timeout=120)[1]
    assert process.returncode == 0, errors


def write(files: Path, received: int) -> None:
    for number in range(REPORTS):
        (files / f"{number}.txt").write_text(f"第{number}市 2018 {received}")


def figures(store: Path) -> dict[str, int]:
    """Each report's figure, read from its text by its own span; a mixture of two revisions would not agree."""
    found = {}
    with Catalog(store) as catalog:
        for entry in catalog.reports():
            report = catalog.report(entry.id)
            (indicator,) = report.indicators
            assert report.text[indicator.start : indicator.end] == f"收到申请数\t{indicator.value}"
            assert [passage for passage, _ in catalog.search_text([str(indicator.value)], [entry.id], 5)]
            found[entry.id] = int(indicator.value or 0)
    return found


def revisions_with_vectors(store: Path) -> set[str]:
    from index.vectors import Vectors

    vectors = Vectors(store / "vectors", "hash-64", 64)
    found = vectors.revisions()
    vectors.close()
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")
def test_a_killed_indexer_loses_and_mixes_nothing(store: Path, tmp_path: Path) -> None:
    chance = random.Random(20_180_301)  # noqa: S311 - moments to kill at, not secrets
    files = tmp_path / "files"
    files.mkdir()
    write(files, 100)
    process = start_indexer(files, store)
    start = time.monotonic()
    finish(process)
    seconds = time.monotonic() - start
    done = figures(store)
    assert len(done) == REPORTS
    for kill in range(KILLS):
        write(files, 101 + kill)
        process = start_indexer(files, store)
        time.sleep(chance.uniform(0, 0.8 * seconds))
        process.kill()
        process.communicate()
        now = figures(store)
        assert all(now[report] in {done[report], 101 + kill} for report in done)
        with Catalog(store) as catalog:
            assert {entry.revision for entry in catalog.reports()} <= revisions_with_vectors(store)
        done = now
        if kill % 3 == 2:
            remove_report(store, next(iter(done)))
            done = figures(store)
    finish(start_indexer(files, store))
    assert set(figures(store).values()) == {100 + KILLS}
    assert len(figures(store)) == REPORTS
    with Catalog(store) as catalog:
        assert {entry.revision for entry in catalog.reports()} == revisions_with_vectors(store)
