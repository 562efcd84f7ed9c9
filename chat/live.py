"""The running answers of this process: start, follow, stop, sweep.

An answer belongs to its row, not to a request: it runs as a task of its own.
The drafts live only here; each is a copy that is ahead of its row by at most
one checkpoint. Another process or node follows and stops by the row.
"""

import asyncio
import contextvars
import functools
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

from django import db
from django.conf import settings

from chat.answer.draft import Draft
from chat.answer.events import Cursor, Event
from chat.answer.rendering_thread import aside
from chat.answer.stored import StoredProgress
from chat.answering import Read, write_answer
from sessions_memory import claims, measures
from sessions_memory.database.outages import DATABASE_OUTAGE
from sessions_memory.database.threads import in_database, next_thread
from sessions_memory.database.turns import sender
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 1.0
CHECKPOINT_SECONDS = 1.5
ROW_SECONDS = 0.7
SWEEP_AT_ONCE = 50
# At shutdown, for storing the answers that were cut short: on a machine under load more than four seconds were
# needed once. The server's manager kills after 30 s, of which three are kept for the last requests.
STORING_SECONDS, STORING_SECONDS_LEAST = 12, 4
ENDED_SECONDS = 26

_drafts: dict[int, Draft] = {}
_starting: dict[int, "asyncio.Future[Draft | None]"] = {}
_tasks: set["asyncio.Task[None]"] = set()
_is_leaving = False


async def start(interaction_id: int) -> Draft | None:
    """Claims the question and answers it here; None if another process has it or it is finished."""
    if interaction_id in _drafts:
        return _drafts[interaction_id]
    if _is_leaving:
        # The next process, or another node, answers it.
        return None

    if interaction_id not in _starting:
        _starting[interaction_id] = asyncio.get_running_loop().create_future()
        _detach(_run(interaction_id))

    # Shielded: a reader who leaves must not take the claim along.
    return await asyncio.shield(_starting[interaction_id])


def take(interaction: UserInteraction, read: Read) -> Draft:
    """Answers a question that is claimed already, and whose answer `read` reads."""
    draft = _drafts[interaction.pk] = Draft(interaction)
    _detach(_write(draft, read))
    return draft


async def follow(interaction: UserInteraction, position: int) -> AsyncIterator[Event]:
    """The events of its answer from code point `position` on; starts it if nobody has."""
    draft = _drafts.get(interaction.pk)
    if draft is None and interaction.status == Status.PENDING:
        draft = await start(interaction.pk)

    events = draft.follow(position) if draft else _follow_row(interaction, position)
    async for event in events:
        yield event


async def finished(interaction: UserInteraction) -> None:
    """Waits until its answer has ended, wherever it is written."""
    async for _ in follow(interaction, 0):
        pass


async def stop(interaction: UserInteraction) -> None:
    """Stops it at once if it is written here, else at its owner's next checkpoint."""
    await in_database(claims.request_stop, interaction)
    if interaction.pk in _drafts:
        _drafts[interaction.pk].stop(Status.STOPPED)


def open(*, sweeping: bool = True) -> None:
    """Begins the checkpoints of this process, and the sweeping unless it answers only what it asked itself."""
    global _is_leaving
    _is_leaving = False
    _detach(_forever(_checkpoint, CHECKPOINT_SECONDS))
    if sweeping:
        _detach(_forever(_sweep, SWEEP_SECONDS))


async def shut() -> None:
    """Lets running answers finish for a while, then stores them as interrupted and begins no more."""
    global _is_leaving
    clock = asyncio.get_running_loop().time
    deadline = clock() + settings.SHUTDOWN_SECONDS

    # Again and again: what is asked meanwhile may still be answered in time.
    while (answers := _running()) and clock() < deadline:
        logger.info("waiting for %d answers", len(answers))
        await asyncio.wait(answers, timeout=deadline - clock())

    _is_leaving = True
    storing_seconds = max(STORING_SECONDS_LEAST, min(STORING_SECONDS, ENDED_SECONDS - settings.SHUTDOWN_SECONDS))
    if _starting:
        await asyncio.wait(list(_starting.values()), timeout=storing_seconds)

    for draft in list(_drafts.values()):
        draft.stop(Status.INTERRUPTED)

    if answers := _running():
        await asyncio.wait(answers, timeout=storing_seconds)


