"""Which reports a question is about, over a store of every kind of issuer: the one it names, or none."""

from __future__ import annotations

from functools import cache

import pytest
from answering import plan_of, understood

from index.model import Report

TITLES = (
    "洪泽县2014", "洪泽区2023", "静安区2013", "静安区2018", "闸北区2013", "巢湖市2009", "巢湖市2015", "襄樊市2009",
    "襄阳市2018", "上海市徐汇区人民政府天平路街道办事处2021", "徐汇区2021", "上海市2019", "上海市教育委员会2019",
    "上海市科学技术委员会2019", "上海海关2020", "河北省科学技术厅2020", "河北省2020", "国家税务总局2020",
    "国家税务总局河北省税务局2020", "海关总署2020", "教育部2019", "中国证券监督管理委员会2020", "合肥市2019",
    "合肥经济技术开发区管理委员会2019", "合肥高新技术产业开发区管理委员会2019", "苏州工业园区管理委员会2019",
    "雄安新区管理委员会2020", "青禾县人民政府2020",
    "青禾产业园区管理委员会2020", "青禾县白桥镇2020", "青禾县教育局2020",
    "西咸新区沣东新城管理委员会2020", "国家林业和草原局2020", "衡山县自然资源和规划局2017",
    "资源县2018", "和政县2018", "新建区2018", "共和县2018", "阳泉市城区2018", "阳泉市郊区2018", "攀枝花市东区2018",
    "衡山县2017", "衡山县人社局2017", "衡山县教育局2017", "浦东新区2019",
)  # fmt: skip
BODY = """
一、主动公开情况
通过门户网站专栏主动公开各类信息417条，其中规范性文件9件，政策解读稿件12篇。
二、依申请公开情况
收到公开申请6件，均在法定期限内答复。
三、行政复议、行政诉讼情况
未发生因信息公开引起的行政复议、行政诉讼。
四、存在的主要问题及改进措施
业务培训不够经常，需加强。
"""


@cache
def store() -> tuple[Report, ...]:
    found = [understood(f"{name[:-4]}{name[-4:]}年政府信息公开工作年度报告\n{BODY}", name) for name in TITLES]
    return tuple(sorted(found, key=lambda report: report.id))


def asked(text: str) -> set[str]:
    """The issuers and years of the reports that the question is about; an open question is about "any"."""
    plan = plan_of(text, reports=store())
    if plan.open_place:
        return {"any"}
    known = {report.id: report.identity for report in store()}
    return {f"{known[one].issuer.name}{known[one].year}" for one in plan.reports}


