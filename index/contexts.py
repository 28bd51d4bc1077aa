"""What governs a clause: the part before a 其中, a bracket or a colon, or what an elliptical clause leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.clauses import Clause, Sentence
from index.figures import NumberSpan
from index.subjects import is_elliptical, trimmed

_AMONG = re.compile(r"[\0\s]*其中")
_LEAD_IN = re.compile(r"(?:看|方面|中|渠道|类型|类别|形式)$")
_RESPECTIVELY = re.compile(r"分别(?P<verb>[^,。;:、\d]{0,12})$")
_COPULA = re.compile(r"(?:为|是|有|达到?|共)?[\0\s]*$")
_NAMES_END = re.compile(r"是|为|等|均|两|三|四|五|申请量|数量")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"(?:19|20)\d\d年?度?(?:(?:[、,和与及]|以及)(?:19|20)\d\d年?度?)+(?!\d)")
# What the first name of a list opens with and the others share: 内容涉及户籍、交通、征地的分别为2件、3件、4件.
_SHARED = re.compile(r".*(?:涉及|关于|来自|有关|针对)(?=.)")
_BETWEEN = ("、", ",", "和", "与", "及", "以及")
_FURTHEST = 80
_MOST_CLAUSES = 40
_MOST_LEANT = 12


@dataclass(frozen=True, slots=True)
class Governor:
    """What governs a clause: its span in the paragraph."""

    start: int
    end: int


def governor(sentence: Sentence, index: int, figure: NumberSpan, elliptical: bool) -> Governor | None:
    """What governs the clause of `figure`, the sentence's clause `index`; None where it stands on its own."""
    at = among(sentence, index)
    whole, adds_up = _whole(sentence, at, figure) if at is not None else (None, False)
    leaning = (
        _previous(sentence, index, figure)
        if elliptical and not adds_up and (at is None or _leans(sentence, index))
        else None
    )
    if at is not None:
        return leaning or whole
    above = _bracketed(sentence, index) or _announced(sentence, index) or out_of(sentence, index)
    return above or leaning or _led_in(sentence, index)


def elliptical_start(sentence: Sentence, index: int, figure: NumberSpan) -> int:
    """Where to begin quoting an elliptical clause: at the clause that it leans on, if that is near."""
    start = sentence.lead_start(index)
    leant_on = _leant_on(sentence, index, start, figure)
    if leant_on is None or sentence.clauses[leant_on].depth != sentence.clauses[index].depth:
        return start
    above = sentence.lead_start(leant_on)
    return above if sentence.clauses[index].start - above <= _FURTHEST else start


def among(sentence: Sentence, index: int) -> int | None:
    """The clause that begins with the 其中 which the clause `index` stands under; None where it stands under none."""
    depth = sentence.clauses[index].depth
    for at in range(index, max(-1, index - _MOST_CLAUSES), -1):
        clause = sentence.clauses[at]
        if clause.depth < depth:
            break
        if clause.depth == depth and _AMONG.match(sentence.undated(clause)):
            return at
    return None


def _leans(sentence: Sentence, index: int) -> bool:
    """Whether a clause after 其中 speaks of the clause before it: `行政诉讼4件,已办结4件`."""
    above = sentence.clauses[index - 1] if index else None
    if above is None or not above.figures or above.sign != ",":
        return False
    return not is_elliptical(trimmed(sentence.prose.undated[above.start : above.figures[0].start]))


