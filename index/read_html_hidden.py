"""What a page's own style sheet and its attributes for assistive software keep from being shown.

Elements that rules of an inline <style> hide are marked with the attribute `hidden`, which the readers of pages and
tables heed. Rules for print or other media and states (:hover) say nothing about the page as it is read, and a page
most of which would be hidden is shown by a script: there nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]{0,300}(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_SIMPLE = re.compile(r"\s*[\w.#*-](?:[\w.#*-]|[ >\t\r\n](?=[\w.#* >\t\r\n-]))*\s*")
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(!\s*important)?", re.IGNORECASE)
_SHOWING = re.compile(r"(?:display|visibility)\s*:\s*(?!none|hidden)\w[\w-]*\s*(!\s*important)?", re.IGNORECASE)
_MOST_RULES = 200
_MOST_STYLE = 200_000
_MOST_MATCHES = 20_000
_MOST_TAGS = 30_000
_ASIDE = ", ".join(f"{name}[aria-hidden=true]" for name in ("div", "section", "aside", "ul", "p"))


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    hides: bool
    weight: tuple[int, int, int, int, int]


def mark_hidden(tree: LexborHTMLParser, tags: int) -> None:
    """Mark the elements of `tree` that its style rules hide, and blocks that are hidden from assistive software; none
    of a page of very many `tags`."""
    if tags > _MOST_TAGS or tree.body is None:
        return
    hidden = list(_hidden(tree))
    left = _length(tree.body) // 2 if hidden else 0
    for node in hidden:
        left -= _length(node)
        if left < 0:
            return
    for node in hidden:
        node.attrs["hidden"] = ""


def _hidden(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    decided: dict[int, tuple[_Rule, LexborNode]] = {}
    matches = 0
    for rule in sorted(_rules(tree), key=lambda rule: rule.weight):
        found = tree.css(rule.selector)
        matches += len(found)
        if matches > _MOST_MATCHES:
            return
        decided |= {node.mem_id: (rule, node) for node in found}
    for rule, node in decided.values():
        if rule.hides and (rule.weight[0] or not _SHOWING.search(node.attributes.get("style") or "")):
            yield node
    yield from (node for node in tree.css(_ASIDE) if node.mem_id not in decided)


def _rules(tree: LexborHTMLParser) -> list[_Rule]:
    """The rules that hide or show, if any hides; each with what it outweighs by: !important, ids, classes, names, and
    its place."""
    style = " ".join(node.text() or "" for node in tree.css("style"))[:_MOST_STYLE]
    if not _HIDING.search(style):
        return []
    rules: list[_Rule] = []
    for place, match in enumerate(_RULE.finditer(_AT_RULE.sub(" ", _COMMENT.sub(" ", style)))):
        hiding, showing = _HIDING.search(match[2]), _SHOWING.search(match[2])
        deciding = hiding or showing
        if deciding is None:
            continue
        important = bool(deciding[1])
        simple = [selector.strip() for selector in match[1].split(",") if _SIMPLE.fullmatch(selector)]
        rules += [_Rule(one, hiding is not None, _weight(one, important, place)) for one in simple]
    return rules[:_MOST_RULES]


def _weight(selector: str, important: bool, place: int) -> tuple[int, int, int, int, int]:
    names = len(re.findall(r"(?:^|[\s>])[a-zA-Z]", selector))
    return int(important), selector.count("#"), selector.count("."), names, place


def _length(node: LexborNode) -> int:
    return len("".join((node.text(deep=True) or "").split()))
