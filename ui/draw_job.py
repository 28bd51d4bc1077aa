"""A run of indexing → HTML: a bar for each file, what came of it, and why what failed. All words escaped. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant.model import Language
from ui.draw import fill, join
from ui.draw_report import refusal
from ui.in_chinese import in_chinese
from ui.jobs import FileState, Job
from ui.uploads import shown as shown_path
from ui.words import JOB_STATES, STAGES, say

AT_ONCE = 12  # files that are shown; what more there is of the same state is folded away


def job(run: Job, language: Language) -> Markup:
    """Where each file of a run stands, what failed first, and what stopped it."""
    files = tuple(run.files.values())
    order = ("failed", "working", "waiting", "done")
    rows = [one for state in order for one in files if one.state == state]
    done = sum(one.state in {"done", "failed"} for one in files)
    starting = not run.over and all(one.state == "waiting" for one in files)
    said = [line for line in (run.told, *run.notes) if line]
    return join(
        [
            fill('<p class="gk-about">{line}</p>', line=say("files_done", language, done=done, total=len(files))),
            fill('<p class="gk-about">{line}</p>', line=say("starting", language)) if starting else Markup(""),
            listed(rows[:AT_ONCE], language),
            fill(
                '<details class="gk-outline"><summary>{more}</summary>{rows}</details>',
                more=say("more_files", language, count=len(rows) - AT_ONCE),
                rows=listed(rows[AT_ONCE:], language),
            )
            if len(rows) > AT_ONCE
            else Markup(""),
            join(aside(line, language) for line in said),
            refusal(run.kind, run.trouble, language) if run.trouble else Markup(""),
        ]
    )


def aside(line: str, language: Language) -> Markup:
    """What a run says meanwhile."""
    words = in_chinese(line) if language == "zh" else line
    return fill('<p class="gk-about" lang="{lang}">{line}</p>', lang=language if words else "en", line=words or line)


def listed(files: Sequence[FileState], language: Language) -> Markup:
    return fill('<ul class="gk-files">{rows}</ul>', rows=join(file(one, language) for one in files))


def file(one: FileState, language: Language) -> Markup:
    """One file with its bar."""
    return fill(
        '<li class="gk-{state}"><b>{word}</b> {name}'
        '<progress class="gk-bar" max="1" value="{share}" aria-label="{name}"></progress>{report}{reason}</li>',
        state=one.state,
        word=JOB_STATES[one.state][language],
        name=shown_path(one.path),
        share=f"{one.share:.2f}",
        report=fill(' <span class="gk-about">{line}</span>', line=one.report or stage(one, language)),
        reason=refusal(one.kind, one.reason, language) if one.reason else Markup(""),
    )


def stage(one: FileState, language: Language) -> str:
    """What is being done with a file."""
    if one.state != "working":
        return ""
    return STAGES[one.stage][language].format(done=one.done, total=one.total)
