"""What a person says of a file goes before what is read from it, is kept, and files are previewed before that."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import build_process
from index.build import IndexOutcome, index_paths
from index.build_files import uploads_of
from index.build_process import Request, index_elsewhere, work
from index.catalog import Catalog
from index.catalog_corrections import corrections, keep_correction
from index.identify import issuer_described, issuer_named
from index.model import Correction, Level
from index.preview import recognise

TEXT = """一、主动公开情况
2021年,我局主动公开政府信息312条。
二、依申请公开情况
共收到依申请公开申请7件,未收取处理费,未发生行政复议和行政诉讼。
三、存在的主要问题及改进
公开栏更新不够及时,下一步加强业务培训。"""
TITLE = "庆城县水利局2021年政府信息公开工作年度报告\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TITLE + TEXT, encoding="utf-8")
    return path


def test_a_preview_says_what_was_recognised_and_keeps_nothing(file: Path, store: Path) -> None:
    (found,) = recognise([file])
    assert found.identity is not None
    assert (found.identity.issuer.name, found.identity.year) == ("庆城县水利局", 2021)
    assert found.titled
    assert found.indicators >= 1
    assert not store.exists()


def test_a_file_that_is_none_is_previewed_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("只是一句话。", encoding="utf-8")
    (found,) = recognise([tmp_path / "x.txt"])
    assert found.identity is None
    assert "annual report" in found.reason


def test_a_correction_goes_before_what_is_read(file: Path) -> None:
    (found,) = recognise([file])
    issuer = issuer_named("庆阳市水务局", 2020)
    (changed,) = recognise([file], {found.sha256: Correction(issuer, 2020)})
    assert changed.identity is not None
    assert changed.identity.issuer == issuer
    assert changed.report_id.endswith("庆阳市水务局-2020")


def test_an_untitled_report_is_known_as_such(file: Path) -> None:
    file.write_text(TEXT, encoding="utf-8")
    (unknown,) = recognise([file])
    assert unknown.reason
    said = {hashlib.sha256(file.read_bytes()).hexdigest(): Correction(issuer_named("庆阳市水务局", 2021), 2021)}
    (found,) = recognise([file], said)
    assert found.identity is not None
    assert not found.titled


def test_words_that_name_nobody_are_no_issuer() -> None:
    assert issuer_named("随便写写", 2020) is None
    assert issuer_named("  ", 2020) is None


def test_corrections_are_kept_changed_and_taken_back(store: Path) -> None:
    assert corrections(store) == {}
    said = Correction(issuer_named("庆阳市", 2020), None)
    keep_correction(store, "a", said)
    keep_correction(store, "b", Correction(year=2019))
    assert corrections(store) == {"a": said, "b": Correction(year=2019)}
    keep_correction(store, "b", Correction())
    assert set(corrections(store)) == {"a"}


Index = Callable[..., IndexOutcome]


def test_reading_again_takes_the_correction_and_the_old_report_out(
    file: Path, store: Path, embedder: Any, vectors: Any
) -> None:
    first = index_paths([file], store, lambda: embedder)
    (found,) = recognise([file])
    keep_correction(store, found.sha256, Correction(year=2020))
    assert index_paths([file], store, lambda: embedder).unchanged == first.added
    again = index_paths([file], store, lambda: embedder, again=True)
    assert [entry.identity.year for entry in Catalog(store).reports()] == [2020]
    assert again.added != first.added


def test_uploaded_files_are_indexed_though_they_lie_in_the_store(
    file: Path, store: Path, embedder: Any, vectors: Any
) -> None:
    uploads = uploads_of(store)
    uploads.mkdir(parents=True)
    kept = file.rename(uploads / file.name)
    assert len(index_paths([kept], store, lambda: embedder).added) == 1


def test_the_process_tells_each_step(
    file: Path, store: Path, embedder: Any, vectors: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_process, "embedder_factory", lambda *_: lambda: embedder)
    answers = io.StringIO()
    bad = file.with_name("bad.txt")
    bad.write_text("", encoding="utf-8")
    asked = {"paths": [str(file), str(bad)], "store": str(store), "model": None, "cache": "", "again": False}
    work({**asked, "remove": []}, answers)
    lines = [json.loads(line) for line in answers.getvalue().splitlines()]
    ended = {line["ended"]: line for line in lines if "ended" in line}
    assert ended[str(file)]["report"].endswith("-2021")
    assert ended[str(bad)]["kind"] == "EmptyFile"
    steps = [(line["stage"], line["done"]) for line in lines if line.get("at") == str(file)]
    assert steps == [("reading", 0), ("embedding", 0)]
    assert lines[-1] == {"over": True}
    answers = io.StringIO()
    work({**asked, "paths": [], "remove": ["没有-1"]}, answers)
    assert "trouble" in answers.getvalue()


def test_a_file_that_is_gone_keeps_no_other_waiting(tmp_path: Path, store: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    request = Request((tmp_path / "gone.txt", empty), store, None, tmp_path)
    ended = {Path(line["ended"]).name: line["kind"] for line in index_elsewhere(request) if "ended" in line}
    assert ended == {"gone.txt": "MissingPath", "empty.txt": "EmptyFile"}


def test_a_process_that_cannot_go_on_says_why(store: Path) -> None:
    request = Request((), store, None, store, remove=("没有-1",))
    told = list(index_elsewhere(request))
    assert [line["kind"] for line in told if "trouble" in line] == ["EmptyStore"]


@pytest.mark.parametrize(
    ("described", "name", "path", "level"),
    [
        (("庆阳市水务局", "", None), "庆阳市水务局", ("甘肃省", "庆阳市"), "department"),
        (("水务局", "甘肃 庆阳", None), "庆阳市水务局", ("甘肃省", "庆阳市"), "department"),
        (
            ("青禾区人民政府", "江苏省 苏州市 青禾区", "county"),
            "青禾区人民政府",
            ("江苏省", "苏州市", "青禾区"),
            "county",
        ),
        (("青禾示范区管委会", "江苏省苏州市", None), "苏州市青禾示范区管委会", ("江苏省", "苏州市"), "department"),
        (("某某总局", "", "nation"), "某某总局", (), "nation"),
    ],
)
def test_an_issuer_is_what_a_person_describes(
    described: tuple[str, str, Level | None], name: str, path: tuple[str, ...], level: str
) -> None:
    issuer = issuer_described(*described, 2020)
    assert issuer is not None
    assert (issuer.name, issuer.region_path, issuer.level) == (name, path, level)


@pytest.mark.parametrize(
    "described", [("", "庆阳市", None), ("随便", "", None), ("某某局", "鼓楼区", None), ("某某政府", "青禾区", None)]
)
def test_a_description_that_leaves_open_whose_it_is_is_none(described: tuple[str, str, Level | None]) -> None:
    assert issuer_described(*described, 2020) is None


def test_a_file_that_does_not_say_whose_it_is_becomes_a_report_by_hand(file: Path) -> None:
    file.write_text(TEXT, encoding="utf-8")
    (unknown,) = recognise([file])
    assert unknown.kind == "YearUnknown"
    assert unknown.can_be_told
    issuer = issuer_described("青禾区人民政府", "江苏省 苏州市 青禾区", "county", 2021)
    (found,) = recognise([file], {unknown.sha256: Correction(issuer, 2021)})
    assert found.identity is not None
    assert (found.identity.issuer, found.identity.year) == (issuer, 2021)
