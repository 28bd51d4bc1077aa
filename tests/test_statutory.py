"""Statutory tables, written at random in each form and layout, read back as they were written, or not at all.

The promise under test is the project's first: a figure that is reported is the figure that was written. A table that
came through whole reads back whole; of a damaged one, what cannot be told is blank and says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from random import Random

import forms
import pytest
from forms import Figures, Key, Layout, Sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import EMPTY_CELL, Document, Indicator
from index.numerals import fold
from index.ontology import APPLICANTS
from index.statutory import layout_of, statutory_indicators

randoms = st.randoms(use_true_random=True)
few = settings(max_examples=6, deadline=None, derandomize=True)
more = settings(max_examples=12, deadline=None, derandomize=True)

Damage = Callable[[Sheet], Sheet]
GRIDS: dict[str, Layout] = {"html": lambda sheet: forms.html([sheet]), "word": lambda sheet: forms.word([sheet])}


def in_text(write: Callable[[Sheet], str]) -> Layout:
    return lambda sheet: forms.text(write(sheet))


TEXTS: dict[str, Layout] = {name: in_text(write) for name, write in forms.TEXT_LAYOUTS.items()}
LAYOUTS = GRIDS | TEXTS
PARTED = ("one_cell_a_line", "tab_parted", "space_parted", "a_row_a_line")


def indicators(document: Document) -> dict[Key, Indicator]:
    """The indicators read, each of which may come once."""
    found = statutory_indicators(document)
    keys = [(item.code, item.applicant) for item in found]
    assert len(keys) == len(set(keys)), "an indicator was read twice"
    return dict(zip(keys, found, strict=True))


def value_of(written: str) -> Decimal | None:
    try:
        return Decimal(fold(written).replace(",", ""))
    except InvalidOperation:
        return None


def assert_nothing_wrong(document: Document, figures: Figures) -> dict[Key, Indicator]:
    """What is reported was written, and stands in its quote; what was written and is not reported says why."""
    found = indicators(document)
    for key, item in found.items():
        written = figures.get(key, "")
        quote = document.text[item.start : item.end]
        if item.state == "reported":
            assert item.value == value_of(written), f"{key} was written {written!r} and read {item.value}: {quote!r}"
            assert item.at is not None
            assert value_of(document.text[item.at : item.at_end]) == item.value
        elif item.state == "blank":
            assert item.why, f"{key} is blank and does not say why: {quote!r}"
            empty = item.why != EMPTY_CELL or not value_of(written)
            assert empty, f"{key} was written {written!r} and is called empty: {quote!r}"
        else:
            assert item.why is None
    return found


def assert_reads_back(document: Document, figures: Figures) -> None:
    """Every figure that was written is reported, every cell that was left blank is blank."""
    found = assert_nothing_wrong(document, figures)
    assert set(found) == set(figures)
    for key, item in found.items():
        assert item.state == ("reported" if figures[key] else "blank"), (key, figures[key], item.why)
        assert item.why == (None if figures[key] else EMPTY_CELL)


# -- the statistics table of 2014 to 2018 -------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
@given(randoms)
@few
def test_a_statistics_table_reads_back(layout: str, random: Random) -> None:
    figures = forms.loose_figures(random, forms.STATISTICS_KEYS)
    sheet = forms.statistics(figures, random.choice(["——", "", "/"]))
    assert_reads_back(LAYOUTS[layout](sheet), figures)


STATISTICS_WHOLE: dict[str, tuple[Damage, tuple[str, ...]]] = {
    "digits in full width": (forms.full_width, tuple(LAYOUTS)),
    "ordinals in brackets": (forms.bracketed_ordinals, tuple(LAYOUTS)),
    "bare ordinals": (forms.bare_ordinals, (*GRIDS, *PARTED)),
    "no ordinals": (forms.without_ordinals, (*GRIDS, *PARTED)),
    "no empty cells": (forms.without_empty, tuple(TEXTS)),
    "the head again on each page": (lambda sheet: forms.repeated_head(sheet, 9), tuple(LAYOUTS)),
    "a column that counts the rows": (forms.numbered, tuple(LAYOUTS)),
    "a column of remarks": (lambda sheet: forms.with_column(sheet, "备注", ["", "", "3", "含转载"]), tuple(GRIDS)),
    "an empty column of remarks": (lambda sheet: forms.with_column(sheet, "备注", [""]), tuple(LAYOUTS)),
}


@pytest.mark.parametrize(
    ("damage", "layout"), [(name, layout) for name, (_, layouts) in STATISTICS_WHOLE.items() for layout in layouts]
)
@given(randoms)
@few
def test_a_statistics_table_with_harmless_damage_reads_back(damage: str, layout: str, random: Random) -> None:
    figures = forms.loose_figures(random, forms.STATISTICS_KEYS)
    change, _ = STATISTICS_WHOLE[damage]
    assert_reads_back(LAYOUTS[layout](change(forms.statistics(figures))), figures)


STATISTICS_DAMAGE: dict[str, tuple[Damage, tuple[str, ...]]] = {
    "no ordinals": (forms.without_ordinals, ("run_together",)),
    "bare ordinals": (forms.bare_ordinals, ("run_together",)),
    "no empty cells": (forms.without_empty, tuple(GRIDS)),
    "page numbers": (lambda sheet: forms.with_page_numbers(sheet, 7), (*GRIDS, *PARTED[1:])),
    "remarks that are figures": (
        lambda sheet: forms.with_column(sheet, "备注", ["", "3", "", "12"]),
        ("tab_parted", "space_parted", "one_cell_a_line"),
    ),
    "last year's figures": (lambda sheet: forms.with_column(sheet, "上年数", ["", "5", "12"]), tuple(LAYOUTS)),
    "the year before": (lambda sheet: forms.with_column(sheet, "比上年增减", ["-3", "", "7"]), tuple(LAYOUTS)),
    "parts in columns": (lambda sheet: forms.with_column(sheet, "其中：本级", ["", "5", "12"]), tuple(LAYOUTS)),
    "counted rows, no ordinals": (lambda sheet: forms.numbered(forms.without_ordinals(sheet)), tuple(LAYOUTS)),
}


@pytest.mark.parametrize(
    ("damage", "layout"), [(name, layout) for name, (_, layouts) in STATISTICS_DAMAGE.items() for layout in layouts]
)
@given(randoms)
@few
def test_no_figure_of_a_damaged_statistics_table_is_wrong(damage: str, layout: str, random: Random) -> None:
    figures = forms.loose_figures(random, forms.STATISTICS_KEYS)
    change, _ = STATISTICS_DAMAGE[damage]
    assert_nothing_wrong(LAYOUTS[layout](change(forms.statistics(figures))), figures)


@pytest.mark.parametrize("layout", LAYOUTS)
@given(randoms, st.sets(st.integers(1, len(forms.STATISTICS)), min_size=1, max_size=20))
@few
def test_rows_that_are_missing_change_no_other(layout: str, random: Random, missing: set[int]) -> None:
    figures = forms.loose_figures(random, forms.STATISTICS_KEYS)
    sheet = forms.statistics(figures)
    left = tuple(row for number, row in enumerate(sheet) if number not in missing)
    codes = {item.code for number, item in enumerate(forms.STATISTICS, 1) if number not in missing}
    assert_nothing_wrong(LAYOUTS[layout](left), {key: text for key, text in figures.items() if key[0] in codes})


@given(randoms)
@few
def test_labels_that_are_no_longer_legible_change_no_other_row(random: Random) -> None:
    figures = forms.loose_figures(random, forms.STATISTICS_KEYS)
    lost = random.sample(range(len(forms.STATISTICS)), 6)
    sheet = list(forms.statistics(figures))
    for number in lost:
        sheet[number + 1] = (forms.Slot(random.choice(["", "□□□", "X"])), *sheet[number + 1][1:])
    kept = {key: "" if key[0] in {forms.STATISTICS[n].code for n in lost} else text for key, text in figures.items()}
    for layout in LAYOUTS.values():
        assert_nothing_wrong(layout(tuple(sheet)), kept)


# -- the applications table of 2019 and 2021 ----------------------------------------------------------------------

FORMS = ("form-2019", "form-2021")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
@given(randoms)
@few
def test_an_applications_table_reads_back(layout: str, form: str, random: Random) -> None:
    figures = forms.balanced(random, form)
    document = LAYOUTS[layout](forms.applications(figures, form))
    if layout in {"a_row_a_line", "run_together"}:
        assert_nothing_wrong(document, figures)
    else:
        assert_reads_back(document, figures)


@given(randoms)
@more
def test_most_of_a_balanced_table_that_ran_together_is_read(random: Random) -> None:
    figures = forms.balanced(random, "form-2021")
    found = assert_nothing_wrong(TEXTS["run_together"](forms.applications(figures, "form-2021")), figures)
    assert set(found) == set(figures)
    assert sum(item.state == "reported" for item in found.values()) > 0.4 * len(figures)


APPLICATIONS_DAMAGE: dict[str, Damage] = {
    "none": lambda sheet: sheet,
    "digits in full width": forms.full_width,
    "ordinals in brackets": forms.bracketed_ordinals,
    "bare ordinals": forms.bare_ordinals,
    "no ordinals": forms.without_ordinals,
    "no empty cells": forms.without_empty,
    "page numbers": lambda sheet: forms.with_page_numbers(sheet, 9),
    "a column that counts the rows": forms.numbered,
    "remarks": lambda sheet: forms.with_column(sheet, "备注", ["", "", "3", "含转载"]),
}
BLANKS: dict[str, Callable[[Random, Figures], Figures]] = {
    "whole": lambda _, figures: figures,
    "zeros left blank": lambda random, figures: forms.with_blanks(random, figures, 1, zeros=True),
    "some zeros left blank": lambda random, figures: forms.with_blanks(random, figures, 0.1, zeros=True),
    "some cells left blank": lambda random, figures: forms.with_blanks(random, figures, 0.03, zeros=False),
}


@pytest.mark.parametrize("blanks", BLANKS)
@pytest.mark.parametrize("damage", APPLICATIONS_DAMAGE)
@given(randoms)
@settings(max_examples=2, deadline=None, derandomize=True)
def test_no_figure_of_a_damaged_applications_table_is_wrong(damage: str, blanks: str, random: Random) -> None:
    form = random.choice(FORMS)
    figures = BLANKS[blanks](random, forms.balanced(random, form))
    sheet = APPLICATIONS_DAMAGE[damage](forms.applications(figures, form))
    for name, layout in TEXTS.items():
        if (damage, name) != ("page numbers", "run_together"):  # 0 and page 3 make 03 where nothing parts them
            assert_nothing_wrong(layout(sheet), figures)
    assert_nothing_wrong(GRIDS["html"](sheet), figures)


@pytest.mark.parametrize("layout", ["html", *TEXTS])
@given(randoms)
@few
def test_errors_of_the_report_itself_are_read_as_written_or_not_at_all(layout: str, random: Random) -> None:
    figures = forms.balanced(random, "form-2021")
    for key in random.sample(sorted(figures, key=str), 3):
        figures[key] = str(random.randint(0, 30))
    found = assert_nothing_wrong(LAYOUTS[layout](forms.applications(figures, "form-2021")), figures)
    if layout not in {"a_row_a_line", "run_together"}:
        assert sum(item.state == "reported" for item in found.values()) > 0.7 * len(figures)


@given(randoms)
@few
def test_zeros_left_blank_stay_blank_where_tabs_or_borders_keep_the_cells(random: Random) -> None:
    figures = forms.with_blanks(random, forms.balanced(random, "form-2019"), 1, zeros=True)
    for name in ("html", "word", "tab_parted"):
        assert_reads_back(LAYOUTS[name](forms.applications(figures, "form-2019")), figures)


@given(randoms)
@few
def test_a_table_cut_in_two_by_a_page_reads_the_part_without_a_head_too(random: Random) -> None:
    figures = forms.balanced(random, "form-2021")
    sheet = forms.applications(figures, "form-2021")
    cut = random.randint(12, 20)
    document = forms.html([sheet[:cut], _unspanned(sheet, cut)], between="第 3 页")
    found = assert_nothing_wrong(document, figures)
    assert sum(item.state == "reported" for item in found.values()) > 0.5 * len(figures)


def _unspanned(sheet: Sheet, cut: int) -> Sheet:
    """The rows from `cut` on, the cells that span into them drawn again at the top."""
    rows = [tuple(replace(slot, rowspan=1, colspan=1) for slot in row[-8:]) for row in sheet[cut:]]
    heads = ["三、本年度办理结果", *[""] * (len(rows) - 1)]
    return tuple((forms.Slot(head), forms.Slot(""), *row) for head, row in zip(heads, rows, strict=True))


# -- the disclosure table -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", ["html", "word", "tab_parted"])
@given(randoms)
@few
def test_a_disclosure_table_reads_back(layout: str, form: str, random: Random) -> None:
    figures = forms.loose_figures(random, forms.disclosure_keys(form))
    assert_reads_back(LAYOUTS[layout](forms.disclosure(figures, form)), figures)


DISCLOSURE_DAMAGE: dict[str, Damage] = {
    "none": lambda sheet: sheet,
    "digits in full width": forms.full_width,
    "no empty cells": forms.without_empty,
    "page numbers": lambda sheet: forms.with_page_numbers(sheet, 4),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("damage", DISCLOSURE_DAMAGE)
@given(randoms)
@few
def test_no_figure_of_a_damaged_disclosure_table_is_wrong(damage: str, form: str, random: Random) -> None:
    figures = forms.loose_figures(random, forms.disclosure_keys(form))
    sheet = DISCLOSURE_DAMAGE[damage](forms.disclosure(figures, form))
    for name, layout in LAYOUTS.items():
        # A number alone among cells that have a line each, or run together, is a page's or a figure: none can tell.
        if damage != "page numbers" or name not in {"one_cell_a_line", "run_together", "word"}:
            assert_nothing_wrong(layout(sheet), figures)


# -- reconsideration and litigation -------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["html", "word", "one_cell_a_line", "tab_parted", "space_parted"])
@given(randoms)
@few
def test_a_table_of_disputes_reads_back_as_one_row_of_fifteen(layout: str, random: Random) -> None:
    figures = forms.dispute_figures(random)
    assert_reads_back(LAYOUTS[layout](forms.disputes(figures)), figures)


@given(randoms)
@few
def test_a_table_of_disputes_reads_back_as_three_tables(random: Random) -> None:
    figures = forms.dispute_figures(random)
    sheets = forms.disputes_apart(figures)
    assert_reads_back(forms.html(sheets), figures)
    assert_reads_back(forms.word(sheets), figures)
    for write in (forms.one_cell_a_line, forms.tab_parted, forms.space_parted):
        assert_reads_back(forms.text("\n".join(map(write, sheets))), figures)


@pytest.mark.parametrize("blanks", BLANKS)
@given(randoms)
@more
def test_no_figure_of_a_damaged_table_of_disputes_is_wrong(blanks: str, random: Random) -> None:
    figures = BLANKS[blanks](random, forms.dispute_figures(random))
    for sheets in ((forms.disputes(figures),), forms.disputes_apart(figures)):
        for change in (forms.without_empty, forms.full_width):
            changed = [change(sheet) for sheet in sheets]
            assert_nothing_wrong(forms.html(changed), figures)
            for write in forms.TEXT_LAYOUTS.values():
                assert_nothing_wrong(forms.text("\n".join(map(write, changed))), figures)


@given(randoms)
@more
def test_a_total_of_disputes_that_is_itself_wrong_is_read_as_written_or_not_at_all(random: Random) -> None:
    figures = forms.dispute_figures(random)
    figures[random.choice(sorted(figures, key=str))] = str(random.randint(0, 12))
    for layout in LAYOUTS.values():
        assert_nothing_wrong(layout(forms.disputes(figures)), figures)


def test_the_group_of_a_lone_table_of_disputes_is_not_guessed() -> None:
    figures: dict[Key, str] = {(code, None): "0" for code in forms.DISPUTE_CODES}
    head_and_row = forms.disputes_apart(figures)[0][1:]
    assert indicators(forms.html([head_and_row], between="")) == {}
    assert indicators(forms.text(f"本年被提起行政复议5件。\n{forms.tab_parted(head_and_row)}")) == {}


# -- troubles, each as it was found -------------------------------------------------------------------------------


def read(document: Document, code: str, applicant: str | None = None) -> tuple[str, str | None]:
    """An indicator as it was read: its value or its state, and its unit or why it is blank."""
    item = next(item for key, item in indicators(document).items() if key == (code, applicant))
    return (str(item.value), item.unit) if item.value is not None else (item.state, item.why)


STATISTICS_LINES = "\n".join(f"{item.ordinal}{item.words}" for item in forms.STATISTICS)


def statistics_text(label: str, row: str) -> Document:
    """The whole table without figures, `row` in place of `label`."""
    assert label in STATISTICS_LINES
    return forms.text(STATISTICS_LINES.replace(label, row))


def test_an_ordinal_in_brackets_is_not_the_figure_of_the_row_above() -> None:
    document = statistics_text("3.政务微博公开政府信息数", "（3）政务微博公开政府信息数 条 9")
    assert read(document, "channel_website") == ("blank", EMPTY_CELL)
    assert read(document, "channel_weibo") == ("9", "条")


def test_a_two_digit_figure_beside_the_next_ordinal() -> None:
    document = forms.text(STATISTICS_LINES.replace("\n3.政务微博", "2443.政务微博"))
    assert read(document, "channel_website") == ("244", "条")


def test_the_last_digit_of_a_figure_is_not_the_next_rows_lost_ordinal() -> None:
    document = forms.text(STATISTICS_LINES.replace("政府信息数\n3.政务微博", "政府信息数 243\n政务微博"))
    assert read(document, "channel_website") == ("243", "条")


def test_a_unit_of_money_in_the_label_is_the_figures_unit() -> None:
    label = "七、依申请公开信息收取的费用"
    assert read(statistics_text(label, f"{label}（单位：元）500"), "fees_charged") == ("500", "元")
    assert read(statistics_text(label, f"{label}（元）500"), "fees_charged") == ("500", "元")
    assert read(statistics_text(label, f"{label} 万元 0.5"), "fees_charged") == ("0.5", "万元")


def test_a_unit_of_money_in_the_head_is_the_figures_unit() -> None:
    head = "第二十条第（八）项\n信息内容\t本年收费金额（单位：{}）\n行政事业性收费\t5000\n"
    rest = (
        "第二十条第（五）项\n信息内容\t本年处理决定数量\n行政许可\t3\n"
        "第二十条第（六）项\n信息内容\t本年处理决定数量\n行政处罚\t4\n行政强制\t0\n"
    )
    for unit, expected in (("元", ("5000", "元")), ("亿元", ("5000", "亿元")), ("万元", ("5000", "万元"))):
        assert read(forms.text(rest + head.format(unit)), "charge_amount") == expected
    rows = [line.split("\t") for line in head.format("千元").splitlines()]
    document = forms.html([tuple(forms.plain(*row) for row in rows)])
    assert read(document, "charge_amount") == ("blank", "the column is in a unit that is not read")


def test_a_column_of_an_unknown_name_is_not_read_as_its_neighbour() -> None:
    text = """第二十条第（一）项
