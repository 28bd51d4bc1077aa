"""What the words of a report's own tables say: of heads, labels and captions the matter, the unit and the year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.figures import figures
from index.numerals import fold
from index.titles import years_in

_SPACE = re.compile(r"\s+")
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.)](?!\d)|[①-⑳])"
)
_AMONG = re.compile(r"^其中[:,]?")
_UNIT = r"[^\d()\s,、]{1,4}"
_IN_BRACKETS = re.compile(rf"\((?:(?:计量)?单位[:：]?)?(?P<unit>{_UNIT}|%)\)")
_AT_END = re.compile(rf"\((?P<unit>{_UNIT})\)$")
_OF_CAPTION = re.compile(rf"单位[:：]\s?(?P<unit>{_UNIT})(?=$|[\s)])")
# What a head says it counts: 条数, 公开件数, 参加人次.
_NUMBER_OF = re.compile(r"(?P<unit>人次|场次|件次|(?<![文案稿信邮])件|[条篇份期次人个项场宗起户家])(?:数量?|(?<=次))$")
_GENERIC = re.compile(
    r"^(?:统计|具体|有关)?(?:指标|项目|内容|名称|类别|类型|事项|分类)(?:名称)?$"
    r"|(?:统计)?(?:数量|数目|数据|总?数|统计数|数值)(?:\(.*\))?$"
)
_FORM_WORDS = re.compile(r"(?:分类|汇总|统计|基本|有关|具体)*(?:情况|数据|数量)?(?:分类|汇总|统计|一览|明细|情况)*表?$")
_LEAD = re.compile(
    r"^(?:(?:附[表件录图]\s?[\d一二三四五六七八九十]{0,3}|[表图]\s?[\d一二三四五六七八九十]{1,3})[-\d]{0,3}[:、.\s]*)+"
)
_YEAR = re.compile(r"(?:(?:19|20)\d\d|[二〇○零一]{4})(?:年度?)?|(?:本|全|当)年度?")
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_TOTAL = re.compile(r"(?:合|总|共)\s?计(?:数量?)?|总数|总量")
_PASSED = re.compile(
    r"上一?年|去年|前年|往年|同期|比上|增减|增幅|增长率|同比|环比|小计|\d月|月份|季度|[上下]半年|历[年史次]|截[至止]|累计至|以来"
    r"|电话|传真号|邮编|邮政编码|号码|网址|日期|时间|文号|编[号码]|代码|得分|分值|权重|排名|名次"
)
_MONTH, _QUARTER = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?$"), re.compile(r"季度$")
_MONTHS, _QUARTERS = 12, 4
_PLAN = re.compile(r"(?:计划|安排|打算|目标|任务)(?:分解|分工|一览)?表?$")
# In a label they may be what is made public (规划计划, 收费标准), or the year's own (累计公开).
_PLANNED = re.compile(r"^(?:计划|目标|任务)|(?:计划|目标|任务)[数量值]|预计|拟")
_NO_COUNT = re.compile(
    r"累计|标准|单价|限额|定额|^应|增[长加]|减少|下降|变化|差[额值]|平均|[年月日]均|满分|评分|分数?$|最[高低多少]"
)
_RATE = re.compile(r"占比|比[例重率]|百分[比率]|率$")
_COUNTS_ROWS = re.compile(r"^(?:序号|编号|备注|说明|排序|no\.?)$", re.I)
_ALL = re.compile(r"全[省市州盟县区旗镇乡局厅委院]|各(?:级|单位|部门|机关|乡|镇|街|县|区|市|处|科|股|所)")
_WAYS = re.compile(r"方式|渠道|途径|形式|来源")
_OF_APPLICATIONS = re.compile(r"申请人?(?:方式|渠道|途径|形式|内容|事项|类[别型]|主体|身份|领域)")
_BY_A_WAY = re.compile(r"(?<!同意)(?<!不予)(?<!不)(?<!部分)(?<!主动)(?<!申请)(?<=.)(?:公开|发布)")
_ACT = re.compile(r"已?(?:收到|收|受理|接收|办结|答复|回复|承办|办理|处理|完成)")
_HOW = re.compile(r"方式|渠道|载体|形式|途径|频率|时[间限]|时效|责任|牵头|主体|备注|说明|科室|依据|范围|对象|链接")
_OF_APPLYING = re.compile(r"申请(?:的|提交)?(?:方式|渠道|途径|形式)$")
_APPLICATIONS = re.compile(r"(?:政府)?(?:信息)?(?:公开)?申请(?:总?件?[数量])?(?:合计)?")
_OF_DISCLOSURE = re.compile(r"依申请|公开申请|申请公开|^(?:附?表\S{0,4})?申请")
_FULL = {"复议": "行政复议", "诉讼": "行政诉讼", "专职": "专职人员", "兼职": "兼职人员"}
_IN_SHORT = re.compile(rf"^(?:{'|'.join(_FULL)})$")
_OTHER_LAW = re.compile(r"(?:行政)?(?:复议|诉讼|许可|审批)|登记|执法")
_BODIES = re.compile(
    r"^(?:村(?:名|\(社区\)|\(居\))?|社区|学校|医院|企业|[科处股]室|镇名|支部|(?!计量)[\u4e00-\u9fff]{0,4}(?:单位|部门|机关|机构)"
    r"|乡镇|街道|镇街|乡镇街道|乡\(镇\)|地区|区域|县区|区县|县市区"
    r"|县\(市、区\)|市州|地市|市县)(?:名称)?$"
)
_ISSUER = re.compile(r"[全本我]|合计|总计")
_BODY = re.compile(
    r"(?:局|委员会|委|(?<![已未承在主交协待督转联])办|办公[厅室]|厅|镇|乡|街道|办事处|管委会|公司|医院|学校|大学|学院|法院|检察院|支队|大队|分局|县|区|旗|州|[^城]市|村)$"
)


def words_of(text: str) -> str:
    """A cell's words in plain width without white space, its number and 其中."""
    plain = _SPACE.sub("", fold(text))
    return _AMONG.sub("", _ORDINAL.sub("", _AMONG.sub("", plain)))


