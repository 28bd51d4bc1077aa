"""Rows of a statutory table whose label a page end, or its neighbours, tear → the same blocks with these rows whole.

In a table without lines around its cells a label is known by its place alone. A page end cuts it in two, the name of
its group runs through it, and its end stands on the next page under the head that is repeated there. What is put
together is what the form's labels, to the letter and in their order, make of all between two whole rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.model import Block, Cell, Grid
from index.ontology import ontology
from index.pdf_text import starts_item
from index.torn_labels import Kind, Piece, Row, is_row, letters_of, row_of, rows_between

# The forms, and how many columns of figures stand behind the labels (with the units of the statistics table).
_FORMS: Mapping[str, tuple[int, ...]] = {"applications": (7,), "statistics-2014": (1, 2)}
_FEWEST_WHOLE = 2
_LONGEST_LINE, _MOST_LINES = 60, 12
_VALUE = re.compile(r"[\d,，.．%％\s\ufffd]*|[-—–/]+|[件条次篇个人元]|人次|万元|无")
_DASH = re.compile(r"[-—–/]+")
_HEAD_WORDS = 2
# The end of a label that runs into the first column of figures.
_RUN_IN = re.compile(r"(?P<words>[^\d]*(?:\d[.．、][^\d]*)?[^\W\d_][^\d]*?)\s*(?P<figure>\d[\d,]*|[-—–/]+)")


@dataclass(slots=True)
class _Line:
    """A row of a table, or a line of text between two tables: the words left of its figures, what stands in the columns
    of figures, if that is known, and where it came from."""

    words: str
    kind: Kind
    block: int
    values: tuple[Cell, ...] = ()
    row: int | None = None
    gone: bool = False


def with_whole_rows(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with every row put together that can be told for certain, and all else as it is."""
    found = list(blocks)
    for form, widths in _FORMS.items():
        for first, last in _tables(found, form, widths):
            mended = _mended(found[first:last], form)
            if mended is not None:
                found[first:last] = [*mended, *[Block("")] * (last - first - len(mended))]
    return tuple(block for block in found if block.grid is not None or block.text or block in blocks)


