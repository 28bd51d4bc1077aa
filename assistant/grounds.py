"""Why applications were not granted: the grounds that the forms have rows for, each with its figure."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.model import Reading

_NOT_GRANTED = frozenset({"answered_refused", "refused", "unavailable", "not_processed", "other_handling"})
_WHY = re.compile(
    r"为什么|为何|为啥|因何|凭什么|(?:什么|哪些|哪几种|何种|主要|具体)?的?(?:原因|理由|缘由|依据|情形)"
    r"|\bwhy\b|\bwhat (?:grounds?|reasons?)\b|\b(?:on|for) (?:what|which) (?:grounds?|reasons?)\b"
    r"|\b(?:reasons?|grounds?) (?:for|of|behind)\b",
    re.I,
)


def of_grounds(reading: Reading) -> Reading:
    """`reading`, or where it asks on what grounds applications were not granted, that asked of the table: each ground
    with its figure."""
    if not asks_grounds(reading):
        return reading
    return replace(reading, operation="look_up", breakdown=True, numeric=True, topic=None, fact=None)


def asks_grounds(reading: Reading) -> bool:
    """Whether `reading` asks on what grounds applications were not granted (为什么不予公开, why refused)."""
    not_granted = all(one.sure and one.codes and _NOT_GRANTED.issuperset(one.codes) for one in reading.asked)
    return bool(reading.asked) and not_granted and _WHY.search(reading.text) is not None
