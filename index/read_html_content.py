"""Which of a page's pieces are the report, and which the site around it.

trafilatura says which paragraphs are content; it drops repeated ones and mangles tables, so it only locates: the report
is the smallest element that holds them all, with its title and publication line above it and its tables below it.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

import trafilatura

from index.furniture import is_furniture, opens_footer
from index.letters import simplified
from index.model import Block
from index.read_html_walk import Page, Piece

# What trafilatura cannot make sense of it reports as warnings; here that is an ordinary outcome, with its own way on.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# Beyond these a page is taken whole: locating would take longer than reading it.
_MOST_CHARACTERS = 2_000_000
_MOST_TAGS = 30_000

_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[^。！？；]{12,}[。！？；]|[^，,。]{4,}[，,][^，,。]{4,}[，,]")
_TOPIC = re.compile(r"公开|申请|复议|诉讼|行政许可|行政处罚|答复|年度报告|政府信息")
_TITLE = re.compile(r"年度报告|年报|工作报告|信息公开.{0,8}报告")
_PUBLICATION = re.compile(
    r"(?:发布|公布|公开|成文|生成|发文|印发)(?:时间|日期|机构|单位|机关)|来\s*源|索\s*引\s*号|文\s*号|[日时][期间]\s*[:：]"
    r"|\d{4}-\d{2}-\d{2}"
)
_NEARLY_ALL = 0.95
_PUBLICATION_LENGTH = 150


def main_blocks(page: Page, html: str, tags: int) -> tuple[Block, ...]:
    """The blocks of the page's report in reading order; all of the page's where nothing says which they are."""
    pieces = page.pieces
    solid = _solid(pieces, _extracted(html, tags))
    if not solid:
        return tuple(piece.block for piece in pieces)
    start, end = _grown(page, *_extent(page, solid))
    before = _introduction(pieces[:start])
    end = _without_related(pieces, solid[-1] + 1, _table_end(pieces, end))
    return tuple(piece.block for piece in (*before, *pieces[start:end]))


def _without_related(pieces: Sequence[Piece], last: int, end: int) -> int:
    """Where the report ends if a list of links to other pages (相关新闻) closes it, which begins behind its `last` sure
    piece: names of other reports and their figures are none of its own."""
    for index in range(last, end):
        behind = pieces[index + 1 : end]
        if opens_footer(pieces[index].block.text) and any(piece.linked >= 0.5 for piece in behind):
            return index
    return end


def _extracted(html: str, tags: int) -> str:
    """The page's content as trafilatura has it, without white space; nothing where it finds none or it is too much."""
    if len(html) > _MOST_CHARACTERS or tags > _MOST_TAGS:
        return ""
    found = trafilatura.extract(html, favor_recall=True, include_comments=False, include_tables=True)
    return _SPACE.sub("", found or "")


def _solid(pieces: Sequence[Piece], extracted: str) -> list[int]:
    """The pieces that are surely content: those with sentences that were extracted and the tables on the topic.

    Where what was extracted is the lesser part of the page's sentences, it is not believed and all of them count.
    """
    sentences = [index for index, piece in enumerate(pieces) if _is_sentence(piece)]
    located = [index for index in sentences if _SPACE.sub("", pieces[index].block.text) in extracted]
    if _weight(pieces, located) * 2 < _weight(pieces, sentences):
        located = sentences
    tables = [index for index, piece in enumerate(pieces) if _is_topical_table(piece)]
    return sorted({*located, *tables})


def _is_sentence(piece: Piece) -> bool:
    text = piece.block.text
    if piece.block.grid is not None or piece.linked >= 0.5:
        return False
    return len(text) > _PUBLICATION_LENGTH or _SENTENCE.search(text) is not None


def _is_topical_table(piece: Piece) -> bool:
    grid = piece.block.grid
    return grid is not None and grid.rows > 1 and any(_TOPIC.search(simplified(cell.text)) for cell in grid.cells)


def _length(piece: Piece) -> int:
    grid = piece.block.grid
    return len(piece.block.text) if grid is None else sum(len(cell.text) for cell in grid.cells)


def _weight(pieces: Sequence[Piece], indices: Sequence[int]) -> int:
    return sum(_length(pieces[index]) for index in indices)


def _extent(page: Page, solid: Sequence[int]) -> tuple[int, int]:
    """The smallest element's pieces that hold all solid ones, or nearly all where the rest is off the topic."""
    whole = _smallest(page, solid[0], solid[-1])
    weights = list(accumulate((_length(page.pieces[index]) for index in solid), initial=0))
    for start, end in sorted(page.extents, key=lambda extent: extent[1] - extent[0]):
        first, last = bisect_left(solid, start), bisect_left(solid, end)
        if weights[last] - weights[first] >= _NEARLY_ALL * weights[-1]:
            left_out = (*solid[:first], *solid[last:])
            return whole if any(_is_on_topic(page.pieces[index]) for index in left_out) else (start, end)
    return whole


def _grown(page: Page, start: int, end: int) -> tuple[int, int]:
    """The largest element around these pieces that adds nothing of the site: neither links nor furniture."""
    around = (extent for extent in page.extents if extent[0] <= start and end <= extent[1])
    for first, last in sorted(around, key=lambda extent: extent[1] - extent[0]):
        if not all(map(_is_quiet, (*page.pieces[first:start], *page.pieces[end:last]))):
            break
        start, end = first, last
    return start, end


def _is_quiet(piece: Piece) -> bool:
    text = piece.block.text
    return piece.linked < 0.5 and not is_furniture(text) and not opens_footer(text)


def _is_on_topic(piece: Piece) -> bool:
    return piece.block.grid is not None or _TOPIC.search(simplified(piece.block.text)) is not None


def _smallest(page: Page, first: int, last: int) -> tuple[int, int]:
    holding = [(end - start, start, end) for start, end in page.extents if start <= first and last < end]
    return min(holding)[1:] if holding else (0, len(page.pieces))


def _introduction(pieces: Sequence[Piece]) -> list[Piece]:
    """What stands above the content and belongs to it: all from the title on, before it the publication lines."""
    title = next((index for index, piece in enumerate(pieces) if _is_title(piece)), len(pieces))
    above = [piece for piece in pieces[:title] if _is_publication(piece)]
    return [*above, *pieces[title:]]


def _is_title(piece: Piece) -> bool:
    block = piece.block
    if block.grid is not None or piece.linked >= 0.5:
        return False
    return block.heading == 1 or (len(block.text) < 80 and _TITLE.search(simplified(block.text)) is not None)


def _is_publication(piece: Piece) -> bool:
    grid = piece.block.grid
    text = piece.block.text if grid is None else " ".join(cell.text for cell in grid.cells)
    return (
        len(text) < _PUBLICATION_LENGTH * (1 if grid is None else 4)
        and _PUBLICATION.search(simplified(text)) is not None
    )


def _table_end(pieces: Sequence[Piece], end: int) -> int:
    """Where the report ends: after the last table on the topic, or where the content does."""
    tables = [index for index in range(end, len(pieces)) if _is_topical_table(pieces[index])]
    return tables[-1] + 1 if tables else end
