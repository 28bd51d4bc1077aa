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

from assistant.aliases import mask
from assistant.asked_alone import asked_in, blanked
from assistant.asked_together import each_counted, each_free, in_a_row, several_in
from assistant.beside import is_of_complaints, is_of_something_else
from assistant.columns import COLUMNS, all_columns, applicant_in, applicants
from assistant.lexicon import lexicon
from assistant.matching import said_otherwise
from assistant.model import Asked, Language, Term
from assistant.terms import denied_terms, left_over, terms_in
from index.model import Applicant
from index.ontology import ontology

# 有没有, 是不是 and the like ask; 没有按时办结 and 除了自然人以外 deny.
_NEGATED = re.compile(
    r"(?<![有无])没有?(?!有?问题)|(?<![是能会要对可])不(?!足|少|同)|未(?!来)|非(?=[\u3400-\u9fff])|除了?|以外|之外"
    r"|\bnot\b|n't\b|\bnever\b|\bwithout\b|\bexcept\b|\bexcluding\b|\bother than\b|\bnon-",
    re.I,
)
# So much for each of something, which no figure says and which is not computed.
_PER_HEAD = re.compile(r"人均|户均|每人平均")
_NEGATIVE = re.compile(r"不|未|无|没|逾期|\bnot\b|\bno\b|n't|\bfailed\b|\bnever\b|\bwithout\b|\bun\w+", re.I)


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
    text = blanked(text)
    columns, spans = _columns(text, language, several)
    if len(columns) > 1:
        return _of_columns(mask(text, spans), language, columns)
    applicant, spans = applicant_in(text, language)
    rest = mask(text, spans)
    counted = each_counted(whole, language)
    asked = counted or (several_in(rest, language, applicant) if several else ())
    asked = asked or asked_in(rest, language, applicant)
    asked = tuple(replace(one, sure=False) if is_of_something_else(one, whole) else one for one in asked)
    if not several and is_of_complaints(asked, whole):
        return Subject(asked=(), terms=tuple(terms_in(rest, language)))
    if not several and not counted:
        asked = in_a_row(rest, language, applicant, asked) or asked
    if several and not any(one.sure for one in asked):
        asked = each_free(whole, language) or asked
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
    row = asked_in(rest, language, columns[0]) or (
        Asked(("applications_received",), sure=not left_over(rest, frozenset(), language)),
    )
    asked = tuple(replace(one, applicant=column) for one in row for column in columns)
    return Subject(asked=asked, terms=tuple(terms_in(rest, language)))


def _idiom(text: str, language: Language) -> Asked | None:
    """The indicator that the question means in other words altogether (几个人在做信息公开), if it says nothing else."""
    for code, pattern in lexicon().idioms[language].items():
        match = pattern.search(text)
        if match and not left_over(blanked(text), frozenset(range(*match.span())), language):
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
