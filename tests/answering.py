"""What the tests of questions and answers share: the invented reports of tests/reports/answers, read as the index reads
them, the stages called one after the other without a store, and a store filled for the tests that need one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant import extracts
from assistant.compose import compose
from assistant.evidence import figures_for
from assistant.facts import facts
from assistant.follow_up import stand_alone
from assistant.known import known_issuers
from assistant.model import Draft, Evidence, Plan, Reading
from assistant.plan import read as read_question
from assistant.question import question
from assistant.scope import resolve
from index.build_stores import Stores
from index.embed import Embedder
from index.files import SourceFile, read
from index.model import Report
from index.understand import understand

FOLDER = Path(__file__).resolve().parent / "reports" / "answers"
SAMPLES = Path(__file__).resolve().parents[1] / "reports"

LUXI = "湖南省湘西土家族苗族自治州泸溪县-2012"
SUICHANG_2016, SUICHANG_2017 = "浙江省丽水市遂昌县-2016", "浙江省丽水市遂昌县-2017"
JINGDEZHEN = "江西省景德镇市-2019"
QIAOXI_SHIJIAZHUANG, QIAOXI_ZHANGJIAKOU = "河北省石家庄市桥西区-2022", "河北省张家口市桥西区-2022"
SHUILI = "吉林省水利厅-2020"


def understood(text: str, name: str = "report.txt") -> Report:
    """The report that a file with this text becomes."""
    return understand(read(SourceFile(name, name, text.encode())), name, name)


@cache
def in_folder(folder: Path) -> tuple[Report, ...]:
    """The reports of a folder's text files, by their ids."""
    found = [understood(path.read_text("utf-8"), path.name) for path in folder.glob("*.txt")]
    return tuple(sorted(found, key=lambda report: report.id))


def invented() -> tuple[Report, ...]:
    """The invented reports: every form, a department, two years of one place, two places of one name."""
    return in_folder(FOLDER)


def report(report_id: str) -> Report:
    """One of the invented reports."""
    return next(one for one in invented() if one.id == report_id)


def reading_of(*conversation: str, reports: Sequence[Report] | None = None) -> Reading:
    """The last question of a conversation, read and completed from those before it."""
    held = invented() if reports is None else reports
    known = known_issuers(tuple(dict.fromkeys(one.identity.issuer for one in held)))
    *before, last = [read_question(question(text), known) for text in conversation]
    return stand_alone(last, before)


def plan_of(*conversation: str, reports: Sequence[Report] | None = None) -> Plan:
    """The plan of a question over `reports`, the invented ones unless others are given."""
    return resolve(reading_of(*conversation, reports=reports), invented() if reports is None else reports)


def evidence_of(*conversation: str, reports: Sequence[Report] | None = None) -> Evidence:
    """The evidence for a question without any search: indicators and free figures, or a section's items, or facts."""
    plan = plan_of(*conversation, reports=reports)
    known = {one.id: one for one in (invented() if reports is None else reports)}
    chosen = [known[report_id] for report_id in plan.reports]
    reading = plan.reading
    if reading.operation == "fact":
        return Evidence(plan, extracts=tuple(one for report in chosen for one in facts(reading, report)))
    if reading.operation == "narrative":
        found = [extracts.by_topic(reading, report) or extracts.by_heading(reading, report) for report in chosen]
        return Evidence(plan, extracts=tuple(one for pieces in found for one in pieces))
    if reading.operation == "catalogue" or not chosen:
        return Evidence(plan)
    return figures_for(plan, chosen)


def draft_of(*conversation: str, reports: Sequence[Report] | None = None) -> Draft:
    """What is answered to a question before it is verified."""
    known = {one.id: one for one in (invented() if reports is None else reports)}
    return compose(evidence_of(*conversation, reports=reports), known)


def text_of(draft: Draft) -> str:
    """The statements of a draft as an answer shows them."""
    return "\n".join(statement.text for statement in draft.statements)


def without_markers(text: str) -> str:
    """An answer's text without its citation markers, to look for figures in."""
    return re.sub(r"\[\d+\]", "", text)


def fill(store: Path, reports: Sequence[Report], embedder: Embedder) -> Path:
    """Put `reports` into a new store, with the vectors of `embedder`."""
    store.mkdir(parents=True, exist_ok=True)
    with Stores(store) as stores:
        for one in reports:
            stores.put(one, embedder)
    return store