def _tables(blocks: Sequence[Block], form: str, widths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where tables of the form stand, with the lines of text that part their pieces; in one a label is whole."""
    at = 0
    while at < len(blocks):
        first, at = at, at + 1
        columns = _columns(blocks[first], widths)
        if not columns:
            continue
        end, known = at, _has_labels(blocks[first], form)
        while at < len(blocks) and at - end <= _MOST_LINES:
            grid, text = blocks[at].grid, blocks[at].text
            if (grid is not None and _columns(blocks[at], widths) != columns) or len(text or "") > _LONGEST_LINE:
                break
            at += 1
            end = at if grid is not None else end
            known = known or _has_labels(blocks[at - 1], form)
        at = end
        if known:
            yield first, end


def _columns(block: Block, widths: Sequence[int]) -> int:
    """How many columns a table has that may be a piece of a form's; 0 where it has others, or merges rows."""
    grid = block.grid
    if grid is None or grid.columns - 1 not in widths or any(cell.rowspan > 1 for cell in grid.cells):
        return 0
    return grid.columns


def _has_labels(block: Block, form: str) -> bool:
    cells = block.grid.cells if block.grid else ()
    return any(cell.column == 0 and letters_of(cell.text) in row_of(form) for cell in cells)


def _mended(blocks: Sequence[Block], form: str) -> list[Block] | None:
    lines = [line for number, block in enumerate(blocks) for line in _lines(block, number, form)]
    whole = [(number, row) for number, line in enumerate(lines) if (row := _whole(line, form)) is not None]
    if len(whole) < _FEWEST_WHOLE or any(one[1] >= other[1] for one, other in pairwise(whole)):
        return None
    changed = False
    edges = [(-1, -1), *whole, (len(lines), len(ontology().rows[form]))]
    for (start, above), (end, below) in pairwise(edges):
        changed |= _mend(lines, range(start + 1, end), form, above, below)
    return _rebuilt(blocks, lines) if changed else None


def _lines(block: Block, number: int, form: str) -> Iterator[_Line]:
    if block.grid is None:
        yield _Line(block.text or "", "none", number)
        return
    for row in range(block.grid.rows):
        cells = sorted((cell for cell in block.grid.cells if cell.row == row), key=lambda cell: cell.column)
        if not cells:
            continue
        label, values = cells[0], tuple(cells[1:])
        yield _Line(label.text, _kind(values, form), number, values, row)


def _kind(values: Sequence[Cell], form: str) -> Kind:
    """Of a line: whether its cells hold figures, nothing, or are not known or heads. In the statistics table, whose
    rows all have a unit, nothing but a unit is a row's too."""
    texts = [cell.text for cell in values if cell.text]
    if not values or sum(any(map(str.isalpha, text)) and not _VALUE.fullmatch(text) for text in texts) >= _HEAD_WORDS:
        return "none"
    if form == "statistics-2014":
        return "figures" if texts else "empty"
    return "figures" if any(any(map(str.isdigit, text)) or _DASH.fullmatch(text) for text in texts) else "empty"


def _whole(line: _Line, form: str) -> int | None:
    """The form's row that a line is as a whole: its label to the letter beside its figures."""
    row = row_of(form).get(letters_of(line.words)) if line.kind == "figures" else None
    if row is None or not is_row(form, row) or not all(_VALUE.fullmatch(cell.text) for cell in line.values):
        return None
    code = ontology().rows[form][row].code
    # What one form has as a row is the name of a group in the other.
    return None if form == "applications" and code is not None and ontology().terms[code].parts else row


# -- between two rows that are whole ------------------------------------------------------------------------------


def _mend(lines: list[_Line], between: range, form: str, above: int, below: int) -> bool:
    """Put together the rows in some lines, or leave open what stands in their empty cells; whether that changed any."""
    return _put(lines, between, form, above, below) or _left_open(lines, between)


def _left_open(lines: list[_Line], between: range) -> bool:
    """Take the cells beside labels for unknown where a line of figures has no label, or the end of one that is torn: it
    may be one of these labels'."""
    if not any(lines[number].kind == "figures" and not starts_item(lines[number].words) for number in between):
        return False
    empty = [number for number in between if lines[number].kind == "empty" and letters_of(lines[number].words)]
    for number in empty:
        lines[number] = replace(lines[number], values=(), kind="none")
    return bool(empty)


def _put(lines: list[_Line], between: range, form: str, above: int, below: int) -> bool:
    """Put together the rows in some lines; whether any were."""
    own = [_parted(lines[number]) for number in between]
    if not own or any(line is None for line in own):
        return False
    known = [line for line in own if line is not None]
    words = [(number, text) for number, line in enumerate(known) for text in line.words.split()]
    pieces = [Piece(number, letters_of(text)) for number, text in words]
    words = [one for one, piece in zip(words, pieces, strict=True) if piece.letters]
    pieces = [piece for piece in pieces if piece.letters]
    if not pieces or any(
        piece.letters.isdigit() and text.isdigit() for piece, (_, text) in zip(pieces, words, strict=True)
    ):
        return False
    rows = rows_between(form, above, below, pieces, {number: line.kind for number, line in enumerate(known)})
    if not rows:
        return False
    _put_together(lines, between, known, rows, [text for _, text in words], pieces)
    return True


def _parted(line: _Line) -> _Line | None:
    """The line with the end of a label that runs into the first figure taken out of it; None where other words stand
    among its figures."""
    if line.kind != "figures" or all(_VALUE.fullmatch(cell.text) for cell in line.values):
        return replace(line)
    first, *rest = line.values
    run_in = _RUN_IN.fullmatch(first.text)
    if run_in is None or not all(_VALUE.fullmatch(cell.text) for cell in rest):
        return None
    words = f"{line.words} {run_in['words']}".strip()
    return replace(line, words=words, values=(replace(first, text=run_in["figure"]), *rest))


def _put_together(
    lines: list[_Line],
    between: range,
    known: Sequence[_Line],
    rows: Sequence[Row],
    texts: Sequence[str],
    pieces: Sequence[Piece],
) -> None:
    """Give each row's line its whole label, and leave to the other lines what is no label's."""
    labels: dict[int, str] = {}
    left = dict(enumerate(texts))
    for row in rows:
        parts = []
        for part in row.parts:
            text, start, end = texts[part.piece], part.start, part.end
            cut = _place(text, start), _place(text, end) if end < len(pieces[part.piece].letters) else len(text)
            parts.append(text[slice(*cut)])
            left[part.piece] = text[: cut[0]] + text[cut[1] :]
        labels[row.line] = "".join(parts)
    for number, line in enumerate(known):
        rest = " ".join(text for piece, text in left.items() if pieces[piece].line == number and text)
        if number in labels:
            line.words = "\x00".join(text for text in (rest, labels[number]) if text)
        else:
            line.gone = not rest and bool(line.words) and line.kind != "figures"
            line.words = rest
    for number, line in zip(between, known, strict=True):
        lines[number] = line


def _place(text: str, letters: int) -> int:
    """Where so many letters of a text end."""
    at = 0
    while letters and at < len(text):
        letters -= bool(letters_of(text[at]))
        at += 1
    return at


# -- lines → blocks -----------------------------------------------------------------------------------------------


def _rebuilt(blocks: Sequence[Block], lines: Sequence[_Line]) -> list[Block]:
    found: list[Block] = []
    for number, block in enumerate(blocks):
        own = [line for line in lines if line.block == number and not line.gone]
        if block.grid is None:
            found += [block if own[0].words == block.text else replace(block, text=own[0].words)] if own else []
            continue
        cells: list[Cell] = []
        row = 0
        for line in own:
            *before, label = line.words.split("\x00")
            page = line.values[0].page if line.values else _page(block.grid, line.row)
            for text in before:
                cells.append(Cell(text, row, 0, 1, block.grid.columns, page))
                row += 1
            span = 1 if line.values else block.grid.columns
            cells.append(Cell(label, row, 0, 1, span, page))
            cells += [replace(cell, row=row) for cell in line.values]
            row += 1
        if row:
            found.append(replace(block, grid=Grid(tuple(cells), row, block.grid.columns)))
    return found


def _page(grid: Grid, row: int | None) -> int | None:
    return next((cell.page for cell in grid.cells if cell.row == row), None)
