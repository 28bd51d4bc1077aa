"""Statements that something did not happen, as figures of zero: 未收到政府信息公开申请, 无行政复议, 均为零.

Only what the words themselves deny is read: a verb of receiving or happening, or none at all, before a countable
thing at the end of its clause. 无此类情况 denies nothing by name and is no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_THING = r"(?:(?:依?申请)?(?:行政)?(?:复议|诉讼)|举报(?:投诉)?|投诉|依?申请(?:公开)?|申诉|起诉|案件|事件|信访|败诉)"
_FEE = r"(?:任何|相关|有关)?的?(?:信息处理费|检索费|复制费|邮寄费|费用|收费)"
_LINK = r"(?:、|和|与|及|以及|或|或者)(?:提起|引起|引发|被提起)?"
_TAIL = r"(?:等)?(?:的)?(?:相关|有关)?(?:申请|案件|事件|事项|情况|情形|行为|现象)?"
_VERB = r"(?:曾)?(?:收到|接到|接收到?|受理|发生|产生|出现|引发|引起|涉及|被提起|被申请)过?"
_CAUSED = r"因[^,。;]{1,25}?(?:引起|引发|产生|发生|导致|被提起)"
_NOT = r"(?:未|没有|并未|尚未|未曾|从未|均未|也未|无)"
_NEVER_BETWEEN = r"(?:(?!\d|收到|受理|办结|答复|[。;!?:]).)"
_END = r"(?=[,。;、)!]|$)"

_DENIED = re.compile(
    rf"(?P<word>{_NOT}(?:{_VERB}|{_CAUSED}))(?P<thing>{_NEVER_BETWEEN}{{0,70}}?{_THING}(?:{_LINK}{_NEVER_BETWEEN}{{0,12}}?{_THING})*{_TAIL}){_END}"
)
_NONE = re.compile(
    rf"(?:^|(?<=[,。;:])|(?<=\0)(?!\0))(?:\0|全年度?|本年度?|年内|共|我[\u4e00-\u9fff]|,)*+(?P<word>无|没有|不存在|未有)"
    rf"(?P<thing>(?:(?!按|能|及时|完全|得到|形成|处理|办理|答复|明确|规定|条件|[,。;:\d]).){{0,24}}?{_THING}(?:{_LINK}[^,。;:\d]{{0,8}}?{_THING})*{_TAIL}){_END}"
)
_UNPAID = re.compile(
    rf"(?P<word>(?:未|没有|并未|均未)(?:向[^,。;]{{1,12}})?(?:收取|减免|产生)(?:(?:和|或|、)(?:收取|减免))?过?)(?P<thing>{_NEVER_BETWEEN}{{0,30}}?{_FEE}){_END}"
)
_NIL = re.compile(rf"(?P<thing>[^,。;:\d]{{2,40}}?)(?P<word>(?:均|都|皆)?为\s?(?:零|0)){_END}")
# 除收到1件外，未收到其他申请 denies the others alone.
_OTHERS = re.compile(r"(?:任何)?其[他它余]")


@dataclass(frozen=True, slots=True)
class Zero:
    """A denial: what was denied, the positions of the denying words and of the thing, and the unit of its zero."""

    subject: str
    start: int
    end: int
    at: int
    at_end: int
    unit: str


def zeros(text: str, start: int, end: int) -> Iterator[Zero]:
    """The denials in `text[start:end]`, one sentence whose dates are blanked out by NUL characters."""
    found: list[Zero] = []
    for pattern, unit in ((_UNPAID, "元"), (_DENIED, "件"), (_NONE, "件"), (_NIL, "")):
        for match in pattern.finditer(text, start, end):
            first, last = min(match.start("word"), match.start("thing")), max(match.end("word"), match.end("thing"))
            if _OTHERS.match(match["thing"]) is None and all(last <= zero.start or first >= zero.end for zero in found):
                found.append(Zero(_subject(match), first, last, match.start("word"), match.end("word"), unit))
    yield from sorted(found, key=lambda zero: zero.start)


def _subject(match: re.Match[str]) -> str:
    verb = re.sub(
        r"^(?:未曾|从未|并未|尚未|均未|也未|没有|不存在|未有|未|无)|(?:均|都|皆)?为\s?(?:零|0)$", "", match["word"]
    )
    return (verb + match["thing"]).replace("\0", "").replace("任何", "").strip()
