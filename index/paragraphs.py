"""Running text as paragraphs, free of tables and of the white space that page layout put into it.

A paragraph is held squeezed, in plain width and without line breaks, blanks and asterisks, so that
`2023 年受理政府信\\n息公开申请
21 件` reads as one clause. Every position leads back to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.model import Document, Line
from index.numerals import fold, separators
from index.runs import table_runs

Span = tuple[int, int]

_WIDE_GAP = re.compile(r"\u3000{2,}|[ \u00a0\u3000]{4,}|\t")
_SENTENCE_END = re.compile(r"[。!?;](?:[”’\"）)]+)?")
_BREAK_BEFORE = re.compile(
    r"\s*(?:[一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．]|\u3000{2})"
)
_WRAP_LINES = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text, squeezed, and where each of its characters stands in the document's text."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where [start, end) of the paragraph stands in the document's text."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def cut(self, places: Sequence[int]) -> Iterator[Paragraph]:
        """The paragraph cut in front of each of the ordered `places` of the document's text."""
        first, last = bisect_left(places, self.offsets[0]), bisect_right(places, self.offsets[-1])
        edges = [0, *sorted({bisect_left(self.offsets, place) for place in places[first:last]}), len(self.offsets)]
        for start, end in pairwise(edges):
            if start < end:
                yield Paragraph(self.text[start:end], self.offsets[start:end])


@lru_cache(maxsize=2)  # a document's sections, passages and figures each ask
def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The document's running text in reading order; tables, with borders or without, are left out."""
    folded = fold(document.text)
    return tuple(paragraph for spans in _pieces(document) if (paragraph := squeeze(folded, spans)).text)


def squeeze(folded: str, spans: Sequence[Span]) -> Paragraph:
    """The stretches of `folded` as one paragraph; a blank stays only between two letters or figures
    (12 34件), and not inside one figure (1 024件)."""
    kept: list[int] = []
    pending = -1
    for start, end in spans:
        within = separators(folded, start, end)
        for index in range(start, end):
            if folded[index] == "*" or index in within:  # Markdown's, around bold words; between the threes of a number
                continue
            if folded[index].isspace():
                pending = index if kept else -1
                continue
            if pending >= 0 and _needs_blank(folded[kept[-1]], folded[index]):
                kept.append(pending)
            pending = -1
            kept.append(index)
        pending = end if kept and end < len(folded) else -1
    return Paragraph("".join(" " if folded[index].isspace() else folded[index] for index in kept), tuple(kept))


def sentences(text: str) -> Iterator[Span]:
    """The spans of a paragraph's sentences with their closing signs; a semicolon closes one too."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def outside(start: int, end: int, holes: Sequence[Span]) -> Iterator[Span]:
    """The parts of [start, end) that none of the `holes` covers; these are in order and apart."""
    for index in range(bisect_right(holes, start, key=lambda hole: hole[1]), len(holes)):
        hole_start, hole_end = holes[index]
        if hole_start >= end:
            break
        if hole_start > start:
            yield start, hole_start
        start = max(start, hole_end)
    if start < end:
        yield start, end


def _needs_blank(left: str, right: str) -> bool:
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()


def _pieces(document: Document) -> Iterator[list[Span]]:
    """The spans that make up each paragraph: one, or several where the file wraps its lines at a fixed width."""
    runs = table_runs(document)
    width = _wrap_width(document)
    group: list[Span] = []
    for line in document.lines:
        pieces = [piece for part in outside(line.start, line.end, runs) for piece in _parts(document.text, *part)]
        if group and not (pieces and _continues(document.text, group[-1], pieces[0], width)):
            yield group
            group = []
        for piece in pieces:
            if group and piece != pieces[0]:
                yield group
                group = []
            group.append(piece)
    if group:
        yield group


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """[start, end) cut at the wide gaps that stand for lost line breaks."""
    for match in _WIDE_GAP.finditer(text, start, end):
        if text[start : match.start()].strip():
            yield start, match.start()
            start = match.start()
    if text[start:end].strip():
        yield start, end


def _wrap_width(document: Document) -> int | None:
    """The width at which the file's lines are broken, or None where a line is a paragraph."""
    lines = [line for line in document.lines if line.heading is None]
    lengths = Counter(_length(document.text, line) for line in lines if _length(document.text, line) >= 16)
    if not lengths:
        return None
    width = max(lengths, key=lambda length: (_near(lengths, length), length))
    full = [line for line in lines if width - 3 <= _length(document.text, line) <= width + 1]
    unfinished = sum(document.text[line.end - 1] not in "。;；:：!！?？" for line in full)
    longer = sum(count for length, count in lengths.items() if length > width + 4)
    return width if len(full) >= _WRAP_LINES and unfinished > 0.7 * len(full) and longer <= len(full) // 8 else None


def _near(lengths: Counter[int], width: int) -> int:
    return sum(lengths[length] for length in range(width - 3, width + 2))


def _length(text: str, line: Line) -> int:
    return len(text[line.start : line.end].rstrip())


def _continues(text: str, above: Span, below: Span, width: int | None) -> bool:
    """Whether `below` goes on the wrapped line `above`."""
    if width is None or below[0] != above[1] + 1:
        return False
    line = text[above[0] : above[1]].rstrip()
    return (
        len(line) >= width - 3
        and line[-1] not in "。;；:：!！?？"
        and not _BREAK_BEFORE.match(text, below[0], below[1])
    )
