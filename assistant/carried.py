"""What goes over the end of a year (2021年结转到2022年): the same applications in two reports, in a row of each.

The report of the first year states them as carried over to the next, that of the second as carried over from the last.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.model import Asked, Reading
from index.model import Applicant, Report

_YEAR = r"((?:19|20)\d{2})"
_OVER = re.compile(
    rf"{_YEAR}\s*年?度?[^，,。；;？?\d]{{0,12}}?结?转(?:到|至|入|进)\s*{_YEAR}"
    rf"|\bcarr(?:y|ied|ies)\s+(?:over\s+|forward\s+)?from\s+{_YEAR}\s*(?:on\s*)?(?:in)?to\s+{_YEAR}"
    rf"|\bfrom\s+{_YEAR}\s*,?\s*(?:was |were |got )?carr(?:y|ied|ies)\s+(?:over\s+|forward\s+)?(?:in)?to\s+{_YEAR}",
    re.I,
)
OUT, IN = "carried_over_out", "carried_over_in"


def years_across(text: str) -> tuple[tuple[int, tuple[int, int]], ...]:
    """The year that `text` asks for what was carried over from, and the one right behind that it went into, each with
    where it stands; empty for any other question."""
    match = _OVER.search(text)
    groups = [at for at in range(1, _OVER.groups + 1) if match and match[at]]
    found = tuple((int(match[at]), match.span(at)) for at in groups if match)
    return found if found and found[1][0] == found[0][0] + 1 else ()


def asked_across(applicant: Applicant | None) -> Asked:
    """What such a question asks of the report of the first year, of the column `applicant` if it names one."""
    return Asked((OUT,), applicant, words="结转")


def in_its_own_row(asked: Asked | None, reading: Reading, report: Report) -> Asked | None:
    """`asked`, in the row that the report of the second year has for it."""
    across = years_across(reading.text) if asked is not None and asked.codes == (OUT,) else ()
    if asked is None or not across or report.identity.year != across[1][0]:
        return asked
    return replace(asked, codes=(IN,))
