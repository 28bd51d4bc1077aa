"""Draft + Evidence → Verdicts: every figure and every marker of a statement must resolve.

A figure is supported when it stands, digit for digit, in a quote that the statement cites, or is a year or name that
the citation itself carries; it is computed when one of the statement's results has that value and every operand of the
result is cited and stands in its own quote. Anything else is unsupported, and an unsupported statement is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.model import Citation, Draft, Figure, Statement, Verdict, exact
from index.numerals import fold, parse_number

_MARKER = re.compile(r"\[(\d+)\]")
_SPELT = re.compile(r"[〇零一二两三四五六七八九十百千]+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def verify(draft: Draft) -> tuple[Verdict, ...]:
    """A verdict for each statement of `draft`, in its order."""
    citations = {citation.id: citation for citation in draft.citations}
    return tuple(_verdict(statement, citations) for statement in draft.statements)


def _verdict(statement: Statement, citations: Mapping[int, Citation]) -> Verdict:
    for marker in _MARKER.findall(statement.text):
        if int(marker) not in citations:
            return Verdict(statement, "unsupported", f"marker [{marker}] has no citation")
    cited = [citations[number] for number in statement.citations if number in citations]
    known = set(_numbers(" ".join(_carried(citation) for citation in cited)))
    for figure in statement.figures:
        if figure.value is not None and not _stands(figure, cited):
            return Verdict(
                statement, "unsupported", f"{figure.label}: {exact(figure.value)} does not stand in its quote"
            )
        known.add(exact(figure.value) if figure.value is not None else "")
    results = {exact(abs(result.value)) for result in statement.results}
    stated = set(_numbers(_MARKER.sub(" ", statement.text)))
    unknown = stated - known - results
    if unknown:
        return Verdict(statement, "unsupported", f"{', '.join(sorted(unknown))} stands in no cited quote")
    return Verdict(statement, "computed" if stated & results - known else "supported")


def _carried(citation: Citation) -> str:
    return f"{citation.quote} {citation.year} {citation.title} {citation.region} {citation.issuer}"


def _stands(figure: Figure, cited: list[Citation]) -> bool:
    """Whether the figure stands in a quote from where it was read, as a number of its own there or in a citation of its
    digits alone. A zero stated in words and a figure in Chinese numerals have no digits to find."""
    value = exact(figure.value) if figure.value is not None else ""
    own = [one for one in cited if one.report == figure.report]
    if not any(one.start <= figure.start and figure.end <= one.end for one in own):
        return False
    if figure.stated_zero or any(value in _numbers(one.quote) for one in own):
        return True
    return figure.source != "table" and parse_number(_digits_of(figure, own)) == figure.value


def _digits_of(figure: Figure, cited: list[Citation]) -> str:
    """What stands where the figure was read, for figures that are written in Chinese numerals."""
    for one in cited:
        if figure.at is not None and figure.at_end is not None and one.start <= figure.at and figure.at_end <= one.end:
            match = _SPELT.search(one.quote[figure.at - one.start : figure.at_end - one.start])
            return match.group() if match else ""
    return ""


def _numbers(text: str) -> list[str]:
    return [match.group().replace(",", "") for match in _NUMBER.finditer(fold(text))]
