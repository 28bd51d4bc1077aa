"""A store of two invented reports and an assistant with prepared answers, for the tests of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

from assistant.chain import Asking
from assistant.model import Answer, Citation, Note, Value
from index.catalog import ReportEntry
from index.errors import GongkaiError, QuestionTooLong, UnknownReport
from index.model import Identity, Indicator, Issuer, Report, Section, Table, TableCell

TEXT = "\n".join(
    [
        "云溪市2018年政府信息公开工作年度报告",
        "一、主动公开情况",
        "全市主动公开政府信息7421条。<b>其中</b>网站5210条。",
        "",
        "二、依申请公开情况",
        "全年共收到政府信息公开申请57件,按时办结55件。",
        "附表",
        "指标\t单位\t统计数",
        "收到申请数\t件\t58",
        "传真申请数\t件\t",
    ]
)
SENTENCE = "全年共收到政府信息公开申请57件"
ROW = "收到申请数\t件\t58"


def span(quote: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def table() -> Table:
    """The table at the end of TEXT, its cells located."""
    first = TEXT.index("指标\t")
    cells = []
    at = first
    for row, line in enumerate(TEXT[first:].split("\n")):
        for column, text in enumerate(line.split("\t")):
            cells.append(TableCell(text, row, column, 1, 1, at, at + len(text)))
            at += len(text) + 1
    return Table(0, tuple(cells), rows=3, columns=3, start=first, end=len(TEXT))


def sections() -> tuple[Section, ...]:
    bounds = [*(TEXT.index(mark) for mark in ("云溪", "一、", "二、", "附表")), len(TEXT)]
    named = pairwise(bounds)
    found = []
    for number, (start, end) in enumerate(named):
        heading = TEXT[start : TEXT.index("\n", start)]
        path = () if number == 0 else (heading,)
        found.append(Section(path, start, start + len(heading) + 1 if path else start, end))
    return tuple(found)


def identity(name: str, year: int) -> Identity:
    issuer = Issuer(f"{name}人民政府", name, ("临江省", name), "prefecture")
    return Identity(issuer, year, f"{name}{year}年政府信息公开工作年度报告")


def indicator(code: str, quote: str, value: str, unit: str) -> Indicator:
    start, end = span(quote)
    return Indicator(code, code, Decimal(value), unit, "reported", "text", start, end)


YUNXI = Report(
    id="临江省云溪市-2018",
    identity=identity("云溪市", 2018),
    layout="statistics-2014",
    text=TEXT,
    sections=sections(),
    tables=(table(),),
    passages=(),
    indicators=(
        indicator("applications_received", SENTENCE, "57", "件"),
        indicator("proactive_total", "主动公开政府信息7421条", "7421", "条"),
    ),
    quantities=(),
    source="yunxi.txt",
    sha256="0" * 64,
)
PLAIN = Report(
    id="临江省白沙县-2017",
    identity=identity("白沙县", 2017),
    layout="narrative",
    text="白沙县2017年政府信息公开工作年度报告\n信息公开工作有序推进。",
    sections=(),
    tables=(),
    passages=(),
    indicators=(),
    quantities=(),
    source="baisha.txt",
    sha256="1" * 64,
)


def entry(report: Report) -> ReportEntry:
    return ReportEntry(
        report.id, report.identity, report.layout, report.source, report.sha256, "r1", datetime(2024, 1, 1, tzinfo=UTC)
    )


class FakeCatalog:
    """The reading side of a catalogue that holds `reports`."""

    def __init__(self, *reports: Report) -> None:
        self.held = {report.id: report for report in reports}

    def reports(self) -> tuple[ReportEntry, ...]:
        return tuple(entry(report) for report in self.held.values())

    def report(self, report_id: str) -> Report:
        if report_id not in self.held:
            raise UnknownReport(f"The store holds no report {report_id!r}.")
        return self.held[report_id]

    def text(self, report_id: str) -> str:
        return self.report(report_id).as_written.text

    def indicators(
        self, report_ids: Sequence[str] | None = None, codes: Sequence[str] | None = None
    ) -> tuple[tuple[str, Indicator], ...]:
        del report_ids
        found = ((report.id, one) for report in self.held.values() for one in report.indicators)
        return tuple((report_id, one) for report_id, one in found if codes is None or one.code in codes)


class FakeAssistant:
    """Gives the prepared answer whose words the question holds; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def warm(self) -> None:
        pass

    def ask(self, question: str, history: Sequence[str] = (), asking: Asking | None = None) -> Answer:
        self.asked.append((question, tuple(history)))
        if "过长" in question:
            raise QuestionTooLong("The question has 3000 characters and the limit is 2000; ask a shorter one.")
        if "坏" in question:
            raise GongkaiError("The store <i>cannot</i> be read; index the reports again.")
        if "兰溪" in question:
            return ABSENT
        return RECEIVED


def cite(number: int, quote: str, *, in_table: bool = False) -> Citation:
    start, end = span(quote)
    return Citation(
        id=number,
        report=YUNXI.id,
        title=YUNXI.identity.title,
        issuer=YUNXI.identity.issuer.name,
        region="云溪市",
        year=2018,
        section=("附表",) if in_table else ("二、依申请公开情况",),
        quote=quote,
        start=start,
        end=end,
        table=0 if in_table else None,
    )


def value(amount: str | None, number: int) -> Value:
    state = "reported" if amount is not None else "blank"
    return Value("applications_received", "收到申请数", "云溪市", 2018, amount, "件", state, (number,))


RECEIVED = Answer(
    question="云溪市2018年收到多少件申请",
    language="zh",
    status="answered",
    answer="云溪市2018年收到政府信息公开申请57件 [1]。\n统计表写作58件 [2],文号[2018]不是出处。",
    values=(value("57", 1),),
    citations=(cite(1, SENTENCE), cite(2, ROW, in_table=True)),
    notes=(Note("conflict", "正文与统计表不一致 <script>alert(1)</script>", (1, 2)),),
)
ABSENT = Answer(
    question="兰溪市2018年收到多少件申请",
    language="zh",
    status="no_report",
    answer="库中没有兰溪市2018年的报告。",
    notes=(Note("nearest", "最接近的是云溪市2018年的报告。"),),
)
