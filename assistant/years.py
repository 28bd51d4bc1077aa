"""The years that a question names, in figures, in numerals, shortened, as ranges or relative to today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.carried import years_across

_DIGITS = {char: str(digit) for digit, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "两": "2"}
_FULL = r"(?<!\d)((?:19|20)\d{2})(?![\d.%])(?!\s*(?:条|件|次|份|个|人|篇|元|万|亿|项|场|期))(?:\s*年度?)?"
_RANGE = re.compile(rf"{_FULL}\s*(?:-|–|—|~|至|到|to|through|and)\s*{_FULL}")
_SHORT_RANGE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:-|–|—|~|至|到)\s*(\d{2})年")
_YEAR = re.compile(_FULL)
_NUMERAL = re.compile(r"([二一][〇零○一二三四五六七八九]{3})年度?")
_SHORT = re.compile(r"(?<![\d.])([012]\d)\s*年(?:度)?(?!级|前|后|来|间|期)")
_SHORT_NUMERAL = re.compile(r"(?<![〇零一二三四五六七八九十])(一[〇零一二三四五六七八九]|二[〇零一二三四五六])年度?")
_APOSTROPHE = re.compile(r"(?<!\w)['’‘](\d{2})(?!\w)")
_FISCAL = re.compile(r"(?<!\w)FY\s*['’]?(\d{2})(?!\d)", re.I)
_TEENS_EN = (
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two "
    "twenty-three twenty-four twenty-five twenty-six twenty-seven twenty-eight twenty-nine"
).split()
_TEEN_EN = "|".join(sorted(_TEENS_EN, key=len, reverse=True)).replace("-", "[ -]")
_SPELLED_EN = re.compile(rf"\b(?:twenty|two thousand(?: and)?)[\s-]+({_TEEN_EN})\b", re.I)
_MANY_EN = r"(two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)"
_RECENT = re.compile(
    r"(?:近|最近|过去|前|这)\s*([两二三四五六七八九十\d]+)\s*个?年|(?<![\d第〇零○一二三四五六七八九十每])([两三四五])个?年(?![前后级期以内]|来[信访电函]|规划|计划|行动|攻坚|制)"
    rf"|(?:last|past|previous|recent|preceding|latest)\s+{_MANY_EN}\s+years"
    rf"|\b(?:over|across|for|in|during|within)\s+(?:(?:all|the|a|these|those|any)\s+)?(?:\w+\s+)?{_MANY_EN}[\s-]+years?(?:\s+(?:period|span))?\b"
    rf"|\b{_MANY_EN}[\s-]years?\s+(?:(?:grand|combined|cumulative|overall)\s+)?(?:period|span|(?=total|sum|average|mean|trend|growth))",
    re.I,
)
_ALL = re.compile(
    r"历年|逐年|各年|每年|每一年|这些年|历来|所有年份|(?:这|近|最近|过去)几年|近年来?"
    r"|\b(?:each|every|all|both) (?:the )?years?\b|over the years|over time|by year",
    re.I,
)
_RELATIVE = (
    (
        re.compile(
            r"(?<![比较与同])(?:去年|上一年度?(?!结转|项目)|上年(?!度?结转|项目))|(?<!than )\blast year\b", re.I
        ),
        -1,
    ),
    (re.compile(r"(?<![比较与同])前年|\bthe year before last\b", re.I), -2),
    (re.compile(r"今年|本年度?|\bthis year\b", re.I), 0),
)
_WORDS = (
    {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
    | {char: value for value, char in enumerate("零一二三四五六七八九十")}
    | {"两": 2}
)
_PLAN_PERIOD = re.compile(r"[“\"]?十([一二三四])五[”\"]?(?:规划|计划)?(?:期间|时期|期内)")
_FIRST_PLAN_YEAR, _PLAN_YEARS = 2001, 5  # of the tenth five-year plan
# What is carried over into a year stands in the report of the year before.
_CARRIED_INTO = re.compile(rf"(?:结转(?:到|至|入)?|\bcarr(?:y|ied) (?:over |forward )?(?:to|into))\s*{_FULL}", re.I)
# What was carried over from a year stands in the report of the year after.
_CARRIED_FROM = re.compile(
    rf"(?:从|由)?\s*{_FULL}(?=结转(?:过来|而来|来|的|至本年))|\bcarr(?:y|ied) (?:over |forward )?from\s+{_FULL}", re.I
)
_CONNECTED = re.compile(r"\band\b", re.I)


@dataclass(frozen=True, slots=True)
class YearWords:
    """What a question says of years: those named in order, how many of the latest, whether all; `relative` are the
    words (去年) whose year depends on today; `spans` where all of this stands."""

    years: tuple[int, ...]
    recent: int | None
    every: bool
    relative: str | None
    spans: tuple[tuple[int, int], ...]


def year_words(text: str, today: date | None = None) -> YearWords:
    """Read the years in `text` (plain width, simplified).

    A bare 去年 counts from `today`, the user's own day where None, and only where no year is named.
    """
    spans: list[tuple[int, int]] = []
    years: list[int] = []
    for found, span in _named(text):
        if not any(low < span[1] and span[0] < high for low, high in spans):
            years.extend(year for year in found if year not in years)
            spans.append(span)
    recent, every = _RECENT.search(text), _ALL.search(text)
    spans.extend(match.span() for match in (recent, every) if match)
    relative = None
    for pattern, offset in _RELATIVE:
        match = pattern.search(text)
        if match and not years and not recent:
            years.append((today or date.today()).year + offset)
            relative = match.group()
            spans.append(match.span())
            break
    return YearWords(tuple(years), _many(recent), bool(every), relative, tuple(spans))


def _named(text: str) -> Iterator[tuple[list[int], tuple[int, int]]]:
    yield from (([year], span) for year, span in years_across(text))
    for match in _CARRIED_INTO.finditer(text):
        if not _YEAR.search(text[: match.start()]):
            yield [int(match[1]) - 1], match.span(1)
    for match in _CARRIED_FROM.finditer(text):
        if not _YEAR.search(text[: match.start()]) and not _CARRIED_INTO.search(text):
            yield [int(match[1] or match[2]) + 1], match.span(1 if match[1] else 2)
    for match in _PLAN_PERIOD.finditer(text):
        first = _FIRST_PLAN_YEAR + _PLAN_YEARS * _WORDS[match[1]]
        yield list(range(first, first + _PLAN_YEARS)), match.span()
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2])
        joined = _CONNECTED.search(match.group())
        years = [first, last] if joined or not 0 < last - first < 30 else list(range(first, last + 1))
        yield years, match.span()
    for match in _SHORT_RANGE.finditer(text):
        first, last = int(match[1]), int(match[1][:2] + match[2])
        yield list(range(first, last + 1)) if first < last else [first], match.span()
    singles = [([int(match[1])], match.span()) for match in _YEAR.finditer(text)]
    singles += [([_digits(match[1])], match.span()) for match in _NUMERAL.finditer(text)]
    singles += [([2000 + int(match[1])], match.span()) for match in _SHORT.finditer(text)]
    singles += [([2000 + int(match[1])], match.span()) for match in _APOSTROPHE.finditer(text)]
    singles += [([2000 + _digits(match[1])], match.span()) for match in _SHORT_NUMERAL.finditer(text)]
    singles += [([2000 + int(match[1])], match.span()) for match in _FISCAL.finditer(text)]
    singles += [([_spelled(match[1])], match.span()) for match in _SPELLED_EN.finditer(text)]
    yield from sorted(singles, key=lambda item: item[1])


def _digits(words: str) -> int:
    return int("".join(_DIGITS[char] for char in words))


def _spelled(words: str) -> int:
    """The year of this century that ends in `words`: seventeen, twenty two."""
    return 2010 + _TEENS_EN.index("-".join(words.lower().replace("-", " ").split()))


def _many(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    words = next(group for group in match.groups() if group).lower()
    return int(words) if words.isdigit() else _WORDS.get(words)
