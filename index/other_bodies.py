"""Which words that open a clause name a body or an area that a report's figures are not of: 省教育厅受理300件 in the
report of a county's bureau, 全省共公开120万条 in that of a city.

Reports name bodies by the rank of the place they belong to (省厅, 市政府, 县公安局). Whose they are is told by that
rank, held against the issuer's own place, and between bodies of one place by their names.
"""

from __future__ import annotations

import re
from functools import cache

from index.model import Issuer

_NATION = "国家|国务院|中央|全国"
_PLACES = "自治区|地区|街道|省|市|州|盟|县|区|旗|镇|乡"
_KINDS = "(?:办公厅|办公室|委员会|总局|总署|管委会|厅|局|署|委|办)"
# What says that the figure behind a body is its own (省教育厅2018年共受理300件): in 县政府办转来申请5件 nothing does.
_DOES = (
    r"(?:\d{4}年度?|今年|全年|当年|依法|依申请|共计?|总计?|累计|新增?|已|主动|直接|分别)*"
    r"(?:公开|收到|受理|办理|办结|答复|发布|接收|收取|制发|制作)"
)
# In 市场监管局 and 县域 the letter is no rank.
_BODY = re.compile(
    rf"(?P<rank>{_NATION}|{_PLACES})(?![场民域长值价委级直属内外里])(?P<rest>(?<=国家)[\u4e00-\u9fff]{{0,8}}部"
    rf"|(?:人民)?政府(?:[\u4e00-\u9fff]{{0,4}}{_KINDS})?|[\u4e00-\u9fff]{{0,14}}?{_KINDS}){_DOES}"
)
# 全市首家公开 is the issuer's own praise.
_AREA = re.compile(rf"(?:全|我)(?P<rank>国|{_PLACES})(?:(?![首第唯率最])[\u4e00-\u9fff\d]){{0,10}}?{_DOES}")

# Bodies below told of together are a part of the issuer's figures at most: 18个乡镇公开1.2万条; villages are no part.
_ALL_BELOW = (
    r"(?:行政村|村|社区|村委会|居委会|乡镇街道|乡镇|镇街|街镇|县市区|市县区|区市县|县区|区县|县\([市区、,]+\)区?|区县\(市\)"
    r"|市县|市州|州市|地市|盟市|旗县区?|旗区)"
)
_BELOW = re.compile(
    rf"(?:全[省市州县区旗盟])?(?:各|\d+个)?(?P<who>{_ALL_BELOW})(?:\([^()]{{1,8}}\)|[、和及]?社区)?{_DOES}"
)
# Bodies told of by how they are related to the issuer: 兄弟单位市财政局受理31件, 下属单位公开900条.
_RELATED = re.compile(
    r"各?(?P<who>(?:兄弟|友邻)(?:单位|部门)|(?:下属|所属)(?:事业)?单位)"
    rf"(?:(?![和及与我本])[\u4e00-\u9fff]){{0,14}}?{_DOES}"
)
_ZONE = re.compile(r"(?P<place>.+)(?:管理委员会|管委会)")


def other_body(sentence: str, start: int, issuer: Issuer) -> str | None:
    """What `sentence` (plain) names at `start` as the one whose figures follow, where it is not the issuer, nor a body
    or the whole of the place that the issuer speaks for; None otherwise. National bodies speak for all."""
    own = _own_ranks(issuer)
    if not issuer.region_path or not own:
        return None
    below = _BELOW.match(sentence, start)
    if below is not None:
        return below["who"]
    related = _RELATED.match(sentence, start)
    if related is not None:
        return related["who"]
    area = _AREA.match(sentence, start)
    if area is not None:
        return f"全{area['rank']}" if area["rank"] not in own else None
    body = _BODY.match(sentence, start)
    return None if body is None or _is_own(body, own, issuer) else body["rank"] + body["rest"]


def is_below(whose: str) -> bool:
    """Whether `whose`, as `other_body` gives it, are bodies below the issuer, told of together."""
    return re.fullmatch(_ALL_BELOW, whose) is not None


def _is_own(body: re.Match[str], own: frozenset[str], issuer: Issuer) -> bool:
    """Whether a body of the issuer's own place is the issuer, or one of those that a government's report covers."""
    if body["rank"] not in own:
        return False
    return issuer.level != "department" or _shortens(body["rest"], issuer.name)


def _shortens(short: str, name: str) -> bool:
    """Whether `short` is `name` with letters left out: 科技厅 of 科学技术厅, 市场监管局 of 市场监督管理局."""
    letters = iter(name)
    return all(letter in letters for letter in short)


@cache
def _own_ranks(issuer: Issuer) -> frozenset[str]:
    """The words by which a report calls its own place: 全区 is the whole of an autonomous region, a district or a zone.
    Empty where they cannot be told."""
    zone = _ZONE.fullmatch(issuer.name)
    rank = re.search(rf"(?:{_PLACES})$", zone["place"] if zone else issuer.region)
    return frozenset({rank.group(), rank.group()[-1]}) if rank else frozenset()
