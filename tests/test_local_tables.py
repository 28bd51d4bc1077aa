"""Tables in no statutory form, which reports draw for themselves: their figures, what they count, whose and of when."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import pytest
from answering import draft_of, text_of
from hypothesis import given, settings
from hypothesis import strategies as st

from index.files import SourceFile, read
from index.local_cells import read_figure
from index.local_words import counted_in, is_total, is_unit, matter_of
from index.model import Quantity, Report
from index.understand import understand

HEAD = (
    "<h1>慈利县人民政府2012年政府信息公开工作年度报告</h1><p>根据《中华人民共和国政府信息公开条例》编制本报告，"
    "包括主动公开、依申请公开、收费减免、行政复议和行政诉讼情况。</p><p>一、有关情况</p><p>{caption}</p>{table}"
    "<p>二、存在的主要问题</p><p>业务培训不够经常。</p>"
)


def report_with(rows: list[str], caption: str = "有关情况如下表") -> Report:
    """The report with a table of these rows, cells parted by bars; `3*` before a cell's words makes it span three
    columns, `3/` three rows."""
    lines = "".join(f"<tr>{''.join(map(_cell, row.split('|')))}</tr>" for row in rows)
    page = HEAD.format(caption=caption, table=f"<table>{lines}</table>")
    return understand(read(SourceFile("page.html", "page.html", page.encode())), "page.html", "0")


def _cell(text: str) -> str:
    if text[1:2] in {"*", "/"} and text[0].isdecimal():
        span = "colspan" if text[1] == "*" else "rowspan"
        return f'<td {span}="{text[0]}">{escape(text[2:])}</td>'
    return f"<td>{escape(text)}</td>"


def tabled(report: Report) -> list[tuple[str, str, str, int | None]]:
    """What the report's tables give: what is counted, the figure, its unit, and the year where one is named."""
    return [
        (one.subject, str(one.value), one.unit, one.year)
        for one in report.quantities
        if any(table.start <= one.at < table.end for table in report.tables)
    ]


CATEGORIES = [
    "信息类别|数量（条）|占比",
    "机构职能|120|10.1%",
    "规划计划|1,024|86.6%",
    "政策法规|38|3.2%",
    "合计|1182|100%",
]
CHANNELS = ["序号|公开渠道|单位|数量", "1|县政府网站|条|2300", "2|政府公报|期|12", "3|新闻发布会|场|3", "4|微博|条|—"]
WAYS = ["申请方式|件数", "当面申请|5", "网络申请|8", "信函申请|", "合计|13"]


