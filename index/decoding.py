"""Bytes → text, in the encodings that Chinese pages and files are written in, and only where it is certain."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from index.errors import UndecodableText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
# GB18030 reads almost any pair of high bytes, so what it gives must look like Chinese before it is believed.
_COMMON_SHARE = 0.97
_DOUBTFUL_SHARE = 0.8
_SAMPLE = 20_000
# As many letters beyond ASCII that are sound UTF-8 are no accident.
_FEWEST_SOUND = 8
# What pages declare that were written by a program set up for English: it says nothing of a Chinese page.
_WESTERN = ("ascii", "iso8859", "cp125", "latin", "mac-roman")


def decode(data: bytes) -> str:
    """The text of `data`: by its byte order mark, else UTF-8, else GB18030 or Big5, whichever alone reads as Chinese.

    Raises UndecodableText where none does, or both do.
    """
    marked = _decode_marked(data)
    if marked is not None:
        return marked
    text = _strict(data, "utf-8")
    return _decode_chinese(data) if text is None else text


def decode_as(data: bytes, declared: str | None) -> str:
    """The text of `data` in the encoding its markup declares where that reads without a fault, else as `decode`.

    Sound UTF-8 is read as such whatever is declared, and a Western encoding is believed last.
    """
    if sum(character > "\x7f" for character in (_strict(data, "utf-8") or "")[:_SAMPLE]) >= _FEWEST_SOUND:
        return decode(data)
    name = _widest(declared)
    if name is not None and name.startswith(_WESTERN):
        try:
            return decode(data)
        except UndecodableText:
            return data.decode(name, "replace")
    if name is not None and not any(data.startswith(mark) for mark, _ in _MARKS):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            return decode(data)
    return decode(data)


def has_mark(data: bytes) -> bool:
    """Whether `data` begins with a byte order mark."""
    return any(data.startswith(mark) for mark, _ in _MARKS)


def _decode_marked(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name)
            except UnicodeDecodeError as error:
                raise UndecodableText(
                    f"The file's first bytes say {name} and byte {error.start:,} is none; save it again as UTF-8."
                ) from error
    return None


def _decode_chinese(data: bytes) -> str:
    simplified = _strict(data, "gb18030")
    traditional = _strict(data, "big5hkscs")
    simplified_share = _share(simplified, _is_common_simplified)
    traditional_share = _share(traditional, _is_common_traditional)
    if simplified is not None and simplified_share >= _COMMON_SHARE > traditional_share:
        return simplified
    if traditional is not None and traditional_share > _COMMON_SHARE and simplified_share < _DOUBTFUL_SHARE:
        return traditional
    if simplified is not None and traditional is None and _share(simplified, _is_common_either) >= _COMMON_SHARE:
        return simplified
    raise UndecodableText(
        "The file's text reads as Chinese neither in UTF-8 nor, with certainty, in GB18030 or Big5; save it as UTF-8."
    )


def _strict(data: bytes, name: str) -> str | None:
    """The text of `data`, but for a character cut off by its end; None where it is not in this encoding."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        return decoder.decode(data)
    except UnicodeDecodeError:
        return None


def _share(text: str | None, is_common: Callable[[str], bool]) -> float:
    """The share of common characters among those of the text's beginning that are not ASCII; 0 without any."""
    beyond = [character for character in (text or "")[:_SAMPLE] if character > "\x7f"]
    return sum(map(is_common, beyond)) / len(beyond) if beyond else 0.0


def _is_common_simplified(character: str) -> bool:
    """Whether GB2312 has the character among its punctuation and digits or its 6,763 characters in use."""
    try:
        return 0xA1 <= character.encode("gb2312")[0] <= 0xF7
    except UnicodeEncodeError:
        return character in "\u3007\u2014\u00b7\u2022\u00a0"


def _is_common_traditional(character: str) -> bool:
    """Whether Big5 has the character among its punctuation or its 5,401 characters in use."""
    try:
        return 0xA1 <= character.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False


def _is_common_either(character: str) -> bool:
    return _is_common_simplified(character) or _is_common_traditional(character)


def _widest(declared: str | None) -> str | None:
    """The encoding that contains the declared one: pages that say gb2312 are written in GB18030."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except LookupError:
        return None
    return _WIDER.get(name, name)
