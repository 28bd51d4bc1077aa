"""What a question counts in (多少条: 条) and which noun, and whether a figure counts that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lexicon import lexicon
from assistant.model import Reading, Term
from index.model import Quantity, Report

_MULTIPLE = re.compile(r"^[十百千万亿]+(?=.)")
_PERCENT = ("%", "百分点", "个百分点")
_MEASURE = re.compile(
    r"(?:多少|(?<!哪)几)(?:万|亿)?"
    r"(人次|件次|场次|万元|亿元|回|通|个|件|条|次|人|篇|期|场|家|处|台|块|份|项|类|种|元|钱|名|位|户|天|封|村|册|本|批次|批)"
)
_MEASURE_EN = (
    (re.compile(r"\bhow many (?:people|persons|participants|trainees|officials|staff|employees)\b", re.I), "人"),
    (re.compile(r"\bhow many (?:[a-z-]+ )?(?:websites|sites|portals|accounts|platforms)\b", re.I), "个"),
    (re.compile(r"\b(?:how much (?:money|was spent|did .{0,40}(?:spend|cost|charge))|yuan|rmb)\b", re.I), "元"),
    (re.compile(r"\b(?:percentage|percent|what share|proportion)\b|%", re.I), "%"),
)
# A rate is asked for and nothing else will do (满意率呢, 办结率是多少).
_RATE = re.compile(
    r"(?:(?<![频效利])率|满意度)\0*(?:是|为|有|达|到|分别|各)*(?:多少|几|多高|多大|呢|怎么样|如何|吗)?\0*[？?]?$|百分之[几多]|百分比"
)
_MEASURE_NOUNS = (
    (re.compile(r"资金|经费|金额|成交额|多少亿|费用"), "元"),
    (re.compile(r"人次(?:数|是|有|为)?(?:多少|几|[？?]|$)"), "人次"),
    (re.compile(r"场次(?:数|是|有|为)?(?:多少|几|[？?]|呢|$)"), "场"),
    (re.compile(r"人数(?:是|有|为|达)?(?:多少|几|[？?]|呢|$)"), "人"),
)
_HOW_MANY = re.compile(r"\bhow many (?P<what>[a-z][\w' -]*)", re.I)
_FIGURE = re.compile(r"\d(?=[^年\d])")
# What goes on behind a figure without being what it counts (12件均已办结); any other word there is what it counts.
_GOES_ON = re.compile(r"[^\u3400-\u9fff]|[均全都已进开参被由为以并和及与的其在办得按通实完]|$")
# What counts bodies and places (县政府13.9万条 counts items), by its unit's last character.
_BODIES = re.compile(r"(?:政府|部门|机关|单位|[县区市镇乡村])(?= |$)")
_COUNTS_BODIES = frozenset("个家县区市镇乡村")
# People that came are not the sessions that they came to.
_PEOPLE, _EVENTS = (
    ("人", "人次", "名"),
    frozenset({"培训班", "培训会", "会议", "发布会", "访谈", "活动", "讲座", "期", "场"}),
)
_OF_ITEMS = frozenset({"条", "件", "篇", "份"})
_BEFORE, _BEHIND = 24, 14


def measure_of(text: str, named: bool = False) -> str | None:
    """The measure word that `text` counts in (多少条: 条), None where it names none. Where an indicator is `named` its
    own words (未要求缴纳费用) say nothing of what is counted."""
    match = _MEASURE.search(text)
    if match:
        return match[1]
    if _RATE.search(text):
        return "%"
    others = _MEASURE_EN if named else (*_MEASURE_EN, *_MEASURE_NOUNS)
    return next((measure for pattern, measure in others if pattern.search(text)), None)


def fits(measure: str | None, unit: str) -> bool:
    """Whether `unit` may answer a question for `measure` (多少条, 几期).

    A question without a measure word is answered by any unit but a percentage, and a figure of a table that gives no
    unit only answers for items (条, 件).
    """
    if measure is None:
        return unit not in _PERCENT
    if unit in _PERCENT:
        return measure == "%"
    if not unit:
        return measure in _OF_ITEMS
    allowed = lexicon().measures.get(measure)
    base = _MULTIPLE.sub("", unit) if unit not in {"万元", "亿元"} else unit
    return allowed is None or unit in allowed or base in allowed


def is_percent(unit: str) -> bool:
    return unit in _PERCENT


def counts_noun(reading: Reading, report: Report, quantity: Quantity) -> bool:
    """Whether a figure counts the noun that an English question counts (how many departments): it stands behind the
    figure or, where nothing else stands there, before it; of 233个部门的19项内容 the 19 are no departments. A noun
    without a Chinese word of its own decides nothing."""
    noun = _noun_counted(reading)
    if noun is None:
        return True
    words = [word for word in noun.words if not word.isascii()]
    if _BODIES.search(" ".join(words)) and quantity.unit[-1:] not in _COUNTS_BODIES:
        return False
    if quantity.unit.endswith(_PEOPLE) and not _EVENTS.isdisjoint(words):
        return False
    behind = report.text[quantity.at_end : quantity.at_end + _BEHIND]
    before = _FIGURE.split(report.text[max(quantity.start, quantity.at - _BEFORE) : quantity.at])[-1]
    near = behind + quantity.unit + quantity.context + (before if _GOES_ON.match(behind) else "")
    return any(word in near for word in words)


def _noun(words: Sequence[str]) -> str:
    """The words up to the first that only joins; two that the glossary knows together (work orders) are one."""
    known = lexicon()
    found: list[str] = []
    while words:
        pair = " ".join(words[:2])
        if pair not in known.glossary and words[0] in known.stop_en:
            break
        size = 2 if pair in known.glossary else 1
        found += words[:size]
        words = words[size:]
    return " ".join(found)


def _noun_counted(reading: Reading) -> Term | None:
    """The last word of the noun behind "how many", if it is more than a word that every such question has."""
    asked = _HOW_MANY.search(reading.text)
    known = lexicon()
    said = _noun(asked["what"].lower().split() if asked else [])
    terms = [
        term
        for term in reading.terms
        if not term.weak and term.words[-1].isascii() and re.search(rf"\b{re.escape(term.words[-1])}\b", said)
    ]
    telling = [term for term in terms if not term.words[0].isascii() and known.firm_zh.isdisjoint(term.words)]
    return telling[-1] if telling else None
