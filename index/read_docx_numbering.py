"""The numbers that Word counts and writes before paragraphs itself: 一、 (一) 1. and their like.

The forms are those of the Office Open XML standard (ECMA-376 part 1, 17.9 Numbering and 17.18.59 ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_ENDS_OPEN = re.compile(r"[\w.]$")
_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int, digits: str = _DIGITS, units: Sequence[str] = ("", "十", "百", "千")) -> str:
    """A number as Chinese counts it: 十, 十一, 二十, 一百零五. From 10,000 on in plain digits."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += digits[digit] + units[power]
        elif text and number % 10**power:
            text = text.removesuffix("零") + "零"
    return text.removeprefix("一") if 10 <= number < 20 else text


def _formal(number: int) -> str:
    return chinese(number, _FORMAL_DIGITS, ("", "拾", "佰", "仟"))


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    """a to z, then aa to zz, as Word repeats letters."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 1_000 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 400:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _from(first: str, count: int) -> Callable[[int], str]:
    """The characters from `first` on as the numbers from 1 to `count`."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else str(number)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord("０") + int(digit)) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord("０") + int(digit)) for digit in str(number)),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "chineseLegalSimplified": _formal,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    is_legal: bool = False
    gap: str = ""


@dataclass(slots=True)
class _List:
    """A numbering instance: its levels, the counters it shares with its kin, the levels that it starts anew."""

    levels: dict[int, _Level]
    counters: list[int | None]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """A document's numbering definitions and how far each has counted."""

    def __init__(self, root: Any | None) -> None:
        """`root` is the numbering part's XML, None for a document without one."""
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        levels = {kind.get(f"{W}abstractNumId"): _levels(kind) for kind in root.iterchildren(f"{W}abstractNum")}
        counters: dict[str | None, list[int | None]] = {name: [None] * _LEVELS for name in levels}
        for number in root.iterchildren(f"{W}num"):
            kind = _value(number.find(f"{W}abstractNumId"))
            if kind in levels:
                self._lists[number.get(f"{W}numId")] = _instance(number, levels[kind], counters[kind])

    def label(self, number_id: str, level: int) -> str:
        """Count one more paragraph at `level` (from 0) and give what Word writes before it; nothing for bullets."""
        found = self._lists.get(number_id)
        if found is None or level not in found.levels:
            return ""
        start = found.restarts.pop(level, None)
        before = found.counters[level]
        if start is not None:
            found.counters[level] = start
        else:
            found.counters[level] = found.levels[level].start if before is None else before + 1
        found.counters[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _written(found, level)


def _written(numbers: _List, level: int) -> str:
    shape = numbers.levels[level]
    if shape.form == "bullet":
        return ""

    def fill(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        of = numbers.levels.get(place, _Level())
        count = numbers.counters[place]
        number = of.start if count is None else count
        form = "decimal" if shape.is_legal else of.form
        return _FORMATS.get(form, str)(number)

    text = _PLACEHOLDER.sub(fill, shape.text)
    return text + shape.gap if text else ""


def join_label(label: str, text: str) -> str:
    """A label before its paragraph, kept apart where the two would read as one number (1. and 2018年)."""
    if _ENDS_OPEN.search(label) and text[:1].isalnum() and text[:1].isascii():
        return f"{label} {text}"
    return label + text


def _levels(kind: Any) -> dict[int, _Level]:
    return {_number(level.get(f"{W}ilvl"), 0): _level(level) for level in kind.iterchildren(f"{W}lvl")}


def _level(element: Any) -> _Level:
    form = _value(element.find(f"{W}numFmt")) or "decimal"
    text = _value(element.find(f"{W}lvlText")) or ""
    start = _number(_value(element.find(f"{W}start")), 1)
    legal = element.find(f"{W}isLgl")
    gap = " " if _value(element.find(f"{W}suff")) == "space" else ""
    return _Level(form, text, start, legal is not None and _value(legal) not in ("0", "false"), gap)


def _instance(number: Any, levels: dict[int, _Level], counters: list[int | None]) -> _List:
    """A list of the kind with these levels, with its own changes to them."""
    own = dict(levels)
    restarts: dict[int, int] = {}
    for override in number.iterchildren(f"{W}lvlOverride"):
        level = _number(override.get(f"{W}ilvl"), 0)
        replaced = override.find(f"{W}lvl")
        if replaced is not None:
            own[level] = _level(replaced)
        start = _value(override.find(f"{W}startOverride"))
        if start is not None:
            restarts[level] = _number(start, 1)
    return _List({level: shape for level, shape in own.items() if 0 <= level < _LEVELS}, counters, restarts)


def _value(element: Any | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else default