def _whole(sentence: Sentence, at: int, figure: NumberSpan) -> tuple[Governor | None, bool]:
    """The clause before 其中 whose figure is the sum of the parts; else, in the same unit, the nearest of the sentence
    or the first of the one before; else the nearest clause. And whether the parts add up to it."""
    depth = sentence.clauses[at].depth
    near = [index for index in range(at - 1, max(-1, at - _MOST_CLAUSES), -1) if sentence.clauses[index].depth <= depth]
    above = sentence if near else Sentence(sentence.prose, 0, 0, sentence.before, ())
    order = near or list(range(min(len(sentence.before), _MOST_CLAUSES)))
    alike = [index for index in order if _in_unit(above.clauses[index], figure)]
    parts = sum(part.exact for clause in sentence.clauses[at : at + _MOST_CLAUSES] for part in _in_unit(clause, figure))
    sums = [index for index in alike if any(whole.exact == parts for whole in _in_unit(above.clauses[index], figure))]
    chosen = [*sums, *alike, *(order if near else [])]
    whole = Governor(above.lead_start(chosen[0]), above.clauses[chosen[0]].end) if chosen else None
    return whole, bool(sums)


def out_of(sentence: Sentence, index: int) -> Governor | None:
    """The clause that says what a clause's figure is counted out of: `在答复的55件中,同意公开38件`."""
    depth = sentence.clauses[index].depth
    for earlier in range(index - 1, max(-1, index - _MOST_LEANT), -1):
        clause = sentence.clauses[earlier]
        if clause.sign in ";。" or clause.depth < depth:
            return None
        if clause.figures and clause.sign == "," and sentence.undated(clause).endswith("中"):
            return Governor(sentence.lead_start(earlier), clause.end)
    return None


def _in_unit(clause: Clause, figure: NumberSpan) -> list[NumberSpan]:
    """The clause's figures that `figure` may be a part of; a percentage may be one of any count."""
    return [
        other
        for other in clause.figures
        if other.base_unit == figure.base_unit or (figure.kind != "count" and other.kind == "count")
    ]


def _bracketed(sentence: Sentence, index: int) -> Governor | None:
    depth = sentence.clauses[index].depth
    for earlier in range(index - 1, max(-1, index - _MOST_CLAUSES), -1):
        if sentence.clauses[earlier].depth < depth:
            return Governor(sentence.lead_start(earlier), sentence.clauses[earlier].end)
    return None


def _announced(sentence: Sentence, index: int) -> Governor | None:
    """The clause before the last colon: `办理结果为:予以公开3件,部分公开1件`."""
    for earlier in range(index - 1, max(-1, index - _MOST_CLAUSES), -1):
        clause = sentence.clauses[earlier]
        if clause.sign == ":" and clause.depth <= sentence.clauses[index].depth:
            return Governor(sentence.lead_start(earlier), clause.end)
    return None


def _previous(sentence: Sentence, index: int, figure: NumberSpan) -> Governor | None:
    """The clause that an elliptical one leans on, in its own sentence or else in the one before."""
    lead = sentence.lead_start(index)
    at = _leant_on(sentence, index, lead, figure)
    if at is not None:
        return Governor(sentence.lead_start(at), sentence.clauses[at].end)
    if any(clause.end <= lead for clause in sentence.clauses[:index]):
        return Governor(sentence.lead_start(index - 1), sentence.clauses[index - 1].end)
    above = Sentence(sentence.prose, 0, 0, sentence.before, ())
    at = _leant_on(above, len(above.clauses), len(sentence.prose.text), figure)
    return None if at is None else Governor(above.lead_start(at), above.clauses[at].end)


def _leant_on(sentence: Sentence, index: int, before: int, figure: NumberSpan) -> int | None:
    """The nearest clause before the clause `index` and the place `before` that counts; for a count, one that also
    names what it counts."""
    for at in range(index - 1, max(-1, index - _MOST_LEANT), -1):
        clause = sentence.clauses[at]
        counts = [other for other in clause.figures if other.kind == "count"]
        if not counts or clause.end > before:
            continue
        words = trimmed(sentence.prose.undated[clause.start : counts[0].start])
        if figure.kind != "count" or not is_elliptical(words) or counts[0].end < clause.end:
            return at
    return None


def _led_in(sentence: Sentence, index: int) -> Governor | None:
    """The clause right before that says in what respect: `从申请渠道看,网络申请9件`."""
    if index == 0 or sentence.clauses[index - 1].figures:
        return None
    lead = sentence.clauses[index - 1]
    return Governor(lead.start, lead.end) if _LEAD_IN.search(sentence.undated(lead)) else None


