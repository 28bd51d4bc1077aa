"""A question in a conversation: what it leaves out comes from before, and what it says itself is never overridden."""

from __future__ import annotations

import pytest
from answering import LUXI, QIAOXI_SHIJIAZHUANG, QIAOXI_ZHANGJIAKOU, SUICHANG_2016, SUICHANG_2017, plan_of, reading_of

FIRST = "遂昌县2017年收到多少件申请"


def codes(*conversation: str) -> list[str]:
    return [asked.codes[0] for asked in reading_of(*conversation).asked]


def test_a_question_alone_takes_nothing():
    reading = reading_of(FIRST)
    assert reading.understood_as is None
    assert not reading.inherited_years


@pytest.mark.parametrize("last", ["2016年呢？", "那2016年的呢", "2016年是多少", "和2016年呢"])
def test_a_year_alone_takes_place_and_subject(last: str):
    reading = reading_of(FIRST, last)
    assert [place.words for place in reading.places] == ["遂昌县"]
    assert reading.years == (2016,)
    assert codes(FIRST, last) == ["applications_received"]
    assert reading.understood_as
    assert "遂昌县" in reading.understood_as


@pytest.mark.parametrize("last", ["那泸溪县呢？", "泸溪县呢", "泸溪县的呢？"])
def test_a_place_alone_takes_the_subject(last: str):
    reading = reading_of(FIRST, last)
    assert [place.words for place in reading.places] == ["泸溪县"]
    assert codes(FIRST, last) == ["applications_received"]


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ("其中网上申请的有几件？", "applications_online"),
        ("行政诉讼呢？", "litigation_total"),
        ("经费是多少？", "funding"),
        ("主动公开了多少条信息？", "proactive_total"),
        ("有几个查阅点", "reading_points"),
    ],
)
def test_a_subject_alone_takes_place_and_year(last: str, code: str):
    reading = reading_of(FIRST, last)
    assert codes(FIRST, last) == [code]
    assert [place.words for place in reading.places] == ["遂昌县"]
    assert reading.years == (2017,)
    assert reading.inherited_years
    assert plan_of(FIRST, last).reports == (SUICHANG_2017,)


def test_words_of_one_family_share_what_they_leave_out():
    assert codes("遂昌县2016年网络申请有几件", "信函的呢？") == ["applications_letter"]
    assert codes("遂昌县2016年当面申请有几件", "传真的呢？") == ["applications_fax"]
    assert codes("遂昌县2016年微博公开了多少条信息", "政府网站呢？") == ["channel_website"]


def test_an_applicant_alone_takes_the_row():
    conversation = ("石家庄桥西区2022年自然人的申请有几件", "商业企业的呢？")
    (asked,) = reading_of(*conversation).asked
    assert (asked.codes[0], asked.applicant) == ("applications_received", "business")


def test_a_narrative_goes_on_with_another_place():
    reading = reading_of("遂昌县2016年有哪些问题", "泸溪县呢")
    assert (reading.operation, reading.topic) == ("narrative", "problems")
    assert [place.words for place in reading.places] == ["泸溪县"]


def test_what_the_question_says_itself_is_never_overridden():
    reading = reading_of(FIRST, "泸溪县2012年行政诉讼有几件？")
    assert [place.words for place in reading.places] == ["泸溪县"]
    assert reading.years == (2012,)
    assert codes(FIRST, "泸溪县2012年行政诉讼有几件？") == ["litigation_total"]
    assert reading.understood_as is None


def test_what_was_taken_goes_on_through_the_conversation():
    conversation = (FIRST, "2016年呢？", "其中网上申请的有几件？")
    assert plan_of(*conversation).reports == (SUICHANG_2016,)
    assert codes(*conversation) == ["applications_online"]


def test_the_latest_place_is_the_one_that_is_taken():
    assert plan_of("泸溪县2012年收到几件申请", FIRST, "经费是多少？").reports == (SUICHANG_2017,)
    assert plan_of(FIRST, "泸溪县2012年收到几件申请", "行政诉讼呢？").reports == (LUXI,)


def test_a_question_about_something_else_gives_nothing_to_take():
    reading = reading_of("今天天气怎么样", "2016年呢？")
    assert reading.places == ()
    assert reading.asked == ()


def test_a_question_about_the_store_takes_nothing():
    reading = reading_of(FIRST, "有哪些报告")
    assert reading.operation == "catalogue"
    assert reading.places == ()


def test_a_question_for_the_place_takes_none():
    reading = reading_of(FIRST, "哪个地方收到的申请最多")
    assert reading.places == ()


@pytest.mark.parametrize(
    "last",
    ["各地2017年一共收到多少件申请", "各地呢？", "所有地区一共收到多少件", "how many did all places receive together?"],
)
def test_a_question_about_every_place_takes_no_place(last: str):
    """The sum over all places was answered with the figure of the place talked of before."""
    reading = reading_of(FIRST, last)
    assert reading.places == ()
    assert reading.years == (2017,)
    assert codes(FIRST, last) == ["applications_received"]


def test_these_places_are_those_talked_of():
    assert [place.words for place in reading_of(FIRST, "上述各地收到多少件").places] == ["遂昌县"]


def test_english_goes_on_in_english():
    first = "How many applications did Suichang receive in 2017?"
    assert plan_of(first, "And in 2016?").reports == (SUICHANG_2016,)
    assert codes(first, "And in 2016?") == ["applications_received"]
    assert codes(first, "How many of them were made online?") == ["applications_online"]
    assert reading_of(first, "And in 2016?").understood_as.startswith("Taken from earlier")


def test_the_language_is_that_of_the_last_question():
    assert reading_of(FIRST, "How many lawsuits were there?").question.language == "en"
    assert reading_of("How many applications did Suichang receive in 2017?", "行政诉讼呢？").question.language == "zh"


def test_the_same_question_twice_is_the_same_reading():
    once, twice = reading_of(FIRST), reading_of(FIRST, FIRST)
    assert (once.places, once.years, once.asked) == (twice.places, twice.years, twice.asked)


@pytest.mark.parametrize(
    ("conversation", "reports"),
    [
        (("石家庄市桥西区2022年收到多少申请", "张家口的呢"), {QIAOXI_ZHANGJIAKOU}),
        (("张家口市桥西区2022年收到多少申请", "那石家庄呢"), {QIAOXI_SHIJIAZHUANG}),
    ],
)
def test_a_city_named_after_its_districts_namesake_is_its_district(
    conversation: tuple[str, ...], reports: set[str]
) -> None:
    assert set(plan_of(*conversation).reports) == reports


def test_the_year_after_is_counted_on_and_no_word_of_its_own() -> None:
    reading = reading_of("遂昌县2016年收到多少件申请", "次年呢")
    assert reading.years == (2017,)
    assert [asked.codes for asked in reading.asked] == [("applications_received",)]


def test_the_level_before_an_office_is_no_subject() -> None:
    assert reading_of("遂昌县2016年收到多少件申请", "市政府办公室呢").asked
