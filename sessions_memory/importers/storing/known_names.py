"""The rows that the names of a file mean here."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from sessions_memory.database.portions import portions
from sessions_memory.models import Note, UserInteraction, UserSession
from sessions_memory.receipts.portable import KnownNames, Name


def ids_of(rows: "QuerySet[Any]", names: Collection[str]) -> dict[str, int]:
    """Of rows that are known by a `source_id`: those of these names."""
    found: dict[str, int] = {}
    for some in portions(sorted(names)):
        found |= dict(rows.filter(source_id__in=some).values_list("source_id", "pk"))

    return found


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
    for some in portions(sorted(set(names))):
        found |= known_names(user, set(some)).interactions

    return found
