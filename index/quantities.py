"""Every figure in a report's running text, with what it counts, the clause to quote and what governs that clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.clauses import JOINED, Clause, Sentence, sentences_of
from index.contexts import Governor, Matched, among, elliptical_start, governor, out_of, respectively
from index.figures import NumberSpan, figures
from index.model import Document, Quantity, Section
from index.numerals import fold
from index.outline import path_at
from index.paragraphs import Span, paragraphs
from index.stated_scope import is_planned
from index.subjects import divide, is_elliptical, opening_scope, predicate, scope_in, subject_of, trimmed
from index.zeros import Zero, zeros

_YEAR = re.compile(r"(?:19|20)\d\d(?=\s?年|[-/.])")
_COMPARED = re.compile(r"(?:较|比|同|与)$")
_LAST_YEAR = re.compile(r"^[\0\s]*(?:去年|上年度?|上一年度?|前年)(?!度?结转|转)")
_BEFORE = re.compile(r"(?:去年|上年度?|上一年度?|前年)(?:同期)?的?[为是]?$")
_FROM = re.compile(r"[由从](?:原来?|最初|之前|过去)?的?$")
_LONGEST_QUOTE = 80  # characters, of a part with what it is counted out of
_DURATIONS = ("个工作日", "工作日", "天", "小时", "个月", "分钟")
_DEADLINE = re.compile(r"\s?(?:之?内|以内)")


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a figure counts, the span of the paragraph to quote for it, and the words that govern its clause; in a list
    of years its own."""

    subject: str
    quoted: Span
    context: str
    year: int | None = None


def quantities(document: Document, sections: Sequence[Section]) -> tuple[Quantity, ...]:
    """Every figure of the running text in its order; tables, with borders or without, are left out.

    A denial (未收到政府信息公开申请) is a figure of zero, at the words that deny. Left out are deadlines, plans, last
    year's figures, and lists whose figures have no names of their own (three names before 分别为3件、4件).
    """
    cuts = sorted({place for section in sections for place in (section.start, section.body)})
    found = [
        quantity
        for paragraph in paragraphs(document)
        for part in paragraph.cut(cuts)
        for sentence in sentences_of(part)
        for quantity in _in_sentence(document, sections, sentence)
    ]
    return tuple(sorted(found, key=lambda quantity: (quantity.at, quantity.at_end)))


def _in_sentence(document: Document, sections: Sequence[Section], sentence: Sentence) -> Iterator[Quantity]:
    if not sentence.clauses:
        return  # too long to be a sentence: nothing in it is taken for one's clause
    for zero in zeros(sentence.prose.undated, sentence.start, sentence.end):
        yield _denial(document, sentence, zero)
    matched = respectively(sentence)
    for index, clause in enumerate(sentence.clauses):
        if not clause.figures or _is_no_fact(sentence.undated(clause)):
            continue
        for figure, words in zip(clause.figures, _subjects(sentence, index), strict=True):
            if _is_deadline(figure, sentence) or _is_outdated(figure, sentence, clause):
                continue
            counted = (
                _from_list(matched[figure.start])
                if figure.start in matched
                else _counted(document, sections, sentence, index, figure, words)
            )
            if counted.subject:
                yield _quantity(document, sentence, figure, counted)


def _from_list(pair: Matched) -> _Counted:
    return _Counted(pair.name, (pair.start, pair.end), "", pair.year)


def _counted(
    document: Document, sections: Sequence[Section], sentence: Sentence, index: int, figure: NumberSpan, subject: str
) -> _Counted:
    """The figure of the sentence's clause `index` with the span to quote and the words that govern the clause."""
    clause = sentence.clauses[index]
    elliptical = is_elliptical(subject) or _lacks_noun(sentence, clause, figure)
    above = governor(sentence, index, figure, elliptical)
    words = _words(document, sentence, above)
    if not words and elliptical:
        words = _heading(sections, sentence)
    leaning = elliptical and above is not None and among(sentence, index) is None
    start = elliptical_start(sentence, index, figure) if leaning else sentence.lead_start(index)
    whole = out_of(sentence, index)
    if whole is not None and clause.end - whole.start <= _LONGEST_QUOTE:
        start = min(start, whole.start)
    if not subject and len(clause.figures) == 1:
        subject = _subject_above(words, figure)
    return _Counted(subject, (start, _joined_end(sentence, index)), words)


def _subject_above(context: str, figure: NumberSpan) -> str:
    """What the clause above counts, for one that gives it in another unit: `开展培训4期,近162人次`."""
    counted = figures(context)
    alike = any(other.base_unit == figure.base_unit for other in counted)
    return trimmed(fold(context[: counted[0].start])) if counted and not alike else ""


def _lacks_noun(sentence: Sentence, clause: Clause, figure: NumberSpan) -> bool:
    """正常运维的68个: the thing counted was named before."""
    return sentence.prose.undated[clause.start : figure.start].endswith("的") and figure.end == clause.end


