"""The words that name an issuer, taken apart: which place, and which body of it.

衡阳市衡山县人民政府, 上海市人民政府办公厅, 市教育局, 阿猛镇, 国家税务总局衡山县税务局, 科技厅.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from index.corps import REGIMENT, REGION, full_name, is_whole, without_division
from index.place_unlisted import Unlisted, leading_place
from index.places import Gazetteer, Mention, PlaceEntry

OrganisationKind = Literal["nation", "government", "office", "department"]

# A national body names itself so, or is a ministry, or a head office; 市委宣传部 and 县人武部 are none.
_NATION = re.compile(
    r"(?:中华人民共和国|国务院|国家(?!级)|全国|最高人民|中央(?!路|大)|中国(?!.{0,6}(?:网|市|县)))[\u4e00-\u9fff]*"
    r"|[\u4e00-\u9fff]{1,8}(?<!宣传)(?<!组织)(?<!统战)(?<!武装)(?<!人武)(?<!俱乐)(?<!指挥)(?<!干)部"
    r"|[\u4e00-\u9fff]{2,8}总(?:局|署)|审计署"
)
_GOVERNMENT = re.compile(
    r"(?:人民)?(?:政府){1,2}(?:[(]?本级[)]?|机关|网站?|门户网站?|系统)?|(?:[(]?本级[)]?)|行政委员会|行政公署|行署"
)
_OFFICE = re.compile(r"(?:人民)?政府(?P<office>[^局厅委]{0,12}?办公[厅室]|办)|(?P<short>府办|办公[厅室])")
_SCOPE = re.compile(
    r"(?:全?[省市县区州盟旗镇乡]|各级|行政机关|政府系统|[省市县区州]级|年度|上半年|党务|公共企事业单位|直(?:属|机关)?)+"
)
_TOWN = re.compile(
    # A subdistrict office is its district government's: 徐汇区人民政府天平路街道办事处.
    rf"(?:(?:人民)?政府)?(?P<name>(?![各全我本该城集村]|(?:人民)?政府)[\u4e00-\u9fff]{{1,9}}?(?:镇|(?<!城)乡|街道|苏木)|{REGIMENT})"
    r"(?P<office>(?:人民)?政府|办事处|办)?"
)
_ZONE = (
    r"(?:(?:开发|高新|经开|新|园|保税|综保|名胜|风景|景|示范|度假|管理|试验|实验|集聚|集中|合作|港|生态|垦|自贸|经济|加工|物流|工业|林)区"
    r"|新城|生态城|科学城|产业园|科技园|工业园|农场|林场|牧场)(?:[\u4e00-\u9fff]{0,6}?(?:管委会|管理委员会|管理局))?"
)
_DEPARTMENT = re.compile(
    r"[\u4e00-\u9fff()·、]{1,30}(?:局|厅|委员会|委|办公室|办公厅|办|院|会|中心|队|站|所|处|馆|社|公司|集团|大学|学校|中学|小学|医院|银行"
    rf"|海关|部|署|台|支行|分行|公积金|兵团|管委会|{_ZONE})"
    rf"|海关|大学|学院|中学|小学|医院|总工会|[残妇文侨]联|工商联|社科联|科协|团委|{_ZONE}"
)
_GENERIC = re.compile(
    r"(?:我|本)?(?P<level>自治区|自治州|市(?!场|容|政[公园工管设])|乡(?!村)|区(?!域)|[省县州盟旗镇])(?=(?:人民)?政府|府办|[\u4e00-\u9fff]+[局厅委办院会心室部])"
)
_ITSELF = re.compile(
    rf"(?:{_ZONE}|海关|大学|学院|银行|支行|分行|公司|集团|医院|学校|中学|小学|总队|调查队|法院|检察院|兵团"
    # Branches of national bodies, which bear their place's short name: 上海海事局, 河北证监局.
    r"|海事局|[证银保]监局|银保监局|监管局|监察局|煤监局|督察局|流域管理局|航务管理局|航道局|水利委员会|铁路局|民航.{0,6}局|金融监管局)$"
)
# A party committee that issues together with its government stands before the name that counts.
_BEFORE = re.compile(r"^(?:中共|中国共产党)(?:[\u4e00-\u9fff]{2,12}?委(?:员会)?[、暨和](?=.{2,12}政府)|(?=.{2}))")
_ZONE_BEFORE = re.compile(
    r"(?P<zone>[\u4e00-\u9fff]{1,12}?(?:新|开发|高新|经开|示范|试验|实验)区)(?:[(](?P<alias>[\u4e00-\u9fff]{2,8}[区县市])[)])?"
    r"(?P<rest>[\u4e00-\u9fff]*)"
)
_SCHOOL = re.compile(r"大学$|(?<!科)学院$")
_BARE_ZONE = re.compile(r"[区城场园]$")
_BRACKETED = re.compile(r"(?<=.{4})\([\u4e00-\u9fff]{2,12}\)?$")
_COMMITTEE = re.compile(r"(?<=委)员会|(?<=[区城])管(?:理委员会|委会)")
_IN_A_NAME = re.compile(r"[\u4e00-\u9fff]*")
_LONGEST_GAP = 6
_SHORTEST_MOVED = 2  # characters
_VERTICAL = re.compile(r"(?:中华人民共和国|国家|中国|财政部|水利部|生态环境部|交通运输部)")
_MINISTRY = re.compile(
    r"(?:中华人民共和国|国家|中国|财政部|水利部|生态环境部|交通运输部|农业农村部|自然资源部|教育部|商务部|审计署|农业部)"
)
_SEAS = frozenset({"东海", "南海", "北海", "渤海", "黄海"})
_AT_SEA = re.compile(r"分?局$|救助|打捞|航海|海域|渔政|渔业|区渔|海警|海监")
_NOT_IN_A_NAME = re.compile(r"[\s　，。,;；:：!！?？]")


@dataclass(frozen=True, slots=True)
class Organisation:
    """An issuer's words, read.

    `places` are the places they may name, likeliest first; empty where they name none. `unlisted` are places that the
    gazetteer does not know, highest first, and `town` a township that it does not know, below those. `level` is the
    bare word for a level (市 of 市教育局), `body` what comes after the place: empty for a government, the office's or
    department's name otherwise. `own` says that the words are one proper name that the place is a part of (上海海关).
    """

    kind: OrganisationKind
    words: str
    places: tuple[PlaceEntry, ...] = ()
    town: str = ""
    level: str = ""
    body: str = ""
    own: bool = False
    unlisted: tuple[Unlisted, ...] = ()

    @property
    def is_bare_guess(self) -> bool:
        """Whether the words are nothing but a name that the gazetteer lacks, 青禾县 or 政务公开示范区: such words name
        an issuer in a title alone."""
        if self.own:
            return not self.places and bool(_BARE_ZONE.search(self.words))
        return bool(self.unlisted) and self.words.endswith(self.unlisted[-1].name)


def read_organisation(gazetteer: Gazetteer, words: str) -> Organisation | None:
    """The organisation that `words` name and nothing else, None where they name none."""
    words = without_division(_BEFORE.sub("", words.strip("()[]《》“”\"' ·-—")))
    words += ")" * (words.count("(") - words.count(")"))
    if len(words) < 2 or _NOT_IN_A_NAME.search(words):
        return None
    bracketed = _BRACKETED.search(words)
    before = _read(gazetteer, words[: bracketed.start()]) if bracketed else None
    if before and before.kind == "government":  # 黄岛区(西海岸新区)
        return before
    if before and bracketed and before.kind == "department" and _DEPARTMENT.fullmatch(bracketed[0].strip("()")):
        return replace(before, words=words, body=before.body + bracketed[0])  # 教育局(体育局)
    return _of_corps(gazetteer, words) or _read(gazetteer, words) or before or _behind_zone(gazetteer, words)


def _behind_zone(gazetteer: Gazetteer, words: str) -> Organisation | None:
    """The organisation of a place that is named behind the zone that it is run by or one with: 雄安新区容城县人民政府,
    苏州高新区(虎丘区)浒墅关镇人民政府."""
    zone = _ZONE_BEFORE.fullmatch(words)
    rest = (zone["alias"] or "") + zone["rest"] if zone else ""
    if zone is None or not any(one.start == 0 for one in gazetteer.find(rest)):
        return None
    city = next((zone["zone"][: one.end] for one in gazetteer.find(zone["zone"]) if one.start == 0), "")
    found = (_read(gazetteer, start + rest) for start in dict.fromkeys((city, "")))
    below = (one for one in found if one and one.places and not one.unlisted)
    return next((one for one in below if one.places[0].level in {"county", "township"}), None)


def _of_corps(gazetteer: Gazetteer, words: str) -> Organisation | None:
    """A body of the Production and Construction Corps, which is no part of the region's government."""
    name = full_name(words)
    if name and (is_whole(name) or _DEPARTMENT.fullmatch(name)):
        return Organisation("department", name, gazetteer.lookup(REGION), body=name, own=True)
    return None


