"""An HTML page → located blocks. The parser is selectolax; what it is given is bounded first, because it is quick on
pages and slow without end on some that are none."""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser

from index.decoding import decode_as
from index.errors import EmptyFile
from index.model import Block
from index.read_html_content import main_blocks
from index.read_html_hidden import mark_hidden
from index.read_html_table import element_names, visible_text
from index.read_html_walk import walk_page
from index.reading import LIMITS, Reading, check_limit

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_CHARSET_REACH = 8_192
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{2000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")

# Elements whose end may be left out, or that have none: they do not nest by being left open.
_UNNESTED = element_names(
    "area base body br col colgroup dd dt embed head hr html img input li link meta optgroup option p param rp rt "
    "source tbody td tfoot th thead tr wbr"
)
_FORMATTING = element_names("a b big code em font i nobr s small strike strong tt u")
_MOST_ATTRIBUTES = 500
_MOST_OPTIONS = 5_000
_MOST_BODIES = 100
_MOST_NESTED = 200_000_000
_MOST_REOPENED = 1_000_000


def read_html(data: bytes) -> Reading:
    """The Reading of a page: its report's paragraphs, headings and tables, as a reader of the page would see them.

    The title is what the page's metadata gives. Raises UndecodableText, LimitExceeded, and EmptyFile where a page
    without text says where its text is.
    """
    check_limit(len(data), LIMITS.markup_bytes, "bytes of HTML")
    declared = _CHARSET.search(data[:_CHARSET_REACH])
    html = decode_as(data, declared[1].decode("ascii") if declared else None)
    tags = _check_markup(html)
    tree = LexborHTMLParser(html)
    if tree.root is None:
        return Reading(())
    mark_hidden(tree, tags)
    page = walk_page(tree.root)
    if not page.pieces:
        page = walk_page(tree.root, show_hidden=True)
    if not page.pieces:
        _explain_empty(tree)
    return Reading(main_blocks(page, html, tags), _title(tree))


def read_fragment(markup: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML in another text, a table as a rule. Raises LimitExceeded."""
    _check_markup(markup)
    tree = LexborHTMLParser(markup)
    return tuple(piece.block for piece in walk_page(tree.root).pieces) if tree.root is not None else ()


def _explain_empty(tree: LexborHTMLParser) -> None:
    """Raise where a page without text says where its text is: in the pages it frames, or in what a script loads."""
    framed = [source for node in tree.css("frame, iframe") if (source := (node.attributes.get("src") or "").strip())]
    if framed:
        raise EmptyFile(
            f"The page only frames another one ({framed[-1][:80]}) and holds no text itself; save that page."
        )
    if tree.css_first("script") is not None:
        raise EmptyFile(
            "The page holds no text: a script loads it; save the page from a browser that shows it, or print it as PDF."
        )


def _title(tree: LexborHTMLParser) -> str | None:
    """What the page calls itself: the ArticleTitle that government sites set, or the HTML title."""
    for meta in tree.css("meta[name]"):
        if (meta.attributes.get("name") or "").lower() == "articletitle":
            title = visible_text(meta.attributes.get("content") or "")
            if title:
                return title
    node = tree.css_first("title")
    return visible_text(node.text()) or None if node is not None else None


def _check_markup(html: str) -> int:
    """The number of tags, once markup that would take the parser too long or too much memory has been refused."""
    seen: Counter[str] = Counter()
    still_open: Counter[str] = Counter()
    depth = deepest = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        seen[name] += 1
        if name in _UNNESTED:
            continue
        if not match[1]:
            still_open[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif still_open[name]:
            still_open[name] -= 1
            depth -= 1
    tags = seen.total()
    check_limit(tags, LIMITS.tags, "HTML tags")
    check_limit(seen["option"] + seen["optgroup"], _MOST_OPTIONS, "choices in its menus")
    check_limit(seen["body"] + seen["html"], _MOST_BODIES, "page bodies")
    check_limit(deepest * tags, _MOST_NESTED, "steps of nested HTML")
    check_limit(sum(still_open[name] for name in _FORMATTING) * tags, _MOST_REOPENED, "tags that are never closed")
    for tag in _LONG_TAG.finditer(html):
        check_limit(len(_QUOTED.sub("", tag[0]).split()), _MOST_ATTRIBUTES, "attributes in one tag")
    return tags
