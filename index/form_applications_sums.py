"""The sums of the applications table, and which of its rows they make sure of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from index.labels import LabelHit
from index.misread import doubt
from index.ontology import APPLICANTS, ontology
from index.sums import Balance, Reading, settle
from index.tables import CellReading

FORM = "applications"
WIDTH = len(APPLICANTS)
_OUTCOMES_FROM, _OUTCOMES_TO = "granted", "handled_total"
_SPLIT = "other_handling"


def outcome_codes(present: Iterable[str]) -> tuple[str, ...]:
    """The codes of all outcome rows of the form that a table with rows of these codes is in; none if one is missing.

    The form of 2021 splits 其他处理 into three rows, that of 2019 does not.
    """
    codes = [row.code for row in ontology().rows[FORM] if row.code is not None]
    codes = codes[codes.index(_OUTCOMES_FROM) : codes.index(_OUTCOMES_TO)]
    there, parts = set(present), set(ontology().terms[_SPLIT].parts)
    whole = [code for code in codes if code not in (parts if _SPLIT in there else {_SPLIT})]
    return tuple(whole) if there.issuperset(whole) else ()


def balances(readings: Mapping[str, Sequence[Reading]]) -> list[Balance]:
    """The form's own sums, per column: 新收 + 上年结转 = 总计 + 结转下年度, and 总计 = the outcomes.

    Where the row 总计 cannot be read, what came in equals the outcomes and what is carried over.
    """
    outcomes = outcome_codes(readings)
    inflow, total, carried_over = ("applications_received", "carried_over_in"), "handled_total", "carried_over_out"
    if not outcomes or not {*inflow, total, carried_over} <= readings.keys():
        return []
    if not readings[total]:
        return [Balance(inflow, (*outcomes, carried_over))]
    return [Balance(inflow, (total, carried_over)), Balance(outcomes, (total,))]


def balanced(cells: Mapping[str, Sequence[CellReading]]) -> bool:
    """Whether every row of the form is there and every sum of the form holds, empty cells counted as nothing."""
    readings: dict[str, Sequence[Reading]] = {
        code: [tuple(int(cell.value or 0) for cell in row)] for code, row in cells.items()
    }
    read = not any(cell.why for row in cells.values() for cell in row) and all(map(adds_up, cells.values()))
    return read and bool(settle(readings, balances(readings)))


def adds_up(cells: Sequence[CellReading]) -> bool:
    """Whether the last cell is the sum of the others, blank ones counted as nothing."""
    *parts, total = [cell.value or Decimal(0) for cell in cells]
    return sum(parts) == total


def without_doubtful(
    rows: Sequence[tuple[LabelHit, str]], cells: Mapping[str, Sequence[CellReading]]
) -> dict[str, Sequence[CellReading]]:
    """The rows' cells, without those of rows whose labels were misread, unless every sum of the form holds."""
    if not any(hit.misread or hit.reworded for hit, _ in rows):
        return dict(cells)
    holds = balanced(cells)
    doubts = {code: doubt(hit, holds) for hit, code in rows}
    return {code: blank_row(why) if (why := doubts[code]) else row for code, row in cells.items()}


def blank_row(why: str) -> tuple[CellReading, ...]:
    return (CellReading("blank", why=why),) * WIDTH
