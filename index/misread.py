"""Rows of a form whose label was misread: 子以公开 for 予以公开, a stray character, one that was lost.

A label that is not found is looked for between its neighbours of the form, a few characters wrong. It is a misreading
only where the wrong characters make no word: 书面申请数 is no misreading of 当面申请数 but another row. A misread label
says where a row may be; that it is that row, the sums of its table have to say. A row in other words is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from index.labels import NEGATIONS, LabelHit, Squeezed, align, core_of, label_at, squeeze
from index.numerals import fold
from index.ontology import ontology
from index.segment import cut

REWORDED = "the row stands under other words than the form's"
MISREAD = "the row's label is not to the letter one of the form's, and no sum makes sure whose row it is"

_LONGEST_GAP = 160  # a label and the figures of two rows
_BEYOND = 2  # how many rows before the first that was found, and behind the last, may be there misread
_SHORT = 4
_LETTERS_PER_ERROR = 5
_LETTERS_PER_LOSS = 3
_ENOUGH_ROWS = 5
_UNIT = re.compile(r"[条件次篇个人万元处份]")
_FIGURES = re.compile(r"(?:[\s\d.,，|/—–-]|[条件次篇个人处份场](?![^\W\d])|人次|万元|元|无)*")


@dataclass(frozen=True, slots=True)
class _Likeness:
    """A stretch of the text that is nearly a row's label, `errors` characters wrong."""

    row: int
    start: int
    end: int
    errors: int


def with_misread(squeezed: Squeezed, form: str, hits: Sequence[LabelHit]) -> tuple[LabelHit, ...]:
    """The rows of `form` that were found, in the form's order, and among them those whose labels were misread."""
    found = [*hits]
    places = {offset: place for place, offset in enumerate(squeezed.offsets)}
    edges = [_Edge(-1, 0, 0), *(_Edge(hit.row, places[hit.start], places[hit.end - 1] + 1) for hit in hits)]
    edges.append(_Edge(len(ontology().rows[form]), len(squeezed.text), len(squeezed.text)))
    for above, below in pairwise(edges):
        first, last, start, end = above.row + 1, below.row, above.end, below.start
        if above.row < 0:
            first, start = max(first, last - _BEYOND), max(start, end - _LONGEST_GAP)
        if below is edges[-1]:
            last, end = min(last, first + _BEYOND), min(end, start + _LONGEST_GAP)
        if first < last and end - start <= _LONGEST_GAP:
            found += _misread(squeezed, form, range(first, last), start, end)
    return tuple(sorted(found, key=lambda hit: hit.row))


def end_with_misread(text: str, start: int, end: int, before: int) -> int:
    """Where a run of rows in `text`, [start, end), ends with the rows behind it whose labels were misread; those would
    not be taken for a part of the table without their form. Nothing from `before` on belongs to it."""
    squeezed = squeeze(text, start, end)
    for form in ontology().rows:
        hits = align(squeezed, form)
        if len(hits) < _ENOUGH_ROWS:
            continue
        reach = squeeze(text, start, min(before, end + _LONGEST_GAP))
        beyond = [hit for hit in with_misread(reach, form, hits) if hit.row > hits[-1].row and hit.start >= end]
        if beyond:
            return _behind_figures(text, beyond[-1].end, before)
    return end


def _behind_figures(text: str, start: int, before: int) -> int:
    """Where the figures that stand at `start` end; the number of what comes next (4. or 2022年) is none of them."""
    match = _FIGURES.match(text, start, before)
    end = match.end() if match else start
    if end < before and text[end - 1].isdecimal():
        end = start + len(re.sub(r"\d+\Z", "", text[start:end]))
    return start + len(text[start:end].rstrip())


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row that was found: its place in the form, and its label's in the squeezed text."""

    row: int
    start: int
    end: int


def doubt(hit: LabelHit, sums_hold: bool) -> str | None:
    """Why the figures of a row are not read, for its label; None where they are."""
    if hit.reworded:
        return REWORDED
    return MISREAD if hit.misread and not sums_hold else None


