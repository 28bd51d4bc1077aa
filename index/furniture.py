"""What a web page puts around a report: navigation, view counters, share buttons, font sizes, footers.

A line is judged by its form and its place, never by the page it came from. Three kinds are told apart:

- buttons (字体:大 中 小, 分享到:, 访问量:12, 当前位置:…): a line of nothing else goes from the page's head and tail;
- openers (主办:…, 设为首页…, 备案号, 相关信息): in the tail they begin the page's footer, and what follows goes too;
- content: sentences, figures, labels, dates, titles, and whatever is not known to be furniture. It always stays.

The head reaches to the first line of content proper, the tail begins after the last one. A line that mixes a button
with content (发布时间:… 来源:… 阅读次数:…) stays whole, because what stays is verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.letters import simplified
from index.model import Block

# What stands between buttons: white space, separators, brackets.
_GAP = re.compile(r"[\s|丨｜·•/>»›,，、:：;；\[\]【】〖〗()（）<《》＞＜\-—_+]*")

# Words that mean a button or a counter wherever they stand alone in the head or tail of a page.
_COUNTER = (
    r"(?:本文|页面|文章)?(?:累计)?(?:访问|阅读|浏览|点击|阅览|查看)(?:总?[量数]|次数|人次|率)?[:：]?(?:共|已有)?\s*"
    r"(?:[\[【(（]?[\d,]+[\]】)）]?|-+)?\s*[次人]*"
)
_SCAN = (
    r"(?:请?用?(?:手机|微信))?扫[一描]*[扫下]?(?:描)?(?:下方|上方)?(?:二维码)?"
    r"(?:在?手机(?:上)?(?:打开|查看|浏览|阅读)(?:当前页面?|本页|此页)?|分享(?:至|到)?(?:微信|朋友圈)?|关注)?"
)
_BUTTONS = (
    r"字[体号](?:大小)?(?:[:：]|显示)?",
    r"(?:超?大号?|中号?|小号?)(?=[\s|｜/\]】)）·]|$|[大中小]+(?:[\s|｜/\]】)）]|$))",
    r"(?:背景|视力保护|保护视力|护眼)(?:颜?色|模式)?",
    _COUNTER,
    r"(?:有|已有)?[\d,]+人(?:次)?(?:浏览|阅读|访问|关注)",
    r"(?:一键|我要)?(?:分享|转发|收藏)(?:到|至|此页|本页|文章)?(?:微信|微博|新浪微博|朋友圈|QQ空间)?",
    r"(?:新浪|腾讯)?微博|微信(?:好友|朋友圈)?|朋友圈|QQ(?:空间|好友)?|人人网|豆瓣|百度贴吧|抖音|更多",
    _SCAN,
    r"手机(?:扫码)?(?:查看|打开|浏览|阅读)(?:当前页面?|本页)?|(?:微信|手机)?二维码",
    r"打\s*印(?:本页|此页|文章|全文|预览|内容)?|关\s*闭(?:本页|窗口|页面|此页)?|置顶|回到顶部",
    r"返\s*回(?:首页|顶部|上页|上一页|列表)?|上一[篇条页]|下一[篇条页]|没有了|暂无",
    r"(?:大声)?朗读|语音(?:播[报放]|朗读)|听全文|播报",
    r"(?:进入)?(?:无障碍|适老化?|关怀|长者|老年)(?:阅读|浏览|通道|模式|版|助手)?",
    r"(?:我要)?纠错|网站?纠错|(?:政府)?网站找错|我要评论|发表评论|保存(?:本页|到本地)?|下载本页",
    r"加入收藏|收藏本[站页]|设为(?:首页|主页)|网站地图|站点地图|联系我们|关于我们",
    r"(?:网站)?(?:免责|隐私|版权)?(?:声明|说明)|使用帮助|网站帮助|RSS(?:订阅)?",
    r"English|繁體(?:中文|版)?|繁体(?:中文|版)?|简体(?:中文|版)?",
    r"(?:用户|个人)?(?:登\s*录|登\s*陆|注\s*册)|个人中心|退出|搜\s*索|站内搜索|高级搜索|检索",
    r"移动(?:端|版|政务)|客户端|手机版|电脑版|APP(?:下载)?",
)
_BUTTON = re.compile("|".join(f"(?:{word})" for word in _BUTTONS), re.IGNORECASE)

# The entries of a government site's menu. Ambiguous alone, so they count only in a row of their like.
_MENU = re.compile(
    r"(?:网站)?首页|主页|(?:政务|政府信息|信息|党务|财政|重点领域|法定主动)公开(?:专栏|目录|指南|制度|年报)?"
    r"|(?:政务|公共|便民|办事)服务|办事(?:大厅|指南)|网上办事|互动交流|政民互动|公众参与"
    r"|(?:新闻|资讯|要闻|信息)(?:中心|动态|发布)?|要闻动态|政务(?:动态|要闻|数据|新媒体)|专题(?:专栏)?"
    r"|(?:走进|印象|魅力|认识|美丽)\w{1,4}|\w{1,4}概况|数据(?:开放|发布|公开)|领导(?:之窗|信息)"
    r"|机构(?:设置|职能|概况|职责)|政策(?:文件|法规|解读)|解读回应|回应关切|通知公告|公告公示|投资\w{2}|旅游\w{0,2}"
    r"|部门电话|依申请公开|营商环境"
)
_SEPARATORS = re.compile(r"[\s|丨｜·•/>»›]+")

_BREADCRUMB = re.compile(
    r"[\W_]*(?:您?(?:的|现在的?|当前的?|目前)?(?:所在)?(?:的)?位置|当前(?:所在)?(?:位置|栏目|页面))[是为]?\s*[:：>]"
)
_PATH_FROM_HOME = re.compile(r"\W*(?:网站)?首\s*页\s*(?:(?:[>»›/＞\\]|->)+\s*[^>»›/＞\\。；]{1,30}){1,8}\W*")
_CLOCK = re.compile(
    r"\W*(?:今天是|现在是)?\W*\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?\W*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\W*)?"
    r"(?:星期|周|礼拜)[一二三四五六日天]\W*(?:农历\S*|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\W*"
)
_GREETING = re.compile(r"\W*(?:您好|你好|欢迎(?:您|光临|访问|来到)).{0,40}")
_SITE_BAR = re.compile(r"\W*(?:设为首页|加入收藏)")

_FOOTER = re.compile(
    r"\W*(?:(?:网站)?(?:主办|承办|协办|主管|维护|建设|运维|技术支持|版权所有|制作)(?:单位|部门|维护|制作)?\s*[:：]"
    r"|版权(?:所有|归)|技术支持|copyright\b|©|\(c\)\s|all rights reserved|(?:powered|produced) by"
    r"|(?:网站)?备案(?:序?号|编号)|\w{0,2}ICP备|\w公网安备|公安备案|(?:政府)?网站标识码|政府网站标识"
    r"|建议(?:您)?使用.{0,30}(?:分辨率|浏览器)|最佳(?:浏览|分辨率)|本站(?:支持|已支持).{0,10}IPv6|IPv6"
    r"|友情链接|(?:您|你)是(?:本站)?第|(?:网站)?(?:总|累计)?(?:访问|浏览)(?:总)?[量数](?:统计)?\s*[:：]"
    r"|(?:设为|加入|网站|站点)(?:首页|主页|收藏|地图)|关于我们|联系我们|网站(?:声明|管理|简介))",
    re.IGNORECASE,
)
_FOOTER_INSIDE = re.compile(
    r"ICP备\s*\d|公网安备\s*\d|标识码\s*[:：]?\s*\d|版权所有|all rights reserved|\S{2,30}主办\W+\S{2,30}承办",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"\W*(?:(?:相关|推荐|热门|延伸|最新)"
    r"(?:文件|信息|链接|阅读|新闻|稿件|文章|文档|内容|资讯|推荐|报道|解读|附件)|猜你喜欢|上一[篇条]|下一[篇条])"
    r"\s*(?:[:：].*|[>》»]*)"
)
_CONTACT = re.compile(
    r"电\s*话|地\s*址|邮\s*编|邮政编码|邮\s*箱|传\s*真|e-?mail|QQ|热线|网址|https?://|www\.|备案|安备|标识码|浏览器|分辨率",
    re.IGNORECASE,
)

_SENTENCE = re.compile(r"[^。！？；]{12,}[。！？；]|[^，,。；]{4,}[，,][^，,。；]{4,}[，,][^，,。；]{4,}")
_FIGURE = re.compile(r"[\d０-９.,，%％]+|[—\-－/]+")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]+\s*[、.．]|第[一二三四五六七八九十\d]+[章节条部]"
    r"|[(（][一二三四五六七八九十\d]+[)）]|\d+\s*[、.．](?!\d))"
)
_LABEL = re.compile(
    r".*(?:数量?|情况|费用|经费|总计|人次|统计表|年度报告|报告|金额|期限|件数|元)\s*(?:[(（].*[)）])?\s*"
)
_DATE = re.compile(r"\W*\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?\W*")

_PUNCTUATED = re.compile(r"[\d、。：:]")

# Furniture comes in short lines; what is longer is content and is not searched.
_LONGEST = 250
_HEAD_REACH = 150
_SHORT = 30


def strip(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the page's furniture. Tables are never touched, and no block is changed, only left out."""
    plain = [replace(block, text=simplified(block.text)) for block in blocks]
    head_end = _head_end(plain)
    tail_start = max(_tail_start(plain), head_end)
    head = _without(plain[:head_end], in_head=True)
    tail = _without(plain[tail_start : _footer_start(plain, tail_start)], in_head=False)
    kept = (*head, *range(head_end, tail_start), *(tail_start + index for index in tail))
    return tuple(blocks[index] for index in kept)


