"""A file of nothing but a form's words is as long as any file may be, and must still be read in seconds."""

from __future__ import annotations

import time
from itertools import chain, repeat

import pytest

from index.document import assemble
from index.ontology import ontology
from index.read_text import read_text
from index.reading import LIMITS
from index.statutory import statutory_indicators

LENGTH = 1_000_000
MOST_SECONDS = 8  # of the processor; a machine at work takes a third of it
LABELS = [row.labels[0] for rows in ontology().rows.values() for row in rows]


def repeated(words: str) -> str:
    return "".join(repeat(words, LENGTH // len(words)))


@pytest.mark.parametrize(
    "words",
    [
        "".join(LABELS),
        "".join(chain.from_iterable((label, " 0 0 0 0 0 0 0 ") for label in LABELS)),
        "被依法纠错数",
        "5.其它方式公开政府信息数",
        "其它",
        "结果维持结果纠正其他结果尚未审结总计000000000000000",
        "第二十条第（一）项信息内容本年制发件数规章000",
        "规章 0 0 ",
    ],
    ids=lambda words: words[:12],
)
def test_a_megabyte_of_labels_is_read_in_seconds(words: str) -> None:
    document = assemble(read_text(repeated(words)[: LIMITS.characters]))
    begun = time.process_time()
    statutory_indicators(document)
    assert time.process_time() - begun < MOST_SECONDS
