"""Rules of a page → the lines that a reader sees, and which of them belong to one table.

Rules at almost the same place are one line, dots in a row too, and lines that touch or all but touch are one table's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.pdf_page import Box, Rule

# Lines closer than this are one, and lines that miss each other by less than that touch.
SNAP = 3.0
_TOUCH = 6.0
# A line as short as this is a dot or a stroke of a drawing, and a page with more lines than that is a drawing.
_SHORTEST_LINE = 5.0
_MOST_LINES = 600


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules along one line joined where they overlap or all but touch; none on a page with too many for a table."""
    lines: list[Rule] = []
    for level in (True, False):
        along = sorted((rule for rule in rules if rule.level == level), key=lambda rule: rule.at)
        for group in _near(along):
            at = sum(rule.at for rule in group) / len(group)
            lines.extend(Rule(level, at, *run) for run in runs(group) if run[1] - run[0] > _SHORTEST_LINE)
    return lines if len(lines) <= _MOST_LINES else []


def _near(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Parallel rules, in order of their place, grouped by it."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def runs(rules: Iterable[Rule]) -> list[tuple[float, float]]:
    """The stretches that rules on one line cover together."""
    found: list[tuple[float, float]] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        if found and rule.start <= found[-1][1] + SNAP:
            found[-1] = (found[-1][0], max(found[-1][1], rule.end))
        else:
            found.append((rule.start, rule.end))
    return found


def connected(lines: Sequence[Rule]) -> list[list[Rule]]:
    """The lines of each table: those that cross or touch, and an upright that crosses none with one beside it from the
    same height to the same (what page breaks leave of a cell that is cut both above and below)."""
    crossed = [any(_cross(line, other) for other in lines) for line in lines]
    parents = list(range(len(lines)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = index = parents[parents[index]]
        return index

    for first, one in enumerate(lines):
        for second in range(first):
            bare = not crossed[first] or not crossed[second]
            if _cross(one, lines[second]) or (bare and _side_by_side(one, lines[second])):
                parents[root(first)] = root(second)
    groups: dict[int, list[Rule]] = {}
    for index, line in enumerate(lines):
        groups.setdefault(root(index), []).append(line)
    return [group for group in groups.values() if sum(not line.level for line in group) > 1]


def _cross(one: Rule, other: Rule) -> bool:
    if one.level == other.level:
        return False
    meets = one.start - _TOUCH <= other.at <= one.end + _TOUCH
    return meets and other.start - _TOUCH <= one.at <= other.end + _TOUCH


def _side_by_side(one: Rule, other: Rule) -> bool:
    same = abs(one.start - other.start) <= SNAP and abs(one.end - other.end) <= SNAP
    return same and not one.level and not other.level


def bounds(lines: Iterable[Rule]) -> Box:
    """The smallest box around lines."""
    xs: list[float] = []
    ys: list[float] = []
    for line in lines:
        along, across = (xs, ys) if line.level else (ys, xs)
        along += (line.start, line.end)
        across.append(line.at)
    return Box(min(xs), min(ys), max(xs), max(ys))
