"""An address is where something is, not whose office it is set in; why something fell is told by a reason alone."""

from __future__ import annotations

from assistant.extracts import by_sentence, giving_reasons
from tests.answering import evidence_of, reading_of, understood

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
