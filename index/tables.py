"""One cell of a statutory table, and the cells of a row that still stand apart in running text → what they hold.

A figure is read only where the cell holds one figure and nothing that could make it another: no second figure, no
words, no bracket around it, no leading zero (`007` is three cells run together).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice, pairwise

from index.model import State
from index.numerals import fold
from index.ontology import Term

_NUMBER = r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.,])|[-+]?\d+(?:\.\d+)?"
_ZEROS = "零〇"  # reported, where a dash, a stroke or 无 only says that there is nothing to report
_UNITS = "亿元|万元|元|人次|场次|件次|条次|条|件|次|篇|个|人|处|份|项|场|期|户|宗|家|起"
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER}|[{_ZEROS}](?=(?:{_UNITS})?(?!\w)))|(?P<dash>[—–―─-]+|[/\\]|无)|(?P<unit>{_UNITS})"
)
_MARK = r"(?<=\d)[(\[]?[⁰¹²³⁴-⁹]+[)\]]?"  # of a note
_HEADER = re.compile(
    rf"{_MARK}|统计指标|指标名称|计量单位|单位[:：]?|统计数|数量|\((?=[^()\d]*\))|(?<=[^()\d])\)|[\"“”|]"
)
_ROW = re.compile(r"(?:[^\S\n\t]*\t|[^\S\t]*\n)(?P<line>[^\n]*)(?:\n\W*\d*\W*)?$")
_PIECE = re.compile(r"\S+")
_WITH_UNIT = re.compile(rf"\d+(?:{_UNITS})")  # what parts the cells of a row as surely as white space does
_UNITS_ONLY = re.compile(rf"\s*(?:\d+(?:{_UNITS})){{2,}}\s*")
_BARRED = re.compile(r"(?:[^\S\n]*\|[^\S\n]*\n)?[^\S\n]*\|(?P<line>[^\n]*)\|[^\S\n]*(?:\n\W*\d*\W*)?$")
_SPACE = re.compile(r"\s+")
_MONEY = frozenset({"万元", "元", "亿元"})
_MOST_DIGITS = 9
_MOST_CELLS = 60  # far more than any row of a form has

MORE_DIGITS = "the last figure may have run together with what stands behind the table"
FURTHER_OFF = "the figure stands further off than those of the other rows: it may be a page's number"
SEVERAL = "several figures stand behind the label"


@dataclass(frozen=True, slots=True)
class CellReading:
    """One cell: its state, its value where it is reported, and where it stands in the text (None where it cannot be
    told apart from its neighbours). `why` says why a cell that holds something could not be read."""

    state: State
    value: Decimal | None = None
    raw: str = ""
    unit: str = ""
    span: tuple[int, int] | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def read_cell(text: str, start: int, end: int, signed: bool = False) -> CellReading:
    """The one figure in `text[start:end]`, as the cell behind a label holds it: a unit and a figure, both optional.

    Nothing there is blank; a dash, a stroke or 无 is not applicable, while 零 is a
    zero; anything else than one figure is blank with a why.
    Only a `signed` cell (本年增/减) may hold a figure with a sign.
    """
    tokens, rest = _tokens(text, start, end)
    numbers = [token for token in tokens if token.kind == "number"]
    dashes = [token for token in tokens if token.kind == "dash"]
    tokens = _without_second_unit(tokens)
    units = [token.text for token in tokens if token.kind == "unit"]
    unit = units[0] if units else ""
    why = _doubt(tokens, rest, signed)
    if why:
        return CellReading("blank", raw=text[start:end].strip(), unit=unit, why=why)
    if numbers:
        number = numbers[0]
        span = (number.start, number.end)
        return CellReading("reported", _decimal(number.text), text[slice(*span)], unit, span)
    if dashes:
        return CellReading("not_applicable", raw=dashes[0].text, unit=unit, span=(dashes[0].start, dashes[0].end))
    return CellReading("blank", unit=unit)


def _without_second_unit(tokens: list[_Token]) -> list[_Token]:
    """A unit, a figure and the same unit right behind it (件 5件) are one unit and its figure."""
    if [token.kind for token in tokens] != ["unit", "number", "unit"]:
        return tokens
    unit, number, again = tokens
    return [unit, number] if again.text == unit.text and again.start == number.end else tokens


def _doubt(tokens: Sequence[_Token], rest: str, signed: bool) -> str | None:
    """Why the tokens are not one figure that can be read with certainty; None where they are, or are none."""
    numbers = [token.text for token in tokens if token.kind == "number"]
    if rest:
        return "the cell holds words, not one figure"
    if len(numbers) > 1 or (numbers and any(token.kind == "dash" for token in tokens)):
        return SEVERAL
    if numbers and sum(token.kind == "unit" for token in tokens) > 1:
        return "units of several cells stand behind the label"
    for number in numbers:
        if re.match(r"[-+]?0[\d,]", number) or len(re.sub(r"\..*|\D", "", number)) > _MOST_DIGITS:
            return "figures of several cells run together"
        if number[0] in "+-" and not signed:
            return "the figure has a sign where none can be"
    return None


def as_count(cell: CellReading, term: Term) -> CellReading:
    """`cell`, or the same as blank where it holds a fraction of what comes in whole numbers."""
    if cell.value is None or cell.value == cell.value.to_integral_value() or {cell.unit or term.unit} & _MONEY:
        return cell
    return CellReading("blank", raw=cell.raw, unit=cell.unit, why="the figure is a fraction of what is counted whole")


def with_unit(cell: CellReading, unit: str) -> CellReading:
    """`cell` with the unit that stands elsewhere in its row, unless it has its own."""
    return cell if cell.unit or not unit else replace(cell, unit=unit)


def row_cells(text: str, start: int, end: int, columns: int, signed: Sequence[int] = ()) -> list[CellReading] | None:
    """The cells of a row that still stand apart in `text[start:end]`; None where they run together or hold anything
    but figures and dashes. `signed` numbers the columns that may hold a figure with a sign.

    Tabs part `columns` cells, empty ones included; other white space parts cells that are not empty, as many as there
    are, so that which of them were dropped is for the caller to find out.
    """
    tabbed = tabbed_cells(text, start, end, columns, signed)
    if tabbed is not None:
        return tabbed
    cell = _WITH_UNIT if _UNITS_ONLY.fullmatch(text, start, end) else _PIECE
    found = islice(cell.finditer(text[start:end]), _MOST_CELLS + 1)
    pieces = [(match.start() + start, match.end() + start) for match in found]
    if len(pieces) > _MOST_CELLS or _mixed(text, pieces):
        return None
    cells = _read_all(text, pieces, signed)
    return None if len(cells) < 2 or any(cell.state == "blank" for cell in cells) else cells


def _mixed(text: str, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether tabs part some pieces and mere spaces others: then a cell holds more than one of them."""
    gaps = [text[left[1] : right[0]] for left, right in pairwise(pieces)]
    return any("\t" in gap for gap in gaps) and any(gap and "\t" not in gap and "\n" not in gap for gap in gaps)


