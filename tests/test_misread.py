"""A row whose label was misread is read where the sums make sure of it, and is blank with a reason otherwise."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import forms
import pytest
from forms import Key, Sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from index.labels import align, squeeze
from index.misread import MISREAD, REWORDED, with_misread
from index.model import Document, Indicator
from index.ontology import ontology
from index.statutory import statutory_indicators

randoms = st.randoms(use_true_random=True)
few = settings(max_examples=4, deadline=None, derandomize=True)
LAYOUTS: dict[str, Callable[[Sheet], Document]] = {
    "html": lambda sheet: forms.html([sheet]),
    **{name: lambda sheet, write=write: forms.text(write(sheet)) for name, write in forms.TEXT_LAYOUTS.items()},
}
GRIDS_AND_LINES = ("html", "one_cell_a_line", "tab_parted", "space_parted")
# As scanners and keyboards write them: alike to the eye, or to the ear, or with a character too many or too few.
SLIPS = {
    "（一）予以公开": ("granted", ["（一）子以公开", "（一）予以公幵", "（一）于以公开", "一）予以么开"]),
    "2.重复申请": ("not_processed_duplicate", ["2.重夏申请", "2.重复申清", "2.重复甲请"]),
    "一、本年新收政府信息公开申请数量": (
        "applications_received",
        ["一、本年新牧政府信息公开申请数量", "一、本年新收政府倌息公幵申请数量", "一、本年新收政府信息公开申数量"],
    ),
    "四、结转下年度继续办理": ("carried_over_out", ["四、结转下年度维续办理", "四、结转下年度继续力理"]),
    "7.属于行政执法案卷": ("refused_enforcement", ["7.属干行政执法案卷", "7.属于行政执法案巻"]),
    # Several letters lost: the one row between its neighbours, behind its own number.
    "2.其他法律行政法规禁止公开": ("refused_law", ["2.其他法律行政止公开", "2.其他法律行政法禁公开"]),
    "（七）总计": ("handled_total", ["（七）总汁", "（七）忿计"]),
}


def renamed(sheet: Sheet, label: str, other: str) -> Sheet:
    changed = forms.every_cell(sheet, lambda text: other if text == label else text)
    assert changed != sheet
    return changed


def read(document: Document) -> dict[Key, Indicator]:
    return {(one.code, one.applicant): one for one in statutory_indicators(document)}


@pytest.mark.parametrize("layout", GRIDS_AND_LINES)
@pytest.mark.parametrize("label", SLIPS)
@given(randoms)
@few
def test_a_misread_row_of_applications_is_read_where_the_sums_hold(label: str, layout: str, random: Random) -> None:
    code, slips = SLIPS[label]
    figures = forms.balanced(random, "form-2021")
    sheet = forms.applications(figures, "form-2021")
    for slip in slips:
        found = read(LAYOUTS[layout](renamed(sheet, label, slip)))
        assert {key: str(one.value) for key, one in found.items()} == figures, slip
        broken = forms.applications({**figures, (code, "total"): "77777"}, "form-2021")
        row = [one for key, one in read(LAYOUTS[layout](renamed(broken, label, slip))).items() if key[0] == code]
        assert {(one.state, one.why) for one in row} == {("blank", MISREAD)}


@pytest.mark.parametrize("layout", LAYOUTS)
@given(randoms)
@few
def test_misread_labels_make_no_figure_wrong(layout: str, random: Random) -> None:
    figures = forms.balanced(random, "form-2021")
    for key in random.sample(sorted(figures, key=str), random.choice([0, 0, 1])):
        figures[key] = str(random.randint(0, 30))
    sheet = forms.applications(figures, "form-2021")
    for label in random.sample(sorted(SLIPS), 3):
        sheet = renamed(sheet, label, random.choice(SLIPS[label][1]))
    for key, one in read(LAYOUTS[layout](sheet)).items():
        assert one.value is None or str(one.value) == figures[key]


STATISTICS_SLIPS = [
    ("（一）收到申请数", "（一）收到申清数", "applications_received", True),
    ("3.网络申请数", "3.网咯申请数", "applications_online", True),
    ("1.当面申请数", "1.当面申.请数", "applications_in_person", True),
    ("2.政府网站公开政府信息数", "2.政府网站公开政府信*息数", "channel_website", True),
    ("2.政府网站公开政府信息数", "2.政府网站公开政府倌息数", "channel_website", False),
    ("3.政策解读稿件发布数", "3.政策解读稿件发布教", "interpretations", False),
]


@pytest.mark.parametrize("layout", GRIDS_AND_LINES)
@pytest.mark.parametrize(("label", "slip", "code", "sure"), STATISTICS_SLIPS)
def test_a_misread_row_of_statistics(label: str, slip: str, code: str, sure: bool, layout: str) -> None:
    figures: dict[Key, str] = {key: str(number + 11) for number, key in enumerate(forms.STATISTICS_KEYS)}
    figures["applications_received", None] = str(
        sum(int(figures[f"applications_{way}", None]) for way in ("in_person", "fax", "online", "letter"))
    )
    sheet = renamed(forms.statistics(figures), label, slip)
    document = LAYOUTS[layout](sheet)
    found = read(document)
    one = found[code, None]
    assert set(found) == set(figures)
    assert document.text[one.start : one.end].startswith(slip)
    assert (str(one.value), one.why) == ((figures[code, None], None) if sure else ("None", MISREAD))
    assert all(str(other.value) == figures[key] for key, other in found.items() if key != (code, None))


@pytest.mark.parametrize(
    ("label", "other", "code"),
    [
        ("1.当面申请数", "1.书面申请数", "applications_in_person"),
        ("4.信函申请数", "4.来函申请数", "applications_letter"),
        ("2.政府网站公开政府信息数", "2.部门网站公开政府信息数", "channel_website"),
        ("1.按时办结数", "1.未按时办结数", "concluded_on_time"),
    ],
)
def test_other_words_are_no_misreading(label: str, other: str, code: str) -> None:
    figures = dict.fromkeys(forms.STATISTICS_KEYS, "0")
    sheet = renamed(forms.statistics(figures), label, other)
    for layout in GRIDS_AND_LINES:
        one = read(LAYOUTS[layout](sheet)).get((code, None))
        assert one is None or (one.value, one.why) == (None, REWORDED)


def test_a_label_of_another_row_is_never_a_misreading() -> None:
    text = "（三）从事政府信息公开工作人员数 人 5\n1.兼职人员数 人 5\n（四）政府信息公开专项经费 万元 0"
    squeezed = squeeze(text, 0, len(text))
    rows = ontology().rows["statistics-2014"]
    found = with_misread(squeezed, "statistics-2014", align(squeezed, "statistics-2014"))
    assert [rows[hit.row].code for hit in found] == ["staff", "staff_part_time", "funding"]


# -- the last row of a table that lost its borders ----------------------------------------------------------------

BEHIND = [
    "",
    "\n\n12\n",
    "\n2023年1月18日",
    "\n4.下一步打算\n加强培训。",
    "\n四、政府信息公开行政复议、行政诉讼情况\n无。",
]


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("layout", ["one_cell_a_line", "tab_parted", "space_parted", "a_row_a_line"])
def test_the_last_row_is_blank_or_read_whatever_stands_behind_it(layout: str, behind: str) -> None:
    statistics: dict[Key, str] = {key: str(number + 11) for number, key in enumerate(forms.STATISTICS_KEYS)}
    sheet = renamed(forms.statistics(statistics), "（三）接受培训人员数", "（三）接受培训人员教")
    text = forms.TEXT_LAYOUTS[layout](sheet) + behind
    found = read(forms.text(text))
    assert (found["trainees", None].state, found["trainees", None].why) == ("blank", MISREAD)
    assert str(found["trainings", None].value) == statistics["trainings", None]
    figures = dict.fromkeys(forms.application_keys("form-2021"), "0")
    figures |= dict.fromkeys([("applications_received", "business"), ("carried_over_out", "business")], "3")
    figures |= dict.fromkeys([("applications_received", "total"), ("carried_over_out", "total")], "3")
    sheet = renamed(forms.applications(figures, "form-2021"), "四、结转下年度继续办理", "四、结转下年度维续办理")
    found = read(forms.text(forms.TEXT_LAYOUTS[layout](sheet) + behind))
    row = {key[1]: one for key, one in found.items() if key[0] == "carried_over_out"}
    assert len(row) == 7
    assert all(str(one.value) == figures["carried_over_out", name] or one.why for name, one in row.items())
