"""A question in a conversation → a reading that stands alone, without a model.

What the question leaves out is taken from the reading before it: the place of "其中网上申请的有几件?", the subject of
"那衡山县呢?", place and subject of "and in 2017?". What it says itself is never overridden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.columns import applicant_named, is_of_applications
from assistant.disclosure_rows import in_row_named
from assistant.grounds import of_grounds
from assistant.lexicon import lexicon
from assistant.matching import root_of
from assistant.model import Place, Reading
from assistant.subject import Subject, subject
from assistant.taken import has_subject, with_subject, words
from index.ontology import ontology
from index.places import gazetteer

# What the parts of an indicator have in common, which a follow-up leaves out.
_FAMILIES = {
    "proactive_total": {"zh": "公开", "en": "items"},
    "applications_received": {"zh": "申请", "en": "applications"},
    "handled_total": {"zh": "申请", "en": "applications"},
    "reconsideration_total": {"zh": "行政复议", "en": "reconsiderations"},
    "litigation_total": {"zh": "行政诉讼", "en": "lawsuits"},
}

# A level said alone is that of the place talked of, or of the one that holds it.
_THE_WHOLE = re.compile(
    r"(?:那么?)?(?:全|整个|本)([省市州县区])(?:的|范围)?(?:呢|怎么样|情况)?[？?]?"
    r"|(?:and |what about |how about |in |for )*the (?:whole|entire) (province|prefecture|city|county|district)\W*",
    re.I,
)
_WHOLES = {
    "省": ("省", "自治区"), "市": ("市",), "州": ("州",), "县": ("县",), "区": ("区",), "province": ("省", "自治区"),
    "prefecture": ("州", "市", "盟", "地区"), "city": ("市",), "county": ("县",), "district": ("区",),
}  # fmt: skip
_STEPS = (
    (re.compile(r"次年|翌年|第二年|下一年|后一年|\b(?:the )?(?:next|following) year\b|\bthe year after\b", re.I), 1),
    (
        re.compile(
            r"(?<![比较与同])(?:前一年|上一年|上年|头一年)|\bthe (?:previous|preceding) year\b|\bthe year before\b",
            re.I,
        ),
        -1,
    ),
)
# The year that growth is counted from, beside the one talked of: 比2021年增长多少, "as an increase on 2021".
_AGAINST = re.compile(
    r"[比较]20\d\d年?|(?:on|over|from|than|against|since|with|to)\s+(?:that (?:of|in)\s+)?(?:19|20)\d\d\b",
    re.I,
)
_RATE = re.compile(r"率$|满意度")
_RATE_ALONE = re.compile(
    r"\W*(?:那么?|其中)?的?(?:按[时期]|及时|群众|总)?(?:办结|答复|回复|办理|满意|好评)[率度](?:呢|是多少|多少|有多高)?\W*"
    r"|\W*(?:and |what (?:is|was|about|were) |how (?:high|about) (?:is|was)? ?)*(?:the |its |their )?"
    r"(?:overall |public )?(?:on-time )?(?:completion|satisfaction|response|reply|handling|resolution) rate\W*",
    re.I,
)
_OF_THOSE = re.compile(r"其中|\b(?:of|among) (?:them|these|those|which)\b", re.I)
_HOW_KNOWN = re.compile(
    r"\b(?:how (?:did|do) you (?:get|calculate|compute|know|arrive|work|come)|where (?:did|do) you (?:get|find)"
    r"|where (?:does|did|is) (?:that|this|it) (?:come|from)"
    r"|how (?:is|was) (?:that|this|it) (?:calculated|computed|worked))\b"
    r"|(?:怎么|如何)(?:算|计算|得)(?:出来?|来)?的|(?:依据|根据|出处|来源)(?:是|在)?(?:什么|哪里?|哪儿)|从哪里?(?:来|看出来)的",
    re.I,
)
# What relates the figures asked for last to each other, where it names no others.
_RELATING = frozenset({"difference", "sum", "average", "ratio", "compare", "highest", "lowest", "growth", "rank"})
# What an issuer has of its own, and no issuer is asked for by.
_OWN_PARTS = re.compile(
    r"哪[个些家]?(?:部门|处室|科室|机构|乡镇|镇街|街道)|\bwhich (?:department|division|township)s?\b", re.I
)
_WHOSE = re.compile(r"哪[个些里家份]|谁|几个|which|who|how many (?:places|reports)", re.IGNORECASE)
# All places that there are, and not those talked of (这些地方).
_EVERYWHERE = re.compile(
    r"(?<![这那]些)(?<!上述)(?<!以上)(?:各地|各个(?:地方|地区)|(?:所有|全部)的?(?:地方|地区|报告|政府))"
    r"|\b(?:all (?:the )?|every |each |across (?:all |the )+)(?:places?|regions?|areas?|governments?|reports?)\b"
    r"|\beverywhere\b",
    re.I,
)


def stand_alone(current: Reading, earlier: Sequence[Reading]) -> Reading:
    """`current` completed from the conversation `earlier`, oldest first."""
    completed: list[Reading] = []
    for reading in (*earlier, current):
        before = completed[-1] if completed else None
        related = _related(reading, completed)
        completed.append(related or _asked_again(reading, before) or _completed(reading, before))
    return completed[-1]


def _asked_again(reading: Reading, before: Reading | None) -> Reading | None:
    """ "How did you get that?": the question before it, whose answer names all that it rests on."""
    if before is None or not _HOW_KNOWN.search(reading.text) or reading.places or reading.years or reading.asked:
        return None
    return replace(before, question=reading.question, understood_as=words(reading, [before.question.text]))


def _related(reading: Reading, earlier: Sequence[Reading]) -> Reading | None:
    """ "哪个多？", "what is the difference?": the figures that the questions before it asked for, beside each other,
    where those were one thing of several places or years; None for any other question."""
    if reading.operation not in _RELATING or not earlier or reading.places or reading.departments or reading.years:
        return None
    last = earlier[-1]
    if not last.numeric or has_subject(reading) or not (last.asked or last.terms):
        return None
    same = [last]
    for one in reversed(earlier[:-1]):
        if (one.asked, one.terms) != (last.asked, last.terms):
            break
        same.insert(0, one)
    places = list({place.paths: _of_year(place, one) for one in same for place in one.places}.values())
    departments = tuple(dict.fromkeys(department for one in same for department in one.departments))
    years = tuple(sorted({year for one in same for year in one.years}))
    if len(places) + len(departments) < 2 and len(years) < 2:
        return None
    taken = [*(place.words for place in places), *(one.words for one in departments), *map(str, years)]
    taken += [asked.words for asked in last.asked if asked.words]
    found = replace(with_subject(reading, last), places=tuple(places), departments=departments, years=years)
    return replace(found, numeric=True, about_reports=True, understood_as=words(reading, taken))


def _of_year(place: Place, reading: Reading) -> Place:
    """A place with the one year that it was asked about."""
    return replace(place, year=reading.years[0]) if len(reading.years) == 1 else place


def _completed(reading: Reading, before: Reading | None) -> Reading:
    if before is None or not before.about_reports or reading.operation == "catalogue" or _is_small_talk(reading):
        return reading
    reading = _of_same_name(_from_years_before(_of_the_whole(reading, before), before), before)
    reading = _about_problems(reading, before)
    reading = _of_those(_on_what_grounds(reading, before), before)
    reading = _of_same_family(_with_applicant(reading, before), before)
    reading = _rate_of_the_same(reading, before)
    has_place = bool(reading.places or reading.departments)
    own_subject = has_subject(reading) and not _only_parts(reading)
    if has_place and own_subject:
        return reading
    taken: list[str] = []
    if not has_place and (before.places or before.departments) and not _asks_whose(reading):
        taken += [place.words for place in before.places] + [one.words for one in before.departments]
        reading = replace(reading, places=before.places, departments=before.departments)
    if not (reading.years or reading.recent or reading.all_years) and before.years:
        taken += map(str, before.years)
        reading = replace(reading, years=before.years, inherited_years=True)
    if not own_subject:
        taken += [asked.words for asked in before.asked if asked.words]
        reading = with_subject(reading, before)
    elif _continues_fact(reading, before):
        reading = replace(reading, operation=before.operation, fact=before.fact)
    if before.numeric and reading.operation == "look_up":
        reading = replace(reading, numeric=True)
    if not taken:
        return reading
    return replace(reading, about_reports=True, understood_as=words(reading, taken))


def _is_small_talk(reading: Reading) -> bool:
    talk = lexicon().small_talk[reading.question.language]
    return not reading.about_reports and talk.search(reading.text) is not None


def _only_parts(reading: Reading) -> bool:
    """ "哪个部门最多？": which of its parts is asked, and not of what."""
    words = [term.words[0] for term in reading.terms if not term.weak]
    named = _OWN_PARTS.search(reading.text)
    return named is not None and not reading.asked and all(word in named.group() for word in words)


def _with_applicant(reading: Reading, before: Reading) -> Reading:
    """ "其中商业企业的呢?" after a question about applications: the same row, another column."""
    if reading.operation == "without" and all(one.applicant for one in reading.asked[1:]):
        return _without_columns(reading, before)
    applicant = applicant_named(reading.text, reading.question.language)
    rows = [asked for asked in before.asked if any(is_of_applications(code) for code in asked.codes)]
    if reading.asked or applicant is None or not rows:
        return reading
    asked = tuple(replace(one, applicant=applicant) for one in rows)
    return replace(reading, asked=asked, terms=before.terms, operation=before.operation, topic=None, fact=None)


def _without_columns(reading: Reading, before: Reading) -> Reading:
    """ "除了自然人呢？" after a row of the applications table: that row, less the columns named."""
    row = before.asked[0] if before.asked and is_of_applications(before.asked[0].codes[0]) else None
    if row is None or row.applicant is not None or not row.sure:
        return reading
    return replace(reading, asked=tuple(replace(row, applicant=one.applicant) for one in reading.asked))


def _of_same_name(reading: Reading, before: Reading) -> Reading:
    """ "南京的呢?" after 福州市鼓楼区: the place of that name there as well, beside the city itself."""
    if len(before.places) != 1 or len(reading.places) != 1 or reading.departments or has_subject(reading):
        return reading
    name, place = before.places[0].paths[0][-1:], reading.places[0]
    inside = [(*path, *name) for path in place.paths if path and gazetteer().entry((*path, *name)) is not None]
    inside = [path for path in inside if path not in before.places[0].paths]  # 柯桥区 after its own 平水镇
    if not inside or before.places[0].issuers or place.issuers:
        return reading
    return replace(reading, places=(replace(place, paths=(*place.paths, *inside)),))


def _of_the_whole(reading: Reading, before: Reading) -> Reading:
    """ "全省呢?" after a county: the province that it lies in, and not the county once more."""
    match = _THE_WHOLE.fullmatch(reading.text.strip())
    if match is None or reading.places or len(before.places) + len(before.departments) != 1:
        return reading
    endings = _WHOLES[next(filter(None, match.groups())).lower()]
    places = before.places or tuple(one.place for one in before.departments if one.place)
    paths = tuple(
        path[:length]
        for place in places
        for path in place.paths
        for length in range(len(path), 0, -1)
        if path[length - 1].endswith(endings)
    )
    return replace(reading, places=(Place(paths[0][-1], paths[:1]),), about_reports=True) if paths else reading


def _about_problems(reading: Reading, before: Reading) -> Reading:
    """ "怎么整改的?", "what did it do about them?" after the problems: what was done, and not which there are."""
    handled = lexicon().handled[reading.question.language].search(reading.text)
    if before.topic != "problems" or handled is None or reading.topic is not None or reading.asked:
        return reading
    if any(not term.weak and term.words[0] not in handled.group() for term in reading.terms):
        return reading
    return replace(reading, topic="plans", terms=(), operation="narrative")


def _on_what_grounds(reading: Reading, before: Reading) -> Reading:
    """ "Why?" after applications that were refused: the grounds, each with its figure."""
    grounds = of_grounds(replace(reading, asked=before.asked, terms=before.terms))
    if not grounds.breakdown or reading.places or reading.departments:
        return reading
    return grounds


def _of_those(reading: Reading, before: Reading) -> Reading:
    """ "其中办结多少？" after 热线受理多少诉求: of those, and not of the applications that 办结 alone would mean."""
    free = before.numeric and before.terms and not any(asked.sure for asked in before.asked)
    if not free or not _OF_THOSE.search(reading.text) or reading.places or reading.departments:
        return reading
    carried = tuple(term for term in before.terms if not term.weak)
    own = (replace(term, weak=False) for term in reading.terms)  # what is said of them alone tells them apart
    return replace(reading, asked=(), terms=tuple({term.words: term for term in (*own, *carried)}.values()))


def _rate_of_the_same(reading: Reading, before: Reading) -> Reading:
    """ "满意率呢?" after 热线受理了多少诉求: the rate of that, and of nothing else."""
    rate = reading.measure == "%" or reading.operation == "share"
    if not rate or before.asked or not before.numeric or reading.places or reading.departments:
        return reading
    if not _RATE_ALONE.fullmatch(reading.subject):
        return reading
    carried = tuple(term for term in before.terms if not term.weak and not _RATE.search(term.words[0]))
    return replace(reading, terms=(*carried[:1], *reading.terms), asked=())


def _asks_whose(reading: Reading) -> bool:
    """Whether the place is what is asked for (哪个地区收到的最多), or every place is (各地一共), so that none is to be
    taken from before."""
    if _EVERYWHERE.search(reading.text):
        return True
    among_places = reading.operation in {"highest", "lowest", "rank", "count"} and _WHOSE.search(reading.text)
    return bool(among_places) and not _OWN_PARTS.search(reading.text)


def _from_years_before(reading: Reading, before: Reading) -> Reading:
    """ "次年呢", "and the year before?": counted from the year talked of, not from today."""
    if reading.operation in {"growth", "difference", "ratio"} and len(reading.years) == 1 == len(before.years):
        against = reading.years[0] != before.years[0] and _AGAINST.search(reading.text)
        return replace(reading, years=tuple(sorted({*reading.years, *before.years}))) if against else reading
    if not before.years or (reading.years and not reading.relative_year):
        return reading
    for pattern, step in _STEPS:
        if pattern.search(reading.text):
            terms = tuple(term for term in reading.terms if not pattern.search(term.words[0]))
            return replace(reading, years=(before.years[-1] + step,), relative_year=None, terms=terms)
    return reading


def _of_same_family(reading: Reading, before: Reading) -> Reading:
    """ "信函的呢?" after "网络申请几件", "网站呢" after a channel: the words left out are those that the two share."""
    row = in_row_named(reading.subject, before.asked[0].codes[0]) if before.asked and before.asked[0].codes else None
    if row is not None and before.asked[0].sure:
        return replace(reading, asked=(replace(before.asked[0], codes=(row,)),), terms=(), numeric=True)
    if reading.asked or not reading.terms or not before.numeric or reading.operation == "fact":
        return reading
    if not before.asked or not before.asked[0].codes:
        return reading
    if not before.asked[0].sure or reading.topic in {"problems", "plans"}:
        return reading
    found = next(filter(None, (_named_with(reading, before, words) for words in _left_out(before, reading))), None)
    if found is None:
        return reading
    operation = before.operation if reading.operation in {"look_up", "narrative"} else reading.operation
    return replace(reading, asked=found.asked, terms=found.terms, operation=operation, numeric=True)


def _left_out(before: Reading, reading: Reading) -> Iterator[str]:
    """What a follow-up may have left unsaid, with the codes that it can then mean: what the parts of one table have in
    common, and the name of what was asked for, of which it asks for a part or a neighbour."""
    code, language = before.asked[0].codes[0], reading.question.language
    family = _FAMILIES.get(root_of(code))
    if family is not None:
        yield family[language]
    yield ontology().terms[code].name(language)


def _named_with(reading: Reading, before: Reading, words: str) -> Subject | None:
    """The subject of `reading` where `words` stand beside its own; None where they do not name
    another indicator for sure."""
    found = subject(f"{reading.text} {words}", reading.question.language)
    return found if found.asked and found.asked[0].sure and found.asked != before.asked else None


def _continues_fact(reading: Reading, before: Reading) -> bool:
    """ "分管的副县长呢" after "县长是谁": words alone, no figure asked for."""
    return (
        before.operation == "fact" and reading.operation == "look_up" and not reading.asked and reading.measure is None
    )
