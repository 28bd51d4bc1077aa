"""The content words of a question: those that a free figure must hold, and those that an indicator leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.aliases import MASK, aliases_zh, stem
from assistant.english import meanings
from assistant.lexicon import lexicon
from assistant.matching import APPLICATION_CODES, APPLIED, HAN, TOKEN_EN, root_of, weights_of
from assistant.model import Language, Term
from assistant.zones import unbracketed
from index.ontology import ontology
from index.segment import cut, is_function_word

_TELLING = 3
_TAKEN_AWAY = re.compile(r"除|以外|之外")
_DENIAL = re.compile(r"没有?|不|未")
_DENIALS = ("未", "没有", "没", "不")
_LEAST_DENIED = 2
# A question for a part of the year asks for something that no yearly figure says.
_PART_OF_YEAR = re.compile(r"\d{1,2}月份?(?:\d{1,2}日)?|[上下]半年|第?[一二三四]季度|[一二三四五六七八九十]{1,2}月份?")
# What is asked of a hotline is no application for information.
_HOTLINES = frozenset({"hotline", "hotlines", "12345", "12315", "12366", "12333"})
_REQUESTS, _ASKED_OF_HOTLINE = frozenset({"request", "requests"}), ("诉求", "工单", "来电", "事项")
# Words to keep together: parts of a year, the class of what belongs to no other, rates whose words alone say only how
# something was done, boards (政务公开栏) and what reforms are called.
_WHOLE_WORDS = re.compile(
    rf"{_PART_OF_YEAR.pattern}|其[他它]类|(?:及时|按[时期])率|(?:[党政村居厂校警院]务|信息)公开栏"
    r"|最多跑一次|只进一扇门|一网通办|一件事一次办|放管服"
)
_CLASS = "类"
_PARTS_OF_NAME = re.compile(r"[：、]|(?:总?次数|数量|数)$")


def left_over(text: str, covered: frozenset[int], language: Language) -> list[str]:
    """The content words outside `covered`: none where the indicator says all that the question asks."""
    rest = "".join(MASK if index in covered else char for index, char in enumerate(text))
    known = lexicon()
    if language == "zh":
        return [word for word in content_zh(rest) if word not in known.weak_zh]
    stems = {stem(word) for word in known.weak_en}
    left = [word for word in _content_en(rest) if stem(word) not in stems]
    return left or [pair for pair in _pairs(text) if pair not in _content_en(rest) and not _named(pair, text, covered)]


def _pairs(text: str) -> list[str]:
    """The two words that the glossary knows together in an English question (work information)."""
    return [word for word in _content_en(text) if " " in word]


def _named(pair: str, text: str, covered: frozenset[int]) -> bool:
    """Whether all of `pair` stands where an indicator is named, or none of it does: half a pair is another thing."""
    at = text.lower().find(pair)
    inside = sum(index in covered for index in range(at, at + len(pair)) if text[index] != " ")
    return at < 0 or inside in (0, len(pair.replace(" ", "")))


def terms_in(text: str, language: Language) -> Iterator[Term]:
    known = lexicon()
    seen: set[str] = set()
    if language == "zh":
        words = content_zh(text)
        weak_zh = known.weak_zh - known.firm_zh
        # 交通管理类 is named by 交通管理, 工作信息类 by the whole of its words alone.
        if any(word not in weak_zh and word != _CLASS for word in words):
            weak_zh |= {_CLASS}
        for word in dict.fromkeys(words):
            yield Term(_with_synonyms(word), weak=word in weak_zh)
        return
    weak = {stem(word) for word in known.weak_en}
    words = _content_en(text)
    by_phone = not _HOTLINES.isdisjoint(words)
    for word in words:
        if word in seen:
            continue
        seen.add(word)
        chinese = known.glossary.get(word) or _glossed(word)
        if by_phone and word in _REQUESTS:
            chinese = _ASKED_OF_HOTLINE
        alternatives = dict.fromkeys((*chinese, *(same for zh in chinese for same in known.synonyms.get(zh, ())), word))
        if not chinese:
            alternatives |= dict.fromkeys(meanings(word))
        firm = word in known.firm_en or not known.firm_zh.isdisjoint(alternatives)
        yield Term(tuple(alternatives), weak=stem(word) in weak and not firm)


def denied_terms(text: str) -> tuple[Term, ...]:
    """The words of a question that denies something, the denial joined to what it denies, as a report has to have it
    word for word (不安全 of 饮水不安全人口, 未按时); empty where something is taken away, or nothing told is denied."""
    if _TAKEN_AWAY.search(text):
        return ()
    found: list[Term] = []
    rest = text
    for match in _DENIAL.finditer(text):
        word = next((one for one in content_zh(text[match.end() :]) if text.startswith(one, match.end())), None)
        if word is None or len(word) < _LEAST_DENIED:
            return ()
        found.append(Term(tuple(dict.fromkeys((match.group() + word, *(sign + word for sign in _DENIALS))))))
        rest = rest.replace(match.group() + word, MASK * len(match.group() + word), 1)
    return (*found, *terms_in(rest, "zh")) if found else ()


@cache
def terms_of_name(code: str) -> tuple[Term, ...]:
    """The words of an indicator's Chinese name, as a Chinese question for it would hold them."""
    return tuple(terms_in(_PARTS_OF_NAME.sub(MASK, ontology().terms[code].zh), "zh"))


