"""Whether a Chinese sentence only shortens its evidence: the same words in the same order, nothing put in, and nothing
left out that the rest hangs on.

Likeness of meaning does not see who did it, whether it was done, or of how many it holds; the report's own words do.
Each clause of the sentence has to be found in one clause of a quote, from its beginning to its end, with gaps. A gap
may hold what narrows a thing down, and not a number, a not, a plan, a part for the whole, a body, or the seam of two
things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.verify_numbers import numbers
from index.numerals import fold
from index.segment import cut

_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_CLAUSE_END = re.compile(r"[,，：:]")
_QUOTATION = re.compile(r"[“”‘’\"'《》〈〉「」\s—~·+-]")
_NUMBER = re.compile(r"\x02[^\x03]*\x03")
_PIECES = re.compile(r"\x02[^\x03]*\x03|[^\x02]+")
# What a sentence may begin with of its own, and what a clause of a report begins with that may go.
_OPENING = re.compile(r"^(?:该|本)?报告(?:中|里)?(?:还|也|并)?(?:指出|提到|提出|显示|写道)[,:]?")
_BRACKETS = re.compile(r"[()（）〔〕\[\]【】]")
_LIST_MARK = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d\x02\x03]{1,6}[)）、.]+|[一二三四五六七八九十]{1,2}是|首先|其次|再次|最后)"
)
# Characters that say nothing of their own: what may be put in, and what may be left out.
_PUT_IN = frozenset("的了并也还和与及、,地")
_LEFT_OUT = frozenset("的了共并还也又且而均已其该和与及、,地得着为达")
_JOINS = re.compile(r"并且|而且|同时|以及|并|且")
_NOT = re.compile(
    r"没有|未曾|从未|并未|尚未|没|未(?!来|央|成年)|不(?!断|仅|但|同|动产|论|懈|久)|无(?!论|锡|线|障碍|纸|偿|人机)|非(?!常)|缺乏|缺少|缺"
)
_HANGS = re.compile(
    r"\x02|约|近(?!年)|余|逾|超|多数|大多|大部|少数|部分|个别|有的|有些|一些|某些|基本|初步|主要|几乎|绝大|以上|以下|左右"
    r"|至少|至多|最多|最少|只|仅|累计|平均|拟|将|计划|力争|争取|准备|打算|下一步|今后|明年|预计|应|需|如果|若|可能|可以|或"
    r"|尚|仍|(?<![主重需概纪])要(?![求点闻])|除|外|拒绝|驳回|撤销|停止|禁止|取消|避免|防止|杜绝|克服|解决|减少|减|降|增|升|超过|低于|高于|同比|环比|原"
)  # fmt: skip
_BODY = re.compile(
    r"(?:局|厅|委|办|中心|公司|集团|协会|银行|医院|学校|法院|检察院|站|所|科|省|市|州|县|区|镇|乡|村|街道|部门|单位|企业)"
)
# Bodies that are named beside what they did: who it was is lost with them.
_FOREIGN = re.compile(
    r"[\u3400-\u9fff]{1,10}?(?:局|厅|委员会|中心|公司|集团|协会|银行|医院|学校|法院|检察院|办事处|各县|各区|各镇|各乡|各部门|各单位|县区)"
)
_SCOPE = re.compile(
    r"下一步|今后|明年|下一年|拟|将(?!军)|计划|力争|争取|准备|打算|预计|如果|若(?!干)|除|部分|个别|少数|多数|有的|有些|一些|某些|不少"
)
_TIME = re.compile(r"(?:截至|截止|到)?(?:\x02[^\x03]*\x03[年月日度底份末]*)+|全年|今年|一年来|年内|其中")
_SEAM = re.compile(r"[、和与及或并而但再后]")
_SAYING_NOTHING = frozenset({"人员", "各类", "各种", "各项", "总计", "合计"})  # before a number
_LONGEST_GAP = 16


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a clause of a sentence stands: the quote's sentence, by its number, and the clause's place in it."""

    sentence: int
    clause: int


