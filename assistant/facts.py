"""Facts in words: the clauses of a report that have the form of what is asked (a person, a phone number)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.extracts import MOST_SENTENCES, Span, extract, holds, path_at, sentences, stripped
from assistant.lexicon import lexicon
from assistant.model import Extract, Reading, Term
from assistant.settings import thresholds
from index.model import Report
from index.numerals import fold

_FORMS = {
    "fax": re.compile(r"传真[^。；;，,\n\d]{0,10}\d[\d—–\-－() ]{3,}\d"),
    # No number of calls: 热线累计接听12635次.
    "phone": re.compile(
        r"(?:电话|热线|传真|拨打|号码)[^。；;\n]{0,20}?\d[\d—–\-－() ]{3,}\d"
        r"(?!\d|[,，]\d{3}|\s?[余多]?[万亿]?[次个件条人通宗起家份元户名篇%])"
        r"|\d{3,4}[—–\-－]\d{7,8}"
    ),
    # 办公室设在区政府办公室 says of whose office it is, and not where.
    "address": re.compile(
        r"(?:地址|地点)[:：]?[^。；;\n)）]{3,60}|(?:位于|设在)[^。；;，,\n)）]{0,40}(?:[路街道巷弄号楼层厅]|广场|大厦)"
    ),
    "postcode": re.compile(r"邮(?:政)?编码?[:：]?\s*\d{6}"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "website": re.compile(r"(?:https?://|www\.)[\w./-]+|[\w-]+\.gov\.cn"),
    "date": re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|\d{1,2}月份?"),
    "document": re.compile(r"《[^》]{4,}》|[〔\[(（]\d{4}[〕\])）]\s*\d+\s*号"),
    "body": re.compile(
        r"由[^，,。；;]{2,40}?(?:负责(?!人|同志)|牵头|承担|承办|受理|主管)|(?:为|是|作为)[^，,。；;]{0,24}主管(?:部门|机构|单位)"
        r"|(?:办公室|办公厅|中心|[局委科处室所站院办厅]|部门)(?:具体|统一|专门)?(?:负责(?!人|同志)|牵头|承担|主管|受理)"
    ),
    "period": re.compile(r"(?:统计|数据).{0,12}(?:期限|时限|时间|期间|起止)"),
}
_SHORT, _LONG = 90, 120
_NAMES = re.compile(r"(?:兼任|担任|任|为)[^。；;，,]{0,12}(?:组长|主任|书记|[县市区镇乡州厅局]长)")
_ROLE = re.compile(
    r"(副)?((?:党组|县委|市委|区委|镇委|州委)?(?:书记|县长|市长|区长|镇长|乡长|州长|省长|厅长|局长|处长|科长|秘书长)"
    r"|主任|组长|单位负责人|负责人|联系人|联络员|审核人|填[报表]人)"
)
# Who holds an office is often told by the post alone: 由县长任组长.
_POST = r"(?:书记|[省市州县区旗镇乡厅局委处科院校]长|主任|秘书长|(?:主要|分管)(?:领导|负责人|负责同志))"
_HEAD_OF_PLACE = "(?:县|区|市|州|镇|乡|省|旗)长"
_HEAD_OF_BODY = "(?:厅长|局长|主任|委主任|院长|署长)"
_ROLE_EN = (
    (r"office|secretariat", "主任"),
    (r"leading group|steering group", "组长"),
    (r"department|bureau|commission|agency", _HEAD_OF_BODY),
    (r"party secretary", "书记"),
    (r"secretary.general", "秘书长"),
    (r"magistrate|mayor|governor|county head|township head|leader|head", _HEAD_OF_PLACE),
    (r"director(?:.general)?", _HEAD_OF_BODY),
    (r"chair\w*", "(?:主任|组长)"),
)
_HEADS_EN = re.compile(
    r"\b(?:head(?:s|ed)?|leads?|leader|led|chiefs?|director(?:.general)?|directs|chair\w*|magistrate|mayor|governor|secretary|"
    r"in charge|runs?|ran)\b",
    re.I,
)
_DEPUTY_EN = re.compile(r"\b(?:deputy|vice|deputies|assistant)\b", re.I)
_BODY_EN = re.compile(
    r"(?:offic|department|bod|agenc|unit|bureau|organ|institution|charg|responsib|handl|lead|overs|supervis|manag|run|coordinat)\w*|led|ran"
)
# What an office's fax is called by, and the office itself where nothing else is said of it.
_OF_FAX = re.compile(r"传真|电话|号码|机号|机构|办公|政务公开|信息公开|公开$")
_ASKING = frozenset(
    (
        "谁 哪位 姓名 叫什么 名字 叫 电话 号码 联系方式 打 联系 拨打 邮编 邮政编码 网址 邮箱 地址 地点 哪里 位于 "
        "日期 时候 哪天 几月 几日 月 日 时间 文号 文件 看到 看 查到 查看 下载 找到 找 联系电话 "
        "担任 兼任 部门 机构 机关 处室 科室 单位 主管 主管部门 主管机构 负责 牵头 承担 受理 主办 承办 具体"
    ).split()
)


def facts(reading: Reading, report: Report) -> tuple[Extract, ...]:
    """The clauses of `report` that have the form of the fact asked for and hold the question's other words."""
    if reading.fact == "person":
        return tuple(_people(reading, report))
    if reading.fact == "document" and not any(_tells(term) for term in reading.terms):
        return tuple(_issued(report))
    form = _FORMS.get(reading.fact or "")
    if form is None:
        return ()
    terms = [
        term
        for term in reading.terms
        if not (term.weak or term.words[0] in _ASKING or term.words[0].isascii() or _asks_body(reading, term))
        and not (reading.fact == "fax" and _OF_FAX.match(term.words[0]))
    ]
    found = []
    for span in sentences(report):
        sentence = report.text[slice(*span)]
        heading = " ".join(path_at(report, span[0]))
        matches = list(form.finditer(fold(sentence)))
        held = sum(holds(term, fold(sentence)) or holds(term, heading) for term in terms)
        if not matches or held < thresholds().fact_share * len(terms):
            continue
        if reading.fact == "body":
            found += [_clause_of_body(reading, report, span, match, held) for match in matches]
        else:
            found.append(extract(report, _around(report.text, span, matches[0])))
    if reading.fact == "date" and not terms:
        return ()
    if reading.fact == "body":
        # Many are in charge of something: those whose clause says most of what is asked.
        most = max((one.score for one in found), default=0.0)
        found = list({(one.start, one.end): one for one in found if one.score == most}.values())
    return tuple(found[:3])


