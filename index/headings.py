"""Which words of a paragraph are a heading: by its numbering, by the titles that reports use, by its form.

Most reports only number their headings, some are one single line in which a heading is parted from its text by
nothing at all (`一、总体情况2021年，…`), and a numbered sentence is often an item of a list and no heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.figures import figures
from index.paragraphs import Paragraph

# Ranks of the numbering forms, highest first; unnumbered headings have UNNUMBERED and go by their markup's level.
PART, CAPITAL, BRACKETED, ARABIC, ARABIC_BRACKETED = range(5)
UNNUMBERED = -1

_CN = "一二三四五六七八九十"
_NUMBERINGS = (
    (PART, re.compile(rf"第[{_CN}]{{1,2}}(?:部分|章|篇)[、:.]?")),
    (CAPITAL, re.compile(rf"[{_CN}]{{1,3}}[、.]")),
    (BRACKETED, re.compile(rf"\(?[{_CN}]{{1,3}}\)[、.]?")),
    (ARABIC_BRACKETED, re.compile(r"\(\d{1,2}\)[、.]?|\d{1,2}\)|[①-⑳][、.]?")),
    (ARABIC, re.compile(r"\d{1,2}[.、](?!\d)|\d{1,2}[.、](?=(?:19|20)\d\d年)")),
)
# `(公开形式` alone on its line: a numbered heading that lost its number and a bracket.
_LOST_NUMBER = re.compile(r"\((?=[\u4e00-\u9fff]{2,15}$)")
_INLINE = re.compile(r"(?<=[。;!?:)”])")

_TITLE = re.compile(
    r"(?:总体|基本|总的)(?:工作)?(?:情况|概况)|工作概[述况]|概[述况]"
    r"|(?:政府信息)?主动公开(?:政府)?(?:信息)?(?:工作)?的?情况|主动公开政府信息情况"
    r"|收到和处理(?:的)?(?:政府)?(?:信息)?(?:公开)?申请(?:的)?情况"
    r"|(?:政府信息)?依申请公开(?:政府)?(?:信息)?(?:工作)?(?:办理|答复|处理)?(?:的)?情况"
    r"|(?:因)?(?:政府)?信息公开(?:工作)?(?:类|被)?(?:申请)?行政复议(?:、|和|与|及)?(?:被?提起)?行政诉讼(?:的)?情况"
    r"|(?:申请|被申请)?行政复议(?:、|和|与|及)?(?:被?提起)?(?:行政)?诉讼(?:和申诉|、申诉)?(?:的)?情况"
    r"|(?:政府信息公开)?(?:的)?收费(?:及|和|、)减免(?:的)?情况"
    r"|(?:政府信息)?(?:公开)?(?:工作)?(?:中)?(?:目前)?存在的?(?:主要)?(?:困难|不足)?(?:和|及|与)?问题"
    r"(?:(?:和|及|与|、)(?:下一步)?(?:工作)?(?:整改|改进)?(?:的)?(?:工作)?(?:措施|情况|打算|安排|建议))?"
    r"|主要问题(?:(?:和|及|与|、)(?:整改|改进)(?:的)?(?:措施|情况|打算))?"
    r"|(?:下一步|下步)(?:工作)?(?:打算|安排|计划|措施)|改进措施"
    r"|(?:其他|其它)?需要(?:报告|说明)的(?:其他|其它|有关)?(?:事项|情况)"
    r"|回应解读情况|机构建设和(?:经费保障|保障经费)情况|政府信息公开会议和培训情况|附[件表]"
)
# A title that the vocabulary lacks, by its form: it ends like one, and a sentence begins right behind it.
_TITLE_FORM = re.compile(
    r"[^,。;:\d]{2,26}?(?:情况|概述|概况|措施|问题|打算|计划|建议|事项|安排|方向|说明|工作|建设)"
    r"(?=(?:19|20)\d\d年|\([一二]\)|1\.|一是|本年度|我[厅局委办市区县镇乡省院]|全[市区县省]年?)"
)
_OPENS = re.compile(
    rf"$|[。:,(]|\d|[{_CN}]{{1,3}}、|第二十条|本|我|全|根据|按照|为|在|截[至止]|今|认真|无|未|虽然|下一步"
)
_TEXT_BEHIND_TITLE = re.compile(
    rf"(?:19|20)\d\d|[{_CN}]{{1,3}}、|第二十条|\([一二]\)|\([^()]{{12,}}\)|无|未|没有|本年|本机关|我[厅局委办市区县镇乡省院]"
)
_TITLE_NOUN = re.compile(r"(?:情况|概述|概况|措施|问题|打算|计划|建议|事项|安排|方向|说明|工作|方面)$")
_PUNCTUATION = re.compile(r"[。:;!?]")
_FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|zip|rar)$", re.IGNORECASE)
_LONGEST_SUFFIX = 5
# No heading is longer than this, and no search for its end goes farther.
_FARTHEST = 60
_LONGEST = {PART: 45, CAPITAL: 45, BRACKETED: 42, ARABIC: 34, ARABIC_BRACKETED: 30, UNNUMBERED: 45}


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered place in a paragraph: [start, end) is the heading with its numbering, the text goes on at `body`.

    Positions are the paragraph's; `paragraph` counts the paragraphs. `sure` is False where the words have not the form
    of a heading, so that the numbering may be a list's: then the heading is the first clause, which the body repeats.
    `inline` says that it stands within its paragraph, `titled` that it is a title of the vocabulary.
    """

    paragraph: int
    start: int
    end: int
    body: int
    rank: int
    sure: bool
    inline: bool = False
    markup: int | None = None
    titled: bool = False


