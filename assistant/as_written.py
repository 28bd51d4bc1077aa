"""An answer from reports in traditional characters: what it quotes, as the reports write it.

Such a report is understood, and its answer composed and verified, in simplified characters, letter for letter. What an
answer says is for its reader and stays so; what it quotes is verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from assistant.model import Answer
from assistant.phrases import one_line
from index.model import Report

_QUOTED = re.compile(r"“([^“”]+)”")


def as_written(answer: Answer, report: Callable[[str], Report]) -> Answer:
    """`answer` with its quotes, in the citations and between quotation marks, in the letters of the reports they are
    from; `report` gives a report by its id."""
    cited = {one: report(one) for one in dict.fromkeys(citation.report for citation in answer.citations)}
    if all(one.written is None for one in cited.values()):
        return answer
    found = [(one, cited[one.report].quote(one.start, one.end)) for one in answer.citations]
    # Both ways of writing a quote have their line breaks at the same places.
    letters = [(one_line(one.quote), one_line(quote)) for one, quote in found if quote != one.quote]
    return replace(
        answer,
        answer=_in_letters(answer.answer, letters),
        citations=tuple(replace(one, quote=quote) for one, quote in found),
        notes=tuple(replace(note, text=_in_letters(note.text, letters)) for note in answer.notes),
    )


def _in_letters(text: str, letters: Iterable[tuple[str, str]]) -> str:
    """`text` with what it quotes in the letters of the report: of each pair the second stands for the first."""
    for plain, written in letters:
        text = text.replace(f"“{plain}”", f"“{written}”")
        text = _QUOTED.sub(partial(_part, plain, written), text)
    return text


def _part(plain: str, written: str, quoted: re.Match[str]) -> str:
    """A quotation as the report writes it, where it is a part of `plain`."""
    at = plain.find(quoted[1])
    return quoted[0] if at < 0 else f"“{written[at : at + len(quoted[1])]}”"
