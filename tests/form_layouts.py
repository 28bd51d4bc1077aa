"""The statutory tables in other layouts than the form's: turned, stacked, in blocks, a label a figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import forms
from forms import DISPUTE_CODES, RESULTS, Figures, Row, Sheet, Slot, plain

_GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")


def _five(figures: Figures, group: int) -> tuple[str, ...]:
    return tuple(figures[code, None] for code in DISPUTE_CODES[5 * group : 5 * group + 5])


def disputes_as_rows(figures: Figures) -> Sheet:
    """A row of five for each group, the lawsuits' two merged under one name."""
    return (
        (Slot("", 1, 2), *plain(*RESULTS)),
        (Slot("行政复议", 1, 2), *plain(*_five(figures, 0))),
        (Slot("行政诉讼", 2), *plain("未经复议直接起诉", *_five(figures, 1))),
        plain("复议后起诉", *_five(figures, 2)),
    )


def disputes_as_named_rows(figures: Figures) -> Sheet:
    """A row of five for each group, its whole name in one cell."""
    names = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    rows = (plain(name, *_five(figures, group)) for group, name in enumerate(names))
    return (plain("类别", *RESULTS), *rows)


def disputes_turned(figures: Figures) -> Sheet:
    """A row for each result, a column for each group."""
    head = ((Slot("", 2), Slot("行政复议", 2), Slot("行政诉讼", 1, 2)), plain("未经复议直接起诉", "复议后起诉"))
    rows = (plain(name, *(_five(figures, group)[at] for group in range(3))) for at, name in enumerate(RESULTS))
    return (*head, *rows)


def disputes_in_pairs(figures: Figures) -> Sheet:
    """A row for each figure, the groups merged at the left."""
    return tuple(
        (*((Slot(name, 5),) if not at else ()), *plain(result, _five(figures, group)[at]))
        for group, name in enumerate(_GROUPS)
        for at, result in enumerate(RESULTS)
    )


def disputes_stacked(figures: Figures) -> Sheet:
    """The three groups under one another, each with its own heads."""
    rows: list[Row] = []
    for group, name in enumerate(_GROUPS):
        rows += [(Slot("行政诉讼", 1, 5),)] if group == 1 else []
        rows += [(Slot(name, 1, 5),), plain(*RESULTS), plain(*_five(figures, group))]
    return tuple(rows)


def disputes_in_two(figures: Figures) -> Sheet:
    """The reconsiderations above the lawsuits, as wide as both of these."""
    return (
        (Slot("行政复议", 1, 10),),
        tuple(Slot(name, 1, 2) for name in RESULTS),
        tuple(Slot(text, 1, 2) for text in _five(figures, 0)),
        (Slot("行政诉讼", 1, 10),),
        (Slot("未经复议直接起诉", 1, 5), Slot("复议后起诉", 1, 5)),
        plain(*RESULTS * 2),
        plain(*_five(figures, 1), *_five(figures, 2)),
    )


DISPUTES: Mapping[str, Callable[[Figures], Sheet]] = {
    layout.__name__: layout
    for layout in (
        disputes_as_rows, disputes_as_named_rows, disputes_turned, disputes_in_pairs, disputes_stacked, disputes_in_two,
    )
}  # fmt: skip


def turned(sheet: Sheet) -> Sheet:
    """The sheet with its rows as columns."""
    places = _places(sheet)
    height, width = len(sheet), sum(slot.colspan for slot in sheet[0])
    return tuple(
        tuple(
            Slot(slot.text, slot.colspan, slot.rowspan)
            for row in range(height)
            for slot, corner in [places[row, column]]
            if corner == (row, column)
        )
        for column in range(width)
    )


def drawn(sheet: Sheet, *, again: bool) -> Sheet:
    """The sheet with every merged cell drawn as several: its text in the first, or in each of them `again`."""
    places = _places(sheet)
    width = sum(slot.colspan for slot in sheet[0])
    return tuple(
        plain(
            *(
                slot.text if again or corner == (row, column) else ""
                for column in range(width)
                for slot, corner in [places[row, column]]
            )
        )
        for row in range(len(sheet))
    )


