"""What a web page puts around a report goes; what the report says stays, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.files import SourceFile, read
from index.furniture import is_furniture, strip
from index.model import Block, Cell, Grid

SAMPLES = Path(__file__).resolve().parent.parent / "reports"
BODY = [
    "青禾县2016年政府信息公开年度报告",
    "一、概述",
    "2016年，全县主动公开政府信息三千余条，收到申请12件。",
    "2017年1月20日",
]

HEAD_FURNITURE = [
    "当前位置: 首页 / 政务公开",
    "您现在的位置：首页 > 政府信息公开 > 年度报告",
    "首页 >> 政务公开 >> 年报",
    "字体:",
    "【字体：大 中 小】",
    "字号：小 中 大 打印本页 关闭窗口",
    "访问量:12",
    "浏览次数：1,234次",
    "阅读：56 次",
    "分享到:",
    "分享到：微信 新浪微博 QQ空间",
    "扫一扫在手机打开当前页",
    "2031年11月5日 星期三",
    "今天是：2031年3月2日 星期日 10:20:30",
    "设为首页 | 加入收藏 | 网站地图",
    "无障碍 关怀版 登录 注册",
    "首页 政务公开 政务服务 互动交流 走进青禾",
    "【打印本页】【关闭窗口】",
]
TAIL_FURNITURE = [
    ["相关信息"],
    ["分享到:", "相关文件", "", "扫一扫在手机打开当前页", "相关信息"],
    [
        "设为首页 加入收藏 网站地图",
        "主办:青禾县人民政府 承办:青禾县大数据中心",
        "政府服务热线:12345",
        "网站备案号:苗ICP备1号",
    ],
    ["版权所有：青禾县人民政府", "地址：中心路1号 邮编：100000", "您是第 12345 位访客"],
    ["青禾县人民政府版权所有 苗ICP备00000001号", "Produced By 某公司"],
    ["青禾县人民政府办公室主办 青禾县大数据中心承办", "苗公网安备 99000000000001号"],
    ["上一篇：没有了", "下一篇：青禾县2015年政府信息公开年度报告"],
    ["【打印本页】 【关闭窗口】", "Copyright © 2017 All Rights Reserved"],
]
CONTENT = [
    "发布时间:2017-01-21 10:00     来源:青禾县政府办 阅读次数:3689",
    "• 990000000/2017-00001",
    "青禾县人民政府办公室",
    "联系电话：000-12345678",
    "地址：中心路1号，邮编：100000。",
    "2.政府网站公开政府信息数",
    "——",
    "0",
    "人次",
    "3.政务微博公开政府信息数52",
    "访问量达12万人次，阅读次数同比增长3倍，",
    "附件：2016年统计表.doc",
    "无。",
    "网站标识码、ICP备案号和公网安备号均已在页面底部公示。",
    "主办单位已按要求整改，网站全年访问量：120万人次。",
]


def texts(lines: list[str]) -> list[Block]:
    return [Block(text=line) for line in lines]


def kept(lines: list[str]) -> list[str]:
    return [block.text for block in strip(texts(lines))]


@pytest.mark.parametrize("line", HEAD_FURNITURE)
def test_furniture_above_a_report_goes(line: str) -> None:
    assert kept([line, *BODY]) == BODY


@pytest.mark.parametrize("footer", TAIL_FURNITURE)
def test_a_footer_goes_with_all_its_lines(footer: list[str]) -> None:
    assert kept([*BODY, *footer]) == BODY


@pytest.mark.parametrize("line", CONTENT)
def test_content_stays_above_within_and_below(line: str) -> None:
    assert kept([line, *BODY]) == [line, *BODY]
    assert kept([*BODY[:2], line, *BODY[2:]]) == [*BODY[:2], line, *BODY[2:]]
    assert kept([*BODY, line]) == [*BODY, line]


def test_a_menu_one_entry_a_line_goes() -> None:
    menu = ["首页", "走进青禾", "政务公开", "政务服务", "互动交流"]
    assert kept([*menu, *BODY]) == BODY


def test_a_report_on_counters_keeps_its_sentences() -> None:
    body = [*BODY, "（二）政务微信累计阅读次数：12345次，分享到朋友圈300余次。", "三、存在问题"]
    assert kept(body) == body


def test_buttons_between_a_reports_lines_are_left_alone() -> None:
    body = [*BODY[:2], "微信", *BODY[2:]]
    assert kept(body) == body


def test_a_table_at_the_end_keeps_its_blank_rows() -> None:
    table = ["涉及商业秘密", "", "涉及个人隐私", "", "八、机构建设和保障经费情况", "", "（三）接受培训人员数", "人次"]
    assert kept([*BODY, *table]) == [*BODY, *table]


def test_grids_are_never_touched() -> None:
    grid = Block(grid=Grid((Cell("主办：", 0, 0), Cell("字体:", 0, 1)), 1, 2))
    assert strip([grid, *texts(BODY), grid]) == (grid, *texts(BODY), grid)


def test_the_sample_reports_keep_their_ends_and_lose_their_pages() -> None:
    found = {}
    for path in sorted(SAMPLES.glob("*.txt")):
        text = read(SourceFile(str(path), path.name, path.read_bytes())).text
        found[path.stem.partition("_")[0]] = text
        assert "ICP" not in text
        assert "扫一扫" not in text
        assert "当前位置" not in text
    assert found["阿坝州"].startswith("2016年阿坝州政府信息公开工作年度报告\n\n发布时间:2017-03-03 00时00分")
    assert found["阿坝州"].endswith("依法追究有关责任人和单位领导的责任。")
    assert found["庆阳市"].startswith("根据办公室安排,我现代表")
    assert found["衡山县"].endswith("(三)接受培训人员数\n\n人次\n\n240")
    assert found["阿猛镇"].startswith("阿猛镇2017年政府信息公开工作年度报告\n发布时间:2018-08-21 21:15:58")
    assert found["阿猛镇"].endswith("(三)接受培训人员数人次")
    assert found["上街区"].startswith("• 005283492/2017-00001")
    assert found["上街区"].endswith("2017年2月23日")


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(HEAD_FURNITURE + CONTENT + BODY), st.text(max_size=40)), max_size=30))
def test_no_sentence_or_figure_is_ever_dropped_and_nothing_is_changed(lines: list[str]) -> None:
    left = kept(lines)
    rest = iter(lines)
    assert all(line in rest for line in left)
    for line in (*BODY[1:3], "0", "2.政府网站公开政府信息数", "无。"):
        assert left.count(line) == lines.count(line)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_line_is_judged(line: str) -> None:
    assert is_furniture(line) in (True, False)
