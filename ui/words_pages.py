"""The words of the pages beside Ask, in both languages; `ui.words` hands them out."""

from __future__ import annotations

from typing import Literal

from index.model import Layout

Both = dict[Literal["zh", "en"], str]

PAGES: dict[str, Both] = {
    "indicators": {"zh": "指标", "en": "Indicators"},
    "check": {"zh": "勾稽", "en": "Check"},
    "manage": {"zh": "管理", "en": "Manage"},
    "evaluation": {"zh": "评测", "en": "Evaluation"},
    "unforeseen": {
        "zh": "这一页出了没有预料到的问题，详情在服务器日志里；请刷新再试。",
        "en": "Something unforeseen went wrong on this page; the server's log says what. Reload it and try again.",
    },
    # -- manage
    "add_reports": {"zh": "添加报告", "en": "Add reports"},
    "held_reports": {"zh": "库中的报告", "en": "Reports in the store"},
    "upload": {"zh": "上传文件", "en": "Upload files"},
    "upload_what": {
        "zh": "文本、网页、Markdown、Word（.docx）、PDF，或装有这些的 ZIP；可一次多个。确认之前什么都不会入库。",
        "en": "Text, web pages, Markdown, Word (.docx), PDF, or ZIP files of these; several at once. "
        "Nothing is added before you say so.",
    },
    "reading": {"zh": "正在识别 {count} 个文件……", "en": "Reading {count} files…"},
    "commit": {"zh": "把这 {count} 份报告放入库中", "en": "Add these {count} reports"},
    "retry": {"zh": "再读一次", "en": "Read it again"},
    "correct": {"zh": "更正发布机关或年度", "en": "Correct issuer or year"},
    "issuer": {"zh": "发布机关", "en": "Issuer"},
    "apply": {"zh": "更正", "en": "Correct"},
    "unknown_issuer": {
        "zh": "“{name}”看不出是哪个地区的哪个机关；请写全称，例如“甘肃省庆阳市水务局”。",
        "en": "“{name}” names no issuer that is known; write it in full, such as 甘肃省庆阳市水务局.",
    },
    "form": {"zh": "格式", "en": "Form"},
    "figures": {"zh": "指标数", "en": "Figures"},
    "figures_found": {"zh": "{found} 项有数字，{blank} 项留空", "en": "{found} with a figure, {blank} left blank"},
    "not_understood": {
        "zh": "{count} 个单元格没有读懂，按留空处理",
        "en": "{count} cells were not understood and count as blank",
    },
    "replaces": {
        "zh": "库中已有同一机关同一年度的报告，放入后将取代它。",
        "en": "The store has a report of this issuer and year; this one will take its place.",
    },
    "made_title": {"zh": "原文无标题，题名为系统所拟", "en": "untitled; the title was made up"},
    "retry_failed": {"zh": "重试未完成的 {count} 个文件", "en": "Try {count} files again"},
    "nothing_held": {"zh": "库里还没有报告。", "en": "There are no reports yet."},
    "reindex": {"zh": "重新读取", "en": "Read again"},
    "file_gone": {"zh": "原文件已不在，无法重新读取；请重新上传。", "en": "Its file is gone; upload it again."},
    "remove": {"zh": "移除", "en": "Remove"},
    "remove_sure": {"zh": "确认移除", "en": "Really remove"},
    "indexed_at": {"zh": "{date} 入库", "en": "added {date}"},
    "narrow": {"zh": "还有 {count} 份，请用上面的筛选。", "en": "{count} more; use the filter above."},
}

LAYOUTS: dict[Layout, Both] = {
    "narrative": {"zh": "文字报告", "en": "narrative"},
    "statistics-2014": {"zh": "2014 年统计表", "en": "statistics table of 2014"},
    "form-2019": {"zh": "2019 年格式", "en": "form of 2019"},
    "form-2021": {"zh": "2021 年格式", "en": "form of 2021"},
}

JOB_STATES: dict[Literal["waiting", "working", "done", "failed"], Both] = {
    "waiting": {"zh": "等待", "en": "waiting"},
    "working": {"zh": "读取中", "en": "working"},
    "done": {"zh": "已入库", "en": "added"},
    "failed": {"zh": "未能入库", "en": "not added"},
}
