"""A whole report, from a file to what the stores keep of it, compared with what was looked at and found right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import forms
import golden_files
import pytest

from index.checks import check_report
from index.errors import NotAReport
from index.files import SourceFile, read
from index.indicators import indicators
from index.model import Indicator, Report
from index.outline import outline
from index.stated import stated_indicators
from index.statutory import statutory_indicators
from index.understand import understand

ROOT = Path(__file__).resolve().parent.parent
REPORTS = sorted([*(ROOT / "reports").glob("*.txt"), *(ROOT / "eval" / "sets" / "own" / "reports").iterdir()])
NAMES = [path.name for path in REPORTS]


def report_in(path: Path) -> Report:
    data = path.read_bytes()
    return understand(read(SourceFile(path.name, path.name, data)), path.name, hashlib.sha256(data).hexdigest())


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {path.name: report_in(path) for path in REPORTS}


# -- golden files -------------------------------------------------------------------------------------------------


def described(report: Report) -> Iterator[str]:
    """The report as lines to look at: who and when, every indicator with its quote, what does not add up."""
    yield f"{report.id} | {report.identity.issuer.level} | {report.layout}"
    yield f"{len(report.text)} characters, {len(report.tables)} tables"
    yield from (f"warning | {warning}" for warning in report.warnings)
    yield from (line(item, report.text) for item in report.indicators)
    yield from (f"finding | {finding.rule} | {finding.message}" for finding in check_report(report))


def line(item: Indicator, text: str) -> str:
    code = item.code + (f".{item.applicant}" if item.applicant else "")
    value = f"{item.approximate or ''}{item.value}{item.unit}" if item.value is not None else item.state
    quote = text[item.start : item.end].replace("\n", "⏎").replace("\t", "⇥")
    end = f" | {item.why}" if item.why else ""
    return f"{item.source} | {code} | {value} | {quote if len(quote) < 80 else f'{quote[:38]}…{quote[-38:]}'}{end}"


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_understood_as_before(name: str, reports: dict[str, Report], update_golden: bool) -> None:
    golden_files.check(f"{name}.golden", "\n".join(described(reports[name])) + "\n", update_golden)


def test_golden_files_are_compared_and_not_written(update_golden: bool) -> None:
    assert not update_golden, (
        f"the golden files were written anew; look at them and run again without {golden_files.FLAG}"
    )


def test_every_golden_file_belongs_to_a_report() -> None:
    assert {path.name for path in golden_files.FOLDER.iterdir()} == {f"{name}.golden" for name in NAMES}


def test_a_missing_golden_file_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden_files, "FOLDER", tmp_path)
    with pytest.raises(AssertionError, match="no golden file"):
        golden_files.check("none.txt", "made", update=False)
    assert list(tmp_path.iterdir()) == []


def test_a_golden_file_that_differs_is_a_failure_that_shows_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(golden_files, "FOLDER", tmp_path)
    golden_files.check("one.txt", "a\nb\n", update=True)
    golden_files.check("one.txt", "a\nb\n", update=False)
    with pytest.raises(AssertionError, match=r"-b\n\+c"):
        golden_files.check("one.txt", "a\nc\n", update=False)


# -- what holds for every report ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_place_in_a_report_is_a_place_in_its_text(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    size = len(report.text)
    kept = (report.indicators, report.sections, report.passages, report.quantities, report.tables)
    spans = [(part.start, part.end) for parts in kept for part in parts]
    assert all(0 <= start <= end <= size for start, end in spans)
    for quantity in report.quantities:
        assert quantity.start <= quantity.at < quantity.at_end <= quantity.end


@pytest.mark.parametrize("name", NAMES)
def test_a_reported_figure_stands_in_its_quote_and_a_blank_has_no_value(name: str, reports: dict[str, Report]) -> None:
    report = reports[name]
    for item in report.indicators:
        assert (item.value is not None) == (item.state == "reported")
        if item.state == "reported" and item.raw[:1].isdigit() and item.at is not None:
            assert item.start <= item.at < (item.at_end or 0) <= item.end


def test_a_report_keeps_its_source_its_digest_and_its_tables(reports: dict[str, Report]) -> None:
    for path in REPORTS:
        report = reports[path.name]
        assert (report.source, report.sha256) == (path.name, hashlib.sha256(path.read_bytes()).hexdigest())
        assert report.id == report.identity.report_id
        assert {passage.report_id for passage in report.passages} == {report.id}


def test_understanding_twice_gives_the_same_report(reports: dict[str, Report]) -> None:
    again = report_in(REPORTS[0])
    for field in fields(Report):
        assert getattr(again, field.name) == getattr(reports[REPORTS[0].name], field.name), field.name


def test_the_indicators_are_those_of_the_tables_and_then_those_of_the_text() -> None:
    figures = dict.fromkeys(forms.STATISTICS_KEYS, "3")
    document = forms.mixed(["2017年，全市共收到政府信息公开申请7件。", forms.statistics(figures)])
    sections = outline(document)
    assert indicators(document, sections, 2017) == (
        *statutory_indicators(document),
        *stated_indicators(document, sections, 2017),
    )
    assert [item.value for item in indicators(document, sections, 2017) if item.source == "text"] == [7]


# -- warnings, and what is no report ------------------------------------------------------------------------------

TITLE = "庆阳市人民政府2017年政府信息公开工作年度报告"
OPENING = "本报告由概述、主动公开、依申请公开、行政复议和行政诉讼情况、存在的主要问题和改进措施等部分组成。"


def test_cells_that_could_not_be_read_are_counted_in_a_warning() -> None:
    figures = dict.fromkeys(forms.STATISTICS_KEYS, "3") | {
        ("meetings", None): "约30",
        ("trainings", None): "3/4",
        ("trainees", None): "",
    }
    report = understand(forms.mixed([TITLE, OPENING, forms.statistics(figures)]), "a.txt", "")
    assert [warning.split()[0] for warning in report.warnings] == ["2"]
    whole = dict.fromkeys(forms.STATISTICS_KEYS, "3")
    assert understand(forms.mixed([TITLE, OPENING, forms.statistics(whole)]), "a.txt", "").warnings == ()


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(NotAReport):
        understand(forms.text("春天来了，公园里的花都开了。"), "a.txt", "")
