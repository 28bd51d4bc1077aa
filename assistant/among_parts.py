"""Which of its own parts a report says has most (申请量最多的部门是…): a sentence of the report, never a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.extracts import extract, holds, path_at, sentences
from assistant.model import Extract, Plan, Term
from index.model import Report
from index.numerals import fold

_PART = (
    "部门|单位|机构|处室|科室|盟市|市州|州市|地市|县区|县市区?|区县|市县|旗县|乡镇|镇街|镇乡|街道|镇|乡|县|区|旗|市|州"
    "|领域|行业|系统"
)
_WHICH = re.compile(
    rf"(?:哪[个家些]?|什么)(?:一个)?(?:的)?({_PART})|最[多少高低大小]的(?:是)?(?:哪[个家些]?)?({_PART})"
)
_WHICH_EN = re.compile(
    r"\b(?:which|what) (?:\w+ )?"
    r"(?:department|bureau|agency|office|unit|county|district|city|prefecture|town|township|sector)s?\b",
    re.I,
)
_MOST = re.compile(r"最[多高大]|居首|首位|第一[位名]?|居前|前[一二两三四五六七八九十]|依次[为是]|排名")
_LEAST = re.compile(r"最[少低小]|末位|倒数")
# Who is asked for, and what is said of all such questions.
_ASKING = re.compile(rf"{_PART}|盟|数量|总量|总数")


def asks_among_parts(plan: Plan, reports: Sequence[Report]) -> bool:
    """Whether a question about one issuer asks which of its departments or places has most or least."""
    reading = plan.reading
    if reading.operation not in {"highest", "lowest"} or plan.open_place or any(one.applicant for one in reading.asked):
        return False
    if len(reading.places) + len(reading.departments) != 1 or len({one.identity.issuer for one in reports}) != 1:
        return False
    pattern = _WHICH if reading.question.language == "zh" else _WHICH_EN
    return pattern.search(reading.text) is not None


def among_parts(plan: Plan, report: Report) -> tuple[Extract, ...]:
    """The sentences of `report` that put its parts in an order by what is asked; the question's words stand in them or
    in a heading over them."""
    reading = plan.reading
    order = _LEAST if reading.operation == "lowest" else _MOST
    terms = [term for term in reading.terms if not term.weak and not _says_part(term)]
    found = []
    for start, end in sentences(report):
        sentence = fold(report.text[start:end])
        over = " ".join(path_at(report, start))
        if (
            order.search(sentence)
            and re.search(_PART, sentence)
            and all(holds(t, sentence) or holds(t, over) for t in terms)
        ):
            found.append(extract(report, (start, end)))
    return tuple(found) if terms and len(found) == 1 else ()


def _says_part(term: Term) -> bool:
    return any(_ASKING.fullmatch(word) for word in term.words)
