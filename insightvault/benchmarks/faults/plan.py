"""Plans each round from the seed alone: who asks what and how, and what goes wrong when."""

import itertools
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from insightvault.benchmarks.faults.model_kinds import KINDS, LASTING, WELL, Script, script

T = TypeVar("T")

PEOPLE = 16
TURNS_LEAST, TURNS_MOST = 4, 6


@dataclass(frozen=True)
class Conduct:
    """The reader's conduct. `elsewhere`: on another node than the one the question was posted to."""

    name: str
    posts: int = 1
    followers: int = 1
    leaves: int = 0  # how often the line is dropped on the reader's side
    stops: bool = False
    elsewhere: bool = False
    is_program: bool = False


CONDUCTS = (
    Conduct("stays"),
    Conduct("drops the line", leaves=2),
    Conduct("comes back elsewhere", leaves=2, elsewhere=True),
    Conduct("follows elsewhere", elsewhere=True),
    Conduct("two followers", followers=2, elsewhere=True),
    Conduct("double post", posts=2),
    Conduct("double post elsewhere", posts=2, elsewhere=True),
    Conduct("closes the tab", followers=0),
    Conduct("stops", stops=True),
    Conduct("stops elsewhere", stops=True, elsewhere=True),
    Conduct("program", is_program=True),
    Conduct("program leaves", leaves=1, is_program=True),
)
QUIET, KILL, KILL_WORKER, TERMINATE = "none", "kill -9", "kill -9 of the worker", "SIGTERM"
MODEL_DOWN, DATABASE = "model server down", "database"
# Of many nodes; see `insightvault.benchmarks.nodes`.
PAUSE, BACKGROUND, POOLER = "node stands still", "kill -9 of a background worker", "kill -9 of PgBouncer"
PROMOTION, DRAIN = "standby promoted", "drained and restarted"
UPGRADE, BUCKET = "drained and upgraded", "bucket stands still"
# The process ends between these seconds of the round; the answers that are running then last longer.
ENDS = {KILL: (2.5, 5.0), KILL_WORKER: (2.5, 5.0), TERMINATE: (0.5, 4.0), PAUSE: (2.5, 5.0), PROMOTION: (1.0, 4.0)}
# This share of the other answers on the node that ends is made to last, too.
ALSO_HIT = 0.5
DISTURBANCES = (KILL, TERMINATE, DATABASE, KILL_WORKER, MODEL_DOWN, KILL, TERMINATE, DATABASE, QUIET)


@dataclass(frozen=True)
class PlannedTurn:
    """One question and all that is decided about it. `after` are in seconds."""

    marker: str  # what the question begins with; found again in rows and by the model server
    question: str
    draft_id: str
    person: int
    node: int
    kind: str
    script: Script
    conduct: Conduct
    asks_after: float
    stops_after: float
    leaves_after: tuple[int, ...]  # events


@dataclass(frozen=True)
class Round:
    number: int
    turns: tuple[PlannedTurn, ...]
    disturbance: str
    node: int
    after: float
    lasts: float


def plan(seed: int, *, nodes: int, disturbances: Sequence[str] = DISTURBANCES) -> Iterator[Round]:
    """Endless; the same for the same arguments."""
    rng = random.Random(f"faults {seed}")
    kinds = _deal(rng, [*KINDS, *WELL * 5])
    conducts = _deal(rng, CONDUCTS)
    faults = _deal(rng, disturbances)
    people = itertools.cycle(range(PEOPLE))

    for number in itertools.count(1):
        disturbance, hit = next(faults), rng.randrange(nodes)
        turns = []

        for place in range(rng.randint(TURNS_LEAST, TURNS_MOST)):
            kind, node = next(kinds), rng.randrange(nodes)
            if disturbance in ENDS and (kind in WELL or rng.random() < ALSO_HIT):
                kind, node = LASTING, hit

            turns.append(
                _turn(rng, f"[r{number}t{place}]", kind, next(conducts), {"person": next(people), "node": node})
            )

        yield Round(
            number=number,
            turns=tuple(turns),
            disturbance=disturbance,
            node=hit,
            after=rng.uniform(*ENDS.get(disturbance, (0.1, 2.0))),
            lasts=rng.uniform(0.5, 2),
        )


def _turn(rng: random.Random, marker: str, kind: str, conduct: Conduct, where: dict[str, int]) -> PlannedTurn:
    return PlannedTurn(
        **where,
        marker=marker,
        question=f"{marker} What now?",
        draft_id=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        kind=kind,
        script=script(kind, rng),
        conduct=conduct,
        asks_after=rng.uniform(0, 0.8),
        stops_after=rng.uniform(0.05, 1.5),
        leaves_after=tuple(rng.randint(1, 30) for _ in range(conduct.leaves)),
    )


def _deal(rng: random.Random, cards: Sequence[T]) -> Iterator[T]:
    """Each card once in random order, then again: a short run has met most of them."""
    while True:
        yield from rng.sample(cards, len(cards))
