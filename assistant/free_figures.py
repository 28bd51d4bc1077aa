"""Free figures: which figure of a report's running text answers a question, if any does.

Every strong word of the question has to be found where the figure stands: in its subject, its clause, what governs the
clause, or its section's heading. And the figure's own subject has to be explained by the question: a figure of
something more particular (利用"某某"公众号发布) does not answer a question for the whole. What passes is ranked; two
different figures that pass equally well are no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.explained import explained, headed
from assistant.lexicon import lexicon
from assistant.measures import fits
from assistant.model import Term
from assistant.planned import is_planned
from assistant.settings import thresholds
from assistant.tabled import is_of_a_part
from assistant.zones import Zones, zones_of
from index.model import Quantity, Report
from index.numerals import fold
from index.stated_scope import of_some_months
from index.stated_whose import is_another_body, is_other_place

_IN_SUBJECT, _IN_CLAUSE, _IN_CONTEXT, _IN_LEAD, _IN_SENTENCE, _IN_HEADING = 1.0, 0.85, 0.8, 0.75, 0.5, 0.5
_PARTIAL = 0.66
# What a word that says the same (县市 for 区县) is worth beside the very word.
_ANOTHER_WORD = 0.97
# Says of a figure that it was gathered over the years, and of no part of that (累计9860条，其中2012年1985条).
_SO_FAR = "累计"
_LONG = 4
_DENIES = re.compile(r"均[不未无]|[不未]涉及|不存在")
# A figure a day or a month, which answers only who asks for that.
_JOIN = "(?:[、和与及]|以及)"
_PER_TIME = re.compile(r"[日月周]均|平?均?每[天日月周]")
_TIMES = re.compile(rf"{_PER_TIME.pattern}|半年|季度|月")
_NAMED = re.compile(r"[“\"]([^”\"]{2,})[”\"]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may answer: how well the question's words are covered, and how much of its subject they explain."""

    quantity: Quantity
    covered: float
    explained: float

    @property
    def score(self) -> float:
        return self.covered + 0.5 * self.explained


@dataclass(frozen=True, slots=True)
class _Asks:
    """What a figure is looked for with: the question's words, those it must hold, and what it counts in."""

    terms: tuple[Term, ...]
    strong: tuple[Term, ...]
    measure: str | None
    closely: bool


def candidates(
    report: Report,
    terms: Sequence[Term],
    measure: str | None,
    *,
    closely: bool = False,
    counted: bool = False,
    among: Sequence[Quantity] | None = None,
) -> list[Candidate]:
    """The figures of a report on its year that hold all that `terms` ask for, best first.

    `closely`: every strong word has to stand at the figure itself, not only in its sentence or heading; for a question
    that names an indicator which the report does not have. `counted`: the question can only be answered by a figure.
    `among`: those that may answer; the others still stand before their clauses.
    """
    if all(word.isdecimal() for term in terms for word in term.words):
        return []  # a number alone names nothing
    asks = _Asks(tuple(terms), tuple(term for term in terms if not term.weak) or tuple(terms), measure, closely)
    text, sections, year = report.text, report.sections, report.identity.year
    direct: list[Candidate] = []
    leaning: list[Candidate] = []
    before, of_kind = 0, False
    allowed = None if among is None else {(one.at, one.at_end) for one in among}
    for quantity in report.quantities:
        previous, before = before, max(before, quantity.at_end)
        # Beside a figure of the same kind (网站100条，微信20条) a clause speaks of its own thing alone.
        alone, of_kind = not of_kind, fits(measure, quantity.unit)
        if allowed is not None and (quantity.at, quantity.at_end) not in allowed:
            continue
        of_other = is_other_place(quantity.scope) or is_another_body(quantity.scope)
        if not of_kind or (quantity.year is not None and quantity.year != year) or of_other:
            continue
        zones = zones_of(quantity, text, sections, previous)
        if (
            is_of_a_part(quantity, text, terms)
            or _names_another(zones.subject, terms)
            or (quantity.value and _DENIES.search(zones.clause))
        ):
            continue
        if _of_shorter_time(quantity, zones, text) and not any(_TIMES.search(word) for t in terms for word in t.words):
            continue
        denied = not quantity.value and not any(char.isdigit() for char in text[quantity.at : quantity.at_end])
        # A denial says of nothing but its own words that it did not happen.
        own = replace(asks, closely=True) if denied else asks
        candidate = _candidate(own, quantity, zones)
        if candidate is not None:
            direct.append(candidate)
        elif alone and (candidate := _leaning(own, quantity, zones)) is not None:
            leaning.append(candidate)
    direct, leaning = (
        [one for one in each if not is_planned(one.quantity, text, sections, year)] for each in (direct, leaning)
    )
    found = _wholes(_without_joined(direct or leaning, asks.strong, text), text)
    return _explained_enough(_counted_so(found, measure), asks, counted or measure is not None)


