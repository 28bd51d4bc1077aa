"""Who issued a report, for where and for which year: invented situations of every level, era and kind of issuer."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.document import assemble
from index.errors import NotAReport
from index.files import read, walk
from index.identify import identify
from index.model import Block, Cell, Document, Grid
from index.reading import Reading

ROOT = Path(__file__).resolve().parent.parent
MORE = Path(os.environ.get("GONGKAI_MORE_REPORTS") or ROOT.parent / "shared" / "reports" / "more")

# What any report tells, without a place, a year or a word for itself.
NEUTRAL = (
    "一、主动公开情况",
    "通过门户网站专栏主动公开各类信息417条,其中规范性文件9件,政策解读稿件12篇。",
    "二、依申请公开情况",
    "收到公开申请6件,均在法定期限内答复。",
    "三、行政复议、行政诉讼情况",
    "未发生因信息公开引起的行政复议、行政诉讼。未收取信息处理费。",
    "四、存在的主要问题及改进措施",
    "业务培训不够经常,需加强。",
)
# Words of a government, of a department and of a township about themselves.
OF_CITY = ("全市各级行政机关认真落实条例,我市公开渠道进一步拓宽,全市共设查阅点14处。",)
OF_COUNTY = ("全县各乡镇、各部门按要求公开,我县公开渠道进一步拓宽,全县共设查阅点5处。",)
OF_DISTRICT = ("全区各部门按要求公开,我区公开渠道进一步拓宽,全区共设查阅点5处。",)
OF_TOWN = ("我镇认真落实条例,全镇13个村均设公示栏,我镇公开渠道进一步拓宽。",)
OF_BUREAU = ("我局认真落实条例,成立领导小组,我局办公室具体负责,全市教育系统公开工作稳步推进。",)
CITES = (
    "按照《国务院办公厅关于印发2012年政府信息公开重点工作安排的通知》(国办发〔2012〕26号)、"
    "《国务院办公厅政府信息公开工作年度报告格式》(国办公开办函〔2021〕30号)要求开展工作。"
)


def document(*lines: str, title: str | None = None) -> Document:
    """A document of these lines, as a reader would give it."""
    return assemble(Reading(tuple(Block(line) for line in lines), title))


@dataclass(frozen=True)
class Situation:
    """A report's first lines, what it says of itself and its last lines, and what must be read from them."""

    name: str
    head: tuple[str, ...]
    issuer: str
    path: tuple[str, ...]
    level: str
    year: int
    words: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()


GANSU = ("甘肃省", "庆阳市")
HENGSHAN = ("湖南省", "衡阳市", "衡山县")
SHANGJIE = ("河南省", "郑州市", "上街区")
AMENG = ("云南省", "文山壮族苗族自治州", "砚山县", "阿猛镇")

