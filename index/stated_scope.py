"""What a figure in running text is a figure of: which year, and which matter.

A report on information disclosure speaks of hotlines, permits, petitions and court cases as well, of earlier years and
of parts of the year. A figure belongs to the matter named last before it, in its sentence, the sentence before or the
heading above.
"""

from __future__ import annotations

import re
from typing import Literal

Matter = Literal["applications", "disputes", "complaints", "fees"]

# How far before a figure words still govern it.
_FAR = 120

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_EARLIER = re.compile(r"上年|上一年|上一?学年|去年|往年|同期|历年|自.{2,12}以来")
# Several years together: 2008至2012年, and 2008年5月1日至2012年12月31日, but not a year from its first day to its last.
_YEARS = re.compile(
    r"((?:19|20)\d{2})年?(?:度|初|底|末|\d{1,2}月(?:\d{1,2}日|份|底|末)?)?(?:至|到|[—–~-])+(?!\1)(?:19|20)\d{2}年"
)
_SINCE = re.compile(
    r"(?<!年)(?<!今年)(?<!年初)(?<!1月1日)以来|[两二三四五六七八九十几]年(?:来|间|内)"
    r"|[一二三四五六七八九十]五(?:规划)?(?:期间|时期)|近[两二三四五六七八九十几]?年|任期内|至今"
)
_THIS_YEAR = re.compile(r"全年|今年|本年|(?:19|20)\d{2}年度?")
_WHOLE_YEAR = re.compile(
    r"1月(?:份|1日)?(?:至|到|[—–~-])+(?:(?:19|20)\d{2}年)?12月(?:份|底|末|31日)?|1(?:至|到|[—–~-])+12月(?:份|底|末)?"
    r"|截[至止]到?(?:(?:19|20)\d{2}年)?(?:12月(?:底|末|份|31日)?|年底|年末)"
)
_PART_OF_YEAR = re.compile(r"半年|季度|每[天日周月季]|[日周月季]均|平均|\d月(?:份|底|末|中旬|[,上中下]|(?!\d))")
# A body that was made anew within the year tells what it did before and after: 挂牌后，市局公开信息1530条.
_MADE_ANEW = re.compile(r"(?:挂牌|机构改革|合并|重组|组建|划转|改制|撤并)之?[前后](?!的)")
# What brackets say of another year beside a figure governs none behind them: 复议5件(其中2件为2011年申请),诉讼2件.
_ASIDE = re.compile(r"\([^()]*\d[件条次人份宗起个项元万][^()]*\)")
_BRACKETS = re.compile(r"\([^()]*\)")

# Some months of the year together, not an event's date.
_MONTHS = re.compile(r"[上下]半年|季度|\d{1,2}月?(?:至|到|[—–~-])+\d{1,2}月")

# What was gathered over the years and then narrowed to this one (累计公开18652条,其中2010年新增公开6230条), or may be
# of all the years up to a day (截至2018年底，累计公开102400条).
_SO_FAR = re.compile(r"(?:累计|以来)[^,。;]*$")
_OF_YEAR = r"(?:\d{4}年度?|本年度?|当年|今年|全年|年内)"
_OF_THEM_NEW = re.compile(
    rf"[^,。;\d]{{0,8}}[,;。]?(?:(?:其中|当中)[,:]?{_OF_YEAR}?[^,。;\d]{{0,6}}新(?:增|公开)"
    rf"|(?:(?:其中|当中)[,:]?)?{_OF_YEAR}[^,。;\d]{{0,4}}(?:公开|新增))"
)
_BY_THEN = re.compile(r"截[至止][^。;\d]{0,4}(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[底末]?,[^。;\d]*$")
_UP_TO = re.compile(r"截[至止][^。;]{0,24}累计[^,。;\d]{0,16}$")

# What is planned or prescribed is no figure of the year.
_PLANNED = re.compile(
    r"力争|争取|应当|应在|应于|不得|必须|预计|目标|确保.{0,20}(?:达|不少于|不低于)|拟(?:举办|开展|组织|公开|新增)"
    r"|每年(?:至少|不少于)?(?:举办|开展|组织|召开|培训)|(?<!规划)计划(?:举办|开展|组织|培训|(?:主动)?公开|新增)"
    r"|将(?:举办|开展|组织)"
)
_NEXT_YEAR = re.compile(r"(?<!结转)(?:明年|来年|下一?学年)(?!度?(?:继续)?[办答])")
_PLANS_HEADING = re.compile(r"(?:下一?步|今后|明年|计划|打算).{0,12}$|20\d\d年.{0,10}(?:安排|思路|展望|目标|重点)$")
_DONE = re.compile(r"问题|不足|情况|总结|回顾|概述")

