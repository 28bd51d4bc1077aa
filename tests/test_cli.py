"""The command line: what it prints where, and with which status it leaves."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rich.console import Console

from assistant import cli
from assistant.cli_progress import indexing
from assistant.model import Answer, Citation, Note, Value
from index import build
from index.catalog_writer import CatalogWriter
from index.errors import StoreError
from index.model import Report

LIN, WANG = "甘肃省临江市-2018", "甘肃省望山市-2018"
QUOTE = "收到申请数\t41"


@dataclass
class Ran:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], store: Path) -> Run:
    """Runs a command line over the test's own store."""

    def gongkai(*arguments: str) -> Ran:
        capsys.readouterr()
        status = cli.run([*arguments, "--store", str(store)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Ran(status, printed.out, printed.err)

    return gongkai


@pytest.fixture
def filled(store: Path, make_report: Callable[..., Report]) -> Path:
    """A store with two reports."""
    store.mkdir()
    with CatalogWriter(store) as catalog:
        catalog.put(make_report("临江市", 2018, warnings=("a row could not be read",)), "r1")
        report = make_report("望山市", 2018)
        blank = replace(report.indicators[0], value=None, state="blank")
        catalog.put(replace(report, indicators=(blank,)), "r2")
    return store


class FakeAssistant:
    """Answers with what was asked; "fail" fails, "store" finds the store gone."""

    asked: list[tuple[str, tuple[str, ...]]]

    def close(self) -> None:
        """Nothing is open."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        if question == "fail":
            raise RuntimeError("not foreseen")
        if question == "store":
            raise StoreError("The store is gone.")
        citation = Citation(
            1, LIN, "年度报告", "临江市人民政府", "临江市", 2018, ("附表",), QUOTE, 3, 11, page=2, table=0
        )
        value = Value("applications_received", "收到申请数", "临江市", 2018, "41", "件", "reported", (1,))
        total = replace(value, computed="sum", applicant="total")
        notes = (Note("approximate", "about\x1b[31m 41", (1,)),)
        return Answer(
            question, "zh", "answered", "41件 [1]。", (value, total), (citation,), notes, 12.345, None, {"plan": 1.5}
        )


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake, module = FakeAssistant(), ModuleType("assistant.chain")
    fake.asked = []
    module.open_assistant = lambda _: fake  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "assistant.chain", module)
    return fake


# -- index ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vectors: Any, pool: Any, embedder: Any) -> Path:
    monkeypatch.setattr(build, "embedder_factory", lambda *_: lambda: embedder)
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "lin.txt").write_text("临江市 2018 41")
    return folder


def test_index_adds_and_a_second_run_does_nothing(run: Run, files: Path) -> None:
    first = run("index", str(files), "--json")
    assert first.status == 0
    assert first.json == {"added": [LIN], "updated": [], "unchanged": [], "failed": [], "notes": [], "pruned": []}
    assert run("index", str(files), "--json").json["unchanged"] == [LIN]
    assert run("index", str(files)).out == "1 report is unchanged.\n"


def test_index_names_each_failure_and_leaves_with_1(run: Run, files: Path) -> None:
    (files / "empty.txt").write_text(" ")
    done = run("index", str(files), "--json")
    assert done.status == 1
    assert done.json["added"] == [LIN]
    (failed,) = done.json["failed"]
    assert (failed["path"], failed["reason"]) == (f"{files}/empty.txt", "The file is empty.")
    assert f"{files}/empty.txt: The file is empty." in done.err


def test_index_of_a_missing_path_leaves_with_2(run: Run, store: Path) -> None:
    done = run("index", "nowhere", "--json")
    assert (done.status, done.out) == (2, "")
    assert "nowhere" in done.err
    assert not store.exists()


def test_index_of_an_empty_folder_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("index", str(tmp_path / "empty"))
    assert (done.status, done.out) == (0, "There is no report to index there.\n")


def test_index_prunes_only_when_asked(run: Run, files: Path) -> None:
    (files / "wang.txt").write_text("望山市 2018 9")
    run("index", str(files))
    (files / "wang.txt").unlink()
    assert run("index", str(files), "--json").json["pruned"] == []
    assert run("index", str(files / "wang.txt")).status == 2
    pruned = run("index", "--prune", str(files))
    assert (pruned.status, pruned.out) == (0, f"Pruned 1 report: {WANG}\n1 report is unchanged.\n")
    (files / "lin.txt").unlink()
    assert run("index", "--prune", str(files / "lin.txt"), "--json").json["pruned"] == [LIN]


def test_the_progress_bar_names_the_file_and_the_time_left() -> None:
    drawn = io.StringIO()
    console = Console(file=drawn, force_terminal=True, width=100)
    with indexing(shown=True, console=console) as progress:
        for done in range(3):
            progress(done, 3, "folder/[年报]\x1b.txt")
    assert "[年报]\ufffd.txt" in drawn.getvalue()
    assert "2/3" in drawn.getvalue()
    assert re.search(r"\d:\d\d:\d\d|-:--:--", drawn.getvalue())


def test_no_progress_bar_where_it_is_not_shown() -> None:
    drawn = io.StringIO()
    with indexing(shown=False, console=Console(file=drawn, force_terminal=True)) as progress:
        progress(0, 1, "a.txt")
    assert drawn.getvalue() == ""


def test_stopping_index_keeps_what_was_done(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch, pool: Any) -> None:
    (files / "wang.txt").write_text("望山市 2018 9")
    read = pool._read

    def stop_at_the_second(self: Any, source: Any) -> Any:
        if source.name == "wang.txt":
            raise KeyboardInterrupt
        return read(self, source)

    monkeypatch.setattr(pool, "_read", stop_at_the_second)
    stopped = run("index", str(files))
    assert (stopped.status, stopped.err) == (130, "\nStopped; what was done so far is kept.\n")
    assert [row["id"] for row in run("reports", "--json").json] == [LIN]
    monkeypatch.setattr(pool, "_read", read)
    assert run("index", str(files), "--json").json["added"] == [WANG]


def test_remove_takes_a_report_out(run: Run, files: Path) -> None:
    run("index", str(files))
    assert run("remove", LIN).status == 0
    assert run("reports").status == 3
    assert run("remove", LIN).status == 3


# -- reports, show ----------------------------------------------------------------------------------------------------


def test_reports_as_json(run: Run, filled: Path) -> None:
    rows = run("reports", "--json").json
    assert [row["id"] for row in rows] == [LIN, WANG]
    assert list(rows[0])[:10] == [
        "id", "title", "issuer", "region", "region_path", "level", "year", "layout", "source", "sha256",
    ]  # fmt: skip
    assert rows[0]["region_path"] == ["甘肃省", "临江市"]
    assert rows[0]["year"] == 2018


@pytest.mark.parametrize("command", ["reports", "indicators"])
def test_a_table_in_a_pipe_keeps_each_row_in_one_line(run: Run, filled: Path, command: str) -> None:
    lines = run(command).out.splitlines()
    assert len(lines) == 3
    assert "临江市" in lines[1]
    assert "望山市" in lines[2]


def test_show_gives_the_text_that_quotes_are_cut_from(run: Run, filled: Path, make_report: Any) -> None:
    shown = run("show", LIN, "--json").json
    assert shown["text"] == make_report().text
    assert shown["sections"][1]["path"] == ["一、主动公开情况"]
    text = run("show", LIN).out
    assert make_report().text in text
    assert "a row could not be read" in text


def test_an_unknown_report_leaves_with_2_and_names_the_nearest(run: Run, filled: Path) -> None:
    done = run("show", "临江市-2018")
    assert (done.status, done.out) == (2, "")
    assert LIN in done.err


@pytest.mark.parametrize(
    "command", [["reports"], ["show", "x"], ["indicators"], ["check"], ["remove", "x"], ["ask", "多少件?"]]
)
def test_a_store_without_reports_leaves_with_3_and_says_how_to_index(
    run: Run, assistant: FakeAssistant, command: list[str]
) -> None:
    done = run(*command)
    assert (done.status, done.out) == (3, "")
    assert "gongkai index" in done.err


# -- ask --------------------------------------------------------------------------------------------------------------


def test_an_answer_as_json_keeps_the_contract(run: Run, filled: Path, assistant: FakeAssistant) -> None:
    done = run("ask", "多少件?", "--history", "临江呢", "--history", "2018年", "--json")
    answer = done.json
    assert done.status == 0
    assert assistant.asked == [("多少件?", ("临江呢", "2018年"))]
    assert list(answer) == ["question", "language", "status", "answer", "values", "citations", "notes", "elapsed_ms"]
    assert list(answer["values"][0]) == [
        "indicator", "label", "region", "year", "value", "unit", "state", "citations",
    ]  # fmt: skip
    assert answer["values"][1]["computed"] == "sum"
    assert answer["values"][1]["applicant"] == "total"
    assert list(answer["citations"][0]) == [
        "id", "report", "title", "issuer", "region", "year", "section", "quote", "start", "end", "page", "table",
    ]  # fmt: skip
    assert answer["notes"] == [{"kind": "approximate", "text": "about\x1b[31m 41", "citations": [1]}]
    assert answer["elapsed_ms"] == 12.3
    assert run("ask", "多少件?", "--json", "--explain").json["stages_ms"] == {"plan": 1.5}


def test_an_answer_for_people(run: Run, filled: Path, assistant: FakeAssistant) -> None:
    out = run("ask", "多少件?", "--explain").out
    answer, citations, notes, stages = out.strip().split("\n\n")
    assert answer == "41件 [1]。"
    assert citations == f"[1] “收到申请数 41”\n    年度报告 · 附表 · 第2页 ({LIN})"
    assert "approximate" in notes
    assert "\x1b" not in notes
    assert "plan 1.5 ms" in stages


@pytest.mark.parametrize("question", ["", "  ", "?!。"])
def test_an_empty_question_leaves_with_2(run: Run, question: str) -> None:
    done = run("ask", question, "--json")
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


def test_a_very_long_question_leaves_with_2(run: Run, filled: Path, assistant: FakeAssistant) -> None:
    done = run("ask", "临江市多少件" * 20_000)
    assert (done.status, done.out) == (2, "")
    assert "120,000" in done.err
    assert len(done.err) < 400
    assert assistant.asked == []


def test_halves_of_characters_are_replaced(run: Run, filled: Path, assistant: FakeAssistant, tmp_path: Path) -> None:
    assert run("ask", "\udcff多少件?", "--json").json["question"] == "\ufffd多少件?"
    path = batch_file(tmp_path, '{"id": "\\udcff", "question": "\\ud83d多少件?", "history": ["\\ud83d\\ude00"]}')
    (row,) = [json.loads(line) for line in run("ask", "--batch", path, "--json").out.splitlines()]
    assert row["question"] == "\ufffd多少件?"
    assert assistant.asked[-1] == ("\ufffd多少件?", ("😀",))


def test_an_empty_earlier_question_is_no_mistake(run: Run, filled: Path, assistant: FakeAssistant) -> None:
    assert run("ask", "多少件?", "--history", "").status == 0
    assert run("ask", "多少件?", "--history", "长" * 3000).status == 2


@pytest.mark.parametrize("arguments", [[], ["多少件", "--batch", "x"], ["--batch", "nowhere.jsonl"]])
def test_ask_used_wrongly_leaves_with_2(run: Run, filled: Path, arguments: list[str]) -> None:
    assert run("ask", *arguments).status == 2


def batch_file(tmp_path: Path, *lines: object) -> str:
    path = tmp_path / "batch.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines), "utf-8"
    )
    return str(path)


def test_a_batch_is_answered_line_by_line_in_order(
    run: Run, filled: Path, assistant: FakeAssistant, tmp_path: Path
) -> None:
    path = batch_file(
        tmp_path,
        {"id": "a", "question": "一?", "history": ["零?"]},
        "",
        {"id": 7, "question": "二?"},
        {"question": "三?"},
    )
    done = run("ask", "--batch", path, "--json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 0
    assert [(row["id"], row["question"]) for row in rows] == [("a", "一?"), (7, "二?"), ("4", "三?")]
    assert assistant.asked == [("一?", ("零?",)), ("二?", ()), ("三?", ())]
    assert list(rows[0])[:2] == ["id", "question"]


def test_an_empty_or_long_question_in_a_batch_is_answered_out_of_scope(
    run: Run, filled: Path, assistant: FakeAssistant, tmp_path: Path
) -> None:
    path = batch_file(tmp_path, {"question": " "}, {"question": "长" * 3000}, {"question": "多少件?"})
    done = run("ask", "--batch", path, "--json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 0
    assert [row["status"] for row in rows] == ["out_of_scope", "out_of_scope", "answered"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ('"just text"', '"question"'),
        ('{"id": "x"}', '"question"'),
        ('{"question": 5}', '"question"'),
        ('{"question": "q", "id": [1]}', '"id"'),
        ('{"question": "q", "id": true}', '"id"'),
        ('{"question": "q", "history": "h"}', '"history"'),
        ('{"question": "q", "history": [1]}', '"history"'),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_answered(
    run: Run, filled: Path, assistant: FakeAssistant, tmp_path: Path, line: str, what: str
) -> None:
    done = run("ask", "--batch", batch_file(tmp_path, {"question": "一?"}, line), "--json")
    assert (done.status, done.out) == (2, "")
    assert "Line 2" in done.err
    assert what in done.err
    assert assistant.asked == []


def test_a_question_that_fails_costs_the_batch_no_other(
    run: Run, filled: Path, assistant: FakeAssistant, tmp_path: Path
) -> None:
    done = run("ask", "--batch", batch_file(tmp_path, {"question": "fail"}, {"question": "二?"}), "--json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 3
    assert [row["status"] for row in rows] == ["not_reported", "answered"]
    assert rows[0]["notes"][0]["kind"] == "degraded"
    assert "1 of 2 questions" in done.err


def test_a_batch_stops_when_the_store_is_gone(run: Run, filled: Path, assistant: FakeAssistant, tmp_path: Path) -> None:
    done = run("ask", "--batch", batch_file(tmp_path, {"question": "store"}, {"question": "二?"}), "--json")
    assert (done.status, done.out, done.err) == (3, "", "The store is gone.\n")


# -- indicators -------------------------------------------------------------------------------------------------------


def test_indicators_as_json(run: Run, filled: Path, make_report: Any) -> None:
    rows = run("indicators", "--format", "json").json
    assert [(row["report"], row["value"], row["state"]) for row in rows] == [
        (LIN, "41", "reported"),
        (WANG, None, "blank"),
    ]
    row = rows[0]
    assert make_report().text[row["start"] : row["end"]] == row["quote"] == QUOTE
    assert row["source"] == "table"


def test_indicators_as_csv(run: Run, filled: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("indicators", "--format", "csv").out)))
    assert [(row["region"], row["value"], row["quote"]) for row in rows] == [
        ("临江市", "41", QUOTE),
        ("望山市", "", QUOTE),
    ]


def test_a_value_is_printed_as_reported(run: Run, store: Path, make_report: Callable[..., Report]) -> None:
    report = make_report()
    store.mkdir()
    with CatalogWriter(store) as catalog:
        found = replace(report.indicators[0], value=Decimal("132.40"))
        catalog.put(replace(report, indicators=(found,)), "r1")
    assert run("indicators", "--format", "json").json[0]["value"] == "132.40"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--year", "2018"], [LIN, WANG]),
        (["--year", "2017"], []),
        (["--year", "2017", "--year", "2018"], [LIN, WANG]),
        (["--region", "望山市"], [WANG]),
        (["--region", "望山市人民政府"], [WANG]),
        (["--region", "甘肃"], []),
        (["--indicator", "applications_received"], [LIN, WANG]),
    ],
)
def test_indicators_are_narrowed(run: Run, filled: Path, arguments: list[str], expected: list[str]) -> None:
    done = run("indicators", "--format", "json", *arguments)
    assert done.status == 0
    assert [row["report"] for row in done.json] == expected
    assert bool(done.err) is not bool(expected)


@pytest.mark.parametrize("name", ["天水", "天水市", "Tianshui", "甘肃天水", "天水市人民政府"])
def test_a_region_goes_by_any_of_its_names(
    run: Run, store: Path, make_report: Callable[..., Report], name: str
) -> None:
    store.mkdir()
    with CatalogWriter(store) as catalog:
        catalog.put(make_report("天水市", 2018), "r1")
    assert [row["region"] for row in run("indicators", "--region", name, "--format", "json").json] == ["天水市"]


def test_a_departments_figures_are_not_its_regions(run: Run, store: Path, make_report: Callable[..., Report]) -> None:
    report = make_report("天水市", 2018)
    issuer = replace(report.identity.issuer, name="天水市教育局", level="department")
    store.mkdir()
    with CatalogWriter(store) as catalog:
        catalog.put(replace(report, identity=replace(report.identity, issuer=issuer)), "r1")
    assert run("indicators", "--region", "天水市", "--format", "json").json == []
    assert len(run("indicators", "--region", "天水市教育局", "--format", "json").json) == 1


@pytest.mark.parametrize(
    "arguments", [["--region", "无此地方"], ["--indicator", "applications_recieved"], ["--year", "x"]]
)
def test_an_unknown_filter_leaves_with_2(run: Run, filled: Path, arguments: list[str]) -> None:
    done = run("indicators", *arguments)
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


# -- check ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FakeFigure:
    label: str = "收到申请数"
    value: str = "41"
    quote: str = QUOTE
    start: int = 3
    end: int = 11
    label_en: str = "applications received"


@dataclass(frozen=True)
class FakeFinding:
    report: str = LIN
    rule: str = "sum"
    severity: str = "error"
    message: str = "其各分项之和为40"
    figures: tuple[FakeFigure, ...] = (FakeFigure(),)
    message_en: str = "The parts come to 40."


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[FakeFinding]:
    findings: list[FakeFinding] = []
    module = ModuleType("index.checks")
    module.check = lambda reports: [one for one in findings if one.report in {r.id for r in reports}]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "index.checks", module)
    return findings


def test_check_lists_what_does_not_add_up(run: Run, filled: Path, found: list[FakeFinding]) -> None:
    assert run("check").out == "Everything that was checked adds up.\n"
    assert run("check", "--json", "--strict").json == []
    found.append(FakeFinding())
    done = run("check", "--json")
    assert done.status == 0
    assert done.json == [
        {
            "report": LIN, "rule": "sum", "severity": "error",
            "message": "其各分项之和为40", "message_en": "The parts come to 40.",
            "figures": [
                {
                    "label": "收到申请数", "label_en": "applications received", "value": "41",
                    "quote": QUOTE, "start": 3, "end": 11,
                }
            ],
        }
    ]  # fmt: skip
    assert "其各分项之和为40" in run("check", LIN).out
    assert "  收到申请数 41" in run("check", LIN).out
    assert "The parts come to 40." in run("check", LIN, "--language", "en").out
    assert "  applications received 41" in run("check", LIN, "--language", "en").out
    assert run("check", "--strict").status == 1
    assert run("check", WANG, "--strict").status == 0
    assert run("check", "nowhere").status == 2


# -- the command itself -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["ask", "--nonsense"], ["index"], ["show"], ["indicators", "--format", "xml"]]
)
def test_a_wrong_command_line_is_one_sentence(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "--help" in done.err


def test_the_store_may_be_named_before_the_command(
    capsys: pytest.CaptureFixture[str], filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.run(["--store", str(filled), "reports"]) == 0
    monkeypatch.setenv("GONGKAI_STORE", str(filled))
    assert cli.run(["reports"]) == 0


def test_an_unforeseen_error_is_a_sentence_too(run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by nothing\nand more")

    monkeypatch.setattr("assistant.cli_text.reports", fail)
    done = run("reports")
    assert done.status == 3
    assert "ZeroDivisionError: by nothing" in done.err
    assert len(done.err.splitlines()) == 1
    with pytest.raises(ZeroDivisionError):
        cli.run(["reports", "--debug", "--store", str(filled)])


def test_ctrl_c_is_not_an_error_of_ours(run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.cli_text.reports", stop)
    assert run("reports").status == 130


def test_a_folder_that_may_not_be_read_fails_alone(
    run: Run, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    scan, access = os.scandir, os.access

    def refusing(path: Any = ".") -> Any:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != closed and access(path, mode))
    done = run("index", str(closed), str(files), "--json")
    assert done.status == 1
    assert done.json["added"] == [LIN]
    assert [one["path"] for one in done.json["failed"]] == [str(closed)]
    assert f"{closed}: The folder cannot be opened (Permission denied)" in done.err


def test_what_nobody_may_look_at_fails_alone(
    run: Run, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden, stat = tmp_path / "closed" / "report.txt", Path.stat

    def refusing(path: Path, **options: Any) -> Any:
        if path == hidden:
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **options)

    monkeypatch.setattr(Path, "stat", refusing)
    done = run("index", str(hidden), str(files), "--json")
    assert (done.status, done.json["added"]) == (1, [LIN])
    assert "Permission denied" in done.json["failed"][0]["reason"]


def test_what_is_passed_over_is_said(run: Run, files: Path, tmp_path: Path) -> None:
    (files / "README.md").write_text("望山市 2018 52")
    (tmp_path / "outside.txt").write_text("望山市 2018 52")
    (files / "link.txt").symlink_to(tmp_path / "outside.txt")
    (files / ".hidden").write_text("望山市 2018 52")
    done = run("index", str(files), "--json")
    assert (done.status, done.json["added"]) == (0, [LIN])
    said = "\n".join(done.json["notes"])
    assert "README.md was passed over for its name" in said
    assert "link.txt leads out of the folder" in said
    assert len(done.json["notes"]) == 2


def test_the_process_starts_fast_and_writes_utf_8_whatever_the_locale(filled: Path) -> None:
    code = (
        "import sys; from assistant.cli import run; status = run(sys.argv[1:]); "
        "heavy = {'torch', 'chromadb', 'langchain', 'streamlit', 'transformers'} & set(sys.modules); "
        "sys.exit(status or len(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "show", LIN, "--store", str(filled)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )
    assert done.returncode == 0
    assert "收到申请数" in done.stdout.decode("utf-8")
