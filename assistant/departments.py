"""Departments and offices in questions. A department is not its region: its figures are never the region's, nor the
other way round, so a department that is named has to be recognised even where the store holds none."""

from __future__ import annotations

import re
from functools import cache

from assistant.lexicon import lexicon
from assistant.model import Department

_FIELDS = (
    "科学技术 科技 教育 公安 民政 司法 财政 审计 统计 水利 水务 商务 应急管理 应急 医疗保障 医保 税务 信访 体育 林业 林草 气象 城市管理 城管 城乡规划 规划 国土资源 国土 "
    "自然资源 生态环境 环境保护 环保 住房和城乡建设 住房城乡建设 住建 建设 交通运输 交通 农业农村 农业 文化和旅游 文化旅游 文旅 文化 卫生健康 卫健 卫生 市场监督管理 市场监管 市监 "
    "发展和改革 发展改革 发改 工业和信息化 工信 经济和信息化 经信 国有资产监督管理 国资 人力资源和社会保障 人社 人力资源社会保障 退役军人事务 退役军人 乡村振兴 扶贫 民族宗教 民宗 "
    "粮食和物资储备 粮食 档案 海关 金融 大数据 政务服务 行政审批 机关事务 药品监督管理 食品药品监督管理 知识产权 广播电视 外事 台办 侨务 监察 法制 安全生产监督管理 安监 能源 盐务 烟草 邮政 地震 "
    "公积金管理 园林 综合执法 旅游 新闻出版 质量技术监督 质监 工商行政管理 工商 物价 人口和计划生育 计生 畜牧 水产 渔业 海洋 测绘 煤炭 监狱 消防"
).split()
_SUFFIX = "委员会|厅|局|委|署|中心|总队|支队|大队"
_NAME = re.compile(
    rf"(?:[省市州县区]直?)?(?P<stem>(?:{'|'.join(sorted(_FIELDS, key=len, reverse=True))})(?:{_SUFFIX})|(?:人民)?政府办公[厅室]|(?<![电政])府办公?[室厅]?(?=\d|收|的|有|公)|管理委员会|管委会)"
)
_ENGLISH = {
    "science and technology": "科学技术", "science": "科学技术", "technology": "科学技术", "education": "教育", "public security": "公安", "police": "公安", "finance": "财政",
    "civil affairs": "民政", "justice": "司法", "audit": "审计", "statistics": "统计", "water resources": "水利",
    "commerce": "商务", "emergency management": "应急管理", "healthcare security": "医疗保障", "taxation": "税务", "tax": "税务",
    "natural resources": "自然资源", "ecology and environment": "生态环境", "environmental protection": "环境保护",
    "housing and urban-rural development": "住房和城乡建设", "housing": "住房和城乡建设", "transport": "交通运输", "transportation": "交通运输",
    "agriculture and rural affairs": "农业农村", "agriculture": "农业", "culture and tourism": "文化和旅游", "health": "卫生健康",
    "market regulation": "市场监督管理", "market supervision": "市场监督管理", "development and reform": "发展和改革",
    "industry and information technology": "工业和信息化", "human resources and social security": "人力资源和社会保障",
    "veterans affairs": "退役军人事务", "land and resources": "国土资源",
}  # fmt: skip
_FIELD_EN = "|".join(sorted(map(re.escape, _ENGLISH), key=len, reverse=True))
_KIND_EN = r"department|bureau|commission|office|committee|authority"
_NAME_EN = re.compile(
    rf"\b(?:provincial |municipal |county )?(?:(?:{_KIND_EN}) (?:of|for) (?P<after>{_FIELD_EN})|(?P<before>{_FIELD_EN}) (?:{_KIND_EN})|(?P<office>general office|government office))\b",
    re.IGNORECASE,
)
_GENERAL_OFFICE = re.compile(r"政府办公[厅室]|^府办|政府办")


def departments_in(text: str) -> tuple[tuple[Department, tuple[int, int]], ...]:
    """The departments that `text` (plain) names, with their spans in it."""
    found = []
    for match in _NAME.finditer(text):
        found.append((Department(match.group(), match["stem"]), match.span("stem")))
    for match in _NAME_EN.finditer(text):
        field = match["after"] or match["before"]
        stem = _ENGLISH[field.lower()] if field else "政府办公室"
        found.append((Department(match.group(), stem), match.span()))
    return tuple(found)


def same_department(asked: Department, issuer_name: str) -> bool:
    """Whether `issuer_name` (a full name, 河北省科学技术厅) is the department asked for, by its full or its short name."""
    if _GENERAL_OFFICE.search(asked.stem):
        return bool(re.search(r"政府办公[厅室]$", issuer_name))
    return any(form in issuer_name or form in "".join(_short_forms(issuer_name)) for form in (asked.stem,)) or any(
        _field_of(asked.stem) == field for field in _issuer_fields(issuer_name)
    )


def _field_of(stem: str) -> str:
    return re.sub(rf"(?:{_SUFFIX})$", "", stem)


@cache
def _issuer_fields(issuer_name: str) -> frozenset[str]:
    """The field of an issuer in its full and short words, the place and the kind of body taken away."""
    return frozenset(_field_of(form) for form in _short_forms(issuer_name))


@cache
def _short_forms(issuer_name: str) -> tuple[str, ...]:
    rest = re.sub(r"^.*?[省市州县区旗盟](?=.{2,})", "", issuer_name)
    forms = {rest, issuer_name}
    for full, shorts in lexicon().departments.items():
        if full in rest:
            forms |= {rest.replace(full, short) for short in shorts}
    return tuple(sorted(forms))
