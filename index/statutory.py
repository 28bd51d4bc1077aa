"""The statutory tables of a report → Indicators: the statistics table of 2014 to 2018, and the disclosure,
applications and disputes tables of the forms of 2019 and 2021 (国办公开办函〔2019〕60号, 〔2021〕30号).

A table is either a located `Table`, whose grid says which cell is whose, or a run of text that lost its borders. The
labels are found the same way in both (`index.labels`); only how a row's cells are read differs (`index.tables`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.form_applications import applications
from index.form_disclosure import disclosure
from index.form_disputes import disputes
from index.form_statistics import statistics
from index.form_unread import unread_rows
from index.form_unread_tables import unread_tables
from index.forms import Region, regions
from index.labels import Squeezed, squeeze
from index.misread import end_with_misread
from index.model import Document, Indicator, Layout
from index.table_turns import as_the_form


def statutory_indicators(document: Document, year: int | None = None) -> tuple[Indicator, ...]:
    """Every indicator that the document's statutory tables have a row for, blank ones included, in the text's order;
    behind them those of rows that are there and could not be read. `year` is the report's, where it is known."""
    found: list[Indicator] = []
    drawn = regions(document)
    nexts = [*(region.start for region in drawn[1:]), len(document.text)]
    for one, before in zip(drawn, nexts, strict=False):
        region, squeezed = _laid_out(document, one, before)
        found += statistics(document, region, squeezed, year)
        found += applications(document, region, squeezed)
        found += disclosure(document, region, squeezed)
        found += disputes(document, region, squeezed)
    return (*found, *unread_rows(document, found), *unread_tables(document, found))


def _laid_out(document: Document, region: Region, before: int) -> tuple[Region, Squeezed]:
    """The region with its table as the form lays it out, and its text in the order that the labels are looked for. A
    run of text may end with rows whose labels were misread, but `before` the next region."""
    if region.table is None:
        whole = replace(region, end=end_with_misread(document.text, region.start, region.end, before))
        return whole, squeeze(document.text, whole.start, whole.end)
    table, squeezed = as_the_form(document, region.table)
    return replace(region, table=table), squeezed


def layout_of(document: Document, indicators: Sequence[Indicator], year: int) -> Layout:
    """The form a report is in: by its tables where it has them, else by the section titles of the later forms."""
    codes = {item.code for item in indicators if item.source == "table"}
    text = squeeze(document.text, 0, len(document.text)).text
    if "channel_website" in codes or "applications_in_person" in codes:
        return "statistics-2014"
    if "本年制发件数" in text or "other_not_corrected" in codes:
        return "form-2021"
    if re.search(r"本年新?制作数量|上一年项目数量", text):
        return "form-2019"
    if codes or re.search(r"收到和处理政府信息公开申请情况", text):
        return "form-2021" if year >= 2021 else "form-2019"
    return "narrative"
