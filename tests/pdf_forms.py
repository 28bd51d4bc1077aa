"""The statutory tables with invented figures, as cells to draw in a PDF and to compare with what is read back.

The row and column labels are those of the forms of 国办公开办函〔2021〕30号 and of the statistics table of 2014; every
figure is invented, and the place 云溪县 is too.
"""

from __future__ import annotations

from dataclasses import dataclass

HEADINGS = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)
APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


@dataclass(frozen=True)
class Cell:
    """A cell as it is drawn: its top left place, its text, and the rows and columns that it takes."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Table:
    """A table to draw: `widths` are its columns' shares of the page, `head` the number of rows in its head."""

    cells: tuple[Cell, ...]
    widths: tuple[int, ...]
    head: int = 0

    @property
    def rows(self) -> int:
        return max(cell.row + cell.rowspan for cell in self.cells)

    def as_read(self) -> list[tuple[int, int, int, int, str]]:
        """Row, column, rowspan, colspan and text of every cell, in reading order."""
        found = [(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text) for cell in self.cells]
        return sorted(found)


def disclosure() -> Table:
    """主动公开政府信息情况."""
    rows: list[tuple[str, ...]] = [
        ("第二十条第（一）项",),
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "0", "0", "0"),
        ("行政规范性文件", "13", "2", "47"),
        ("第二十条第（五）项",),
        ("信息内容", "本年处理决定数量"),
        ("行政许可", "18204"),
        ("第二十条第（六）项",),
        ("信息内容", "本年处理决定数量"),
        ("行政处罚", "3957"),
        ("行政强制", "206"),
        ("第二十条第（八）项",),
        ("信息内容", "本年收费金额（单位：万元）"),
        ("行政事业性收费", "5318.46"),
    ]
    cells = []
    for row, texts in enumerate(rows):
        spans = {1: (4,), 2: (1, 3), 4: (1, 1, 1, 1)}[len(texts)]
        for index, text in enumerate(texts):
            cells.append(Cell(row, sum(spans[:index]), text, 1, spans[index]))
    return Table(tuple(cells), (6, 4, 4, 4))


_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
    ("（七）总计", ()),
)


