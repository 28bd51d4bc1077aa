"""The ontology is whole: every code that a form, a sum or a relation names is there, and the forms are the state's."""

from __future__ import annotations

import itertools
from collections import Counter
from importlib import resources
from typing import Any

import forms
import pytest
import yaml

from index.labels import core_of
from index.ontology import APPLICANTS, Term, ontology

TERMS = ontology().terms
KNOWN_KEYS = {"zh", "en", "unit", "ask_zh", "ask_en", "parent", "by", "parts", "comparable", "none_later"}
UNITS = {"件", "条", "次", "篇", "万元", "个", "人", "人次", "项"}


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(resources.files("index").joinpath("ontology.yaml").read_text("utf-8"))
    return loaded


def form_codes() -> set[str]:
    """The codes that stand in a row or a cell of a form."""
    rows = {row.code for form in ontology().rows.values() for row in form if row.code}
    cells = {code for columns in ontology().disclosure.values() for code in columns.values()}
    return rows | cells | {code for group in ontology().disputes for code in group}


# -- terms --------------------------------------------------------------------------------------------------------


def test_every_term_has_its_names_and_its_unit(data: dict[str, Any]) -> None:
    for code, term in TERMS.items():
        assert (term.code, term.name("zh"), term.name("en")) == (code, term.zh, term.en)
        assert term.zh
        assert term.en.isascii()
        assert term.unit in UNITS, code
        assert set(data["indicators"][code]) <= KNOWN_KEYS, code


def test_names_tell_terms_apart() -> None:
    assert [name for name, count in Counter(term.zh for term in TERMS.values()).items() if count > 1] == []


def test_every_term_can_be_asked_for_in_both_languages() -> None:
    silent = {code for code, term in TERMS.items() if not term.ask_zh or (not term.ask_en and code != "other_other")}
    assert silent == set()
    for term in TERMS.values():
        assert all(phrase == phrase.strip() for phrase in (*term.ask_zh, *term.ask_en))
        assert all(phrase == phrase.lower() for phrase in term.ask_en), term.code


def test_every_relation_names_a_term_and_none_leads_back_to_itself() -> None:
    for term in TERMS.values():
        assert {*term.parts, *(code for code, _ in term.comparable), term.parent or term.code} <= set(TERMS)
        assert term.code not in ancestors(term)
        assert all(why.endswith(".") for _, why in term.comparable)


def ancestors(term: Term) -> list[str]:
    found: list[str] = []
    while term.parent is not None and term.parent not in found:
        found.append(term.parent)
        term = TERMS[term.parent]
    return found


def test_what_is_comparable_is_counted_in_the_same_unit() -> None:
    for term in TERMS.values():
        assert all(TERMS[code].unit == term.unit for code, _ in term.comparable), term.code


def test_a_term_without_a_row_of_its_own_is_made_of_parts_that_have_one() -> None:
    for code, term in TERMS.items():
        if code not in form_codes():
            assert term.parts, f"{code} stands in no form and has no parts"
            assert set(term.parts) <= form_codes()


def test_the_parts_that_a_breakdown_gives_are_those_of_one_kind() -> None:
    channels = ("当面申请数", "传真申请数", "网络申请数", "信函申请数")
    assert tuple(TERMS[code].zh for code in ontology().children("applications_received")) == channels
    assert ontology().children("staff") == ("staff_full_time", "staff_part_time")
    assert ontology().children("meetings") == ()


# -- forms --------------------------------------------------------------------------------------------------------


def test_the_rows_of_the_statistics_table_are_the_forms() -> None:
    rows = ontology().rows["statistics-2014"]
    assert [row.code or "" for row in rows] == [item.code for item in forms.STATISTICS]
    for row, item in zip(rows, forms.STATISTICS, strict=True):
        assert core_of(item.ordinal + item.words) in {core_of(label) for label in row.labels}
        if item.code:
            assert TERMS[item.code].unit == item.unit


@pytest.mark.parametrize("form", ["form-2019", "form-2021"])
def test_the_rows_of_the_applications_table_are_the_forms(form: str) -> None:
    codes = [row.code for row in ontology().rows["applications"] if row.code]
    written = forms.application_codes(form)
    assert [code for code in codes if code in written] == list(written)
    assert tuple(ontology().applicants) == APPLICANTS
    assert tuple(term.zh for term in ontology().applicants.values()) == forms.COLUMNS


@pytest.mark.parametrize("form", ["form-2019", "form-2021"])
def test_the_cells_of_the_disclosure_table_are_the_forms(form: str) -> None:
    read = {code for columns in ontology().disclosure.values() for code in columns.values()}
    assert {code for code, _ in forms.disclosure_keys(form)} <= read


def test_the_cells_of_the_disputes_table_are_the_forms() -> None:
    assert tuple(code for group in ontology().disputes for code in group) == forms.DISPUTE_CODES


def test_a_label_of_one_row_is_no_variant_of_its_neighbours() -> None:
    for rows in ontology().rows.values():
        for above, below in itertools.pairwise(rows):
            assert not {core_of(label) for label in above.labels} & {core_of(label) for label in below.labels}


def test_every_code_of_a_form_is_a_term() -> None:
    assert form_codes() <= set(TERMS)


# -- sums ---------------------------------------------------------------------------------------------------------


def test_every_sum_adds_up_terms_of_one_unit_that_stand_in_its_form() -> None:
    for rule in ontology().sums:
        codes = {rule.total, *rule.parts}
        assert codes <= form_codes()
        assert len({TERMS[code].unit for code in codes}) == 1
        assert len(rule.parts) == len(set(rule.parts)) > 1


def test_what_adds_up_in_the_statistics_table_is_its_totals_parts() -> None:
    for rule in ontology().sums:
        assert all(rule.total in ancestors(TERMS[part]) for part in rule.parts), rule.total
