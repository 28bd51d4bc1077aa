"""The lists in a section, item by item and verbatim: 一是…二是…, 1.…2.…, (一)…(二)…, and `主要表现为:…;…;…`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.model import Document, Section, Table
from index.numerals import fold, parse_number
from index.paragraphs import Span, outside
from index.runs import table_runs

_CN = "一二三四五六七八九十"
_EDGE = r"(?:^|(?<=[。;:,、!?\n(”)]))"
_MARKERS = tuple(
    re.compile(rf"{_EDGE}[ \u00a0]*(?P<mark>{form})")
    for form in (
        rf"(?P<number>[{_CN}]{{1,2}})(?:是|要(?![求点素]))",
        rf"第(?P<number>[{_CN}]{{1,2}})[,、]",
        rf"\((?P<number>[{_CN}]{{1,2}})\)",
        rf"(?P<number>[{_CN}]{{1,2}})、",
        r"(?P<number>\d{1,2})[.、](?!\d)",
        r"\(?(?P<number>\d{1,2})\)",
        r"(?P<number>[①②③④⑤⑥⑦⑧⑨⑩])",
    )
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_ANNOUNCED = re.compile(r":\s*(?P<items>[^。:]{3,3000})")
_PARAGRAPH_END = re.compile(r"\n|\u3000{2}")
_CLOSING = re.compile(r"(?:\s*\n\s*(?:附[件表][^\n]{0,60}|[^\n。;]{0,40}|[^\n]{0,12}年[^\n]{0,6}月[^\n]{0,6}日))+\s*$")
_FARTHEST_LEAD = 160


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list by its places in the text: `lead` is what stands before it and says what is listed (it may be empty),
    `items` are its items with their numbering, in order and complete."""

    lead: Span
    items: tuple[Span, ...]


def lists(
    text: str, section: Section, sections: Sequence[Section], tables: Sequence[Table] = ()
) -> tuple[ItemList, ...]:
    """The lists of `section`, one of the report's `sections`, in the order of `text`; those within an item left out.

    Two or more subsections are a list too, the last: their items are the subsections whole. The rows of tables, the
    report's located `tables` and those that lost their borders, are no items.
    """
    children = [child for child in sections if child.path[:-1] == section.path and _within(child, section)]
    end = children[0].start if children else section.end
    walls = sorted([*((table.start, table.end) for table in tables), *table_runs(Document(text, (), tuple(tables)))])
    found = [item for start, stop in outside(section.body, end, walls) for item in _in_text(text, start, stop)]
    if len(children) > 1:
        lead = _trim(text, max(section.body, end - _FARTHEST_LEAD), end)
        spans = [_without_closing(text, child.start, child.end) for child in children]
        found.append(ItemList(lead, (*spans[:-1], _no_longer_than(text, spans[:-1], spans[-1]))))
    for child in children if len(children) == 1 else ():
        found += lists(text, child, sections, tables)
    return tuple(found)


def _within(child: Section, section: Section) -> bool:
    return bool(child.path) and section.start < child.start < section.end


def _without_closing(text: str, start: int, end: int) -> Span:
    """A section without the signature, date and list of attachments that close a report."""
    words = _CLOSING.sub("", text[start:end]) if "。" in text[start:end] else text[start:end]
    return _trim(text, start, start + len(words))


def _no_longer_than(text: str, others: Sequence[Span], last: Span) -> Span:
    """The last of a section's subsections without the paragraphs that close the section: more than any other has."""
    most = max(len(_PARAGRAPH_END.split(re.sub(r"\s*\n\s*", "\n", text[start:end]))) for start, end in others)
    ends = [match.start() for match in re.finditer(r"\s*\n\s*|\u3000{2,}", text[last[0] : last[1]])]
    return (last[0], last[0] + ends[most - 1]) if len(ends) >= most else last


def _in_text(text: str, start: int, end: int) -> Iterator[ItemList]:
    """The outermost lists of a stretch without subsections; where marks of two kinds begin together, the longer."""
    folded = fold(text[start:end])
    chains = sorted(_chains(folded), key=lambda chain: (chain[0], -len(chain)))
    reached = 0
    for chain in chains:
        if chain[0] >= reached:
            spans = [*pairwise(chain), (chain[-1], _last_end(text[start:end], chain))]
            yield _made(text, start, reached, spans)
            reached = spans[-1][1]
    if not reached:
        yield from _announced(text, folded, start)


def _chains(folded: str) -> Iterator[list[int]]:
    """Where the items of each run of marks 1, 2, 3… begin, two or more in a run, for every kind of mark."""
    for marker in _MARKERS:
        chain: list[int] = []
        for match in marker.finditer(folded):
            number = _number(match["number"])
            if number == len(chain) + 1:
                chain.append(match.start("mark"))
            elif number == 1:
                if len(chain) > 1:
                    yield chain
                chain = [match.start("mark")]
        if len(chain) > 1:
            yield chain


def _number(sign: str) -> int:
    return _CIRCLED.index(sign) + 1 if sign in _CIRCLED else int(parse_number(sign) or 0)


def _last_end(words: str, chain: Sequence[int]) -> int:
    """Where the last item ends: with its sentence if every item before is one sentence, else with its paragraph."""
    gap = _PARAGRAPH_END.search(words, chain[-1])
    paragraph = gap.start() if gap else len(words)
    if all("。" not in words[start:stop].strip().rstrip("。") for start, stop in pairwise(chain)):
        stop = words.find("。", chain[-1], paragraph)
        return stop + 1 if stop >= 0 else paragraph
    return paragraph


def _announced(text: str, folded: str, start: int) -> Iterator[ItemList]:
    """Lists without numbers, behind a colon and parted by semicolons; 其中: gives figures and no list."""
    reached = 0
    for match in _ANNOUNCED.finditer(folded):
        if folded.endswith("其中", 0, match.start()):
            continue
        spans = [(item.start(), item.end()) for item in re.finditer(r"[^;]*[^;\s][^;]*", match["items"])]
        if len(spans) > 1:
            at = match.start("items")
            yield _made(text, start, reached, [(at + begin, at + stop) for begin, stop in spans])
            reached = match.end()


def _made(text: str, start: int, reached: int, spans: Sequence[Span]) -> ItemList:
    first = start + spans[0][0]
    lead = _trim(text, max(start + reached, first - _FARTHEST_LEAD), first)
    return ItemList(lead, tuple(_trim(text, start + begin, start + stop) for begin, stop in spans))


def _trim(text: str, start: int, end: int) -> Span:
    """[start, end) without white space at its ends."""
    words = text[start:end]
    return (start + len(words) - len(words.lstrip()), start + len(words.rstrip())) if words.strip() else (end, end)
