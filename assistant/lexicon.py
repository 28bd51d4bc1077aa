"""The words of questions, as `lexicon.yaml` states them, compiled once per process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Topic:
    """A section people ask about: what reports call it, how questions name it in both languages, and its headings."""

    name: str
    name_zh: str
    zh: re.Pattern[str]
    en: re.Pattern[str]
    heading: re.Pattern[str]


@dataclass(frozen=True)
class Lexicon:
    """What `lexicon.yaml` says, in the form the rooms use it."""

    stop_zh: re.Pattern[str]
    stop_words_zh: frozenset[str]
    weak_zh: frozenset[str]
    firm_zh: frozenset[str]
    firm_en: frozenset[str]
    stop_en: frozenset[str]
    weak_en: frozenset[str]
    kin_zh: tuple[tuple[str, ...], ...]
    synonyms: dict[str, tuple[str, ...]]
    measures: dict[str, frozenset[str]]
    operations: dict[str, dict[str, re.Pattern[str]]]
    breakdown: dict[str, re.Pattern[str]]
    catalogue: dict[str, re.Pattern[str]]
    topics: tuple[Topic, ...]
    handled: dict[str, re.Pattern[str]]
    narrative: dict[str, re.Pattern[str]]
    facts: dict[str, dict[str, re.Pattern[str]]]
    about_reports: dict[str, re.Pattern[str]]
    small_talk: dict[str, re.Pattern[str]]
    idioms: dict[str, dict[str, re.Pattern[str]]]
    same_en: dict[str, str]
    glossary: dict[str, tuple[str, ...]]
    departments: dict[str, tuple[str, ...]]
    department_fields: tuple[str, ...]
    department_fields_en: dict[str, str]
    surnames: str


@cache
def lexicon() -> Lexicon:
    """The lexicon that the package ships."""
    data = yaml.safe_load(resources.files("assistant").joinpath("lexicon.yaml").read_text("utf-8"))
    return Lexicon(
        stop_zh=re.compile("|".join(["(微信公众号|公众号)", *map(re.escape, _longest_first(data["stop_zh"]))])),
        stop_words_zh=frozenset(word for word in data["stop_zh"] if len(word) == 1),
        weak_zh=frozenset(data["weak_zh"]),
        firm_zh=frozenset(data["firm_zh"]),
        firm_en=frozenset(data["firm_en"]),
        stop_en=frozenset(data["stop_en"]),
        weak_en=frozenset(data["weak_en"]),
        kin_zh=tuple(tuple(kin) for kin in data["kin_zh"]),
        synonyms=_synonyms(data["synonyms_zh"]),
        measures={word: frozenset(units) for word, units in data["measures"].items()},
        operations={language: _compiled(data[f"operations_{language}"]) for language in ("zh", "en")},
        breakdown=_by_language(data, "breakdown"),
        catalogue=_by_language(data, "catalogue"),
        topics=tuple(_topic(name, row) for name, row in data["topics"].items()),
        handled=_by_language(data, "handled"),
        narrative=_by_language(data, "narrative"),
        facts={name: _compiled(row) for name, row in data["facts"].items()},
        about_reports=_by_language(data, "about_reports"),
        small_talk=_by_language(data, "small_talk"),
        idioms={language: _compiled(data[f"idioms_{language}"]) for language in ("zh", "en")},
        same_en=data["same_en"],
        glossary={word: tuple(words) for word, words in data["glossary"].items()},
        departments={word: tuple(words) for word, words in data["departments"].items()},
        department_fields=tuple(data["department_fields"]),
        department_fields_en=data["department_fields_en"],
        surnames="".join(data["surnames"].split()),
    )


def _longest_first(words: list[str]) -> list[str]:
    """The phrases to take out of running text; single characters only count as words of their own."""
    return sorted((word for word in words if len(word) > 1), key=len, reverse=True)


def _synonyms(groups: list[list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), *group)))
    return found


def _compiled(row: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in row.items()}


def _by_language(data: dict[str, Any], name: str) -> dict[str, re.Pattern[str]]:
    return {language: re.compile(data[f"{name}_{language}"], re.IGNORECASE) for language in ("zh", "en")}


def _topic(name: str, row: dict[str, str]) -> Topic:
    return Topic(
        name=name,
        name_zh=row["name_zh"],
        zh=re.compile(row["zh"]),
        en=re.compile(row["en"], re.IGNORECASE),
        heading=re.compile(row["heading"]),
    )
