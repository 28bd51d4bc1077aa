"""Issuers whose place is named behind the zone that runs it or is one with it, and zones below a city."""

from __future__ import annotations

import pytest
from test_issuers import who

from index.organisations import read_organisation
from index.places import gazetteer

TITLE = "{}2021年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("name", "issuer", "path"),
    [
        ("雄安新区容城县人民政府", "容城县人民政府", "河北省/保定市/容城县"),
        ("苏州高新区（虎丘区）浒墅关镇人民政府", "浒墅关镇人民政府", "江苏省/苏州市/虎丘区/浒墅关镇"),
        ("青岛西海岸新区（黄岛区）人民政府", "黄岛区人民政府", "山东省/青岛市/黄岛区"),
        ("哈尔滨新区松北区人民政府", "松北区人民政府", "黑龙江省/哈尔滨市/松北区"),
    ],
)
def test_a_place_behind_its_zone_is_the_issuers(name: str, issuer: str, path: str) -> None:
    assert who(TITLE.format(name))[:2] == (issuer, path)


def test_a_zone_below_a_city_that_shares_its_short_name_is_in_the_city() -> None:
    assert who(TITLE.format("西安国际港务区管理委员会"))[1] == "陕西省/西安市/国际港务区"


@pytest.mark.parametrize("words", ["高新区人民政府", "某某新区北京市人民政府", "新区政府办公室"])
def test_words_behind_a_zone_that_are_no_place_below_one_are_no_issuer_of_another_place(words: str) -> None:
    found = read_organisation(gazetteer(), words)
    assert found is None or all(place.level not in {"province", "prefecture"} for place in found.places)
