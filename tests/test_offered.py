"""Indicators that an abstention offers: near in meaning to a question that names none, and stated by the report."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from answering import SUICHANG_2016, fill, report
from stand_ins import HashEmbedder

from assistant import chain
from assistant.model import Answer
from assistant.named_alike import Names, every_name
from assistant.settings import Settings, Thresholds, with_thresholds
from eval.offered import Sample, best, left_out

SHOWN = "报告里相近的指标："


class Counting(HashEmbedder):
    """Counts the texts that it embeds."""

    embedded = 0

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:  # type: ignore[override]
        self.embedded += len(texts)
        return super().embed_passages(texts)


def names(folder: Path | None, embedder: HashEmbedder) -> Names:
    return Names(lambda: embedder, folder)


HELD = frozenset({"trainings", "trainees", "complaints"})


def test_the_name_itself_stands_out_most() -> None:
    found = names(None, Counting()).standing_out("举办各类培训班数", HELD)
    assert found[0].name == "trainings"
    assert found[0].likeness == pytest.approx(1.0, abs=1e-3)


def test_only_what_is_held_is_offered() -> None:
    asked = names(None, Counting())
    with with_thresholds(Thresholds(offered=0.9)):
        assert asked.offered("举办各类培训班数", HELD) == ("trainings",)
        assert asked.offered("举办各类培训班数", HELD - {"trainings"}) == ()
        assert asked.offered("今天天气怎么样", HELD) == ()
        assert asked.offered("举办各类培训班数", frozenset()) == ()


def test_no_more_than_three_and_none_far_from_the_best() -> None:
    asked = names(None, Counting())
    with with_thresholds(Thresholds(offered=0.0)):
        offered = asked.offered("行政复议", frozenset(every_name()))
    assert 1 <= len(offered) <= 3


def test_vectors_are_kept_for_the_next_process(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    before = names(tmp_path / "cache", first).standing_out("培训", HELD)
    assert first.embedded > len(HELD)
    after = names(tmp_path / "cache", second).standing_out("培训", HELD)
    assert second.embedded == 1
    assert [one.name for one in after] == [one.name for one in before]


@pytest.mark.parametrize("content", [b"", b"no array", b"\x93NUMPY"])
def test_a_damaged_file_is_written_anew(tmp_path: Path, content: bytes) -> None:
    names(tmp_path, HashEmbedder()).standing_out("培训", HELD)
    (path,) = tmp_path.glob("names-*.npy")
    path.write_bytes(content)
    assert names(tmp_path, HashEmbedder()).standing_out("培训", HELD)[0].name in HELD
    assert np.load(path).shape[1] == HashEmbedder().dimension


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    for embedder in (HashEmbedder(), HashEmbedder("hash-32", 32)):
        names(tmp_path, embedder).standing_out("培训", HELD)
    assert len(list(tmp_path.glob("names-*.npy"))) == 2


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    assert names(file / "cache", HashEmbedder()).standing_out("培训", HELD)


# -- in an abstention ---------------------------------------------------------------------------------------------


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    embedder = HashEmbedder()
    fill(tmp_path / "store", [report(SUICHANG_2016)], embedder)
    monkeypatch.setattr(chain, "load_embedder", lambda *_: embedder)
    settings = dataclasses.replace(Settings(), store=tmp_path / "store", cache=tmp_path / "cache", keep_answers=False)
    assistant = chain.open_assistant(settings)

    def asked(question: str) -> Answer:
        with with_thresholds(Thresholds(offered=0.3)):
            return assistant.ask(question)

    yield asked
    assistant.close()


def shown(answer: Answer) -> list[str]:
    return [note.text for note in answer.notes if note.kind == "nearest" and note.text.startswith(SHOWN)]


def test_a_question_that_names_none_is_offered_some(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("遂昌县2016年学习班一共培训班了多少回学员班数")
    assert answer.status == "not_reported"
    (text,) = shown(answer)
    assert "培训" in text
    assert not answer.values


@pytest.mark.parametrize("question", ["遂昌县2016年收到多少件申请", "遂昌县2016年县长是谁", "遂昌县2016年存在哪些问题"])
def test_nothing_is_offered_where_an_indicator_is_named_or_words_are_asked_for(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert shown(ask(question)) == []


# -- the calibration ----------------------------------------------------------------------------------------------


def sample(key: str, meant: str | None, **offers: tuple[str, ...]) -> Sample:
    low, high = offers.get("low", ()), offers.get("high", ())
    by = {0.45: low, 0.5: low, 0.55: low, 0.6: high, 0.65: high}
    return Sample(frozenset({key}), "zh", meant, by)


def test_the_threshold_with_the_best_score_is_chosen_and_of_equals_the_highest() -> None:
    right = sample("a", "trainings", low=("trainings",), high=())
    wrong = sample("b", None, low=("trainings",), high=())
    assert best([right]) == 0.55
    assert best([wrong]) == 0.65
    assert best([right, wrong]) == 0.65


def test_each_report_is_scored_by_what_the_others_choose() -> None:
    found = [sample("a", "trainings", low=("trainings",)), sample("b", None, low=("staff",))]
    chosen, fitted, as_set = left_out(found)
    assert dict(chosen) == {0.65: 1, 0.55: 1}
    assert (fitted, as_set) == (-1, 0)
