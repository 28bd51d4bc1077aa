"""Reading + the reports there are → Plan: whose reports, of which years, what is missing and what comes nearest."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from answering import (
    JINGDEZHEN,
    LUXI,
    QIAOXI_SHIJIAZHUANG,
    QIAOXI_ZHANGJIAKOU,
    SHUILI,
    SUICHANG_2016,
    SUICHANG_2017,
    invented,
    plan_of,
    reading_of,
)

from assistant.model import Plan
from assistant.scope import resolve
from index.model import Identity, Issuer, Level


@dataclass(frozen=True)
class Entry:
    id: str
    identity: Identity


def entry(issuer: str, path: tuple[str, ...], year: int, level: Level = "county") -> Entry:
    return Entry(f"{issuer}-{year}", Identity(Issuer(issuer, path[-1], path, level), year, f"{issuer}{year}年报告"))


def test_a_place_and_a_year_are_one_report():
    plan = plan_of("遂昌县2016年收到多少件申请")
    assert plan.reports == (SUICHANG_2016,)
    assert plan.missing == ()
    assert not (plan.open_place)
    assert not (plan.open_year)
    assert not (plan.alternatives)


def test_a_place_without_a_year_is_all_its_reports_in_the_order_of_the_years():
    plan = plan_of("遂昌县收到多少件申请")
    assert plan.reports == (SUICHANG_2016, SUICHANG_2017)
    assert plan.open_year


def test_years_are_in_the_order_of_asking():
    assert plan_of("遂昌县2017年比2016年多收到几件申请").reports == (SUICHANG_2017, SUICHANG_2016)


def test_the_latest_years_are_the_latest_that_there_are():
    assert plan_of("遂昌县近两年收到的申请").reports == (SUICHANG_2016, SUICHANG_2017)
    assert plan_of("遂昌县最近1年收到的申请").reports == (SUICHANG_2017,)


@pytest.mark.parametrize(
    ("text", "reports"),
    [
        ("石家庄桥西区2022年收到多少件申请", {QIAOXI_SHIJIAZHUANG}),
        ("张家口市桥西区2022年收到多少件申请", {QIAOXI_ZHANGJIAKOU}),
        ("桥西区2022年收到多少件申请", {QIAOXI_SHIJIAZHUANG, QIAOXI_ZHANGJIAKOU}),
    ],
)
def test_places_of_one_name_are_told_apart_or_all_answered(text: str, reports: set[str]):
    plan = plan_of(text)
    assert set(plan.reports) == reports
    assert plan.alternatives is (len(reports) > 1)


@pytest.mark.parametrize(
    ("text", "words", "nearest"),
    [
        ("丽水市2017年收到申请多少件", "丽水市", (SUICHANG_2017, SUICHANG_2016)),
        ("浙江省2016年收到申请多少件", "浙江省", (SUICHANG_2016, SUICHANG_2017)),
        ("湘西州2012年收到申请多少件", "湘西州", (LUXI,)),
        ("景德镇市昌江区2019年收到申请多少件", "昌江区", (JINGDEZHEN,)),
        ("遂昌县石练镇2016年收到申请多少件", "石练镇", (SUICHANG_2016, SUICHANG_2017)),
        ("吉林省2020年收到申请多少件", "吉林省", (SHUILI,)),
        ("北京市2020年收到申请多少件", "北京市", ()),
    ],
)
def test_no_other_places_report_stands_in_for_one_that_is_missing(text: str, words: str, nearest: tuple[str, ...]):
    plan = plan_of(text)
    assert plan.reports == ()
    assert [missing.words for missing in plan.missing] == [words]
    assert plan.missing[0].nearest == nearest


def test_a_year_that_is_missing_is_said_with_the_nearest_years():
    plan = plan_of("遂昌县2019年收到多少件申请")
    assert plan.reports == ()
    (missing,) = plan.missing
    assert (missing.words, missing.year) == ("遂昌县", 2019)
    assert missing.nearest[0] == SUICHANG_2017


def test_the_years_there_are_are_kept_beside_those_that_are_missing():
    plan = plan_of("遂昌县2015年到2017年收到多少件申请")
    assert plan.reports == (SUICHANG_2016, SUICHANG_2017)
    assert [missing.year for missing in plan.missing] == [2015]


def test_each_place_is_paired_with_its_own_year():
    assert set(plan_of("遂昌县2017年和泸溪县2012年收到申请相差几件").reports) == {SUICHANG_2017, LUXI}
    assert plan_of("遂昌县2017年和泸溪县2012年收到申请相差几件").missing == ()


def test_each_place_keeps_the_year_that_stands_beside_it():
    plan = plan_of("遂昌县2012年和泸溪县2016年收到几件申请")
    assert plan.reports == ()


def test_no_place_is_every_report_of_the_year():
    plan = plan_of("2022年哪个地方收到的申请最多")
    assert set(plan.reports) == {QIAOXI_SHIJIAZHUANG, QIAOXI_ZHANGJIAKOU}
    assert plan.open_place
    assert not plan.open_year


def test_neither_place_nor_year_is_every_report():
    plan = plan_of("哪个地方收到的申请最多")
    assert set(plan.reports) == {report.id for report in invented()}
    assert plan.open_place
    assert plan.open_year


def test_no_report_of_the_year_anywhere_is_said():
    plan = plan_of("2030年收到多少件申请")
    assert plan.reports == ()
    assert [missing.year for missing in plan.missing] == [2030]


def test_a_parent_that_is_named_for_the_one_report_in_it_finds_it():
    assert plan_of("湖南那份报告收到几件申请").reports == (LUXI,)


def test_growth_of_one_year_takes_the_year_before_it():
    assert plan_of("遂昌县2017年经费增长率").reports == (SUICHANG_2016, SUICHANG_2017)
    assert plan_of("遂昌县2016年经费增长率").reports == (SUICHANG_2016,)


def test_plans_for_a_year_stand_in_the_report_of_the_year_before():
    assert plan_of("遂昌县2018年打算做什么").reports == (SUICHANG_2017,)
    assert plan_of("遂昌县2017年有什么打算").reports == (SUICHANG_2017,)


def test_years_of_an_earlier_question_give_way_where_the_place_has_none_of_them():
    plan = plan_of("遂昌县2017年收到多少件申请", "泸溪县呢")
    assert plan.reports == (LUXI,)


def test_a_report_is_taken_once():
    assert plan_of("遂昌县和遂昌县2016年收到多少件申请").reports.count(SUICHANG_2016) == 1


def test_a_body_is_no_place_and_a_place_no_body():
    county, office = ("河南省", "开封市", "兰考县"), ("河南省", "开封市", "兰考县")
    entries = [entry("兰考县人民政府", county, 2018), entry("兰考县教育局", office, 2018, "department")]
    government = resolve(reading_of("兰考县2018年收到几件申请", reports=()), entries)
    department = resolve(reading_of("兰考县教育局2018年收到几件申请", reports=()), entries)
    assert government.reports == ("兰考县人民政府-2018",)
    assert department.reports == ("兰考县教育局-2018",)


def test_an_empty_store_has_nothing_and_says_what_is_missing():
    assert resolve(reading_of("遂昌县2016年收到几件申请", reports=()), []).missing != ()
    assert resolve(reading_of("收到几件申请", reports=()), []) == Plan(
        reading_of("收到几件申请", reports=()), open_place=True, open_year=True
    )


def test_the_order_of_the_listing_is_kept_where_no_place_is_named():
    reading = replace(reading_of("收到几件申请"), years=())
    backwards = list(reversed(invented()))
    assert resolve(reading, backwards).reports == tuple(report.id for report in backwards)
