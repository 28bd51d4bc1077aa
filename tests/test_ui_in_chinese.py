"""What arises in English has its Chinese on the page: every sentence and every reason that the code can give."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.in_chinese import in_chinese, wordings

ROOT = Path(__file__).parent.parent
# What these say is said on a terminal.
TERMINAL = ("care_", "answers", "embed_module")
ROOMS = [
    *(path for path in sorted((ROOT / "index").glob("*.py")) if not path.name.startswith(TERMINAL)),
    ROOT / "assistant" / "question.py",
    *sorted((ROOT / "ui").glob("*.py")),
]
SENTENCE = re.compile(r"[A-Z{][^\n]* [^\n]*\.")
# What the embedding model is tried with and pypdfium2 says; Streamlit's: the page does not start; what the door says to
# those who never come to see a page.
NO_SENTENCES = tuple(
    "passage: |query: |Failed to |Streamlit's |This page |This request |Files are |There is nothing ".split("|")
)
LIMITED = re.compile(r"check_limit\(.*, \"([^\"]+)\"\)$", re.MULTILINE)


def texts(path: Path) -> Iterator[str]:
    """The texts of a module but for its docstrings; what is filled in stands as 7."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed |= {id(one) for one in ast.walk(node) if one is not node}
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "7" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sentences() -> list[str]:
    found = dict.fromkeys(text for path in ROOMS if not path.name.startswith("words") for text in texts(path))
    return [text for text in found if SENTENCE.fullmatch(text) and not text.startswith(NO_SENTENCES)]


def reasons() -> list[str]:
    """Why a cell was not read: each is a lower-case text in a room of the tables."""
    rooms = [path for path in ROOMS if re.match(r"form|tables|misread|model", path.name)]
    found = dict.fromkeys(text for path in rooms for text in texts(path))
    return [text for text in found if re.fullmatch(r"[a-z][a-z,;:' 0-9]+", text) and text.count(" ") > 2]


def test_every_sentence_has_its_chinese() -> None:
    found = sentences()
    assert len(found) > 60
    assert [text for text in found if in_chinese(text) is None] == []


def test_every_reason_why_a_cell_is_not_read_has_its_chinese() -> None:
    found = reasons()
    assert "the cell is empty" in found
    assert [text for text in found if in_chinese(text) is None] == []


def test_why_an_answer_is_not_right_has_its_chinese() -> None:
    judge = ROOT / "eval" / "judge.py"
    found = [text for text in texts(judge) if re.fullmatch(r"[a-z][a-z_ ]+ 7.*", text)]
    assert len(found) > 5
    assert [text for text in found if in_chinese(text) is None] == []


def test_every_limit_has_its_chinese() -> None:
    found = {one for path in ROOMS for one in LIMITED.findall(path.read_text(encoding="utf-8"))}
    assert "pages" in found
    assert [one for one in found if in_chinese(one) is None] == []


def test_nothing_is_listed_that_the_code_does_not_say() -> None:
    said = " ".join(text for path in ROOMS for text in texts(path))
    listed = [re.split(r"\{\w+\}", wording) for wording in wordings() if wording.endswith(".")]
    assert len(listed) > 60
    assert [pieces for pieces in listed if not all(piece in said for piece in pieces)] == []


def test_both_wordings_have_the_same_places() -> None:
    for english, chinese in wordings().items():
        places = [sorted(set(re.findall(r"\{(\w+)\}", words))) for words in (english, chinese)]
        assert places[0] == places[1], english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "The file is a RAR archive and no text, PDF, Word or web page, which are what is read.",
            "文件是 RAR 压缩包；能读的是文本、PDF、Word 和网页。",
        ),
        (
            "The file holds 1,001 pages and at most 500 are read; split it or leave out a part.",
            "1,001 页，最多读 500；",
        ),
        ("is answered where no_report is due", "应为“库中没有这份报告”，却是“已回答”"),
        ("a.txt replaces b.txt: both are 甲市-2018.", "a.txt 取代了 b.txt：两者都是 甲市-2018。"),
        ("process 12 on h (indexing since 1:00)", "h 上的进程 12（入库，自 1:00 起）"),
    ],
)
def test_what_is_filled_in_stays_and_is_told_in_chinese_where_it_is_known(english: str, chinese: str) -> None:
    said = in_chinese(english)
    assert said is not None
    assert chinese in said


def test_what_is_not_known_is_not_made_up() -> None:
    assert in_chinese("The moon is full.") is None
    assert in_chinese("") is None
