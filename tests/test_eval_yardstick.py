"""Public retrieval sets: both formats are read, and the scores are those of the ranking."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from eval_fakes import LetterEmbedder

from eval.yardstick import Picker, dense_ranker, load_yardstick, measure
from index.errors import UsageError

SQUAD = {
    "data": [
        {
            "paragraphs": [
                {
                    "id": "P0",
                    "context": "甲县有三条河。乙河最长。",
                    "qas": [{"id": "Q0", "question": "哪条河最长？", "answers": [{"text": "乙河", "answer_start": 7}]}],
                },
                {"context": "丙山高一千米。", "qas": [{"id": "Q1", "question": "丙山多高？", "answers": []}]},
            ]
        }
    ]
}
PLAIN = {
    "passages": [{"id": 1, "text": "甲县有三条河。"}, {"id": 2, "text": "丙山高一千米。"}],
    "questions": [{"id": 9, "text": "丙山多高？", "relevant": [2]}],
}


def written(tmp_path: Path, kept: object) -> Path:
    path = tmp_path / "set.json"
    path.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
    return path


def test_a_set_in_squad_format_is_read(tmp_path: Path) -> None:
    yardstick = load_yardstick(written(tmp_path, SQUAD))
    assert list(yardstick.passages) == ["P0", "1"]
    assert [(one.relevant, one.answers) for one in yardstick.questions] == [
        (frozenset({"P0"}), ("乙河",)),
        (frozenset({"1"}), ()),
    ]


def test_a_plain_set_is_read(tmp_path: Path) -> None:
    yardstick = load_yardstick(written(tmp_path, PLAIN))
    assert yardstick.questions[0].relevant == {"2"}


@pytest.mark.parametrize(
    "kept", [[], {}, {"passages": [], "questions": [{"id": 1, "text": "x", "relevant": [3]}]}, {"data": [{}]}]
)
def test_a_file_in_neither_format_is_refused(tmp_path: Path, kept: object) -> None:
    with pytest.raises(UsageError, match=r"set\.json"):
        load_yardstick(written(tmp_path, kept))


def test_the_scores_are_those_of_the_ranking(tmp_path: Path) -> None:
    yardstick = load_yardstick(written(tmp_path, SQUAD))

    def rank(questions: Sequence[str]) -> list[list[str]]:
        return [["P0", "1"] for _ in questions]

    scores = measure(yardstick, rank, Picker(LetterEmbedder()))
    assert (scores.questions, scores.hit_1, scores.hit_4, scores.mrr) == (2, 0.5, 1.0, 0.75)
    assert scores.sentence_holds_answer == 1.0
    assert scores.sentence_f1 == pytest.approx(2 * 2 / (2 + 5))


def test_the_dense_ranking_puts_the_nearest_passage_first(tmp_path: Path) -> None:
    yardstick = load_yardstick(written(tmp_path, PLAIN))
    assert dense_ranker(yardstick.passages, LetterEmbedder())(["丙山多高？"]) == [["2", "1"]]
