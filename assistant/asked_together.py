"""Several things that a question asks together: counted in turn, set beside each other, named one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.aliases import MASK, mask
from assistant.asked_alone import asked_in, blanked
from assistant.columns import applicant_in, applicant_named, is_of_applications
from assistant.disclosure_rows import in_row_named
from assistant.measures import fits, measure_of
from assistant.model import Asked, Language, Term
from assistant.terms import content_zh, terms_in
from index.model import Applicant
from index.ontology import ontology

# Where nothing was applied for, what is being done with a thing is a state of it and no mere verb.
_OWN_MATTER = re.compile(r"申请|公开|复议|诉讼")
_VERB_COUNTED = re.compile(r"^[\u3400-\u9fff]{1,3}了?((?:多少|几)[\u3400-\u9fff]+)")
_OUTCOMES = frozenset({"受理", "办理", "办结", "答复", "回复", "采纳", "完成", "审结", "解决", "成交", "回应"})
_PARTS = re.compile(r"[,，、；;]|\band\b", re.I)
_COUNTS = re.compile(r"多少|几(?!乎)|\bhow (?:many|much)\b", re.I)
_SHARED = {"zh": re.compile("申请"), "en": re.compile(r"\b(?:applications|requests)\b", re.I)}
_CONNECTIVE = re.compile(
    r"比(?![例重率])|和|与|、|占|跟|及|还是|(?<=[\u3400-\u9fff])[+]|加上|是(?=[^,，。？?]{2,16}的\0*(?:几|多少)?倍)"
    r"|\bthan\b|\band\b|\bor\b|\bversus\b|\bvs\b|\bout of\b|\bof\b|,",
    re.I,
)


def each_counted(text: str, language: Language) -> tuple[Asked, ...]:
    """What each part of a question asks that counts several things (办了几期、培训了多少人); empty for others.

    A part that names only an applicant column asks for the row that the question names. A part that names no indicator
    asks for a free figure of its own words.
    """
    counted = _counted_parts(text, language)
    if len(counted) < 2:
        return ()
    row = next((one for one in asked_in(blanked(text), language, None) if is_of_applications(one.codes[0])), None)
    found: list[Asked] = []
    carried: tuple[Term, ...] = ()
    for part in counted:
        plain = blanked(part)
        column = applicant_named(plain, language) if row is not None else None
        applicant, spans = applicant_in(plain, language)
        own = asked_in(mask(plain, spans), language, applicant)
        if not (own and own[0].sure) and found and found[0].codes:
            own = _part_of(f"{blanked(counted[0])} {mask(plain, spans)}", language, found[0]) or own
        terms, measure = tuple(terms_in(plain, language)), measure_of(part)
        leans = bool(carried) and not found[0].sure and language == "zh" and not _OWN_MATTER.search(part)
        if own and own[0].sure and not leans:
            found.append(replace(own[0], measure=measure))
        elif column is not None and row is not None:
            found.append(replace(row, applicant=column, sure=True, measure=measure))
        elif (
            not any(len(term.words[0]) > 1 and not term.weak for term in terms)
            and found
            and found[0].sure
            and language == "zh"
        ):
            # 培训几场、多少人: the second part counts the first one's thing in another way.
            other = _counted_in(f"{found[0].words}{MASK}{part}", measure)
            if other is not None:
                found.append(replace(other, measure=measure, terms=carried))
                continue
            found.append(replace(found[0], measure=measure, terms=carried))
        else:
            words = part.strip(MASK + " ")
            found.append(Asked((), sure=False, words=words, measure=measure, terms=_joined(carried, terms)))
        carried = _joined(carried, terms) if language == "zh" else ()
    return tuple(found)


def _counted_in(text: str, measure: str | None) -> Asked | None:
    """What `text` asks that is counted in `measure` (培训班 and 多少人: those trained)."""
    named = [one for one in asked_in(text, "zh", None) if one.sure]
    fitting = [
        one for one in named if measure and all(fits(measure, ontology().terms[code].unit) for code in one.codes)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _part_of(text: str, language: Language, whole: Asked) -> tuple[Asked, ...]:
    """What `text`, the first part of a question and a later one, asks of the parts of `whole` (复议几件，维持几件)."""
    asked = asked_in(text, language, whole.applicant)
    inside = {child for code in whole.codes for child in ontology().children(code)}
    return asked if asked and asked[0].sure and inside.issuperset(asked[0].codes) else ()


def _counted_parts(text: str, language: Language) -> list[str]:
    """The parts of a question that count. A verb before 、 counts what the next one does (进场、成交了多少项目)."""
    parts = [part for part in _PARTS.split(text) if part.strip(MASK + " ")]
    found = []
    for part, after in zip(parts, [*parts[1:], ""], strict=False):
        if _COUNTS.search(part):
            found.append(part)
        elif language == "zh" and (shared := _VERB_COUNTED.match(after)) and f"{part}、{after}" in text:
            found.append(part + shared[1])
    return found


def _joined(one: Sequence[Term], other: Sequence[Term]) -> tuple[Term, ...]:
    return tuple({term.words[0]: term for term in (*one, *other)}.values())


def each_free(text: str, language: Language) -> tuple[Asked, ...]:
    """A free figure for each part of a comparison (农业信息和教育信息一共多少条); empty where a part has no words."""
    parts = [blanked(part) for part in _CONNECTIVE.split(text) if part.strip(MASK + " ")]
    terms = [tuple(terms_in(part, language)) for part in parts]
    if language == "zh" and terms:
        terms = [terms[0], *(_of_the_same(terms[0], one) for one in terms[1:])]
    if len(parts) < 2 or not all(any(not term.weak for term in one) for one in terms):
        return ()
    measure = None if measure_of(text) == "%" else measure_of(text)
    return tuple(
        Asked((), sure=False, words=part.strip(MASK + " "), measure=measure, terms=one)
        for part, one in zip(parts, terms, strict=True)
    )


def _of_the_same(first: tuple[Term, ...], later: tuple[Term, ...]) -> tuple[Term, ...]:
    """The words of a later part, with those of the first where it says only what came of that (网上受理和办结)."""
    said = [term.words[0] for term in later if not term.weak]
    if not said or not _OUTCOMES.issuperset(said):
        return later
    return _joined([term for term in first if not term.weak and term.words[0] not in _OUTCOMES], later)


def in_a_row(text: str, language: Language, applicant: Applicant | None, asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """The indicators that a question names one after the other (reading points, staff and funding); none where
    `asked`, what the words name together (on Weibo and WeChat), is not among them."""
    sure = [one for one in asked if one.sure]
    parts = [part.lower() for part in _CONNECTIVE.split(text)]
    each = several_in(text, language, applicant) if language == "zh" else ()
    if len(each) == len([part for part in parts if part.strip(MASK + " ")]) > 1:
        return each
    if len(sure) == 1 and sum(any(word in part for word in sure[0].words.lower().split()) for part in parts) != 1:
        return ()
    found = several_in(text, language, applicant)
    named = {code for one in sure for code in one.codes}
    return found if named <= {code for one in found for code in one.codes} else ()


def several_in(text: str, language: Language, applicant: Applicant | None) -> tuple[Asked, ...]:
    """One indicator for each part of a comparison, where every part but the last names one for sure."""
    parts = [part for part in _CONNECTIVE.split(text) if part.strip(MASK + " ")]
    found = [asked for part in parts for asked in _asked_by_part(part, text, language, applicant)]
    distinct = list({asked.codes: asked for asked in found}.values())
    if len(distinct) < 2 or not all(asked.sure for asked in distinct):
        return ()
    # Parts that share their last word (当面、传真、网络申请) name more when they are read together.
    whole = asked_in(text, language, applicant)
    return whole if len(whole) > len(distinct) and all(asked.sure for asked in whole) else tuple(distinct)


def _asked_by_part(part: str, text: str, language: Language, applicant: Applicant | None) -> tuple[Asked, ...]:
    """What a part of a question asks, with the applications that another part names where it leaves them out (made
    online or by letter)."""
    own = asked_in(part, language, applicant)
    if not (own and own[0].sure) and language == "zh" and (inside := _row_inside(part, text, applicant)):
        return (inside,)
    if not (own and own[0].sure and _in_disclosure(own[0])) and language == "zh" and (row := _row_beside(part, text)):
        return (row,)
    shared = _SHARED[language].search(text)
    if (own and own[0].sure) or shared is None or shared.group() in part:
        return own
    whole = asked_in(f"{part} {shared.group()}", language, applicant)
    return whole if whole and whole[0].sure and whole[0].codes != ("applications_received",) else own


def _in_disclosure(asked: Asked) -> bool:
    return any(code in columns.values() for columns in ontology().disclosure.values() for code in asked.codes)


def _row_beside(part: str, text: str) -> Asked | None:
    """The row that `part` names alone, in the column that another part of `text` names (规章和规范性文件废止各几件)."""
    for other in _CONNECTIVE.split(text):
        asked = asked_in(other, "zh", None) if other != part else ()
        code = in_row_named(part, asked[0].codes[0]) if asked and asked[0].sure else None
        if code is not None:
            return Asked((code,), words=part.strip(MASK + " "))
    return None


def _row_inside(part: str, text: str, applicant: Applicant | None) -> Asked | None:
    """The one row whose label holds the words of `part`, of the group that another part of `text` names (信访占不予处理
    多少): by the label of its own it would be another thing (信访)."""
    words = content_zh(part)
    for other in _CONNECTIVE.split(text):
        whole = asked_in(other, "zh", applicant) if other != part else ()
        if not words or not (whole and whole[0].sure):
            continue
        terms = ontology().terms
        rows = [row for code in whole[0].codes for row in ontology().children(code)]
        held = [row for row in rows if all(word in terms[row].zh.rpartition("：")[2] for word in words)]
        if len(held) == 1:
            return Asked((held[0],), applicant, words=part.strip(MASK + " "))
    return None
