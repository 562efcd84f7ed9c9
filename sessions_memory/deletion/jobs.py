"""Deleting much: it goes in slices, which any process can take up where they ended.

A slice is a transaction. The page that asks works for a moment, so that little is gone at once; the worker does the
rest. `Deletion` holds how far it is, and not a word of what it was about.
"""

import logging
import math
import time
from dataclasses import asdict
from datetime import timedelta
from functools import partial

from django.contrib.admin.models import LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from sessions_memory.attachments import keeping
from sessions_memory.database.user_lock import user_lock, yield_to_writers
from sessions_memory.deletion.chosen import (
    EVERYTHING,
    WHOLE_SESSIONS,
    answers_that_used,
    count_of,
    interactions_of,
    meant,
    person_of,
    sessions_of,
)
from sessions_memory.deletion.forgetting import Gone, empty_receipts_quoting_notes, forget_interactions, forget_session
from sessions_memory.growth.keeping import forgetting as growth
from sessions_memory.importers import uploads
from sessions_memory.models import Area, Claim, Deletion, ImportJob, Instructions, MemoryUse, Note, UserInteraction
from sessions_memory.recall.index import writing
from sessions_memory.states import Scope, Source

logger = logging.getLogger(__name__)

SLICE = 200
# From so many on it pays to write the search index block by block.
MANY = 2000
# The request that asks for a deletion works this long on it.
AT_ONCE_SECONDS = 1.5
REPORT_KEPT = timedelta(days=90)


def begin(deletion: Deletion, *, at_once: bool = True) -> Deletion:
    """Saves it and does what can be done at once; the worker does the rest, or all."""
    deletion.found, deletion.has_report = count_of(deletion), True
    if deletion.scope in EVERYTHING:
        _begin_with_everything(deletion)
    deletion.save()
    logger.info("%s of user %s: %s interactions", deletion, deletion.user_id, deletion.found)
    if at_once:
        work(deletion, seconds=AT_ONCE_SECONDS)

    return deletion


def _begin_with_everything(deletion: Deletion) -> None:
    """All of growth goes, some with each slice and the rest at the end: it is counted as it stands.

    What backups claim goes at once, or each slice would look through all of it.
    """
    person = person_of(deletion)
    for name, count in asdict(growth.affected_by_everything(person.pk)).items():
        setattr(deletion, name, count)

    Claim.objects.owned_by(person).delete()


def work_on_all(*, seconds: float = math.inf) -> bool:
    """Works on every deletion that is not finished, for the worker; False if nothing is left."""
    until = time.monotonic() + seconds
    for deletion in Deletion.objects.to_work_on():
        work(deletion, seconds=until - time.monotonic())

    Deletion.objects.filter(wiped_at__lt=timezone.now() - REPORT_KEPT).delete()
    return Deletion.objects.to_work_on().exists()


def work(deletion: Deletion, *, seconds: float = math.inf) -> None:
    until = time.monotonic() + seconds
    while deletion.deleted_at is None and time.monotonic() < until:
        # A second request takes the same rows in another order, so the two take turns.
        with user_lock(deletion.user) if deletion.user else transaction.atomic():
            # The lock makes two processes do one slice after the other, and not the same.
            held = Deletion.objects.select_for_update().get(pk=deletion.pk)
            if held.deleted_at is None and not _take_slice(held) and not held.quoted_notes:
                _finish(held)
            held.save()

        deletion.refresh_from_db()
        if deletion.quoted_notes and deletion.user_id and not _next_ids(deletion):
            deletion.receipts += empty_receipts_quoting_notes(deletion.user_id, deletion.quoted_notes)
            deletion.quoted_notes = []
            deletion.save(update_fields=["receipts", "quoted_notes"])

        yield_to_writers()


def _take_slice(deletion: Deletion) -> bool:
    """False when nothing is left to take."""
    person, whole = person_of(deletion), deletion.scope in WHOLE_SESSIONS
    if ids := _next_ids(deletion):
        # Out of the index first, for a slice has some of each of its blocks.
        if deletion.found >= MANY and writing.remove_a_block(person.pk, ids, interactions_of(deletion)):
            return True

        answers = _answers_to_take(deletion, ids)
        _note(deletion, forget_interactions(person.pk, ids, sessions_go=whole))

        if answers:
            also = forget_interactions(person.pk, answers)
            deletion.answers += also.interactions
            also.interactions = 0
            _note(deletion, also)

        return True

    if whole and (empty := list(sessions_of(deletion)[:SLICE])):
        for session in empty:
            _note(deletion, forget_session(session))
        return True

    if deletion.scope in (*EVERYTHING, Scope.SOURCE) and _take_imports(deletion, person):
        return True

    if deletion.scope == Scope.AREA and _take_area(deletion, person):
        return True

    return deletion.scope in EVERYTHING and _take_what_was_written(deletion, person)


