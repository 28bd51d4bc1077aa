"""What departments, zones and national bodies are called, in one short form for each, so that names can be compared."""

from __future__ import annotations

import re
from functools import cache

from assistant.lexicon import lexicon

# Kinds of zones: how names write them, longest first, and the one short form.
ZONES = (
    ("高新技术产业开发区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高新开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("经济技术产业开发区", "经开区"),
    ("工业园区", "园区"),
    ("产业园区", "园区"),
    ("工业园", "园区"),
    ("产业园", "园区"),
    ("综合保税区", "综保区"),
    ("旅游度假区", "度假区"),
    ("风景名胜区", "风景区"),
    ("自由贸易试验区", "自贸区"),
)
_ZONE_KINDS = (
    *dict.fromkeys(name for pair in ZONES for name in pair),
    "开发区", "保税港区", "保税区", "生态城", "新区", "示范区", "管理区", "实验区", "试验区", "景区",
)  # fmt: skip
ZONE_WORDS = "|".join(sorted(_ZONE_KINDS, key=len, reverse=True))
_ZONE_END = re.compile(rf"(?:{ZONE_WORDS})$")
_MANAGED = re.compile(r"(?:开发建设)?(?:管理委员会|管委会)$")
_COMMISSION = re.compile(r"委员会")
_KIND = re.compile(r"(?:总局|局|厅|委员会|部|署)$")
_AND = re.compile(r"[和与及]")
_PLACE_END = re.compile(r"(?:^|[省市州县区旗盟家])$")
_FEWEST_WORDS, _MOST_WORDS = 2, 5
_GENERAL_OFFICE = "人民政府"


def is_zone(name: str) -> bool:
    """Whether a name is that of a zone, with or without its committee."""
    return bool(_ZONE_END.search(_MANAGED.sub("", name)))


def fits_zone(asked: str, name: str) -> bool:
    """Whether the zone asked for (经开区, 开发区) can be the one with this name."""
    kind, own = short(asked), short(name)
    return own.endswith(kind) or (kind == "开发区" and own.endswith(("经开区", "高新区")))


@cache
def short(name: str) -> str:
    """The shortest form of a body's name: 衡山县人力资源和社会保障局 gives 衡山县人社局, 教育委员会 gives 教委."""
    name = _MANAGED.sub("", name)
    for full, kind in ZONES:
        name = name.replace(full, kind)
    for long, brief in _shortened():
        name = name.replace(long, brief)
    return _COMMISSION.sub("委", name)


@cache
def abbreviations(name: str) -> frozenset[str]:
    """What a body may be called by the first characters of its words: 林业和草原局 is 林草局, 自然资源和规划局 自规局.

    The words of bodies' names have two characters each; the first word's and any further one's make a short name, and
    all of them together do.
    """
    kind = _KIND.search(name)
    if kind is None:
        return frozenset()
    field, end = _AND.sub("", name[: kind.start()]), kind[0].removesuffix("员会")
    found: set[str] = set()
    for count in range(_FEWEST_WORDS, _MOST_WORDS + 1):
        words = field[-2 * count :]
        if len(words) == 2 * count and _PLACE_END.search(field[: -2 * count]):
            first, *others = list(words[::2])
            found |= {first + one + end for one in others} | {first + "".join(others) + end}
    return frozenset(found)


@cache
def _shortened() -> tuple[tuple[str, str], ...]:
    """The long words of departments' names with the shortest that is said for them, longest first."""
    pairs = {
        word: shorts[0]
        for full, shorts in lexicon().departments.items()
        if not full.startswith(_GENERAL_OFFICE)
        for word in (full, *shorts[1:])
        if word != shorts[0]
    }
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))
