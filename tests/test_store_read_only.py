"""A store that cannot be written: what reads works as ever, what writes is one sentence, and nothing is changed."""

from __future__ import annotations

import ctypes
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from answering import SUICHANG_2016, fill, report
from stand_ins import HashEmbedder

from index.vectors_copies import FOLDER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders there have no such permissions")

TESTS = Path(__file__).parent
FIGURE, WORDS = "遂昌县2016年收到多少件申请", "遂昌县2016年怎么接待外宾"
RUN = """
import contextlib, io, json, os, sys
sys.path[:0] = sys.argv[1:3]
from stand_ins import HashEmbedder
from assistant import chain, cli
from index import build
chain.load_embedder = lambda *_: HashEmbedder()
build.embedder_factory = lambda *_: HashEmbedder
assert not os.access(sys.argv[3], os.W_OK), "the folder can be written"
for line in sys.stdin:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.run([*json.loads(line), "--store", sys.argv[3]])
    print(json.dumps([status, out.getvalue(), err.getvalue()]), flush=True)
"""
_DROP_FROM_BOUNDING_SET, _WRITE_WHATEVER_THE_MODE = 24, 1


def obey_modes() -> None:
    """Take the superuser's right to write where the mode forbids it from this process's children."""
    ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, _WRITE_WHATEVER_THE_MODE, 0, 0, 0)


def modes(folder: Path, change: int) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 + change if path.is_dir() else 0o444 + change)


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(store: Path, *commands: tuple[str, ...]) -> list[Ran]:
    """Run command lines over a store that cannot be written, in a process that obeys that."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(TESTS.parent), str(TESTS), str(store)],
        input="".join(json.dumps(command) + "\n" for command in commands),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=obey_modes,
    )
    assert done.returncode == 0, done.stderr
    return [Ran(*json.loads(line)) for line in done.stdout.splitlines()]


@pytest.fixture
def read_only(store: Path) -> Iterator[Path]:
    fill(store, [report(SUICHANG_2016)], HashEmbedder())
    modes(store, 0)
    yield store
    modes(store, 0o200)


def content(store: Path) -> dict[str, str]:
    return {
        str(path.relative_to(store)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in store.rglob("*")
        if path.is_file()
    }


def test_everything_that_reads_works_and_nothing_is_changed(read_only: Path, tmp_path: Path) -> None:
    before = content(read_only)
    figure, words, reports, shown, indicators, check, replay, backup = run(
        read_only,
        ("ask", FIGURE, "--json"),
        ("ask", WORDS, "--json"),
        ("reports", "--json"),
        ("show", SUICHANG_2016, "--json"),
        ("indicators", "--format", "json"),
        ("check", "--json"),
        ("replay", "--json"),
        ("backup", str(tmp_path / "backup.zip")),
    )
    assert (figure.status, figure.json["status"]) == (0, "answered")
    assert (words.status, len(words.json["citations"])) == (0, 2), "the passages that come nearest"
    assert [note for note in words.json["notes"] if note["kind"] == "degraded"] == []
    assert [one["id"] for one in reports.json] == [SUICHANG_2016]
    assert all(row["report"] == SUICHANG_2016 for row in indicators.json)
    assert (shown.status, check.status, backup.status) == (0, 0, 0)
    assert replay.json == [], "answers are not kept there, and nobody is told"
    assert {ran.err for ran in (figure, words, reports, shown, indicators)} == {""}
    assert content(read_only) == before


def test_everything_that_writes_is_one_sentence_and_changes_nothing(read_only: Path, tmp_path: Path) -> None:
    before = content(read_only)
    file = tmp_path / "report.txt"
    shutil.copy(TESTS / "reports" / "answers" / "luxi_2012.txt", file)
    (tmp_path / "backup.zip").write_bytes(b"")
    for ran in run(
        read_only,
        ("index", str(file)),
        ("index", "--rebuild"),
        ("remove", SUICHANG_2016),
        ("doctor", "--repair"),
        ("restore", str(tmp_path / "backup.zip"), "--force"),
    ):
        assert ran.status in {1, 3}, ran
        assert len((ran.err or ran.out).strip().splitlines()) <= 3
        assert "unforeseen" not in ran.err
        assert "writ" in ran.err + ran.out
    assert content(read_only) == before


def test_a_store_of_an_earlier_version_is_searched_by_words_and_says_so(read_only: Path) -> None:
    """Without copies Chroma's files are needed, and reading those writes."""
    modes(read_only, 0o200)
    shutil.rmtree(read_only / "vectors" / FOLDER)
    modes(read_only, 0)
    (words,) = run(read_only, ("ask", WORDS, "--json"))
    assert words.status == 0
    assert [note["kind"] for note in words.json["notes"] if note["kind"] == "degraded"] == ["degraded"]


def test_a_folder_where_no_store_can_be_made_is_one_sentence(tmp_path: Path) -> None:
    shutil.copy(TESTS / "reports" / "answers" / "luxi_2012.txt", tmp_path / "report.txt")
    (tmp_path / "locked").mkdir(mode=0o555)
    (index, asked) = run(tmp_path / "locked", ("index", str(tmp_path / "report.txt")), ("ask", FIGURE))
    assert (index.status, asked.status) == (3, 3)
    assert "make the folder writable or name another with --store" in index.err
    assert "holds no report yet" in asked.err
    assert list((tmp_path / "locked").iterdir()) == []
