"""Whose work is next: each sender's in turn, on one thread of their own choosing at a time."""

import asyncio
import threading

import pytest
from asgiref.sync import sync_to_async

from sessions_memory.database.threads import THREADS, FairThread, next_thread
from sessions_memory.database.turns import BURST_SECONDS, LATELY_SECONDS, REST_MAX_SECONDS, Sender, Turns, Use, sender


def test_one_sender_s_work_waits_behind_their_own() -> None:
    turns: Turns[str] = Turns()
    for whose, work in (("eve", "1"), ("eve", "2"), ("eve", "3"), ("ann", "a"), ("bob", "b"), ("ann", "c")):
        sender.set(Sender(whose))
        turns.add(work)

    turns.close()
    taken = iter(turns.take, None)
    assert [work for _, work in taken] == ["1", "a", "b", "2", "c", "3"]


def test_a_thread_does_the_work_of_others_between_much_of_one() -> None:
    thread, may_begin, done = FairThread("fair"), threading.Event(), list[str]()
    thread.submit(may_begin.wait)
    for whose in ("eve", "eve", "eve", "ann"):
        sender.set(Sender(whose))
        last = thread.submit(done.append, whose)

    may_begin.set()
    last.result(10)
    thread.shutdown()
    assert done == ["eve", "ann", "eve", "eve"]


def test_what_fails_is_told_to_who_waits_and_the_thread_goes_on() -> None:
    thread = FairThread("fair")
    failed = thread.submit(int, "x")
    assert isinstance(failed.exception(10), ValueError)
    assert thread.submit(int, "7").result(10) == 7
    thread.shutdown()


async def threads_of(whose: str, requests: int) -> set[str]:
    """Where so many requests at once of one sender do their work."""
    gate = asyncio.Event()

    async def ask() -> str:
        sender.set(Sender(whose))
        async with next_thread():
            await gate.wait()
            return await sync_to_async(lambda: threading.current_thread().name)()

    asked = [asyncio.create_task(ask()) for _ in range(requests)]
    await asyncio.sleep(0)
    gate.set()
    return set(await asyncio.gather(*asked))


@pytest.mark.django_db(transaction=True)
async def test_what_one_sender_asks_at_once_is_done_on_one_thread() -> None:
    assert len(await threads_of("eve", 20)) == 1


@pytest.mark.django_db(transaction=True)
async def test_senders_are_spread_over_the_threads() -> None:
    taken = await asyncio.gather(*(threads_of(f"person {number}", 3) for number in range(THREADS)))
    assert len(set[str]().union(*taken)) == THREADS


def test_who_used_much_rests_while_others_are_at_work() -> None:
    use, eve, ann = Use(), Sender("eve"), Sender("ann")
    assert use.rest_after(eve, 10, now=0) == 0
    assert use.rest_after(eve, 0.01, now=0.1) == 0

    use.rest_after(ann, 0.01, now=0.2)
    assert use.rest_after(eve, 0.01, now=0.3) == pytest.approx(0.09)
    assert use.rest_after(eve, 10, now=0.4) == REST_MAX_SECONDS
    assert use.rest_after(ann, 0.01, now=0.5) == 0


def test_where_all_ask_much_nobody_rests() -> None:
    use, people = Use(), [Sender(name) for name in ("ann", "bob", "eve")]
    rests = [use.rest_after(whose, 0.5, now=second) for second in range(20) for whose in people]
    assert not any(rests)


def test_who_asks_alone_and_who_used_little_do_not_rest() -> None:
    use, eve, ann = Use(), Sender("eve"), Sender("ann")
    use.rest_after(ann, BURST_SECONDS / 2, now=0)
    assert use.rest_after(eve, BURST_SECONDS / 2, now=0) == 0
    assert use.rest_after(eve, 10, now=LATELY_SECONDS + 1) == 0
    assert use.rest_after(Sender("eve", "answers"), 10, now=LATELY_SECONDS + 1) == 0


def test_a_thread_that_is_shut_down_does_first_what_waits() -> None:
    thread, may_begin = FairThread("fair"), threading.Event()
    thread.submit(may_begin.wait)
    last = thread.submit(int, "7")
    threading.Timer(0.05, may_begin.set).start()

    thread.shutdown()
    assert last.done()
