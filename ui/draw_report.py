"""A whole report, and reports in lists → HTML, all words escaped. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from assistant.model import Language
from index.checks import Finding
from index.model import Identity, Indicator
from index.ontology import ontology
from index.preview import Recognised
from ui.context import Heading, Piece
from ui.draw import fill, join, made, report_link, run, table
from ui.in_chinese import in_chinese
from ui.uploads import shown as shown_path
from ui.words import LAYOUTS, RULES, TROUBLES, say

UNREAD_SHOWN = 12


def outline(headings: Iterable[Heading], language: Language) -> Markup:
    """Links to a report's headings."""
    links = join(
        fill(
            '<li class="gk-level-{level}"><a href="#{id}">{text}</a></li>',
            level=one.level,
            id=one.anchor,
            text=one.text,
        )
        for one in headings
    )
    if not links:
        return Markup("")
    return fill(
        '<details class="gk-outline"><summary>{heading}</summary><ul>{links}</ul></details>',
        heading=say("outline", language),
        links=links,
    )


def whole(pieces: Iterable[Piece]) -> Markup:
    """A report's text with its headings and tables; the quote, where there is one, is marked and has an id."""
    drawn = [line(piece) if piece.table is None else table(piece.table) for piece in pieces]
    return fill('<div class="gk-text gk-report" lang="zh-CN">{drawn}</div>', drawn=join(drawn))


def line(piece: Piece) -> Markup:
    """A line, the words of its heading set off from what they head; a section that begins with it can be linked to."""
    anchor = fill(' id="{id}"', id=piece.heading.anchor) if piece.heading is not None else Markup("")
    title = fill('<b class="gk-section">{runs}</b>', runs=join(run(one) for one in piece.title)) if piece.title else ""
    return fill("<p{anchor}>{title}{runs}</p>", anchor=anchor, title=title, runs=join(run(one) for one in piece.line))


# -- what is known of it --------------------------------------------------------------------------------------------


def unfolded(title: str, body: Markup) -> Markup:
    """A body under a line that unfolds it."""
    return fill(
        '<details class="gk-outline"><summary>{title}</summary>{body}</details>',
        title=title,
        body=body,
    )


def rule_name(rule: str, shown: Language) -> str:
    """What a rule wants, in words."""
    return RULES[rule][shown] if rule in RULES else rule


def finding(one: Finding, shown: Language, where: str = "") -> Markup:
    """What does not add up in a sentence, and its figures side by side, each leading to its place."""
    cells = join(
        fill(
            '<a class="gk-operand" href="{link}" target="_blank" rel="noopener" title="{quote}">'
            '<b>{value}</b><span lang="{shown}">{label}</span></a>',
            shown=shown,
            link=report_link(one.report, shown, figure.start, figure.end),
            quote=" ".join(figure.quote.split()),
            value=figure.value,
            label=figure.label_en if shown == "en" else figure.label,
        )
        for figure in one.figures
    )
    return fill(
        '<section class="gk-finding gk-{severity}"><p lang="{shown}">{message}</p><p class="gk-about">{where}</p>'
        '<div class="gk-operands">{cells}</div></section>',
        severity=one.severity,
        shown=shown,
        message=one.message_en if shown == "en" else one.message,
        where=where or rule_name(one.rule, shown),
        cells=cells,
    )


# -- what files came to -------------------------------------------------------------------------------------------


def recognised(one: Recognised, held: bool, twice: bool, language: Language) -> Markup:
    """What a file would be: whose report of which year, its form and figures, and what was not understood; `held` says
    that the store has one of that issuer and year, `twice` that another file given has it, too."""
    if one.identity is None or one.layout is None:
        return refusal(one.kind, one.reason, language)
    issuer = one.identity.issuer
    facts = [
        ("issuer", issuer.name),
        ("place", " ".join(issuer.region_path)),
        ("year", str(one.identity.year)),
        ("form", LAYOUTS[one.layout][language]),
        ("figures", say("figures_found", language, found=one.indicators, blank=one.blank)),
    ]
    rows = unread_rows(one.unread, language)
    unread = [fill("<li>{row}</li>", row=row) for row in rows[:UNREAD_SHOWN]]
    more = len(rows) - len(unread)
    return join(
        [
            fill(
                '<p class="gk-card-title">{title}{made}</p>',
                title=one.identity.title,
                made=made(one.titled, language),
            ),
            fill('<dl class="gk-facts">{facts}</dl>', facts=join(fact(*pair, language) for pair in facts)),
            fill('<p class="gk-about">{line}</p>', line=say("replaces", language)) if held else Markup(""),
            fill('<p class="gk-about">{line}</p>', line=say("given_twice", language)) if twice else Markup(""),
            fill(
                '<details class="gk-outline"><summary>{line}</summary><ul>{rows}{more}</ul></details>',
                line=say("not_understood", language, count=len(one.unread)),
                rows=join(unread),
                more=fill("<li>… +{more}</li>", more=more) if more > 0 else "",
            )
            if unread
            else Markup(""),
        ]
    )


def unread_rows(cells: Iterable[Indicator], language: Language) -> list[str]:
    """The rows of the tables whose cells were not read, each once with why."""
    colon, many = ("：", "（{} 格）") if language == "zh" else (": ", " ({} cells)")
    told = Counter((row_name(one, language), one.why or "") for one in cells)
    return [
        f"{name}{colon}{(language == 'zh' and in_chinese(why)) or why}{many.format(times) if times > 1 else ''}"
        for (name, why), times in told.items()
    ]


def row_name(one: Indicator, language: Language) -> str:
    term = ontology().terms.get(one.code)
    return term.name(language) if term else one.label


def refusal(kind: str, reason: str, language: Language) -> Markup:
    """Why a file is no report, in the page's language; a reason without Chinese stands behind what kind it is."""
    whole = reason if language == "en" else in_chinese(reason)
    return fill(
        '<div class="gk-trouble"><p>{first}</p>{rest}</div>',
        first=whole or TROUBLES.get(kind, TROUBLES["UnreadableFile"]),
        rest="" if whole else fill('<p class="gk-about" lang="en">{reason}</p>', reason=reason),
    )


def fact(key: str, words: str, language: Language) -> Markup:
    return fill("<div><dt>{key}</dt><dd>{words}</dd></div>", key=say(key, language), words=words)


def held_report(identity: Identity, source: str, indexed: date, language: Language) -> Markup:
    """One report of the store in a line or two."""
    return fill(
        '<div class="gk-held"><b>{issuer}</b> {year}<p class="gk-about">{place} · {source} · {indexed}</p></div>',
        place=" ".join(identity.issuer.region_path) or identity.issuer.region,
        issuer=identity.issuer.name,
        year=identity.year,
        source=shown_path(source),
        indexed=say("indexed_at", language, date=indexed.isoformat()),
    )
