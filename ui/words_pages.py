"""The words of the pages beside Ask, in both languages; `ui.words` hands them out."""

from __future__ import annotations

from typing import Literal

from index.model import Layout, Level

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
    # -- signing in
    "sign_in": {"zh": "登录", "en": "Sign in"},
    "sign_out": {"zh": "退出登录", "en": "Sign out"},
    "not_signed_in": {"zh": "请先登录，再查阅报告和提问。", "en": "Sign in to read the reports and ask about them."},
    "sign_in_over": {"zh": "您的登录已到期，请重新登录。", "en": "Your sign-in has ended; sign in again."},
    "no_group": {
        "zh": "您已登录，但不在可以使用本页的用户组里；请联系本页的管理员。",
        "en": "You are signed in, but in none of the groups that may use this page; ask whoever runs it.",
    },
    "editors_only": {
        "zh": "这一页供编辑人员使用；您可以提问和查阅报告。",
        "en": "This page is for editors; you may ask questions and read the reports.",
    },
    "only_here": {
        "zh": "本页没有设置登录，只供本机使用；如何向他人开放，见 docs/security.md。",
        "en": "This page asks nobody to sign in and serves its own machine alone; docs/security.md says how to serve "
        "others.",
    },
    # -- indicators
    "rows_found": {"zh": "{found} / {total} 项", "en": "{found} of {total} figures"},
    "whose": {"zh": "哪个地区、机关", "en": "Place or issuer"},
    "state": {"zh": "状态", "en": "State"},
    "any": {"zh": "全部", "en": "any"},
    "has_figure": {"zh": "有数字", "en": "has a figure"},
    "applicant": {"zh": "申请人", "en": "Applicant"},
    "unit": {"zh": "单位", "en": "Unit"},
    "quote": {"zh": "原文", "en": "Quote"},
    "source": {"zh": "出处", "en": "Source"},
    "open": {"zh": "查看", "en": "open"},
    "states_legend": {
        "zh": "0 是报告写明的零；“· 留空”是单元格空着；“— 不适用”是表格里没有这一项。三者互不相同。",
        "en": "0 is a zero that the report states; “· left blank” is an empty cell; “— not applicable” is a cell that "
        "the form does not have. They are three different things.",
    },
    "save_csv": {"zh": "下载 CSV", "en": "Download CSV"},
    "save_xlsx": {"zh": "下载 Excel", "en": "Download Excel"},
    "compare": {"zh": "并排比较", "en": "Side by side"},
    # -- reports
    "any_year": {"zh": "所有年度", "en": "All years"},
    "any_form": {"zh": "所有报告格式", "en": "All report forms"},
    "report_figures": {"zh": "指标 {count} 项", "en": "{count} {count:figure|figures}"},
    "report_findings": {"zh": "对不上的 {count} 处", "en": "{count} {count:thing does|things do} not add up"},
    # -- check
    "group_by": {"zh": "分组", "en": "Group"},
    "by_report": {"zh": "按报告", "en": "By report"},
    "by_rule": {"zh": "按规则", "en": "By rule"},
    "findings_count": {
        "zh": "{reports} 份报告中有 {count} 处对不上",
        "en": "{count} {count:thing does|things do} not add up, in {reports} {reports:report|reports}",
    },
    # -- evaluation
    "evaluation_what": {
        "zh": "用一套已知答案的问题检验这个助手；题集自带报告，不用您的报告库。运行在后台，提问照常。",
        "en": "Ask a set of questions whose answers are known. A set brings its own reports, not those of your store; "
        "it runs in the background, and questions go on.",
    },
    "question_set": {"zh": "题集", "en": "Question set"},
    "run_set": {"zh": "运行", "en": "Run"},
    "preparing_set": {
        "zh": "正在准备题集的报告，几秒到半分钟后开始提问……",
        "en": "Getting the set's reports ready; it begins to ask in some seconds, half a minute at most…",
    },
    "asking": {"zh": "已问 {done} / {total}", "en": "{done} of {total} asked"},
    "type": {"zh": "题型", "en": "Type"},
    "questions": {"zh": "题数", "en": "Questions"},
    "right": {"zh": "答对", "en": "Right"},
    "right_before": {"zh": "上次答对", "en": "Right before"},
    "wrong": {"zh": "答错", "en": "Wrong"},
    "wrong_before": {"zh": "上次答错", "en": "Wrong before"},
    "all": {"zh": "合计", "en": "All"},
    "not_right": {"zh": "没有答对的 {count} 题", "en": "{count} {count:question|questions} not right"},
    "expected": {"zh": "应答", "en": "Expected"},
    "came": {"zh": "实答", "en": "Answered"},
    "why": {"zh": "原因", "en": "Why"},
    "opinions": {"zh": "读者评价 {count} 条", "en": "{count} {count:opinion|opinions} of readers"},
    "save_candidates": {"zh": "导出为候选题（YAML）", "en": "Export as candidate questions (YAML)"},
    # -- manage
    "add_reports": {"zh": "添加报告", "en": "Add reports"},
    "held_reports": {"zh": "库中的报告", "en": "Reports in the store"},
    "upload": {"zh": "上传文件", "en": "Upload files"},
    "upload_what": {
        "zh": "文本、网页、Markdown、Word（.docx）、PDF，或装有这些的 ZIP；可一次多个，每个不超过 {most} MB。"
        "确认之前什么都不会入库。",
        "en": "Text, web pages, Markdown, Word (.docx), PDF, or ZIP files of these; several at once, "
        "each of {most} MB at most. "
        "Nothing is added before you say so.",
    },
    "reading": {"zh": "正在识别 {count} 个文件……", "en": "Reading {count} {count:file|files}…"},
    "given": {
        "zh": "{files} 个文件，其中 {reports} 份认出是报告；去掉勾选的不会入库。",
        "en": "{files} files, {reports} of them recognised as reports; what you untick is left out.",
    },
    "more_files": {"zh": "还有 {count} 个文件", "en": "{count} more {count:file|files}"},
    "starting": {"zh": "正在准备，几秒后开始……", "en": "Getting ready; it begins in a few seconds…"},
    "files_done": {"zh": "已完成 {done} / {total} 个文件", "en": "{done} of {total} {total:file|files} done"},
    "busy": {
        "zh": "另一批文件正在入库，请稍后再试。",
        "en": "Other files are being added; try again when they are in.",
    },
    "commit": {"zh": "把这 {count} 份报告放入库中", "en": "Add {count} {count:report|reports}"},
    "retry": {"zh": "再读一次", "en": "Read it again"},
    "correct": {"zh": "更正发布机关、地区或年度", "en": "Correct issuer, place or year"},
    "take_back": {"zh": "撤回更正", "en": "Take the correction back"},
    "issuer_example": {"zh": "例如：甘肃省庆阳市水务局", "en": "for example 甘肃省庆阳市水务局"},
    "level": {"zh": "级别", "en": "Level"},
    "as_named": {"zh": "由名称判断", "en": "as the name says"},
    "as_read": {"zh": "以读到的为准", "en": "as it is read"},
    "place_help": {
        "zh": "名称里没有地区时填写，上级在前，用空格隔开，如：江苏省 苏州市 某某区。行政区划里没有的还要选级别。",
        "en": "Where the name says no place: its parents first, with spaces between, such as 江苏省 苏州市 某某区. "
        "A place that is in no list of places needs its level, too.",
    },
    "given_twice": {
        "zh": "这批文件里另有同一机关同一年度的报告，后读的会取代先读的。",
        "en": "Another of these files has the same issuer and year; the one read last takes its place.",
    },
    "issuer": {"zh": "发布机关", "en": "Issuer"},
    "apply": {"zh": "更正", "en": "Correct"},
    "unknown_issuer": {
        "zh": "“{name}”看不出是哪个地区的哪个机关；请写全称，例如“甘肃省庆阳市水务局”，或者填写地区和级别。",
        "en": "“{name}” does not say whose issuer it is; write it in full, such as 甘肃省庆阳市水务局, or fill in the "
        "place and the level.",
    },
    "form": {"zh": "报告格式", "en": "Report form"},
    "figures": {"zh": "指标数", "en": "Figures"},
    "figures_found": {"zh": "{found} 项有数字，{blank} 项留空", "en": "{found} with a figure, {blank} left blank"},
    "not_understood": {
        "zh": "{count} 个单元格没有读懂，按留空处理",
        "en": "{count} {count:cell was|cells were} not understood and {count:counts|count} as blank",
    },
    "replaces": {
        "zh": "库中已有同一机关同一年度的报告，放入后将取代它。",
        "en": "The store has a report of this issuer and year; this one will take its place.",
    },
    "made_title": {"zh": "原文无标题，题名为系统所拟", "en": "untitled; the title was made up"},
    "retry_failed": {"zh": "重试未完成的 {count} 个文件", "en": "Try {count} {count:file|files} again"},
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

