"""Writes the statutory tables of the annual reports, whole or damaged, so that what is read back can be compared.

figures → Sheet (rows of cells) → damage → HTML, Word or text → Document

The wording is the state's: the statistics table of 2014 to 2018, the forms of 国办公开办函〔2019〕60号 and
〔2021〕30号.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from random import Random

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.document import assemble
from index.grids import Spanned, lay_out
from index.model import Applicant, Block, Document, Grid
from index.ontology import APPLICANTS
from index.read_docx import read_docx
from index.read_html import read_html
from index.read_text import read_text
from index.reading import Reading

Key = tuple[str, Applicant | None]
Figures = Mapping[Key, str]
Layout = Callable[["Sheet"], Document]


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a sheet: what is written in it, and the span it has in a grid."""

    text: str
    rowspan: int = 1
    colspan: int = 1


Row = tuple[Slot, ...]
Sheet = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the statistics table; without a code it is a heading."""

    ordinal: str
    words: str
    unit: str = ""
    code: str = ""


def _items(text: str) -> tuple[Item, ...]:
    """The rows from lines `ordinal | words | unit | code`."""
    return tuple(Item(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())


STATISTICS = _items("""
    一、 | 主动公开情况
    （一） | 主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | proactive_total
    | 其中：主动公开规范性文件数 | 条 | proactive_normative
    | 制发规范性文件总数 | 件 | normative_issued
    （二） | 通过不同渠道和方式公开政府信息的情况
    1. | 政府公报公开政府信息数 | 条 | channel_gazette
    2. | 政府网站公开政府信息数 | 条 | channel_website
    3. | 政务微博公开政府信息数 | 条 | channel_weibo
    4. | 政务微信公开政府信息数 | 条 | channel_wechat
    5. | 其他方式公开政府信息数 | 条 | channel_other
    二、 | 回应解读情况
    （一） | 回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次） | 次 | responses
    （二） | 通过不同渠道和方式回应解读的情况
    1. | 参加或举办新闻发布会总次数 | 次 | press_conferences
    | 其中：主要负责同志参加新闻发布会次数 | 次 | press_conferences_leader
    2. | 政府网站在线访谈次数 | 次 | online_interviews
    | 其中：主要负责同志参加政府网站在线访谈次数 | 次 | online_interviews_leader
    3. | 政策解读稿件发布数 | 篇 | interpretations
    4. | 微博微信回应事件数 | 次 | responses_weibo_wechat
    5. | 其他方式回应事件数 | 次 | responses_other
    三、 | 依申请公开情况
    （一） | 收到申请数 | 件 | applications_received
    1. | 当面申请数 | 件 | applications_in_person
    2. | 传真申请数 | 件 | applications_fax
    3. | 网络申请数 | 件 | applications_online
    4. | 信函申请数 | 件 | applications_letter
    （二） | 申请办结数 | 件 | applications_concluded
    1. | 按时办结数 | 件 | concluded_on_time
    2. | 延期办结数 | 件 | concluded_extended
    （三） | 申请答复数 | 件 | applications_answered
    1. | 属于已主动公开范围数 | 件 | answered_already_public
    2. | 同意公开答复数 | 件 | answered_granted
    3. | 同意部分公开答复数 | 件 | answered_partly
    4. | 不同意公开答复数 | 件 | answered_refused
    | 其中：涉及国家秘密 | 件 | refused_2014_secret
    | 涉及商业秘密 | 件 | refused_2014_commercial
    | 涉及个人隐私 | 件 | refused_2014_privacy
    | 危及国家安全、公共安全、经济安全和社会稳定 | 件 | refused_2014_stability
    | 不是《条例》所指政府信息 | 件 | refused_2014_not_information
    | 法律法规规定的其他情形 | 件 | refused_2014_other
    5. | 不属于本行政机关公开数 | 件 | answered_not_this_body
    6. | 申请信息不存在数 | 件 | answered_not_existing
    7. | 告知作出更改补充数 | 件 | answered_amend
    8. | 告知通过其他途径办理数 | 件 | answered_other_way
    四、 | 行政复议数量 | 件 | reconsideration_total
    （一） | 维持具体行政行为数 | 件 | reconsideration_upheld
    （二） | 被依法纠错数 | 件 | reconsideration_corrected
    （三） | 其他情形数 | 件 | reconsideration_other
    五、 | 行政诉讼数量 | 件 | litigation_total
    （一） | 维持具体行政行为或者驳回原告诉讼请求数 | 件 | litigation_upheld
    （二） | 被依法纠错数 | 件 | litigation_corrected
    （三） | 其他情形数 | 件 | litigation_other
    六、 | 举报投诉数量 | 件 | complaints
    七、 | 依申请公开信息收取的费用 | 万元 | fees_charged
    八、 | 机构建设和保障经费情况
    （一） | 政府信息公开工作专门机构数 | 个 | bodies
    （二） | 设置政府信息公开查阅点数 | 个 | reading_points
    （三） | 从事政府信息公开工作人员数 | 人 | staff
    1. | 专职人员数（不包括政府公报及政府网站工作人员数） | 人 | staff_full_time
    2. | 兼职人员数 | 人 | staff_part_time
    （四） | 政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费） | 万元 | funding
    九、 | 政府信息公开会议和培训情况
    （一） | 召开政府信息公开工作会议或专题会议数 | 次 | meetings
    （二） | 举办各类培训班数 | 次 | trainings
    （三） | 接受培训人员数 | 人次 | trainees
