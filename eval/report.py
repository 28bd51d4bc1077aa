"""A run as one HTML file: scores, charts drawn in SVG, every question with what was expected and what came.

Nothing is loaded from anywhere: style and charts are in the file, and it works without scripts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from eval.gate import Verdict
from eval.metrics import Outcome
from eval.result import Change, Extraction, Row, RunResult, Scores, compare, failures, groups, outcomes, score
from eval.show import number, percent

_OUTCOMES: tuple[Outcome, ...] = ("right", "partial", "silent", "wrong")
_NAMES = {"right": "right", "partial": "incomplete", "silent": "silent", "wrong": "wrong"}
_WIDTH = 740
_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --card: #f7f8f9; --ink: #1f262d; --soft: #5d6772; --line: #d9dde2;
        --right: #2f7d5b; --partial: #c9a227; --silent: #9aa3ad; --wrong: #b3392f }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15191d; --card: #1d2227; --ink: #e4e8ec; --soft: #9aa5b0; --line: #333b43;
          --right: #4caf83; --partial: #d6b44a; --silent: #66717c; --wrong: #e06a5e } }
body { font: 15px/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: var(--ink);
       background: var(--ground); max-width: 69rem; margin: 2.5rem auto; padding: 0 1.25rem }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem }
.soft { color: var(--soft) } p.soft { margin: .25rem 0 .75rem }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: .75rem; margin: 1.5rem 0 }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem }
.tile b { display: block; font-size: 1.5rem; font-weight: 600 } .tile span { color: var(--soft); font-size: .85rem }
ul { margin: .25rem 0; padding-left: 1.25rem } li { margin: .2rem 0; overflow-wrap: anywhere }
.wide { overflow-x: auto } .wide svg { width: 100%; max-width: 52rem; display: block }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums }
th, td { text-align: right; padding: .35rem .45rem; border-bottom: 1px solid var(--line); white-space: nowrap }
th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: var(--ground) }
th { color: var(--soft); font-weight: 500 } .scores tr:last-child td { font-weight: 600; border-bottom: 0 }
tr.rule td { border-bottom: 2px solid var(--line) }
.right { fill: var(--right) } .partial { fill: var(--partial) } .silent { fill: var(--silent) }
.wrong { fill: var(--wrong) } svg text { font-size: 12px; fill: var(--ink) } svg .soft { fill: var(--soft) }
details { border-left: 4px solid var(--line); background: var(--card); border-radius: 0 .4rem .4rem 0;
          padding: .4rem .9rem; margin: .5rem 0 }
details.is-wrong { border-color: var(--wrong) } details.is-partial { border-color: var(--partial) }
details.is-silent { border-color: var(--silent) } details.is-right { border-color: var(--right) }
summary { cursor: pointer } dl { display: grid; grid-template-columns: 6rem 1fr; gap: .25rem .75rem; margin: .5rem 0 }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
.key { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; margin: 0 .35rem 0 0 }
.keys .name { margin-right: 1rem }
@media (max-width: 40rem) { .tiles { grid-template-columns: 1fr 1fr } .bars text { font-size: 19px }
  dl { grid-template-columns: 1fr; gap: 0 } dd { margin-bottom: .5rem } }
"""


def html(result: RunResult, before: RunResult | None = None, judged: Verdict | None = None) -> str:
    """The run as a page; with `before`, what changed since."""
    title, model = f"Evaluation: {result.name}", result.fingerprint or result.model
    parts = [
        f"<h1>{escape(title)}</h1><p class=soft>{len(result.rows)} questions · {escape(model)}</p>",
        _tiles(score(result.rows)),
        _verdict(judged) if judged else "",
        "<h2>Outcome by type of question</h2>",
        _legend(),
        _bars(groups(result.rows, lambda row: row.type)),
        "<h2>Scores by type and language</h2>",
        _table(result.rows),
        _extraction(result.extraction),
        "<h2>Time for a question</h2>",
        _histogram([row.elapsed_ms for row in result.rows]),
        _changes(compare(outcomes(before), result)) if before else "",
        "<h2>What was not right</h2>",
        "".join(_question(row, True) for row in failures(result.rows)) or "<p>Nothing.</p>",
        "<h2>What was right</h2>",
        "".join(_question(row, False) for row in result.rows if row.outcome == "right"),
    ]
    head = f"<meta charset=utf-8><meta name=viewport content='width=device-width'><title>{escape(title)}</title>"
    return (
        f"<!doctype html><html lang=en><head>{head}<style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>"
    )


def _tiles(scores: Scores) -> str:
    low, high = scores.accuracy_interval
    tiles = (
        (percent(scores.accuracy), f"right, {percent(low)} to {percent(high)}"),
        (percent(scores.wrong_rate), "wrong"),
        (number(scores.crag), "CRAG score, −1 to 1"),
        (percent(scores.abstention_recall), "of the unanswerable left unanswered"),
        (percent(scores.citation_recall), "of statements held by what they cite"),
        (f"{scores.p50_ms:.0f} ms", f"a question at the median, {scores.p95_ms:.0f} ms at the 95th percentile"),
    )
    return f"<div class=tiles>{''.join(f'<div class=tile><b>{a}</b><span>{b}</span></div>' for a, b in tiles)}</div>"


def _verdict(judged: Verdict) -> str:
    """The goals that are missed and what is worse than in the run accepted last."""
    reached = judged.goals - len(judged.missed)
    items = "".join(f"<li>{escape(one)}</li>" for one in (*judged.missed, *judged.worse))
    accepted = f"; {len(judged.worse)} worse than in the accepted run" if judged.before else ""
    held = f"<p>{reached} of {judged.goals} goals reached{accepted}.</p>"
    return f"<h2>Goals</h2>{held}{f'<ul>{items}</ul>' if items else ''}"


