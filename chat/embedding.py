"""Vectors of what was said, from the server that the owner named for them, where the person allows it.

The worker makes them after the answer, in batches and in the order of ids. It
remembers only in its process how far it came: a new one looks through all
once, and finds what lacks vectors, or has those of another model; so does one
where somebody allows it again, or is switched on again.
"""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser

from chat.llm import ModelError, embed
from chat.model_server.connection import Connection
from chat.model_server.deadlines import Deadline
from chat.model_server.servers.encoder import embedding_connection
from chat.models import Preferences, preferences_of
from sessions_memory import measures
from sessions_memory.database.threads import in_database
from sessions_memory.models import UserInteraction
from sessions_memory.recall.meaning import vectors

logger = logging.getLogger(__name__)

# Encoders read no more of a text; a longer one says before that what it is about.
TEXT_CHARS = 4000
# A short answer ("Yes, in May") says little without its question; a long one says by itself what it is about, and an
# encoder that reads no further would see the question alone.
TOGETHER_CHARS = 1000
# How many interactions are looked through at once, and how many go to the server in one call.
LOOKED_AT = 500
AT_ONCE = 16
# People who are passed by, and caught up with as soon as they allow it; others when a process begins.
REMEMBERED_MAX = 1_000
# More servers than anybody connects, one after the other.
DEADLINES_MAX = 100

_deadlines: dict[tuple[str, str], Deadline] = {}


async def question_vector(user: AbstractBaseUser, question: str) -> list[float] | None:
    """None where no embeddings are made, or the server is away or too slow: recall then goes by words alone."""
    connection = await in_database(embeddings_for, user)
    if connection is None:
        return None

    deadline, began = _deadline_of(connection), time.monotonic()
    try:
        seconds = deadline.seconds(settings.EMBEDDING_QUESTION_MS / 1000)
        (vector,) = await embed(connection, [question[:TEXT_CHARS]], seconds=seconds)
    except ModelError as error:
        deadline.was_late()
        measures.listener.outage(measures.MODEL)
        logger.warning("recall goes by words alone: %s", error.sentence)
        return None

    deadline.needed(time.monotonic() - began)
    return vector


def _deadline_of(connection: Connection) -> Deadline:
    if len(_deadlines) >= DEADLINES_MAX:
        _deadlines.clear()

    return _deadlines.setdefault((connection.base_url, connection.models[0]), Deadline())


def embeddings_for(user: AbstractBaseUser) -> Connection | None:
    """None unless the owner names a model and the person lets their texts leave."""
    connection = embedding_connection()
    return connection if connection and preferences_of(user).embeddings_by_model else None


class CatchingUp:
    """How far this process came. `sent`: told how many got their vectors, after each call."""

    def __init__(self, sent: Callable[[int], None] = lambda count: None) -> None:
        self.model, self.after, self.sent = "", 0, sent
        # Whose texts were passed by.
        self._left_alone: set[int] = set()

    async def go_on(self) -> int:
        """Makes what lacks, to the end; returns how many. Raises ModelError, and begins there the next time."""
        connection = await in_database(embedding_connection)
        if connection is None:
            return 0
        if connection.models[0] != self.model or await in_database(self._somebody_is_back):
            self.model, self.after, self._left_alone = connection.models[0], 0, set()

        made = 0
        while True:
            rows, following = await in_database(self._lacking)
            for at in range(0, len(rows), AT_ONCE):
                made += await self._make(connection, rows[at : at + AT_ONCE])

            if following == self.after:
                return made

            self.after = following

    def _somebody_is_back(self) -> bool:
        return _left_alone(self._left_alone) != self._left_alone

    def _lacking(self) -> tuple[list[UserInteraction], int]:
        rows, following = vectors.lacking(self.model, self.after, LOOKED_AT)
        return self._allowed(rows), following

    def _allowed(self, rows: list[UserInteraction]) -> list[UserInteraction]:
        left_alone = _left_alone({row.user_id for row in rows})
        if len(self._left_alone) < REMEMBERED_MAX:
            self._left_alone |= left_alone

        return [row for row in rows if row.user_id not in left_alone]

    async def _make(self, connection: Connection, rows: list[UserInteraction]) -> int:
        # Since they were read somebody may have been switched off.
        rows = await in_database(self._allowed, rows)
        if not rows:
            return 0

        texts = [text for row in rows for text in (row.user_question, _told(row))]
        found = await embed(connection, [text[:TEXT_CHARS] for text in texts])
        triples = [(row, found[2 * at], found[2 * at + 1]) for at, row in enumerate(rows)]
        kept = await in_database(vectors.keep, self.model, triples)
        logger.info("made the vectors of %s interactions", kept)

        self.sent(kept)
        return kept


def _told(row: UserInteraction) -> str:
    question, answer = row.user_question, row.own_answer
    if not answer or not question:
        return answer or question

    return f"{question}\n{answer}" if len(question) + len(answer) <= TOGETHER_CHARS else answer


def _left_alone(people: set[int]) -> set[int]:
    """Who of them does not allow it, or is switched off."""
    if not people:
        return set()

    refusing = Preferences.objects.filter(user__in=people, embeddings_by_model=False)
    off = get_user_model().objects.filter(pk__in=people, is_active=False)
    return {*refusing.values_list("user_id", flat=True), *off.values_list("pk", flat=True)}