SITUATIONS = (
    # -- governments named in the title, by level
    Situation(
        "province", ("江西省人民政府2014年政府信息公开工作年度报告",), "江西省人民政府", ("江西省",), "province", 2014
    ),
    Situation(
        "autonomous region, short",
        ("宁夏2012年政府信息公开工作年度报告",),
        "宁夏回族自治区人民政府", ("宁夏回族自治区",), "province", 2012,
    ),
    Situation(
        "municipality", ("2010年天津市政府信息公开工作年度报告",), "天津市人民政府", ("天津市",), "province", 2010
    ),
    Situation(
        "prefecture city", ("庆阳市2013年政府信息公开工作年度报告",), "庆阳市人民政府", GANSU, "prefecture", 2013
    ),
    Situation(
        "autonomous prefecture by its short name",
        ("2015年红河州政府信息公开年度报告",),
        "红河哈尼族彝族自治州人民政府", ("云南省", "红河哈尼族彝族自治州"), "prefecture", 2015,
    ),
    Situation(
        "league",
        ("锡林郭勒盟行政公署2016年政府信息公开工作年度报告",),
        "锡林郭勒盟行政公署", ("内蒙古自治区", "锡林郭勒盟"), "prefecture", 2016,
    ),
    Situation(
        "county with its city in front",
        ("湖南省衡阳市衡山县人民政府2011年政府信息公开年度报告",),
        "衡山县人民政府", HENGSHAN, "county", 2011,
    ),
    Situation("district", ("郑州市上街区2019年政府信息公开工作年度报告",), "上街区人民政府", SHANGJIE, "county", 2019),
    Situation(
        "autonomous county by its short name",
        ("松桃县2018年政府信息公开年报",),
        "松桃苗族自治县人民政府", ("贵州省", "铜仁市", "松桃苗族自治县"), "county", 2018,
    ),
    Situation(
        "banner", ("太仆寺旗人民政府2017年政府信息公开工作年度报告",),
        "太仆寺旗人民政府", ("内蒙古自治区", "锡林郭勒盟", "太仆寺旗"), "county", 2017,
    ),
    Situation(
        "county-level city under a province",
        ("仙桃市2020年政府信息公开工作年度报告",),
        "仙桃市人民政府", ("湖北省", "仙桃市"), "county", 2020,
    ),
    Situation(
        "a county whose name is an ordinary word",
        ("资源县2018年政府信息公开工作年度报告",),
        "资源县人民政府", ("广西壮族自治区", "桂林市", "资源县"), "county", 2018, OF_COUNTY,
    ),
    Situation(
        "a county of two characters",
        ("和县2016年政府信息公开工作年度报告",),
        "和县人民政府", ("安徽省", "马鞍山市", "和县"), "county", 2016, OF_COUNTY,
    ),
    Situation(
        "a county that has since become a district",
        ("洪泽县人民政府2014年政府信息公开工作年度报告",),
        "洪泽县人民政府", ("江苏省", "淮安市", "洪泽县"), "county", 2014, OF_COUNTY,
    ),
    Situation(
        "a city that is no more",
        ("莱芜市2012年政府信息公开工作年度报告",),
        "莱芜市人民政府", ("山东省", "莱芜市"), "prefecture", 2012, OF_CITY,
    ),
    Situation(
        "town with its county",
        ("砚山县阿猛镇人民政府2016年政府信息公开工作年度报告",),
        "阿猛镇人民政府", AMENG, "township", 2016, OF_TOWN,
    ),
    Situation(
        "peoples' township by its short name",
        ("阿舍乡2015年政府信息公开工作年度报告",),
        "阿舍彝族乡人民政府", (*AMENG[:3], "阿舍彝族乡"), "township", 2015,
        ("我乡按照砚山县人民政府的要求开展工作。",),
    ),
    Situation(
        "subdistrict",
        ("上街区济源路街道办事处2021年政府信息公开工作年度报告",),
        "济源路街道办事处", (*SHANGJIE, "济源路街道"), "township", 2021,
    ),
    Situation(
        "subdistrict office of a district government",
        ("郑州市上街区人民政府济源路街道办事处2022年政府信息公开工作年度报告",),
        "济源路街道办事处", (*SHANGJIE, "济源路街道"), "township", 2022,
    ),
    Situation(
        "subdistrict called an office",
        ("郑州市上街区济源路办事处2019年政府信息公开工作年度报告",),
        "济源路街道办事处", (*SHANGJIE, "济源路街道"), "township", 2019,
    ),
    Situation(
        "a town that the gazetteer lacks",
        ("衡山县云上峰镇2017年政府信息公开工作年度报告",),
        "云上峰镇人民政府", (*HENGSHAN, "云上峰镇"), "township", 2017, OF_TOWN,
    ),
    Situation(
        "a town of a name that eighty counties have",
        ("城关镇2018年政府信息公开工作年度报告",),
        "城关镇人民政府", ("甘肃省", "庆阳市", "镇原县", "城关镇"), "township", 2018,
        ("我镇在镇原县委、镇原县人民政府的领导下开展工作。", *OF_TOWN),
    ),
    Situation(
        "a town that was merged away, of a name that other counties have",
        ("城关镇2012年政府信息公开工作年度报告",),
        "城关镇人民政府", (*HENGSHAN, "城关镇"), "township", 2012,
        ("我镇在衡山县委、衡山县人民政府的领导下开展工作。", *OF_TOWN),
    ),
    # -- places that share a name
    Situation(
        "one of several districts of a name, by its city in the text",
        ("鼓楼区2018年政府信息公开工作年度报告",),
        "鼓楼区人民政府", ("江苏省", "徐州市", "鼓楼区"), "county", 2018,
        (*OF_DISTRICT, "按照徐州市人民政府办公室的部署,对照徐州市考核细则整改。"),
    ),
    Situation(
        "one of several districts of a name, by the footer's registration",
        ("朝阳区2018年政府信息公开工作年度报告",),
        "朝阳区人民政府", ("吉林省", "长春市", "朝阳区"), "county", 2018,
        OF_DISTRICT, ("吉ICP备05001234号",),
    ),
    Situation(
        "several districts of a name and nothing to tell them apart",
        ("鼓楼区2018年政府信息公开工作年度报告",),
        "鼓楼区人民政府", ("鼓楼区",), "county", 2018, OF_DISTRICT,
    ),
    Situation(
        "a short name of a prefecture and of its county",
        ("阿坝2017年政府信息公开工作年度报告",),
        "阿坝县人民政府", ("四川省", "阿坝藏族羌族自治州", "阿坝县"), "county", 2017, OF_COUNTY,
    ),
    Situation(
        "a short name of a province and of its city",
        ("吉林2017年政府信息公开工作年度报告",),
        "吉林市人民政府", ("吉林省", "吉林市"), "prefecture", 2017, OF_CITY,
    ),
    # -- the forms of a title
    Situation(
        "label and breadcrumb",
        ("当前位置:首页 > 政务公开 > 信息公开年报", "(文档)衡山县人民政府2017年政府信息公开年度报告", "衡山县人民政府"),
        "衡山县人民政府", HENGSHAN, "county", 2017,
    ),
    Situation(
        "year first, issuer inside", ("2017年阿猛镇人民政府信息公开年度报告",),
        "阿猛镇人民政府", AMENG, "township", 2017,
    ),
    Situation(
        "cut short", ("庆阳市人民政府办公室2016年政府信息公开工作年度报...",),
        "庆阳市人民政府办公室", GANSU, "department", 2016,
    ),
    Situation(
        "cut shorter", ("衡山县2019年政府信息公开工作年…",), "衡山县人民政府", HENGSHAN, "county", 2019
    ),
    Situation(
        "split over three lines",
        ("庆阳市人民政府", "2012年度", "政府信息公开工作年度报告"),
        "庆阳市人民政府", GANSU, "prefecture", 2012, OF_CITY,
    ),
    Situation(
        "split inside a word",
        ("洪泽区人民政府2023年政府信", "息公开工作年度报告"),
        "洪泽区人民政府", ("江苏省", "淮安市", "洪泽区"), "county", 2023,
    ),
    Situation(
        "spaces and full-width digits",
        ("上 街 区 ２０１５ 年政府信息公开工作年度报告",), "上街区人民政府", SHANGJIE, "county", 2015,
    ),
    Situation(
        "Chinese year", ("上街区二〇〇九年政府信息公开工作年度报告",), "上街区人民政府", SHANGJIE, "county", 2009
    ),
    Situation(
        "year in brackets at the end",
        ("衡山县政府信息公开工作年度报告(2013年度)",), "衡山县人民政府", HENGSHAN, "county", 2013,
    ),
    Situation(
        "关于…的报告",
        ("庆阳市教育局关于2018年度政府信息公开工作情况的报告",),
        "庆阳市教育局", GANSU, "department", 2018, OF_BUREAU,
    ),
    Situation(
        "a summary of work", ("衡山县2010年政务公开和政府信息公开工作总结",),
        "衡山县人民政府", HENGSHAN, "county", 2010,
    ),
    Situation(
        "whole government system",
        ("庆阳市2015年度全市政府信息公开工作年度报告",), "庆阳市人民政府", GANSU, "prefecture", 2015,
    ),
    # -- offices and departments
    Situation(
        "a general office reporting on itself",
        ("2019年重庆市人民政府办公厅政府信息公开工作年度报告",),
        "重庆市人民政府办公厅", ("重庆市",), "department", 2019,
    ),
    Situation(
        "a general office by its short name",
        ("衡山县政府办2018年政府信息公开工作年度报告",),
        "衡山县人民政府办公室", HENGSHAN, "department", 2018,
    ),
    Situation(
        "a government's report that its office signs",
        ("衡山县人民政府2017年政府信息公开年度报告", "衡山县人民政府办公室", "(2018年3月13日)"),
        "衡山县人民政府", HENGSHAN, "county", 2017, OF_COUNTY,
    ),
    Situation(
        "no issuer in the title, the office signs for its government",
        ("2017年政府信息公开工作年度报告",),
        "衡山县人民政府", HENGSHAN, "county", 2017, OF_COUNTY, ("衡山县人民政府办公室", "2018年3月2日"),
    ),
    Situation(
        "a department by its short name, in full in the signature",
        ("湖北省科技厅2016年政府信息公开工作年度报告",),
        "湖北省科学技术厅", ("湖北省",), "department", 2016,
        ("我厅认真落实条例。我厅公开渠道进一步拓宽。",), ("湖北省科学技术厅", "2017年2月6日"),
    ),
    Situation(
        "a department that the text names only in short",
        ("衡山县发改局2016年政府信息公开工作年度报告",),
        "衡山县发改局", HENGSHAN, "department", 2016, ("我局认真落实条例。",),
    ),
    Situation(
        "a department without its place, signed in full",
        ("市发改委2014年政府信息公开工作年度报告",),
        "庆阳市发展和改革委员会", GANSU, "department", 2014,
        ("我委认真落实条例。", "按照庆阳市人民政府要求开展工作。"), ("庆阳市发展和改革委员会", "2015年1月20日"),
    ),
    Situation(
        "a department's bare annual report",
        ("信息公开年报",),
        "湖北省科学技术厅", ("湖北省",), "department", 2015,
        (
            "特向社会公布2015年度我厅信息公开工作年度报告。", "联系:湖北省科技厅办公室。",
            "湖北省科学技术厅印发通知,在省委、省政府领导下,全省公开工作取得进展。",
        ),
        ("湖北省科学技术厅", "2016年2月29日"),
    ),
    Situation(
        "a department in a district, which names its province's and city's governments more often",
        ("上街区教育局2020年政府信息公开工作年度报告",),
        "上街区教育局", SHANGJIE, "department", 2020,
        (*OF_BUREAU, *("落实河南省人民政府、郑州市人民政府关于教育的要求。",) * 9),
    ),
    Situation(
        "a county's public security bureau in 公安县",
        ("公安县公安局2018年政府信息公开工作年度报告",),
        "公安县公安局", ("湖北省", "荆州市", "公安县"), "department", 2018, ("我局认真落实条例。",),
    ),
    Situation(
        "市场 is no 市",
        ("庆阳市市场监督管理局2020年政府信息公开工作年度报告",),
        "庆阳市市场监督管理局", GANSU, "department", 2020, OF_BUREAU,
    ),
    Situation(
        "a branch of a national body",
        ("国家税务总局衡山县税务局2021年政府信息公开工作年度报告",),
        "国家税务总局衡山县税务局", HENGSHAN, "department", 2021, ("我局认真落实条例。",),
    ),
    Situation(
        "a development zone's committee",
        ("郑州高新技术产业开发区管理委员会2017年政府信息公开工作年度报告",),
        "郑州高新技术产业开发区管理委员会", ("河南省", "郑州市"), "department", 2017,
    ),
    Situation(
        "a zone called in short",
        ("衡山县工业园区2019年政府信息公开工作年度报告",),
        "衡山县工业园区管理委员会", HENGSHAN, "department", 2019,
        (), ("衡山县工业园区管理委员会", "2020年1月9日"),
    ),
    Situation(
        "a customs district",
        ("上海海关2018年政府信息公开工作年度报告",), "上海海关", ("上海市",), "department", 2018,
    ),
    Situation(
        "a commission in a municipality",
        ("上海市科学技术委员会2013年政府信息公开年度报告",),
        "上海市科学技术委员会", ("上海市",), "department", 2013,
    ),
    # -- national bodies
    Situation(
        "the cabinet office", ("国务院办公厅2020年政府信息公开工作年度报告",), "国务院办公厅", (), "nation", 2020
    ),
    Situation("a ministry", ("教育部2011年政府信息公开工作年度报告",), "教育部", (), "nation", 2011),
    Situation(
        "a national commission", ("国家发展和改革委员会2016年政府信息公开工作年度报告",),
        "国家发展和改革委员会", (), "nation", 2016, ("在北京市、河北省、湖北省、贵州省开展试点。",),
    ),
    Situation("a general administration", ("海关总署2019年政府信息公开工作年度报告",), "海关总署", (), "nation", 2019),
    # -- titles without issuer or year, and no title at all
    Situation(
        "no title, a city by its own words",
        (
            "根据安排,现将政务公开工作开展情况进行汇报,不妥之处请指正。",
            "今年,庆阳市把公开透明作为政府工作的基本要求,截止2018年底,共公开政府信息317条。",
            "2018年度,共收到公开申请30件。", "四、2019年度的打算", "2019年继续推进。",
        ),
        "庆阳市人民政府", GANSU, "prefecture", 2018,
        (*OF_CITY, "落实《甘肃省人民政府办公厅关于印发2018年政务公开工作要点的通知》(甘政办发〔2018〕8号)。"),
    ),
    Situation(
        "no title, a town by who fills in the table",
        ("2016年1月至12月,未收到公开申请。", "政府信息公开情况统计表", "(2016年度)", "填报单位(盖章):阿猛镇人民政府"),
        "阿猛镇人民政府", AMENG, "township", 2016, ("我镇按照砚山县的要求公开。",),
    ),
    Situation(
        "no title, period with its digits lost",
        ("衡山县人民政府办公室", "2018313日)", "本报告中所列数据的统计期限自201711日起至20171231日止。"),
        "衡山县人民政府", HENGSHAN, "county", 2017, OF_COUNTY,
    ),
    Situation(
        "title of the year alone, a bureau signs",
        ("2018年度政府信息公开工作年度报告",),
        "庆阳市教育局", GANSU, "department", 2018,
        (*OF_BUREAU, "按照庆阳市人民政府的要求,对照庆阳市的考核细则整改,庆阳市政府门户网站设专栏。"),
        ("庆阳市教育局", "2019年1月15日"),
    ),
    Situation(
        "issuer in brackets behind the title",
        ("2018年政府信息公开工作年度报告(庆阳市教育局)",), "庆阳市教育局", GANSU, "department", 2018, OF_BUREAU,
    ),
    Situation(
        "issuer in the page's index",
        ("• 005283492/2017-00001", "• 上街区人民政府", "• 2017-02-23", "2016年政府信息公开工作年度报告"),
        "上街区人民政府", SHANGJIE, "county", 2016, OF_DISTRICT,
    ),
    Situation(
        "the regulation's title inside the report's",
        ("庆阳市2009年《中华人民共和国政府信息公开条例》执行情况的报告",),
        "庆阳市人民政府", GANSU, "prefecture", 2009, OF_CITY,
    ),
    Situation(
        "an office's name over the title, and the text speaks for nobody else",
        ("庆阳市人民政府办公室", "2018年政府信息公开工作年度报告"),
        "庆阳市人民政府办公室", GANSU, "department", 2018,
    ),
    Situation(
        "a ministry named as the one that published the form",
        ("2018年政府信息公开工作年度报告", "按照由国务院公布的条例、由教育部印发的格式编制。"),
        "庆阳市人民政府", GANSU, "prefecture", 2018, (*OF_CITY, "庆阳市设公开专栏。"),
    ),
    Situation(
        "a heading that is no issuer over the title",
        ("各位代表", "2018年政府信息公开工作年度报告"), "衡山县人民政府", HENGSHAN, "county", 2018,
        OF_COUNTY, ("衡山县人民政府", "2019年1月9日"),
    ),
    Situation(
        "a day and a file number in the title",
        ("衡山县2009年政府信息公开工作年度报告(2010年3月)", "山政办发〔2010〕7号"),
        "衡山县人民政府", HENGSHAN, "county", 2009,
    ),
    Situation(
        "the title's own page header of another year's list",
        ("政府信息公开年报", "上街区政府信息公开工作年度报告", "(2014年度)"),
        "上街区人民政府", SHANGJIE, "county", 2014, OF_DISTRICT,
    ),
    # -- what must not mislead
    Situation(
        "a page's clock over the text",
        (
            "2023年11月5日 星期天", "阿猛镇2017年政府信息公开工作年度报告",
            "发布时间:2018-08-21 21:15:58 来源:阿猛镇人民政府 阅读次数:89",
        ),
        "阿猛镇人民政府", AMENG, "township", 2017, OF_TOWN,
    ),
    Situation(
        "other years named more often",
        ("政府信息公开工作年度报告", "数据统计期限自2013年1月1日起至2013年12月31日止。"),
        "衡山县人民政府", HENGSHAN, "county", 2013,
        (
            *OF_COUNTY, "衡山县人民政府门户网站改版。", CITES,
            *("2008年至2012年间,2012年较2011年增长,2012年公开87条。",) * 3,
        ),
    ),
    Situation(
        "subordinate counties listed over and over",
        ("2014年政府信息公开工作年度报告",),
        "庆阳市人民政府", GANSU, "prefecture", 2014,
        (
            *OF_CITY, "庆阳市人民政府公开各类信息。",
            *("环县、华池县、镇原县、宁县、正宁县、合水县、庆城县、西峰区按时报送,环县最好。",) * 6,
        ),
    ),
    Situation(
        "the State Council and the province cited throughout",
        ("2015年政府信息公开工作年度报告",),
        "上街区人民政府", SHANGJIE, "county", 2015,
        (
            *OF_DISTRICT, "上街区门户网站公开各类信息。上街区设查阅点。",
            *(CITES, "按照《河南省人民政府办公厅关于做好公开工作的通知》(豫政办〔2015〕29号)落实。") * 4,
            *("对照《郑州市人民政府关于做好公开工作的通知》(郑政〔2015〕3号)整改。",) * 4,
        ),
    ),
    Situation(
        "the city's site over a bureau's report",
        ("庆阳市人民政府门户网站", "庆阳市司法局2020年政府信息公开工作年度报告", "来源:庆阳市人民政府"),
        "庆阳市司法局", GANSU, "department", 2020, ("我局认真落实条例。",), ("主办单位:庆阳市人民政府办公室",),
    ),
    Situation(
        "a year before the regulation's in a cited name",
        ("郑州市上街区2016年政府信息公开工作年度报告", "2007年国务院第492号令公布的条例,2008年起施行。"),
        "上街区人民政府", SHANGJIE, "county", 2016, OF_DISTRICT,
    ),
    Situation(
        "a region's short name", ("宁夏区教育厅2018年政府信息公开工作年度报告",),
        "宁夏回族自治区教育厅", ("宁夏回族自治区",), "department", 2018,
    ),
    Situation(
        "no title, the year told once and borne out by the day of the signature",
        ("一、总体情况", "2019年,衡山县人民政府认真落实条例,公开信息312条。"),
        "衡山县人民政府", HENGSHAN, "county", 2019, (), ("衡山县人民政府", "2020年1月20日"),
    ),
    Situation(
        "全州 is the whole prefecture, not 全州县",
        ("2016年政府信息公开工作年度报告",),
        "阿坝藏族羌族自治州人民政府", ("四川省", "阿坝藏族羌族自治州"), "prefecture", 2016,
        (
            "全州各级行政机关落实条例,全州县级政府均设查阅点,我州渠道拓宽。",
            "阿坝州人民政府网站改版,阿坝州各县和政府部门公开资源。",
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_reads_who_where_and_when(situation: Situation) -> None:
    identity = identify(document(*situation.head, *situation.words, *NEUTRAL, *situation.tail))
    issuer = identity.issuer
    assert (issuer.name, issuer.region_path, issuer.level, identity.year) == (
        situation.issuer,
        situation.path,
        situation.level,
        situation.year,
    )
    assert issuer.region == (situation.path[-1] if situation.path else "全国")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("发布时间:2017-03-03 00时00分",), date(2017, 3, 3)),
        (("发布日期：2017年3月3日　来源：某网",), date(2017, 3, 3)),
        (("2023年11月5日 星期天", "发布时间:2017-08-21 21:15:58"), date(2017, 8, 21)),
        (("成文日期:2017-01-20", "发布日期:2017-01-25"), date(2017, 1, 25)),
        (("• 2017-02-23",), date(2017, 2, 23)),
        (("(2017年3月13日)",), date(2017, 3, 13)),
        (("2017313日)",), date(2017, 3, 13)),
        (("2017111日)",), None),  # the 1st of November or the 11th of January
        (("二〇一七年三月十三日",), date(2017, 3, 13)),
        (("2023年11月5日 星期天",), None),
        (("2012年3月13日",), None),  # before the year that the report is about
        ((), None),
    ],
)
def test_reads_the_day_of_publication(lines: tuple[str, ...], expected: date | None) -> None:
    identity = identify(document("衡山县2016年政府信息公开年度报告", *lines, *NEUTRAL))
    assert identity.published == expected


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("(文档)衡山县2016年政府信息公开年度报告",), "衡山县2016年政府信息公开年度报告"),
        (("衡山县人民政府", "2016年政府信息公开年度报告"), "衡山县人民政府2016年政府信息公开年度报告"),
        (("衡山县2016年政府信息公开工作年度报...",), "衡山县2016年政府信息公开工作年度报告"),
        (("衡山县 2016 年政府信息公开年度报告_某县政府网",), "衡山县2016年政府信息公开年度报告"),
        (("信息公开年报", "2016年1月1日至2016年12月31日,衡山县人民政府公开信息9条。"), "信息公开年报"),
        (("2016年1月1日至2016年12月31日,公开衡山县文件9件。",), "衡山县人民政府2016年政府信息公开工作年度报告"),
    ],
)
def test_gives_the_title_whole(lines: tuple[str, ...], title: str) -> None:
    assert identify(document(*lines, *OF_COUNTY, *NEUTRAL)).title == title


