"""PDF bytes → Reading. The only importer of pypdfium2 (PDFium: characters and drawn paths with their places)."""

from __future__ import annotations

import ctypes
import json
import math
import struct
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from index import bounded
from index.errors import EmptyFile, LimitExceeded, UnreadableFile, UnsupportedFormat
from index.model import Block, Cell, Grid
from index.pdf_layout import blocks
from index.pdf_page import Char, Frame, Page, Rule
from index.pdf_rules import Drawing, Point, Step
from index.pdf_text import plain_letter
from index.reading import LIMITS, Reading, bound, check_limit

MAX_SECONDS = 9.0
MAX_MEMORY = 900_000_000
MAX_SHAPES_A_PAGE = 50_000
MAX_SEGMENTS_A_SHAPE = 10_000
MAX_FORM_DEPTH = 6
_PAGES = struct.Struct("<q")

# A colour with every part at or above this is not told from the paper.
_LIGHT = 245
_UNMAPPED = "\ufffd"
_SOFT_HYPHEN = "\xad"
# Surrogates, private use and code points that Unicode does not assign: what a broken font maps its glyphs to.
_NO_LETTERS = ("Cs", "Co", "Cn")
# Above this part of unknown characters the text is no use; below, they only blank the words they stand in.
_MOSTLY_UNMAPPED = 0.2
_FEWEST_CHARS = 20
# How far from an upright direction text is not read, in quarter turns.
_ASKEW = 0.1
# In letter sizes: by how much a box may miss a square, and what hangs below a letter's origin.
_SQUARE = 0.02
_DESCENT = 0.12

_ERRORS = {kind.__name__: kind for kind in (EmptyFile, LimitExceeded, UnreadableFile, UnsupportedFormat)}
_Matrix = tuple[float, float, float, float, float, float]


def read_pdf(data: bytes) -> Reading:
    """A PDF file's paragraphs and tables in reading order, each with its page.

    Raises UnsupportedFormat for a file that asks for a password, that only holds pictures of pages, or whose fonts do
    not say which characters they draw; EmptyFile for one without text; LimitExceeded above MAX_SECONDS, MAX_MEMORY
    or the limits on pages and characters; UnreadableFile where the file is damaged.
    """
    try:
        answer = json.loads(bounded.call(_answer, _PAGES.pack(LIMITS.pages) + data, MAX_SECONDS, MAX_MEMORY))
    except bounded.OutOfBounds as error:
        raise LimitExceeded(f"The PDF {error}; split it or save it anew in a simpler form.") from error
    if "error" in answer:
        raise _ERRORS[answer["error"]](answer["message"])
    return Reading(tuple(_block(**block) for block in answer["blocks"]), answer["title"])


def _answer(data: bytes) -> bytes:
    """A Reading, or why there is none, as JSON: what the process that reads hands to the one that asked. Before the
    file stands how many pages it may have."""
    bound(pages=_PAGES.unpack_from(data)[0])
    try:
        answer = asdict(read_here(data[_PAGES.size :]))
    except UnreadableFile as error:
        answer = {"error": type(error).__name__, "message": error.message}
    return json.dumps(answer).encode()


def _block(grid: dict[str, Any] | None, turns: list[list[int]], **rest: Any) -> Block:
    if grid is None:
        return Block(turns=tuple((place, page) for place, page in turns), **rest)
    cells = tuple(Cell(**cell) for cell in grid["cells"])
    return Block(grid=Grid(cells, grid["rows"], grid["columns"]), **rest)


def read_here(data: bytes) -> Reading:
    """The same as read_pdf in this process, without bounds on time and memory and not from two threads at once."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            check_limit(len(document), LIMITS.pages, "pages")
            pages, title = list(_pages(document)), _title(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise UnsupportedFormat("The PDF asks for a password; save a copy without one and index that.") from error
        raise UnreadableFile(
            "The PDF is damaged and cannot be read to its end; fetch it again or save it anew from its source."
        ) from error
    _check_text(pages)
    return Reading(blocks(pages), title)


def _check_text(pages: list[Page]) -> None:
    """Raise unless the pages hold text that can be read."""
    printed = Counter(char.text for page in pages for char in page.chars if not char.text.isspace())
    total = printed.total()
    if total < _FEWEST_CHARS and any(page.pictures for page in pages):
        raise UnsupportedFormat(
            "The PDF holds pictures of pages and no text; run it through text recognition (OCR) and index the result."
        )
    if not total:
        raise EmptyFile("The PDF holds no text; check that it was saved with its content.")
    if printed[_UNMAPPED] > _MOSTLY_UNMAPPED * total:
        raise UnsupportedFormat(
            "The PDF's fonts do not say which characters they draw, so its text cannot be read; "
            "run it through text recognition (OCR) or index another form of the report."
        )


# -- PDFium → Page ------------------------------------------------------------------------------------------------


def _title(document: pypdfium2.PdfDocument) -> str | None:
    """What the file calls itself; None where it says nothing or nothing that can be decoded."""
    try:
        title = str(document.get_metadata_value("Title"))
    except UnicodeDecodeError:
        return None
    return title.strip() or None


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    characters = 0
    for index in range(len(document)):
        page = document[index]
        try:
            read = _page(page, index + 1)
        finally:
            page.close()
        characters += len(read.chars)
        check_limit(characters, LIMITS.characters, "characters")
        yield read


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rectangle):
        raise pypdfium2.PdfiumError("Failed to get a page's bounding box.")
    glyphs = list(_glyphs(page))
    quarters = page.get_rotation() // 90
    frame = Frame(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, quarters).reading(glyphs)
    chars = tuple(char for char in map(frame.char, glyphs) if frame.shows(char))
    shapes = _Shapes(frame)
    shapes.add_page(page)
    return Page(number, frame.width, frame.height, chars, shapes.rules(), shapes.pictures)


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Char]:
    """The page's characters in the file's coordinates, but those that PDFium made up (spaces and line ends between
    words) and those set askew (watermarks)."""
    text = page.get_textpage()
    try:
        for index in range(text.count_chars()):
            if pdfium.FPDFText_IsGenerated(text, index) != 1 and (glyph := _glyph(text, index)) and glyph.text:
                yield glyph
    finally:
        text.close()


def _glyph(text: pypdfium2.PdfTextPage, index: int) -> Char | None:
    """A character in the file's coordinates, None where it is set askew."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    turn = -math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    if not math.isfinite(turn) or abs(turn - round(turn)) > _ASKEW:
        return None
    letter, points = _letter(text, index), pdfium.FPDFText_GetFontSize(text, index)
    size = max(1.0, points * math.hypot(matrix.c, matrix.d))
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    sides = (box.top - box.bottom, box.right - box.left)
    if abs(size - points) > _SQUARE * points and all(abs(side - points) < _SQUARE * points for side in sides):
        # A letter set from top to bottom: PDFium gives its box as if the page were not scaled.
        left, bottom = box.left, box.bottom + _DESCENT * (points - size)
        return Char(letter, left, bottom + size, left + size, bottom, size, 1)
    return Char(letter, box.left, box.top, box.right, box.bottom, size, round(turn) % 4)


