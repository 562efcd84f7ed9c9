"""One question to the model about growth at a time: who is next, what is to be said, what holds."""

import logging
import math
import time
from collections.abc import Callable, Sequence

from chat.growth import insights, reviews, turns
from chat.growth.reply import entries
from chat.growth.values import Job
from chat.llm import ModelError, complete_chat
from chat.model_server.connection import Connection, current_connection
from sessions_memory.database.threads import in_database

logger = logging.getLogger(__name__)

# A server that failed is left alone as long: the calls of a day shall not go to one that is away.
PAUSE_SECONDS = 600
# In the order in which they are asked about.
JOBS: Sequence[Callable[[int], Job | None]] = (reviews.next_job, insights.next_job)


class Wording:
    """What a worker does of it."""

    def __init__(self) -> None:
        self._not_before = -math.inf

    async def step(self) -> bool:
        """Asks once; False if there is nothing to ask, nobody to ask it, or somebody waits for an answer."""
        if time.monotonic() < self._not_before:
            return False

        connection = await in_database(current_connection)
        found = await in_database(_next) if connection else None
        if connection is None or found is None:
            return False

        try:
            await _ask(connection, *found)
        except ModelError as error:
            logger.warning("the model said nothing about growth: %s", error.sentence)
            self._not_before = time.monotonic() + PAUSE_SECONDS
            return False

        return True


def _next() -> tuple[int, Job] | None:
    growth = None if turns.answers_are_running() else turns.next_person()
    if growth is None:
        return None

    job = next((job for find in JOBS if (job := find(growth.pk))), None)
    if job is None:
        turns.note_done(growth)
        return None

    return (growth.pk, job) if turns.take(growth) else None


async def _ask(connection: Connection, user_id: int, job: Job) -> None:
    reply = await complete_chat(connection, connection.models[0], job.messages)
    kept = await in_database(job.keep, entries(reply, job.key))
    logger.info("the model worded growth of user %s: %s %s", user_id, kept, job.key)