""")
STATISTICS_KEYS: tuple[Key, ...] = tuple((item.code, None) for item in STATISTICS if item.code)

COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_RESULT = "三、本年度办理结果"
_INFLOW = (
    ("一、本年新收政府信息公开申请数量", "", "applications_received"),
    ("二、上年结转政府信息公开申请数量", "", "carried_over_in"),
)
_OUTCOMES = (
    ("（一）予以公开", "", "granted"),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "", "partly_granted"),
    ("（三）不予公开", "1.属于国家秘密", "refused_secret"),
    ("（三）不予公开", "2.其他法律行政法规禁止公开", "refused_law"),
    ("（三）不予公开", "3.危及“三安全一稳定”", "refused_stability"),
    ("（三）不予公开", "4.保护第三方合法权益", "refused_third_party"),
    ("（三）不予公开", "5.属于三类内部事务信息", "refused_internal"),
    ("（三）不予公开", "6.属于四类过程性信息", "refused_process"),
    ("（三）不予公开", "7.属于行政执法案卷", "refused_enforcement"),
    ("（三）不予公开", "8.属于行政查询事项", "refused_inquiry"),
    ("（四）无法提供", "1.本机关不掌握相关政府信息", "unavailable_not_held"),
    ("（四）无法提供", "2.没有现成信息需要另行制作", "unavailable_not_made"),
    ("（四）无法提供", "3.补正后申请内容仍不明确", "unavailable_unclear"),
    ("（五）不予处理", "1.信访举报投诉类申请", "not_processed_petition"),
    ("（五）不予处理", "2.重复申请", "not_processed_duplicate"),
    ("（五）不予处理", "3.要求提供公开出版物", "not_processed_publication"),
    ("（五）不予处理", "4.无正当理由大量反复申请", "not_processed_excessive"),
    ("（五）不予处理", "5.要求行政机关确认或重新出具已获取信息", "not_processed_reissue"),
)
_OTHER_2019 = (("（六）其他处理", "", "other_handling"),)
_OTHER_2021 = (
    ("（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "other_not_corrected"),
    (
        "（六）其他处理",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "other_unpaid",
    ),
    ("（六）其他处理", "3.其他", "other_other"),
)
_END = (("（七）总计", "", "handled_total"), ("四、结转下年度继续办理", "", "carried_over_out"))


def outcomes(form: str) -> tuple[str, ...]:
    """The codes of the outcome rows of "form-2019" or "form-2021"."""
    return tuple(code for _, _, code in (*_OUTCOMES, *(_OTHER_2021 if form == "form-2021" else _OTHER_2019)))


def application_codes(form: str) -> tuple[str, ...]:
    """The codes of all rows of the applications table that hold figures, in the form's order."""
    return ("applications_received", "carried_over_in", *outcomes(form), "handled_total", "carried_over_out")


