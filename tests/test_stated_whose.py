"""Figures that a report's sentences state of other years or of other bodies than its issuer."""

from __future__ import annotations

import forms
import pytest
from answering import draft_of, text_of, understood

from assistant.verify import verify
from index.model import Level
from index.other_places import Told
from index.outline import outline
from index.stated import stated_indicators
from index.stated_whose import is_part

YEAR = 2012


def stated(text: str, level: Level = "county") -> list[tuple[str, str, str | None]]:
    document = forms.text(text)
    found = stated_indicators(document, outline(document), YEAR, Told(level))
    return [(one.code, f"{one.value}{one.unit}", one.scope) for one in found]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("全县2010年、2011年、2012年分别主动公开信息310条、420条和513条。", "513条"),
        ("2011年和2012年分别主动公开政府信息1,310条和2,420条。", "2420条"),
        ("2011年、2012年分别收到政府信息公开申请12件、34件。", "34件"),
    ],
)
def test_of_a_list_of_years_the_figure_is_the_one_of_this_year(sentence: str, figure: str) -> None:
    document = forms.text(sentence)
    (found,) = stated_indicators(document, outline(document), YEAR, Told("county"))
    assert f"{found.value}{found.unit}" == figure
    assert found.at is not None
    assert found.start <= found.at < found.end
    assert document.text[found.at :].startswith(found.raw)


@pytest.mark.parametrize(
    "sentence",
    [
        "2008年5月1日至2012年12月31日，全县累计主动公开政府信息25.8万条。",
        "2008年5月至2012年底，全县共收到政府信息公开申请六十一件。",
        "2011年初到2012年底，全县共收到政府信息公开申请61件。",
    ],
)
def test_a_figure_of_several_years_is_not_this_years(sentence: str) -> None:
    assert stated(sentence) == []


def test_from_the_first_day_to_the_last_is_this_year() -> None:
    sentence = "2012年1月1日至2012年12月31日，全县共收到政府信息公开申请61件。"
    assert [figure for _, figure, _ in stated(sentence)] == ["61件"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2009年、2010年、2011年分别主动公开政府信息310条、420条和513条。",
        "2010年、2011年、2012年分别主动公开政府信息310条和420条。",
    ],
)
def test_a_list_without_a_figure_for_this_year_states_none(sentence: str) -> None:
    assert stated(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "level", "scope"),
    [
        ("2012年，市政府办公室收到的48件政府信息公开申请已答复。", "prefecture", "市政府办公室"),
        ("2012年，市自然资源局共收到政府信息公开申请48件。", "prefecture", "市自然资源局"),
        ("2012年，全省各市州教育局共主动公开信息4120条。", "department", "全省各市州教育局"),
        ("2012年，全市公安机关共主动公开信息4120条。", "department", "全市公安机关"),
        ("2012年，我局共主动公开信息4120条。", "department", "我局"),
        ("2012年，市公安局共主动公开信息4120条。", "department", None),
        ("2012年，青禾分局共收到政府信息公开申请21件。", "department", "青禾分局"),
        ("直属单位市道路管理局主动公开信息3300条。", "department", "直属单位市道路管理局"),
        ("2012年，北原机场集团公司收到政府信息公开申请9件。", "nation", "北原机场集团公司"),
        ("2012年，北原投资公司收到政府信息公开申请9件。", "department", None),
        ("2012年，全市各级行政机关共主动公开信息4120条。", "prefecture", "全市"),
        ("2012年，全市共主动公开信息4120条。", "prefecture", "全市"),
        ("2012年，市政府（含市政府办公室）收到政府信息公开申请17件。", "prefecture", "市政府(含市政府办公室)"),
    ],
)
def test_a_figure_of_another_body_has_that_body_for_its_scope(sentence: str, level: Level, scope: str | None) -> None:
    assert [one[2] for one in stated(sentence, level)] == [scope]
    assert is_part(scope) == (scope is not None and len(scope) > 2)


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("依申请答复中，“信息不存在”的3件。", "answered_not_existing 3件"),
        ("2012年，学校通过各种渠道主动公开信息1,432条。", "proactive_total 1432条"),
        ("2012年，学校通过多种形式和渠道主动公开信息1,432条。", "proactive_total 1432条"),
    ],
)
def test_quotation_marks_and_all_channels_together_are_read_over(sentence: str, figure: str) -> None:
    assert [f"{code} {value}" for code, value, _ in stated(sentence)] == [figure]


