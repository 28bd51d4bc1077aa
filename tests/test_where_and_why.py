"""An address is where something is, not whose office it is set in; why something fell is told by a reason alone."""

from __future__ import annotations

from assistant.extracts import by_sentence, giving_reasons
from tests.answering import draft_of, evidence_of, reading_of, understood

REPORT = understood(
    "青川县人民政府2016年政府信息公开工作年度报告\n\n一、概述\n领导小组办公室设在县政府办公室，李明同志兼任主任。\n"
    "二、主动公开情况\n全年通过网站公开信息820条，网站公开信息按月统计。受网站改版影响，网站公开信息数量有所减少。\n"
    "三、依申请公开情况\n全年收到申请9件。\n四、存在的主要问题\n公开不够及时。",
    "青川2016.txt",
)
HOUSED = understood(
    "青川县人民政府2017年政府信息公开工作年度报告\n\n一、概述\n县政务公开专区设在政务服务大厅一楼，位于城关镇新华路18号。\n"
    "二、依申请公开情况\n全年收到申请9件。\n三、存在的主要问题\n公开不够及时。",
    "青川2017.txt",
)


def test_the_office_that_another_is_set_in_is_no_address() -> None:
    assert evidence_of("青川县2016年办公地址在哪", reports=(REPORT, HOUSED)).extracts == ()
    assert len(evidence_of("青川县2017年政务公开专区地址", reports=(REPORT, HOUSED)).extracts) == 1


def test_a_sentence_without_a_reason_does_not_tell_why_something_fell() -> None:
    reading = reading_of("青川县2016年网站公开信息为什么减少了", reports=(REPORT,))
    found = by_sentence(reading.terms, REPORT, [(0, len(REPORT.text))])
    assert len(found) > 1
    (reason,) = giving_reasons(reading, REPORT, found)
    assert REPORT.text[reason.start : reason.end].startswith("受网站改版影响")


def test_other_questions_keep_their_sentences() -> None:
    reading = reading_of("青川县2016年网站公开情况怎么样", reports=(REPORT,))
    found = by_sentence(reading.terms, REPORT, [(0, len(REPORT.text))])
    assert giving_reasons(reading, REPORT, found) == found


def test_problems_and_what_will_be_done_are_both_told() -> None:
    report = understood(
        "青川县人民政府2018年政府信息公开工作年度报告\n\n一、依申请公开情况\n全年收到申请9件。\n"
        "二、存在的主要问题及改进措施\n一是公开不够及时；二是人员流动大。下一步将加强培训，充实力量。",
        "青川2018.txt",
    )
    found = evidence_of("青川县2018年存在的问题和改进措施是什么", reports=(report,)).extracts
    told = [report.text[one.start : one.end] for one in found]
    assert [any(word in one for one in told) for word in ("公开不够及时", "人员流动大", "加强培训")] == [True] * 3


def test_a_growth_asked_behind_a_count_is_not_in_what_it_counts() -> None:
    reports = tuple(
        understood(
            f"青川县人民政府{year}年政府信息公开工作年度报告\n\n一、主动公开情况\n{year}年主动公开政府信息{count}条{grown}。\n"
            "二、依申请公开情况\n全年收到申请9件。\n三、存在的主要问题\n公开不够及时。",
            f"青川{year}.txt",
        )
        for year, count, grown in ((2018, 800, ""), (2019, 1000, "，同比增长25%"))
    )
    values = draft_of("青川县2019年主动公开多少条", "同比增长多少", reports=reports).values
    assert [(one.value, one.unit) for one in values] == [("25", "%")]
    assert draft_of("青川县2019年主动公开信息数和2018年一样吗", reports=reports).values[0].value == "200"