DISCLOSURE_2021 = (
    (
        "第二十条第（一）项",
        ("本年制发件数", "本年废止件数", "现行有效件数"),
        (
            ("规章", ("rules_made", "rules_repealed", "rules_in_force")),
            ("行政规范性文件", ("normative_made", "normative_repealed", "normative_in_force")),
        ),
    ),
    ("第二十条第（五）项", ("本年处理决定数量",), (("行政许可", ("licensing_decisions",)),)),
    (
        "第二十条第（六）项",
        ("本年处理决定数量",),
        (("行政处罚", ("penalty_decisions",)), ("行政强制", ("coercion_decisions",))),
    ),
    ("第二十条第（八）项", ("本年收费金额（单位：万元）",), (("行政事业性收费", ("charge_amount",)),)),
)
_CHANGES = ("上一年项目数量", "本年增/减", "处理决定数量")
DISCLOSURE_2019 = (
    (
        "第二十条第（一）项",
        ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
        (
            ("规章", ("rules_made", "rules_published", "rules_public_total")),
            ("规范性文件", ("normative_made", "normative_published", "normative_public_total")),
        ),
    ),
    (
        "第二十条第（五）项",
        _CHANGES,
        (
            ("行政许可", ("licensing_items", "licensing_change", "licensing_decisions")),
            ("其他对外管理服务事项", ("service_items", "service_change", "service_decisions")),
        ),
    ),
    (
        "第二十条第（六）项",
        _CHANGES,
        (
            ("行政处罚", ("penalty_items", "penalty_change", "penalty_decisions")),
            ("行政强制", ("coercion_items", "coercion_change", "coercion_decisions")),
        ),
    ),
    (
        "第二十条第（八）项",
        ("上一年项目数量", "本年增/减"),
        (("行政事业性收费", ("charge_items", "charge_change")),),
    ),
    (
        "第二十条第（九）项",
        ("采购项目数量", "采购总金额（单位：万元）"),
        (("政府集中采购", ("procurement_items", "procurement_amount")),),
    ),
)
_PARTS = {"form-2019": DISCLOSURE_2019, "form-2021": DISCLOSURE_2021}

RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
DISPUTE_GROUPS = ("reconsideration", "litigation_direct", "litigation_after")
DISPUTE_CODES = tuple(
    f"{group}_{result}" for group in DISPUTE_GROUPS for result in ("upheld", "corrected", "other", "pending", "total")
)


def disclosure_keys(form: str) -> tuple[Key, ...]:
    """The keys of the disclosure table's figures."""
    return tuple((code, None) for _, _, rows in _PARTS[form] for _, codes in rows for code in codes)


def application_keys(form: str) -> tuple[Key, ...]:
    """The keys of the applications table's figures."""
    return tuple((code, applicant) for code in application_codes(form) for applicant in APPLICANTS)


# -- figures ------------------------------------------------------------------------------------------------------


def balanced(random: Random, form: str) -> dict[Key, str]:
    """Figures of an applications table in which every sum of the form holds, few or many of them zero."""
    high, share = random.choice([1, 9, 30, 400, 3000]), random.choice([0.1, 0.3, 0.7])
    rows = {
        code: [random.randint(1, high) if random.random() < share else 0 for _ in range(6)] for code in outcomes(form)
    }
    handled = [sum(column) for column in zip(*rows.values(), strict=True)]
    left = [random.randint(0, 9) if random.random() < share else 0 for _ in range(6)]
    before = [random.randint(0, min(5, due + over)) for due, over in zip(handled, left, strict=True)]
    new = [due + over - old for due, over, old in zip(handled, left, before, strict=True)]
    rows |= {
        "handled_total": handled,
        "carried_over_out": left,
        "carried_over_in": before,
        "applications_received": new,
    }
    return {
        (code, applicant): str(figure)
        for code, row in rows.items()
        for applicant, figure in zip(APPLICANTS, (*row, sum(row)), strict=True)
    }


