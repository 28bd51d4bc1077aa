"""A question that asks several rates of one thing (热线办结率和满意率分别是多少): a question of its own for each."""

from __future__ import annotations

import re

from assistant.question import asking_part, plain

_HAN = r"[\u3400-\u9fff]"
# What may stand before the two characters that say what a rate is the rate of, and belongs to it.
_OPENS = r"(?:按[期时]|及时|群众|公众|社会|用户|企业|综合|平均|总体?|代表委?员?|委员|服务对象)"
_RATE = rf"{_OPENS}?{_HAN}{{2}}(?:率|满意度)|满意度"
_AND = r"(?:以及|及(?!时)|[和与跟、,，])"
_ASKED = r"(?:分别|各自?|都)*(?:是|为|有|达到?)?(?:多少|几|多高|百分之[几多]少?|怎么样|如何|呢)*[？?]?"
_CHINESE = re.compile(
    rf"^(?P<lead>.+?)(?P<first>{_RATE}|(?:受理|办理|办结|来电|收件)[量数])(?P<others>(?:{_AND}(?:的)?{_HAN}{{2,10}}?[率度]){{1,3}})的?{_ASKED}$"
)
_ENGLISH = re.compile(
    r"^(?P<lead>.*?)\b(?P<first>[a-z-]+)(?: rates?)?"
    r"(?P<others>(?:, (?:the )?[a-z-]+(?: rates?)?)*,? and (?:the )?[a-z-]+) rates?\b(?P<tail>.*)$",
    re.I,
)
_AND_EN = re.compile(r",? and (?:the )?|, (?:the )?", re.I)
_OWN_RATE = re.compile(rf"(?:{_RATE})$")


def rates_of(question: str) -> tuple[tuple[str, str], ...]:
    """The rates that `question` asks for, each with a question for it alone; empty where it asks for no two of them.

    A rate that is named with a thing of its own (热线办结率和网站满意率) is asked for as it is.
    """
    text = asking_part(plain(question)).strip()
    if match := _CHINESE.match(text):
        first, lead = match["first"], match["lead"]
        others = [one.removeprefix("的") for one in re.split(_AND, match["others"]) if one]
        return tuple((name, f"{lead if _is_bare(name) else ''}{name}是多少") for name in (first, *others))
    if (match := _ENGLISH.match(text)) and "rate" in match.group():
        others = [one.removesuffix(" rate").removesuffix(" rates") for one in _AND_EN.split(match["others"]) if one]
        names = [match["first"], *others]
        return tuple((f"{name} rate", f"{match['lead']}{name} rate{match['tail']}") for name in names)
    return ()


def _is_bare(name: str) -> bool:
    """Whether a rate is named without what it is a rate of."""
    return _OWN_RATE.fullmatch(name) is not None or name[-1] not in "率度"