信息内容本年制定件数本年废止件数现行有效总数
规章005
行政规范性文件120
第二十条第（五）项
信息内容本年处理决定数量
行政许可1689"""
    found = indicators(forms.text(text))
    assert ("rules_repealed", None) not in found
    assert found["licensing_decisions", None].value == 1689


def test_rows_of_figures_whose_columns_are_merged_otherwise_than_the_head_keep_their_order() -> None:
    wide = forms.Slot("本年增/减", 1, 2)
    sheet = (
        (forms.Slot("第二十条第（五）项", 1, 5),),
        (*forms.plain("信息内容", "上一年项目数量"), wide, forms.Slot("处理决定数量")),
        (forms.Slot("行政许可"), forms.Slot("21", 1, 2), *forms.plain("-3", "150")),
        (forms.Slot("其他对外管理服务事项"), forms.Slot("4", 1, 2), *forms.plain("0", "7")),
    )
    document = forms.html([sheet])
    assert [read(document, f"licensing_{name}")[0] for name in ("items", "change", "decisions")] == ["21", "-3", "150"]
    assert [read(document, f"service_{name}")[0] for name in ("items", "change", "decisions")] == ["4", "0", "7"]


def test_a_row_of_a_disclosure_table_that_lost_a_cell_is_not_read_one_column_to_the_left() -> None:
    sheet = (
        forms.plain("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        forms.plain("规章", "5", "12"),
        forms.plain("行政规范性文件", "1", "2", "30"),
    )
    document = forms.html([sheet])
    assert {read(document, f"rules_{name}")[0] for name in ("made", "repealed", "in_force")} == {"blank"}
    assert read(document, "normative_in_force") == ("30", "件")


ZEROS = dict.fromkeys(forms.application_keys("form-2021"), "0")


def applications_with(**rows: str) -> Sheet:
    """The table of 2021 full of zeros but for some rows, each written as seven figures."""
    figures = dict(ZEROS)
    for code, row in rows.items():
        figures |= {(code, applicant): text for applicant, text in zip(APPLICANTS, row.split(), strict=True)}
    return forms.applications(figures, "form-2021")


def test_applicants_in_another_order_are_read_under_their_heads() -> None:
    sheet = [list(row) for row in applications_with(applications_received="1 2 3 4 5 6 21", granted="1 2 3 4 5 6 21")]
    sheet[1] = [forms.Slot("总计", 2), forms.Slot("法人或其他组织", 1, 5), forms.Slot("自然人", 2)]
    document = forms.html([tuple(map(tuple, sheet))])
    assert read(document, "granted", "total") == ("1", "件")
    assert read(document, "granted", "natural_person") == ("21", "件")
    assert read(document, "granted", "business") == ("2", "件")


def test_remarks_at_the_right_of_a_grid_without_a_head_are_not_its_totals() -> None:
    sheet = applications_with(applications_received="1 2 3 4 5 6 21")[3:]
    widened = tuple((*row, forms.Slot("")) for row in sheet)
    assert all(item.value is None for item in indicators(forms.html([widened])).values())


def test_a_figure_that_spans_all_applicants_is_nobodys() -> None:
    sheet = list(applications_with())
    sheet[3] = (sheet[3][0], forms.Slot("7", 1, 7))
    document = forms.html([tuple(sheet)])
    assert read(document, "applications_received", "natural_person")[0] == "blank"
    assert read(document, "applications_received", "total")[0] == "blank"
    assert read(document, "carried_over_in", "total") == ("0", "件")


def test_a_part_of_other_outcomes_whose_label_is_not_known_is_not_all_of_them() -> None:
    sheet = applications_with(other_not_corrected="4 0 0 0 0 0 4")
    renamed = forms.every_cell(sheet, lambda text: text.replace("逾期不补正", "到期未补").replace("3.其他", "3.其余"))
    renamed = forms.every_cell(renamed, lambda text: text.replace("逾期未按收费通知要求", "到期未按通知"))
    for layout in LAYOUTS.values():
        item = indicators(layout(renamed)).get(("other_handling", "natural_person"))
        assert item is None or item.value is None


def test_a_balance_that_misses_a_row_decides_nothing() -> None:
    sheet = applications_with(
        applications_received="11 0 0 0 0 0 11", granted="10 0 0 0 0 0 10", refused_law="1 0 0 0 0 0 1",
        handled_total="11 0 0 0 0 0 11",
    )  # fmt: skip
    renamed = forms.every_cell(sheet, lambda text: text.replace("法律行政法规禁止公开", "法规不许公开"))
    document = TEXTS["run_together"](renamed)
    assert read(document, "applications_received", "natural_person")[0] == "blank"
    assert read(document, "applications_received", "total") == ("11", "件")


def test_a_row_that_ran_together_is_settled_by_the_outcomes_where_the_totals_row_is_wrong() -> None:
    sheet = applications_with(
        applications_received="11 0 0 0 0 0 11", granted="10 0 0 0 0 0 10", refused_internal="1 0 0 0 0 0 1",
        handled_total="2 0 0 0 0 0 11",
    )  # fmt: skip
    document = TEXTS["run_together"](sheet)
    assert read(document, "applications_received", "natural_person") == ("11", "件")
    assert read(document, "handled_total", "total")[0] == "blank"


def test_dropped_cells_leave_the_totals_that_balance() -> None:
    figures = dict.fromkeys(ZEROS, "")
    for code in ("applications_received", "granted", "handled_total"):
        figures[code, "natural_person"] = figures[code, "total"] = "2"
    document = TEXTS["run_together"](forms.applications(figures, "form-2021"))
    assert read(document, "applications_received", "total") == ("2", "件")
    assert read(document, "applications_received", "natural_person")[0] == "blank"
    assert read(document, "partly_granted", "total") == ("blank", EMPTY_CELL)


def test_a_row_of_zeros_that_lost_a_cell_does_not_report_its_total() -> None:
    sheet = list(applications_with())
    lines = forms.a_row_a_line(tuple(sheet)).replace("2.重复申请0000000", "2.重复申请000000")
    assert read(forms.text(lines), "not_processed_duplicate", "total")[0] == "blank"


def test_two_digits_that_look_like_a_row_number_in_every_row_make_no_totals() -> None:
    document = TEXTS["run_together"](forms.numbered(applications_with(granted="2 0 0 0 0 0 2")))
    assert all(item.value is None for item in indicators(document).values())


def test_text_behind_the_last_row_is_not_its_figure() -> None:
    for behind in ("2018年1月20日", "联系电话：0734-5824101", "主办：政府办公室"):
        document = forms.text(f"{STATISTICS_LINES} 人次\n{behind}")
        assert read(document, "trainees") == ("blank", EMPTY_CELL)


# -- which form ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "year", "layout"),
    [
        (forms.statistics(dict.fromkeys(forms.STATISTICS_KEYS, "1")), 2016, "statistics-2014"),
        (forms.disclosure(dict.fromkeys(forms.disclosure_keys("form-2019"), "1"), "form-2019"), 2020, "form-2019"),
        (forms.disclosure(dict.fromkeys(forms.disclosure_keys("form-2021"), "1"), "form-2021"), 2022, "form-2021"),
        (forms.applications(ZEROS, "form-2021"), 2023, "form-2021"),
        (forms.disputes({(code, None): "0" for code in forms.DISPUTE_CODES}), 2020, "form-2019"),
    ],
)
def test_the_form_of_a_report_is_told_by_its_tables(sheet: Sheet, year: int, layout: str) -> None:
    document = forms.html([sheet])
    assert layout_of(document, statutory_indicators(document), year) == layout


def test_a_report_without_tables_is_told_by_the_later_forms_titles_or_is_narrative() -> None:
    later = forms.text("三、收到和处理政府信息公开申请情况\n本年未收到申请。")
    assert layout_of(later, (), 2020) == "form-2019"
    assert layout_of(later, (), 2022) == "form-2021"
    assert layout_of(forms.text("三、依申请公开情况\n本年未收到申请。"), (), 2016) == "narrative"


# -- a label's cell that holds two rows' labels, as a page break or a merged cell leaves it ------------------------


def joined_labels(sheet: Sheet, upper: str, lower: str) -> Sheet:
    """The row of `lower` is left out, and its label stands in the cell of `upper` behind that row's own."""
    rows = [row for row in sheet if not any(slot.text.endswith(lower) for slot in row)]
    return forms.every_cell(tuple(rows), lambda text: text + lower if text.endswith(upper) else text)


