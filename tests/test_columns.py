"""Applicant columns that a question sets beside each other, or asks for all of."""

from __future__ import annotations

import pytest
from answering import SHUILI, draft_of, reading_of

from assistant.columns import COLUMNS

SHIJIAZHUANG = "石家庄桥西区2022年"


@pytest.mark.parametrize(
    "text",
    ["各类申请人分别多少件", "申请人构成", "按申请人类型看各有多少件", "哪类申请人最多", "每一类申请人各提了几件"],
)
def test_every_kind_of_applicant(text: str) -> None:
    asked = reading_of(SHIJIAZHUANG + text).asked
    assert tuple(one.applicant for one in asked) == COLUMNS
    assert {(one.codes, one.sure) for one in asked} == {(("applications_received",), True)}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("自然人和企业分别申请多少件", ["121", "16"]),
        ("自然人申请比企业多几件", ["105", "121", "16"]),
        ("法律服务机构和商业企业谁申请得多", ["16", "3"]),
        ("自然人和企业一共申请了多少件", ["137", "121", "16"]),
        ("予以公开的申请里自然人和企业各几件", ["60", "9"]),
        ("哪类申请人最多", ["121", "16", "3", "2", "1", "0"]),
    ],
)
def test_columns_beside_each_other(text: str, values: list[str]) -> None:
    assert [one.value for one in draft_of(SHIJIAZHUANG + text).values] == values


def test_a_column_of_what_is_added_up_from_rows() -> None:
    (value,) = draft_of(f"{SHIJIAZHUANG}企业不予公开几件").values
    assert (value.applicant, value.computed) == ("business", "sum")


@pytest.mark.parametrize("text", ["公民、法人和其他组织共申请多少件", "公民法人或者其他组织提了多少件申请"])
def test_anybody_is_no_column(text: str) -> None:
    (value,) = draft_of(SHIJIAZHUANG + text).values
    assert (value.value, value.applicant) == ("143", None)


def test_legal_persons_are_not_the_other_column() -> None:
    assert all(one.applicant != "other" for one in reading_of("吉林省水利厅2020年法人或其他组织申请几件").asked)
    left, received, persons = draft_of("吉林省水利厅2020年法人或其他组织申请几件").values
    assert (left.value, left.computed is None) == ("4", False), SHUILI
    assert [(one.value, one.applicant) for one in (received, persons)] == [("26", None), ("22", "natural_person")]


@pytest.mark.parametrize(
    "question",
    [
        "how many did natural persons apply in 2022 in 石家庄桥西区",
        "how often did natural persons apply in 石家庄桥西区 in 2022",
        "how many times do individuals apply in 石家庄桥西区 in 2022",
    ],
)
def test_what_applicants_of_a_kind_do_is_their_column(question: str) -> None:
    """Without a word for applications these were answered with the figure of all applicants together."""
    (asked,) = reading_of(question).asked
    assert (asked.codes, asked.applicant, asked.sure) == (("applications_received",), "natural_person", True)
