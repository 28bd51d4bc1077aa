"""Where a question names indicators of the ontology, and how much of it each name covers."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.aliases import MASK, aliases_en, aliases_zh, alike, stem
from assistant.lexicon import lexicon
from assistant.model import Language
from index.ontology import ontology

TOKEN_EN = re.compile(r"[A-Za-z][A-Za-z'-]*|\d+|[\u3400-\u9fff]+")
_WORD_EN = re.compile(r"[A-Za-z][A-Za-z']*|\d+|[\u3400-\u9fff]+")
HAN = re.compile(r"[\u3400-\u9fff]")
# Words that most questions hold and that tell no indicator from another.
_GENERIC = re.compile(
    r"(?:政府|政务)?信息公开|(?:政府|政务)信息|主动公开|公开|信息|政务|发布|政府|\binformation\b|\bdisclos\w+|\bpublish\w*|\bitems?\b|\bpieces?\b",
    re.I,
)
_COMMON = re.compile(
    r"依申请公开|依申请|申请|提交|提出|收到|受理|接到|接收|办理|处理|数量|总数|总量|总计|合计|\bapplications?\b|\brequests?\b|\breceived?\b"
    r"|\bsubmitted\b|\bfiled\b|\bhandled\b|\bheld\b",
    re.I,
)
_GENERIC_WEIGHT, _COMMON_WEIGHT, _STOP_WEIGHT = 0.03, 0.05, 0.3
# What is applied for: the indicators beside which handling is a mere verb, and those of the applications table.
APPLIED = frozenset({"applications_received", "handled_total", "fees_charged", "carried_over_in", "carried_over_out"})
_ROWS = frozenset(row.code for row in ontology().rows["applications"] if row.code)
APPLICATION_CODES = _ROWS | {
    code for code, term in ontology().terms.items() if term.parts and _ROWS.issuperset(term.parts)
}


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator and the characters of the question that name it."""

    code: str
    covered: frozenset[int]


def root_of(code: str) -> str:
    """The indicator that `code` is in the end a part of."""
    while (parent := ontology().terms[code].parent) is not None:
        code = parent
    return code


def without_wholes(matches: Sequence[Match]) -> list[Match]:
    """`matches` without an indicator beside a part of it that says more (工作人员里兼职多少): the part is asked for."""
    return [
        whole
        for whole in matches
        if not any(whole.code in _above(part.code) and not part.covered <= whole.covered for part in matches)
    ]


def _above(code: str) -> set[str]:
    """The indicators that `code` is a part of."""
    found: set[str] = set()
    while (parent := ontology().terms[code].parent) is not None:
        found.add(parent)
        code = parent
    return found


def matches_zh(text: str) -> Iterator[Match]:
    yield from _best_of(_covers_zh(text), weights_of(text))


def matches_en(text: str) -> Iterator[Match]:
    yield from _best_of(_covers_en(text), weights_of(text))


def _best_of(covers: Iterable[tuple[str, frozenset[int]]], weights: Sequence[float]) -> Iterator[Match]:
    """The best of the places where each indicator is named."""
    best: dict[str, tuple[float, frozenset[int]]] = {}
    for code, covered in covers:
        weight = sum(weights[at] for at in covered)
        if weight > best.get(code, (0.0, covered))[0]:
            best[code] = weight, covered
    return (Match(code, covered) for code, (_, covered) in best.items())


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


def _covers_en(text: str, codes: Container[str] | None = None) -> Iterator[tuple[str, frozenset[int]]]:
    words = [(match.group().lower(), match.span()) for match in _WORD_EN.finditer(text)]
    stems = [alike(word) for word, _ in words]
    for code, aliases in aliases_en():
        if codes is not None and code not in codes:
            continue
        for alias in aliases:
            at = _places_of(alias, stems)
            if at is not None:
                spans = [words[index][1] for index in at]
                yield code, frozenset(index for low, high in spans for index in range(low, high))


def _places_of(alias: Sequence[str], stems: Sequence[str]) -> list[int] | None:
    """Where the words of `alias` stand among a question's: anywhere, but in one run with its neighbours where one of
    them is a word that every question holds (concluded, on time; carried over to)."""
    found: list[int] = []
    for run in _runs(tuple(alias)):
        starts = (at for at in range(len(stems)) if tuple(stems[at : at + len(run)]) == run)
        first = next(starts, None)
        if first is None:
            return None
        found += range(first, first + len(run))
    return found or None


@cache
def _runs(alias: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The words of `alias`, those together that have to stand together."""
    runs: list[list[str]] = []
    for at, word in enumerate(alias):
        common = word in _COMMON_STEMS
        joined = at > 0 and (alias[at - 1] in _COMMON_STEMS or (common and _COMMON_STEMS.issuperset(alias[at:])))
        if joined:
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple(map(tuple, runs))


_COMMON_STEMS = frozenset(stem(word) for word in ("in", "on", "by", "to", "from", "over", "for", "the"))


def with_wholes(matches: Sequence[Match]) -> list[Match]:
    """Each match with the words that name what it is a part of (refused, beside trade secrets): they are its own too.
    Those of a whole table (applications) are every row's."""
    covered = {match.code: match.covered for match in matches}
    found = []
    for match in matches:
        words, code = match.covered, ontology().terms[match.code].parent
        while code is not None:
            above = ontology().terms[code].parent
            words |= covered.get(code, frozenset()) if above is not None else frozenset()
            code = above
        found.append(Match(match.code, words))
    return found


def said_otherwise(text: str, codes: Sequence[str], language: Language) -> frozenset[int]:
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


def again(text: str, covered: frozenset[int]) -> frozenset[int]:
    """`covered` with every further place where the same words stand (2016年网络申请与2017年网络申请)."""
    said = "".join(char if index in covered else MASK for index, char in enumerate(text))
    words = {word for word in said.split(MASK) if len(word.strip()) > 1}
    patterns = (rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words)
    more = (index for pattern in patterns for one in re.finditer(pattern, text) for index in range(*one.span()))
    return covered | frozenset(more)


def by_form(codes: Sequence[str]) -> list[tuple[str, ...]]:
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
    forms = ({row.code for row in form} for form in ontology().rows.values())
    rows = (set(columns.values()) for columns in ontology().disclosure.values())
    return any({one, other} <= codes for codes in forms) or any({one, other} <= codes for codes in rows)


def weights_of(text: str) -> list[float]:
    """What each character tells: little where it belongs to a word that every such question holds."""
    weights = [1.0] * len(text)
    for match in _COMMON.finditer(text):
        weights[slice(*match.span())] = [_COMMON_WEIGHT] * len(match.group())
    for match in _GENERIC.finditer(text):
        weights[slice(*match.span())] = [_GENERIC_WEIGHT] * len(match.group())
    for match in TOKEN_EN.finditer(text):
        if match.group().lower() in lexicon().stop_en:
            weights[slice(*match.span())] = [_STOP_WEIGHT] * len(match.group())
    return weights
