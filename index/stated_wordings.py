"""How reports state the indicators in running text: the patterns of `stated.yaml`, with their shorthand expanded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from index.numerals import NUMERAL
from index.stated_scope import Matter

_SHORTHAND = {
    "<n>": rf"(?P<soft>约为?|近|超过|达到|达)?(?P<n>\d{{1,3}}(?:'\d{{3}})+|\d[\d,]*(?:\.\d+)?|{NUMERAL})"
    r"(?:[\[(]?[⁰¹²³⁴-⁹]{1,2}[\])]?|\[\d{1,2}\])?(?P<soft2>余|多)?"  # the mark of a note before the unit
    r"(?P<ten>万|亿)?(?P<soft3>余|多)?(?P<unit>件次|条次|人次|万元|件|份|条|宗|次|封|起|个|例|项|笔|元|期|场|人)",
    "<..>": r"[^。;,\d]{0,24}?",
    "<...>": r"(?:(?!,(?:共|全年)?(?:发生|收到|受理|引发|有|被)|(?:复议|诉讼)[^,、]{0,8},)[^。;\d]){0,60}?",
    "<.channel.>": r"(?:(?!网络|网上|当面|信函|传真|邮寄|邮件|在线|其中|转办|结转|办结|答复|许可|撤回|撤销)"
    r"[^。;,\d]){0,24}?",
    "<.made.>": r"(?:(?!回复|答复|办结|处理|受理)[^。;,\d]){0,24}?",
    "<apply>": r"(?:依申请公开(?:政府信息)?(?:的)?(?:书面)?(?:申请|信件|信函|事项)?"
    r"|(?:政府)?信息(?:的)?(?:依申请)?公开(?:的)?(?:书面)?(?:相关)?申请(?:事项)?"
    r"|公开(?:政府)?信息(?:的)?申请|申请(?:公开)?(?:政府)?信息(?:公开)?(?:事项)?|申请(?:事项)?)",
    "<tail>": r"(?:的|总数|总量|数量|事项|书面申请|信件|件(?=[\d共总累])|共计|共|合计|累计|总计|为|计|达|数|:)*",
    "<count>": r"(?:数量?)?(?:共计|共|为|:)?",
    "<.tailword.>": r"[^。;,\d]{0,6}?",
    "<end>": r"(?=(?:的|行政|政府信息|信息|申请|事项|情况|情形|要求|案件|案|件|信件|记录|问题|事件|现象|发生|提起|被|等"
    r"|以?及|和|或|与|、|复议|诉讼|举报|投诉|申诉|起诉)*(?:[,;:.)]|、(?:未|没有|无)|$))",
    "<cases>": r"(?:案件|申请|事项|数量|数|情况|行政|诉讼|举报|投诉|案|以?及|和|与|、|都)*",
    "<none>": r"(?:均未|尚未|从未|未曾|未|没有|不存在|无(?!法|偿|正当|需|须|障碍|关|效|论|错))(?!.{0,4}其[他它余])"
    r"(?:任何)?(?:收到|接到|发生|出现|产生|引发|受理|引起|涉及|有|被|因)?",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern for the sentences that state an indicator, with what has to be and must not be around it."""

    code: str
    pattern: re.Pattern[str]
    states_zero: bool
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    units: re.Pattern[str] | None
    about: Matter | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class Wordings:
    """All patterns; `headings` find sections whose whole body may say that there was nothing, `respectively` names the
    ways to apply."""

    wordings: tuple[Wording, ...]
    headings: dict[str, re.Pattern[str]]
    respectively: dict[str, str]


@cache
def wordings() -> Wordings:
    """The wordings of `stated.yaml`, read once."""
    text = resources.files("index").joinpath("stated.yaml").read_text("utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    headings = {code: re.compile(pattern) for code, pattern in data.pop("headings").items()}
    respectively = data.pop("respectively")
    found = [
        Wording(
            code=code,
            pattern=re.compile(_expand(pattern)),
            states_zero="<n>" not in pattern,
            needs=_compiled(row, "needs"),
            unless=_compiled(row, "unless"),
            unless_before=_compiled(row, "unless_before"),
            units=_compiled(row, "units"),
            about=row.get("about") if "<n>" in pattern or row.get("about") == "applications" else None,
            words=tuple(row["words"]),
        )
        for code, row in data.items()
        for pattern in row["patterns"]
    ]
    return Wordings(tuple(found), headings, respectively)


def _compiled(row: dict[str, str], key: str) -> re.Pattern[str] | None:
    return re.compile(row[key]) if key in row else None


def _expand(pattern: str) -> str:
    for name, meaning in _SHORTHAND.items():
        pattern = pattern.replace(name, meaning)
    return pattern
