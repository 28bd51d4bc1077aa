"""Document → section tree, from numbered, marked-up and well-known headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from index.headings import ARABIC, BRACKETED, CAPITAL, PART, UNNUMBERED, Heading, headings
from index.model import Document, Section
from index.paragraphs import Paragraph, paragraphs
from index.runs import table_runs

_TABLE_TITLE = re.compile(r"(?:.{0,40}统计(?:报|年报)?表|附[件表][一二\d]?:?|附[件表][:：].{0,40}表)(?:\(.{0,12}\))?$")
_NUMERALS = "一二三四五六七八九十"
_DOTS = re.compile(r"(?:[.…·\s-]{2,}\d*|\d+)$")
_NEAR_TABLE = 4


def outline(document: Document) -> tuple[Section, ...]:
    """The document's sections in reading order, each with its path; the text before the first has an empty path.

    A section reaches to the next heading of its rank or a higher one. Rows of tables, with borders or without, and
    numbered items of lists make no sections.
    """
    parts = paragraphs(document)
    found = headings(parts, _markup(document, parts))
    found = _without_title(found, parts)
    found = _with_table_titles(document, parts, found)
    found = _in_sequence(found, parts)
    found = _without_contents(found, parts)
    found = _without_items(found, parts)
    return tuple(_sections(document, parts, found))


def path_at(sections: Sequence[Section], place: int) -> tuple[str, ...]:
    """The headings over `place`: those of the innermost of the report's sections, which are in reading order."""
    index = bisect_right(sections, place, key=lambda section: section.start) - 1
    return sections[index].path if index >= 0 else ()


def _markup(document: Document, parts: Sequence[Paragraph]) -> list[int | None]:
    """The heading level that the file gives the line that each paragraph begins in."""
    starts = [line.start for line in document.lines]
    return [document.lines[bisect_right(starts, part.offsets[0]) - 1].heading for part in parts]


def _without_title(found: Sequence[Heading], parts: Sequence[Paragraph]) -> list[Heading]:
    """Leaves out the report's own title, which heads everything and so no section."""
    return [
        heading
        for heading in found
        if not (
            heading.rank == UNNUMBERED and re.search(r"年度?报告?(?:\.{2,})?$|年报$", parts[heading.paragraph].text)
        )
    ]


def _with_table_titles(document: Document, parts: Sequence[Paragraph], found: Sequence[Heading]) -> list[Heading]:
    """Adds the title of a table that stands under no heading of its own (政府信息公开情况统计表)."""
    headed = {heading.paragraph for heading in found}
    ends = [part.offsets[-1] for part in parts]
    added: list[Heading] = []
    for start in sorted([table.start for table in document.tables] + [run[0] for run in table_runs(document)]):
        below = bisect_right(ends, start)
        for index in range(below - 1, max(-1, below - 1 - _NEAR_TABLE), -1):
            text = parts[index].text
            if index in headed or len(text) > 45:
                break
            if _TABLE_TITLE.match(text):
                added.append(Heading(index, 0, len(text), len(text), CAPITAL, sure=True))
                headed.add(index)
                break
    return sorted([*found, *added], key=lambda heading: (heading.paragraph, heading.start))


def _in_sequence(found: Sequence[Heading], parts: Sequence[Paragraph]) -> list[Heading]:
    """Leaves out 一、 within a paragraph where it does not carry on the count of those before it."""
    kept: list[Heading] = []
    last = 0
    for heading in found:
        if heading.rank == CAPITAL:
            number = _number(parts[heading.paragraph].text[heading.start : heading.start + 3])
            if heading.inline and not heading.titled and number not in (1, last + 1):
                continue
            last = number or last
        kept.append(heading)
    return kept


def _number(text: str) -> int:
    """The value of a leading 一 to 十九; 0 where there is none."""
    match = re.match(rf"([{_NUMERALS}]{{1,2}})[、.]", text)
    if not match:
        return 0
    signs = match[1]
    return sum(_NUMERALS.index(sign) + 1 for sign in signs) if len(signs) == 2 else _NUMERALS.index(signs) + 1


def _without_contents(found: Sequence[Heading], parts: Sequence[Paragraph]) -> list[Heading]:
    """Leaves out a table of contents: headings with nothing between them that all come again further down."""
    titles = [_DOTS.sub("", parts[heading.paragraph].text[heading.start : heading.end]) for heading in found[:200]]
    length = 0
    while (
        length + 1 < len(titles)
        and titles[length] in titles[length + 1 :]
        and found[length + 1].paragraph - found[length].paragraph <= 1
    ):
        length += 1
    return list(found[length:]) if length >= 3 else list(found)


