"""Figures that a report gives of another place are not its issuer's: neither an answer nor a contradiction."""

from __future__ import annotations

import pytest
from answering import draft_of, understood

NEIMENGGU = understood(
    "内蒙古自治区人民政府2020年政府信息公开工作年度报告\n\n本报告由内蒙古自治区人民政府办公厅编制，"
    "统计期限为2020年1月1日至2020年12月31日。\n\n"
    "一、主动公开情况\n全区主动公开政府信息86.4万条，其中，包头市公开35120条。共举办培训班1206期，培训3.2万人次。"
    "呼伦贝尔市举办培训班52期，培训2130人次。赤峰市、通辽市分别发布解读稿件31篇、28篇。自治区本级发布解读稿件19篇。\n"
    "二、依申请公开情况\n全区共受理政府信息公开申请6012件。呼伦贝尔市全年受理政府信息公开申请713件，同比增长12%。\n"
    "三、经验做法\n呼伦贝尔市海拉尔区建立政务公开体验区12个，全年接待群众4300人次；自治区建成查阅点88个。"
    "呼和浩特市、包头市等12个盟市建成专区。\n",
    "内蒙古2020.txt",
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("内蒙古2020年收到多少件申请", "6012"),
        ("内蒙古主动公开政府信息多少条", "86.4"),
        ("内蒙古2020年举办培训班几期", "1206"),
        ("内蒙古培训多少人次", "3.2"),
        ("内蒙古建成查阅点多少个", "88"),
        ("内蒙古自治区本级发布解读稿件多少篇", "19"),
        ("how many applications did Inner Mongolia receive in 2020?", "6012"),
        ("how many training sessions did Inner Mongolia hold in 2020?", "1206"),
    ],
)
def test_the_issuers_own_figure_is_given_alone(text: str, value: str):
    draft = draft_of(text, reports=(NEIMENGGU,))
    assert [one.value for one in draft.values] == [value]
    assert "conflict" not in {note.kind for note in draft.notes}


@pytest.mark.parametrize(
    "text", ["内蒙古有多少个政务公开体验区", "内蒙古接待群众多少人次", "内蒙古同比增长12%的是什么数"]
)
def test_another_places_figure_answers_nothing(text: str):
    draft = draft_of(text, reports=(NEIMENGGU,))
    assert not draft.values


def test_the_place_is_the_scope_until_another_speaks():
    scopes = {f"{one.value}{one.unit}": one.scope for one in NEIMENGGU.quantities}
    assert scopes["4300人次"] == "呼伦贝尔市"
    assert scopes["88个"] is None
    assert scopes["35120条"] == "包头市"
    assert scopes["31篇"] == "赤峰市"
    assert scopes["1206期"] is None


def test_a_place_that_the_issuer_lies_in_or_is_called_by_is_its_own():
    own = understood(
        "衡山县人民政府2017年政府信息公开工作年度报告\n\n本报告由衡山县人民政府办公室编制，统计期限为2017年1月1日至12月31日。\n\n"
        "一、主动公开情况\n2017年，衡山县公开信息310条。衡阳市衡山县召开发布会4次。\n二、依申请公开情况\n衡山收到申请6件。\n",
        "衡山2017.txt",
    )
    assert {one.scope for one in own.quantities} <= {None}
    assert [item.value for item in own.indicators if item.code == "applications_received"] == [6]
