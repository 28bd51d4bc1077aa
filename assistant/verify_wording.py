"""Small words that turn a sentence round (not, fewer, all), which likeness of meaning does not give away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.english_words import telling
from assistant.model import Language

_DENIES: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"未(?!来|央|成年|必)|没有?|从无|无(?!论|锡|线|偿|纸|疑|缝|人机|障碍|形)|并非|不存在|不再"),
    "en": re.compile(
        r"\b(?:no|not|never|none|nobody|nothing|without|neither|nor|cannot|failed to|yet to)\b|n't\b", re.I
    ),
}
# Reports say what is lacking in many ways (不够, 有待, 滞后); an English sentence may say any of them with a not.
LACKS = re.compile(
    r"未(?!来)|没|无(?!论|锡)|不(?!断|仅|但|同|动产|管|论|忘|懈|良)|缺|欠|少|弱|低|差|慢|滞后|有待|尚需|难|问题|困难|短板|薄弱"
    r"|拒绝|驳回|非|空白|有限|枯燥|过多|过散|破|旧|损|被动|断|脱节|单一|简单|流于"
)
LACKS_EN = re.compile(
    r"\b(?:no|not|never|none|nothing|without|neither|nor|cannot|lack\w*|absen\w+|fail\w*|refus\w+|reject\w+|declin\w+"
    r"|den(?:y|ied|ies)|insufficien\w+|inadequa\w+|in(?:complete|consistent|accura|convenien|effective)\w*"
    r"|im(?:perfect|balance|precise)\w*|un(?:able|available|clear|even|timely|balanced|professional|specific|satisf)\w*"
    r"|irregular\w*|scattered|dry|dull|broken|passive\w*|damaged|superficial\w*|formalis\w+|detached|monoton\w+|too"
    r"|poor\w*|weak\w*|limited|short\w*|deficien\w+|problem\w*|gap\w*|few|fewer|little|yet to|need\w*|room for"
    r"|difficult\w*|low|slow\w*|late|lag\w*|delay\w*|zero|missing|exempt\w*|withh\w+|stopped|ceased)\b|n't\b",
    re.IGNORECASE,
)
_MORE: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"增长|增加|增多|上升|多于|高于|增幅|上涨|超过"),
    "en": re.compile(
        r"\b(?:increas\w+|rose|risen|rise[sn]?|rising|grew|grow\w*|more than|higher|exceed\w*|up from)\b", re.I
    ),
}
_LESS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"下降|减少|降低|少于|低于|降幅|缩减|下滑|回落|减幅"),
    "en": re.compile(
        r"\b(?:decreas\w+|declin\w+|fell|fallen|fall(?:s|ing)?|drop\w*|reduc\w+|fewer|lower\w*|down from)\b", re.I
    ),
}
_MORE_SAID = re.compile(r"增|升|提高|加强|加大|扩大|扩展|拓展|多|高|超|上涨|涨|余")
_LESS_SAID = re.compile(r"降|减|少|低|缩|下滑|回落|精简|压缩")
_ALL: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"全部|所有|一律|百分之百|唯一|从未|始终|全都"),
    "en": re.compile(
        r"\b(?:all|every|each|always|only|sole\w*|entire\w*|whole|fully|completely)\b",
        re.I,
    ),
}
_ALL_SAID = re.compile(r"全|所有|一律|均|都|各|每|唯一|只|仅|从未|始终|凡|任何|皆|完全|完整|逐|整体|应公开尽公开|100%")
_SHORT = 2  # clauses
# What a report denies: 不均衡, 不广, 未建立; not the words that only sound so (不断, 不仅).
_DENIED = re.compile(r"[不未没无欠](?!断|仅|但|同|动产|管|论|忘|懈|来|予)(?P<what>[\u3400-\u9fff]{1,2})")
_CLAUSES_EN = re.compile(r"[,;:.]|\b(?:and|but|while|which|so)\b", re.IGNORECASE)
_WORD_EN = re.compile(r"[a-z][a-z'-]+")
_CLAUSES = re.compile(r"[,，。；;]")


def turned_round(text: str, quote: str, language: Language) -> str | None:
    """How `text` says another thing than the Chinese `quote` by a small word, None where it does not."""
    return next((doubt for doubt in _doubts(text, quote, language) if doubt), None)


def _doubts(text: str, quote: str, language: Language) -> Iterator[str]:
    if _DENIES[language].search(text) and not LACKS.search(quote):
        yield "it denies what its evidence does not deny"
    lacks = LACKS if language == "zh" else LACKS_EN
    is_short = len([one for one in _CLAUSES.split(quote) if one.strip()]) <= _SHORT
    if is_short and _DENIES["zh"].search(quote) and not lacks.search(text):
        yield "it leaves out that its evidence denies it"
    affirmed = _affirmed_zh(text, quote) if language == "zh" else _affirmed_en(text, quote)
    if affirmed is not None:
        yield f"it says {affirmed}, which its evidence denies"
    if _MORE[language].search(text) and not _MORE_SAID.search(quote):
        yield "it says more where its evidence does not"
    if _LESS[language].search(text) and not _LESS_SAID.search(quote):
        yield "it says less where its evidence does not"
    if _ALL[language].search(text) and not _ALL_SAID.search(quote):
        yield "it says of all what its evidence does not"


def _denied(quote: str) -> list[str]:
    """What `quote` says only with a not before it: 均衡 of 不均衡; of two characters, or one that ends its clause."""
    found = []
    for match in _DENIED.finditer(quote):
        what = match["what"] if len(match["what"]) > 1 else match["what"][:1]
        if quote.count(what) == len(re.findall(rf"[不未没无欠够太]{what}", quote)):
            found.append(what)
    return found


def _affirmed_zh(text: str, quote: str) -> str | None:
    """What `text` says without a not, and `quote` with one."""
    for what in _denied(quote):
        if re.search(rf"(?<![不未没无欠够太]){what}", text) and not re.search(rf"[不未没无欠]\w?{what}", text):
            return what
    return None


def _affirmed_en(text: str, quote: str) -> str | None:
    """The same of an English `text`: a word that means what `quote` denies, in a clause that nothing denies."""
    denied = [frozenset(what) for what in _denied(quote)]
    for clause in _CLAUSES_EN.split(text.lower()):
        if LACKS_EN.search(clause):
            continue
        words = (match[0] for match in _WORD_EN.finditer(clause))
        found = next((word for word in words if any(telling(word) & characters for characters in denied)), None)
        if found is not None:
            return found
    return None
