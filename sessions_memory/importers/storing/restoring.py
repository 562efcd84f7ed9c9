"""Restores an export of InsightVault's own beyond conversations: names become ids, and claims come into force.

A file may come from anybody. Its notes, its instructions, its summaries that the person is said to have written, and
what it says of growth are in force only once the person restores them, as they were in the exported vault.
"""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from sessions_memory.database.user_lock import user_lock, yield_to_writers
from sessions_memory.deletion.forgetting import remember_uses
from sessions_memory.importers.mapping.times import within_reach
from sessions_memory.importers.storing.growth.restoring import restore_growth
from sessions_memory.importers.storing.known_names import known_names
from sessions_memory.models import Area, ImportJob, Note, OfferedNote, UserInteraction, UserSession
from sessions_memory.models.notes import INSTRUCTIONS_MAX_CHARS, NOTE_MAX_CHARS
from sessions_memory.notes.keeping import instructions_of, write_instructions
from sessions_memory.receipts.portable import names_in, with_ids
from sessions_memory.receipts.values import Receipt
from sessions_memory.states import MadeBy

ROWS_AT_ONCE = 100


def restore_next() -> bool:
    """Restores the backup that has waited longest; False if none waits. Begun again, it changes nothing twice."""
    job = ImportJob.objects.restoring().select_related("user").first()
    if job is None:
        return False

    restore(job)
    return True


def restore(job: ImportJob) -> None:
    """Restores notes and instructions within their limits, and the authors of summaries, as they were exported.

    What is here already stays as it is; what is too long stays offered, to be shortened.
    """
    with user_lock(job.user):
        for offered in OfferedNote.objects.filter(job=job).open().of_a_backup().oldest_first():
            if _restore_note(job.user, offered):
                offered.mark_accepted()

        claimed = UserSession.objects.owned_by(job.user).filter(pk__in=job.claimed_summaries)
        claimed.filter(summary_by=MadeBy.MODEL).update(summary_by=MadeBy.PERSON)

    give_ids(job.user)
    restore_growth(job)
    ImportJob.objects.filter(pk=job.pk).update(restore_requested=False, claimed_summaries=[])


def _restore_note(user: AbstractBaseUser, offered: OfferedNote) -> bool:
    kept: dict[str, Any] = dict(offered.kept or {})
    areas = Area.objects.owned_by(user)
    if of := kept.get("instructions_of"):
        # What the person wrote here since stays.
        return bool(areas.filter(source_id=of, instructions="").update(instructions=offered.text))

    if not kept:
        if len(offered.text) > INSTRUCTIONS_MAX_CHARS or instructions_of(user):
            return False

        write_instructions(user, offered.text)
        return True

    if len(offered.text) > NOTE_MAX_CHARS:
        return False

    notes = Note.objects.owned_by(user)
    if notes.filter(source_id=kept["source_id"]).exists() or notes.filter(text=kept["text"]).exists():
        return True

    if area := kept.pop("area", None):
        kept["area"] = areas.filter(source_id=area).first()
        if kept["area"] is None:
            return False

    origin = kept.pop("from_interaction")
    name = tuple(origin) if origin else None
    from_id = known_names(user, {name}).interactions.get(name) if name else None
    Note.objects.create(
        user_id=user.pk, from_interaction_id=from_id, **kept | {"created_at": within_reach(kept["created_at"])}
    )

    return True


def give_ids(user: AbstractBaseUser) -> None:
    """Turns the names in receipts into the ids of what they mean here, once all is in."""
    rows, last = UserInteraction.objects.owned_by(user).exclude(context_used={}), 0
    while ids := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE]):
        with transaction.atomic():
            page = UserInteraction.objects.filter(pk__in=ids).order_by("pk").select_for_update()
            _give_ids(user, page.only("context_used", "interaction_metadata", "user"))
        last = ids[-1]
        yield_to_writers()


def _give_ids(user: AbstractBaseUser, page: Iterable[UserInteraction]) -> None:
    named = [row for row in page if names_in(row.context_used, row.interaction_metadata)]
    known = known_names(user, {name for row in named for name in names_in(row.context_used, row.interaction_metadata)})

    for row in named:
        row.interaction_metadata = with_ids(row.interaction_metadata, known)
        row.context_used = remember_uses(row, cast(Receipt, with_ids(row.context_used, known)))

    UserInteraction.objects.bulk_update(named, ["context_used", "interaction_metadata"])
