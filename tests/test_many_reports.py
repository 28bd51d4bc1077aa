"""A store of many reports: one result over all, a list of each where that is asked, and nothing counted twice."""

from __future__ import annotations

import re

import pytest
from answering import draft_of, plan_of, text_of, understood

from assistant.phrases import marks
from index.model import Report
from index.places import gazetteer

COUNTIES = [place for place in gazetteer().entries if place.level == "county" and not place.former][::90][:30]


def annual(place: str, year: int, count: int) -> Report:
    received = f"收到政府信息公开申请{count}件，均已答复" if count else "未收到政府信息公开申请"
    text = (
        f"{place}人民政府{year}年政府信息公开工作年度报告\n一、总体情况\n{year}年，主动公开政府信息{900 + count}条。\n"
        f"二、依申请公开情况\n{year}年，{received}。\n"
    )
    return understood(text, f"{place}{year}.txt")


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    each = [annual("".join(place.path), 2021, 3 + number) for number, place in enumerate(COUNTIES)]
    quiet = "".join(COUNTIES[0].path)
    return (*each, annual(quiet, 2019, 0), annual(quiet, 2020, 0))


def test_the_highest_of_many_is_named_with_every_figure_below(reports: tuple[Report, ...]) -> None:
    draft = draft_of("2021年收到申请最多的是哪个地方", reports=reports)
    said = text_of(draft)
    assert draft.status == "answered"
    assert COUNTIES[-1].name in said.splitlines()[0]
    assert len(said.splitlines()) == 1 + len(COUNTIES)
    assert len(re.findall(r"\[\d+\]", said.splitlines()[0])) == 2


def test_a_sum_over_many(reports: tuple[Report, ...]) -> None:
    draft = draft_of("2021年各地一共收到多少件申请", reports=reports)
    assert draft.values[0].value == str(sum(range(3, 3 + len(COUNTIES))))


def test_each_is_listed_where_each_is_asked(reports: tuple[Report, ...]) -> None:
    assert draft_of("2021年各地分别收到多少件申请", reports=reports).status == "answered"
    assert draft_of("2021年收到多少件申请", reports=reports).status == "ambiguous"


def test_a_place_with_several_years_is_one_place(reports: tuple[Report, ...]) -> None:
    places = draft_of("有几个地方没有收到申请", reports=reports)
    assert (places.values[0].value, places.values[0].unit) == ("1", "个")
    counted = draft_of("有几份报告没有收到申请", reports=reports)
    assert (counted.values[0].value, counted.values[0].unit) == ("2", "份")


def test_which_places_have_some(reports: tuple[Report, ...]) -> None:
    draft = draft_of("2020年哪些地方没有收到申请", reports=reports)
    assert (draft.status, draft.values[0].value) == ("answered", "1")


def test_the_level_told_beside_a_parent() -> None:
    town = annual("云南省文山壮族苗族自治州砚山县阿猛镇", 2021, 4)
    county = annual("云南省文山壮族苗族自治州砚山县", 2021, 9)
    assert plan_of("云南那个镇的报告收到多少申请", reports=(town, county)).reports == (town.id,)
    assert plan_of("云南那个县的报告收到多少申请", reports=(town, county)).reports == (county.id,)


def test_a_level_is_what_the_place_is_called() -> None:
    """A 市 may be a county."""
    city, county = annual("云南省大理白族自治州大理市", 2021, 4), annual("云南省大理白族自治州祥云县", 2021, 9)
    assert plan_of("云南那个市的报告收到多少申请", reports=(city, county)).reports == (city.id,)


def test_many_markers_are_shown_as_the_first_and_the_last() -> None:
    assert marks([1, 2, 2]) == "[1][2]"
    assert marks(range(1, 39)) == "[1]…[38]"


def test_bodies_that_one_report_counts_are_counted_as_it_says(reports: tuple[Report, ...]) -> None:
    text = (
        "浙江省丽水市遂昌县人民政府2012年政府信息公开工作年度报告\n一、监督检查情况\n"
        "全年检查政府网站栏目四次，有7个单位超过三个月未更新。\n"
        "二、主动公开政府信息情况\n全年主动公开政府信息3105条。\n三、依申请公开情况\n收到政府信息公开申请12件。\n"
    )
    own = understood(text, "遂昌县2012.txt")
    for question in ("有几个单位超过三个月未更新", "哪些单位超过三个月未更新"):
        draft = draft_of(question, reports=(*reports, own))
        assert [(value.value, value.unit, value.year) for value in draft.values] == [("7", "个", 2012)]