@pytest.mark.parametrize("layout", GRIDS)
@given(randoms)
@few
def test_a_figure_behind_the_labels_of_two_statistics_rows_is_neithers(layout: str, random: Random) -> None:
    figures = forms.loose_figures(random, forms.STATISTICS_KEYS)
    figures |= {("applications_in_person", None): "7", ("applications_fax", None): ""}
    sheet = joined_labels(forms.statistics(figures), "当面申请数", "传真申请数")
    found = assert_nothing_wrong(GRIDS[layout](sheet), figures)
    assert all(found[code, None].state == "blank" for code in ("applications_in_person", "applications_fax"))


@pytest.mark.parametrize("layout", GRIDS)
@given(randoms)
@few
def test_figures_behind_the_labels_of_two_applications_rows_are_neithers(layout: str, random: Random) -> None:
    figures = forms.balanced(random, "form-2021")
    sheet = joined_labels(forms.applications(figures, "form-2021"), "2.重复申请", "3.要求提供公开出版物")
    found = assert_nothing_wrong(GRIDS[layout](sheet), figures)
    codes = ("not_processed_duplicate", "not_processed_publication")
    assert all(found[code, "total"].state == "blank" and found[code, "total"].why for code in codes)


# -- merged cells, drawn as several -------------------------------------------------------------------------------


