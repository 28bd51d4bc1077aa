"""Characters → the words that stand in one cell together, and the cell that a figure too wide for it belongs in.

A figure that is wider than its cell runs over the line beside it: programs begin it where the cell begins, or set its
middle or its end where the cell has its own. Where that says nothing, the figure is of no cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from index.pdf_page import UNKNOWN, Char
from index.pdf_stacked import stacks

# The digits of one figure are no further apart than this part of their size, and overlap by no more than that.
TOUCHES = 0.04
_OVERLAPS = 0.2
# Letters on one line are no further apart in height.
_LEVEL = 3.0
# In letter sizes: how far a figure may begin or end from its cell's side, and how far its middle is from the cell's.
_PADDING = 1.2
_OVER = 0.1
_OFF_CENTRE = 0.15


@dataclass(frozen=True, slots=True)
class Word:
    """Characters in the order in which they are read; each of `pieces` is drawn in one go."""

    pieces: tuple[tuple[Char, ...], ...]

    @property
    def chars(self) -> tuple[Char, ...]:
        return tuple(chain.from_iterable(self.pieces))

    @property
    def x0(self) -> float:
        return self.pieces[0][0].x0

    @property
    def x1(self) -> float:
        return self.pieces[-1][-1].x1

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.pieces[0][0].top + self.pieces[-1][-1].bottom) / 2

    @property
    def size(self) -> float:
        return self.pieces[0][0].size


@dataclass(frozen=True, slots=True)
class Span:
    """A cell that a word lies across: its number, and where it begins and ends."""

    number: int
    left: float
    right: float


def words(chars: Sequence[Char]) -> list[Word]:
    """The characters one by one, but the digits of a figure, which touch, together: a figure too long for its cell runs
    over the line and is still one figure. So is a head set from top to bottom. What is drawn in one go stays together
    where it lies over another figure."""
    stacked = [Word((tuple(stack),)) for stack in stacks(chars) if len(stack) > 1]
    taken = {id(char) for word in stacked for char in word.chars}
    found: list[Word] = []
    for piece in _by_place(_pieces(char for char in chars if id(char) not in taken)):
        if found and _touch(found[-1].pieces[-1][-1], piece[0]):
            found[-1] = Word((*found[-1].pieces, piece))
        else:
            found.append(Word((piece,)))
    return stacked + found


def settled(word: Word, spans: Sequence[Span]) -> list[tuple[int, Word]] | None:
    """The cells, by their numbers, that a word which lies across `spans` belongs in, each with its part; None where it
    cannot be told."""
    if len(spans) == 1:
        return [(spans[0].number, word)]
    parts = [Word((piece,)) for piece in word.pieces]
    if len(parts) > 1:
        own = [next((span for span in spans if span.left <= part.pieces[0][0].x < span.right), None) for part in parts]
        apart = len({span.number for span in own if span}) == len(parts)
        if apart and all(span and _fits(part, span) for span, part in zip(own, parts, strict=True)):
            return [(span.number, part) for span, part in zip(own, parts, strict=True) if span]
    fitting = [span for span in spans if _fits(word, span)]
    return [(fitting[0].number, word)] if len(fitting) == 1 else None


def in_figure(char: Char) -> bool:
    """Whether the character may be part of a figure; a digit that cannot be told is, or the rest would read as one."""
    return char.text.isdigit() or char.text in (*".,%", UNKNOWN)


def _pieces(chars: Iterable[Char]) -> list[tuple[Char, ...]]:
    """What of the characters is drawn in one go: the touching digits of a figure, and other letters one by one."""
    pieces: list[list[Char]] = []
    for char in chars:
        if pieces and char.run and pieces[-1][-1].run == char.run and _touch(pieces[-1][-1], char):
            pieces[-1].append(char)
        else:
            pieces.append([char])
    return [tuple(piece) for piece in pieces]


def _by_place(pieces: Iterable[tuple[Char, ...]]) -> list[tuple[Char, ...]]:
    return sorted(pieces, key=lambda piece: (piece[0].turn, round(piece[0].bottom, 1), piece[0].x0))


def _touch(one: Char, other: Char) -> bool:
    """Whether two characters are parts of one figure, side by side."""
    if one.turn or other.turn or not (in_figure(one) and in_figure(other)):
        return False
    gap = (other.x0 - one.x1) / other.size
    return abs(other.y - one.y) < _LEVEL and -_OVERLAPS < gap < TOUCHES


def _fits(word: Word, span: Span) -> bool:
    """Whether a word begins, ends or has its middle where a word of the cell does."""
    gaps = (word.x0 - span.left, span.right - word.x1)
    if any(-_OVER * word.size <= gap <= _PADDING * word.size for gap in gaps):
        return True
    return abs(word.x - (span.left + span.right) / 2) <= _OFF_CENTRE * word.size
