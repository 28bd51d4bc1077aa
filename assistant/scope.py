"""Reading + the reports that there are → Plan: whose reports, of which years, and what is asked for and is not there.

A place is its government's report and no other's: not its parent's, not its part's, not a department's in it. What is
not there is missing, with the nearest that are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.departments import NATIONAL, same_department
from assistant.model import Department, Missing, Place, Plan, Reading
from index.model import Identity
from index.places import gazetteer

_NEAREST = 3
# 云南那个镇: of the places within, those of the level named.
_PLANS_FOR = re.compile(r"\bplan\w*\b.{0,30}\bfor (?:19|20)\d\d\b|(?:对|为)20\d\d年.{0,12}(?:打算|计划|安排)", re.I)
# The year that a growth is counted from.
_AGAINST = re.compile(r"[比较][于]?20\d\d年?|\b(?:from|than|since|against|compared (?:to|with)|over|on) 20\d\d\b", re.I)
_LEVEL = re.compile(r"那个?(省|市|州|盟|县|旗|区|镇|乡|街道|部门|厅|局)")


class Entry(Protocol):
    """What is looked at of a report: its id and its identity."""

    @property
    def id(self) -> str: ...
    @property
    def identity(self) -> Identity: ...


def resolve(reading: Reading, entries: Sequence[Entry]) -> Plan:
    """The plan for `reading` over `entries`, the reports of the store in its listing's order."""
    if not reading.departments and not reading.places:
        return _open(reading, entries)
    reading = _since(reading, entries)
    level = _LEVEL.search(reading.text)
    asked = [entry for entry in entries if level is None or _is_called(entry, level[1])]
    wanted = [(place.words, _reports_of(place, asked if place.parent_only else entries)) for place in reading.places]
    wanted += [(_words(one), _departments(one, entries, reading)) for one in reading.departments]
    reports: list[Entry] = []
    missing: list[Missing] = []
    alternatives = False
    own_years = [place.year for place in reading.places]
    paired = len(own_years) > 1 and None not in own_years and not reading.departments
    for (words, found), own_year in zip(wanted, own_years if paired else [None] * len(wanted), strict=True):
        if not found:
            missing.append(Missing(words, None, _nearest(reading, entries)))
            continue
        years = (own_year,) if own_year is not None else reading.years
        chosen, absent = _of_years(replace(reading, years=years), words, found)
        alternatives = alternatives or len({gazetteer().one_path(_path(entry)) for entry in chosen}) > 1
        reports += chosen
        missing += absent
    if reading.inherited_years and reports and not any(one.identity.year in reading.years for one in reports):
        reading = _without_years(reading)
    return Plan(
        reading=reading,
        reports=_ids(reports),
        missing=tuple(missing),
        open_year=not reading.years and len({entry.identity.year for entry in reports}) >= 1,
        alternatives=alternatives,
    )


def _since(reading: Reading, entries: Sequence[Entry]) -> Reading:
    """The reading of a growth with the year that it grew in, where only the one that it grew from is named (比2018年增
    加多少)."""
    if reading.operation not in {"growth", "difference"} or len(reading.years) != 1 or reading.inherited_years:
        return reading
    year = reading.years[0]
    against = _AGAINST.search(reading.text)
    if against is None or str(year) not in against.group() or not any(e.identity.year == year + 1 for e in entries):
        return reading
    return replace(reading, years=(year, year + 1))


def _without_years(reading: Reading) -> Reading:
    """The reading without the years of the conversation, which the place now asked for has no report of; says so."""
    years = ("、" if reading.question.language == "zh" else ", ").join(map(str, reading.years))
    if reading.question.language == "zh":
        said = f"上文说的是{years}年，这个地方没有那一年的报告。"
    else:
        said = f"The conversation was about {years}; there is no report of this place for that."
    return replace(reading, years=(), understood_as=said)


def _words(department: Department) -> str:
    place = department.place.words if department.place else ""
    return f"{place} {department.words}".strip() if department.words.isascii() else place + department.words


def _open(reading: Reading, entries: Sequence[Entry]) -> Plan:
    """No place named: every report of the years asked for, or of all."""
    chosen, missing = _of_years(reading, "", entries)
    return Plan(
        reading=reading,
        reports=_ids(chosen),
        missing=tuple(missing),
        open_place=True,
        open_year=not reading.years,
    )


def _reports_of(place: Place, entries: Sequence[Entry]) -> list[Entry]:
    """The government's reports of a place: of the first meaning of its words that the store holds, and of its other
    meanings there; for "四川的那份报告" the reports within the place."""
    if place.issuers:
        return [
            entry
            for entry in entries
            if entry.identity.issuer.name in place.issuers and entry.identity.issuer.region_path in place.paths
        ]
    own = [entry for entry in entries if _is_government(entry) and entry.identity.issuer.region_path in place.paths]
    if own or not place.parent_only:
        return own
    return [entry for entry in entries if any(_within(entry, path) for path in place.paths)]


