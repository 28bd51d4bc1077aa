"""Texts without an end: one piece of a report's wording over and over, as a broken page may give it. No crash, and time
in proportion to the length."""

from __future__ import annotations

import time

import pytest
from answering import understood

HEAD = (
    "遂昌县人民政府2021年政府信息公开工作年度报告\n一、总体情况\n"
    "2021年，主动公开政府信息10条，收到政府信息公开申请17件，无行政复议和行政诉讼。\n"
)
PIECES = (
    "二、依申请公开情况\n", "（一）依申请公开情况\n", "1.加强学习，提高认识。\n", "一是加强学习；二是提高认识；",
    "收到申请17件，办结12件；", "未收到申请，无行政复议，", "（一）予以公开170000017", "2019年2020年2021年",
    "1234567890", "12 34 ", "1,2,.",
    "（（（", "“”《》", "主动公开政府信息", "| 1 | 2 |\n", "其中", "分别为3件、4件、", "10件",
)  # fmt: skip
SECONDS_PER_MILLION = 30  # of processor time; the slowest takes about 10


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_over_and_over(piece: str) -> None:
    length = 120_000
    before = time.process_time()
    report = understood(HEAD + piece * (length // len(piece)), "long.txt")
    assert report.identity.year == 2021
    assert time.process_time() - before < SECONDS_PER_MILLION * length / 1_000_000


@pytest.mark.parametrize("length", [3_990, 4_000, 4_010, 8_000])
def test_a_denial_in_a_stretch_without_a_full_stop(length: int) -> None:
    stretch = "未收到申请，无行政复议，" * (length // 12)
    report = understood(HEAD + stretch, "long.txt")
    assert all(report.text[one.start : one.end] for one in report.quantities)
