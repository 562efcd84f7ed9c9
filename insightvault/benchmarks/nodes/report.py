"""A campaign's findings on many nodes: those of `faults`, and how long people were without their pages."""

from dataclasses import dataclass, field
from typing import Any

from insightvault.benchmarks.faults import report
from insightvault.benchmarks.faults.comparison import KILLS, Evidence, Violation
from insightvault.benchmarks.faults.plan import Round
from insightvault.benchmarks.figures import Figure, aligned

INTERRUPTED = "a stopped node's answer is shown as interrupted elsewhere"
INTERRUPTED_WITHIN_SECONDS = 20


@dataclass
class Report(report.Report):
    """`interrupted`: for each answer that a dead or standing node left, after how long its reader saw so."""

    benchmark: str = "nodes"
    interrupted: list[float] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return super().is_good and all(figure.is_reached is not False for figure in self.figures)

    def add_turn(self, played: Round, evidence: Evidence, found: list[Violation]) -> None:
        super().add_turn(played, evidence, found)
        fragment, ended = evidence.seen.fragment, evidence.seen.ended
        stops = [one.began for one in evidence.disturbances if one.kind in KILLS]
        if fragment and ended and stops and fragment.status == "interrupted":
            self.interrupted.append(ended - max(began for began in stops if began < ended))

    def add_figure(self, name: str, value: float, unit: str = "s", *, at_most: float | None = None) -> None:
        self.figures.append(Figure(name, value, unit, at_most))

    def values(self) -> dict[str, Any]:
        figures = [
            {"name": one.name, "value": round(one.value, 3), "unit": one.unit, "reached": one.is_reached}
            for one in self.figures
        ]
        return {**super().values(), "figures": figures}

    def sections(self) -> list[str]:
        return [*super().sections(), "\n".join(["Times", *aligned([figure.words for figure in self.figures])])]
