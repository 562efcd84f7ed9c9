"""Asks the model for titles and summaries of sessions that rest, where their person allows it.

One session at a time, while nobody needs the model. A session that a question, or a server that is away, came between
is due again, as is one in the middle of which a worker was killed.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Left
from django.utils import timezone

from chat.background.checks import fit_summary, fit_title, has_words
from chat.background.pauses import Pause
from chat.background.rest import NotNow, is_at_rest, unless_asked
from chat.background.tasks import SUMMARY_TASK, TITLE_TASK, messages_for, quoted
from chat.llm import ModelError, complete_chat
from chat.model_room import length_of
from chat.model_server.room import budget_for
from chat.model_server.sayings import Kind
from chat.model_server.servers.choosing import Choice, Servers
from chat.model_server.servers.stored import connected
from chat.models import ReflectionClaim, preferences_of
from sessions_memory.database.threads import in_database
from sessions_memory.models import UserInteraction, UserSession

logger = logging.getLogger(__name__)

QUIET = timedelta(minutes=10)
# More than the room for them holds.
TURNS_READ, TURN_READ_CHARS = 200, 20_000
# A worker that asks for longer is taken for one that died; if it was not, what it is told is thrown away.
CLAIM_HOLDS = timedelta(minutes=15)
# A refusal of this text: the same text will be refused again.
OF_THE_TEXT = (Kind.TOO_LONG, Kind.TOO_LARGE, Kind.FILTERED, Kind.REFUSED)


class Reflecting:
    """What a worker does of it."""

    def __init__(self, pause: Pause | None = None) -> None:
        self._pause = pause or Pause()
        # They wait until the others had their turn: one whose words break the server must not stand before all.
        self._failed: set[int] = set()

    async def step(self) -> bool:
        """Looks back on one session; False if none is due, nobody is to be asked, or somebody needs the model."""
        if self._pause.is_on:
            return False

        servers = await in_database(connected)
        session = await in_database(self._take_next) if servers.connections else None
        if session is None:
            self._failed.clear()
            return False

        is_done = False
        try:
            await _ask_all(session, servers)
            is_done = True
            self._pause.end()
        except NotNow:
            logger.info("looking back on session %s waits: somebody asked, or the person is switched off", session.pk)
        except ModelError as error:
            logger.warning("looking back on session %s waits: %s", session.pk, error.sentence)
            self._failed.add(session.pk)
            self._pause.begin()
        finally:
            # Also where the worker ends; after one that is killed, the next one does it.
            await in_database(_let_go if is_done else _give_back, session)

        return is_done

    def _take_next(self) -> UserSession | None:
        """It is taken before the model is asked: two workers don't ask twice."""
        if not is_at_rest():
            return None

        _give_back_left_over()
        due = UserSession.objects.to_reflect(quiet=QUIET).exclude(pk__in=self._failed)
        session = due.select_related("user").order_by("last_activity_at").first()
        return session if session and _take(session) else None


async def _ask_all(session: UserSession, servers: Servers) -> None:
    """Raises NotNow, and ModelError where asking later may help."""
    wishes, turns = await in_database(_read, session)
    if not wishes or not has_words([question for question, _ in turns]):
        return

    choice = await in_database(_choice, session, servers)
    if choice is None:
        return

    length = await length_of(choice.connection, choice.model)
    conversation = quoted(turns, budget_for(length, most=choice.connection.room_tokens))
    for task, fit, keep in wishes if conversation else ():
        written = await _ask(choice, task, conversation, session.user_id)
        if found := fit(written):
            await in_database(keep, found)


def _choice(session: UserSession, servers: Servers) -> Choice | None:
    """The model that answered last, which has read the session already; else its person's, or the default.

    None: its server is gone. What was meant for that one is sent to no other.
    """
    rows = UserInteraction.objects.in_session(session).current().answered().recent_first()
    asked = rows.values_list("model", flat=True).first() or ""
    return servers.choose(asked or preferences_of(session.user).chat_model)


async def _ask(choice: Choice, task: str, conversation: str, user_id: int) -> str:
    messages = messages_for(task, conversation)
    try:
        return await unless_asked(complete_chat(choice.connection, choice.model, messages), user_id)
    except ModelError as error:
        if error.reason and error.reason.kind in OF_THE_TEXT:
            logger.warning("looking back failed: %s", error.sentence)
            return ""
        raise


Wish = tuple[str, Callable[[str], str], Callable[[str], None]]


def _read(session: UserSession) -> tuple[list[Wish], list[tuple[str, str]]]:
    """What is wanted of it, each with its check and where it is kept; and what was said."""
    allowed, wishes = preferences_of(session.user), list[Wish]()
    if allowed.titles_by_model:
        wishes.append((TITLE_TASK, fit_title, lambda title: session.keep_reflection(title=title)))
    if allowed.summaries_by_model and session.session_end:
        wishes.append((SUMMARY_TASK, fit_summary, lambda summary: session.keep_reflection(summary=summary)))

    rows = UserInteraction.objects.in_session(session).current().answered().oldest_first()
    beginnings = (Left(name, TURN_READ_CHARS) for name in ("user_question", "ai_response"))
    return wishes, list(rows.values_list(*beginnings)[:TURNS_READ])


def _take(session: UserSession) -> bool:
    session.reflected_at = timezone.now()
    rows = UserSession.objects.filter(pk=session.pk, reflected_at__isnull=True)
    with transaction.atomic():
        is_taken = rows.update(reflected_at=session.reflected_at) == 1
        if is_taken:
            values = {"reflected_at": session.reflected_at}
            ReflectionClaim.objects.update_or_create(session_id=session.pk, defaults=values)

    return is_taken


def _let_go(session: UserSession) -> None:
    if session.reflected_at:
        ReflectionClaim.objects.filter(session_id=session.pk, reflected_at=session.reflected_at).delete()


def _give_back(session: UserSession) -> None:
    if session.reflected_at:
        _due_again(session.pk, session.reflected_at)


def _give_back_left_over() -> None:
    for claim in ReflectionClaim.objects.filter(reflected_at__lt=timezone.now() - CLAIM_HOLDS):
        logger.info("looking back on session %s was not ended: it is due again", claim.session_id)
        _due_again(claim.session_id, claim.reflected_at)


def _due_again(session_id: int, reflected_at: datetime) -> None:
    with transaction.atomic():
        UserSession.objects.filter(pk=session_id, reflected_at=reflected_at).update(reflected_at=None)
        ReflectionClaim.objects.filter(session_id=session_id, reflected_at=reflected_at).delete()
