"""Words for the full text search."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.segment import words


def test_chinese_is_cut_into_words_long_ones_into_their_parts_too():
    found = words("公开政府信息，办理行政复议")
    assert {"公开", "政府", "信息", "复议", "行政"} <= set(found)


def test_punctuation_and_white_space_are_no_words():
    assert words("，。 \t\n——（）") == []


def test_full_width_forms_and_case_are_folded():
    assert words("ＡＢＣ１２３") == words("abc123")
    assert words("Applications Received") == ["applications", "received"]


def test_numbers_are_kept_whole():
    assert "16.4" in words("公开16.4万条")
    assert "2018" in words("2018年")


def test_grouped_digits_are_the_same_word_as_plain_ones():
    assert words("1,234件") == words("1234件")
    assert words("1，234件") == words("1234件")
    assert "7234567" in words("共7,234,567次")


def test_a_comma_between_two_numbers_still_parts_them():
    assert words("9,3")[:2] == ["9", "3"]


def test_single_characters_are_kept():
    assert "件" in words("30件")


@given(st.text())
@settings(deadline=None)
def test_words_are_folded_and_never_empty(text: str):
    for word in words(text):
        assert word.strip()
        assert word == word.lower()
        assert any(character.isalnum() for character in word)


@given(st.text(alphabet="公开政府信息申请件0123abcXYZ，。 \n"))
@settings(deadline=None)
def test_cutting_again_loses_no_word(text: str):
    found = words(text)
    assert set(words(" ".join(found))) >= {word for word in found if len(word) == 1}