def added(text: str, quotes: Sequence[str]) -> str | None:
    """The first clause of `text` that shortens no clause of `quotes`; None where each does."""
    sentences = [part for quote in quotes for part in (*_sentences(_plain(quote)), [])]
    body = _OPENING.sub("", _plain(text))
    found: list[_Found] = []
    clauses = tuple(_clauses_of(body))
    for clause in clauses:
        places = _placed(clause, sentences, found)
        if places is None:
            return _shown(clause)
        found += places
    return None if found and _whole(",".join(clauses), sentences, found) else text


def _plain(text: str) -> str:
    """`text` folded and without quotation marks and spaces, each number in one form: 3期 and 三期 are the same."""
    plain = fold(text)
    made, at = [], 0
    for one in numbers(text):
        made += [plain[at : one.start], f"\x02{one.value.normalize():f}{one.kind[0]}{one.unit}\x03"]
        at = one.end
    return _QUOTATION.sub("", "".join([*made, plain[at:]])).lower()


def _sentences(plain: str) -> list[list[str]]:
    """The sentences of a quote, each as its clauses, without the marks of a list."""
    found = []
    for sentence in _SENTENCE_END.split(plain):
        clauses = [_bare(clause) for clause in _CLAUSE_END.split(sentence)]
        if any(clauses):
            found.append([clause for clause in clauses if clause])
    return found


