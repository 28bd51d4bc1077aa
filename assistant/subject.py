"""What a question asks about: indicators of the ontology by their names and aliases, and the words left over.

Every content word of a question has to be accounted for. The words of places, years and operations are masked first;
the indicator is the one whose alias covers most of what is left; whatever content then remains narrows the question to
something the indicator does not say (网上审批 beside 办结), so the indicator is not `sure` and a free figure has to
hold all the words instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.aliases import MASK, OF_DISCLOSURE, mask
from assistant.beside import is_of_something_else
from assistant.columns import (
    ANYBODY,
    COLUMNS,
    TOTAL_ROW,
    all_columns,
    applicant_in,
    applicant_named,
    applicants,
    is_of_applications,
)
from assistant.disclosure_rows import in_row_named
from assistant.lexicon import lexicon
from assistant.matching import (
    APPLICATION_CODES,
    APPLIED,
    HAN,
    Match,
    again,
    by_form,
    matches_en,
    matches_zh,
    root_of,
    said_otherwise,
    weights_of,
    with_wholes,
    without_wholes,
)
from assistant.measures import fits, measure_of
from assistant.model import Asked, Language, Term
from assistant.terms import content_zh, denied_terms, left_over, terms_in
from index.model import Applicant
from index.ontology import ontology

_LEAST_HAN = 4
_COUNTING = re.compile(
    r"(?:有)?(?:多少|几)(?:万|亿)?(?:个工作日|[通个件条篇家处台块份项类种元钱名位户天封册本部套批起宗所座辆回])?"
    r"|(?<=数)(?:是|为|有)|(?<=[数总]量)(?:是|为|有)"
    r"|^\s*(?:那么?|and|what about|how about)(?=\W|[\u3400-\u9fff])|呢[？?]?\s*$|几成|有?多高|有?多大"
    r"|哪(?:一)?[个种类条](?=(?:申请|公开|发布)?的?(?:渠道|方式|途径))"
    r"|[比较同与](?:上|去)一?年(?!度?结转|项目)度?(?:同期)?(?:相比)?|(?<=的)[多少](?=多少|几)"
    r"|'s\b|\bhow (?:many|much)\b|\b(?i:broken|break|breaking) down\b|\b(?i:breakdown) of\b|\bput out\b"
    r"|\b(?:by|per|each|every) (?:channel|category|type|kind|way|method|means|source)s?\b"
)
# 有没有, 是不是 and the like ask; 没有按时办结 and 除了自然人以外 deny.
_NEGATED = re.compile(
    r"(?<![有无])没有?(?!有?问题)|(?<![是能会要对可])不(?!足|少|同)|未(?!来)|非(?=[\u3400-\u9fff])|除了?|以外|之外"
    r"|\bnot\b|n't\b|\bnever\b|\bwithout\b|\bexcept\b|\bexcluding\b|\bother than\b|\bnon-",
    re.I,
)
# So much for each of something, which no figure says and which is not computed.
_PER_HEAD = re.compile(r"人均|户均|每人平均")
_NEGATIVE = re.compile(r"不|未|无|没|逾期|\bnot\b|\bno\b|n't|\bfailed\b|\bnever\b|\bwithout\b|\bun\w+", re.I)
# Where nothing was applied for, what is being done with a thing is a state of it and no mere verb.
_OWN_MATTER = re.compile(r"申请|公开|复议|诉讼")
_VERB_COUNTED = re.compile(r"^[\u3400-\u9fff]{1,3}了?((?:多少|几)[\u3400-\u9fff]+)")
_OUTCOMES = frozenset({"受理", "办理", "办结", "答复", "回复", "采纳", "完成", "审结", "解决", "成交", "回应"})
_STATES = frozenset({"办理", "处理", "审理", "答复"})
_PARTS = re.compile(r"[,，、；;]|\band\b", re.I)
_COUNTS = re.compile(r"多少|几(?!乎)|\bhow (?:many|much)\b", re.I)
_SHARED = {"zh": re.compile("申请"), "en": re.compile(r"\b(?:applications|requests)\b", re.I)}
_CONNECTIVE = re.compile(
    r"比(?![例重率])|和|与|、|占|跟|及|还是|(?<=[\u3400-\u9fff])[+]|加上"
    r"|\bthan\b|\band\b|\bor\b|\bversus\b|\bvs\b|\bout of\b|\bof\b|,",
    re.I,
)
# What applicants of a kind do is the row of what was received (how many did natural persons apply).
_APPLIED = re.compile(r"\bappl(?:y|ies|ied)(?: for)?\b", re.I)
# What is received and counted and not named is applications (2017年收到几件).
_RECEIVED = re.compile(r"收到|受理|接到|收了")
# What is made public and counted and not named is information (2018公开多少条); a channel's messages are sent out.
_PUBLISHED = re.compile(r"(?<![不予])公开(?=了|过|得|的|最|\0|$)")


@dataclass(frozen=True, slots=True)
class Subject:
    """The indicators asked for, the words that a free figure must hold, and the indicator's own words left out."""

    asked: tuple[Asked, ...]
    terms: tuple[Term, ...]