@pytest.mark.parametrize(
    ("rows", "caption", "expected"),
    [
        (
            CATEGORIES,
            "表1 2012年主动公开政府信息分类统计表",
            [
                ("机构职能", "120", "条"), ("机构职能占比", "10.1", "%"), ("规划计划", "1024", "条"),
                ("规划计划占比", "86.6", "%"), ("政策法规", "38", "条"), ("政策法规占比", "3.2", "%"),
                ("主动公开政府信息合计", "1182", "条"),
            ],
        ),
        (CHANNELS, "公开渠道", [("县政府网站", "2300", "条"), ("政府公报", "12", "期"), ("新闻发布会", "3", "场")]),
        (WAYS, "申请情况", [("当面申请", "5", "件"), ("网络申请", "8", "件"), ("收到申请合计", "13", "件")]),
        (["机构职能|业务动态", "12|560"], "公开（单位：条）", [("机构职能", "12", "条"), ("业务动态", "560", "条")]),
        (["渠道|条数|渠道|条数", "网站|120|公报|20"], "渠道", [("网站", "120", "条"), ("公报", "20", "条")]),
        (["2*培训情况", "培训班|3期", "参训（人次）|260"], "培训", [("培训班", "3", "期"), ("参训", "260", "人次")]),
        (
            ["主体|渠道|数量（条）", "2/主动公开|网站|100", "公报|20"],
            "情况",
            [("主动公开 网站", "100", "条"), ("主动公开 公报", "20", "条")],
        ),
        (["项目|数量", "经费（万元）|5.6", "点击|12.5万次"], "", [("经费", "5.6", "万元"), ("点击", "12.5", "万次")]),
        (
            ["指标|单位|2012年|历年累计", "主动公开文件数|条|120|2300", "网上咨询数|人次|33|900"],
            "附表一：主动公开情况统计",
            [("主动公开文件", "120", "条"), ("网上咨询", "33", "人次")],
        ),
        (
            ["2/申请总数（件）|2*申请方式（件）", "当面|网络", "25|5|20"],
            "依申请公开情况",
            [("收到申请", "25", "件"), ("当面申请", "5", "件"), ("网络申请", "20", "件")],
        ),
        (
            ["申请内容|件数", "土地征收|5", "合计|8"],
            "申请内容分类",
            [("土地征收", "5", "件"), ("收到申请合计", "8", "件")],
        ),
        (
            ["项目|件数", "行政复议|2", "其中：维持|1", "行政诉讼|1", "其中：维持|0"],
            "有关情况",
            [
                ("行政复议", "2", "件"), ("行政复议维持", "1", "件"),
                ("行政诉讼", "1", "件"), ("行政诉讼维持", "0", "件"),
            ],
        ),
        (
            ["类别|数量|类别|数量", "概况|12|统计|60", "复议|1|专职|2"],
            "公开情况（条）",
            [("概况", "12", "条"), ("统计", "60", "条"), ("行政复议", "1", "条"), ("专职人员", "2", "条")],
        ),
        (
            ["公开内容|公开方式|条数", "惠民政策|公开栏|12", "低保名单|公开栏、网站|24"],
            "公开栏内容",
            [("惠民政策", "12", "条"), ("低保名单", "24", "条")],
        ),
        (["项目|数量（条）", "公开信息|2012", "转载|35"], "情况", [("公开信息", "2012", "条"), ("转载", "35", "条")]),
        (
            ["收费项目|金额（元）", "检索费|100", "合计|100"],
            "收费情况",
            [("检索费金额", "100", "元"), ("收费金额合计", "100", "元")],
        ),
        (["项目|件数", "受理|2"], "行政复议情况", [("行政复议受理", "2", "件")]),
        (["|永定区|全市", "主动公开（条）|100|600"], "县区公开情况", [("主动公开全市", "600", "条")]),
        (["类别|数量", "文件|7", "简报|9"], "公开", [("文件", "7", ""), ("简报", "9", "")]),
    ],
)  # fmt: skip
def test_a_figure_counts_what_its_row_and_its_heads_say(
    rows: list[str], caption: str, expected: list[tuple[object, ...]]
) -> None:
    assert [one[:3] for one in tabled(report_with(rows, caption))] == expected


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        (["单位|公开信息（条）", "县教育局|45", "白沙镇|12", "合计|57"], "部分单位公开情况"),
        (["月份|公开条数", "1月|120", "2月|30"], "分月情况"),
        (["季度|公开条数", "一季度|120", "二季度|30"], "分季度情况"),
        (["项目|去年|比上年增长", "收到申请（件）|5|3"], "申请情况"),
        (["项目|计划数", "培训（期）|5"], "培训计划"),
        (["类别|所占比例", "征地拆迁|40", "财政预算|60"], "按内容分（单位：件）"),
        (["联系人|电话", "张某|12345678"], "联系方式"),
        (["渠道|2012年计划", "网站（条）|400"], "公开情况"),
        (["类别|县直单位（条）|乡镇（条）|合计（条）", "公开信息|30|4|34"], "部分公开情况"),
        (["专业|最低分", "机械|520"], "招生情况"),
        (["村名|公开次数（次）", "金坪村|12", "合计|12"], "村级公开情况"),
        (["项目|数量", "培训|3期"], "2013年工作计划"),
        (["项目|1月|2月|合计", "公开（条）|10|20|30"], "公开情况"),
        (["月份|公开（条）", "1月|10", "2月|20", "合计|30"], "公开情况"),
        (["项目|标准（元）", "复印费|0.3"], "收费标准"),
        (["类别|截至2012年底总数（条）", "机构职能|120"], "公开情况"),
        (["类别|累计（条）", "机构职能|120"], "公开情况"),
        (["项目|数量", "收到申请（件）|约5至8"], "申请情况"),
        (["项目|数量", "收到申请（件）|007"], "申请情况"),
        (["项目|数量（条）", "|12"], "公开情况"),
        (["项目|数量（条）", "公开信息|2/12", "公开文件|"], "公开情况"),
        (["项目|件数", "收到申请|5"], "2010年依申请公开情况"),
        (["项目|件数", "收到申请|5"], "县公安局依申请公开情况"),
    ],
)  # fmt: skip
def test_what_is_not_the_issuers_or_not_of_the_year_is_passed_over(rows: list[str], caption: str) -> None:
    assert tabled(report_with(rows, caption)) == []


def test_the_total_of_all_bodies_is_the_issuers() -> None:
    rows = ["单位|公开信息（条）", "县教育局|45", "白沙镇|12", "合计|57"]
    assert tabled(report_with(rows, "各单位公开情况")) == [("公开信息合计", "57", "条", None)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["项目|2011年|2012年|合计", "收到申请（件）|5|8|13"], [("5", 2011), ("8", 2012)]),
        (["年份|收到申请（件）", "2011年|5", "2012年|8", "合计|13"], [("5", 2011), ("8", 2012)]),
    ],
)
def test_a_year_over_a_column_or_before_a_row_is_the_figures(
    rows: list[str], expected: list[tuple[object, ...]]
) -> None:
    report = report_with(rows, "近年情况")
    assert [(value, year) for _, value, _, year in tabled(report)] == expected
    assert values("收到多少件申请", report) == ["8"]


