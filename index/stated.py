"""The indicators that a report states in its running text → Indicators with `source` "text".

The wordings are data (`stated_wordings.py`); this module reads them sentence by sentence. A figure counts only when its
clause speaks of the whole (no channel, no part), of this report's year, and of information disclosure. "未收到…申请" is
a zero that the text states; a section 行政复议、行政诉讼情况 whose whole body is 无 is one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from index.clauses import LONGEST_SENTENCE
from index.forms import regions
from index.labels import Squeezed, core_of
from index.model import Document, Indicator, Section
from index.numerals import fold, parse_number, separators, without_beside, without_untold
from index.ontology import ontology
from index.other_places import ISSUER_ALONE, Told
from index.outline import path_at
from index.paragraphs import Span, outside
from index.stated_figures import StatedFigure, figure_of, none_of_disclosure, of_disclosure, of_own_accord
from index.stated_scope import is_gathered, is_of_plans, is_planned, of_this_year, speaks_of
from index.stated_whose import body_before
from index.stated_wordings import Wording, wordings

_SENTENCE = re.compile(r"(?:(?!\u3000\u3000)[^。！？!?；;\n])+")
_SEMICOLON = re.compile(r"\s*[；;]\s*")
_CLAUSE_EDGE = ",;:。"
_NOTHING = re.compile(
    r"(?:\d、|[(（]?[一二三四五][)）、])?(?:本年度?|全年|\d{4}年度?|我[县市区镇乡局厅委]|本机关|本级)*"
    r"(?:无|没有|未发生|未出现|无此类?情况|无此情形|无相关情况|没有发生|暂无|无上述情况|没有此类情况)"
    r"(?:此类|收费|收取费用)?(?:情况|情形|发生)?[。.]?$"
)
_LEAST_LABEL = 7
# What a body helped another with is the other's.
_HELPED = re.compile(r"(?<![与和、])(?:协助|协同|协办|配合)[^,。;]{0,16}(?:受理|办理|答复|回复|处理|办结)")
_WHOLE = re.compile(r"全[省市州县区镇乡旗盟国部]|共|合计|总|累计|各级")
_SCOPE = re.compile(
    r"全[省市州县区镇乡旗盟]|我[省市州县区镇乡厅局委办]|本[省市州县区镇乡级机关单位部门厅局委办]{1,2}"
    r"|[省市州县区]本级|[省市州县]级(?:机关|部门)|[省市州县]直(?:机关|部门)"
)

_SHORTEST = 3
_MOST_SO_FAR = 100  # characters of the sentence before, or of what semicolons part, that still govern what follows
_NO_WORD = re.compile(r"[\s“”‘’\"「」『』*]")  # the asterisks are Markdown's, around bold words


def stated_indicators(
    document: Document, sections: Sequence[Section], year: int, told: Told = ISSUER_ALONE
) -> tuple[Indicator, ...]:
    """The indicators that the running text of a report on `year` states, in the text's order; each sentence states an
    indicator once. `told` says of whom the text tells: a figure of a body that the issuer covers has that body for its
    scope, and what is said of others is left out. Located tables and borderless runs of table text hold no sentences
    and are passed over."""
    sentences = _in_sentences(document, sections, year, told)
    stated = (one for one in sentences if told.other_at(max(one.start, (one.at or one.end) - 1)) is None)
    found = [*stated, *_in_headings(document, sections)]
    return tuple(sorted(set(found), key=lambda item: (item.start, item.end, item.code)))


def _in_sentences(document: Document, sections: Sequence[Section], year: int, told: Told) -> Iterator[Indicator]:
    for sentence, context in _in_context(document, sections, year):
        seen: set[str] = set()
        for indicator in (*_in_list(document, sentence, context, year), *_as_rows(document, sentence, year)):
            seen.add(indicator.code)
            yield indicator
        for wording in wordings().wordings:
            if wording.code in seen or not any(word in sentence.text for word in wording.words):
                continue
            if wording.needs is not None and not wording.needs.search(context + sentence.text):
                continue
            stated = _match(document, sentence, context, wording, year, told)
            if stated is not None:
                seen.add(wording.code)
                yield stated


def _in_context(document: Document, sections: Sequence[Section], year: int) -> Iterator[tuple[Squeezed, str]]:
    """Each sentence with what stands before it, in plain width: the headings over it, and under these the sentence
    before it; what semicolons part is one sentence (收到申请12件；上年结转1件；办结12件).

    What stands under a heading of plans states nothing of the year."""
    before, so_far, above, end = "", "", "", 0
    for sentence in _sentences(document, sections):
        path = [fold(heading) for heading in path_at(sections, sentence.offsets[0])]
        if any(is_of_plans(heading, year) for heading in path):
            continue
        headings = "。".join(path)
        if headings != above:
            before, so_far = "", ""
        elif not _SEMICOLON.fullmatch(document.text, end, sentence.offsets[0]):
            before, so_far = so_far, ""
        yield sentence, f"{headings}。{before}{so_far}。"
        so_far, above, end = f"{so_far}{sentence.text};"[-_MOST_SO_FAR:], headings, sentence.offsets[-1] + 1


def _sentences(document: Document, sections: Sequence[Section]) -> Iterator[Squeezed]:
    """The sentences outside tables and headings, in plain width, without white space, quotation marks
    (“信息不存在”的3件) and asterisks (收到申请**12**件)."""
    folded = without_beside(without_untold(fold(document.text)))
    taken = [(region.start, region.end) for region in regions(document)]
    apart = _apart(taken + [(section.start, section.body) for section in sections if section.path])
    for match in _SENTENCE.finditer(document.text):
        start, end = match.span()
        for piece_start, piece_end in outside(start, end, apart):
            parting = separators(folded, piece_start, piece_end)
            words = (at for at in range(piece_start, piece_end) if not _NO_WORD.match(folded[at]))
            offsets = tuple(at for at in words if at not in parting)
            if _SHORTEST < len(offsets) < LONGEST_SENTENCE:
                yield Squeezed("".join(folded[at] for at in offsets), offsets)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """What the spans cover, in order, as spans that do not touch."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return apart


