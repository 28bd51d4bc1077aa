"""Every word the page itself says, in both languages."""

from __future__ import annotations

from assistant.model import Language, NoteKind, Status
from index.model import State
from ui.words_pages import JOB_STATES, LAYOUTS, LEVELS, OUTCOMES, PAGES, RULES, SETS, STAGES, TROUBLES, TYPES

__all__ = [
    "JOB_STATES",
    "LAYOUTS",
    "LEVELS",
    "NOTES",
    "OUTCOMES",
    "PAGE_NAMES",
    "RULES",
    "SETS",
    "STAGES",
    "STATES",
    "STATUSES",
    "TROUBLES",
    "TYPES",
    "WORDS",
    "say",
]

PAGE_NAMES = ("ask", "reports", "indicators", "check", "manage", "evaluation")

WORDS: dict[str, dict[Language, str]] = {
    "name": {"zh": "公开问答", "en": "Gongkai"},
    "ask": {"zh": "提问", "en": "Ask"},
    "reports": {"zh": "报告", "en": "Reports"},
    "language": {"zh": "语言", "en": "Language"},
    "tagline": {
        "zh": "向政府信息公开年度报告提问，每个数字都能回到原文。",
        "en": "Ask the annual reports on information disclosure. Every figure leads back to the sentence it stands in.",
    },
    "placeholder": {"zh": "想知道什么？", "en": "What would you like to know?"},
    "examples": {"zh": "可以这样问", "en": "Questions to start with"},
    "model_used": {
        "zh": "模型 {name}：读入 {read} 个词元，写出 {written} 个",
        "en": "Model {name}: {read} tokens read, {written} written",
    },
    "model_cost": {"zh": "，费用 {cost}", "en": ", cost {cost}"},
    "provisional": {
        "zh": "模型正在组织语言，尚未与引文核对",
        "en": "A model is writing; not yet checked",
    },
    "thinking": {"zh": "正在查阅报告……", "en": "Reading the reports…"},
    "stop": {"zh": "停止", "en": "Stop"},
    "stopped": {"zh": "已停止，没有等到答案。", "en": "Stopped before there was an answer."},
    "regenerate": {"zh": "重新回答", "en": "Answer again"},
    "save_markdown": {"zh": "存为 Markdown", "en": "Save as Markdown"},
    "save_word": {"zh": "存为 Word", "en": "Save as Word"},
    "copy_figure": {"zh": "复制数字和出处", "en": "Copy the figure with its source"},
    "comment": {"zh": "哪里好，哪里不对？（可不填）", "en": "What was right, what was not? (optional)"},
    "thanks": {"zh": "已记下", "en": "Noted"},
    "new_conversation": {"zh": "重新开始", "en": "Start over"},
    "sources": {"zh": "出处", "en": "Sources"},
    "open_source": {"zh": "查看出处 {id}", "en": "Open source {id}"},
    "close": {"zh": "关闭", "en": "Close"},
    "whole_report": {"zh": "在全文中查看", "en": "See it in the whole report"},
    "page": {"zh": "第 {page} 页", "en": "page {page}"},
    "table": {"zh": "表格", "en": "table"},
    "computed": {"zh": "计算得出", "en": "computed"},
    "place": {"zh": "地区", "en": "Place"},
    "year": {"zh": "年度", "en": "Year"},
    "figure": {"zh": "数据", "en": "Figure"},
    "indicator": {"zh": "指标", "en": "Indicator"},
    "empty_title": {"zh": "报告库还是空的", "en": "There are no reports yet"},
    "empty_what": {
        "zh": "先放进几份年度报告：在“管理”页上传文件，或者从下面的示例开始。",
        "en": "Add some annual reports first: upload files on the Manage page, or begin with these samples.",
    },
    "empty_bare": {
        "zh": "先放进几份年度报告：在“管理”页上传文件，或在命令行运行 gongkai index 文件或文件夹。",
        "en": "Add some annual reports first: upload files on the Manage page, or run gongkai index with files.",
    },
    "empty_reader": {
        "zh": "还没有人放入年度报告；请联系本页的编辑人员。",
        "en": "Nobody has added an annual report so far; ask an editor of this page.",
    },
    "index_samples": {"zh": "载入示例报告", "en": "Index the sample reports"},
    "filter": {"zh": "按地区、发布机关、年度或标题筛选", "en": "Filter by place, issuer, year or title"},
    "none_match": {"zh": "没有符合的报告。", "en": "No report matches."},
    "count": {"zh": "{shown} / {total} 份报告", "en": "{shown} of {total} {total:report|reports}"},
    "more": {"zh": "显示更多", "en": "Show more"},
    "back": {"zh": "全部报告", "en": "All reports"},
    "published": {"zh": "{date} 发布", "en": "published {date}"},
    "outline": {"zh": "目录", "en": "Outline"},
    "source_file": {"zh": "来源文件", "en": "Read from"},
    "unknown_report": {"zh": "报告库里没有这份报告。", "en": "The store does not hold this report."},
}

WORDS |= PAGES

STATUSES: dict[Status, dict[Language, str]] = {
    "answered": {"zh": "已回答", "en": "Answered"},
    "no_report": {"zh": "库中没有这份报告", "en": "No such report here"},
    "not_reported": {"zh": "报告未载明", "en": "The report does not say"},
    "ambiguous": {"zh": "问法有多种理解", "en": "More than one reading"},
    "out_of_scope": {"zh": "不在报告范围内", "en": "Outside these reports"},
}

NOTES: dict[NoteKind, dict[Language, str]] = {
    "conflict": {"zh": "前后不一", "en": "Conflict"},
    "coverage": {"zh": "覆盖范围", "en": "Coverage"},
    "understood_as": {"zh": "理解为", "en": "Understood as"},
    "comparability": {"zh": "可比性", "en": "Comparability"},
    "approximate": {"zh": "约数", "en": "Approximate"},
    "check": {"zh": "勾稽不符", "en": "Does not add up"},
    "nearest": {"zh": "最接近的", "en": "Nearest"},
    "model": {"zh": "模型", "en": "Model"},
    "degraded": {"zh": "降级", "en": "Degraded"},
}

STATES: dict[State, dict[Language, str]] = {
    "reported": {"zh": "", "en": ""},
    "blank": {"zh": "留空", "en": "left blank"},
    "not_applicable": {"zh": "不适用", "en": "not applicable"},
}


class _Counted(int):
    """A number that words agree with: `{count} {count:report|reports}` is "1 report" and "2 reports"."""

    def __format__(self, words: str) -> str:
        one, bar, more = words.partition("|")
        return (one if self == 1 else more) if bar else super().__format__(words)


def say(key: str, language: Language, **parts: object) -> str:
    """The page's words for `key`, its placeholders filled with `parts`."""
    told = {name: _Counted(part) if isinstance(part, int) else part for name, part in parts.items()}
    return WORDS[key][language].format(**told)
