"""Where the statutory tables stand in the running text of reports whose web page or file lost the table's borders.

Such a table is a run of its form's own labels with nothing between them but figures, units and numbering: one cell a
line, cells run together (`第二十条第（一）项信息内容本年制发件数…`), or cells parted by spaces. Found once, here, so
that the outline makes no sections of its rows, the quantities no prose of its figures, and the passages cut no row.

The labels are those of three state forms: the statistics table of 2014 to 2018 (国办发〔2014〕12号 and its annual
notices), the form of 2019 (国办公开办函〔2019〕60号) and that of 2021 (国办公开办函〔2021〕30号).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.model import Document
from index.numerals import fold

Span = tuple[int, int]

_MIN_STRONG, _MIN_HITS = 3, 5
_MAX_UNKNOWN = 24

# Labels that hardly stand anywhere but in a form.
_STRONG = r"""
统计指标 统计数 主动公开政府信息数 主动公开规范性文件数 制发规范性文件(?:总)?数 通过不同渠道和方式公开政府信息的?情况
政府公报公开政府信息数 政府网站公开政府信息数 政[务府]微博公开政府信息数 政[务府]微信公开政府信息数
其他方式公开政府信息数 回应公众关注热点或重大舆情数 通过不同渠道和方式回应解读的?情况 参加或举办新闻发布会总?次数
主要负责(?:同志|人)参加.{2,8}次数 政府网站在线访谈次数 政策解读稿件发布数 微博微信回应事件数 其他方式回应事件数
收到申请数 当面申请数 传真申请数 网络申请数 信函申请数 申请办结数 按时办结数 延期办结数 申请答复数
属于已主动公开范围数 同意公开答复数 同意部分公开答复数 不同意公开答复数 危及国家安全、公共安全、经济安全和社会稳定
不是《?条例》?所指政府信息 法律法规规定的其他情形 不属于本行政机关公开数 申请信息不存在数 告知作出更改补充数
告知通过其他途径办理数 行政复议数量 行政诉讼数量 维持具体行政行为(?:或者?驳回原告诉讼请求)?数? 被依法纠错数 其他情形数
举报投诉数量 依申请公开信息收取的?费用 政府信息公开工作专门机构数 设置政府信息公开查阅点数 从事政府信息公开工作人员数
专职人员数 兼职人员数 召开政府信息公开工作会议或专题会议数 举办各类培训班数 接受培训人员数
第二十条第\(?[一二三四五六七八九十]+\)?项 本年度?新?制作数量 本年度?新?公开数量 对外公开总数量 上一年项目数量
本年增/?减 本年制发件数 本年废止件数 现行有效件数 (?:本年)?处理决定数量 其他对外管理服务事项 本年收费金额 采购项目数量
采购总金额 申请人情况 法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 本年新收政府信息公开申请数量
上年结转政府信息公开申请数量 本年度办理结果 属于国家秘密 其他法律、?行政法规禁止公开 危及.?三安全一稳定.?
保护第三方合法权益 属于三类内部事务信息 属于四类过程性信息 属于行政执法案卷 属于行政查询事项 本机关不掌握相关政府信息
没有现成信息需要另行制作 补正后申请内容仍不明确 信访举报投诉类申请 要求提供公开出版物 无正当理由大量反复申请
要求行政机关确认或重新出具已获取信息 申请人无正当理由逾期不补正、?行政机关不再处理其政府信息公开申请
结转下年度继续办理 申请人逾期未按收费通知要求缴纳费用、?行政机关不再处理其政府信息公开申请 结果维持 结果纠正 尚未审结
未经复议直接起诉 复议后起诉
"""

# Labels that prose uses as well: they belong to a run only beside the others.
_WEAK = r"""
主动公开情况 回应解读情况 依申请公开情况 机构建设和保障经费情况 政府信息公开会议和培训情况 政府信息公开专项经费
涉及国家秘密 涉及商业秘密 涉及个人隐私 其中[,:、]? 单位 指标名称 指标 信息内容 规章 (?:行政)?规范性文件 行政许可
行政处罚 行政强制 行政事业性收费 政府集中采购 自然人 总计 合计 予以公开 部分公开 不予公开 无法提供 不予处理 其他处理
重复申请 其他结果 行政复议 行政诉讼 其他
"""

# Where a table of the 2019 and 2021 forms begins; a numbered line before one of these is a heading and no row.
_TABLE_START = re.compile(r"第二十条|申请人情况|统计指标|行政复议$|本列数据")

# Section titles of the 2019 and 2021 forms, which contain labels and are none.
_TITLES = """
主动公开政府信息情况 收到和处理政府信息公开申请情况 政府信息公开行政复议、?行政诉讼情况 行政复议、行政诉讼情况
存在的主要问题及改进情况 其他需要报告的事项 总体情况
"""


def _alternation(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_LABEL = re.compile(
    rf"(?P<note>\([^()]{{9,60}}\))|(?P<title>(?:[一二三四五六七八九十]{{1,3}}、)?(?:{_alternation(_TITLES)}))"
    rf"|(?P<strong>{_alternation(_STRONG)})|(?P<weak>{_alternation(_WEAK)})"
)
_UNITS = r"万元|亿元|元|人次|场次|条|件|次|个|人|份|篇|家|处|项|期|场|万|亿"
_NOTE = re.compile(r"\([^()]{1,60}\)")
_NUMBERING = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]")
_CAPITAL_NUMBERING = re.compile(r"[一二三四五六七八九十]{1,3}、")
_PROSE = re.compile(rf"[。;!?]|(?<!\d),|,(?!\d)|\d(?:{_UNITS})、")
_FILLER = re.compile(rf"{_UNITS}|[\d.,+\-—–―_/|:、%()“”\"]")
_NUMBER = r"\d(?:[\d.]|,(?=\d))*"
_TAIL = re.compile(
    rf"(?:\([^()]{{1,60}}\))?(?:(?:{_UNITS}|[—–|/+\-])|{_NUMBER}(?!(?:[\d.]|,(?=\d))*[年月、])[%‰余多]?)*"
)
_A_ROW = re.compile(r"\W*[^\W\d](?:[^\W\d]|[、()])*\W*(?:\d[\d.,\W]*){1,15}[^\d]{0,4}")  # words, then figures alone
_LEAD = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d[.、])$")
_VALUE = re.compile(rf"\d|{_UNITS}|[—–-]")


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    words: str
    strong: bool


@lru_cache(maxsize=2)  # a document's sections, passages and figures each ask
def table_runs(document: Document) -> tuple[Span, ...]:
    """The spans [start, end) of `document.text`, in order and apart, that are statutory tables without borders.

    A span holds its table's labels and figures from the first label (with its numbering) to the last figure; titles
    and section headings stay outside. The spans of `document.tables` are never part of one.
    """
    folded = fold(document.text)
    spans: list[Span] = []
    for start, end in _outside(document):
        squeezed, offsets = _squeeze(folded, start, end)
        for first, last in _runs(squeezed):
            spans.append((offsets[first], offsets[last - 1] + 1))
    return tuple(spans)


def row_starts(text: str, run: Span) -> list[int]:
    """Where the rows of a run begin: at a label, with its numbering, behind another row's figure, unit or line."""
    squeezed, offsets = _squeeze(fold(text), *run)
    starts = [run[0]]
    for above, hit in pairwise(_hits(squeezed)):
        lead = _LEAD.search(squeezed, max(above.end, hit.start - 5), hit.start)
        place = lead.start() if lead else hit.start
        own_line = lead is not None and "\n" in text[offsets[place - 1] : offsets[place]]
        if _VALUE.search(squeezed[above.end : place]) or own_line:
            starts.append(offsets[place])
    return starts


