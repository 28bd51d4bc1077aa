"""Saying that a question cannot be answered, why, and what comes nearest."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.cite import Citer
from assistant.model import Draft, Evidence, Figure, Found, Language, Note, Reading, Statement, Value
from assistant.notes import absent, understood
from assistant.phrases import label, listed, marks, named, who, who_and_year
from assistant.phrases_en import noun_en
from index.model import EMPTY_CELL, Report
from index.ontology import ontology

Reports = Mapping[str, Report]
_MOST = 6


def out_of_scope(reading: Reading) -> Draft:
    """The question is not about such reports."""
    if reading.question.language == "zh":
        text = (
            "这个问题不在政府信息公开年度报告的范围内。"
            "可以问某地某年收到多少件申请、主动公开多少条信息、存在哪些问题等。"
        )
    else:
        text = (
            "This is not a question about annual reports on government information disclosure. "
            "Ask, for example, how many applications a place received in a year, or what problems its report names."
        )
    return Draft("out_of_scope", (Statement(text),), ())


def no_report(evidence: Evidence, reports: Reports) -> Draft:
    """The place, issuer or year asked for is not in the store."""
    plan, language = evidence.plan, evidence.plan.reading.question.language
    sentences = [absent(missing, language) for missing in plan.missing] or [_none(language)]
    near = list(dict.fromkeys(one for missing in plan.missing for one in missing.nearest))[:_MOST]
    notes = []
    if near:
        names = listed([who_and_year(reports[one], language) for one in near if one in reports], language)
        text = f"最接近的报告：{names}。" if language == "zh" else f"Nearest reports: {names}."
        notes.append(Note("nearest", text))
        sentences.append(text)
    joined = "".join(sentences) if language == "zh" else " ".join(sentences)
    return Draft("no_report", (Statement(joined),), (), (), (*understood(evidence, reports), *notes))


def _none(language: Language) -> str:
    return "库中没有符合问题的报告。" if language == "zh" else "The store holds no report that fits the question."


def not_reported(evidence: Evidence, reports: Reports) -> Draft:
    """The reports are there and do not say it, or leave the cell blank."""
    language = evidence.plan.reading.question.language
    citer = Citer(reports)
    statements: list[Statement] = []
    values: list[Value] = []
    for found in evidence.found[:_MOST]:
        statement, value = _silent(evidence, found, reports, citer)
        statements.append(statement)
        values += value
    if not statements:
        names = listed([who_and_year(reports[one], language) for one in evidence.plan.reports[:_MOST]], language)
        text = f"报告没有说明这一点（{names}）。" if language == "zh" else f"The reports do not say this ({names})."
        statements.append(Statement(text))
    notes = [*understood(evidence, reports), *_offered(evidence), *_nearest(evidence, citer)]
    notes += [Note("coverage", absent(missing, language)) for missing in evidence.plan.missing]
    return Draft("not_reported", tuple(statements), citer.citations, tuple(values), tuple(notes))


def _silent(evidence: Evidence, found: Found, reports: Reports, citer: Citer) -> tuple[Statement, list[Value]]:
    language = evidence.plan.reading.question.language
    report = reports[found.report]
    if found.blank is not None:
        statement, value = _blank(found.blank, report, citer.cite(found.blank), language)
        return statement, [value]
    place, year, name = who(report, language), report.identity.year, _asked_name(evidence, found)
    text = (
        f"{place}{year}年的报告没有说明{name or '这一点'}。"
        if language == "zh"
        else f"The {year} report of {place} does not state {name or 'this'}."
    )
    return Statement(text), []


def _blank(blank: Figure, report: Report, number: int, language: Language) -> tuple[Statement, Value]:
    """That the report has the row and no figure in it, or none that can be read."""
    place, year, name = who(report, language), report.identity.year, named(blank, language)
    if blank.state == "not_applicable":
        zh, en = "标为不适用", "marks as not applicable"
    elif blank.why and blank.why != EMPTY_CELL:
        zh, en = "里的数字无法确定地读出", "holds in a form that cannot be read with certainty"
    else:
        zh, en = "留空，空白不等于零", "leaves blank, which is not zero"
    text = (
        f"{place}{year}年的报告没有给出{name}：这一栏{zh}{marks([number])}。"
        if language == "zh"
        else f"The {year} report of {place} gives no figure for {name}: it has the row and {en} {marks([number])}."
    )
    value = Value(
        indicator=blank.code,
        label=label(blank, language),
        region=report.identity.issuer.region,
        year=year,
        value=None,
        unit=blank.unit,
        state=blank.state,
        citations=(number,),
        applicant=blank.applicant,
    )
    return Statement(text, (number,)), value


def _asked_name(evidence: Evidence, found: Found) -> str:
    asked = found.asked
    if asked is None or not asked.sure:
        return ""
    language = evidence.plan.reading.question.language
    if language == "en":
        return noun_en(asked.codes[0], asked.applicant)
    name = ontology().terms[asked.codes[0]].zh
    return f"{name}（{ontology().applicants[asked.applicant].zh}）" if asked.applicant else name


def _offered(evidence: Evidence) -> list[Note]:
    """The indicators near in meaning to a question that names none, which the reports state: to be asked for by name.
    No figure of theirs is given: none of them may be what was meant."""
    if not evidence.offered:
        return []
    language = evidence.plan.reading.question.language
    names = [ontology().terms[code].name(language) for code in evidence.offered]
    text = (
        f"报告里相近的指标：{'、'.join(names)}。"
        if language == "zh"
        else f"Nearest indicators that the reports state: {'; '.join(names)}."
    )
    return [Note("nearest", text)]


def _nearest(evidence: Evidence, citer: Citer) -> list[Note]:
    if not evidence.nearest:
        return []
    numbers = tuple(citer.cite(extract) for extract in evidence.nearest)
    language = evidence.plan.reading.question.language
    text = (
        f"报告里最接近的段落：{marks(numbers)}。"
        if language == "zh"
        else f"The closest passages of the reports: {marks(numbers)}."
    )
    return [Note("nearest", text, numbers)]


def too_open(evidence: Evidence, reports: Reports) -> Draft:
    """The question fits too many readings to answer each."""
    language = evidence.plan.reading.question.language
    names = [who_and_year(reports[one], language) for one in evidence.plan.reports[:_MOST] if one in reports]
    if not evidence.plan.reading.asked and not evidence.plan.reading.terms:
        text = (
            "问题没有说明要查哪一项数字。" if language == "zh" else "The question does not say which figure is meant."
        )
    else:
        text = (
            f"问题没有写明地方和年份，而各份报告的数字不同，例如：{'、'.join(names)}。请写明是哪一份。"
            if language == "zh"
            else "The question names no place or year and the reports differ, "
            f"for example: {', '.join(names)}. Please say which is meant."
        )
    return Draft("ambiguous", (Statement(text),), ())


def cannot_compute(evidence: Evidence, reports: Reports) -> Draft:
    """The figures that the computation needs are not all there."""
    draft = not_reported(evidence, reports)
    language = evidence.plan.reading.question.language
    text = (
        "报告没有给出计算所需的全部数字，无法计算。"
        if language == "zh"
        else "The reports do not give all the figures that the computation needs."
    )
    return Draft("not_reported", (Statement(text),), (), (), tuple(note for note in draft.notes if not note.citations))
