"""How answers say things, in Chinese and in English. Place names and quotes stay as the report writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compute import exact_value
from assistant.model import Figure, Language, Result, exact
from assistant.phrases_en import counted_en, noun_en, place_en
from index.model import Issuer, Report
from index.ontology import ontology

_SIGNS_EN = {"%": "%", "倍": " times"}
# What a free figure counts, for the units that mean one thing only.
_COUNTED_EN = {
    "人": " people",
    "名": " people",
    "人次": " people (人次)",
    "条": " items",
    "篇": " articles",
    "户": " households",
}
_MULTIPLES_EN = {"万": "ten thousand", "亿": "hundred million"}
_BEFORE_EN, _CHANGE_EN = re.compile(r"\bprevious year\b"), "change in "
_SOFT_EN = {"余": "more than", "多": "more than", "近": "nearly", "约": "about", "约为": "about", "超过": "more than"}

_MOST_MARKS = 8
_LINE_END = re.compile(r"\s*\n\s*")
_LIMITS = re.compile(r"累计|以来|截[至止]|\d[^,，]*中[,，]")
_LONGEST_SAID = 80
_COUNT_WORD = re.compile(r"(?:总?数量|总?次数|(?:(?<=制发)|(?<=废止)|(?<=有效))件数|总数|数)$")
_AMOUNT = re.compile(r"(?:金额|费用|经费|增/减)$")
_OUTCOME = re.compile("不予公开|不同意公开|无法提供|不予处理|其他处理")


def marks(numbers: Sequence[int]) -> str:
    """Citation markers: [1][2]; of many the first and the last, as the lines below carry each its own: [1]…[38]."""
    distinct = list(dict.fromkeys(numbers))
    if len(distinct) > _MOST_MARKS:
        return f"[{distinct[0]}]…[{distinct[-1]}]"
    return "".join(f"[{number}]" for number in distinct)


def stop(language: Language) -> str:
    """What ends a sentence."""
    return "。" if language == "zh" else "."


def who(report: Report, language: Language = "zh") -> str:
    """Whose report: the issuer for a department or a national body, else the place; a district with its city, as many
    cities have districts of one name. In English with what the place is called there."""
    name = _who(report.identity.issuer)
    return place_en(name, report.identity.issuer) if language == "en" else name


def _who(issuer: Issuer) -> str:
    if issuer.level == "county" and issuer.region.endswith("区") and len(issuer.region_path) > 1:
        return issuer.region_path[-2] + issuer.region
    return issuer.name if issuer.level in {"department", "nation"} else issuer.region


def who_and_year(report: Report, language: Language = "zh") -> str:
    """Whose report of which year, as a short name in a list of reports."""
    between = " " if language == "en" else ""
    return f"{who(report, language)}{between}{report.identity.year}"


def listed(names: Sequence[str], language: Language) -> str:
    """Names one after the other, with the comma of the language."""
    return ("、" if language == "zh" else ", ").join(names)


def amount(figure: Figure, language: Language) -> str:
    """The figure with its unit and the word that softens it."""
    value = _number(figure, language)
    if language == "zh":
        soft = figure.approximate or ""
        if soft in {"余", "多"}:
            multiple = figure.unit[0] if figure.unit[0] in "万亿" and len(figure.unit) > 1 else ""
            return f"{value}{multiple}{soft}{figure.unit.removeprefix(multiple)}"
        return f"{soft}{value}{figure.unit}"
    soft = f"{_SOFT_EN.get(figure.approximate, 'about')} " if figure.approximate else ""
    return f"{soft}{value}{_unit_en(figure.unit, counted=figure.code is None)}"


def _number(figure: Figure, language: Language) -> str:
    """The number as the report writes it; in English Chinese numerals are put in digits, for those who cannot read
    them."""
    if figure.value is None:
        return ""
    written = figure.written
    if written is None or (language == "en" and not any(sign.isdecimal() for sign in written)):
        return exact(figure.value)
    return written


def computed(result: Result, language: Language) -> str:
    """A computed figure with its unit."""
    if result.unit == "%":
        return f"{exact(result.value)}%"
    return (
        f"{exact(result.value)}{result.unit}" if language == "zh" else f"{exact(result.value)}{_unit_en(result.unit)}"
    )


def _unit_en(unit: str, counted: bool = True) -> str:
    """A unit behind its number; `counted` says what it counts where the words that follow do not."""
    if unit in _SIGNS_EN:
        return _SIGNS_EN[unit]
    named = {"万元": " 万元 (ten thousand yuan)", "亿元": " 亿元 (hundred million yuan)", "元": " yuan"}
    if unit in named:
        return named[unit]
    if unit[:1] not in _MULTIPLES_EN:
        return ""
    what = _COUNTED_EN.get(unit[1:], "").partition(" (")[0] if counted else ""
    return f" {unit} ({_MULTIPLES_EN[unit[0]]}{what})"


def label(figure: Figure, language: Language) -> str:
    """What the figure counts: the indicator's name with its applicant column, or the report's own words."""
    if figure.code is None:
        return figure.label
    name = ontology().terms[figure.code].name(language)
    if figure.applicant is None:
        return name
    column = ontology().applicants[figure.applicant].name(language)
    return f"{name}（{column}）" if language == "zh" else f"{name} ({column})"


def named(figure: Figure, language: Language) -> str:
    """What the figure counts, in a sentence: the report's own words in quotation marks, as they are."""
    if figure.code is None:
        return f"“{figure.label}”"
    return noun_en(figure.code, figure.applicant) if language == "en" else label(figure, language)


