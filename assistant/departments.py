"""Departments and offices in questions. A department is not its region: its figures are never the region's, nor the
other way round, so a department that is named has to be recognised even where the store holds none."""

from __future__ import annotations

import re
from functools import cache

from assistant.lexicon import lexicon
from assistant.model import Department

_SUFFIX = "委员会|厅|局|委|署|中心|总队|支队|大队"
_OFFICES = r"(?:人民)?政府办公[厅室]|(?<![电政])府办公?[室厅]?(?=\d|收|的|有|公)|管理委员会|管委会"
_KIND_EN = "department|dept|bureau|commission|office|committee|authority"
_LEVEL_EN = "provincial |municipal |county "
_OFFICE_EN = "general office|government office"
_GENERAL_OFFICE = re.compile(r"政府办公[厅室]|^府办|政府办")


@cache
def _named() -> re.Pattern[str]:
    fields = "|".join(sorted(lexicon().department_fields, key=len, reverse=True))
    return re.compile(rf"(?:[省市州县区]直?)?(?P<stem>(?:{fields})(?:{_SUFFIX})|{_OFFICES})")


@cache
def _named_en() -> re.Pattern[str]:
    fields = "|".join(sorted(map(re.escape, lexicon().department_fields_en), key=len, reverse=True))
    of = rf"(?:{_KIND_EN}) (?:of|for) (?P<after>{fields})"
    before = rf"(?P<before>{fields}) (?:{_KIND_EN})"
    return re.compile(rf"\b(?:{_LEVEL_EN})?(?:{of}|{before}|(?P<office>{_OFFICE_EN}))\b", re.IGNORECASE)


def departments_in(text: str) -> tuple[tuple[Department, tuple[int, int]], ...]:
    """The departments that `text` (plain) names, with their spans in it."""
    found = [(Department(match["stem"], match["stem"]), match.span("stem")) for match in _named().finditer(text)]
    for match in _named_en().finditer(text):
        field = match["after"] or match["before"]
        stem = lexicon().department_fields_en[field.lower()] if field else "政府办公室"
        found.append((Department(match.group(), stem), match.span()))
    return tuple(found)


def same_department(asked: Department, issuer_name: str) -> bool:
    """Whether `issuer_name` (a full name, 河北省科学技术厅) is the department asked for, by its full or short name."""
    if _GENERAL_OFFICE.search(asked.stem):
        return bool(re.search(r"政府办公[厅室]$", issuer_name))
    named = any(asked.stem in form for form in (issuer_name, *_short_forms(issuer_name)))
    return named or _field_of(asked.stem) in _issuer_fields(issuer_name)


def _field_of(stem: str) -> str:
    return re.sub(rf"(?:{_SUFFIX})$", "", stem)


@cache
def _issuer_fields(issuer_name: str) -> frozenset[str]:
    """The field of an issuer in its full and short words, the place and the kind of body taken away."""
    return frozenset(_field_of(form) for form in _short_forms(issuer_name))


@cache
def _short_forms(issuer_name: str) -> tuple[str, ...]:
    rest = re.sub(r"^.*?[省市州县区旗盟](?=.{2,})", "", issuer_name)
    forms = {rest, issuer_name}
    for full, shorts in lexicon().departments.items():
        if full in rest:
            forms |= {rest.replace(full, short) for short in shorts}
    return tuple(sorted(forms))
