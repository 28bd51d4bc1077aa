"""Whatever a file holds, reading it ends: in a document or one sentence, within 10 seconds and 1 GB for 10 MB."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from index.errors import UnreadableFile
from index.files import SourceFile, read, walk

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
MAX_SECONDS, MAX_BYTES = 10, 1_000 * MEGABYTE
CHANCE = random.Random(20_190_415)  # noqa: S311 - the same bytes in every run, not secrets

TEXT = (ROOT / "tests" / "reports" / "answers" / "suichang_2016.txt").read_bytes()
PAGE = (ROOT / "tests" / "reports" / "web" / "portal.html").read_bytes()
PDF = (ROOT / "tests" / "reports" / "pdf" / "word.pdf").read_bytes()
MARKDOWN = "# 年度报告\n\n## 一、总体情况\n\n| 指标 | 件数 |\n|---|---|\n| 收到申请数 | 12 |\n".encode()


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("年度报告")
    document.add_table(2, 2).cell(1, 1).text = "12"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_body(body: str) -> bytes:
    """A Word file whose document is `body`."""
    with zipfile.ZipFile(io.BytesIO(word_file())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return packed(members | {"word/document.xml": xml.encode()})


FORMATS: dict[str, bytes] = {
    "a.txt": TEXT,
    "a.html": PAGE,
    "a.md": MARKDOWN,
    "a.docx": word_file(),
    "a.zip": packed({"a.txt": TEXT, "b.html": PAGE}),
    "a.pdf": PDF,
}


# -- small files, many ------------------------------------------------------------------------------------------------


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` with some of its stretches overwritten, left out, said twice or filled with what a draw gives."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(changed)))
        end = min(len(changed), start + draw(st.sampled_from([0, 1, 4, 60, 2000])))
        piece = bytes(changed[start:end])
        changed[start:end] = draw(st.one_of(st.binary(max_size=40), st.sampled_from([b"", piece * 2, piece[::-1]])))
    return bytes(changed)


def ends_well(name: str, data: bytes, folder: Path) -> None:
    """The file, or each file in it, is read or refused with a sentence; every other error comes through."""
    path = folder / name
    path.write_bytes(data)
    for file in walk([path]):
        if not isinstance(file, SourceFile):
            assert file.reason.endswith(".")
            continue
        document, reason = None, ""
        try:
            document = read(file)
        except UnreadableFile as error:
            reason = error.message
        assert document is not None or reason.endswith(".")
        cells = [cell for table in document.tables for cell in table.cells] if document else []
        assert all(document is not None and document.text[cell.start : cell.end] == cell.text for cell in cells)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "a.pdf"])
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mutated_file_is_read_or_refused(name: str, data: Any, tmp_path: Path) -> None:
    ends_well(name, data.draw(mutated(FORMATS[name])), tmp_path)


@given(data=st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mutated_pdf_is_read_or_refused(data: Any, tmp_path: Path) -> None:
    ends_well("a.pdf", data.draw(mutated(PDF)), tmp_path)


@given(st.sampled_from(["a.txt", "a.md"]), st.text(st.sampled_from("一、(（）)1.2|#-\t\n 　总计<td>/&《收到申请件")))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_text_of_the_signs_that_readers_look_for_is_read(tmp_path: Path, name: str, text: str) -> None:
    ends_well(name, text.encode(), tmp_path)


# -- large files ------------------------------------------------------------------------------------------------------


def filled(unit: str, size: int, start: str = "") -> bytes:
    """About `size` bytes: `start`, then `unit` again and again."""
    encoded = unit.encode()
    return start.encode() + encoded * (size // len(encoded))


def noise(start: bytes = b"") -> bytes:
    return start + CHANCE.randbytes(10 * MEGABYTE)


def drawn(paint: Callable[[Canvas], None]) -> bytes:
    """A PDF of one page."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    paint(canvas)
    canvas.save()
    return out.getvalue()


def ruled_page(canvas: Canvas, figures: int) -> None:
    """Two hundred lines across, 140 upright, and so many figures in each row."""
    canvas.setFont("Helvetica", 2)
    for row in range(200):
        canvas.line(10, row * 4, 580, row * 4)
        canvas.drawString(10, row * 4 + 1, "1 " * figures)
    for column in range(140):
        canvas.line(column * 4, 10, column * 4, 800)


def boxes_page(canvas: Canvas) -> None:
    """As many boxes, one over another, as a page may have shapes, and a few letters."""
    canvas.drawString(10, 10, "a report of boxes")
    for _ in range(49_000):
        canvas.rect(CHANCE.random() * 500, CHANCE.random() * 800, CHANCE.random() * 80, CHANCE.random() * 30)


WIDE_ROW = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>'

