"""How long people were without their pages, as the benchmark of many nodes counts it."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from insightvault.benchmarks.faults.comparison import Disturbance
from insightvault.benchmarks.faults.plan import BACKGROUND, KILL, PAUSE, PROMOTION, Round, plan
from insightvault.benchmarks.harness.person import Fragment
from insightvault.benchmarks.harness.storage import CannotRun
from insightvault.benchmarks.harness.web_process import ROOT
from insightvault.benchmarks.nodes import before
from insightvault.benchmarks.nodes.disturbing import ASKED_FOR, DISTURBANCES
from insightvault.benchmarks.nodes.report import Report
from insightvault.benchmarks.nodes.world import NODES
from insightvault.benchmarks.tests.test_comparison import good


def rounds(count: int) -> list[Round]:
    planned = plan(3, nodes=NODES, disturbances=DISTURBANCES)
    return [next(planned) for _ in range(count)]


def test_a_run_meets_each_disturbance_as_often() -> None:
    met = [played.disturbance for played in rounds(2 * len(DISTURBANCES))]
    assert sorted(met) == sorted(2 * DISTURBANCES)


def test_the_time_until_an_answer_is_shown_as_interrupted_counts_from_its_node_s_end() -> None:
    report = Report("PostgreSQL", NODES, 1)
    evidence = good()
    fragment = Fragment(7, "interrupted", "")
    ends = [Disturbance(BACKGROUND, 0, 1.0, 2.0), Disturbance(PAUSE, 1, 10.0, 40.0), Disturbance(KILL, 2, 50.0, 51.0)]
    seen = replace(evidence.seen, fragment=fragment, ended=26.5)

    report.add_turn(rounds(1)[0], replace(evidence, seen=seen, disturbances=ends), [])
    assert report.interrupted == [16.5]


def test_what_ended_otherwise_is_not_counted() -> None:
    report = Report("PostgreSQL", NODES, 1)
    evidence = good()
    seen = replace(evidence.seen, ended=26.5)
    report.add_turn(rounds(1)[0], replace(evidence, seen=seen, disturbances=[Disturbance(KILL, 1, 10.0, 11.0)]), [])
    assert report.interrupted == []


def test_a_time_that_is_too_long_fails_the_run() -> None:
    report = Report("PostgreSQL", NODES, 1)
    report.add_figure(f"longest time of error pages: {PROMOTION}", 3.0, at_most=4.0)
    assert report.is_good
    report.add_figure("longest time of error pages: none", 0.2, at_most=0)
    assert "NOT passed." in report.table()


def test_of_an_upgrade_it_is_said_what_was_migrated(tmp_path: Path) -> None:
    for path in ROOT.glob("*/migrations/0*.py"):
        kept = tmp_path / path.relative_to(ROOT)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch()
    (tmp_path / "chat/migrations/0006_wishes.py").unlink()

    named = before.told("a1b2c3d", tmp_path, 0).rstrip(".").rpartition(": ")[2].split(", ")
    assert "0006_wishes" in named and "0001_users_and_tokens" in named and "0002_system_prompts" not in named


def test_of_an_upgrade_without_migrations_it_is_said_that_there_are_none() -> None:
    told = "Upgraded from a1b2c3d, which has the same migrations: nothing was migrated."
    assert before.told("a1b2c3d", ROOT, 0) == told
    assert before.told("a1b2c3d", ROOT, 2) == f"{told} 2 nodes were not reached: more rounds upgrade them, too."


def test_a_version_before_that_is_none_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="no-such-commit can’t be checked out"):
        before.checked_out("no-such-commit", tmp_path)


@pytest.mark.parametrize("kind", ASKED_FOR)
def test_what_needs_more_than_the_command_was_given_is_refused_before_anything_starts(kind: str) -> None:
    with pytest.raises(CommandError, match="needs --before COMMIT or --bucket"):
        call_command("benchmark", "nodes", "--only", kind)
