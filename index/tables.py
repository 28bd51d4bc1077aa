"""The cells of a statutory table's row, from a grid or from text that lost its borders.

Web text runs a row's cells together (`170000017` is 17,0,0,0,0,0,17) or drops the empty ones (`22` is 2 and 2). Such a
row is read only where the sums that must hold leave one reading: each row's six applicant columns make its total, and
in each column what came in equals what was decided plus what is carried over. Where several readings remain, or none,
the cells are blank and say why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product

from index.model import State
from index.numerals import fold

_NUMBER = r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.,])|[-+]?\d+(?:\.\d+)?"
_UNITS = "亿元|万元|元|人次|场次|件次|条次|条|件|次|篇|个|人|处|份|项|场|期|户|宗|家|起"
_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|(?P<dash>[—–―─-]+|[/\\]|无)|(?P<unit>{_UNITS})")
_HEADER = re.compile(r"统计指标|指标名称|计量单位|单位[:：]?|统计数|数量|[()\"“”|]")
_SPACE = re.compile(r"\s+")
_MAX_DIGITS = 40
_MAX_READINGS = 400
_MAX_COMBINATIONS = 20_000

Reading = tuple[Decimal | None, ...]


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


BLANK = CellReading("blank")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def read_cell(text: str, start: int, end: int) -> CellReading:
    """The one figure in `text[start:end]`, as the cell behind a label holds it: a unit and a figure, either optional.

    Nothing there is blank; a dash, a stroke or 无 is not applicable; anything else than one figure is blank with a why.
    """
    tokens, rest = _tokens(text, start, end)
    numbers = [token for token in tokens if token.kind == "number"]
    dashes = [token for token in tokens if token.kind == "dash"]
    unit = next((token.text for token in tokens if token.kind == "unit"), "")
    if rest:
        return CellReading("blank", raw=text[start:end].strip(), unit=unit, why="the cell holds words, not one figure")
    if len(numbers) > 1 or (numbers and dashes):
        return CellReading(
            "blank", raw=text[start:end].strip(), unit=unit, why="several figures stand behind the label"
        )
    if numbers:
        number = numbers[0]
        span = (number.start, number.end)
        return CellReading("reported", _decimal(number.text), text[slice(*span)], unit, span)
    if dashes:
        return CellReading("not_applicable", raw=dashes[0].text, unit=unit, span=(dashes[0].start, dashes[0].end))
    return CellReading("blank", unit=unit)


def read_row(text: str, start: int, end: int, columns: int) -> tuple[CellReading, ...] | None:
    """The cells of a row that white space still parts, `columns` of them; None where it does not."""
    pieces = [(match.start() + start, match.end() + start) for match in re.finditer(r"\S+", fold(text[start:end]))]
    cells = [read_cell(text, *piece) for piece in pieces]
    if len(cells) != columns or any(cell.state == "blank" for cell in cells):
        return None
    return tuple(cells)


def digits_of(text: str, start: int, end: int) -> str | None:
    """The digits of a row run together, or None where the stretch holds anything else than digits and white space."""
    digits = _SPACE.sub("", fold(text[start:end])).strip('"“”')
    return digits if digits.isdecimal() and len(digits) <= _MAX_DIGITS else None


def cell_spans(text: str, start: int, end: int, reading: Reading) -> list[tuple[int, int] | None]:
    """Where each cell of `reading` stands in a row whose figures run together; None for cells that were dropped."""
    offsets = [at for at in range(start, end) if text[at].isdecimal()]
    spans: list[tuple[int, int] | None] = []
    for value in reversed(reading):
        if value is None:
            spans.append(None)
            continue
        digits = [offsets.pop() for _ in format(value, "f")]
        spans.append((digits[-1], digits[0] + 1))
    return spans[::-1]


def row_readings(digits: str, columns: int) -> list[Reading]:
    """Every way to part `digits` into `columns` cells of which the last is the sum of the others.

    Where there is none, empty cells were dropped: then only the total can be told, and only if every way to part the
    digits into fewer cells gives the same total; its other cells are None.
    """
    whole = list(islice(_partitions(digits, columns), _MAX_READINGS))
    if whole:
        return [tuple(map(Decimal, reading)) for reading in whole]
    totals = {parts[-1] for count in range(2, columns) for parts in islice(_partitions(digits, count), _MAX_READINGS)}
    if len(totals) != 1:
        return []
    return [(*(None for _ in range(columns - 1)), Decimal(totals.pop()))]


def group_readings(digits: str, groups: int, columns: int) -> list[Reading]:
    """Every way to part `digits` into `groups` runs of `columns` cells each, in every one of which the sum holds."""
    if groups == 0:
        return [()] if not digits else []
    found: list[Reading] = []
    for cut in range(columns, len(digits) - (groups - 1) * columns + 1):
        heads = list(islice(_partitions(digits[:cut], columns), _MAX_READINGS))
        if not heads:
            continue
        tails = group_readings(digits[cut:], groups - 1, columns)
        found.extend((*map(Decimal, head), *tail) for head in heads for tail in tails)
        if len(found) > _MAX_READINGS:
            break
    return found


def _partitions(digits: str, count: int) -> Iterator[tuple[int, ...]]:
    for size in range(1, len(digits) - count + 2):
        total = digits[-size:]
        if size > 1 and total[0] == "0":
            continue
        for parts in _addends(digits[:-size], count - 1, int(total)):
            yield (*parts, int(total))


def _addends(digits: str, count: int, total: int) -> Iterator[tuple[int, ...]]:
    if count == 0:
        if not digits and total == 0:
            yield ()
        return
    for size in range(1, len(digits) - count + 2):
        part = digits[:size]
        if (size > 1 and part[0] == "0") or int(part) > total:
            break
        for rest in _addends(digits[size:], count - 1, total - int(part)):
            yield (int(part), *rest)


@dataclass(frozen=True, slots=True)
class Balance:
    """What must hold in every column: the rows `inflow` add up to the rows `outflow`."""

    inflow: tuple[str, ...]
    outflow: tuple[str, ...]


def settle(rows: dict[str, list[Reading]], balances: Sequence[Balance]) -> dict[str, Reading]:
    """The one reading of each row that its possible readings and the balances leave; rows left undecided are not in it.

    `rows` maps each row's code to its possible readings. A row with one reading keeps it. A row with several is decided
    only by balances whose every row is there, and only where all combinations that satisfy them agree on it.
    """
    decided = {code: readings[0] for code, readings in rows.items() if len(readings) == 1}
    open_rows = {code: readings for code, readings in rows.items() if len(readings) > 1}
    usable = [b for b in balances if all(rows.get(code) for code in (*b.inflow, *b.outflow))]
    combinations = 1
    for readings in open_rows.values():
        combinations *= len(readings)
    if not open_rows or not usable or combinations > _MAX_COMBINATIONS:
        return decided
    consistent = []
    for choice in product(*open_rows.values()):
        chosen = {**decided, **dict(zip(open_rows, choice, strict=True))}
        if all(_holds(balance, chosen) for balance in usable):
            consistent.append(choice)
    for index, code in enumerate(open_rows):
        left = {choice[index] for choice in consistent}
        if len(left) == 1 and any(code in (*b.inflow, *b.outflow) for b in usable):
            decided[code] = left.pop()
    return decided


def _holds(balance: Balance, chosen: dict[str, Reading]) -> bool:
    columns = len(next(iter(chosen.values())))
    for column in range(columns):
        inflow = [chosen[code][column] for code in balance.inflow]
        outflow = [chosen[code][column] for code in balance.outflow]
        if None in inflow or None in outflow:
            continue
        if sum(value for value in inflow if value is not None) != sum(value for value in outflow if value is not None):
            return False
    return True


def _tokens(text: str, start: int, end: int) -> tuple[list[_Token], str]:
    """The figures, dashes and units in `text[start:end]`, and what is left beside them."""
    plain = _HEADER.sub(lambda match: " " * len(match.group()), fold(text[start:end]))
    tokens = [
        _Token(str(match.lastgroup), match.group(), start + match.start(), start + match.end())
        for match in _TOKEN.finditer(plain)
    ]
    return tokens, _SPACE.sub("", _TOKEN.sub("", plain))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
