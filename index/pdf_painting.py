"""How an object of a PDF page is painted: its colour, a line so thick that it covers, a picture of one colour."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from index.pdf_covers import Bounds, Colour, Outline

_LIGHT = 245  # white letters are another matter: paper is white where nothing is painted
_THICK = 4.0  # points: thinner lines strike letters out and cover none
_MOST_PIXELS = 1_000_000


def colour_of(shape: pdfium.FPDF_PAGEOBJECT) -> Colour | None:
    """What an object is filled with; None where that is not known."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(shape, *parts):
        return None
    red, green, blue, _ = (part.value for part in parts)
    return red, green, blue


def text_colour(shape: pdfium.FPDF_PAGEOBJECT) -> Colour | None:
    """The colour that may hide letters on a ground of the same; None for white ones and those with an outline."""
    if pdfium.FPDFTextObj_GetTextRenderMode(shape) != pdfium.FPDF_TEXTRENDERMODE_FILL:
        return None
    colour = colour_of(shape)
    return colour if colour and min(colour) < _LIGHT else None


def thick_line(
    shape: pdfium.FPDF_PAGEOBJECT, outlines: Sequence[Outline], matrix: tuple[float, float, float, float, float, float]
) -> Bounds | None:
    """The box that one level or upright thick opaque line fills; None for anything else."""
    width = ctypes.c_float()
    if len(outlines) != 1 or len(outlines[0]) != 2 or not pdfium.FPDFPageObj_GetStrokeWidth(shape, width):
        return None
    broad = width.value * math.hypot(matrix[0], matrix[1])
    (x0, y0, _), (x1, y1, _) = outlines[0]
    if broad < _THICK or min(abs(x1 - x0), abs(y1 - y0)) > 1 or pdfium.FPDFPageObj_HasTransparency(shape):
        return None
    aside, above = (0.0, broad / 2) if abs(y1 - y0) <= 1 else (broad / 2, 0.0)
    return min(x0, x1) - aside, min(y0, y1) - above, max(x0, x1) + aside, max(y0, y1) + above


def is_plain(page: pypdfium2.PdfPage, image: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Whether a picture is opaque and of one colour, as what is put over text to hide it; one that shows something may
    be the scan that the text under it stands for."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(image, wide, high) or wide.value * high.value > _MOST_PIXELS:
        return False
    if pdfium.FPDFPageObj_HasTransparency(image):
        return False
    # With its mask, as it is painted: what is seen through has an alpha.
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf, page, image)
    if not bitmap:
        return False
    try:
        return _one_colour(bitmap)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _one_colour(bitmap: pdfium.FPDF_BITMAP) -> bool:
    """Whether all pixels but those of the edge, which are smoothed, are opaque and alike."""
    if pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_BGRA:
        return False
    wide, rows, stride = (
        measure(bitmap)
        for measure in (pdfium.FPDFBitmap_GetWidth, pdfium.FPDFBitmap_GetHeight, pdfium.FPDFBitmap_GetStride)
    )
    if wide < 3 or rows < 3 or wide * rows > _MOST_PIXELS:
        return False
    data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    inside = [data[row * stride + 4 : row * stride + 4 * wide - 4] for row in range(1, rows - 1)]
    return inside[0][3] == 255 and all(row == inside[0][:4] * (wide - 2) for row in inside)
