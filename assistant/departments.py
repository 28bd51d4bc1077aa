"""Departments and offices in questions. A department is not its region: its figures are never the region's, nor the
other way round, so a department that is named has to be recognised even where the store holds none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from assistant.bodies import ZONE_WORDS, abbreviations, fits_zone, is_zone, short
from assistant.lexicon import lexicon
from assistant.model import Department

_SUFFIX = "委员会|厅|局|委|署|中心|总队|支队|大队"
_OFFICES = r"(?:人民)?政府办公[厅室]|(?<![电政])府办公?[室厅]?(?=\d|收|的|有|公)|管理委员会|管委会"
# What commissions are called in two characters, and bodies that need no field.
_SHORT = (
    r"(?<!市场)[教科建农交商]委(?!员|托|派|会)|卫计委|经信委|规自委|国资委|公积金(?:管理)?中心|证监会|银保监会|海关(?!总署)"
    r"|税务总局|国务院办公厅|(?:国家|中国)[\u4e00-\u9fff]{2,12}?(?:总局|局|委员会|委(?!员|托|派)|署|监会)"
)
_KIND_EN = "department|dept|bureau|commission|office|committee|authority|ministry|administration"
# Bodies whose English names are built otherwise, each with what it is called.
_OTHERWISE_EN = {
    "tax service": "税务",
    "market regulator": "市场监督管理",
    "s&t": "科学技术",
    "people s bank": "中国人民银行",
    "people   bank": "中国人民银行",
}
_LEVEL_EN = "provincial |municipal |county |district |state |national |general |china "
_NATIONAL_EN = re.compile(r"(?:state|national|general|china) (?!office)|ministry |.* of china$|.*state council", re.I)
NATIONAL = "国"
_LEVELS_EN = {"provincial ": "省", "municipal ": "市", "county ": "县", "district ": "区"}
_NATIONAL = re.compile(r"^(?:国家|中国|国务院)|(?:部|总局|总署)$|^(?:证监会|银保监会)$")
_OFFICE_EN = r"(?:state council )?general office(?: of the state council)?|government office"
_GOVERNMENT_EN = r"(?:people {1,3})?government "
_ZONES_EN = (
    (re.compile(r"economic(?: (?:and|&) technolog(?:y|ical))? (?:development )?(?:zone|area)", re.I), "经开区"),
    (re.compile(r"high[- ]?tech(?:nology)?(?: industrial)?(?: development)? (?:zone|area|park)", re.I), "高新区"),
    (re.compile(r"industrial (?:park|zone)", re.I), "园区"),
    (re.compile(r"development (?:zone|area)", re.I), "开发区"),
    (re.compile(r"(?:comprehensive )?bonded (?:zone|area)", re.I), "综保区"),
    (re.compile(r"scenic (?:area|spot|zone)", re.I), "风景区"),
    (re.compile(r"(?:pilot )?free trade zone", re.I), "自贸区"),
    (re.compile(r"new (?:area|district)", re.I), "新区"),
    (re.compile(r"customs(?: district)?", re.I), "海关"),
)
_GENERAL_OFFICE = re.compile(r"政府办公[厅室]|^府办|政府办")


@cache
def _named() -> re.Pattern[str]:
    fields = "|".join(sorted(lexicon().department_fields, key=len, reverse=True))
    bodies = rf"(?:{fields})(?:{_SUFFIX}|部(?![门分署队级委]))|{_OFFICES}|{_SHORT}"
    zones = rf"(?:{ZONE_WORDS})(?:管理委员会|管委会)?"
    return re.compile(rf"(?P<level>[省市县区州])?直?(?P<stem>{bodies}|{zones})")


@cache
def _named_en() -> re.Pattern[str]:
    fields = "|".join(sorted(map(re.escape, lexicon().department_fields_en), key=len, reverse=True))
    of = rf"(?:{_KIND_EN}) (?:of|for) (?P<after>{fields})"
    before = rf"(?P<before>{fields}) (?:{_KIND_EN})"
    other = rf"(?P<other>{'|'.join(_OTHERWISE_EN)})"
    named = rf"{of}|{before}|{other}|(?P<office>{_OFFICE_EN})"
    above = r"(?: of (?:the people {1,3}republic of )?china|, state taxation administration)?"
    return re.compile(rf"\b(?P<level>{_LEVEL_EN})?(?:{_GOVERNMENT_EN})?(?:{named})\b{above}", re.IGNORECASE)


# What only a body does or has, right behind a field that stands for its body (南通公安2021年收到多少申请).
_DOES = (
    r"(?=(?:在|于)?(?:(?:20|[〇零一二三四五六七八九]{2})?[\d〇零一二三四五六七八九]{2}年?度?|[去今前上]年)?(?:全年|一?共|总共|累计|新)*"
    r"(?:收到|受理|接到|收了|主动公开|依申请|(?:的|那份)*(?:年报|年度报告|报告)))"
)
_DOES_EN = r"(?= (?:receive|received|get|got|process|processed|handle|handled)\b)"
_SCHOOL, _SCHOOL_SHORT = r"[\u4e00-\u9fff]{0,6}?(?:大学(?!生)|学院)", "[\u4e00-\u9fff]?[交师工农医财]大|理工"
_BRANCH = r"[\u4e00-\u9fff]{0,4}?分局"


@cache
def _bare() -> re.Pattern[str]:
    fields = "|".join(sorted(lexicon().department_fields, key=len, reverse=True))
    return re.compile(rf"(?P<stem>{_SCHOOL}|{_BRANCH}|(?:{fields}|交警|{_SCHOOL_SHORT}){_DOES})")


@cache
def _bare_en() -> re.Pattern[str]:
    fields = "|".join(sorted(map(re.escape, lexicon().department_fields_en), key=len, reverse=True))
    school = r"(?:[\w\u4e00-\u9fff]+ )?University(?: of \w+)?"
    return re.compile(rf"\b(?:(?P<field>{fields}){_DOES_EN}|(?P<school>{school})\b)", re.IGNORECASE)


def bare_in(text: str) -> Iterator[tuple[Department, tuple[int, int]]]:
    """The bodies that `text` (plain) may name without the word for their kind, behind their places, with their spans:
    南通公安, 崇川分局, 兰州交大, Nantong Public Security. None of them is the place's government."""
    for match in _bare().finditer(text):
        yield Department(match["stem"], match["stem"], bare=True), match.span("stem")
    for match in _bare_en().finditer(text):
        school = match["school"]
        stem = lexicon().department_fields_en[match["field"].lower()] if match["field"] else _school_en(school)
        yield Department(match.group(), stem, bare=True), match.span()


