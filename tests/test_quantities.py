"""Every figure of the running text, with what it counts, what to quote and what governs it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prose import document, sample

from index.document import assemble
from index.figures import figures
from index.model import Block, Cell, Grid, Quantity
from index.numerals import fold
from index.outline import outline
from index.quantities import quantities
from index.reading import Reading


def read(text: str) -> tuple[Quantity, ...]:
    found = document(text)
    return quantities(found, outline(found))


def counted(text: str) -> list[tuple[str, str]]:
    """Each figure as what it counts and its value with its unit."""
    return [(quantity.subject, f"{quantity.value}{quantity.unit}") for quantity in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("安装LED显示屏231个,触摸屏31个。", [("安装LED显示屏", "231个"), ("触摸屏", "31个")]),
        ("截止2018年底,共公开信息4871条,答复依申请30条。", [("公开信息", "4871条"), ("答复依申请", "30条")]),
        ("收到依申请公开书面信件1件并按时进行了答复。", [("收到依申请公开书面信件", "1件")]),
        ("12345政务热线累计接听来电12635次,日均40余次。", [("12345政务热线累计接听来电", "12635次"), ("日均", "40次")]),
        ("全年共编印政府公报4期。", [("编印政府公报", "4期")]),
        ("36个市直部门开通政务微博。", [("市直部门开通政务微博", "36个")]),
        ("先后组织28场次各类业务培训。", [("组织各类业务培训", "28场次")]),
        ("向44个市直部门征求到意见建议50份。", [("市直部门", "44个"), ("征求到意见建议", "50份")]),
        ("公开民生、教育、环保等18项重点内容。", [("公开重点内容", "18项")]),
        ("13县以及46个县直部门开通政务微博。", [("县开通政务微博", "13县"), ("县直部门开通政务微博", "46个")]),
        ("参加阳光热线1次、网络访谈2次。", [("参加阳光热线", "1次"), ("网络访谈", "2次")]),
        ("已开展各类培训4期，近162人次。", [("已开展各类培训", "4期"), ("已开展各类培训", "162人次")]),
        ("政府网站由42家整合至12家。", [("政府网站整合至", "12家")]),
        ("第一季度公开120条，第二季度公开130条。", [("第一季度公开", "120条"), ("第二季度公开", "130条")]),
        ("全文电子化率达100％，较上年提高5个百分点。", [("全文电子化率", "100%"), ("较上年提高", "5个百分点")]),
        ("在线访谈10期，共享数据5条。", [("在线访谈", "10期"), ("共享数据", "5条")]),
    ],
)  # fmt: skip
def test_what_is_counted(text: str, expected: list[tuple[str, str]]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("网络、信函是主要形式,申请量分别为9件、3件。", [("网络申请量", "9件"), ("信函申请量", "3件")]),
        ("行政复议和行政诉讼分别为2件和1件。", [("行政复议", "2件"), ("行政诉讼", "1件")]),
        ("当面申请3件、网络申请7件，分别占30%、70%。",
         [("当面申请", "3件"), ("网络申请", "7件"), ("当面申请占", "30%"), ("网络申请占", "70%")]),
        ("网络、信函、传真为主要形式,申请量分别为9件、3件。", []),
        ("申请量为9件、3件。", [("申请量", "9件")]),
        ("微博、微信分别发布信息420条。", [("微博、微信分别发布信息", "420条")]),
        ("内容涉及户籍、交通、征地的分别为2件、3件和4件。",
         [("内容涉及户籍", "2件"), ("内容涉及交通", "3件"), ("内容涉及征地", "4件")]),
    ],
)  # fmt: skip
def test_lists_of_figures_are_matched_with_their_names_or_left_out(text: str, expected: list[tuple[str, str]]) -> None:
    assert counted(text) == expected


def test_parts_are_governed_by_their_whole() -> None:
    text = "2016年,我市新增主动公开政府信息16.4万条,同比上升81%。其中,市级机关2.5万条,区县政府13.9万条。"
    whole, growth, first, second = read(text)
    assert (whole.value, whole.unit, whole.exact, whole.base_unit) == (Decimal("16.4"), "万条", Decimal(164000), "条")
    assert (growth.subject, growth.context) == ("同比上升", "2016年,我市新增主动公开政府信息16.4万条")
    assert [part.subject for part in (first, second)] == ["市级机关", "区县政府"]
    assert first.context == second.context == "2016年,我市新增主动公开政府信息16.4万条"


def test_the_whole_is_the_figure_that_its_parts_add_up_to() -> None:
    text = "共公开信息30条,各县公开信息20条,市级公开信息10条。其中:机构类12条,法规类18条。"
    assert {quantity.context for quantity in read(text)[3:]} == {"共公开信息30条"}


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("公开信息48条(其中:门户网站28条)。", "公开信息48条"),
        ("办理结果为：予以公开3件。", "办理结果为"),
        ("从申请渠道看,网络申请9件。", "从申请渠道看"),
        ("共收到申请30件,按时办结28件。", "共收到申请30件"),
        ("诉讼4件，已办结3件。", "诉讼4件"),
        ("复议3件，维持2件，尚未审结1件。", "复议3件"),
        ("申请3件，办结2件，办结率66.7%。", "办结2件"),
        ("一、申请情况\n受理30件。", "一、申请情况"),
        ("公开文件48件。", ""),
        ("县政府办收到的8件申请中，公民申请5件，法人申请3件。", "县政府办收到的8件申请中"),
    ],
)
def test_what_governs_a_clause(text: str, context: str) -> None:
    assert read(text)[-1].context == context


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("2018年度,共收到申请30件,无延期。", "2018年度,共收到申请30件"),
        ("公开范围扩大。截至目前,累计发布信息956条。", "截至目前,累计发布信息956条"),
        ("共收到申请30件,按时办结28件。", "共收到申请30件,按时办结28件"),
        ("开展调查46期、访谈10期。", "访谈10期"),
        ("收到申请，公开信息共5条（含转载）。", "公开信息共5条（含转载）"),
        ("县政府办收到的8件中，公民申请5件，法人申请3件。", "县政府办收到的8件中，公民申请5件，法人申请3件"),
    ],
)
def test_the_quote_is_the_smallest_clause_that_names_its_subject(text: str, quote: str) -> None:
    last = read(text)[-1]
    assert text[last.start : last.end] == quote


@pytest.mark.parametrize(
    ("text", "subject", "unit", "raw"),
    [
        ("2017年，我厅未收到政府信息公开申请。", "收到政府信息公开申请", "件", "未收到"),
        ("全年没有收到任何与公开有关的行政复议。", "收到与公开有关的行政复议", "件", "没有收到"),
        (
            "2021年未发生涉及信息公开的行政复议、行政诉讼案件。",
            "发生涉及信息公开的行政复议、行政诉讼案件",
            "件",
            "未发生",
        ),
        (
            "本年未因信息公开引起行政复议和提起行政诉讼。",
            "因信息公开引起行政复议和提起行政诉讼",
            "件",
            "未因信息公开引起",
        ),
        ("按时办结30件，无延时办结案件。", "延时办结案件", "件", "无"),
        ("2023年未收取信息处理费。", "收取信息处理费", "元", "未收取"),
        ("行政复议、行政诉讼均为零。", "行政复议、行政诉讼", "", "均为零"),
    ],
)
def test_what_is_denied_is_zero(text: str, subject: str, unit: str, raw: str) -> None:
    zero = read(text)[-1]
    assert (zero.value, zero.subject, zero.unit) == (Decimal(0), subject, unit)
    assert text[zero.at : zero.at_end] == raw


@pytest.mark.parametrize(
    "text",
    [
        "无此类情况。", "无。", "部门没有按照规定办理申请。", "对申请未及时答复。", "尚未形成长效机制。",
        "2018年，信息公开引起行政复议和提起行政诉讼。", "未收到申请费用的回执，请联系我办。",
        "有无行政复议请注明。",
        "应当自收到申请之日起20个工作日内答复。", "力争2023年解读率达到100%。", "确保公开率达100%。",
        "去年收到申请45件。",
        "较去年的45件有所下降。", "由国办发〔2016〕19号文件规定。", "联系电话0837—2822976。", "分以下四个方面。",
        "从3件到5件。",
    ],
)  # fmt: skip
def test_what_states_no_figure_of_the_year(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2018年收到申请3件。", 2018), ("2018年，公开信息12条，收到申请3件。", 2018), ("收到申请3件。", None),
        ("2016年至2018年收到申请3件。", None), ("比2015年增加申请3件。", None), ("《2015年要点》涉及事项3件。", None),
        ("二〇一八年收到申请3件。", None),
    ],
)  # fmt: skip
def test_the_year_that_the_clause_names(text: str, year: int | None) -> None:
    assert read(text)[-1].year == year


@pytest.mark.parametrize(
    "text", ["2016、2017和2018年分别举办培训班3期、4期、5期。", "2017年和2018年举办培训班分别为4期、5期。"]
)
def test_each_year_of_a_list_has_its_own_figure(text: str) -> None:
    assert [(one.year, one.exact) for one in read(text)][-2:] == [(2017, 4), (2018, 5)]
    assert {one.subject for one in read(text)} == {"举办培训班"}


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("全市共公开信息3条。", "全市"), ("2018年，我区收到申请3件，办结申请2件。", "我区"),
        ("本机关收到申请3件。", "本机关"),
        ("区政府办代表区政府受理申请3件。", "区政府办代表区政府"), ("收到申请3件。", None),
        ("我区收到申请3件，其中网络申请2件。", None),
    ],
)  # fmt: skip
def test_the_scope_of_a_figure(text: str, scope: str | None) -> None:
    assert read(text)[-1].scope == scope


def test_figures_of_tables_are_left_out() -> None:
    grid = Grid((Cell("公开信息12条", 0, 0), Cell("3件", 0, 1)), 1, 2)
    found = assemble(Reading((Block("一、概述"), Block("收到申请5件。"), Block(grid=grid))))
    assert [quantity.value for quantity in quantities(found, outline(found))] == [5]
    rows = "统计指标单位统计数\n(一)主动公开政府信息数 30条\n(二)收到申请数 1件\n1.当面申请数 1件\n2.网络申请数 0件\n"
    assert read("十、附表\n" + rows) == ()


def test_a_heading_is_no_part_of_the_sentence_behind_it() -> None:
    (quantity,) = read("某局报告。一、总体情况2021年，我局公开信息12条。")
    assert quantity.subject == "公开信息"


def test_lines_wrapped_at_a_fixed_width_read_as_paragraphs() -> None:
    text = (
        "我区认真贯彻落实政府信息公开条例，切实加强组织领导和业务指导，\n"
        "不断完善公开制度，努力拓宽公开渠道，大力推进重点领域信息公开，\n"
        "有效保障公众的知情权、参与权、表达权和监督权，取得了较好成效，\n"
        "得到了社会各界的广泛好评。全年通过各级政府网站主动公开政府信\n"
        "息 1136 条，同时依托政务新媒体积极回应社会关切，及时发布权威\n"
        "信息，有效引导社会舆论，进一步提升了政府公信力和群众的满意度，\n"
        "为全区经济社会高质量发展营造了良好的舆论氛围和政务环境条件，\n"
        "并在年度考核当中取得优秀等次，受到上级部门的充分肯定和通报表\n"
        "扬，有关经验做法在全市范围内推广。\n"
    )
    (quantity,) = read(text)
    assert quantity.subject == "通过各级政府网站主动公开政府信息"
    assert text[quantity.start : quantity.end] == "全年通过各级政府网站主动公开政府信\n息 1136 条"


def test_the_pages_of_figures() -> None:
    blocks = (Block("公开信息3条。", page=1), Block("收到申请5件。", page=2))
    found = assemble(Reading(blocks))
    assert [quantity.page for quantity in quantities(found, outline(found))] == [1, 2]


SAMPLE_FIGURES = [
    ("阿坝州_2016", "信函申请量", "3件"), ("阿坝州_2016", "新增主动公开政府信息", "16.4万条"),
    ("阿坝州_2016", "公开人大建议和政协提案", "1528项"), ("庆阳市_2018", "收到政府信息公开申请", "30件"),
    ("庆阳市_2018", "各级医疗机构共安装LED电子显示屏", "231个"),
    ("庆阳市_2018", "成交金额", "132.44亿元"),
    ("衡山县_2017", "12345政府服务热线累计接打市民来电总量", "12635次"), ("衡山县_2017", "下发热线简报", "18期"),
    ("阿猛镇_2017", "行政处罚事项", "21项"), ("上街区_2016", "编辑印发政府公报", "4期"),
    ("上街区_2016", "行政诉讼", "4件"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "subject", "figure"), SAMPLE_FIGURES)
def test_figures_of_the_sample_reports(name: str, subject: str, figure: str) -> None:
    report = sample(name)
    found = quantities(report, outline(report))
    assert (subject, figure) in [(quantity.subject, f"{quantity.value}{quantity.unit}") for quantity in found]


_PIECES = st.lists(
    st.sampled_from(
        ["公开信息", "收到申请", "，其中", "：", "（", "）", "、", "。", "；", "和", "分别为", "3件", "1,204条",
         "16.4万余条", "近５次", "2018年", "第一季度", "未收到", "行政复议", "\n", "　　", "一、概述", "(一)", "占81%",
         "我区", "共", "的"]
    ),
    max_size=25,
)  # fmt: skip


@given(_PIECES)
def test_figures_of_any_text_stand_verbatim_in_their_quotes(pieces: list[str]) -> None:
    text = "".join(["报告", *pieces])
    found = document(text)
    for quantity in quantities(found, outline(found)):
        assert 0 <= quantity.start <= quantity.at < quantity.at_end <= quantity.end <= len(found.text)
        assert quantity.subject
        assert quantity.context in found.text
        figure = fold(found.text[quantity.at : quantity.at_end]).replace(",", "")
        assert quantity.value == 0 or f"{quantity.value}" in figure


@pytest.mark.parametrize("figure", ["12¹件", "12[1]件", "12[¹]件", "12件¹", "12件[1]", "12⁽¹⁾件"])
def test_the_mark_of_a_note_is_no_digit_of_the_figure(figure: str) -> None:
    values = [one.exact for one in figures(f"全年收到申请{figure}，办结9件。")]
    assert values == [12, 9]


@pytest.mark.parametrize(
    "figure", ["\ufffd99件", "9\ufffd9件", "99\ufffd件", "1,\ufffd99件", "\ufffd.5%", "\ufffd\ufffd件"]
)
def test_what_is_left_of_a_figure_with_a_digit_untold_is_no_figure(figure: str) -> None:
    assert [one.exact for one in figures(f"全年收到申请{figure}，办结9件。")] == [9]
