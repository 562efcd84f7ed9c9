"""The rows that the names of a file mean here."""

from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.models import Note, UserInteraction, UserSession
from sessions_memory.receipts.portable import KnownNames, Name

NAMES_AT_ONCE = 500


def known_names(user: AbstractBaseUser, names: set[Name]) -> KnownNames:
    """A note's name has one part, a session's two, an interaction's three."""
    notes = Note.objects.owned_by(user).filter(source_id__in=[name[0] for name in names if len(name) == 1])
    sessions = UserSession.objects.owned_by(user).filter(source_id__in=[name[1] for name in names if len(name) > 1])
    of_session = {
        pk: (source, source_id) for pk, source, source_id in sessions.values_list("pk", "source", "source_id")
    }
    rows = UserInteraction.objects.in_sessions(of_session).filter(
        source_id__in=[name[2] for name in names if len(name) == 3]
    )
    found = list(rows.values_list("pk", "session_id", "source_id"))

    return KnownNames(
        interactions={(*of_session[session], source_id): pk for pk, session, source_id in found},
        sessions={name: pk for pk, name in of_session.items()},
        notes={(source_id,): pk for pk, source_id in notes.values_list("pk", "source_id")},
        session_of={pk: session for pk, session, _ in found},
    )


def interactions_named(user: AbstractBaseUser, names: Collection[Name]) -> dict[Name, int]:
    """Those that are here; as many names as there are."""
    found: dict[Name, int] = {}
    wanted = sorted(set(names))
    for start in range(0, len(wanted), NAMES_AT_ONCE):
        found |= known_names(user, set(wanted[start : start + NAMES_AT_ONCE])).interactions

    return found
