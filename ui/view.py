"""An Answer → what is drawn of it: lines with markers, figures, sources in their context, notes. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.model import Answer, Citation, Language, ModelUse, Note, Value
from index.model import Report
from index.ontology import ontology
from index.preview import has_title
from ui.context import Context, context
from ui.lines import figure_line, whose
from ui.words import NOTES, STATES, STATUSES, say

ITEM = "- "
MARKER = re.compile(r"\[(\d{1,3})\]")
TILES = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the answer's words, or the marker of the citation `marker`."""

    text: str = ""
    marker: int | None = None


Paragraph = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer, or an item of a list in it."""

    words: Paragraph
    item: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure the answer states. `value` is empty where the report has none; `state` then says why. `line` is
    the figure with its sources in one line, to be copied."""

    value: str
    unit: str
    state: str
    label: str
    place: str
    year: int
    computed: bool
    markers: tuple[int, ...]
    line: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with what stands around its quote, None where the report could not be opened; `titled` says that its
    title is the report's own."""

    citation: Citation
    context: Context | None
    titled: bool = True


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note under its heading; `kind` chooses its tone."""

    kind: str
    heading: str
    body: Paragraph


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the page draws of an answer. `badge` is empty for a plain answer and names an abstention otherwise; `used`
    says what a chat model took, where one was asked."""

    badge: str
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    notes: tuple[NoteView, ...]
    used: str = ""
    language: Language = "zh"

    @property
    def figures_as_table(self) -> bool:
        """More figures than can stand side by side are easier to read one a row."""
        return len(self.figures) > TILES


def view(answer: Answer, report: Callable[[str], Report | None] | None, language: Language) -> AnswerView:
    """What to draw of `answer`; `report` gives a report by its id, `language` is that of the page.

    Without `report` no source is looked up: what an answer says can be shown while they are.
    """
    known = {citation.id for citation in answer.citations}
    return AnswerView(
        badge="" if answer.status == "answered" else STATUSES[answer.status][language],
        lines=tuple(line_view(line, known) for line in answer.answer.splitlines() if line.strip()),
        figures=told_apart(answer, tuple(figure(value, language, answer.citations) for value in answer.values)),
        sources=tuple(source(one, report, stated(answer, one)) for one in answer.citations)
        if report is not None
        else (),
        notes=tuple(note_view(note, known, language) for note in answer.notes),
        language=answer.language,
        used=used(answer.model, language) if answer.model is not None else "",
    )


def used(model: ModelUse, language: Language) -> str:
    """The model's name, its tokens and, where prices are set, their cost."""
    cost = "" if model.cost is None else say("model_cost", language, cost=f"{model.cost:.6f}".rstrip("0"))
    read, written = f"{model.tokens_read:,}", f"{model.tokens_written:,}"
    return say("model_used", language, name=model.name, read=read, written=written) + cost


def line_view(text: str, known: Collection[int]) -> Line:
    """One line of the answer; a hyphen before it makes it an item."""
    return Line(segments(text.removeprefix(ITEM), known), item=text.startswith(ITEM))


def segments(text: str, known: Collection[int]) -> Paragraph:
    """`text` cut at its markers; a bracketed number that no citation has stays text."""
    found: list[Segment] = []
    at = 0
    for marker in MARKER.finditer(text):
        if int(marker[1]) in known:
            found += [Segment(text[at : marker.start()].rstrip(" ")), Segment(marker=int(marker[1]))]
            at = marker.end()
    found.append(Segment(text[at:]))
    return tuple(segment for segment in found if segment.text or segment.marker is not None)


def figure(value: Value, language: Language, citations: Sequence[Citation] = ()) -> Figure:
    """A value as it is drawn: a blank shows its state, never a number."""
    return Figure(
        value=value.value if value.value is not None and value.state == "reported" else "",
        unit=value.unit if value.state == "reported" else "",
        state=STATES[value.state][language],
        label=_label(value, language),
        place=whose(value, citations),
        year=value.year,
        computed=value.computed is not None,
        markers=value.citations,
        line=figure_line(value, citations, language),
    )


def told_apart(answer: Answer, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures of `answer`, those of two places of one name under the places' full names, as their reports' ids
    have them."""
    owner = {one.id: one.report.rpartition("-")[0] for one in answer.citations}
    owners = [{owner[marker] for marker in one.markers if marker in owner} for one in figures]
    named: dict[str, set[str]] = {}
    for one, found in zip(figures, owners, strict=True):
        named.setdefault(one.place, set()).update(found if len(found) == 1 else ())
    return tuple(
        replace(one, place=next(iter(found))) if len(found) == 1 and len(named[one.place]) > 1 else one
        for one, found in zip(figures, owners, strict=True)
    )


def _label(value: Value, language: Language) -> str:
    """What the value counts, in the reader's language; a free figure keeps the report's own words."""
    if language == "zh" or value.indicator is None:
        return value.label
    name = ontology().terms[value.indicator].en
    if value.applicant is None:
        return name
    return f"{name} ({ontology().applicants[value.applicant].en})"


def note_view(note: Note, known: Collection[int], language: Language) -> NoteView:
    """A note with the markers of its citations, after its words unless they hold them already."""
    body = segments(note.text, known)
    held = {segment.marker for segment in body}
    rest = tuple(Segment(marker=marker) for marker in note.citations if marker in known and marker not in held)
    return NoteView(note.kind, NOTES[note.kind][language], body + rest)


def stated(answer: Answer, citation: Citation) -> frozenset[str]:
    """The figures that the answer takes from a citation, as the report writes them."""
    return frozenset(one.value for one in answer.values if one.value is not None and citation.id in one.citations)


def source(citation: Citation, report: Callable[[str], Report | None], figures: Collection[str] = ()) -> Source:
    """The quote in its report, without what is around it where the report is gone or holds something else there now."""
    found = report(citation.report)
    if found is None:
        return Source(citation, None)
    there = found.text[citation.start : citation.end] == citation.quote
    around = context(found, citation.start, citation.end, figures) if there else None
    return Source(citation, around, has_title(found))


def matching(needle: str, haystacks: Mapping[str, str]) -> list[str]:
    """The keys of those haystacks that hold every word of `needle`, in their order; all of them for no words."""
    words = needle.casefold().split()
    return [key for key, text in haystacks.items() if all(word in text.casefold() for word in words)]
