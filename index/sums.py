"""Rows of figures that ran together → the figures, where the sums that must hold leave one reading.

Web text runs a row's cells together (`170000017` is 17,0,0,0,0,0,17) and drops empty ones (`22` is 2 and 2). A row's
six applicant columns make its total; in each column what came in equals what was decided plus what is carried over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

_MOST_DIGITS = 40
_MOST_READINGS = 400
_MOST_COMBINATIONS = 10_000

Reading = tuple[int | None, ...]


def row_readings(digits: str, columns: int) -> list[Reading]:
    """Every way to part `digits` into `columns` cells of which the last is the sum of the others."""
    if len(digits) > _MOST_DIGITS:
        return []
    return list(islice(_partitions(digits, columns), _MOST_READINGS))


def totals(digits: str, columns: int) -> set[int]:
    """The totals of every way to part `digits` into two to `columns` cells of which the last is the sum of the others:
    what the total can be where empty cells may have been dropped."""
    return {reading[-1] or 0 for count in range(2, columns + 1) for reading in row_readings(digits, count)}


def group_readings(digits: str, groups: int, columns: int) -> list[Reading]:
    """Every way to part `digits` into `groups` runs of `columns` cells each, in every one of which the sum holds."""
    if groups == 0:
        return [()] if not digits else []
    found: list[Reading] = []
    for cut in range(columns, len(digits) - (groups - 1) * columns + 1):
        heads = row_readings(digits[:cut], columns)
        tails = group_readings(digits[cut:], groups - 1, columns) if heads else []
        found.extend((*head, *tail) for head in heads for tail in tails)
        if len(found) > _MOST_READINGS:
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


def settle(rows: Mapping[str, Sequence[Reading]], balances: Sequence[Balance]) -> dict[str, Reading]:
    """The reading of each row that the balances leave as the only one; rows with several left are not in it.

    `rows` maps each row's code to its possible readings. Nothing is settled where a row of a balance has no reading,
    where no choice of readings satisfies every balance, or where there are too many to try. A balance is checked in the
    columns that every reading knows.
    """
    needed = {code for balance in balances for code in (*balance.inflow, *balance.outflow)}
    if not balances or not all(rows.get(code) for code in needed):
        return {}
    columns = [
        column
        for column in range(len(rows[next(iter(needed))][0]))
        if all(reading[column] is not None for code in needed for reading in rows[code])
    ]
    several = [code for code in needed if len(rows[code]) > 1]
    combinations = 1
    for code in several:
        combinations *= len(rows[code])
    if not columns or combinations > _MOST_COMBINATIONS:
        return {}
    chosen = {code: rows[code][0] for code in needed}
    left: dict[str, set[Reading]] = {code: set() for code in needed}
    for choice in product(*(rows[code] for code in several)):
        chosen.update(zip(several, choice, strict=True))
        if all(_holds(balance, chosen, columns) for balance in balances):
            for code in needed:
                left[code].add(chosen[code])
    return {code: next(iter(readings)) for code, readings in left.items() if len(readings) == 1}


def _holds(balance: Balance, chosen: Mapping[str, Reading], columns: Sequence[int]) -> bool:
    return all(
        sum(chosen[code][column] or 0 for code in balance.inflow)
        == sum(chosen[code][column] or 0 for code in balance.outflow)
        for column in columns
    )
