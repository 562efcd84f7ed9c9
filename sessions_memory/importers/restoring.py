"""Keeps what an export of InsightVault's own holds, field by field: from an empty account it goes out again the same.

What is here already stays as it is; only what is missing is added. The caller holds the transaction.
"""

from collections.abc import Iterable, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from sessions_memory.bulk import insert
from sessions_memory.forgetting import remember_uses
from sessions_memory.importers.store import Tally
from sessions_memory.importers.values import Kept, KeptInstructions, KeptNote, KeptSession
from sessions_memory.models import Instructions, Note, Source, UserInteraction, UserSession
from sessions_memory.naming import Known, Name, names_in, with_ids
from sessions_memory.noting import instructions_of
from sessions_memory.pauses import let_others_write
from sessions_memory.recall import index

ROWS_AT_ONCE = 100
AS_KEPT = (
    *("source_id", "user_question", "ai_response", "model", "created_at", "answered_at", "status", "error"),
    "never_recall",
)
NEW_FIELDS = ("user", "session", *AS_KEPT, "interaction_metadata", "context_used", "is_listed", "is_superseded")


def restore(user: AbstractBaseUser, kept: Sequence[Kept]) -> Tally:
    tally = Tally()
    for item in kept:
        match item:
            case KeptSession():
                _restore_session(user, item, tally)
            case KeptNote():
                _restore_note(user, item)
            case KeptInstructions():
                if item.text and not instructions_of(user):
                    Instructions.objects.update_or_create(user_id=user.pk, defaults={"text": item.text})
    return tally


def _restore_session(user: AbstractBaseUser, kept: KeptSession, tally: Tally) -> None:
    session = UserSession.objects.owned_by(user).known_as(kept.source, [kept.source_id]).first()
    is_new = session is None
    session = session or _new_session(user, kept)
    added = _add_interactions(session, kept)
    tally.interactions += added
    if kept.part > 1:
        return
    if is_new:
        tally.imported += 1
    elif added:
        tally.updated += 1
    else:
        tally.unchanged += 1


def _new_session(user: AbstractBaseUser, kept: KeptSession) -> UserSession:
    # Of a source that this version doesn't know, or a part without its beginning: refused like a broken row.
    if kept.part > 1 or kept.source not in Source.values:
        raise ValueError
    fields = {name: value for name, value in kept.fields.items() if name != "continues"}
    continues = kept.fields["continues"]
    before = UserSession.objects.owned_by(user).known_as(continues[0], continues[1:2]).first() if continues else None
    return UserSession.objects.create(
        user_id=user.pk, source=kept.source, source_id=kept.source_id, continues=before, **fields
    )


def _add_interactions(session: UserSession, kept: KeptSession) -> int:
    wanted = {row["source_id"]: row for row in kept.interactions}
    here = session.interactions.filter(source_id__in=[*wanted, *(row["replaces"] for row in wanted.values())])
    ids: dict[str, int] = dict(here.values_list("source_id", "pk"))
    replaced = {row["replaces"] for row in wanted.values()}
    rows = [
        UserInteraction(
            user_id=session.user_id,
            session=session,
            is_listed=not session.is_imported,
            is_superseded=row["source_id"] in replaced,
            # Names stay names until all that they may mean is here.
            interaction_metadata=with_ids(row["interaction_metadata"], Known()),
            context_used=with_ids(row["context_used"], Known()),
            **{name: row[name] for name in AS_KEPT},
        )
        for row in wanted.values()
        if row["source_id"] not in ids
    ]
    if not rows:
        return 0
    insert(rows, NEW_FIELDS)
    ids |= {row.source_id: row.pk for row in rows}
    for row in rows:
        if before := ids.get(wanted[row.source_id]["replaces"] or ""):
            UserInteraction.objects.filter(pk=row.pk).update(replaces=before)
            UserInteraction.objects.filter(pk=before).update(is_superseded=True)
            index.remove(session.user_id, [before])
    index.add(UserInteraction.objects.filter(pk__in=[row.pk for row in rows]).searchable())
    last = max(row.created_at for row in rows)
    UserSession.objects.filter(pk=session.pk).update(
        interaction_count=F("interaction_count") + len(rows), last_activity_at=Greatest(F("last_activity_at"), last)
    )
    return len(rows)


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
        let_others_write()


def _give_ids(user: AbstractBaseUser, page: Iterable[UserInteraction]) -> None:
    named = [row for row in page if names_in(row.context_used, row.interaction_metadata)]
    known = _known(user, {name for row in named for name in names_in(row.context_used, row.interaction_metadata)})
    for row in named:
        row.interaction_metadata = with_ids(row.interaction_metadata, known)
        row.context_used = remember_uses(row, with_ids(row.context_used, known))
    UserInteraction.objects.bulk_update(named, ["context_used", "interaction_metadata"])


def _known(user: AbstractBaseUser, names: set[Name]) -> Known:
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
    return Known(
        interactions={(*of_session[session], source_id): pk for pk, session, source_id in found},
        sessions={name: pk for pk, name in of_session.items()},
        notes={(source_id,): pk for pk, source_id in notes.values_list("pk", "source_id")},
        session_of={pk: session for pk, session, _ in found},
    )