def one_line(quote: str) -> str:
    """A quote as answers give it: on one line."""
    return _LINE_END.sub(" ", quote)


def states(figure: Figure, report: Report, language: Language) -> str:
    """The sentence that states one figure, without its marker."""
    if figure.code is None:
        return _states_free(figure, report, language)
    place, year = who(report, language), report.identity.year
    quote = one_line(report.text[figure.start : figure.end])
    name = label(figure, language)
    if language == "zh":
        if figure.stated_zero:
            return f"{place}{year}年{name}为零：报告写道“{quote}”"
        return f"{place}{year}年{_counted_zh(name)}{amount(figure, language)}"
    if figure.stated_zero:
        return f"{place} reported no {named(figure, language)} in {year}: its report says “{quote}”"
    return _clause_en(figure, place, year)


def _states_free(figure: Figure, report: Report, language: Language) -> str:
    """The sentence for a figure that is no indicator: the report's own, or the row of its own table with what it
    counts, which the heads over it may say."""
    place, year = who(report, language), report.identity.year
    text = report.text[figure.start : figure.end]
    said = " ".join(text.split()) if "\t" in text else _essence(figure, report, one_line(text))
    if language == "zh":
        if "\t" in text:
            return f"{place}{year}年的报告在表中列出“{figure.label}”{amount(figure, language)}：“{said}”"
        head = "" if figure.stated_zero else f"{amount(figure, language)}，"
        return f"{head}{place}{year}年的报告写道：“{said}”"
    if "\t" in text:
        return f"{amount(figure, language)}: a table in the {year} report of {place} gives “{figure.label}” as “{said}”"
    head = "None: " if figure.stated_zero else f"{amount(figure, language)}{_COUNTED_EN.get(figure.unit, '')}: "
    return f"{head}the {year} report of {place} says “{said}”"


def _counted_zh(name: str) -> str:
    """An indicator as words for its figure to follow: 收到申请 12件, 不予公开（属于国家秘密）1件, 专项经费为 5万元."""
    name, bracket, column = name.removesuffix("）").partition("（")
    group, colon, own = name.rpartition("：")
    short = _COUNT_WORD.sub("", own)
    inside = [short] if colon and _OUTCOME.fullmatch(group) else []
    said = group if inside else group + short
    brackets = "，".join([*inside, *([column] if bracket else [])])
    return f"{said}{f'（{brackets}）' if brackets else ''}{'为' if _AMOUNT.search(own) else ''}"


def _essence(figure: Figure, report: Report, quote: str) -> str:
    """The quote from the figure's own subject on, where the subject stands in it as it is and before the figure (not in
    32个办证大厅安装自助机45台, of the 32), and nothing before it says what was counted (收到的48件中, 2008年以来)."""
    at = quote.find(figure.label)
    tail = quote[at:] if at > 0 and not figure.stated_zero else quote
    own = "" if figure.at is None else "".join(report.text[figure.at : figure.at_end].split())
    limited = _LIMITS.search(quote[:at]) is not None and len(quote) <= _LONGEST_SAID
    stands = not limited and own in "".join(tail.split()) and any(char.isdigit() for char in tail)
    return " ".join((tail if stands else quote).split())


def _clause_en(figure: Figure, place: str, year: int) -> str:
    said, noun = amount(figure, "en"), counted_en(figure)
    if figure.code == "applications_received" and figure.applicant is None:
        return f"{place} received {said} {noun.removesuffix(' received')} in {year}"
    if _BEFORE_EN.search(noun):
        return f"The {year} report of {place} gives {said} {noun}"
    if noun.startswith(_CHANGE_EN):
        return f"{place} reported a change of {said} in {noun.removeprefix(_CHANGE_EN)} in {year}"
    if figure.unit in {"万元", "元", "亿元"}:
        return f"{place} reported {noun} of {said} in {year}"
    return f"{place} reported {said} {noun}{',' if ',' in noun else ''} in {year}"


def where(figure: Figure, language: Language) -> str:
    """In which part of the report a figure stands."""
    if language == "zh":
        return "统计表" if figure.source == "table" else "正文"
    return "its table" if figure.source == "table" else "its text"


def quantity(figure: Figure) -> str:
    """A figure for a sort or a comparison of sizes, as words in neither language."""
    return exact(exact_value(figure))