# What is being done with a file that is worked on.
STAGES: dict[Literal["reading", "embedding"], Both] = {
    "reading": {"zh": "正在读取", "en": "being read"},
    "embedding": {"zh": "正在编入检索 {done} / {total} 段", "en": "passages embedded: {done} of {total}"},
}

LEVELS: dict[Level, Both] = {
    "nation": {"zh": "国家", "en": "nation"},
    "province": {"zh": "省级", "en": "province"},
    "prefecture": {"zh": "市级", "en": "prefecture"},
    "county": {"zh": "县级", "en": "county"},
    "township": {"zh": "乡镇、街道", "en": "township"},
    "department": {"zh": "部门", "en": "department"},
}

# The question sets that run on the page, by their name.
SETS: dict[str, Both] = {
    "seeds": {"zh": "关于示例报告的问题", "en": "About the sample reports"},
    "own": {"zh": "关于自编报告的问题，各种文件格式", "en": "About invented reports in every file format"},
}

# What the questions of a set try.
TYPES: dict[str, Both] = {
    "text_lookup": {"zh": "查正文里的数字", "en": "a figure of the text"},
    "table_lookup": {"zh": "查表格里的数字", "en": "a figure of a table"},
    "quantity": {"zh": "查指标以外的数字", "en": "a figure beside the indicators"},
    "fact": {"zh": "查事实", "en": "a fact"},
    "narrative": {"zh": "叙述", "en": "an account"},
    "catalogue": {"zh": "有哪些报告", "en": "which reports there are"},
    "sum": {"zh": "求和", "en": "a sum"},
    "share": {"zh": "占比", "en": "a share"},
    "growth": {"zh": "增减", "en": "a growth"},
    "trend": {"zh": "趋势", "en": "a trend"},
    "compare": {"zh": "比较", "en": "a comparison"},
    "rank": {"zh": "排序", "en": "a ranking"},
    "count": {"zh": "计数", "en": "a count"},
    "list": {"zh": "列举", "en": "a list"},
    "follow_up": {"zh": "追问", "en": "a follow-up"},
    "pinyin": {"zh": "拼音提问", "en": "asked in pinyin"},
    "traditional": {"zh": "繁体提问", "en": "asked in traditional characters"},
    "numeral_year": {"zh": "年份写成汉字", "en": "a year in words"},
    "conflict": {"zh": "报告自相矛盾", "en": "a report that contradicts itself"},
    "zero": {"zh": "写明的零", "en": "a stated zero"},
    "blank": {"zh": "留空", "en": "a blank cell"},
    "not_reported": {"zh": "报告未载明", "en": "not in the report"},
    "no_report": {"zh": "库中没有的报告", "en": "no such report"},
    "out_of_scope": {"zh": "不在范围内", "en": "outside the reports"},
    "ambiguous": {"zh": "有多种理解", "en": "more than one reading"},
    "trap": {"zh": "容易取错的数字", "en": "a figure nearby that is another's"},
    "injection": {"zh": "夹带指令", "en": "orders in the question"},
}