# Name → what makes it. Some stay just below a limit, where a reader goes on to the end; the others go far beyond.
LARGE: dict[str, Callable[[], bytes]] = {
    "noise.txt": noise,
    "letters.txt": partial(filled, "a", 10 * MEGABYTE),
    "report.txt": partial(filled, TEXT.decode(), 3 * MEGABYTE - 100_000),
    "rows.txt": partial(filled, "（七）总计170000017\n", 2 * MEGABYTE),
    "blanks.txt": lambda: TEXT + b" " * 900_000 + TEXT,
    "gb18030.txt": lambda: TEXT.decode().encode("gb18030") * 4_000,
    "pipes.md": partial(filled, "|", 950_000, "# a\n# b\n"),
    "rows.md": partial(filled, "| 1 | 2 |\n", 300_000, "# a\n# b\n"),
    "pieces.md": partial(filled, "\n|1|2|\n", 300_000, "|a|b|\n|-|-|\n|1|2|\n"),
    "many.md": partial(filled, "|a|b|\n|-|-|\n", 10 * MEGABYTE),
    "noise.html": lambda: noise(b"<html><body>"),
    "open.html": partial(filled, "<div>", 10 * MEGABYTE, "<html><body>"),
    "nested.html": partial(filled, "<table><tr><td>", MEGABYTE, "<html><body>"),
    "spans.html": partial(filled, "<tr><td colspan=1000 rowspan=1000>1</td></tr>", MEGABYTE, "<html><body><table>"),
    "wide.html": partial(filled, "<tr><td colspan=1000000>1</td><td rowspan=65534>2</td></tr>", MEGABYTE, "<table>"),
    "cells.html": lambda: b"<table>" + (b"<tr>" + b"<td>1</td>" * 100 + b"</tr>") * 1_000,
    "one.html": partial(filled, "数", 10 * MEGABYTE, "<html><body>"),
    "struck.html": partial(filled, "<del>", 400_000, "<html><body>"),
    "paragraphs.html": partial(filled, "<p>收到申请12件</p>", MEGABYTE + 600_000, "<html><body>"),
    "comments.html": partial(filled, "<!--", 10 * MEGABYTE, "<html><body>"),
    "noise.docx": lambda: packed({"word/document.xml": noise()}),
    "paragraphs.docx": lambda: word_body("<w:p><w:r><w:t>收到申请12件</w:t></w:r></w:p>" * 60_000),
    "cells.docx": lambda: word_body(f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * 90_000}</w:tbl>"),
    "spans.docx": lambda: word_body("<w:tbl>" + WIDE_ROW * 20_000 + "</w:tbl>"),
    "boxes.docx": lambda: word_body(f"<w:p><w:r>{'<w:txbxContent><w:p/></w:txbxContent>' * 80_000}</w:r></w:p>"),
    "nested.docx": lambda: word_body("<w:tbl><w:tr><w:tc>" * 5_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 5_000),
    "noise.pdf": lambda: noise(b"%PDF-1.4\n"),
    "behind.pdf": lambda: noise(PDF),
    "lines.pdf": lambda: drawn(partial(ruled_page, figures=300)),
    "boxes.pdf": lambda: drawn(boxes_page),
    "pages.pdf": lambda: PDF.replace(b"/Count 3", b"/Count 9"),
    "noise.zip": lambda: noise(b"PK\x03\x04"),
    "bomb.zip": lambda: packed({"a.txt": bytes(60 * MEGABYTE)}),
    "many.zip": lambda: packed({f"{number}.txt": b"" for number in range(21_000)}),
    "nested.zip": lambda: packed({f"{n}.zip": packed({"a.zip": packed({"a.txt": TEXT})}) for n in range(50)}),
}

# Reads each file named and prints, a line of JSON each, its seconds of computing and the most memory held so far.
MEASURE = """
import json, resource, sys, time
from pathlib import Path
from index.errors import UnreadableFile
from index.files import SourceFile, read, walk

def spent():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime

def held():
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    status = Path("/proc/self/status")
    if status.exists():  # Linux counts what started this process, pytest and all it holds, in this process's ru_maxrss
        usage[0] = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return max(usage) * (1 if sys.platform == "darwin" else 1024)

for name in sys.argv[1:]:
    start = spent()
    for file in walk([Path(name)]):
        try:
            isinstance(file, SourceFile) and read(file)
        except UnreadableFile:
            pass
    print(json.dumps([name, spent() - start, held()]), flush=True)
"""


@pytest.fixture(params=["txt", "md", "html", "docx", "pdf", "zip"])
def large(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[Path]]:
    """The large files of one format."""
    paths = []
    for name, make in LARGE.items():
        if name.endswith(f".{request.param}"):
            paths.append(tmp_path / name)
            paths[-1].write_bytes(make())
    yield paths
    for path in paths:
        path.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="measures with resource")
def test_large_files_take_neither_long_nor_much_memory(large: list[Path]) -> None:
    command = [sys.executable, "-c", MEASURE, *map(str, large)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=len(large) * 30, check=False)
    assert done.returncode == 0, done.stderr
    measured = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(name) for name, *_ in measured] == large
    assert all(seconds < MAX_SECONDS and held < MAX_BYTES for _, seconds, held in measured), measured