def _of_shorter_time(quantity: Quantity, zones: Zones, text: str) -> bool:
    """Whether a figure is of a day or of some months (日均访问, 上半年收到) and so says nothing of its year."""
    opening = max(text.rfind(end, 0, quantity.at) for end in "。；\n") + 1
    return _PER_TIME.search(zones.subject) is not None or of_some_months(fold(text[opening : quantity.at]))


def _wholes(found: Sequence[Candidate], text: str) -> list[Candidate]:
    """`found` without what is only a part of another that holds the words as well (工作人员86名，其中专职人员12名)."""
    return [
        one
        for one in found
        if not any(whole.covered >= one.covered and _is_part(one.quantity, whole.quantity, text) for whole in found)
    ]


def _is_part(part: Quantity, whole: Quantity, text: str) -> bool:
    """Whether `part` is given as a part of `whole`."""
    alike = whole.at < part.at and whole.base_unit == part.base_unit
    return alike and text[whole.at : whole.at_end] in part.context


def _without_joined(found: Sequence[Candidate], strong: Sequence[Term], text: str) -> list[Candidate]:
    """`found` without a whole of several things, where one of its parts is the one that is asked for (建议和提案521件，
    其中建议302件、提案219件)."""
    if len(strong) != 1:
        return list(found)

    def is_asked(part: Quantity, whole: Quantity) -> bool:
        own = [word.lower() for word in strong[0].words if word.lower() in part.subject.lower()]
        other = (rf"{_JOIN}[^、和与及]{{0,2}}{re.escape(word)}|{re.escape(word)}{_JOIN}" for word in own)
        return not re.search(_JOIN, part.subject) and any(re.search(pattern, whole.subject) for pattern in other)

    return [
        whole
        for whole in found
        if not any(
            _is_part(one.quantity, whole.quantity, text) and is_asked(one.quantity, whole.quantity) for one in found
        )
    ]


def _counted_so(found: Sequence[Candidate], measure: str | None) -> list[Candidate]:
    """Those of `found` that are counted in the very word asked for, where their subjects say as much as the others'."""
    exact = [one for one in found if measure is not None and one.quantity.unit.endswith(measure)]
    best_of = max((one.covered for one in exact), default=0.0)
    return [one for one in found if one in exact or one.covered > best_of] if exact else list(found)


def _candidate(asks: _Asks, quantity: Quantity, zones: Zones, elliptic: bool = False) -> Candidate | None:
    covered = [_coverage(term, zones, elliptic) for term in asks.strong]
    if not _enough(asks.strong, covered, asks.closely):
        return None
    weakly = all(term.weak or not lexicon().weak_zh.isdisjoint(term.words[:1]) for term in asks.terms)
    # What an account is called is nothing to be explained (“某某发布”微信公众号 for a question about 微信).
    subjects = {zones.subject, _NAMED.sub("", zones.subject) or zones.subject}
    counted_so = asks.measure is None or quantity.unit.endswith(asks.measure)
    by_head = headed(zones, asks.strong, by_item=counted_so)
    told = max(*(explained(one, asks.terms, weakly) for one in subjects), by_head)
    return Candidate(quantity, _mean(covered) + _bonus(asks.terms, zones), told)


def _leaning(asks: _Asks, quantity: Quantity, zones: Zones) -> Candidate | None:
    """A figure whose clause leans on the ones before it for what it counts (举办开放日14场，参加群众2150人次), where it
    holds something of the question itself and is of the measure asked for."""
    if asks.closely or asks.measure is None or not any(_in_subject(term, zones) for term in asks.terms):
        return None
    return _candidate(asks, quantity, zones, elliptic=True)


def _explained_enough(found: Sequence[Candidate], asks: _Asks, counted: bool) -> list[Candidate]:
    """Those of `found` whose subject the question explains, best first; one that no other figure contends with needs
    less of an explanation where only a figure can answer."""
    sure = thresholds()
    least = sure.explained_by_one if sum(len(term.words[0]) for term in asks.strong) < _LONG else sure.explained
    explained = [one for one in found if one.explained >= least]
    alone = len({(one.quantity.exact, one.quantity.unit) for one in found}) == 1
    if not explained and alone and counted:
        explained = [one for one in found if one.explained >= sure.explained_alone]
    return sorted(explained, key=lambda candidate: -candidate.score)