def _clauses_of(plain: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(plain):
        for clause in _CLAUSE_END.split(sentence):
            bare = _bare(clause)
            if bare.strip("".join(_PUT_IN)):
                yield bare


def _bare(clause: str) -> str:
    return _BRACKETS.sub("", _LIST_MARK.sub("", clause))


def _placed(clause: str, sentences: Sequence[Sequence[str]], before: Sequence[_Found]) -> list[_Found] | None:
    """Where `clause` stands, or its two halves at a joining word; None where it does not."""
    own = _place(clause, sentences, before)
    if own is not None:
        return [own]
    for join in _JOINS.finditer(clause):
        front, behind = clause[: join.start()], clause[join.end() :]
        first = _place(front, sentences, before) if front else None
        second = _place(behind, sentences, [*before, *([first] if first else [])])
        if second is not None and (first is not None or not front):
            return [first, second] if first else [second]
    return None


def _place(clause: str, sentences: Sequence[Sequence[str]], before: Sequence[_Found]) -> _Found | None:
    """The clause of a quote that `clause` shortens: where the last one was found first, so that a subject goes on."""
    words = tuple(_words(clause))
    order = sorted(range(len(sentences)), key=lambda at: not any(one.sentence == at for one in before[-1:]))
    for at in order:
        for place, quoted in enumerate(sentences[at]):
            if _shortens(words, quoted):
                return _Found(at, place)
            # A comma that a shorter sentence does not need.
            if place + 1 < len(sentences[at]) and _shortens(words, f"{quoted},{sentences[at][place + 1]}"):
                return _Found(at, place)
    return None


def _words(clause: str) -> Iterator[str]:
    for piece in _PIECES.findall(clause):
        if piece.startswith("\x02"):
            yield piece
        else:
            yield from (word for word in cut(piece) if word.strip())


@lru_cache(maxsize=4096)
def _shortens(words: tuple[str, ...], quoted: str) -> bool:
    """Whether `quoted`, a clause, says `words` in their order, with nothing in between that they hang on."""
    return bool(words) and _goes_on(words, 0, quoted, 0, "", set())


def _goes_on(
    words: Sequence[str], at: int, quoted: str, start: int, last: str, tried: set[tuple[int, int, str]]
) -> bool:
    """Whether the words from `at` on are found from `start` on, `last` being the word found before; `tried` is where
    they are known not to be."""
    if (at, start, last) in tried:
        return False
    tried.add((at, start, last))
    if at == len(words):
        return _is_idle(quoted[start:])
    word = words[at]
    if (
        set(word) <= _PUT_IN
        and not quoted.startswith(word, start)
        and _goes_on(words, at + 1, quoted, start, last, tried)
    ):
        return True
    for form in _forms(word):
        place = quoted.find(form, start)
        while place >= 0 and place - start <= _LONGEST_GAP:
            if _may_go(quoted, start, place, last, form) and _goes_on(
                words, at + 1, quoted, place + len(form), form, tried
            ):
                return True
            place = quoted.find(form, place + 1)
    return False


def _forms(word: str) -> Iterator[str]:
    """`word` as a report may write it: a not by its other words, and without what says nothing of its own."""
    yield word
    if word in {"没有", "未", "没", "无", "未曾"}:
        yield from (one for one in ("没有", "未", "没", "无") if one != word)
    elif word == "需要":
        yield "需"
    elif word == "进行":
        yield ""
    bare = word.strip("".join(_PUT_IN))
    if bare != word and len(bare) > 1 and not word.startswith("\x02"):
        yield bare


def _may_go(quoted: str, start: int, end: int, last: str, word: str) -> bool:
    """Whether what stands in `quoted` between the words `last` and `word` may be left out."""
    gap = quoted[start:end]
    if _is_idle(gap):
        return True
    # Who did it, and what narrows down what is denied: nobody for that is not nobody.
    if not last or _NOT.search(quoted[:start]) or not {start, end} <= _edges(quoted):
        return False
    if "," in gap or _HANGS.search(gap) or _BODY.search(gap) or _SEAM.search(gap.rstrip("、和与及或").lstrip("的")):
        return False
    if word.startswith("\x02") and gap not in _SAYING_NOTHING:
        return False
    return gap.endswith("、") if _NOT.search(gap) else True


@lru_cache(maxsize=1024)
def _edges(quoted: str) -> frozenset[int]:
    """Where the words of `quoted` begin and end."""
    found, at = {0}, 0
    for word in _words(quoted):
        at = quoted.find(word, at)
        found |= {at, at + len(word)}
        at += len(word)
    return frozenset(found)


def _is_idle(gap: str) -> bool:
    return all(character in _LEFT_OUT for character in gap) or gap in {"等", "等等", "()", "全年", "年度"}


def _whole(body: str, sentences: Sequence[Sequence[str]], found: Sequence[_Found]) -> bool:
    """Whether the sentence says with its clauses what they hang on: who, and of which part or under which condition."""
    foreign: int | None = None
    for place, one in enumerate(found):
        heads = [other.clause for other in found[:place] if other.sentence == one.sentence]
        if not _stands_alone(one, sentences[one.sentence], heads, begins=place == 0):
            return False
        earlier = ",".join(sentences[one.sentence][: one.clause])
        if any(word not in body for word in _SCOPE.findall(earlier)):
            return False
        if any(word not in body for word in _FOREIGN.findall(earlier)):
            return False
        said = sentences[one.sentence][one.clause]
        if foreign not in {None, one.sentence} and not (one == _Found(foreign + 1, 0) or _FOREIGN.match(said)):
            return False
        foreign = one.sentence if _FOREIGN.search(said) or one.sentence == foreign else None
    return True


def _stands_alone(one: _Found, sentence: Sequence[str], heads: Sequence[int], begins: bool) -> bool:
    """Whether a clause does not hang on what stands before it in the report: on what its figure is a part of."""
    first = next((place for place, clause in enumerate(sentence) if not _TIME.fullmatch(clause)), 0)
    if one.clause <= first or any(place <= first for place in heads):
        return True
    return begins and not _NUMBER.search(sentence[one.clause])


def _shown(clause: str) -> str:
    return _NUMBER.sub(lambda match: match[0][1:-2], clause)
