"""Who issued a report and for where, weighed from everything in the text that says so.

The title decides where it names an issuer. Else whoever fills in the statistics table, signs, publishes or introduces
the report, and at last the place that the text speaks of as its own. An office that only signs or edits does not take a
government's report for its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from index.corps import REGIMENT
from index.model import Issuer, Level
from index.organisations import Organisation, read_organisation
from index.place_index import PlaceEntry
from index.place_unlisted import entry as unlisted_entry
from index.surroundings import Surroundings, own_place
from index.titles import HEAD_PIECES, Piece, Title, plain

NATION = "全国"

_LABELLED = re.compile(
    r"(填报单位|填表单位|报告单位|编制单位|公开单位|发布机[构关]|发布单位|制[发定]机关|公开机构|公开责任部门|责任部门|发文[机单][关位]"
    r"|信息来源|稿件来源|来源|主办单位|主办)\s*(?:[(](?:盖章|章|公章)[)])?\s*[:]\s*([^\s,，。;；|:]{2,40})"
)
_LABEL_WEIGHTS = {"填报单位": 6, "填表单位": 6, "报告单位": 6, "编制单位": 6, "来源": 2, "主办": 1.5, "主办单位": 1.5}
_NAME = r"([\u4e00-\u9fff·]{2,30}?)"
_YEAR = r"(?:20\d\d年度?)?"
_INTRODUCED = (
    (re.compile(rf"由{_NAME}(?:负责)?(?:根据|按照|依照|依据|编制|组织编|编写|汇总|综合|公布|发布)"), 4.0),
    (
        re.compile(
            rf"(?:公布|发布|公开|汇报|编制){_YEAR}{_NAME}{_YEAR}(?:政府)?信息公开(?:工作)?(?:情况)?(?:年度)?报告"
        ),
        4.0,
    ),
    (re.compile(rf"现将{_NAME}{_YEAR}(?:政府信息|政务|信息)公开"), 4.0),
    (
        re.compile(
            rf"(?:^|[。!！]|20\d\d年(?:度|以来)?[,，]|今年(?:以来)?[,，]){_NAME}(?:坚持|认真|深入|高度|严格|积极|按照|根据|全面"
            r"|紧紧|继续|进一步|始终|切实|贯彻|不断|共?受理|共?收到|主动公开|把|以)"
        ),
        1.5,
    ),
)
_SIGNATURES = 12
_SURE_ENOUGH = 2.0
_OWN_COMMITTEE = re.compile(r"管(?:理委员会|委会)$")
_CITED = re.compile(r"《[^《》]*》")


def find_issuer(title: Title | None, lines: Sequence[Piece], surroundings: Surroundings) -> Issuer | None:
    """The issuer, None where nothing names it surely enough."""
    named = read_organisation(surroundings.gazetteer, title.issuer) if title else None
    if title and named and title.whole:
        issuer = _issuer(named, surroundings)
        if issuer:
            return issuer
    claims: dict[Issuer, float] = {}
    for organisation, weight in _claims(named, lines, surroundings):
        issuer = _issuer(organisation, surroundings)
        if issuer:
            claims[issuer] = claims.get(issuer, 0.0) + weight * _fit(issuer, surroundings)
    best = max(claims, key=lambda issuer: claims[issuer], default=None)
    if best and claims[best] >= _SURE_ENOUGH:
        return best
    return _issuer_by_its_own_words(surroundings) or best


def _fit(issuer: Issuer, surroundings: Surroundings) -> float:
    """How well an issuer goes with what the text calls itself: 我厅 is no government's word, 全市 no ministry's."""
    if issuer.level == "nation":
        return 0.1 if surroundings.level() else 0.5
    return 1.0 if (issuer.level == "department") == surroundings.is_department() else 0.5


def _claims(
    titled: Organisation | None, lines: Sequence[Piece], surroundings: Surroundings
) -> Iterator[tuple[Organisation, float]]:
    """The organisations that the text puts forward as its issuer, each with what that is worth."""
    if titled:
        yield _speaking_for(titled, surroundings), 8.0
    for words, weight in _claimed_words(lines):
        organisation = read_organisation(surroundings.gazetteer, words)
        if organisation and not organisation.is_bare_guess:
            yield _speaking_for(organisation, surroundings), weight


def _claimed_words(lines: Sequence[Piece]) -> Iterator[tuple[str, float]]:
    for line in lines:
        for label in _LABELLED.finditer(plain(line)):
            yield label[2], _LABEL_WEIGHTS.get(label[1], 4.0)
    for line in lines[:HEAD_PIECES]:
        yield re.sub(r"^[^\w]+", "", plain(line)), 3.0
        text = _CITED.sub("", line.text)
        for pattern, weight in _INTRODUCED:
            yield from ((found[1], weight) for found in pattern.finditer(text))
    for line in lines[-_SIGNATURES:]:
        yield plain(line), 5.0


def _speaking_for(organisation: Organisation, surroundings: Surroundings) -> Organisation:
    """An office stands for its government where the text speaks as that (全市), and not as the office (我办)."""
    if organisation.kind != "office" or surroundings.department_level() == "办" or not surroundings.level():
        return organisation
    return replace(organisation, kind="government", body="")


def _issuer_by_its_own_words(surroundings: Surroundings) -> Issuer | None:
    """The issuer that a text without any name for it speaks as: 我厅 and 河北省科学技术厅, 全市 and 庆阳市."""
    if surroundings.is_department():
        named = surroundings.departments(surroundings.department_level())
        for (places, body), _ in named.most_common(1):
            return _issuer(Organisation("department", body, places, body=body), surroundings)
        return None
    level = surroundings.level()
    return _issuer(Organisation("government", "", level=level), surroundings) if level else None


# -- from an organisation to an issuer ----------------------------------------------------------------------------


def _issuer(organisation: Organisation, surroundings: Surroundings) -> Issuer | None:
    if organisation.kind == "nation":
        return Issuer(organisation.words, NATION, (), "nation")
    if organisation.unlisted:
        return _of_unlisted(organisation, surroundings)
    if organisation.kind == "department":
        return _department(organisation, surroundings)
    if organisation.town:
        return _unlisted_town(organisation.town, organisation.places, surroundings)
    if _town_elsewhere(organisation.places, surroundings):
        return _unlisted_town(organisation.places[0].name, (), surroundings)
    return _government(organisation, own_place(organisation, surroundings))


def _government(organisation: Organisation, places: Sequence[PlaceEntry]) -> Issuer | None:
    path = _path(places)
    if not path:
        return None
    if organisation.kind == "office":
        return Issuer(path[-1] + _office(organisation.body, places[0]), path[-1], path, "department")
    return Issuer(path[-1] + _seat(path[-1]), path[-1], path, places[0].level)


def _office(body: str, place: PlaceEntry) -> str:
    """A province's general office is a 办公厅, whatever short form names it; a subdistrict has no government."""
    if place.name.endswith("街道"):
        return body.replace("人民政府", "办事处")
    return body.replace("人民政府办公室", "人民政府办公厅") if place.level == "province" else body


