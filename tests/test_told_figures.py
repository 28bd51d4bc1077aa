"""A figure in a model's English sentence is said of what the report says it of, and of nothing beside it."""

from __future__ import annotations

import pytest

from assistant.model import Citation
from assistant.verify_told import Told, unsupported

OPENED = "州政府开通政务微博和政务微信,36个州直部门开通政务微博,4个州直部门开通政务微信。"
COUNTED = "2031年,主动公开政府信息8673条,依申请公开12条,收到申请15件,同比增长20%,其中不予公开2件。"
HELD = "全年召开新闻发布会5场,举办培训班3期,培训246人次,投入经费9.25万元。"
DISPUTES = "受理行政复议4件,行政诉讼1件,均已办结。"

SAID = (
    (OPENED, "36 departments opened Weibo and 4 opened WeChat."),
    (OPENED, "36 prefecture departments opened government Weibo accounts."),
    (COUNTED, "8673 items of government information were disclosed proactively."),
    (COUNTED, "15 applications were received, an increase of 20%."),
    (COUNTED, "In 2031, 15 applications were received."),
    (HELD, "5 press conferences and 3 training courses were held."),
    (HELD, "246 people were trained."),
    (DISPUTES, "4 cases of administrative reconsideration were accepted."),
)
LIES = (
    (OPENED, "36 departments opened WeChat and 4 opened Weibo."),
    (OPENED, "4 departments opened Weibo."),
    (COUNTED, "12 items were disclosed proactively."),
    (COUNTED, "8673 items were disclosed on application."),
    (COUNTED, "15 applications were received, and 20% were refused."),
    (COUNTED, "12 applications were received."),
    (COUNTED, "2 applications were received."),
    (COUNTED, "15 applications were not disclosed."),
    (COUNTED, "15% of applications were received."),
    (COUNTED, "Applications doubled."),
    (COUNTED, "Twenty applications were received."),
    (COUNTED, "27 items were disclosed on application or applied for."),
    (COUNTED, "In 2030, 15 applications were received."),
    (COUNTED, "In the first half of 2031 15 applications were received."),
    (COUNTED, "Between 2012 and 2031 8673 items were disclosed."),
    (HELD, "3 press conferences were held."),
    (HELD, "246 training courses were held."),
    (HELD, "Funds of 9.25 yuan were invested."),
    (HELD, "More than 246 people were trained."),
    (DISPUTES, "4 cases of administrative litigation were accepted."),
    (DISPUTES, "1 case of administrative reconsideration was accepted."),
    (DISPUTES, "5 cases of reconsideration were accepted."),
)


def verdict(quote: str, text: str) -> str | None:
    title = "青禾县人民政府2031年政府信息公开工作年度报告"
    piece = Citation(1, "r", title, "青禾县人民政府", "青禾县", 2031, ("一、概述",), quote, 0, len(quote))
    return unsupported(Told(text, (1,), "en"), {1: piece}, lambda _, quotes: [0.95 for _ in quotes])


@pytest.mark.parametrize(("quote", "text"), SAID)
def test_a_figure_is_shown_of_its_own_thing(quote: str, text: str) -> None:
    assert verdict(quote, text) is None


@pytest.mark.parametrize(("quote", "text"), LIES)
def test_a_figure_is_not_shown_of_another(quote: str, text: str) -> None:
    assert verdict(quote, text) is not None
