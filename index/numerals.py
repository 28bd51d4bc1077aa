"""Numbers as Chinese reports write them: 30, 1,234, １２, 16.4万, 三十, 一百二十, 柒佰叁拾, 廿三, 二〇一八."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_DIGITS = dict(zip("〇零一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
_PLACES = {"十": 10, "百": 100, "千": 1000}
_LARGE = (("亿", 10**8), ("万", 10**4))
_DIGIT = "[一二两三四五六七八九]"
_BELOW_TEN_THOUSAND = re.compile(
    rf"(?=.)(?:{_DIGIT}千)?[零〇]?(?:{_DIGIT}百)?[零〇]?(?:[一二三四五六七八九]?十)?[零〇]?{_DIGIT}?"
)
_LONGEST = 32
_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:['’]\d{3})+|\d+)(?:\.\d+)?")
_SEPARATORS = str.maketrans("", "", ", '’")

MULTIPLIERS = {
    "": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "百万": Decimal(10**6),
    "千万": Decimal(10**7), "亿": Decimal(10**8), "万亿": Decimal(10**12),
}  # fmt: skip
# Threes parted by blanks in a sentence (共1 024条), in folded text; never the number of a table or an annex beside a
# figure (表1 300条), nor one of several figures in a row.
_GROUPED = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] ))(?<![表图第章节附件注号])(?<![表图第章节附件注号] )"
    r"[1-9]\d{0,2}(?: \d{3})+(?= ?[\u4e00-\u9fff])"
)
_STROKE = re.compile(r"(?<=\d)['’](?=\d{3}(?!\d))")
_ONE = r"\d++(?:[,.]\d++)*+"
_BESIDE = re.compile(rf"(?<!\d)(?<!\d[,.]){_ONE}(?:[^\S\n]++{_ONE})++")
_UNTOLD = "\ufffd"
_UNTOLD_FIGURE = re.compile(rf"(?<![\d.,])[\d.,]*+{_UNTOLD}[\d.,{_UNTOLD}]*+")


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    """One character in its plain width; disguised digits (①, ², ⒈) stay, or `①3件` would become 13."""
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) != 1 or (plain.isdigit() and not char.isdecimal()):
        return char
    return plain


# A number without its multiple in folded text: in digits, or in Chinese numerals, the formal ones (柒佰叁拾) too.
_SIGNS = "〇零○一二两三四五六七八九十百千廿卅"
_FORMAL = "零壹贰貳叁肆伍陆柒捌玖拾佰仟"
WRITTEN_NUMBER = re.compile(
    r"[-+]?\d{1,3}(?:(?: \d{3})+|(?:['’]\d{3})+)(?!\d)|[-+]?\d[\d,]*(?:\.\d+)?"
    rf"|[{_SIGNS}]+(?:[万亿][{_SIGNS}]+){{0,2}}|[{_FORMAL}]+(?:[万亿][{_FORMAL}]+){{0,2}}"
)
# A whole number in Chinese numerals where it stands in a sentence: no end of a longer one, nor 第三 and 数十. The signs
# of the formal ones are words as well, so that a figure of one sign is none.
NUMERAL = (
    rf"(?:(?<![数几上好第万亿{_SIGNS}])[〇零○一二两三四五六七八九十廿卅][{_SIGNS}]{{0,15}}"
    rf"(?:[万亿][〇零○一二两三四五六七八九十][{_SIGNS}]{{0,12}}){{0,2}}"
    rf"|(?<![万亿{_FORMAL}])(?=[万亿{_FORMAL}]{{0,16}}[拾佰仟])[壹贰貳叁肆伍陆柒捌玖拾][{_FORMAL}]{{0,15}}"
    rf"(?:[万亿][{_FORMAL}]{{1,12}}){{0,2}})"
)
_AS_USUAL = str.maketrans("壹贰貳叁肆伍陆柒捌玖拾佰仟○", "一二二三四五六七八九十百千〇") | {
    ord("廿"): "二十",
    ord("卅"): "三十",
}


def fold(text: str) -> str:
    """`text` with full-width and compatibility forms in their plain form, character by character.

    The result has the same length, so that an offset into it is an offset into `text`.
    """
    if text.isascii():
        return text
    return "".join(map(_folded, text))


def without_untold(text: str) -> str:
    """`text` with every figure of which a character is unknown (U+FFFD, what a reader could not tell) unknown as a
    whole: what is left of �99 is no 99. The result has the same length."""
    if _UNTOLD not in text:
        return text
    return _UNTOLD_FIGURE.sub(lambda figure: _UNTOLD * len(figure[0]), text)


def separators(folded: str, start: int, end: int) -> frozenset[int]:
    """Where in `folded[start:end]` a blank only parts the threes of one number: 1 024条."""
    numbers = _GROUPED.finditer(folded, start, end)
    return frozenset(at for one in numbers for at in range(*one.span()) if not folded[at].isdigit())


def ungrouped(text: str) -> str:
    """`text` in plain width, the threes of its numbers parted by blanks or strokes no longer: 1024条 of 1 024条."""
    folded = fold(text)
    parting = separators(folded, 0, len(folded))
    return _STROKE.sub("", "".join(char for at, char in enumerate(folded) if at not in parting))


def without_beside(folded: str) -> str:
    """`folded` with numbers that stand side by side (12 34件) unknown, for they are neither two figures of one thing
    nor one figure; those that blanks only part into threes stay. The result has the same length."""
    grouped = {one.span() for one in _GROUPED.finditer(folded)}
    return _BESIDE.sub(lambda one: one[0] if one.span() in grouped else re.sub(r"\d", _UNTOLD, one[0]), folded)


def parse_number(text: str) -> Decimal | None:
    """The exact value of a bare number, `1，234`, `１２`, `16.4万`, `一百二十` or `二〇一八`; None for other text."""
    plain = fold(text).strip()
    for name in sorted(MULTIPLIERS, key=len, reverse=True):
        number = plain.removesuffix(name)
        if plain.endswith(name) and _ARABIC.fullmatch(number):
            return Decimal(number.translate(_SEPARATORS)) * MULTIPLIERS[name]
    return _chinese_number(plain.translate(_AS_USUAL))


def _chinese_number(text: str) -> Decimal | None:
    if len(text) > _LONGEST:
        return None
    whole, point, fraction = text.partition("点")
    value = _chinese_integer(whole)
    if value is None or (point and not re.fullmatch(r"[〇零一二三四五六七八九]+", fraction)):
        return None
    digits = "".join(str(_DIGITS[char]) for char in fraction)
    return Decimal(f"{value}.{digits}") if point else Decimal(value)


def _chinese_integer(text: str) -> int | None:
    """一百二十 is 120, 二〇一八 is 2018, 一万零三 is 10003, 一百二 is 120.

    None where the signs stand in no such order, and for 三五 and 二三十, which are vague.
    """
    if re.fullmatch(r"[〇零一二三四五六七八九]{3,}", text):
        return int("".join(str(_DIGITS[char]) for char in text))
    for sign, factor in _LARGE:
        if sign in text:
            high, _, low = text.rpartition(sign)
            left, right = _chinese_integer(high), _chinese_integer(low) if low else 0
            if left is None or right is None or right >= factor:
                return None
            return left * factor + right * (factor // 10 if low in tuple("一二三四五六七八九") else 1)
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    if not _BELOW_TEN_THOUSAND.fullmatch(text):
        return None
    total, digit, place = 0, 0, 10
    for char in text:
        if char in _PLACES:
            place = _PLACES[char]
            total += (digit or 1) * place
            digit = 0
        else:
            digit = _DIGITS[char]
            place = 10 if char in "零〇" else place
    return total + digit * (place // 10)
