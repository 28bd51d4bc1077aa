"""What a PDF page holds, freed of the library that read it: characters and rules where a reader sees them.

    bytes → read_pdf (pdf_glyphs, pdf_covers, pdf_painting, pdf_watermarks, pdf_overlaps, pdf_notes, pdf_shapes,
    pdf_rules) → Page
    Page → pdf_lines → pdf_tables, pdf_words (ruled tables) → pdf_stitch (over pages) → Grid
         → pdf_text → pdf_rows → pdf_columns, pdf_strips, pdf_entries, pdf_labels (tables without rules)
         → pdf_prose (paragraphs)
    and pdf_layout puts what they find in reading order: Blocks

Lengths are points (1/72 inch) from the page's top left corner as it is shown, x to the right and y downwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

# Chinese, Japanese and Korean letters, and the punctuation and symbols that are as wide as they are.
_WIDE = re.compile(
    r"[\u2014\u2018-\u201d\u2026\u2460-\u24ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]"
)

# What stands for a character that cannot be told, so that no figure is read with a digit lost.
UNKNOWN = "\ufffd"


def is_wide(letter: str) -> bool:
    """Whether the letter is set in Chinese fashion, without spaces between words."""
    return bool(_WIDE.match(letter))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def area(self) -> float:
        return (self.x1 - self.x0) * (self.bottom - self.top)

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        return self.x0 - margin <= x <= self.x1 + margin and self.top - margin <= y <= self.bottom + margin


@dataclass(frozen=True, slots=True)
class Char:
    """A printed character: its advance from `x0` to `x1`, its line from `top` to `bottom`, its font size `size`.

    `turn` counts quarter turns clockwise from the upright: 1 reads downwards, 3 upwards. `run` is the same for letters
    that the file draws in one go (0 where that is not known); `faint` says that the letter is pale, transparent or not
    drawn at all, as watermarks and the text behind a scan are.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turn: int = 0
    run: int = 0
    faint: bool = False

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    def turned_upright(self) -> Char:
        """The same character once the page is turned so that it reads from left to right."""
        if self.turn == 1:
            return replace(self, x0=self.top, x1=self.bottom, top=-self.x1, bottom=-self.x0, turn=0)
        if self.turn == 2:
            return replace(self, x0=-self.x1, x1=-self.x0, top=-self.bottom, bottom=-self.top, turn=0)
        if self.turn == 3:
            return replace(self, x0=-self.bottom, x1=-self.top, top=self.x0, bottom=self.x1, turn=0)
        return self


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line that the page shows: at the height `at` from x `start` to x `end` if `level`, and otherwise
    upright at the x `at` from the height `start` down to `end`."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `number` counts from 1, `pictures` says whether it shows images."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in the file's own coordinates (y upwards), shown after `quarters` clockwise turns."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where the reader sees a point of the file."""
        if self.quarters % 4 == 0:
            return x - self.left, self.top - y
        if self.quarters % 4 == 1:
            return y - self.bottom, x - self.left
        if self.quarters % 4 == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def char(self, glyph: Char) -> Char:
        """The character of a glyph that is given in the file's coordinates (its `top` above its `bottom`)."""
        x, y = self.point(glyph.x0, glyph.bottom)
        other_x, other_y = self.point(glyph.x1, glyph.top)
        turn = (glyph.turn + self.quarters) % 4
        left, right = min(x, other_x), max(x, other_x)
        return replace(glyph, x0=left, top=min(y, other_y), x1=right, bottom=max(y, other_y), turn=turn)

    def shown(self, chars: Iterable[Char]) -> Iterator[Char]:
        """The characters on the page, and those of a figure that runs over its edge: what is left would be another."""
        before: Char | None = None
        for char in chars:
            if self._shows(char) or (
                before and before.text.isdigit() and char.run == before.run and char.text.isdigit()
            ):
                yield char
                before = char
            else:
                before = None

    def _shows(self, char: Char) -> bool:
        return 0 <= char.x <= self.width and 0 <= char.y <= self.height

    def reading(self, glyphs: Iterable[Char]) -> Frame:
        """This frame turned so that most glyphs read from left to right: a wide table set sideways on a tall page."""
        turns = Counter((glyph.turn + self.quarters) % 4 for glyph in glyphs)
        turn, count = turns.most_common(1)[0] if turns else (0, 0)
        return replace(self, quarters=(self.quarters - turn) % 4) if 2 * count > turns.total() else self
