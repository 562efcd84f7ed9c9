"""Rendering beside the event loop: who asks for more than others does so on a thread of its own, and takes breaks."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from chat.answer import breaks, rendering_thread
from chat.answer.breaks import UNITS_BETWEEN
from chat.answer.rendering_thread import aside
from chat.answer.work import TooMuchWork, Work
from sessions_memory.database import turns
from sessions_memory.database.turns import Sender, Use, sender

ANN, EVE = Sender("ann"), Sender("eve")
WAITING_SECONDS = 30


@pytest.fixture(autouse=True)
def lately(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Nobody has done anything yet, whatever other tests did."""
    use = Use()
    for module in (breaks, rendering_thread, turns):
        monkeypatch.setattr(module, "use", use)

    return use


@pytest.fixture
def broke_off(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The seconds of each break."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    yield slept


def eve_is_ahead(lately: Use) -> None:
    lately.took("eve", 0.2, time.monotonic())
    lately.took("ann", 0.001, time.monotonic())


async def done_for(whose: Sender, work: Callable[[], str]) -> str:
    sender.set(whose)
    async with asyncio.timeout(WAITING_SECONDS):
        return await aside(work)


def thread_name() -> str:
    return threading.current_thread().name


async def test_who_is_ahead_of_others_waits_for_its_own_work_alone(lately: Use) -> None:
    eve_is_ahead(lately)
    is_done = threading.Event()

    def waiting() -> str:
        assert is_done.wait(WAITING_SECONDS)
        return thread_name()

    long = asyncio.create_task(done_for(EVE, waiting))
    await asyncio.sleep(0)
    quick = await done_for(ANN, thread_name)
    is_done.set()
    assert (quick, await long) == ("rendering", "rendering-slow")


async def test_what_is_asked_for_one_answer_stays_in_its_order(lately: Use) -> None:
    may_go_on, order = threading.Event(), list[str]()

    def first() -> str:
        assert may_go_on.wait(WAITING_SECONDS)
        order.append("first")
        return thread_name()

    def second() -> str:
        order.append("second")
        return thread_name()

    one = asyncio.create_task(done_for(EVE, first))
    await asyncio.sleep(0)
    eve_is_ahead(lately)
    other = asyncio.create_task(done_for(EVE, second))
    await asyncio.sleep(0)
    may_go_on.set()

    assert (await one, await other, order) == ("rendering", "rendering", ["first", "second"])
    # Nothing of hers is under way any more.
    assert await done_for(EVE, thread_name) == "rendering-slow"


async def test_long_work_of_who_is_ahead_takes_breaks(lately: Use, broke_off: list[float]) -> None:
    def render() -> str:
        work = Work(4 * UNITS_BETWEEN)
        part = Work(4 * UNITS_BETWEEN, within=work)
        with pytest.raises(TooMuchWork):
            while True:
                part.take(UNITS_BETWEEN // 2)

        return thread_name()

    await done_for(EVE, render)
    assert not broke_off

    eve_is_ahead(lately)
    await done_for(EVE, render)
    assert len(broke_off) == 4

    # Where all ask for as much, nobody takes any.
    lately.took("ann", 2, time.monotonic())
    await done_for(EVE, render)
    assert len(broke_off) == 4


def test_work_elsewhere_takes_none(lately: Use, broke_off: list[float]) -> None:
    eve_is_ahead(lately)
    Work(10 * UNITS_BETWEEN).take(9 * UNITS_BETWEEN)
    assert not broke_off
