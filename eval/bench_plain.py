"""The nearest that plain libraries come to reading reports: `python -m eval.bench_plain FILE...`, in one process.

A web page's main text by trafilatura, a PDF's text by PDFium, and every number in it by a regular expression; nothing
is known of issuers, sections, tables or what a number counts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def text_of(path: Path) -> str:
    """The text of a text file, a web page or a PDF; empty where the library finds none."""
    if path.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        import trafilatura

        return trafilatura.extract(text) or ""
    return text


def write_pdf(source: Path, pages: int, target: Path) -> Path:
    """Write a PDF of so many pages to `target`: those of `source`, and from the first one again."""
    import pypdfium2

    with pypdfium2.PdfDocument(source) as document, pypdfium2.PdfDocument.new() as longer:
        longer.import_pages(document, [page % len(document) for page in range(pages)])
        longer.save(target)
    return target


def main(arguments: Sequence[str]) -> int:
    """Print how many numbers the files hold."""
    found = sum(len(_NUMBER.findall(text_of(Path(name)))) for name in arguments)
    sys.stdout.write(f"{found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