def without_unit(caption: str) -> str:
    """A caption without the unit that it gives: 主动公开情况(单位:条)."""
    return _OF_CAPTION.sub("", _IN_BRACKETS.sub("", caption)).strip()


def matter_of(text: str) -> str:
    """What a head, a label or a caption is about: its words without number, unit, year and the words of forms."""
    words = _YEAR.sub("", words_of(_LEAD.sub("", without_unit(fold(text)))))
    counted = _NUMBER_OF.search(words)
    words = words[: counted.start()] if counted is not None else words
    return _GENERIC.sub("", _FORM_WORDS.sub("", words))


def label_of(words: str) -> str:
    """What the cells of a row, parted by blanks, say that it is about: 机构信息 领导之窗. A label of nothing but the
    words of forms stands as it is (统计, the matter of statistics)."""
    said = [
        matter_of(word) or ("" if _GENERIC.search(word) or _YEAR_ALONE.fullmatch(word) else word)
        for word in words.split()
    ]
    return " ".join(filter(None, said))


def counted_in(text: str, caption: bool = False) -> str:
    """The unit that a plain head, label or caption gives for the figures that it stands over; empty where none."""
    for pattern in (_OF_CAPTION, _AT_END) if caption else (_IN_BRACKETS, _NUMBER_OF):
        match = pattern.search(text if caption else words_of(text))
        if match is not None and is_unit(match["unit"]):
            return match["unit"]
    return text if not caption and is_unit(text) else ""


def is_unit(text: str) -> bool:
    """Whether `text` is a unit and nothing else (条, 人次, 万元, %)."""
    if not text or len(text) > 4 or text == "单位" or any(char.isdigit() for char in text):
        return False
    found = figures(f"3{text}")
    return len(found) == 1 and found[0].unit == text


def years_of(text: str, alone: bool = False) -> list[int]:
    """The years that `text` names, each once; where `alone`, only if it holds nothing else."""
    plain = _SPACE.sub("", fold(text))
    if alone:
        return [int(plain[:4])] if _YEAR_ALONE.fullmatch(plain) else []
    return list(dict.fromkeys(years_in(plain)))


