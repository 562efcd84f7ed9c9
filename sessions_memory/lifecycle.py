"""The story of a session: it starts, takes questions, rests, ends, is resumed or deleted.

A person has at most one open session. Each verb that may open, close or delete
one first holds the person's row, so that two tabs asking at once agree.
"""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions_memory.answer_options import ALL_MEMORY, AnswerOptions
from sessions_memory.archiving import archive, bring_back
from sessions_memory.attachments import keeping
from sessions_memory.database.compiled_sql import compiled_query, compiled_update, first
from sessions_memory.database.user_lock import user_lock
from sessions_memory.deletion.forgetting import forget_interactions, forget_session, record_gone
from sessions_memory.growth.keeping import marks
from sessions_memory.models import Area, UserInteraction, UserSession
from sessions_memory.models.sessions import own_source_id
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.querysets.sessions import SessionQuerySet
from sessions_memory.recall.index import writing
from sessions_memory.receipts.values import Receipt
from sessions_memory.states import MadeBy, Scope, Status
from sessions_memory.summaries import summary_from_questions, title_from_question

logger = logging.getLogger(__name__)

# So long a temporary session waits for the person who left it.
TEMPORARY_REST = timedelta(hours=1)
IMPORTED = gettext_lazy("This conversation was imported and takes no questions.")
OF_PROGRAM = gettext_lazy("This conversation is held in another program and takes no questions here.")
READ_ONLY = gettext_lazy("This session is read-only. Let it take questions again, or ask in a new one.")
ONE_MORE = F("interaction_count") + 1
# The clocks of nodes differ by less; a moment further ahead comes from before a clock was set back.
CLOCKS_DIFFER = timedelta(minutes=1)


class ReadOnlySession(Exception):
    """It mirrors what was said elsewhere, or the person wants nothing added. The message says so."""

    def __init__(self, session: UserSession) -> None:
        elsewhere = OF_PROGRAM if session.is_of_program else IMPORTED
        super().__init__(str(elsewhere if session.is_imported else READ_ONLY))


class TooManyAnswers(Exception):
    """The limit of questions that are being answered is reached for this person. The message says what to do."""

    def __init__(self) -> None:
        super().__init__(_("Several of your questions are still being answered. Wait for one to finish, or stop it."))


class SessionGone(Exception):
    """The session was deleted since it was read."""


def get_or_create_session(user: AbstractBaseUser) -> UserSession:
    """The open session, a new one where none is open or the open one has rested too long."""
    with user_lock(user):
        session = open_session(user)
        return session or UserSession.objects.create(user_id=user.pk)


def open_session(user: AbstractBaseUser) -> UserSession | None:
    """The open session; one that has been idle too long is closed instead."""
    session = first(_open_of(user.pk))
    if session and session.last_activity_at < idle_moment():
        end_if_idle(session)
        return first(_open_of(user.pk))

    return session


@compiled_query
def _open_of(user_id: int) -> SessionQuerySet:
    return UserSession.objects.owned_by(user_id).open()


def start_session(
    user: AbstractBaseUser, *, context_summary: str | None = None, area: Area | None = None
) -> UserSession:
    with user_lock(user):
        _end_open(user)
        return UserSession.objects.create(
            user_id=user.pk,
            area=_kept(area),
            context_summary=context_summary or None,
            summary_by=MadeBy.PERSON if context_summary else MadeBy.QUESTION,
        )


def session_in(user: AbstractBaseUser, area: Area) -> UserSession:
    """The open session if it is in this area, else a new one there."""
    with user_lock(user):
        session = open_session(user)
        return session if session and session.area_id == area.pk else start_session(user, area=area)


def _kept(area: Area | None) -> Area | None:
    """None if it was deleted meanwhile. The person's row is held, as by who deletes one."""
    return area and Area.objects.filter(pk=area.pk).first()


def start_temporary_session(user: AbstractBaseUser) -> UserSession:
    return UserSession.objects.create(user_id=user.pk, is_temporary=True)


def temporary_session(user: AbstractBaseUser) -> UserSession | None:
    """The one that the person may come back to."""
    session = first(_temporary_of(user.pk))
    return session if session and session.last_activity_at > timezone.now() - TEMPORARY_REST else None


@compiled_query
def _temporary_of(user_id: int) -> SessionQuerySet:
    return UserSession.objects.owned_by(user_id).temporary()[:1]


def end_session(session: UserSession, *, at: datetime | None = None) -> None:
    """Ends it once: a second call changes nothing, nor does one for what was deleted. A temporary one is deleted."""
    if session.is_temporary:
        delete_session(session)
        return

    with transaction.atomic():
        ended = UserSession.objects.filter(pk=session.pk, session_end__isnull=True).update(
            session_end=at or timezone.now(), reflected_at=None
        )
        if ended:
            session.refresh_from_db()
            _name_from_own_words(session)
            marks.changed(session.user_id)


