"""The disclosure table and the one on disputes where a page shows them and nothing read them → Indicators, blank with
the reason.

A disclosure row that stands under the heads of its part, and the heads of the disputes table to the letter, were
printed. That a page end or a lost border parts them from their figures is no silence of the issuer's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.form_disclosure import CONTENT, Piece, disclosure_pieces
from index.forms import LocatedRow, Region
from index.labels import squeeze
from index.model import Document, Indicator
from index.ontology import ontology
from index.tables import CellReading

APART = "nothing tells for certain which figures stand under which heads of the table"

_PART = re.compile(r"第\s*二\s*十\s*条\s*第")
_END = re.compile(r"收到和处理")
# A disclosure table has at least so many parts, and ends so far behind the last one.
_FEWEST_PARTS, _LAST_PART = 2, 400
_DISPUTES = re.compile(r"行政复议[^\n]{0,4}行政诉讼[^\n]{0,6}\n")
_NEXT_SECTION = re.compile(r"\n\s*(?:五|六)、")
_LONGEST = 1500
_RESULTS = "结果维持结果纠正其他结果尚未审结总计"
_HEADS = Counter("行政复议行政诉讼未经复议直接起诉复议后起诉" + 3 * _RESULTS)
_LETTER = re.compile(r"[^\W\d_]")


def unread_tables(document: Document, found: Sequence[Indicator]) -> Iterator[Indicator]:
    """The indicators of rows of both tables that stand on the pages of `document` and are not among those `found`, all
    of them blank. In a format without pages nothing is cut by their ends."""
    if document.page_at(0) is None:
        return
    known = {item.code for item in found}
    yield from _disclosure(document, known)
    yield from _disputes(document, known)


def _disclosure(document: Document, known: set[str]) -> Iterator[Indicator]:
    parts = [match.start() for match in _PART.finditer(document.text)]
    if len(parts) < _FEWEST_PARTS:
        return
    ended = _END.search(document.text, parts[-1], parts[-1] + _LAST_PART)
    end = ended.start() if ended else min(len(document.text), parts[-1] + _LAST_PART)
    region = Region(parts[0], end, None)
    for row, columns in _rows_under_heads(document.text, region):
        located = LocatedRow(document, region, row.start, row.end)
        codes = (ontology().disclosure[row.name].get(column.name) for column in columns)
        for code in codes:
            if code is not None and code not in known:
                yield located.indicator(code, CellReading("blank", why=APART))


def _rows_under_heads(text: str, region: Region) -> Iterator[tuple[Piece, list[Piece]]]:
    """The rows with the heads above them, as far as nothing but figures and other rows stands between."""
    columns: list[Piece] = []
    before: Piece | None = None
    for piece in disclosure_pieces(squeeze(text, region.start, region.end)):
        alone = before is None or not _LETTER.search(text, before.end, piece.start)
        if piece.kind == "part":
            columns = columns if piece.name == CONTENT else []
        elif piece.kind == "column":
            columns = [*columns, piece] if before and before.kind == "column" and alone else [piece]
        elif alone and columns:
            yield piece, columns
        else:
            columns = []
        before = piece


def _disputes(document: Document, known: set[str]) -> Iterator[Indicator]:
    codes = [code for group in ontology().disputes for code in group]
    if known.issuperset(codes):
        return
    for heading in _DISPUTES.finditer(document.text):
        start = heading.end()
        ended = _NEXT_SECTION.search(document.text, start, start + _LONGEST)
        end = ended.start() if ended else min(len(document.text), start + _LONGEST)
        if Counter(_LETTER.findall(squeeze(document.text, start, end).text)) == _HEADS:
            located = LocatedRow(document, Region(start, end, None), start, len(document.text[:end].rstrip()))
            for code in codes:
                if code not in known:
                    yield located.indicator(code, CellReading("blank", why=APART))
            return