def behind(department: Department, words: str, whole: str) -> Department:
    """The body without the place in its words: of 兰州大学 the `words` behind the place, of 高邮市场监管 all of
    市场监管. A school is no other of its place: it is told by its `whole` name."""
    if not whole or department.stem in lexicon().department_fields:
        return department
    return replace(department, words=words, stem=whole if re.search("[大院]$|大学$|理工$", whole) else words)


def _school_en(name: str) -> str:
    return re.sub(r"\bUniversity\b", "大学", name, flags=re.IGNORECASE).replace(" ", "")


def departments_in(text: str) -> tuple[tuple[Department, tuple[int, int]], ...]:
    """The departments that `text` (plain) names, with their spans in it."""
    found = [
        (Department(match["stem"], match["stem"], level=_level(match)), match.span("stem"))
        for match in _named().finditer(text)
    ]
    for match in _named_en().finditer(text):
        stem = _stem_en(match)
        level = NATIONAL if _NATIONAL_EN.match(match.group()) else _LEVELS_EN.get((match["level"] or "").lower(), "")
        found.append((Department(match.group(), stem, level=level), match.span()))
    return (*found, *_zones_en(text, [span for _, span in found]))


def _stem_en(found: re.Match[str]) -> str:
    """What the body is called in Chinese: the name of its field, or its own."""
    field = found["after"] or found["before"]
    if field:
        return lexicon().department_fields_en[field.lower()]
    if found["other"]:
        return _OTHERWISE_EN[found["other"].lower()]
    return "国务院办公厅" if "state council" in found.group().lower() else "政府办公室"


def _level(found: re.Match[str]) -> str:
    """The word for a level before a body (省 of 省科技厅), or that it is the nation's by its own name (教育部)."""
    return NATIONAL if _NATIONAL.search(found["stem"]) else found["level"] or ""


def _zones_en(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[Department, tuple[int, int]]]:
    """Zones and customs houses by their English names; the first kind that fits takes the words."""
    for pattern, stem in _ZONES_EN:
        for match in pattern.finditer(text):
            if not any(low < match.end() and match.start() < high for low, high in taken):
                taken.append(match.span())
                yield Department(match.group(), stem), match.span()


def needs_place(department: Department) -> bool:
    """Whether the words name a body only beside its place: 开发区, 海关 or "new area" alone are topics."""
    if department.level == NATIONAL:
        return False
    return department.stem == "海关" or (is_zone(department.stem) and not department.stem.endswith("会"))


def same_department(asked: Department, issuer_name: str) -> bool:
    """Whether `issuer_name` (a full name, 河北省科学技术厅) is the department asked for, by its full or short name."""
    if _GENERAL_OFFICE.search(asked.stem):
        return bool(re.search(r"政府办公[厅室]$", issuer_name))
    if is_zone(asked.stem):
        return is_zone(issuer_name) and fits_zone(asked.stem, issuer_name)
    if asked.bare and asked.stem in lexicon().department_fields:  # 教育 alone is the 教育局, not the 教育考试院
        return asked.stem in _issuer_fields(issuer_name)
    if short(issuer_name).endswith(short(asked.stem)) or asked.stem.removeprefix("国家") in abbreviations(issuer_name):
        return True
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
