"""A question in a conversation → a reading that stands alone, without a model.

What the question leaves out is taken from the reading before it: the place of "其中网上申请的有几件?", the subject of
"那衡山县呢?", place and subject of "and in 2017?". What it says itself is never overridden.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.model import Reading
from assistant.subject import applicant_named, is_of_applications, subject

_FAMILY = re.compile(r"申请|公开|回应|复议|诉讼|applications?|requests?|items?", re.IGNORECASE)


def stand_alone(current: Reading, earlier: Sequence[Reading]) -> Reading:
    """`current` completed from the conversation `earlier`, oldest first."""
    before: Reading | None = None
    for reading in earlier:
        before = _completed(reading, before)
    return _completed(current, before)


def _completed(reading: Reading, before: Reading | None) -> Reading:
    if before is None or not before.about_reports or reading.operation == "catalogue":
        return reading
    reading = _of_same_family(_with_applicant(reading, before), before)
    has_place = bool(reading.places or reading.departments)
    has_subject = _has_subject(reading)
    if has_place and has_subject:
        return reading
    taken: list[str] = []
    if not has_place and (before.places or before.departments):
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


def _of_same_family(reading: Reading, before: Reading) -> Reading:
    """ "信函的呢?" after "网络申请几件", "网站呢" after a channel: the words left out are those that the two share."""
    if reading.asked or not reading.terms or not before.asked or not before.numeric or reading.operation == "fact":
        return reading
    family = _FAMILY.search(before.text)
    if family is None or reading.topic in {"problems", "plans"}:
        return reading
    found = subject(f"{reading.text} {family.group()}", reading.question.language)
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