def _read(gazetteer: Gazetteer, words: str) -> Organisation | None:
    mentions = gazetteer.find(words)
    chain = _leading(mentions, words)
    if not chain and _NATION.fullmatch(words) and not _SCHOOL.search(words):
        return _national(words, mentions)
    if not chain:
        return _of_unlisted(words, (), words, mentions) or _branch(words, mentions) or _without_place(words, mentions)
    body = words[chain[-1].end :].lstrip("·")
    return _of_unlisted(words, chain[-1].candidates, body) or _with_place(words, chain, body)


def _of_unlisted(
    words: str, above: tuple[PlaceEntry, ...], rest: str, mentions: tuple[Mention, ...] = ()
) -> Organisation | None:
    """The organisation of a place that the gazetteer lacks, below the place `above` where that is named."""
    found: list[Unlisted] = []
    while place := leading_place(rest):
        found.append(place)
        rest = rest[len(place.name) :]
    named = len(words) - len(rest)
    holds_known = any(  # 国网河北省电力有限公司
        mention.certain and mention.start < named and not _is_stem(mention, words[mention.start :])
        for mention in mentions
    )
    if not found or holds_known or (above and above[0].level == "township"):
        return None
    unlisted = tuple(found)
    office = _OFFICE.fullmatch(rest)
    town = _TOWN.fullmatch(rest)
    if office:
        return Organisation("office", words, above, body=_office_name(office), unlisted=unlisted)
    if not rest or _GOVERNMENT.fullmatch(rest) or _SCOPE.fullmatch(rest):
        return Organisation("government", words, above, unlisted=unlisted)
    if town:
        return Organisation("government", words, above, town=town["name"], unlisted=unlisted)
    if _DEPARTMENT.fullmatch(rest) and len(found[0].name) > len(found[0].level) + 1:
        return Organisation("department", words, above, body=rest, unlisted=unlisted)
    return None


