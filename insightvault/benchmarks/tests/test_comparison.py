"""Each thing that a campaign counts is counted when it happens, and not when it is allowed."""

from dataclasses import replace

import pytest

from insightvault.benchmarks.faults.comparison import Disturbance, Evidence, violations
from insightvault.benchmarks.faults.model_kinds import Script
from insightvault.benchmarks.faults.plan import CONDUCTS, KILL, PlannedTurn, plan
from insightvault.benchmarks.faults.playing import Seen
from insightvault.benchmarks.harness.page import ShownPage, StreamEvent
from insightvault.benchmarks.harness.person import Fragment
from insightvault.benchmarks.harness.storage import Row
from insightvault.fake_model_server import Reply, Sent

ANSWER = "One two three four."
KILLED = [Disturbance(KILL, 0, began=10.0, ended=12.0)]


def turn() -> PlannedTurn:
    planned = next(plan(1, nodes=2)).turns[0]
    script = Script(ANSWER, (Reply(pieces=[ANSWER]),), "answered")
    return replace(planned, script=script, conduct=CONDUCTS[0], kind="whole")


def row(answer: str = ANSWER, status: str = "answered", error: str = "") -> Row:
    return Row(7, "draft", status, "[r1t0] What now?", answer, error)


def sent(*pieces: tuple[float, str]) -> list[Sent]:
    return [Sent("[r1t0] What now?", list(pieces), ended_at=20.0)]


def good() -> Evidence:
    page = ShownPage(ANSWER)
    page.take(StreamEvent("text", ANSWER, str(len(ANSWER))))
    page.take(StreamEvent("block", f"<p>{ANSWER}</p>", str(len(ANSWER))))
    page.take(StreamEvent("done", "{}", page.last_id))
    html = f'<article data-interaction-id="7"><div class="answer"><p>{ANSWER}</p></div></article>'

    seen = Seen(posts=1, accepted={7}, statuses=[200], pages=[page], fragment=Fragment(7, "answered", html))
    return Evidence(turn(), seen, sent((1.0, ANSWER)), [row()], [])


def counted(evidence: Evidence) -> set[str]:
    return {violation.count for violation in violations(evidence, forgives=())}


def test_a_good_turn_has_no_violation() -> None:
    assert counted(good()) == set()


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([], "lost"),
        ([row(status="answering")], "unfinished"),
        ([row(answer="The model server is down.", status="failed", error="Down.")], "error"),
        ([row(answer=ANSWER[:8])], "text"),
        ([row(), replace(row(), id=8)], "doubled"),
        ([row(status="failed", error="Why?")], "end"),
        ([row(status="failed")], "end"),
    ],
)
def test_what_the_rows_hold_is_judged(rows: list[Row], count: str) -> None:
    assert count in counted(replace(good(), rows=rows))


def test_what_was_shown_is_judged() -> None:
    evidence = good()
    evidence.seen.pages[0].wrong = 1
    assert counted(evidence) == {"shown"}
    evidence = good()
    evidence.seen.pages[0].blocks[0] = (len(ANSWER), "<p>Other</p>")

    assert counted(evidence) == {"blocks"}
    evidence = good()
    evidence.seen.statuses.append(500)
    assert counted(evidence) == {"status"}


def test_a_kill_may_cost_two_seconds_and_no_more() -> None:
    pieces = sent((7.5, ANSWER[:4]), (8.5, ANSWER[4:]))
    seen = Seen(posts=1, accepted={7})
    kept = row(answer=ANSWER[:4], status="interrupted", error="The server stopped.")
    assert counted(Evidence(turn(), seen, pieces, [kept], KILLED)) == set()
    lost = replace(kept, answer=ANSWER[:3])

    assert counted(Evidence(turn(), seen, pieces, [lost], KILLED)) == {"text"}
    assert "end" in counted(Evidence(turn(), seen, pieces, [kept], []))


def test_the_same_seed_plans_the_same_rounds() -> None:
    first, again, other = (plan(seed, nodes=2) for seed in (5, 5, 6))
    assert [next(first) for _ in range(5)] == [next(again) for _ in range(5)]
    assert next(first) != next(other)
