"""Another report behind the issuer's own in one file: last year's, or an annex of a body under it."""

from __future__ import annotations

from decimal import Decimal

import forms
import pytest
from forms import Sheet

from index.model import Report
from index.understand import understand

TITLE = "平果市人民政府2022年政府信息公开工作年度报告"
OWN = f"{TITLE}\n一、总体情况\n2022年，我市主动公开政府信息8412条。\n"
TEXT_BEHIND = "一、总体情况\n2021年，我市主动公开政府信息7305条。\n"
ENDING = "五、存在的主要问题及改进情况\n更新不够及时。\n六、其他需要报告的事项\n2022年未收取信息处理费。\n"


def table(granted: int) -> Sheet:
    figures = dict.fromkeys(forms.application_keys("form-2021"), "0")
    for code in ("applications_received", "granted", "handled_total"):
        figures |= {(code, applicant): str(granted) for applicant in ("natural_person", "total")}
    return forms.applications(figures, "form-2021")


def read(*parts: str | Sheet) -> Report:
    return understand(forms.mixed(parts), "report.html", "")


def granted(report: Report) -> list[Decimal | None]:
    return [one.value for one in report.indicators if (one.code, one.applicant) == ("granted", "total")]


@pytest.mark.parametrize(
    "opening",
    [
        "附件：平果市人民政府2021年政府信息公开工作年度报告\n",
        "附件1：平果市2021年政府信息公开工作年度报告\n",
        "平果市人民政府2021年政府信息公开工作年度报告\n",
        "附：《2021年平果市政府信息公开工作年度报告》\n",
        "附件1\n\n平果市2021年政府信息公开工作年度报告\n",
    ],
)
def test_the_report_of_another_year_behind_the_own_one_is_not_read(opening: str) -> None:
    report = read(OWN, table(7), ENDING, opening, TEXT_BEHIND, table(12))
    assert report.identity.year == 2022
    assert granted(report) == [Decimal(7)]
    assert [one.value for one in report.indicators if one.code == "proactive_total"] == [Decimal(8412)]
    assert not any("7305" in report.text[one.start : one.end] for one in (*report.passages, *report.quantities))
    assert "7305" in report.text
    assert any("another year's" in one for one in report.warnings)


def test_an_annex_of_a_department_is_not_the_governments() -> None:
    report = read(OWN, table(7), ENDING, "附表：平果市自然资源局2022年政府信息公开情况统计表\n", table(12))
    assert granted(report) == [Decimal(7)]


BUREAU = "平果市发展和改革委员会2022年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("opening", "own"),
    [
        ("附件2：\n平果市物价局（市发改委管理）2022年信息公开情况\n", False),
        ("附件2：平果市自然资源局2022年政府信息公开情况统计表\n", False),
        ("附件2：\n平果市发改委2022年信息公开情况\n", True),
        ("附件2：\n平果市发展和改革委员会办公室2022年信息公开情况\n", True),
    ],
)
def test_an_annex_of_another_department_is_not_the_departments(opening: str, own: bool) -> None:
    rest = "2022年，共收到政府信息公开申请9件，培训58人次。\n"
    report = read(f"{BUREAU}\n一、总体情况\n2022年，我委主动公开政府信息8412条。\n{ENDING}", opening, rest)
    received = [one.value for one in report.indicators if one.code == "applications_received"]
    assert received == ([Decimal(9)] if own else [])
    assert (Decimal(58) in {one.value for one in report.quantities}) is own


def test_what_is_counted_on_behind_an_annex_is_the_own_report_again() -> None:
    report = read(
        OWN, table(7), "附表：平果市自然资源局2022年政府信息公开情况表\n", table(12), ENDING.replace("五、", "二、")
    )
    assert granted(report) == [Decimal(7)]
    assert [one.value for one in report.indicators if one.code == "fees_charged"] == [Decimal(0)]
    assert "更新不够及时" in report.text[report.sections[-2].start : report.sections[-2].end]


@pytest.mark.parametrize(
    "opening",
    [
        "附件：平果市2022年政府信息公开情况统计表\n",
        "附件：2022年平果市人民政府办公室政府信息公开情况统计表\n",
        "附件：2021年政府信息公开情况统计表\n",  # alone in the report, its year may be a slip
        "上一篇：平果市人民政府2021年政府信息公开工作年度报告\n",
    ],
)
def test_the_own_annex_is_read(opening: str) -> None:
    report = read(OWN, ENDING, opening, table(7))
    assert granted(report) == [Decimal(7)]
    assert not any("another year's" in one for one in report.warnings)


def test_the_own_title_ends_the_other_report() -> None:
    other = "附件：平果市人民政府2021年政府信息公开工作年度报告\n"
    report = read(OWN, other, TEXT_BEHIND, table(12), f"{TITLE}\n", "一、收到申请情况\n", table(7))
    assert granted(report) == [Decimal(7)]


def test_links_to_other_years_before_the_text_are_no_reports() -> None:
    links = "".join(f"平果市人民政府{year}年政府信息公开工作年度报告\n" for year in (2021, 2020))
    report = read(TITLE + "\n", links, OWN, table(7), ENDING)
    assert granted(report) == [Decimal(7)]
    assert report.warnings == ()