def test_reads_the_index_over_the_text() -> None:
    words = (
        "索引号",
        "00528/2017-1",
        "发布机构",
        "上街区人民政府",
        "标题:",
        "2016年政府信息公开工作年度报告",
        "发布日期",
        "2017-02-23",
    )
    cells = tuple(Cell(text, number // 4, number % 4) for number, text in enumerate(words))
    blocks = (Block(grid=Grid(cells, 2, 4)), *(Block(line) for line in (*OF_DISTRICT, *NEUTRAL)))
    identity = identify(assemble(Reading(blocks)))
    assert identity.report_id == "河南省郑州市上街区-2016"
    assert identity.title == "2016年政府信息公开工作年度报告"
    assert identity.published == date(2017, 2, 23)


def test_a_title_in_the_files_metadata_yields_to_the_text() -> None:
    stale = document(
        "上街区人民政府2021年政府信息公开工作年度报告", *NEUTRAL, title="衡山县2019年政府信息公开工作年度报告"
    )
    assert identify(stale).report_id == "河南省郑州市上街区-2021"
    alone = document(*OF_DISTRICT, *NEUTRAL, title="上街区2020年政府信息公开工作年度报告")
    assert identify(alone).report_id == "河南省郑州市上街区-2020"


NEWS = (
    "本报讯(记者 李明) 昨日,庆阳市召开2018年政务公开推进会,就主动公开、依申请公开、行政复议、行政诉讼作出部署。",
    "会议要求加强业务培训和政策解读,改进存在的问题,2018年底前完成门户网站改版。",
)


@pytest.mark.parametrize(
    "lines",
    [
        ("番茄炒蛋", "番茄2个,鸡蛋3个,油盐适量。", "2018年最受欢迎的家常菜。"),
        ("庆阳市2018年国民经济和社会发展统计公报", "全市生产总值708亿元。"),
        NEWS,
        ("关于做好2018年政府信息公开工作年度报告编制工作的通知", *NEUTRAL, "庆阳市人民政府办公室", "2019年1月3日"),
        ("庆阳市政府信息公开指南(2018年版)", *NEUTRAL),
        ("中华人民共和国政府信息公开条例", *NEUTRAL, "本条例自2019年5月15日起施行。"),
        (
            "××人民政府政府信息公开工作年度报告",
            "一、主动公开情况",
            "主动公开信息__条",
            "二、依申请公开情况",
            "申请__件",
        ),
        ("政府信息公开工作年度报告", *NEUTRAL),  # neither issuer nor year
        ("2018年政府信息公开工作年度报告", *NEUTRAL),  # no issuer
        ("庆阳市政府信息公开工作年度报告", *OF_CITY, *NEUTRAL),  # no year
        ("庆阳市政府信息公开工作年度报告", "发布时间:2019-03-03", *OF_CITY, *NEUTRAL),  # a publication date is no year
    ],
)
def test_what_is_no_report_is_refused_with_a_sentence(lines: tuple[str, ...]) -> None:
    with pytest.raises(NotAReport) as refused:
        identify(document(*lines))
    assert refused.value.message.endswith(".")
    assert "\n" not in refused.value.message


def test_a_notice_that_wraps_a_report_is_a_report() -> None:
    wrapped = document(
        "庆阳市人民政府办公室关于公布2018年政府信息公开工作年度报告的通知",
        "庆阳市2018年政府信息公开工作年度报告",
        *OF_CITY,
        *NEUTRAL,
    )
    assert identify(wrapped).report_id == "甘肃省庆阳市-2018"


FRAGMENTS = (
    "庆阳市",
    "人民政府",
    "2018年",
    "政府信息公开",
    "年度报告",
    "《",
    "》",
    "(",
    "填报单位:",
    "我局",
    "全市",
    "。",
    "1月1日",
    "由",
    "公布",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=12).map("".join), max_size=12))
