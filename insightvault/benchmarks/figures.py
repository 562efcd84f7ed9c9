"""A benchmark's figures, as a table and as values for JSON."""

from dataclasses import dataclass, field
from typing import Any


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
    def words(self) -> tuple[str, str, str]:
        value = f"{_short(self.value)} {self.unit}"
        if self.reach is None:
            return self.name, value, ""

        least = "at least" if self.is_least else "at most"
        missed = "" if self.is_reached else "  NOT reached"
        return self.name, value, f"{least} {self.reach:g}{missed}"


@dataclass
class Report:
    """`lost`: what makes the run wrong, whatever its speed; such as answers that are missing."""

    benchmark: str
    database: str
    figures: list[Figure] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        # How fast it was depends on the machine, and is no failure.
        return not self.lost

    def add(
        self, name: str, value: float, unit: str, *, at_most: float | None = None, least: float | None = None
    ) -> None:
        reach, is_least = (at_most, False) if least is None else (least, True)
        self.figures.append(Figure(name, value, unit, reach, is_least))

    def values(self) -> dict[str, Any]:
        figures = [
            {
                "name": one.name,
                "value": round(one.value, 3),
                "unit": one.unit,
                "reach": one.reach,
                "reached": one.is_reached,
            }
            for one in self.figures
        ]

        facts = {"benchmark": self.benchmark, "database": self.database, "notes": self.notes, "lost": self.lost}
        return {**facts, "figures": figures, "passed": self.is_good}

    def table(self) -> str:
        rows = [figure.words for figure in self.figures]
        names, values = (max((len(row[at]) for row in rows), default=0) for at in (0, 1))
        lines = [f"  {name:<{names}}  {value:>{values}}  {reach}".rstrip() for name, value, reach in rows]

        return "\n".join([f"{self.benchmark} on {self.database}", *lines, *self.notes, *self.lost])


def _short(value: float) -> str:
    """Three digits that tell, no more."""
    if value >= 100:
        return f"{value:,.0f}"

    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
