"""Departments in questions: recognised whether the store holds them or not, and never mistaken for their region."""

from __future__ import annotations

import pytest
from answering import SHUILI, plan_of, reading_of

from assistant.departments import departments_in, same_department
from assistant.model import Department
from assistant.question import plain


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("水利厅2020年收到几件申请", "水利厅"),
        ("吉林省水利厅2020年收到几件申请", "水利厅"),
        ("县公安局收到几件申请", "公安局"),
        ("发改委公开了多少条", "发改委"),
        ("长春市发展和改革委员会公开了多少条", "发展和改革委员会"),
        ("卫健委的经费", "卫健委"),
        ("住建局的报告", "住建局"),
        ("市场监管局收到几件", "市场监管局"),
        ("退役军人事务局收到几件", "退役军人事务局"),
        ("县人民政府办公室收到几件", "人民政府办公室"),
        ("市政府办公厅收到几件", "政府办公厅"),
        ("开发区管委会收到几件", "开发区管委会"),
        ("the education bureau", "教育"),
        ("the Jilin Department of Water Resources", "水利"),
        ("Water Resources Department of Jilin", "水利"),
        ("the bureau of public security", "公安"),
        ("the general office", "政府办公室"),
    ],
)
def test_a_department_is_recognised_in_its_names(text: str, stem: str):
    assert [one.stem for one, _ in departments_in(plain(text))] == [stem]


@pytest.mark.parametrize(
    "text",
    [
        "教育类信息多少条",
        "财政预算公开多少条",
        "水利方面的信息",
        "统计表里收到申请几件",
        "教育系统的信息",
        "电视台播出几期",
        "遂昌县政府收到几件申请",
        "information on education",
        "how many statistics",
        "",
    ],
)
def test_a_field_alone_is_no_department(text: str):
    assert departments_in(plain(text)) == ()


def test_the_span_holds_the_department_and_not_its_place():
    text = "吉林省水利厅2020年"
    ((_, (start, end)),) = departments_in(text)
    assert text[start:end] == "水利厅"


@pytest.mark.parametrize(
    ("stem", "issuer", "same"),
    [
        ("水利厅", "吉林省水利厅", True),
        ("发改委", "长春市发展和改革委员会", True),
        ("卫健委", "泸溪县卫生健康委员会", True),
        ("科技局", "泸溪县科学技术局", True),
        ("住建局", "泸溪县住房和城乡建设局", True),
        ("人社局", "泸溪县人力资源和社会保障局", True),
        ("市监局", "泸溪县市场监督管理局", True),
        ("水利", "吉林省水利厅", True),
        ("政府办公室", "泸溪县人民政府办公室", True),
        ("财政厅", "吉林省水利厅", False),
        ("水务局", "吉林省水利厅", False),
        ("政府办公室", "吉林省水利厅", False),
        ("政府办公室", "泸溪县人民政府", False),
        ("公安局", "泸溪县司法局", False),
    ],
)
def test_a_department_is_known_by_full_and_short_names(stem: str, issuer: str, same: bool):
    assert same_department(Department(stem, stem), issuer) is same


@pytest.mark.parametrize(
    "text",
    [
        "吉林省水利厅2020年收到申请多少件",
        "吉林水利厅2020年收到申请多少件",
        "吉林省2020年水利厅收到申请多少件",
        "水利厅2020年收到申请多少件",
        "How many applications did the Jilin Department of Water Resources receive in 2020?",
        "How many applications did the Department of Water Resources of Jilin receive in 2020?",
    ],
)
def test_a_department_is_found_by_each_of_its_names(text: str):
    assert plan_of(text).reports == (SHUILI,)


@pytest.mark.parametrize(
    "text",
    [
        "遂昌县财政局2016年收到申请多少件",
        "遂昌县政府办公室2016年收到申请多少件",
        "遂昌县公安局2016年收到申请多少件",
        "吉林省财政厅2020年收到申请多少件",
        "吉林市水利局2020年收到申请多少件",
        "How many applications did the Suichang education bureau receive in 2016?",
    ],
)
def test_another_bodys_report_never_stands_in_for_a_department(text: str):
    plan = plan_of(text)
    assert plan.reports == ()
    assert len(plan.missing) == 1


def test_a_departments_report_never_stands_in_for_its_region():
    plan = plan_of("吉林省2020年收到申请多少件")
    assert plan.reports == ()
    assert plan.missing[0].nearest == (SHUILI,)


def test_a_department_is_named_as_the_question_names_it():
    reading = reading_of("遂昌县财政局2016年收到申请多少件")
    assert [one.stem for one in reading.departments] == ["财政局"]
    words = plan_of("遂昌县财政局2016年收到申请多少件").missing[0].words
    assert words == "遂昌县财政局"
