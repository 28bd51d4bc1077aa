"""What was read of the catalogue already, kept for as long as the store does not change. Threads share it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.model import Report

if TYPE_CHECKING:
    from index.catalog import ReportEntry

_KEPT_REPORTS = 256


@dataclass(slots=True)
class Cache:
    """What was read already: the listing and the generation it belongs to, and whole reports by their entries."""

    listing: tuple[str | None, tuple[ReportEntry, ...]] = ("", ())
    reports: OrderedDict[ReportEntry, Report] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def report(self, entry: ReportEntry) -> Report | None:
        with self.lock:
            if entry in self.reports:
                self.reports.move_to_end(entry)
            return self.reports.get(entry)

    def keep(self, entry: ReportEntry, report: Report) -> Report:
        """Keep a report, instead of the one not asked for the longest when there are many."""
        with self.lock:
            self.reports[entry] = report
            if len(self.reports) > _KEPT_REPORTS:
                self.reports.popitem(last=False)
        return report
