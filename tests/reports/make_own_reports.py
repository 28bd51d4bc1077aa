"""Writes the reports of the question set `own`: real places, invented figures, a form and a file type each.

    python tests/reports/make_own_reports.py

The questions in eval/sets/own are about what stands here; whoever changes a figure changes both.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from docx import Document

FOLDER = Path(__file__).resolve().parents[2] / "eval" / "sets" / "own" / "reports"
HEAD = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
LABELS_2021 = [
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "（三）不予公开|1.属于国家秘密",
    "（三）不予公开|2.其他法律行政法规禁止公开",
    "（三）不予公开|3.危及“三安全一稳定”",
    "（三）不予公开|4.保护第三方合法权益",
    "（三）不予公开|5.属于三类内部事务信息",
    "（三）不予公开|6.属于四类过程性信息",
    "（三）不予公开|7.属于行政执法案卷",
    "（三）不予公开|8.属于行政查询事项",
    "（四）无法提供|1.本机关不掌握相关政府信息",
    "（四）无法提供|2.没有现成信息需要另行制作",
    "（四）无法提供|3.补正后申请内容仍不明确",
    "（五）不予处理|1.信访举报投诉类申请",
    "（五）不予处理|2.重复申请",
    "（五）不予处理|3.要求提供公开出版物",
    "（五）不予处理|4.无正当理由大量反复申请",
    "（五）不予处理|5.要求行政机关确认或重新出具已获取信息",
    "（六）其他处理|1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "（六）其他处理|2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "（六）其他处理|3.其他",
    "（七）总计",
    "四、结转下年度继续办理",
]
CASES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]

# place and year → the applications' rows that are not all 0, by their number above; the rest of the form below it.
GULOU_NANJING = {0: (318, 21, 2, 0, 4, 1, 346), 1: (9, 0, 0, 0, 0, 0, 9), 2: (141, 8, 1, 0, 2, 0, 152),
                 3: (37, 2, 0, 0, 1, 0, 40), 7: (3, 0, 0, 0, 0, 0, 3), 12: (96, 7, 1, 0, 1, 1, 106),
                 15: (29, 1, 0, 0, 0, 0, 30), 23: (306, 18, 2, 0, 4, 1, 331), 24: (21, 3, 0, 0, 0, 0, 24)}  # fmt: skip
GULOU_FUZHOU = {0: (87, 5, 0, 0, 0, 0, 92), 2: (55, 4, 0, 0, 0, 0, 59), 3: (6, 0, 0, 0, 0, 0, 6),
                12: (23, 1, 0, 0, 0, 0, 24), 23: (84, 5, 0, 0, 0, 0, 89), 24: (3, 0, 0, 0, 0, 0, 3)}  # fmt: skip
JIANGMEN_2021 = {0: (204, 16, 0, 1, 3, 0, 224), 1: (12, 1, 0, 0, 0, 0, 13), 2: (98, 9, 0, 1, 2, 0, 110),
                 3: (20, 1, 0, 0, 0, 0, 21), 12: (77, 5, 0, 0, 1, 0, 83), 16: (6, 0, 0, 0, 0, 0, 6),
                 23: (201, 15, 0, 1, 3, 0, 220), 24: (15, 2, 0, 0, 0, 0, 17)}  # fmt: skip
JIANGMEN_2022 = {0: (251, 28, 1, 0, 2, 0, 282), 1: (15, 2, 0, 0, 0, 0, 17), 2: (120, 14, 1, 0, 1, 0, 136),
                 3: (31, 3, 0, 0, 0, 0, 34), 12: (90, 10, 0, 0, 1, 0, 101), 16: (9, 1, 0, 0, 0, 0, 10),
                 23: (250, 28, 1, 0, 2, 0, 281), 24: (16, 2, 0, 0, 0, 0, 18)}  # fmt: skip


def rows(values: dict[int, tuple[int, ...]]) -> list[tuple[str, tuple[int, ...]]]:
    """Every row of the applications' table with its seven values."""
    return [(label, values.get(number, (0,) * 7)) for number, label in enumerate(LABELS_2021)]


def html_table(lines: list[list[str]]) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in lines)
    return f"<table border=1>{body}</table>"


def disclosure(rules: str, normative: str, licences: str, penalties: str, coercion: str, fees: str) -> list[list[str]]:
    """Section two of the 2021 form; `rules` and `normative` hold three numbers each."""
    return [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", *rules.split()],
        ["行政规范性文件", *normative.split()],
        ["第二十条第（五）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", licences],
        ["第二十条第（六）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", penalties],
        ["行政强制", coercion],
        ["第二十条第（八）项"],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", fees],
    ]


