"""Bodies that a question names without the word for their kind, or by a short name, are themselves and never their
place's government."""

from __future__ import annotations

import pytest
from answering import plan_of, understood

from index.model import Report


def of(issuer: str, year: int, applications: int) -> Report:
    return understood(
        f"{issuer}{year}年政府信息公开工作年度报告\n\n本报告由{issuer}编制，统计期限为{year}年1月1日至12月31日。\n\n"
        f"一、主动公开情况\n{year}年主动公开政府信息{applications}0条。\n"
        f"二、依申请公开情况\n全年收到政府信息公开申请{applications}件。\n",
        f"{issuer}{year}.txt",
    )


STORE = (
    of("南通市人民政府", 2021, 2138),
    of("南通市公安局", 2021, 38),
    of("南通市公安局崇川分局", 2021, 11),
    of("崇川区人民政府", 2021, 411),
    of("兰州市人民政府", 2021, 1207),
    of("兰州交通大学", 2021, 7),
    of("高邮市市场监督管理局", 2021, 25),
    of("高邮市人民政府", 2021, 125),
)


@pytest.mark.parametrize(
    ("question", "issuer"),
    [
        ("南通公安2021年收到多少申请", "南通市公安局"),
        ("南通市公安2021年主动公开多少条信息", "南通市公安局"),
        ("How many applications did Nantong Public Security receive in 2021?", "南通市公安局"),
        ("崇川分局收到几件申请", "南通市公安局崇川分局"),
        ("崇川公安分局2021年收到多少申请", "南通市公安局崇川分局"),
        ("南通崇川分局公开多少条信息", "南通市公安局崇川分局"),
        ("兰州交大收到多少申请", "兰州交通大学"),
        ("兰交大主动公开信息多少条", "兰州交通大学"),
        ("高邮市场监管2021收到多少申请", "高邮市市场监督管理局"),
        ("高邮市监局收到多少申请", "高邮市市场监督管理局"),
        ("崇川区收到多少申请", "崇川区人民政府"),
        ("南通2021年公安信息公开多少条", "南通市人民政府"),
        ("兰州市大学生就业信息多少条", "兰州市人民政府"),
    ],
)
def test_whose_report_is_meant(question: str, issuer: str):
    plan = plan_of(question, reports=STORE)
    assert [one.identity.issuer.name for one in STORE if one.id in plan.reports] == [issuer]
    assert not plan.missing


@pytest.mark.parametrize(
    "question",
    [
        "南通教育2021年收到多少申请",
        "南通交警收到多少申请",
        "兰州财政2021年主动公开多少条",
        "兰州大学收到多少申请",
        "兰州理工大学公开多少条信息",
        "南通海门分局收到多少申请",
        "How many applications did Lanzhou Finance receive in 2021?",
        "How many applications did Lanzhou University receive?",
    ],
)
def test_a_body_that_is_not_there_is_missing(question: str):
    plan = plan_of(question, reports=STORE)
    assert plan.reports == ()
    assert plan.missing
