"""Spans → numbered citations, one for each span, in the order in which an answer first needs them."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.extracts import path_at
from assistant.model import Citation, Extract, Figure
from index.model import Report


class Citer:
    """Hands out citation numbers while an answer is composed; `citations` are those handed out."""

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self._made: dict[tuple[str, int, int], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._made.values())

    def cite(self, piece: Figure | Extract) -> int:
        """The number of the citation for a figure or an extract."""
        return self.span(piece.report, piece.start, piece.end, piece.page, getattr(piece, "table", None))

    def figure(self, figure: Figure) -> tuple[int, ...]:
        """The citations for a figure: its quote, and where the quote's cells run together, its digits too; those of all
        its parts for one that is added up from them."""
        if figure.parts:
            return tuple(number for part in figure.parts for number in self.figure(part))
        first = self.cite(figure)
        if figure.at is None or figure.at_end is None or figure.source != "table":
            return (first,)
        text = self._reports[figure.report].text
        if (figure.at > 0 and text[figure.at - 1].isdecimal()) or (
            text[figure.at_end : figure.at_end + 1].isdecimal() and figure.at_end < figure.end
        ):
            return (first, self.span(figure.report, figure.at, figure.at_end, figure.page, figure.table))
        return (first,)

    def span(self, report_id: str, start: int, end: int, page: int | None = None, table: int | None = None) -> int:
        """The number of the citation for `text[start:end]` of a report."""
        key = (report_id, start, end)
        if key not in self._made:
            report = self._reports[report_id]
            identity = report.identity
            self._made[key] = Citation(
                id=len(self._made) + 1,
                report=report_id,
                title=identity.title,
                issuer=identity.issuer.name,
                region=identity.issuer.region,
                year=identity.year,
                section=path_at(report, start),
                quote=report.text[start:end],
                start=start,
                end=end,
                page=page,
                table=table,
            )
        return self._made[key].id
