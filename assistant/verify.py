"""Draft + Evidence → Verdicts: every figure and every marker of a statement must resolve.

A figure is supported when it stands, digit for digit, in a quote that the statement cites, or is a year or name that
the citation itself carries; it is computed when one of the statement's results has that value and every operand of the
result is cited and stands in its own quote; a figure that is added up from rows is computed likewise. Anything else is
unsupported, and an unsupported statement is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from assistant.model import Citation, Draft, Figure, Statement, Verdict, exact
from index.numerals import WRITTEN_NUMBER, fold, parse_number, ungrouped

_MARKER = re.compile(r"\[(\d+)\]")
_QUOTED = re.compile(r"“.*”", re.DOTALL)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def verify(draft: Draft) -> tuple[Verdict, ...]:
    """A verdict for each statement of `draft`, in its order."""
    citations = {citation.id: citation for citation in draft.citations}
    return tuple(_verdict(statement, citations) for statement in draft.statements)


def _verdict(statement: Statement, citations: Mapping[int, Citation]) -> Verdict:
    markers = {int(marker) for marker in _MARKER.findall(statement.text)}
    if not markers <= citations.keys():
        return Verdict(statement, "unsupported", "a marker has no citation")
    if (statement.citations and not markers) or not markers <= set(statement.citations):
        return Verdict(statement, "unsupported", "its markers are not those of the citations it rests on")
    cited = [citations[number] for number in statement.citations if number in citations]
    used = [*statement.figures, *(operand for result in statement.results for operand in result.operands)]
    added = [figure for figure in used if figure.parts]
    if any(figure.value != sum(part.value or 0 for part in figure.parts) for figure in added):
        return Verdict(statement, "unsupported", "it is not what its parts add up to")
    resting = [part for figure in used for part in (figure.parts or (figure,))]
    for figure in resting:
        if figure.value is not None and not _stands(figure, cited):
            why = f"{figure.label}: {exact(figure.value)} does not stand in its quote"
            return Verdict(statement, "unsupported", why)
    text = _MARKER.sub(" ", statement.text)
    known = set(_numbers(" ".join(_carried(citation) for citation in cited)))
    known |= {exact(abs(figure.value)) for figure in resting if figure.value is not None}
    quoted = set(_numbers(" ".join(citation.quote for citation in cited)))
    if not resting:
        known |= quoted
    results = {exact(abs(result.value)) for result in statement.results}
    results |= {exact(figure.value) for figure in added if figure.value is not None}
    stated = set(_numbers(text))
    # What stands between quotation marks is the report's; beside them only the figures that the statement rests on.
    unknown = (set(_numbers(_QUOTED.sub(" ", text))) - known - results) | (stated - known - results - quoted)
    if unknown:
        return Verdict(statement, "unsupported", f"{', '.join(sorted(unknown))} stands in no cited quote")
    return Verdict(statement, "computed" if stated & results - known else "supported")


def _carried(citation: Citation) -> str:
    return f"{citation.year} {citation.title} {citation.region} {citation.issuer}"


def _stands(figure: Figure, cited: list[Citation]) -> bool:
    """Whether the figure stands in a quote from where it was read, and is what stands there. Cells that ran together
    need a citation of the value's digits alone. A zero stated in words has no digits to find."""
    own = [one for one in cited if one.report == figure.report]
    if not any(one.start <= figure.start and figure.end <= one.end for one in own):
        return False
    if figure.stated_zero:
        return True
    value = exact(abs(figure.value)) if figure.value is not None else ""
    quotes = [
        one.quote for one in own if not (figure.value or 0) < 0 or re.search(rf"[-−–负减少]{value}", fold(one.quote))
    ]
    if not any(value in _numbers(quote) for quote in quotes) and _read_at(figure, own) != figure.value:
        return False
    read = _read_at(figure, own)
    return read is None or read == figure.value


def _read_at(figure: Figure, cited: list[Citation]) -> Decimal | None:
    """The number that stands where the figure was read; None where its place is not known or holds no number alone."""
    if figure.at is None or figure.at_end is None:
        return None
    for one in cited:
        if one.start <= figure.at and figure.at_end <= one.end:
            match = WRITTEN_NUMBER.search(fold(one.quote[figure.at - one.start : figure.at_end - one.start]))
            return parse_number(match.group()) if match else None
    return None


def _numbers(text: str) -> list[str]:
    return [match.group().replace(",", "") for match in _NUMBER.finditer(ungrouped(text))]
