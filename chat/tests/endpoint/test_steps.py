"""Work on large bodies beside the event loop, in which others have their turns."""

import asyncio

import pytest

from chat.answer.rendering_thread import aside
from chat.endpoint.steps import Steps, at_once, in_pieces
from sessions_memory.database.turns import Sender, sender

WAITING_SECONDS = 30


def counted(until: int) -> Steps[int]:
    for _ in range(until):
        yield

    return until


def test_it_is_done_at_once_where_there_is_little() -> None:
    assert at_once(counted(3)) == 3


async def test_others_have_their_turns_before_its_end() -> None:
    others_are_done = False

    def long() -> Steps[str]:
        while not others_are_done:
            yield

        return "done"

    def of_others() -> None:
        nonlocal others_are_done
        others_are_done = True

    async def ask() -> str:
        sender.set(Sender("Ann"))
        return await in_pieces(long())

    async def ask_as_well() -> None:
        sender.set(Sender("Ben"))
        await aside(of_others)

    async with asyncio.timeout(WAITING_SECONDS):
        found, _ = await asyncio.gather(ask(), ask_as_well())

    assert found == "done"


async def test_what_it_raises_is_told() -> None:
    def refused() -> Steps[int]:
        yield
        raise ValueError("too much")

    with pytest.raises(ValueError, match="too much"):
        await in_pieces(refused())