def _match(
    document: Document, sentence: Squeezed, context: str, wording: Wording, year: int, told: Told
) -> Indicator | None:
    """The figure that a sentence states in this wording; none where it states several, the first not the whole."""
    matched = (
        match for match in wording.pattern.finditer(sentence.text) if _holds(sentence.text, match, wording, year)
    )
    found = [_narrowed(sentence.text, match, wording) or match for match in matched]
    found = [match for match in found if told.other_at(sentence.offsets[match.end() - 1]) is None]
    if wording.about is not None:
        found = [match for match in found if speaks_of(wording.about, context + sentence.text[: match.end()])]
    if not found:
        return None
    clause = _clause(sentence.text, *found[0].span())
    if len({match.groupdict().get("n") for match in found}) > 1 and not _WHOLE.search(clause):
        return None
    before = sentence.text[: found[0].start()]
    stated = _indicator(document, sentence, wording, found[0], clause, year)
    other = body_before(before[_clause_start(before) :], told.level)
    return replace(stated, scope=other) if stated and other else stated


def _holds(text: str, match: re.Match[str], wording: Wording, year: int) -> bool:
    """Whether what was matched is of the whole, of this year, and in a unit that it can have."""
    clause = _clause(text, match.start(), match.end())
    narrowed = _narrowed(text, match, wording)
    whole = clause.replace("各类", "") + narrowed.group() if narrowed and wording.about else clause
    if _HELPED.search(clause) or (wording.unless is not None and wording.unless.search(whole)):
        return False
    if wording.unless_before is not None and wording.unless_before.search(_before(text, match.start())):
        return False
    if not wording.states_zero and _is_wider(text, match, wording):
        return False
    if wording.code in wordings().respectively.values() and _is_of_several_ways(text, match, wording.code):
        return False
    unit = "" if wording.states_zero else (match["ten"] or "") + match["unit"]
    if wording.units is not None and unit and not wording.units.fullmatch(unit):
        return False
    return not is_planned(clause) and of_this_year(text[: match.end()], clause, year)


def _is_wider(text: str, match: re.Match[str], wording: Wording) -> bool:
    """Whether a figure is of more years than this, or of cases none of which is said to be of disclosure."""
    return is_gathered(text[: match.start("n")], text[match.end() :]) or (
        wording.about == "disputes" and none_of_disclosure(text, match)
    )


def _narrowed(text: str, match: re.Match[str], wording: Wording) -> re.Match[str] | None:
    """The part of a wider matter's figure that is of disclosure, which is then what the wording states."""
    if wording.states_zero:
        return None
    if wording.code == "proactive_total":
        return of_own_accord(text, match)
    return of_disclosure(text, match) if wording.about is not None else None


def _is_of_several_ways(text: str, match: re.Match[str], code: str) -> bool:
    """Whether a figure of applications by one way counts those by another as well (信函和电子邮件申请31件)."""
    clause = _clause(text, *match.span())
    ways = {wordings().respectively[way] for way in re.findall(_WAY, clause[: clause.find(match["n"])])}
    return len(ways | {code}) > 1 and re.search(_JOINED_WAYS, clause) is not None


def _clause(text: str, start: int, end: int) -> str:
    """The clause around [start, end): a bracket ends it, and does not begin one (各县(市)政府门户网站)."""
    low = _clause_start(text[:start])
    high = min((at for at in (text.find(edge, end) for edge in _CLAUSE_EDGE + "(") if at >= 0), default=len(text))
    return text[low:high]


def _clause_start(before: str) -> int:
    return max(before.rfind(edge) for edge in _CLAUSE_EDGE) + 1


def _before(text: str, start: int) -> str:
    """The clause before the one that `start` stands in, and the word that opens the sentence (其中)."""
    low = max((text.rfind(edge, 0, start) for edge in _CLAUSE_EDGE), default=-1)
    return text[:2] + (_clause(text, low, low) if low > 0 else "")


