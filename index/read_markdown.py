"""Markdown → located blocks: headings and tables lose their markup, everything else stays as it is written.

A table whose cells are merged can only be written in HTML in Markdown, and is read as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.model import Block
from index.read_text import is_pipe_row, read_text
from index.reading import Reading

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_TABLE = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|center|span|font|b|strong|em|i|u|a)(?:\s[^<>]{0,300}|\s*/)?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)  # in a row of a pipe table it parts what stands in one cell


def read_markdown(text: str) -> Reading:
    """The Reading of a Markdown text: as `read_text`, with the levels of `#` and underlined headings.

    Lines inside code fences are no headings; tables in HTML become grids, and other tags are left out. The title is
    the first heading of level 1. Raises LimitExceeded.
    """
    blocks = tuple(_headings(tuple(_blocks(text))))
    titles = (block.text for block in blocks if block.heading == 1)
    return Reading(blocks, next(titles, None))


def _blocks(text: str) -> Iterator[Block]:
    done = 0
    for start, end in [*_tables(text), (len(text), len(text))]:
        between = text[done:start]
        if between.strip() or not done:
            lines = _TAG.sub("", between).split("\n")
            yield from read_text("\n".join(one if is_pipe_row(one) else _BREAK.sub("\n", one) for one in lines)).blocks
        if start < end:
            from index.read_html import read_fragment  # its parser takes long to load

            yield from read_fragment(text[start:end])
        done = end


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Where the tables in HTML stand, the outermost ones, as far as they are closed."""
    depth = start = 0
    for tag in _TABLE.finditer(text):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, tag.end()


def _headings(blocks: tuple[Block, ...]) -> Iterator[Block]:
    fenced = False
    previous: Block | None = None
    for block in blocks:
        fenced ^= _FENCE.match(block.text) is not None
        underline = None if fenced or not _can_be_underlined(previous) else _UNDERLINE.fullmatch(block.text)
        if underline is not None and previous is not None:
            yield replace(previous, heading=1 if block.text.strip().startswith("=") else 2)
            previous = None
            continue
        if previous is not None:
            yield previous
        previous = block if fenced else _heading(block)
    if previous is not None:
        yield previous


def _heading(block: Block) -> Block:
    match = _HEADING.fullmatch(block.text)
    return block if match is None else Block(text=match[2], page=block.page, heading=len(match[1]))


def _can_be_underlined(block: Block | None) -> bool:
    return block is not None and block.grid is None and block.heading is None and bool(block.text.strip())
