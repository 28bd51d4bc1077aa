"""What a question asks about: indicators of the ontology by their names and aliases, and the words left over.

Every content word of a question has to be accounted for. The words of places, years and operations are masked first;
the indicator is the one whose alias covers most of what is left; whatever content then remains narrows the question to
something the indicator does not say (网上审批 beside 办结), so the indicator is not `sure` and a free figure has to
hold all the words instead.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.aliases import MASK, OF_DISCLOSURE, aliases_en, aliases_zh, stem
from assistant.english import meanings
from assistant.lexicon import lexicon
from assistant.model import Asked, Language, Term
from index.model import Applicant
from index.ontology import APPLICANTS, ontology
from index.segment import cut, is_function_word

_TOKEN_EN = re.compile(r"[A-Za-z][A-Za-z'-]*|\d+|[\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Words that most questions hold and that tell no indicator from another.
_GENERIC = re.compile(
    r"(?:政府|政务)?信息公开|(?:政府|政务)信息|主动公开|公开|信息|政务|发布|政府|\binformation\b|\bdisclos\w+|\bpublish\w*",
    re.I,
)
_COMMON = re.compile(
    r"依申请公开|依申请|申请|提交|提出|收到|受理|接到|接收|办理|处理|数量|总数|总量|总计|合计|\bapplications?\b|\brequests?\b|\breceived?\b"
    r"|\bsubmitted\b|\bfiled\b|\bhandled\b|\bheld\b",
    re.I,
)
_LEAST_HAN = 4
_TELLING = 3
_GENERIC_WEIGHT, _COMMON_WEIGHT, _STOP_WEIGHT = 0.03, 0.05, 0.3
_COUNTING = re.compile(
    r"(?:有)?(?:多少|几)(?:万|亿)?(?:个工作日|[通个件条篇家处台块份项类种元钱名位户天封部套批起宗所座辆回])?"
    r"|(?<=数)(?:是|为|有)|(?<=[数总]量)(?:是|为|有)"
    r"|^\s*(?:那么?|and|what about|how about)(?=\W|[\u3400-\u9fff])|呢[？?]?\s*$|有?多高|有?多大"
    r"|[比较同与](?:上|去)一?年度?(?:同期)?(?:相比)?"
    r"|'s\b|\bhow (?:many|much)\b|\b(?:broken|break|breaking) down\b|\bput out\b"
    r"|\b(?:by|per|each|every) (?:channel|category|type|kind|way|method|means|source)s?\b"
)
# 有没有, 是不是 and the like ask; 没有按时办结 and 除了自然人以外 deny.
_NEGATED = re.compile(
    r"(?<![有无])没有?(?!有?问题)|(?<![是能会要对可])不(?!足|少|同)|未(?!来)|非(?=[\u3400-\u9fff])|除了?|以外|之外"
    r"|\bnot\b|n't\b|\bnever\b|\bwithout\b|\bexcept\b|\bexcluding\b|\bother than\b|\bnon-",
    re.I,
)
_NEGATIVE = re.compile(r"不|未|无|没|逾期|\bnot\b|\bno\b|n't|\bfailed\b|\bnever\b|\bwithout\b|\bun\w+", re.I)
# Where nothing was applied for, what is being done with a thing is a state of it and no mere verb.
_STATES = frozenset({"办理", "处理", "审理", "答复"})
_APPLIED = frozenset({"applications_received", "handled_total", "fees_charged", "carried_over_in", "carried_over_out"})
# A question for a part of the year asks for something that no yearly figure says.
_PART_OF_YEAR = re.compile(r"\d{1,2}月份?(?:\d{1,2}日)?|[上下]半年|第?[一二三四]季度|[一二三四五六七八九十]{1,2}月份?")
_PARTS = re.compile(r"[,，、；;]|\band\b", re.I)
_COUNTS = re.compile(r"多少|几(?!乎)|\bhow (?:many|much)\b", re.I)
_MEASURE = re.compile(
    r"(?:多少|(?<!哪)几)(?:万|亿)?"
    r"(人次|件次|场次|万元|亿元|回|通|个|件|条|次|人|篇|期|场|家|处|台|块|份|项|类|种|元|钱|名|位|户|天|封|村)"
)
_MEASURE_EN = (
    (re.compile(r"\bhow many (?:people|persons|participants|trainees|officials|staff|employees)\b", re.I), "人"),
    (re.compile(r"\b(?:how much (?:money|was spent|did .{0,40}(?:spend|cost|charge))|yuan|rmb)\b", re.I), "元"),
    (re.compile(r"\b(?:percentage|percent|what share|proportion)\b|%", re.I), "%"),
)
_MEASURE_NOUNS = (
    (re.compile(r"资金|经费|金额|成交额|多少亿|费用"), "元"),
    (re.compile(r"人次(?:数|是|有|为)?(?:多少|几|[？?]|$)"), "人次"),
)
_CONNECTIVE = re.compile(r"比|和|与|、|占|跟|及|\bthan\b|\band\b|\bversus\b|\bvs\b|\bout of\b|\bof\b|,", re.I)
_APPLICATION_CODES = frozenset(row.code for row in ontology().rows["applications"] if row.code)


_ABOUT_APPLICATIONS = re.compile(r"申请|公开|不予|处理|applic|request|filed|submit|grant|refus")
_PARTS_OF_NAME = re.compile(r"[：、]|(?:总?次数|数量|数)$")
# What is received and counted and not named is applications (2017年收到几件).
_RECEIVED = re.compile(r"收到|受理|接到|收了")
# The total row of the applications table is called by nothing else.
_TOTAL_ROW = re.compile(r"总计|合计")


@dataclass(frozen=True, slots=True)
class Subject:
    """The indicators asked for, the words that a free figure must hold, and the indicator's own words left out."""

    asked: tuple[Asked, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    code: str
    covered: frozenset[int]


def mask(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with the characters of `spans` replaced, so that offsets stay and nothing joins across them."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = MASK * (end - start)
    return "".join(chars)


def subject(text: str, language: Language, several: bool = False, counts_none: bool = False) -> Subject:
    """Read the subject of `text`, a question in plain form whose places and years are masked. `several` says that the
    question may set indicators beside each other (网络申请比信函申请, 微信占主动公开总数), `counts_none` that it counts
    those who have none (有几个地方没有收到申请); a negation anywhere else (没有按时办结的) asks for something that no
    indicator says."""
    whole = text
    idiom = _idiom(text, language)
    if idiom is not None:
        return Subject(asked=(idiom,), terms=())
    text = _blanked(text)
    applicant, spans = _applicant(text, language)
    rest = mask(text, spans)
    asked = _each_counted(whole, language) or (_several(rest, language, applicant) if several else ())
    asked = asked or _asked(rest, language, applicant)
    if several and not any(one.sure for one in asked):
        asked = _each_free(whole, language) or asked
    if not counts_none and _denied(whole, rest, asked, language):
        # No figure says what is left when something is taken away or denied: there is nothing to look for.
        return Subject(asked=tuple(replace(one, sure=False) for one in asked), terms=())
    return Subject(asked=asked, terms=tuple(_terms(rest if not asked else text, language)))


def _idiom(text: str, language: Language) -> Asked | None:
    """The indicator that the question means in other words altogether (几个人在做信息公开), if it says nothing else."""
    for code, pattern in lexicon().idioms[language].items():
        match = pattern.search(text)
        if match and not _left_over(_blanked(text), frozenset(range(*match.span())), language):
            return Asked(codes=(code,), words=match.group())
    return None


def _denied(whole: str, rest: str, asked: Sequence[Asked], language: Language) -> bool:
    """Whether the question denies something that the names of what it asks for do not deny themselves."""
    if any(_says_no(one) for one in asked):
        return False
    codes = [code for one in asked if one.codes for code in one.codes]
    named = _said_otherwise(rest, codes, language)
    return any(named.isdisjoint(range(*match.span())) for match in _NEGATED.finditer(whole))


def _says_no(asked: Asked) -> bool:
    """Whether the words that name the indicator are themselves negative (不予公开, 不掌握, not held)."""
    return bool(_NEGATIVE.search(asked.words))


def measure_of(text: str, named: bool = False) -> str | None:
    """The measure word that `text` counts in (多少条: 条), None where it names none. Where an indicator is `named` its
    own words (未要求缴纳费用) say nothing of what is counted."""
    match = _MEASURE.search(text)
    if match:
        return match[1]
    others = _MEASURE_EN if named else (*_MEASURE_EN, *_MEASURE_NOUNS)
    return next((measure for pattern, measure in others if pattern.search(text)), None)


def _blanked(text: str) -> str:
    """`text` without the words that only count and without the name of the field itself."""
    for pattern in (_COUNTING, OF_DISCLOSURE):
        text = pattern.sub(lambda match: MASK * len(match.group()), text)
    return text


def _each_counted(text: str, language: Language) -> tuple[Asked, ...]:
    """What each part of a question asks that counts several things (办了几期、培训了多少人); empty for others.

    A part that names only an applicant column asks for the row that the question names. A part that names no indicator
    asks for a free figure of its own words.
    """
    parts = [part for part in _PARTS.split(text) if part.strip(MASK + " ")]
    counted = [part for part in parts if _COUNTS.search(part)]
    if len(counted) < 2:
        return ()
    row = next((one for one in _asked(_blanked(text), language, None) if is_of_applications(one.codes[0])), None)
    found: list[Asked] = []
    for part in counted:
        blanked = _blanked(part)
        column = applicant_named(blanked, language) if row is not None else None
        applicant, spans = _applicant(blanked, language)
        own = _asked(mask(blanked, spans), language, applicant)
        if own and own[0].sure:
            found.append(replace(own[0], measure=measure_of(part)))
        elif column is not None and row is not None:
            found.append(replace(row, applicant=column, sure=True, measure=measure_of(part)))
        else:
            terms = tuple(_terms(blanked, language))
            found.append(Asked((), sure=False, words=part.strip(MASK + " "), measure=measure_of(part), terms=terms))
    return tuple(found)


def _each_free(text: str, language: Language) -> tuple[Asked, ...]:
    """A free figure for each part of a comparison (农业信息和教育信息一共多少条); empty where a part has no words."""
    parts = [_blanked(part) for part in _CONNECTIVE.split(text) if part.strip(MASK + " ")]
    terms = [tuple(_terms(part, language)) for part in parts]
    if len(parts) < 2 or not all(any(not term.weak for term in one) for one in terms):
        return ()
    return tuple(
        Asked((), sure=False, words=part.strip(MASK + " "), measure=measure_of(text), terms=one)
        for part, one in zip(parts, terms, strict=True)
    )


def applicant_named(text: str, language: Language) -> Applicant | None:
    """The applicant column that `text` names, in a conversation about applications (其中企业的呢)."""
    return _applicant(f"{text} 申请 applications", language)[0]


def is_of_applications(code: str) -> bool:
    """Whether an indicator is a row of the applications table and so has applicant columns."""
    return code in _APPLICATION_CODES


def _applicant(text: str, language: Language) -> tuple[Applicant | None, list[tuple[int, int]]]:
    """The applicant column named beside an application (企业提的申请), and where."""
    lower = text.lower()
    if not _ABOUT_APPLICATIONS.search(lower) and not _names_row(text, language):
        return None, []
    best: tuple[Applicant | None, list[tuple[int, int]]] = (None, [])
    for name in APPLICANTS[:-1]:
        term = ontology().applicants[name]
        for alias in term.ask_zh if language == "zh" else (*term.ask_en, *term.ask_zh):
            words = rf"\b{re.escape(alias)}\b" if alias.isascii() else rf"{re.escape(alias)}(?!隐私)"
            found = re.search(words, lower)
            if found and (not best[1] or len(alias) > best[1][0][1] - best[1][0][0]):
                best = name, [found.span()]
    return best


def _names_row(text: str, language: Language) -> bool:
    """Whether `text` calls a row of the applications table by its label, or its total row beside a column."""
    if language != "zh":
        return False
    return bool(_TOTAL_ROW.search(text)) or any(match.code in _APPLICATION_CODES for match in _matches_zh(text))


# -- indicators ---------------------------------------------------------------------------------------------------


def _asked(text: str, language: Language, applicant: Applicant | None) -> tuple[Asked, ...]:
    if language == "en" and len(_HAN.findall(text)) >= _LEAST_HAN:
        # The form's own words in an English question (petition-type (信访举报投诉类) applications) say it for sure.
        said = "".join(char if _HAN.match(char) else MASK for char in text)
        own = _asked(said, "zh", applicant)
        if own and own[0].sure:
            return own
    matches = list(_matches_zh(text) if language == "zh" else _matches_en(text))
    if applicant is not None:
        matches = [match for match in matches if match.code in _APPLICATION_CODES]
        if not matches and re.search(r"提|filed|submit|from|by", text):
            matches = [_Match("applications_received", frozenset())]
        total = _TOTAL_ROW.search(text)
        if not matches and total:
            matches = [_Match("handled_total", frozenset(range(*total.span())))]
    bare = _RECEIVED.search(text)
    if not matches and bare and language == "zh" and not any(not term.weak for term in _terms(text, language)):
        matches = [_Match("applications_received", frozenset(range(*bare.span())))]
    if not matches:
        return ()
    weights = _weights(text)
    scores = [round(sum(weights[index] for index in match.covered), 3) for match in matches]
    top = [match for match, score in zip(matches, scores, strict=True) if score == max(scores)]
    codes = tuple(dict.fromkeys(match.code for match in top))
    covered = _again(text, frozenset().union(*(match.covered for match in top)))
    left = _left_over(text, covered | _said_otherwise(text, codes, language), language)
    if not any(_root(code) in _APPLIED for code in codes):
        rest = "".join(MASK if index in covered else char for index, char in enumerate(text))
        left += [word for word in _content_zh(rest) if word in _STATES]
    said = " ".join("".join(char if index in covered else " " for index, char in enumerate(text)).split())
    return tuple(Asked(codes=group, applicant=applicant, sure=not left, words=said) for group in _by_form(codes))


def _again(text: str, covered: frozenset[int]) -> frozenset[int]:
    """`covered` with every further place where the same words stand (2016年网络申请与2017年网络申请)."""
    said = "".join(char if index in covered else MASK for index, char in enumerate(text))
    words = {word for word in said.split(MASK) if len(word.strip()) > 1}
    patterns = (rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words)
    more = (index for pattern in patterns for one in re.finditer(pattern, text) for index in range(*one.span()))
    return covered | frozenset(more)


def _root(code: str) -> str:
    """The indicator that `code` is in the end a part of."""
    while (parent := ontology().terms[code].parent) is not None:
        code = parent
    return code


def _by_form(codes: Sequence[str]) -> list[tuple[str, ...]]:
    """Codes that the same words name, apart where one form has rows for both (受理并办结 asks for two), together where
    the forms of different years call the same thing so."""
    groups: list[list[str]] = []
    for code in codes:
        fitting = next((group for group in groups if not any(_same_form(code, other) for other in group)), None)
        if fitting is None:
            groups.append([code])
        else:
            fitting.append(code)
    return [tuple(group) for group in groups]


def _same_form(one: str, other: str) -> bool:
    return any({one, other} <= {row.code for row in rows} for rows in ontology().rows.values())


def _said_otherwise(text: str, codes: Sequence[str], language: Language) -> frozenset[int]:
    """The characters of words that name the indicators once more, or what they are parts of or compare with: 不予公开
    beside 商业秘密 narrows it to nothing else."""
    above: set[str] = set()
    for code in codes:
        at: str | None = code
        while at is not None:
            above |= {at, *(other for other, _ in ontology().terms[at].comparable)}
            at = ontology().terms[at].parent
    covers = _covers_zh(text, above) if language == "zh" else _covers_en(text, above)
    return frozenset(index for _, covered in covers for index in covered)


def _weights(text: str) -> list[float]:
    """What each character tells: little where it belongs to a word that every such question holds."""
    weights = [1.0] * len(text)
    for match in _COMMON.finditer(text):
        weights[slice(*match.span())] = [_COMMON_WEIGHT] * len(match.group())
    for match in _GENERIC.finditer(text):
        weights[slice(*match.span())] = [_GENERIC_WEIGHT] * len(match.group())
    for match in _TOKEN_EN.finditer(text):
        if match.group().lower() in lexicon().stop_en:
            weights[slice(*match.span())] = [_STOP_WEIGHT] * len(match.group())
    return weights


def _several(text: str, language: Language, applicant: Applicant | None) -> tuple[Asked, ...]:
    """One indicator for each part of a comparison, where every part but the last names one for sure."""
    parts = [part for part in _CONNECTIVE.split(text) if part.strip(MASK + " ")]
    found = [asked for part in parts for asked in _asked(part, language, applicant)]
    distinct = list({asked.codes: asked for asked in found}.values())
    if len(distinct) < 2 or not all(asked.sure for asked in distinct):
        return ()
    return tuple(distinct)


def _matches_zh(text: str) -> Iterator[_Match]:
    yield from _best_of(_covers_zh(text), _weights(text))


def _best_of(covers: Iterable[tuple[str, frozenset[int]]], weights: Sequence[float]) -> Iterator[_Match]:
    """The best of the places where each indicator is named."""
    best: dict[str, tuple[float, frozenset[int]]] = {}
    for code, covered in covers:
        weight = sum(weights[at] for at in covered)
        if weight > best.get(code, (0.0, covered))[0]:
            best[code] = weight, covered
    return (_Match(code, covered) for code, (_, covered) in best.items())


def _covers_zh(text: str, codes: Container[str] | None = None) -> Iterator[tuple[str, frozenset[int]]]:
    """(code, characters) wherever a name of an indicator stands in `text`; of the indicators `codes` alone if given."""
    for code, aliases in aliases_zh():
        if codes is not None and code not in codes:
            continue
        for parts in aliases:
            covered = _cover(text, parts)
            if covered:
                yield code, covered


def _cover(text: str, parts: Sequence[str]) -> frozenset[int] | None:
    """The characters that `parts` take in `text`, each part once and none over another; None where one is missing."""
    taken: set[int] = set()
    for part in parts:
        at = text.find(part)
        while at >= 0 and taken & set(range(at, at + len(part))):
            at = text.find(part, at + 1)
        if at < 0:
            return None
        taken.update(range(at, at + len(part)))
    return frozenset(taken)


def _matches_en(text: str) -> Iterator[_Match]:
    yield from _best_of(_covers_en(text), _weights(text))


def _covers_en(text: str, codes: Container[str] | None = None) -> Iterator[tuple[str, frozenset[int]]]:
    tokens = [(match.group().lower(), match.span()) for match in _TOKEN_EN.finditer(text)]
    stems = [stem(word) for word, _ in tokens]
    for code, aliases in aliases_en():
        if codes is not None and code not in codes:
            continue
        for alias in aliases:
            at = _places_of(alias, stems)
            if at is not None:
                spans = [tokens[index][1] for index in at]
                yield code, frozenset(index for low, high in spans for index in range(low, high))


def _places_of(alias: Sequence[str], stems: Sequence[str]) -> list[int] | None:
    """Where the words of `alias` stand among a question's: anywhere, but in one run where one of them is a word that
    every question holds (carried over to)."""
    if not alias or not all(part in stems for part in alias):
        return None
    if _COMMON_STEMS.isdisjoint(alias):
        return [stems.index(part) for part in alias]
    runs = (start for start in range(len(stems)) if list(stems[start : start + len(alias)]) == list(alias))
    first = next(runs, None)
    return None if first is None else list(range(first, first + len(alias)))


_COMMON_STEMS = frozenset(stem(word) for word in ("in", "on", "by", "to", "from", "over", "for", "the", "in-person"))


# -- what is left -------------------------------------------------------------------------------------------------


def _left_over(text: str, covered: frozenset[int], language: Language) -> list[str]:
    """The content words outside `covered`: none where the indicator says all that the question asks."""
    rest = "".join(MASK if index in covered else char for index, char in enumerate(text))
    known = lexicon()
    if language == "zh":
        return [word for word in _content_zh(rest) if word not in known.weak_zh]
    stems = {stem(word) for word in known.weak_en}
    return [word for word in _content_en(rest) if stem(word) not in stems]


def _terms(text: str, language: Language) -> Iterator[Term]:
    known = lexicon()
    seen: set[str] = set()
    if language == "zh":
        for word in _content_zh(text):
            if word not in seen:
                seen.add(word)
                yield Term(_with_synonyms(word), weak=word in known.weak_zh and word not in known.firm_zh)
        return
    weak = {stem(word) for word in known.weak_en}
    for word in _content_en(text):
        if word in seen:
            continue
        seen.add(word)
        chinese = known.glossary.get(word) or _glossed(word)
        alternatives = dict.fromkeys((*chinese, *(same for zh in chinese for same in known.synonyms.get(zh, ())), word))
        if not chinese:
            alternatives |= dict.fromkeys(meanings(word))
        firm = not known.firm_zh.isdisjoint(alternatives)
        yield Term(tuple(alternatives), weak=stem(word) in weak and not firm)


@cache
def terms_of_name(code: str) -> tuple[Term, ...]:
    """The words of an indicator's Chinese name, as a Chinese question for it would hold them."""
    return tuple(_terms(_PARTS_OF_NAME.sub(MASK, ontology().terms[code].zh), "zh"))


@cache
def telling_names(code: str) -> tuple[tuple[Term, ...], ...]:
    """Each name of an indicator that tells it from others by itself (在线访谈, but not 公开 信息), as the words that a
    figure must hold. None for a channel or a way to apply, whose names are those of the channel alone."""
    term = ontology().terms[code]
    if term.by or code in _APPLICATION_CODES or _root(code) in _APPLIED:
        return ()
    names = next(aliases for one, aliases in aliases_zh() if one == code)
    telling = [parts for parts in names if sum(map(sum, map(_weights, parts))) >= _TELLING]
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


def _content_zh(text: str) -> list[str]:
    dates = [match.group() for match in _PART_OF_YEAR.finditer(text)]
    text = _PART_OF_YEAR.sub(lambda match: MASK * len(match.group()), text)
    plain = re.sub(r"[\s,，。?？!！、:：;；\"'“”‘’《》<>\[\]【】·…~]", MASK, text)
    known = lexicon()
    rest = known.stop_zh.sub(lambda match: MASK * len(match.group()) if match[1] is None else match[1], plain)
    found = dates
    for chunk in filter(None, rest.split(MASK)):
        found += [word for word in cut(chunk) if word not in known.stop_words_zh and not is_function_word(word)]
    return found


def _content_en(text: str) -> list[str]:
    stop = lexicon().stop_en
    found: list[str] = []
    for lower in _phrases([token.lower() for token in _TOKEN_EN.findall(text.replace(MASK, " "))]):
        if lower in stop or (len(lower) == 1 and lower.isascii()):
            continue
        found += cut(lower) if _HAN.search(lower) else [lower]
    return found


def _phrases(tokens: Sequence[str]) -> Iterator[str]:
    """The words of a question, two at a time where the glossary knows them together (work orders)."""
    known = lexicon().glossary
    at = 0
    while at < len(tokens):
        both = " ".join(tokens[at : at + 2])
        joined = both in known and at + 1 < len(tokens)
        yield both if joined else tokens[at]
        at += 2 if joined else 1
