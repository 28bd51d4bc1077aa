"""Plain text → located blocks, one a line. Pipe tables that are regular become grids; no other table is guessed here:
tables whose borders were lost are read later, from the canonical text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from index.grids import cell_text
from index.model import Block, Cell, Grid
from index.reading import LIMITS, Reading, check_limit

_PIPE_ROW = re.compile(r"[^|]*\|.*\|\s*")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_MOST_BETWEEN = 1
_NARROW = 2
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)  # Markdown has no other way to break a line in a cell
_HEAD_LINES = 4  # a head and its rule, with a blank line behind each where the file has one after every row
_RULE = re.compile(r":?-{2,}:?|:-+:?|-+:")


def read_text(text: str) -> Reading:
    """The Reading of a text: a block a line, verbatim but for CRLF and CR, which end lines as LF does.

    Lines of the form `| a | b |` with the same number of cells, one after another or all with a blank line between,
    become a grid; so do such pieces of one table with blank lines between, and a lone row right below a table of its
    width, but for a page's number. Raises LimitExceeded.
    """
    blocks: list[Block] = []
    above, off = 0, 0  # the width of the table above, and how many lines stand between
    for piped, lines in _rejoined(_runs(split_lines(text))):
        rows = [line for line in lines if line.strip()]
        grid = pipe_grid(rows, above if off <= _MOST_BETWEEN else 0) if piped else None
        blocks.extend([Block(grid=grid)] if grid is not None else [Block(text=line) for line in lines])
        above, off = (grid.columns, 0) if grid is not None else (above, off + len(rows))
    return Reading(tuple(blocks))


def _runs(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """The lines in order, parted into pipe rows that belong together and what stands between them."""
    spaced: list[str] = []
    blank: list[str] = []
    for piped, group in groupby(lines, key=is_pipe_row):
        run = list(group)
        if piped and len(run) == 1 and len(blank) <= 1:
            spaced += [*blank, *run]
            blank = []
            continue
        if not piped and spaced and len(run) == 1 and not run[0].strip():
            blank = run
            continue
        yield from ((kind, held) for kind, held in ((True, spaced), (False, blank)) if held)
        spaced, blank = [], []
        yield piped, run
    yield from ((kind, held) for kind, held in ((True, spaced), (False, blank)) if held)


def _rejoined(runs: Iterable[tuple[bool, list[str]]]) -> Iterator[tuple[bool, list[str]]]:
    """The runs, with the pieces of a table that only blank lines part put together, and those blank lines left out."""
    table: list[str] = []
    blank: list[str] = []
    for piped, lines in runs:
        if piped and (rest := _continuation(table, lines)):
            table += rest
            blank = []
        elif not piped and table and not blank and not any(line.strip() for line in lines):
            blank = lines
        else:
            yield from ((kind, held) for kind, held in ((True, table), (False, blank)) if held)
            table, blank = (lines, []) if piped else ([], lines)
    yield from ((kind, held) for kind, held in ((True, table), (False, blank)) if held)


def _continuation(table: Sequence[str], lines: Sequence[str]) -> list[str]:
    """What pipe rows add to the table above them, whose head has a rule under it: nothing where theirs has one, too.

    Without a head they are no table of their own; an empty head is what a converter writes where there is none. Rows
    of another width, and those below a table without a rule, stay by themselves.
    """
    head = [_pipe_cells(line) for line in table[:_HEAD_LINES] if line.strip()]
    rest = [line for line in lines if line.strip()]
    rows = [_pipe_cells(line) for line in rest]
    if len({len(row) for row in (*head, *rows)}) != 1 or not any(map(_is_rule, head)):
        return []
    if len(rows) > 1 and _is_rule(rows[1]):
        return [] if any(rows[0]) else rest[2:]
    return rest


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends and without a byte order mark."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    check_limit(len(text), LIMITS.characters, "characters")
    check_limit(text.count("\n") + 1, LIMITS.blocks, "lines")
    return text.split("\n")


def is_pipe_row(line: str) -> bool:
    """Whether a line has the form `| a | b |` or, as some converters leave it, `a | b |`."""
    return _PIPE_ROW.fullmatch(line) is not None


def pipe_grid(lines: Sequence[str], above: int = 0) -> Grid | None:
    """The grid of consecutive pipe rows, or None where they are not of one width or too few: two, or a single one that
    is as wide as the table `above`."""
    rows = [row for row in map(_pipe_cells, lines) if not _is_rule(row)]
    widths = {len(row) for row in rows}
    lone = len(rows) == 1 and widths == {above} and above > _NARROW
    if len(widths) != 1 or widths == {1} or (len(rows) < 2 and not lone):
        return None
    return Grid(tuple(_place(rows)), len(rows), widths.pop())


def _pipe_cells(line: str) -> list[str]:
    inner = _CELL_BORDER.split(line.strip().removeprefix("|"))[:-1]
    return [_pipe_cell(cell.strip().replace("\\|", "|")) for cell in inner]


def _pipe_cell(text: str) -> str:
    lines = _LINE_BREAK.split(text)
    return cell_text(lines) if len(lines) > 1 else text


def _is_rule(row: Sequence[str]) -> bool:
    """Whether a row is the `|---|:-:|` under a Markdown table's head."""
    return all(_RULE.fullmatch(cell) for cell in row) and bool(row)


def _place(rows: Sequence[Sequence[str]]) -> Iterator[Cell]:
    check_limit(sum(map(len, rows)), LIMITS.cells, "table cells")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            yield Cell(text, number, column)
