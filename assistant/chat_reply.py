"""A chat model's reply → what it holds, whole or as far as it has come: JSON, however wrapped, or plain lines.

Models put their thoughts (<think>…</think>), a fence (```json) or a sentence around the JSON that they were asked for,
and some can only write lines. What cannot be read is left out; what is read is not yet believed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from langchain_core.utils.json import parse_partial_json

_THOUGHTS = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```[a-zA-Z]*\n?(.*?)(?:```|\Z)", re.DOTALL)
_MARKERS = re.compile(r"\s*\[\s*[eE]?(\d{1,4})(?:\s*[,，、]\s*[eE]?(\d{1,4}))*\s*\]")
_NUMBERS = re.compile(r"\d{1,4}")
_BULLET = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.、)]|[（(]\d{1,2}[)）])\s*")
MOST_CLAIMS = 40


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that a model wrote, and the ids of the evidence that it says it rests on."""

    text: str
    evidence: tuple[int, ...]


def as_object(reply: str) -> dict[str, Any] | None:
    """The JSON object in `reply`, as far as it has come; None where there is none."""
    bare = _bare(reply)
    start = bare.find("{")
    if start < 0:
        return None
    found = _parsed(bare[start:]) or _parsed(bare[start : bare.rfind("}") + 1])
    return found if isinstance(found, dict) else None


def claims(reply: str) -> tuple[Claim, ...]:
    """The claims in `reply`, in order: of its JSON, or of its lines where it is none. At most `MOST_CLAIMS`."""
    found = as_object(reply)
    if found is None:
        return () if "{" in _bare(reply) else _of_lines(_bare(reply))[:MOST_CLAIMS]
    rows = found.get("statements")
    listed = rows if isinstance(rows, list) else []
    read = [_claim(row) for row in listed[:MOST_CLAIMS] if isinstance(row, Mapping)]
    return tuple(claim for claim in read if claim.text)


def _bare(reply: str) -> str:
    """`reply` without thoughts and without the fence around its JSON."""
    text = _THOUGHTS.sub("", reply).strip()
    fenced = _FENCE.search(text)
    return fenced[1].strip() if fenced else text


def _parsed(text: str) -> object:
    """The JSON of a text that may break off inside it; None where it is none."""
    try:
        return parse_partial_json(text)
    except ValueError:
        return None


def _claim(row: Mapping[str, Any]) -> Claim:
    text, ids = row.get("text"), row.get("evidence")
    listed = ids if isinstance(ids, list) else [ids]
    numbers = [int(found[0]) for one in listed if (found := _NUMBERS.search(str(one)))]
    return Claim(_clean(text) if isinstance(text, str) else "", tuple(dict.fromkeys(numbers)))


def _of_lines(text: str) -> tuple[Claim, ...]:
    read = []
    for line in text.splitlines():
        ids = [int(number) for marker in _MARKERS.finditer(line) for number in _NUMBERS.findall(marker[0])]
        if ids:
            read.append(Claim(_clean(_BULLET.sub("", line)), tuple(dict.fromkeys(ids))))
    return tuple(claim for claim in read if claim.text)


def _clean(text: str) -> str:
    """One line, without markers of its own: code writes those."""
    return " ".join(_MARKERS.sub("", text).split())