# The matters that figures of cases stand for, each with the words that name it.
_OWN = r"信息公开|公开(?:的)?(?:政府)?信息|依申请|(?<![党村厂校警检]务)公开申请|申请公开|政府信息申请"
_DISPUTES = r"复议|诉讼|应诉"
_OTHERS = (
    r"建议|提案|热线|12345|工单|留言|信箱|信访|来信|来访|许可|审批|诉求|咨询|登记|救助|低保|贷款|社保|医保|专利|商标"
    r"|资助|补贴|补助|住房|公租房|公积金|不动产|户籍|护照|仲裁|法律援助|执法|处罚|人才|职称|报名|考试|立案|网上受理|办件"
    r"|各类申请|服务事项|项目申报|民生|纠纷|调解|消费|市场监管|党务|村务|厂务|校务|警务|检务"
)
_MATTERS: dict[Matter, re.Pattern[str]] = {
    "applications": re.compile(rf"(?P<own>{_OWN})|(?P<other>{_OTHERS}|{_DISPUTES}|举报|投诉)"),
    "disputes": re.compile(rf"(?P<own>{_OWN}|行政复议[^,。]{{0,12}}诉讼)|(?P<other>{_OTHERS}|法院|法庭)"),
    "complaints": re.compile(rf"(?P<own>{_OWN}|(?:举报|投诉).{{0,2}}(?:投诉|举报)(?:数量|情况))|(?P<other>{_OTHERS})"),
    "fees": re.compile(
        rf"(?P<own>{_OWN}|收费.{{0,3}}减免|检索|复制费|信息处理费)|(?P<other>{_OTHERS}|罚款|垃圾|税|学费|水费)"
    ),
}


# What the applications were about, which is no matter of the figures that follow: 申请内容主要集中在采砂许可等方面.
_TOPICS = re.compile(
    r"(?<=申请)(?:的?(?:内容|事项|信息|主题|领域))?(?:主要|大多|多|重点)?(?:集中[在于]|涉及|围绕|关于|为|是)[^。;\d]{0,80}"
    r"(?:等?方面|等?领域|等内容|等事项|等信息|等问题|等)(?=[。;,]|$)"
)


def of_several_years(before: str) -> bool:
    """Whether the time that `before`, plain and up to a figure, says last is several years together (2008至2012年)."""
    years = list(_YEAR.finditer(before))
    return any(years and span.end() == years[-1].end() for span in _YEARS.finditer(before))


def of_this_year(before: str, clause: str, year: int) -> bool:
    """Whether a figure is of the whole reporting year. `before` is its sentence up to the figure's end, `clause` the
    clause that it stands in: the last year named must be the report's, and no longer or shorter time be spoken of."""
    years = list(_YEAR.finditer(_ASIDE.sub("", before)))
    if years and int(years[-1].group(1)) != year:
        return False
    if of_several_years(before):
        return False
    whole = _WHOLE_YEAR.sub("全年", before)
    named = [match.end() for match in _THIS_YEAR.finditer(whole)]
    since = named[-1] if named else 0
    if any(other.search(whole, since) for other in (_SINCE, _PART_OF_YEAR, _NEXT_YEAR)):
        return False
    if _MADE_ANEW.search(_BRACKETS.sub("", whole[since:])):
        return False
    return _EARLIER.search(clause) is None or "结转" in clause


def of_some_months(before: str) -> bool:
    """Whether the time that `before`, a sentence (plain) up to a figure, says last is a part of a year: 2018年1-6月."""
    whole = _WHOLE_YEAR.sub("全年", before)
    named = [match.end() for match in _THIS_YEAR.finditer(whole)]
    return _MONTHS.search(whole, named[-1] if named else 0) is not None


def is_gathered(before: str, behind: str) -> bool:
    """Whether a figure between `before` and `behind` (plain, of one sentence) was gathered over more than the year, or
    may have been."""
    so_far = _SO_FAR.search(before[-_FAR:]) is not None or _BY_THEN.search(before[-_FAR:]) is not None
    return _UP_TO.search(before[-_FAR:]) is not None or (so_far and is_narrowed_to_year(behind))


def is_narrowed_to_year(behind: str) -> bool:
    """Whether `behind` a figure that was gathered over the years the report tells what of it is this year's."""
    return _OF_THEM_NEW.match(behind) is not None


def is_planned(clause: str) -> bool:
    """Whether a clause tells what is planned, aimed at or prescribed: 力争公开信息1500条."""
    return _PLANNED.search(clause) is not None


def is_of_plans(heading: str, year: int) -> bool:
    """Whether a heading (plain) in a report on `year` stands over plans alone: 下一步工作打算, 2019年工作安排."""
    own = any(int(named) <= year for named in _YEAR.findall(heading))
    return not own and _PLANS_HEADING.search(heading) is not None and _DONE.search(heading) is None


def speaks_of(matter: Matter, before: str) -> bool:
    """Whether the matter named last in `before`, headings and sentences joined in their order, is `matter`."""
    named = [match.lastgroup for match in _MATTERS[matter].finditer(_TOPICS.sub("", before))]
    return bool(named) and named[-1] == "own"
