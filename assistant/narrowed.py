"""What a question narrows beyond its content words: an account called by its name, a count over all years so far, the
year from which or into which something was carried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.model import Asked, Reading, Term
from index.model import Quantity, Report
from index.numerals import fold
from index.stated_scope import is_narrowed_to_year, of_several_years

_QUOTED = re.compile(r"[“\"「『《]([\u3400-\u9fff\w]{3,12})[”\"」』》]")
# Behind the name of an account (绵阳发布) goes on what the account does or has; behind the verb (绵阳发布了) what is
# published.
_OF_ACCOUNT = re.compile(r"[”\"」』》]|的|发|推|有|粉丝|公众号|微信号|账号|视频号|阅读")
_PLATFORMS = re.compile(r"微博|微信|抖音|视频号|头条|快手")
_SO_FAR = re.compile(r"累计|截[至止]")
_GATHERED = re.compile(r"累计|以来|截[至止]")
_BEHIND = 30
# Right before a figure, what makes it a change; 新增 counts what is new, and 增加到, 减少至 give the new count.
_CHANGED_BY = re.compile(
    r"(?:(?<!新)增加|增长|上升|提高|下降|减少|回落|降低|[增减]幅为?|[比较][^,。;]{1,10}(?:多|少|增|减))了?(?:约|近)?$"
)
_ASKS_CHANGE = re.compile(
    r"增|减|上升|提高|下降|回落|降低|[比较].{0,12}(?:多|少)|more|fewer|less|increas|decreas|gr[eo]w|fell|fall|ris|rose|chang|drop",
    re.IGNORECASE,
)
_CLOSE = 16
_YEARLY = re.compile(r"全年|年内|当年|本年|新增")


def account_in(reading: Reading, report: Report) -> Term | None:
    """The account of `report` that the question calls by a name which opens with the place's (绵阳发布)."""
    for name in dict.fromkeys(_QUOTED.findall(report.text)):
        at = reading.text.find(name)
        own = any(name.startswith(place.words) and len(name) >= len(place.words) + 2 for place in reading.places)
        if at >= 0 and own and _OF_ACCOUNT.match(reading.text, at + len(name)):
            return Term((name,))
    return None


def is_told_apart(reading: Reading, report: Report, account: Term) -> bool:
    """Whether the question says which account is meant, where the report has several of that name (微博 and 微信)."""
    subjects = [one.subject for one in report.quantities if account.words[0] in one.subject]
    platforms = {name for subject in subjects for name in _PLATFORMS.findall(subject)}
    return len(platforms) < 2 or any(name in reading.text for name in platforms)


def so_far(reading: Reading) -> tuple[Term, ...]:
    """The words of a question for a count over all years so far (累计公开多少条), each of which a figure must hold with
    the word that says so; empty for other questions."""
    if not _SO_FAR.search(reading.text) or _YEARLY.search(reading.text) or reading.question.language != "zh":
        return ()
    return (Term(("累计",)), *(replace(term, weak=False) for term in reading.terms))


def gathered(report: Report) -> Report:
    """`report` with the counts over all years so far (2008年以来累计公开5874条) free of the year that they begin in."""
    free = (
        replace(one, year=None) if _GATHERED.search(report.text, one.start, one.at) else one
        for one in report.quantities
    )
    return replace(report, quantities=tuple(free))


def of_this_year(found: Quantity, reading: Reading, report: Report) -> Quantity:
    """`found`, or where it was gathered over the years and the question does not ask for that, the part of it that the
    report gives as this year's (截至年底累计公开5612条，其中2009年新增2387条)."""
    if "累计" in reading.text or not _GATHERED.search(report.text, found.start, found.at):
        return found
    if not is_narrowed_to_year(fold(report.text[found.at_end : found.at_end + _BEHIND])):
        return found
    after = (one for one in report.quantities if one.at >= found.at_end and one.base_unit == found.base_unit)
    return next(after, found)


def governing(part: Quantity, quantities: Sequence[Quantity], text: str) -> Quantity | None:
    """The figure that `part` is given as a part of (解读812篇，其中图解356篇): the one of its unit in the clause that
    governs it."""
    wholes = [
        one
        for one in quantities
        if one.at < part.at and one.base_unit == part.base_unit and text[one.at : one.at_end] in part.context
    ]
    return wholes[-1] if wholes and wholes[-1].exact >= part.exact else None


def summands(found: Quantity, terms: Sequence[Term], quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """Where a sum is asked for (建议提案一共多少) and the figure found counts only some of the words: the figures of
    the same sentence that count each of them; empty where they are not all there, `found` alone where it counts all."""
    strong = [term for term in terms if not term.weak]
    if all(counts(found, term) for term in strong):
        return [found]
    opening = max(text.rfind(end, 0, found.at) for end in "。\n；;") + 1
    closing = min((at for at in (text.find(end, found.at) for end in "。\n；;") if at >= 0), default=len(text))
    near = [one for one in quantities if opening <= one.at < closing and one.base_unit == found.base_unit]
    each = [[one for one in near if counts(one, term)] for term in strong]
    if not any(one for ones in each for one in ones if one != found):
        return [found]
    unique = {(ones[0].at, ones[0].at_end): ones[0] for ones in each if len(ones) == 1}
    return list(unique.values()) if len(unique) == len(strong) else []


def counts(quantity: Quantity, term: Term) -> bool:
    return any(word in quantity.subject for word in term.words)


def _other_way(codes: Sequence[str], year: int) -> re.Pattern[str] | None:
    """What a report on `year` says of what was carried over into it, where what goes on into the next is asked for, or
    the other way about; None for other questions."""
    if "carried_over_out" in codes:
        return re.compile(
            rf"(?:[上去前往]一?年度?|[上去前]一?学年|{year - 1}年度?)[^,。;\d]{{0,4}}结转|结转[上去前]一?年"
            rf"|[转结余][入至到]?{year}年"
        )
    if "carried_over_in" in codes:
        return re.compile(
            rf"结[转余][^,。;\d]{{0,4}}(?:[下次明后]一?年|{year + 1}年)|[转结][入至到](?:[下次明]一?年|{year + 1}年)"
        )
    return None


def of_the_time(report: Report, reading: Reading, asked: Asked | None) -> tuple[Quantity, ...]:
    """The quantities of `report` without those of several years together, where the question asks for one (2008年5月至
    2009年底共收到61件), without what was carried over from the year before, where what goes on into the next is asked
    for, or the other way about, and without changes (申请较上年减少14件) where none is asked for."""
    codes = asked.codes if asked is not None else ()
    other_way = _other_way(codes, report.identity.year)
    how_many = _ASKS_CHANGE.search(reading.text) is None
    one_year = len(reading.years) <= 1 and not reading.all_years and not _GATHERED.search(reading.text)

    def fits(one: Quantity) -> bool:
        if other_way is not None and other_way.search(fold(report.text[one.start : one.end])):
            return False
        if how_many and _CHANGED_BY.search(fold(report.text[max(0, one.at - _CLOSE) : one.at])):
            return False
        opening = max(report.text.rfind(end, 0, one.at) for end in "。；;\n") + 1
        return not (one_year and of_several_years(fold(report.text[opening : one.at])))

    return tuple(filter(fits, report.quantities))