def drawn(sheet: Sheet, again: bool) -> Sheet:
    """The sheet with every merged cell drawn as several: the text in the first, or in each of them `again`."""
    height, width = len(sheet), sum(slot.colspan for slot in sheet[0])
    texts: dict[tuple[int, int], str] = {}
    for row, slots in enumerate(sheet):
        for slot in slots:
            column = next(column for column in range(width) if (row, column) not in texts)
            for down in range(slot.rowspan):
                for right in range(slot.colspan):
                    texts[row + down, column + right] = slot.text if again or not (down or right) else ""
    return tuple(forms.plain(*(texts.get((row, column), "") for column in range(width))) for row in range(height))


def piped(sheet: Sheet) -> str:
    return "\n".join(f"| {' | '.join(slot.text for slot in row)} |" for row in sheet)


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("form", FORMS)
@given(randoms)
@few
def test_merged_cells_that_are_drawn_as_several_read_back(form: str, again: bool, random: Random) -> None:
    tables: list[tuple[Figures, Sheet]] = []
    for figures, write in (
        (forms.balanced(random, form), forms.applications),
        (forms.loose_figures(random, forms.disclosure_keys(form)), forms.disclosure),
    ):
        tables.append((figures, drawn(write(figures, form), again)))
    results = forms.dispute_figures(random)
    tables.append((results, drawn(forms.disputes(results), again=False)))
    for figures, sheet in tables:
        assert_reads_back(forms.html([sheet]), figures)
        assert_reads_back(forms.text(piped(sheet)), figures)