def _places(sheet: Sheet) -> dict[tuple[int, int], tuple[Slot, tuple[int, int]]]:
    """Which cell takes each place of the grid, and where that cell's corner is."""
    places: dict[tuple[int, int], tuple[Slot, tuple[int, int]]] = {}
    for row, slots in enumerate(sheet):
        column = 0
        for slot in slots:
            while (row, column) in places:
                column += 1
            for down in range(slot.rowspan):
                for right in range(slot.colspan):
                    places[row + down, column + right] = slot, (row, column)
    return places


def in_blocks(sheet: Sheet, count: int) -> Sheet:
    """The rows below the head in `count` blocks side by side, each under the head; the last may be shorter."""
    head, rows = sheet[0], sheet[1:]
    height = -(-len(rows) // count)
    empty = plain(*("" for _ in head))
    lines = [
        tuple(
            slot
            for block in range(count)
            for slot in (rows[block * height + at] if block * height + at < len(rows) else empty)
        )
        for at in range(height)
    ]
    return (head * count, *lines)


def as_wide_as(sheet: Sheet, widths: tuple[int, ...]) -> Sheet:
    """The sheet with each of its columns spanning as many as `widths` says."""
    places = _places(sheet)
    return tuple(
        tuple(
            Slot(slot.text, slot.rowspan, sum(widths[column : column + slot.colspan]))
            for column in range(len(widths))
            for slot, corner in [places[row, column]]
            if corner == (row, column)
        )
        for row in range(len(sheet))
    )


def whole_form(disclosure: Sheet, applications: Sheet, disputes: Sheet) -> Sheet:
    """The three tables of the form of 2021 in one, under their titles."""
    return (
        (Slot("二、主动公开政府信息情况", 1, 30),),
        *as_wide_as(disclosure, (12, 6, 6, 6)),
        (Slot("三、收到和处理政府信息公开申请情况", 1, 30),),
        *as_wide_as(applications, (3, 3, 10, *[2] * 7)),
        (Slot("四、政府信息公开行政复议、行政诉讼情况", 1, 30),),
        *as_wide_as(disputes, (2,) * 15),
    )


# -- how pages and files draw them --------------------------------------------------------------------------------


def page(sheet: Sheet, dress: Callable[[str], str] = lambda text: text, around: str = "{}") -> forms.Document:
    """A web page whose cells are dressed in markup, the table `around` by more."""
    rows = (
        "".join(f"<td rowspan={one.rowspan} colspan={one.colspan}>{dress(escape(one.text))}</td>" for one in row)
        for row in sheet
    )
    table = f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    body = f"<h1>青禾县人民政府2022年政府信息公开工作年度报告</h1><p>一、总体情况</p>{around.format(table)}"
    html = f"<html><head><meta charset=utf-8></head><body>{body}<p>五、存在的主要问题及改进情况</p></body></html>"
    return forms.assemble(forms.read_html(html.encode()))


def markdown(sheet: Sheet) -> str:
    """A pipe table with a rule under its first row, merged cells drawn as several."""
    head, *rows = (f"| {' | '.join(slot.text for slot in row)} |" for row in drawn(sheet, again=False))
    return "\n".join([head, "|" + "---|" * head.count(" | ") + "---|", *rows])


GRIDS: Mapping[str, Callable[[Sheet], forms.Document]] = {
    "html": lambda sheet: forms.html([sheet]),
    "word": lambda sheet: forms.word([sheet]),
    "markdown": lambda sheet: forms.text(markdown(sheet)),
    "merged cells drawn empty": lambda sheet: forms.html([drawn(sheet, again=False)]),
    "merged cells drawn again": lambda sheet: forms.html([drawn(sheet, again=True)]),
    "cells as Word saves them": lambda sheet: page(
        sheet, lambda text: f"<p class=MsoNormal><span lang=EN-US>{text or '&nbsp;'}<o:p></o:p></span></p>"
    ),
    "tables in tables": lambda sheet: page(sheet, around="<table width=100%><tr><td><div>{}</div></td></tr></table>"),
    "full width": lambda sheet: forms.html([forms.full_width(sheet)]),
}
