"""Words that name an indicator in a question about something beside it: information on decisions, budget items, the
channels themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.matching import root_of
from assistant.model import Asked
from index.ontology import ontology

_HOW_MANY_ITEMS = re.compile(r"\bhow many .*\b(?:items|pieces|articles|entries|documents|copies)\b", re.I)
# Letters that people write are no applications, unless these are spoken of or come by letter.
_LETTERS = re.compile(r"(?<!by )\bletters?\b", re.I)
_OF_APPLICATIONS = re.compile(r"\b(?:appl\w+|requests?|by (?:letters?|mail|post))\b", re.I)
_COMPLAINTS = "complaints"
_SEVERAL_OR_APPLICATIONS = re.compile(r"申请|[和与及、,，]|\bappl\w+|\brequests?\b|\band\b", re.I)
# What is made public about decisions is counted apart from the decisions.
_OF_DECISIONS = frozenset(
    f"{matter}_{column}"
    for matter in ("licensing", "penalty", "coercion", "service", "charge")
    for column in ("items", "change", "decisions", "amount")
)
_INFORMATION_ON = re.compile(
    r"(?:许可|处罚|强制|收费|服务事项)[^,，。？?]{0,8}?信息|公[开布示]|发布"
    r"|\b(?:publish|disclos|releas|post)(?:e|ed|es|ing)?\b|\binformation items\b|\bitems of information\b",
    re.I,
)
_CHANNELS_COUNTED = re.compile(r"\bhow many (?:[a-z-]+ )?(?:websites|sites|portals|accounts|platforms)\b", re.I)


def is_of_complaints(asked: Sequence[Asked], text: str) -> bool:
    """Whether a question asks what came of complaints (投诉办结多少件), which no indicator says: those that say it of
    applications are named by the same words."""
    codes = [code for one in asked for code in one.codes]
    came_of = [code for code in codes if code != _COMPLAINTS and root_of(code) == "applications_received"]
    return _COMPLAINTS in codes and bool(came_of) and not _SEVERAL_OR_APPLICATIONS.search(text)


def is_of_something_else(asked: Asked, text: str) -> bool:
    """Whether the question only names what the indicator is about: it counts what costs money (how many budget items),
    what was published about decisions (公开行政处罚信息多少条), the channels themselves (how many websites), or what
    people write (how many letters)."""
    if _HOW_MANY_ITEMS.search(text) and _is_money(asked):
        return True
    if _OF_DECISIONS.issuperset(asked.codes) and _INFORMATION_ON.search(text):
        return True
    if "applications_letter" in asked.codes and _LETTERS.search(text) and not _OF_APPLICATIONS.search(text):
        return True
    return bool(_CHANNELS_COUNTED.search(text)) and all(code.startswith("channel_") for code in asked.codes)


def _is_money(asked: Asked) -> bool:
    """Whether what is asked for is a sum of money, which nobody counts (how many budget items)."""
    return any(ontology().terms[code].unit.endswith("元") for code in asked.codes)
