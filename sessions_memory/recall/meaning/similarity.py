"""How close in meaning interactions are to a question: exact cosines of those that matter. Pure.

Of many vectors the nearest are first picked by the signs of their numbers, one
bit for a byte, and then compared exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

# The number of nearest ones that are returned; each of the picked ones, which hold them, is compared.
NEAREST = 100
PICKED = 4096
# Turned into floats at once.
BLOCK = 2048
# A question's mean cosine with all that a person said is 0 to 0.4. Some encoders give no two texts less than 0.7:
# from SUSPECT to CERTAIN they are brought down to USUAL. A few texts may all be about what is asked: they count less.
USUAL, SUSPECT, CERTAIN = 0.1, 0.4, 0.6
FEW = 20

Floats = NDArray[np.float32]
Array = NDArray[Any]


@dataclass(frozen=True)
class Vectors:
    """Two vectors for each interaction, in order of their `ids`: the question's and the answer's, as signed bytes.

    `norms`: their lengths, infinite for what no longer counts. `sum`: of all, each made 1 long. `signs`: a bit for each
    number, 64 of all vectors after the other: counted in a seventh of the time that vector after vector takes.
    """

    ids: NDArray[np.int64]
    numbers: NDArray[np.int8]
    norms: Floats
    signs: NDArray[np.uint64]
    sum: Floats

    @classmethod
    def of(cls, ids: Sequence[int] | Array, numbers: NDArray[np.int8]) -> Self:
        order = np.argsort(ids)
        numbers = numbers[order]
        norms = np.ones(numbers.shape[:2], np.float32)
        total = np.zeros(numbers.shape[2], np.float32)

        for at in _starts(len(numbers)):
            some = numbers[at : at + BLOCK].astype(np.float32)
            norms[at : at + BLOCK] = lengths = np.linalg.norm(some, axis=2).clip(1e-6)
            total += (some / lengths[:, :, None]).sum(axis=(0, 1))

        signs = np.ascontiguousarray(_signs(numbers).transpose(2, 1, 0))
        return cls(np.asarray(ids, np.int64)[order], numbers, norms, signs, total)

    @property
    def nbytes(self) -> int:
        return self.numbers.nbytes + self.signs.nbytes

    def rows_of(self, interactions: Array) -> tuple[Array, Array]:
        """Places in `interactions` of those that are here, and their rows."""
        rows = np.searchsorted(self.ids, interactions)
        here = np.flatnonzero(self.ids[rows.clip(max=len(self.ids) - 1)] == interactions) if len(self.ids) else rows[:0]
        return here, rows[here]

    def cosines(self, rows: Array, asked: Floats) -> Floats:
        """The cosine of the question or of the answer, whichever is nearer."""
        found = np.zeros(len(rows), np.float32)
        for at in _starts(len(rows)):
            some = rows[at : at + BLOCK]
            found[at : at + BLOCK] = (self.numbers[some].astype(np.float32) @ asked / self.norms[some]).max(axis=1)

        return found

    def picked(self, asked: Floats, among: Array | None = None) -> Array:
        """Rows of at most PICKED that hold the nearest; `among` these alone."""
        rows = np.arange(len(self.ids)) if among is None else among
        if len(rows) <= PICKED:
            return rows

        differing = np.bitwise_count(self.signs ^ _signs(asked)[:, None, None])
        apart = differing.sum(axis=0, dtype=np.uint16).min(axis=0)
        return rows[np.argpartition(apart[rows], PICKED)[:PICKED]]


@dataclass(frozen=True)
class Similarity:
    """Cosines with the question's vector `asked`, which has length 1; no interaction counts in two of `parts`.

    `among`: the rows of each part that may be the nearest; None is all.
    """

    parts: tuple[Vectors, ...]
    asked: Floats
    among: tuple[Array, ...] | None = None

    def within(self, interactions: Array) -> "Similarity":
        """The nearest of these alone."""
        return replace(self, among=tuple(part.rows_of(interactions)[1] for part in self.parts))

    def of(self, interactions: Array) -> Floats:
        """At most 1; 0 for what has no vectors."""
        found = np.zeros(len(interactions), np.float32)
        for part in self.parts:
            here, rows = part.rows_of(interactions)
            found[here] = np.maximum(found[here], (part.cosines(rows, self.asked) - self._floor) / (1 - self._floor))

        return found

    @cached_property
    def _floor(self) -> float:
        """The cosine that counts as 0."""
        count = 2 * sum(len(part.ids) + FEW / len(self.parts) for part in self.parts)
        mean = sum(float(part.sum @ self.asked) for part in self.parts) / count
        certainty = min(1.0, max(0.0, (mean - SUSPECT) / (CERTAIN - SUSPECT)))

        return certainty * (mean - USUAL) / (1 - USUAL)

    @cached_property
    def nearest(self) -> Array:
        """Interactions, the nearest first."""
        among = self.among or [None] * len(self.parts)
        picked = [(part, part.picked(self.asked, rows)) for part, rows in zip(self.parts, among, strict=True)]
        ids = np.concatenate([part.ids[rows] for part, rows in picked])
        cosines = np.concatenate([part.cosines(rows, self.asked) for part, rows in picked])
        best = np.lexsort((-ids, -cosines))[:NEAREST]

        return ids[best[cosines[best] > 0]]

    @cached_property
    def closest(self) -> float:
        """The greatest cosine; 0 without vectors."""
        return float(self.of(self.nearest[:1]).sum())


def _signs(numbers: Array) -> NDArray[np.uint64]:
    """Packed along the last axis, which is filled up with zeros."""
    bits = np.packbits(numbers > 0, axis=-1)
    filling = [(0, 0)] * (bits.ndim - 1) + [(0, -bits.shape[-1] % 8)]
    return np.ascontiguousarray(np.pad(bits, filling)).view(np.uint64)


def _starts(count: int) -> range:
    return range(0, count, BLOCK)