def test_any_text_is_identified_or_refused(lines: list[str]) -> None:
    whole = document("公开", *lines, *NEUTRAL)
    try:
        identity = identify(whole)
    except NotAReport:
        return
    assert identity.title
    assert identity.issuer.name
    assert 2000 <= identity.year < 2100


@pytest.mark.parametrize(
    "line", ["2017" + " " * 50_000, "公开" * 30_000, "《" * 50_000, "由" * 50_000, "庆阳市、" * 20_000]
)
def test_a_hostile_line_does_not_hold_it_up(line: str) -> None:
    begun = time.process_time()
    identify(document("衡山县2016年政府信息公开年度报告", line, *NEUTRAL))
    assert time.process_time() - begun < 5


SEEDS = {
    "阿坝州_2016.txt": ("阿坝藏族羌族自治州人民政府", ("四川省", "阿坝藏族羌族自治州"), "prefecture", 2016),
    "庆阳市_2018.txt": ("庆阳市人民政府", GANSU, "prefecture", 2018),
    "衡山县_2017.txt": ("衡山县人民政府", HENGSHAN, "county", 2017),
    "阿猛镇_2017.txt": ("阿猛镇人民政府", AMENG, "township", 2017),
    "上街区_2016.txt": ("上街区人民政府", SHANGJIE, "county", 2016),
}


@pytest.mark.parametrize("name", SEEDS)
def test_the_sample_reports(name: str) -> None:
    source = next(iter(walk([ROOT / "reports" / name])))
    identity = identify(read(source))
    issuer = identity.issuer
    assert (issuer.name, issuer.region_path, issuer.level, identity.year) == SEEDS[name]


@pytest.mark.skipif(not MORE.is_dir(), reason="further real reports are not on this machine")
def test_further_real_reports() -> None:
    found = {identify(read(source)).report_id for source in walk([MORE])}
    assert found == {
        *(f"河北省科学技术厅-{year}" for year in range(2015, 2024)),
        "上海市人民政府办公厅-2019",
        "江苏省淮安市洪泽区-2023",
    }
