"""What files would come to if they were indexed, before anything is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.build import read_reports
from index.errors import IssuerUnknown, LimitExceeded, UnreadableFile, YearUnknown
from index.files import FileFailure, SourceFile, walk
from index.letters import simplified_report
from index.model import EMPTY_CELL, Correction, Identity, Indicator, Layout, Report

_MAY_DIFFER = frozenset({"", LimitExceeded.__name__, UnreadableFile.__name__})
_SAID_BY_HAND = frozenset({IssuerUnknown.__name__, YearUnknown.__name__})


@dataclass(frozen=True, slots=True)
class Recognised:
    """What one file (or archive member) would be: a report, or the `reason` why it is none.

    `indicators` counts those with a figure, `blank` those whose cell is empty; `unread` are those whose cell holds
    something that could not be read with certainty. `kind` names the error behind `reason`.
    """

    path: str
    sha256: str = ""
    report_id: str = ""
    identity: Identity | None = None
    layout: Layout | None = None
    titled: bool = True
    indicators: int = 0
    blank: int = 0
    unread: tuple[Indicator, ...] = ()
    reason: str = ""
    kind: str = ""

    @property
    def can_be_told(self) -> bool:
        """Whether a person can make a report of it by saying whose it is and of which year."""
        return self.identity is not None or (bool(self.sha256) and self.kind in _SAID_BY_HAND)

    @property
    def may_be_read_yet(self) -> bool:
        """Whether reading the file once more may come to something else: it took too long, or ended its reader."""
        return self.identity is None and self.kind in _MAY_DIFFER


def recognise(paths: Sequence[Path], said: Mapping[str, Correction] | None = None) -> Iterator[Recognised]:
    """What each file at `paths` would come to, one after the other, with the corrections `said` by the hash of a file.

    Raises MissingPath before the first.
    """
    for one in read_reports(paths, said):
        if isinstance(one, FileFailure):
            yield Recognised(one.path, one.sha256, reason=one.reason, kind=one.kind)
        else:
            yield _recognised(one)


def unpacked(path: Path) -> Iterator[SourceFile | FileFailure]:
    """The file at `path`, or the files of the archive that it is and of those within it. Raises MissingPath."""
    return walk([path])


def _recognised(report: Report) -> Recognised:
    unread = [one for one in report.indicators if one.state == "blank" and one.why not in {None, EMPTY_CELL}]
    return Recognised(
        path=report.source,
        sha256=report.sha256,
        report_id=report.id,
        identity=report.identity,
        layout=report.layout,
        titled=has_title(report),
        indicators=sum(one.state == "reported" for one in report.indicators),
        blank=sum(one.state == "blank" for one in report.indicators) - len(unread),
        unread=tuple(unread),
    )


def has_title(report: Report) -> bool:
    """Whether the report itself has its title: one without is called by its issuer and year."""
    title = report.identity.title
    return title != made_title(report.identity) or "".join(title.split()) in "".join(
        (simplified_report(report.text) or report.text).split()
    )


def made_title(identity: Identity) -> str:
    """What a report without a title of its own is called."""
    return f"{identity.issuer.name}{identity.year}年政府信息公开工作年度报告"
