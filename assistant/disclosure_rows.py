"""Rows of the disclosure table that are named by their labels alone, in the column of another: 规章和规范性文件现行有效
各几件; 处罚呢 after 行政许可."""

from __future__ import annotations

import re

from index.ontology import ontology

_FILLER = re.compile(r"[\0\s的呢吗?？,，了又那么和与及、]")
_COUNTED = re.compile(r"各?有?(?:总[数量计]|合计|一共|总共)?(?:(?:多少|几)件?)?$")


def in_row_named(text: str, like: str) -> str | None:
    """The code of the row that `text` names and says nothing else of, in the column of the code `like`; None where
    `like` stands in no such table or the row has no such column."""
    said = _COUNTED.sub("", _FILLER.sub("", text))
    table = ontology().disclosure
    if not said or not any(like in columns.values() for columns in table.values()):
        return None
    named = {code for row, columns in table.items() if _is_called(row, said) for code in columns.values()}
    found = {code for code in named if _column(code) == _column(like)}
    return found.pop() if len(found) == 1 else None


def _column(code: str) -> str:
    """The part of a code that stands for its column (normative_in_force: in_force)."""
    return code.partition("_")[2]


def _is_called(row: str, said: str) -> bool:
    return said in {row, row.removeprefix("行政"), row.removeprefix("行政事业性")}
