"""Pieces of torn labels → the rows of a form that they are the labels of, and the figures that stand beside each.

Between two rows that are whole stand the pieces of others, those of their groups' names (三、本年 | 度办理结果) and of
a head that is repeated, in the order in which the page shows them. A reading gives every piece a place: each label is
one of the form's to the letter, in the form's order. Only where all readings lead to the same rows is there a result.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from index.numerals import fold
from index.ontology import APPLICANTS, ontology

_APPLICATIONS = "applications"
_NUMBER = re.compile(r"[(]?[一二三四五六七八九十]+[、)]|\d\.")
_NOTE = "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和"
_HEADS = ("申请人情况", "法人或其他组织")
_FEWEST_OF_NOTE = 2
_MOST_READINGS, _MOST_STEPS = 40, 3000
# No row of a form is in more pieces, and no label as long.
_MOST_PIECES, _LONGEST = 80, 80


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line, `line` its number, without anything but letters and digits."""

    line: int
    letters: str


@dataclass(frozen=True, slots=True)
class Part:
    """What of a piece belongs to a label: the letters [start, end) of the piece with this number."""

    piece: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the form put together: the parts of its label, and the line that has its figures, or its empty cells."""

    row: int
    parts: tuple[Part, ...]
    line: int


Kind = Literal["figures", "empty", "none"]


def letters_of(text: str) -> str:
    """The letters and digits of a label, as labels are compared here."""
    return "".join(char for char in fold(text) if char.isalnum())


@cache
def labels_of(form: str) -> tuple[tuple[int, str], ...]:
    """The letters of every label of the form's rows, with the row's number; groups' names among them."""
    found: dict[tuple[int, str], None] = {}
    for number, row in enumerate(ontology().rows[form]):
        numbered = [label for label in row.labels if _NUMBER.match(label)] or row.labels
        found.update(((number, letters_of(label)), None) for label in numbered)
    return tuple(found)


@cache
def row_of(form: str) -> Mapping[str, int]:
    """The form's rows by the letters of their labels, without labels that stand in it twice."""
    counts = Counter(letters for _, letters in labels_of(form))
    return {letters: row for row, letters in labels_of(form) if counts[letters] == 1}


def is_row(form: str, row: int) -> bool:
    """Whether a row of the form has cells of its own; in the statistics table the names of groups have."""
    return form != _APPLICATIONS or ontology().rows[form][row].code is not None


def rows_between(
    form: str, above: int, below: int, pieces: Sequence[Piece], kinds: Mapping[int, Kind]
) -> tuple[Row, ...] | None:
    """The rows of `form` between the rows `above` and `below` that the pieces and the lines of these kinds make; None
    where they make none, or more than one reading leads to different ones."""
    if len(pieces) > _MOST_PIECES or any(len(piece.letters) > _LONGEST for piece in pieces):
        return None
    found: set[tuple[Row, ...]] = set()
    reader = _Reader(form, above, below, pieces)
    for reading in reader.readings():
        ways = _with_figures(reading, pieces, kinds)
        if len(ways) > 1 or None in ways:
            return None
        found.update(way for way in ways if way is not None)
    outcomes = {tuple((row.row, row.line) for row in rows) for rows in found}
    return min(found, key=_torn) if len(outcomes) == 1 and not reader.gave_up else None


def _torn(rows: tuple[Row, ...]) -> tuple[int, tuple[tuple[int, int], ...]]:
    parts = [(part.piece, part.start) for row in rows for part in row.parts]
    return len(parts), tuple(parts)


# -- readings -----------------------------------------------------------------------------------------------------

_Reading = tuple[tuple[int, tuple[Part, ...]], ...]


