"""The rounds: people ask, something goes wrong, and once all has ended, what was kept is compared.

A killed answer is known to be dead only after 15 seconds, so rounds overlap:
each is judged when its own interactions have ended, while the next ones run.
"""

import asyncio
import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from insightvault.benchmarks.faults import comparison
from insightvault.benchmarks.faults.comparison import Disturbance, Evidence
from insightvault.benchmarks.faults.model_kinds import Script
from insightvault.benchmarks.faults.plan import QUIET, Round
from insightvault.benchmarks.faults.playing import Play
from insightvault.benchmarks.faults.report import Report
from insightvault.benchmarks.harness.person import Person
from insightvault.benchmarks.harness.storage import Row, Storage
from insightvault.fake_model_server import Reply, Sent, ThreadedServer

MARKER = re.compile(r"\[r\d+t\d+\]")
# After the last fault, everything has ended by then.
FINISHED_WITHIN_SECONDS = 30
# How long the next round waits for this one; what a kill left behind takes longer, and is not waited for.
ROUND_SECONDS = 8
KILLED_ROUND_SECONDS = 2
LOOK_EVERY_SECONDS = 0.3
ROUNDS_AT_ONCE = 12


def end_when_asked() -> None:
    """A program that asks us to end gets all processes and folders cleaned up first."""
    task = asyncio.current_task()
    assert task
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


class ScriptedModel:
    """Answers each question by the script of its turn, and knows what went out for it."""

    def __init__(self, threaded: ThreadedServer) -> None:
        self.threaded = threaded
        self._scripts: dict[str, Script] = {}
        self._asked: Counter[str] = Counter()
        threaded.server.choose = self._choose

    def learn(self, played: Round) -> None:
        self._scripts.update((turn.marker, turn.script) for turn in played.turns)

    def sent(self, marker: str) -> list[Sent]:
        return [sent for sent in list(self.threaded.server.sent) if _marker(sent.question) == marker]

    def _choose(self, question: str) -> Reply:
        marker = _marker(question)
        self._asked[marker] += 1
        return self._scripts[marker].reply(self._asked[marker] - 1)


class Disturber(Protocol):
    @property
    def notes(self) -> list[str]: ...

    async def disturb(self, played: Round) -> None:
        """Returns once all is well again."""
        ...


@dataclass
class Campaign:
    """`forgives`: kinds of disturbance that people are answered errors for."""

    storage: Storage
    addresses: list[str]
    model: ScriptedModel
    people: list[Person]
    disturber: Disturber
    report: Report
    forgives: frozenset[str]
    history: list[Disturbance] = field(default_factory=list)

    async def run(self, rounds: Iterator[Round]) -> None:
        room = asyncio.Semaphore(ROUNDS_AT_ONCE)
        judging: list[asyncio.Task[None]] = []

        try:
            for played in rounds:
                await room.acquire()
                plays = await self._play(played)
                judging.append(asyncio.create_task(self._judge(played, plays, time.monotonic())))
                judging[-1].add_done_callback(lambda _: room.release())

            await asyncio.gather(*judging)
        finally:
            for task in judging:
                task.cancel()

        self.report.notes += self.disturber.notes

    async def _play(self, played: Round) -> list["_Playing"]:
        self.model.learn(played)
        plays = [Play(turn, self.people[turn.person], self.addresses) for turn in played.turns]
        playing = [_Playing(play, asyncio.create_task(play.run())) for play in plays]
        await asyncio.sleep(played.after)

        # Noted at once: what it hits may be judged before it is over.
        self.history.append(Disturbance(played.disturbance, played.node, time.monotonic(), float("inf")))
        await self.disturber.disturb(played)
        self.history[-1] = replace(self.history[-1], ended=time.monotonic())
        self.report.add_round(played)
        is_killed = played.disturbance in comparison.KILLS

        await asyncio.wait([one.task for one in playing], timeout=KILLED_ROUND_SECONDS if is_killed else ROUND_SECONDS)
        return playing

    async def _judge(self, played: Round, plays: list["_Playing"], calm_at: float) -> None:
        deadline = calm_at + FINISHED_WITHIN_SECONDS
        await asyncio.wait([one.task for one in plays], timeout=deadline - time.monotonic())

        for one in plays:
            one.task.cancel()

        await asyncio.gather(*(one.task for one in plays), return_exceptions=True)
        rows = await self._rows(played, deadline)

        for one in plays:
            evidence = self._evidence(one.play, rows)
            found = comparison.violations(evidence, forgives=self.forgives)
            if error := one.error():
                found.append(comparison.Violation("campaign", evidence.seen.interaction_id, error))
            self.report.add_turn(played, evidence, found)

    async def _rows(self, played: Round, deadline: float) -> list[Row]:
        """The round's rows, once all of them are finished or time is up."""
        rows: list[Row] = []
        while True:
            try:
                rows = await asyncio.to_thread(self.storage.rows, f"[r{played.number}t")
                is_over = all(row.is_finished for row in rows)
            except OSError:
                is_over = False

            if is_over or time.monotonic() > deadline:
                return rows

            await asyncio.sleep(LOOK_EVERY_SECONDS)

    def _evidence(self, play: Play, rows: list[Row]) -> Evidence:
        turn, seen = play.turn, play.seen
        # A program may have left before the answer ended.
        ended = seen.ended if seen.ended and not turn.conduct.is_program else time.monotonic()
        faults = [one for one in self.history if one.kind != QUIET]
        lived = [one for one in faults if one.began <= ended and one.ended >= seen.began]
        mine = [row for row in rows if _marker(row.question) == turn.marker]

        return Evidence(turn, seen, self.model.sent(turn.marker), mine, lived)


@dataclass(frozen=True)
class _Playing:
    play: Play
    task: "asyncio.Task[None]"

    def error(self) -> str:
        """The failure of the campaign itself, or the turn that never came to an end."""
        if self.task.cancelled():
            return "the reader never got to the end"

        error = self.task.exception()
        return f"{type(error).__name__}: {error}" if error else ""


def _marker(question: str) -> str:
    found = MARKER.findall(question)
    return found[-1] if found else ""
