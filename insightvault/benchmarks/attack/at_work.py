"""People at work: they read pages, ask, read the answers as they are written, and their programs call."""

import asyncio
import time
from dataclasses import dataclass, field

from insightvault.benchmarks.harness import load
from insightvault.benchmarks.harness.person import Broken, Person

TOKENS = 20
PAGES = ("/", "/history/", "/memory/", "/sidebar/")
# Then they begin a new session: the chat's page must weigh the same beside the last flood as beside the first.
TURNS_OF_A_SESSION = 5
# They look at what they see before they go on.
THINK_SECONDS = 0.15


@dataclass
class Felt:
    """Seconds until each page or call was there, and until the first word of each answer."""

    seconds: list[float] = field(default_factory=list)
    turns: int = 0
    not_whole: int = 0
    broken: list[str] = field(default_factory=list)

    def at(self, share: float) -> float:
        return load.percentile(self.seconds, share) if self.seconds else float("inf")

    def __add__(self, other: "Felt") -> "Felt":
        return Felt(
            self.seconds + other.seconds,
            self.turns + other.turns,
            self.not_whole + other.not_whole,
            self.broken + other.broken,
        )

    def losses(self, kind: str) -> list[str]:
        lost = [f"{kind}: {self.not_whole} of {self.turns} answers were not shown whole."] if self.not_whole else []
        failed = f"{kind}: {len(self.broken)} calls of people at work failed: {', '.join(sorted(set(self.broken)))}."
        return lost + ([failed] if self.broken else [])


async def work(people: list[Person], node: str, seconds: float) -> Felt:
    felt = Felt()
    await asyncio.gather(*(_work(number, person, node, seconds, felt) for number, person in enumerate(people)))
    return felt


async def _work(number: int, person: Person, node: str, seconds: float, felt: Felt) -> None:
    await asyncio.sleep(THINK_SECONDS * number / 4)
    ends, step = time.monotonic() + seconds, number
    while time.monotonic() < ends:
        await _step(step, person, node, felt)
        await asyncio.sleep(THINK_SECONDS)
        step += 1


async def _step(step: int, person: Person, node: str, felt: Felt) -> None:
    began = time.monotonic()
    try:
        if step % 4 == 0:
            if step % (4 * TURNS_OF_A_SESSION) == 0:
                await person.start_session(node)
            await _turn(load.by_page if step % 8 else load.by_api, person, node, felt)
            return

        await (person.call(node, "/sessions/history") if step % 4 == 1 else person.look(node, PAGES[step // 4 % 4]))
        felt.seconds.append(time.monotonic() - began)
    except Broken as error:
        felt.broken.append(type(error).__name__)


async def _turn(way: load.Way, person: Person, node: str, felt: Felt) -> None:
    turn = await load.tried(way, person, node, TOKENS)
    felt.turns += 1
    felt.not_whole += not turn.is_whole
    felt.seconds.append(turn.first_seconds)