def _asks_body(reading: Reading, term: Term) -> bool:
    """Whether a word of an English question only asks for the body in charge (which office supervises)."""
    return reading.fact == "body" and bool(_BODY_EN.fullmatch(term.words[-1]))


def _clause_of_body(reading: Reading, report: Report, span: Span, match: re.Match[str], held: int) -> Extract:
    """The clause that says who is in charge, with how much of the question it and its sentence hold."""
    clause = _around(report.text, span, match, 0)
    words = fold(report.text[slice(*clause)])
    shown = _around(report.text, span, match, _LONG)
    return extract(report, shown, held + 0.1 * sum(holds(term, words) for term in reading.terms))


_ISSUES = re.compile(r"(?:印发|制定|出台|下发|转发|修订|发布)了?[^。；;]{0,12}《[^》]{4,}》")


def _tells(term: Term) -> bool:
    return not term.weak and term.words[0] not in _ASKING


def _issued(report: Report) -> Iterator[Extract]:
    """The sentences that say which documents were issued, for a question that narrows them to nothing."""
    found = [span for span in sentences(report) if _ISSUES.search(report.text[slice(*span)])]
    for span in found[:MOST_SENTENCES]:
        yield extract(report, span)


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
        and not _says_role(term)
        and not term.words[0].isascii()
    ]
    surnames = lexicon().surnames
    before, bare = ("", role) if role.startswith("副") else ("(?<!副)", role)
    named = re.compile(
        rf"{before}{bare}(?:、[\u3400-\u9fff]{{1,6}}?长)?[:：]?\s*(?:由)?(?P<name>[{surnames}][\u3400-\u9fff]{{1,2}})(?=专题|多次|出席|主持|同志|任|兼|担任|为|,|，|。|;|；|、|等|亲自|带队|作|到|参加|在|负责|分管|[(（\s]|$)"
        rf"|(?P<before>[{surnames}][\u3400-\u9fff]{{1,2}})(?:同志)?(?:兼任|担任|任|为)[^。；;，,]{{0,16}}?{before}{bare}"
    )
    by_post = re.compile(rf"{_POST}(?:同志)?(?:兼任|担任|任|为)[^。；;，,]{{0,16}}?{before}{bare}")
    yield from _first_told(report, named, terms) or _first_told(report, by_post, terms)


def _first_told(report: Report, told: re.Pattern[str], terms: Sequence[Term]) -> list[Extract]:
    """The first clause of the report that `told` finds in a sentence about `terms`, alone in a list."""
    for span in sentences(report):
        sentence = report.text[slice(*span)]
        for match in told.finditer(sentence):
            # Where a sentence names several to their offices, the clause of the one asked for is the answer.
            clause = _around(report.text, span, match, 0 if len(_NAMES.findall(sentence)) > 1 else _SHORT)
            held = sum(holds(term, sentence) for term in terms)
            if held >= thresholds().sentence_share * len(terms):
                return [extract(report, clause)]
    return []


def _role(reading: Reading) -> str | None:
    """The office the question names, as a pattern: the last one named (办公室主任 of a 领导小组)."""
    found = [match.group() for match in _ROLE.finditer(reading.text)]
    if found:
        return re.escape(found[-1])
    if not _HEADS_EN.search(reading.text):
        return None
    role = next((form for words, form in _ROLE_EN if re.search(rf"\b(?:{words})\b", reading.text, re.I)), None)
    return f"副{role}" if role and _DEPUTY_EN.search(reading.text) else role


def _says_role(term: Term) -> bool:
    """Whether a word of an English question only names the office asked for."""
    english = " ".join(word for word in term.words if word.isascii())
    return bool(_HEADS_EN.search(english) or _DEPUTY_EN.search(english))


def _around(text: str, span: Span, match: re.Match[str], short: int = _SHORT) -> Span:
    """The clauses of the sentence that the match stands in; the sentence where it has no more than `short` signs."""
    if span[1] - span[0] <= short:
        return stripped(text, span)
    start, end = span[0] + match.start(), span[0] + match.end()
    low = max((text.rfind(edge, span[0], start) for edge in "，,；;：:("), default=-1)
    highs = [at for at in (text.find(edge, end, span[1]) for edge in "，,；;)") if at >= 0]
    return stripped(text, (max(low + 1, span[0]), min(highs, default=span[1])))