def _leading(mentions: tuple[Mention, ...], words: str) -> list[Mention]:
    """The places at the beginning of the words, each touching the one before and lying within it."""
    chain: list[Mention] = []
    at = 0
    for mention in mentions:
        if mention.start != at or not (mention.certain or _may_stand(mention, words)):
            break
        if chain and not _goes_on(chain[-1], mention):
            break
        if _is_stem(mention, words[at:]):
            break
        chain.append(mention)
        at = mention.end
    return chain


def _is_stem(mention: Mention, rest: str) -> bool:
    """Whether a place's short name is only the stem of another's: 临江 of 临江县, which is no 临江市."""
    if any(mention.words == place.name for place in mention.candidates):
        return False
    other = leading_place(rest)
    if other is None or other.name != mention.words + other.level:
        return False
    return not any(place.name.endswith(other.level) for place in mention.candidates)  # 宁夏区, 阿坝州


def _goes_on(parent: Mention, mention: Mention) -> bool:
    """Whether a place lies below the one before it, or at least once may have: 巢湖市庐江县, not 大同市矿区 in 阳泉."""
    if any(place.within(above) for place in mention.candidates for above in parent.candidates):
        return True
    if mention.certain and mention.place.level in {"province", "prefecture"}:
        return True
    near = any(place.path[0] == above.path[0] for place in mention.candidates for above in parent.candidates)
    return near and mention.certain and len(mention.words) > _SHORTEST_MOVED


def _may_stand(mention: Mention, words: str) -> bool:
    """Whether an uncertain mention is a place here after all: 资源县, 和县, 新建区政府; not 公安 of 公安局."""
    rest = words[mention.end :]
    if mention.place.level in {"province", "prefecture"} and _ITSELF.fullmatch(rest):
        return True
    return mention.words == mention.place.name or not rest or bool(_GOVERNMENT.match(rest) or _TOWN.fullmatch(rest))


