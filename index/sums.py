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
_MOST_COMBINATIONS = 4_000

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


def ways(digits: str, columns: int) -> int:
    """In how many ways `digits` can be parted into `columns` cells whatever their sum: the more there are, the more
    likely it is that a sum holds by chance."""
    counts = [1] + [0] * len(digits)
    for _ in range(columns):
        counts = [0] + [
            sum(counts[start] for start in range(end) if end - start == 1 or digits[start] != "0")
            for end in range(1, len(digits) + 1)
        ]
    return counts[-1]


def group_readings(digits: str, widths: Sequence[int]) -> list[Reading]:
    """Every way to part `digits` into runs of as many cells each as `widths` says, in every one of which the sum
    holds."""
    if not widths:
        return [()] if not digits else []
    width, *others = widths
    found: list[Reading] = []
    for cut in range(width, len(digits) - sum(others) + 1) if width else (0,):
        heads = row_readings(digits[:cut], width) if width else [()]
        tails = group_readings(digits[cut:], others) if heads else []
        found.extend((*head, *tail) for head in heads for tail in tails)
        if len(found) > _MOST_READINGS:
            break
    return found


def only_group_reading(digits: str, groups: int, width: int) -> Reading | None:
    """The one way to part `digits` into `groups` runs of `width` cells in which the sums hold; None where there are
    several, or where the digits may be those of fewer cells."""
    found = group_readings(digits, (width,) * groups)
    narrower = (widths for widths in product((0, *range(2, width + 1)), repeat=groups) if sum(widths) < groups * width)
    return found[0] if len(found) == 1 and not any(group_readings(digits, widths) for widths in narrower) else None


def _partitions(digits: str, count: int) -> Iterator[tuple[int, ...]]:
    for size in range(1, len(digits) - count + 2):
        total = digits[-size:]
        if size > 1 and total[0] == "0":
            continue
        for parts in _addends(digits[:-size], count - 1, int(total)):
            yield (*parts, int(total))


def _addends(digits: str, count: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every way to part `digits` into `count` numbers that add up to `total`."""
    if count == 0:
        if not digits and total == 0:
            yield ()
        return
    longest = len(digits) - count + 1
    if len(digits) > count * len(str(total)) or total > count * 10**longest:
        return
    for size in range(1, longest + 1):
        part = int(digits[:size])
        if (size > 1 and digits[0] == "0") or part > total:
            break
        for rest in _addends(digits[size:], count - 1, total - part):
            yield (part, *rest)


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
