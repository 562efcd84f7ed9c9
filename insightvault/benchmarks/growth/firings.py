"""Findings of the insights' rules in real conversations, and a reader's verdict on each: right or wrong.

The verdicts name turns of BEAM and LoCoMo by their ids and hold none of their words.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from insightvault.benchmarks.figures import Report
from sessions_memory.growth.rules.finding import found_in

VERDICTS = Path(__file__).with_name("read_by_eye.tsv")
RIGHT = "right"
PRECISION_LEAST = 0.85


@dataclass(frozen=True)
class Firing:
    """`rule`: the one that was surest then; another may be now, for the same words."""

    turn: str
    kind: str
    rule: str


def add(report: Report, folder: Path) -> None:
    """Findings that nobody read are counted as such, and are in no share."""
    verdicts = {(firing.turn, firing.kind): verdict for firing, verdict in read_verdicts().items()}
    found = [(firing.turn, firing.kind) for firing in firings(folder)]
    read = [verdicts[one] for one in found if one in verdicts]
    report.add("insights found by rules", len(found), f"{len(read)} of them read by eye")
    if read:
        share = sum(verdict == RIGHT for verdict in read) / len(read)
        report.add("precision by eye", share, f"of {len(read)} read", least=PRECISION_LEAST)


def firings(folder: Path) -> Iterator[Firing]:
    """In what people wrote; an assistant's turns aren't read."""
    for line in (folder / "turns.jsonl").read_text(encoding="utf-8").splitlines():
        turn = json.loads(line)
        if turn["role"] == "assistant":
            continue
        for found in found_in(turn["text"], year=int(turn["time"][:4])):
            yield Firing(turn.get("turn_id", ""), found.kind, found.rule)


def read_verdicts() -> dict[Firing, str]:
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return {
            Firing(row["turn"], row["kind"], row["rule"]): row["verdict"]
            for row in csv.DictReader(file, delimiter="\t")
        }
