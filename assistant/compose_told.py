"""Sentences of a chat model that were found supported → a Draft, which code gives its heads, its markers and its notes.

What the model left out, or said so that it was dropped, stands there in the report's own words: an answer that a model
worded is never less complete than the one without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.chat_failures import ChatFailed
from assistant.chat_reply import Claim
from assistant.model import Citation, Draft, Language, Note, Statement
from assistant.phrases import marks, who
from index.model import Report

Reports = Mapping[str, Report]
_ENOUGH = 0.5  # the share of the quotes that the model's sentences must speak of, for the answer to be the model's


def compose_told(
    draft: Draft, kept: Sequence[Claim], dropped: int, reports: Reports, language: Language, model: str
) -> Draft:
    """`draft` (an answer in words, its citations the evidence) in the sentences `kept`; `dropped` were unsupported.

    Where too few of its quotes are spoken of, the draft itself, with a note that says so.
    """
    spoken = {number for claim in kept for number in claim.evidence}
    if len(spoken) < _ENOUGH * len(draft.citations) or not kept:
        return with_note(draft, Note("model", _not_taken(model, dropped, language)))
    statements = []
    for report_id in dict.fromkeys(citation.report for citation in draft.citations):
        own = [citation for citation in draft.citations if citation.report == report_id]
        statements.append(_of_report(reports[report_id], own, kept, language))
    left = sum(citation.id not in spoken for citation in draft.citations)
    note = Note("model", _taken(model, dropped, left, language))
    return replace(draft, statements=tuple(statements), notes=(*draft.notes, note))


def with_note(draft: Draft, note: Note) -> Draft:
    """`draft` with one more note."""
    return replace(draft, notes=(*draft.notes, note))


def failed(draft: Draft, model: str, error: ChatFailed, language: Language) -> Draft:
    """`draft` as it is, with a note on why no model worded it."""
    said = error.said(language)
    text = (
        f"没有用上模型 {model}：{said}，答案是报告原文。"
        if language == "zh"
        else f"The model {model} was not used: {said}. These are the report's own words."
    )
    return with_note(draft, Note("degraded", text))


def _of_report(report: Report, own: Sequence[Citation], kept: Sequence[Claim], language: Language) -> Statement:
    ids = {citation.id for citation in own}
    mine = [claim for claim in kept if set(claim.evidence) <= ids]
    lines = [f"{claim.text}{marks(claim.evidence)}" for claim in mine]
    spoken = {number for claim in mine for number in claim.evidence}
    lines += [f"“{_one_line(one.quote)}”{marks([one.id])}" for one in own if one.id not in spoken]
    place, year = who(report, language), report.identity.year
    head = f"{place}{year}年的报告：" if language == "zh" else f"The {year} report of {place}:"
    between = "" if language == "zh" else " "
    text = f"{head}{between}{lines[0]}" if len(lines) == 1 else "\n".join([head, *(f"- {line}" for line in lines)])
    return Statement(text, tuple(citation.id for citation in own))


def _one_line(quote: str) -> str:
    return " ".join(quote.split())


def _taken(model: str, dropped: int, left: int, language: Language) -> str:
    if language == "zh":
        text = f"文字由模型 {model} 组织，逐句与引文核对过；要引用请以引文为准。"
        text += f"没有核对上而略去的有{dropped}句。" if dropped else ""
        return text + ("引号中的是报告原文。" if left else "")
    text = f"Worded by the model {model} and checked sentence by sentence against the quotes, which are what to cite."
    text += f" Left out because they could not be verified: {dropped}." if dropped else ""
    return text + (" What stands in quotation marks is the report's own." if left else "")


def _not_taken(model: str, dropped: int, language: Language) -> str:
    if language == "zh":
        why = f"没有核对上（略去{dropped}句）" if dropped else "没有说到大部分引文"
        return f"模型 {model} 的回答{why}，答案是报告原文。"
    why = f"could not be verified (left out: {dropped})" if dropped else "did not speak of most of the quotes"
    return f"What the model {model} said {why}; these are the report's own words."