OUTCOMES: dict[Literal["right", "partial", "silent", "wrong"], Both] = {
    "right": {"zh": "答对", "en": "right"},
    "partial": {"zh": "不完整", "en": "incomplete"},
    "silent": {"zh": "未作答", "en": "silent"},
    "wrong": {"zh": "答错", "en": "wrong"},
}

# The rules of index.checks.
RULES: dict[str, Both] = {
    "sum": {"zh": "总数应等于各分项之和", "en": "a total should be the sum of its parts"},
    "applicants": {"zh": "总计应等于六类申请人之和", "en": "the total should be the sum of the applicants"},
    "balance": {"zh": "收到与结转应等于办理与结转", "en": "what came in should be what was handled or carried over"},
    "text_table": {"zh": "正文应与表格一致", "en": "text and table should say the same"},
    "parts": {"zh": "其中各项不应超过总数", "en": "parts should not exceed their whole"},
    "year": {"zh": "统计期限应是报告年度", "en": "the period should be the report's year"},
    "carried_over": {"zh": "上年结转应等于上年的结转下年", "en": "what is carried over should agree between years"},
    "in_force": {"zh": "现行有效数应前后年衔接", "en": "documents in force should agree between years"},
}

# What went wrong, in the language of the page; the error's own sentence, which says what to do, follows it.
TROUBLES: dict[str, str] = {
    "UnreadableFile": "这个文件读不了。",
    "EmptyFile": "文件是空的，请检查是否保存或下载完整。",
    "UnsupportedFormat": "读不了这种格式；请另存为 Word（.docx）、PDF、网页或文本再上传。",
    "UndecodableText": "文字编码无法确定；请另存为 UTF-8 再上传。",
    "NotAReport": "这看起来不是政府信息公开工作年度报告，请检查是否传错了文件。",
    "YearUnknown": "看不出是哪一年度的报告；请在下面填写年度。",
    "IssuerUnknown": "看不出是哪个机关的报告；请在下面填写发布机关。",
    "LimitExceeded": "文件太大、太长或层次太深，超出了设定的限度。",
    "MissingPath": "文件已经不在了，请重新上传。",
    "EmptyQuestion": "没有读到问题。",
    "QuestionTooLong": "问题太长了，请缩短后再问。",
    "UnknownReport": "报告库里没有这份报告。",
    "EmptyStore": "报告库还是空的。",
    "StoreLocked": "报告库正在写入，请稍后再试。",
    "StoreDamaged": "报告库读不出来。",
    "StoreOutdated": "报告库由别的版本建立，需要重建。",
    "ModelMismatch": "报告库是用另一个向量模型建立的。",
    "ModelUnavailable": "向量模型无法载入。",
    "NotAllowed": "您没有做这件事的权限。",
}
