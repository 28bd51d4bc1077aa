"""What a chat model says of quotes → why it may not be shown, or nothing where it may.

The model is believed in nothing: its ids must be those of quotes from one report, its figures must stand in them and
count the same, its names and dates must be theirs, no small word may turn it round, and what is left must be like them
in meaning. Every doubt costs the sentence, whose place the report's own words take.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.english_words import means
from assistant.model import Citation, Language
from assistant.verify_numbers import unsaid
from assistant.verify_shortened import added
from assistant.verify_translated import misplaced, untranslated
from assistant.verify_wording import turned_round
from index.places import gazetteer

Likeness = Callable[[str, Sequence[str]], Sequence[float]]
"""A sentence and quotes → how near in meaning it is to each, between -1 and 1 (the cosine of their embeddings)."""

LONGEST = 500  # characters of a sentence
# Cosines of the default embedding: faithful sentences lie at 0.81 and above, as do most lies, which the words find out;
# what this bounds is a sentence on something else altogether, or on another piece of evidence.
_ALIKE, _NEARER = 0.8, 0.02
_ACTS = re.compile(r"https?://|www\.|[<>`|\\]|\]\(|!\[|\*\*|__|^#|[\x00-\x1f\u202a-\u202e\u2066-\u2069]", re.M)
# What is neither a letter nor a figure nor the punctuation of a plain sentence: >30, ≠, ✗, a question mark.
_MARKS = re.compile(r"(?<![A-Za-z])[-–—]|[-–—](?![A-Za-z])|[^\w\s,，.。;；:：、“”‘’\"'()（）《》〔〕%％–—-]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_BODY = re.compile(
    r"[\u3400-\u9fff]{2,12}?(?:局|厅|委员会|委办|办公室|研究院|法院|检察院|学院|大学|中心|公司|集团|协会|银行|医院|学校)"
)
_NAMED = re.compile(r"(?<![.!?:;] )(?<!^)(?<![\"“(])\b[A-Z][A-Za-z'’-]+")
_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
# Words that English writes with a capital whatever they name.
_COMMON = frozenset(
    "government governments people people's office offices bureau department departments commission committee council"
    " county counties city cities district districts province town township prefecture municipality state party"
    " regulations regulation law act chinese china internet wechat weibo chapter section article report annual general"
    " open information disclosure administrative reconsideration litigation centre center the i".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that a model wrote, the ids that it names, and the language that it should be in."""

    text: str
    evidence: tuple[int, ...]
    language: Language


def unsupported(told: Told, citations: Mapping[int, Citation], likeness: Likeness) -> str | None:
    """Why `told` may not be shown, in a few words; None where its evidence supports it.

    `citations` are all the pieces of evidence that the model saw, by id. The cheap questions come first.
    """
    return next((doubt for doubt in _doubts(told, citations, likeness) if doubt), None)


def _doubts(told: Told, citations: Mapping[int, Citation], likeness: Likeness) -> Iterator[str | None]:
    cited = [citations[one] for one in told.evidence if one in citations]
    if not cited or len(cited) < len(told.evidence):
        yield "it names no evidence, or evidence that was not given"
        return
    if len({one.report for one in cited}) > 1:
        yield "it rests on several reports at once"
    quotes = [one.quote for one in cited]
    quoted = "\n".join(quotes)
    if _ACTS.search(told.text) or len(told.text) > LONGEST:
        yield "it is no plain sentence"
    mark = next((one for one in _MARKS.findall(told.text) if one not in quoted), None)
    yield mark and f"{mark} is not in its evidence"
    if _other_language(told):
        yield "it is in another language"
    carried = "\n".join(f"{one.title} {one.issuer} {one.region} {' '.join(one.section)}" for one in cited)
    years = frozenset(Decimal(one.year) for one in cited)
    number = unsaid(told.text, quotes, years, told.language)
    yield number and f"{number} is not said of this in its evidence"
    name = _strange_name(told, quoted, carried)
    yield name and f"{name} is not in its evidence"
    yield turned_round(told.text, quoted, told.language)
    if told.language == "zh":
        clause = added(told.text, quotes)
        yield clause and f"{clause} is not in the words of its evidence"
    else:
        word = untranslated(told.text, quotes, "\n".join(f"{one.issuer} {one.region}" for one in cited))
        yield word and f"its evidence has nothing for {word}"
        clause = misplaced(told.text, quotes, years)
        yield clause and f"its evidence says otherwise of {clause}"
    yield _unlike(told, citations, likeness)


def _other_language(told: Told) -> bool:
    han, latin = len(_HAN.findall(told.text)), sum(map(len, _LATIN_WORD.findall(told.text)))
    return han <= latin if told.language == "zh" else latin <= 2 * han


def _strange_name(told: Told, quoted: str, carried: str) -> str | None:
    """The first proper name of the sentence that neither its evidence nor what the evidence is of holds."""
    known = f"{quoted}\n{carried}"
    for mention in gazetteer().find(told.text):
        names = {mention.words, *(name for place in mention.candidates for name in (place.name, _bare(place.name)))}
        if mention.certain and not any(name in known for name in names):
            return mention.words
    if told.language == "zh":
        bodies = (match[0] for match in _BODY.finditer(told.text))
        latin = (word for word in _LATIN_WORD.findall(told.text) if len(word) > 1)
        return next((one for one in (*bodies, *latin) if not _holds(known, one)), None)
    return next((name for name in _NAMED.findall(told.text) if not _is_theirs(name, known)), None)


def _holds(known: str, name: str) -> bool:
    """Whether the evidence has the name; a body's may have words in front that are no part of it (由市教育局)."""
    return any(name[start:].lower() in known.lower() for start in range(min(len(name) - 2, 6) + 1))


def _is_theirs(name: str, known: str) -> bool:
    word = name.lower().removesuffix("'s").removesuffix("’s")
    if word in _MONTHS:
        return f"{_MONTHS[word]}月" in known.replace(" ", "")
    if word in _COMMON or means(word, known):
        return True
    return any(place.name in known or _bare(place.name) in known for place in gazetteer().lookup(name))


def _bare(name: str) -> str:
    return name[:-1] if len(name) > 2 else name


def _unlike(told: Told, citations: Mapping[int, Citation], likeness: Likeness) -> str | None:
    """Whether the sentence is not near enough in meaning to its evidence, or nearer to another piece."""
    ids = list(citations)
    near = dict(zip(ids, likeness(told.text, [citations[one].quote for one in ids]), strict=True))
    own = max(near[one] for one in told.evidence)
    if own < _ALIKE:
        return f"it is not like its evidence ({own:.2f})"
    others = max((alike for one, alike in near.items() if one not in told.evidence), default=-1.0)
    if others - own > _NEARER:
        return "it is more like other evidence than its own"
    return None
