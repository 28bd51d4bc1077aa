"""The indicators as an Excel workbook: what a spreadsheet reads in it."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from ui_samples import YUNXI, entry

from ui.grid import cells, head, rows
from ui.workbook import UNPRINTABLE, to_xlsx

FOUND = rows({YUNXI.id: entry(YUNXI)}, [(YUNXI.id, one) for one in YUNXI.indicators], {YUNXI.id: YUNXI.text}, "zh")
NUMBERS = frozenset({1})


def opened(file: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(file)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def sheet_xml(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_each_figure_is_a_number_beside_its_source() -> None:
    numeric = frozenset({head().index("value"), head().index("year")})
    sheet = opened(to_xlsx(head(), map(cells, FOUND), numeric))
    names, *lines = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert names == head()
    assert [line[names.index("value")] for line in lines] == [57, 7421]
    assert [line[names.index("quote")] for line in lines] == [row.quote for row in FOUND]
    assert [line[names.index("title")] for line in lines] == [row.title for row in FOUND]


def test_the_head_stays_in_view() -> None:
    assert opened(to_xlsx(["甲"], [["1"]])).freeze_panes == "A2"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(A1)", "=HYPERLINK(1)", "\t=1", "#N/A", "="])
@pytest.mark.parametrize("column", [0, 1])
def test_no_text_becomes_a_formula(text: str, column: int) -> None:
    line = ["", ""]
    line[column] = text
    file = to_xlsx(["甲", "乙"], [line], NUMBERS)
    cell = opened(file).cell(2, column + 1)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix
    assert "<f>" not in sheet_xml(file)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("-57", -57), ("12.50", Decimal("12.5")), ("", None)])
def test_numbers_are_numbers(text: str, number: object) -> None:
    assert opened(to_xlsx(["甲", "乙"], [["", text]], NUMBERS)).cell(2, 2).value == number


def test_a_number_of_more_digits_than_a_spreadsheet_has_loses_none() -> None:
    assert opened(to_xlsx(["甲", "乙"], [["", "1234567890123456"]], NUMBERS)).cell(2, 2).value == "1234567890123456"


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
@settings(deadline=None)
def test_every_text_is_kept_as_text(lines: list[list[str]]) -> None:
    file = to_xlsx(["甲", "乙"], lines)
    assert "<f" not in re.sub(r"<t[ >].*?</t>", "", sheet_xml(file), flags=re.DOTALL)
    sheet = opened(file)
    for number, line in enumerate(lines, start=2):
        for at, text in enumerate(line, start=1):
            assert lines_of(sheet.cell(number, at).value or "") == lines_of(UNPRINTABLE.sub("", text))


def lines_of(text: str) -> str:
    """`text` with its breaks as XML has them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
