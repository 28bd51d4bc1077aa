"""What the commands print for people: text that stays whole in a narrow terminal and in a pipe."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.model import Answer, Citation, Language
from index.build import IndexOutcome
from index.catalog import ReportEntry
from index.model import Report

if TYPE_CHECKING:
    from index.checks import Finding

_LABELS = {
    "en": {"page": "page {}", "note": "Note ({}): {}", "stages": "Stages:", "request": "Request: {}"},
    "zh": {"page": "第{}页", "note": "说明({}):{}", "stages": "各步用时:", "request": "请求:{}"},
}
_WIDE = 10_000
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """`text` without the control characters that a terminal would obey, and without those that turn its order round."""
    return "".join(
        "\ufffd"
        if (unicodedata.category(character) == "Cc" and character not in "\n\t") or character in _TURNING
        else character
        for character in text
    )


def answer(given: Answer, explain: bool = False) -> str:
    """The answer, then what it cites, then what a careful reader needs to know beside it."""
    labels = _LABELS[given.language]
    parts = [given.answer]
    if given.citations:
        parts.append("\n".join(_citation(citation, labels["page"]) for citation in given.citations))
    if given.notes:
        parts.append("\n".join(labels["note"].format(note.kind, note.text) for note in given.notes))
    if explain:
        stages = (f"  {stage} {spent:.1f} ms" for stage, spent in given.stages_ms.items())
        parts.append("\n".join((labels["stages"], *stages, f"  = {given.elapsed_ms:.1f} ms")))
        parts += [labels["request"].format(given.request)] if given.request else []
    return printable("\n\n".join(parts))


def _citation(citation: Citation, page: str) -> str:
    quote = " ".join(citation.quote.split())
    where = [citation.title, " › ".join(citation.section)]
    where.append(page.format(citation.page) if citation.page is not None else "")
    return f"[{citation.id}] “{quote}”\n    {' · '.join(part for part in where if part)} ({citation.report})"


def reports(entries: Sequence[ReportEntry]) -> None:
    """The table of reports."""
    table(
        ("Report", "Year", "Level", "Layout", "Source"),
        ((entry.id, entry.identity.year, entry.identity.issuer.level, entry.layout, entry.source) for entry in entries),
    )


def report(entry: ReportEntry, whole: Report) -> str:
    """A report's metadata, its outline and its whole text."""
    issuer, identity = entry.identity.issuer, entry.identity
    about = {
        "Report": entry.id,
        "Title": identity.title,
        "Issuer": issuer.name,
        "Region": " › ".join(issuer.region_path) or issuer.region,
        "Level": issuer.level,
        "Year": identity.year,
        "Published": identity.published or "",
        "Layout": entry.layout,
        "Source": entry.source,
        "Indexed": f"{entry.indexed_at:%Y-%m-%d %H:%M} UTC",
    }
    lines = [f"{name + ':':<11}{value}" for name, value in about.items() if value != ""]
    lines += [f"{'Warning:':<11}{warning}" for warning in entry.warnings]
    outline = [f"{'  ' * section.level}{section.path[-1]}" for section in whole.sections if section.path]
    return printable("\n".join([*lines, "", "Sections:", *outline, "", whole.text]))


def indicators(rows: Iterable[dict[str, Any]]) -> None:
    """The table of indicators."""
    table(
        ("Issuer", "Year", "Indicator", "Label", "Applicant", "Value", "Unit", "State", "Source"),
        (
            (
                row["issuer"], row["year"], row["indicator"], row["label"], row["applicant"] or "",
                f"{row['approximate'] or ''}{'' if row['value'] is None else row['value']}", row["unit"], row["state"],
                row["source"],
            )
            for row in rows
        ),
    )  # fmt: skip


def findings(found: Sequence[Finding], language: Language = "zh") -> str:
    """What does not add up, a paragraph each, in the language chosen; the quotes are the reports' own words."""
    return printable("\n\n".join(_finding(finding, language) for finding in found))


def _finding(finding: Finding, language: Language) -> str:
    message = finding.message if language == "zh" else finding.message_en
    figures = (
        f"  {figure.label if language == 'zh' else figure.label_en} {figure.value}: “{' '.join(figure.quote.split())}”"
        for figure in finding.figures
    )
    return "\n".join((f"{finding.report}: {message} ({finding.severity}, {finding.rule})", *figures))


def outcome(done: IndexOutcome) -> str:
    """What indexing came to, a line for each kind of outcome."""
    lines = [
        f"{name} {len(ids)} {'report' if len(ids) == 1 else 'reports'}: {', '.join(ids)}"
        for name, ids in (("Added", done.added), ("Updated", done.updated), ("Pruned", done.pruned))
        if ids
    ]
    if done.unchanged:
        several = "report is" if len(done.unchanged) == 1 else "reports are"
        lines.append(f"{len(done.unchanged)} {several} unchanged.")
    return "\n".join(lines) or ("No report was indexed." if done.failed else "There is no report to index there.")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on standard output: as wide as its content in a pipe, folded to fit in a terminal."""
    terminal = sys.stdout.isatty()
    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        drawn.add_column(column, overflow="fold", no_wrap=not terminal)
    for row in rows:
        drawn.add_row(*(Text(printable(str(cell))) for cell in row))
    console = Console(width=None if terminal else _WIDE, highlight=False, markup=False)
    with console.capture() as captured:
        console.print(drawn)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))