def dispute_figures(random: Random) -> dict[Key, str]:
    """Figures of a table of reconsiderations and lawsuits in which every sum holds."""
    figures: list[int] = []
    for _ in DISPUTE_GROUPS:
        results = [random.choice([0, 0, 1, random.randint(2, 30)]) for _ in range(4)]
        figures += [*results, sum(results)]
    return {(code, None): str(figure) for code, figure in zip(DISPUTE_CODES, figures, strict=True)}


def loose_figures(random: Random, keys: Sequence[Key]) -> dict[Key, str]:
    """Any figures, blanks, separators, fractions of money and changes with signs among them."""
    return {key: _loose_figure(random, key[0]) for key in keys}


def _loose_figure(random: Random, code: str) -> str:
    if random.random() < 0.25:
        return ""
    if code.endswith("_change"):
        return random.choice(["+", "-", ""]) + str(random.randint(1, 40))
    if code in {"charge_amount", "procurement_amount", "fees_charged", "funding"}:
        return random.choice(["0", "12.5", "1284.50", "0.3", "45", "1,284.5"])
    high = random.choice([0, 9, 9, 99, 999, 99_999])
    return random.choice(["{}", "{}", "{:,}"]).format(random.randint(0, high))


def with_blanks(random: Random, figures: Figures, share: float, zeros: bool) -> dict[Key, str]:
    """The figures with a share of them left blank: of all, or of the `zeros` alone, as in the first years of the form
    of 2019."""
    return {
        key: "" if (figure == "0" or not zeros) and random.random() < share else figure
        for key, figure in figures.items()
    }


# -- figures → sheets ---------------------------------------------------------------------------------------------


def statistics(figures: Figures, heading_cells: str = "——") -> Sheet:
    """The statistics table of 2014 to 2018; headings hold `heading_cells` where the others have unit and figure."""
    head = plain("统计指标", "单位", "统计数")
    return (head, *(_statistics_row(item, figures, heading_cells) for item in STATISTICS))


def _statistics_row(item: Item, figures: Figures, heading_cells: str) -> Row:
    label = item.ordinal + item.words
    if not item.code:
        return plain(label, heading_cells, heading_cells)
    return plain(label, item.unit, figures[item.code, None])


def applications(figures: Figures, form: str) -> Sheet:
    """The applications table of "form-2019" or "form-2021", with the merged cells that the form has."""
    other = _OTHER_2021 if form == "form-2021" else _OTHER_2019
    outcome_rows = (*_OUTCOMES, *other, _END[0])
    groups = [group for group, _, _ in outcome_rows]
    title = Slot("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3)
    head: list[Row] = [
        (title, Slot("申请人情况", 1, 7)),
        (Slot("自然人", 2), Slot("法人或其他组织", 1, 5), Slot("总计", 2)),
        tuple(Slot(name) for name in COLUMNS[1:6]),
    ]
    rows = [(Slot(group, 1, 3), *_seven(figures, code)) for group, _, code in _INFLOW]
    for number, (group, detail, code) in enumerate(outcome_rows):
        labels = [Slot(_RESULT, len(outcome_rows))] if number == 0 else []
        if not detail:
            labels.append(Slot(group, 1, 2))
        else:
            first = groups.index(group) == number
            labels += [*([Slot(group, groups.count(group))] if first else []), Slot(detail)]
        rows.append((*labels, *_seven(figures, code)))
    rows.append((Slot(_END[1][0], 1, 3), *_seven(figures, _END[1][2])))
    return (*head, *rows)


def _seven(figures: Figures, code: str) -> Row:
    return tuple(Slot(figures[code, applicant]) for applicant in APPLICANTS)


def disclosure(figures: Figures, form: str) -> Sheet:
    """The disclosure table of "form-2019" or "form-2021", its parts under one another."""
    width = max(len(columns) for _, columns, _ in _PARTS[form])
    return tuple(row for part in _PARTS[form] for row in _part(part, figures, width))


def _part(
    part: tuple[str, tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]], figures: Figures, width: int
) -> Iterator[Row]:
    title, columns, rows = part
    spans = [1] * (len(columns) - 1) + [width - len(columns) + 1]
    yield (Slot(title, 1, width + 1),)
    yield (Slot("信息内容"), *(Slot(name, 1, span) for name, span in zip(columns, spans, strict=True)))
    for label, codes in rows:
        yield (
            Slot(label),
            *(Slot(figures[code, None], 1, span) for code, span in zip(codes, spans, strict=True)),
        )