def _outside(document: Document) -> list[Span]:
    """The parts of the text that no located table takes."""
    edges = [0]
    for table in sorted(document.tables, key=lambda table: table.start):
        edges += [table.start, max(table.end, table.start)]
    edges.append(len(document.text))
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _squeeze(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """`text[start:end]` without white space, and where each character that is left stands in `text`."""
    offsets = [index for index, character in enumerate(text[start:end], start) if not character.isspace()]
    return "".join(text[start:end].split()), offsets


def _runs(text: str) -> list[Span]:
    spans = []
    group: list[_Hit] = []
    for hit in [*_hits(text), None]:
        if hit is not None and group and _joined(text, group[-1], hit):
            group.append(hit)
            continue
        span = _span(text, group)
        if span is not None:
            spans.append(span)
        group = [hit] if hit is not None and hit.words else []
    return spans


def _hits(text: str) -> list[_Hit]:
    """The labels in reading order; a section title of the forms is a hit without words, which joins nothing."""
    return [
        _Hit(match.start(), match.end(), "" if match["title"] else match.group(), match["strong"] is not None)
        for match in _LABEL.finditer(text)
        if not match["note"]
    ]


def _joined(text: str, left: _Hit, right: _Hit) -> bool:
    """Whether nothing but what a table holds stands between two labels."""
    if not right.words:
        return False
    gap = _NOTE.sub("", text[left.end : right.start])
    if _PROSE.search(gap):
        return False
    numbered = _CAPITAL_NUMBERING.search(gap)
    unknown = _FILLER.sub("", _NUMBERING.sub("", gap))
    if not (left.strong and right.strong) and len(unknown) > _MAX_UNKNOWN // 3 and not _A_ROW.fullmatch(gap):
        return False
    if numbered and unknown and _TABLE_START.match(right.words):
        return False
    return len(unknown) <= _MAX_UNKNOWN


def _span(text: str, group: list[_Hit]) -> Span | None:
    group = _without_loose_edges(text, group)
    if len(group) < _MIN_HITS or len({hit.words for hit in group if hit.strong}) < _MIN_STRONG:
        return None
    start, end = group[0].start, group[-1].end
    lead = _LEAD.search(text, max(0, start - 5), start)
    tail = _TAIL.match(text, end)
    return (lead.start() if lead else start, tail.end() if tail else end)


def _without_loose_edges(text: str, group: list[_Hit]) -> list[_Hit]:
    """Drops everyday words at a run's edges that unknown text parts from its labels."""
    loose = [bool(_FILLER.sub("", _NUMBERING.sub("", text[a.end : b.start]))) for a, b in pairwise(group)]
    first, last = 0, len(group)
    while first < last - 1 and not group[first].strong and loose[first]:
        first += 1
    while last - 1 > first and not group[last - 1].strong and loose[last - 2]:
        last -= 1
    return group[first:last]
