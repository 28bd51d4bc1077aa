"""Finding a statutory form's row labels in a report's text, whatever became of the table around them.

The labels of a form are known and come in a known order. Every place where a label could stand is found first; the
rows are then the heaviest chain of places that keeps the form's order (a weighted longest increasing subsequence), so
that a label that stands twice in a form (被依法纠错数) or in the prose around it is told apart by its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from itertools import pairwise

from index.numerals import fold
from index.ontology import FormRow, ontology

_DROPPED = re.compile(r"[\s,:;《》<>“”\"'‘’〔〕\[\]|]")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d[.、])")
# The ordinal of a higher level right before a label: (六)其他 is no 3.其他 whose ordinal was lost.
_HIGHER = re.compile(r"[一二三四五六七八九十]\)\Z")
_OTHER = re.compile(r"(?P<number>\d)[.、]\Z")
_NOTE = re.compile(r"\([^()]{5,80}\)$")
# A note behind a label is part of it; a unit is not: the cell's reader needs it.
_UNIT_OR_NOTE = r"(?:\((?!单位)[^()]{5,80}\))?"
_LONGEST_PREFIX = 8
_MOST_IN_BLOCKS, _MORE_IN_BLOCKS = 300, 8
_SHORT = 4
_NO_LETTER = r"(?!(?!总计|合计|结转)[^\W\d_])"
NEGATIONS = frozenset("不未非无没")  # before a label they make it another: 未按时办结数
_SYNONYMS = (("其它", "其他"), ("政府微博", "政务微博"), ("政府微信", "政务微信"), ("本年度", "本年"))


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A stretch of text in the form that labels are compared in, with each character's offset in the text."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the squeezed text stands in the text."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def is_joined(self, index: int) -> bool:
        """Whether the character at `index` and the next one stand side by side in the text."""
        return index >= 0 and self.offsets[index] + 1 == self.offsets[index + 1]


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A form's row found in the text: the row's place in the form, and its label's span in the text.

    `glued` says that the label's ordinal is a bare digit right behind the cell before, so that nothing tells whether it
    is an ordinal or a figure, or the end of one. `misread` says that the label is not the row's to the letter,
    `reworded` that it stands in the row's place in words of its own.
    """

    row: int
    start: int
    end: int
    glued: bool = False
    misread: bool = False
    reworded: bool = False


def squeeze(text: str, start: int, end: int) -> Squeezed:
    """`text[start:end]` in plain width without white space, quotes, commas and colons; 其它 and its like unified."""
    folded = fold(text[start:end])
    chars: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(folded):
        if not _DROPPED.match(char):
            chars.append(char)
            offsets.append(start + index)
    return _unify("".join(chars), offsets)


def _unify(plain: str, offsets: list[int]) -> Squeezed:
    """Put standard wording for variants that are as long or longer, keeping each character's offset."""
    for variant, standard in _SYNONYMS:
        if variant not in plain:
            continue
        kept: list[int] = []
        behind = 0
        for match in re.finditer(variant, plain):
            kept += offsets[behind : match.start() + len(standard)]
            behind = match.end()
        offsets = kept + offsets[behind:]
        plain = plain.replace(variant, standard)
    return Squeezed(plain, tuple(offsets))


def align(squeezed: Squeezed, form: str) -> tuple[LabelHit, ...]:
    """The rows of `form` ("statistics-2014" or "applications") that stand in the text, in the form's order.

    Headings are found too: they end the row before them.
    """
    hits = _candidates(squeezed, form)
    return tuple(_heaviest_chain(hits))


def align_in_blocks(squeezed: Squeezed, form: str) -> tuple[LabelHit, ...]:
    """The rows of `form` of a table in two blocks side by side that is read from left to right, in the text's order:
    those of the form's first rows in one chain, those of the rest in another between them. None where a single chain
    has nearly as many."""
    items = _candidates(squeezed, form)
    rows = sorted({item[0].row for item in items})
    if len(items) > _MOST_IN_BLOCKS or len(rows) < len(_heaviest_chain(items)) + _MORE_IN_BLOCKS:
        return ()
    found: list[LabelHit] = []
    for cut in rows[1:]:
        first = _heaviest_chain([item for item in items if item[0].row < cut])
        rest = _heaviest_chain([item for item in items if item[0].row >= cut])
        both = sorted([*first, *rest], key=lambda hit: hit.start)
        apart = all(left.end <= right.start for left, right in pairwise(both))
        if len(both) > len(found) and apart and rest[0].start < first[-1].start:
            found = both
    return tuple(found) if len(found) >= len(_heaviest_chain(items)) + _MORE_IN_BLOCKS else ()


def _candidates(squeezed: Squeezed, form: str) -> list[tuple[LabelHit, int, int]]:
    found = []
    for row, (_, words) in enumerate(_patterns(form)):
        above = 0
        is_item = ontology().rows[form][row].labels[0][0].isdecimal()
        for match in words.finditer(squeezed.text):
            start = match.start()
            another = (is_item and _is_higher(squeezed, start)) or _has_other(squeezed, form, row, start)
            if not another and not _is_negated(squeezed, start):
                found.append(label_at(squeezed, form, row, match.span(), above))
            above = match.end()
    return sorted(found, key=lambda item: (item[1], item[0].row))


def _is_negated(squeezed: Squeezed, start: int) -> bool:
    return squeezed.text[start - 1 : start] in NEGATIONS and squeezed.is_joined(start - 1)


