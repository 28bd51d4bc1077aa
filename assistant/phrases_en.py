"""English for what only Chinese reports name: places for those who read no Chinese, and counted indicators."""

from __future__ import annotations

import re

from assistant.model import Figure
from index.model import Applicant, Issuer
from index.ontology import ontology
from index.place_pinyin import latin_name

# Rows of the applications table are named for their outcome alone; what came to it are applications.
_OUTCOMES = re.compile(r"^(?:refused|closed|answers that|information|outcomes|other outcomes|unspecified)\b")
_OF_APPLICATIONS = re.compile(r"^(?:refused|closed)\b")
_ANSWERED = {
    "answers that the information was already public": "applications answered as already public",
    "information not held by the body": "applications for information that the body does not hold",
    "information that would have to be made": "applications for information that would have to be made",
    "outcomes in the year, total": "outcomes in total",
    "people trained": "people trained",
}
_PLURAL = re.compile(
    r"\b(applications|items|documents|responses|conferences|interviews|articles|matters|applicants|petitions|complaints"
    r"|reconsiderations|lawsuits|points|meetings|courses|outcomes|rules|decisions|projects|measures|charges|publications)\b"
)
_BODIES, _PEOPLE = re.compile(r"^bodies\b"), re.compile(r"^people\b")
_COUNTS_ONE = re.compile(
    r"^[^,]*?(?= (?:for|on|in|by|of|to|that|with|made|carried|as|joined|attended|held|published)\b|,|$)"
)


def place_en(name: str, issuer: Issuer) -> str:
    """`name`, what an answer calls an issuer, with what those who read no Chinese know its place by: 庆阳市 (Qingyang),
    甘肃省教育厅 (a body in Gansu)."""
    path = issuer.region_path
    latin = latin_name(path)
    if not latin:
        return name
    if len(path) > 1 and name == "".join(path[-2:]):
        latin = f"{latin}, {latin_name(path[:-1])}"
    inside = f"a body in {latin}" if issuer.level in {"department", "nation"} else latin
    return f"{name} ({inside})"


def noun_en(code: str, applicant: Applicant | None) -> str:
    """What an indicator counts, as a noun that can stand alone: applications refused as state secrets."""
    name = ontology().terms[code].en
    name = _ANSWERED.get(name, name)
    name = f"applications {name}" if _OF_APPLICATIONS.match(name) else name
    name = name.replace(", total", " in total")
    return f"{name} ({ontology().applicants[applicant].en})" if applicant else name


def counted_en(figure: Figure) -> str:
    """What a figure counts as it stands behind it, in the singular for one: 1 lawsuit. Of a free figure the report's
    own words, in brackets."""
    if figure.code is None:
        return f"(“{figure.label}”)"
    noun = noun_en(figure.code, figure.applicant).replace(" in the year", "")
    return one_of(noun) if figure.value == 1 else noun


def one_of(noun: str) -> str:
    """A noun in the plural → the singular: administrative lawsuits, bodies dedicated to it, people trained."""
    noun = _PEOPLE.sub("person", _BODIES.sub("body", noun))
    head = _COUNTS_ONE.match(noun)
    end = head.end() if head else len(noun)
    return _PLURAL.sub(lambda match: match[1][:-1], noun[:end]) + noun[end:]
