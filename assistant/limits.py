"""A limit that a question sets to the figures that it counts: 超过200件的有几个, more than 200 applications."""

from __future__ import annotations

import re
from typing import Literal

from assistant.model import Limit
from index.numerals import parse_number

Sign = Literal["<", "<=", "=", ">=", ">"]

_N = r"(\d[\d,]*(?:\.\d+)?万?|[一二三四五六七八九十百千万零两]+)"
_COUNTED = r"(?:[件条次人篇个场期项份元]|人次)?"
_FORMS: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (">=", re.compile(rf"(?:不少于|不低于|不小于|至少|达到){_N}{_COUNTED}|{_N}{_COUNTED}(?:及|或)?以上")),
    ("<=", re.compile(rf"(?:不超过|不多于|不高于|不大于|至多){_N}{_COUNTED}|{_N}{_COUNTED}(?:及|或)?以[下内]")),
    (">", re.compile(rf"(?:超过|超出|多于|大于|高于|突破){_N}{_COUNTED}")),
    ("<", re.compile(rf"(?:少于|低于|小于|不足|不到|未超过|没超过){_N}{_COUNTED}")),
    (">=", re.compile(rf"\b(?:at least|no (?:fewer|less) than)\s+{_N}|\b{_N}\s+or more\b", re.I)),
    ("<=", re.compile(rf"\b(?:at most|no more than|up to)\s+{_N}|\b{_N}\s+or (?:fewer|less)\b", re.I)),
    (">", re.compile(rf"\b(?:more than|over|above|exceed(?:s|ed|ing)?|greater than)\s+{_N}", re.I)),
    ("<", re.compile(rf"\b(?:fewer than|less than|under|below)\s+{_N}", re.I)),
)
# What comes after a number of another kind: a time that something took is no limit to what is counted (超过三个月).
_OF_TIME = re.compile(
    r"个?(?:月|星期|季度|小时|学期|工作日)|[年天日周]|\s*(?:working )?(?:year|month|week|day|hour)s?\b", re.I
)


def limit_in(text: str) -> tuple[Limit, tuple[int, int]] | None:
    """The limit that `text` sets and where it stands; None where it sets none."""
    for sign, form in _FORMS:
        for match in form.finditer(text):
            value = parse_number(next(filter(None, match.groups())).replace(",", ""))
            if value is not None and not _OF_TIME.match(text, match.end()):
                return Limit(sign, value), match.span()
    return None
