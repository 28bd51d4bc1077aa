"""Answers in words: the list items of the section a question is about, or the sentences that hold its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.lexicon import Topic, lexicon
from assistant.model import Extract, Reading, Term
from assistant.settings import thresholds
from index.lists import lists
from index.model import Report, Section
from index.numerals import fold, parse_number

Span = tuple[int, int]

_SENTENCE = re.compile(r"(?:(?!\u3000\u3000)[^。！？!?\n])+[。！？!?]?")
_LOOKS_AHEAD = re.compile(
    r"下一步|下步|今后|针对(?:以上|上述|存在)|为此|改进措施|改进情况|(?:改进|整改)[:：]|20\d\d年(?:,|，)?(?:是|我|将)"
    r"|(?:我|州|市|县|区|镇)?(?:将|拟)(?:继续|进一步|全面|认真|严格|按照|采取|着力|重点|努力|在)"
)
MOST_SENTENCES = 8
_SHORT_HEADING = 12
_HEADS_ITEM = 24
_SO_MANY = re.compile(
    r"哪(?P<number>[几些一二三四五六七八九十\d]+)[大个方类点项条种]*(?:方面|点|项|类|条|种|举措|做法|内容|途径|渠道)"
)
_SO_MANY_WORD = re.compile(r"[一二三四五六七八九十几\d]*[个大]?(?:方面|点|项|类|条|种|个)?|内容|情况")
_ANNOUNCES = re.compile(r"(?:以下|如下|下列|[一二三四五六七八九十\d]+[个大]?(?:方面|点|项|类|条|种))")
# What headings call the ways in which something is made public.
_WAYS = re.compile(r"渠道|途径|形式|方式|载体")
# What will be done, asked in one breath with the problems.
_AND_PLANS = re.compile(
    r"(?:问题|不足|困难)[^，。？?]{0,6}?(?:和|与|及|以及|、|，)[^。？?]{0,10}?(?:措施|打算|计划|改进|下一步)"
    r"|\b(?:problems?|issues|shortcomings|difficulties)\b.{0,60}\band\b.{0,40}"
    r"\b(?:measures?|plans?|do about|improve\w*|next)\b",
    re.I,
)
_WHY = re.compile(r"为什么|为何|为啥|怎么会|原因|\bwhy\b|\breasons?\b", re.I)
_CHANGED = re.compile(
    r"增长|增加|上升|提高|变[多少大小高低]|[这那]么[多少高低]|下降|减少|回落|降低|下滑|[涨跌]"
    r"|\b(?:ris(?:e|en|ing)|rose|gr[eo]w\w*|increas\w+|f[ae]ll(?:en)?|drop\w*|decreas\w+|declin\w+|so (?:many|few))\b",
    re.I,
)
_REASON = re.compile(
    r"因(?!(?:政府|政务)?信息公开|公开|本)[为此]?|由于|鉴于|源于|导致|造成|原因|受[^，,。；;]{1,16}(?:影响|制约)|所致|使得|带动|得益于"
)
_ADMITS = re.compile(r"(?:存在|还有|仍有|面临).{0,24}(?:问题|不足|差距|困难)|(?:问题|不足|困难)(?:主要)?(?:是|有|表现)")

_TITLE_OF_PROBLEMS = re.compile(
    r"(?:^|[、.)）]|存在|面临|遇到|主要|突出|当前|目前|工作中?|的|些)(?:问题|不足|困难|差距|短板|薄弱环节)"
    r"(?:(?:和|与|及|以及|、)(?:主要)?(?:问题|不足|困难|差距|短板|薄弱环节))*[。:：]?$"
)


def by_topic(reading: Reading, report: Report) -> tuple[Extract, ...]:
    """The items of the sections that the reading's topic names, complete and verbatim; empty where there is none."""
    topics = {one.name: one for one in lexicon().topics}
    topic = topics.get(reading.topic or "")
    if topic is None or topic.name not in {"problems", "plans"}:
        return ()
    if topic.name == "problems" and _AND_PLANS.search(reading.text):
        plans = by_topic(replace(reading, topic="plans", text=""), report)
        own = by_topic(replace(reading, text=""), report)
        return (*own, *(one for one in plans if one not in own))
    found = [extract for section in _sections(report, topic) for extract in _of_section(report, section, topic)]
    if not found and topic.name == "problems":
        found = [extract(report, span) for span in sentences(report) if _ADMITS.search(report.text[slice(*span)])]
    return tuple(found)


