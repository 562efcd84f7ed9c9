"""Asks the model for titles and summaries of sessions that rest, where their person allows it."""

import logging
from datetime import timedelta

from django.utils import timezone

from chat.llm import ModelError, complete_chat
from chat.model_server.connection import Connection, current_connection
from chat.model_server.protocol import Message
from chat.models import Preferences, preferences_of
from chat.prompt.tokens import estimate_tokens
from sessions_memory.database.threads import in_database
from sessions_memory.models import UserInteraction, UserSession

logger = logging.getLogger(__name__)

QUIET = timedelta(minutes=10)
AT_ONCE = 20
TEXT_TOKENS = 4000
# A model that was asked for eight words.
WRITTEN_TITLE_MAX_CHARS = 80
SUMMARY_MAX_CHARS = 1200
TITLE_TASK = (
    "Give this conversation a title of at most eight words, in its own language. "
    "Answer with the title alone, without quotation marks."
)
SUMMARY_TASK = (
    "Summarise in at most five short sentences, in the language of the conversation, what the person "
    "asked, decided and left open. Answer with the summary alone."
)


async def reflect_on_resting_sessions() -> int:
    """Looks back on each session in which something was said since the last time; returns how many."""
    connection = await in_database(current_connection)
    if connection is None:
        return 0

    sessions = await in_database(_due)
    for session in sessions:
        await _reflect(session, connection)

    return len(sessions)


async def _reflect(session: UserSession, connection: Connection) -> None:
    # The session is taken before the model is asked: two workers don't ask twice, nor a failing server each minute.
    if not await in_database(_take, session):
        return

    allowed, texts = await in_database(_read, session)
    title = await _ask(connection, TITLE_TASK, texts) if allowed.titles_by_model else ""
    is_over = session.session_end is not None
    summary = await _ask(connection, SUMMARY_TASK, texts) if allowed.summaries_by_model and is_over else ""
    await in_database(
        session.keep_reflection, title=_one_line(title)[:WRITTEN_TITLE_MAX_CHARS], summary=summary[:SUMMARY_MAX_CHARS]
    )

    logger.info("looked back on session %s", session.pk)


async def _ask(connection: Connection, task: str, texts: str) -> str:
    messages: list[Message] = [{"role": "system", "content": task}, {"role": "user", "content": texts}]
    try:
        return await complete_chat(connection, connection.models[0], messages)
    except ModelError as error:
        logger.warning("looking back failed: %s", error.sentence)
        return ""


def _due() -> list[UserSession]:
    return list(UserSession.objects.to_reflect(quiet=QUIET).order_by("last_activity_at")[:AT_ONCE])


def _take(session: UserSession) -> bool:
    session.reflected_at = timezone.now()
    rows = UserSession.objects.filter(pk=session.pk, reflected_at__isnull=True)
    return rows.update(reflected_at=session.reflected_at) == 1


def _read(session: UserSession) -> tuple[Preferences, str]:
    rows = UserInteraction.objects.in_session(session).current().answered().oldest_first().listed()
    parts, room = [], TEXT_TOKENS

    for row in rows:
        part = f"Question: {row.user_question}\nAnswer: {row.ai_response}"
        room -= estimate_tokens(part)

        if room < 0:
            parts.append(part[: max(0, len(part) + 3 * room)])
            break

        parts.append(part)

    return preferences_of(session.user), "\n\n".join(parts)


def _one_line(text: str) -> str:
    return " ".join(text.split()).strip("\"“”„«»'*# ")
