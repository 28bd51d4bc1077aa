"""What a figure counts: the words around it, without those that only introduce it (2018年, 其中, 我厅共, 累计)."""

from __future__ import annotations

import re

_LONGEST = 80
_ORGAN = "省市州盟县区旗镇乡厅局委办院社街"

_SCOPE = re.compile(
    rf"全[{_ORGAN}](?![统面部年体员])|全系统|我[{_ORGAN}]|本[{_ORGAN}](?!级|公)|本机关|本单位"
    r"|[省市州县区]政府办(?:公[厅室])?代表[省市州县区]政府"
)
_ORDER = re.compile(
    r"[一二三四五六七八九十]{1,3}[是、]|第[一二三四五六七八九十][,、]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、]|[①-⑳]"
)
# What only introduces, some with what must not follow: 共享平台 is a subject.
_LEADING = re.compile(
    r"\0+(?:度|份|以来|期间|间|底|起|至)?|全年度?|年内|今年(?:以来)?|本年度?|一年来|同年|目前|截[至止](?:目前|年底)?|期间|以来"
    r"|同时|另外|此外|其中|并且?(?!入|行|案)|而|共计|合计|总计|累计|先后|又|还|也|均(?!衡)|共(?!享|同|建|青|有)"
    r"|[对在从向由将把与经为到至](?=$|全[省市州县区厅]|我[省市州县区厅])|[,:;、。 ]"
)
_TRAILING = re.compile(
    r"(?:(?<!公)共|共计|合计|总计|累计|(?<![统设审会估])计|大约|(?<![预节])约|达到|(?<![传表])达|(?<![行作成])为|(?<![所现国持])有"
    r"|[由从]原?来?|是|了|的|分别|各|(?<![日月年平人])均|已|平?(?<!平)等|以及|和|及|[:,、 \0])$"
)
_GOES_ON = re.compile(r"[\s。;,、:)]*$|[,。;、:)和及]|并(?!购|联)|且|均(?!衡)|已|全部|都|其中|以及|同比|较|比|作为|后")
_LISTED = re.compile(r"(?:等|共有?|、|和|及|以及)[\s\0]*$")
_LONG_BRACKETS = re.compile(r"\([^()]{5,}\)")
_VERB = re.compile(
    r"征求|收到|收回|受理|办理|办结|审结|答复|公开|发布|公布|召开|举办|开展|组织|参加|参与|印发|制定|解读|回应|报送|刊[发登载]|转载|采[纳用]"
    r"|安装|设[置立]|制作|编制|编发|梳理|清理|取消|移交|转交|提供|完成|实现|纳入|进行|接入|接打|形成|下发|签收|监测|更新|开[通设]|建成|投入|培训"
    r"|申报|审批|核准|备案|审核|列入|保留|废止|修改|上传|推送|发放|查处|整改|督查|检查|通报|共享|归集|汇集|接受|处理|涉及|执行|落实|回复"
)
_MANNER = re.compile(
    r"(?:19|20)\d\d年|(?:结果)?(?:维持|纠正)|其他结果|(?:尚未|正在)?审[结理]|撤[回诉]|驳回|[胜败]诉|按时|按期|及时|按|已经?|均|全部|正在|尚未|共|[日月年人]均|平均|每[日月年]|同比|环比|较|比|上年|去年|上升|增长|下降|增加|减少|[增降]幅"
    r"|回落|提[高升]|占|率|网上|到|了|的|数量?|总|其中|新增|依法|主动"
)
_OUTCOME = re.compile(r"(?:不予|予以|部分|主动|依申请)(?:公开|处理)|培训|通报|督查|检查|整改|审批|核准|备案")
# Those counted, where their own figure or doing follows: 35个州直部门行政权力事项5630条.
_BODY = re.compile(r"[^,、]{0,8}?(?:部门|单位|机构|乡镇|街道|县(?:\([市、区]+\))?|区|平台|网站|领域|企业|处室|科室)")
_NOUN_UNITS = (
    "县",
    "市",
    "区",
    "镇",
    "乡",
    "村",
    "乡镇",
    "部门",
    "单位",
    "领域",
    "项目",
    "行政村",
    "街道",
    "社区",
    "县区",
    "县市",
)


def subject_of(before: str, after: str, unit: str = "") -> str:
    """What the words before and after a figure, within its clause, say is counted; empty where they say nothing.

    A unit that is itself a thing counted (13县) belongs to the words after.
    """
    noun = unit if unit.partition("(")[0] in _NOUN_UNITS else ""
    tail = noun + _LONG_BRACKETS.sub("", after).replace("\0", "").lstrip("的 ").rstrip(" ,。;:、")
    if _GOES_ON.match(after) and not noun:
        return trimmed(before) or _TRAILING.sub("", tail)
    head = _action(before) if _LISTED.search(before) else trimmed(before)
    return trimmed(head + tail)[:_LONGEST]


def divide(gap: str, followed: bool) -> tuple[str, str]:
    """The words between two figures of a clause, parted into those that the first counts and those of the second.

    `followed` says that words follow the second figure, which then counts those.
    """
    first, joint, second = gap.partition("以及")
    if joint:
        return first, second
    if _LISTED.search(gap):
        return _LISTED.sub("", gap), ""
    verb = _VERB.search(gap)
    body = _BODY.match(gap)
    if gap.endswith("的"):
        return (body.group() if body else gap.rstrip("的")), gap
    if verb and (body is None or verb.start() < body.end()):
        return gap[: verb.start()], gap[verb.start() :]
    if body:
        return body.group(), gap[body.end() :] or ("" if followed else gap)
    return (gap, "") if followed else ("", gap)


def predicate(words: str) -> str:
    """What is said to be done, from the first verb on: `县直部门开通政务微博` is `开通政务微博`."""
    verb = _VERB.search(words)
    return words[verb.start() :].strip(" ,。;:、") if verb else ""


def is_elliptical(subject: str) -> bool:
    """Whether a subject only says what was done (按时办结, 同比上升) and leaves to its context what to.

    The outcomes of an application (予以公开, 不予公开) and events (培训, 督查) are subjects of their own.
    """
    return not _MANNER.sub("", _VERB.sub("", _OUTCOME.sub("#", subject)))


def scope_in(words: str) -> str | None:
    """The scope word in `words` (全市, 我州, 本机关), the first; None where there is none."""
    match = _SCOPE.search(words)
    return match.group() if match else None


def opening_scope(words: str) -> str | None:
    """The scope word that `words` begin with, behind a date; None where they begin with another."""
    match = _SCOPE.match(words.lstrip("\0 ,"))
    return match.group() if match else None


def trimmed(words: str) -> str:
    """`words` without those at their ends that only introduce a figure."""
    words = _LONG_BRACKETS.sub("", words).strip()
    while match := _ORDER.match(words) or _LEADING.match(words) or _SCOPE.match(words):
        words = words[match.end() :]
    while match := _TRAILING.search(words):
        words = words[: match.start()]
    return words.replace("\0", "").strip()[-_LONGEST:]


def _action(before: str) -> str:
    """The verb that a list of names before the figure begins with: 印发A、B等12个文件 counts 印发文件."""
    verb = _VERB.match(trimmed(before))
    return verb.group() if verb else ""