def by_announced_list(reading: Reading, report: Report) -> tuple[Extract, ...]:
    """The items of the one list that is announced with the question's words (归纳为以下五个方面), for a question that
    asks for so and so many; empty where none or several are."""
    asked = _SO_MANY.search(reading.text)
    if asked is None:
        return ()
    number = parse_number(asked["number"]) if asked["number"] not in {"几", "些"} else None
    terms = [term for term in reading.terms if not _SO_MANY_WORD.fullmatch(term.words[0])]
    found = [
        one
        for section in report.sections
        for one in lists(report.text, section, report.sections, report.tables)
        if (number is None or len(one.items) == number)
        and _ANNOUNCES.search(lead := report.text[slice(*one.lead)])
        and all(holds(term, lead) or holds(term, " ".join(section.path)) for term in terms)
    ]
    distinct = {one.items: one for one in found}
    if len(distinct) != 1:
        return ()
    return tuple(extract(report, stripped(report.text, item)) for item in found[0].items)


def by_heading(reading: Reading, report: Report) -> tuple[Extract, ...]:
    """What stands under the deepest heading that holds every strong word of the question."""
    strong = [term for term in reading.terms if not term.weak]
    if not strong and reading.topic == "platforms":
        strong = [term for term in reading.terms if _WAYS.fullmatch(term.words[0])]
    if not strong:
        return ()
    held = {
        section: sum(_in_heading(term, section.path[-1]) for term in strong)
        for section in report.sections
        if section.path
    }
    fitting = [
        section
        for section, count in held.items()
        if count == len(strong) or count >= max(2, thresholds().heading_share * len(strong))
    ]
    if not fitting:
        return ()
    # What a heading holds is its parts too, where they say the same word again (公开形式, and below it 其它渠道).
    inner = [one for one in fitting if not any(_covers(other, one) and held[other] == held[one] for other in fitting)]
    section = max(inner, key=lambda one: (held[one], one.level, -one.start))
    return tuple(_contents(report, section, section.end))


def _in_heading(term: Term, heading: str) -> bool:
    return holds(term, heading) or bool(_WAYS.fullmatch(term.words[0]) and _WAYS.search(heading))


def _covers(outer: Section, inner: Section) -> bool:
    """Whether `inner` is a part of `outer`, and the words of the outer's short heading are about nothing else."""
    return outer is not inner and _encloses(outer, inner) and len(outer.path[-1]) <= _SHORT_HEADING


def by_sentence(terms: Sequence[Term], report: Report, spans: Sequence[Span], most: int = 3) -> tuple[Extract, ...]:
    """The sentences within `spans` that hold every strong word (a heading over it counts), the tightest first."""
    strong = [term for term in terms if not term.weak]
    if not strong:
        return ()
    found = []
    for span in sentences(report):
        if not any(low <= span[0] < high for low, high in spans):
            continue
        sentence = fold(report.text[slice(*span)]).lower()
        heading = " ".join(_path(report, span[0]))
        inside = sum(holds(term, sentence) for term in strong)
        near = sum(holds(term, sentence) or holds(term, heading) for term in strong)
        if inside * 2 >= len(strong) and (
            near == len(strong) or (near >= 2 and near >= thresholds().sentence_share * len(strong))
        ):
            beside = sum(holds(term, sentence) for term in terms if term.weak)
            found.append((near + inside / len(strong) + 0.2 * beside - len(sentence) / 4000, span))
    ranked = sorted(found, key=lambda item: -item[0])[:most]
    return tuple(extract(report, _whole_item(report, span), score) for score, span in ranked)


def giving_reasons(reading: Reading, report: Report, found: Sequence[Extract]) -> tuple[Extract, ...]:
    """`found`, or where the question asks why something changed (为什么减少了), those that give a reason."""
    if not (_WHY.search(reading.text) and _CHANGED.search(reading.text)):
        return tuple(found)
    return tuple(one for one in found if _REASON.search(report.text[one.start : one.end]))


def _whole_item(report: Report, span: Span) -> Span:
    """The whole item where a sentence is only what heads it (三是强化督促检查。); a heading alone says nothing."""
    if span[1] - span[0] > _HEADS_ITEM:
        return span
    around = [one for one in report.sections if one.start <= span[0] < one.end]
    inner = max(around, key=lambda one: (one.level, one.start), default=None)
    if inner is None:
        return span
    if inner.start <= span[0] < inner.body < inner.end:
        following = [one for one in sentences(report) if inner.body <= one[0] < inner.end]
        return (span[0], following[0][1]) if following else span
    items = [item for one in lists(report.text, inner, report.sections, report.tables) for item in one.items]
    return next((stripped(report.text, item) for item in items if item[0] <= span[0] < item[1]), span)


# -- pieces -------------------------------------------------------------------------------------------------------