def _subjects(sentence: Sentence, index: int) -> list[str]:
    """What each figure of the sentence's clause `index` counts."""
    clause = sentence.clauses[index]
    edges = [clause.start, *(edge for figure in clause.figures for edge in (figure.start, figure.end)), clause.end]
    gaps = [sentence.prose.undated[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    befores, afters = [gaps[0]], []
    for number, gap in enumerate(gaps[1:-1], start=2):
        left, right = divide(gap, followed=number < len(gaps) - 1 or bool(gaps[-1].strip(" 。;、")))
        if _FROM.search(befores[-1]):
            left, right = "", _FROM.sub("", befores[-1]) + gap
        afters.append(left)
        befores.append(right)
    afters.append(gaps[-1] or _shared(sentence, index))
    units = [figure.base_unit for figure in clause.figures]
    subjects = [subject_of(*words) for words in zip(befores, afters, units, strict=True)]
    for at in range(1, len(subjects)):
        # 培训3次420人次: the second figure counts the same thing in another way.
        if not subjects[at] and not gaps[at].strip(" 、共") and units[at] != units[at - 1]:
            subjects[at] = subjects[at - 1]
    return subjects


def _shared(sentence: Sentence, index: int) -> str:
    """What `13县以及46个县直部门开通政务微博` says of both: it stands behind the second."""
    clause = sentence.clauses[index]
    if clause.sign != JOINED or trimmed(sentence.prose.undated[clause.start : clause.figures[-1].start]):
        return ""
    return predicate(sentence.undated(sentence.clauses[index + 1])) if index + 1 < len(sentence.clauses) else ""


def _joined_end(sentence: Sentence, index: int) -> int:
    """Where to end the quote: behind the next clause if that says what was done to both."""
    return sentence.clauses[index + 1].end if _shared(sentence, index) else sentence.clauses[index].end


def _is_no_fact(words: str) -> bool:
    return is_planned(words) or _LAST_YEAR.search(words) is not None


def _is_outdated(figure: NumberSpan, sentence: Sentence, clause: Clause) -> bool:
    """Whether a figure is what was before: the first of `由42家整合至12家`, or `去年的45件`."""
    before = sentence.prose.text[clause.start : figure.start]
    changed = _FROM.search(before) and any(
        other.start > figure.start and other.base_unit == figure.base_unit for other in clause.figures
    )
    return bool(changed or _BEFORE.search(before))


def _is_deadline(figure: NumberSpan, sentence: Sentence) -> bool:
    within = _DEADLINE.match(sentence.prose.text, figure.end) or figure.approximate == "以内"
    return figure.base_unit in _DURATIONS and bool(within)


# -- making a Quantity --------------------------------------------------------------------------------------------


def _quantity(document: Document, sentence: Sentence, figure: NumberSpan, counted: _Counted) -> Quantity:
    start, end = sentence.prose.paragraph.span(*counted.quoted)
    at, at_end = sentence.prose.paragraph.span(figure.start, figure.end)
    return Quantity(
        subject=counted.subject,
        value=figure.value,
        unit=figure.unit,
        exact=figure.exact,
        base_unit=figure.base_unit,
        start=start,
        end=end,
        at=at,
        at_end=at_end,
        context=counted.context,
        scope=_scope(sentence, counted.quoted, counted.context),
        approximate=figure.approximate,
        year=counted.year or _year(sentence, counted.quoted),
        page=document.page_at(at),
    )


def _denial(document: Document, sentence: Sentence, zero: Zero) -> Quantity:
    index = max((i for i, clause in enumerate(sentence.clauses) if clause.start <= zero.start), default=0)
    quoted = (sentence.lead_start(index), zero.end)
    start, end = sentence.prose.paragraph.span(*quoted)
    at, at_end = sentence.prose.paragraph.span(zero.at, zero.at_end)
    return Quantity(
        subject=zero.subject,
        value=Decimal(0),
        unit=zero.unit,
        exact=Decimal(0),
        base_unit=zero.unit,
        start=start,
        end=end,
        at=at,
        at_end=at_end,
        scope=_scope(sentence, quoted, ""),
        year=_year(sentence, quoted),
        page=document.page_at(at),
    )


def _words(document: Document, sentence: Sentence, above: Governor | None) -> str:
    if above is None:
        return ""
    start, end = sentence.prose.paragraph.span(above.start, above.end)
    return document.text[start:end]


def _heading(sections: Sequence[Section], sentence: Sentence) -> str:
    """The heading over the sentence, which governs an elliptical clause that nothing else does."""
    path = path_at(sections, sentence.prose.paragraph.offsets[sentence.start])
    return path[-1] if path else ""


def _scope(sentence: Sentence, quoted: Span, context: str) -> str | None:
    own = scope_in(sentence.prose.undated[quoted[0] : quoted[1]])
    if own or context:
        return own
    return opening_scope(sentence.prose.undated[sentence.start : quoted[0]])


def _year(sentence: Sentence, quoted: Span) -> int | None:
    """The year that the quoted clause names, else the one that its sentence does; None where it names two."""
    for start, end in (quoted, (sentence.start, quoted[0])):
        years = {
            int(match.group())
            for notation in sentence.prose.notations_in(start, end)
            if notation.kind == "date"
            for match in _YEAR.finditer(sentence.prose.text, notation.start, notation.end)
            if not _COMPARED.search(sentence.prose.text, max(0, notation.start - 2), notation.start)
        }
        if years:
            return years.pop() if len(years) == 1 else None
    return None