def _head_end(blocks: Sequence[Block]) -> int:
    """Where the page's head ends: at the first table, sentence or numbered heading, or after `_HEAD_REACH` blocks."""
    for index, block in enumerate(blocks[:_HEAD_REACH]):
        if block.grid is not None or (_is_proper_content(block.text) and not _is_navigation(block.text)):
            return index
    return min(len(blocks), _HEAD_REACH)


def _tail_start(blocks: Sequence[Block]) -> int:
    """Where the page's tail begins: after the last table or line that can be neither furniture nor a footer's."""
    for index in range(len(blocks) - 1, -1, -1):
        if not _may_stand_in_footer(blocks[index]):
            return index + 1
    return 0


def _footer_start(blocks: Sequence[Block], tail_start: int) -> int:
    """Where the footer begins: at the tail's first opener, or at the end."""
    for index in range(tail_start, len(blocks)):
        if opens_footer(blocks[index].text):
            return index
    return len(blocks)


def _without(blocks: Sequence[Block], in_head: bool) -> list[int]:
    """The indices of the blocks that are no furniture."""
    menu = _menu_lines(blocks) if in_head else frozenset()
    return [index for index, block in enumerate(blocks) if index not in menu and not is_furniture(block.text, in_head)]


def is_furniture(line: str, in_head: bool = True) -> bool:
    """Whether a line at the head (or tail) of a page is navigation, a counter, a button or the page's clock alone."""
    if not line.strip() or len(line) > _LONGEST:
        return False
    line = simplified(line)
    if _is_buttons(line) or _is_navigation(line):
        return True
    return in_head and (_CLOCK.fullmatch(line) or _GREETING.fullmatch(line) or _SITE_BAR.match(line)) is not None