async def close() -> None:
    """Ends everything, for the end of a process or a test.

    A server still hears requests for up to a second after this: another process answers them.
    """
    await shut()
    for task in list(_tasks):
        task.cancel()

    await asyncio.gather(*_tasks, return_exceptions=True)
    _drafts.clear()


def _running() -> list["asyncio.Task[None]"]:
    return [draft.task for draft in _drafts.values() if draft.task]


def _detach(work: Coroutine[Any, Any, None]) -> None:
    # A context of its own: the request that caused it ends, and its thread with it.
    context = contextvars.Context()
    # Their answers and their pages don't wait for each other.
    asking = sender.get()
    context.run(sender.set, asking and asking._replace(part="answers"))
    task = asyncio.get_running_loop().create_task(_on_a_thread(work), context=context)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


async def _on_a_thread(work: Coroutine[Any, Any, None]) -> None:
    async with next_thread():
        await work


async def _run(interaction_id: int) -> None:
    started = _starting[interaction_id]
    try:
        interaction = await in_database(claims.claim, interaction_id)
        if interaction is None:
            started.set_result(None)
            return

        draft = _drafts[interaction_id] = Draft(interaction)
        started.set_result(draft)
        await _write(draft)
    except db.Error as error:
        # The sweeper takes a question that was not claimed when the database is back.
        logger.error("interaction %s can't be claimed: %s", interaction_id, type(error).__name__)
    finally:
        if not started.done():
            started.set_result(None)
        _starting.pop(interaction_id, None)


async def _write(draft: Draft, read: Read | None = None) -> None:
    draft.task = asyncio.current_task()
    measures.listener.answers_running(len(_drafts))
    try:
        await write_answer(draft, read)
    except db.Error as error:
        # The sweeper ends an answer that was not stored with the text of its last checkpoint.
        logger.error("interaction %s can't be stored: %s", draft.interaction.pk, type(error).__name__)
    finally:
        _drafts.pop(draft.interaction.pk, None)
        measures.listener.answers_running(len(_drafts))
        if not draft.is_done:
            draft.close(Status.INTERRUPTED)


async def _follow_row(interaction: UserInteraction, position: int) -> AsyncIterator[Event]:
    cursor, progress = Cursor(position), StoredProgress()
    while True:
        try:
            row = await in_database(_read_row, interaction.pk)
        except DATABASE_OUTAGE:
            yield Event("ping", "")
            await asyncio.sleep(ROW_SECONDS)
            continue

        if row is None:
            return

        await aside(functools.partial(progress.read, row))
        for event in list(cursor.events(progress)) or [Event("ping", "")]:
            yield event

        if progress.ended_as:
            return

        await asyncio.sleep(ROW_SECONDS)


def _read_row(interaction_id: int) -> UserInteraction | None:
    return UserInteraction.objects.filter(pk=interaction_id).listed().first()


async def _forever(work: Callable[[], Coroutine[Any, Any, None]], seconds: float) -> None:
    while True:
        try:
            await work()
        except db.Error as error:
            logger.warning("%s waits for the database: %s", work.__name__, type(error).__name__)
        await asyncio.sleep(seconds)


async def _sweep() -> None:
    await in_database(claims.interrupt_dead, frozenset(_drafts))
    for interaction_id in await in_database(claims.waiting_ids, SWEEP_AT_ONCE):
        await start(interaction_id)


async def _checkpoint() -> None:
    drafts = [draft for draft in _drafts.values() if not draft.is_done]
    if not drafts:
        return

    points = [claims.Checkpoint(draft.interaction, draft.text, draft.metadata()) for draft in drafts]
    lost, stopped = await in_database(claims.keep, points)

    for draft in drafts:
        if draft.interaction.pk in lost | stopped:
            draft.stop(Status.STOPPED)
