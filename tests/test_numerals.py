"""Numbers, their units, and what only looks like a number."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.figures import figures
from index.notations import notations
from index.numerals import NUMERAL, fold, parse_number, separators, without_beside

_SIGNS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """`number` below 10**8 in Chinese numerals, as a person writes it."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        between = "零" if 0 < low < 1_000 else ""
        return chinese(high) + "万" + between + (chinese(low) if low else "")
    words, pending = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            words += ("零" if pending and words else "") + _SIGNS[digit] + sign
            pending = False
        else:
            pending = bool(words)
    return words or "零"


@given(st.integers(0, 10**8 - 1))
def test_chinese_numerals_read_back(number: int) -> None:
    assert parse_number(chinese(number)) == number


@given(st.integers(10, 10**8 - 1), st.sampled_from(["共受理", "收到", "公开信息"]))
def test_chinese_numerals_are_found_whole_in_sentences(number: int, words: str) -> None:
    formal = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    for written in (chinese(number), chinese(number).translate(formal)):
        found = re.search(rf"{NUMERAL}万?", f"{words}{written}件")  # a multiple behind it is the measure's
        if found is not None:  # 万 alone with signs of one digit (壹万) is no formal figure that is sure
            assert found.group() == written
            assert parse_number(written) == number
        else:
            assert not set(written) & set("十百千拾佰仟")


@given(st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False))
def test_arabic_numerals_read_back_with_and_without_grouping(number: Decimal) -> None:
    assert parse_number(f"{number:f}") == number
    assert parse_number(f"{number:,f}") == number
    assert parse_number(f"{number:,f}".translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．"))) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百〇八", 108), ("柒佰叁拾贰", 732), ("壹仟零贰拾肆", 1024), ("壹万零壹拾", 10010), ("廿三", 23),
        ("二〇一八", 2018), ("一百二", 120), ("十二", 12), ("两百零五", 205), ("一万零三", 10003), ("三点一四", "3.14"),
        ("16.4万", 164000), ("1.2亿", 120000000),
        ("三五", None), ("二三十", None), ("十百", None), ("12件", None), ("1,23", None), ("", None),
        ("九" * 10_000, None),
    ],
)  # fmt: skip
def test_parse_number(text: str, value: int | str | None) -> None:
    assert parse_number(text) == (None if value is None else Decimal(value))


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_keeps_disguised_digits_apart() -> None:
    assert fold("①３件，平方米²") == "①3件,平方米²"


@pytest.mark.parametrize(
    ("text", "value", "unit", "exact", "approximate"),
    [
        ("公开信息16.4万条", "16.4", "万条", "164000", None),
        ("成交金额132.44亿元", "132.44", "亿元", "13244000000", None),
        ("刊登信息18754万余条", "18754", "万条", "187540000", "余"),
        ("更新数据1300余条", "1300", "条", "1300", "余"),
        ("近162人次", "162", "人次", "162", "近"),
        ("约35万元", "35", "万元", "350000", "约"),
        ("阅读量2万人次以上", "2", "万人次", "20000", "以上"),
        ("阅读量达106万，", "106", "万", "1060000", None),
        ("收到１，２３４件", "1234", "件", "1234", None),
        ("收到1'234件", "1234", "件", "1234", None),
        ("提示工作24人(次)", "24", "人(次)", "24", None),
        ("公开率81％", "81", "%", "81", None),
        ("公开率百分之八十一点五", "81.5", "%", "81.5", None),
        ("提高81个百分点", "81", "个百分点", "81", None),
        ("受理复议案件三十二件", "32", "件", "32", None),
        ("发放资料二万三千份", "23000", "份", "23000", None),
        ("参加培训一万五千余人", "15000", "人", "15000", "余"),
        ("举办两次培训", "2", "次", "2", None),
        ("受理复议案件一件。", "1", "件", "1", None),
        ("提供24小时服务", "24", "小时", "24", None),
        ("覆盖8县（区）", "8", "县(区)", "8", None),
        ("3.18万条", "3.18", "万条", "31800", None),
    ],
)
def test_figures(text: str, value: str, unit: str, exact: str, approximate: str | None) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.unit, figure.exact) == (Decimal(value), unit, Decimal(exact))
    assert figure.approximate == approximate
    assert text[figure.start : figure.end] == figure.raw


