"""Where the statutory tables stand in the running text of reports whose web page or file lost the table's borders.

Such a table is a run of its form's own labels with nothing between them but figures, units and numbering: one cell a
line, cells run together (`第二十条第（一）项信息内容本年制发件数…`), or cells parted by spaces. Found once, here, so
that the outline makes no sections of its rows, the quantities no prose of its figures, and the passages cut no row.

The labels are those of three state forms: the statistics table of 2014 to 2018 (国办发〔2014〕12号 and its annual
notices), the form of 2019 (国办公开办函〔2019〕60号) and that of 2021 (国办公开办函〔2021〕30号).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from index.labels import label_words
from index.model import Document
from index.numerals import fold
from index.ontology import ontology

Span = tuple[int, int]

_MIN_STRONG, _MIN_HITS = 3, 5
_MAX_UNKNOWN = 24

# Heads of columns and of tables, which the ontology has no rows for; and rows in words that the forms do not give.
_HEADS = r"""
统计指标 统计数 第二十条第\(?[一二三四五六七八九十]+\)?项 本年度新?制作数量 本年度新?公开数量 本年制作数量 本年公开数量
申请人情况 法人或其他组织 结果维持 结果纠正 尚未审结 未经复议直接起诉 复议后起诉 其他对外管理服务事项
主要负责(?:同志|人)参加.{2,8}次数 维持具体行政行为(?:或者?驳回原告诉讼请求)?数? 依申请公开信息收取的?费用
"""
_EVERYDAY_HEADS = r"""
其中[,:、]? 单位 指标名称 指标 信息内容 (?:行政)?规范性文件 合计 其他结果 行政复议 行政诉讼
"""
_PUNCTUATION = "、,:;《》<>“”\"'‘’"
_SYNONYMS = (("其他", "其[他它]"), ("政务微", "政[务府]微"), ("政府微", "政[务府]微"), ("本年度", "本年度?"))
_EVERYDAY_LENGTH = 4
_EVERYDAY = re.compile(r"涉及.*|政府信息公开专项经费|(?!通过).*情况")  # 通过不同渠道和方式…的情况 is no title

# Where a table of the 2019 and 2021 forms begins; a numbered line before one of these is a heading and no row.
_TABLE_START = re.compile(r"第二十条|申请人情况|统计指标|行政复议$|本列数据")

# Section titles of the 2019 and 2021 forms, which contain labels and are none.
_TITLES = """
主动公开政府信息情况 收到和处理政府信息公开申请情况 政府信息公开行政复议、?行政诉讼情况 行政复议、行政诉讼情况
存在的主要问题及改进情况 其他需要报告的事项 总体情况
"""


def _alternation(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _label() -> re.Pattern[str]:
    """The forms' labels: those that hardly stand anywhere but in a form ("strong"), and those that prose uses as well
    ("weak"), which belong to a run only beside the others."""
    rows = {_written(label) for form in ontology().rows.values() for row in form for label in row.labels}
    weak = {label for label in rows if len(label) <= _EVERYDAY_LENGTH or _EVERYDAY.fullmatch(label)}
    applicants = {term.zh for term in ontology().applicants.values()}
    strong = (rows - weak) | {name for name in applicants if len(name) >= _EVERYDAY_LENGTH}
    strong |= {column for columns in ontology().disclosure.values() for column in columns}
    weak |= (applicants | ontology().disclosure.keys()) - strong
    return re.compile(
        rf"(?P<note>\([^()]{{9,60}}\))"
        rf"|(?P<title>(?:[一二三四五六七八九十]{{1,3}}、)?(?:{_alternation(_TITLES.split())}))"
        rf"|(?P<strong>{_alternation([*_HEADS.split(), *map(_pattern, strong)])})"
        rf"|(?P<weak>{_alternation([*_EVERYDAY_HEADS.split(), *map(_pattern, weak)])})"
    )


def _written(label: str) -> str:
    """A row's label in plain width, without its number and its note."""
    return label_words(label).strip(_PUNCTUATION)


def _pattern(label: str) -> str:
    """The pattern of a label, whatever became of its punctuation and of the words that are written in two ways."""
    letters = "".join(f"[{_PUNCTUATION}]?" if char in _PUNCTUATION else re.escape(char) for char in label)
    for words, either in _SYNONYMS:
        letters = letters.replace(words, either)
    return letters + ("量?" if label.endswith("数") else "")


_UNITS = r"万元|亿元|元|人次|场次|条|件|次|个|人|份|篇|家|处|项|期|场|万|亿"
_NOTE = re.compile(r"\([^()]{1,60}\)")
_NUMBERING = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]")
_CAPITAL_NUMBERING = re.compile(r"[一二三四五六七八九十]{1,3}、")
_PROSE = re.compile(rf"[。;!?]|(?<!\d),|,(?!\d)|\d(?:{_UNITS})、")
_FILLER = re.compile(rf"{_UNITS}|[\d.,+\-—–―_/|:、%()“”\"]")
_NUMBER = r"\d(?:[\d.]|,(?=\d))*"
_TAIL = re.compile(
    rf"\)?(?:\([^()]{{1,60}}\))?:?(?:(?:{_UNITS}|[—–|/+\-])|{_NUMBER}(?!(?:[\d.]|,(?=\d))*[年月、])[%‰余多]?)*"
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
        for match in _label().finditer(text)
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
