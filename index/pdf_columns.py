"""Lines of text that stand in columns → tables, for pages whose tables have no rules around their cells.

Only what its place makes certain becomes a cell: the columns of figures are the strips in which rows hold figures or
dashes and between which nothing stands; what stands over them are their heads. Everything left of them are labels,
which `pdf_labels` gives to the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from index.pdf_entries import Entry, entries_of, with_one_head
from index.pdf_labels import Label, parted
from index.pdf_page import UNKNOWN, Box, Char, Rule
from index.pdf_rows import WRAPPED, Row, outside, runs, sections, with_whole_heads
from index.pdf_strips import Strips
from index.pdf_tables import Piece, PieceCell
from index.pdf_text import TextLine, join, text_lines

_FEWEST_ROWS, _FEWEST_FIGURES = 2, 5
_FEWEST_UNREAD = 3
_MOST_LINES = 200
# Level rules that cover this part of the figures' width part rows.
_COVERED = 0.7
# Parts of one row differ in height by less than this part of a letter.
_LEVEL = 0.35
# And lines of one column begin at places that differ by less than this part.
_LEVEL_WITH = 0.15
_ITEM = re.compile(r"\d[.．、]\D")


def find_columns(
    lines: Sequence[TextLine], rules: Iterable[Rule], page: int, edge: float
) -> tuple[list[Piece], list[TextLine]]:
    """The tables without rules among a page's lines, and the lines outside them. `edge` is where the document's text
    ends on the right: browsers leave out the digits that begin behind it."""
    rules = list(rules)
    pieces: list[Piece] = []
    rest: list[TextLine] = []
    found = runs([Row.of(line) for line in lines])
    for run in (part for whole in found for part in sections(whole)):
        above, below = outside(run)
        inner = with_whole_heads(run[above : len(run) - below])
        piece = _table(inner, rules, page, edge)
        if piece is None and sum(row.is_tabular and bool(row.values) for row in inner) >= _FEWEST_UNREAD:
            piece = _unread(inner, page)
        if piece is None:
            rest.extend(row.line for row in run)
        else:
            rest.extend(row.line for row in (*run[:above], *run[len(run) - below :]))
            pieces.append(piece)
    return pieces, rest


# -- run → table --------------------------------------------------------------------------------------------------


def _table(run: Sequence[Row], rules: Sequence[Rule], page: int, edge: float) -> Piece | None:
    """The run's table; None where it has too few rows with figures or something stands across their columns."""
    tabular = [row for row in run if row.is_tabular]
    with_values = [row for row in tabular if row.values]
    figures = max((len(row.values) for row in with_values), default=0)
    enough = len(tabular) >= _FEWEST_ROWS or figures >= _FEWEST_FIGURES
    if not enough or 2 * sum(len(row.values) for row in with_values) < len(tabular) or len(run) > _MOST_LINES:
        return None
    strips = Strips.of([row.values for row in with_values])
    if figures >= _FEWEST_FIGURES and len(with_values) == 1 and not _labels_beside(with_values[0]):
        strips = strips.reaching(min(row.line.x0 for row in run))
    beside = [part.x1 for row in with_values for part in row.parts if part.x1 <= strips.left]
    headed = strips.with_heads(_heads(run), max(beside, default=0.0))
    if headed is None:
        return None
    strips = headed
    labels = _apart([part for row in run for part in row.parts if part.x1 <= strips.left])
    entries = entries_of(run, strips, edge)
    if entries is None:
        return None
    entries = with_one_head(entries)
    found = _labelled(labels, entries, rules, strips)
    return _piece(found, entries, run, strips, page)


def _labels_beside(row: Row) -> bool:
    return len(row.values) < len(row.parts)


def _heads(run: Sequence[Row]) -> list[TextLine]:
    """What stands over the first figures, from the lowest line to the highest."""
    first = next((index for index, row in enumerate(run) if len(row.values) and row.is_tabular), 0)
    return [part for row in reversed(run[:first]) for part in row.parts]


