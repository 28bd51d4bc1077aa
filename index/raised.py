"""Figures set above the line → the characters that Unicode has for them, so that 12 with a note 1 is not 121."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"\s*[\[(（［]?\d{1,3}[\])）］]?\s*", re.ASCII)


def raised(text: str) -> str:
    """`text` as it stands above the line: a number, in brackets or not, in raised digits; anything else unchanged."""
    return text.translate(_RAISED) if _MARK.fullmatch(text) else text
