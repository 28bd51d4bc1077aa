"""Whether an English sentence says what Chinese quotes say: every word that means something has its counterpart there,
and each clause is denied where its quote is.

Words are held against each other by two dictionaries: the general one, and the field's own (data/report_english.yaml).
A word without a counterpart may be right all the same; the report's own words are then shown instead. Names and
numbers are not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources

import yaml

from assistant.aliases import stem
from assistant.english import meanings
from assistant.lexicon import lexicon
from assistant.verify_numbers import numbers
from assistant.verify_wording import LACKS, LACKS_EN
from index.numerals import fold

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_CLAUSES_EN = re.compile(r"[,;:.()]|\b(?:and|but|while|whereas|which|so|although)\b", re.IGNORECASE)
# A comma within a number is none, and neither is the point.
_CLAUSES_NUMBERED = re.compile(r"(?<!\d)[,.]|[,.](?!\d)|[;:()]|\b(?:and|but|while|whereas|of which|which)\b", re.I)
_CLAUSES_ZH = re.compile(r"(?<!\d)[,，]|[,，](?!\d)|[。；;：:、\n]")
# What English needs for its grammar, or says without a claim of its own.
_IDLE = frozenset(
    "the a an of in on at to for by with from and or as was were is are be been being has have had having its their"
    " this that these those also such other it they them there here who whom whose when where while than then so if"
    " because"
    " since during within over under between among up out into onto about across per not no nor neither without"
    " cannot can could will would shall should may might must do does did done doing very quite well still yet"
    " both either each respectively including included include includes certain various relevant related respective"
    " report reports reported says said states stated noted notes according well-known carried made make makes making"
    " got gets get given gives give being based order terms way ways means respect regard regarding concerning same"
    " what how why too enough rather mainly further etc work works thing things one ones year years month months day"
    " days throughout take takes took taken taking".split()
)
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen"
    " half twice double doubled triple tripled zero percent per cent percentage points times first second third".split()
)
# Characters that words of every meaning share.
_EMPTY = frozenset(
    "的一不大小上下中出入会行为作做得到地方有无和与或使被把于个种些全某之者性化员们事物体部分面点时间来去起进成能可以"
)
_DENIED = re.compile(
    r"不(?!断|仅|但|同|动产|论|懈|久|少)|未(?!来|央|成年)|没有?|无(?!论|锡|线|障碍|纸|偿)|缺|欠|有待|滞后|薄弱|过散|枯燥|空白|拒绝|驳回"
)
# What the report says of a part or plans for, which its translation may not say of the whole or as done.
_PART = (
    re.compile(r"部分(?!内容)|个别|少数|有的|有些|一些|某些"),
    re.compile(
        r"\b(?:some|a few|few|certain|individual|part|partly|parts|minority|several|a number|not all|isolated)\b", re.I
    ),
)
_PLANNED = (
    re.compile(
        r"下一步|今后|明年|计划(?!生育)|拟(?!定)|力争|争取|准备|打算"
        r"|将(?=[^军]{0,12}(?:加强|推进|进一步|继续|严格|按照|开展|建立|完善|加大|全面))"
    ),
    re.compile(
        r"\b(?:will|shall|plan\w*|to be|intend\w*|aim\w*|next|should|would|strive\w*|expect\w*|propos\w+|prepar\w+"
        r"|future|going to|must|need\w*|seek\w*|hope\w*)\b",
        re.I,
    ),
)


def untranslated(text: str, quotes: Sequence[str], whose: str = "") -> str | None:
    """What `text` says that no quote has a word for, or denies otherwise; None where there is nothing of the kind.

    `whose` names the issuer and its place: the city is theirs without a word for it in the quote.
    """
    quoted = "\n".join(quotes)
    words = [word for word in _content(text) if not _is_name(word, text)]
    if not words:
        return text
    missing = next((word for word in words if not _is_said(word.lower(), f"{quoted}\n{whose}")), None)
    if missing is not None:
        return missing
    scope = next((zh.search(quoted) for zh, en in (_PART, _PLANNED) if zh.search(quoted) and not en.search(text)), None)
    if scope is not None and _is_leaned_on(scope[0], text, quotes):
        return f"no word for {scope[0]}"
    return next((clause for clause in _CLAUSES_EN.split(text) if _is_turned(clause, quoted)), None)


def misplaced(text: str, quotes: Sequence[str], known: frozenset[Decimal]) -> str | None:
    """The first number of `text` that stands beside a word which the quotes say beside another number alone: 12 items
    disclosed proactively, of 主动公开8673条,依申请公开12条. `known` are numbers of no thing: the year of the report."""
    parts = [part for quote in quotes for part in _CLAUSES_ZH.split(fold(quote)) if part]
    counted = [(part, {(one.value, one.kind) for one in numbers(part)}) for part in parts]
    for clause in _CLAUSES_NUMBERED.split(text):
        words = [word.lower() for word in _content(clause)]
        for number in numbers(clause):
            if number.kind == "count" and number.value in known:
                continue
            own = [part for part, found in counted if (number.value, number.kind) in found]
            others = [part for part, found in counted if found and part not in own]
            if not any(all(_is_said(word, part) or not _is_in(word, others) for word in words) for part in own):
                return clause.strip()
    return None


def _is_in(word: str, parts: Sequence[str]) -> bool:
    return any(_is_said(word, part) for part in parts)


def _content(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match[0].replace("’", "'").removesuffix("'s").strip("'-")
        if len(word) > 2 and word.lower() not in _IDLE and word.lower() not in _NUMBERS:
            yield word


def _is_name(word: str, text: str) -> bool:
    """Whether the word has a capital within a sentence; whose name it is is judged elsewhere."""
    return word[0].isupper() and not re.match(rf"\W*{re.escape(word)}", text)


def _is_said(word: str, quoted: str) -> bool:
    """Whether `quoted` has `word` itself, a Chinese word that it may stand for, or two characters of such a word."""
    if word in quoted.lower():
        return True
    spelt = _meanings(word)
    if any(one in quoted for one in spelt if len(one) > 1 or one not in _EMPTY):
        return True
    pairs = {one[at : at + 2] for one in spelt for at in range(len(one) - 1)}
    return any(pair in quoted for pair in pairs if not set(pair) <= _EMPTY)


@lru_cache(maxsize=4096)
def _meanings(word: str) -> tuple[str, ...]:
    """The Chinese words that `word` may stand for."""
    forms = dict.fromkeys((word, stem(word), stem(stem(word)), word.removesuffix("s"), word.removesuffix("ly")))
    forms |= dict.fromkeys(form[:-1] for form in tuple(forms) if form[-2:-1] == form[-1:])  # equipped, planned
    for ending in ("ly", "ment", "ness", "ing", "ion", "ive", "al", "e", "y"):
        forms |= dict.fromkeys(form.removesuffix(ending) for form in tuple(forms))
    own = [one for form in forms for one in (*_field().get(form, ()), *lexicon().glossary.get(form, ()))]
    parts = word.split("-")
    joined = [one for part in parts for one in _meanings(part)] if len(parts) > 1 and min(map(len, parts)) > 2 else []
    return tuple(dict.fromkeys((*own, *meanings(word), *joined)))


@cache
def _field() -> dict[str, tuple[str, ...]]:
    """The field's own dictionary: English words or their stems and the words of reports."""
    source = resources.files("assistant").joinpath("data", "report_english.yaml").read_text("utf-8")
    return {str(word): tuple(str(chinese).split()) for word, chinese in yaml.safe_load(source).items()}


def _is_leaned_on(scope: str, text: str, quotes: Sequence[str]) -> bool:
    """Whether the sentence speaks of the part of the quotes that `scope` governs: its sentence, from there on."""
    governed = "".join(
        part[part.index(scope) :] for quote in quotes for part in re.split(r"[。；;\n]", quote) if scope in part
    )
    words = list(_content(text))
    return sum(_is_said(word.lower(), governed) for word in words) * 2 >= len(words)


def _is_turned(clause: str, quoted: str) -> bool:
    """Whether an English clause denies what the clause of the quote that it comes from affirms, or the reverse."""
    words = [word.lower() for word in _content(clause)]
    if len(words) < 2:
        return False
    parts = [part for part in _CLAUSES_ZH.split(quoted) if part]
    shares = [sum(_is_said(word, part) for word in words) for part in parts]
    likely = [part for part, share in zip(parts, shares, strict=True) if share and share == max(shares)]
    if LACKS_EN.search(clause):
        return bool(likely) and not any(LACKS.search(part) for part, share in zip(parts, shares, strict=True) if share)
    return bool(likely) and all(_DENIED.search(part) for part in likely)
