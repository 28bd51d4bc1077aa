"""What has no row of its own is the sum of its rows: computed with like any figure, every row cited."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from answering import draft_of

from assistant.verify import verify


@pytest.mark.parametrize(
    ("text", "operation", "value", "operands"),
    [
        ("石家庄桥西区2022年不予公开占办理结果总计的比例是多少", "share", "3.65", {"2", "3", "137"}),
        ("石家庄桥西区2022年不予公开占比", "share", "3.65", {"2", "3", "137"}),
        ("石家庄桥西区2022年属于四类过程性信息的占不予公开的百分之几", "share", "60", {"2", "3"}),
        ("石家庄桥西区2022年予以公开比不予公开多几件", "difference", "68", {"73", "2", "3"}),
        ("石家庄桥西区2022年不予公开和不予处理一共多少件", "sum", "11", {"2", "3"}),
        ("石家庄桥西区和张家口桥西区2022年不予公开相差几件", "difference", "5", {"2", "3"}),
    ],
)
def test_a_sum_of_rows_is_computed_with(text: str, operation: str, value: str, operands: set[str]):
    draft = draft_of(text)
    (computed,) = [one for one in draft.values if one.computed == operation and one.value == value]
    cited = " ".join(one.quote for one in draft.citations if one.id in computed.citations)
    assert all(operand in cited for operand in operands)
    assert {verdict.ruling for verdict in verify(draft)} <= {"computed", "supported"}


def test_a_sum_of_rows_that_does_not_add_up_is_not_shown():
    draft = draft_of("石家庄桥西区2022年不予公开几件")
    (statement,) = draft.statements
    (figure,) = statement.figures
    wrong = replace(statement, figures=(replace(figure, value=Decimal(6)),), results=())
    (verdict,) = verify(replace(draft, statements=(replace(wrong, text=wrong.text.replace("5件", "6件")),)))
    assert verdict.ruling == "unsupported"


def test_places_are_ranked_by_a_sum_of_rows():
    statements = draft_of("石家庄桥西区和张家口桥西区2022年哪个不予公开的最多").statements
    assert "石家庄" in statements[0].text
    assert "5件" in statements[0].text
