"""Answers in words: the list items of the section a question is about, or the sentences that hold a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.lexicon import Topic, lexicon
from assistant.model import Extract, Reading, Term
from assistant.settings import thresholds
from index.lists import lists
from index.model import Report, Section
from index.numerals import fold

Span = tuple[int, int]

_SENTENCE = re.compile(r"(?:(?!\u3000\u3000)[^。！？!?\n])+[。！？!?]?")
_LOOKS_AHEAD = re.compile(
    r"下一步|下步|今后|针对(?:以上|上述|存在)|为此|改进措施|改进情况|20\d\d年(?:,|，)?(?:是|我|将)"
    r"|(?:我|州|市|县|区|镇)?(?:将|拟)(?:继续|进一步|全面|认真|严格|按照|采取|着力|重点|努力|在)"
)
_MOST_SENTENCES = 8
_ADMITS = re.compile(r"(?:存在|还有|仍有|面临).{0,24}(?:问题|不足|差距|困难)|(?:问题|不足|困难)(?:主要)?(?:是|有|表现)")


def by_topic(reading: Reading, report: Report) -> tuple[Extract, ...]:
    """The items of the sections that the reading's topic names, complete and verbatim; empty where there is none."""
    topic = next((one for one in lexicon().topics if one.name == reading.topic), None)
    if topic is None or topic.name not in {"problems", "plans"}:
        return ()
    found = [extract for section in _sections(report, topic) for extract in _of_section(report, section, topic)]
    if not found and topic.name == "problems":
        found = [_extract(report, span) for span in sentences(report) if _ADMITS.search(report.text[slice(*span)])]
    return tuple(found)


def by_heading(reading: Reading, report: Report) -> tuple[Extract, ...]:
    """What stands under the deepest heading that holds every strong word of the question."""
    strong = [term for term in reading.terms if not term.weak]
    if not strong:
        return ()
    held = {
        section: sum(_holds(term, section.path[-1]) for term in strong) for section in report.sections if section.path
    }
    fitting = [
        section
        for section, count in held.items()
        if count == len(strong) or count >= max(2, thresholds().heading_share * len(strong))
    ]
    if not fitting:
        return ()
    section = max(fitting, key=lambda one: (held[one], one.level, -one.start))
    return tuple(_contents(report, section, section.end))


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
        inside = sum(_holds(term, sentence) for term in strong)
        near = sum(_holds(term, sentence) or _holds(term, heading) for term in strong)
        if inside * 2 >= len(strong) and (
            near == len(strong) or (near >= 2 and near >= thresholds().sentence_share * len(strong))
        ):
            beside = sum(_holds(term, sentence) for term in terms if term.weak)
            found.append((near + inside / len(strong) + 0.2 * beside - len(sentence) / 4000, span))
    ranked = sorted(found, key=lambda item: -item[0])[:most]
    return tuple(_extract(report, span, score) for score, span in ranked)


# -- facts in words -----------------------------------------------------------------------------------------------