def spanned(values: dict[int, tuple[int, ...]]) -> str:
    """The applications' table in HTML, its merged cells merged."""
    lines = [
        (
            "<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>"
            "<td colspan=7>申请人情况</td></tr>"
        ),
        "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>",
        f"<tr>{''.join(f'<td>{name}</td>' for name in HEAD[1:6])}</tr>",
    ]
    groups = [label.partition("|")[0] for label in LABELS_2021]
    for number, (label, cells) in enumerate(rows(values)):
        group, _, detail = label.partition("|")
        first = groups.index(group) == number
        head = f"<td rowspan={len(LABELS_2021) - 3}>三、本年度办理结果</td>" if number == 2 else ""
        span = f" rowspan={groups.count(group)}"
        if number in {0, 1, len(LABELS_2021) - 1}:
            head += f"<td colspan=3>{group}</td>"
        elif detail:
            head += (f"<td{span}>{group}</td>" if first else "") + f"<td>{detail}</td>"
        else:
            head += f"<td colspan=2>{group}</td>"
        lines.append(f"<tr>{head}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return f"<table border=1>{''.join(lines)}</table>"


def cases(figures: str) -> str:
    numbers = figures.split()
    return (
        "<table border=1><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>"
        + "".join(f"<td rowspan=2>{name}</td>" for name in CASES)
        + "<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>"
        + "".join(f"<td>{name}</td>" for name in CASES * 2)
        + f"</tr><tr>{''.join(f'<td>{one}</td>' for one in numbers)}</tr></table>"
    )


def page(title: str, parts: list[str]) -> str:
    body = "\n".join(part if part.startswith("<") else f"<p>{escape(part)}</p>" for part in parts)
    head = f"<html><head><meta charset=utf-8><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1>\n{body}</body></html>\n"


def nanjing() -> str:
    return page(
        "南京市鼓楼区人民政府2022年政府信息公开工作年度报告",
        [
            (
                "本报告根据《中华人民共和国政府信息公开条例》编制。如有疑问，请与鼓楼区人民政府办公室联系"
                "（地址：南京市鼓楼区山西路124号，电话：025-83230001）。"
            ),
            "一、总体情况",
            (
                "（一）主动公开。全年通过区政府门户网站公开信息8642条，政务微信“鼓楼发布”推送1206篇，"
                "政务微博发布2371条，举办新闻发布会6场，开展“政府开放日”活动14场，参加群众共2150人次。"
            ),
            "（二）依申请公开。全年新收申请346件，同比增长12.7%，其中网上申请289件，信函申请48件，当面申请9件。",
            "（三）监督保障。全年组织业务培训5次，参训320人次；区级政务公开专区接待群众4.3万人次。",
            "二、主动公开政府信息情况",
            html_table(disclosure("0 0 0", "7 2 41", "15832", "2906", "37", "1284.5")),
            "三、收到和处理政府信息公开申请情况",
            spanned(GULOU_NANJING),
            "四、政府信息公开行政复议、行政诉讼情况",
            cases("12 3 1 2 18 4 0 0 1 5 6 1 0 2 9"),
            "五、存在的主要问题及改进情况",
            (
                "存在的问题：一是部分单位公开内容更新不够及时；二是政策解读形式较为单一，图解、视频类解读偏少；"
                "三是依申请公开答复的规范性有待提高。"
            ),
            "改进措施：一是完善信息发布审核和定期检查机制；二是丰富政策解读形式；三是加强依申请公开业务指导。",
            "六、其他需要报告的事项",
            "2022年未收取政府信息公开信息处理费。",
        ],
    )


def fuzhou() -> str:
    table = "\n".join(f"{label.replace('|', '')}\t" + "\t".join(map(str, cells)) for label, cells in rows(GULOU_FUZHOU))
    return f"""福州市鼓楼区人民政府2022年政府信息公开工作年度报告

一、总体情况
2022年，鼓楼区主动公开政府信息5317条，其中区政府门户网站公开4980条。全区共受理政府信息公开申请92件，均按时办结。
区12345便民服务平台受理群众诉求件61204件，办结率99.87%，群众满意率99.2%。
二、主动公开政府信息情况
第二十条第（一）项
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t3\t1\t22
第二十条第（五）项
信息内容\t本年处理决定数量
行政许可\t20417
第二十条第（六）项
信息内容\t本年处理决定数量
行政处罚\t1350
行政强制\t0
第二十条第（八）项
信息内容\t本年收费金额（单位：万元）
行政事业性收费\t366.02
三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t{chr(9).join(HEAD)}
{table}
四、政府信息公开行政复议、行政诉讼情况
2022年，因政府信息公开被申请行政复议4件，其中维持3件、纠正1件；未发生行政诉讼。
五、存在的主要问题及改进情况
主要问题：一是主动公开的深度不够；二是基层人员流动快，业务能力参差不齐。
下一步：一是拓展公开内容；二是加强培训，稳定队伍。
六、其他需要报告的事项
无。
"""


def markdown(values: dict[int, tuple[int, ...]]) -> str:
    lines = [f"| {label.replace('|', ' ')} | {' | '.join(map(str, cells))} |" for label, cells in rows(values)]
    return "\n".join([f"| 申请情况 | {' | '.join(HEAD)} |", "| --- " * 8 + "|", *lines])


def jiangmen_2021() -> str:
    return f"""# 江门市人民政府2021年政府信息公开工作年度报告

## 一、总体情况

2021年，全市各级行政机关主动公开政府信息38.6万条。其中，市政府门户网站发布信息21540条，政府公报出版12期。
全年举办新闻发布会23场，发布政策解读材料416篇。全市新收政府信息公开申请224件。

## 二、收到和处理政府信息公开申请情况

{markdown(JIANGMEN_2021)}

## 三、政府信息公开行政复议、行政诉讼情况

2021年，行政复议31件，行政诉讼8件。

## 四、存在的主要问题及改进情况

1. 公开平台之间数据共享不足。
2. 政策解读的可读性不强。

下一步，一是推进平台数据共享；二是用群众听得懂的语言解读政策。
"""


def jiangmen_2022() -> str:
    return page(
        "江门市人民政府2022年政府信息公开工作年度报告",
        [
            "一、总体情况",
            (
                "2022年，全市主动公开政府信息41.2万条，同比增长6.7%。市政府门户网站发布信息20988条，"
                "政府公报出版12期。全年举办新闻发布会31场，发布政策解读材料503篇。全市新收政府信息公开申请282件。"
            ),
            "“江门邑门式”小程序累计注册用户达268.5万人，12345热线受理诉求94.1万宗，按时办结率98.6%。",
            "二、主动公开政府信息情况",
            html_table(disclosure("1 0 9", "18 6 133", "402118", "27645", "3310", "52890.37")),
            "三、收到和处理政府信息公开申请情况",
            spanned(JIANGMEN_2022),
            "四、政府信息公开行政复议、行政诉讼情况",
            cases("20 4 2 5 31 6 0 0 2 8 3 0 0 1 4"),
            "五、存在的主要问题及改进情况",
            (
                "一是公开标准化目录落实不平衡；二是镇街公开力量薄弱。2023年，将修订基层公开事项标准目录，"
                "并为每个镇街配备专人。"
            ),
        ],
    )


def leishan() -> str:
    """The statistics table of 2014 to 2018 with blanks and zeros side by side, as text with tabs."""
    lines = """统计指标\t单位\t统计数
一、主动公开情况\t——\t——
（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）\t条\t2035
其中：主动公开规范性文件数\t条\t4
制发规范性文件总数\t件\t5
（二）通过不同渠道和方式公开政府信息的情况\t——\t——
1.政府公报公开政府信息数\t条\t
2.政府网站公开政府信息数\t条\t1987
3.政务微博公开政府信息数\t条\t0
4.政务微信公开政府信息数\t条\t163
5.其他方式公开政府信息数\t条\t
二、回应解读情况\t——\t——
（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）\t次\t3
（二）通过不同渠道和方式回应解读的情况\t——\t——
1.参加或举办新闻发布会总次数\t次\t2
其中：主要负责同志参加新闻发布会次数\t次\t
2.政府网站在线访谈次数\t次\t0
其中：主要负责同志参加政府网站在线访谈次数\t次\t
3.政策解读稿件发布数\t篇\t17
4.微博微信回应事件数\t次\t
5.其他方式回应事件数\t次\t1
三、依申请公开情况\t——\t——
（一）收到申请数\t件\t14
1.当面申请数\t件\t5
2.传真申请数\t件\t0
3.网络申请数\t件\t6
4.信函申请数\t件\t3
（二）申请办结数\t件\t14
1.按时办结数\t件\t13
2.延期办结数\t件\t1
（三）申请答复数\t件\t14
1.属于已主动公开范围数\t件\t6
2.同意公开答复数\t件\t4
3.同意部分公开答复数\t件\t1
4.不同意公开答复数\t件\t2
其中：涉及国家秘密\t件\t
涉及商业秘密\t件\t
涉及个人隐私\t件\t2
危及国家安全、公共安全、经济安全和社会稳定\t件\t
不是《条例》所指政府信息\t件\t
法律法规规定的其他情形\t件\t
5.不属于本行政机关公开数\t件\t0
6.申请信息不存在数\t件\t1
7.告知作出更改补充数\t件\t
8.告知通过其他途径办理数\t件\t
四、行政复议数量\t件\t1
（一）维持具体行政行为数\t件\t1
（二）被依法纠错数\t件\t0
（三）其他情形数\t件\t
五、行政诉讼数量\t件\t0
（一）维持具体行政行为或者驳回原告诉讼请求数\t件\t
（二）被依法纠错数\t件\t
（三）其他情形数\t件\t
六、举报投诉数量\t件\t
七、依申请公开信息收取的费用\t万元\t0.12
八、机构建设和保障经费情况\t——\t——
（一）政府信息公开工作专门机构数\t个\t1
（二）设置政府信息公开查阅点数\t个\t9
（三）从事政府信息公开工作人员数\t人\t46
1.专职人员数（不包括政府公报及政府网站工作人员数）\t人\t2
2.兼职人员数\t人\t44
（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）\t万元\t3.5
九、政府信息公开会议和培训情况\t——\t——
（一）召开政府信息公开工作会议或专题会议数\t次\t4
（二）举办各类培训班数\t次\t3
（三）接受培训人员数\t人次\t188"""
    return f"""雷山县人民政府2015年政府信息公开工作年度报告

一、概述
2015年，雷山县以服务苗族侗族群众为出发点，扎实推进政府信息公开。县长李明亲自部署，全年召开专题会议4次。
二、主动公开政府信息的情况
全年主动公开政府信息2035条，其中农业农村类512条，教育类188条，旅游类340余条。西江千户苗寨景区公示票价调整信息2次。
三、依申请公开政府信息情况
全年收到依申请公开14件，其中当面申请5件、网络申请6件、信函申请3件。
四、存在的问题
（一）公开意识不强。个别乡镇认为公开是负担。
（二）专职人员少。全县仅有2名专职人员。
五、下一步打算
（一）强化考核。
（二）增加专职人员。

附表：政府信息公开情况统计表
{lines}
"""


def ningxia() -> Document:
    """A department's report of 2020 in Word, in the form of 2019, its table with some cells left blank."""
    document = Document()
    document.add_heading("宁夏回族自治区水利厅2020年政府信息公开工作年度报告", 0)
    document.add_heading("一、总体情况", 1)
    document.add_paragraph(
        "2020年，自治区水利厅主动公开政府信息1873条，办理人大代表建议52件、政协提案38件，办结率均为100%。"
        "全年审批取水许可214件，发布水旱灾害预警信息67期，河长制公示牌更新3120块。"
    )
    document.add_paragraph("全年收到政府信息公开申请19件，其中自然人17件、企业2件，均在法定期限内答复。")
    document.add_heading("二、主动公开政府信息情况", 1)
    table = [
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ["规章", "0", "0", "3"],
        ["规范性文件", "5", "5", "29"],
    ]
    add_table(document, table)
    document.add_heading("三、收到和处理政府信息公开申请情况", 1)
    some = [
        ["一、本年新收政府信息公开申请数量", "17", "2", "", "", "", "", "19"],
        ["二、上年结转政府信息公开申请数量", "1", "", "", "", "", "", "1"],
        ["（一）予以公开", "11", "1", "", "", "", "", "12"],
        ["（二）部分公开", "3", "", "", "", "", "", "3"],
        ["（七）总计", "18", "2", "", "", "", "", "20"],
        ["四、结转下年度继续办理", "", "", "", "", "", "", ""],
    ]
    add_table(document, [["申请人情况", *HEAD], *some])
    document.add_heading("四、政府信息公开行政复议、行政诉讼情况", 1)
    document.add_paragraph("2020年，未因政府信息公开被申请行政复议或提起行政诉讼。")
    document.add_heading("五、存在的主要问题及改进情况", 1)
    document.add_paragraph("一是水利数据开放程度不高；二是新媒体运用不足。")
    document.add_paragraph("下一步，将建设水利数据开放平台，开通政务抖音号。")
    return document


def add_table(document: Document, lines: list[list[str]]) -> None:
    grid = document.add_table(rows=0, cols=len(lines[0]))
    grid.style = "Table Grid"
    for line in lines:
        for cell, text in zip(grid.add_row().cells, line, strict=True):
            cell.text = text


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    texts = {
        "gulou_a.html": nanjing(),
        "gulou_b.txt": fuzhou(),
        "jiangmen_1.md": jiangmen_2021(),
        "jiangmen_2.html": jiangmen_2022(),
        "leishan.txt": leishan(),
    }
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    ningxia().save(str(FOLDER / "shuili.docx"))


if __name__ == "__main__":
    main()
