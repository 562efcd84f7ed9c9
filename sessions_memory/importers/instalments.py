"""A long conversation comes in by instalments, each a transaction of its own: others can write between them.

Its session has no digest until it is whole. Whoever is killed before leaves it so; read again, it goes on from what
is in. `store.keep` makes it whole: it counts it and takes out what a newer copy lacks.
"""

from collections.abc import Callable, Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F

from sessions_memory.importers.rows import asked_times, interactions_of, new_session
from sessions_memory.importers.store import indexed, put, wants
from sessions_memory.importers.values import Conversation, Turn
from sessions_memory.lifecycle import one_at_a_time
from sessions_memory.models import UserSession
from sessions_memory.pauses import let_others_write

# Storing so much takes about a tenth of a second.
TURNS = 200
CHARS = 500_000
# So many instalments go at once, with the rest.
LONG = 2


def is_long(conversation: Conversation) -> bool:
    return len(conversation.turns) > LONG * TURNS or sum(turn.chars for turn in conversation.turns) > LONG * CHARS


def keep_turns(user: AbstractBaseUser, conversation: Conversation, after_each: Callable[[int], None]) -> bool:
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
        with one_at_a_time(user):
            here = _session(user, conversation)
            if here is None and session._state.adding:
                session.save()
            elif here is None or here.pk != session.pk or here.source_digest != session.source_digest:
                return False
            for row, _ in rows:
                row.session = session
            added = put(user, rows)
            UserSession.objects.filter(pk=session.pk).update(interaction_count=F("interaction_count") + added)
            after_each(added)
        let_others_write()
    return True


def _unfinished(user: AbstractBaseUser, conversation: Conversation) -> UserSession:
    session = new_session(user.pk, conversation, digest="")
    session.interaction_count = 0
    return session


def _parts(turns: tuple[Turn, ...]) -> Iterator[range]:
    begin, chars = 0, 0
    for place, turn in enumerate(turns):
        chars += turn.chars
        if place + 1 - begin >= TURNS or chars >= CHARS:
            yield range(begin, place + 1)
            begin, chars = place + 1, 0
    yield range(begin, len(turns))


def _session(user: AbstractBaseUser, conversation: Conversation) -> UserSession | None:
    return UserSession.objects.owned_by(user).known_as(conversation.source, [conversation.source_id]).first()
