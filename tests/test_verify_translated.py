"""An English sentence of a chat model is shown where a report has a word for every word of it, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.verify_translated import untranslated

TRAINING = "三是加强业务培训。全年组织开展政务公开专题培训4场,邀请省级专家授课,参训人员达到310人次。"
BOOTHS = "在政务服务大厅、图书馆设立政府信息查阅点,配备电脑和打印机,方便群众查询、获取信息。"
STAFF = "基层公开力量薄弱,部分乡镇没有专职人员,工作人员更换频繁,业务能力有待提高。"
PLANS = "下一步,我市将继续加大主动公开力度,完善公开目录,加强网站建设,扩大公众参与。"
REQUESTS = "收到的申请主要涉及征地拆迁、城市规划、社会保障等方面,均按时答复。"
HOTLINE = "12345热线及时回应群众关切,对网民留言逐条办理并公开结果。"
WEB = "门户网站改版升级后,新设惠企政策专栏,集中发布各类政策文件及解读材料。"
GAPS = "政策解读形式单一,内容不够通俗,公众参与度不高。"

SAID = (
    (TRAINING, "Business training was strengthened."),
    (TRAINING, "Throughout the year 4 special training sessions on open government were organised."),
    (BOOTHS, "Consultation points for government information were set up in the service hall and the library."),
    (BOOTHS, "They are equipped with computers and printers."),
    (STAFF, "Some townships have no full-time staff."),
    (GAPS, "The content of the interpretation is not popular enough."),
    (PLANS, "The city will continue to strengthen proactive disclosure and expand public participation."),
    (PLANS, "It plans to improve the catalogue and the construction of its website."),
    (REQUESTS, "The applications mainly concerned land expropriation, urban planning and social security."),
    (REQUESTS, "They were answered in time."),
    (HOTLINE, "The hotline responds to the concerns of the public in time."),
    (WEB, "A new column on policies for enterprises was set up on the portal website."),
    (GAPS, "The interpretation of policies takes a single form, and public participation is not high."),
)
NOT_SAID = (
    (TRAINING, "Business training was weakened.", "the reverse"),
    (TRAINING, "Foreign experts were invited to teach.", "another kind"),
    (TRAINING, "The training was praised by the province.", "an addition"),
    (TRAINING, "Attendance at the training was compulsory.", "an addition"),
    (BOOTHS, "Consultation points were set up in banks.", "another place"),
    (BOOTHS, "The consultation points were robbed.", "an invention"),
    (BOOTHS, "Computers and printers were removed from the library.", "the reverse"),
    (BOOTHS, "The public cannot obtain information in the library.", "a denial"),
    (STAFF, "Townships have full-time staff.", "a not left out"),
    (STAFF, "The townships have no full-time staff.", "a part as the whole"),
    (STAFF, "Some townships dismissed their staff.", "an invention"),
    (STAFF, "The business ability of the staff is high.", "praise for blame"),
    (PLANS, "The city has expanded public participation.", "a plan as done"),
    (PLANS, "The city abolished its catalogue.", "the reverse"),
    (REQUESTS, "The applications mainly concerned corruption.", "another subject"),
    (REQUESTS, "The applications were refused.", "another outcome"),
    (REQUESTS, "The applications were not answered in time.", "a denial"),
    (HOTLINE, "The hotline ignored the public.", "the reverse"),
    (HOTLINE, "The hotline was sold to a company.", "an invention"),
    (WEB, "The portal website was attacked by hackers.", "an invention"),
    (WEB, "The portal website was closed after the revision.", "the reverse"),
    (GAPS, "The interpretation of policies takes many forms.", "praise for blame"),
    (GAPS, "Public participation is high.", "a not left out"),
    (GAPS, "The mayor was criticised for his interpretation of policies.", "an invention"),
)


@pytest.mark.parametrize(("quote", "text"), SAID)
def test_a_translation_is_its_own(quote: str, text: str) -> None:
    assert untranslated(text, [quote]) is None


@pytest.mark.parametrize(("quote", "text", "lie"), NOT_SAID)
def test_what_the_quote_does_not_say_is_not(quote: str, text: str, lie: str) -> None:
    assert untranslated(text, [quote]) is not None, lie


@pytest.mark.parametrize("text", ["", "It was so.", "12 34"])
def test_a_sentence_that_says_nothing_is_none(text: str) -> None:
    assert untranslated(text, [TRAINING]) is not None


CLAIMS = "won award embezzled arrested profits tourists olympic unanimously hackers weather church bribery".split()


@given(st.sampled_from(SAID), st.sampled_from(CLAIMS), st.integers(0, 30))
@settings(max_examples=150, deadline=None)
def test_a_word_that_no_report_has_is_found_wherever_it_is_put(said: tuple[str, str], claim: str, at: int) -> None:
    words = said[1].split()
    place = at % (len(words) + 1)
    assert untranslated(" ".join([*words[:place], claim, *words[place:]]), [said[0]]) is not None
