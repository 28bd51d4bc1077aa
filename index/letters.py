"""Traditional characters → simplified ones, a letter for a letter.

The names, labels and words that reports are understood by are written in simplified characters. A report in
traditional ones is read as its simplified copy; as every letter stands for one, a place in the copy is the same place
in the report as it is written, from which all quotes are taken. The letters and words are OpenCC's (its t2s).
"""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

# In a text in traditional characters about a third of them have a simplified form; what a simplified text keeps of them
# (a name, an old word) is far less.
_SHARE = 0.1
_TOPIC = "公開"  # what every report is about; a table of a few odd letters is no report
_HAN = re.compile(r"[\u3400-\u9fff]")
_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
_MARKS = str.maketrans("「」『』", "“”‘’")
# Where 信息 is 資訊 the words are Taiwan's, too: those of the forms' labels that are as long as the mainland's.
_TAIWAN = "資訊"
_TAIWAN_WORDS = (
    ("资讯", "信息"),
    ("性档案", "性文件"),
    ("政策档案", "政策文件"),
    ("专案数", "项目数"),
    ("新闻释出会", "新闻发布会"),
    ("线上访谈", "在线访谈"),
    ("释出", "发布"),
    ("网路", "网络"),
    ("入口网", "门户网"),
)


def simplified(text: str) -> str:
    """`text` letter by letter in simplified characters, and as long as it was, so that every offset stays."""
    return text.translate(_table())


def simplified_report(text: str) -> str | None:
    """A report's text in simplified characters and words, of the same length; None where it is not in traditional
    characters. A simplified text that holds some (a name, an old word) is none of those and stays as it is."""
    if _TOPIC not in text:
        return None
    plain = simplified(text)
    changed = sum(one != other and one >= "\u3400" for one, other in zip(text, plain, strict=True))
    if changed < _SHARE * len(_HAN.findall(text)):
        return None
    plain = "\n".join(_in_words(line) for line in text.split("\n")).translate(_MARKS)
    for here, there in _TAIWAN_WORDS if _TAIWAN in text else ():
        plain = plain.replace(here, there)
    return plain


def _in_words(line: str) -> str:
    """The line in simplified words (答覆 is 答复, 覆 alone stays); letter by letter where its length would change."""
    words = _converter().convert(line)
    return words if len(words) == len(line) else simplified(line)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _table() -> dict[int, str]:
    """The characters that have a simplified form, each with it."""
    letters = [chr(code) for block in _BLOCKS for code in block]
    # A line break after every letter: OpenCC takes several together for a word where they stand side by side.
    forms = _converter().convert("\n".join(letters)).split("\n")
    return {ord(letter): form for letter, form in zip(letters, forms, strict=True) if form != letter and len(form) == 1}
