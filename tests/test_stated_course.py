"""Figures that several sentences or clauses carry on, and figures of other times than the whole year among them."""

from __future__ import annotations

import forms
import pytest

from index.other_places import Told
from index.outline import outline
from index.stated import stated_indicators
from index.stated_whose import body_before

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


def test_what_brackets_say_of_another_year_does_not_govern_what_follows() -> None:
    assert stated("2012年发生信息公开行政复议5件（其中2件为2011年申请），诉讼2件。") == {
        "reconsideration_total": ["5件"],
        "litigation_total": ["2件"],
    }
    assert stated("2012年收到政府信息公开申请40件（2011年52件），办结38件。")["applications_concluded"] == ["38件"]
    assert "applications_received" not in stated("上年（2011年度）收到政府信息公开申请52件。")


def test_what_was_disclosed_by_a_day_and_is_narrowed_to_the_year_is_not_the_years() -> None:
    found = stated("截至2012年12月31日，全县主动公开政府信息8730条，其中2012年公开2104条。")
    assert found.get("proactive_total") in (None, ["2104条"])
    assert stated("截至2012年12月31日，全县主动公开政府信息8730条。") == {"proactive_total": ["8730条"]}


def test_of_cases_of_all_kinds_those_that_concern_disclosure_are_read() -> None:
    assert stated("全年收到行政复议申请共37件，涉及信息公开的26件；行政诉讼案件11件，涉及信息公开的9件。") == {
        "reconsideration_total": ["26件"],
        "litigation_total": ["9件"],
    }


def test_cases_and_applications_that_are_not_of_disclosure_are_not_read() -> None:
    assert stated("依申请公开方面，因征地引发行政复议1件、行政诉讼2件，均与政府信息公开无关。") == {}
    assert "4件" not in stated("信息公开方面，县政府作为被告的行政诉讼4件，无政府信息公开类。").get(
        "litigation_total", []
    )
    assert stated("本局作为复议机关审理下级部门信息公开复议案件3件。") == {}
    assert stated("依申请公开方面，受理村民查询宅基地档案申请31件。") == {}


def test_each_of_several_matters_that_did_not_happen_is_zero() -> None:
    assert stated("因信息公开未被申请行政复议、未被提起行政诉讼。") == {
        "reconsideration_total": ["0件"],
        "litigation_total": ["0件"],
    }
    assert stated("信息公开工作的行政复议、行政诉讼、举报投诉均为0。")["reconsideration_total"] == ["0件"]


def test_neither_the_branches_of_a_ministry_nor_a_regions_office_are_the_issuer() -> None:
    text = "某局机关受理政府信息公开申请12件；各省（区、市）某局受理申请91件，答复90件。"
    assert stated(text) == {"applications_received": ["12件"]}
    assert body_before("省级气象局", "nation") == "省级气象局"
    assert body_before("气象局", "nation") is None
    assert body_before("行署办", "prefecture") == "行署办"


def test_cases_that_all_did_not_happen_and_what_goes_on_are_read_in_either_order() -> None:
    assert stated("因政府信息公开的行政复议及诉讼均未发生。") == {
        "reconsideration_total": ["0件"],
        "litigation_total": ["0件"],
    }
    assert stated("信息公开工作引起的复议1件。") == {"reconsideration_total": ["1件"]}
    assert stated("依申请公开的52件中办结50件，2件结转下年办理。")["carried_over_out"] == ["2件"]


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
