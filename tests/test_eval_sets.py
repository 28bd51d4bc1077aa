"""The question sets themselves: that what they expect is what the reports say."""

from __future__ import annotations

import os
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from eval.metrics import recompute
from eval.sets import Case, Expected, QuestionSet, ReportKey, Type, load_set, squash
from index.errors import UsageError
from index.files import read, walk

ROOT = Path(__file__).resolve().parent.parent
MORE = Path(os.environ.get("GONGKAI_MORE_REPORTS") or ROOT.parent / "shared" / "reports" / "more")


def texts(folder: Path, questions: QuestionSet) -> dict[str, str]:
    """The canonical text of each report a set asks about, squashed: the file whose text names its place and year."""
    found = {}
    for source in walk([folder]):
        for key in questions.reports:
            if str(key.year) in source.name and names(key) & set(split(source.name)):
                found[key.key] = squash(read(source).text)
    return found


def names(key: ReportKey) -> set[str]:
    return {key.region, key.issuer, *key.also}


def split(name: str) -> list[str]:
    stem = Path(name).stem.partition("_")[0]
    return [stem, stem.removeprefix("淮安市")]


MADE = {
    "own": {
        "gulou_a.html": "南京鼓楼",
        "gulou_b.txt": "福州鼓楼",
        "jiangmen_1.md": "江门2021",
        "jiangmen_2.html": "江门2022",
        "leishan.txt": "雷山2015",
        "shuili.docx": "宁夏水利2020",
        "fengtai_2010.txt": "凤台2010",
        "fengtai_2011.txt": "凤台2011",
        "yiyang_2014.txt": "益阳2014",
        "guizhou_shuili_2016.txt": "贵州水利2016",
        "chaoyang_bj_2020.html": "北京朝阳2020",
        "chaoyang_cc_2020.txt": "长春朝阳2020",
        "yichang_fuban_2023.txt": "宜昌府办2023",
    },
    "held": {
        "a.html": "粮储2021",
        "b.txt": "合肥高新2020",
        "c.txt": "绍兴县2012",
        "d.docx": "天平2022",
        "e.html": "大理2016",
        "f.html": "大理2017",
    },
}


@pytest.mark.parametrize("name", list(MADE))
def test_every_support_stands_in_the_projects_own_reports(name: str) -> None:
    folder = ROOT / "eval" / "sets" / name / "reports"
    canonical = {MADE[name][source.name]: squash(read(source).text) for source in walk([folder])}
    assert misplaced(load_set(name), canonical) == []


@pytest.fixture(scope="module")
def seeds() -> QuestionSet:
    return load_set("seeds")


@pytest.fixture(scope="module")
def more() -> QuestionSet:
    return load_set("more")


def test_every_support_stands_in_its_report(seeds: QuestionSet) -> None:
    assert misplaced(seeds, texts(ROOT / "reports", seeds)) == []


@pytest.mark.skipif(not MORE.is_dir(), reason="the further reports are not there")
def test_every_support_stands_in_its_report_of_the_further_ones(more: QuestionSet) -> None:
    assert misplaced(more, texts(MORE, more)) == []


def misplaced(questions: QuestionSet, canonical: dict[str, str]) -> list[str]:
    return [
        f"{case.id}: {item.text}"
        for case in questions.cases
        for item in case.support
        if squash(item.text) not in canonical[item.report.key]
    ]


@pytest.mark.parametrize("name", ["seeds", "own", "held", "more"])
def test_every_expected_figure_stands_in_its_support(name: str) -> None:
    questions = load_set(name)
    assert [(c.id, v.what) for c in questions.cases for v in c.values if not v.computed and not held(v, c)] == []


def held(value: Expected, case: Case) -> bool:
    """Whether a support holds the figure; one without any digit says it in words (一百三十六名)."""
    texts = [squash(item.text).replace(",", "") for item in case.support if value.at in (None, item.report)]
    return any(str(value.value) in text or not re.search(r"\d", text) for text in texts)


@pytest.mark.parametrize("name", ["seeds", "own", "held", "more"])
def test_every_computed_figure_follows_from_its_operands(name: str) -> None:
    for case in load_set(name).cases:
        for value in (*case.values, *case.may):
            if value.computed and value.computed not in {"count", "rank"}:
                assert abs(recompute(value.computed, value.operands) - value.value) < Decimal("0.01"), case.id


def test_words_to_be_mentioned_stand_in_the_report(seeds: QuestionSet) -> None:
    canonical = texts(ROOT / "reports", seeds)
    for case in seeds.cases:
        if case.type in {"fact", "narrative"} and case.support:
            text = canonical[case.support[0].report.key]
            assert all(any(squash(word) in text for word in words) for words in case.must_mention), case.id


def test_the_sets_are_as_large_and_as_mixed_as_they_have_to_be(seeds: QuestionSet, more: QuestionSet) -> None:
    cases = (*seeds.cases, *more.cases)
    languages = Counter(case.language for case in cases)
    assert len(seeds.cases) >= 300
    assert languages["en"] / len(cases) >= 0.25
    assert {case.type for case in cases} == set(get_args(Type))


def test_every_type_is_asked_at_least_six_times(seeds: QuestionSet) -> None:
    asked = Counter(case.type for case in (*seeds.cases, *load_set("own").cases))
    assert {kind: asked[kind] for kind in get_args(Type) if asked[kind] < 6} == {}


def test_an_abstention_expects_no_figure(seeds: QuestionSet, more: QuestionSet) -> None:
    assert [c.id for c in (*seeds.cases, *more.cases) if c.status != "answered" and c.values] == []


def test_an_unknown_set_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(UsageError, match="seeds"):
        load_set("nowhere")


REPORTS = "甲2020: {region: 甲县, issuer: 甲县人民政府, year: 2020}\n"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("- {id: a, type: fact, question: x, colour: red}", "colour"),
        ("- {id: a, type: fact, question: x, status: perhaps}", "perhaps"),
        ("- {id: a, type: fact, question: x, values: [{what: y, value: many, unit: 件, at: 甲2020}]}", "'a'"),
        ("- {id: a, type: fact, question: x, support: [{report: 乙2020, text: z}]}", "乙2020"),
        ("- {id: a, type: fact, question: x}\n- {id: a, type: fact, question: y}", "'a'"),
        ("- {id: a", "YAML"),
    ],
)
def test_a_question_that_cannot_be_read_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    (tmp_path / "reports.yaml").write_text(REPORTS, "utf-8")
    (tmp_path / "questions.yaml").write_text(line, "utf-8")
    with pytest.raises(UsageError, match=complaint):
        load_set(tmp_path)


def test_a_question_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "reports.yaml").write_text(REPORTS, "utf-8")
    (tmp_path / "questions.yaml").write_text(
        "- {id: a, type: share, language: en, question: x, history: [w], must_mention: [甲, [乙, 丙]],"
        " note: conflict,"
        '   values: [{what: y, value: "50", unit: ["%", 个], at: 甲2020, computed: share, operands: ["1", "2"]}]}',
        "utf-8",
    )
    (case,) = load_set(tmp_path).cases
    assert case.must_mention == (("甲",), ("乙", "丙"))
    assert case.values[0].units == ("%", "个")
    assert case.values[0].operands == (Decimal(1), Decimal(2))
    assert (case.history, case.language, case.status, case.note) == (("w",), "en", "answered", "conflict")