def end_if_idle(session: UserSession) -> bool:
    """Ends it at its last activity, unless something was asked in it or it was deleted since it was read."""
    with user_lock(session.user):
        # The lock makes a deletion wait.
        idle = UserSession.objects.select_for_update().idle_since(idle_moment()).filter(pk=session.pk).first()
        if idle:
            end_session(idle, at=idle.last_activity_at)
        return idle is not None


def resume_session(session: UserSession) -> UserSession:
    """Opens an ended session of our own again, and brings back an archived one; the one that was open ends.

    Given back is the row as it is now. Raises ReadOnlySession, SessionGone.
    """
    user = session.user
    with user_lock(user):
        session = _still_there(session)
        if session.refuses_questions:
            raise ReadOnlySession(session)

        if not session.is_open:
            _end_open(user)
            session.session_end, session.last_activity_at = None, _moment_in(session)
            session.save(update_fields=["session_end", "last_activity_at"])
        if session.is_archived:
            bring_back(UserSession.objects.filter(pk=session.pk))

    return session


def archive_sessions(user: AbstractBaseUser, ids: Collection[int]) -> None:
    """Takes them out of the lists; an open one ends. Nothing for temporary ones, which stand in none."""
    with user_lock(user):
        archive(_to_rest(user, ids))


def make_read_only(user: AbstractBaseUser, ids: Collection[int], *, is_read_only: bool) -> None:
    """An open one ends. Nothing for temporary ones, which are gone when they end."""
    with user_lock(user):
        _to_rest(user, ids).update(is_read_only=is_read_only)


def bring_sessions_back(user: AbstractBaseUser, ids: Collection[int]) -> None:
    with user_lock(user):
        bring_back(UserSession.objects.owned_by(user).filter(pk__in=ids))


def _to_rest(user: AbstractBaseUser, ids: Collection[int]) -> SessionQuerySet:
    """Those of the person's that are kept; the one that is open ends."""
    sessions = UserSession.objects.owned_by(user).kept().filter(pk__in=ids)
    for session in sessions.open():
        end_session(session)

    return sessions


def continue_session(session: UserSession) -> UserSession:
    """A new session of our own that goes on from an imported one; pressed twice, the same."""
    with user_lock(session.user):
        now_open = open_session(session.user)
        if now_open and now_open.continues_id == session.pk and not now_open.interaction_count:
            return now_open

        _end_open(session.user)

        return UserSession.objects.create(
            user_id=session.user_id, continues=session, title=session.title, area_id=session.area_id
        )


def leave(user: AbstractBaseUser) -> None:
    """Ends the person's sessions when they log out."""
    with user_lock(user):
        _end_open(user)
        for session in UserSession.objects.owned_by(user).filter(is_temporary=True):
            delete_session(session)


def close_idle_sessions() -> int:
    """Ends everybody's idle sessions at their last activity; returns how many."""
    idle = UserSession.objects.idle_since(idle_moment()).select_related("user")
    return sum(end_if_idle(session) for session in idle.iterator(chunk_size=200))


def delete_rested_temporaries() -> int:
    """Those in which nothing was asked for an hour; returns how many."""
    rested = UserSession.objects.temporary().filter(last_activity_at__lt=timezone.now() - TEMPORARY_REST)
    return sum(_delete_if_rested(session) for session in rested.select_related("user").iterator(chunk_size=200))


def _delete_if_rested(session: UserSession) -> bool:
    with user_lock(session.user):
        # Something may have been asked in it meanwhile.
        still = UserSession.objects.filter(pk=session.pk, last_activity_at=session.last_activity_at).exists()
        if still:
            delete_session(session)
        return still


def idle_moment() -> datetime:
    return timezone.now() - timedelta(hours=settings.SESSION_IDLE_HOURS)


def store_question(
    user: AbstractBaseUser,
    question: str,
    *,
    session: UserSession | None = None,
    replaces: UserInteraction | None = None,
    model: str = "",
    options: AnswerOptions = ALL_MEMORY,
    source_id: str = "",
) -> UserInteraction:
    """Saves a question, pending, in `session` (reopened if it had ended) or in the open one.

    Another version of a question has the files of the version before, too.

    The same `source_id` again gives the interaction that it gave before: a
    double click or a reloaded post asks once.
    Raises ReadOnlySession for one that is imported or read-only, SessionGone for one that was deleted, TooManyAnswers,
    and `keeping.Refused` for files that are not there or are too many.
    """
    with user_lock(user):
        session = _session_to_ask_in(user, session)
        # Only within its session: elsewhere the old one would be hidden with nothing in its place.
        replaces = replaces.newest_version() if replaces and replaces.session_id == session.pk else None
        if source_id and (asked := first(_known_as(session.pk, source_id))):
            return asked

        return add_question(
            user, session, question, replaces=replaces, model=model, options=options, source_id=source_id
        )


def refuse_beyond_limit(user: AbstractBaseUser) -> None:
    """For one more answer; the person's row is held. Raises TooManyAnswers."""
    if len(_running_of(user.pk)) >= settings.ANSWERS_PER_USER:
        raise TooManyAnswers


