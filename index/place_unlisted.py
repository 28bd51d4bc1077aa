"""Places that the gazetteer lacks, told by how their names are built: 青禾县 of 青禾县人民政府, 衡阳市青禾区.

A new county, a former one that no list kept, a division of a zone: whoever issues a report in its own name has told
what it is called. The word at the end of the name says the level.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.place_index import PlaceEntry, PlaceLevel
from index.place_names import bare, town_bare

# What stands before the word for a level in words that are no names: 各县, 城市管理, 社区服务, 园区, 其他地区, 联盟.
_NO_NAME = re.compile(
    r"[省市县区州盟旗镇乡各全我本某该等级及委府部局厅办驻]|人民|政府|其他|其它|相关|有关|所有|一些|部分|地方|基层|上下|国家|中央|全国|中国|社会|行政|直属"
)
_NO_NAME_BEFORE = {
    "区": "社小园校景辖灾库片街牧特湾老军战分专禁疫农地发新税假验范理作港态林开贸业流城游胜厂",
    "市": "城都超上夜大中省",
    "地区": "这那海内东西南北中",
    "盟": "联同加",
    "旗": "红国锦",
    "州": "神",
    "县": "郊",
}
_LEVEL = (
    r"(?P<level>自治区(?!域)|自治州|自治县|自治旗|地区|省(?!级|直)|市(?!场|政|容|民|值|价|直|级)|县(?!域|级|直)"
    r"|区(?!域|划|分|位|块|间|号|别|级|直)|州(?!级|直)|盟|旗)"
)
_NAME = re.compile(rf"(?P<stem>[\u4e00-\u9fff]{{1,8}}?){_LEVEL}")
_PROVINCES = ("省", "自治区")
_PREFECTURES = ("自治州", "州", "盟", "地区")
_TOWN = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,6}?)(?:镇|乡(?!村|镇)|街道(?:办事处)?|苏木)")
_ZONE_END = re.compile(r"(?:新区|开发区|园区|高新区)$")
_HAS_COUNTIES = re.compile(r"各县|县区|县[(（、]|县市区|区县")
_LONGEST_ALONE = 6


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A place by its name alone, and the words for its level in it (县, 自治州)."""

    name: str
    level: str


def leading_place(words: str) -> Unlisted | None:
    """The place whose name `words` begin with, going by its form; None where they begin with none."""
    found = _NAME.match(words)
    if not found:
        return None
    stem, level = found["stem"], found["level"]
    at_end = _NO_NAME_BEFORE.get(level, "")
    if _NO_NAME.search(stem) or (stem[-1] in at_end) or (len(stem) > _LONGEST_ALONE):
        return None
    return Unlisted(found[0], level)


def leading_town(words: str) -> str:
    """The township whose name `words` begin with, going by its form; empty where they begin with none."""
    found = _TOWN.match(words)
    return "" if found is None or _NO_NAME.search(found["stem"]) or found["stem"][-1] in "城集村" else found[0]


def short_name(name: str) -> str:
    """An unlisted place's name without its level, where it can be nothing else: 青禾 of 青禾县; empty for 太平镇."""
    import rjieba  # loads its dictionary

    brief = _ZONE_END.sub("", town_bare(bare(name)))
    return brief if brief != name and len(brief) > 1 and not rjieba.has_word(brief) else ""


def entry(place: Unlisted, parents: Sequence[str], text: str) -> PlaceEntry:
    """The place below `parents`; a 市 with no prefecture over it is one itself where `text` speaks of its counties."""
    over_counties = place.level == "市" and len(parents) < 2 and bool(_HAS_COUNTIES.search(text))
    level: PlaceLevel = "prefecture" if over_counties or place.level in _PREFECTURES else "county"
    if place.level in _PROVINCES:
        level = "province"
    return PlaceEntry(place.name, (*parents, place.name), level, "")
