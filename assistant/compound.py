"""A question that asks several things in turn (来信多少封，办结率是多少): its parts, and their answers as one.

Each part is asked as in a conversation, after the parts before it, so that it may leave out what they say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.model import Answer, Citation
from assistant.question import asking_part, parted, plain
from assistant.terms import terms_in
from index.numerals import fold

_CLAUSE = re.compile(r"[^,，;；。？?！!]+[,，;；。？?！!]*")
_ASKS = re.compile(
    r"多少|几(?!乎)|谁|哪|什么|怎么|怎样|如何|何时|吗\W*$|呢\W*$|[率比额数量]\W*$"
    r"|\b(?:how|what|which|who|when|where|why)\b",
    re.I,
)
_MARKER = re.compile(r"\[(\d+)\]")
_MOST = 4


def parts_of(question: str) -> tuple[str, ...]:
    """The clauses of `question` that each ask something, with what leads up to them; empty where there are fewer than
    two or too many."""
    parts: list[str] = []
    lead = ""
    for match in _CLAUSE.finditer(asking_part(parted(plain(question)))):
        lead += match.group()
        if _ASKS.search(match.group()):
            parts.append(lead.strip(" ,，;；。"))
            lead = ""
    return tuple(parts) if 2 <= len(parts) <= _MOST and not lead.strip() else ()


def leaves_out(answer: Answer, parts: Sequence[str]) -> bool:
    """Whether an answer to the whole question may leave out one of its parts."""
    if answer.status != "answered":
        return answer.status == "not_reported"
    return len({(value.label, value.region, value.year) for value in answer.values}) < len(parts)


def joined(whole: Answer, answers: Sequence[Answer]) -> Answer:
    """The answers to the parts as one; `whole`, the answer to all at once, where they say no more than it does."""
    told: list[Answer] = []
    for answer in answers:
        if _says(answer) and _is_new(answer, told) and _is_near(answer, told):
            told.append(answer)
    first = answers[0].status == "answered" and bool(told)
    if not first or (whole.status == "answered" and (len(told) < len(whole.values) or len(told) < 2)):
        return whole
    if whole.status == "answered" and not _quotes(whole) <= {one for answer in told for one in _quotes(answer)}:
        return whole
    silent = [one.answer for one in answers if one.status == "not_reported" and not _says(one)]
    return _as_one(whole, told, silent)


def joined_rates(whole: Answer, names: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """The answers to questions for a rate each, called `names`, as one that says which of them is not told; `whole`,
    the answer to all at once, where none of them says anything."""
    told: list[Answer] = []
    for answer in answers:
        if _says(answer) and _is_new(answer, told):
            told.append(answer)
    if not told:
        return whole if whole.status != "answered" else answers[0]
    zh = whole.language == "zh"
    silent = [
        f"报告没有说明{name}。" if zh else f"The report does not state the {name}."
        for name, answer in zip(names, answers, strict=True)
        if not _says(answer)
    ]
    return _as_one(whole, told, silent)


def _says(answer: Answer) -> bool:
    """Whether an answer tells something: a cell that is left blank does, too."""
    return answer.status == "answered" or (answer.status == "not_reported" and bool(answer.values))


def _quotes(answer: Answer) -> set[tuple[str, int, int]]:
    return {(one.report, one.start, one.end) for one in answer.citations}


def _is_new(answer: Answer, before: Sequence[Answer]) -> bool:
    """Whether an answer says what none before it does."""
    return all(answer.answer != one.answer and (not answer.values or answer.values != one.values) for one in before)


def _is_near(answer: Answer, before: Sequence[Answer]) -> bool:
    """Whether a free figure is told with words of its part, or stands in the section that the parts before it were
    answered from: a part that leaves out what it is about (多少人) may find another thing elsewhere."""
    if not before or all(value.indicator is not None for value in answer.values):
        return True
    said = fold("".join(one.quote for one in answer.citations)).lower()
    terms = [term for term in terms_in(plain(answer.question), answer.language) if not term.weak]
    if any(word in said for term in terms for word in term.words):
        return True
    sections = {(one.report, one.section) for each in before for one in each.citations}
    return all((one.report, one.section) in sections for one in answer.citations)


def _renumbered(text: str, numbers: Mapping[int, int]) -> str:
    return _MARKER.sub(lambda match: f"[{numbers.get(int(match[1]), match[1])}]", text)


def _as_one(whole: Answer, told: Sequence[Answer], silent: Sequence[str]) -> Answer:
    """One answer with the citations of all numbered anew, each quote once."""
    citations: list[Citation] = []
    texts, values, notes = [], [], []
    for answer in told:
        numbers: dict[int, int] = {}
        for one in answer.citations:
            same = next((c.id for c in citations if (c.report, c.start, c.end) == (one.report, one.start, one.end)), 0)
            if not same:
                same = len(citations) + 1
                citations.append(replace(one, id=same))
            numbers[one.id] = same
        texts.append(_renumbered(answer.answer, numbers))
        values += [replace(one, citations=tuple(numbers[n] for n in one.citations)) for one in answer.values]
        notes += [replace(one, citations=tuple(numbers[n] for n in one.citations)) for one in answer.notes]
    kept = [one for at, one in enumerate(notes) if one not in notes[:at]]
    first = {one for one in told[0].notes if one.kind == "understood_as"}
    return replace(
        whole,
        status="answered",
        answer="\n".join((*texts, *silent)),
        values=tuple(values),
        citations=tuple(citations),
        notes=tuple(one for one in kept if one.kind != "understood_as" or one in first),
    )
