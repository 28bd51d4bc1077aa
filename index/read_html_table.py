"""An HTML table → Grid, or the decision that it only lays out the page and is to be walked through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from index.grids import Spanned, cell_text, is_layout, lay_out
from index.model import Grid
from index.raised import raised


def element_names(names: str) -> frozenset[str]:
    """The element names in a text that lists them."""
    return frozenset(names.split())


_GROUPS = ("thead", "tbody", "tfoot")
_SKIPPED = element_names("script style noscript template select button textarea input")
_BREAKING = element_names("address blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre td th tr ul")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WRAP = re.compile(r"(?<=[^\x00-\x7f])[ \t\r\f]*\n[ \t\r\n\f]*(?=[^\x00-\x7f])")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_SPAN = re.compile(r"\s*(\d{1,9})")

_STRUCK = element_names("del s strike")
# What an editor strikes out is a word or a sentence; a tag that is never closed strikes out the rest of the page.
_LONGEST_STRUCK = 200
# A nested table of no more than this is an ornament of its cell.
_SMALL_TABLE_TEXT = 60
_SMALL_TABLE_CELLS = 4
_RAISED_REACH = 3  # elements: <sup><a><span>1</span></a></sup>

_Row = list[tuple[LexborNode, list[str]]]


def read_table(table: LexborNode) -> Grid | None:
    """The grid of a data table, or None where the table only lays out the page or is empty."""
    attributes = table.attributes
    if (attributes.get("role") or "").lower() in ("presentation", "none") or _wraps_tables(table):
        return None
    rows: list[_Row] = []
    ends: list[int] = []
    for group in _row_groups(table):
        rows.extend([(cell, _lines(cell)) for cell in _cells(row)] for row in group)
        ends.extend([len(rows)] * len(group))
    if is_layout([[lines for _, lines in row] for row in rows]):
        return None
    spanned = [[_spanned(cell, lines) for cell, lines in row] for row in rows]
    return lay_out(spanned, ends)


def is_hidden(node: LexborNode) -> bool:
    """Whether an element's own attributes keep it from being shown, or it is struck out and no longer the report's."""
    if node.tag in _STRUCK and len((node.text() or "").strip()) <= _LONGEST_STRUCK:
        return True
    attributes = node.attributes
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def _wraps_tables(table: LexborNode) -> bool:
    """Whether a table holds another one that is more than an ornament."""
    for nested in table.css("table"):
        if nested.mem_id == table.mem_id:
            continue
        if len(nested.css("td, th")) > _SMALL_TABLE_CELLS or len((nested.text() or "").strip()) > _SMALL_TABLE_TEXT:
            return True
    return False


def _row_groups(table: LexborNode) -> Iterator[list[LexborNode]]:
    """The shown rows of each row group; the parser has put those outside any into one."""
    for group in table.iter():
        if group.tag in _GROUPS and not is_hidden(group):
            yield [row for row in group.iter() if row.tag == "tr" and not is_hidden(row)]


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th") and not is_hidden(cell)]


def _spanned(cell: LexborNode, lines: Sequence[str]) -> Spanned:
    attributes = cell.attributes
    return Spanned(cell_text(lines), _span(attributes.get("rowspan")), max(1, _span(attributes.get("colspan"))))


def _span(value: str | None) -> int:
    """A span as HTML reads it: the digits it begins with, 1 where it begins with none."""
    match = _SPAN.match(value or "")
    return int(match[1]) if match else 1


def _lines(cell: LexborNode) -> list[str]:
    """The lines of text in a cell, without recursion."""
    lines = [""]
    node: LexborNode | None = cell.child
    depth = 0
    while node is not None:
        if node.is_text_node:
            lines[-1] += shown_text(node)
        elif node.tag in _BREAKING:
            lines.append("")
        child = node.child if node.is_element_node and node.tag not in _SKIPPED and not is_hidden(node) else None
        if child is not None:
            node, depth = child, depth + 1
            continue
        while depth and node is not None and node.next is None:
            node, depth = node.parent, depth - 1
            if node is not None and node.tag in _BREAKING:
                lines.append("")
        node = node.next if node is not None else None
    return [text for text in map(visible_text, lines) if text]


def shown_text(node: LexborNode) -> str:
    """The text of a text node; raised where the page sets it above the line."""
    text, above = node.text_content or "", node.parent
    for _ in range(_RAISED_REACH):
        if above is None:
            break
        if above.tag == "sup":
            return raised(text)
        above = above.parent
    return text


def visible_text(text: str) -> str:
    """Text as a page shows it: white space collapsed, none where a line of Chinese was wrapped, nothing invisible."""
    text = _WRAP.sub("", _INVISIBLE.sub("", text))
    return _SPACE.sub(" ", text).replace("\xa0", " ").strip()
