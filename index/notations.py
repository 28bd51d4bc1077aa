"""Numbers that count nothing: dates, telephone numbers, document numbers, list ordinals, words like “3个1”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.numerals import fold, without_untold

NotationKind = Literal[
    "address", "clock", "compound", "date", "document", "email", "idiom", "ordinal", "postcode", "range", "telephone",
    "title", "url", "version",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notation:
    """Words holding a number that counts nothing: [start, end) of the text and what they are.

    "compound" and "range" do count, but not one figure: 3万5千, 3至5件.
    """

    start: int
    end: int
    kind: NotationKind
    raw: str


_CN = "一二三四五六七八九十百〇零两"
_LEAD = r"(?:^|(?<=[。;:\n]))"
_NUMBER = rf"\d{{1,9}}|[{_CN}]{{1,9}}"
_ORDINAL = rf"\d{{1,2}}|[{_CN}]{{1,3}}"
_YEAR = rf"(?:(?<!\d)(?:19|20)\d\d|[一二][〇零九][{_CN}]{{2}})\s?年(?:度|份|初|中|底|末)?"
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])\s?月(?:份|初|中旬|上旬|下旬|底|末)?"
_DAY = r"\d{1,2}\s?日"
_DASH = r"[-—–―~]"
_COUNTED = r"\s?[余多万亿元个件条次人份篇家台块款%]"

# What is only counted in whole numbers: `3.18条` is item 3 and 18条.
_WHOLE = r"\s?(?:[件条次人份篇家台块款]|个(?!百分点|月))"

_PATTERNS: tuple[tuple[NotationKind, str], ...] = (
    ("url", r"(?:https?://|www\.)[A-Za-z0-9_./?=&%#:~-]+"),
    ("email", r"(?<![A-Za-z0-9_.-])[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+"),
    ("document", r"[〔\[【(](?:19|20)\d\d[〕\]】)]\s?(?:第\s?)?\d+(?:-\d+)?\s?号?"),
    ("document", r"(?:(?:19|20)\d\d年)?第\s?\d+\s?号令?|〔(?:19|20)\d+"),
    ("title", r"《(?:[^《》]|《[^《》]*》){1,120}》"),
    ("idiom", r"“[^“”。]{1,24}”|‘[^‘’。]{1,24}’|「[^「」。]{1,24}」|\"[^\"。,;:\d]{1,16}\""),
    ("idiom", r"第三方|[三四]类(?:内部事务|过程性)|三项制度|八项规定|三个代表|五个一|一件事"),
    ("idiom", r"四个(?:意识|自信|全面)|两个(?:维护|确立|一百年)"),
    ("idiom", r"(?<!\d)\d{1,3}\s?[×xX*]\s?\d{1,3}\s?(?:小时)?"),
    ("date", rf"{_YEAR}\s?(?:{_MONTH}\s?(?:{_DAY})?)?(?:\s?\d{{1,2}}\s?[时点](?:\d{{1,2}}分?)?)?"),
    ("date", rf"(?:19|20)\d\d\s?(?:{_DASH}|[/.至])\s?(?:(?:19|20)\d\d\s?年度?|\d{{1,2}}(?:[-/.]\d{{1,2}})?(?!\d))"),
    ("date", rf"\d{{1,2}}(?:{_DASH}|至)\d{{1,2}}月(?:份)?|{_MONTH}\s?(?:{_DAY})?"),
    ("date", r"(?<!\d)(?:19|20)\d{2,6}[日年]|(?<!\d)\d{1,3}\s?日|第?[一二三四1-4]个?季度|[上下]半年"),
    ("clock", r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}时\d{1,2}分"),
    ("telephone", rf"(?<!\d)\(?0\d{{2,3}}\)?\s?{_DASH}*\s?[1-9]\d{{6,7}}(?!\d)|(?<!\d)1[3-9]\d{{9}}(?!\d)"),
    ("telephone", rf"(?<![\d.,])[2-9]\d{{6,7}}(?!\d)(?!{_COUNTED})|[48]00-?\d{{3,4}}-?\d{{3,4}}"),
    ("telephone", r"(?<!\d)1[12]\d{1,3}(?=[\u4e00-\u9fff]{0,8}(?:热线|平台|专线|电话))|(?<=热线)1[12]\d{1,3}(?!\d)"),
    ("postcode", r"(?<=邮编)[为:]?\s?\d{6}|(?<=邮政编码)[为:]?\s?\d{6}"),
    ("range", rf"(?<![{_CN}])[{_CN}]{{1,9}}至[{_CN}]{{1,9}}(?=[个件条次人])|[{_CN}]、[{_CN}](?=[个件条次人])"),
    ("ordinal", rf"第\s?(?:{_NUMBER})(?:[-—至、]第?(?:{_NUMBER}))*[届次条款项章期批名位部]?"),
    ("ordinal", rf"{_LEAD}\s*(?:\d{{1,2}}[.、](?!\d)|\d{{1,2}}\.(?=\d+{_WHOLE})|[{_CN}]{{1,3}}、)"),
    ("ordinal", rf"\((?:{_ORDINAL})\)|[{_CN}]{{1,2}}是"),
    ("address", r"(?<!\d)\d{1,6}\s?号(?:楼|院|室|窗口)?|(?<!\d)\d{1,6}(?:楼|室|层)"),
    ("version", rf"(?<![\d.])\d{{1,6}}(?:\.\d{{1,6}}){{2,}}|(?<![A-Za-z])[A-Za-z]{{1,32}}[-.]?\d[\d.]*+(?!{_COUNTED})"),
    ("version", r"(?<![\d.])\d{1,6}(?:\.\d{1,6})?(?:版(?!面)|[A-Za-z]{1,8})"),
    ("range", rf"(?<![\d.])\d[\d.]*+\s?%?(?:{_DASH}|[至到])\s?\d[\d.]*+(?=\s?[万亿%\u4e00-\u9fff])"),
    ("compound", r"(?<![\d.])\d[\d.]*+[万亿千]\d[\d.]*[百千万]?"),
)  # fmt: skip
_NOTATION = re.compile("|".join(f"(?P<g{index}>{pattern})" for index, (_, pattern) in enumerate(_PATTERNS)))


def notations(text: str) -> tuple[Notation, ...]:
    """The numbers in `text` that count nothing, in order and apart."""
    return tuple(_notations(text))


def masked(text: str) -> str:
    """`text` in plain width with every notation blanked out by as many NUL characters, and figures of which a part is
    unknown by U+FFFD."""
    folded = list(without_untold(fold(text)))
    for notation in _notations(text):
        folded[notation.start : notation.end] = "\0" * (notation.end - notation.start)
    return "".join(folded)


def _notations(text: str) -> Iterator[Notation]:
    for match in _NOTATION.finditer(fold(text)):
        kind = _PATTERNS[int((match.lastgroup or "g0")[1:])][0]
        yield Notation(match.start(), match.end(), kind, text[match.start() : match.end()])
