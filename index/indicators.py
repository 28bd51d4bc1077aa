"""A document → its Indicators, from the statutory tables and from the running text."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Document, Indicator, Level, Section
from index.stated import stated_indicators
from index.statutory import statutory_indicators


def indicators(
    document: Document, sections: Sequence[Section], year: int, level: Level | None = None
) -> tuple[Indicator, ...]:
    """Every indicator that a report on `year` has: tables first, then text, each in the text's order. `level` is the
    issuer's, where it is known.

    The same indicator may come several times, from the table and from one or more sentences: whether they agree is
    for `index.checks` and the answers to say, not for reading.
    """
    return (*statutory_indicators(document), *stated_indicators(document, sections, year, level))
