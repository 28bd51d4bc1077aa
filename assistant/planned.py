"""What a report only plans or prescribes: its figures are none of the year, and answer only who asks for plans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.extracts import extract, holds, sentences
from assistant.lexicon import lexicon
from assistant.model import Extract, Reading
from index.model import Quantity, Report, Section
from index.numerals import WRITTEN_NUMBER, fold

_HEADING = re.compile(r"打算|计划(?!生育)|设想|努力方向|工作思路|下一?步|今后|工作安排")
_DONE = re.compile(r"完成|落实情况|执行情况|进展")
# A section on problems ends with what will be done about them; before the turn it tells of the year.
_MIXED = re.compile(r"问题|不足|困难|改进|措施|努力|打算|计划|下一?步|展望")
_AHEAD = r"下一?步|下一?阶段|今后|明年|来年|下一年度?"
_WILL = r"[^。；;\n]{0,40}?(?:将|拟|打算|计划|要|重点|着力|做好|努力|继续|进一步)"
# What has to be, said at the opening of a clause (按要求 is how something was done).
_REQUIRED = re.compile(r"(?:^|[，,；;。]|[一二三四五六七八九十]是)要求[^，,。；;]{0,24}(?:达到|不低于|不少于|不得)")
_ASKS = re.compile(
    r"计划(?!生育)|打算|拟|准备|预计|目标|将|明年|来年|下一年|今后|下一?步"
    r"|\b(?:plan(?:s|ned|ning)?|intend\w*|will|going to|next year|aims?|targets?)\b",
    re.I,
)


def is_planned(quantity: Quantity, text: str, sections: Sequence[Section], year: int) -> bool:
    """Whether a figure of a report on `year` is of what is planned or has to be: its heading says so, its section has
    turned to what comes next, or its clause requires it."""
    opening = max(text.rfind(end, 0, quantity.at) for end in "。\n") + 1
    return _looks_ahead(text, sections, quantity.at, year) or bool(_REQUIRED.search(fold(text[opening : quantity.at])))


def _looks_ahead(text: str, sections: Sequence[Section], at: int, year: int) -> bool:
    """Whether the heading over `at` is one of plans, or its section on problems has turned to what comes next."""
    inside = [one for one in sections if one.path and one.start <= at < one.end]
    if any(_HEADING.search(one.path[-1]) and not _DONE.search(one.path[-1]) for one in inside):
        return True
    mixed = [one.start for one in inside if _MIXED.search(one.path[-1])]
    return bool(mixed) and _turned(year).search(text, min(mixed), at) is not None


def _turned(year: int) -> re.Pattern[str]:
    return re.compile(rf"(?:{_AHEAD}|{year + 1}年度?){_WILL}")


def asks_for_plans(reading: Reading) -> bool:
    """Whether a number is asked for that is only planned (计划举办几期)."""
    return reading.numeric and _ASKS.search(reading.text) is not None


def planned_figures(reading: Reading, report: Report) -> tuple[Extract, ...]:
    """The one sentence on plans that holds the question's words and a number of the kind asked for."""
    terms = [term for term in reading.terms if not term.weak and not _ASKS.search(term.words[0])]
    if not terms:
        return ()
    units = lexicon().measures.get(reading.measure or "", (reading.measure,) if reading.measure else ())
    after = "(?:余|多)?(?:" + "|".join(re.escape(unit) for unit in units) + ")" if units else ""
    counted = re.compile(f"(?:{WRITTEN_NUMBER.pattern}){after}")
    found = []
    for start, end in sentences(report):
        sentence = fold(report.text[start:end])
        ahead = _ASKS.search(sentence) or _looks_ahead(report.text, report.sections, start, report.identity.year)
        if ahead and all(holds(term, sentence) for term in terms) and counted.search(sentence):
            found.append(extract(report, (start, end)))
    return tuple(found) if len(found) == 1 else ()