def values(asked: str, report: Report) -> list[str | None]:
    return [one.value for one in draft_of(f"慈利县2012年{asked}", reports=(report,)).values]


@pytest.mark.parametrize(
    ("rows", "asked", "expected"),
    [
        (CATEGORIES, "规划计划类信息多少条", ["1024"]),
        (CATEGORIES, "主动公开信息多少条", ["1182"]),
        (CATEGORIES, "政策法规信息占比多少", ["3.2"]),
        (CATEGORIES, "业务工作类信息多少条", []),
        (CHANNELS, "通过政府网站公开多少条信息", ["2300"]),
        (CHANNELS, "微博发布多少条信息", []),
        (WAYS, "收到多少件申请", ["13"]),
        (WAYS, "网络申请多少件", ["8"]),
        (WAYS, "信函申请多少件", []),
        (["单位|公开信息（条）", "县教育局|45"], "公开多少条信息", []),
    ],
)
def test_a_question_is_answered_from_a_table(rows: list[str], asked: str, expected: list[str]) -> None:
    caption = "表1 2012年主动公开政府信息分类统计表" if rows is CATEGORIES else "情况"
    assert values(asked, report_with(rows, "申请情况" if rows is WAYS else caption)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"), [("机构信息多少条", []), ("内设机构信息多少条", ["10"]), ("主动公开多少条", ["127"])]
)
def test_a_part_is_not_the_whole(asked: str, expected: list[str]) -> None:
    rows = [
        "一级栏目|二级栏目|条数",
        "机构信息|领导之窗|20",
        "机构信息|内设机构|10",
        "政策法规|市政府文件|97",
        "|合计|127",
    ]
    assert values(asked, report_with(rows, "主动公开情况")) == expected


def test_the_total_of_one_column_of_several_is_not_the_whole() -> None:
    report = report_with(
        ["单位|网站公开|公开栏公开", "县教育局|100|20", "合计|150|50"], "各单位主动公开情况（单位：条）"
    )
    assert [values(one, report) for one in ("主动公开信息多少条", "公开栏公开多少条")] == [[], ["50"]]


def test_the_total_of_the_only_column_of_counts_is_the_whole() -> None:
    report = report_with(["单位|公开信息|比例", "县教育局|100|67%", "合计|150|100%"], "各单位主动公开情况（单位：条）")
    assert values("主动公开信息多少条", report) == ["150"]


def test_the_unit_over_a_table_is_not_that_of_the_next() -> None:
    first, second = (f"<table><tr><td>类别<td>数量<tr><td>{one}</table>" for one in ("文件<td>7", "同意<td>3"))
    page = HEAD.format(caption="公开情况（单位：条）", table=f"{first}<p>答复</p>{second}")
    report = understand(read(SourceFile("page.html", "page.html", page.encode())), "page.html", "0")
    assert [one[:3] for one in tabled(report)] == [("文件", "7", "条"), ("同意", "3", "")]


def test_lines_parted_by_tabs_are_a_table() -> None:
    text = (
        "慈利县人民政府2012年政府信息公开工作年度报告\n根据《中华人民共和国政府信息公开条例》编制本报告，包括主动公开、"
        "依申请公开、收费减免、行政复议和行政诉讼情况。\n二、依申请公开情况\n项目\t2011年\t2012年\n"
        "收到申请（件）\t12\t18\n答复申请（件）\t12\t17\n三、问题\n人员不足。\n"
    )
    report = understand(read(SourceFile("page.txt", "page.txt", text.encode())), "page.txt", "0")
    assert [values(one, report) for one in ("收到多少件申请", "答复申请多少件")] == [["18"], ["17"]]


def test_a_case_of_reconsideration_is_no_application() -> None:
    rows = ["类别|申请数（件）|受理数（件）", "复议|12|10", "诉讼|5|4"]
    assert values("收到多少件申请", report_with(rows, "行政复议情况")) == []


def test_before_there_were_forms_a_table_beside_rows_of_one_is_read_for_its_others() -> None:
    rows = ["指标|单位|2012年", "申请总数|件|32", "当面申请数|件|10", "传真申请数|件|2", "信函申请数|件|20"]
    report = report_with(rows, "附表二：依申请公开情况统计")
    assert [values(one, report) for one in ("收到多少件申请", "当面申请多少件")] == [["32"], ["10"]]