def applications(figures: list[tuple[str, ...]] | None = None) -> Table:
    """收到和处理政府信息公开申请情况: three columns of labels and seven of figures, 25 rows under a head of three."""
    figures = figures or invented_applications()
    head = [
        Cell(0, 0, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
        Cell(0, 3, "申请人情况", 1, 7),
        Cell(1, 3, "自然人", 2, 1),
        Cell(1, 4, "法人或其他组织", 1, 5),
        Cell(1, 9, "总计", 2, 1),
        *(Cell(2, 3 + index, APPLICANTS[index]) for index in range(1, 6)),
    ]
    labels = [
        Cell(3, 0, "一、本年新收政府信息公开申请数量", 1, 3),
        Cell(4, 0, "二、上年结转政府信息公开申请数量", 1, 3),
        Cell(5, 0, "三、本年度办理结果", sum(max(1, len(items)) for _, items in _GROUPS), 1),
    ]
    row = 5
    for group, items in _GROUPS:
        labels.append(Cell(row, 1, group, max(1, len(items)), 1 if items else 2))
        labels.extend(Cell(row + index, 2, item) for index, item in enumerate(items))
        row += max(1, len(items))
    labels.append(Cell(row, 0, "四、结转下年度继续办理", 1, 3))
    values = [Cell(3 + r, 3 + c, text) for r, line in enumerate(figures) for c, text in enumerate(line)]
    cells = sorted((*head, *labels, *values), key=lambda cell: (cell.row, cell.column))
    return Table(tuple(cells), (2, 4, 9, 2, 2, 2, 2, 2, 2, 2), 3)


def invented_applications() -> list[tuple[str, ...]]:
    """Figures of 25 rows that add up by row and by column, all seven applicants in most rows."""
    given = [[(5 * row + 3 * column) % 7 if row % 3 else 0 for column in range(6)] for row in range(21)]
    results = [sum(row[column] for row in given) for column in range(6)]
    carried_in, carried_out = [2, 1, 0, 0, 0, 3], [1, 0, 0, 1, 0, 0]
    received = [results[column] + carried_out[column] - carried_in[column] for column in range(6)]
    rows = [received, carried_in, *given, results, carried_out]
    return [(*map(str, row), str(sum(row))) for row in rows]


def litigation() -> Table:
    """政府信息公开行政复议、行政诉讼情况: fifteen figures under a head of three rows."""
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    figures = ("11", "2", "0", "4", "17", "1", "0", "3", "0", "4", "6", "0", "0", "12", "18")
    cells = [
        Cell(0, 0, "行政复议", 1, 5),
        Cell(0, 5, "行政诉讼", 1, 10),
        *(Cell(1, index, text, 2) for index, text in enumerate(results)),
        Cell(1, 5, "未经复议直接起诉", 1, 5),
        Cell(1, 10, "复议后起诉", 1, 5),
        *(Cell(2, 5 + index, text) for index, text in enumerate(results * 2)),
        *(Cell(3, index, text) for index, text in enumerate(figures)),
    ]
    return Table(tuple(cells), (1,) * 15, 3)


def statistics() -> Table:
    """The statistics table of 2014 to 2018, with blanks where an office leaves them."""
    rows = (
        ("统计指标", "单位", "统计数"),
        ("一、主动公开情况", "——", "——"),
        ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "2764"),
        ("其中：主动公开规范性文件数", "条", "31"),
        ("制发规范性文件总数", "件", "35"),
        ("（二）通过不同渠道和方式公开政府信息的情况", "——", "——"),
        ("1.政府公报公开政府信息数", "条", ""),
        ("2.政府网站公开政府信息数", "条", "2190"),
        ("3.政务微博公开政府信息数", "条", "402"),
        ("4.政务微信公开政府信息数", "条", "1088"),
        ("5.其他方式公开政府信息数", "条", ""),
        ("二、回应解读情况", "——", "——"),
        ("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "16"),
        ("（二）通过不同渠道和方式回应解读的情况", "——", "——"),
        ("1.参加或举办新闻发布会总次数", "次", "4"),
        ("其中：主要负责同志参加新闻发布会次数", "次", "1"),
        ("2.政府网站在线访谈次数", "次", "3"),
        ("其中：主要负责同志参加政府网站在线访谈次数", "次", ""),
        ("3.政策解读稿件发布数", "篇", "27"),
        ("三、依申请公开情况", "——", "——"),
        ("（一）收到申请数", "件", "42"),
        ("1.当面申请数", "件", "5"),
        ("2.传真申请数", "件", ""),
        ("3.网络申请数", "件", "28"),
        ("4.信函申请数", "件", "9"),
        ("（二）申请办结数", "件", "42"),
        ("1.按时办结数", "件", "41"),
        ("2.延期办结数", "件", "1"),
        ("（三）申请答复数", "件", "42"),
        ("1.属于已主动公开范围数", "件", "8"),
        ("2.同意公开答复数", "件", "19"),
        ("3.同意部分公开答复数", "件", "3"),
        ("4.不同意公开答复数", "件", "2"),
        ("其中：涉及国家秘密", "件", ""),
        ("涉及商业秘密", "件", "1"),
        ("涉及个人隐私", "件", "1"),
        ("5.不属于本行政机关公开数", "件", "6"),
        ("6.申请信息不存在数", "件", "4"),
        ("四、行政复议数量", "件", "3"),
        ("五、行政诉讼数量", "件", "2"),
        ("六、举报投诉数量", "件", "0"),
        ("七、依申请公开信息收取的费用", "万元", "0.36"),
        ("八、机构建设和保障经费情况", "——", "——"),
        ("（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "万元", "12.5"),
    )
    cells = tuple(Cell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts))
    return Table(cells, (12, 2, 3), 1)


def paragraphs() -> tuple[str, ...]:
    """The title and the prose of an invented report, each as one paragraph."""
    return tuple(PROSE.split("\n"))


PROSE = """\
云溪县人民政府2022年政府信息公开工作年度报告
本报告由云溪县人民政府办公室根据《中华人民共和国政府信息公开条例》（国令第711号）要求编制。报告中所列数据的统计期限\
自2022年1月1日起至2022年12月31日止。如对本报告有疑问，请与云溪县人民政府办公室联系（地址：云溪县溪前路28号，邮编：\
990017，电话：0990-5550173，电子邮箱：yunxi@example.org）。
一、总体情况
（一）主动公开。2022年，全县主动公开政府信息4786条，其中通过县政府门户网站公开3127条，通过政务微信公开1402条，\
通过其他方式公开257条；发布政策解读稿件36篇，同比增长12.5%。
（二）依申请公开。全年共受理政府信息公开申请61件，上年结转6件，均在法定期限内答复，收取信息处理费0元。
1.进一步规范办理流程，压实登记、审核、答复和送达各环节的责任。
2.对涉及第三方权益的申请，依法征求意见后再行答复，全年共征求意见7次，形成书面记录14份，归档率达到100%。
（三）监督保障。组织业务培训3次，培训人员218人次，开展社会评议1次，满意率为97.3%。"""
