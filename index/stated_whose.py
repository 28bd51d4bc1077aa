"""Whose figure a sentence states: the issuer's, or another body's that the report covers (市政府办公室收到48件).

A government's report gives the figures of its offices and departments beside its own; a department's gives those of
its whole system in the province or city. Neither is the issuer's own figure where the report states that too.
"""

from __future__ import annotations

import re

from index.model import Level

_PART = re.compile(r"本级|直|级机关|级部门|[(]含")
# A government with its office is not the whole of its place: 市政府(含市政府办公厅)收到217件.
_WITH_OFFICE = re.compile(r"(?P<body>[省市州县区旗盟](?:人民)?政府[(]含[^()]{2,20}[)])$")
_LAST_WORDS = re.compile(
    r"(?:一?共计?|累计|总共|总计|合计|全年度?|本年度?|今年|当年|(?:19|20)\d\d年度?|依法|新|已|直接|依申请|主动|发生|收到|受理|的)*$"
)
_BODY = re.compile(
    r"(?:由|其中)?(?P<body>行署办(?:公室)?|[\u4e00-\u9fff、]{2,18}?"
    r"(?:人?民?政府办公?[厅室]?|府办|局|厅|委|委员会|办公室|机关|系统|支队|大队|总队))$"
)
_OWN = re.compile(r"^(?:我|本)|行政机关|各级|各单位")
_WIDER = re.compile(r"(?:全|我|各)[省市州县区旗盟地]|各")
# A department's own branches: 崇川分局 of a city's police.
_BRANCH = re.compile(r"(?:分局|支队|大队|总队)$")
_NAMED_PLACE = re.compile(r"^(?![全我本各]|自治)[\u3400-\u9fff]{2,}(?:[省市州盟县区旗镇乡]|街道)$")
# Those of a ministry's system below it: 省级气象局发生行政复议2件.
_BELOW_NATION = re.compile(r"[省市县]级|各(?:省|地)|地方|派出|[直所下]属")
# A body under the issuer, said to be one: 直属单位市道路运输管理局.
_UNDER = re.compile(r"^(?:其中)?(?:[我本]?[局厅委院部]属|[直下所]属|下辖)(?!各)")
# A company in the report of a government: 首都机场集团公司收到申请9件.
_COMPANY = re.compile(r"(?:由|其中)?(?P<body>[\u4e00-\u9fff]{2,18}(?:公司|集团))$")
# A government's office, and what takes in more than one body.
_SPEAKS_FOR = re.compile(r"政府|府办|署办|机关|系统|办公[厅室]|(?:全|各)")
_LEVELS = re.compile(r"^(?:全|我)?[省市州县区旗盟](?:人民)?政府$")


def body_before(clause: str, level: Level | None) -> str | None:
    """The body other than the issuer that `clause` (the words before what it did, plain) names as the one that did it;
    None where it names the issuer or nobody. `level` is the issuer's, None where it is not known."""
    words = _LAST_WORDS.sub("", clause)
    with_office = _WITH_OFFICE.search(words)
    if with_office is not None:
        return with_office["body"]
    company = None if level in {None, "department"} else _COMPANY.search(words)
    match = _BODY.search(words) or company
    if match is None or level is None:
        return None
    body = match["body"]
    if level == "nation" and not company and not _BELOW_NATION.match(body):
        return None
    if _OWN.search(body) or _LEVELS.match(body):
        return None
    if level == "department" and not (_WIDER.match(body) or _BRANCH.search(body) or _UNDER.match(body)):
        return None
    return body


def is_part(scope: str | None) -> bool:
    """Whether a figure of this scope is a part of the issuer's, or another body's."""
    if scope is None:
        return False
    body = _BODY.search(scope) or _COMPANY.search(scope)
    return bool(_PART.search(scope)) or (body is not None and not _OWN.search(scope))


def is_another_body(scope: str | None) -> bool:
    """Whether a figure of this scope is that of one body that the issuer covers (县公安局), which says nothing of the
    issuer: its office speaks for it, and a whole system (全市公安机关) is what a department answers for."""
    return scope is not None and is_part(scope) and not _PART.search(scope) and not _SPEAKS_FOR.search(scope)


def is_other_place(scope: str | None) -> bool:
    """Whether a scope is the name of another place, as `index.other_places` gives it, and not 全市 or the like."""
    return scope is not None and _NAMED_PLACE.match(scope) is not None
