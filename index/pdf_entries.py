"""What stands in the columns of a table without rules, line by line: figures that stand close parted, words that go on
in the next line joined, and figures that may have lost digits at the page's edge left unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.pdf_page import UNKNOWN
from index.pdf_rows import WRAPPED, Row
from index.pdf_strips import Strips, mark_reaching
from index.pdf_text import TextLine, join, text_lines
from index.pdf_words import TOUCHES, in_figure

# In letter sizes: a figure that begins this much further right than another one is set there.
_LEVEL_WITH = 0.15
_FIGURES = re.compile(rf"[\d０-９,，.．%％+/—–{UNKNOWN}-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the columns on one line: texts by first and last column, `figures` if any is a figure."""

    y: float
    texts: dict[tuple[int, int], str]
    figures: bool


def entries_of(run: Sequence[Row], strips: Strips, edge: float) -> list[Entry] | None:
    """What the columns hold, line by line, words that go on from one line to the next on the first; None where
    something stands in none."""
    entries: list[Entry] = []
    open_words: dict[tuple[int, int], tuple[Entry, TextLine]] = {}
    run = [replace(row, parts=tuple(piece for part in row.parts for piece in _in_columns(part, strips))) for row in run]
    begins = _begins(run, strips)
    for row in run:
        texts: dict[tuple[int, int], str] = {}
        places: list[tuple[tuple[int, int], TextLine]] = []
        for part in row.parts:
            if part.x1 <= strips.left:
                continue
            over = strips.under(part)
            if over is None or any(start <= over[1] and over[0] <= end for start, end in texts):
                return None
            before = open_words.get(over)
            if before and not row.is_value(part) and part.y - before[1].y < WRAPPED * part.size:
                before[0].texts[over] = join(before[0].texts[over], part.text)
                open_words[over] = (before[0], part)
                continue
            cut = part.x1 > edge and in_figure(part.chars[-1]) and not _is_set_in(part, begins.get(over))
            texts[over] = part.text + UNKNOWN if cut else part.text
            places.append((over, part))
        mark_reaching(texts, places, strips)
        if texts:
            values = any(row.is_value(part) for _, part in places)
            entry = Entry(row.line.y if len(row.parts) == 1 else places[0][1].y, texts, values)
            entries.append(entry)
            open_words |= {over: (entry, part) for over, part in places if not row.is_value(part)}
            for over, part in places:
                if row.is_value(part):
                    open_words.pop(over, None)
    return entries


def _in_columns(part: TextLine, strips: Strips) -> list[TextLine]:
    """A part cut where two figures of neighbouring columns stand closer to each other than words do: the file draws
    them apart, they do not touch, and each stands in a column of its own."""
    if not _FIGURES.fullmatch(part.text):
        return [part]
    columns = [strips.at(char.x) for char in part.chars]
    left = [max((one for one in columns[:index] if one is not None), default=None) for index in range(len(columns))]
    right = [min((one for one in columns[index:] if one is not None), default=None) for index in range(len(columns))]
    cuts = [
        index
        for index, (one, other) in enumerate(pairwise(part.chars), 1)
        if one.run != other.run and other.x0 - one.x1 > TOUCHES * part.size
        if _are_parted(left[index], right[index])
    ]
    pieces = [part.chars[a:b] for a, b in pairwise([0, *cuts, len(part.chars)])]
    return [line for piece in pieces for line in text_lines(piece)] if cuts else [part]


def _are_parted(left: int | None, right: int | None) -> bool:
    return left is not None and right is not None and left < right


def _begins(run: Sequence[Row], strips: Strips) -> dict[tuple[int, int], float]:
    """Where the figure that begins furthest left in each column begins."""
    found: dict[tuple[int, int], float] = {}
    for row in run:
        for part in row.values:
            over = strips.under(part)
            if over is not None:
                found[over] = min(part.x0, found.get(over, part.x0))
    return found


def _is_set_in(part: TextLine, begins: float | None) -> bool:
    """Whether a figure begins further right than another one of its column: then it is not too wide for its cell, since
    programs begin such a figure at the cell's side, and has lost no digits."""
    return begins is not None and part.x0 - begins > _LEVEL_WITH * part.size


def with_one_head(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with the heads of single columns, which begin at different heights, as one."""
    first = next((number for number, entry in enumerate(entries) if entry.figures), 0)
    heads: dict[tuple[int, int], str] = {}
    over = []
    for entry in reversed(entries[:first]):
        single = {place: text for place, text in entry.texts.items() if place[0] == place[1] and place not in heads}
        heads |= single
        rest = {place: text for place, text in entry.texts.items() if place not in single}
        over += [Entry(entry.y, rest, False)] if rest else []
    last = [Entry(entries[first - 1].y, heads, False)] if heads else []
    return [*reversed(over), *last, *entries[first:]]
