"""Files that mean harm: each is refused with its reason or read as text, and the reports beside it are indexed."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from assistant.cli_text import printable
from index.build import bound
from index.files import FileFailure, SourceFile, walk
from index.model import Report
from index.reading import LIMITS
from index.reading_pool import ReadingPool, Unread
from index.reading_process import read_report

GOOD = (Path(__file__).parent / "reports" / "answers" / "suichang_2016.txt").read_bytes()


@pytest.fixture(autouse=True)
def _limits() -> object:
    before = {name: getattr(LIMITS, name) for name in ("file_bytes", "pages", "seconds", "memory_bytes")}
    yield
    bound(**before)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def outcomes(path: Path) -> list[str]:
    """Each file's reason, or "report"."""
    found = []
    for file in walk([path]):
        reading = read_report(file) if isinstance(file, SourceFile) else file
        found.append("report" if isinstance(reading, Report) else reading.reason)
    return found


def word_with(xml: str) -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | {"word/document.xml": xml.encode()})


def entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return word_with(
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "bomb">{entities}]>'
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>'
    )


def outside_entity() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return word_with(
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    )


def pdf(pages: int, password: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    for _ in range(pages):
        canvas.drawString(72, 720, "x")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def looping_pdf() -> bytes:
    """Page trees that are each other's children."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 9>>endobj\n"
        b"3 0 obj<</Type/Pages/Kids[2 0 R]/Count 9/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a ZIP bomb": ("bomb.zip", lambda: zipped({f"{n}.txt": b"0" * 40_000_000 for n in range(13)})),
    "a file that unpacks to too much": ("big.zip", lambda: zipped({"a.txt": b"0" * (LIMITS.file_bytes + 1)})),
    "archives in archives": ("deep.zip", lambda: zipped({"b.zip": zipped({"c.zip": zipped({"a.txt": GOOD})})})),
    "an XML entity bomb": ("bomb.docx", entity_bomb),
    "an entity from outside": ("outside.docx", outside_entity),
    "a PDF of 10,000 pages": ("long.pdf", lambda: pdf(10_000)),
    "a PDF with a password": ("closed.pdf", lambda: pdf(1, "secret")),
    "a PDF that goes round in circles": ("loop.pdf", looping_pdf),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason_and_its_neighbour_read(kind: str, tmp_path: Path) -> None:
    name, make = HOSTILE[kind]
    (tmp_path / name).write_bytes(make())
    (tmp_path / "z_good.txt").write_bytes(GOOD)
    *refused, good = outcomes(tmp_path)
    assert good == "report"
    assert refused
    assert all(reason != "report" and reason.endswith(".") for reason in refused)
    assert not any("root:" in reason or "unforeseen" in reason for reason in refused)


def test_members_that_lead_out_of_an_archive_write_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zipped({"../../out.txt": GOOD, "/abs.txt": GOOD}))
    assert outcomes(tmp_path / "in") == ["report", "report"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


def test_scripts_of_a_page_are_no_text_of_its_report(tmp_path: Path) -> None:
    body = "".join(f"<p>{line}</p>" for line in GOOD.decode().splitlines())
    script = "<script>document.title='acted'</script><img src=x onerror=alert(1)><style>p{color:red}</style>"
    source = SourceFile("a.html", "a.html", f"<html><body>{script}{body}{script}</body></html>".encode())
    report = read_report(source)
    assert isinstance(report, Report)
    assert not any(piece in report.text for piece in ("acted", "alert", "onerror", "color:red"))


def test_names_with_control_characters_do_nothing_to_a_terminal(tmp_path: Path) -> None:
    name = "\x1b]0;owned\x07\x1b[2Jreport\r.txt"
    (tmp_path / name).write_bytes(b"")
    command = [sys.executable, "-c", "from assistant.cli import main; main()", "index", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert not set("\x1b\x07") & set(done.stdout + done.stderr)
    missing = subprocess.run(
        [*command[:-1], str(tmp_path / "\x1b[2Jgone")], capture_output=True, text=True, check=False
    )
    assert missing.returncode == 2
    assert "\x1b" not in missing.stderr
    assert printable("a\x1b\x9bb\u202ec") == "a\ufffd\ufffdb\ufffdc"


def test_a_file_of_two_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(2_000_000_000)
    ((failure),) = walk([tmp_path])
    assert isinstance(failure, FileFailure)
    assert "2,000,000,000 bytes" in failure.reason


def test_the_limits_of_the_settings_hold_in_the_processes_that_read(tmp_path: Path) -> None:
    bound(pages=2)
    with ReadingPool(1) as pool:
        ((_, unread),) = pool.read([SourceFile("a.pdf", "a.pdf", pdf(3))])
    assert isinstance(unread, Unread)
    assert "3 pages and at most 2" in unread.reason
    bound(file_bytes=10)
    (tmp_path / "a.txt").write_bytes(GOOD)
    assert "at most 10 are read" in outcomes(tmp_path)[0]


def test_a_process_that_wants_too_much_memory_costs_no_other_file() -> None:
    bound(memory_bytes=250_000_000)
    with ReadingPool(1) as pool:
        ((_, unread),) = pool.read([SourceFile("a.txt", "a.txt", b"\xe4\xb8\xad" * 16_000_000)])
    assert isinstance(unread, Unread)
    assert unread.reason.endswith(".")