def _without_items(found: Sequence[Heading], parts: Sequence[Paragraph]) -> list[Heading]:
    """Leaves out the numbered places that are a list's items: a list has headings or items, not both."""
    kept: list[int] = []
    for group in _siblings(found):
        bare = all(_is_bare(found, index, parts) for index in group)
        if _are_headings([found[index] for index in group], bare):
            kept += group
    return [found[index] for index in sorted(kept)]


def _is_bare(found: Sequence[Heading], index: int, parts: Sequence[Paragraph]) -> bool:
    """Whether nothing stands under a heading before the next of its rank or a higher one."""
    heading = found[index]
    text = parts[heading.paragraph].text
    if text[heading.end : heading.end + 1] == ":":
        return False
    if index + 1 == len(found):
        return heading.body >= len(text)
    below = found[index + 1]
    if below.rank > heading.rank:
        return False
    adjacent = below.paragraph <= heading.paragraph + 1
    return heading.body >= (below.start if below.paragraph == heading.paragraph else len(text)) and adjacent


def _siblings(found: Sequence[Heading]) -> list[list[int]]:
    """The indices of the headings that stand in one list with each other, for every list."""
    groups: list[list[int]] = []
    stack: list[list[int]] = []
    for index, heading in enumerate(found):
        while stack and _closes(heading, found[stack[-1][-1]]) and found[stack[-1][0]].rank != heading.rank:
            stack.pop()
        if not stack or found[stack[-1][0]].rank != heading.rank:
            stack.append([])
            groups.append(stack[-1])
        stack[-1].append(index)
    return groups


def _are_headings(group: Sequence[Heading], bare: bool) -> bool:
    rank = group[0].rank
    if rank in (UNNUMBERED, PART, CAPITAL):
        return True
    if bare and len(group) > 1:
        return False
    sure = sum(heading.sure for heading in group)
    if rank == BRACKETED:
        return 2 * sure >= len(group)
    return rank == ARABIC and 3 * sure >= 2 * len(group) and (len(group) > 1 or not group[0].inline)


def _closes(heading: Heading, above: Heading) -> bool:
    """Whether a heading ends the section that `above` opened."""
    if UNNUMBERED not in (heading.rank, above.rank):
        return above.rank >= heading.rank
    if heading.markup is not None and above.markup is not None:
        return above.markup >= heading.markup
    return heading.rank == UNNUMBERED or (heading.rank in (PART, CAPITAL) and above.markup is None)


def _sections(document: Document, parts: Sequence[Paragraph], found: Sequence[Heading]) -> Iterator[Section]:
    text = document.text
    starts = [parts[heading.paragraph].offsets[heading.start] for heading in found]
    ends = _ends(found, starts, len(text))
    if text and (not found or text[: starts[0]].strip()):
        yield Section((), 0, 0, starts[0] if found else len(text))
    stack: list[tuple[Heading, str]] = []
    for heading, start, end in zip(found, starts, ends, strict=True):
        while stack and _closes(heading, stack[-1][0]):
            stack.pop()
        part = parts[heading.paragraph]
        stack.append((heading, _title(text, part, heading)))
        yield Section(tuple(title for _, title in stack), start, min(_body(text, part, heading), end), end)


def _ends(found: Sequence[Heading], starts: Sequence[int], last: int) -> list[int]:
    """Where each heading's section ends: at the next heading that closes it."""
    ends = [last] * len(found)
    open_sections: list[int] = []
    for index, heading in enumerate(found):
        while open_sections and _closes(heading, found[open_sections[-1]]):
            ends[open_sections.pop()] = starts[index]
        open_sections.append(index)
    return ends


def _title(text: str, part: Paragraph, heading: Heading) -> str:
    """The heading's words as the report writes them, its line breaks and closing sign left out."""
    start, end = part.span(heading.start, heading.end)
    return "".join(line.strip() for line in text[start:end].splitlines()).rstrip("。:：.… ")


def _body(text: str, part: Paragraph, heading: Heading) -> int:
    at = part.span(heading.start, heading.body)[1]
    while at < len(text) and text[at].isspace():
        at += 1
    return at