def _enough(terms: Sequence[Term], covered: Sequence[float], closely: bool) -> bool:
    """Whether the words are found near enough: each in the sentence or a heading, one at the figure itself; `closely`,
    all but the topic (申请) at the figure."""
    firm, sure = lexicon().firm_zh, thresholds()
    least = [sure.covered_at_figure if closely and firm.isdisjoint(term.words) else sure.covered for term in terms]
    return (
        all(one >= need for one, need in zip(covered, least, strict=True))
        and max(covered, default=0.0) >= sure.covered_at_figure
    )


def best(found: Sequence[Candidate]) -> list[Candidate]:
    """The best figure and those that say the same; nothing where another figure fits as well and says otherwise."""
    if not found:
        return []
    top = found[0]
    near = [one for one in found if top.score - one.score <= thresholds().tie]
    if any(one.quantity.exact != top.quantity.exact for one in near):
        return []
    return [one for one in found if one.quantity.exact == top.quantity.exact and one.quantity.unit == top.quantity.unit]


def _names_another(subject: str, terms: Sequence[Term]) -> bool:
    """Whether the subject is of something named in quotes that the question does not name, neither by its name nor by
    what it is (“某某”公众号, 公众号“某某” for a question about the 公众号)."""
    known = [word.lower() for term in terms for word in term.words]
    asked = tuple(word.lower() for term in terms if not term.weak for word in term.words)
    return any(
        not any(word in match[1] for word in known)
        and not subject[match.end() :].startswith(asked)
        and not subject[: match.start()].endswith(asked)
        for match in _NAMED.finditer(subject)
    )


def _in_subject(term: Term, zones: Zones) -> bool:
    return any(len(word) > 1 and word.lower() in zones.subject for word in term.words)


def _coverage(term: Term, zones: Zones, elliptic: bool = False) -> float:
    """How near to the figure a word stands; with `elliptic` the clauses before the figure's own count too."""
    places = (
        (zones.subject, _IN_SUBJECT),
        (zones.clause, _IN_CLAUSE),
        (zones.context, _IN_CONTEXT),
        (zones.lead, _IN_LEAD),
        *(((zones.beside, _IN_LEAD),) if elliptic else ()),
        (zones.sentence, _IN_SENTENCE),
        (zones.heading, _IN_HEADING),
    )
    best_of = 0.0
    for word in term.words:
        as_asked = word in _own_words(term)
        for zone, worth in places[:2] if word == _SO_FAR else places:
            if _stands_in(word.lower(), zone):
                best_of = max(best_of, worth if as_asked or worth <= _IN_LEAD else _ANOTHER_WORD * worth)
                break
        else:
            best_of = max(best_of, _partly(word.lower(), zones))
    return best_of


def _own_words(term: Term) -> tuple[str, ...]:
    """The word as the question has it; all that an English one may mean."""
    return term.words if term.words[-1].isascii() else term.words[:1]


def _stands_in(word: str, zone: str) -> bool:
    """Whether `word` is in `zone`; a number only as a whole one (12345, but not the 3 of 2023)."""
    if word.isdecimal():
        return re.search(rf"(?<!\d){word}(?!\d)", zone) is not None
    # 村务, 县务 and 厂务 are about a village, a county and a factory, and not theirs.
    return word in zone if len(word) > 1 else re.search(rf"{re.escape(word)}(?!务)", zone) is not None


def _partly(word: str, zones: Zones) -> float:
    """A long word whose pairs of characters nearly all stand there (财政预决算 for 财政预算、决算)."""
    if len(word) < 4 or word.isascii():
        return 0.0
    pairs = [word[index : index + 2] for index in range(len(word) - 1)]
    zone = zones.subject + zones.clause + zones.context
    share = sum(pair in zone for pair in pairs) / len(pairs)
    return 0.6 * share if share >= _PARTIAL else 0.0


def _bonus(terms: Sequence[Term], zones: Zones) -> float:
    weak = 0.05 * sum(any(word.lower() in zones.subject for word in term.words) for term in terms if term.weak)
    subject = _without_weak_end(zones.subject, terms)
    ends = any(subject.endswith(word.lower()) for term in terms if not term.weak for word in _own_words(term))
    return weak + 0.1 * ends


def _without_weak_end(subject: str, terms: Sequence[Term]) -> str:
    """The subject without what the question says was done with it (旗县公开: 旗县)."""
    ends = (word.lower() for term in terms if term.weak for word in term.words)
    return next((subject.removesuffix(word) for word in ends if word and subject.endswith(word)), subject)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def parts_of(whole: Quantity, quantities: Sequence[Quantity], text: str) -> list[Quantity]:
    """The figures that the report gives as parts of `whole` (其中…): those whose governing clause holds it."""
    stated = text[whole.at : whole.at_end]
    return [
        one for one in quantities if one.at > whole.at and stated in one.context and one.unit[-1:] == whole.unit[-1:]
    ]
