"""What is drawn → HTML. Everything that comes from a report, a question or an answer is escaped on its way in. Pure.

A marker and its source open a native popover, so that a quote opens at once, by mouse or keyboard, without a script.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from markupsafe import Markup, escape

from assistant.model import Language
from ui.context import Context, Run, TableView
from ui.lines import one_line, place_line
from ui.view import AnswerView, Figure, Line, NoteView, Paragraph, Source
from ui.words import say


def fill(template: str, **parts: object) -> Markup:
    """`template` with `parts` escaped into it; parts that are Markup already stay as they are."""
    return Markup(template).format(**parts)


def join(pieces: Iterable[Markup]) -> Markup:
    """The pieces one after the other."""
    return Markup("").join(pieces)


def question(text: str) -> Markup:
    """The user's question."""
    return fill('<h2 class="gk-question">{text}</h2>', text=text)


def answer(view: AnswerView, turn: str, language: Language) -> Markup:
    """An answer with everything that belongs to it; `turn` keeps the ids of several answers on a page apart."""
    return words(view, turn, language) + proof(view, turn, language)


def words(view: AnswerView, turn: str, language: Language) -> Markup:
    """What an answer says: what it is where it is no plain one, its figures, its lines, its notes."""
    parts = [
        fill('<p class="gk-badge">{badge}</p>', badge=view.badge) if view.badge else Markup(""),
        figures(view, turn, language),
        join(answer_line(one, turn, language) for one in view.lines),
    ]
    return fill(
        '<article class="gk-answer" lang="{language}">{body}{notes}{used}</article>',
        language=view.language,
        body=join(parts),
        notes=notes(view.notes, turn, language),
        used=fill('<p class="gk-about gk-used">{line}</p>', line=view.used) if view.used else Markup(""),
    )


def proof(view: AnswerView, turn: str, language: Language) -> Markup:
    """What an answer rests on: its sources, and the sheet that each opens."""
    if not view.sources:
        return Markup("")
    return fill(
        '<div class="gk-proof">{sources}{sheets}</div>',
        sources=sources(view.sources, turn, language),
        sheets=join(sheet(source, turn, language) for source in view.sources),
    )


def answer_line(one: Line, turn: str, language: Language) -> Markup:
    """A line of the answer."""
    template = '<p class="gk-item">{words}</p>' if one.item else "<p>{words}</p>"
    return fill(template, words=paragraph(one.words, turn, language))


def paragraph(words: Paragraph, turn: str, language: Language) -> Markup:
    """Words with their markers."""
    return join(
        escape(segment.text) if segment.marker is None else marker(segment.marker, turn, language) for segment in words
    )


def marker(number: int, turn: str, language: Language) -> Markup:
    """The button that opens a citation."""
    return fill(
        '<button class="gk-marker" popovertarget="{target}" aria-label="{label}">{number}</button>',
        target=sheet_id(number, turn),
        label=say("open_source", language, id=number),
        number=number,
    )


def sheet_id(number: int, turn: str) -> str:
    return f"gk-{turn}-source-{number}"


# -- figures and notes --------------------------------------------------------------------------------------------


def figures(view: AnswerView, turn: str, language: Language) -> Markup:
    """The answer's figures, side by side or one a row."""
    if not view.figures:
        return Markup("")
    if view.figures_as_table:
        return figure_table(view.figures, turn, language)
    return fill('<div class="gk-figures">{tiles}</div>', tiles=join(tile(one, language) for one in view.figures))


def amount(one: Figure) -> Markup:
    """The figure and its unit, or what stands there instead of one."""
    if not one.value:
        return fill('<span class="gk-none">{state}</span>', state=one.state)
    return fill('<b>{value}</b><span class="gk-unit">{unit}</span>', value=one.value, unit=one.unit)


def copying(one: Figure, language: Language) -> Markup:
    """The button that copies a figure with its source; `ANSWER` in ui.scripts does the copying."""
    return fill(
        '<button class="gk-copy" data-copy="{line}" title="{title}" aria-label="{title}"></button>',
        line=one.line,
        title=say("copy_figure", language),
    )


def tile(one: Figure, language: Language) -> Markup:
    about = f"{one.place} · {one.year}" + (f" · {say('computed', language)}" if one.computed else "")
    return fill(
        '<div class="gk-figure"><div class="gk-amount">{amount}{copy}</div>'
        '<div class="gk-label">{label}</div><div class="gk-about">{about}</div></div>',
        amount=amount(one),
        copy=copying(one, language),
        label=one.label,
        about=about,
    )


def figure_table(rows: tuple[Figure, ...], turn: str, language: Language) -> Markup:
    """Many figures, one a row, each with its markers; where all are of one indicator, its name stands above them."""
    alone = len({one.label for one in rows}) == 1
    head = ("place", "year", "figure") if alone else ("place", "year", "indicator", "figure")
    heads = join(fill("<th>{head}</th>", head=say(one, language)) for one in head)
    body = join(
        fill(
            '<tr><td>{place}</td><td>{year}</td>{label}<td class="gk-amount">{amount} {markers}{copy}</td></tr>',
            place=one.place,
            year=one.year,
            label="" if alone else fill("<td>{label}</td>", label=one.label),
            amount=amount(one),
            markers=join(marker(number, turn, language) for number in one.markers),
            copy=copying(one, language),
        )
        for one in rows
    )
    return fill(
        '<div class="gk-scroll"><table class="gk-table">{caption}<thead><tr>{heads}</tr></thead>'
        "<tbody>{body}</tbody></table></div>",
        caption=fill("<caption>{label}</caption>", label=rows[0].label) if alone else "",
        heads=heads,
        body=body,
    )


