"""A parsed HTML page → the pieces that a reader of the page sees, in reading order, and which element holds which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from index.model import Block, Grid
from index.read_html_table import element_names, is_hidden, read_table, shown_text, visible_text
from index.reading import LIMITS, check_limit

_SKIPPED = element_names(
    "head script style noscript template iframe frame object embed applet svg math canvas audio video map "
    "select button textarea datalist input nav"
)
_BREAKING = element_names(
    "address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p section summary table tbody td tfoot th "
    "thead tr ul"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the page and the share of its characters that are links."""

    block: Block
    linked: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page's pieces in reading order, and for each element that holds some the first and the one after the last."""

    pieces: tuple[Piece, ...]
    extents: frozenset[tuple[int, int]]


def walk_page(root: LexborNode, show_hidden: bool = False) -> Page:
    """The pieces of everything below `root`. Layout tables are walked through, data tables become grids.

    `show_hidden` takes hidden elements for shown. Raises LimitExceeded.
    """
    walker = _Walker(show_hidden)
    for node, is_entering in _steps(root, walker):
        if not is_entering:
            walker.leave(node)
    walker.flush()
    return Page(tuple(walker.pieces), frozenset(walker.extents))


def _steps(root: LexborNode, walker: _Walker) -> Iterator[tuple[LexborNode, bool]]:
    """Depth first without recursion, however deep the page: each node when it is entered and when it is left."""
    node: LexborNode | None = root
    depth = 0
    while node is not None:
        child = node.child if walker.enter(node) else None
        yield node, True
        if child is not None:
            node, depth = child, depth + 1
            continue
        yield node, False
        while depth and node is not None and node.next is None:
            node, depth = node.parent, depth - 1
            if node is not None:
                yield node, False
        node = node.next if depth and node is not None else None


class _Walker:
    """The pieces so far, and the line that is being gathered."""

    def __init__(self, show_hidden: bool) -> None:
        self.pieces: list[Piece] = []
        self.extents: set[tuple[int, int]] = set()
        self._show_hidden = show_hidden
        self._starts: list[int] = []
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._preformatted = 0
        self._heading: int | None = None

    def enter(self, node: LexborNode) -> bool:
        """Take in a node; whether its children are to be walked."""
        if node.is_text_node:
            self._add_text(shown_text(node))
            return False
        tag = node.tag or ""
        if tag in _BREAKING:
            self.flush()
        self._starts.append(len(self.pieces))
        if tag in _SKIPPED or not node.is_element_node or (not self._show_hidden and is_hidden(node)):
            return False
        if tag == "table" and (grid := read_table(node)) is not None:
            self._add_grid(grid)
            return False
        self._links += tag == "a"
        self._preformatted += tag in ("pre", "listing")
        self._heading = _HEADINGS.get(tag, self._heading)
        return True

    def leave(self, node: LexborNode) -> None:
        """Close a node that was entered."""
        if node.is_text_node:
            return
        tag = node.tag or ""
        if tag in _BREAKING or tag in ("pre", "listing"):
            self.flush()
        start = self._starts.pop()
        if start < len(self.pieces):
            self.extents.add((start, len(self.pieces)))
        self._links = max(0, self._links - (tag == "a"))
        self._preformatted = max(0, self._preformatted - (tag in ("pre", "listing")))
        if tag in _HEADINGS:
            self._heading = None

    def _add_text(self, text: str) -> None:
        lines = text.split("\n") if self._preformatted else [text]
        for number, line in enumerate(lines):
            if number:
                self.flush()
            self._parts.append(line)
            self._linked += len(line.strip()) if self._links else 0

    def _add_grid(self, grid: Grid) -> None:
        self._add(Piece(Block(grid=grid)))

    def flush(self) -> None:
        """End the line that is being gathered."""
        text = visible_text("".join(self._parts))
        if text:
            self._add(Piece(Block(text=text, heading=self._heading), min(1.0, self._linked / len(text))))
        self._parts.clear()
        self._linked = 0

    def _add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        check_limit(len(self.pieces), LIMITS.blocks, "paragraphs")
