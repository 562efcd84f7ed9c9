"""Tables that are mostly empty, and their products in blocks. Pure.

Values are whole numbers, so that a sum is the same in any order and on every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sessions_memory.recall.index.packing import Array

# Of a product, so many cells and rows at once.
CELLS = 1_000_000
ROWS = 1_024


@dataclass(frozen=True)
class Sparse:
    """`row`, `column`, `value` of each filled cell, ordered by row."""

    row: Array
    column: Array
    value: Array
    rows: int
    columns: int

    @cached_property
    def starts(self) -> Array:
        """Where each row begins, and where the last one ends."""
        return np.searchsorted(self.row, np.arange(self.rows + 1))

    @cached_property
    def turned(self) -> "Sparse":
        order = np.argsort(self.column, kind="stable")
        return Sparse(self.column[order], self.row[order], self.value[order], self.columns, self.rows)


def summed(row: Array, column: Array, value: Array, rows: int, columns: int) -> Sparse:
    """Cells that come several times are added up."""
    cell, place = np.unique(row.astype(np.int64) * columns + column, return_inverse=True)
    return Sparse(cell // columns, cell % columns, np.bincount(place, value).astype(np.int64), rows, columns)


def products(left: Sparse, right: Sparse) -> Iterator[tuple[int, Array]]:
    """Each row of `left` with each of `right`, block by block: (first row, full table of sums over the columns)."""
    by_column = right.turned
    at_once = min(max(CELLS // max(right.rows, 1), 1), ROWS)
    for first in range(0, left.rows, at_once):
        last = min(first + at_once, left.rows)
        own = slice(left.starts[first], left.starts[last])
        column, row = left.column[own], left.row[own] - first
        counts = by_column.starts[column + 1] - by_column.starts[column]
        ends = np.cumsum(counts)
        place = np.arange(ends[-1] if len(ends) else 0) + np.repeat(by_column.starts[column] - ends + counts, counts)
        cell = np.repeat(row * right.rows, counts) + by_column.column[place]
        product = np.repeat(left.value[own], counts) * by_column.value[place]
        table = np.bincount(cell, product, (last - first) * right.rows).astype(np.int64)
        yield first, table.reshape(last - first, right.rows)
