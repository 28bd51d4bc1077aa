"""Statutory tables that the line above them says to be of another year or another body than the report.

A report may give last year's table beside its own for comparison, or those of the bodies that it covers: 附表1：2021年
收到和处理政府信息公开申请情况 in the report on 2022, or 其中，县公安局收到和处理政府信息公开申请情况如下. Where the
report has the same table without such a line, or under one that names itself, that one is its own.
"""

from __future__ import annotations

import re

from index.attached import is_other
from index.forms import Region, regions
from index.model import Document, Identity
from index.numerals import fold
from index.stated_whose import body_before
from index.statutory import statutory_indicators
from index.titles import years_in

_LONGEST = 60
_REACH = 4  # lines above a table that may be no caption of it
_NO_SPACE = re.compile(r"[\s《》“”\"【】\[\]]")
_NO_CAPTION = re.compile(r"\(?(?:(?:计量)?单位.{0,8}|续.{0,6}|第\d{1,3}页.{0,6}|\d{1,3})")
_LEAD = re.compile(
    r"(?:附?[表件录图][\d一二三四五六七八九十]{0,3}[:、.]*|\(?[一二三四五六七八九十\d]{1,2}[)、.:]+|(?:其中|另)[,:]?)+"
)
_MATTER = re.compile(r"收到|处理|受理|主动公开|依申请|(?:政府)?信息公开|行政复议|申请|(?:有关)?(?:情况|数据|统计|办理)")
_YEARS_BEFORE = re.compile(r"上一?年|去年|往年|前一年")
_PART = re.compile(r"[省市州盟县区旗]本级|[省市州盟县区旗]直")


def of_others(document: Document, identity: Identity) -> tuple[tuple[int, int], ...]:
    """The stretches of `document` that are a statutory table of another year or body than `identity` tells, with the
    line above them, in the text's order; only where the report has such a table of its own."""
    areas = {area: _caption(document, area.start) for area in regions(document)}
    theirs = {
        area: start for area, (start, words) in areas.items() if start is not None and is_of_another(words, identity)
    }
    if not theirs:
        return ()
    cells: dict[Region, set[tuple[str, str | None]]] = {}
    for item in statutory_indicators(document, identity.year):
        area = next((one for one in areas if one.start <= item.start < one.end), None)
        if area is not None:
            cells.setdefault(area, set()).add((item.code, item.applicant))
    own = {cell for area, some in cells.items() if area not in theirs for cell in some}
    return tuple(sorted((start, area.end) for area, start in theirs.items() if own & cells.get(area, set())))


def caption_of(document: Document, start: int) -> str:
    """The line above a table that begins at `start`, in plain width, empty where there is none: not the line of a unit
    (单位：条), of a continuation or of a page's number."""
    return _caption(document, start)[1]


def _caption(document: Document, start: int) -> tuple[int | None, str]:
    """Where the line above a table begins, and its words in plain width; None where it has none."""
    floor = max((table.end for table in document.tables if table.end <= start), default=0)
    above = [line for line in document.lines if floor <= line.start and line.end <= start]
    for line in reversed(above[-_REACH:]):
        words = fold(document.text[line.start : line.end])
        bare = _NO_SPACE.sub("", words)
        if bare and not _NO_CAPTION.fullmatch(bare):
            return line.start, words
    return None, ""


def is_of_another(caption: str, identity: Identity) -> bool:
    """Whether a caption (in plain width) names another year or body than the report's `identity`."""
    words = _NO_SPACE.sub("", caption)
    told = _LEAD.sub("", words, count=1)
    matter = _MATTER.search(told)
    if len(words) > _LONGEST or matter is None or "。" in words:
        return False
    years = set(years_in(told))
    if years or _YEARS_BEFORE.search(told):
        return identity.year not in years
    body = told[: matter.start()].strip(",:")
    return bool(
        _PART.search(body) or body_before(body, identity.issuer.level) or is_other(body, identity.issuer, identity.year)
    )