def sentences(report: Report) -> Iterator[Span]:
    """The sentences of the report's running text, headings among them, without outer white space. A table that lost its
    borders may take the first word of the line below it (单位 of 单位负责人) for its own: the line is none of it."""
    tables = [(one.start, one.end) for one in report.passages if one.kind == "table"]
    for match in _SENTENCE.finditer(report.text):
        span = stripped(report.text, match.span())
        size = span[1] - span[0]
        if size > 3 and not any(2 * (min(high, span[1]) - max(low, span[0])) > size for low, high in tables):
            yield span


def _sections(report: Report, topic: Topic) -> list[Section]:
    """The highest sections with a heading of the topic; below one of problems and plans, the child of the topic."""
    fitting = [section for section in report.sections if section.path and topic.heading.search(section.path[-1])]
    if topic.name == "plans":
        fitting = [section for section in fitting if _is_plan(section)]
    own = [
        section
        for section in fitting
        if not (_mixed(section) and any(_encloses(section, other) and _titled(other, topic) for other in fitting))
        and not any(
            other is not section and _encloses(other, section) and _stands(other, section, topic) for other in fitting
        )
    ]
    return [section for section in own if section.level == min(one.level for one in own) or _titled(section, topic)]


def _stands(outer: Section, inner: Section, topic: Topic) -> bool:
    """Whether `outer` is what the topic asks for and `inner` only a part of it: an item whose heading says 认识不足 is
    no section on shortcomings, and one titled 存在的问题 within 问题和改进措施 is."""
    return not _mixed(outer) or not _titled(inner, topic)


def _is_plan(section: Section) -> bool:
    return bool(re.search(r"打算|下一?步|改进|今后|努力方向|思路|设想|计划|工作安排", section.path[-1]))


def _titled(section: Section, topic: Topic) -> bool:
    """Whether a heading names the topic alone (存在的主要问题), no part of it (认识不足) and no other beside it."""
    heading = section.path[-1]
    if _mixed(section) or not topic.heading.search(heading):
        return False
    return topic.name != "problems" or bool(_TITLE_OF_PROBLEMS.search(heading))


def _mixed(section: Section) -> bool:
    heading = section.path[-1]
    return bool(re.search(r"问题|不足|困难", heading) and re.search(r"改进|措施|打算|下一?步", heading))


def _encloses(outer: Section, inner: Section) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _of_section(report: Report, section: Section, topic: Topic) -> list[Extract]:
    if not _mixed(section):
        return list(_contents(report, section, section.end))
    turn = _turn(report, section)
    if topic.name == "problems":
        return list(_contents(report, section, turn))
    return list(_contents(report, section, section.end, turn))


def _turn(report: Report, section: Section) -> int:
    """Where a section on problems and improvements turns from the one to the other."""
    body = report.text[section.body : section.end]
    for match in re.finditer(r"(?:^|(?<=[。；;\n]))\s*[^。；;\n]{0,40}", body):
        if _LOOKS_AHEAD.search(match.group()) and match.start() > 0:
            return section.body + match.start() + (len(match.group()) - len(match.group().lstrip()))
    return section.end


def _contents(report: Report, section: Section, end: int, start: int | None = None) -> Iterator[Extract]:
    """The items of the lists between `start` and `end`, or the sentences there where it has no list."""
    low = section.body if start is None else start
    items = [
        item
        for found in lists(report.text, section, report.sections, report.tables)
        for item in found.items
        if low <= item[0] and item[1] <= end
    ]
    if not items:
        spans = [span for span in sentences(report) if low <= span[0] and span[1] <= end]
        headings = {child.start for child in report.sections}
        items = [span for span in spans if span[0] not in headings][:MOST_SENTENCES]
    for item in items:
        span = stripped(report.text, item)
        if span[0] < span[1]:
            yield extract(report, span)


def extract(report: Report, span: Span, score: float = 0.0) -> Extract:
    return Extract(report.id, span[0], span[1], _path(report, span[0]), page_of(report, span[0]), score)


def page_of(report: Report, offset: int) -> int | None:
    """The page that `offset` stands on, as the passages know it."""
    pages = [passage.page for passage in report.passages if passage.start <= offset]
    return pages[-1] if pages else None


def path_at(report: Report, offset: int) -> tuple[str, ...]:
    """The headings over `offset`, highest first."""
    return _path(report, offset)


def _path(report: Report, offset: int) -> tuple[str, ...]:
    inside = [section for section in report.sections if section.start <= offset < section.end]
    return max(inside, key=lambda section: (section.level, section.start)).path if inside else ()


def holds(term: Term, text: str) -> bool:
    lower = text.lower()
    return any(word.lower() in lower for word in term.words)


def stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
