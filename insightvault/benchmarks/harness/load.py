"""Turns as they are measured: by the page, as a browser lives through one, and by the JSON API."""

import asyncio
import contextlib
import statistics
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass

from insightvault.benchmarks.harness.page import ShownPage
from insightvault.benchmarks.harness.person import Broken, Person, people_of
from insightvault.benchmarks.harness.vault import Account
from insightvault.fake_model_server import Reply

QUESTION = "What did we say about this, and what was still open?"


@dataclass(frozen=True)
class Measured:
    """One turn. `first_seconds`: from the question's sending to the first word; `is_whole`: all arrived, once."""

    first_seconds: float
    seconds: float
    is_whole: bool


NOTHING = Measured(float("inf"), float("inf"), False)
Way = Callable[[Person, str, int], Awaitable[Measured]]


async def by_page(person: Person, node: str, tokens: int) -> Measured:
    """Question, stream, and the finished turn with the sidebar."""
    began = time.monotonic()
    answer = answer_of(tokens)
    _, asked = await person.ask(node, QUESTION, str(uuid.uuid4()))

    if asked is None:
        return NOTHING

    page = ShownPage(answer)
    await person.follow(node, asked.interaction_id, page)
    _, finished = await person.read(node, asked.interaction_id)
    is_whole = page.length == len(answer) and not page.wrong and finished is not None and finished.status == "answered"

    return Measured(page.shown[0][0] - began if page.shown else float("inf"), time.monotonic() - began, is_whole)


async def by_api(person: Person, node: str, tokens: int) -> Measured:
    began, first, told, stored = time.monotonic(), float("inf"), "", None
    async with contextlib.aclosing(person.ask_and_stream(node, QUESTION)) as events:
        async for kind, data in events:
            if kind == "token":
                first = min(first, time.monotonic() - began)
                told += data["text"]
            elif kind == "done":
                stored = data

    is_whole = told == answer_of(tokens) and stored is not None and stored["status"] == "answered"
    return Measured(first, time.monotonic() - began, is_whole)


async def tried(way: Way, person: Person, node: str, tokens: int) -> Measured:
    try:
        return await way(person, node, tokens)
    except Broken:
        return NOTHING


async def each_in_turn(way: Way, people: list[Person], node: str, tokens: int, turns: int) -> list[Measured]:
    """`turns` turns at once as many as there are people; each begins the next when theirs has ended."""
    shares = [turns // len(people) + (number < turns % len(people)) for number in range(len(people))]

    async def go_on(person: Person, share: int) -> list[Measured]:
        return [await tried(way, person, node, tokens) for _ in range(share)]

    done = await asyncio.gather(*(go_on(*one) for one in zip(people, shares, strict=True)))
    return [measured for of_person in done for measured in of_person]


async def started_over(way: Way, people: list[Person], node: str, tokens: int, seconds: float) -> list[Measured]:
    """One turn of each person, begun evenly over `seconds`."""

    async def start(number: int, person: Person) -> Measured:
        await asyncio.sleep(seconds * number / len(people))
        return await tried(way, person, node, tokens)

    return list(await asyncio.gather(*(start(*one) for one in enumerate(people))))


def answer_of(tokens: int) -> str:
    """The answer that the model server gives."""
    return Reply.words(tokens).text


@contextlib.asynccontextmanager
async def arrived(accounts: Iterable[Account]) -> AsyncIterator[list[Person]]:
    async with people_of(accounts) as people:
        for person in people:
            person.arrive()
        yield people


def percentile(values: list[float], share: float) -> float:
    """`share` 0..1 of the values are at most this."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: list[float]) -> float:
    return statistics.median(values)
