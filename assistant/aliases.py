"""What questions may call an indicator: its name, its other names, and the label of its row in every statutory form.

A name is a set of parts, each of which a question has to hold: 集中采购 金额. The labels come from the forms themselves
(`ontology.yaml`), so that whoever asks for a cell by the words of its row is understood whatever the row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.lexicon import lexicon
from index.ontology import ontology

MASK = "\0"
# The name of the field itself, wherever it is not what is counted (信息公开了多少条).
OF_DISCLOSURE = re.compile(
    r"(?:政府信息与政务|政府信息和政务|政府信息|信息|政务)公开(?:工作)?(?!\0*(?:了|多少|总|数|量|几|条|共|栏(?!目)|$))"
)
# What a word of the aliases is called in full.
_FULL_NAMES = {
    "规范性文件": "行政规范性文件",
    "专项经费": "政府信息公开专项经费",
    "诉讼": "行政诉讼",
    "复议": "行政复议",
}


Alias = tuple[str, ...]
"""The parts of a name, each of which has to stand in the question."""

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+\.|其中)+")
_BRACKETED = re.compile(r"\([^)]*\)$")
_PUNCTUATION = re.compile(r"[《》“”\"：、,，/]|(?:总?次数|数量|数)$")
# Rows of reconsideration and of litigation carry the same labels: what they belong to has to be said.
_DISPUTES = re.compile(r"行政(复议|诉讼)")
# A label of less (总计, 其他) belongs to too many rows.
_LEAST_LABEL = 3
# What follows the name of a group (其他处理：申请人无正当理由逾期不补正) names the row alone where it is this long.
_LEAST_OWN = 8


def mask(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with the characters of `spans` replaced, so that offsets stay and nothing joins across them."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = MASK * (end - start)
    return "".join(chars)


@cache
def aliases_zh() -> tuple[tuple[str, tuple[Alias, ...]], ...]:
    """Each indicator's code with the Chinese names that questions may use, the longest part of each first."""
    labels = _labels()
    found = []
    for term in ontology().terms.values():
        aliases = [_parts(term.zh), *(tuple(alias.split()) for alias in term.ask_zh)]
        aliases += [tuple(_FULL_NAMES.get(part, part) for part in parts) for parts in aliases]
        aliases += labels.get(term.code, [])
        unique = dict.fromkeys(tuple(sorted(parts, key=len, reverse=True)) for parts in aliases)
        found.append((term.code, tuple(unique)))
    return tuple(found)


def _parts(name: str) -> Alias:
    return tuple(OF_DISCLOSURE.sub(" ", _PUNCTUATION.sub(" ", name)).split())


def _labels() -> dict[str, list[Alias]]:
    """The labels of each indicator's row in the statutory forms, as names."""
    rows = [(row.code, label) for form in ontology().rows.values() for row in form if row.code for label in row.labels]
    named = [(code, label, _parts(_BRACKETED.sub("", _NUMBERING.sub("", label)))) for code, label in rows]
    of_label: dict[Alias, set[str]] = {}
    for code, _, parts in named:
        of_label.setdefault(parts, set()).add(code)
    found: dict[str, list[Alias]] = {}
    for code, label, parts in named:
        if sum(map(len, parts)) < _LEAST_LABEL:
            if _NUMBERING.match(label):
                found.setdefault(code, []).append((label,))  # with its number (3.其他) it is that row and no other
            continue
        dispute = _DISPUTES.match(ontology().terms[code].zh)
        if len(of_label[parts]) == 1:
            found.setdefault(code, []).append(parts)
        if dispute:
            found.setdefault(code, []).append((*parts, dispute[1]))
    for term in ontology().terms.values():
        own = term.zh.partition("：")[2]
        if len(own) >= _LEAST_OWN:
            found.setdefault(term.code, []).append(_parts(own))
    for row, columns in ontology().disclosure.items():
        for column, code in columns.items():
            found.setdefault(code, []).append((row, *_parts(column)))
    return found


@cache
def aliases_en() -> tuple[tuple[str, tuple[Alias, ...]], ...]:
    """Each indicator's code with the English names that questions may use, as stems."""
    return tuple(
        (
            term.code,
            tuple(tuple(alike(word) for word in re.findall(r"[\w']+", alias)) for alias in (term.en, *term.ask_en)),
        )
        for term in ontology().terms.values()
    )


@cache
def alike(word: str) -> str:
    """What an English word and those that say the same (refusal, refused) have in common."""
    return _same().get(stem(word), stem(word))


@cache
def _same() -> dict[str, str]:
    return {stem(word): stem(other) for word, other in lexicon().same_en.items()}


@cache
def stem(word: str) -> str:
    """An English word without the endings that questions vary (applications, received, publishing)."""
    word = word.lower().removesuffix("'s")
    for ending, least in (("ies", 4), ("ing", 6), ("ed", 5), ("es", 5), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            base = word[: -len(ending)]
            return (base + "y" if ending == "ies" else base).rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word
