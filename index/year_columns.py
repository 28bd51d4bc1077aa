"""Which of a table's columns of figures is this year's: 2016年 beside 2015年, 本年 beside 上年.

Some issuers set the year before beside the report's own in the statistics table. Only a head tells the two apart, and
one that says neither leaves them as they are.
"""

from __future__ import annotations

import re

from index.labels import squeeze
from index.model import Table

_COUNTED = r"(?:统计)?(?:数[据量值]?|结果|值|情况)?(?:\([^()]{1,6}\))?"
_YEAR = re.compile(rf"(?P<year>(?:19|20)\d\d)年?度?{_COUNTED}")
_THIS = re.compile(rf"(?:本|今|当|报告)年?度?期?{_COUNTED}")
_OTHER = re.compile(
    rf"(?:上一?|去|前)年?度?期?(?:同期)?{_COUNTED}|上年同期{_COUNTED}|(?:(?:同|环)比|较上年|比上年)?(?:增减?|升降|增长|变化|变动)"
    r"(?:情况|数|量|幅度|幅|率|[+-]|百分比)*(?:\(%\)|%)?|同比|环比|备注|说明"
)


def column_of_year(table: Table, year: int | None) -> tuple[set[int], set[int]]:
    """The column that the table's heads say is of `year`, the report's, alone in a set, and those that they say are of
    another year or of the change; both empty where no one column is said to be this year's beside such others."""
    own: set[int] = set()
    others: set[int] = set()
    for cell in table.cells:
        words = squeeze(cell.text, 0, len(cell.text)).text
        columns = range(cell.column, cell.column + cell.colspan)
        if _is_of(words, year):
            own.update(columns)
        elif _YEAR.fullmatch(words) or _OTHER.fullmatch(words):
            others.update(columns)
    return (own, others) if len(own) == 1 and others and not own & others else (set(), set())


def _is_of(words: str, year: int | None) -> bool:
    named = _YEAR.fullmatch(words)
    return int(named["year"]) == year if named else _THIS.fullmatch(words) is not None
