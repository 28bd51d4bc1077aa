"""Figures of a report's own tables: their words are those of their row and heads, not what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.model import Term
from index.model import Quantity

_CELL = "\t"  # stands between the cells of a row
_OF_ALL = frozenset({"公开", "主动公开", "发布", "信息", "政府信息", "数量", "条数", "件数"})


def is_tabled(quantity: Quantity, text: str) -> bool:
    """Whether a figure stands in a table's row, which is no clause: other figures' words stand in it as well."""
    return _CELL in text[quantity.start : quantity.end]


def is_of_a_part(quantity: Quantity, text: str, terms: Sequence[Term]) -> bool:
    """Whether a figure is that of a part (机构信息 | 内设机构) of which `terms`, the question's words, say nothing that
    they do not say of the whole: several such rows make the whole."""
    if not is_tabled(quantity, text) or " " not in quantity.subject:
        return False
    whole, part = quantity.subject.rsplit(" ", 1)
    if part.removesuffix("合计") in _OF_ALL:
        return False
    words = {word for term in terms for word in term.words if len(word) > 1} - _OF_ALL
    return not any((word in part or part in word) and word not in whole for word in words)
