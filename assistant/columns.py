"""Which applicant columns of the applications table a question names: 企业提的申请, 自然人和企业, 哪类申请人."""

from __future__ import annotations

import re

from assistant.aliases import mask
from assistant.matching import APPLICATION_CODES, matches_zh
from assistant.model import Language
from index.model import Applicant
from index.ontology import APPLICANTS, ontology

Span = tuple[int, int]

COLUMNS: tuple[Applicant, ...] = APPLICANTS[:-1]
"""The kinds of applicants, without their total."""

# The total row of the applications table is called by nothing else.
TOTAL_ROW = re.compile(r"总计|合计")
_ABOUT_APPLICATIONS = re.compile(
    r"申请|公开|不予|处理|applic|request|filed|submit|grant|refus|\bappl(?:y|ied)\b"
    r"|[提递]交?[了过出]?(?:多少|几|\0)[件份次\0]*(?:[？?]|$)"
)
_ALL = re.compile(
    r"(?:每|各|哪|什么|何)(?:一|几)?[类种个些]*(?:的)?(?:申请人|申请主体|申请群体|申请对象)(?:的?(?:类型|类别|种类))?"
    r"|申请(?:人|主体)的?(?:类型|类别|种类|构成|组成|身份|结构|分布)|按(?:照)?申请(?:人|主体)(?:的?(?:类型|类别|种类))?"
    r"|(?:都|分别)?(?:是|有)?(?:由|被)?(?:谁|哪些人|什么人)(?:在|来|都)?(?:提交?|提起|提出|递交|申请)(?:了|过|的)?(?=申请|\W|$)"
)
_ALL_EN = re.compile(
    r"\bwho (?:has |have |had )?(?:applied|appl(?:y|ies)|filed|submitted|lodged|requested"
    r"|made (?:the |these |those )?(?:applications|requests))\b"
    r"|\b(?:kinds?|types?|categor(?:y|ies)) of applicants?\b|\bwho were the applicants\b",
    re.I,
)


# All that can apply, which narrows nothing.
ANYBODY = re.compile(r"公民[、和]?法人[、和或及]?者?其[他它]组织")


def all_columns(text: str, language: Language) -> list[Span]:
    """Where `text` asks for every kind of applicant (各类申请人, 申请人构成, 谁提的申请, who applied)."""
    return [match.span() for match in (_ALL if language == "zh" else _ALL_EN).finditer(text)]


# The head over all columns but the first.
_LEGAL = re.compile(
    r"(?<!公民)(?<!其[他它])(?<!公民[、和或及,，])(?<!公民或者)(?:法人(?:或者|以及|[和或及与、])?其[他它]组织|(?:企业)?法人(?:单位|机构|组织)?(?![代资])|非自然人(?:申请人?)?)"
)
_LEGAL_EN = re.compile(
    r"\b(?:legal (?:persons?|entities)|legal entity)(?: (?:and|or) other (?:organi[sz]ations?|bodies|entities))?\b"
    r"|\bnon-?natural persons?\b",
    re.I,
)


def legal_persons(text: str, language: Language) -> Span | None:
    """Where `text` names all applicants that are no natural persons (法人或其他组织), for which no column stands."""
    found = (_LEGAL if language == "zh" else _LEGAL_EN).search(text)
    return found.span() if found else None


def applicants(text: str, language: Language) -> list[tuple[Applicant, Span]]:
    """Each applicant column named beside an application, in the text's order, with where it stands."""
    found: list[tuple[Applicant, Span]] = []
    while True:
        applicant, spans = applicant_in(text, language)
        if applicant is None:
            return sorted(found, key=lambda one: one[1])
        if applicant not in {one for one, _ in found}:
            found.append((applicant, spans[0]))
        text = mask(text, spans)


def applicant_named(text: str, language: Language) -> Applicant | None:
    """The applicant column that `text` names, in a conversation about applications (其中企业的呢)."""
    return applicant_in(f"{text} 申请 applications", language)[0]


def is_of_applications(code: str) -> bool:
    """Whether an indicator is a row of the applications table and so has applicant columns."""
    return code in APPLICATION_CODES


def applicant_in(text: str, language: Language) -> tuple[Applicant | None, list[Span]]:
    """The applicant column named beside an application (企业提的申请), and where."""
    lower = text.lower()
    if not _ABOUT_APPLICATIONS.search(lower) and not _names_row(text, language):
        return None, []
    best: tuple[Applicant | None, list[Span]] = (None, [])
    for name in COLUMNS:
        term = ontology().applicants[name]
        for alias in term.ask_zh if language == "zh" else (*term.ask_en, *term.ask_zh):
            words = (
                rf"\b{re.escape(alias.removesuffix('s'))}s?\b"
                if alias.isascii()
                else rf"(?<!法人[或和及、])(?<!法人或者){re.escape(alias)}(?!隐私)"
            )
            found = re.search(words, lower)
            if found and (not best[1] or len(alias) > best[1][0][1] - best[1][0][0]):
                best = name, [found.span()]
    return best


def _names_row(text: str, language: Language) -> bool:
    """Whether `text` calls a row of the applications table by its label, or its total row beside a column."""
    if language != "zh":
        return False
    return bool(TOTAL_ROW.search(text)) or any(match.code in APPLICATION_CODES for match in matches_zh(text))
