"""Whether a figure is of several things together of which a question names one alone.

Of 建议和提案521件 nobody knows how many are 提案, of 依托档案馆、图书馆设置查阅点30个 not how many are in libraries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.lexicon import lexicon
from assistant.model import Term
from assistant.tabled import is_tabled
from index.model import Quantity, Report
from index.numerals import fold

_HAN = r"[\u3400-\u9fff]"
_JOIN = r"(?:、|以及|[和与及暨或/])"
_TAIL = "信箱|热线|专栏|公开|发布|申请|办理|信息|事项|账号|平台|渠道|方式|等|类|号|件"
_DONE = re.compile(r"(?:公开|发布|转载|转发|受理|收到|开展|举办|组织|提供|推送|制作)$")
# A word, what may stand between it and the one that it is joined to (微博公开和微信公开), and that one.
_BEHIND = re.compile(rf"(?P<goes_on>(?:{_TAIL}){{0,2}})[”\"]?{_JOIN}[“\"]?(?P<other>{_HAN}{{2,14}})")
_BEFORE = re.compile(rf"(?P<other>{_HAN}{{2,14}})[”\"]?{_JOIN}[“\"]?(?P<opening>{_HAN}{{0,6}}?)$")
_CLOSE = 2
_EACH = re.compile(r"分别|各(?:自|是|为|有)")
_JOINS = re.compile(_JOIN)


def is_of_several(terms: Sequence[Term], named: Sequence[Term], report: Report, quantity: Quantity) -> bool:
    """Whether `quantity` counts something that `terms` name together with something that not even `named`, all the
    words of the question, do."""
    clause = fold(report.text[quantity.start : quantity.at])
    clause = (
        fold(quantity.subject) if is_tabled(quantity, report.text) else clause
    )  # beside a table's figure stand the words of others
    if _EACH.search(clause):
        return False
    strong, others_named = ([one for one in each if _tells(one)] for each in (terms, named))
    for term in strong:
        words = sorted((word for word in term.words if len(word) > 1 and word in clause), key=len, reverse=True)
        others = [one for one in (*strong, *others_named) if one.words != term.words]
        if words and any(not _is_named(joined, others, term) for joined in _joined_to(words[0], clause)):
            return True
    return False


def _tells(term: Term) -> bool:
    """Whether a word tells one thing from another: 信息 and the topic (申请) do not."""
    return not term.weak and lexicon().firm_zh.isdisjoint(term.words)


@dataclass(frozen=True, slots=True)
class _Joined:
    """A word with the ones that open it (`own`), and the `other` thing that it is joined to."""

    own: str
    other: str


def _is_named(joined: _Joined, terms: Sequence[Term], own: Term) -> bool:
    """Whether a question names the other thing, too, by words that are not those of both (行政 of 行政许可和行政处罚),
    or what it calls the word itself is in it."""
    apart = [word for term in terms for word in term.words if word not in joined.own]
    return any(len(word) > 1 and (word in joined.other or joined.other in word) for word in (*apart, *own.words))


def _joined_to(word: str, clause: str) -> Iterator[_Joined]:
    """What is joined to `word` in `clause`, with a word for and or without one (建议提案)."""
    for match in re.finditer(re.escape(word), clause):
        before, behind = clause[: match.start()], clause[match.end() :]
        own = before[-_CLOSE:] + word
        if joined := _BEHIND.match(behind):
            yield _Joined(own + joined["goes_on"], joined["other"])
        joined = _BEFORE.search(before)
        if joined and _is_beside(joined["other"], joined["opening"], word) and not _is_done(joined["other"], behind):
            yield _Joined(joined["opening"] + word, joined["other"])
        yield from (_Joined(word, other) for other in _kin_beside(word, before, behind))


def _is_done(other: str, behind: str) -> bool:
    """Whether `other` ends in what was done and the word that it is joined to says the same (发布或转载政策解读),
    instead of both ending in it (微博公开和微信公开)."""
    done = _DONE.search(other)
    return done is not None and not behind.startswith(done.group())


def _is_beside(other: str, opening: str, word: str) -> bool:
    """Whether what stands before an and is joined to `word` itself and not to the words that open it: of 政府及部门网站
    both are bodies whose sites they are, of 政务微博和政务微信 both are platforms."""
    if not opening:
        return True
    tail = other[-len(opening + word) :]
    alike = tail.startswith(opening) or (len(opening) > 1 and opening[:2] in other)
    return alike or any(_kin_of(word, kin) and any(other.endswith(one) for one in kin) for kin in lexicon().kin_zh)


def _kin_of(word: str, kin: Sequence[str]) -> bool:
    return any(word.endswith(one) for one in kin)


def _kin_beside(word: str, before: str, behind: str) -> Iterator[str]:
    """The things of one kind with `word` that stand right beside it, as 提案 stands beside 建议."""
    for kin in lexicon().kin_zh:
        if not _kin_of(word, kin):
            continue
        for other in kin:
            if word.endswith(other):
                continue
            near = behind.find(other, 0, len(other) + _CLOSE)
            if near >= 0 and not _JOINS.search(behind[:near]):
                yield other
            if (at := before.rfind(other)) >= 0 and len(before) - at - len(other) <= _CLOSE:
                yield other
