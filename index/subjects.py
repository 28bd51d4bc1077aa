"""What a figure counts: the words around it, without those that only introduce it (2018年, 其中, 我厅共, 累计)."""

from __future__ import annotations

import re

_LONGEST = 80

_SCOPES = (
    r"全[省市州盟县区旗镇乡厅局委院系统]{1,2}|我[省市州盟县区旗镇乡厅局委办院社街道]{1,2}|本[省市州县区镇乡厅局委办院]|本机关|本单位|本级"
    r"|[省市州县区]本级|[省市州县区]级(?:各?部门|机关|单位)|各级各部门|[省市州县区]政府办公[厅室]代表[省市州县区]政府|[省市州县区]政府办公[厅室]"
    r"|各(?:县|区|县区|县\(市\)|县\(市、区\)|县\(区\)|乡镇|部门|单位)"
)
_SCOPE = re.compile(_SCOPES)
_TIME = (
    r"全年度?|年内|今年(?:以来)?|本年度?|目前|截[至止](?:目前|年底)?|期间|同时|另外|此外|并且|其中[,:]?|而|并|且|共计?|合计|总计|累计|先后"
    r"|一年来|同年|各类?共|又|还|则|即|将|对|由|在|向|从|把|经|与|就|为|以来|度|份|,|:"
)
_ORDER = r"[一二三四五六七八九十]{1,3}[是、]|第[一二三四五六七八九十][,、]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|[①-⑳]"
_LEADING = re.compile(rf"^(?:{_ORDER}|\0+|{_TIME}|{_SCOPES})")
_TRAILING = re.compile(r"(?:共计|合计|总计|共|累计|计|大约|约|达到|达|为|有|是|了|的|分别|各|均|均为|已|等|:|,|\s)$")
_GOES_ON = re.compile(r"(?:$|[,。;、:)和及与等后]|并|且|均|已|全部|都|其中|以及|同比|较|比|再|作为|左右|的?\()")
_PARENTHESIS = re.compile(r"\([^()]*\)")
_VERB = re.compile(
    r"征求|收到|受理|办理|办结|答复|公开|发布|公布|召开|举办|开展|组织|参加|参与|印发|制定|解读|回应|报送|刊[发登载]|转载|采纳|采用"
    r"|安装|设[置立]|制作|编制|编发|梳理|清理|取消|移交|转交|提供|完成|实现|纳入|进行|接入|接打|形成|下发|签收|监测|更新|开通|建成|投入|培训"
    r"|申报|审批|核准|备案|审核|列入|保留|废止|修改|上传|推送|发放|查处|整改|督查|检查|通报|共享|归集|汇集|接受|处理|涉及"
)
_MANNER = re.compile(
    r"按时|按期|及时|按|已经?|均|全部|正在|尚未|共|日均|月均|年均|平均|每[日月年]|人均|同比|环比|较|比|上年|去年|上升|增长|下降|增加|减少|增幅|降幅"
    r"|回落|提[高升]|占|比例|率|网上|不予|予以|部分|到|了|的|数量?|总|其中|新增|依法|主动|分享量?|申请$"
)
# A short name of those counted that a verb or another name follows: 35个州直部门行政权力事项5630条.
_COUNTED_BODY = re.compile(r"[^,、]{0,8}?(?:部门|单位|机构|乡镇|街道|县|区|平台|网站|领域|企业|处室|科室)")


def subject_of(before: str, after: str) -> str:
    """What the words before and after a figure, within its clause, say is counted; empty where they say nothing."""
    head = trimmed(before)
    tail = _PARENTHESIS.sub("", after).replace("\0", "").strip(" ,。;:、的")
    if head and _GOES_ON.match(after):
        return head
    return (head + tail)[:_LONGEST]


def divide(gap: str, followed: bool) -> tuple[str, str]:
    """The words between two figures of a clause, parted into those that the first counts and those of the second.

    `followed` says that words follow the second figure, which then counts those.
    """
    verb = _VERB.search(gap, 1) if gap else None
    body = _COUNTED_BODY.match(gap)
    if gap.endswith("的"):
        return (body.group() if body else gap.rstrip("的")), gap
    if verb and (body is None or body.end() <= verb.end()):
        return gap[: verb.start()], gap[verb.start() :]
    if body:
        return body.group(), gap[body.end() :] or ("" if followed else gap)
    return (gap, "") if followed else ("", gap)


def is_elliptical(subject: str) -> bool:
    """Whether a subject only says what was done (按时办结, 同比上升) and leaves to its context what to."""
    return len(_MANNER.sub("", _VERB.sub("", subject))) < 2


def scope_in(words: str) -> str | None:
    """The scope word that a clause has (全市, 我州, 本机关), its first; None where it has none."""
    match = _SCOPE.search(words)
    return match.group() if match else None


def trimmed(before: str) -> str:
    """`before` without the words at its ends that only introduce a figure."""
    words = _PARENTHESIS.sub("", before).strip()
    while match := _LEADING.match(words):
        words = words[match.end() :].strip()
    while match := _TRAILING.search(words):
        words = words[: match.start()].strip()
    words = words.replace("\0", "")
    return words[-_LONGEST:]