CELLS: dict[str, Callable[[str], str]] = {
    "a unit in each cell": lambda text: f"{text}件",
    "a dash for nothing": lambda text: "-" if text == "0" else text,
    "a long dash for nothing": lambda text: "——" if text == "0" else text,
    "a stroke for nothing": lambda text: "/" if text == "0" else text,
    "a word for nothing": lambda text: "无" if text == "0" else text,
    "thousands parted": lambda text: f"{int(text):,}",
    "thousands parted in full width": lambda text: f"{int(text):,}".replace(",", "，"),
    "a note in each cell": lambda text: f"{text}（注）",
    "about": lambda text: f"约{text}",
    "ten thousands": lambda text: f"{text}万",
    "shares": lambda text: f"{text}%",
}


@pytest.mark.parametrize("cells", CELLS)
@given(randoms)
@few
def test_cells_with_more_than_a_figure(cells: str, random: Random) -> None:
    figures = forms.balanced(random, "form-2021")
    write = CELLS[cells]
    sheet = forms.applications({key: write(text) for key, text in figures.items()}, "form-2021")
    for name, layout in LAYOUTS.items():
        for key, item in indicators(layout(sheet)).items():
            assert item.value is None or item.value == Decimal(figures[key]), (name, key)
            if item.state == "not_applicable":
                assert figures[key] == "0"
            if name == "html" and cells not in {"a note in each cell", "about", "ten thousands", "shares"}:
                assert item.state != "blank"