def is_passed_over(text: str) -> bool:
    """Whether a head, a label or a caption is of what never answers for the year: the year before, a month, a
    telephone, the numbers of the rows."""
    words = _SPACE.sub("", fold(text))
    return _PASSED.search(words) is not None or _COUNTS_ROWS.match(words) is not None


def is_planned(head: str) -> bool:
    """Whether a head says that the figures under it are of a plan, of all the years so far, or no counts of a year: a
    price, a mark, a change."""
    words = _SPACE.sub("", fold(head))
    return _PLANNED.search(words) is not None or _NO_COUNT.search(words) is not None


def is_rate(words: str) -> bool:
    """Whether a head or a label is of a share, whose figures are counts only where they say so."""
    return _RATE.search(_IN_BRACKETS.sub("", words)) is not None


def received_by(ways: str, matter: str) -> str:
    """What a table counts in all, of a `matter` parted by `ways` (the head over its rows' labels): applications parted
    by how they came are those received."""
    if _OF_APPLICATIONS.match(ways):
        return matter if "收到" in matter else "收到申请"
    return f"收到{matter}" if _WAYS.search(ways) and matter.endswith("申请") and "收" not in matter else matter


def says_how(head: str) -> bool:
    """Whether a head is of how, when or by whom (公开方式, 更新频率, 责任科室) and not of what."""
    return _HOW.search(head) is not None


def by_way(ways: str, label: str) -> str:
    """A label under a head that says it is a way of applying (申请方式): 当面 → 当面申请."""
    return f"{label}申请" if label and _OF_APPLYING.search(ways) and "申请" not in label else label


def in_full(subject: str, over: Sequence[str]) -> str:
    """What is counted, with the word that a label leaves to the caption or the row above it: 申请 in a table of
    applications for information is those received, 维持 in one of reconsiderations is 行政复议维持. `over` are the
    caption and the lines above the row."""
    about = " ".join(over)
    subject = _IN_SHORT.sub(lambda short: _FULL[short[0]], subject)
    if _APPLICATIONS.fullmatch(subject) and not _OTHER_LAW.search(about):
        return f"收到{subject}" if "信息公开" in subject or _OF_DISCLOSURE.search(about) else subject
    laws = dict.fromkeys(_OTHER_LAW.findall(about))
    return f"{next(iter(laws))}{subject}" if len(laws) == 1 and not _OTHER_LAW.search(subject) else subject


def is_of_no_report(caption: str, year: int) -> bool:
    """Whether a caption says that a table is of a plan, or of other years than the report's."""
    plain = _SPACE.sub("", without_unit(fold(caption)))
    years = list(years_in(plain))
    return _PLAN.search(plain) is not None or (bool(years) and year not in years)


def some_of_a_year(texts: Iterable[str]) -> bool:
    """Whether `texts`, heads or labels, name months or quarters, and not all of a year."""
    said = [_SPACE.sub("", fold(text)) for text in texts]
    months, quarters = (sum(one.search(text) is not None for text in said) for one in (_MONTH, _QUARTER))
    return 0 < months < _MONTHS or 0 < quarters < _QUARTERS


def is_part(text: str) -> bool:
    """Whether a label says that its row is a part of the one above (其中：网站)."""
    return _AMONG.match(_SPACE.sub("", _ORDINAL.sub("", fold(text)))) is not None


def is_total(label: str) -> bool:
    return _TOTAL.fullmatch(label) is not None


def is_a_way(head: str) -> bool:
    """Whether a head is of one way of making public (公开栏公开), whose total is that of no other."""
    return _BY_A_WAY.search(head) is not None


def is_an_act(head: str) -> bool:
    """Whether a head is of what was done and does not say with what (办结, 答复), which only the caption does."""
    return _ACT.fullmatch(head) is not None


def is_of_bodies(head: str) -> bool:
    """Whether a column's head says that its rows are bodies or places."""
    return _BODIES.match(head) is not None


def is_of_all(caption: str) -> bool:
    """Whether a caption says that a table of bodies or places has all of the issuer's."""
    return _ALL.search(caption) is not None


def is_of_another_body(label: str) -> bool:
    """Whether a row's label or a column's head is the name of a body or a place, whose figures are not the issuer's."""
    return _BODY.search(label) is not None and _ISSUER.match(label) is None