def _next_ids(deletion: Deletion) -> list[int]:
    rows = interactions_of(deletion)
    if deletion.scope in WHOLE_SESSIONS:
        # The sessions' index is used: a slice reads only the rows that are meant.
        sessions = list(sessions_of(deletion).asked_in().values_list("pk", flat=True)[:SLICE])
        rows = UserInteraction.objects.in_sessions(sessions).session_by_session()
    else:
        rows = rows.oldest_first()

    return list(rows.values_list("pk", flat=True)[:SLICE])


def _answers_to_take(deletion: Deletion, ids: list[int]) -> list[int]:
    if not deletion.with_answers:
        return []
    if deletion.scope == Scope.INTERACTION:
        return answers_that_used(deletion)

    uses = MemoryUse.objects.naming(ids).in_prompts().exclude(meant(deletion, "answer__"))
    return list(uses.order_by("answer").values_list("answer", flat=True).distinct())


def _note(deletion: Deletion, gone: Gone) -> None:
    deletion.interactions += gone.interactions
    deletion.sessions += gone.sessions
    deletion.receipts += gone.receipts
    deletion.notes += len(gone.notes)
    deletion.attachments += gone.attachments

    # With everything else the receipts go, too, and growth was counted in the beginning.
    if deletion.scope not in EVERYTHING:
        deletion.quoted_notes = [*deletion.quoted_notes, *gone.notes]
        deletion.themes += gone.growth.themes
        deletion.insights += gone.growth.insights
        deletion.reviews += gone.growth.reviews


def _take_imports(deletion: Deletion, person: AbstractBaseUser) -> bool:
    """Reports of imports quote titles and offer notes; one that is under way would go on bringing in."""
    jobs = ImportJob.objects.owned_by(person)
    if deletion.scope == Scope.SOURCE:
        jobs = jobs.filter(sources__contains=Source(deletion.source).label)

    taken = list(jobs[:SLICE])
    for job in taken:
        names = list(job.files.exclude(stored_as="").values_list("stored_as", flat=True))
        # Not while the person's rows are held, nor before these are gone for good.
        transaction.on_commit(partial(uploads.delete_files, names))
        # Those that hold nothing any more, nor what a person wrote for them.
        job.areas.with_nothing_in_them().delete()
        job.delete()

    return bool(taken)


def _take_area(deletion: Deletion, person: AbstractBaseUser) -> bool:
    """The area itself, with the notes that were in mind there alone."""
    area = Area.objects.owned_by(person).filter(pk=deletion.row or 0)
    if not area.exists():
        return False

    notes = Note.objects.owned_by(person).filter(area=deletion.row)
    _note(deletion, Gone(notes=list(notes.values_list("pk", flat=True))))
    notes.delete()
    area.delete()
    return True


def _take_what_was_written(deletion: Deletion, person: AbstractBaseUser) -> bool:
    """Notes, instructions, areas and decisions about growth; False if there are neither notes nor instructions."""
    notes, instructions = Note.objects.owned_by(person), Instructions.objects.filter(user=person.pk)
    count = notes.count()
    deletion.notes += count
    notes.delete()

    deletion.attachments += keeping.forget_all(person.pk)
    growth.forget_everything(person.pk)
    Area.objects.owned_by(person).delete()
    return bool(instructions.delete()[0] or count)


def _finish(deletion: Deletion) -> None:
    if deletion.scope == Scope.ACCOUNT and deletion.user:
        _forget_person(deletion.user)
        deletion.user = None

    deletion.deleted_at = timezone.now()
    logger.info("%s: %s interactions, %s sessions are deleted", deletion, deletion.interactions, deletion.sessions)


def _forget_person(person: AbstractBaseUser) -> None:
    """The admin's log keeps the name of a person who read others' words, and nothing else of them."""
    about = LogEntry.objects.filter(content_type__app_label=person._meta.app_label, object_id=str(person.pk))
    about.filter(content_type__model=person._meta.model_name).update(object_repr=f"user {person.pk}")

    if not LogEntry.objects.filter(user=person.pk).exists():
        person.delete()
        return

    person.set_unusable_password()
    nothing = {"first_name": "", "last_name": "", "email": "", "is_staff": False, "is_superuser": False}

    for name, value in {**nothing, "is_active": False}.items():
        setattr(person, name, value)

    person.save()