@cache
def telling_names(code: str) -> tuple[tuple[Term, ...], ...]:
    """Each name of an indicator that tells it from others by itself (在线访谈, but not 公开 信息), as the words that a
    figure must hold. None for a channel or a way to apply, whose names are those of the channel alone."""
    term = ontology().terms[code]
    if term.by or code in APPLICATION_CODES or root_of(code) in APPLIED:
        return ()
    names = next(aliases for one, aliases in aliases_zh() if one == code)
    telling = [parts for parts in names if sum(map(sum, map(weights_of, parts))) >= _TELLING]
    return tuple(tuple(Term(_with_synonyms(part)) for part in parts) for parts in telling)


def _with_synonyms(word: str) -> tuple[str, ...]:
    """`word` first, then what else it is called."""
    return tuple(dict.fromkeys((word, *lexicon().synonyms.get(word, ()))))


def _glossed(word: str) -> tuple[str, ...]:
    stems = _glossary_stems()
    return stems.get(stem(word), ())


@cache
def _glossary_stems() -> dict[str, tuple[str, ...]]:
    return {stem(word): chinese for word, chinese in lexicon().glossary.items()}


def content_zh(text: str) -> list[str]:
    dates = [match.group() for match in _WHOLE_WORDS.finditer(text)]
    text = unbracketed(_WHOLE_WORDS.sub(lambda match: MASK * len(match.group()), text))
    plain = re.sub(r"[\s,，。?？!！、:：;；\"'“”‘’《》<>\[\]【】·…~]", MASK, text)
    known = lexicon()
    rest = known.stop_zh.sub(lambda match: MASK * len(match.group()) if match[1] is None else match[1], plain)
    found = dates
    for chunk in filter(None, rest.split(MASK)):
        found += [word for word in cut(chunk) if word not in known.stop_words_zh and not is_function_word(word)]
    return found


def _content_en(text: str) -> list[str]:
    stop = lexicon().stop_en
    tokens = [token.lower().strip("'-") for token in TOKEN_EN.findall(text.replace(MASK, " "))]
    found: list[str] = []
    for lower in _phrases([part for token in tokens for part in _unhyphenated(token)]):
        if lower in stop or (len(lower) <= 1 and lower.isascii()):
            continue
        found += cut(lower) if HAN.search(lower) else [lower]
    return found


def _unhyphenated(token: str) -> list[str]:
    """A word as it is where the lexicon knows it so (full-time), else the words that hyphens join in it."""
    known = lexicon()
    whole = "-" not in token or token in known.glossary or token in known.stop_en or token in known.weak_en
    return [token] if whole or meanings(token) else token.split("-")


def _phrases(tokens: Sequence[str]) -> Iterator[str]:
    """The words of a question, two at a time where the glossary knows them together (work orders)."""
    known = lexicon().glossary
    at = 0
    while at < len(tokens):
        both = " ".join(tokens[at : at + 2])
        joined = both in known and at + 1 < len(tokens)
        yield both if joined else tokens[at]
        at += 2 if joined else 1
