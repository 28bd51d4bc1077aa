"""Writes the PDF files of tests/reports/pdf: an invented report as a word processor and a browser print it.

    python tests/reports/make_pdfs.py

needs LibreOffice Writer (`soffice`), Chromium (`chromium`) and the font WenQuanYi Micro Hei (Apache-2.0), of which the
files embed the letters that they use. The files are committed; run this only to change them.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from pdf_forms import HEADINGS, Table, applications, disclosure, litigation, paragraphs, statistics  # noqa: E402

FONT = "WenQuanYi Micro Hei"
FOLDER = HERE / "pdf"
FORMS = tuple(zip(HEADINGS, (disclosure(), applications(), litigation()), strict=True))


# -- word processor -----------------------------------------------------------------------------------------------


def print_word(name: str, *, landscape: bool = False, repeat_head: bool = False, lead: int = 0) -> None:
    """The report of the 2021 form from a Word file. `lead` empty paragraphs move the tables down the page."""
    document = _word_page(landscape)
    title, *prose = paragraphs()
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run(title).font.size = Pt(22)
    for text in (*prose, *[""] * lead):
        _paragraph(document, text)
    for heading, table in FORMS:
        _paragraph(document, heading)
        _word_table(document, table, repeat_head)
    document.core_properties.title = title
    document.core_properties.author = ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.docx"
        document.save(str(path))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(FOLDER), str(path))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _word_page(landscape: bool) -> WordDocument:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.header.paragraphs[0].text = "云溪县人民政府文件"
    _number_pages(section.footer.paragraphs[0])
    return document


def _paragraph(document: WordDocument, text: str) -> None:
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.first_line_indent = Pt(24)
    paragraph.paragraph_format.space_after = Pt(0)


def _word_table(document: WordDocument, table: Table, repeat_head: bool) -> None:
    drawn = document.add_table(table.rows, len(table.widths))
    drawn.style = "Table Grid"
    drawn.autofit = False
    width = document.sections[-1].page_width - document.sections[-1].left_margin - document.sections[-1].right_margin
    for column, share in zip(drawn.columns, table.widths, strict=True):
        for cell in column.cells:
            cell.width = int(width * share / sum(table.widths))
    for cell in table.cells:
        corner = drawn.cell(cell.row, cell.column)
        if cell.rowspan > 1 or cell.colspan > 1:
            corner = corner.merge(drawn.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1))
        corner.text = cell.text
        for paragraph in corner.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(9)
    if repeat_head:
        _repeat_head(drawn, table.head)


def _repeat_head(drawn: WordTable, rows: int) -> None:
    for row in drawn.rows[:rows]:
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("- ")
    for kind in ("begin", "", "end"):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = "PAGE"
        paragraph.add_run()._r.append(mark)
    paragraph.add_run(" -")


# -- browser ------------------------------------------------------------------------------------------------------

PAGE = f"@page {{size: A4; margin: 2cm}} body {{font: 16px/1.8 '{FONT}'}} p {{text-indent: 2em; margin: 0}}"
CELL = "table {width: 100%} td {font-size: 12px; padding: 2px 5px; text-align: center; "


def print_web(name: str, style: str, tables: tuple[tuple[str, Table], ...]) -> None:
    """The report from a web page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.html"
        path.write_text(_web_page(style, tables), encoding="utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--disable-pdf-tagging")
        profile, target = f"--user-data-dir={folder}/profile", f"--print-to-pdf={FOLDER / name}.pdf"
        _run("chromium", *options, profile, target, path.as_uri())


def _web_page(style: str, tables: tuple[tuple[str, Table], ...]) -> str:
    title, *prose = paragraphs()
    parts = [f"<meta charset=utf-8><title>{title}</title><style>{PAGE} {style}</style><h1>{title}</h1>"]
    parts += [f"<p>{html.escape(text)}" for text in prose]
    for heading, table in tables:
        parts.append(f"<p>{heading}<table>")
        for row in range(table.rows):
            parts.append("<tr>")
            for cell in table.cells:
                if cell.row == row:
                    parts.append(f"<td rowspan={cell.rowspan} colspan={cell.colspan}>{html.escape(cell.text)}")
        parts.append("</table>")
    return "".join(parts)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    print_word("word")
    print_word("word_low", lead=9)
    print_word("word_wide_head_repeated", landscape=True, repeat_head=True)
    print_web("web_thin_borders", f"table {{border-collapse: collapse}} {CELL} border: 1px solid #eee}}", FORMS)
    print_web("web_spaced_cells", f"table, td {{border: 1px solid #999}} {CELL}}}", FORMS)
    print_web("web_dots", f"table {{border-collapse: collapse}} {CELL} border: 1px dotted #000}}", FORMS)
    statistics_alone = (("附件：统计表", statistics()),)
    print_web(
        "web_level_lines", f"table {{border-collapse: collapse}} {CELL} border-bottom: 1px solid}}", statistics_alone
    )
