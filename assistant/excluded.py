"""What a question takes away from a whole: 除了自然人，其他申请人提了多少件; 不算当面申请有多少件; 去掉网站还有多少条.

The whole is the indicator that the rest of the question names, or else the one that the part belongs to; what is left
of it is computed, never looked for.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.aliases import mask
from assistant.columns import applicant_in, applicants, is_of_applications, legal_persons
from assistant.model import Asked, Language
from assistant.subject import Subject, subject
from index.ontology import ontology

_TAKEN = re.compile(
    r"(?:除[了去]?|不算上?|不含|不包[括含]|不计|去掉|去除|扣除|减去|刨[去除]|剔除|排除|抛开)"
    r"(?P<what>[^,，。？?\0]{2,24}?)"
    r"(?:(?:的|这些?)?(?:以外|之外|外)|之?后|的话|(?=[,，\0])|(?=[还共]?有|一共|总共|其[他它余]|剩)|(?=的?呢))[,，]?"
)
# What is left, which names nothing of its own.
_REST = re.compile(
    r"(?:其[他它余]|别的|剩下|剩余|余下)(?:所有|各[类种])?的?(?:申请人|申请主体|主体|方式|渠道|途径|平台|类型|情形|原因|理由|类|的)?"
    r"|(?:还)?(?:剩下?|有)(?=多少|几)"
)
_JOINED = re.compile(r"以及|[和与、]|(?<!涉)及")


def without(text: str, language: Language) -> Subject | None:
    """The whole that `text` asks for, and then each part that it takes away; None where it takes nothing away, or
    something that is no part of a whole. `text` is in plain form, its places and years masked."""
    found = _TAKEN.search(text) if language == "zh" else None
    if found is None:
        return _but_persons(text, language)
    rest = _REST.sub(lambda one: "\0" * len(one.group()), mask(text, [found.span()]))
    named = subject(rest, language)
    if len(named.asked) > 1 or (named.asked and not named.asked[0].sure):
        return None
    whole = named.asked[0] if named.asked else None
    if whole is None and named.terms and not all(term.weak or term.words[0] == "申请" for term in named.terms):
        return None
    parts = _parts(found["what"], rest, language, whole)
    if not parts:
        return None
    above = _whole_of(parts, whole)
    return Subject((above, *parts), named.terms) if above is not None else None


def _but_persons(text: str, language: Language) -> Subject | None:
    """The row of the applications table that `text` asks for of all legal persons and other organisations, a head over
    five columns without a figure of its own: the row less its natural persons."""
    group = legal_persons(text, language)
    if group is None or applicants(mask(text, [group]), language):
        return None
    named = subject(f"{mask(text, [group])}\0申请" if language == "zh" else mask(text, [group]), language)
    row = named.asked[0] if len(named.asked) == 1 else None
    if row is None or not row.sure or row.applicant or not all(is_of_applications(code) for code in row.codes):
        return None
    return Subject((row, replace(row, applicant="natural_person")), named.terms)


def _parts(what: str, rest: str, language: Language, whole: Asked | None) -> tuple[Asked, ...]:
    """What is taken away: columns of the row asked for, or indicators."""
    columns = applicants(f"{what} 申请", language)
    if columns:
        left = mask(what, [span for _, span in columns])
        row = whole or Asked(("applications_received",))
        plain = not applicant_in(rest, language)[0] and not _words(left)
        return tuple(replace(row, applicant=column) for column, _ in columns) if plain else ()
    found: list[Asked] = []
    for one in _JOINED.split(what):
        asked = subject(one, language).asked or subject(f"{one}\0{rest}", language).asked
        if len(asked) != 1 or not asked[0].sure:
            asked = subject(f"{one}申请", language).asked
        if len(asked) != 1 or not asked[0].sure:
            return ()
        found.append(asked[0])
    return tuple(found)


def _words(text: str) -> str:
    return re.sub(r"[\0\s的和与及、]|申请人?|提[出交]?", "", text)


def _whole_of(parts: tuple[Asked, ...], whole: Asked | None) -> Asked | None:
    """The indicator that all of `parts` are parts of: `whole` if the question names it, else what is right above."""
    if all(part.applicant for part in parts):
        return replace(parts[0], applicant=None)
    terms = ontology().terms
    if whole is not None:
        inside = all(any(terms[code].parent in whole.codes for code in part.codes) for part in parts)
        return whole if inside and not whole.applicant else None
    above = {tuple(dict.fromkeys(terms[code].parent for code in part.codes)) for part in parts}
    codes = above.pop() if len(above) == 1 else (None,)
    known = tuple(code for code in codes if code is not None)
    return Asked(known, words=parts[0].words) if len(known) == len(codes) else None