def _indicator(
    document: Document, sentence: Squeezed, wording: Wording, match: re.Match[str], clause: str, year: int
) -> Indicator | None:
    start, end = _quote(sentence.text, match)
    if wording.states_zero:
        figure: StatedFigure | None = StatedFigure(Decimal(0), ontology().terms[wording.code].unit, match.group())
    else:
        figure = figure_of(sentence.text, match, year)
    if figure is None:
        return None
    end = max(end, figure.at[1]) if figure.at else end
    scope = _SCOPE.search(clause)
    at = sentence.span(*figure.at) if figure.at else None
    return _stated(document, wording.code, figure, sentence.span(start, end), scope.group() if scope else None, at)


_WAY = "当面|现场|传真|网络|网上|互联网|电子邮件|信函|书信|邮寄"
_JOINED_WAYS = re.compile(rf"(?:{_WAY})[^,;。\d]{{0,4}}[、和与及或/](?:以及)?[^,;。\d]{{0,4}}(?:{_WAY})")
_LIST = re.compile(
    rf"(?P<names>(?:{_WAY})(?:申请)?(?:[、,和及](?:{_WAY})(?:申请)?)+)(?P<between>[^。;\d]{{0,40}}?)分别(?:为|是|有|达)?"
    r"(?P<figures>\d+件?(?:[、,和及]\d+件?)+)"
)


def _in_list(document: Document, sentence: Squeezed, context: str, year: int) -> Iterator[Indicator]:
    """The ways to apply that one clause names together with their figures, in the same order."""
    for match in _LIST.finditer(sentence.text):
        names = re.findall(_WAY, match["names"])
        figures = re.findall(r"\d+", match["figures"])
        of_applications = "申请" in match["names"] + match["between"] and not re.search("回复|答复", match["between"])
        if (
            len(names) != len(figures)
            or not of_applications
            or not of_this_year(sentence.text[: match.end()], "", year)
            or not speaks_of("applications", context + sentence.text[: match.end()])
        ):
            continue
        span = sentence.span(*match.span())
        for name, digits in zip(names, figures, strict=True):
            figure = StatedFigure(Decimal(digits), "件", digits)
            yield _stated(document, wordings().respectively[name], figure, span)


@cache
def _rows() -> re.Pattern[str]:
    """The labels of the statistics table as sentences repeat them ("政策解读稿件发布23篇"), each a group of its own."""
    labels: dict[str, str] = {}
    worded = {wording.code for wording in wordings().wordings}
    for row in ontology().rows["statistics-2014"]:
        core = re.sub(r"数量?$", "", core_of(row.labels[0]))
        if row.code is not None and row.code not in worded and len(core) >= _LEAST_LABEL and core not in labels:
            labels[core] = row.code
    alternatives = "|".join(f"(?P<{code}>{re.escape(core)})" for core, code in labels.items())
    return re.compile(
        rf"(?:{alternatives})(?:数|数量|次数)?(?:共计|共|为|:)*"
        r"(?P<figure>\d[\d,]*)(?P<measure>人次|万元|件|条|次|篇|个|人|处|场|期)"
    )


def _as_rows(document: Document, sentence: Squeezed, year: int) -> Iterator[Indicator]:
    """The indicators that a sentence states in the table's own words."""
    for match in _rows().finditer(sentence.text):
        code = next(name for name, text in match.groupdict().items() if text and name in ontology().terms)
        value = parse_number(match["figure"])
        if value is not None and of_this_year(sentence.text[: match.end()], "", year):
            figure = StatedFigure(value, match["measure"], match["figure"])
            yield _stated(document, code, figure, sentence.span(*match.span()))


def _quote(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The clause with the year or the subject it opens with: from the sentence's last full clause before the figure."""
    low = max(text.rfind(edge, 0, match.start()) for edge in ",;。") + 1
    opening = text[:low]
    if low and len(opening) <= 30 and "。" not in opening:
        low = 0
    return low, match.end()


def _in_headings(document: Document, sections: Sequence[Section]) -> Iterator[Indicator]:
    for section in sections:
        if not section.path:
            continue
        body = fold(document.text[section.body : section.end])
        if not _NOTHING.match("".join(body.split())):
            continue
        for code, heading in wordings().headings.items():
            if heading.search(section.path[-1]):
                none = StatedFigure(Decimal(0), ontology().terms[code].unit, "无")
                yield _stated(document, code, none, (section.start, section.body + len(body.rstrip())))


def _stated(
    document: Document,
    code: str,
    figure: StatedFigure,
    span: Span,
    scope: str | None = None,
    at: Span | None = None,
) -> Indicator:
    start, end = span
    return Indicator(
        code=code,
        label=ontology().terms[code].zh,
        value=figure.value,
        unit=figure.unit,
        state="reported",
        source="text",
        start=start,
        end=end,
        raw=figure.raw,
        page=document.page_at(start),
        scope=scope,
        approximate=figure.approximate,
        at=at[0] if at else None,
        at_end=at[1] if at else None,
    )
