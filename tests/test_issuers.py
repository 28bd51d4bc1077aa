"""Whose report a title makes it: issuers put together at random, places not in the gazetteer, names of their time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.document import assemble
from index.errors import NotAReport
from index.identify import identify
from index.model import Block, Identity
from index.place_index import PlaceEntry
from index.places import gazetteer
from index.reading import Reading

BODY = (
    "一、主动公开情况",
    "通过门户网站专栏主动公开各类信息417条,其中规范性文件9件,政策解读稿件12篇。",
    "二、依申请公开情况",
    "收到公开申请6件,均在法定期限内答复。",
    "三、行政复议、行政诉讼情况",
    "未发生因信息公开引起的行政复议、行政诉讼。",
    "四、存在的主要问题及改进措施",
    "业务培训不够经常,需加强。",
)


def identity_of(*lines: str, tail: tuple[str, ...] = ()) -> Identity:
    return identify(assemble(Reading(tuple(Block(line) for line in (*lines, *BODY, *tail)))))


def who(*lines: str, tail: tuple[str, ...] = ()) -> tuple[str, str, str]:
    """The issuer's name, the path of its region and its level."""
    issuer = identity_of(*lines, tail=tail).issuer
    return issuer.name, "/".join(issuer.region_path), issuer.level


# -- any place, any body, any title ---------------------------------------------------------------------------------

TITLES = (
    "{who}{year}年政府信息公开工作年度报告",
    "{year}年{who}政府信息公开工作年度报告",
    "{year}年度{who}信息公开年报",
    "{who}政府信息公开工作年度报告({year}年)",
    "{who}政府信息公开工作{year}年度报告",
    "{who}关于{year}年度政府信息公开工作情况的报告",
    "关于{who}{year}年政府信息公开工作的报告",
    "{who}{year}年度政务公开工作总结",
    "{who}{numerals}年政府信息公开年度报告",
)
BODIES = {
    "province": ("科学技术厅", "发展和改革委员会", "统计局", "气象局", "公安厅", "人民政府国有资产监督管理委员会"),
    "prefecture": ("教育局", "卫生健康委员会", "住房公积金管理中心", "城市管理局", "邮政管理局", "档案馆", "红十字会"),
    "county": ("市场监督管理局", "城市管理和综合执法局", "总工会", "残疾人联合会", "区划地名办公室", "行政审批服务局"),
}
TODAY = [place for place in gazetteer().entries if not place.former and not gazetteer().namesakes(place)]


def title_of(shape: str, issuer: str, year: int) -> str:
    numerals = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    return shape.format(who=issuer, year=year, numerals=numerals)


def seat(place: PlaceEntry) -> str:
    if place.name.endswith("行政委员会"):
        return ""
    if place.name.endswith("特别行政区"):
        return "政府"
    return "行政公署" if place.name.endswith(("盟", "地区")) else "人民政府"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    place=st.sampled_from(TODAY),
    shape=st.sampled_from(TITLES),
    year=st.integers(2008, 2024),
    kind=st.sampled_from(("government", "seat", "office", "body")),
    data=st.data(),
)
def test_an_issuer_put_together_at_random_comes_back(
    place: PlaceEntry, shape: str, year: int, kind: str, data: st.DataObject
) -> None:
    office = "办公厅" if place.level == "province" else "办公室"
    body = {
        "government": "",
        "seat": seat(place),
        "office": f"人民政府{office}",
        "body": data.draw(st.sampled_from(BODIES.get(place.level, BODIES["county"]))),
    }[kind]
    identity = identity_of(title_of(shape, "".join(place.path) + body, year))
    of_government = kind in {"government", "seat"}
    assert identity.issuer.name == place.name + (seat(place) if of_government else body)
    assert identity.issuer.region_path == place.path
    assert identity.issuer.region == place.name
    assert identity.issuer.level == (place.level if of_government else "department")
    assert identity.year == year


