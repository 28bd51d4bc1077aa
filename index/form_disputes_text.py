"""The table on reconsideration and litigation in running text that lost the table's borders → Indicators.

Its labels still stand in the order of some layout: heads of five results for each group and then the figures, rows of
five figures behind each group's name, or each result with its figure or figures behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index import tables
from index.forms import LocatedRow, Region
from index.labels import Squeezed, squeeze
from index.model import Document, Indicator
from index.ontology import ontology
from index.sums import only_group_reading
from index.tables import CellReading

_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_WIDTH = len(_RESULTS)
_HEAD = "".join(_RESULTS)
_LAWSUITS = r"(?:行政诉讼)?\W*未经复议直接起诉\W*复议后起诉"
_NAMES = r"(?P<group>未经复议直接起诉|复议后起诉|行政复议)(?:情况|案件)?(?:统计)?表?"
_GROUP = re.compile(rf"{_NAMES}\W*$")
_GROUP_OF = {"行政复议": 0, "未经复议直接起诉": 1, "复议后起诉": 2}
_HEADS = re.compile(
    rf"(?P<three>(?:行政复议行政诉讼)?(?:{_LAWSUITS})?{_HEAD}(?:{_LAWSUITS})?{_HEAD}{_HEAD}"
    rf"|行政复议{_HEAD}(?:行政诉讼)?未经复议直接起诉{_HEAD}复议后起诉{_HEAD})"
    rf"|(?P<two>{_LAWSUITS}{_HEAD}{_HEAD})|(?:{_NAMES})?{_HEAD}"
)
_ROW = re.compile(rf"(?:[一二三][、.]|\d[.、])?(?:行政诉讼)?\W*{_NAMES}(?:[)]|(?=[^\w(])|(?=\d)|$)")
_COLUMNS = re.compile(r"行政复议(?:行政诉讼)?\W*未经复议直接起诉\W*复议后起诉\W*(?=结果维持)")
_LABEL = re.compile(rf"(?P<result>{'|'.join(_RESULTS)})|{_NAMES}|(?P<lawsuits>行政诉讼)")
_REACH = 40

_TOGETHER = "the row's figures run together and the sums leave no single reading"
_UNSURE = "the total behind its label is not the sum of the figures behind theirs"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Figures of the groups named, [start, end) of the text; what is quoted begins at `label`."""

    groups: tuple[int, ...]
    label: int
    start: int
    end: int


def dispute_rows(document: Document, region: Region, squeezed: Squeezed) -> Iterator[Indicator]:
    """The indicators of the table on reconsideration and litigation, as far as the text of `region` holds it."""
    found = [
        stretch for match in _HEADS.finditer(squeezed.text) for stretch in _stretches(document, region, squeezed, match)
    ]
    for stretch in found:
        row = LocatedRow(document, region, stretch.label, stretch.start, stretch.end)
        cells = iter(_text_cells(document.text, stretch.start, stretch.end, len(stretch.groups)))
        for group in stretch.groups:
            for code in ontology().disputes[group]:
                yield row.indicator(code, next(cells))
    if not found:
        yield from _paired(document, region, squeezed)


def whole_row(document: Document, region: Region, squeezed: Squeezed) -> Iterator[Indicator]:
    """The indicators of a located table whose fifteen heads stand in the form's order over a row of fifteen cells."""
    for match in re.finditer(_HEAD * 3, squeezed.text):
        start, end = squeezed.span(*match.span())
        words = re.search(r"[^\W\d]", document.text[end : region.end])
        stop = end + words.start() if words else region.end
        cells = tables.tabbed_cells(document.text, end, stop, 3 * _WIDTH)
        row = LocatedRow(document, region, start, end)
        for place, code in enumerate(code for group in ontology().disputes for code in group):
            yield row.indicator(code, cells[place] if cells else CellReading("blank", why=_TOGETHER))


def group_named_before(text: str, start: int) -> int | None:
    """The group that a head of five columns belongs to: the one whose name stands right before it."""
    named = _GROUP.search(squeeze(text, max(0, start - _REACH), start).text)
    return _GROUP_OF[named["group"]] if named else None


# -- heads of five, then figures ----------------------------------------------------------------------------------


def _stretches(document: Document, region: Region, squeezed: Squeezed, match: re.Match[str]) -> Iterator[_Stretch]:
    start, end = squeezed.span(*match.span())
    rows = list(_named_rows(document, region, squeezed, start, match.end()))
    if rows and not (match["three"] or match["two"] or match["group"]):
        yield from rows
        return
    named = match["group"] or ""
    before = group_named_before(document.text, start)
    groups = (0, 1, 2) if match["three"] else (1, 2) if match["two"] else (_GROUP_OF.get(named, before),)
    yield _Stretch(
        tuple(group for group in groups if group is not None), start, end, _figures_end(document.text, end, region.end)
    )


