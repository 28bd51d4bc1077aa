"""Figures of a wider matter whose part of disclosure is told: 行政复议5件，其中涉及政府信息公开2件."""

from __future__ import annotations

import forms
import pytest

from index.outline import outline
from index.stated import stated_indicators


def stated(text: str) -> dict[str, str]:
    document = forms.text(text)
    found = stated_indicators(document, outline(document), 2018)
    assert all(one.raw in document.text[one.start : one.end] for one in found)
    return {one.code: str(one.value) for one in found}


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("行政复议5件，其中涉及政府信息公开2件。", {"reconsideration_total": "2"}),
        ("全年行政诉讼12件，其中涉及政府信息公开的1件。", {"litigation_total": "1"}),
        ("全年办理行政复议案件12件，其中信息公开类3件。", {"reconsideration_total": "3"}),
        ("全年收到行政复议申请12起（其中政府信息公开3起）。", {"reconsideration_total": "3"}),
        ("全年共收到各类申请120件，其中政府信息公开申请30件。", {"applications_received": "30"}),
        # The figure is of disclosure itself: what follows is a part of it.
        ("因政府信息公开被申请行政复议5件，其中信息公开答复类2件。", {"reconsideration_total": "5"}),
        ("收到政府信息公开申请30件，其中涉及信息公开目录2件。", {"applications_received": "30"}),
        ("行政复议5件，其中维持3件，均涉及政府信息公开。", {}),
    ],
)
def test_the_part_of_disclosure_is_what_is_stated(sentence: str, figures: dict[str, str]) -> None:
    assert stated(f"六、复议和诉讼情况\n{sentence}") == figures


@pytest.mark.parametrize(
    ("sentence", "answered"),
    [
        ("收到政府信息公开申请31件，按期答复30件，逾期答复1件。", None),
        ("收到政府信息公开申请31件，答复30件，其中延期答复1件。", "30"),
        ("收到政府信息公开申请31件，已答复30件，1件正在办理。", "30"),
    ],
)
def test_what_was_answered_in_time_is_not_all_that_was_answered(sentence: str, answered: str | None) -> None:
    assert stated(f"三、依申请公开情况\n{sentence}").get("applications_answered") == answered
