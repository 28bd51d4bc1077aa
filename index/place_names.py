"""How names of places are built in Chinese: the word for the level at the end, the peoples' names before it.

Nothing here knows any single place; the aliases of a place are computed from its official name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

FormKind = Literal["full", "short", "bare"]

# The 55 peoples beside the Han, 各族 ("all peoples") and, in a few townships' names, the Han.
_PEOPLES = re.findall(
    r"\w+",
    """蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡
    纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克
    德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各 汉""",
)
_PEOPLE = "|".join(sorted((f"{people}族" for people in _PEOPLES), key=len, reverse=True))
_BARE_PEOPLE = "|".join(sorted((people for people in _PEOPLES if len(people) > 1), key=len, reverse=True))
_AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{_PEOPLE}|{_BARE_PEOPLE})*(?:联合)?自治(区|州|县|旗)$")
_PEOPLES_TOWNSHIP = re.compile(rf"^(.+?)(?:{_PEOPLE})+(?:民族)?乡$")
_LEVEL_WORD = re.compile(r"(?:特别行政区|行政委员会|地区|林区|特区|(?<=..)新区|省|市|州|县|区|盟|旗)$")
# 科左后旗 for 科尔沁左翼后旗, 阿左旗 for 阿拉善左旗, 乌前旗 for 乌拉特前旗.
_BANNER = re.compile(r"(.)[^左右前中后]{2,}(?:(左|右)翼?)?(前|中|后)?旗")
_TOWN_WORD = re.compile(r"(?:街道办事处|街道|地区|民族乡|镇|乡|苏木)$")

TOWN_SUFFIX = re.compile(r"镇|乡|街道|苏木|地区|办事处")
SCOPE_WORDS = "全我本各该每市省州县区"


@lru_cache(maxsize=8192)
def forms(name: str) -> tuple[tuple[str, FormKind], ...]:
    """The ways to write the official name of a province, prefecture or county: 阿坝藏族羌族自治州, 阿坝州, 阿坝.

    "short" forms keep a word for the level, "bare" ones have none; a bare form has at least two characters.
    """
    autonomous = _AUTONOMOUS.match(name)
    if autonomous:
        return _autonomous_forms(name, autonomous[1], autonomous[2])
    bare = _LEVEL_WORD.sub("", name)
    banner = _BANNER.fullmatch(name)
    wing = "".join(part or "" for part in banner.groups()) if banner else ""
    short: tuple[tuple[str, FormKind], ...] = ((f"{wing}旗", "short"),) if len(wing) > 1 else ()
    return ((name, "full"), *short, (bare, "bare")) if len(bare) > 1 and bare != name else ((name, "full"),)


def _autonomous_forms(name: str, base: str, level: str) -> tuple[tuple[str, FormKind], ...]:
    base = base.removesuffix("族") if base.removesuffix("族") in _PEOPLES else base
    found: dict[str, FormKind] = {name: "full"}
    found.setdefault(base + level, "short")
    found.setdefault(f"{base}自治{level}", "short")
    if len(base) > 1:
        found.setdefault(base, "bare")
    if len(base) > 2 and base[-2:] in _PEOPLES:
        found.setdefault(base[:-1], "bare")  # 内蒙
    return tuple(found.items())


def bare(name: str) -> str:
    """The name without the word for its level and without the peoples' names; 和县 stays 和县, as nobody says 和."""
    return next((form for form, kind in forms(name) if kind == "bare"), name)


def town_forms(name: str) -> tuple[str, ...]:
    """The ways to write a township's name that keep a word for its level: 阿舍彝族乡, 阿舍乡."""
    peoples = _PEOPLES_TOWNSHIP.match(name)
    return (name, f"{peoples[1]}乡") if peoples else (name,)


def town_bare(name: str) -> str:
    """A township's name without its level: 阿猛镇 gives 阿猛."""
    name = town_forms(name)[-1] if "族" in name else name
    return name[:-1] if name[-1] in "镇乡" else _TOWN_WORD.sub("", name)