# -- places that the gazetteer lacks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "issuer", "path", "level"),
    [
        ("临江县水利局2020年政府信息公开工作年度报告", "临江县水利局", "临江县", "department"),
        ("湖南省岳阳市云溪县人民政府2020年政府信息公开年报", "云溪县人民政府", "湖南省/岳阳市/云溪县", "county"),
        ("青禾县人民政府2020年政府信息公开工作年度报告", "青禾县人民政府", "青禾县", "county"),
        ("青禾县2020年政府信息公开工作年度报告", "青禾县人民政府", "青禾县", "county"),
        ("湖北省青禾县2020年政府信息公开工作年度报告", "青禾县人民政府", "湖北省/青禾县", "county"),
        ("衡阳市青禾区2020年政府信息公开工作年度报告", "青禾区人民政府", "湖南省/衡阳市/青禾区", "county"),
        ("青禾市白桥县人民政府2020年政府信息公开年报", "白桥县人民政府", "青禾市/白桥县", "county"),
        ("云岭自治州人民政府2020年政府信息公开工作年度报告", "云岭自治州人民政府", "云岭自治州", "prefecture"),
        ("青禾县白桥镇2020年政府信息公开工作年度报告", "白桥镇人民政府", "青禾县/白桥镇", "township"),
        ("青禾县教育局2020年政府信息公开工作年度报告", "青禾县教育局", "青禾县", "department"),
        (
            "衡阳市青禾县教育局2020年政府信息公开工作年度报告",
            "青禾县教育局", "湖南省/衡阳市/青禾县", "department",
        ),
        ("青禾县人民政府办公室2020年政府信息公开年报", "青禾县人民政府办公室", "青禾县", "department"),
        # Districts that were given up, of names that others still bear.
        ("大同市矿区2012年政府信息公开工作年度报告", "矿区人民政府", "山西省/大同市/矿区", "county"),
        ("长治市郊区2012年政府信息公开工作年度报告", "郊区人民政府", "山西省/长治市/郊区", "county"),
    ],
)  # fmt: skip
def test_a_place_that_the_gazetteer_lacks_is_believed_in_a_title(title: str, issuer: str, path: str, level: str):
    assert who(title) == (issuer, path, level)


def test_a_signature_or_a_label_may_name_it_too():
    head = "2020年政府信息公开工作年度报告"
    assert who(head, tail=("青禾县人民政府", "2021年1月20日"))[0] == "青禾县人民政府"
    assert who(head, "填报单位(盖章):青禾县人民政府")[0] == "青禾县人民政府"
    assert who(head, "现将青禾县人民政府2020年政府信息公开工作情况报告如下。")[0] == "青禾县人民政府"


def test_its_parent_is_the_one_that_the_text_names():
    title = "青禾县2020年政府信息公开工作年度报告"
    assert who(title, "我县按照衡阳市人民政府的要求开展工作。")[1] == "湖南省/衡阳市/青禾县"
    assert who(title, "学习衡阳市、株洲市的做法。")[1] == "青禾县"


def test_a_city_with_counties_is_a_prefecture():
    title = "青禾市2020年政府信息公开工作年度报告"
    assert who(title)[2] == "county"
    assert who(title, "督促各县区、各部门按时公开。")[2] == "prefecture"


@pytest.mark.parametrize(
    "lines",
    [
        ("学习青禾县的做法,青禾县公开信息30条。",),
        ("其他地区",),
        ("青禾县",),
        ("推进政务公开示范区",),
        ("各县区人民政府", "有关部门和下级政府"),
        ("上级人民政府、乡镇人民政府",),
    ],
)
def test_a_text_that_mentions_a_place_is_not_its_report(lines: tuple[str, ...]):
    with pytest.raises(NotAReport):
        identity_of("2020年政府信息公开工作年度报告", *lines, tail=lines)


@pytest.mark.parametrize(
    ("issuer", "region"),
    [
        ("衡阳市城市管理局", "衡阳市"),
        ("衡阳市社区服务中心", "衡阳市"),
        ("衡山县工业园区管理委员会", "衡山县"),
        ("衡阳市县域经济办公室", "衡阳市"),
        ("国网河北省电力有限公司", "河北省"),
    ],
)
def test_a_word_for_a_level_inside_a_bodys_name_makes_no_place(issuer: str, region: str):
    found = identity_of(f"{issuer}2020年政府信息公开工作年度报告").issuer
    assert (found.name, found.region, found.level) == (issuer, region, "department")