def _unread(run: Sequence[Row], page: int) -> Piece:
    """What is a table by all appearances and cannot be parted into columns: a cell a line, so that its lines are not
    taken for text in which one goes on in the next."""
    left, right = min(row.line.x0 for row in run), max(row.line.x1 for row in run)
    cells = tuple(PieceCell(row.line.text, number, 0, 1, 1, page) for number, row in enumerate(run))
    return Piece(
        page, Box(left, run[0].line.top, right, run[-1].line.bottom), (left, right), len(run), cells, ruled=False
    )


# -- labels -------------------------------------------------------------------------------------------------------


def _labelled(
    labels: Sequence[TextLine], entries: Sequence[Entry], rules: Sequence[Rule], strips: Strips
) -> list[Label]:
    """The labels, each with the number of its entry."""
    columns = _label_columns(labels)
    banded = _by_bands(columns, entries, _levels(rules, strips))
    return banded if banded is not None else parted(columns, [entry.y for entry in entries])


def _apart(labels: Sequence[TextLine]) -> list[TextLine]:
    """The lines of labels, those of two columns cut that run together: where a number stands at the very place at which
    the numbered lines of a column begin."""
    begins = [line.x0 for line in labels if _ITEM.match(line.text)]
    found: list[TextLine] = []
    for line in labels:
        cuts = [
            index
            for index, char in enumerate(line.chars)
            if index and char.run != line.chars[index - 1].run and _begins_item(line.chars[index:])
            if sum(abs(char.x0 - x) < _LEVEL_WITH * line.size for x in begins) >= _FEWEST_ROWS
        ]
        pieces = [line.chars[a:b] for a, b in pairwise([0, *cuts, len(line.chars)])] if cuts else []
        found += [part for piece in pieces for part in text_lines(piece)] if cuts else [line]
    return found


def _begins_item(chars: Sequence[Char]) -> bool:
    return _ITEM.match("".join(char.text for char in chars[:3])) is not None