def disputes(figures: Figures) -> Sheet:
    """The table of reconsiderations and lawsuits: fifteen figures in one row under a head of three rows."""
    return (
        (Slot("行政复议", 1, 5), Slot("行政诉讼", 1, 10)),
        (*(Slot(name, 2) for name in RESULTS), Slot("未经复议直接起诉", 1, 5), Slot("复议后起诉", 1, 5)),
        tuple(Slot(name) for name in RESULTS * 2),
        tuple(Slot(figures[code, None]) for code in DISPUTE_CODES),
    )


def disputes_apart(figures: Figures) -> tuple[Sheet, Sheet, Sheet]:
    """The same as three tables of five columns, each with its own head."""
    titles = (("行政复议",), ("行政诉讼", "未经复议直接起诉"), ("行政诉讼", "复议后起诉"))
    sheets = []
    for number, names in enumerate(titles):
        codes = DISPUTE_CODES[5 * number : 5 * number + 5]
        figures_row = tuple(Slot(figures[code, None]) for code in codes)
        sheets.append((*((Slot(name, 1, 5),) for name in names), plain(*RESULTS), figures_row))
    return sheets[0], sheets[1], sheets[2]


def plain(*texts: str) -> Row:
    """Cells without spans."""
    return tuple(Slot(text) for text in texts)


# -- damage: Sheet → Sheet ----------------------------------------------------------------------------------------

_DIGIT_ORDINAL = re.compile(r"^(其中[：，])?(\d)\.(?=\D)")
_ANY_ORDINAL = re.compile(r"^(其中[：，])?(?:\d\.(?=\D)|（[一二三四五六七八九]）|[一二三四五六七八九]、)")


