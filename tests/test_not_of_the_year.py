"""Figures of the running text that are of some months, of several years, of some cases or of a change are no year's."""

from __future__ import annotations

import pytest
from answering import draft_of, understood

REPORT = """石门县人民政府2018年政府信息公开工作年度报告
一、概述
根据《中华人民共和国政府信息公开条例》编制本报告，包括主动公开、依申请公开、收费减免、行政复议和行政诉讼情况。
二、有关情况
{sentence}
三、存在的主要问题及改进措施
业务培训不够经常，需加强。
"""


@pytest.mark.parametrize(
    ("sentence", "question", "figures"),
    [
        ("2018年1-6月收到政府信息公开申请12件。", "收到多少件申请", []),
        ("2018年1-6月收到政府信息公开申请12件。", "1-6月收到多少件申请", ["12"]),
        ("2018年1月至12月收到政府信息公开申请12件。", "收到多少件申请", ["12"]),
        ("上半年培训120人次，全年培训300人次。", "培训多少人次", ["300"]),
        ("累计主动公开政府信息102400条，今年新增8640条。", "主动公开多少条信息", ["8640"]),
        ("累计主动公开政府信息102400条，今年新增8640条。", "累计主动公开多少条信息", ["102400"]),
        ("全年公开政府信息8640条，累计公开102400条。", "主动公开多少条信息", ["8640"]),
        ("除收到1件申请外，未收到其他政府信息公开申请。", "收到多少件申请", ["1"]),
        ("收到政府信息公开申请比上年减少14件。", "收到多少件申请", []),
        ("收到政府信息公开申请比上年减少14件。", "申请比上年减少多少件", ["14"]),
        ("主动公开政府信息较上年增加300条。", "主动公开多少条信息", []),
        ("主动公开政府信息较上年增加300条。", "主动公开信息比上年增加多少条", ["300"]),
        ("专职人员较上年增加2人。", "专职人员多少人", []),
        ("新增查阅点3个，总数增加到12个。", "新增查阅点多少个", ["3"]),
        ("未收到政府信息公开申请。", "收到多少件申请", ["0"]),
    ],
)
def test_only_what_is_of_the_whole_year_answers_for_it(sentence: str, question: str, figures: list[str]) -> None:
    report = understood(REPORT.format(sentence=sentence))
    assert [value.value for value in draft_of(f"石门县2018年{question}", reports=(report,)).values] == figures


def test_what_may_be_of_all_years_is_given_in_the_reports_words() -> None:
    report = understood(REPORT.format(sentence="截至2018年底，累计主动公开政府信息102400条。"))
    draft = draft_of("石门县2018年主动公开多少条信息", reports=(report,))
    assert "“截至2018年底，累计主动公开政府信息102400条”" in "".join(str(one.text) for one in draft.statements)


@pytest.mark.parametrize(
    ("sentence", "question", "figures"),
    [
        ("2017年结转至2018年2件，2018年新收29件。", "申请结转下年度多少件", []),
        ("2018年新收29件，结转至2019年1件。", "申请上年结转多少件", []),
    ],
)
def test_what_goes_over_a_years_end_is_told_by_the_year(sentence: str, question: str, figures: list[str]) -> None:
    report = understood(REPORT.format(sentence=sentence))
    assert [value.value for value in draft_of(f"石门县2018年{question}", reports=(report,)).values] == figures