# -- 分别为 -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Matched:
    """A figure after 分别为 with its name from the list before; `name` is empty where the two lists do not match. In a
    list of years (2017年、2018年分别举办3期、4期) `year` is its own."""

    name: str
    start: int
    end: int
    year: int | None = None


def respectively(sentence: Sentence) -> dict[int, Matched]:
    """The figures of `网络、信函…申请量分别为9件、3件` matched with their names, by where the figures start."""
    matched: dict[int, Matched] = {}
    for index, clause in enumerate(sentence.clauses):
        if not clause.figures:
            continue
        before = sentence.prose.undated[clause.start : clause.figures[0].start]
        sign = _RESPECTIVELY.search(before)
        listed = _listed(sentence, index) if sign else []
        if sign and len(listed) > 1:
            stem = _COPULA.sub("", sign["verb"])
            years = _years(sentence, clause.start, clause.start + sign.start(), len(listed))
            if years:
                words = _YEARS.sub("", sentence.prose.text[clause.start : clause.start + sign.start()])
                start, names = sentence.lead_start(index), [trimmed(words)] * len(listed)
            else:
                start, names = _names(sentence, index, before[: sign.start()], len(listed))
            for place, figure in enumerate(listed):
                name, year = names[place] + stem if names else "", years[place] if years else None
                matched[figure.start] = Matched(name, start, listed[-1].end, year)
    return matched


def _years(sentence: Sentence, start: int, end: int, count: int) -> list[int]:
    """The years of [start, end), if they are a list of `count`."""
    lists = list(_YEARS.finditer(sentence.prose.text, start, end))
    years = [int(year) for year in _YEAR.findall(lists[0][0])] if len(lists) == 1 else []
    return years if len(years) == count else []


def _listed(sentence: Sentence, index: int) -> list[NumberSpan]:
    """The figures that follow one another with nothing but 、 , or 和 between, from the clause's first on."""
    listed = [sentence.clauses[index].figures[0]]
    for figure in sentence.prose.figures_in(listed[0].end, sentence.end):
        if sentence.prose.text[listed[-1].end : figure.start] not in _BETWEEN:
            break
        listed.append(figure)
    return listed


def _names(sentence: Sentence, index: int, words: str, count: int) -> tuple[int, list[str]]:
    """The list of `count` names before 分别: in its own clause, in the one before (网络、信函是主要申请形式), or what
    the `count` clauses before count (当面申请3件、信函申请10件,分别占…)."""
    own = _split(words, count)
    if own:
        shared = _SHARED.match(own[0])
        return sentence.lead_start(index), [own[0], *((shared[0] if shared else "") + name for name in own[1:])]
    for earlier in range(index - 1, max(-1, index - 3), -1):
        clause = sentence.clauses[earlier]
        names = _split(_NAMES_END.split(sentence.undated(clause))[0], count) if not clause.figures else []
        if names:
            return sentence.lead_start(earlier), [name + trimmed(words) for name in names]
    counted = sentence.clauses[max(0, index - count) : index]
    names = [_counted_name(sentence, clause) for clause in counted if len(clause.figures) == 1]
    if len(names) == count and all(names) and not trimmed(words):
        return counted[0].start, names
    return sentence.clauses[index].start, []


def _counted_name(sentence: Sentence, clause: Clause) -> str:
    return trimmed(sentence.prose.undated[clause.start : clause.figures[0].start])


def _split(words: str, count: int) -> list[str]:
    """`words` as a list of `count` names, if it is one in just one way."""
    readings = {tuple(names) for names in _splits(words) if len(names) == count}
    return list(readings.pop()) if len(readings) == 1 else []


def _splits(words: str) -> Iterator[Sequence[str]]:
    for sign in ("、", "和|与|及|以及", "、|和|与|及|以及"):
        names = [trimmed(name) for name in re.split(sign, words)]
        if all(names):
            yield names
