"""Rows of text → an Excel workbook of one sheet (Office Open XML, ECMA-376 part 1, 18.3), for spreadsheets to open.

Only what such a table needs: strings that are kept in their cells, numbers, a first row that stays in view. A text
is always written as text, so that nothing in it is a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")

PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
    '<sheets><sheet name="gongkai" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def to_xlsx(head: Sequence[str], lines: Iterable[Sequence[str]], numeric: frozenset[int]) -> bytes:
    """A workbook with `head` and `lines`; the columns `numeric` (from 0) hold numbers wherever their text is one."""
    pane = '<pane ySplit="1" topLeftCell="A2" state="frozen"/>'
    frozen = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    rows = [_row(head, frozenset()), *(_row(line, numeric) for line in lines)]
    sheet = f'<worksheet xmlns="{MAIN}">{frozen}<sheetData>{"".join(rows)}</sheetData></worksheet>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, HEAD + part)
    return file.getvalue()


def _row(cells: Sequence[str], numeric: frozenset[int]) -> str:
    return f"<row>{''.join(_cell(text, at in numeric) for at, text in enumerate(cells))}</row>"


def _cell(text: str, number: bool) -> str:
    if not text:
        return "<c/>"
    if number and NUMBER.fullmatch(text):
        return f"<c><v>{text}</v></c>"
    kept = escape(UNPRINTABLE.sub("", text))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'
