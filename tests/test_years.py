"""The years of a question: in every writing, as ranges, relative to today; and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.question import plain
from assistant.years import year_words

TODAY = date(2024, 5, 17)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("遂昌县2016年收到多少件申请", (2016,)),
        ("遂昌县2016年度收到多少件申请", (2016,)),
        ("遂昌2016收到多少件申请", (2016,)),
        ("２０１６年收到多少件申请", (2016,)),
        ("二〇一六年收到多少件申请", (2016,)),
        ("二零一六年度收到多少件申请", (2016,)),
        ("二○二一年的报告", (2021,)),
        ("16年收到多少件申请", (2016,)),
        ("08年的报告", (2008,)),
        ("一六年收到多少件申请", (2016,)),
        ("二一年收到多少件申请", (2021,)),
        ("in '16", (2016,)),
        ("in ’16", (2016,)),
        ("applications received in 2016", (2016,)),
        ("the 2016 report", (2016,)),
        ("2016、2018年", (2016, 2018)),
        ("2016年和2018年相差多少", (2016, 2018)),
        ("2018年比2016年多几件", (2018, 2016)),
        ("in 2016 and 2018", (2016, 2018)),
        ("between 2016 and 2018", (2016, 2018)),
        ("2016至2018年", (2016, 2017, 2018)),
        ("2016年到2018年", (2016, 2017, 2018)),
        ("2016年—2018年", (2016, 2017, 2018)),
        ("2016-2018", (2016, 2017, 2018)),
        ("2016～2018年", (2016, 2017, 2018)),
        ("2016-18年", (2016, 2017, 2018)),
        ("from 2016 to 2018", (2016, 2017, 2018)),
        ("2016 through 2018", (2016, 2017, 2018)),
        ("2016年和2016年", (2016,)),
    ],
)
def test_a_year_is_read_in_every_writing(text: str, years: tuple[int, ...]):
    assert year_words(plain(text), TODAY).years == years


@pytest.mark.parametrize(
    "text",
    [
        "公开了2016条信息",
        "收到1998件申请",
        "共2000份文件",
        "一共2010次",
        "经费2012万元",
        "率为2016.5",
        "收到20161件",
        "电话0578-2016123",
        "30年来",
        "10年前",
        "5年",
        "三年",
        "12345热线",
        "信息公开条例",
        "",
    ],
)
def test_other_numbers_are_no_years(text: str):
    assert year_words(plain(text), TODAY).years == ()


@pytest.mark.parametrize(
    ("text", "year", "words"),
    [
        ("去年收到多少件申请", 2023, "去年"),
        ("上一年收到多少件申请", 2023, "上一年"),
        ("前年收到多少件申请", 2022, "前年"),
        ("今年收到多少件申请", 2024, "今年"),
        ("本年度收到多少件申请", 2024, "本年度"),
        ("how many applications last year", 2023, "last year"),
        ("how many applications this year", 2024, "this year"),
    ],
)
def test_a_relative_year_counts_from_today(text: str, year: int, words: str):
    read = year_words(text, TODAY)
    assert (read.years, read.relative) == ((year,), words)


@pytest.mark.parametrize("text", ["2017年比上年增长多少", "2017年较去年多几件", "2017 compared with last year"])
def test_a_relative_word_beside_a_year_is_no_year_of_its_own(text: str):
    read = year_words(text, TODAY)
    assert (read.years, read.relative) == ((2017,), None)


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("近三年的经费", 3),
        ("最近5年收到的申请", 5),
        ("过去两年", 2),
        ("近十年", 10),
        ("the last three years", 3),
        ("over the past 4 years", 4),
        ("近年来的经费", None),
        ("2016年的经费", None),
    ],
)
def test_the_latest_years_are_counted(text: str, many: int | None):
    assert year_words(text, TODAY).recent == many


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("历年经费", True),
        ("逐年的申请数", True),
        ("每年收到多少件", True),
        ("applications by year", True),
        ("applications in each year", True),
        ("2016年的经费", False),
    ],
)
def test_a_series_is_told_from_a_year(text: str, every: bool):
    assert year_words(text, TODAY).every is every


DIGITS = "〇一二三四五六七八九"
WRITINGS = st.sampled_from(
    (
        lambda year: f"{year}年",
        lambda year: f"{year}年度",
        lambda year: f"{year}",
        lambda year: "".join(DIGITS[int(digit)] for digit in str(year)) + "年",
        lambda year: "".join(chr(ord("０") + int(digit)) for digit in str(year)) + "年",
    )
)


@settings(deadline=None)
@given(
    st.integers(2000, 2029),
    WRITINGS,
    st.sampled_from(("", "泸溪县", "请问")),
    st.sampled_from(("", "的经费", "收到多少")),
)
def test_any_year_in_any_writing_is_that_year(year: int, write, before: str, after: str):
    read = year_words(plain(f"{before}{write(year)}{after}"), TODAY)
    assert read.years == (year,)
    assert read.relative is None


@settings(deadline=None)
@given(st.integers(2000, 2020), st.integers(1, 9), st.sampled_from(("-", "—", "至", "到", "~", " to ")))
def test_a_range_holds_every_year_in_it(first: int, more: int, joint: str):
    assert year_words(f"{first}年{joint}{first + more}年", TODAY).years == tuple(range(first, first + more + 1))


@settings(deadline=None)
@given(
    st.text(alphabet=st.sampled_from("12０一二〇零年度月近最去前上-至~到'’ .,条件last year and 2016"), max_size=40)
    | st.text(max_size=40)
)
def test_any_text_is_read_and_the_spans_lie_in_it(text: str):
    read = year_words(text, TODAY)
    assert all(0 <= start < end <= len(text) for start, end in read.spans)
    assert len(set(read.years)) == len(read.years)
    assert all(1900 <= year < 2100 for year in read.years)
