"""What a question counts, by the words around its how many: a noun, a part of a whole, two things at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.lexicon import lexicon
from assistant.model import Reading, Term
from assistant.narrowed import counts
from index.model import Quantity, Report
from index.numerals import fold

# Behind a whole, the part of it that is asked for.
_PART = re.compile(r"(?:当中|其中|之中|里面|里头)[,，]?的?(?P<part>[^,，。；;？?]{2,})")
_COUNTED_NOUN = re.compile(
    r"(?:多少|(?<!哪)几)[个家名位所处户]([\u3400-\u9fff]+)"
    r"|((?:部门|单位|机关|乡镇|街道)|(?<=的)[县区镇乡村])有?(?:多少|几)[个家]"
)
# A word right behind a figure that is what it counts, and nothing that was done with it.
_NOUN = re.compile(r"(?![均全都已进开参被由为以并和及与的其在办得按通实完共有用至到比较同占是])[\u3400-\u9fff]")
_BEHIND_FIGURE, _OPENING = 14, 6
_PAUSE = re.compile(r"[,，。;；:：()（）\n\d]")
_BODY, _PEOPLE = re.compile(r"(?:部门|单位|机关|[省市县区镇乡村])$"), frozenset({"人", "人次", "名"})
_HAN, _JOIN = r"[\u3400-\u9fff]", r"(?:[、和与及]|以及)"
_JOINS = re.compile(_JOIN)
# Behind the word for a place, what makes it another's (46个县直部门 are no counties).
_OF_BODY = "[直级域内外委办属]|政府|部门|单位"


def inside(quantities: Sequence[Quantity], reading: Reading) -> tuple[Quantity, ...]:
    """`quantities`, or where the question asks for some of a whole (正常运维的网站当中县级部门网站有几个), those whose
    subject holds all that is said of the part, if there are any."""
    match = _PART.search(reading.text)
    said = match["part"] if match else ""
    part = [term for term in reading.terms if not term.weak and term.words[0] in said and len(term.words[0]) > 1]
    held = tuple(one for one in quantities if part and all(counts(one, term) for term in part))
    return held or tuple(quantities)


def of_the_noun(quantities: Sequence[Quantity], reading: Reading, report: Report) -> tuple[Quantity, ...]:
    """`quantities` without those behind which something else stands than what the question counts (多少个部门的预算: of
    233个部门的19项主要内容 the 19 are no departments), or that and more (100个部门和乡镇)."""
    asked = _COUNTED_NOUN.search(reading.text)
    said = next(filter(None, asked.groups())) if asked else ""
    noun = _noun(said, reading.terms)
    if noun is None:
        return tuple(quantities)
    names = "|".join(map(re.escape, noun.words))
    joined = re.compile(
        rf"(?P<other>{_HAN}{{1,6}}?){_JOIN}{_HAN}{{0,4}}?(?:{names})|{_HAN}{{0,4}}?(?:{names}){_JOIN}(?={_HAN})"
    )

    def fits(one: Quantity) -> bool:
        behind = _PAUSE.split(fold(report.text[one.at_end : one.at_end + _BEHIND_FIGURE]))[0]
        if not _NOUN.match(behind):
            loose = one.base_unit not in _PEOPLE and not _BODY.search(noun.words[0])
            return loose or one.subject.endswith(noun.words)
        several = joined.match(behind)
        named = several is not None and _JOINS.search(said) is not None
        stands = any(re.search(f"{re.escape(word)}(?!{_OF_BODY})", behind) for word in noun.words)
        return stands and (several is None or named)

    return tuple(filter(fits, quantities))


def _noun(said: str, terms: Sequence[Term]) -> Term | None:
    """The word that `said` opens with; behind one that narrows it (市直部门), the one for what bodies they are."""
    opening = said[:_OPENING]
    bodies = [one for one in terms if not one.weak and len(one.words[0]) > 1 and _BODY.search(one.words[0])]
    named = min(
        (one for one in bodies if one.words[0] in opening), key=lambda one: opening.index(one.words[0]), default=None
    )
    return named or next((one for one in terms if not one.weak and said.startswith(one.words[0])), None)


def set_beside(reading: Reading) -> tuple[Term, ...]:
    """The two words of a question that counts both (建议和提案多少件, 建议提案多少件); empty where there are none."""
    strong = [term for term in reading.terms if not term.weak and len(term.words[0]) > 1]
    for one, other in pairwise(strong):
        of_a_kind = any({one.words[0], other.words[0]} <= set(kin) for kin in lexicon().kin_zh)
        if of_a_kind and one.words[0] + other.words[0] in reading.text:
            return one, other
        if re.search(rf"{re.escape(one.words[0])}{_JOIN}{_HAN}{{0,4}}?{re.escape(other.words[0])}", reading.text):
            return one, other
    return ()
