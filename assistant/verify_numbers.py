"""The numbers in a sentence that somebody worded anew: which there are, and whether its evidence says them of the same.

A number is the same only with the same value and kind (a count, a percentage, percentage points), and with the thing
that it counts beside it in both texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.english_words import means
from assistant.model import Language
from index.figures import figures
from index.numerals import fold, parse_number
from index.segment import cut, is_function_word

NumberKind = Literal["count", "percent", "points"]


@dataclass(frozen=True, slots=True)
class Written:
    """A number as some text writes it, [start, end) with its multiplier and its sign; `unit` is the measure word behind
    a Chinese count, empty where there is none."""

    value: Decimal
    kind: NumberKind
    start: int
    end: int
    unit: str = ""


_TIMES = {
    "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "hundred": 100, "thousand": 1000, "million": 1_000_000,
    "billion": 1_000_000_000,
}  # fmt: skip
_DIGITS = re.compile(
    r"(?<![\d.])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:\s?(?P<times>{'|'.join(_TIMES)})\b|(?P<times_zh>[百千万亿]+))?"
    r"(?:\s?(?P<points>个?百分点|percentage points?)|\s?(?P<percent>[%％]|per ?cent\b))?",
    re.IGNORECASE,
)
_WORD_UNITS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
        " eighteen nineteen".split(),
        1,
    )
}
_WORD_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_ALONE: dict[str, int | Decimal] = {
    "dozen": 12,
    "half": Decimal("0.5"),
    "twice": 2,
    "double": 2,
    "doubled": 2,
    "triple": 3,
    "tripled": 3,
}
_NUMBER_WORD = "|".join((*_WORD_TENS, *_WORD_UNITS, *_ALONE, "hundred", "thousand", "million", "zero"))
_WORDS = re.compile(
    rf"\b(?:{_NUMBER_WORD})(?:(?:[ -]|\s+and\s+)(?:{_NUMBER_WORD}))*\b(?:\s?(?P<percent>per ?cent))?", re.IGNORECASE
)
# one, which English puts where nothing is counted (one of the, one-stop).
_IDLE = re.compile(r"one", re.IGNORECASE)
_CHINESE_DATES = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)|[一二三四五六七八九十]{1,3}(?=个?月|日|季)")
_CLAUSE = re.compile(r"[,，。；;：:\n]|(?<!\d)\.(?!\d)|\band\b", re.IGNORECASE)
_ENGLISH_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_IDLE_WORDS = frozenset(
    "the a an of in on at to for by with from and or as was were is are be been total all its their this that which"
    " during held within year years number than more about over under up".split()
)
_SHARED = 0.6  # of the words beside a number


def numbers(text: str) -> tuple[Written, ...]:
    """Every number in `text`, in order: digits, Chinese numerals that count something, English number words."""
    plain = fold(text)
    found: list[Written] = []
    taken: list[tuple[int, int]] = []
    for more in (_counted(plain), _digits(plain), _dated(plain), _in_words(plain)):
        for one in more:
            if not any(start < one.end and one.start < end for start, end in taken):
                found.append(one)
                taken.append((one.start, one.end))
    return tuple(sorted(found, key=lambda one: one.start))


def unsaid(text: str, quotes: Sequence[str], known: frozenset[Decimal], language: Language) -> str | None:
    """The first number of `text` that no quote says of the same thing, as it is written; None where each is said.

    `known` are counts that need no quote: the year of the report.
    """
    plain = fold(text)
    own = numbers(text)
    for place, number in enumerate(own):
        if number.kind == "count" and number.value in known:
            continue
        after = own[place + 1].start if place + 1 < len(own) else len(plain)
        before = own[place - 1].end if place else 0
        beside = _beside(plain, number, before, after, language)
        if not any(_says(quote, number, beside, language) for quote in quotes):
            return plain[number.start : number.end]
    return None


def _digits(plain: str) -> Iterator[Written]:
    for match in _DIGITS.finditer(plain):
        value = Decimal(match["number"].replace(",", ""))
        for unit in match["times_zh"] or ():
            value *= _TIMES[unit]
        value *= _TIMES.get((match["times"] or "").lower(), 1)
        yield Written(value, _kind(match), match.start(), match.end())


def _kind(match: re.Match[str]) -> NumberKind:
    if match["points"]:
        return "points"
    return "percent" if match["percent"] else "count"


def _counted(plain: str) -> Iterator[Written]:
    for one in figures(plain):
        if one.kind in {"count", "percent", "points"}:
            yield Written(one.exact, one.kind, one.start, one.end, one.base_unit)


def _dated(plain: str) -> Iterator[Written]:
    for match in _CHINESE_DATES.finditer(plain):
        value = parse_number(match[0])
        if value is not None:
            yield Written(value, "count", match.start(), match.end())


def _in_words(plain: str) -> Iterator[Written]:
    for match in _WORDS.finditer(plain):
        if not _IDLE.fullmatch(match[0]):
            kind: NumberKind = "percent" if match["percent"] else "count"
            yield Written(_spelt(match[0].lower()), kind, match.start(), match.end())


def _spelt(words: str) -> Decimal:
    """Number words → the number: twenty-three, three hundred and five, two thousand."""
    whole, part = Decimal(0), Decimal(0)
    for word in re.findall(r"[a-z]+", words):
        if word in _TIMES:
            part = (part or Decimal(1)) * _TIMES[word]
            if word != "hundred":
                whole, part = whole + part, Decimal(0)
        else:
            part += Decimal(_WORD_UNITS.get(word) or _WORD_TENS.get(word) or _ALONE.get(word) or 0)
    return whole + part


def _beside(plain: str, number: Written, before: int, after: int, language: Language) -> tuple[str, ...]:
    """The words that say what a number counts: those behind it up to the next number, else those in front of it."""
    behind = _CLAUSE.split(plain[number.end : after])[0]
    front = _CLAUSE.split(plain[before : number.start])[-1]
    if language == "zh":
        return tuple(dict.fromkeys((*_content_zh(front), *_content_zh(behind))))
    return _content_en(behind)[:4] or _content_en(front)[-4:]


def _content_zh(text: str) -> tuple[str, ...]:
    return tuple(word for word in cut(text) if len(word) > 1 and not word.isdigit() and not is_function_word(word))


def _content_en(text: str) -> tuple[str, ...]:
    return tuple(word for word in map(str.lower, _ENGLISH_WORD.findall(text)) if word not in _IDLE_WORDS)


def _says(quote: str, number: Written, beside: Sequence[str], language: Language) -> bool:
    """Whether a clause of `quote`, with the one before it that it may lean on, says `number` of what stands beside."""
    plain = fold(quote)
    edges = [0, *(match.end() for match in _CLAUSE.finditer(plain)), len(plain)]
    for one in numbers(quote):
        if (one.value, one.kind) != (number.value, number.kind) or (number.unit and number.unit != one.unit):
            continue
        clause = max(place for place, edge in enumerate(edges[:-1]) if edge <= one.start)
        if not beside:
            return True
        if _fits(beside, plain[edges[clause] : edges[clause + 1]], language):
            return True
        leaning = not _content_zh(plain[edges[clause] : one.start])
        if leaning and clause and _fits(beside, plain[edges[clause - 1] : edges[clause + 1]], language):
            return True
    return False


def _fits(beside: Sequence[str], clause: str, language: Language) -> bool:
    held = (word in clause if language == "zh" else means(word, clause) for word in beside)
    return sum(held) >= _SHARED * len(beside)
