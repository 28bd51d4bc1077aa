"""What visitors think of answers is kept in the catalogue, in stores made before too, and becomes candidates."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.candidates import candidates
from index.catalog import Catalog
from index.catalog_feedback import Feedback, keep_feedback, kept_feedback
from index.catalog_file import FILE
from index.catalog_writer import CatalogWriter
from index.errors import EmptyStore

GIVEN = Feedback("a1", True, "", "云溪市收到多少件申请", ("云溪市呢",), "zh", "answered", "57件[1]。", ("云溪市-2018",))


@pytest.fixture
def held(store: Path, make_report: Any) -> Path:
    """A store with one report, as it was before feedback was kept."""
    store.mkdir()
    with CatalogWriter(store) as catalog:
        catalog.put(make_report(), "r1")
    return store


def test_what_was_given_is_given_back_and_can_be_changed(held: Path) -> None:
    assert kept_feedback(held) == ()
    keep_feedback(held, GIVEN)
    changed = replace(GIVEN, good=False, comment="数字不对 <b>")
    keep_feedback(held, changed)
    assert kept_feedback(held) == (changed,)


def test_a_store_with_feedback_opens_as_before(held: Path) -> None:
    keep_feedback(held, GIVEN)
    with Catalog(held) as catalog:
        assert len(catalog.reports()) == 1
    with sqlite3.connect(held / FILE) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "feedback" in tables


def test_feedback_makes_no_store(store: Path) -> None:
    with pytest.raises(EmptyStore):
        keep_feedback(store, GIVEN)
    assert kept_feedback(store) == ()
    assert not store.exists()


def test_candidates_are_yaml_with_the_bad_ones_first() -> None:
    bad = replace(GIVEN, id="a2", good=False, question="兰溪市: 多少?", history=(), language="en")
    read = yaml.safe_load(candidates([GIVEN, bad, replace(bad, comment="last word")]))
    assert [entry["question"] for entry in read] == [bad.question, GIVEN.question]
    assert read[0]["seen"]["comment"] == "last word"
    assert read[0]["language"] == "en"
    assert read[1]["history"] == ["云溪市呢"]