def subject(text: str, language: Language, several: bool = False, counts_none: bool = False) -> Subject:
    """Read the subject of `text`, a question in plain form whose places and years are masked. `several` says that the
    question may set indicators beside each other (网络申请比信函申请, 微信占主动公开总数), `counts_none` that it counts
    those who have none (有几个地方没有收到申请); a negation anywhere else (没有按时办结的) asks for something that no
    indicator says."""
    whole = text
    idiom = _idiom(text, language)
    if idiom is not None:
        return Subject(asked=(idiom,), terms=())
    text = _blanked(text)
    columns, spans = _columns(text, language, several)
    if len(columns) > 1:
        return _of_columns(mask(text, spans), language, columns)
    applicant, spans = applicant_in(text, language)
    rest = mask(text, spans)
    counted = _each_counted(whole, language)
    asked = counted or (_several(rest, language, applicant) if several else ())
    asked = asked or _asked(rest, language, applicant)
    asked = tuple(replace(one, sure=False) if is_of_something_else(one, whole) else one for one in asked)
    if not several and not counted:
        asked = _in_a_row(rest, language, applicant, asked) or asked
    if several and not any(one.sure for one in asked):
        asked = _each_free(whole, language) or asked
    if _PER_HEAD.search(whole):
        return Subject(asked=tuple(replace(one, sure=False) for one in asked), terms=())
    if not counts_none and _denied(whole, rest, asked, language):
        # No figure says what is left when something is taken away, and of what is denied only one that denies it too.
        terms = denied_terms(rest if not asked else text) if language == "zh" else ()
        return Subject(asked=() if terms else tuple(replace(one, sure=False) for one in asked), terms=terms)
    return Subject(asked=asked, terms=tuple(terms_in(rest if not asked else text, language)))


def _columns(text: str, language: Language, several: bool) -> tuple[list[Applicant], list[tuple[int, int]]]:
    """The applicant columns that the question sets beside each other, and where it names them."""
    everyone = all_columns(text, language)
    if everyone:
        return list(COLUMNS), everyone
    named = applicants(text, language) if several or language == "zh" else []
    return [column for column, _ in named], [span for _, span in named]


def _of_columns(rest: str, language: Language, columns: Sequence[Applicant]) -> Subject:
    """One row of the applications table, those received unless `rest` names another, for each of `columns`."""
    row = _asked(rest, language, columns[0]) or (
        Asked(("applications_received",), sure=not left_over(rest, frozenset(), language)),
    )
    asked = tuple(replace(one, applicant=column) for one in row for column in columns)
    return Subject(asked=asked, terms=tuple(terms_in(rest, language)))


def _idiom(text: str, language: Language) -> Asked | None:
    """The indicator that the question means in other words altogether (几个人在做信息公开), if it says nothing else."""
    for code, pattern in lexicon().idioms[language].items():
        match = pattern.search(text)
        if match and not left_over(_blanked(text), frozenset(range(*match.span())), language):
            return Asked(codes=(code,), words=match.group(), measure=ontology().terms[code].unit)
    return None


def _denied(whole: str, rest: str, asked: Sequence[Asked], language: Language) -> bool:
    """Whether the question denies something that the names of what it asks for do not deny themselves."""
    negative = [one for one in asked if _says_no(one)]
    if negative:
        return language == "zh" and not any(one.sure for one in negative)
    codes = [code for one in asked if one.codes for code in one.codes]
    named = said_otherwise(rest, codes, language)
    return any(named.isdisjoint(range(*match.span())) for match in _NEGATED.finditer(whole))


def _says_no(asked: Asked) -> bool:
    """Whether the words that name the indicator are themselves negative (不予公开, 不掌握, not held)."""
    return bool(_NEGATIVE.search(asked.words))