def _misread(squeezed: Squeezed, form: str, rows: range, start: int, end: int) -> Iterator[LabelHit]:
    """The rows that stand misread in a gap, each on a place of its own and after the one before it."""
    text = squeezed.text[start:end]
    if sum(map(str.isalpha, text)) < _SHORT - 1:
        return
    found = sorted(
        (one for row in rows for one in _likenesses(squeezed, form, row, start, end, alone=len(rows) == 1)),
        key=lambda one: one.errors,
    )
    clear = [one for one in found if all(one.row == other.row or not _overlap(one, other) for other in found)]
    first = {one.row: one for one in reversed(clear)}
    chosen = sorted(first.values(), key=lambda one: one.start)
    if any(left.row > right.row for left, right in pairwise(chosen)):
        return
    for one in chosen:
        hit, _, _ = label_at(squeezed, form, one.row, (one.start, one.end), start)
        read, core = squeezed.text[one.start : one.end], _core(form, one.row)
        yield replace(hit, misread=not _is_stray(read, core), reworded=_is_reworded(read, core))


def _overlap(left: _Likeness, right: _Likeness) -> bool:
    return left.start < right.end and right.start < left.end


@cache
def _core(form: str, row: int) -> str:
    """What is looked for: the label's words, with their number where they are too few to be told from others."""
    label = ontology().rows[form][row].labels[0]
    core = core_of(label)
    whole = squeeze(fold(label), 0, len(label)).text
    return core if len(core) >= _SHORT else whole


@cache
def _number(form: str, row: int) -> str:
    """The number that stands before a row's label (2.), empty where it has none."""
    label = ontology().rows[form][row].labels[0]
    whole = squeeze(fold(label), 0, len(label)).text
    return whole.partition(_core(form, row))[0]


def _likenesses(squeezed: Squeezed, form: str, row: int, start: int, end: int, *, alone: bool) -> list[_Likeness]:
    """The nearest place of a row's label in a gap, if it is near enough and no other label; at most one. The one row
    that is missing between its neighbours, behind its own number, may have lost more of its letters."""
    core, number = _core(form, row), _number(form, row)
    strict = max(1, min(3, len(core) // _LETTERS_PER_ERROR))
    best: tuple[tuple[int, bool, int], _Likeness] | None = None
    for at in range(start, end):
        numbered = alone and number and squeezed.text.endswith(number, 0, at)
        most = max(strict, len(core) // _LETTERS_PER_LOSS) if numbered else strict
        for length in range(len(core) - most, len(core) + most + 1):
            if at + length > end or not _stands_alone(squeezed, at, at + length):
                continue
            read = squeezed.text[at : at + length]
            errors = _distance(read, core, most)
            rank = (errors, not _is_stray(read, core), abs(length - len(core)))
            if errors <= most and (best is None or rank < best[0]):
                best = rank, _Likeness(row, at, at + length, errors)
    if best is None or squeezed.text[best[1].start : best[1].end] in _cores(form):
        return []
    return [best[1]]


def _stands_alone(squeezed: Squeezed, start: int, end: int) -> bool:
    """Whether no letter touches the stretch, but for a unit behind it."""
    text = squeezed.text
    touched = squeezed.is_joined(start - 1) and text[start - 1].isalpha()
    goes_on = end < len(text) and squeezed.is_joined(end - 1) and text[end].isalpha() and not _UNIT.match(text, end)
    return not touched and not goes_on and text[start] not in "、)." and text[end - 1] not in "、("


def _distance(left: str, right: str, most: int) -> int:
    """The edit distance of two strings, or more than `most`."""
    if abs(len(left) - len(right)) > most or len(set(left) & set(right)) * 2 < len(set(right)):
        return most + 1
    row = list(range(len(right) + 1))
    for here, letter in enumerate(left, 1):
        above, row[0] = row[0], here
        for there, other in enumerate(right, 1):
            above, row[there] = row[there], min(above + (letter != other), row[there] + 1, row[there - 1] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]


def _is_stray(read: str, core: str) -> bool:
    """Whether only characters that no label has stand between the label's own."""
    return "".join(char for char in read if char.isalpha() and not char.isascii()) == core


def _is_reworded(read: str, core: str) -> bool:
    """Whether what differs makes words, or turns the label into its opposite: then nobody misread anything."""
    wrong, lost = set(read) - set(core), set(core) - set(read)
    words = [word for word in cut(read) if len(word) > 1]
    return bool(NEGATIONS & (wrong | lost)) or any(char in word for char in wrong for word in words)


@cache
def _cores(form: str) -> frozenset[str]:
    return frozenset(core_of(label) for row in ontology().rows[form] for label in row.labels)