def _national(words: str, mentions: tuple[Mention, ...]) -> Organisation:
    """A national body, or its branch in the place that its name holds."""
    placed = [mention for mention in mentions if mention.certain and not _is_sea(mention, words)]
    if placed and _VERTICAL.match(words):
        return Organisation("department", words, _highest(placed[-1].candidates), body=words, own=True)
    return Organisation("nation", words, body=words)


def _is_sea(mention: Mention, words: str) -> bool:
    """Whether a national body's branch is named for a sea and not for the place that bears its name: 东海分局."""
    return mention.words in _SEAS and mention.end == mention.start + 2 and _AT_SEA.match(words, mention.end) is not None


def _branch(words: str, mentions: tuple[Mention, ...]) -> Organisation | None:
    """A ministry's branch: in the place that its name holds (财政部驻河北省…), else for more than one (长江)."""
    ministry = _MINISTRY.match(words)
    if not ministry or _SCHOOL.search(words) or not _DEPARTMENT.fullmatch(words):
        return None
    placed = [one for one in mentions if one.certain and one.start >= ministry.end() and not _is_sea(one, words)]
    if placed:
        return Organisation("department", words, _highest(placed[-1].candidates), body=words, own=True)
    return Organisation("nation", words, body=words)


def _without_place(words: str, mentions: tuple[Mention, ...]) -> Organisation | None:
    generic = _GENERIC.match(words)
    level, body = (generic["level"], words[generic.end() :]) if generic else ("", words)
    office = _OFFICE.fullmatch(body)
    if generic and _GOVERNMENT.fullmatch(body):
        return Organisation("government", words, level=level)
    if office:
        return Organisation("office", words, level=level, body=_office_name(office))
    town = _TOWN.fullmatch(words)
    if town:
        return Organisation("government", words, town=town["name"])
    if _DEPARTMENT.fullmatch(body):
        own = bool(_ITSELF.search(body)) and not level
        named = own and mentions and mentions[0].start == 0 and mentions[0].place.level in {"province", "prefecture"}
        return Organisation("department", words, mentions[0].candidates if named else (), "", level, body, own)
    return None


def _with_place(words: str, chain: list[Mention], body: str) -> Organisation | None:
    places = chain[-1].candidates
    office = _OFFICE.fullmatch(body)
    if not body or _GOVERNMENT.fullmatch(body) or _SCOPE.fullmatch(body):
        return Organisation("government", words, places)
    if office:
        return Organisation("office", words, places, body=_office_name(office))
    town = _TOWN.fullmatch(body)
    if town and places[0].level != "township":
        return Organisation("government", words, places, town=town["name"])
    if _DEPARTMENT.fullmatch(body):
        bare = chain[-1].words != chain[-1].place.name
        own = bare and bool(_ITSELF.search(body))
        return Organisation(
            "department", words, _highest(places) if own else places, body=words if own else body, own=own
        )
    return None


def _highest(places: tuple[PlaceEntry, ...]) -> tuple[PlaceEntry, ...]:
    """The place that a proper name's short form stands for: 黄山 of 黄山风景区 is the city before its district."""
    return places[:1] if len({place.name for place in places}) > 1 else places


def _office_name(office: re.Match[str]) -> str:
    """人民政府办公室 for 政府办, 府办 and 办公室; 政府政务公开办公室 keeps what it is."""
    name = office["office"] or office["short"]
    return "人民政府" + ("办公室" if name in {"办", "府办"} else name)


def fuller_body(body: str, text: str) -> str:
    """The name at the beginning of `text` that `body` is short for, empty where there is none: 科学技术厅 for 科技厅.

    It begins with the short name's first character, holds the others in order with few in between and ends like it,
    a commission or a zone's committee perhaps in full.
    """
    short = re.sub(rf"(?:{_COMMITTEE.pattern})$", "", body)
    end = 0
    for character in short:
        at = text.find(character, end, end + (1 if end == 0 else _LONGEST_GAP + 1))
        if at < 0 or not _IN_A_NAME.fullmatch(text, end, at):
            return ""
        end = at + 1
    tail = _COMMITTEE.match(text, end)
    return text[: tail.end() if tail else end]