@pytest.mark.parametrize(
    ("whose", "expected"),
    [
        # Subdistricts and towns
        ("天平路街道", "天平路街道办事处2021"),
        ("天平路", "天平路街道办事处2021"),
        ("上海市徐汇区人民政府天平路街道办事处", "天平路街道办事处2021"),
        ("徐匯區天平路街道辦事處", "天平路街道办事处2021"),
        ("徐汇区2021年", "徐汇区人民政府2021"),
        ("白桥镇", "白桥镇人民政府2020"),
        ("青禾县白桥镇", "白桥镇人民政府2020"),
        # Zones
        ("合肥经开区", "合肥经济技术开发区管理委员会2019"),
        ("合肥市经开区", "合肥经济技术开发区管理委员会2019"),
        ("合肥经济开发区管委会", "合肥经济技术开发区管理委员会2019"),
        ("合肥高新区", "合肥高新技术产业开发区管理委员会2019"),
        ("合肥市2019年", "合肥市人民政府2019"),
        ("雄安新区", "雄安新区管理委员会2020"),
        ("青禾产业园区", "青禾产业园区管理委员会2020"),
        ("浦东新区", "浦东新区人民政府2019"),
        ("沣东新城", "西咸新区沣东新城管理委员会2020"),
        ("西咸新区沣东新城管委会", "西咸新区沣东新城管理委员会2020"),
        # Places that the gazetteer lacks
        ("青禾县", "青禾县人民政府2020"),
        ("青禾", "青禾县人民政府2020"),
        ("青禾县教育局", "青禾县教育局2020"),
        # Departments, customs, national bodies
        ("上海市教委", "上海市教育委员会2019"),
        ("上海教委", "上海市教育委员会2019"),
        ("上海市科委", "上海市科学技术委员会2019"),
        ("省科技厅", "河北省科学技术厅2020"),
        ("河北科學技術廳", "河北省科学技术厅2020"),
        ("衡山县人力资源和社会保障局", "衡山县人社局2017"),
        ("衡山教育局", "衡山县教育局2017"),
        ("上海海关", "上海海关2020"),
        ("海关总署", "海关总署2020"),
        ("国家税务总局", "国家税务总局2020"),
        ("河北省税务局", "国家税务总局河北省税务局2020"),
        ("教育部", "教育部2019"),
        ("证监会", "中国证券监督管理委员会2020"),
        ("国家林草局", "国家林业和草原局2020"),
        ("林草局", "国家林业和草原局2020"),
        ("衡山县自规局", "衡山县自然资源和规划局2017"),
        # Names of their time
        ("洪泽区2014年", "洪泽县人民政府2014"),
        ("洪泽县2023年", "洪泽区人民政府2023"),
        ("静安区2013年", "静安区人民政府2013"),
        ("闸北区2013年", "闸北区人民政府2013"),
        ("巢湖市2009年", "巢湖市人民政府2009"),
        ("襄阳市2009年", "襄樊市人民政府2009"),
        ("襄樊2018年", "襄阳市人民政府2018"),
        # Names that are words
        ("资源", "资源县人民政府2018"),
        ("桂林资源", "资源县人民政府2018"),
        ("阳泉郊区", "郊区人民政府2018"),
        ("阳泉市城区", "城区人民政府2018"),
        ("攀枝花东区", "东区人民政府2018"),
    ],
)
def test_a_question_is_about_the_issuer_that_it_names(whose: str, expected: str):
    assert asked(f"{whose}收到多少件申请") == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How many applications did Tianping Road Subdistrict receive in 2021?", "天平路街道办事处2021"),
        ("Hefei Economic and Technological Development Zone applications", "合肥经济技术开发区管理委员会2019"),
        ("applications in the Hefei High-tech Zone", "合肥高新技术产业开发区管理委员会2019"),
        ("Suzhou Industrial Park applications received", "苏州工业园区管理委员会2019"),
        ("Shanghai Municipal Education Commission applications", "上海市教育委员会2019"),
        ("Hebei Department of Science and Technology applications", "河北省科学技术厅2020"),
        ("the provincial department of science and technology", "河北省科学技术厅2020"),
        ("Hengshan County Education Bureau applications", "衡山县教育局2017"),
        ("Shanghai Customs applications", "上海海关2020"),
        ("General Administration of Customs applications", "海关总署2020"),
        ("Ministry of Education applications", "教育部2019"),
        ("State Taxation Administration applications", "国家税务总局2020"),
        ("China Securities Regulatory Commission applications", "中国证券监督管理委员会2020"),
        ("Hongze District Government 2023 applications", "洪泽区人民政府2023"),
        ("Pudong New Area applications", "浦东新区人民政府2019"),
        ("Hefei Municipal Government applications in 2019", "合肥市人民政府2019"),
    ],
)
def test_an_english_question_too(text: str, expected: str):
    assert asked(text) == {expected}


@pytest.mark.parametrize(
    "whose",
    [
        "苏州市", "廊坊开发区", "青禾县公安局", "青禾县开发区", "青禾镇",
        "衡阳市青禾区", "白桥县", "青山县", "闸北区2018年",
        "上海市公安局", "财政部", "国务院办公厅", "国家发改委", "衡山县财政局",
        "河北省林草局", "衡山县林草局", "秦汉新城", "阳泉东区", "大同市矿区", "石家庄海关", "城市管理局",
        "衡山县白沙镇", "衡山县2017年和平街道", "河北省浦东新区",
    ],
)  # fmt: skip
def test_nobody_answers_for_one_that_is_not_there(whose: str):
    assert asked(f"{whose}收到多少件申请") == set()
    assert plan_of(f"{whose}收到多少件申请", reports=store()).missing


@pytest.mark.parametrize(
    "text",
    [
        "Qingshan County applications in 2020",
        "Baisha Town in Hengshan County 2017",
        "Foobar District 2019",
        "Xinglong New Area",
    ],
)
def test_nobody_answers_for_an_english_one_either(text: str):
    assert asked(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "公共资源交易公开了多少条",
        "资源类信息公开了多少条",
        "新建项目公开了多少条",
        "区和政府部门收到多少件",
        "哪个市收到的申请最多",
        "哪些县没有收到申请",
        "各县区收到多少件申请",
        "多少市民提出申请",
        "社区服务公开了多少条",
        "公安部门收到多少件",
        "Which County received the most applications?",
    ],
)
def test_a_word_is_no_place(text: str):
    assert asked(text) == {"any"}


def test_a_comparison_says_which_side_is_not_there():
    plan = plan_of("青禾县和青山县2020年哪个收到的申请多", reports=store())
    assert [missing.words for missing in plan.missing] == ["青山县"]


def test_one_name_of_two_places_is_said_and_one_place_of_two_names_is_not():
    assert plan_of("巢湖市收到多少件申请", reports=store()).alternatives
    assert not plan_of("洪泽区历年收到多少件申请", reports=store()).alternatives