def add_question(
    user: AbstractBaseUser,
    session: UserSession,
    question: str,
    *,
    replaces: UserInteraction | None,
    model: str,
    options: AnswerOptions = ALL_MEMORY,
    source_id: str = "",
) -> UserInteraction:
    """The same in a session that is known to take it; the person's row is held. `replaces`: the newest version."""
    refuse_beyond_limit(user)
    before = keeping.attached_count(replaces) if replaces else 0
    files = keeping.chosen(user, options.attachments, beside=before)
    moment = _moment_in(session)
    interaction = UserInteraction.objects.create(
        user_id=user.pk,
        session=session,
        source_id=source_id or own_source_id(),
        user_question=question,
        model=model,
        replaces=replaces,
        created_at=moment,
        is_listed=not (session.is_imported or session.is_temporary),
        interaction_metadata=options.as_metadata() | keeping.as_metadata(before + len(files)),
    )
    if replaces and before:
        keeping.copy(replaces, interaction)
    if files:
        keeping.give(files, interaction)
    if replaces:
        UserInteraction.objects.filter(pk=replaces.pk).update(is_superseded=True)
        writing.remove(user.pk, [replaces.pk])

    _mark_active(session, question, moment, is_version=replaces is not None)
    return interaction


@compiled_query
def _running_of(user_id: int) -> "QuerySet[Any, Any]":
    return UserInteraction.objects.owned_by(user_id).running().values_list("pk")


@compiled_query
def _known_as(session_id: int, source_id: str) -> InteractionQuerySet:
    return UserInteraction.objects.in_session(session_id).filter(source_id=source_id)


def store_interaction(
    session: UserSession,
    user_question: str,
    ai_response: str,
    *,
    context_used: Receipt | None = None,
    interaction_metadata: dict[str, Any] | None = None,
    created_at: datetime | None = None,
    source_id: str = "",
) -> UserInteraction:
    """Keeps a question together with its answer, both known already."""
    with transaction.atomic():
        moment = created_at or timezone.now()
        interaction = UserInteraction.objects.create(
            user_id=session.user_id,
            session=session,
            source_id=source_id or own_source_id(),
            user_question=user_question,
            ai_response=ai_response,
            context_used=context_used or {},
            interaction_metadata=interaction_metadata or {},
            status=Status.ANSWERED,
            is_listed=not (session.is_imported or session.is_temporary or session.is_archived),
            created_at=moment,
            answered_at=moment,
        )

        _mark_active(session, user_question, timezone.now())
        if not session.is_temporary:
            writing.add([interaction])

        return interaction


def delete_interaction(interaction: UserInteraction) -> None:
    with user_lock(interaction.user):
        gone = forget_interactions(interaction.user_id, [interaction.pk])
        record_gone(interaction.user_id, Scope.INTERACTION, interaction.pk, gone)


def delete_session(session: UserSession) -> None:
    """With all that was said in it, and all that was derived from that."""
    with user_lock(session.user):
        gone = forget_session(session)
        record_gone(session.user_id, Scope.SESSION, session.pk, gone)


def _session_to_ask_in(user: AbstractBaseUser, session: UserSession | None) -> UserSession:
    if session is None:
        return open_session(user) or UserSession.objects.create(user_id=user.pk)
    if session.is_open and session.is_temporary:
        return _still_there(session)

    return resume_session(session)


def _still_there(session: UserSession) -> UserSession:
    if row := first(_row_held(session.pk)):
        return row

    raise SessionGone


@compiled_query
def _row_held(session_id: int) -> SessionQuerySet:
    # The row is locked: a deletion waits for it, and then finds what was asked in it.
    return UserSession.objects.select_for_update(no_key=True).filter(pk=session_id)


def _end_open(user: AbstractBaseUser) -> None:
    for session in UserSession.objects.owned_by(user).open():
        end_session(session)


def _moment_in(session: UserSession) -> datetime:
    """Now, and after what was asked in it last, though that was asked at a node whose clock is ahead."""
    now, last = timezone.now(), session.last_activity_at
    return last + timedelta(microseconds=1) if now <= last < now + CLOCKS_DIFFER else now


def _mark_active(session: UserSession, question: str, moment: datetime, *, is_version: bool = False) -> None:
    """A version of a question that is here already counts with it."""
    if not session.title:
        session.title = title_from_question(question)

    session.last_activity_at = moment
    session.reflected_at = None
    counted = {} if is_version else {"interaction_count": ONE_MORE}
    _row(session.pk).update(
        **counted,
        last_activity_at=session.last_activity_at,
        reflected_at=None,
        title=session.title,
    )

    session.interaction_count += not is_version


@compiled_update
def _row(session_id: int) -> SessionQuerySet:
    return UserSession.objects.filter(pk=session_id)


def _name_from_own_words(session: UserSession) -> None:
    questions = session.interactions.summarised_questions()
    if not questions:
        return

    session.title = session.title or title_from_question(questions[0])
    if session.summary_by == MadeBy.QUESTION:
        session.context_summary = summary_from_questions(questions)

    session.save(update_fields=["title", "context_summary"])
