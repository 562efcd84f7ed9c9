"""Whose work is next: each sender's in turn, on one thread of their own choosing at a time."""

import asyncio
import threading
import time

import pytest
from asgiref.sync import sync_to_async

from sessions_memory.database import threads
from sessions_memory.database.threads import THREADS, FairThread, next_thread
from sessions_memory.database.turns import BURST_SECONDS, LATELY_SECONDS, REST_MAX_SECONDS, Sender, Turns, Use, sender


def test_one_sender_s_work_waits_behind_their_own() -> None:
    work: Turns[str] = Turns()
    for whose, what in (("eve", "1"), ("eve", "2"), ("eve", "3"), ("ann", "a"), ("bob", "b"), ("ann", "c")):
        sender.set(Sender(whose))
        work.add(what)

    work.close()
    taken = iter(work.take, None)
    assert [what for _, what in taken] == ["1", "a", "b", "2", "c", "3"]


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
    use = Use()
    use.took("eve", 10, now=0.1)
    assert not use.somebody_rests()

    use.took("ann", 0.01, now=0.2)
    use.took("eve", 0.01, now=0.3)
    assert use.rests_until("eve") == pytest.approx(0.39)
    use.took("eve", 10, now=0.4)
    assert use.rests_until("eve") == 0.4 + REST_MAX_SECONDS
    assert use.rests_until("ann") == 0

    use.took("ann", 0.01, now=1)
    assert not use.somebody_rests()


def test_who_used_more_than_others_at_work_is_ahead_of_them() -> None:
    use = Use()
    use.took("eve", 0.1, now=0)
    assert not use.is_ahead("eve", 0)

    use.took("ann", 0.03, now=0)
    assert use.is_ahead("eve", 0) and not use.is_ahead("ann", 0) and not use.is_ahead("bob", 0)
    assert not use.is_ahead("eve", 0, burst_seconds=0.2)
    assert use.is_ahead("bob", 0, more_seconds=0.2)
    # It is given back in time, and who is no longer at work is not compared with.
    assert not use.is_ahead("eve", 0.5) and not use.is_ahead("eve", 2)


def test_on_a_thread_for_what_takes_little_one_rests_sooner() -> None:
    use = Use()
    use.took("ann", 0.001, now=0)
    use.took("eve", 0.03, now=0)
    assert not use.somebody_rests()

    use.took("eve", 0.01, now=0, burst_seconds=0.02)
    assert use.rests_until("eve") == pytest.approx(0.09)


def test_work_on_several_threads_is_rested_for_once_each() -> None:
    use = Use()
    use.took("ann", 0.01, now=0)
    use.took("eve", 1, now=0)
    begins = use.rests_until("eve")

    use.took("eve", 0.01, now=begins)
    use.took("eve", 0.01, now=begins)
    assert use.rests_until("eve") == pytest.approx(begins + 2 * 0.09)


def test_where_all_ask_much_nobody_rests() -> None:
    use = Use()
    for second in range(20):
        for who in ("ann", "bob", "eve"):
            use.took(who, 0.5, now=second)
            assert not use.somebody_rests()


def test_who_asks_alone_and_who_used_little_do_not_rest() -> None:
    use = Use()
    use.took("ann", BURST_SECONDS / 2, now=0)
    use.took("eve", BURST_SECONDS / 2, now=0)
    use.took("eve", 10, now=LATELY_SECONDS + 1)
    assert not use.somebody_rests()


def test_who_rests_does_so_with_all_their_work_on_every_thread() -> None:
    use, later = Use(), time.monotonic() + 1000
    use.took("ann", 0.01, later)
    use.took("eve", 10, later)

    work: Turns[str] = Turns(use)
    for whose, what in ((Sender("eve"), "page"), (Sender("eve", "answers"), "answer"), (Sender("ann"), "of another")):
        sender.set(whose)
        work.add(what)

    assert work.take() == (Sender("ann"), "of another")


@pytest.mark.parametrize(("burst_seconds", "rests"), [(0, True), (10, False)])
def test_each_thread_counts_with_its_own_burst(
    monkeypatch: pytest.MonkeyPatch, burst_seconds: float, *, rests: bool
) -> None:
    use = Use()
    monkeypatch.setattr(threads, "use", use)
    thread = FairThread("fair", burst_seconds=burst_seconds)

    def work() -> None:
        sum(range(100_000))
        use.took("ann", 0, time.monotonic())

    sender.set(Sender("eve"))
    thread.submit(work)
    thread.shutdown()
    assert (use.rests_until("eve") > 0) is rests


def test_a_thread_that_is_shut_down_does_first_what_waits() -> None:
    thread, may_begin = FairThread("fair"), threading.Event()
    thread.submit(may_begin.wait)
    last = thread.submit(int, "7")
    threading.Timer(0.05, may_begin.set).start()

    thread.shutdown()
    assert last.done()
