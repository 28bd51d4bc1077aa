"""What must add up: each rule holds, fails, or says nothing where a figure it needs is blank."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import forms
import pytest
from forms import Key, Sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from index.checks import Finding, check, check_report, value_of
from index.files import SourceFile, read
from index.model import Report
from index.ontology import APPLICANTS, SumRule, ontology
from index.understand import understand
from ui.words import RULES

ROOT = Path(__file__).resolve().parent.parent
ALL_KEYS = (
    *forms.STATISTICS_KEYS,
    *forms.application_keys("form-2021"),
    *forms.disclosure_keys("form-2021"),
    *((code, None) for code in forms.DISPUTE_CODES),
)
ZEROS: dict[Key, str] = dict.fromkeys(ALL_KEYS, "0")
OPENING = "本报告由概述、主动公开、依申请公开、行政复议和行政诉讼情况、存在的主要问题和改进措施等部分组成。"
TITLE = "庆阳市人民政府{}年政府信息公开工作年度报告"


def report(year: int, *parts: str | Sheet) -> Report:
    document = forms.mixed([TITLE.format(year), OPENING, "一、概述", *parts])
    return understand(document, "report.txt", "")


def statistics(**figures: str) -> Report:
    """A report of 2017 with a statistics table of zeros but for `figures`."""
    changed = {(code, None): figure for code, figure in figures.items()}
    return report(2017, forms.statistics(ZEROS | changed))


def applications(year: int = 2022, form: str = "form-2021", /, **rows: str) -> Report:
    """A report with an applications table of zeros but for `rows`, each written as seven figures."""
    return report(year, forms.applications(_with_rows(rows), form))


def _with_rows(rows: dict[str, str]) -> dict[Key, str]:
    figures = ZEROS | {("other_handling", applicant): "0" for applicant in APPLICANTS}
    for code, row in rows.items():
        cells = ["" if cell == "_" else cell for cell in row.split()]
        figures |= {(code, applicant): cell for applicant, cell in zip(APPLICANTS, cells, strict=True)}
    return figures


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


def only(findings: tuple[Finding, ...]) -> Finding:
    (finding,) = findings
    return finding


# -- sums of the statistics table and of the disputes -------------------------------------------------------------

SUMS = [rule for rule in ontology().sums if rule.form == "statistics-2014"]


def with_total(rule: SumRule, total: str, **figures: str) -> Report:
    """A statistics table in which the first part of `rule` is 3 and its total `total`, right in every other sum."""
    above = {over.total: total for over in SUMS if rule.total in over.parts}
    return statistics(**{rule.parts[0]: "3", rule.total: total} | above | figures)


@pytest.mark.parametrize("rule", SUMS, ids=lambda rule: rule.total)
def test_the_parts_of_the_statistics_table_make_their_total(rule: SumRule) -> None:
    assert check_report(with_total(rule, "3")) == ()
    finding = only(check_report(with_total(rule, "4")))
    assert (finding.rule, finding.severity) == ("sum", "error")
    assert finding.message == f"{ontology().terms[rule.total].zh}为4，其各分项之和为3"
    assert [figure.value for figure in finding.figures] == ["4", "3", *["0"] * (len(rule.parts) - 1)]


@pytest.mark.parametrize("rule", SUMS, ids=lambda rule: rule.total)
def test_a_sum_that_misses_a_figure_is_not_decided(rule: SumRule) -> None:
    assert check_report(with_total(rule, "4", **{rule.parts[-1]: ""})) == ()
    assert rule.total not in str(check_report(with_total(rule, "4", **{rule.total: ""})))


def disputes(**figures: str) -> Report:
    return report(2022, forms.disputes(ZEROS | {(code, None): figure for code, figure in figures.items()}))


def test_each_group_of_disputes_makes_its_own_total() -> None:
    assert check_report(disputes(litigation_after_upheld="2", litigation_after_total="2")) == ()
    finding = only(check_report(disputes(litigation_after_upheld="2", litigation_after_total="3")))
    assert (finding.rule, finding.message) == ("sum", "复议后起诉：总计为3，其各分项之和为2")
    assert check_report(disputes(litigation_after_upheld="2", litigation_after_total="")) == ()


# -- the applications table ---------------------------------------------------------------------------------------


@given(st.randoms(use_true_random=True), st.sampled_from(["form-2019", "form-2021"]))
@settings(max_examples=10, deadline=None, derandomize=True)
def test_a_table_that_balances_has_no_findings(random: Random, form: str) -> None:
    assert check_report(report(2021, forms.applications(forms.balanced(random, form), form))) == ()


@given(st.randoms(use_true_random=True))
@settings(max_examples=10, deadline=None, derandomize=True)
def test_zeros_left_blank_are_no_findings(random: Random) -> None:
    figures = forms.with_blanks(random, forms.balanced(random, "form-2019"), 1, zeros=True)
    assert check_report(report(2020, forms.applications(figures, "form-2019"))) == ()


def test_six_applicants_make_the_total_of_their_row() -> None:
    found = check_report(applications(applications_received="1 2 0 0 0 0 4", carried_over_out="1 2 0 0 0 0 4"))
    assert rules(found) == ["applicants", "applicants"]
    assert found[0].message == "“收到申请数”一行总计为4，六类申请人之和为3"
    assert [figure.label for figure in found[0].figures][:2] == ["收到申请数（总计）", "收到申请数（自然人）"]
    blank = applications(applications_received="1 2 _ 0 0 0 4", carried_over_out="1 2 _ 0 0 0 4")
    assert check_report(blank) == ()


def test_what_came_in_equals_what_was_handled_and_what_is_carried_over() -> None:
    rows = {"applications_received": "5 0 0 0 0 0 5", "granted": "3 0 0 0 0 0 3", "handled_total": "3 0 0 0 0 0 3"}
    assert check_report(applications(**rows, carried_over_out="2 0 0 0 0 0 2")) == ()
    found = check_report(applications(**rows, carried_over_out="1 0 0 0 0 0 1"))
    assert [finding.message for finding in found] == [
        "“自然人”一列：收到申请数+上年结转政府信息公开申请数量为5，本年度办理结果总计+结转下年度继续办理为4",
        "“总计”一列：收到申请数+上年结转政府信息公开申请数量为5，本年度办理结果总计+结转下年度继续办理为4",
    ]
    assert check_report(applications(**rows, carried_over_out="_ _ _ _ _ _ _")) == ()


def test_the_outcomes_make_what_was_handled() -> None:
    rows = {"applications_received": "5 0 0 0 0 0 5", "handled_total": "5 0 0 0 0 0 5"}
    assert check_report(applications(**rows, granted="4 0 0 0 0 0 4", refused_law="1 0 0 0 0 0 1")) == ()
    found = check_report(applications(**rows, granted="4 0 0 0 0 0 4"))
    assert rules(found) == ["balance", "balance"]
    assert "予以公开" in found[0].message
    assert check_report(applications(**rows, granted="4 0 0 0 0 0 4", refused_law="_ _ _ _ _ _ _")) == ()


def test_other_outcomes_are_one_row_in_2019_and_three_from_2021_on() -> None:
    rows = {"applications_received": "5 0 0 0 0 0 5", "handled_total": "5 0 0 0 0 0 5"}
    assert check_report(applications(2020, "form-2019", **rows, other_handling="5 0 0 0 0 0 5")) == ()
    assert check_report(applications(2022, "form-2021", **rows, other_unpaid="5 0 0 0 0 0 5")) == ()


def test_an_outcome_whose_label_is_not_known_leaves_the_sum_open() -> None:
    figures = _with_rows(
        {
            "applications_received": "5 0 0 0 0 0 5",
            "granted": "4 0 0 0 0 0 4",
            "refused_law": "1 0 0 0 0 0 1",
            "handled_total": "5 0 0 0 0 0 5",
        }
    )
    sheet = forms.every_cell(
        forms.applications(figures, "form-2021"), lambda text: text.replace("法律行政法规禁止公开", "法规不许公开")
    )
    assert check_report(report(2022, sheet)) == ()


# -- text against table -------------------------------------------------------------------------------------------


TEN = {"applications_received": "10", "applications_letter": "10"}


def with_text(sentence: str, **figures: str) -> Report:
    changed: dict[Key, str] = {(code, None): figure for code, figure in figures.items()}
    return report(2017, sentence, "二、附表", forms.statistics(ZEROS | changed))


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("2017年，全市主动公开政府信息5231条。", {"proactive_total": "5231"}),
        ("2017年，全市主动公开政府信息1.2万条。", {"proactive_total": "12000"}),
        ("2017年，全市主动公开政府信息5200余条。", {"proactive_total": "5231"}),
        ("2017年，市本级主动公开政府信息200条。", {"proactive_total": "5231"}),
        ("2017年，全市共收到政府信息公开申请19件。市政府本级收到政府信息公开申请10件。", TEN),
        ("2016年，全市主动公开政府信息200条。", {"proactive_total": "5231"}),
        ("2017年，全市主动公开政府信息200条。", {"proactive_total": ""}),
        ("2017年政策解读稿件发布23篇。其中一季度政策解读稿件发布5篇。", {"interpretations": "23"}),
        ("2017年全市未收到政府信息公开申请。", {}),
        ("2017年，政府信息公开专项经费10万元。", {"funding": "10"}),
    ],
)
def test_text_and_table_agree_or_cannot_be_compared(sentence: str, figures: dict[str, str]) -> None:
    assert check_report(with_text(sentence, **figures)) == ()


def test_text_and_table_disagree() -> None:
    found = check_report(with_text("2017年，全市政策解读稿件发布23篇。", interpretations="21"))
    finding = only(found)
    assert (finding.rule, finding.severity) == ("text_table", "warning")
    assert finding.message == "政策解读稿件发布数在正文中为23篇，在表格中为21篇"
    assert [(figure.value, "发布" in figure.quote) for figure in finding.figures] == [("23", True), ("21", True)]


def test_text_is_compared_with_the_total_of_all_applicants() -> None:
    text = "2022年，全市共收到政府信息公开申请6件。"
    sheet = forms.applications(
        _with_rows({"applications_received": "3 2 0 0 0 0 5", "carried_over_out": "3 2 0 0 0 0 5"}), "form-2021"
    )
    assert only(check_report(report(2022, text, sheet))).message == "收到申请数在正文中为6件，在表格中为5件"


@pytest.mark.parametrize(
    ("value", "unit", "base"), [("16.4", "万条", 164000), ("10", "万元", 100000), ("500", "元", 500), ("7", "件", 7)]
)
def test_figures_are_compared_in_their_base_unit(value: str, unit: str, base: int) -> None:
    item = statistics(meetings="7").indicators[0]
    assert value_of(replace(item, value=Decimal(value), unit=unit)) == base


# -- the parts that a sentence gives ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "全年公开信息100条，其中：会议类60条，政策类30条，其他10条。",
        "全年公开信息100条，其中会议类60条，政策类30条。",
        "全年公开信息约100条，其中：会议类60条，政策类30条，其他20条。",
        "全年培训100人次，其中会议3次，讲座4次。",
        "共收到公开申请40件，其中网上申请25件，当面申请15件，办结37件，结转下年3件。",
        "共收到公开申请40件，其中自然人申请30件；上年结转2件，结转下年度15件。",
        "共收到公开申请40件，其中网上申请25件，当面申请15件，自然人申请38件，企业申请2件。",
        "收到的公开申请中（40件）：涉及土地征收22件，城乡规划18件；同意公开30件，不予公开10件。",
        "共收到公开申请40件，其中：网上申请25件（涉及土地征收20件），信函申请15件。",
        "共收到公开申请40件，其中网上申请25件。",
        "共收到公开申请40件，其中网上申请25件，当面申请15件，已答复38件。",
        "全年公开信息100条，其中网上咨询60条，来电咨询40条，已办理95条。",
        "全年公开信息1200条，其中门户网站公开900条，微信公众号公开800条。",
        "全年公开信息100条，其中：会议类60条；政策类40条；部门公开信息90条。",
    ],
)
def test_parts_that_make_their_whole_or_need_not(sentence: str) -> None:
    assert check_report(report(2017, sentence)) == ()


@pytest.mark.parametrize(
    ("sentence", "added"),
    [
        ("全年公开信息100条，其中：会议类60条，政策类30条，其他20条。", "110"),
        ("全年公开信息100条，其中会议类60条，政策类50条。", "110"),
        ("全年公开信息100条，其中：会议类60条；政策类30条；其他20条。", "110"),
        ("共收到公开申请40件，其中网上申请25件，当面申请25件，办结40件。", "50"),
        ("全年答复40件，其中：同意公开答复30件，不予公开答复20件。", "50"),
        ("全年公开信息100条，其中：会议类60条，政策类30条，其他5条。", "95"),
        ("全年公开信息100条，其中会议类60条，答复县长信箱咨询30条，其他动态类5条。", "95"),
    ],
)
def test_parts_that_do_not_make_their_whole(sentence: str, added: str) -> None:
    finding = only(check_report(report(2017, sentence)))
    assert (finding.rule, finding.severity) == ("parts", "warning")
    assert re.search(rf"各项之和为{added}[条件]$", finding.message)


def test_a_list_of_parts_ends_with_its_paragraph() -> None:
    first, second = "全年公开信息100条，其中：会议类60条，", "政策类30条，其他20条。"
    assert check_report(report(2017, first, second)) == ()


# -- the year -----------------------------------------------------------------------------------------------------


def test_the_period_of_the_figures_is_the_reporting_year() -> None:
    right = "报告中所列数据的统计期限为2017年1月1日至12月31日。"
    wrong = right.replace("2017", "2016")
    assert check_report(report(2017, right)) == ()
    finding = only(check_report(report(2017, wrong)))
    assert (finding.rule, finding.severity) == ("year", "warning")
    assert finding.message == "统计期限写的是2016年，报告年度为2017年"


@pytest.mark.parametrize(
    "sentence",
    [
        "报告中所列数据的统计期限为上一年度。",
        "根据《中华人民共和国政府信息公开条例》（2007年公布）编制，数据统计期限为本年度1月1日至12月31日。",
        "数据统计期限为2017年1月1日起，至2017年12月31日止，2018年3月公布。",
    ],
)
def test_other_years_in_the_sentence_are_not_the_period(sentence: str) -> None:
    assert check_report(report(2017, sentence)) == ()


# -- between years ------------------------------------------------------------------------------------------------


def carried(year: int, received: str, out: str, before: str = "0 0 0 0 0 0 0") -> Report:
    handled = str(int(received) + int(before.rsplit(maxsplit=1)[-1]) - int(out))
    row = "{0} 0 0 0 0 0 {0}".format
    return applications(
        year,
        applications_received=row(received),
        carried_over_in=before,
        granted=row(handled),
        handled_total=row(handled),
        carried_over_out=row(out),
    )


def test_what_one_year_carries_over_the_next_takes_up() -> None:
    first, next_right = carried(2021, "5", "2"), carried(2022, "4", "0", "2 0 0 0 0 0 2")
    assert check([first, next_right]) == ()
    finding = only(check([first, carried(2022, "4", "0", "1 0 0 0 0 0 1")]))
    assert (finding.rule, finding.severity) == ("carried_over", "warning")
    assert finding.message == "2021年结转下年度2件，2022年的上年结转为1件"
    assert finding.report == next_right.id
    assert [figure.label.startswith(first.id) for figure in finding.figures] == [True, False]


def test_years_apart_and_other_issuers_are_not_compared() -> None:
    first, later = carried(2021, "5", "2"), carried(2023, "4", "0")
    assert check([first, later]) == ()
    other = carried(2022, "4", "0")
    issuer = replace(other.identity.issuer, name="其他人民政府", region="其他市", region_path=("甘肃省", "其他市"))
    assert check([first, replace(other, identity=replace(other.identity, issuer=issuer))]) == ()


def documents(year: int, made: str, repealed: str, in_force: str) -> Report:
    figures: dict[Key, str] = {
        ("normative_made", None): made,
        ("normative_repealed", None): repealed,
        ("normative_in_force", None): in_force,
    }
    return report(year, forms.disclosure(ZEROS | figures, "form-2021"))


def test_documents_in_force_follow_from_the_year_before() -> None:
    first = documents(2021, "1", "0", "40")
    assert check([first, documents(2022, "5", "3", "42")]) == ()
    finding = only(check([first, documents(2022, "5", "3", "45")]))
    assert (finding.rule, finding.report) == ("in_force", "甘肃省庆阳市-2022")
    assert finding.message.endswith("为42件，本年现行有效为45件")
    assert check([first, documents(2022, "5", "", "45")]) == ()


# -- in both languages ---------------------------------------------------------------------------------------------


def broken() -> list[Report]:
    """Reports that break every rule, one after the other."""
    outcomes = {"applications_received": "5 0 0 0 0 0 5", "handled_total": "5 0 0 0 0 0 5", "granted": "4 0 0 0 0 0 4"}
    return [
        report(2017, "数据统计期限为2016年1月1日至2016年12月31日。"),
        with_text(
            "2017年，全市政策解读稿件发布23篇，公开信息100条，其中会议类60条，政策类50条。", interpretations="21"
        ),
        replace(with_total(SUMS[0], "4"), id="another issuer"),
        applications(2019, **outcomes, carried_over_out="1 0 0 0 0 0 1"),
        applications(2020, applications_received="1 0 0 0 0 0 2"),
        carried(2021, "5", "2"),
        carried(2022, "4", "0", "1 0 0 0 0 0 1"),
        documents(2023, "1", "0", "40"),
        documents(2024, "5", "3", "45"),
    ]


def test_every_rule_says_the_same_figures_in_both_languages() -> None:
    found = check(broken())
    assert set(rules(found)) == set(RULES)
    for finding in found:
        assert Counter(re.findall(r"[\d.]+", finding.message)) == Counter(re.findall(r"[\d.]+", finding.message_en))
        named = re.sub("“公开信息”|(?<=[0-9])[篇条]", "", finding.message_en)
        assert not re.search("[\u4e00-\u9fff]", named), "names and units of the report alone are in Chinese"
        assert all(figure.label_en for figure in finding.figures)


def test_a_balance_names_its_rows_in_english() -> None:
    rows = {"applications_received": "5 0 0 0 0 0 5", "granted": "3 0 0 0 0 0 3", "handled_total": "3 0 0 0 0 0 3"}
    first = check_report(applications(**rows, carried_over_out="1 0 0 0 0 0 1"))[0]
    terms = ontology().terms
    coming, going = (
        " + ".join(f"“{terms[code].en}”" for code in codes)
        for codes in (("applications_received", "carried_over_in"), ("handled_total", "carried_over_out"))
    )
    assert first.message_en == f"Column “natural persons”: {coming} come to 5, and {going} come to 4"
    assert first.figures[0].label_en == f"{terms['applications_received'].en} (natural persons)"


# -- real reports -------------------------------------------------------------------------------------------------


def test_the_sample_reports_have_their_two_contradictions_and_no_others() -> None:
    paths = sorted((ROOT / "reports").glob("*.txt"))
    assert len(paths) == 5
    reports = [understand(read(SourceFile(path.name, path.name, path.read_bytes())), path.name, "") for path in paths]
    found = [(finding.report, finding.rule, finding.message) for finding in check(reports)]
    assert sorted(found) == [
        (
            "云南省文山壮族苗族自治州砚山县阿猛镇-2017",
            "text_table",
            "政府网站公开政府信息数在正文中为248条，在表格中为244条",
        ),
        ("湖南省衡阳市衡山县-2017", "text_table", "政策解读稿件发布数在正文中为23篇，在表格中为21篇"),
    ]


def test_every_figure_of_a_finding_is_quoted_where_it_stands() -> None:
    damaged = with_text("2017年，全市政策解读稿件发布23篇。", interpretations="21", applications_received="4")
    findings = check_report(damaged)
    assert rules(findings) == ["sum", "text_table"]
    for finding in findings:
        for figure in finding.figures:
            assert damaged.text[figure.start : figure.end] == figure.quote
            assert figure.value in figure.quote