# -- zones, branches and joint issuers -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issuer", "path"),
    [
        ("合肥经开区", "安徽省/合肥市"),
        ("合肥经济技术开发区管理委员会", "安徽省/合肥市"),
        ("四川天府新区", "四川省"),
        ("天府新区成都管委会", "四川省/成都市"),
        ("西咸新区", "西咸新区"),
        ("雄安新区管理委员会", "雄安新区"),
        ("青禾产业园区管理委员会", "青禾产业园区"),
        ("黄山风景区管理委员会", "安徽省/黄山市"),
        ("国营红光农场", "国营红光农场"),
        ("河北证监局", "河北省"),
        ("上海海事局", "上海市"),
        ("拱北海关", "拱北海关"),
        ("国家统计局河北调查总队", "河北省"),
        ("财政部驻河北省财政监察专员办事处", "河北省"),
        ("中国证券监督管理委员会河北监管局", "河北省"),
        ("国家矿山安全监察局河北局", "河北省"),
        ("河北医科大学第二医院", "河北省"),
        ("新疆生产建设兵团办公厅", "新疆维吾尔自治区"),
        ("新疆生产建设兵团第七师", "新疆维吾尔自治区"),
        ("衡阳师范学院", "湖南省/衡阳市"),
    ],
)
def test_a_zone_or_a_branch_keeps_its_own_name(issuer: str, path: str):
    assert who(f"{issuer}2020年政府信息公开工作年度报告") == (issuer, path, "department")


def test_a_body_of_a_ministry_for_more_than_a_province_is_the_nations():
    assert who("水利部黄河水利委员会2020年政府信息公开工作年度报告") == ("水利部黄河水利委员会", "", "nation")


@pytest.mark.parametrize(
    ("words", "issuer"),
    [
        ("中共衡山县委、衡山县人民政府", "衡山县人民政府"),
        ("中共衡山县委办公室", "衡山县委办公室"),
        ("新疆生产建设兵团第八师石河子市", "石河子市人民政府"),
        ("八师石河子市教育局", "石河子市教育局"),
        ("农六师五家渠市", "五家渠市人民政府"),
        ("苏州高新区(虎丘区)", "苏州高新区"),
        ("衡山县残联", "衡山县残联"),
    ],
)
def test_what_stands_beside_the_name_is_not_part_of_it(words: str, issuer: str):
    assert who(f"{words}2020年政务公开工作年度报告")[0] == issuer


@pytest.mark.parametrize(
    ("words", "issuer"),
    [
        ("农七师", "新疆生产建设兵团第七师"),
        ("兵团农业建设第七师", "新疆生产建设兵团第七师"),
        ("兵团教育局", "新疆生产建设兵团教育局"),
        ("第七师一二三团", "新疆生产建设兵团第七师一二三团"),
    ],
)
def test_a_body_of_the_corps_is_called_by_its_full_name(words: str, issuer: str):
    assert who(f"{words}2014年政府信息公开工作年度报告") == (issuer, "新疆维吾尔自治区", "department")


def test_a_regiment_is_a_township_of_its_divisions_city():
    path = "新疆维吾尔自治区/北屯市/一八三团"
    assert who("第十师北屯市一八三团2021年政府信息公开工作年度报告") == ("一八三团", path, "township")


def test_an_office_that_speaks_of_itself_keeps_its_own_district():
    told = "2022年,长沙市岳麓区人民政府办公室坚持公开为常态。我办落实全区部署,我办答复及时。"
    assert who("2022年政府信息公开工作年度报告", told)[:2] == ("岳麓区人民政府办公室", "湖南省/长沙市/岳麓区")


def test_a_division_that_calls_itself_a_city_is_no_place_of_that_name():
    told = "2022年,第九师白杨市认真贯彻落实条例。"
    assert who("师市2022年政府信息公开工作年度报告", told)[1] == "新疆维吾尔自治区/白杨市"


@pytest.mark.parametrize(
    "title",
    [
        "湖南大学2019-2020学年信息公开工作年度报告",
        "湖南大学信息公开工作年度报告(2019-2020学年)",
        "湖南大学信息公开工作年度报告(2019—2020学年度)",
        "湖南大学2019/2020学年信息公开年度报告",
        "湖南大学信息公开年度报告2019-2020学年-湖南大学信息公开网",
    ],
)
def test_a_school_year_is_the_year_that_it_ends_in(title: str):
    assert identity_of(title).year == 2020


