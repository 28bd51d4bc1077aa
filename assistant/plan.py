"""Question → Reading: places, departments, years, operation and subject, each with the words it was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from assistant.aliases import MASK, mask
from assistant.carried import asked_across, years_across
from assistant.columns import applicant_named
from assistant.excluded import without
from assistant.grounds import of_grounds
from assistant.known import Known, known_issuers
from assistant.lexicon import lexicon
from assistant.limits import limit_in
from assistant.measures import measure_of
from assistant.model import Language, Operation, Question, Reading
from assistant.naming import Named, named_in
from assistant.question import asking_part, parted, plain
from assistant.romanised import in_characters
from assistant.subject import Subject, subject
from assistant.years import YearWords, year_words

_NUMERIC = {
    "zh": re.compile(
        r"多少|(?<!哪)几(?!乎|点建议|方面)|几倍|第几|相差|之和|金额|占比|比例|百分|率|满意度|总[数量]|(?:条|件|次|人|篇|个|总)数"
        r"|数(?:量|目)?(?:是|有|为|呢|吗|$|[？?])|(?<![减缺不至])[多少]$|[数量]\s*[？?]?$"
    ),
    "en": re.compile(
        r"\bhow (?:many|much)\b|\bnumber of\b|\bper ?cent|\bshare\b|\bproportion\b|\btotal\b|\bamount\b|\bcount\b|%",
        re.I,
    ),
}
# Words of what a store holds, which stand in no report: its places, years and itself.
_OF_STORE = re.compile(
    r"[省市州县区镇乡旗]+|[省市州县区镇乡]?级|一级|地[方区]|单位|城市|部门|年份"
    r"|places?|cover\w*|available|stores?|database|years?",
    re.I,
)
_BETWEEN = frozenset({"difference", "ratio", "share", "sum", "compare", "highest", "lowest"})
_SEPARATELY = re.compile(r"分别|各(?:自|是|有|为|收|开|发)?(?:了|到)?(?:多少|几)")
_ALTOGETHER = re.compile(
    r"总数|总量|总共|一共|累计|合共|共计|(?<!公)共(?=[收受办公发举接处组开召制承]|有)|\btotal\b|\bcumulative|\baggregate",
    re.I,
)
_WORDY = frozenset({"look_up", "narrative", "fact", "catalogue"})
_YES_NO = re.compile(r"有没有|是否|是不是|有无|吗[？?]?$|^(?:did|does|do|was|were|is|are|has|have)\b", re.I)
_HANDLING = re.compile(
    r"问题|不足|困难|短板|差距|整改|处理|解决|处置|应对|纠正|采取|措施|problem|issue|shortcoming|difficult|weakness",
    re.I,
)
_HOW_DONE = re.compile(r"怎么|怎样|如何|\bhow (?:does|do|did|is|are|was|were|has|have|can|could)\b", re.I)
_ASKS_NAMES = {
    "zh": re.compile(r"哪(?:个|些|家|种|里|几[条个类种])|在哪|什么(?!时候)|为何|为什么"),
    "en": re.compile(r"\b(?:which|where|why)\b", re.I),
}
_ASKS_WHAT = re.compile(
    r"哪|什么|怎|如何|为何|介绍|概括|总结|列出|说说|谈谈|情况$"
    r"|\b(?:what|how|which|describe|summari[sz]e|list|explain|why|tell me)\b",
    re.I,
)
# Facts that are asked of what has a figure, too: which office handles applications, when.
_FACTS_OF_ALL = frozenset({"body", "date", "website", "fax"})
_HAN, _LATIN = re.compile(r"[\u3400-\u9fff]{2}"), re.compile(r"[A-Za-z]{3,}")
_GROWN = re.compile(r"[,，、；;](?:同比|比上年|较上年|比去年|较去年)?(?:增长|增加|上升|下降|减少|增幅|同比)")
_COUNTED_FIRST = re.compile(r"多少|(?<!哪)几")
# A rate, wherever in the question it stands (维持率（行政复议）).
_RATE = re.compile(r"(?:办结|答复|回复|满意|好评|维持|纠[错正]|公开|合格|抽检|达标|采纳|解读|办理|完成|覆盖|占有)率")
_WHAT_ABOUT = re.compile(r"\b(?:what|how) about\b", re.I)

# What is inside what, before the share that it is (不予处理里信访的占多少), which is turned to 信访占不予处理多少.
_INSIDE = re.compile(
    r"(?P<whole>[^，,。；;？?]{2,}?)(?:里面|当中|之中|里|中)(?:[，,]|有)?(?P<part>[^，,。；;？?占里中]{2,12}?)的?所?占"
    r"(?P<asks>(?:了|比)?(?:的?(?:比例|比重)(?:是|为)?)?(?:多少|百分之[几多]少?|几成|多大))"
)
_PER_DAY = re.compile(r"平均(?:每|一)[天日]|(?:每|一)[天日](?:平均)")

# A figure that is asked to be confirmed before what it counts (收到300件申请对吗, 是不是30件).
_CLAIMS = re.compile(
    r"(?<![\d.,过于达足少多第约近])(?<!不到)(?<!达到)(\d[\d,]*|[一二三四五六七八九十百千]{2,})(?=余?(?:人次|[件条次人篇个场期项份元]))"
)
# The word for the level before a department, which is no word of its own (市政府办公室呢).
_LEVEL_BEFORE = re.compile(rf"(?<![\u3400-\u9fff{MASK}])[省市县区州](?={MASK})")
_CONFIRM = re.compile(r"是不是|是否|有没有|(?:对吗|对不对|吗|是吗|没错吧|对吧)[？?]?$")


def read(question: Question, known: Known | None = None) -> Reading:
    """Read `question` by rules alone. What it leaves open (no place, no year) is for the store and the conversation.

    `known` are the issuers of the store: they are found by their own names, and words that may be no place at all
    (资源, 城区) count as one only where the store holds it.
    """
    known = known or known_issuers(())
    whole = parted(in_characters(plain(question.text)))
    found = _of_text(question, whole, asking_part(whole), known)
    if found.operation == "share" and not any(asked.sure for asked in found.asked):
        turned = _INSIDE.sub(r"\g<part>占\g<whole>\g<asks>", found.text)
        again = _of_text(question, turned, turned, known) if turned != found.text else found
        return again if len(again.asked) == 2 and all(asked.sure for asked in again.asked) else found
    return found


def _of_text(question: Question, whole: str, text: str, known: Known) -> Reading:
    """The reading of `text`, the part of `whole` that asks."""
    named = named_in(text, known)
    years = year_words(mask(text, named.spans))
    rest = _without_asides(_LEVEL_BEFORE.sub(MASK, mask(text, [*named.spans, *years.spans])))
    if text != whole:
        named = named if named.any else named_in(whole, known)
        years = years if years.years else replace(years, years=year_words(whole).years)
    return _reading(question, text, rest, named, years)


def _reading(
    question: Question,
    text: str,
    rest: str,
    named: Named,
    years: YearWords,
) -> Reading:
    language = _read_as(rest, question.language)
    limited = limit_in(rest) if not named.any or len(named.places) > 1 or years.every else None
    rest = mask(rest, [limited[1]]) if limited else rest
    several = (
        len(years.years) > 1 or years.every or bool(years.recent) or len(named.places) + len(named.departments) > 1
    )
    operation = "count" if limited else _among_figures(rest, language, several)
    left = without(rest, language) if operation in {"look_up", "sum"} else None
    found = left or subject(
        rest,
        language,
        several=operation in _BETWEEN or bool(_SEPARATELY.search(rest)),
        counts_none=operation == "count",
    )
    if years_across(text):
        found = Subject((asked_across(applicant_named(rest, language)),), found.terms)
    if operation == "look_up" and sum(one.sure for one in found.asked) > 1 and _sums_up(rest):
        operation = "sum"
    numeric = bool(_NUMERIC[language].search(rest))
    topic = _topic_of(rest, language, found)
    fact = _fact(rest, language, numeric)
    wording = _Wording(rest, language, numeric, topic, fact, named.any)
    operation = _among_all("without" if left else operation, wording, found)
    # Of a growth the noun (经费下降多少) does not say in what it is counted.
    counted = _growing(rest) if operation == "growth" else rest
    measure = measure_of(counted, named=operation == "growth" or any(asked.sure for asked in found.asked))
    if operation == "share" and measure != "%":
        measure = None  # what is counted beside the share (同意公开几件，占多少) is not what the share is in
    names_topic = lexicon().about_reports[language].search(rest)
    about = bool(named.any or years.years or found.asked or names_topic or operation == "catalogue")
    if not (found.asked or names_topic) and lexicon().small_talk[language].search(text):
        about = False
    return of_grounds(
        Reading(
            question=question,
            text=text,
            operation=operation,
            places=named.places,
            departments=named.departments,
            years=years.years,
            recent=years.recent,
            all_years=years.every,
            relative_year=years.relative,
            asked=found.asked,
            terms=found.terms,
            measure=measure,
            breakdown=bool(lexicon().breakdown[language].search(rest)),
            topic=topic,
            fact=fact if operation == "fact" else None,
            about_reports=about,
            numeric=numeric or measure is not None or operation not in _WORDY,
            limit=limited[0] if limited else None,
            worded=bool(_YES_NO.search(text.strip()) or _HOW_DONE.search(text)),
            subject=" ".join(rest.replace(MASK, " ").split()),
        )
    )


def _among_figures(rest: str, language: Language, several: bool) -> Operation:
    """The operation on figures that the words ask for; `several` says that more than one place or year is named."""
    operation = _operation(rest, language)
    if operation == "look_up" and language == "zh" and _RATE.search(rest):
        operation = "share"
    if operation == "look_up" and several and _sums_up(rest):
        operation = "sum"
    if operation == "look_up" and _ALTOGETHER.search(rest) and any(one in rest for one in _two_of_a_kind()):
        operation = "sum"
    return operation


def _sums_up(rest: str) -> bool:
    return bool(_ALTOGETHER.search(rest)) and not _SEPARATELY.search(rest)


@cache
def _two_of_a_kind() -> tuple[str, ...]:
    """Two things of one kind in one breath (建议提案)."""
    return tuple(one + other for kin in lexicon().kin_zh for one in kin for other in kin if one != other)


@dataclass(frozen=True, slots=True)
class _Wording:
    """What the words are about beside a figure: a section's topic, a fact in words; `numeric` where they ask for a
    number, `named` where they name a place or an issuer."""

    rest: str
    language: Language
    numeric: bool
    topic: str | None
    fact: str | None
    named: bool


def _among_all(operation: Operation, wording: _Wording, found: Subject) -> Operation:
    """`operation`, or what answers instead of a figure: the catalogue, a fact, a narrative."""
    sure = any(asked.sure for asked in found.asked)
    if _is_catalogue(wording.rest, wording.language, found, wording.topic):
        return "catalogue"
    if wording.fact is not None:
        of_all = wording.fact in _FACTS_OF_ALL and operation == "look_up"
        if of_all or not (found.asked and found.asked[0].sure):
            return "fact"
    in_words = operation == "look_up" or (
        operation in {"highest", "lowest"} and wording.topic == "problems" and wording.named
    )
    if in_words and not wording.numeric and _is_narrative(wording.rest, wording.language, wording.topic, sure):
        return "narrative"
    return operation


def _read_as(rest: str, language: Language) -> Language:
    """The language whose words a question is read by: Chinese where nothing but its places is in another one."""
    chinese = _HAN.search(rest) is not None and not _LATIN.search(rest)
    return "zh" if chinese else language


def _without_asides(text: str) -> str:
    """`text` with 平均一天 and the like as the reports write it (日均), and without a figure that is only asked to be
    confirmed (三百条对吗): the answer is the figure that the report states. As long as `text`."""
    text = _PER_DAY.sub(lambda match: "日均".ljust(len(match.group()), MASK), text)
    if not _CONFIRM.search(text):
        return text
    return _CLAIMS.sub(lambda match: "多少".ljust(len(match[1]), MASK), text)


def _growing(text: str) -> str:
    """The part of `text` from where it asks what grew: 公开多少条 before 同比增长多少 does not say what that is in."""
    grown = _GROWN.search(text)
    return text[grown.start() :] if grown and _COUNTED_FIRST.search(text, 0, grown.start()) else text


def _is_catalogue(text: str, language: Language, found: Subject, topic: str | None) -> bool:
    """Whether the question is about which reports there are: it names reports and nothing that stands in one."""
    if not lexicon().catalogue[language].search(text) or topic in {"problems", "plans"}:
        return False
    strong = [term.words[0] for term in found.terms if not term.weak and not _OF_STORE.fullmatch(term.words[0])]
    return not strong and not any(asked.sure for asked in found.asked)


def _operation(text: str, language: Language) -> Operation:
    """The operation that the words ask for; a single figure where they name none."""
    names: tuple[Operation, ...] = (
        "ratio", "rank", "growth", "share", "difference", "average",
        "count", "highest", "lowest", "trend", "compare", "sum",
    )  # fmt: skip
    patterns = lexicon().operations[language]
    return next((name for name in names if patterns[name].search(text)), "look_up")


def _topic_of(rest: str, language: Language, found: Subject) -> str | None:
    """The section that is asked for. What was done about a problem is not which problems there are: then it is the
    plans, or no section where a subject is named beside it."""
    topic = _topic(rest, language)
    if topic != "problems" or not lexicon().handled[language].search(rest):
        return topic
    named_beside = any(not term.weak and not _HANDLING.search(term.words[0]) for term in found.terms)
    return None if named_beside else "plans"


def _topic(text: str, language: Language) -> str | None:
    for topic in lexicon().topics:
        if (topic.zh if language == "zh" else topic.en).search(text):
            return topic.name
    return None


def _fact(text: str, language: Language, numeric: bool) -> str | None:
    """The fact in words that is asked for; where the question asks for a number, only one that is a number itself."""
    for name, patterns in lexicon().facts.items():
        pattern = patterns.get("number") if numeric else patterns[language]
        if pattern is not None and pattern.search(text):
            return name
    return None


def _is_narrative(text: str, language: Language, topic: str | None, has_indicator: bool) -> bool:
    """Whether words answer and not a figure: the question asks for names, places, reasons or a section's contents."""
    if _ASKS_NAMES[language].search(text):
        return True
    if _YES_NO.search(text.strip()) and has_indicator:
        return False
    if topic in {"problems", "plans", "overview"}:
        return True
    return bool(_ASKS_WHAT.search(_WHAT_ABOUT.sub(" ", text))) and not has_indicator
