"""Keeps what an export of InsightVault's own holds, field by field: from an empty account it goes out again the same.

What is here already stays as it is; only what is missing is added. The caller holds the transaction.
"""

from collections.abc import Iterable, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from sessions_memory.database.user_lock import yield_to_writers
from sessions_memory.deletion.forgetting import remember_uses
from sessions_memory.importers.mapping.values import Kept, KeptInstructions, KeptNote, KeptSession
from sessions_memory.importers.storing.kept_sessions import SessionDraft, restore_sessions, session_draft_of
from sessions_memory.importers.storing.store import Tally
from sessions_memory.models import Instructions, Note, UserInteraction, UserSession
from sessions_memory.notes.keeping import instructions_of
from sessions_memory.receipts.portable import KnownNames, Name, names_in, with_ids

ROWS_AT_ONCE = 100


def drafts_of(user: AbstractBaseUser, kept: Iterable[Kept]) -> list[SessionDraft]:
    """What can be done of it before the database is held."""
    return [session_draft_of(user, item) for item in kept if isinstance(item, KeptSession)]


def restore(user: AbstractBaseUser, kept: Sequence[Kept], drafts: Sequence[SessionDraft] | None = None) -> Tally:
    tally = restore_sessions(user, drafts_of(user, kept) if drafts is None else drafts)
    for item in kept:
        match item:
            case KeptNote():
                _restore_note(user, item)
            case KeptInstructions():
                if item.text and not instructions_of(user):
                    Instructions.objects.update_or_create(user_id=user.pk, defaults={"text": item.text})

    return tally


def _restore_note(user: AbstractBaseUser, kept: KeptNote) -> None:
    """Notes stand behind the sessions, so that what they were kept from is here."""
    notes = Note.objects.owned_by(user)
    if notes.filter(source_id=kept.fields["source_id"]).exists() or notes.filter(text=kept.fields["text"]).exists():
        return

    fields = dict(kept.fields)
    origin = fields.pop("from_interaction")
    from_id = _known(user, {origin}).interactions.get(origin) if origin else None
    Note.objects.create(user_id=user.pk, from_interaction_id=from_id, **fields)


def give_ids(user: AbstractBaseUser) -> None:
    """Once all is in: names in receipts become the ids of what they mean here."""
    rows, last = UserInteraction.objects.owned_by(user).exclude(context_used={}), 0
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE]):
        with transaction.atomic():
            page = UserInteraction.objects.filter(pk__in=ids).order_by("pk").select_for_update()
            _give_ids(user, page.only("context_used", "interaction_metadata", "user"))
        last = ids[-1]
        yield_to_writers()


def _give_ids(user: AbstractBaseUser, page: Iterable[UserInteraction]) -> None:
    named = [row for row in page if names_in(row.context_used, row.interaction_metadata)]
    known = _known(user, {name for row in named for name in names_in(row.context_used, row.interaction_metadata)})

    for row in named:
        row.interaction_metadata = with_ids(row.interaction_metadata, known)
        row.context_used = remember_uses(row, with_ids(row.context_used, known))

    UserInteraction.objects.bulk_update(named, ["context_used", "interaction_metadata"])


def _known(user: AbstractBaseUser, names: set[Name]) -> KnownNames:
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