def every_cell(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    """The sheet with every text changed."""
    return tuple(tuple(replace(slot, text=change(slot.text)) for slot in row) for row in sheet)


def without_ordinals(sheet: Sheet) -> Sheet:
    """1. and （一） and 一、 are lost."""
    return every_cell(sheet, lambda text: _ANY_ORDINAL.sub(r"\1", text))


def bare_ordinals(sheet: Sheet) -> Sheet:
    """The points after the digits are lost: 3政务微博."""
    return every_cell(sheet, lambda text: _DIGIT_ORDINAL.sub(r"\1\2", text))


def bracketed_ordinals(sheet: Sheet) -> Sheet:
    """（3）政务微博 for 3.政务微博."""
    return every_cell(sheet, lambda text: _DIGIT_ORDINAL.sub(r"\1（\2）", text))


def full_width(sheet: Sheet) -> Sheet:
    """Digits and points in full width."""
    return every_cell(sheet, lambda text: text.translate(str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")))


def without_empty(sheet: Sheet) -> Sheet:
    """Empty cells are dropped, as a page saved as text drops them."""
    return tuple(tuple(slot for slot in row if slot.text) for row in sheet)


def repeated_head(sheet: Sheet, every: int) -> Sheet:
    """The first row comes again after every so many rows, as at the top of each page."""
    rows: list[Row] = []
    for number, row in enumerate(sheet):
        rows += [sheet[0], row] if number > 1 and number % every == 0 else [row]
    return tuple(rows)


def with_page_numbers(sheet: Sheet, every: int) -> Sheet:
    """A page's number stands in a row of its own after every so many rows."""
    rows: list[Row] = []
    for number, row in enumerate(sheet):
        rows += [plain(str(number // every)), row] if number and number % every == 0 else [row]
    return tuple(rows)


def numbered(sheet: Sheet) -> Sheet:
    """A first column counts the rows below the head (序号)."""
    counted = [(Slot(str(number)), *row) for number, row in enumerate(sheet[1:], 1)]
    return ((Slot("序号"), *sheet[0]), *counted)


def with_column(sheet: Sheet, head: str, texts: Sequence[str]) -> Sheet:
    """One more column at the right: `texts` below `head`, in the order of the rows, again from the first at the end."""
    rows = [(*row, Slot(texts[number % len(texts)])) for number, row in enumerate(sheet[1:])]
    return ((*sheet[0], Slot(head)), *rows)


# -- sheets → documents -------------------------------------------------------------------------------------------


def html(sheets: Sequence[Sheet], between: str = "") -> Document:
    """The sheets as tables of a web page, with a paragraph `between` them."""
    tables = [f"<table border=1>{''.join(map(_html_row, sheet))}</table>" for sheet in sheets]
    page = f"<html><head><meta charset=utf-8></head><body>{f'<p>{between}</p>'.join(tables)}</body></html>"
    return assemble(read_html(page.encode()))


def mixed(parts: Sequence[str | Sheet]) -> Document:
    """Paragraphs and tables in their order, as a reader gives them."""
    blocks = [Block(text=part) if isinstance(part, str) else Block(grid=_grid(part)) for part in parts]
    return assemble(Reading(tuple(blocks)))


def _grid(sheet: Sheet) -> Grid:
    return lay_out([[Spanned(slot.text, slot.rowspan, slot.colspan) for slot in row] for row in sheet])


def _html_row(row: Row) -> str:
    cells = [f"<td rowspan={slot.rowspan} colspan={slot.colspan}>{escape(slot.text)}</td>" for slot in row]
    return f"<tr>{''.join(cells)}</tr>"


def word(sheets: Sequence[Sheet]) -> Document:
    """The sheets as tables of a Word document."""
    file = docx.Document()
    for sheet in sheets:
        file.element.body.insert(-1, parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(_word_rows(sheet))}</w:tbl>"))
        file.add_paragraph("")
    out = io.BytesIO()
    file.save(out)
    return assemble(read_docx(out.getvalue()))


def _word_rows(sheet: Sheet) -> Iterator[str]:
    """Each row as Word writes it: a cell that spans rows goes on as an empty cell in each of them."""
    going_on: dict[int, tuple[int, int]] = {}  # column → rows left, columns
    for row in sheet:
        cells: list[str] = []
        column, slots = 0, list(row)
        while slots or column in going_on:
            rows, columns = going_on.pop(column, (0, 0))
            if rows:
                cells.append(_word_cell("", columns, '<w:vMerge w:val="continue"/>'))
            else:
                slot = slots.pop(0)
                rows, columns = slot.rowspan, slot.colspan
                cells.append(_word_cell(slot.text, columns, '<w:vMerge w:val="restart"/>' if rows > 1 else ""))
            if rows > 1:
                going_on[column] = (rows - 1, columns)
            column += columns
        yield f"<w:tr>{''.join(cells)}</w:tr>"


def _word_cell(text: str, columns: int, merge: str) -> str:
    properties = f'<w:tcPr><w:gridSpan w:val="{columns}"/>{merge}</w:tcPr>'
    return f"<w:tc>{properties}<w:p><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p></w:tc>"


def text(content: str) -> Document:
    """A plain text as a document."""
    return assemble(read_text(content))


def one_cell_a_line(sheet: Sheet) -> str:
    """Every cell on a line of its own, blank lines between, an empty cell as an empty line."""
    return "\n\n".join(slot.text for row in sheet for slot in row)


def tab_parted(sheet: Sheet) -> str:
    """A row a line, its cells parted by tabs."""
    return "\n".join("\t".join(slot.text for slot in row) for row in sheet)


def space_parted(sheet: Sheet) -> str:
    """A row a line, its cells parted by a space; empty ones leave two spaces."""
    return "\n".join(" ".join(slot.text for slot in row) for row in sheet)


def a_row_a_line(sheet: Sheet) -> str:
    """A row a line, its cells run together."""
    return "\n".join("".join(slot.text for slot in row) for row in sheet)


def run_together(sheet: Sheet) -> str:
    """The whole table as one line."""
    return "".join(slot.text for row in sheet for slot in row)


TEXT_LAYOUTS: Mapping[str, Callable[[Sheet], str]] = {
    layout.__name__: layout for layout in (one_cell_a_line, tab_parted, space_parted, a_row_a_line, run_together)
}