def _seat(name: str) -> str:
    if name.endswith("街道"):
        return "办事处"
    if name.endswith("特别行政区"):
        return "政府"
    if name.endswith("行政委员会") or re.fullmatch(REGIMENT, name):
        return ""
    return "行政公署" if name.endswith(("盟", "地区")) else "人民政府"


def _path(places: Sequence[PlaceEntry]) -> tuple[str, ...]:
    """The path as far as it is certain: of several candidates of one name, what their paths share and the name."""
    if not places or len({place.name for place in places}) > 1:
        return ()
    if len(places) == 1:
        return places[0].path
    levels = zip(*(place.path for place in places), strict=False)
    shared = [names[0] for names in takewhile(lambda names: len(set(names)) == 1, levels)]
    return (*shared, places[0].name) if shared[-1:] != [places[0].name] else tuple(shared)


def _town_elsewhere(places: Sequence[PlaceEntry], surroundings: Surroundings) -> bool:
    """Whether every town of that name is in a county that the text never names, while it names another.

    The gazetteer has the townships of today; one that was merged away often has namesakes.
    """
    towns = [place for place in places if place.level == "township"]
    named = any(surroundings.names(town.path[:-1]) for town in towns)
    return bool(towns) and not named and len(surroundings.counties()) == 1


def _unlisted_town(name: str, above: Sequence[PlaceEntry], surroundings: Surroundings) -> Issuer:
    """A township that the gazetteer lacks, below the county `above` or the one that the text speaks of."""
    counties = surroundings.settle(above) if above else surroundings.counties()
    parents = _path(counties)
    return Issuer(name + _seat(name), name, (*parents, name), "township")


def _of_unlisted(organisation: Organisation, surroundings: Surroundings) -> Issuer | None:
    """An issuer in a place that the gazetteer lacks, below the places that are named with it or that the text names."""
    above = surroundings.settle(organisation.places) if organisation.places else surroundings.only_parent()
    parents = _path(above) or _path(organisation.places[:1])
    *higher, lowest = organisation.unlisted
    for unlisted in higher:
        parents = (*parents, unlisted.name)
    place = unlisted_entry(lowest, parents, surroundings.text)
    if organisation.town:
        name = organisation.town
        return Issuer(name + _seat(name), name, (*place.path, name), "township")
    if organisation.kind == "department":
        return Issuer(place.name + organisation.body, place.name, place.path, "department")
    return _government(organisation, (place,))


def _department(organisation: Organisation, surroundings: Surroundings) -> Issuer | None:
    """A department with its place and its full name, as far as the text has them."""
    if organisation.own:
        places = surroundings.settle(organisation.places) or _around(surroundings)
        name = _own_name(organisation, surroundings)
        own_path = _path(places) or (_OWN_COMMITTEE.sub("", name),)  # nothing says where: it is its own place
        return Issuer(name, own_path[-1], own_path, "department")
    places = own_place(organisation, surroundings)
    named, body = surroundings.department(organisation.body, places)
    settled = surroundings.settle(named) if named else places
    path = _path(settled)
    if not path:
        return None
    return Issuer(path[-1] + body, path[-1], path, "department")


def _around(surroundings: Surroundings) -> tuple[PlaceEntry, ...]:
    level: Level | str = surroundings.level()
    return surroundings.settle(surroundings.place_of_level(level) or surroundings.likeliest_place())


def _own_name(organisation: Organisation, surroundings: Surroundings) -> str:
    """A zone's name with its management committee, where the text has that."""
    committee = re.search(re.escape(organisation.words) + r"管(?:理委员会|委会)", surroundings.text)
    return committee[0] if committee else organisation.words
