"""A benchmark's figures, as a table and as values for JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean
from typing import Any

# How a figure's unit begins if it is a time, and its milliseconds.
TIMES = {"ms": 1, "s": 1000}


@dataclass(frozen=True)
class Figure:
    """`reach`: what is to be reached, `at most` unless `is_least`; None where a figure only explains others."""

    name: str
    value: float
    unit: str
    reach: float | None = None
    is_least: bool = False

    @property
    def is_reached(self) -> bool | None:
        if self.reach is None:
            return None

        return self.value >= self.reach if self.is_least else self.value <= self.reach

    @property
    def milliseconds(self) -> float | None:
        unit = self.unit.split(" ", 1)[0]
        return self.value * TIMES[unit] if unit in TIMES else None

    @property
    def words(self) -> tuple[str, str, str]:
        value = f"{_short(self.value)} {self.unit}"
        if self.reach is None:
            return self.name, value, ""

        least = "at least" if self.is_least else "at most"
        missed = "" if self.is_reached else "  NOT reached"
        return self.name, value, f"{least} {self.reach:g}{missed}"


@dataclass
class Report:
    """`lost`: what makes the run wrong, whatever its speed; such as answers that are missing.

    `reference_ms`: the time of this machine for its reference work, before and after.
    """

    benchmark: str
    database: str
    figures: list[Figure] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reference_ms: tuple[float, ...] = ()

    @property
    def is_good(self) -> bool:
        # How fast it was depends on the machine, and is no failure.
        return not self.lost

    def add(
        self, name: str, value: float, unit: str, *, at_most: float | None = None, least: float | None = None
    ) -> None:
        reach, is_least = (at_most, False) if least is None else (least, True)
        self.figures.append(Figure(name, value, unit, reach, is_least))

    def in_units(self, figure: Figure) -> float | None:
        """A time as so many times the machine's own for its reference work."""
        if not self.reference_ms or figure.milliseconds is None:
            return None

        return figure.milliseconds / mean(self.reference_ms)

    def values(self) -> dict[str, Any]:
        figures = [
            {
                "name": one.name,
                "value": round(one.value, 3),
                "unit": one.unit,
                "in_units": self.in_units(one),
                "reach": one.reach,
                "reached": one.is_reached,
            }
            for one in self.figures
        ]

        facts: dict[str, Any] = {
            "benchmark": self.benchmark,
            "database": self.database,
            "notes": self.notes,
            "lost": self.lost,
        }
        facts["reference_ms"] = list(self.reference_ms)
        return {**facts, "figures": figures, "passed": self.is_good}

    def table(self) -> str:
        rows = [(*figure.words[:2], self._units(figure), figure.words[2]) for figure in self.figures]
        return "\n".join(
            [f"{self.benchmark} on {self.database}", *aligned(rows), *self.notes, *self._machine(), *self.lost]
        )

    def _units(self, figure: Figure) -> str:
        units = self.in_units(figure)
        return "" if units is None else f"{_short(units)} u"

    def _machine(self) -> list[str]:
        if not self.reference_ms:
            return []

        measured = " and ".join(_short(one) for one in self.reference_ms)
        return [f"u: this machine's CPU time for a fixed piece of work, {measured} ms before and after."]


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Names to the left, figures to the right, and last, as it comes, what is to be reached."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for name, *figures, reach in rows:
        placed = [
            f"{name:<{widths[0]}}",
            *(f"{one:>{width}}" for one, width in zip(figures, widths[1:-1], strict=True)),
        ]
        lines.append("  ".join(["", *placed, reach]).rstrip())

    return lines


def _short(value: float) -> str:
    """Three digits that tell, no more."""
    if value >= 100:
        return f"{value:,.0f}"

    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