def headings(paragraphs: Sequence[Paragraph], markup: Sequence[int | None]) -> list[Heading]:
    """Every numbered or marked-up place that may be a heading, in reading order.

    `markup` holds, for each paragraph, the heading level that the file gives it, or None.
    """
    found: list[Heading] = []
    for index, paragraph in enumerate(paragraphs):
        found += _in_paragraph(index, paragraph, markup[index])
    return found


def _in_paragraph(index: int, paragraph: Paragraph, level: int | None) -> Iterator[Heading]:
    text = paragraph.text
    numbered = False
    for start, inline in _starts(text):
        heading = _at(index, paragraph, start, inline)
        if heading is not None:
            numbered = numbered or not inline
            yield replace(heading, markup=None if inline else level)
    if level is not None and not numbered and len(text) <= _LONGEST[UNNUMBERED]:
        yield Heading(index, 0, len(text), len(text), UNNUMBERED, sure=True, markup=level)
    elif not numbered and _is_title(text):
        yield Heading(index, 0, len(text), len(text), UNNUMBERED, sure=True, titled=True)


def _starts(text: str) -> Iterator[tuple[int, bool]]:
    """Where in a paragraph a heading can begin: at its start, behind a closing sign, or behind a title."""
    yield 0, False
    places = {match.end() for match in _INLINE.finditer(text) if 0 < match.end() < len(text)}
    places |= {match.end() for match in _TITLE.finditer(text) if match.end() < len(text)}
    for place in sorted(places):
        yield place, True


def _is_title(text: str) -> bool:
    title = _TITLE.match(text)
    return title is not None and title.end() == len(text.rstrip(":"))


def _at(index: int, paragraph: Paragraph, start: int, inline: bool) -> Heading | None:
    text = paragraph.text
    rank, number_end = _numbering(text, start, inline)
    if number_end is None:
        return None
    end, sure = _heading_end(paragraph, start, number_end, rank)
    if inline and (rank == PART or (rank == CAPITAL and not sure)):
        return None
    body = end + (1 if end < len(text) and text[end] in "。:" else 0) if sure else number_end
    titled = _TITLE.match(text, number_end) is not None
    return Heading(index, start, end, body, rank, sure, inline, titled=titled)


def _numbering(text: str, start: int, inline: bool) -> tuple[int, int | None]:
    for rank, pattern in _NUMBERINGS:
        match = pattern.match(text, start)
        if match and match.end() < len(text) and not (inline and rank == BRACKETED and text[start] != "("):
            return rank, match.end()
    lost = None if inline else _LOST_NUMBER.match(text)
    return (BRACKETED, lost.end()) if lost else (UNNUMBERED, None)


def _heading_end(paragraph: Paragraph, start: int, number_end: int, rank: int) -> tuple[int, bool]:
    """Where the heading's words end, and whether they have a heading's form; else the first clause's end."""
    text = paragraph.text
    title = _TITLE.match(text, number_end)
    if title and _TEXT_BEHIND_TITLE.match(text, title.end()):
        return title.end(), True
    stop = _PUNCTUATION.search(text, number_end, number_end + _FARTHEST)
    end = stop.start() if stop else min(len(text), number_end + _FARTHEST)
    blanks = [at for at in range(number_end + 2, end) if paragraph.offsets[at] - paragraph.offsets[at - 1] > 1]
    end = next((at for at in blanks if _TITLE_NOUN.search(text, number_end, at)), end)
    words = text[number_end:end]
    if end - start <= _LONGEST[rank] and _reads_like_heading(words, text, end):
        return end, True
    if title and _OPENS.match(text, title.end()):
        return title.end(), True
    form = _TITLE_FORM.match(text, number_end) if rank == CAPITAL else None
    if form:
        return form.end(), True
    comma = text.find(",", number_end, end)
    return (comma if 0 < comma - start <= _LONGEST[rank] else min(end, start + _LONGEST[rank])), False


def _reads_like_heading(words: str, text: str, end: int) -> bool:
    if (
        len(words) < 2
        or _FILE_NAME.search(text, max(0, len(text) - _LONGEST_SUFFIX))
        or text[end : end + 1] in (";", "?", "!")
    ):
        return False
    if re.match(r"(?:19|20)\d\d年[^度]", words) and ("," in words or end < len(text)):
        return False
    return not figures(words)
