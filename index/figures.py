"""Numbers that count something, with their units: 30件, 16.4万条, 1300余次, 三十份, 81%, 百分之八十一.

Doubt is silence: a range, a vague number (数十条, 上百次), a count with decimals or a number without a unit is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from index.notations import masked
from index.numerals import MULTIPLIERS, NUMERAL, parse_number

FigureKind = Literal["count", "percent", "points", "multiple"]


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number that counts something: [start, end) covers the number, its unit and the words that soften it.

    `value` is exact in `unit` as written (16.4 with 万条), `exact` the same in `base_unit` (164000 with 条);
    `approximate` is the softening word (余, 近, 约, 以上) or None; `raw` is the text itself.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    exact: Decimal
    base_unit: str
    kind: FigureKind
    approximate: str | None
    raw: str


# Measure words, each with the characters that must not follow it: 3处理 is no 3处, 8期间 no 8期.
_MEASURES = """
人次 人(次) 件(次) 场(次) 期(次) 条(次) 场次 批次 班次 户次 件次 台次 篇次 条次 频次 车次 个工作日 工作日 个月
个百分点 百分点 平方米 平方公里 立方米 公里 千米 米 公顷 亩 吨 公斤 美元 元:旦月素 分钟 小时 学时 课时 秒 天:气然津下
县(市、区) 县(市) 县(区) 市(县) 县区 县市 乡镇 部门 单位 领域 项目 行政村 街道 社区 倍 字 件:事 条:例款理 次:日年月要
篇 个 人:民大事才力员均工 名:单称录义 位:置于数 份 期:间限刊末望初 场:所景地合 项:目 起:草到步来至止诉因 宗
例:如会行外子 处:理罚室置长级于 家:庭园具长 台:账帐湾阶 块 户:籍口外 幅:度员 部:门分署级委队属 批:准复示次办 张:贴 册
本:级年市县区月人机单地局镇着报次科 套 间:接隔 座:谈 所:有在需属以长 辆 支:付出持撑部队 只:有要能公计是 组:织成建长团
封:闭面顶存 类 种 幢 栋 笔 页 轮 版:块面本 枚 节 株 分:别类析享布级管部公局层工为钟之批期 县:级直长委城域
市:级直长委场县民 区:级直长委域 镇:级长 乡:级长镇 村:级长
"""
# What can be counted in parts; 3.18条 is item 3 with 18条, or an error, and never read.
_DIVISIBLE = """
元 美元 公里 千米 米 平方米 平方公里 立方米 公顷 亩 吨 公斤 小时 学时 课时 天 分钟 分 倍 个百分点 百分点 个月 %
"""
_KINDS: dict[str, FigureKind] = {
    "%": "percent",
    "‰": "percent",
    "个百分点": "points",
    "百分点": "points",
    "倍": "multiple",
}
_VAGUE = r"以上|左右|上下|以下|以内"
_SOFT = r"近|约|大约|将近|接近|超过|超|逾|不到|至少|不少于|不低于|突破"


def _measures() -> str:
    words = [entry.partition(":") for entry in _MEASURES.split()]
    words.sort(key=lambda word: len(word[0]), reverse=True)
    return "|".join(re.escape(name) + (f"(?![{barred}])" if barred else "") for name, _, barred in words)


# A figure behind a blank and another (1 234) may be its end only, and is not read.
_NUMBER = r"(?<![\d.])(?<!\d,)(?<!\d\s)(?<!\d['’])(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:['’]\d{3})+|\d+)(?:\.\d+)?(?![\d.])"
_MULTIPLIER = "|".join(sorted(filter(None, MULTIPLIERS), key=len, reverse=True))
# The mark of a note may stand between a number and what it counts: 12¹件, 12[1]件.
_NOTE = r"(?:[\[(]?[⁰¹²³⁴-⁹]{1,2}[\])]?|\[\d{1,2}\])"
_FIGURE = re.compile(
    rf"(?P<soft>{_SOFT})?\s?(?:(?P<number>{_NUMBER}){_NOTE}?|(?P<chinese>{NUMERAL}))\s?(?P<odd>余|多|来)?"
    rf"(?P<times>{_MULTIPLIER})?(?P<odd_times>余|多)?\s?(?P<unit>[%‰]|{_measures()})?(?P<vague>{_VAGUE})?"
)
_PERCENT = re.compile(
    rf"(?P<soft>{_SOFT})?百分之"
    rf"(?:(?P<number>\d+(?:\.\d+)?)|(?P<chinese>[一二三四五六七八九十百零点]{{1,12}}))(?P<vague>{_VAGUE})?"
)
_ONE = re.compile(r"件|宗|例|份|篇|条|期|场|次")
_STOP = re.compile(r"\s*(?:[,。;、:)]|$|和|及|以)")
_ASPECTS = re.compile(r"\s?(?:大|主要)?(?:方面|部分|层面|环节|阶段|步骤|维度)")


def figures(text: str) -> tuple[NumberSpan, ...]:
    """The numbers in `text` that count something, in order and apart."""
    plain = masked(text)
    found = [*_percents(plain, text), *_counts(plain, text)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def _percents(plain: str, text: str) -> Iterator[NumberSpan]:
    for match in _PERCENT.finditer(plain):
        value = Decimal(100) if match["chinese"] == "百" else parse_number(match["number"] or match["chinese"])
        if value is not None:
            yield _span(match, text, value, Decimal(1), "%")


def _counts(plain: str, text: str) -> Iterator[NumberSpan]:
    plain = _PERCENT.sub(lambda match: "\0" * len(match.group()), plain)
    for match in _FIGURE.finditer(plain):
        value = parse_number(match["number"] or match["chinese"])
        if value is not None and _counts_something(match, plain):
            yield _span(match, text, value, MULTIPLIERS[match["times"] or ""], match["unit"] or "")


def _counts_something(match: re.Match[str], plain: str) -> bool:
    unit, number, rest = match["unit"], match["number"], plain[match.end() : match.end() + 6]
    if unit is None:
        return match["times"] is not None and number is not None and _STOP.match(rest) is not None
    if number is None and match["times"] and re.search("[万亿]", match["chinese"]):
        return False  # 三亿二千万元
    if unit in ("个", "大", "项", "部") and _ASPECTS.match(rest):
        return False
    if number is None:
        return _chinese_counts(match, rest)
    if "." in number and not match["times"] and unit not in _DIVISIBLE.split():
        return False
    return not re.match(r"0\d", number) and len(number) <= 15


def _chinese_counts(match: re.Match[str], rest: str) -> bool:
    """一 is an article more often than a number (一个部门): it counts only at the end of its clause, 申请一件.
    二 before a measure word is an ordinal (二次传播), for 两 would count."""
    if match["chinese"] == "二":
        return False
    if match["chinese"] in ("一", "零", "〇"):
        return bool(_ONE.fullmatch(match["unit"]) and _STOP.match(rest))
    return True


def _span(match: re.Match[str], text: str, value: Decimal, factor: Decimal, base_unit: str) -> NumberSpan:
    groups = match.groupdict()
    soft = next((groups.get(name) for name in ("soft", "odd", "odd_times", "vague") if groups.get(name)), None)
    raw = text[match.start() : match.end()]
    start, end = match.start() + len(raw) - len(raw.lstrip()), match.end() - len(raw) + len(raw.rstrip())
    return NumberSpan(
        start=start,
        end=end,
        value=value,
        unit=(groups.get("times") or "") + base_unit,
        exact=value * factor,
        base_unit=base_unit,
        kind=_KINDS.get(base_unit, "count"),
        approximate=soft,
        raw=text[start:end],
    )
