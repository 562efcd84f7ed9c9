"""How fast one person's recall is among everybody's interactions, and what indexing costs."""

import json

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.harness.vault import Vault

SECONDS = 14_400
TURN_OWN = 15_000
REACH = {"SQLite": (30, 80), "PostgreSQL": (60, 150)}


def add_speed(vault: Vault, report: Report, rows: int) -> None:
    median, slow = REACH[vault.storage.kind]
    measured = json.loads(vault.run("insightvault.benchmarks.recall.timing", str(rows), seconds=SECONDS))
    report.add("recall, all steps, p50", measured["p50"], "ms", at_most=median)
    report.add("recall, all steps, p95", measured["p95"], "ms", at_most=slow)
    report.add("recall in an area of a tenth, to the same outside", measured["area"], "times", at_most=1)
    report.add("indexing one interaction in bulk", measured["bulk"], "ms", at_most=1)

    report.add("indexing one interaction alone", measured["alone"], "ms", at_most=2)
    # The goal is one for 10,000 interactions of one person.
    at_most = 10 if measured["own"] <= TURN_OWN else None
    report.add("CPU of a turn's recall and fusion", measured["turn"], "ms", at_most=at_most)
    report.notes.append(f"One person has {measured['own']:,} of {measured['rows']:,} interactions.")
