"""The worker's loop, beside answering.

Imports, files, deletions, actions on many sessions, growth, idle sessions, what a model words.
"""

import asyncio
import logging
import math
import signal
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta

from django.core.management import call_command
from django.db import DatabaseError

from chat import llm
from chat.background.pauses import Pause
from chat.background.priority import let_others_go_first
from chat.embedding import CatchingUp
from chat.growth.wording import Wording
from chat.llm import ModelError
from chat.reflection import Reflecting
from sessions_memory import measures
from sessions_memory.attachments import keeping, reading
from sessions_memory.bulk import jobs as bulk_jobs
from sessions_memory.database.threads import apart, in_database, next_thread
from sessions_memory.deletion import jobs
from sessions_memory.deletion.wiping import wipe_what_was_deleted
from sessions_memory.growth.keeping.refreshing import QUIET, GrowthRunner
from sessions_memory.importers import inbox, uploads
from sessions_memory.importers.jobs.running import ImportRunner
from sessions_memory.lifecycle import close_idle_sessions, delete_rested_temporaries
from sessions_memory.recall.index.files import index_next

logger = logging.getLogger(__name__)

ROUND_SECONDS = 30
# All that is stored is listed, which a bucket lets itself be paid for.
SWEEP_SECONDS = 3600
# How soon after an answer its vectors are made.
EMBED_SECONDS = 5
# How soon after a rest has begun the model is asked for titles, summaries and words about growth.
ASK_SECONDS = 10
# How long a new import or deletion waits at most; looking costs one small index.
LOOK_SECONDS = 1
# A deletion lets go as often, so that the worker can end.
DELETING_SECONDS = 2
# The web process goes first: nobody waits for an import as one does for a page.
NICENESS = 10


async def work(*, once: bool) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)

    measures.listener.process_began(measures.WORKER)
    if not once:
        let_others_go_first(NICENESS)

    imports = asyncio.create_task(_import(stopping, once=once))
    reading = asyncio.create_task(_read_files(stopping, once=once))
    deleting = asyncio.create_task(_forget(stopping, once=once))
    rounds = asyncio.create_task(_rounds(once=once))
    embedding = asyncio.create_task(_embed(once=once))
    growing = asyncio.create_task(_grow(stopping, once=once, after=(imports, deleting, rounds)))
    asking = asyncio.create_task(_ask_model(once=once, after=growing))
    parts = (imports, reading, deleting, rounds, embedding, growing, asking)
    ended = asyncio.create_task(asyncio.wait(parts, return_when=asyncio.FIRST_EXCEPTION))

    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopping.set()
    rounds.cancel()
    embedding.cancel()
    asking.cancel()

    # An import ends its slice and lets go of the job, as does who reads for growth.
    outcomes = await asyncio.gather(*parts, return_exceptions=True)
    await asyncio.gather(ended, stopped)
    await llm.close_clients()

    # An error that ended one of them is raised again: the supervisor then starts the worker anew.
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome


async def _rounds(*, once: bool) -> None:
    swept = -math.inf
    async with next_thread():
        while True:
            try:
                await in_database(close_idle_sessions)
                await in_database(delete_rested_temporaries)
                await in_database(inbox.take_in)
                await in_database(uploads.sweep)
                await in_database(keeping.sweep)
                # Django keeps the expired sessions of browsers that did not log out, with the questions in them.
                await in_database(call_command, "clearsessions")
            except (DatabaseError, OSError) as error:
                logger.warning("the database or the disk does not answer: %s", type(error).__name__)

            if time.monotonic() - swept > SWEEP_SECONDS:
                # Also if it fails: nobody waits for it.
                swept = time.monotonic()
                await _sweep_files()

            if once:
                return

            await asyncio.sleep(ROUND_SECONDS)


async def _sweep_files() -> None:
    try:
        await in_database(uploads.sweep_files)
        await in_database(keeping.sweep_files)
    except (DatabaseError, OSError) as error:
        logger.warning("the database or the file storage does not answer: %s", type(error).__name__)


async def _embed(*, once: bool) -> None:
    catching_up = CatchingUp()
    async with next_thread():
        while True:
            try:
                await catching_up.go_on()
            except (DatabaseError, ModelError) as error:
                logger.warning("making vectors waits: %s", getattr(error, "sentence", type(error).__name__))

            if once:
                return

            await asyncio.sleep(EMBED_SECONDS)


async def _import(stopping: asyncio.Event, *, once: bool) -> None:
    runner = ImportRunner()
    # A thread of its own: a slice must not wait for a model, nor the other way round.
    async with next_thread():
        await _steps(lambda: in_database(runner.work), "an import", stopping, once=once)
        await in_database(runner.leave)


async def _read_files(stopping: asyncio.Event, *, once: bool) -> None:
    before = 0

    async def read() -> bool:
        nonlocal before
        attachment = await in_database(reading.claim, after=before)
        if attachment is None:
            return await in_database(index_next)

        before = attachment.user_id
        # No thread of the database waits for the program that reads.
        try:
            found = await asyncio.to_thread(reading.extract, attachment)
            await in_database(reading.keep, attachment, found)
        except OSError as error:
            return await in_database(reading.failed, attachment, error)

        return True

    async with next_thread():
        await _steps(read, "a file that is to be read", stopping, once=once)


async def _forget(stopping: asyncio.Event, *, once: bool) -> None:
    async def delete() -> bool:
        is_busy = await in_database(bulk_jobs.work_on_all, seconds=DELETING_SECONDS)
        is_busy |= await in_database(jobs.work_on_all, seconds=DELETING_SECONDS)
        await in_database(wipe_what_was_deleted)
        return is_busy

    # A thread of its own, too: writing a large database anew takes a while.
    async with next_thread():
        await _steps(delete, "a deletion", stopping, once=once)


async def _grow(stopping: asyncio.Event, *, once: bool, after: Iterable["asyncio.Task[None]"]) -> None:
    if once:
        # What they bring and take is read, too.
        await asyncio.wait(after)

    runner = GrowthRunner(stopping.is_set, quiet=timedelta(0) if once else QUIET)
    # A thread of its own: finding themes in a long history takes a while.
    async with apart():
        await _steps(lambda: in_database(runner.work), "growth", stopping, once=once)


async def _ask_model(*, once: bool, after: "asyncio.Task[None]") -> None:
    """One after the other: most servers on one's own machine answer one question at a time."""
    if once:
        await asyncio.wait({after})

    pause = Pause()
    reflecting, wording = Reflecting(pause), Wording(pause)
    async with next_thread():
        while True:
            try:
                is_busy = await reflecting.step() or await wording.step()
            except DatabaseError as error:
                logger.warning("asking the model in the background waits: %s", type(error).__name__)
                is_busy = False

            if once and not is_busy:
                return
            if not is_busy:
                await asyncio.sleep(ASK_SECONDS)


async def _steps(step: Callable[[], Awaitable[bool]], name: str, stopping: asyncio.Event, *, once: bool) -> None:
    """One after the other while there is something to do, which is looked for again and again."""
    while not stopping.is_set():
        try:
            is_busy = await step()
        except (DatabaseError, OSError) as error:
            logger.warning("%s waits for the database or the disk: %s", name, type(error).__name__)
            is_busy = False

        if not is_busy and once:
            return
        if not is_busy:
            await _sleep(stopping)


async def _sleep(stopping: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), LOOK_SECONDS)
    except TimeoutError:
        return
