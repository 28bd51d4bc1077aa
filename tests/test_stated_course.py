"""Figures that several sentences or clauses carry on, and figures of other times than the whole year among them."""

from __future__ import annotations

import forms
import pytest

from index.other_places import Told
from index.outline import outline
from index.stated import stated_indicators

YEAR = 2012


def stated(text: str) -> dict[str, list[str]]:
    document = forms.text(text)
    found: dict[str, list[str]] = {}
    for one in stated_indicators(document, outline(document), YEAR, Told("county")):
        found.setdefault(one.code, []).append(f"{one.value}{one.unit}")
    return found


def test_what_semicolons_part_is_of_the_matter_that_the_sentence_began_with() -> None:
    assert stated(
        "2012年收到政府信息公开申请12件；上年度结转1件。办结12件，其中予以公开6件，部分公开1件；不予公开2件，无法提供3件；"
        "结转下年度1件。"
    ) == {
        "applications_received": ["12件"],
        "carried_over_in": ["1件"],
        "applications_concluded": ["12件"],
        "granted": ["6件"],
        "partly_granted": ["1件"],
        "refused": ["2件"],
        "unavailable": ["3件"],
        "carried_over_out": ["1件"],
    }
    ways = "其中：当面申请18件，占51%；互联网申请4件，占11%；信函申请12件；传真申请1件。"
    assert stated("2012年收到政府信息公开申请35件，" + ways) == {
        "applications_received": ["35件"],
        "applications_in_person": ["18件"],
        "applications_online": ["4件"],
        "applications_letter": ["12件"],
        "applications_fax": ["1件"],
    }


def test_another_matter_that_a_semicolon_parts_off_ends_it() -> None:
    found = stated("2012年收到政府信息公开申请35件；接听热线电话910次；办结880件，答复880件。")
    assert found == {"applications_received": ["35件"]}


@pytest.mark.parametrize(
    "sentence",
    [
        "“十一五”期间，我县累计公开政府信息32000条，受理信息公开申请210件。",
        "十二五时期，共收到政府信息公开申请87件。",
        "近三年，共收到政府信息公开申请87件。",
        "任期内共主动公开政府信息8700条。",
        "挂牌前，原县国土局主动公开政府信息1204条。",
        "挂牌后，局机关公开政府信息1530条。",
        "机构改革后，我局收到政府信息公开申请11件。",
        "各镇（街）公开政府信息4102条，部门11502条。",
    ],
)
def test_figures_of_other_times_and_of_parts_of_the_county_are_not_the_years(sentence: str) -> None:
    assert stated(sentence) == {}


def test_the_year_that_is_named_after_them_is_the_reports() -> None:
    assert stated("“十一五”期间受理申请210件，2012年我县收到政府信息公开申请46件。") == {
        "applications_received": ["46件"]
    }
    assert stated("2012年收到政府信息公开申请9件（原国税2件、合并后7件），办结9件。") == {
        "applications_received": ["9件"],
        "applications_concluded": ["9件"],
    }
    assert stated("全县各镇、各部门共主动公开政府信息4102条。") == {"proactive_total": ["4102条"]}


def test_the_cases_that_a_government_decides_and_those_of_one_instance_are_not_its_own_total() -> None:
    assert stated("县政府收到不服各部门政府信息公开答复的行政复议申请9宗。") == {}
    assert stated("因信息公开引发的行政诉讼一审案件4宗，二审案件3宗。") == {}
    assert stated("申请人不服政府信息公开答复申请行政复议2宗。") == {"reconsideration_total": ["2宗"]}


@pytest.mark.parametrize(
    ("sentence", "code", "figure"),
    [
        ("本年度共收到政府信息公开申请：5件。", "applications_received", "5件"),
        ("依申请公开方面，收到申请数31件，申请办结数30件。", "applications_concluded", "30件"),
        ("依申请公开方面，按时办结数28件。", "concluded_on_time", "28件"),
        ("依申请公开方面，申请信息不存在数2件。", "answered_not_existing", "2件"),
        ("主动公开政府信息数1408条。", "proactive_total", "1408条"),
        ("全年因信息公开收取复制费共计37.5元。", "fees_charged", "37.5元"),
        ("信息公开收取检索、复制费126元，减免54元。", "fees_charged", "126元"),
        ("依申请公开累计收费45元，减免20元。", "fees_charged", "45元"),
    ],
)
def test_figures_in_the_words_of_the_statistics_table(sentence: str, code: str, figure: str) -> None:
    assert stated(sentence)[code] == [figure]
