"""Stand-ins for the model, the vectors and the readers, that tests in this process and in others import."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from index.build_files import content_hash
from index.files import SourceFile
from index.model import Identity, Indicator, Issuer, Passage, Quantity, Report, Section, Table, TableCell
from index.reading_pool import Unread

# The reports that the files of the fixture `two_files` become.
LIN, WANG = "甘肃省临江市-2018", "甘肃省望山市-2018"


class HashEmbedder:
    """Texts that share pairs of characters come out near each other; the same text always the same. Needs no model."""

    def __init__(self, fingerprint: str = "hash-64", dimension: int = 64) -> None:
        self.fingerprint = fingerprint
        self.dimension = dimension

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self._embed(text) for text in texts]) if texts else np.zeros((0, self.dimension), np.float32)

    embed_queries = embed_passages

    def warm(self) -> None:
        pass

    def _embed(self, text: str) -> np.ndarray:
        vector = np.full(self.dimension, 1e-3, np.float32)
        for pair in zip(text, text[1:] + " ", strict=True):
            vector[zlib.crc32("".join(pair).encode()) % self.dimension] += 1
        return vector / np.linalg.norm(vector)


def build_report(region: str = "临江市", year: int = 2018, received: int | str = 41, **changes: object) -> Report:
    """A report of a city's government with one section, a table of one row, an indicator and a quantity."""
    opening = f"{region}人民政府{year}年政府信息公开工作年度报告"
    heading, sentence = "一、主动公开情况", "全年开通热线,接听电话16.4万次。"
    label, value = "收到申请数", str(received)
    text = "\n".join((opening, heading, sentence, f"{label}\t{value}"))
    start, at, row = text.index(heading), text.index(sentence), text.index(label)
    cells = (
        TableCell(label, 0, 0, 1, 1, row, row + len(label)),
        TableCell(value, 0, 1, 1, 1, row + len(label) + 1, len(text)),
    )
    identity = Identity(Issuer(f"{region}人民政府", region, ("甘肃省", region), "prefecture"), year, opening)
    report_id = identity.report_id
    report = Report(
        id=report_id,
        identity=identity,
        layout="statistics-2014",
        text=text,
        sections=(Section((), 0, 0, start), Section((heading,), start, start + len(heading) + 1, len(text))),
        tables=(Table(0, cells, 1, 2, row, len(text)),),
        passages=(
            Passage(f"{report_id}#0", report_id, (heading,), at, at + len(sentence)),
            Passage(f"{report_id}#1", report_id, (heading,), row, len(text), kind="table"),
        ),
        indicators=(
            Indicator(
                "applications_received",
                label,
                Decimal(value),
                "件",
                "reported",
                "table",
                row,
                len(text),
                value,
                table=0,
            ),
        ),
        quantities=(
            Quantity(
                "接听电话", Decimal("16.4"), "万次", Decimal(164000), "次", at, at + len(sentence), at + 9, at + 15
            ),
        ),
        source=f"{region}.txt",
        sha256=f"{region}-{year}-{received}",
    )
    return replace(report, **changes)  # type: ignore[arg-type]


@dataclass
class VectorRow:
    id: str
    revision: str
    report_id: str
    vector: Any
    text: str


class MemoryVectors:
    """Vectors that outlive what opens them, as a folder does; `broken` names the step that fails."""

    kept: dict[tuple[str, str], VectorRow]
    broken = ""

    def __init__(self, folder: Path, fingerprint: str, dimension: int) -> None:
        self.dimension = dimension

    def add(self, rows: Sequence[VectorRow]) -> None:
        for row in rows:
            assert len(row.vector) == self.dimension
            self.kept[row.revision, row.id] = row
            if self.broken == "add":
                raise KeyboardInterrupt

    def remove_revisions(self, revisions: Iterable[str]) -> None:
        if self.broken == "remove":
            raise KeyboardInterrupt
        for key in [key for key in self.kept if key[0] in set(revisions)]:
            del self.kept[key]

    def close(self) -> None:
        pass

    @classmethod
    def revisions(cls) -> set[str]:
        return {revision for revision, _ in cls.kept}


class PlainPool:
    """Reads, in this process, files that hold "REGION YEAR RECEIVED"; an empty one is none. Counts what it reads."""

    make_report: Callable[..., Report]
    read_paths: list[str]

    def __init__(self, processes: int) -> None:
        assert processes >= 1

    def __enter__(self) -> PlainPool:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def read(self, sources: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, Report | Unread]]:
        for source in sources:
            self.read_paths.append(source.path)
            yield source, self._read(source)

    def _read(self, source: SourceFile) -> Report | Unread:
        words = source.data.decode().split()
        if not words:
            return Unread("The file is empty.")
        if words[0] == "crash":
            return Unread("The reader ended.", lasting=False)
        return type(self).make_report(
            words[0], int(words[1]), words[2], source=source.path, sha256=content_hash(source)
        )
