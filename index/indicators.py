"""A document → its Indicators, from the statutory tables and from the running text."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Document, Indicator, Section
from index.other_places import ISSUER_ALONE, Told
from index.stated import stated_indicators
from index.statutory import statutory_indicators


def indicators(
    document: Document, sections: Sequence[Section], year: int, told: Told = ISSUER_ALONE
) -> tuple[Indicator, ...]:
    """Every indicator that a report on `year` has: tables first, then text, each in the text's order. `told` says of
    whom the text tells.

    The same indicator may come several times, from the table and from one or more sentences: whether they agree is
    for `index.checks` and the answers to say, not for reading.
    """
    return (*statutory_indicators(document, year), *stated_indicators(document, sections, year, told))