def _named_rows(document: Document, region: Region, squeezed: Squeezed, label: int, at: int) -> Iterator[_Stretch]:
    """Rows of five figures behind a head of five, each behind the name of its group."""
    while (name := _ROW.match(squeezed.text, at)) and squeezed.text[name.end() : name.end() + 4] not in _RESULTS:
        _, start = squeezed.span(*name.span())
        end = _figures_end(document.text, start, region.end)
        yield _Stretch((_GROUP_OF[name["group"]],), label, start, end)
        at = name.end() + len(squeeze(document.text, start, end).text)


def _figures_end(text: str, start: int, end: int) -> int:
    """Where the figures behind a head end: before the next words."""
    words = re.search(r"[^\W\d]", text[start:end])
    return start + len(text[start : start + words.start() if words else end].rstrip())


def _text_cells(text: str, start: int, end: int, count: int) -> Sequence[CellReading]:
    raw = text[start:end].strip()
    cells = tables.tabbed_cells(text, start, end, count * _WIDTH)
    if cells is not None:
        more = tables.ends_in_more(cells[-_WIDTH:])
        return [*cells[:-1], CellReading("blank", raw=cells[-1].raw, why=tables.MORE_DIGITS)] if more else cells
    cells = tables.row_cells(text, start, end, count * _WIDTH)
    if cells is not None and len(cells) == count * _WIDTH and _adds_up(cells):
        return cells
    digits = tables.digits_of(text, start, end)
    reading = only_group_reading(digits, count, _WIDTH) if digits else None
    if reading is not None:
        spans = tables.cell_spans(text, start, end, reading)
        return [
            CellReading("reported", Decimal(value or 0), raw, span=span)
            for value, span in zip(reading, spans, strict=True)
        ]
    return [CellReading("blank", raw=raw, why=_TOGETHER if raw else None)] * (count * _WIDTH)


def _adds_up(cells: Sequence[CellReading]) -> bool:
    """Whether the last of each five is the sum of the four before it, blank ones counted as nothing."""
    values = [cell.value or Decimal(0) for cell in cells]
    return all(sum(values[at : at + _WIDTH - 1]) == values[at + _WIDTH - 1] for at in range(0, len(values), _WIDTH))


# -- each result with what is behind it ---------------------------------------------------------------------------


def _paired(document: Document, region: Region, squeezed: Squeezed) -> Iterator[Indicator]:
    """The five results of a group, or of all three, each with its figures behind it; read only where all five stand in
    their order, and the last figure is the sum of those above it."""
    labels = list(_LABEL.finditer(squeezed.text))
    columns = {match.end(): match.start() for match in _COLUMNS.finditer(squeezed.text)}
    for at, label in enumerate(labels):
        five = labels[at : at + _WIDTH]
        if tuple(one["result"] for one in five) != _RESULTS:
            continue
        named = next((one for one in reversed(labels[:at]) if not one["result"]), None)
        all_three = label.start() in columns
        if named is None or (named["lawsuits"] and not all_three):
            continue
        groups = (0, 1, 2) if all_three else (_GROUP_OF[named["group"]],)
        ends = [one.start() for one in labels[at + 1 : at + _WIDTH]]
        last = squeezed.span(*five[-1].span())[1]
        stops = [squeezed.span(end, end + 1)[0] for end in ends] + [_figures_end(document.text, last, region.end)]
        starts = [squeezed.span(*one.span())[1] for one in five]
        rows = [_cells_behind(document.text, *place, len(groups)) for place in zip(starts, stops, strict=True)]
        start = squeezed.span(columns.get(label.start(), named.start()), label.end())[0]
        for column, group in enumerate(groups):
            cells = [row[column] for row in rows]
            if not _adds_up(cells):
                cells = [CellReading("blank", raw=cell.raw, why=cell.why or _UNSURE) for cell in cells]
            for code, cell, behind in zip(ontology().disputes[group], cells, stops, strict=True):
                yield LocatedRow(document, region, start, behind, behind).indicator(code, cell)


def _cells_behind(text: str, start: int, end: int, count: int) -> Sequence[CellReading]:
    if count == 1:
        return [tables.read_cell(text, start, end)]
    cells = tables.row_cells(text, start, end, count)
    raw = text[start:end].strip()
    whole = cells is not None and len(cells) == count
    return (
        cells
        if cells is not None and whole
        else [CellReading("blank", raw=raw, why=_TOGETHER if raw else None)] * count
    )
