"""One question to the model about growth at a time: who is next, what is to be said, what holds."""

import logging
from collections.abc import Callable, Sequence

from chat.background.pauses import Pause
from chat.background.rest import NotNow, is_at_rest, unless_asked
from chat.growth import insights, naming, reviews, turns
from chat.growth.reply import entries
from chat.growth.room import messages_for
from chat.growth.values import Job
from chat.llm import ModelError, ModelRefused, complete_chat
from chat.model_room import length_of
from chat.model_server.room import budget_for
from chat.model_server.servers.choosing import Choice
from chat.model_server.servers.stored import connected
from chat.models import preferences_of
from sessions_memory.database.threads import in_database
from sessions_memory.models import Growth

logger = logging.getLogger(__name__)

# In the order in which they are asked about.
JOBS: Sequence[Callable[[int], Job | None]] = (reviews.next_job, naming.next_job, insights.next_job)


class Wording:
    """What a worker does of it."""

    def __init__(self, pause: Pause | None = None) -> None:
        self._pause = pause or Pause()

    async def step(self) -> bool:
        """Asks once; False if there is nothing to ask, nobody to ask it, or somebody needs the model."""
        if self._pause.is_on:
            return False

        found = await in_database(_next)
        if found is None:
            return False

        growth, job, choice = found
        counts = is_done = False
        try:
            await _ask(choice, growth.pk, job)
            counts = is_done = True
            self._pause.end()
        except NotNow:
            logger.info("words about growth wait: somebody asked, or the person is switched off")
        except ModelError as error:
            logger.warning("the model said nothing about growth: %s", error.sentence)
            # The same would be refused again and again.
            counts = isinstance(error, ModelRefused)
            self._pause.begin()
        finally:
            # Also where the worker ends.
            if not counts:
                await in_database(turns.give_back, growth)

        return is_done


def _next() -> tuple[Growth, Job, Choice] | None:
    servers = connected()
    growth = turns.next_person() if servers.connections and is_at_rest() else None
    if growth is None:
        return None

    choice = servers.choose(preferences_of(growth.user).chat_model)
    if choice is None:
        # The server that they picked is gone: what they wrote is sent to no other until they pick one.
        turns.note_done(growth)
        return None

    job = next((job for find in JOBS if (job := find(growth.pk))), None)
    if job is None:
        turns.note_done(growth)
        return None

    return (growth, job, choice) if turns.take(growth) else None


async def _ask(choice: Choice, user_id: int, job: Job) -> None:
    connection, model = choice.connection, choice.model
    length = await length_of(connection, model)
    messages = messages_for(job, budget_for(length, most=connection.room_tokens))
    # Without room for a quote there is nothing to ask.
    reply = await unless_asked(complete_chat(connection, model, messages), user_id) if messages else ""
    kept = await in_database(job.keep, entries(reply, job.key))
    logger.info("the model worded growth of user %s: %s %s", user_id, kept, job.key)
