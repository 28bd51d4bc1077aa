"""The year that a report is about, and the day it was published: two different years as a rule.

The title decides; without it the statement of the period that the figures cover, then the years that the text itself
counts in. A page's clock and the years of cited documents never count; the day that a text without a title is signed
only bears out a year that the text counts in, when it lies in the first months of the next.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from index.titles import Piece, Title, plain

_FIRST_YEAR = 2000
_SURE_ENOUGH = 2.0
_LAST_LINES = 12
_LAST_MONTH = 4  # annual reports are due by the end of March, at the latest

# 自2017年1月1日起至2017年12月31日止, also with its 年月日 lost: 自201711日起至20171231日止.
_PERIOD = re.compile(
    r"(?<!\d)(20\d\d)\s*年?\s*0?1\s*[月.]?\s*0?1\s*日?\s*(?:起|开始|零时)?\s*(?:至|到|—+|-+|–|~|―)+\s*"
    r"(?:同年|本年|当年|(20\d\d)\s*年?)?\s*12\s*[月.]?\s*31\s*日"
)
_SCHOOL_PERIOD = re.compile(r"(?<!\d)20\d\d年[89]月1日(?:起)?(?:至|到|—+|-+|–|~)+(20\d\d)年[78]月31日")
_OF_THE_REPORT = re.compile(
    r"(?<!\d)(20\d\d)年?度?[^，。,;；《》〔\d]{0,20}信息公开[^，。,;；《》〔\d]{0,8}(?:报告|年报|统计表)"
)
_HEAD = re.compile(r"[(\[]?(20\d\d)年?度[)\]]?")
_YEAR_END = re.compile(r"截[止至到]+(20\d\d)年(?:年?底|年末|末|12月)")
_COUNTED = re.compile(r"(?<![\d〔\[【(（])(20\d\d)年(度|全年|,|，)?(?!\d{1,2}月\d)")
_PLANS = re.compile(r"打算|计划|下一步|下步|展望|思路|安排|改进|今后")
_QUOTED = re.compile(r"《[^《》]*》|〔\d{4}〕|[\[(（【]\d{4}[\])）】]\d*号?")

_DAY = r"(20\d\d)\s*(?:[-./]|年)\s*(\d{1,2})\s*(?:[-./]|月)\s*(\d{1,2})\s*日?"
_LABELLED = re.compile(
    rf"(发布|发文|成文|公开|生成|印发|公布|更新|创建|上传|编制|添加|录入)?(?:时间|日期)\s*[:]?\s*[\[(]?{_DAY}"
)
_ALONE = re.compile(rf"[^\w]*{_DAY}(?:\s*\d{{1,2}}:\d\d(?::\d\d)?)?[^\w]*")
_LOST = re.compile(r"\W*(20\d\d)(\d{2,4})日\W*")
_CHINESE_DAY = re.compile(
    r"\W*([二2][〇○零Oo0-9一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日\W*"
)
_DIGITS = dict(zip("〇○零Oo一二三四五六七八九", "00000123456789", strict=True))
_PUBLISHED = ("发布", "公布", "公开")


def reporting_year(lines: Sequence[Piece], title: Title | None) -> int | None:
    """The year that the report is about, None where nothing says it surely enough."""
    named = Counter(year for year in title.years if _FIRST_YEAR <= year < 2100) if title else Counter[int]()
    if title and title.whole and len(named) == 1:
        return next(iter(named))
    votes = _votes(lines)
    for year in named:
        votes[year] += 20
    signed = next((day for line in lines[-_LAST_LINES:][::-1] if (day := _day_alone(plain(line)))), None)
    if signed and signed.month <= _LAST_MONTH and votes.get(signed.year - 1):
        votes[signed.year - 1] += 1
    if not votes:
        return None
    year, weight = min(votes.items(), key=lambda item: (-item[1], item[0]))
    return year if weight >= _SURE_ENOUGH else None


def _votes(lines: Sequence[Piece]) -> dict[int, float]:
    """How much speaks for each year, in the text's own words and not in what it cites."""
    votes: dict[int, float] = defaultdict(float)
    planning = 1.0
    for line in lines:
        text = _QUOTED.sub("", plain(line))
        if len(text) < 30:
            planning = 0.3 if _PLANS.search(text) else 1.0 if re.match(r"[一二三四五六七八九]", text) else planning
        for year, weight in _evidence(text):
            votes[year] += weight * planning
    return votes


def _evidence(text: str) -> Iterator[tuple[int, float]]:
    for period in _PERIOD.finditer(text):
        yield int(period[2] or period[1]), 50
    for period in _SCHOOL_PERIOD.finditer(text):
        yield int(period[1]), 50
    head = _HEAD.fullmatch(text)
    if head:
        yield int(head[1]), 20
    for report in _OF_THE_REPORT.finditer(text):
        yield int(report[1]), 8
    for end in _YEAR_END.finditer(text):
        yield int(end[1]), 3
    for counted in _COUNTED.finditer(text):
        yield int(counted[1]), 1.5 if counted[2] else 1


def publication_date(lines: Sequence[Piece], year: int) -> date | None:
    """The day of publication, None where it is not said or cannot be told.

    A labelled date (发布时间) comes first, then a date alone under the title or at the end, which must lie within two
    years of the reporting year; a date with a weekday is the page's clock and no such thing.
    """
    labelled = [
        (label[1] not in _PUBLISHED, day)
        for line in lines
        for label in _LABELLED.finditer(plain(line))
        for day in [_date(*label.groups()[1:4])]
        if day and day.year >= year and (label[1] or len(line.text) < 60)
    ]
    if labelled:
        return min(labelled, key=lambda found: found[0])[1]
    days = (_day_alone(plain(line)) for line in (*lines[-_LAST_LINES:][::-1], *lines[:15]))
    return next((day for day in days if day and year <= day.year <= year + 2), None)


def _day_alone(text: str) -> date | None:
    """The date that is all a line holds: 2017-02-23, 二〇一八年三月十三日, 2018313日 where that has one reading."""
    alone = _ALONE.fullmatch(text)
    if alone:
        return _date(alone[1], alone[2], alone[3])
    written = _CHINESE_DAY.fullmatch(text)
    if written:
        digits = "".join(_DIGITS.get(character, character) for character in written[1])
        return _date(digits.replace("二", "2"), str(_small(written[2])), str(_small(written[3])))
    lost = _LOST.fullmatch(text)
    if lost:
        readings = {_date(lost[1], lost[2][:cut], lost[2][cut:]) for cut in range(1, len(lost[2]))} - {None}
        return readings.pop() if len(readings) == 1 else None
    return None


def _small(words: str) -> int:
    """三, 十三, 二十三 as a number."""
    tens, ten, ones = words.partition("十")
    value = int(_DIGITS.get(tens, "1")) * 10 if ten else int(_DIGITS.get(tens, "0"))
    return value + int(_DIGITS.get(ones, "0"))


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
