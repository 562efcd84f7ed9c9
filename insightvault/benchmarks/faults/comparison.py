"""Compares what the model sent, what the reader was shown and what the rows hold. Pure: values in, violations out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from insightvault.benchmarks.faults.plan import KILL, KILL_WORKER, MODEL_DOWN, PAUSE, TERMINATE, PlannedTurn
from insightvault.benchmarks.faults.playing import Seen
from insightvault.benchmarks.harness.page import ShownPage
from insightvault.benchmarks.harness.storage import Row
from insightvault.fake_model_server import Sent

# A kill -9 may cost so much of the text.
KILL_LOSES_SECONDS = 2
# Text on its way between two processes of a busy machine when an answer is ended from our side.
ON_ITS_WAY_SECONDS = 0.5
# Whoever stands still for so long that others end its answers has lost as much.
KILLS = (KILL, KILL_WORKER, PAUSE)

# The counts by key; each must be 0.
COUNTS = {
    "lost": "questions lost",
    "text": "received text lost",
    "unfinished": "interactions left unfinished after 30 s",
    "error": "error texts stored as answers",
    "doubled": "doubled interactions",
    "shown": "gaps or doubled words shown",
    "blocks": "blocks that differ from the finished answer",
    "end": "wrong end states",
    "status": "server errors without a cause",
    "campaign": "readers that never got to the end",
}


@dataclass(frozen=True)
class Disturbance:
    """A fault, from its beginning until all was well again (monotonic)."""

    kind: str
    node: int
    began: float
    ended: float


@dataclass(frozen=True)
class Violation:
    """`detail` holds numbers and states, never words."""

    count: str
    interaction_id: int | None
    detail: str


@dataclass(frozen=True)
class Evidence:
    """All that is known of one turn. `rows`: those that hold its question; `sent`: one for each time it was asked."""

    turn: PlannedTurn
    seen: Seen
    sent: list[Sent]
    rows: list[Row]
    disturbances: list[Disturbance]  # those that it lived through

    def has(self, *kinds: str) -> bool:
        return any(disturbance.kind in kinds for disturbance in self.disturbances)


def violations(evidence: Evidence, *, forgives: Collection[str]) -> list[Violation]:
    """`forgives`: kinds of disturbance that people are answered errors for."""
    row = next((row for row in evidence.rows if row.id == evidence.seen.interaction_id), None)
    if row is None:
        found = [("lost", f"posted {evidence.seen.posts} times, {len(evidence.rows)} rows, none of them accepted")]
    elif not row.is_finished:
        found = [("unfinished", row.status)]
    else:
        found = [
            *_answer(evidence, row),
            *_end(evidence, row),
            *_shown(evidence, row),
            *_program(evidence, row),
        ]

    found += [*_copies(evidence), *_statuses(evidence, forgives)]
    return [Violation(count, row.id if row else None, detail) for count, detail in found]


Found = Iterator[tuple[str, str]]


def _answer(evidence: Evidence, row: Row) -> Found:
    """The row's answer is the beginning of what the model said, and long enough."""
    if not evidence.turn.script.answer.startswith(row.answer):
        yield "error", f"{len(row.answer)} characters that are not the model's, {row.status}"
        return

    least = least_kept(evidence, row.status)
    if len(row.answer) < least:
        yield "text", f"{len(row.answer)} of {least} characters kept, {row.status}"


def least_kept(evidence: Evidence, status: str) -> int:
    """How many code points of the answer the row must hold at the least."""
    if not evidence.sent:
        return 0

    sent = evidence.sent[-1]
    if status == "interrupted" and evidence.has(*KILLS):
        kills = [disturbance.began for disturbance in evidence.disturbances if disturbance.kind in KILLS]
        return sent.length(until=min(kills) - KILL_LOSES_SECONDS)

    return max(sent.length(until=_kept_until(evidence, status)), _most_shown(evidence))


def _kept_until(evidence: Evidence, status: str) -> float:
    """The moment up to which all that the model sent must be kept."""
    left_at = evidence.sent[-1].ended_at or float("inf")
    if status == "stopped" and evidence.seen.stop_began:
        return evidence.seen.stop_began - ON_ITS_WAY_SECONDS
    # We left the model, which went on: at the limit, or at shutdown.
    if status == "interrupted" or evidence.turn.kind == "endless":
        return left_at - ON_ITS_WAY_SECONDS

    return float("inf")


def _most_shown(evidence: Evidence) -> int:
    return max((page.length for page in evidence.seen.pages), default=len(evidence.seen.told))


def _end(evidence: Evidence, row: Row) -> Found:
    allowed = {evidence.turn.script.status}
    if evidence.turn.conduct.stops:
        allowed.add("stopped")
    if evidence.has(*KILLS, TERMINATE):
        allowed.add("interrupted")
    if evidence.has(MODEL_DOWN):
        allowed.add("failed")
    if row.status not in allowed:
        yield "end", f"{row.status} instead of {evidence.turn.script.status}"
    if row.status == "answered" and row.answer != evidence.turn.script.answer:
        yield "end", f"answered with {len(row.answer)} of {len(evidence.turn.script.answer)} characters"
    if (row.status in ("failed", "interrupted")) != bool(row.error):
        yield "end", f"{row.status} with {'a' if row.error else 'no'} reason"
    if evidence.turn.script.hint not in row.error and row.status == "failed" and not evidence.has(MODEL_DOWN):
        yield "end", "failed for another reason"


def _shown(evidence: Evidence, row: Row) -> Found:
    for page in evidence.seen.pages:
        if page.wrong:
            yield "shown", f"{page.wrong} moments with a gap or a doubled word"
        if page.is_done and not evidence.has(*KILLS) and page.length != len(row.answer):
            yield "shown", f"{page.length} characters shown at the end, {len(row.answer)} stored"

    fragment = evidence.seen.fragment
    if fragment is None:
        return
    if fragment.status != row.status:
        yield "end", f"shown as {fragment.status}, stored as {row.status}"

    for page in evidence.seen.pages:
        is_whole = page.is_done and page.length <= len(row.answer)
        if not fragment.shows(_settled(page, row), whole=is_whole):
            yield "blocks", f"{len(page.blocks)} blocks, {row.status}"


def _settled(page: ShownPage, row: Row) -> str:
    """The blocks that the finished answer must begin with."""
    if page.length <= len(row.answer):
        return page.html

    # A kill took back the end: what was the middle of a block may now be the end of one.
    kept = [html for end, html in page.blocks if end < len(row.answer)]
    return "".join(kept[:-1])


def _program(evidence: Evidence, row: Row) -> Found:
    told, stored = evidence.seen.told, evidence.seen.stored
    if not evidence.turn.script.answer.startswith(told):
        yield "shown", f"{len(told)} characters told to the program are not the model's"
    if stored and (stored["ai_response"] != row.answer or told != row.answer):
        yield "shown", f"{len(told)} characters told, {len(stored['ai_response'])} done, {len(row.answer)} stored"


def _copies(evidence: Evidence) -> Found:
    # A program's call has nothing by which a second one could be known: as many rows as calls are right.
    most = evidence.seen.posts if evidence.turn.conduct.is_program else 1
    if len(evidence.rows) > most or len(evidence.seen.accepted) > 1:
        yield "doubled", f"{len(evidence.rows)} rows for {evidence.seen.posts} posts"


def _statuses(evidence: Evidence, forgives: Collection[str]) -> Found:
    if evidence.has(*forgives):
        return

    errors = sorted(status for status in evidence.seen.statuses if status >= 400)
    if errors:
        yield "status", ", ".join(map(str, errors))