def notes(shown: tuple[NoteView, ...], turn: str, language: Language) -> Markup:
    """Notes beside the answer."""
    return join(
        fill(
            '<aside class="gk-note gk-note-{kind}"><b>{heading}</b><span>{body}</span></aside>',
            kind=note.kind,
            heading=note.heading,
            body=paragraph(note.body, turn, language),
        )
        for note in shown
    )


# -- sources ------------------------------------------------------------------------------------------------------


def made(titled: bool, language: Language) -> Markup:
    """A word beside a title that the report itself does not have."""
    return Markup("") if titled else fill(' <span class="gk-made">{word}</span>', word=say("made_title", language))


def sources(shown: tuple[Source, ...], turn: str, language: Language) -> Markup:
    """The list of sources under an answer; each opens its sheet."""
    if not shown:
        return Markup("")
    cards = join(source_card(source, turn, language) for source in shown)
    return fill(
        '<h3 class="gk-heading">{heading}</h3><div class="gk-sources">{cards}</div>',
        heading=say("sources", language),
        cards=cards,
    )


def source_card(source: Source, turn: str, language: Language) -> Markup:
    citation = source.citation
    return fill(
        '<button class="gk-source" popovertarget="{target}"><span class="gk-number">{id}</span>'
        '<span class="gk-card"><span class="gk-title" lang="zh-CN">{title}{made}</span>'
        '<span class="gk-quote" lang="zh-CN">{quote}</span><span class="gk-place">{place}</span></span></button>',
        made=made(source.titled, language),
        target=sheet_id(citation.id, turn),
        id=citation.id,
        title=citation.title,
        quote=one_line(citation.quote),
        place=place_line(citation, language),
    )


def sheet(source: Source, turn: str, language: Language) -> Markup:
    """What opens from a marker: the quote marked in what stands around it, and the way to the whole report."""
    citation = source.citation
    return fill(
        '<section popover class="gk-sheet" id="{id}" aria-label="{title}">'
        '<button class="gk-close" popovertarget="{id}" popovertargetaction="hide" aria-label="{close}">×</button>'
        '<p class="gk-about">{issuer} · {year}</p><h3 lang="zh-CN">{title}{made}</h3>'
        '<p class="gk-place">{place}</p>{around}'
        '<a class="gk-whole" href="{link}" target="_blank" rel="noopener">{whole}</a></section>',
        id=sheet_id(citation.id, turn),
        close=say("close", language),
        issuer=citation.issuer,
        year=citation.year,
        title=citation.title,
        made=made(source.titled, language),
        place=place_line(citation, language),
        around=around(source),
        link=report_link(citation.report, language, citation.start, citation.end),
        whole=say("whole_report", language),
    )


def around(source: Source) -> Markup:
    """The quote in its context, or alone where the context is gone."""
    if source.context is None:
        return fill('<div class="gk-text" lang="zh-CN"><p><mark>{quote}</mark></p></div>', quote=source.citation.quote)
    if source.context.table is not None:
        return table(source.context.table)
    return text_around(source.context)


def text_around(shown: Context) -> Markup:
    gap = Markup('<p class="gk-gap">…</p>')
    return fill(
        '<div class="gk-text" lang="zh-CN">{before}{lines}{after}</div>',
        before=gap if shown.more_before else "",
        lines=lines(shown.lines),
        after=gap if shown.more_after else "",
    )


def lines(shown: Iterable[tuple[Run, ...]]) -> Markup:
    """Report text, a paragraph a line, the quote marked."""
    return join(fill("<p>{runs}</p>", runs=join(run(one) for one in line)) for line in shown)


def run(one: Run) -> Markup:
    return fill("<mark>{text}</mark>", text=one.text) if one.quoted else escape(one.text)


def table(shown: TableView) -> Markup:
    """A report's table with the quoted cells marked."""
    rows = []
    for number, cells in enumerate(shown.rows):
        if number == shown.gap:
            rows.append(Markup('<tr class="gk-gap"><td colspan="99">…</td></tr>'))
        drawn = join(
            fill(
                '<td rowspan="{rows}" colspan="{columns}"{quoted}>{text}</td>',
                rows=cell.rowspan,
                columns=cell.colspan,
                quoted=Markup(' class="gk-marked gk-cell"' if cell.exact else ' class="gk-marked"')
                if cell.quoted
                else "",
                text=cell.text,
            )
            for cell in cells
        )
        rows.append(fill("<tr>{cells}</tr>", cells=drawn))
    return fill(
        '<div class="gk-scroll"><table class="gk-table gk-text" lang="zh-CN">{rows}</table></div>', rows=join(rows)
    )


def plain_table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup:
    """Words in rows under their heads."""
    heads = join(fill("<th>{head}</th>", head=one) for one in head)
    body = join(
        fill("<tr>{cells}</tr>", cells=join(fill("<td>{text}</td>", text=text) for text in row)) for row in rows
    )
    return fill(
        '<div class="gk-scroll"><table class="gk-table"><thead><tr>{heads}</tr></thead>'
        "<tbody>{body}</tbody></table></div>",
        heads=heads,
        body=body,
    )


def report_link(report_id: str, language: Language, start: int | None = None, end: int | None = None) -> str:
    """The address of a report's page, at a quote when a span is given."""
    query = {"report": report_id, "lang": language}
    if start is not None and end is not None:
        query["at"] = f"{start}-{end}"
    return f"./?{urlencode(query)}"