NO_FIGURES = """
2018年9月21日 2017年度 3月份 二〇一八年 2016-2018年 2018313日 一季度 10:30
（国办发〔2016〕19号） 庆政办发[2018]18号 国务院令第711号 第二十条第（一）项 《2016年15项任务》
一是加强领导 1.加强领导 （3）加强领导 第三方
电话：0837—2822976 邮编624000 手机13800001234 12345政务服务热线 中心路132号 www.example12.gov.cn V2.0版
“一窗办” “3个1”机制 “双随机一公开” 互联网+ 高效办成一件事 7×24小时
3至5件 三、四个 3万5千元 数十条 上百次 几十个 三五个 三亿二千万元
一个部门 二次传播 四个方面 信息2.5条 共8期间 007件 重要解读7 10民生领域
""".split("\n")


@pytest.mark.parametrize("text", ["1 234件", *(word for line in NO_FIGURES for word in line.split())])
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "raw"),
    [
        ("联系电话：0837—2822976。", "telephone", "0837—2822976"),
        ("邮编：624000，", "postcode", "：624000"),
        ("地址：中心路132号", "address", "132号"),
        ("2018年9月21日公开", "date", "2018年9月21日"),
        ("（国办发〔2016〕19号）", "document", "〔2016〕19号"),
        ("共3至5件", "range", "3至5"),
    ],
)
def test_notations(text: str, kind: str, raw: str) -> None:
    assert (kind, raw) in [(notation.kind, notation.raw) for notation in notations(text)]


def test_an_item_number_before_a_figure_is_no_part_of_it() -> None:
    assert [(figure.value, figure.start) for figure in figures("完成如下。3.18条申请已答复")] == [(Decimal(18), 7)]


@given(
    st.sampled_from(["公开信息", "收到申请", "，培训", "（其中：图书馆"]),
    st.integers(0, 10**7),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["余", ""]),
    st.sampled_from(["件", "条", "人次", "元", "份"]),
    st.sampled_from(["。", "，", "、其他", "）"]),
)
def test_a_written_figure_reads_back(before: str, number: int, times: str, odd: str, unit: str, after: str) -> None:
    text = f"{before}{number}{times}{odd}{unit}{after}"
    figure = figures(text)[0]
    assert figure.value == number
    assert (figure.unit, figure.base_unit, figure.approximate) == (times + unit, unit, odd or None)
    assert text[figure.start : figure.end] == f"{number}{times}{odd}{unit}"


@given(st.text(alphabet="0123456789一二三十百万亿.,，、。；：（）()-—年月日第件条次余近%％ \n《》“”是", max_size=60))
def test_any_text_gives_figures_that_stand_apart_and_verbatim(text: str) -> None:
    reached = 0
    for figure in figures(text):
        assert reached <= figure.start < figure.end
        assert figure.raw == text[figure.start : figure.end]
        reached = figure.end


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2009", "\u202f", "\u3000"])
@given(number=st.integers(1_000, 10**9))
def test_threes_parted_by_blanks_are_one_number(blank: str, number: int) -> None:
    written = f"{number:,}".replace(",", blank)
    text = fold(f"主动公开政府信息{written}条")
    parting = separators(text, 0, len(text))
    assert parse_number(written) == number
    assert "".join(char for at, char in enumerate(text) if at not in parting) == f"主动公开政府信息{number}条"
    assert without_beside(text) == text


@pytest.mark.parametrize(
    "beside", ["12 34", "1 02", "2020 024", "1 024 5", "表1 300", "附件2 120", "0 120", "3 120 45"]
)
def test_numbers_side_by_side_are_neither_one_nor_two(beside: str) -> None:
    text = f"收到申请{beside}件"
    assert not separators(text, 0, len(text))
    assert not any(char.isdigit() for char in without_beside(text))


@given(st.text("0123456789 ,.件申请"))
def test_numbers_side_by_side_keep_every_place(text: str) -> None:
    assert len(without_beside(text)) == len(text)