def _blanked(text: str) -> str:
    """`text` without the words that only count and without the name of the field itself."""
    for pattern in (_COUNTING, OF_DISCLOSURE, ANYBODY):
        text = pattern.sub(lambda match: MASK * len(match.group()), text)
    return text


def _each_counted(text: str, language: Language) -> tuple[Asked, ...]:
    """What each part of a question asks that counts several things (办了几期、培训了多少人); empty for others.

    A part that names only an applicant column asks for the row that the question names. A part that names no indicator
    asks for a free figure of its own words.
    """
    counted = _counted_parts(text, language)
    if len(counted) < 2:
        return ()
    row = next((one for one in _asked(_blanked(text), language, None) if is_of_applications(one.codes[0])), None)
    found: list[Asked] = []
    carried: tuple[Term, ...] = ()
    for part in counted:
        blanked = _blanked(part)
        column = applicant_named(blanked, language) if row is not None else None
        applicant, spans = applicant_in(blanked, language)
        own = _asked(mask(blanked, spans), language, applicant)
        if not (own and own[0].sure) and found and found[0].codes:
            own = _part_of(f"{_blanked(counted[0])} {mask(blanked, spans)}", language, found[0]) or own
        terms, measure = tuple(terms_in(blanked, language)), measure_of(part)
        leans = bool(carried) and not found[0].sure and language == "zh" and not _OWN_MATTER.search(part)
        if own and own[0].sure and not leans:
            found.append(replace(own[0], measure=measure))
        elif column is not None and row is not None:
            found.append(replace(row, applicant=column, sure=True, measure=measure))
        elif not any(len(term.words[0]) > 1 for term in terms) and found and found[0].sure and language == "zh":
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
    named = [one for one in _asked(text, "zh", None) if one.sure]
    fitting = [
        one for one in named if measure and all(fits(measure, ontology().terms[code].unit) for code in one.codes)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _part_of(text: str, language: Language, whole: Asked) -> tuple[Asked, ...]:
    """What `text`, the first part of a question and a later one, asks of the parts of `whole` (复议几件，维持几件)."""
    asked = _asked(text, language, whole.applicant)
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


def _each_free(text: str, language: Language) -> tuple[Asked, ...]:
    """A free figure for each part of a comparison (农业信息和教育信息一共多少条); empty where a part has no words."""
    parts = [_blanked(part) for part in _CONNECTIVE.split(text) if part.strip(MASK + " ")]
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


def _in_forms_words(text: str) -> bool:
    """Whether an English question has the form's own words (petition-type (信访举报投诉类) applications), which say for
    sure what is meant: several characters, or fewer with no other content beside them (how many 申请 were received)."""
    chinese = len(HAN.findall(text))
    if chinese >= _LEAST_HAN:
        return True
    english = HAN.sub(MASK, text)
    return chinese > 1 and not left_over(english, frozenset(), "en")


def _asked(text: str, language: Language, applicant: Applicant | None) -> tuple[Asked, ...]:
    if language == "en" and _in_forms_words(text):
        said = "".join(char if HAN.match(char) else MASK for char in text)
        own = _asked(said, "zh", applicant)
        if own and own[0].sure:
            return own
    matches = list(matches_zh(text) if language == "zh" else matches_en(text))
    if applicant is not None:
        matches = [match for match in matches if match.code in APPLICATION_CODES]
        if not matches and re.search(r"提|filed|submit|from|by", text):
            matches = [Match("applications_received", frozenset())]
        applied = _APPLIED.search(text)
        if not matches and applied:
            matches = [Match("applications_received", frozenset(range(*applied.span())))]
        total = TOTAL_ROW.search(text)
        if not matches and total:
            matches = [Match("handled_total", frozenset(range(*total.span())))]
    bare = _RECEIVED.search(text)
    if not matches and bare and language == "zh" and not any(not term.weak for term in terms_in(text, language)):
        matches = [Match("applications_received", frozenset(range(*bare.span())))]
    published = _PUBLISHED.search(text)
    if not matches and published and language == "zh" and not any(not term.weak for term in terms_in(text, language)):
        matches = [Match("proactive_total", frozenset(range(*published.span())))]
    if not matches:
        return ()
    matches = with_wholes(matches)
    weights = weights_of(text)
    scores = [round(sum(weights[index] for index in match.covered), 3) for match in matches]
    top = without_wholes([match for match, score in zip(matches, scores, strict=True) if score == max(scores)])
    codes = tuple(dict.fromkeys(match.code for match in top))
    covered = again(text, frozenset().union(*(match.covered for match in top)))
    left = left_over(text, covered | said_otherwise(text, codes, language), language)
    if not any(root_of(code) in APPLIED for code in codes):
        rest = "".join(MASK if index in covered else char for index, char in enumerate(text))
        left += [word for word in content_zh(rest) if word in _STATES]
    said = " ".join("".join(char if index in covered else " " for index, char in enumerate(text)).split())
    return tuple(Asked(codes=group, applicant=applicant, sure=not left, words=said) for group in by_form(codes))


def _in_a_row(
    text: str, language: Language, applicant: Applicant | None, asked: tuple[Asked, ...]
) -> tuple[Asked, ...]:
    """The indicators that a question names one after the other (reading points, staff and funding); none where
    `asked`, what the words name together (on Weibo and WeChat), is not among them."""
    sure = [one for one in asked if one.sure]
    parts = [part.lower() for part in _CONNECTIVE.split(text)]
    each = _several(text, language, applicant) if language == "zh" else ()
    if len(each) == len([part for part in parts if part.strip(MASK + " ")]) > 1:
        return each
    if len(sure) == 1 and sum(any(word in part for word in sure[0].words.lower().split()) for part in parts) != 1:
        return ()
    found = _several(text, language, applicant)
    named = {code for one in sure for code in one.codes}
    return found if named <= {code for one in found for code in one.codes} else ()


def _several(text: str, language: Language, applicant: Applicant | None) -> tuple[Asked, ...]:
    """One indicator for each part of a comparison, where every part but the last names one for sure."""
    parts = [part for part in _CONNECTIVE.split(text) if part.strip(MASK + " ")]
    found = [asked for part in parts for asked in _asked_by_part(part, text, language, applicant)]
    distinct = list({asked.codes: asked for asked in found}.values())
    if len(distinct) < 2 or not all(asked.sure for asked in distinct):
        return ()
    # Parts that share their last word (当面、传真、网络申请) name more when they are read together.
    whole = _asked(text, language, applicant)
    return whole if len(whole) > len(distinct) and all(asked.sure for asked in whole) else tuple(distinct)


def _asked_by_part(part: str, text: str, language: Language, applicant: Applicant | None) -> tuple[Asked, ...]:
    """What a part of a question asks, with the applications that another part names where it leaves them out (made
    online or by letter)."""
    own = _asked(part, language, applicant)
    if not (own and own[0].sure) and language == "zh" and (inside := _row_inside(part, text, applicant)):
        return (inside,)
    if not (own and own[0].sure and _in_disclosure(own[0])) and language == "zh" and (row := _row_beside(part, text)):
        return (row,)
    shared = _SHARED[language].search(text)
    if (own and own[0].sure) or shared is None or shared.group() in part:
        return own
    whole = _asked(f"{part} {shared.group()}", language, applicant)
    return whole if whole and whole[0].sure and whole[0].codes != ("applications_received",) else own


def _in_disclosure(asked: Asked) -> bool:
    return any(code in columns.values() for columns in ontology().disclosure.values() for code in asked.codes)


def _row_beside(part: str, text: str) -> Asked | None:
    """The row that `part` names alone, in the column that another part of `text` names (规章和规范性文件废止各几件)."""
    for other in _CONNECTIVE.split(text):
        asked = _asked(other, "zh", None) if other != part else ()
        code = in_row_named(part, asked[0].codes[0]) if asked and asked[0].sure else None
        if code is not None:
            return Asked((code,), words=part.strip(MASK + " "))
    return None


def _row_inside(part: str, text: str, applicant: Applicant | None) -> Asked | None:
    """The one row whose label holds the words of `part`, of the group that another part of `text` names (信访占不予处理
    多少): by the label of its own it would be another thing (信访)."""
    words = content_zh(part)
    for other in _CONNECTIVE.split(text):
        whole = _asked(other, "zh", applicant) if other != part else ()
        if not words or not (whole and whole[0].sure):
            continue
        terms = ontology().terms
        rows = [row for code in whole[0].codes for row in ontology().children(code)]
        held = [row for row in rows if all(word in terms[row].zh.rpartition("：")[2] for word in words)]
        if len(held) == 1:
            return Asked((held[0],), applicant, words=part.strip(MASK + " "))
    return None
