"""Documents of running text for the tests that read sections, figures and passages."""

from __future__ import annotations

from pathlib import Path

from index.document import assemble
from index.files import SourceFile, read
from index.model import Document
from index.read_text import read_text

SAMPLES = Path(__file__).parent.parent / "reports"


def document(text: str) -> Document:
    """`text` as a report's file would be read: its lines located, nothing taken away."""
    return assemble(read_text(text))


def sample(name: str) -> Document:
    """One of the sample reports, by its file's name without the suffix."""
    path = SAMPLES / f"{name}.txt"
    return read(SourceFile(str(path), path.name, path.read_bytes()))
