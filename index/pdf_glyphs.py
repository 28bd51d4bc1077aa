"""The characters that a page prints, taken from PDFium: each with its letter, its place and how it is drawn."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from index.pdf_page import UNKNOWN, Char
from index.pdf_shapes import LIGHT, Shapes, address
from index.pdf_text import plain_letter

_SOFT_HYPHEN = "\xad"
# Surrogates, private use and code points that Unicode does not assign: what a broken font maps its glyphs to.
_NO_LETTERS = ("Cs", "Co", "Cn")
# How far from an upright direction text is not read, in quarter turns.
_ASKEW = 0.1
# In letter sizes: by how much a box may miss a square, and what hangs below a letter's origin.
_SQUARE = 0.02
# Text set in a colour with every part above this, or with less than this opacity (of 255), is faint, and with
# less still unseen.
_PALE, _CLEAR, _UNSEEN = 190, 128, 13
_DESCENT = 0.12
# Letters below this many points are a file's hidden words.
_TINY = 1.5


def glyphs_of(page: pypdfium2.PdfPage, shapes: Shapes) -> Iterator[Char]:
    """The page's characters in the file's coordinates, but those that PDFium made up (spaces and line ends between
    words), those set askew (watermarks) or too small to be read, those under a box that was painted over them, and
    those that are not drawn or white on white, unless there are pictures that they may stand for or on."""
    text = page.get_textpage()
    runs: dict[int, _Run] = {}
    try:
        for index in range(text.count_chars()):
            if pdfium.FPDFText_IsGenerated(text, index) == 1:
                continue
            shape = pdfium.FPDFText_GetTextObject(text, index)
            place = address(shape)
            if (run := runs.get(place)) is None:
                run = runs[place] = _run(text, index, shape, len(runs) + 1)
            if run.turn is not None and (shapes.pictures or run.drawn):
                glyph = _glyph(text, index, run)
                if not glyph.text or not math.isfinite(glyph.x + glyph.y) or _is_tiny(glyph):
                    continue
                letter = shapes.covers.seen(place, glyph)
                if letter and (not run.white or shapes.may_darken(glyph.x, glyph.y)):
                    yield glyph if letter == glyph.text else replace(glyph, text=letter)
    finally:
        text.close()


@dataclass(frozen=True, slots=True)
class _Run:
    """What the characters of one text object share: their font size before and after scaling, in which of the four
    directions they stand (None where they are set askew), and how they are drawn."""

    number: int
    points: float
    size: float
    turn: int | None
    drawn: bool
    faint: bool
    white: bool


def _run(text: pypdfium2.PdfTextPage, index: int, shape: pdfium.FPDF_PAGEOBJECT, number: int) -> _Run:
    """The text object that a character stands in."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    turn = -math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    upright = math.isfinite(turn) and abs(turn - round(turn)) <= _ASKEW
    points = pdfium.FPDFText_GetFontSize(text, index)
    size = max(1.0, points * math.hypot(matrix.c, matrix.d))
    parts = [ctypes.c_uint() for _ in range(4)]
    red, green, blue, alpha = (
        (part.value for part in parts) if pdfium.FPDFText_GetFillColor(text, index, *parts) else (0, 0, 0, 255)
    )
    mode = pdfium.FPDFTextObj_GetTextRenderMode(shape)
    drawn = mode not in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
    if mode == pdfium.FPDF_TEXTRENDERMODE_FILL and alpha < _UNSEEN:
        drawn = False
    faint = not drawn or alpha < _CLEAR or _PALE < min(red, green, blue) < LIGHT
    return _Run(
        number, points, size, round(turn) % 4 if upright else None, drawn, faint, min(red, green, blue) >= LIGHT
    )


def _glyph(text: pypdfium2.PdfTextPage, index: int, run: _Run) -> Char:
    """A character in the file's coordinates."""
    letter, points, size = _letter(text, index), run.points, run.size
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    sides = (box.top - box.bottom, box.right - box.left)
    if abs(size - points) > _SQUARE * points and all(abs(side - points) < _SQUARE * points for side in sides):
        # A letter set from top to bottom: PDFium gives its box as if the page were not scaled.
        left, bottom = box.left, box.bottom + _DESCENT * (points - size)
        return Char(letter, left, bottom + size, left + size, bottom, size, 1, run.number, run.faint)
    turn = run.turn or 0
    return Char(letter, box.left, box.top, box.right, box.bottom, size, turn, run.number, run.faint)


def _is_tiny(glyph: Char) -> bool:
    """Whether a letter is too small to be seen; its font size alone does not say it, as forms may be drawn larger."""
    return max(glyph.size, abs(glyph.top - glyph.bottom), abs(glyph.x1 - glyph.x0)) < _TINY


def _letter(text: pypdfium2.PdfTextPage, index: int) -> str:
    """The character's letter; U+FFFD where the font does not tell it, so that no figure is read with a digit lost."""
    code = chr(pdfium.FPDFText_GetUnicode(text, index))
    if pdfium.FPDFText_IsHyphen(text, index) == 1 or code == _SOFT_HYPHEN:
        return "-"
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or unicodedata.category(code) in _NO_LETTERS:
        return UNKNOWN
    return "" if unicodedata.category(code) == "Cf" else plain_letter(code)
