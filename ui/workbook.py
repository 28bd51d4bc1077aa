"""Rows of text → an Excel workbook of one sheet, for spreadsheets to open. Pure.

A text is written as text whatever it begins with, and stays one when somebody edits its cell: nothing is a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

# What XML cannot hold.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
# A spreadsheet's numbers have 15 digits; what has more stays text, so that none is lost.
NUMBER = re.compile(r"-?(?=(?:\d\.?){1,15}\Z)\d+(?:\.\d+)?")
# What a spreadsheet, or this library, could take for something else than text: a formula, an error.
SUSPECT = ("=", "+", "-", "@", "\t", "\r", "\n", "#")
NARROW, WIDE = 14, 48  # characters


def to_xlsx(
    head: Sequence[str],
    lines: Iterable[Sequence[str]],
    numeric: frozenset[int] = frozenset(),
    wide: frozenset[int] = frozenset(),
) -> bytes:
    """A workbook with `head`, which stays in view, and `lines`; the columns `numeric` (from 0) hold numbers wherever
    their text is one, and the columns `wide` are wide."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("gongkai")
    sheet.freeze_panes = "A2"
    for at in range(len(head)):
        sheet.column_dimensions[get_column_letter(at + 1)].width = WIDE if at in wide else NARROW
    sheet.append([written(sheet, name, False) for name in head])
    for line in lines:
        sheet.append([written(sheet, text, at in numeric) for at, text in enumerate(line)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def written(sheet: object, text: str, number: bool) -> Any:
    """What to write for a cell: None for nothing, a number, or text."""
    if number and NUMBER.fullmatch(text):
        return Decimal(text)
    kept = UNPRINTABLE.sub("", text)
    if not kept.startswith(SUSPECT):
        return kept or None
    cell = WriteOnlyCell(sheet, kept)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