def _legend() -> str:
    keys = "".join(
        f"<span class=key style='background:var(--{one})'></span><span class=name>{_NAMES[one]}</span>"
        for one in _OUTCOMES
    )
    return f"<p class='soft keys'>{keys}</p>"


def _bars(by_type: dict[str, tuple[Row, ...]]) -> str:
    """A stacked bar a type: how many of its questions were right, incomplete, silent and wrong."""
    lines = [_bar(at * 24, name, rows) for at, (name, rows) in enumerate(by_type.items())]
    return _wide(f"<svg viewBox='0 0 {_WIDTH} {len(lines) * 24}' class=bars role=img>{''.join(lines)}</svg>")


def _wide(markup: str) -> str:
    """What scrolls by itself where the page is narrower."""
    return f"<div class=wide>{markup}</div>"


def _called(name: str) -> str:
    return name.replace("_", " ")


def _bar(y: int, name: str, rows: Sequence[Row]) -> str:
    outcomes = [row.outcome for row in rows]
    parts, x = [f"<text x=0 y={y + 16}>{escape(_called(name))}</text>"], 130.0
    for outcome in _OUTCOMES:
        count = outcomes.count(outcome)
        width = 510 * count / len(rows)
        hint = f"<title>{count} {_NAMES[outcome]}</title>"
        parts.append(f"<rect class={outcome} x={x:.1f} y={y + 4} width={width:.1f} height=16>{hint}</rect>")
        x += width
    return "".join([*parts, f"<text class=soft x=650 y={y + 16}>{outcomes.count('right')} / {len(rows)}</text>"])


def _table(rows: Sequence[Row]) -> str:
    head = (
        "",
        "n",
        "right",
        "95 %",
        "wrong",
        "CRAG",
        "abstains P",
        "R",
        "cites P",
        "R",
        "hit@1",
        "hit@4",
        "MRR",
        "p50 ms",
        "p95",
    )
    types, languages = groups(rows, lambda row: row.type), groups(rows, lambda row: row.language)
    lines = [(name, score(some)) for name, some in (*types.items(), *languages.items(), ("all", tuple(rows)))]
    ends = {len(types) - 1, len(types) + len(languages) - 1}
    body = "".join(_line([_called(name), *_cells(one)], "td", at in ends) for at, (name, one) in enumerate(lines))
    return _wide(f"<table class=scores>{_line(head, 'th')}{body}</table>")


def _cells(scores: Scores) -> list[str]:
    shares = (scores.abstention_precision, scores.abstention_recall, scores.citation_precision, scores.citation_recall)
    return [
        str(scores.questions),
        percent(scores.accuracy),
        f"{scores.accuracy_interval[0] * 100:.0f}–{scores.accuracy_interval[1] * 100:.0f}",
        percent(scores.wrong_rate),
        number(scores.crag),
        *(percent(share) for share in (*shares, scores.hit_1, scores.hit_4)),
        number(scores.mrr),
        f"{scores.p50_ms:.0f}",
        f"{scores.p95_ms:.0f}",
    ]


def _line(cells: Iterable[str], tag: str, ruled: bool = False) -> str:
    return f"<tr{' class=rule' if ruled else ''}>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _extraction(forms: Sequence[Extraction]) -> str:
    if not forms:
        return ""
    lines = [(one.form, str(one.cells), percent(one.score.precision), percent(one.score.recall)) for one in forms]
    body = "".join(_line(line, "td") for line in lines)
    return "<h2>Cells read from tables</h2>" + _wide(
        f"<table>{_line(('form', 'cells', 'precision', 'recall'), 'th')}{body}</table>"
    )


def _histogram(times: Sequence[float]) -> str:
    """How many questions took how long, in bins that double in width."""
    bins = [0] * (1 + max((_bin(ms) for ms in times), default=0))
    for ms in times:
        bins[_bin(ms)] += 1
    top = max(bins, default=1) or 1
    bars = [
        f"<rect class=right x={at * 70} y={100 - 90 * count / top:.1f} width=60 height={90 * count / top:.1f}></rect>"
        f"<text x={at * 70 + 30} y={94 - 90 * count / top:.1f} text-anchor=middle>{count or ''}</text>"
        f"<text class=soft x={at * 70 + 30} y=116 text-anchor=middle>≤ {2**at} ms</text>"
        for at, count in enumerate(bins)
    ]
    return _wide(f"<svg viewBox='0 -12 {max(_WIDTH, len(bins) * 70)} 132' role=img>{''.join(bars)}</svg>")


def _bin(ms: float) -> int:
    return max(0, math.ceil(math.log2(ms))) if ms > 0 else 0


def _changes(changes: Sequence[Change]) -> str:
    items = "".join(
        f"<li><b>{'better' if one.better else 'worse'}</b> {escape(one.id)}: {_NAMES[one.before]} → {_NAMES[one.after]}"
        f" · {escape(one.question)}</li>"
        for one in changes
    )
    return f"<h2>What changed</h2>{f'<ul>{items}</ul>' if items else '<p>Nothing.</p>'}"


def _question(row: Row, shown: bool) -> str:
    facts = (
        ("expected", row.expected),
        ("status", row.status),
        ("answer", row.answer),
        ("figures", "\n".join(row.values)),
        ("why", "\n".join(row.reasons)),
    )
    lines = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in facts if text)
    head = (
        f"{escape(row.question)} <span class=soft>{escape(row.id)} · {escape(row.type)} · {_NAMES[row.outcome]}</span>"
    )
    opened = " open" if shown else ""
    return f"<details class=is-{row.outcome}{opened}><summary>{head}</summary><dl>{lines}</dl></details>"
