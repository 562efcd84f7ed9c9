"""How long people were without their pages, as the benchmark of many nodes counts it."""

from dataclasses import replace

from insightvault.benchmarks.faults.comparison import Disturbance
from insightvault.benchmarks.faults.plan import BACKGROUND, KILL, PAUSE, PROMOTION, Round, plan
from insightvault.benchmarks.harness.person import Fragment
from insightvault.benchmarks.nodes.disturbing import DISTURBANCES
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