def tabbed_cells(text: str, start: int, end: int, columns: int, signed: Sequence[int] = ()) -> list[CellReading] | None:
    """The `columns` cells between tabs on the first line that holds any: behind the label, or on a line of their own;
    between bars, behind the label. None where there are not as many or one holds more than a figure or a dash.

    Behind them nothing may stand but a number alone on its line, as a page's.
    """
    row = _BARRED.match(text, start, end) or _ROW.match(text, start, end)
    parting = "|" if row and row.re is _BARRED else "\t"
    if row is None or row["line"].count(parting) != columns - 1:
        return None
    tabs = [at for at in range(*row.span("line")) if text[at] == parting]
    edges = pairwise([row.start("line") - 1, *tabs, row.end("line")])
    cells = _read_all(text, [(left + 1, right) for left, right in edges], signed)
    return None if any(cell.why for cell in cells) else cells


def _read_all(text: str, places: Sequence[tuple[int, int]], signed: Sequence[int]) -> list[CellReading]:
    return [read_cell(text, *place, signed=number in signed) for number, place in enumerate(places)]


def digits_of(text: str, start: int, end: int) -> str | None:
    """The digits of a row that runs together, or None where the stretch holds anything else than one run of digits."""
    digits = fold(text[start:end]).strip().strip('"“”')
    return digits if digits.isdecimal() else None


def cell_spans(text: str, start: int, end: int, reading: Sequence[int | None]) -> list[tuple[int, int] | None]:
    """Where each cell of `reading` stands in a row whose figures run together; None for cells that were dropped."""
    offsets = [at for at in range(start, end) if text[at].isdecimal()]
    spans: list[tuple[int, int] | None] = []
    for value in reversed(reading):
        if value is None:
            spans.append(None)
            continue
        digits = [offsets.pop() for _ in str(value)]
        spans.append((digits[-1], digits[0] + 1))
    return spans[::-1]


def _tokens(text: str, start: int, end: int) -> tuple[list[_Token], str]:
    """The figures, dashes and units in `text[start:end]`, and what is left beside them."""
    plain = _HEADER.sub(lambda match: " " * len(match.group()), fold(text[start:end]))
    tokens = [
        _Token(str(match.lastgroup), match.group(), start + match.start(), start + match.end())
        for match in _TOKEN.finditer(plain)
    ]
    return tokens, _SPACE.sub("", _TOKEN.sub("", plain))


def line_feeds_before(text: str, start: int, cell: CellReading) -> int:
    """How many line feeds stand right before a cell's figure and behind what is before it in its row, from `start`."""
    if cell.span is None:
        return 0
    before = text[start : cell.span[0]]
    return before[len(before.rstrip()) :].count("\n")


def ends_in_more(cells: Sequence[CellReading]) -> bool:
    """Whether the last of some cells is the sum of the others with more digits behind it, as a page's number is."""
    *parts, total = [cell.value or Decimal(0) for cell in cells]
    return sum(parts) != total and str(total).startswith(str(sum(parts)))


def _decimal(text: str) -> Decimal:
    return Decimal(0 if text in _ZEROS else text.replace(",", ""))
