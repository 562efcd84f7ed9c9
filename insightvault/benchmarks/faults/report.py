"""A campaign's findings, as a table and as values for JSON; never a word of a question or an answer."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from insightvault.benchmarks.faults.comparison import COUNTS, Evidence, Violation
from insightvault.benchmarks.faults.plan import Round


@dataclass
class Report:
    database: str
    processes: int
    seed: int
    rounds: int = 0
    turns: int = 0
    seconds: float = 0
    faults: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    writers: dict[str, Any] | None = None
    benchmark: str = "faults"

    @property
    def is_good(self) -> bool:
        is_writing_good = not self.writers or not (self.writers["lock_errors"] or self.writers["lost"])
        return not self.lines and is_writing_good

    def add_round(self, played: Round) -> None:
        self.rounds += 1
        self.faults[f"process: {played.disturbance}"] += 1

    def add_turn(self, played: Round, evidence: Evidence, found: list[Violation]) -> None:
        turn = evidence.turn
        self.turns += 1
        self.faults[f"model: {turn.kind}"] += 1
        self.faults[f"reader: {turn.conduct.name}"] += 1
        self.ends.update(row.status for row in evidence.rows if row.id == evidence.seen.interaction_id)

        self.counts.update(violation.count for violation in found)
        began = evidence.seen.began
        lived = ", ".join(f"{one.kind} of {one.node} at {one.began - began:+.2f} s" for one in evidence.disturbances)

        for violation in found:
            self.lines.append(
                f"{COUNTS[violation.count]}: {violation.detail} — seed {self.seed}, round {played.number}, "
                f"turn {turn.marker} on {turn.node}, interaction {violation.interaction_id}, model {turn.kind}, "
                f"reader {turn.conduct.name}, lived through {lived or 'nothing'}"
            )

    def values(self) -> dict[str, Any]:
        return {
            "benchmark": self.benchmark,
            "database": self.database,
            "processes": self.processes,
            "seed": self.seed,
            "rounds": self.rounds,
            "interactions": self.turns,
            "seconds": round(self.seconds, 1),
            "faults": dict(sorted(self.faults.items())),
            "ends": dict(sorted(self.ends.items())),
            "counts": {COUNTS[name]: self.counts[name] for name in COUNTS},
            "writers": self.writers,
            "notes": self.notes,
            "violations": self.lines,
            "passed": self.is_good,
        }

    def sections(self) -> list[str]:
        head = (
            f"{self.rounds} rounds, {self.turns} interactions in {self.seconds:.0f} s "
            f"on {self.database}, web processes: {self.processes}, seed: {self.seed}"
        )
        sections = [
            head,
            _rows("Faults", sorted(self.faults.items())),
            _rows("Interactions ended as", sorted(self.ends.items())),
            _rows("Must be 0", [(COUNTS[name], self.counts[name]) for name in COUNTS]),
        ]
        if self.writers:
            sections.append(_rows("Writers at once", list(self.writers.items())))

        return sections

    def table(self) -> str:
        end = "Passed." if self.is_good else "NOT passed."
        return "\n\n".join([*self.sections(), *self.notes, *self.lines, end])


def _rows(title: str, rows: list[tuple[str, Any]]) -> str:
    width = max((len(name) for name, _ in rows), default=0)
    return "\n".join([title, *(f"  {name:<{width}}  {value:>7}" for name, value in rows)])
