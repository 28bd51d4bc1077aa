"""Percentages, rates and changes that a report states itself: 同比增长20%, 比上年增加12件, 申请人满意率95.6%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import free_figures
from assistant.measures import fits, is_percent
from assistant.model import Asked, Plan, Term
from index.model import Quantity, Report
from index.numerals import fold
from index.ontology import ontology
from index.outline import path_at
from index.stated_scope import speaks_of

_GROWTH = re.compile(r"同比|增长|增加|上升|提高|下降|减少|回落|降低|较上年|比上年")
# What may stand between a figure and what it grew by.
_GROWN_BY = re.compile(
    r"\s*[,，(（]?\s*(?:(?:收到|受理)?申请(?:总|数)?量|(?:公开|发布)(?:总|数)?量|[总数]?量)?(?:与|和|较|比)?(?:去年|上年度?|上一年度?|前一年|\d{4}年度?)?(?:同期)?(?:相比|度)?"
    r"(?:的?[(（]?\d[\d,.]*[万亿]?[\u3400-\u9fff]{1,2}[)）]?)?[,，]?"
    r"(?:同比)?(?:增长|增加|上升|提高|增幅为?|多|下降|减少|少|回落|降低|降幅为?)了?(?:约|近)?\s*"
)
# A rate that follows from what was received and what came of it; no other is ever worked out.
_WORKED_OUT = re.compile(r"办结|答复|同意|维持|纠[错正]|予公开|部分公开")
_RATE = re.compile(r"(?<![频效利])(?<!增长)率|满意度|\bsatisfaction (?:rate|level)\b", re.I)
_COMPARED_WITH = re.compile(r"[与和较比同]((?:19|20)\d{2})年")
_OF_WHOLE = re.compile(r".占(?!比|多少|百分|几|$)")
_ITEMS = frozenset({"项", "个"})
# Words of a rate that do not say what it is a rate of.
_RATE_NAME = re.compile(r"(?:[\u3400-\u9fff]{0,4}(?P<stem>[\u3400-\u9fff]{2}))(?:率|度)$")
_RATE_ALONE = re.compile(
    r"(?:按[时期]|如期|及时|群众|申请人|总体|平均)?(?:办结|办理|满意|好评|回复|答复|合格|公开|率)+度?"
)


def of_year_asked(plan: Plan, reports: Sequence[Report]) -> list[Report]:
    """The reports that can state the percentage asked for: those of the one year named, as the year before is there
    only to be compared with; of several years none can state their growth, and each its own rate."""
    years = plan.reading.years
    if plan.reading.operation == "share" and is_rate(plan):
        return list(reports)
    there = {report.identity.year for report in reports}
    if plan.reading.operation == "growth" and plan.reading.recent and there:
        years = tuple(range(max(there) - plan.reading.recent + 1, max(there) + 1))
    if plan.reading.operation == "growth" and len(years) == 2 and there == {max(years)} == {min(years) + 1}:
        # 较2018年增长多少, where the report of 2018 is not there: that of 2019 may say so.
        years = (max(years),)
    return [report for report in reports if not years or (len(years) == 1 and report.identity.year == years[0])]


def of_operands(plan: Plan) -> Plan:
    """The plan by which the figures are found that a growth or a share is computed from: percentages for the growth of
    a rate, and for what grew by some percent, or is some percent of a whole, figures of whatever kind."""
    operation, measure = plan.reading.operation, plan.reading.measure
    if operation not in {"growth", "share"}:
        return plan
    measure = "%" if operation == "growth" and is_rate(plan) else None if measure == "%" else measure
    return replace(plan, reading=replace(plan.reading, measure=measure))


def is_rate(plan: Plan) -> bool:
    """Whether a rate is asked for by its name (满意率)."""
    return bool(_RATE.search(plan.reading.subject))


def is_bare_rate(plan: Plan) -> bool:
    """Whether a rate is asked for that says nothing of what it is a rate of (满意率, 公开率)."""
    words = [term.words[0] for term in plan.reading.terms if not term.weak]
    return is_rate(plan) and all(_RATE_ALONE.fullmatch(word) for word in words)


def is_worked_out(plan: Plan) -> bool:
    """Whether the share asked for may be worked out from the figures of an indicator and of its whole."""
    return not is_rate(plan) or bool(_WORKED_OUT.search(plan.reading.subject))


def has_more_to_handle(report: Report) -> bool:
    """Whether applications were carried over from the year before, so that those received are not all that there was
    to conclude: a rate of what was concluded cannot be worked out from them."""
    carried = (one.value for one in report.indicators if one.code == "carried_over_in" and one.state == "reported")
    said = (one for one in report.quantities if "上年" in one.subject and "结转" in one.subject)
    return any(carried) or any(one.value for one in said)


def stated_percents(plan: Plan, report: Report) -> list[Quantity]:
    """The percentage that `report` states of what is asked in its own words; empty where there is none or several."""
    found = free_figures.candidates(report, plan.reading.terms, "%")
    growing = plan.reading.operation == "growth"
    if plan.reading.operation == "share":
        found = [one for one in found if _is_of_part(report, one.quantity, plan)]
    found = [
        one for one in found if bool(_GROWTH.search(report.text[one.quantity.start : one.quantity.end])) == growing
    ]
    if growing:
        found = [one for one in found if _is_on_year_before(report, one.quantity)]
    if is_rate(plan):
        found = _nearest_named(report, [one for one in found if _is_rate_asked(one.quantity, plan.reading.terms)], plan)
    if _of_nothing_named(plan.reading.terms):
        found = [one for one in found if not of_another_matter(report, one.quantity)]
    return [one.quantity for one in free_figures.best(found)]


def _is_of_part(report: Report, quantity: Quantity, plan: Plan) -> bool:
    """Whether the words up to a percentage name that of which the question asks the share (甲占乙多少: 甲)."""
    asked = plan.reading.asked[0] if len(plan.reading.asked) == 2 and _OF_WHOLE.search(plan.reading.text) else None
    if asked is None or asked.codes or not asked.terms:
        return True
    opening = max(report.text.rfind(end, 0, quantity.at) for end in "。\n；;") + 1
    said = fold(f"{quantity.context}{report.text[opening : quantity.at]}").lower()
    return all(any(word.lower() in said for word in term.words) for term in asked.terms)


def _is_rate_asked(quantity: Quantity, terms: Sequence[Term]) -> bool:
    """Whether a percentage is called as the question calls the rate (满意率); one that stands beside it and is called
    otherwise (面商率100%，答复率99%) is another rate."""
    own = _RATE_NAME.search(quantity.subject)
    words = {word for term in terms if not term.weak for word in term.words if len(word) > 1}
    return own is None or any(word in own.group() or own["stem"] in word for word in words)


def _nearest_named(report: Report, found: Sequence[free_figures.Candidate], plan: Plan) -> list[free_figures.Candidate]:
    """Those of `found` beside which most of the question's words stand: in the sentence since its last semicolon, else
    in the sentence. A heading (建议提案和热线) says nothing of which of two rates is meant."""
    words = [[word for word in term.words if len(word) > 1] for term in plan.reading.terms if not term.weak]

    def near(quantity: Quantity) -> tuple[int, int]:
        counts = []
        for ends in ("。\n；;", "。\n"):
            opening = max(report.text.rfind(end, 0, quantity.at) for end in ends) + 1
            said = fold(f"{quantity.context}{report.text[opening : quantity.at]}")
            counts.append(sum(any(word in said for word in one) for one in words))
        return counts[0], counts[1]

    most = max((near(one.quantity) for one in found), default=(0, 0))
    return [one for one in found if near(one.quantity) == most]


def _of_nothing_named(terms: Sequence[Term]) -> bool:
    strong = [term.words[0] for term in terms if not term.weak]
    return bool(strong) and all(_RATE_ALONE.fullmatch(word) for word in strong)


def of_another_matter(report: Report, quantity: Quantity) -> bool:
    """Whether the words up to a figure speak of something else than applications: a hotline, a mailbox, permits."""
    opening = max(report.text.rfind(end, 0, quantity.at) for end in "。\n；;")
    heading = "。".join(path_at(report.sections, quantity.at))
    said = f"{heading}。{quantity.context}。{report.text[opening + 1 : quantity.at]}"
    return not speaks_of("applications", said)


def item_change(asked: Asked, measure: str | None) -> Asked | None:
    """The column 本年增/减 of the form of 2019, for a question by how many items (`measure`) what `asked` counts has
    changed (行政许可增加了几项); None for other questions."""
    for code in asked.codes:
        group, _, column = code.rpartition("_")
        of_items = column in {"items", "change"} or (column == "decisions" and measure in _ITEMS)
        if asked.sure and of_items and measure != "%" and f"{group}_change" in ontology().terms:
            return replace(asked, codes=(f"{group}_change",), measure=None)
    return None


def _is_on_year_before(report: Report, quantity: Quantity) -> bool:
    """Whether a change is one from the year right before: another year may be named (较2015年增长12%)."""
    named = _COMPARED_WITH.findall(report.text, quantity.start, quantity.at)
    return not named or int(named[-1]) == report.identity.year - 1


def changed_by(report: Report, behind: int, measure: str | None) -> Quantity | None:
    """The change stated right behind the figure that ends at `behind`: a percentage, or for a `measure` word (增加多少
    条) a count."""
    for quantity in (one for one in report.quantities if one.at >= behind):
        if not _GROWN_BY.fullmatch(report.text[behind : quantity.at]):
            continue
        if not _is_on_year_before(report, quantity):
            return None
        if is_percent(quantity.unit) if measure == "%" else measure is None or fits(measure, quantity.unit):
            return quantity
        behind = quantity.at_end  # the same change in another measure: 增加10件，增长47.6%
    return None
