"""Random tables to write and read back."""

from __future__ import annotations

from hypothesis import strategies as st

from index.grids import Spanned, lay_out
from index.model import Grid


@st.composite
def layouts(draw: st.DrawFn) -> Grid:
    """A grid of random rectangles without gaps."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    spanned: list[list[Spanned]] = [[] for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            free = next((c for c in range(column, columns) if (row, c) in taken), columns)
            height, width = draw(st.integers(1, rows - row)), draw(st.integers(1, free - column))
            taken |= {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
            spanned[row].append(Spanned(draw(st.sampled_from(["甲乙", "12", "", "a b", "<&>"])), height, width))
    return lay_out(spanned)
