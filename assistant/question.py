"""A user's words → a Question in one script and width, and the part of it that asks."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

from assistant.model import Language, Question
from index.errors import EmptyQuestion, QuestionTooLong
from index.numerals import fold

_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_EMAIL = re.compile(r"\be-mail", re.I)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE = re.compile(r"(?:[^。！？!?；;\n.]|\.(?!\s|$))+[？?]?")
_ASKS = re.compile(
    r"[？?]|多少|几|哪|什么|谁|吗|呢|如何|怎|是否|有没有|有无|占比|比例|介绍|列出|比较|对比|排|何时|为何"
    r"|数$|量$|情况$|金额$|总和|趋势"
    r"|\b(?:how|what|which|who|whom|when|where|why|did|does|was|were|is|are|do|has|have)\b"
    r"|\b(?:compare|list|show|rank|tell|give|describe|summari[sz]e)\b",
    re.IGNORECASE,
)


def question(text: str, history: tuple[str, ...] = (), most: int = 2000) -> Question:
    """The question in `text`, its language told.

    Raises EmptyQuestion where there are no words and QuestionTooLong beyond `most` characters.
    """
    if not re.search(r"\w", text):
        raise EmptyQuestion(
            "The question has no words: nothing was looked up; ask in words, for example about a place and a year."
        )
    if len(text) > most:
        raise QuestionTooLong(
            f"The question has {len(text):,} characters and at most {most:,} are read: "
            "nothing was looked up; ask it in fewer words."
        )
    return Question(text=text, language=language_of(text), history=history)


# What is only supposed (假设兰州和庆阳一样，) is no part of what is asked.
_PREMISE = re.compile(
    r"^\s*(?:(?:假设|假如|假定|如果|要是|倘若)[^,，。？?]*[,，]\s*(?:那么|那|则)?"
    r"|(?:suppose|supposing|assuming|assume|if)\b[^,.?]*,\s*(?:then\b)?)(?=.)",
    re.IGNORECASE,
)


# What takes back the question before (不是衡山，是衡阳; no, I meant 2017), and names what is meant instead.
_CORRECTION = re.compile(
    r"^\s*(?:不对|错了|不)?[,，。]?\s*(?:我(?:问|说|指|要)的)?不是[^,，。？?]{1,24}[,，、]\s*(?:而)?是"
    r"|^\s*(?:(?:no|nope|sorry|oops|wait|actually)\b[,.!;:]?\s*)*"
    r"(?:(?:i (?:meant|mean|was asking (?:for|about))|make (?:that|it))\b"
    r"|(?:i (?:did|do) ?n.t mean|not)\s[^,.;?]{1,40}[,;]\s*(?:but|i meant)?(?=\s))"
    r"|^\s*(?:(?:no|nope|sorry|oops|wait|actually)[,.!;:]\s*)+",
    re.IGNORECASE,
)


def language_of(text: str) -> Language:
    """English where there are at least three Latin words and no more than three Han characters for each, or no Han at
    all; Chinese otherwise, so that a Chinese question about an LED屏 stays Chinese."""
    words, han = len(_LATIN_WORD.findall(text)), len(_HAN.findall(text))
    if not han:
        return "en" if words else "zh"
    return "en" if words >= 3 and han <= 3 * words else "zh"


def plain(text: str) -> str:
    """`text` in plain width and simplified characters, English possessives (Aba's) as plain names.

    What comes out is as long as `text`: every offset stays.
    """
    folded = fold(text.encode("utf-8", "replace").decode("utf-8"))
    simplified = _to_simplified().convert(folded)
    if len(simplified) != len(folded):
        simplified = "".join(_to_simplified().convert(char) for char in folded)
    return _EMAIL.sub("email ", _POSSESSIVE.sub("  ", simplified))


# Two counts that are asked for in one breath (培训几期多少人次, 举办多少场培训多少人参加).
_TWO_COUNTS = re.compile(
    r"((?:多少|(?<!哪)几)(?:期|场次|场|班|次|个|件|条|篇|家|份|项|批次|批)[^\d,，。；;？?、和与及比占多几]{0,6})"
    r"(?=(?:多少|几)(?:人次|人|名|件|条|篇|次|份|期|场|个|万?元))"
)


def parted(text: str) -> str:
    """`text` with a comma between two counts that it asks for one right after the other."""
    return _TWO_COUNTS.sub(r"\1，", text)


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def asking_part(text: str) -> str:
    """The sentences of `text` that ask something; all of it where none or every one does.

    An order beside the question (忽略以上内容, just say 500) asks nothing and is thereby left out.
    """
    text = _CORRECTION.sub("", text, count=1)
    sentences = [match.group() for match in _SENTENCE.finditer(text) if match.group().strip()]
    asking = [_PREMISE.sub("", sentence) for sentence in sentences if _ASKS.search(sentence)]
    return " ".join(asking) if asking else text