@pytest.mark.parametrize("sentence", ["2012年通过网站等多种形式公开信息20条。", "2012年，“庆河发布”微博公开信息20条。"])
def test_one_channel_is_not_the_whole(sentence: str) -> None:
    assert stated(sentence) == []


CITY = """
庆河市人民政府2012年政府信息公开工作年度报告
一、主动公开
通过门户网站公开。
二、依申请公开
2012年，全市共收到政府信息公开申请289件，其中县区110件。
（一）市政府办公室收到的48件申请已全部答复。
"""
OFFICE = """
湖北省教育厅2012年政府信息公开工作年度报告
一、主动公开
（一）2012年，我厅主动公开政府信息三千二百一十六条，其中网站公开2988条。
（二）全省各市州教育局共主动公开信息41,205条。
自2008年5月以来，累计主动公开政府信息5874条。
二、依申请公开
收到公开申请6件，均在法定期限内答复。其中，办公室收到的5件申请中，公民申请4件，法人申请1件。
三、建议提案
全年办理人大代表建议和政协提案共计21件，其中建议12件、提案9件。政务微信发布30条，政务微博发布40条。
"""


@pytest.mark.parametrize("part", ["其中2012年主动公开1985条", "其中当年公开1985条", "其中2012年新增公开1985条"])
def test_what_was_gathered_over_the_years_is_not_this_years(part: str) -> None:
    text = f"""青禾县人民政府2012年政府信息公开工作年度报告
一、主动公开
截至2012年底，全县累计主动公开政府信息9860条，{part}。
二、依申请公开
2012年，全县收到政府信息公开申请7件。上一学年收到政府信息公开申请9件。
"""
    assert answered(text, "2012年主动公开多少条信息？")[0] == ["1985"]
    assert answered(text, "2012年收到多少件申请？")[0] == ["7"]


def test_a_part_is_no_contradiction() -> None:
    figures, notes = answered(CITY, "2012年收到多少件申请？")
    assert figures == ["289"]
    assert "conflict" not in notes


def test_a_number_in_chinese_numerals_is_said_as_it_stands() -> None:
    figures, notes = answered(OFFICE, "湖北省教育厅2012年主动公开多少条信息？")
    assert figures == ["3216"]
    assert "conflict" not in notes


def answered(text: str, question: str) -> tuple[list[str | None], list[str]]:
    """The figures of the statements that hold, and the kinds of the notes."""
    reports = (understood(text),)
    draft = draft_of(question, reports=reports)
    assert all(one.ruling != "unsupported" for one in verify(draft))
    return [value.value for value in draft.values], [note.kind for note in draft.notes]


@pytest.mark.parametrize(
    ("question", "figure", "said"),
    [
        ("湖北省教育厅累计公开了多少信息？", "5874", "自2008年5月以来，累计主动公开政府信息5874条"),
        ("湖北省教育厅提案多少件？", "9", "提案9件"),
        ("湖北省教育厅法人申请几件？", "1", "办公室收到的5件申请中，公民申请4件，法人申请1件"),
    ],
)
def test_what_a_figure_is_counted_out_of_is_said_with_it(question: str, figure: str, said: str) -> None:
    assert answered(OFFICE, question)[0] == [figure]
    assert said in text_of(draft_of(question, reports=(understood(OFFICE),)))


def test_words_of_two_things_asked_at_once_belong_to_each() -> None:
    assert answered(OFFICE, "湖北省教育厅微信微博发布各多少条？")[0] == ["40", "30"]
