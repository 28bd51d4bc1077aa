"""A conversation → a document to keep: Markdown and Word, every figure with its quote and where that stands. Pure."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document

from assistant.model import Answer, Language
from ui.conversation import Turn
from ui.lines import escaped, source_line
from ui.words import NOTES, STATUSES, say

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def markdown(turns: Sequence[Turn], language: Language) -> str:
    """The conversation as Markdown; what reports and visitors wrote stays words in it."""
    parts = [f"# {say('name', language)}"]
    for turn in turns:
        parts.append(f"## {escaped(turn.question)}")
        if turn.answer is None:
            parts.append(escaped(turn.trouble or say("stopped", language)))
            continue
        parts += [escaped(line).replace("\\[", "[").replace("\\]", "]") for line in spoken(turn.answer, language)]
        parts += [f"> **{NOTES[note.kind][language]}** {escaped(note.text)}" for note in turn.answer.notes]
        cited = [f"- \\[{one.id}\\] {escaped(source_line(one, language))}" for one in turn.answer.citations]
        parts += [f"**{say('sources', language)}**", "\n".join(cited)] if cited else []
    return "\n\n".join(parts) + "\n"


def word(turns: Sequence[Turn], language: Language) -> bytes:
    """The conversation as a Word document (.docx)."""
    document = Document()
    document.add_heading(say("name", language), 0)
    for turn in turns:
        document.add_heading(printable(turn.question), 1)
        if turn.answer is None:
            document.add_paragraph(printable(turn.trouble or say("stopped", language)))
            continue
        for line in spoken(turn.answer, language):
            document.add_paragraph(printable(line.removeprefix("- ")), "List Bullet" if line.startswith("- ") else None)
        for note in turn.answer.notes:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{NOTES[note.kind][language]} ").bold = True
            paragraph.add_run(printable(note.text))
        for one in turn.answer.citations:
            document.add_paragraph(printable(f"[{one.id}] {source_line(one, language)}"), "Quote")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def printable(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return UNPRINTABLE.sub("", text)


def spoken(answer: Answer, language: Language) -> list[str]:
    """The lines of an answer, what it is where it is no plain one first."""
    badge = [] if answer.status == "answered" else [f"({STATUSES[answer.status][language]})"]
    return badge + [line for line in answer.answer.splitlines() if line.strip()]
