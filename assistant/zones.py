"""Which words of a report stand near a figure: its subject, clause, sentence and heading, and what governs these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.tabled import is_tabled
from index.model import Quantity, Section
from index.numerals import fold

_ITEM = re.compile(r"(?:^|(?<=[。；;:：,，(（\n]))[一二三四五六七八九十]{1,2}是([^，。；,:：\n]{2,30})")
_MEANS = re.compile(r"^(?:以|通过|利用|采取|运用)[^,，]*?等(?:多种|各种)?(?:方式|渠道|形式|途径|平台|载体)")
_BRACKETED = re.compile(r"\(([\u3400-\u9fff]{1,2})\)")
_RATES = frozenset({"%", "百分点", "个百分点"})
# What follows a semicolon and counts something else than what stands before it.
_COUNTS = re.compile(r"(?!\s*(?:其中|当中))[^\d]*\d")


@dataclass(frozen=True, slots=True)
class Zones:
    """The words that a figure stands among, from its own to its heading's."""

    subject: str
    clause: str
    context: str
    lead: str
    sentence: str
    heading: str
    item: str
    beside: str


def zones_of(quantity: Quantity, text: str, sections: Sequence[Section], previous: int) -> Zones:
    """The words around `quantity`; `previous` is where the figure before it ends."""
    inside = [section for section in sections if section.path and section.start <= quantity.start < section.end]
    heading = " ".join(section.path[-1] for section in inside)
    clause = text[quantity.start : quantity.end]
    bound = max((section.start for section in inside), default=0)
    opening = max(bound, *(text.rfind(end, 0, quantity.at) + 1 for end in "。\n！？"))
    last = max(bound, *(text.rfind(end, 0, max(0, opening - 1)) + 1 for end in "。\n！？"))
    own = max(bound, text.rfind("。", 0, quantity.at) + 1)
    since = max(text.rfind(end, opening, quantity.at) + 1 for end in "；;")
    if quantity.base_unit in _RATES and since and _COUNTS.match(text, since, quantity.at):
        last = own = since  # a rate is of what is counted last before it
    item = _item(text, quantity.start)
    lead = text[max(opening, min(previous, quantity.start)) : quantity.at] + " " + item
    said, beside = text[last : quantity.at], text[own : quantity.at]
    if is_tabled(
        quantity, text
    ):  # beside a table's figure stand the words of others: its own are all in its subject and context
        clause, lead, said, beside = quantity.subject, "", "", ""
    zones = (_core(quantity.subject), clause, quantity.context, lead, said, heading, item, beside)
    return Zones(*(unbracketed(fold(zone).lower()) for zone in zones))


def unbracketed(text: str) -> str:
    """`text` with one or two characters in brackets as part of the word that they stand in: 县(区) is 县区."""
    return _BRACKETED.sub(r"\1", text)


def _item(text: str, offset: int) -> str:
    """The opening words of the inline list item (八是住房保障信息。) that `offset` stands in."""
    paragraph = text.rfind("\n", 0, offset) + 1
    items = list(_ITEM.finditer(text, paragraph, offset))
    return items[-1][1] if items else ""


def _core(subject: str) -> str:
    """The subject without the means that it opens with (通过会议、文件等方式)."""
    return _MEANS.sub("", subject)
