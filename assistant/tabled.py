"""Figures of a report's own tables: their words are those of their row and heads, not what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.model import Term
from index.model import Quantity

_CELL = "\t"  # stands between the cells of a row
_RECEIVED = frozenset({"收到", "受理", "接收"})
_OF_ALL = frozenset({"公开", "主动公开", "发布", "信息", "政府信息", "数量", "条数", "件数"})


def is_tabled(quantity: Quantity, text: str) -> bool:
    """Whether a figure stands in a table's row, which is no clause: other figures' words stand in it as well."""
    return _CELL in text[quantity.start : quantity.end]


def is_of_a_part(quantity: Quantity, text: str, terms: Sequence[Term]) -> bool:
    """Whether a figure is that of a part (机构信息 | 内设机构) of which `terms`, the question's words, say nothing that
    they do not say of the whole: several such rows make the whole."""
    if not is_tabled(quantity, text):
        return False
    if " " not in quantity.subject:
        return _is_of_a_kind(quantity, terms)
    whole, part = quantity.subject.rsplit(" ", 1)
    if part.removesuffix("合计") in _OF_ALL:
        return False
    words = {word for term in terms for word in term.words if len(word) > 1} - _OF_ALL
    return not any((word in part or part in word) and word not in whole for word in words)


def _is_of_a_kind(quantity: Quantity, terms: Sequence[Term]) -> bool:
    """Whether a figure is that of a kind (文字解读) of what its table is about (政策解读), and `terms` say no more than
    what all its kinds are."""
    if quantity.subject.endswith("合计"):
        return False
    words = {word for term in terms for word in term.words if len(word) > 1 and word in quantity.subject} - _OF_ALL
    rest = quantity.subject
    for word in sorted({*words, *_OF_ALL, *_RECEIVED}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return bool(words and rest) and all(word in quantity.context for word in words)
