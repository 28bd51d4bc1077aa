"""The shapes that a page draws, taken from PDFium: its paths, those inside its forms too, cut to where they show."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from index.pdf_covers import Bounds, Covers
from index.pdf_page import Frame, Rule
from index.pdf_painting import colour_of, is_plain, text_colour, thick_line
from index.pdf_rules import Drawing, Point, Step

MAX_SHAPES_A_PAGE = 50_000
MAX_SEGMENTS_A_SHAPE = 10_000
MAX_FORM_DEPTH = 6
# A colour with every part at or above this is not told from the paper.
LIGHT = 245
_UNIT = ((0, 0), (1, 0), (1, 1), (0, 1))  # the corners of a picture before it is placed
_STROKE = 15  # points that a thick line may darken to its sides

_Matrix = tuple[float, float, float, float, float, float]
_Outlines = list[list[Step]]


class Shapes:
    """The paths of a page, those inside its forms too, in the order in which they are painted."""

    def __init__(self) -> None:
        self.pictures = False
        self._shaded = False
        self._count = 0
        self._painted: list[tuple[_Outlines, bool, bool]] = []
        self.covers = Covers()

    def add_page(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            self._add(pdfium.FPDFPage_GetObject(page, index), (1, 0, 0, 1, 0, 0), 0, solid=True)

    def rules(self, frame: Frame) -> tuple[Rule, ...]:
        """The rules drawn, as the reader sees them; none on a page with so many shapes that it is a map or a drawing
        and no table."""
        if self._count > MAX_SHAPES_A_PAGE:
            return ()
        drawing = Drawing()
        for outlines, filled, light in self._painted:
            seen = [[(*frame.point(x, y), straight) for x, y, straight in outline] for outline in outlines]
            (drawing.fill if filled else drawing.stroke)(seen, light)
        return tuple(drawing.rules())

    def may_darken(self, x: float, y: float) -> bool:
        """Whether white text at a point of the file may show: on a shape that is not white, a shading or a picture."""
        if self.pictures or self._shaded or self._count > MAX_SHAPES_A_PAGE:
            return True
        return any(
            min(at[0] for at in outline) - margin <= x <= max(at[0] for at in outline) + margin
            and min(at[1] for at in outline) - margin <= y <= max(at[1] for at in outline) + margin
            for outlines, filled, light in self._painted
            if not light
            for margin in [0 if filled else _STROKE]
            for outline in outlines
        )

    def _add(self, shape: pdfium.FPDF_PAGEOBJECT, outer: _Matrix, depth: int, solid: bool) -> None:
        """Add an object of the page; `solid` says that the forms it stands in are not seen through."""
        self._count += 1
        if self._count > MAX_SHAPES_A_PAGE:
            return
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.pictures = self.covers.shaded = True
            if solid and self.covers.has_text and is_plain(self._page, shape):
                corners = [(*_apply(_product(_matrix(shape), outer), x, y), True) for x, y in _UNIT]
                self.covers.add_boxes(self._count, _shown([corners], _clip(shape, outer)), None)
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            self._shaded = self.covers.shaded = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._add_path(shape, outer, solid)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self.covers.add_text(address(shape), self._count, _clip(shape, outer), text_colour(shape))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            matrix = _product(_matrix(shape), outer)
            solid = solid and not pdfium.FPDFPageObj_HasTransparency(shape)
            for index in range(pdfium.FPDFFormObj_CountObjects(shape)):
                self._add(pdfium.FPDFFormObj_GetObject(shape, index), matrix, depth + 1, solid)

    def _add_path(self, shape: pdfium.FPDF_PAGEOBJECT, outer: _Matrix, solid: bool) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(shape, fill, stroke)
        outlines = _shown(self._outlines(shape, _product(_matrix(shape), outer)), _clip(shape, outer))
        if not outlines:
            return
        if fill.value and (shade := _shade(shape, pdfium.FPDFPageObj_GetFillColor)) is not None:
            self._painted.append((outlines, True, shade >= LIGHT))
            if solid and not pdfium.FPDFPageObj_HasTransparency(shape):
                self.covers.add_boxes(self._count, outlines, colour_of(shape))
        if stroke.value and (shade := _shade(shape, pdfium.FPDFPageObj_GetStrokeColor)) is not None:
            self._painted.append((outlines, False, shade >= LIGHT))
            if solid and not fill.value and (box := thick_line(shape, outlines, _product(_matrix(shape), outer))):
                self.covers.add_box(self._count, box, None)

    def _outlines(self, shape: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix) -> _Outlines:
        outlines: _Outlines = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(min(pdfium.FPDFPath_CountSegments(shape), MAX_SEGMENTS_A_SHAPE)):
            segment = pdfium.FPDFPath_GetPathSegment(shape, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO or not outlines:
                outlines.append([])
            straight = kind == pdfium.FPDF_SEGMENT_LINETO
            outlines[-1].append((*_apply(matrix, x.value, y.value), straight))
            if pdfium.FPDFPathSegment_GetClose(segment):
                outlines[-1].append((*outlines[-1][0][:2], True))
        return outlines


def address(shape: pdfium.FPDF_PAGEOBJECT) -> int:
    """What tells an object of the page from every other."""
    return ctypes.cast(shape, ctypes.c_void_p).value or 0


def _clip(shape: pdfium.FPDF_PAGEOBJECT, outer: _Matrix) -> Bounds | None:
    """The box (left, bottom, right, top) that a shape shows in; None where nothing cuts it."""
    clip = pdfium.FPDFPageObj_GetClipPath(shape)
    boxes = []
    for path in range(pdfium.FPDFClipPath_CountPaths(clip) if clip else 0):
        points = [_apply(outer, x, y) for x, y in _clip_points(clip, path)]
        if points:
            xs, ys = zip(*points, strict=True)
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
    if not boxes:
        return None
    left, bottom, right, top = zip(*boxes, strict=True)
    return max(left), max(bottom), min(right), min(top)


def _clip_points(clip: pdfium.FPDF_CLIPPATH, path: int) -> Iterator[Point]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), MAX_SEGMENTS_A_SHAPE)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
        yield x.value, y.value


def _shown(outlines: _Outlines, clip: Bounds | None) -> _Outlines:
    """What of the outlines lies in the box."""
    if clip is None:
        return outlines
    left, bottom, right, top = clip
    shown = []
    for outline in outlines:
        xs, ys, _ = zip(*outline, strict=True)
        if max(left, min(xs)) <= min(right, max(xs)) and max(bottom, min(ys)) <= min(top, max(ys)):
            shown.append([(min(max(x, left), right), min(max(y, bottom), top), straight) for x, y, straight in outline])
    return shown


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
