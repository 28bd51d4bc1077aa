"""Characters → lines of text, and lines → one text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.pdf_page import Char, is_wide

# Two prints of a letter that make it bold are less than this part of its size apart.
_OVERPRINT = 0.15
# Middles of letters on one line differ by less than this part of the smaller letter's size.
_SAME_LINE = 0.45
# The gap that stands for a space, in letter sizes, by how many of the two neighbours are Chinese: justified Chinese
# text is set loosely, and the quarter space between Chinese and Latin letters is the typesetter's, not the writer's.
_SPACE = (0.25, 0.65, 1.2)
_COLUMN_GAP = 1.5
# A full line leaves less than this part of a letter beside what the next line begins with.
_FULL = 0.6
_CLOSING = re.compile(r"[,.;:!?%)\]，。；：！？、）》〉】〕”’％…—]")
_UNBROKEN = re.compile(r"[0-9A-Za-z@._:/,%+\-]+")
_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:[、．]|\.(?!\d)|\s*[)）])|[\u2460-\u2473]"
    r"|第[一二三四五六七八九十\d]+[章节]|附件?\s*[\d一二三四五六七八九十]*[:：]|(?:备?注|说明)[:：])"
)

PAGE_NUMBER = re.compile(r"[-—–－_~·•\s]*(?:第\s*)?(\d{1,3})\s*页?(?:[\s,，]*[/共]\s*\d{1,3}\s*页?)?[-—–－_~·•\s]*")

# Some programs name a letter's radical instead of the letter (⼀ for 一). Unicode says which letter most of them are;
# of these it says nothing, or names an older shape.
_RADICALS = dict(
    zip(
        "⼾⾭⺁⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻧⻨⻩⻬⻰⻳",
        "户青厂民虎西见角贝车长门青韦页风飞食马鱼鸟卤麦黄齐龙龟",
        strict=True,
    )
)


def plain_letter(code: str) -> str:
    """The letter that a PDF's code point stands for: the same, unless it is a radical."""
    if not "\u2e80" <= code <= "\u2fdf":
        return code
    return _RADICALS.get(code) or unicodedata.normalize("NFKC", code)


@dataclass(frozen=True, slots=True)
class TextLine:
    """The printed characters of one line, from left to right, and the text that they make."""

    chars: tuple[Char, ...]
    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return median(char.size for char in self.chars)

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2


def text_lines(chars: Iterable[Char]) -> list[TextLine]:
    """The characters as lines from top to bottom; those that are turned come after the upright ones, in lines of their
    own whose coordinates are those of the turned page."""
    by_turn: dict[int, list[Char]] = {}
    for char in chars:
        by_turn.setdefault(char.turn, []).append(char.turned_upright())
    lines = [_line(row) for turn in sorted(by_turn) for row in _rows(by_turn[turn])]
    return [line for line in lines if line.text]


def _rows(chars: list[Char]) -> list[list[Char]]:
    """Characters whose middles stand at one height, row after row."""
    rows: list[list[Char]] = []
    height = 0.0
    for char in sorted(chars, key=lambda char: char.y):
        if rows and char.y - height < _SAME_LINE * min(rows[-1][-1].size, char.size):
            rows[-1].append(char)
            height += (char.y - height) / len(rows[-1])
        else:
            rows.append([char])
            height = char.y
    return rows


def _line(row: list[Char]) -> TextLine:
    chars = _without_overprints(sorted(row, key=lambda char: (char.x0, char.x1)))
    printed = tuple(char for char in chars if not char.text.isspace()) or tuple(chars)
    return TextLine(
        printed,
        _text(chars),
        min(char.x0 for char in printed),
        max(char.x1 for char in printed),
        min(char.top for char in printed),
        max(char.bottom for char in printed),
    )


def _without_overprints(chars: Sequence[Char]) -> list[Char]:
    kept: list[Char] = []
    for char in chars:
        near = _OVERPRINT * char.size
        if not any(other.text == char.text and abs(other.x0 - char.x0) < near for other in kept[-3:]):
            kept.append(char)
    return kept


def _text(chars: Sequence[Char]) -> str:
    """The line's text: white space of the file as one space, and one where the gap says that words are apart."""
    parts: list[str] = []
    before: Char | None = None
    for char in chars:
        if char.text.isspace():
            parts.append(" ")
            continue
        if before is not None and is_gap(before, char):
            parts.append(" ")
        parts.append(char.text)
        before = char
    return re.sub(r" {2,}", " ", "".join(parts)).strip()


def is_gap(before: Char, after: Char) -> bool:
    """Whether the distance between two neighbours on a line stands for a space."""
    space = _SPACE[is_wide(before.text) + is_wide(after.text)]
    return after.x0 - before.x1 > space * max(before.size, after.size)


def is_tabular(line: TextLine) -> bool:
    """Whether the line stands in columns: at least two gaps too wide for prose."""
    return sum(other.x0 - one.x1 > _COLUMN_GAP * line.size for one, other in pairwise(line.chars)) > 1


def is_full(line: TextLine, right: float, after: TextLine) -> bool:
    """Whether `line` goes on in `after` as far as its length can tell: what `after` begins with and no line break may
    cut (a letter with the closing marks behind it, a number, an address) had no room left before `right`."""
    word = _UNBROKEN.match("".join(char.text for char in after.chars))
    length = word.end() if word else 1
    while length < len(after.chars) and _CLOSING.match(after.chars[length].text):
        length += 1
    return line.x1 + after.chars[length - 1].x1 - after.x0 + _FULL * line.size > right


def unbroken(text: str) -> int:
    """How many letters `text` begins with between which no line ends: one, and the closing marks behind it."""
    return next((end for end in range(1, len(text)) if not _CLOSING.match(text[end])), len(text))


def join(before: str, after: str, full: bool = True) -> str:
    """Two lines of one text as one: Chinese without a space, words with one.

    A figure that a line break cuts in two is one figure; where the first line was not `full` there are two.
    """
    if not before or not after:
        return before + after
    last, first = before[-1], after[0]
    if is_wide(last) or is_wide(first) or last in "-/@_" or first in ";:)@/":
        return before + after
    if (last.isdigit() or last in ".,") and (first.isdigit() or first in ".,%"):
        return before + after if full else f"{before} {after}"
    return f"{before} {after}"


def starts_item(text: str) -> bool:
    """Whether the text begins like a heading or a list item: 一、 （一） 1. (1) ① 第一章 附件1 注："""
    return bool(_ITEM.match(text))