def _departments(department: Department, entries: Sequence[Entry], reading: Reading) -> list[Entry]:
    """The reports of a department. Where there are none, a fact about it (its telephone) may stand in the report of the
    government it belongs to; a figure never does."""
    national = department.level == NATIONAL and department.place is None
    kind = "nation" if national else "department"
    found = [
        entry
        for entry in entries
        if entry.identity.issuer.level == kind and same_department(department, entry.identity.issuer.name)
    ]
    if department.place is None and not department.level and not found:
        # 林草局 alone may be the nation's, where no place has one.
        return [one for one in entries if one.identity.issuer.level == "nation" and _is_body(department, one)]
    if department.place is None:
        return [entry for entry in found if _of_level(entry, department.level)]
    own = [entry for entry in found if entry.identity.issuer.region_path in department.place.paths]
    return own or (_reports_of(department.place, entries) if reading.operation == "fact" else [])


def _is_body(department: Department, entry: Entry) -> bool:
    return same_department(department, entry.identity.issuer.name)


def _is_called(entry: Entry, word: str) -> bool:
    """Whether the issuer is what `word` calls it: a 市 of whatever level, a 厅, any department."""
    issuer = entry.identity.issuer
    if word in {"部门", "厅", "局"}:
        return issuer.level == "department" and (word == "部门" or issuer.name.endswith(word))
    return issuer.level != "department" and issuer.region.endswith(word)


def _of_level(entry: Entry, level: str) -> bool:
    """Whether a department belongs to a place of the level that stands before it: 省科技厅 is no city's."""
    endings = {"省": ("省", "自治区"), "": ("",), NATIONAL: ("",)}.get(level, (level,))
    return entry.identity.issuer.region.endswith(endings)


def _of_years(reading: Reading, words: str, entries: Sequence[Entry]) -> tuple[list[Entry], list[Missing]]:
    ordered = sorted(entries, key=lambda entry: entry.identity.year) if words else list(entries)
    if reading.recent:
        latest = max((entry.identity.year for entry in ordered), default=0)
        return [entry for entry in ordered if entry.identity.year > latest - reading.recent], []
    if not reading.years:
        return ordered, []
    if reading.topic == "plans" and words:
        reading = replace(reading, years=_years_that_plan(reading, ordered))
    if reading.operation == "growth" and len(reading.years) == 1 and words:
        before = [entry.identity.year for entry in ordered if entry.identity.year == reading.years[0] - 1]
        reading = replace(reading, years=(*before, *reading.years))
    if reading.inherited_years and not any(entry.identity.year in reading.years for entry in ordered):
        return ordered, []
    chosen = [entry for year in reading.years for entry in ordered if entry.identity.year == year]
    there = {entry.identity.year for entry in chosen}
    near = _ids(sorted(ordered, key=lambda entry: _distance(entry, reading))) if words else ()
    paired = len(reading.years) == len(reading.places) > 1
    absent = [
        Missing(words, year, near[:_NEAREST]) for year in reading.years if year not in there and not (paired and chosen)
    ]
    return chosen, absent


def _years_that_plan(reading: Reading, entries: Sequence[Entry]) -> tuple[int, ...]:
    """Plans for a year stand in the report of the year before, where the year itself has none or the question says that
    they are for that year."""
    there = {entry.identity.year for entry in entries}
    ahead = _PLANS_FOR.search(reading.text) is not None
    years = (year - 1 if (ahead or year not in there) and year - 1 in there else year for year in reading.years)
    return tuple(dict.fromkeys(years))


def _distance(entry: Entry, reading: Reading) -> int:
    return min(abs(entry.identity.year - year) for year in reading.years)


def _nearest(reading: Reading, entries: Sequence[Entry]) -> tuple[str, ...]:
    """The reports that come nearest to a place without one: within it, above it, or a department's in it."""
    places = [*reading.places, *(one.place for one in reading.departments if one.place)]
    paths = [path for place in places for path in place.paths[:3]]
    paths += [gazetteer().present(path) for path in paths]
    related = [
        entry
        for entry in entries
        if any(
            _within(entry, path) or path[: len(entry.identity.issuer.region_path)] == entry.identity.issuer.region_path
            for path in paths
        )
        and entry.identity.issuer.region_path
    ]
    if reading.years:
        related.sort(key=lambda entry: _distance(entry, reading))
    return _ids(related)[:_NEAREST]


def _path(entry: Entry) -> tuple[str, ...]:
    return entry.identity.issuer.region_path


def _within(entry: Entry, path: tuple[str, ...]) -> bool:
    return entry.identity.issuer.region_path[: len(path)] == path


def _is_government(entry: Entry) -> bool:
    return entry.identity.issuer.level != "department"


def _ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.id for entry in entries))
