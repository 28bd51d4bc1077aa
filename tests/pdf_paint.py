"""Draws tables and prose in PDF files the way that different programs do, for tests that read them back.

The letters are those of STSong-Light, one of the fonts that every PDF reader knows without its being in the file.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil
from typing import Literal

from pdf_forms import Cell, Table
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
MARGIN = 72.0
PAD = 3.0

pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Borders = Literal["lines", "boxes", "thin fills", "rings", "none"]


@dataclass(frozen=True)
class Style:
    """How a table is drawn.

    `white` paints a white box behind every cell and line of text, as word processors do; `cut` says what a page break
    leaves of the level lines at the cut: "closed" both, "open" those over cells that begin there, "bare" none;
    `stacked` sets tall labels letter under letter; `units` scales the page's
    coordinates up and everything drawn down, as some programs do; `turned` draws the page sideways and says so in
    /Rotate; `sideways` draws it sideways and does not; `repeat_head` draws the table's head on every page.
    """

    borders: Borders = "lines"
    white: bool = False
    cut: Literal["closed", "open", "bare"] = "open"
    units: float = 1.0
    turned: bool = False
    sideways: bool = False
    repeat_head: bool = False
    size: float = 9.0
    centred: bool = True
    stacked: bool = False
    border_width: float = 0.5


@dataclass
class Painter:
    """A PDF file under way: `y` counts points from the page's top down to where the next thing is drawn."""

    style: Style = field(default_factory=Style)
    page: tuple[float, float] = A4

    def __post_init__(self) -> None:
        self._file = io.BytesIO()
        # The canvas swaps the sides of a page that is turned.
        size = (self.page[1], self.page[0]) if self.style.turned else self.page
        self._canvas = Canvas(self._file, pagesize=size, pageCompression=0, invariant=1)
        self.y = MARGIN
        self._begin()

    @property
    def width(self) -> float:
        return self.page[1] if self.style.turned or self.style.sideways else self.page[0]

    @property
    def height(self) -> float:
        return self.page[0] if self.style.turned or self.style.sideways else self.page[1]

    def data(self) -> bytes:
        self._canvas.save()
        return self._file.getvalue()

    def new_page(self) -> None:
        self._canvas.showPage()
        self._begin()
        self.y = MARGIN

    def _begin(self) -> None:
        """Turn and scale the page so that points count from its upper left corner as it is read."""
        if self.style.turned:
            self._canvas.setPageRotation(90)
        if self.style.turned or self.style.sideways:
            self._canvas.transform(0, 1, -1, 0, self.page[0], 0)
        self._canvas.scale(1 / self.style.units, 1 / self.style.units)

    # -- text

    def text(self, text: str, x: float, size: float = 12.0) -> None:
        """One line at the height reached, whose top is there; the height stays."""
        self._print(text, x, self.y + size, size)

    def paragraph(self, text: str, size: float = 12.0, indent: float = 2.0, pitch: float = 1.6) -> None:
        """Prose over lines and pages, its first line begun `indent` letters late."""
        lines = wrap(text, size, self.width - 2 * MARGIN, indent * size)
        for index, line in enumerate(lines):
            if self.y + size > self.height - MARGIN:
                self.new_page()
            self.text(line, MARGIN + (0 if index else indent * size), size)
            self.y += pitch * size

    def _print(self, text: str, x: float, baseline: float, size: float) -> None:
        units = self.style.units
        if self.style.white:
            width = pdfmetrics.stringWidth(text, FONT, size)
            self._canvas.setFillGray(1)
            self._rectangle(x, baseline - size, x + width, baseline + 0.2 * size, fill=1)
            self._canvas.setFillGray(0)
        self._canvas.setFont(FONT, size * units)
        self._canvas.drawString(x * units, (self.height - baseline) * units, text)

    # -- tables

    def table(self, table: Table, breaks: Sequence[float] = ()) -> None:
        """The table from the height reached, new pages begun before the rows (or the parts of rows: 4.5 is the middle
        of row 4) that `breaks` names."""
        xs = self._columns(table)
        heights = self._heights(table, xs)
        for row in {int(row) for row in breaks if row % 1}:
            heights[row] = 2 * heights[row] + 4 * PAD
        ends = [0.0, *breaks, float(table.rows)]
        head = [cell for cell in table.cells if cell.row < table.head]
        for index, (first, last) in enumerate(pairwise(ends)):
            if index:
                self.new_page()
                if self.style.repeat_head:
                    self._part(head, xs, heights, 0, table.head)
            self._part(table.cells, xs, heights, first, last)
        self.y += 20

    def _columns(self, table: Table) -> list[float]:
        width = self.width - 2 * MARGIN
        return [MARGIN + width * sum(table.widths[:end]) / sum(table.widths) for end in range(len(table.widths) + 1)]

    def _heights(self, table: Table, xs: Sequence[float]) -> list[float]:
        heights = [self.style.size * 1.3 + 2 * PAD] * table.rows
        for cell in table.cells:
            lines = self._lines(cell, xs)
            # Whole lines to each row: wherever a page break cuts the cell, both parts have room for what is theirs.
            share = ceil(len(lines) / cell.rowspan) * self.style.size * 1.3 + 2 * PAD
            for row in range(cell.row, cell.row + cell.rowspan):
                heights[row] = max(heights[row], share)
        return heights

    def _lines(self, cell: Cell, xs: Sequence[float]) -> list[str]:
        if self.style.stacked and cell.rowspan > 10:
            return list(cell.text)
        room = xs[cell.column + cell.colspan] - xs[cell.column] - 2 * PAD
        return wrap(cell.text, self.style.size, room)

    def _part(
        self, cells: Sequence[Cell], xs: Sequence[float], heights: Sequence[float], first: float, last: float
    ) -> None:
        """What of the cells stands between two rows, drawn from the height reached."""

        def height(row: float) -> float:
            whole = int(row)
            return sum(heights[:whole]) + (heights[whole] * (row - whole) if row > whole else 0.0)

        start = self.y - height(first)
        self._part_top = self.y if first else -1.0
        self._part_bottom = start + height(last) - 0.1 if last < len(heights) else self.height
        inside = [cell for cell in cells if cell.row < last and first < cell.row + cell.rowspan]
        for layer in (self._draw_back, self._draw_text, self._draw_border):
            for cell in inside:
                top, bottom = max(first, cell.row), min(last, cell.row + cell.rowspan)
                layer(
                    cell,
                    xs,
                    start + height(top),
                    start + height(bottom),
                    cell.row < first,
                    cell.row + cell.rowspan > last,
                )
        self.y = start + height(last)

    def _draw_back(self, cell: Cell, xs: Sequence[float], top: float, bottom: float, *_: bool) -> None:
        if self.style.white:
            self._canvas.setFillGray(1)
            self._rectangle(xs[cell.column] + 1, top + 1, xs[cell.column + cell.colspan] - 1, bottom - 1, fill=1)
            self._canvas.setFillGray(0)

    def _draw_text(
        self, cell: Cell, xs: Sequence[float], top: float, bottom: float, cut_above: bool, cut_below: bool
    ) -> None:
        """The cell's lines: all in the part where the cell begins, unless that part has no room for them."""
        lines = self._lines(cell, xs)
        pitch = self.style.size * 1.3
        if cut_below or cut_above:
            room = int((bottom - top - 2 * PAD + 0.01) / pitch) if cut_below else len(lines)
            begun = getattr(self, "_begun", {})
            done = begun.get(cell, 0) if cut_above else 0
            self._begun = {**begun, cell: done + room}
            lines = lines[done : done + room]
            y = top + PAD
        else:
            y = (top + bottom - len(lines) * pitch) / 2
        left, right = xs[cell.column] + PAD, xs[cell.column + cell.colspan] - PAD
        for line in lines:
            width = pdfmetrics.stringWidth(line, FONT, self.style.size)
            x = (left + right - width) / 2 if self.style.centred and cell.text.isdecimal() else left
            self._print(line, x, y + self.style.size, self.style.size)
            y += pitch

    def _draw_border(
        self, cell: Cell, xs: Sequence[float], top: float, bottom: float, cut_above: bool, cut_below: bool
    ) -> None:
        left, right = xs[cell.column], xs[cell.column + cell.colspan]
        if self.style.borders == "boxes":
            self._canvas.setLineWidth(self.style.border_width * self.style.units)
            self._rectangle(left, top, right, bottom, stroke=1)
        elif self.style.borders == "rings":
            self._ring(left, top, right, bottom)
        elif self.style.borders != "none":
            self._side(left, top, left, bottom)
            self._side(right, top, right, bottom)
            above, below = {"closed": (True, True), "open": (not cut_above, False), "bare": (False, False)}[
                self.style.cut
            ]
            if above or top > self._part_top:
                self._side(left, top, right, top)
            if below or bottom < self._part_bottom:
                self._side(left, bottom, right, bottom)

    def _side(self, x0: float, y0: float, x1: float, y1: float) -> None:
        width = self.style.border_width
        if self.style.borders == "thin fills":
            self._rectangle(x0 - width / 2, y0 - width / 2, x1 + width / 2, y1 + width / 2, fill=1)
            return
        units = self.style.units
        self._canvas.setLineWidth(width * units)
        self._canvas.line(x0 * units, (self.height - y0) * units, x1 * units, (self.height - y1) * units)

    def _rectangle(self, x0: float, y0: float, x1: float, y1: float, fill: int = 0, stroke: int = 0) -> None:
        units = self.style.units
        self._canvas.rect(
            x0 * units, (self.height - y1) * units, (x1 - x0) * units, (y1 - y0) * units, stroke=stroke, fill=fill
        )

    def _ring(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A border filled as the space between two boxes."""
        units = self.style.units
        path = self._canvas.beginPath()
        for by in (0.0, 1.0):
            path.rect(
                (x0 + by) * units,
                (self.height - y1 + by) * units,
                (x1 - x0 - 2 * by) * units,
                (y1 - y0 - 2 * by) * units,
            )
        self._canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def wrap(text: str, size: float, width: float, indent: float = 0.0) -> list[str]:
    """The text cut into lines between any two letters, but not inside a number or word, nor before a closing mark."""
    lines: list[str] = [""]
    for word in _words(text):
        room = width - (indent if len(lines) == 1 else 0.0)
        if lines[-1] and pdfmetrics.stringWidth(lines[-1] + word, FONT, size) > room:
            lines.append("")
        lines[-1] += word
    return lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for letter in text:
        together = words and (letter in "，。；：、）》”！？%" or letter == "—" == words[-1][-1])
        if words and (together or (letter.isascii() and words[-1][-1].isascii() and letter not in "()")):
            words[-1] += letter
        else:
            words.append(letter)
    return words