_FORMS = {
    "phone": re.compile(r"(?:电话|热线|传真|拨打|号码)[^。；;\n]{0,20}?\d[\d—–\-－() ]{3,}\d|\d{3,4}[—–\-－]\d{7,8}"),
    "address": re.compile(r"(?:地址|地点|位于|设在)[:：]?[^。；;\n)）]{3,60}"),
    "postcode": re.compile(r"邮(?:政)?编码?[:：]?\s*\d{6}"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "website": re.compile(r"(?:https?://|www\.)[\w./-]+|[\w-]+\.gov\.cn"),
    "date": re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{1,2}月份?"),
    "document": re.compile(r"《[^》]{4,}》|[〔\[(（]\d{4}[〕\])）]\s*\d+\s*号"),
    "period": re.compile(r"(?:统计|数据).{0,12}(?:期限|时限|时间|期间|起止)"),
}
_ROLE = re.compile(
    r"(副)?((?:党组|县委|市委|区委|镇委|州委)?(?:书记|县长|市长|区长|镇长|乡长|州长|省长|厅长|局长|处长|科长|秘书长)"
    r"|主任|组长|负责人|联系人)"
)
_ROLE_EN = (
    (re.compile(r"\b(?:head|leader|chief|magistrate|mayor|governor)\b", re.I), r"(?:县|区|市|州|镇|乡|省|旗)长"),
    (re.compile(r"\b(?:director|directs|chair|chairs)\b", re.I), r"(?:主任|局长|厅长|组长)"),
)
_ASKING = frozenset(
    (
        "谁 哪位 姓名 叫什么 名字 叫 电话 号码 联系方式 打 联系 拨打 邮编 邮政编码 网址 邮箱 地址 地点 哪里 位于 "
        "日期 时候 哪天 几月 几日 月 日 时间 文号 文件"
    ).split()
)


def facts(reading: Reading, report: Report) -> tuple[Extract, ...]:
    """The clauses of `report` that have the form of the fact asked for and hold the question's other words."""
    if reading.fact == "person":
        return tuple(_people(reading, report))
    form = _FORMS.get(reading.fact or "")
    if form is None:
        return ()
    terms = [
        term for term in reading.terms if not term.weak and term.words[0] not in _ASKING and not term.words[0].isascii()
    ]
    found = []
    for span in sentences(report):
        sentence = report.text[slice(*span)]
        heading = " ".join(_path(report, span[0]))
        match = form.search(fold(sentence))
        held = sum(_holds(term, fold(sentence)) or _holds(term, heading) for term in terms)
        if match and held >= thresholds().fact_share * len(terms):
            found.append(_extract(report, _around(report.text, span, match)))
    if reading.fact in {"date", "document"} and not terms:
        return ()
    return tuple(found[:3])


def is_told_in_words(reading: Reading) -> bool:
    """Whether a sentence about it may answer a question for a fact that nothing of the fact's form answers: who attends
    (列席的扶贫工作者) without an office named, which website (县政府门户网站) without its address."""
    return reading.fact == "website" or (reading.fact == "person" and _role(reading) is None)


def _people(reading: Reading, report: Report) -> Iterator[Extract]:
    role = _role(reading)
    if role is None:
        return
    words = role.replace("\\", "")
    terms = [
        term
        for term in reading.terms
        if not term.weak
        and term.words[0] not in _ASKING
        and not any(one in words or words in one for one in term.words)
        and not term.words[0].isascii()
    ]
    surnames = lexicon().surnames
    before, bare = ("", role) if role.startswith("副") else ("(?<!副)", role)
    named = re.compile(
        rf"{before}{bare}(?:、[\u3400-\u9fff]{{1,6}}?长)?[:：]?\s*(?:由)?(?P<name>[{surnames}][\u3400-\u9fff]{{1,2}})(?=专题|多次|出席|主持|同志|任|兼|担任|为|,|，|。|;|；|、|等|亲自|带队|作|到|参加|在|负责|分管|[(（\s])"
        rf"|(?P<before>[{surnames}][\u3400-\u9fff]{{1,2}})(?:同志)?(?:兼任|担任|任|为)[^。；;，,]{{0,16}}?{before}{bare}"
    )
    for span in sentences(report):
        sentence = report.text[slice(*span)]
        for match in named.finditer(sentence):
            clause = _around(report.text, span, match)
            held = sum(_holds(term, sentence) for term in terms)
            if held >= thresholds().sentence_share * len(terms):
                yield _extract(report, clause)
                return


def _role(reading: Reading) -> str | None:
    """The office the question names, as a pattern: the last one named (办公室主任 of a 领导小组)."""
    found = [match.group() for match in _ROLE.finditer(reading.text)]
    if found:
        return re.escape(found[-1])
    return next((form for pattern, form in _ROLE_EN if pattern.search(reading.text)), None)


def _around(text: str, span: Span, match: re.Match[str]) -> Span:
    """The clauses of the sentence that the match stands in; the sentence where it is short."""
    if span[1] - span[0] <= 90:
        return _stripped(text, span)
    start, end = span[0] + match.start(), span[0] + match.end()
    low = max((text.rfind(edge, span[0], start) for edge in "，,；;：:("), default=-1)
    highs = [at for at in (text.find(edge, end, span[1]) for edge in "，,；;)") if at >= 0]
    return _stripped(text, (max(low + 1, span[0]), min(highs, default=span[1])))


# -- pieces -------------------------------------------------------------------------------------------------------


def sentences(report: Report) -> Iterator[Span]:
    """The sentences of the report's running text, headings among them, without outer white space."""
    tables = [(one.start, one.end) for one in report.passages if one.kind == "table"]
    for match in _SENTENCE.finditer(report.text):
        span = _stripped(report.text, match.span())
        if span[1] - span[0] > 3 and not any(low < span[1] and span[0] < high for low, high in tables):
            yield span


def _sections(report: Report, topic: Topic) -> list[Section]:
    """The highest sections with a heading of the topic; below one of problems and plans, the child of the topic."""
    fitting = [section for section in report.sections if section.path and topic.heading.search(section.path[-1])]
    if topic.name == "plans":
        fitting = [section for section in fitting if _is_plan(section)]
    own = [
        section
        for section in fitting
        if not any(other is not section and _encloses(section, other) and _only(other, topic) for other in fitting)
        and not any(other is not section and _encloses(other, section) and not _mixed(other) for other in fitting)
    ]
    return [section for section in own if section.level == min(one.level for one in own) or _only(section, topic)]


def _is_plan(section: Section) -> bool:
    return bool(re.search(r"打算|下一?步|改进|今后|努力方向|思路|设想|计划|工作安排", section.path[-1]))


def _only(section: Section, topic: Topic) -> bool:
    return bool(topic.heading.search(section.path[-1])) and not _mixed(section)


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
        items = [span for span in spans if span[0] not in headings][:_MOST_SENTENCES]
    for item in items:
        span = _stripped(report.text, item)
        if span[0] < span[1]:
            yield _extract(report, span)


def _extract(report: Report, span: Span, score: float = 0.0) -> Extract:
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


def _holds(term: Term, text: str) -> bool:
    lower = text.lower()
    return any(word.lower() in lower for word in term.words)


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