def _label_columns(labels: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines of labels by columns, the one next to the figures first; a label over two columns is in the left one
    where it begins."""
    columns: list[tuple[float, float, list[TextLine]]] = []
    for label in sorted(labels, key=lambda line: -line.x0):
        near = next((column for column in columns if abs(column[0] - label.x0) < label.size), None)
        over = near or next((column for column in columns if label.x1 > column[0] and _shares(label, column)), None)
        if over is None:
            columns.append((label.x0, label.x1, [label]))
        else:
            over[2].append(label)
    return [sorted(lines, key=lambda line: line.y) for _, _, lines in columns]


def _shares(label: TextLine, column: tuple[float, float, list[TextLine]]) -> bool:
    """Whether a label stands in a column by and large: lines set in the middle begin at different places."""
    start, end = min(line.x0 for line in column[2]), max(line.x1 for line in column[2])
    return abs(label.x0 + label.x1 - start - end) < 2 * label.size


def _levels(rules: Sequence[Rule], strips: Strips) -> list[float]:
    """The heights at which level rules go through the columns of figures."""
    heights: dict[int, float] = {}
    exact: dict[int, float] = {}
    for rule in rules:
        if rule.level:
            covered = min(rule.end, strips.right) - max(rule.start, strips.left)
            heights[round(rule.at)] = heights.get(round(rule.at), 0.0) + max(0.0, covered)
            exact[round(rule.at)] = rule.at
    return sorted(exact[at] for at, covered in heights.items() if covered > _COVERED * (strips.right - strips.left))


def _by_bands(
    columns: Sequence[Sequence[TextLine]], entries: Sequence[Entry], levels: Sequence[float]
) -> list[Label] | None:
    """The labels of the rows that level rules part: in each band the lines next to the figures; None where the rules
    do not part every row from the next."""

    def band(y: float) -> int:
        return sum(level < y for level in levels)

    rows = {band(entry.y): number for number, entry in reversed(list(enumerate(entries))) if not entry.figures}
    rows |= {band(entry.y): number for number, entry in enumerate(entries) if entry.figures}
    bands = [band(entry.y) for entry in entries if entry.figures]
    if len(set(bands)) < len(bands) or len(levels) < len(bands):
        return None
    if any(band(entry.y) in bands for entry in entries if not entry.figures):
        return None  # no rule parts the head from a row
    labels: list[Label] = []
    taken: set[int] = set()
    seen: set[int] = set()
    for lines in columns:
        by_band: dict[int, list[TextLine]] = {}
        for line in lines:
            by_band.setdefault(band(line.y), []).append(line)
        for place, inside in by_band.items():
            free = place in rows and place not in taken
            labels.append(Label(tuple(inside), rows[place] if free else None, sure=place not in seen))
            taken |= {place} if free else set()
            seen |= {place}
    return labels


# -- labels and entries → piece -----------------------------------------------------------------------------------


def _piece(labels: Sequence[Label], entries: Sequence[Entry], run: Sequence[Row], strips: Strips, page: int) -> Piece:
    left, right = min(row.line.x0 for row in run), max(row.line.x1 for row in run)
    by_row = {label.row: label for label in labels if label.row is not None}
    width = int(bool(labels))
    _mark_cut(entries, by_row, run[0].line.size)
    # Figures beside no label may belong to a label beside no figures: then that row is not empty.
    lone = width > 0 and any(entry.figures and number not in by_row for number, entry in enumerate(entries))
    rows: list[tuple[float, str, dict[tuple[int, int], str] | None]] = [
        (entry.y, _text(by_row[number]) if number in by_row else "", entry.texts)
        for number, entry in enumerate(entries)
    ]
    rows += [(label.y, _text(label), {} if label.sure and not lone else None) for label in labels if label.row is None]
    rows.sort(key=lambda row: row[0])
    cells = [
        cell for number, row in enumerate(rows) for cell in _cells(row[1], row[2], number, width, strips.count, page)
    ]
    xs = (left, *[strips.left] * width, *strips.between(), right)
    box = Box(left, run[0].line.top, right, run[-1].line.bottom)
    return Piece(page, box, xs, len(rows), tuple(cells), ruled=False)


def _mark_cut(entries: Sequence[Entry], labelled: Mapping[int, Label], size: float) -> None:
    """Leave the figures unread that may go on in the line above or below, where a line of digits has no label of its
    own: narrow columns cut figures."""
    for number, (above, below) in enumerate(pairwise(entries)):
        labels = labelled.get(number), labelled.get(number + 1)
        close = above.figures and below.figures and below.y - above.y < WRAPPED * size
        if close and (None in labels or _is_taken(above, below, *labels)):
            for place in above.texts.keys() | below.texts.keys():
                for entry in (above, below):
                    entry.texts[place] = entry.texts.get(place, "") + UNKNOWN


def _is_taken(above: Entry, below: Entry, one: Label | None, other: Label | None) -> bool:
    """Whether the label further out may be that of several rows and have taken the digits of the other one's row."""
    if one is None or other is None or abs(one.lines[0].x0 - other.lines[0].x0) < one.lines[0].size:
        return False
    outer, inner = (above, below) if one.lines[0].x0 < other.lines[0].x0 else (below, above)
    digits = all(text.isdecimal() for text in outer.texts.values())
    return digits and (outer.texts.keys() < inner.texts.keys() or outer.texts.keys().isdisjoint(inner.texts))


def _cells(
    label: str, texts: dict[tuple[int, int], str] | None, row: int, labels: int, strips: int, page: int
) -> Iterator[PieceCell]:
    """The label's cell, over the whole row where nothing is known of its columns, and a cell for every column."""
    if labels:
        yield PieceCell(label, row, 0, 1, labels + strips if texts is None else 1, page)
    if texts is None:
        return
    starts = {start: (end, text) for (start, end), text in texts.items()}
    inner = {column for start, end in texts for column in range(start + 1, end + 1)}
    for column in range(strips):
        end, text = starts.get(column, (column, ""))
        if column not in inner:
            yield PieceCell(text, row, labels + column, 1, end - column + 1, page)


def _text(label: Label) -> str:
    """A label's text: what stands side by side apart, what stands one below the other joined."""
    text = label.lines[0].text
    for before, line in pairwise(label.lines):
        beside = abs(before.y - line.y) < _LEVEL * line.size
        text = f"{text} {line.text}" if beside else join(text, line.text)
    return text
