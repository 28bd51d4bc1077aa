"""The issuers that a store holds, by the names that questions call them.

The gazetteer knows today's places; a store may hold a report of a county that is no more, of a development zone, a
street office or a national body. What the store holds is always found by its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.bodies import ZONES, abbreviations
from assistant.lexicon import lexicon
from assistant.model import Place
from index.model import Issuer
from index.place_names import bare, forms, town_bare, town_forms
from index.place_unlisted import short_name
from index.places import gazetteer

Span = tuple[int, int]

_MANAGED = re.compile(r"(?:管理委员会|管委会)$")
_SHORT_ZONES = {"经开区": ("经开区", "开发区"), "高新区": ("高新区",), "风景区": ("风景区", "景区")}
_LEVEL_NEXT = re.compile(r"[省市县区州盟旗镇乡](?!场|直)|街道")
_HAS_LEVEL = re.compile(r"[省市县区州盟旗镇乡道处局厅委会府室办院部署]$")
_NATIONAL = re.compile(r"^(?:中华人民共和国|国家|中国)(?=.{3,})")
_WITHIN_ZONE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:新区|开发区|高新区|经开区)(?P<own>[\u4e00-\u9fff]{2,8}[城区园])$")
_BRANCH = re.compile(
    r"^.*?[市县区州](?P<parent>[\u4e00-\u9fff]+?)局(?P<place>[\u4e00-\u9fff]{2,8}?)(?P<kind>分局|支队|大队)$"
)
_UNIVERSITY = re.compile(r"^(?P<place>[\u4e00-\u9fff]{2})(?P<field>(?:[\u4e00-\u9fff]{2}){0,3})大学$")
_ROAD = re.compile(r"路$")
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """The issuers of a store. `paths` are the regions of all its reports; `names` maps each name to its issuers."""

    paths: frozenset[tuple[str, ...]]
    names: dict[str, tuple[Issuer, ...]]

    def find(self, text: str) -> list[tuple[Place, Span]]:
        """The issuers that `text` (plain) names, the longest names first where they overlap, in the text's order."""
        found: list[tuple[Place, Span]] = []
        taken: list[Span] = []
        for name in sorted(self.names, key=len, reverse=True):
            for match in re.finditer(re.escape(name), text):
                if _LEVEL_NEXT.match(text, match.end()) and not _HAS_LEVEL.search(name):
                    continue  # 白桥县 is not the town of 白桥
                if not any(low < match.end() and match.start() < high for low, high in taken):
                    taken.append(match.span())
                    found.append((_place(name, self.names[name]), match.span()))
        return sorted(found, key=lambda item: item[1])


@lru_cache(maxsize=8)
def known_issuers(issuers: tuple[Issuer, ...]) -> Known:
    """The names of `issuers`."""
    names: dict[str, dict[Issuer, None]] = {}
    for issuer in issuers:
        for name in _names(issuer):
            if len(name) >= _LEAST or name == short_name(issuer.region):
                names.setdefault(name, {})[issuer] = None
    return Known(
        paths=frozenset(issuer.region_path for issuer in issuers),
        names={name: tuple(found) for name, found in names.items()},
    )


def _place(name: str, issuers: tuple[Issuer, ...]) -> Place:
    """The issuers of one name as a place; a government's region is a place of the gazetteer's kind."""
    regions = all(name in set(_region_names(issuer)) for issuer in issuers)
    return Place(
        words=name,
        paths=tuple(dict.fromkeys(issuer.region_path for issuer in issuers)),
        issuers=() if regions else tuple(dict.fromkeys(issuer.name for issuer in issuers)),
    )


def _names(issuer: Issuer) -> Iterator[str]:
    yield issuer.name
    if issuer.level in {"department", "nation"}:
        yield from _body_names(issuer)
        return
    yield from _region_names(issuer)


def _region_names(issuer: Issuer) -> Iterator[str]:
    """What a government's region is called, with a word for its level where that is short."""
    if issuer.level in {"department", "nation"}:
        return
    yield issuer.region
    own = issuer.region_path[-1:] and gazetteer().entry(issuer.region_path) is None
    if own and (brief := short_name(issuer.region)):
        yield brief
    if issuer.level == "township":
        yield from town_forms(issuer.region)
        yield town_bare(issuer.region)
        yield _ROAD.sub("", town_bare(issuer.region)) + "街道" if issuer.region.endswith("街道") else issuer.region
    else:
        yield from (form for form, kind in forms(issuer.region) if kind != "bare")


def _body_names(issuer: Issuer) -> Iterator[str]:
    """A department's, a zone's or a national body's full name, and what it is called for short."""
    zone = _MANAGED.sub("", issuer.name)
    if zone != issuer.name:
        for name in _short_zones(zone):
            yield from (name, f"{name}管委会", f"{name}管理委员会")
    without = _NATIONAL.sub("", issuer.name)
    yield without
    for full, others in lexicon().departments.items():
        if full in issuer.name:
            yield from (issuer.name.replace(full, other) for other in others)
            yield from (without.replace(full, other) for other in others if issuer.level == "nation")
    region = issuer.region
    for brief in abbreviations(issuer.name):
        yield from (f"{place}{brief}" for place in ({region, bare(region)} if region else {"国家"}))
    if issuer.name.startswith(region) and bare(region) != region:
        yield bare(region) + issuer.name.removeprefix(region)
    yield from _branch_names(issuer)
    yield from _school_names(issuer.name)


def _branch_names(issuer: Issuer) -> Iterator[str]:
    """A branch by its place: 南通市公安局崇川分局 is 崇川分局, 崇川公安分局, 南通崇川分局."""
    match = _BRANCH.match(issuer.name)
    if match is None:
        return
    place, kind = match["place"], match["kind"]
    fields = sorted(one for one in lexicon().department_fields if match["parent"].endswith(one))
    for name in (place, bare(place)):
        yield from (f"{name}{kind}", f"{bare(issuer.region)}{name}{kind}", f"{issuer.region}{name}{kind}")
        yield from (f"{name}{field}{kind}" for field in fields)
        yield from (f"{name}区{field}{kind}" for field in fields if not name.endswith(("区", "市", "县")))


def _school_names(name: str) -> Iterator[str]:
    """A university by the first characters of its words: 兰州交通大学 is 兰州交大 and 兰交大, 兰州大学 兰大."""
    match = _UNIVERSITY.match(name)
    if match is not None:
        yield f"{match['place']}{match['field'][:1]}大"
        yield f"{match['place'][0]}{match['field'][:1]}大"


def _short_zones(zone: str) -> Iterable[str]:
    """合肥高新技术产业开发区: 合肥高新区 too; 西咸新区沣东新城: 沣东新城."""
    yield zone
    if within := _WITHIN_ZONE.match(zone):
        yield within["own"]
    for full, brief in ZONES:
        if full in zone:
            yield from (zone.replace(full, one) for one in _SHORT_ZONES.get(brief, (brief,)))
