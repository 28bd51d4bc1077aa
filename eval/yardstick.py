"""Public yardsticks: any set of questions over passages, to compare the retriever with published ones.

    python -m eval.yardstick PATH [--limit N]

PATH is a JSON file in one of two formats, told apart by what it holds:

    plain   {"passages": [{"id", "text"}], "questions": [{"id", "text", "relevant": [passage ids], "answers": [text]}]}
    SQuAD   {"data": [{"paragraphs": [{"id", "context", "qas": [{"id", "question", "answers": [{"text"}]}]}]}]},
            as CMRC 2018 and DRCD have it; a question's own paragraph is the relevant passage
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from assistant.settings import Settings
from eval import metrics
from index.embed import Embedder, Vectors, load_embedder
from index.errors import GongkaiError, UsageError

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@dataclass(frozen=True, slots=True)
class YardQuestion:
    """A question, the ids of the passages that answer it, and its answers where the set has them."""

    id: str
    text: str
    relevant: frozenset[str]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A retrieval set: passages by id, and questions."""

    passages: Mapping[str, str]
    questions: tuple[YardQuestion, ...]


@dataclass(frozen=True, slots=True)
class YardScores:
    """Retrieval over all passages, and what the sentence picked from the first one is worth."""

    questions: int
    hit_1: float
    hit_4: float
    mrr: float
    ndcg_10: float
    sentence_holds_answer: float
    sentence_f1: float


def load_yardstick(path: Path) -> Yardstick:
    """The set in the file `path`. Raises UsageError when it is in neither format."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return _squad(kept) if "data" in kept else _plain(kept)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{path} is neither a plain retrieval set nor one in SQuAD's format ({error!r}); see eval/yardstick.py."
        ) from error


def _plain(kept: Mapping[str, Any]) -> Yardstick:
    passages = {str(one["id"]): one["text"] for one in kept["passages"]}
    questions = tuple(
        YardQuestion(str(one["id"]), one["text"], frozenset(map(str, one["relevant"])), tuple(one.get("answers", ())))
        for one in kept["questions"]
    )
    if unknown := {name for question in questions for name in question.relevant} - set(passages):
        raise ValueError(f"no passage has the id {min(unknown)}")
    return Yardstick(passages, questions)


def _squad(kept: Mapping[str, Any]) -> Yardstick:
    paragraphs = dict(_paragraphs(kept))
    questions = tuple(
        YardQuestion(
            str(one["id"]), one["question"], frozenset({name}), tuple(a["text"] for a in one.get("answers", ()))
        )
        for name, paragraph in paragraphs.items()
        for one in paragraph["qas"]
    )
    return Yardstick({name: paragraph["context"] for name, paragraph in paragraphs.items()}, questions)


def _paragraphs(kept: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    number = 0
    for article in kept["data"]:
        for paragraph in article["paragraphs"]:
            yield str(paragraph.get("id", number)), paragraph
            number += 1


Ranker = Callable[[Sequence[str]], Sequence[Sequence[str]]]
"""Questions → for each the passages' ids, best first."""


def dense_ranker(passages: Mapping[str, str], embedder: Embedder, depth: int = 10) -> Ranker:
    """Rank by the cosine of the embeddings, each passage whole, over all of them exactly."""
    ids = list(passages)
    matrix = embedder.embed_passages(list(passages.values()))

    def rank(questions: Sequence[str]) -> list[list[str]]:
        nearness = embedder.embed_queries(questions) @ matrix.T
        return [[ids[at] for at in np.argsort(-row, kind="stable")[:depth]] for row in nearness]

    return rank


class Picker:
    """Picks the sentence of a passage that is nearest to a question; each passage's sentences are embedded once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: dict[str, tuple[list[str], Vectors]] = {}

    def pick(self, question: str, passage: str) -> str:
        if passage not in self._kept:
            sentences = _SENTENCE.findall(passage) or [passage]
            self._kept[passage] = sentences, self._embedder.embed_passages(sentences)
        sentences, vectors = self._kept[passage]
        return sentences[int((vectors @ self._embedder.embed_queries([question])[0]).argmax())]


def measure(yardstick: Yardstick, rank: Ranker, picker: Picker) -> YardScores:
    """Retrieval and extraction scores of `rank` over the whole set."""
    questions = yardstick.questions
    rankings = rank([question.text for question in questions])
    hits = [[name in one.relevant for name in found] for one, found in zip(questions, rankings, strict=True)]
    gains = [metrics.ndcg_at(hit, len(one.relevant)) for hit, one in zip(hits, questions, strict=True)]
    picked = [
        (picker.pick(one.text, yardstick.passages[found[0]]), one.answers)
        for one, found in zip(questions, rankings, strict=True)
        if one.answers and found
    ]
    return YardScores(
        questions=len(questions),
        hit_1=metrics.mean([metrics.hit_at(hit, 1) for hit in hits]),
        hit_4=metrics.mean([metrics.hit_at(hit, 4) for hit in hits]),
        mrr=metrics.mean([metrics.reciprocal_rank(hit) for hit in hits]),
        ndcg_10=metrics.mean(gains),
        sentence_holds_answer=metrics.mean([any(answer in one for answer in answers) for one, answers in picked]),
        sentence_f1=metrics.mean([max(metrics.character_f1(one, a) for a in answers) for one, answers in picked]),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: the scores of the embedding model of the settings over one set."""
    parser = argparse.ArgumentParser(prog="python -m eval.yardstick", description=load_yardstick.__doc__)
    parser.add_argument("path", type=Path, help="the set's JSON file")
    parser.add_argument("--limit", type=int, help="ask only the first so many questions")
    options = parser.parse_args(arguments)
    try:
        yardstick = load_yardstick(options.path)
        settings = Settings.load()
        embedder = load_embedder(settings.embedding_model, settings.cache)
    except GongkaiError as error:
        Console(stderr=True).print(error.message, markup=False, highlight=False)
        return error.exit_code
    asked = replace(yardstick, questions=yardstick.questions[: options.limit])
    scores = measure(asked, dense_ranker(asked.passages, embedder), Picker(embedder))
    table = Table("measure", "value", title=f"{options.path.name}, {len(asked.passages)} passages")
    for name, value in asdict(scores).items():
        table.add_row(name, str(value) if isinstance(value, int) else f"{value:.3f}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
