"""A total of the running text and the 其中 parts that it is said to be made of, where the two cannot both be right.

A list of parts is taken as far as it surely goes: to the end of its clause or sentence, to a figure of another kind
(结转, 办结), to a part of a part. Doubt is silence: the same applications may be told apart twice (by channel and by
applicant), and the same item may be published through several channels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from index.model import Quantity, Report

_OTHERS = re.compile(r"^其[他它]|其[他它][^，。；]{0,8}$")
_AMONG = re.compile(r"其中|[:：(（]")
_FARTHEST_PART = 60  # characters from the total to its first part, and in all below
_LONGEST_LIST = 600
_LONGEST_GAP = 40
_ENDS = re.compile(r"[。！？!?\n]|其中")
_SEMICOLON = re.compile(r"[；;]")
_BRACKET = re.compile(r"[(（\[【][^)）\]】]*$")
# A figure with one of these words counts something else than the parts before it do, unless they have the word too.
_OTHER_KINDS = re.compile(
    r"结转|结存|上年|去年|上一年|同比|环比|较|累计|截[至止]|增[加长]|减少|下降|总[数量计]|合计|共"
)
# So is what became of the things told (已答复3件); with an object of its own it is one of what is published
# (答复县长信箱咨询3条), unless applications are told.
_BECAME = re.compile(
    r"(?P<verb>办结|办理|处理|答复|回复)"
    r"(?P<whole>(?:了|完毕|完成|率|政府信息|信息|公开|申请|事项|数量|数|为|共|均|[的计:：])*$)?"
)
_CHANNELS = re.compile(
    r"网站|网页|门户|微博|微信|公众号|客户端|新媒体|公报|公开栏|公告栏|查阅[点室]|发布会|报[刊纸]|广播|电视|短信|抖音"
)


def wrong_parts(report: Report) -> Iterator[tuple[Quantity, tuple[Quantity, ...], Decimal]]:
    """Every total with its parts and their sum, where the sum is more than the total, or where 其他 closes the list and
    the sum is not the total. Figures in words that round (约, 余) decide nothing."""
    ordered = sorted(report.quantities, key=lambda one: one.at)
    for whole, first in pairwise(ordered):
        opening = report.text[whole.at_end : first.at]
        if not _AMONG.search(opening) or len(opening) > _FARTHEST_PART or "\n" in opening.strip():
            continue
        parts = _list(report.text, whole, opening, _told_of(report.text, whole, ordered))
        if len(parts) < 2 or any(one.approximate for one in (whole, *parts)):
            continue
        sums = list(accumulate(one.value for one in parts))
        closed = bool(_OTHERS.search(parts[-1].subject))
        over = sums[-1] > whole.value and not _through_channels(report.text, whole, parts)
        if whole.value not in sums and (closed or over):
            yield whole, parts, sums[-1]


def _told_of(text: str, whole: Quantity, ordered: Sequence[Quantity]) -> list[Quantity]:
    """The figures of the total's unit whose clauses are governed by the total."""
    stated = re.compile(rf"(?<![\d.]){re.escape(text[whole.at : whole.at_end])}")
    return [
        one
        for one in ordered
        if one.at > whole.at
        and one.unit == whole.unit
        and stated.search(one.context)
        and one.at - whole.at < _LONGEST_LIST
    ]


def _list(text: str, whole: Quantity, opening: str, told_of: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The parts that are told in one breath with the first, so that none is a part of another or of another total."""
    if not told_of or _is_other_kind(text[whole.at_end : told_of[0].at], text[whole.start : whole.at]):
        return ()
    gaps = [text[left.at_end : right.at] for left, right in pairwise(told_of)]
    known = text[whole.start : whole.at] + text[whole.at_end : told_of[0].at]
    by_semicolon = bool(re.search("[:：]", opening)) and bool(gaps) and bool(_SEMICOLON.search(gaps[0]))
    count = 1
    for gap in gaps:
        parted = bool(_SEMICOLON.search(gap)) != by_semicolon
        if (
            parted
            or len(gap) >= _LONGEST_GAP
            or _ENDS.search(gap)
            or _BRACKET.search(gap)
            or _is_other_kind(gap, known)
        ):
            break
        count += 1
    return tuple(told_of[:count])


def _is_other_kind(words: str, known: str) -> bool:
    """Whether `words` before a figure tell of something else than the total and its first part do, which are told by
    `known`."""
    if any(found.group() not in known for found in _OTHER_KINDS.finditer(words)):
        return True
    published = re.search("公开|发布", known) and "申请" not in known
    became = (found for found in _BECAME.finditer(words) if found["verb"] not in known)
    return any(found["whole"] is not None or not published for found in became)


def _through_channels(text: str, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the parts are channels of publication, which an item may have several of."""
    return (
        any(_CHANNELS.search(text[max(whole.at_end, one.start) : one.at]) for one in parts)
        and "申请" not in (text[whole.start : whole.at])
    )
