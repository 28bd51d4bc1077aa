"""Files given to the page are kept safely, and indexing goes on beside it, file by file."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from ui_samples import YUNXI

from index.build_files import uploads_of
from index.build_process import Request
from index.model import Indicator
from index.preview import Recognised
from index.tables import SEVERAL
from ui import draw_job, draw_report
from ui.jobs import FileState, Job, Jobs
from ui.places import pinyin
from ui.uploads import LONGEST_NAME, file_of, keep, safe, shown, take

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


def packed(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "/") + ".txt", data)
    return file.getvalue()


def test_the_files_of_an_archive_are_kept_each_by_itself(store: Path) -> None:
    found = take(store, "年报.zip", packed(a=b"1", b_c=b"2"))
    assert [one.label for one in found] == ["年报.zip › a.txt", "年报.zip › b/c.txt"]
    assert [one.path.read_bytes() for one in found if one.path] == [b"1", b"2"]
    assert len([path for path in uploads_of(store).rglob("*") if path.is_file()]) == 2


def test_what_an_archive_holds_that_is_no_file_is_said(store: Path) -> None:
    (empty,) = take(store, "空.zip", packed())
    assert (empty.path, empty.kind) == (None, "EmptyFile")
    broken = packed(a=b"1" * 400).replace(b"1" * 40, b"2" * 40)
    (member,) = take(store, "坏.zip", broken)
    assert (member.label, member.path, member.kind) == ("坏.zip › a.txt", None, "UnsupportedFormat")


def test_a_plain_file_is_kept_as_it_is(store: Path) -> None:
    (one,) = take(store, "a!b.txt", b"1")
    assert (one.label, one.path) == ("a!b.txt", keep(store, "a!b.txt", b"1"))


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
            {"at": "a.txt", "stage": "reading", "done": 0, "total": 0},
            {"at": "a.txt", "stage": "embedding", "done": 16, "total": 40},
            {"ended": "a.txt", "report": "云溪市-2018"},
            {"ended": "b.pdf", "reason": "It is <i>scanned</i>.", "kind": "UnsupportedFormat"},
            {"notes": ["replaced"]},
        ]
    )
    job = jobs.last
    assert job is not None
    assert [one.state for one in job.files.values()] == ["done", "failed"]
    assert job.failed == ("b.pdf",)
    drawn = str(draw_job.job(job, "zh"))
    assert "云溪市-2018" in drawn
    assert "读不了这种格式" in drawn
    assert "replaced" in drawn
    assert drawn.count("<progress") == 2
    assert "It is &lt;i&gt;scanned&lt;/i&gt;." in drawn


def test_a_refusal_is_told_in_the_language_of_the_page() -> None:
    reason = "The PDF asks for a password; save a copy without one and index that."
    chinese, english = (str(draw_report.refusal("UnsupportedFormat", reason, shown)) for shown in ("zh", "en"))
    assert "请另存一份没有密码的" in chinese
    assert "password" not in chinese
    assert reason in english
    assert "密码" not in english


def test_only_what_may_come_to_something_else_is_offered_to_be_read_again() -> None:
    kinds = ("", "LimitExceeded", "EmptyFile", "UnsupportedFormat", "NotAReport", "YearUnknown")
    offered = [kind for kind in kinds if Recognised("a.txt", reason="Why.", kind=kind).may_be_read_yet]
    assert offered == ["", "LimitExceeded"]


def test_rows_that_were_not_read_are_named_once_with_why_in_both_languages() -> None:
    cell = Indicator("applications_received", "收到申请数", None, "件", "blank", "table", 0, 3, why=SEVERAL)
    cells = [replace(cell, applicant=one) for one in ("natural_person", "business")] + [
        replace(cell, code="other", label="别的")
    ]
    one = Recognised("a.txt", "0" * 64, "甲市-2018", YUNXI.identity, "form-2019", unread=tuple(cells))
    chinese, english = (str(draw_report.recognised(one, False, False, shown)) for shown in ("zh", "en"))
    assert "<li>收到申请数：项目名称后面有几个数字（2 格）</li><li>别的：项目名称后面有几个数字</li>" in chinese
    assert f"<li>applications for government information received: {SEVERAL} (2 cells)</li>" in english


def test_a_bar_is_as_long_as_what_is_done() -> None:
    job = Job(REQUEST, {"a.txt": FileState("a.txt")})
    shares = [job.files["a.txt"].share]
    for done in (0, 20, 40):
        job.take({"at": "a.txt", "stage": "embedding", "done": done, "total": 40})
        shares.append(job.files["a.txt"].share)
    assert shares == [0, 0.1, 0.55, 1]
    assert "20 / 40" in str(draw_job.file(replace(job.files["a.txt"], done=20), "zh"))


def test_the_members_of_an_archive_stand_for_it() -> None:
    job = Job(REQUEST, {"a.zip": FileState("a.zip")})
    job.take({"at": "a.zip!b.txt", "stage": "reading", "done": 0, "total": 0})
    job.take({"ended": "a.zip!c.txt", "report": "云溪市-2018"})
    assert list(job.files) == ["a.zip!b.txt", "a.zip!c.txt"]


def test_what_was_not_come_to_can_be_tried_again() -> None:
    jobs, _ = run([{"at": "a.txt", "stage": "reading", "done": 0, "total": 0}, {"trouble": "The store is locked."}])
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
    drawn = str(draw_report.recognised(bad, False, False, "zh"))
    assert "<img" not in drawn
    assert "<script" not in drawn


def test_names_are_found_by_pinyin_and_initials() -> None:
    assert pinyin("庆阳市") == "qingyangshi qys"
