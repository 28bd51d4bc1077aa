"""How the bodies of the Production and Construction Corps in Xinjiang are named: 兵团教育局, 农八师, 第八师石河子市.

A division that has become one with its city reports as the city; any other body of the corps under a name of its own,
which is written short in many ways and in full here.
"""

from __future__ import annotations

import re

REGION = "新疆维吾尔自治区"

_CORPS = "新疆生产建设兵团"
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_DIVISION = rf"(?:第|农业?建设第|农业?第?){_NUMBER}师(?!范|生|资|傅|院|大)"
_BEFORE_CITY = re.compile(
    rf"(?:(?:新疆生产建设)?兵团)?(?:{_DIVISION}|{_NUMBER}师)[、(暨]?(?=[\u4e00-\u9fff]{{2,8}}市)|师(?=市)"
)
_BODY = re.compile(
    rf"(?P<corps>(?:新疆(?:生产建设)?)?兵团)?(?P<division>{_DIVISION})?(?P<rest>[\u4e00-\u9fff\d()·、]*)"
)
REGIMENT = r"(?:[一二三四五六七八九十百〇零○]{1,4}|\d{1,3})团(?:场|镇)?"
_REGIMENT = re.compile(REGIMENT)


def without_division(words: str) -> str:
    """`words` without the division that is one with the city named next: 石河子市教育局 of 第八师石河子市教育局, and
    市教育局 of 师市教育局."""
    return words[found.end() :] if (found := _BEFORE_CITY.match(words)) else words


def full_name(words: str) -> str:
    """The full name of the body of the corps that `words` name, empty where they name none: 新疆生产建设兵团第七师
    of 农七师, 新疆生产建设兵团教育局 of 兵团教育局. What follows the corps or its division is kept as it stands."""
    found = _BODY.fullmatch(words)
    if not found or not (found["corps"] or found["division"]):
        return ""
    number = re.search(_NUMBER, found["division"] or "")
    return _CORPS + (f"第{number[0]}师" if number else "") + found["rest"]


def is_whole(name: str) -> bool:
    """Whether a full name is the corps itself, a division of it or a regiment of one."""
    found = _BODY.fullmatch(name)
    return found is not None and (not found["rest"] or bool(_REGIMENT.fullmatch(found["rest"])))
