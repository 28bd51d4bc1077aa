"""Every figure in a report's running text, with what it counts, the clause to quote and what governs that clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from index.clauses import Clause, Sentence, sentences_of
from index.contexts import Governor, elliptical_start, governor, respectively
from index.figures import NumberSpan
from index.model import Document, Quantity, Section
from index.paragraphs import Span, paragraphs
from index.subjects import divide, is_elliptical, scope_in, subject_of
from index.zeros import Zero, zeros

_YEAR = re.compile(r"(?:19|20)\d\d(?=\s?年|[-/.])")
_COMPARED = re.compile(r"(?:较|比|同|与)$")
# What is planned or prescribed is no figure of the year.
_NO_FACT = re.compile(
    r"力争|争取|应当|应在|应于|不得|必须|预计|目标|确保.{0,20}达"
    r"|拟(?:举办|开展|组织)|计划(?:举办|开展|组织|培训|公开)|将(?:举办|开展|组织)"
)
_LAST_YEAR = re.compile(r"^[\0\s]*(?:去年|上年度?|上一年度?|前年)(?!度?结转|转)")
_DURATIONS = ("个工作日", "工作日", "天", "小时", "个月", "分钟")
_DEADLINE = re.compile(r"\s?(?:之?内|以内)")


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
    for zero in zeros(sentence.prose.undated, sentence.start, sentence.end):
        yield _denial(document, sentence, zero)
    matched = respectively(sentence)
    for index, clause in enumerate(sentence.clauses):
        if not clause.figures or _is_no_fact(sentence.undated(clause)):
            continue
        for figure, subject in zip(clause.figures, _subjects(sentence, clause), strict=True):
            if _is_deadline(figure, sentence):
                continue
            pair = matched.get(figure.start)
            if pair is None:
                elliptical = is_elliptical(subject)
                start = (elliptical_start if elliptical else Sentence.lead_start)(sentence, index)
                above = governor(sentence, index, figure, elliptical)
                context = _words(document, sentence, above) or (_heading(document, sections, sentence) if elliptical else "")
                yield _quantity(document, sentence, figure, subject, (start, clause.end), context)
            elif pair.name is not None:
                yield _quantity(document, sentence, figure, pair.name, (pair.start, pair.end), "")


def _subjects(sentence: Sentence, clause: Clause) -> list[str]:
    """What each figure of the clause counts."""
    edges = [clause.start, *(edge for figure in clause.figures for edge in (figure.start, figure.end)), clause.end]
    gaps = [sentence.prose.undated[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    befores, afters = [gaps[0]], []
    for number, gap in enumerate(gaps[1:-1], start=2):
        left, right = divide(gap, followed=number < len(gaps) - 1 or bool(gaps[-1].strip(" 。;、")))
        afters.append(left)
        befores.append(right)
    return [subject_of(before, after) for before, after in zip(befores, [*afters, gaps[-1]], strict=True)]


def _is_no_fact(words: str) -> bool:
    return bool(_NO_FACT.search(words) or _LAST_YEAR.search(words))


def _is_deadline(figure: NumberSpan, sentence: Sentence) -> bool:
    within = _DEADLINE.match(sentence.prose.text, figure.end) or figure.approximate == "以内"
    return figure.base_unit in _DURATIONS and bool(within)


# -- making a Quantity --------------------------------------------------------------------------------------------


def _quantity(
    document: Document, sentence: Sentence, figure: NumberSpan, subject: str, quoted: Span, context: str
) -> Quantity:
    start, end = sentence.prose.paragraph.span(*quoted)
    at, at_end = sentence.prose.paragraph.span(figure.start, figure.end)
    return Quantity(
        subject=subject,
        value=figure.value,
        unit=figure.unit,
        exact=figure.exact,
        base_unit=figure.base_unit,
        start=start,
        end=end,
        at=at,
        at_end=at_end,
        context=context,
        scope=_scope(sentence, quoted, context),
        approximate=figure.approximate,
        year=_year(sentence, quoted),
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


def _heading(document: Document, sections: Sequence[Section], sentence: Sentence) -> str:
    """The heading over the sentence, which governs an elliptical clause that nothing else does."""
    place = sentence.prose.paragraph.offsets[sentence.start]
    inside = [section for section in sections if section.body <= place < section.end and section.path]
    return max(inside, key=lambda section: section.start).path[-1] if inside else ""


def _scope(sentence: Sentence, quoted: Span, context: str) -> str | None:
    own = scope_in(sentence.prose.undated[quoted[0] : quoted[1]])
    if own or context:
        return own
    return scope_in(sentence.prose.undated[sentence.start : quoted[0]])


def _year(sentence: Sentence, quoted: Span) -> int | None:
    """The year that the quoted clause names, else the one that its sentence does; None where it names two."""
    for start, end in (quoted, (sentence.start, quoted[0])):
        years = {
            int(match.group())
            for notation in sentence.prose.notations
            if notation.kind == "date" and start <= notation.start < end
            for match in _YEAR.finditer(sentence.prose.text, notation.start, notation.end)
            if not _COMPARED.search(sentence.prose.text, max(0, notation.start - 2), notation.start)
        }
        if years:
            return years.pop() if len(years) == 1 else None
    return None