@dataclass
class _Reader:
    """Every way in which pieces are the labels of a form's rows in their order, and the rest other words of its."""

    form: str
    above: int
    below: int
    pieces: Sequence[Piece]
    gave_up: bool = False
    _steps: int = 0
    _labels: list[tuple[int, str]] = field(default_factory=list)

    def readings(self) -> list[_Reading]:
        inside = (one for one in labels_of(self.form) if self.above < one[0] < self.below)
        self._labels = [(row, label) for row, label in inside if is_row(self.form, row)]
        found: list[_Reading] = []
        for reading in self._from(0, (), ""):
            found.append(reading)
            if len(found) >= _MOST_READINGS:
                self.gave_up = True
                break
        return found

    def _from(self, piece: int, rows: _Reading, left: str) -> Iterator[_Reading]:
        """The readings of the pieces from this one on, after `rows`, of whose last one the letters `left` lack."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            self.gave_up = True
            return
        if piece == len(self.pieces):
            if not left:
                yield rows
            return
        letters = self.pieces[piece].letters
        if _is_other(self.form, letters):
            yield from self._from(piece + 1, rows, left)
        for start, end in _cuts(self.form, letters):
            own, part = letters[start:end], Part(piece, start, end)
            if left:
                if left.startswith(own):
                    last, parts = rows[-1]
                    yield from self._from(piece + 1, (*rows[:-1], (last, (*parts, part))), left[len(own) :])
                continue
            behind = rows[-1][0] if rows else self.above
            for row, label in self._labels:
                if row > behind and label.startswith(own) and not self._is_split(row, rows):
                    yield from self._from(piece + 1, (*rows, (row, (part,))), label[len(own) :])

    def _is_split(self, row: int, rows: _Reading) -> bool:
        """Whether the form splits one of the rows before into this one: then that is a heading here."""
        terms, labels = ontology().terms, ontology().rows[self.form]
        parts = (terms[str(labels[other].code)].parts for other, _ in rows if self.form == _APPLICATIONS)
        return any(labels[row].code in own for own in parts)


def _cuts(form: str, letters: str) -> Iterator[tuple[int, int]]:
    """What of a piece may be of a label: all, or what is before or behind words of another kind."""
    yield 0, len(letters)
    for at in range(1, len(letters)):
        if _is_other(form, letters[at:]):
            yield 0, at
        if _is_other(form, letters[:at]):
            yield at, len(letters)


@lru_cache(8192)
def _is_other(form: str, letters: str) -> bool:
    """Whether words are of a group's name, of the note in the head, or heads."""
    if form != _APPLICATIONS:
        return False
    rows = ontology().rows[form]
    groups = [row for row in rows if row.code is None or ontology().terms[row.code].parts]
    if any(letters in letters_of(label) for row in groups for label in row.labels):
        return True
    if letters in _NOTE:
        return len(letters) >= _FEWEST_OF_NOTE
    if any(letters in ontology().applicants[name].zh for name in APPLICANTS):
        return True
    heads = [head for head in _HEADS if letters.startswith(head)]
    return any(letters == head or _is_other(form, letters[len(head) :]) for head in heads)


# -- figures ------------------------------------------------------------------------------------------------------


def _with_figures(
    reading: _Reading, pieces: Sequence[Piece], kinds: Mapping[int, Kind]
) -> list[tuple[Row, ...] | None]:
    """The ways to give each row of a reading its line of figures, every such line to one row; None for one that leaves
    a row without any line, as nothing is known of its cells."""
    lines = [sorted({pieces[part.piece].line for part in parts}) for _, parts in reading]
    beside = [[line for line in own if kinds[line] == "figures"] for own in lines]
    taken = {line for own in beside for line in own}
    if any(len(own) > 1 for own in beside) or len(taken) < sum(map(len, beside)):
        return []
    free = [line for line, kind in kinds.items() if kind == "figures" and line not in taken]
    without = [number for number, own in enumerate(beside) if not own]
    found: list[tuple[Row, ...] | None] = []
    for way in _ways(free, without, lines, kinds):
        chosen = [own[0] if own else way[number] for number, own in enumerate(beside)]
        rows = zip(reading, chosen, strict=True)
        whole = tuple(Row(row, parts, line) for (row, parts), line in rows if line is not None)
        found.append(whole if len(whole) == len(reading) else None)
    return found


def _ways(
    free: Sequence[int], without: Sequence[int], lines: Sequence[Sequence[int]], kinds: Mapping[int, Kind]
) -> Iterator[dict[int, int | None]]:
    """The ways to give the lines of figures without a label, in their order, to the rows that have none beside theirs;
    any of these may be blank."""
    if not without:
        if not free:
            yield {}
        return
    number, rest = without[0], without[1:]
    if free and _may_have(number, free[0], lines):
        yield from ({number: free[0], **way} for way in _ways(free[1:], rest, lines, kinds))
    # A row that is blank has a line only where its cells are known to be empty.
    blank = lines[number][0] if all(kinds[line] == "empty" for line in lines[number]) else None
    yield from ({number: blank, **way} for way in _ways(free, rest, lines, kinds))


def _may_have(number: int, line: int, lines: Sequence[Sequence[int]]) -> bool:
    """Whether no other row's label stands between a row's label and a line of figures."""
    before = max((own[-1] for own in lines[:number]), default=-1)
    behind = min((own[0] for own in lines[number + 1 :]), default=line + 1)
    return before < line < behind
