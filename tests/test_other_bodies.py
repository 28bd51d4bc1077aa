"""Figures that a report gives of bodies and areas it is not of: superiors', neighbours', departments'."""

from __future__ import annotations

import pytest
from answering import draft_of, understood

from index.model import Issuer
from index.other_bodies import other_body
from index.stated_whose import is_another_body

REPORT = """{issuer}2018年政府信息公开工作年度报告
一、概述
根据《中华人民共和国政府信息公开条例》编制本报告，包括主动公开、依申请公开、收费减免、行政复议和行政诉讼情况。
二、主动公开情况
主动公开政府信息417条。
三、依申请公开情况
{sentence}
四、存在的主要问题及改进措施
业务培训不够经常，需加强。
"""


def received(issuer: str, sentence: str) -> list[str | None]:
    """The figures of the answer to how many applications `issuer` received."""
    report = understood(REPORT.format(issuer=issuer, sentence=sentence))
    return [value.value for value in draft_of(f"{issuer}2018年收到多少件申请", reports=(report,)).values]


@pytest.mark.parametrize(
    ("issuer", "sentence"),
    [
        ("石门县教育局", "2018年，省教育厅共受理政府信息公开申请300件。"),
        ("石门县教育局", "市局收到政府信息公开申请30件。"),
        ("石门县教育局", "国家教育部收到政府信息公开申请30件。"),
        ("石门县教育局", "县公安局收到政府信息公开申请30件。"),
        ("石门县教育局", "县政府共收到政府信息公开申请30件。"),
        ("石门县教育局", "全市共收到政府信息公开申请300件。"),
        ("石门县人民政府", "市政府收到政府信息公开申请300件。"),
        ("石门县人民政府", "全省共收到政府信息公开申请1.2万件。"),
        ("石门县人民政府", "县公安局收到政府信息公开申请30件。"),
        ("石门县人民政府办公室", "县教育局收到政府信息公开申请30件。"),
        ("常德市教育局", "县教育局收到政府信息公开申请30件。"),
        ("合肥经济技术开发区管理委员会", "全市共收到政府信息公开申请300件。"),
        ("天平路街道办事处", "全区共收到政府信息公开申请300件。"),
        ("上海市黄浦区人民政府", "全市共收到政府信息公开申请300件。"),
        ("石门县教育局", "兄弟单位县财政局受理政府信息公开申请31件。"),
        ("石门县教育局", "2018年，下属单位共收到政府信息公开申请9件。"),
    ],
)
def test_another_bodys_figure_answers_nothing(issuer: str, sentence: str) -> None:
    assert received(issuer, sentence) == []


@pytest.mark.parametrize(
    ("issuer", "sentence"),
    [
        ("石门县教育局", "县教育局收到政府信息公开申请30件。"),
        ("石门县教育局", "县局收到政府信息公开申请30件。"),
        ("石门县教育局", "局机关和下属单位收到政府信息公开申请30件。"),
        ("石门县教育局", "下属单位和局机关收到政府信息公开申请30件。"),
        ("石门县教育局", "省教育厅向我局转办后，我局收到政府信息公开申请30件。"),
        ("石门县教育局", "县公安局收到政府信息公开申请12件，我局收到政府信息公开申请30件。"),
        ("石门县教育局", "2018年，市政府共收到政府信息公开申请300件，我局收到政府信息公开申请30件。"),
        ("石门县教育局", "全县教育系统收到政府信息公开申请30件。"),
        ("石门县市场监督管理局", "市场监管局收到政府信息公开申请30件。"),
        ("石门县人民政府", "县政府收到政府信息公开申请30件。"),
        ("石门县人民政府", "县政府办公室收到政府信息公开申请30件。"),
        ("石门县人民政府", "全市共收到政府信息公开申请300件，全县共收到政府信息公开申请30件。"),
        ("石门县人民政府", "县公安局收到政府信息公开申请12件。全县收到政府信息公开申请30件。"),
        ("石门县人民政府办公室", "县政府收到政府信息公开申请30件。"),
        ("河北省科学技术厅", "省科技厅收到政府信息公开申请30件。"),
        ("上海市教育委员会", "市教委收到政府信息公开申请30件。"),
        ("广西壮族自治区人民政府", "全区共收到政府信息公开申请30件。"),
        ("大兴安岭地区行政公署", "全区共收到政府信息公开申请30件。"),
        ("合肥经济技术开发区管理委员会", "全区共收到政府信息公开申请30件。"),
        ("天平路街道办事处", "全区首个公开专区建成，街道收到政府信息公开申请30件。"),
        ("昆山市人民政府", "全市共收到政府信息公开申请30件。"),
    ],
)
def test_the_issuers_own_figure_is_given(issuer: str, sentence: str) -> None:
    assert received(issuer, sentence) == ["30"]


@pytest.mark.parametrize(
    ("issuer", "sentence", "disclosed"),
    [
        ("石门县人民政府", "18个乡镇共公开政府信息1.2万条，县直部门公开3000条。", []),
        ("石门县人民政府", "全县18个乡镇公开政府信息1.2万条。", []),
        ("石门县人民政府", "各乡镇、各部门公开政府信息1.2万条。", ["1.2"]),
        ("石门县人民政府", "全县公开政府信息1.2万条，其中乡镇公开800条。", ["1.2"]),
        ("石门县白云镇人民政府", "村（社区）公开政府信息1200条。", []),
        ("石门县白云镇人民政府", "全县18个乡镇公开政府信息1.2万条。", []),
        ("石门县白云镇人民政府", "我镇公开政府信息120条，各村公开政府信息800条。", ["120"]),
    ],
)
def test_what_those_below_disclosed_together_is_not_the_issuers(
    issuer: str, sentence: str, disclosed: list[str]
) -> None:
    text = REPORT.format(issuer=issuer, sentence=sentence).replace("主动公开政府信息417条", "通过门户网站公开")
    draft = draft_of(f"{issuer}2018年主动公开多少条信息", reports=(understood(text),))
    assert [value.value for value in draft.values] == disclosed


def test_national_bodies_speak_for_all() -> None:
    nation = Issuer("海关总署", "", (), "department")
    assert other_body("全国海关共收到申请30件", 0, nation) is None


@pytest.mark.parametrize(
    ("scope", "another"),
    [
        (None, False), ("全市", False), ("我局", False), ("市本级", False), ("市政府办公室", False), ("府办", False),
        ("全市公安机关", False), ("市自然资源局", True), ("青禾分局", True), ("北原机场集团公司", True),
    ],
)  # fmt: skip
def test_which_scopes_say_nothing_of_the_issuer(scope: str | None, another: bool) -> None:
    assert is_another_body(scope) == another
