"""PDF bytes → Reading, by PDFium: `pdf_glyphs` takes characters from it, `pdf_shapes` drawn paths."""

from __future__ import annotations

import json
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from index import bounded
from index.errors import EmptyFile, LimitExceeded, UnreadableFile, UnsupportedFormat
from index.model import Block, Cell, Grid
from index.pdf_glyphs import glyphs_of
from index.pdf_layout import blocks
from index.pdf_notes import with_marks
from index.pdf_overlaps import untold_where_crossed
from index.pdf_page import UNKNOWN, Frame, Page
from index.pdf_shapes import Shapes
from index.pdf_watermarks import without_watermarks
from index.reading import LIMITS, Reading, bound, check_limit

MAX_SECONDS = 9.0
MAX_MEMORY = 900_000_000
_PAGES = struct.Struct("<q")

# Above this part of unknown characters the text is no use; below, they only blank the words they stand in.
_MOSTLYUNKNOWN = 0.2
_FEWEST_CHARS = 20

_ERRORS = {kind.__name__: kind for kind in (EmptyFile, LimitExceeded, UnreadableFile, UnsupportedFormat)}


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
    if printed[UNKNOWN] > _MOSTLYUNKNOWN * total:
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
        page = _filled_in(document, index)
        try:
            read = _page(page, index + 1)
        finally:
            page.close()
        characters += len(read.chars)
        check_limit(characters, LIMITS.characters, "characters")
        yield read


def _filled_in(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """A page with what was filled into a form's fields as a part of it; remarks and stamps beside them are left out."""
    page = document[index]
    if document.get_formtype() == pdfium.FORMTYPE_NONE:
        return page
    for place in reversed(range(pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, place)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind != pdfium.FPDF_ANNOT_WIDGET:
            pdfium.FPDFPage_RemoveAnnot(page, place)
    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rectangle):
        raise pypdfium2.PdfiumError("Failed to get a page's bounding box.")
    shapes = Shapes()
    shapes.add_page(page)
    glyphs = list(with_marks(untold_where_crossed(without_watermarks(list(glyphs_of(page, shapes))))))
    quarters = page.get_rotation() // 90
    frame = Frame(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, quarters).reading(glyphs)
    chars = tuple(frame.shown(map(frame.char, glyphs)))
    return Page(number, frame.width, frame.height, chars, shapes.rules(frame), shapes.pictures)