def _letter(text: pypdfium2.PdfTextPage, index: int) -> str:
    """The character's letter; U+FFFD where the font does not tell it, so that no figure is read with a digit lost."""
    code = chr(pdfium.FPDFText_GetUnicode(text, index))
    if pdfium.FPDFText_IsHyphen(text, index) == 1 or code == _SOFT_HYPHEN:
        return "-"
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or unicodedata.category(code) in _NO_LETTERS:
        return _UNMAPPED
    return "" if unicodedata.category(code) == "Cf" else plain_letter(code)


class _Shapes:
    """The paths of a page, those inside its forms too, gathered as a Drawing in the reader's coordinates."""

    def __init__(self, frame: Frame) -> None:
        self.pictures = False
        self._frame = frame
        self._count = 0
        self._drawing = Drawing()

    def add_page(self, page: pypdfium2.PdfPage) -> None:
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            self._add(pdfium.FPDFPage_GetObject(page, index), (1, 0, 0, 1, 0, 0), 0)

    def rules(self) -> tuple[Rule, ...]:
        """The rules drawn; none on a page with so many shapes that it is a map or a drawing and no table."""
        return tuple(self._drawing.rules()) if self._count <= MAX_SHAPES_A_PAGE else ()

    def _add(self, shape: pdfium.FPDF_PAGEOBJECT, outer: _Matrix, depth: int) -> None:
        self._count += 1
        if self._count > MAX_SHAPES_A_PAGE:
            return
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.pictures = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._add_path(shape, _product(_matrix(shape), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            matrix = _product(_matrix(shape), outer)
            for index in range(pdfium.FPDFFormObj_CountObjects(shape)):
                self._add(pdfium.FPDFFormObj_GetObject(shape, index), matrix, depth + 1)

    def _add_path(self, shape: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
        outlines = self._outlines(shape, matrix)
        if fill.value and (shade := _shade(shape, pdfium.FPDFPageObj_GetFillColor)) is not None:
            self._drawing.fill(outlines, shade >= _LIGHT)
        if stroke.value and (shade := _shade(shape, pdfium.FPDFPageObj_GetStrokeColor)) is not None:
            self._drawing.stroke(outlines, shade >= _LIGHT)

    def _outlines(self, shape: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix) -> list[list[Step]]:
        outlines: list[list[Step]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(min(pdfium.FPDFPath_CountSegments(shape), MAX_SEGMENTS_A_SHAPE)):
            segment = pdfium.FPDFPath_GetPathSegment(shape, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO or not outlines:
                outlines.append([])
            straight = kind == pdfium.FPDF_SEGMENT_LINETO
            outlines[-1].append((*self._frame.point(*_apply(matrix, x.value, y.value)), straight))
            if pdfium.FPDFPathSegment_GetClose(segment):
                outlines[-1].append((*outlines[-1][0][:2], True))
        return outlines


def _shade(shape: pdfium.FPDF_PAGEOBJECT, getter: Callable[..., int]) -> int | None:
    """The least of a colour's three parts, from 0 to 255; None where the colour is transparent."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not getter(shape, *parts):
        return 0
    red, green, blue, alpha = (part.value for part in parts)
    return min(red, green, blue) if alpha else None


def _matrix(shape: pdfium.FPDF_PAGEOBJECT) -> _Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The matrix that applies `inner` first and `outer` to what comes of it."""
    a, b, c, d, e, f = inner
    (x1, y1), (x2, y2), (x3, y3) = _apply(outer, a, b, 0), _apply(outer, c, d, 0), _apply(outer, e, f)
    return x1, y1, x2, y2, x3, y3


def _apply(matrix: _Matrix, x: float, y: float, shift: int = 1) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + shift * e, b * x + d * y + shift * f