# -- names of their time -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "path", "level"),
    [
        ("巢湖市2009年政府信息公开工作年度报告", "安徽省/巢湖市", "prefecture"),
        ("巢湖市2015年政府信息公开工作年度报告", "安徽省/合肥市/巢湖市", "county"),
        ("毕节市2009年政府信息公开工作年度报告", "贵州省/毕节地区/毕节市", "county"),
        ("毕节市2013年政府信息公开工作年度报告", "贵州省/毕节市", "prefecture"),
        ("襄樊市2009年政府信息公开工作年度报告", "湖北省/襄樊市", "prefecture"),
        ("静安区2013年政府信息公开工作年度报告", "上海市/静安区", "county"),
    ],
)
def test_a_name_is_the_place_that_bore_it_in_the_reports_year(title: str, path: str, level: str):
    assert who(title)[1:] == (path, level)


# -- further shapes of titles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "issuer", "year"),
    [
        (("衡山县人民政府二0一九年政府信息公开工作报告",), "衡山县人民政府", 2019),
        (("衡山县人民政府信息公开年报2019",), "衡山县人民政府", 2019),
        (("衡山县2018年政府信息公开工作总结和2019年工作计划",), "衡山县人民政府", 2018),
        (("《衡山县2019年政府信息公开工作年度报告》",), "衡山县人民政府", 2019),
        (("【年报】衡山县2019年政府信息公开工作年度报告",), "衡山县人民政府", 2019),
        (("衡山县2019年1-12月政府信息公开工作报告",), "衡山县人民政府", 2019),
        (("衡山县教育局(体育局)2019年政府信息公开工作年度报告",), "衡山县教育局(体育局)", 2019),
        (("青岛市黄岛区(西海岸新区)2019年政府信息公开工作年度报告",), "黄岛区人民政府", 2019),
        (("衡山县教育局、衡山县体育局2019年政府信息公开工作年度报告",), "衡山县教育局、衡山县体育局", 2019),
        (("香港特别行政区2019年政府信息公开工作年度报告",), "香港特别行政区政府", 2019),
        (
            ("衡山县政府信息公开工作年度报告", "2020年1月20日", "统计时限从2019年1月1日到12月31日"),
            "衡山县人民政府",
            2019,
        ),
        (("2020年衡山县人民政府关于2019年度政府信息公开工作年度报告",), "衡山县人民政府", 2019),
    ],
)
def test_titles_of_many_shapes(lines: tuple[str, ...], issuer: str, year: int):
    identity = identity_of(*lines)
    assert (identity.issuer.name, identity.year) == (issuer, year)


@pytest.mark.parametrize(
    "name",
    ["国家海洋局东海分局", "自然资源部北海局", "自然资源部南海局", "交通运输部东海救助局", "农业部东海区渔政局"],
)
def test_a_national_bodys_branch_at_a_sea_is_not_of_the_place_of_its_name(name: str) -> None:
    assert who(f"{name}2017年政府信息公开工作年度报告") == (name, "", "nation")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("国家税务总局东海县税务局", "江苏省/连云港市/东海县"),
        ("国家税务总局北海市税务局", "广西壮族自治区/北海市"),
        ("中华人民共和国北海海事局", "广西壮族自治区/北海市"),
    ],
)
def test_one_in_that_place_is(name: str, path: str) -> None:
    assert who(f"{name}2018年政府信息公开工作年度报告") == (name, path, "department")


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("莫旗", "莫力达瓦达斡尔族自治旗人民政府"),
        ("前郭县教育局", "前郭尔罗斯蒙古族自治县教育局"),
        ("博州", "博尔塔拉蒙古自治州人民政府"),
        ("锡盟行政公署", "锡林郭勒盟行政公署"),
    ],
)
def test_short_names_in_common_use_are_the_place(title: str, issuer: str) -> None:
    assert who(f"{title}2018年政府信息公开工作年度报告")[0] == issuer
