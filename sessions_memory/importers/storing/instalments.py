"""A long conversation comes in by instalments, each a transaction of its own: others can write between them.

Its session has no digest until it is whole. A process that is killed before leaves it so; read again, it goes on from
what is in. `store.keep` makes it whole: it counts it and takes out what a newer copy lacks.
"""

from collections.abc import Callable, Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F
from django.db.models.functions import Greatest

from sessions_memory.areas.folders import in_none
from sessions_memory.database.user_lock import user_lock, yield_to_writers
from sessions_memory.deletion.forgetting import drop_turns
from sessions_memory.importers.mapping.values import Conversation, ImportedTurn
from sessions_memory.importers.storing.files import take_files
from sessions_memory.importers.storing.rows import asked_times, interactions_of, new_session
from sessions_memory.importers.storing.store import AreaOf, indexed, is_retitled, lacking, put, wants
from sessions_memory.models import UserSession

# Storing so much takes about a tenth of a second.
TURNS = 200
CHARS = 500_000
# So many instalments go at once, with the rest.
LONG = 2


def is_long(conversation: Conversation) -> bool:
    return len(conversation.turns) > LONG * TURNS or sum(turn.chars for turn in conversation.turns) > LONG * CHARS


def keep_turns(
    user: AbstractBaseUser, conversation: Conversation, after_each: Callable[[int], None], area_of: AreaOf = in_none
) -> bool:
    """Whether all are in. `after_each` is told, in the transaction of an instalment, how many came to be.

    Nothing is done, or no more, if the conversation is not wanted, or another changed its session meanwhile.
    """
    here = _session(user, conversation)
    if not wants(here, conversation):
        return False

    session = here or _unfinished(user, conversation)
    times = asked_times(conversation)

    for part in _parts(conversation.turns):
        rows = indexed(interactions_of(session, conversation, times, part))
        with user_lock(user):
            if not _is_as_it_was(user, conversation, session, area_of):
                return False

            for row, _ in rows:
                row.session = session

            added = put(user, rows)
            take_files(user, {session.pk: conversation.turns[part.start : part.stop]})
            _count(session, added)
            after_each(added)

        yield_to_writers()

    return _drop_what_is_lacking(user, conversation, session, after_each)


def _drop_what_is_lacking(
    user: AbstractBaseUser, conversation: Conversation, session: UserSession, after_each: Callable[[int], None]
) -> bool:
    gone = lacking({session.pk: conversation})
    retitled = {session.pk} if is_retitled(session, conversation) else set()

    for begin in range(0, len(gone), TURNS):
        with user_lock(user):
            if not _is_as_it_was(user, conversation, session):
                return False
            drop_turns(user.pk, gone[begin : begin + TURNS], retitled=retitled)
            _count(session, -len(gone[begin : begin + TURNS]))
            after_each(0)

        yield_to_writers()

    return True


def _is_as_it_was(
    user: AbstractBaseUser, conversation: Conversation, session: UserSession, area_of: AreaOf = in_none
) -> bool:
    """Also saves a new one."""
    here = _session(user, conversation)
    if here is None and session._state.adding:
        session.area_id = area_of(conversation.folder)
        session.save()
        return True

    return here is not None and (here.pk, here.source_digest) == (session.pk, session.source_digest)


def _count(session: UserSession, added: int) -> None:
    counted = Greatest(F("interaction_count") + added, 0)
    UserSession.objects.filter(pk=session.pk).update(interaction_count=counted)


def _unfinished(user: AbstractBaseUser, conversation: Conversation) -> UserSession:
    session = new_session(user.pk, conversation, digest="")
    session.interaction_count = 0
    return session


def _parts(turns: tuple[ImportedTurn, ...]) -> Iterator[range]:
    begin, chars = 0, 0
    for place, turn in enumerate(turns):
        chars += turn.chars
        if place + 1 - begin >= TURNS or chars >= CHARS:
            yield range(begin, place + 1)
            begin, chars = place + 1, 0

    yield range(begin, len(turns))


def _session(user: AbstractBaseUser, conversation: Conversation) -> UserSession | None:
    return UserSession.objects.owned_by(user).known_as(conversation.source, [conversation.source_id]).first()