def test_words_of_another_figure_of_a_row_are_not_a_figures_own() -> None:
    rows = ["2/申请总数|3*申请方式", "当面|信函|传真", "15|5|10|7"]
    report = report_with(rows, "依申请公开情况（单位：件）")
    assert [values(f"{one}申请多少件", report) for one in ("当面", "信函", "传真")] == [["5"], ["10"], ["7"]]


def test_a_kind_is_not_all_that_a_table_is_about() -> None:
    report = report_with(["解读形式|数量（篇）", "文字解读|35", "图片解读|12"], "政策解读")
    assert [values(one, report) for one in ("政策解读多少篇", "文字解读多少篇")] == [[], ["35"]]


def test_what_was_done_is_done_with_what_the_caption_says() -> None:
    report = report_with(["类别|受理（件）|答复（件）", "咨询|500|500", "合计|570|569"], "热线情况")
    assert [values(one, report) for one in ("收到申请多少件", "答复了多少件申请", "热线答复多少件")] == [
        [],
        [],
        ["569"],
    ]


def test_documents_that_are_not_made_public_are_no_applications_refused() -> None:
    rows = ["公开属性|文件数量（份）", "主动公开|120", "不予公开|30"]
    assert values("不予公开多少件", report_with(rows, "公开属性统计")) == []


def test_the_answer_says_what_the_figure_counts_and_quotes_its_row() -> None:
    draft = draft_of("慈利县2012年收到多少件申请", reports=(report_with(WAYS, "申请情况"),))
    assert "在表中列出“收到申请合计”13件：“合计 13”" in text_of(draft)


# -- tables at random ---------------------------------------------------------------------------------------------

_NAMES = ("机构职能", "政策法规", "规划计划", "业务动态", "行政许可", "应急管理", "统计信息", "人事任免")
_HEADS = (("公开", "条"), ("转载", "篇"), ("办结", "件"), ("点击", "次"))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_table_written_at_random_comes_back_as_written(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(_NAMES), min_size=2, max_size=8, unique=True))
    heads = data.draw(st.lists(st.sampled_from(_HEADS), min_size=1, max_size=4, unique=True))
    numbers = st.one_of(st.integers(0, 99_999), st.just(None))
    cells = [[data.draw(numbers) for _ in heads] for _ in names]
    rows = ["类别|" + "|".join(f"{head}数量（{unit}）" for head, unit in heads)]
    rows += [
        f"{name}|" + "|".join("" if n is None else f"{n:,}" for n in row)
        for name, row in zip(names, cells, strict=True)
    ]
    expected = [
        (f"{name}{head}", str(number), unit, None)
        for name, row in zip(names, cells, strict=True)
        for (head, unit), number in zip(heads, row, strict=True)
        if number is not None
    ]
    report = report_with(rows)
    if not any(number is not None for number in cells[0]):
        return  # a first row without a figure is a head
    assert tabled(report) == expected
    assert all(_stands_there(report, one) for one in report.quantities)


def _stands_there(report: Report, one: Quantity) -> bool:
    return one.start <= one.at < one.at_end <= one.end and report.text[one.at : one.at_end].strip() != ""


@given(st.text(alphabet="0123456789,.%条件约余万 年-—", max_size=8), st.sampled_from(["", "条", "万元", "%"]))
def test_any_cell_is_one_figure_or_none(text: str, unit: str) -> None:
    read = read_figure(text, unit)
    assert read is None or (read.value >= 0 and read.exact >= read.value)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1,234", "条", Decimal(1234)), ("１２", "条", Decimal(12)), ("12条", "", Decimal(12)), ("0", "件", Decimal(0)),
        ("3.2%", "条", Decimal("3.2")), ("012", "条", None), ("1.5", "条", None), ("5/8", "条", None), ("", "条", None),
        ("约定", "条", None),
        ("-3", "条", None), ("12,34", "条", None),
    ],
)  # fmt: skip
def test_one_cell(text: str, unit: str, expected: Decimal | None) -> None:
    read = read_figure(text, unit)
    assert (read.value if read else None) == expected


def test_words_of_tables() -> None:
    assert matter_of("附表2：2012年度主动公开政府信息情况统计表（单位：条）") == "主动公开政府信息"
    assert matter_of("图书馆数量") == "图书馆"
    assert matter_of("其中：1.网站公开条数") == "网站公开"
    assert matter_of("主动公开文件数") == "主动公开文件"
    assert [counted_in(one) for one in ("数量（件）", "公开条数", "文件数", "人次", "数量")] == [
        "件",
        "条",
        "",
        "人次",
        "",
    ]
    assert counted_in("单位：万元", caption=True) == "万元"
    assert [is_unit(one) for one in ("人次", "数量")] == [True, False]
    assert [is_total(one) for one in ("合计", "合计划")] == [True, False]