def _is_navigation(line: str) -> bool:
    """Whether a line says where on the site the page stands, or is a row of menu entries."""
    if len(line) > _LONGEST:
        return False
    if _BREADCRUMB.match(line):
        return "。" not in line
    return _PATH_FROM_HOME.fullmatch(line) is not None or _is_menu_row(line)


def _is_buttons(line: str) -> bool:
    """Whether nothing remains of a line once its buttons and counters are taken out."""
    rest, found = _BUTTON.subn(" ", line)
    return found > 0 and _GAP.fullmatch(rest) is not None


def _is_menu_row(line: str) -> bool:
    """Whether a line is three short entries or more of which most are known from site menus."""
    entries = [entry for entry in _SEPARATORS.split(line) if entry]
    if len(entries) < 3 or max(map(len, entries)) > 8:
        return False
    known = sum(1 for entry in entries if _MENU.fullmatch(entry) or _is_buttons(entry))
    return known * 2 > len(entries)


def _menu_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The indices of menu entries that stand one a line: runs of three known ones or more, with short ones between."""
    found: set[int] = set()
    run: list[int] = []
    known = 0
    for index, block in enumerate([*blocks, Block(text="。")]):
        entry = block.text.strip()
        if not entry or (len(entry) <= 6 and not _PUNCTUATED.search(entry)):
            run.append(index)
            known += bool(_MENU.fullmatch(entry))
            continue
        if known >= 3:
            found.update(_between_known(blocks, run))
        run, known = [], 0
    return frozenset(found)


def _between_known(blocks: Sequence[Block], run: Sequence[int]) -> Sequence[int]:
    known = [index for index in run if _MENU.fullmatch(blocks[index].text.strip())]
    return [index for index in run if known[0] <= index <= known[-1]]


def _is_proper_content(line: str) -> bool:
    """Whether a line is a sentence, a figure or a numbered heading: never furniture."""
    text = line.strip()
    if len(text) > _LONGEST:
        return True
    return bool(
        text.endswith(("。", "；")) or _SENTENCE.search(text) or _FIGURE.fullmatch(text) or _NUMBERED.match(text)
    )


def _may_stand_in_footer(block: Block) -> bool:
    """Whether a block can belong to the tail: blank, a button, an opener, or short and neither figure nor label."""
    if block.grid is not None:
        return False
    text = block.text.strip()
    if len(text) > _LONGEST:
        return False
    if not text or opens_footer(text) or _is_buttons(text) or _is_menu_row(text):
        return True
    if _is_proper_content(text) or _DATE.fullmatch(text):
        return False
    return bool(_CONTACT.search(text)) or (len(text) <= _SHORT and not _LABEL.fullmatch(text))


def opens_footer(line: str) -> bool:
    """Whether a line, where it stands in the tail of a page, begins the page's footer."""
    text = simplified(line).strip()
    if text.endswith("。"):
        return False
    return bool(_FOOTER.match(text) or _FOOTER_INSIDE.search(text) or _RELATED.fullmatch(text) or _is_menu_row(text))
