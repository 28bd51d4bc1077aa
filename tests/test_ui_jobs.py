"""Files given to the page are kept safely, and indexing goes on beside it, file by file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from index.build_files import uploads_of
from index.build_process import Request
from index.preview import Recognised
from ui import draw_report
from ui.jobs import Jobs
from ui.places import pinyin
from ui.uploads import LONGEST_NAME, file_of, keep, safe, shown

REQUEST = Request((Path("a.txt"), Path("b.pdf")), Path("store"), None, Path("cache"))


@given(st.text(max_size=200))
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    made = safe(name)
    assert made not in {"", ".", ".."}
    assert not set(made) & set('/\\<>:"|?*\x00\n')
    assert len(made) <= LONGEST_NAME + 11


def test_two_files_of_one_name_are_both_kept(store: Path) -> None:
    first, second = keep(store, "../年报.txt", b"1"), keep(store, "../年报.txt", b"2")
    assert first != second
    assert first == keep(store, "../年报.txt", b"1")
    assert all(path.is_relative_to(uploads_of(store)) for path in (first, second))
    assert second.read_bytes() == b"2"


def test_a_member_is_shown_under_its_archive_and_read_from_it() -> None:
    assert shown("/x/y/z.zip!a/b.txt") == "z.zip › a/b.txt"
    assert shown("/x/y/报告.pdf") == "报告.pdf"
    assert file_of("/none/z.zip!a/b.txt") == Path("/none/z.zip")


def run(lines: list[dict[str, Any]]) -> tuple[Jobs, threading.Event]:
    over = threading.Event()

    def steps(_: Request) -> Iterator[dict[str, Any]]:
        yield from lines

    jobs = Jobs(over.set, steps)
    assert jobs.start(REQUEST)
    assert over.wait(10)
    return jobs, over


def test_each_file_is_followed_to_its_end() -> None:
    jobs, _ = run(
        [
            {"at": "a.txt", "done": 0, "total": 1},
            {"ended": "a.txt", "reports": ["云溪市-2018"], "failed": [], "notes": ["replaced"]},
            {"ended": "b.pdf", "reports": [], "failed": [["b.pdf", "It is <i>scanned</i>."]], "notes": []},
        ]
    )
    job = jobs.last
    assert job is not None
    assert [one.state for one in job.files.values()] == ["done", "failed"]
    assert job.failed == ("b.pdf",)
    drawn = str(draw_report.job(job, "zh"))
    assert "云溪市-2018" in drawn
    assert "It is &lt;i&gt;scanned&lt;/i&gt;." in drawn


def test_what_was_not_come_to_can_be_tried_again() -> None:
    jobs, _ = run([{"at": "a.txt", "done": 0, "total": 1}, {"trouble": "The store is locked."}])
    assert jobs.last is not None
    assert jobs.last.trouble == "The store is locked."
    assert jobs.last.failed == ("a.txt", "b.pdf")


def test_only_one_run_goes_on_at_a_time() -> None:
    go, over = threading.Event(), threading.Event()

    def steps(_: Request) -> Iterator[dict[str, Any]]:
        go.wait(10)
        yield {"told": "x"}

    jobs = Jobs(over.set, steps)
    assert jobs.start(REQUEST)
    assert jobs.running
    assert not jobs.start(REQUEST)
    go.set()
    assert over.wait(10)


def test_an_unforeseen_end_is_told() -> None:
    over = threading.Event()

    def steps(_: Request) -> Iterator[dict[str, Any]]:
        raise OSError("no more processes")
        yield {}

    jobs = Jobs(over.set, steps)
    jobs.start(REQUEST)
    assert over.wait(10)
    assert jobs.last is not None
    assert "no more processes" in jobs.last.trouble


def test_what_a_file_says_of_itself_stays_words() -> None:
    bad = Recognised("<img src=x>.txt", reason="<script>alert(1)</script>")
    drawn = str(draw_report.recognised(bad, False, "zh"))
    assert "<img" not in drawn
    assert "<script" not in drawn


def test_names_are_found_by_pinyin_and_initials() -> None:
    assert pinyin("庆阳市") == "qingyangshi qys"