def _has_other(squeezed: Squeezed, form: str, row: int, start: int) -> bool:
    """Whether a short label has another number than its row's: 2.其他 is the beginning of a longer one, no 3.其他."""
    label = ontology().rows[form][row].labels[0]
    own, other = _ORDINAL.match(label), _OTHER.search(squeezed.text, max(0, start - 3), start)
    short = own is not None and len(label) - own.end() <= 2
    return bool(short and other and own and other["number"] != own.group()[0])


def _is_higher(squeezed: Squeezed, start: int) -> bool:
    return _HIGHER.search(squeezed.text, max(0, start - 2), start) is not None


def label_at(squeezed: Squeezed, form: str, row: int, words: tuple[int, int], above: int) -> tuple[LabelHit, int, int]:
    """The label of a row whose `words` stand at [start, end) of the squeezed text, with its number, which begins at
    `above` at the earliest; and where it stands in the squeezed text."""
    begin, end = words
    prefix, _ = _patterns(form)[row]
    ordinal = prefix.search(squeezed.text, max(above, begin - _LONGEST_PREFIX), begin)
    start = ordinal.start() if ordinal else begin
    digit = bool(ordinal and ordinal["digit"])
    if digit and not squeezed.is_joined(start):
        start += 1  # white space parts the digit from the label: it is the last of the cell before
    glued = digit and start < begin and squeezed.is_joined(start - 1)
    return LabelHit(row, *squeezed.span(start, end), glued=glued), start, end


def _heaviest_chain(items: Sequence[tuple[LabelHit, int, int]]) -> list[LabelHit]:
    """Of the candidates, in order of their starts, the chain of rising rows and parted spans that covers the most.

    Only the best finished chain of each row is kept, so that time grows with candidates times rows, not candidates
    squared: a file of nothing but labels must not hang a reader.
    """
    best: list[float] = []
    before: list[int] = []
    unfinished: list[tuple[int, int]] = []  # a heap of candidates by where they end
    finished: dict[int, tuple[float, int]] = {}  # row -> the weight of the best chain that ends there, and its index
    for here, (hit, start, end) in enumerate(items):
        while unfinished and unfinished[0][0] <= start:
            _keep_best(finished, items, best, heappop(unfinished)[1])
        weight, previous = _best_below(finished, hit.row)
        # Length is the evidence; the small cost of a gap prefers the nearer of two equal chains.
        skipped = hit.row - (items[previous][0].row if previous >= 0 else hit.row)
        best.append(weight + (end - start) - 0.01 * skipped)
        before.append(previous)
        heappush(unfinished, (end, here))
    return _walked_back(items, best, before)


def _keep_best(
    finished: dict[int, tuple[float, int]],
    items: Sequence[tuple[LabelHit, int, int]],
    best: Sequence[float],
    index: int,
) -> None:
    """Enter a finished candidate; of equal chains the earlier one stays."""
    row = items[index][0].row
    known = finished.get(row)
    if known is None or (best[index], -index) > (known[0], -known[1]):
        finished[row] = (best[index], index)


def _best_below(finished: Mapping[int, tuple[float, int]], row: int) -> tuple[float, int]:
    """The heaviest finished chain of a row before `row` and the index it ends at; 0.0 and -1 where there is none."""
    weight, previous = 0.0, -1
    for other, (sum_of, index) in finished.items():
        if other < row and (sum_of > weight or (sum_of == weight and 0 <= index < previous)):
            weight, previous = sum_of, index
    return weight, previous


def _walked_back(
    items: Sequence[tuple[LabelHit, int, int]], best: Sequence[float], before: Sequence[int]
) -> list[LabelHit]:
    chain: list[LabelHit] = []
    at = max(range(len(best)), key=best.__getitem__, default=-1)
    while at >= 0:
        chain.append(items[at][0])
        at = before[at]
    return chain[::-1]


@cache
def _patterns(form: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each row of the form, what stands before its words and its words. A pattern that begins with plain words is
    found many times faster than one that begins with what may be missing."""
    return tuple(
        (re.compile(_prefix(row.labels[0]) + r"\Z"), re.compile(_words(row) + _UNIT_OR_NOTE))
        for row in ontology().rows[form]
    )


def _words(row: FormRow) -> str:
    cores = sorted({core_of(label) for label in row.labels}, key=len, reverse=True)
    words = "|".join(re.escape(core).replace("、", "、?") + ("量?" if core.endswith("数") else "") for core in cores)
    # 其他 is not the beginning of 其他处理, nor 总计 that of 总计数量.
    whole = _NO_LETTER if len(cores[-1]) < _SHORT else ""
    return f"(?:{words}){whole}" if len(cores) > 1 or whole else words


def core_of(label: str) -> str:
    """A row's label without its ordinal, its note, white space and punctuation, as it is looked for."""
    core = label_words(label)
    return squeeze(core, 0, len(core)).text


def label_words(label: str) -> str:
    """A row's label in plain width without its ordinal and its note."""
    return _NOTE.sub("", _ORDINAL.sub("", fold(label)).removeprefix("其中"))


def _prefix(label: str) -> str:
    """The ordinal before a label's words, all of it optional: web text loses brackets, points and whole ordinals.

    The group `digit` holds an ordinal that is a digit and nothing else.
    """
    label = fold(label)
    ordinal = _ORDINAL.match(label)
    if ordinal is None:
        return r"(?P<digit>)(?:其中)?" if label.startswith("其中") else r"(?P<digit>)"
    words = ordinal.group().strip("、.()")
    if words.isdigit():
        return rf"(?:(?:其中)?(?:\({words}\)|{words}[.、)])|(?P<digit>{words}))?"
    return rf"(?P<digit>)(?:\(?{words}[)、]?)?"
