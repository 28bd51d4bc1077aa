"""A located Document → the Report that the stores keep. One pass through the rooms, each with one typed value out."""

from __future__ import annotations

from collections.abc import Sequence

from index.attached import attached, own_part
from index.captions import of_others
from index.identify import identify
from index.indicators import indicators
from index.local_tables import local_figures
from index.model import EMPTY_CELL, Correction, Document, Identity, Indicator, Quantity, Report, Section
from index.other_places import told_of, with_scopes
from index.outline import outline
from index.passages import passages
from index.quantities import quantities
from index.statutory import layout_of


def understand(document: Document, source: str, sha256: str, correction: Correction | None = None) -> Report:
    """Read `document` as an annual report. `source` is the path shown to people, `sha256` the file's digest in hex,
    `correction` what a person says of it.

    Raises NotAReport when its issuer or year cannot be told.
    """
    identity = identify(document, correction)
    others = attached(document, identity)
    own = own_part(document, others)
    others_tables = of_others(own, identity)
    own = own_part(own, others_tables)
    sections = outline(own)
    told = told_of(own.text, identity.issuer)
    found = indicators(own, sections, identity.year, told)
    return Report(
        id=identity.report_id,
        identity=identity,
        layout=layout_of(own, found, identity.year),
        text=document.text,
        sections=sections,
        tables=document.tables,
        passages=passages(own, sections, identity.report_id),
        indicators=found,
        quantities=with_scopes(_figures(own, sections, identity, found), told, found),
        source=source,
        sha256=sha256,
        warnings=_warnings(found, len(others), len(others_tables)),
        written=document.written,
    )


def _figures(
    document: Document, sections: Sequence[Section], identity: Identity, indicators: Sequence[Indicator]
) -> tuple[Quantity, ...]:
    """The figures of the running text and of the report's own tables, in the text's order."""
    found = (*quantities(document, sections), *local_figures(document, identity, indicators))
    return tuple(sorted(found, key=lambda one: (one.at, one.at_end)))


def _warnings(found: tuple[Indicator, ...], others: int, tables: int) -> tuple[str, ...]:
    unread = sum(item.why not in {None, EMPTY_CELL} for item in found)
    said = []
    if unread:
        said.append(f"{unread} table cells hold something that could not be read with certainty and are left blank")
    if others:
        said.append("the file holds another year's or another body's report as well, of which nothing was read")
    if tables:
        said.append("a table is said to be of another year or body than the report, and nothing was read of it")
    return tuple(said)
