"""A report's title: found among its first lines, and taken apart into who and when.

A title is a short line that names information disclosure and ends in a word for a report (报告, 年报, 总结, 汇报).
It may stand behind a label or a breadcrumb, be split over lines, be cut short by an ellipsis, or name neither issuer
nor year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from index.model import Document, Table

HEAD_PIECES = 40
_MOST_PARTS = 4
_HEAD_LENGTH = 1500  # characters
_INDEX_LABEL = re.compile(
    r"\s*(?:(?:信息)?索\s*引\s*号|发布机[构关]|发布单位|公开机构|公开责任部门|(?:信息)?来源|发文[机单][关位]"
    r"|(?:发文|成文|发布|公开|生成)(?:日期|时间)|标\s*题|(?:信息)?名\s*称|文\s*号|主题词|(?:主题|体裁)?分类|公开方式|公开范围"
    r"|有效性|关键词)\s*[:：]?\s*"
)
_LONGEST_TITLE = 70
_SUBJECT = r"(?:(?:政府信息|政务|党务|政府)(?:与|和|、)?)?(?:政府信息|政务信息|政务|信息)公开"
_KIND = r"(?:报告|年报|总结|汇报)"
_TITLE = re.compile(rf"(?P<before>.*?)(?P<subject>{_SUBJECT})(?P<middle>.{{0,24}}?)(?P<kind>{_KIND})(?P<after>.*)")
_AFTER = re.compile(
    r"书?(?:全文)?(?:20\d\d年?度?)?(?:[(\[【].{0,30}[)\]】]?|[_|—–-].{0,40}|\.(?:docx?|pdf|html?|wps|txt))?"
)
# What a page's name adds behind a title, and no school year (2019-2020学年).
_SITE = re.compile(r"(?:(?!(?<=\d)[—–-]\d{2,4}\s*学?年)[_|—–-]|\.[a-z]).*")
_OTHER_PAPER = re.compile(
    r"考核|评估|培训|检查|调研|督查|整改|会议|制度|规定|办法|申请|测评|通知|指南|方案|要点|统计表"
)
_NO_TITLE = re.compile(
    r"[。;!?]|根据|按照|依据|本报告|现将|如下|查看|下载|点击|做好|转发|的通知|《(?!(?:中华人民共和国)?条例)"
)
_LABEL = re.compile(
    r"(?:[•·◆●★>/|*#—-]|[(\[【](?:文档|图文|置顶|原创|年报|年度报告|信息公开年报)[)\]】]|\d{1,2}[、.)](?!\d)"
    r"|(?:标题|名称|题名|主题|信息名称|文件名称)[:]|附件\d{0,2}[:])+"
)
_CRUMBS = re.compile(r".*[>»›]|^(?:您?(?:现在|当前)的?位置).*[/:]")
_ELLIPSIS = re.compile(r"(?:…+|\.{2,}|。{2,})$")
_PLAIN_PART = re.compile(r"[\u4e00-\u9fff·\d()〇○\-—]{2,45}")
_COLUMN = re.compile(rf"{_SUBJECT}(?:专栏|目录|指南|年报|网|平台|制度|工作)?|.*(?:首页|专栏|频道|网站|网)|.*\d日.*")
_DATE = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{1,2}:\d{2}")
_USUAL_ENDS = ("政府信息公开工作年度报告", "政府信息公开年度报告", "政务公开工作年度报告", "信息公开工作年度报告")

_CHINESE_DIGITS = dict(zip("〇○零Oo0一二三四五六七八九", "000000123456789", strict=True))
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-—–~至/]((?:19|20)?\d\d))?(?!\d|年\d{1,2}月|[〕\]】]\d*号)(?:学?年度?)?")
_CHINESE_YEAR = re.compile(r"([二一][〇○零Oo0一二三四五六七八九]{3})(?=年)年?度?")
_MONTHS = re.compile(r"\(?(?:\d{1,2}月?份?|\d{1,2}月\d{1,2}日)(?:-|—|–|~|至|到)\d{1,2}月(?:份|\d{1,2}日)?\)?")
_PLANS = re.compile(
    r"(?:和|及|与|暨|、)(?:20\d\d年?度?)?(?:政府|政务|信息|公开|工作|下一步|下步)*(?:计划|思路|打算|安排|要点)$"
)
_QUOTED = re.compile(r"《([^《》]{6,})》")
_SHORT_YEAR = re.compile(r"(?<!\d)([012]\d)年度?(?!\d)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line's text without white space at its ends, and where it starts in the canonical text."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Title:
    """A title as a reader would write it, the words in it that name the issuer, and the years it names.

    `whole` is False where the title was put together from several lines or comes from the file's metadata, so that
    other evidence may outweigh its issuer.
    """

    text: str
    issuer: str
    years: tuple[int, ...]
    whole: bool = True


def fold(text: str) -> str:
    """Full-width letters, digits and punctuation as ASCII, character by character."""
    return text.translate(_HALF_WIDTH)


def plain(line: Piece) -> str:
    """A line folded, with white space as single spaces: what the patterns for dates and labels read."""
    return re.sub(r"\s+", " ", fold(line.text))


_HALF_WIDTH = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


def pieces(document: Document) -> tuple[Piece, ...]:
    """The document's lines that hold anything, in order; of its tables only the index over the text (发布机构)."""
    found = []
    for line in document.lines:
        text = document.text[line.start : line.end]
        if text.strip():
            found.append(Piece(text.strip(), line.start + len(text) - len(text.lstrip())))
    for table in document.tables:
        if table.start < _HEAD_LENGTH and sum(bool(_INDEX_LABEL.match(cell.text)) for cell in table.cells) > 1:
            found.extend(_index_pieces(table))
    return tuple(sorted(found, key=lambda piece: piece.start))


