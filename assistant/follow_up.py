"""A question in a conversation → a reading that stands alone, without a model.

What the question leaves out is taken from the reading before it: the place of "其中网上申请的有几件?", the subject of
"那衡山县呢?", place and subject of "and in 2017?". What it says itself is never overridden.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.matching import root_of
from assistant.model import Reading
from assistant.subject import applicant_named, is_of_applications, subject
from index.places import gazetteer

# What the parts of an indicator have in common, which a follow-up leaves out.
_FAMILIES = {
    "proactive_total": {"zh": "公开", "en": "items"},
    "applications_received": {"zh": "申请", "en": "applications"},
    "handled_total": {"zh": "申请", "en": "applications"},
    "reconsideration_total": {"zh": "行政复议", "en": "reconsiderations"},
    "litigation_total": {"zh": "行政诉讼", "en": "lawsuits"},
}

_STEPS = (
    (re.compile(r"次年|翌年|第二年|下一年|后一年|\b(?:the )?(?:next|following) year\b|\bthe year after\b", re.I), 1),
    (
        re.compile(
            r"(?<![比较与同])(?:前一年|上一年|上年|头一年)|\bthe (?:previous|preceding) year\b|\bthe year before\b",
            re.I,
        ),
        -1,
    ),
)
# The year that growth is counted from, beside the one talked of: 比2021年增长多少, "as an increase on 2021".
_AGAINST = re.compile(
    r"[比较]20\d\d年?|(?:on|over|from|than|against|since|with|to)\s+(?:that (?:of|in)\s+)?(?:19|20)\d\d\b",
    re.I,
)
_RATE = re.compile(r"率$|满意度")
_RATE_ALONE = re.compile(
    r"\W*(?:那么?|其中)?的?(?:按[时期]|及时|群众|总)?(?:办结|答复|回复|办理|满意|好评)[率度](?:呢|是多少|多少|有多高)?\W*"
)
_WHOSE = re.compile(r"哪[个些里家份]|谁|几个|which|who|how many (?:places|reports)", re.IGNORECASE)


def stand_alone(current: Reading, earlier: Sequence[Reading]) -> Reading:
    """`current` completed from the conversation `earlier`, oldest first."""
    before: Reading | None = None
    for reading in earlier:
        before = _completed(reading, before)
    return _completed(current, before)


def _completed(reading: Reading, before: Reading | None) -> Reading:
    if before is None or not before.about_reports or reading.operation == "catalogue":
        return reading
    reading = _of_same_name(_from_years_before(reading, before), before)
    reading = _of_same_family(_with_applicant(reading, before), before)
    reading = _rate_of_the_same(reading, before)
    has_place = bool(reading.places or reading.departments)
    has_subject = _has_subject(reading)
    if has_place and has_subject:
        return reading
    taken: list[str] = []
    if not has_place and (before.places or before.departments) and not _asks_whose(reading):
        taken += [place.words for place in before.places] + [one.words for one in before.departments]
        reading = replace(reading, places=before.places, departments=before.departments)
    if not (reading.years or reading.recent or reading.all_years) and before.years:
        taken += map(str, before.years)
        reading = replace(reading, years=before.years, inherited_years=True)
    if not has_subject:
        taken += [asked.words for asked in before.asked if asked.words]
        reading = _with_subject(reading, before)
    elif _continues_fact(reading, before):
        reading = replace(reading, operation=before.operation, fact=before.fact)
    if before.numeric and reading.operation == "look_up":
        reading = replace(reading, numeric=True)
    if not taken:
        return reading
    return replace(reading, about_reports=True, understood_as=_words(reading, taken))


def _with_applicant(reading: Reading, before: Reading) -> Reading:
    """ "其中商业企业的呢?" after a question about applications: the same row, another column."""
    applicant = applicant_named(reading.text, reading.question.language)
    rows = [asked for asked in before.asked if any(is_of_applications(code) for code in asked.codes)]
    if reading.asked or applicant is None or not rows:
        return reading
    asked = tuple(replace(one, applicant=applicant) for one in rows)
    return replace(reading, asked=asked, terms=before.terms, operation=before.operation, topic=None, fact=None)


def _of_same_name(reading: Reading, before: Reading) -> Reading:
    """ "南京的呢?" after 福州市鼓楼区: the place of that name there as well, beside the city itself."""
    if len(before.places) != 1 or len(reading.places) != 1 or reading.departments or _has_subject(reading):
        return reading
    name, place = before.places[0].paths[0][-1:], reading.places[0]
    inside = [(*path, *name) for path in place.paths if path and gazetteer().entry((*path, *name)) is not None]
    if not inside or before.places[0].issuers or place.issuers:
        return reading
    return replace(reading, places=(replace(place, paths=(*place.paths, *inside)),))


def _rate_of_the_same(reading: Reading, before: Reading) -> Reading:
    """ "满意率呢?" after 热线受理了多少诉求: the rate of that, and of nothing else."""
    if reading.measure != "%" or before.asked or not before.numeric or reading.places or reading.departments:
        return reading
    if not _RATE_ALONE.fullmatch(reading.subject):
        return reading
    carried = tuple(term for term in before.terms if not term.weak and not _RATE.search(term.words[0]))
    return replace(reading, terms=(*carried[:1], *reading.terms), asked=())


def _asks_whose(reading: Reading) -> bool:
    """Whether the place is what is asked for (哪个地区收到的最多), so that none is to be taken from before."""
    return reading.operation in {"highest", "lowest", "rank", "count"} and bool(_WHOSE.search(reading.text))


def _from_years_before(reading: Reading, before: Reading) -> Reading:
    """ "次年呢", "and the year before?": counted from the year talked of, not from today."""
    if reading.operation in {"growth", "difference", "ratio"} and len(reading.years) == 1 == len(before.years):
        against = reading.years[0] != before.years[0] and _AGAINST.search(reading.text)
        return replace(reading, years=tuple(sorted({*reading.years, *before.years}))) if against else reading
    if not before.years or (reading.years and not reading.relative_year):
        return reading
    for pattern, step in _STEPS:
        if pattern.search(reading.text):
            terms = tuple(term for term in reading.terms if not pattern.search(term.words[0]))
            return replace(reading, years=(before.years[-1] + step,), relative_year=None, terms=terms)
    return reading


def _of_same_family(reading: Reading, before: Reading) -> Reading:
    """ "信函的呢?" after "网络申请几件", "网站呢" after a channel: the words left out are those that the two share."""
    if reading.asked or not reading.terms or not before.asked or not before.numeric or reading.operation == "fact":
        return reading
    family = _FAMILIES.get(root_of(before.asked[0].codes[0])) if before.asked[0].codes else None
    if family is None or reading.topic in {"problems", "plans"}:
        return reading
    found = subject(f"{reading.text} {family[reading.question.language]}", reading.question.language)
    if not found.asked or not found.asked[0].sure:
        return reading
    operation = before.operation if reading.operation in {"look_up", "narrative"} else reading.operation
    return replace(reading, asked=found.asked, terms=found.terms, operation=operation, numeric=True)


def _has_subject(reading: Reading) -> bool:
    return bool(reading.asked or reading.topic or reading.fact or any(not term.weak for term in reading.terms))


def _with_subject(reading: Reading, before: Reading) -> Reading:
    return replace(
        reading,
        asked=before.asked,
        terms=before.terms,
        measure=reading.measure or before.measure,
        topic=before.topic,
        fact=before.fact,
        numeric=reading.numeric or before.numeric,
        operation=before.operation if reading.operation == "look_up" else reading.operation,
    )


def _continues_fact(reading: Reading, before: Reading) -> bool:
    """ "分管的副县长呢" after "县长是谁": words alone, no figure asked for."""
    return (
        before.operation == "fact" and reading.operation == "look_up" and not reading.asked and reading.measure is None
    )


def _words(reading: Reading, taken: Sequence[str]) -> str:
    joined = "、".join(dict.fromkeys(taken))
    if reading.question.language == "zh":
        return f"沿用上文：{joined}。"
    return f"Taken from earlier in the conversation: {joined}."
