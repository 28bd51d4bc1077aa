"""A document's own word on itself: who issued it, for where, for which year, under which title and when.

Everything is taken from the content, nothing from a file's name. `index.titles` finds the title, `index.report_year`
the year and the day of publication, `index.issuers` the issuer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.errors import IssuerUnknown, NotAReport, YearUnknown
from index.issuers import NATION, find_issuer
from index.model import Correction, Document, Identity, Issuer, Level
from index.organisations import read_organisation
from index.places import gazetteer
from index.report_year import publication_date, reporting_year
from index.surroundings import Surroundings
from index.titles import Piece, Title, find_title, pieces, plain

# What the regulation and its forms make every annual report speak of.
_TOPICS = tuple(
    map(
        re.compile,
        (
            r"主动公开",
            r"依申请公开|申请公开|公开申请",
            r"行政复议|复议",
            r"行政诉讼|诉讼",
            r"收费|处理费|减免",
            r"存在的?.{0,6}(?:问题|困难|不足)|主要问题|不足之处",
            r"改进|下一步|打算",
            r"解读|回应",
            r"信息公开(?:专栏|平台|目录|指南|栏)|门户网站|政务公开栏|公示栏|查阅",
            r"监督保障|业务培训|培训|信息公开(?:领导小组|工作机构)",
        ),
    )
)
_ENOUGH_WITH_TITLE = 2
_ENOUGH_ALONE = 5
_HEAD = 400  # characters
_MOST_READ = 100_000  # characters in which places are counted; reports are shorter
_LONGEST_HEADING = 80
_NEWS = re.compile(r"本报讯|记者|通讯员|日电|[(]\w{2,4}讯[)]|新华社")
_OTHER_PAPER = re.compile(
    r".*公开.*(?:通知|办法|方案|要点|指南|条例|规定|细则|制度|目录|意见|批复|函|清单|答复书|申请表)(?:[(].*[)])?"
)
_FIGURE = re.compile(r"\d")
_GOVERNMENT = re.compile(r"(?:政府|公署|办事处|委员会)$")


def identify(document: Document, correction: Correction | None = None) -> Identity:
    """Who issued the document, for where and for which year.

    The title is the document's own, as one line and completed where an ellipsis cut it; a document without one is
    called by its issuer and year. `correction` goes before what is read.

    Raises NotAReport, with a sentence that says what is missing, when the text is no annual report on information
    disclosure, YearUnknown and IssuerUnknown when it does not say of which year or whose it is.
    """
    lines = pieces(document)
    title = find_title(document, lines, _names_issuer)
    _check_topic(document, lines, title)
    known = correction or Correction()
    year = known.year or reporting_year(lines, title)
    if year is None:
        raise YearUnknown(
            "The year that this report covers cannot be told: neither a title, nor a statement of the period, nor the "
            "years in its text settle it; check that the file holds the whole report."
        )
    issuer = known.issuer or find_issuer(title, lines, Surroundings(gazetteer(), document.text[:_MOST_READ], year))
    if issuer is None:
        raise IssuerUnknown(
            f"The issuer of this report for {year} cannot be told: no title, signature, table head or place in its "
            "text names it; check that the file holds the whole report."
        )
    words = title.text if title else f"{issuer.name}{year}年政府信息公开工作年度报告"
    return Identity(issuer, year, words, publication_date(lines, year))


def issuer_named(words: str, year: int) -> Issuer | None:
    """The issuer that a person names, with its place and level; None where the words name none."""
    words = words.strip()
    title = Title(words, words, (year,))
    return find_issuer(title, (), Surroundings(gazetteer(), words, year)) if words else None


def issuer_described(name: str, place: str, level: Level | None, year: int) -> Issuer | None:
    """The issuer that a person describes: its `name`, the `place` that it serves and its `level`.

    An empty place and a level of None are what the name says. A place may have its parents in front of it; one that the
    gazetteer lacks is taken as it is written, its parents parted from it by spaces, and needs a level. None where all
    this leaves open whose reports are meant: a name that says no place, or a place that there is more than once.
    """
    name, named = name.strip(), issuer_named(name, year)
    if not name or (not place.strip() and level is None):
        return named
    if level == "nation":
        return Issuer(name, NATION, (), level)
    found = _place_described(place) if place.strip() else (named.region_path, None) if named else None
    if found is None:
        return None
    path, own_level = found
    for likely in (named, issuer_named(f"{path[-1]}{name}", year)):
        if likely is not None and likely.region_path == path and level in {None, likely.level}:
            return likely
    level = level or (own_level if _GOVERNMENT.search(name) else "department")
    return Issuer(name, path[-1], path, level) if path and level else None


def _place_described(words: str) -> tuple[tuple[str, ...], Level | None] | None:
    """A place's path, with its level where the gazetteer has it; None for one that there is more than once."""
    parts = words.split()
    known = gazetteer().lookup("".join(parts))
    places = [place for place in known if not place.former] or list(known)
    if len(places) > 1:
        return None
    if places:
        return places[0].path, places[0].level
    above = gazetteer().lookup("".join(parts[:-1])) if len(parts) > 1 else ()
    return (*(above[0].path if len(above) == 1 else parts[:-1]), parts[-1]), None


def _names_issuer(words: str) -> bool:
    return read_organisation(gazetteer(), words) is not None


def _check_topic(document: Document, lines: Sequence[Piece], title: Title | None) -> None:
    text = document.text
    spoken_of = sum(bool(topic.search(text)) for topic in _TOPICS) if "公开" in text else 0
    needed = _ENOUGH_WITH_TITLE if title else _ENOUGH_ALONE
    if spoken_of < needed or not _FIGURE.search(text):
        raise NotAReport(
            "This text does not read as an annual report on information disclosure: it speaks of "
            f"{spoken_of} of the {len(_TOPICS)} things that such a report tells, and {needed} are needed "
            f"{'beside' if title else 'without'} a title; check that it is the right file."
        )
    head = "\n".join(plain(line) for line in lines[:5])[:_HEAD]
    short = (line for line in lines[:3] if len(line.text) < _LONGEST_HEADING)
    other = next((line.text for line in short if _OTHER_PAPER.fullmatch(plain(line))), None)
    if title is None and (other or _NEWS.search(head)):
        raise NotAReport(
            f"This text is {f'headed “{other[:40]}”' if other else 'a piece of news'} and not an annual report on "
            "information disclosure; check that it is the right file."
        )