def _index_pieces(table: Table) -> Iterator[Piece]:
    """The entries of an index: a label and the cell after it as one piece."""
    label = ""
    for cell in table.cells:
        if _INDEX_LABEL.fullmatch(cell.text):
            label = re.sub(r"[\s:：]", "", cell.text) + ":"
        elif cell.text:
            yield Piece(label + cell.text, cell.start)
            label = ""


def find_title(
    document: Document, lines: tuple[Piece, ...], names_issuer: Callable[[str], bool] = bool
) -> Title | None:
    """The best title among the first lines, else the one in the file's metadata; None where there is none.

    `names_issuer` says whether words name an organisation: a title put together from lines must not take in others.
    """
    candidates = list(_candidates(document, lines[:HEAD_PIECES], names_issuer))
    if not candidates:
        return None
    return max(candidates, key=lambda scored: scored[0])[1]


def _candidates(
    document: Document, lines: tuple[Piece, ...], names_issuer: Callable[[str], bool]
) -> Iterator[tuple[float, Title]]:
    """Every reading of the lines as a title, with what it is worth."""
    texts = [_cleaned(line.text) for line in lines]
    for last in range(len(texts)):
        for first in range(max(0, last - _MOST_PARTS + 1), last + 1):
            parts = texts[first : last + 1]
            title = read_title("".join(parts), texts) if all(map(_is_part, parts[:-1])) else None
            if title and (first == last or not title.issuer or names_issuer(title.issuer)):
                joins = last - first
                worth = _worth(title, names_issuer) - joins / 10 - (1 if joins else 0) - first / 100
                yield worth, replace(title, whole=not joins)
    stored = read_title(_cleaned(document.source_title or ""), texts)
    if stored:
        yield _worth(stored, names_issuer) - 3, replace(stored, whole=False)


def _worth(title: Title, names_issuer: Callable[[str], bool]) -> float:
    issuer = 3 if title.issuer and names_issuer(title.issuer) else bool(title.issuer)
    return issuer + 3 * bool(title.years) + ("年报" in title.text or "年度" in title.text)


def _is_part(text: str) -> bool:
    """Whether a line may be the beginning of a title that goes on in the next."""
    folded = fold(text)
    return bool(_PLAIN_PART.fullmatch(folded)) and not _COLUMN.fullmatch(folded) and not _DATE.search(folded)


def _cleaned(line: str) -> str:
    """A line without labels and breadcrumbs in front and without white space."""
    line = re.sub(r"\s+", "", line)
    for leading in (_CRUMBS, _LABEL):
        found = leading.match(fold(line))
        line = line[found.end() :] if found else line
    quoted = _QUOTED.fullmatch(line)
    return _PLANS.sub("", quoted[1] if quoted else line)


def read_title(line: str, others: list[str]) -> Title | None:
    """A cleaned line as a title, None where it is none. `others` may hold the whole of a title cut short."""
    if not 4 <= len(line) <= _LONGEST_TITLE:
        return None
    cut = _ELLIPSIS.search(line)
    line = _completed(line[: cut.start()], others) if cut else line
    found = _TITLE.fullmatch(fold(line))
    if not found or _NO_TITLE.search(found["before"] + found["middle"]) or _OTHER_PAPER.search(found["middle"]):
        return None
    if not _AFTER.fullmatch(found["after"]):
        return None
    after = _SITE.sub("", found["after"])
    text = line[: found.end("kind")] + line[found.end("kind") : found.end("kind") + len(after)]
    return Title(
        text,
        _issuer_words(found["before"], found["subject"], after),
        tuple(years_in(found["before"] + found["middle"] + after)),
    )


def _completed(start: str, others: list[str]) -> str:
    """A title cut short, made whole from another line that begins with it or by its usual end."""
    for other in others:
        if len(start) > 8 and other.startswith(start) and not _ELLIPSIS.search(other) and len(other) <= _LONGEST_TITLE:
            return other
    for end in _USUAL_ENDS:
        for length in range(len(end) - 1, 2, -1):
            if start.endswith(end[:length]):
                return start[:-length] + end
    return start


def _issuer_words(before: str, subject: str, after: str) -> str:
    """What is left of the words around the subject when years and filling words are taken out."""
    if before.endswith("人民") and subject.startswith("政府"):
        before += "政府"
    words = _MONTHS.sub("", _YEAR.sub("", _CHINESE_YEAR.sub("", before.partition("《")[0])))
    words = re.sub(
        r"^(?:关于|报送|上报|公布|发布)+|(?:关于|的|度|年度|开展|推进|落实)+$", "", _SHORT_YEAR.sub("", words)
    )
    words = re.sub(r"关于$", "", words.strip("()[]【】-—_:、,. 年度"))
    if words:
        return words + ")" if words.count("(") > words.count(")") else words
    inside = re.search(r"[(\[]([\u4e00-\u9fff]{3,30})[)\]]", after)
    return inside[1] if inside else ""


def years_in(words: str) -> Iterator[int]:
    """The years that a title names: 2017年, 2017, 二〇一七年, 17年; of a school year (2019-2020) the last."""
    for year in _YEAR.finditer(words):
        yield int(year[2] if len(year[2] or "") == 4 else year[1][:2] + year[2]) if year[2] else int(year[1])
    for year in _CHINESE_YEAR.finditer(words):
        yield int("".join(map(_CHINESE_DIGITS.__getitem__, year[1])))
    if not _YEAR.search(words):
        yield from (2000 + int(year[1]) for year in _SHORT_YEAR.finditer(words))
