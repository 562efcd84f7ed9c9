"""An import from its first slice to its end.

A slice reads some conversations, then stores them together with the counts, the position and the heartbeat in one
short transaction: so pages stay quick meanwhile, what is in can be recalled at once, and whoever takes up a job of
a dead worker goes on from the last slice, nothing lost and nothing twice.
"""

import logging
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_noop

from sessions_memory.areas.folders import FolderAreas
from sessions_memory.areas.keeping import AREAS_MAX
from sessions_memory.database.user_lock import user_lock
from sessions_memory.files import stored
from sessions_memory.files.copies import LocalFiles, local_files
from sessions_memory.growth.keeping import marks
from sessions_memory.importers import uploads
from sessions_memory.importers.jobs.choosing import Choice, Chosen
from sessions_memory.importers.jobs.claimed import GONE, JobRun, LostClaim, sources_with
from sessions_memory.importers.jobs.look_run import LookRun
from sessions_memory.importers.mapping.folders import NO_MORE
from sessions_memory.importers.mapping.values import Conversation, KeptSession, Remark, Skipped
from sessions_memory.importers.storing import instalments, restoring, store
from sessions_memory.importers.storing.batch import Batch, paced
from sessions_memory.importers.storing.claims import keep_claims
from sessions_memory.importers.storing.kept_sessions import (
    SessionDraft,
    claimed_summaries,
    keep_areas,
    restore_sessions,
    session_draft_of,
)
from sessions_memory.importers.storing.store import Key, Tally
from sessions_memory.models import ImportFile, ImportJob
from sessions_memory.notes.offers import offer
from sessions_memory.states import JobState, Source

logger = logging.getLogger(__name__)

# Reading up to where a large entry of an archive was left takes a while, without a heartbeat.
DEAD_AFTER = timedelta(seconds=60)
JOBS_AT_ONCE = 4
REMARKS_MAX = 100
CLAIMED_MAX = 20_000
STOPPED = gettext_noop("The command that read it was stopped. Run it again; nothing is imported twice.")


class ImportRun(JobRun):
    def __init__(self, job: ImportJob, files: LocalFiles, names: Sequence[str]) -> None:
        super().__init__(job, files, names)
        self._chosen = Chosen(job)
        # Read, and not stored yet: if the database is away, it is stored when that is back.
        self._batch: Batch | None = None
        self._pace = 1.0
        # Sessions whose summary the file says the person wrote.
        self._claimed: list[int] = []

    def _go_on(self) -> bool:
        self._batch = self._batch or self._read()
        self.store(self._batch)
        is_last, self._batch = self._batch.is_last, None

        if is_last:
            if Source.CHAT in self.job.all_sources:
                # Receipts of a vault name what they used; now all that they may name is here.
                restoring.give_ids(self.job.user)
            self.end(JobState.DONE)

        return is_last or self._is_over()

    def end(self, state: JobState, failure: str = "") -> None:
        super().end(state, failure)
        marks.changed(self.job.user_id)

    def _read(self) -> Batch:
        batch = Batch(leaves_out=self._chosen.leaves_out)
        self._read_into(batch, self._pace)
        return batch

    def store(self, batch: Batch) -> None:
        """Two jobs of one person take turns, so that each sees what the other stored."""
        areas = self._areas()
        try:
            in_place = self._keep_long_ones(batch, areas)
            drafts = store.drafts_of(self.job.user, batch.conversations)
            kept = [self._draft_of(one) for one in batch.kept]

            with user_lock(self.job.user):
                began = time.monotonic()
                keep_areas(self.job.user, batch.areas)
                tally = store.keep(
                    self.job.user, batch.conversations, drafts=drafts, in_place=in_place, area_of=areas.area_of
                )
                tally.add(restore_sessions(self.job.user, kept))
                self._claimed += claimed_summaries(kept)
                self._say_if_full(batch, areas)
                self._note(batch, tally)

            self._pace = paced(self._pace, time.monotonic() - began)
        except (OperationalError, InterfaceError):
            raise
        except (DatabaseError, ValueError, OverflowError):
            # Anew, for those that were tried have ids already; and without the lock, for their files are stored.
            kept = self._drafts_that_can_be_made(batch.kept)
            with user_lock(self.job.user):
                self._note(batch, self._keep_one_by_one(batch, kept))

    def _draft_of(self, one: KeptSession) -> SessionDraft:
        return session_draft_of(self.job.user, one, show_life=lambda: self._note_instalment(0))

    def _drafts_that_can_be_made(self, kept: Sequence[KeptSession]) -> list[SessionDraft]:
        drafts = []
        for one in kept:
            with suppress(ValueError, OverflowError):
                drafts.append(self._draft_of(one))

        return drafts

    def _areas(self) -> FolderAreas:
        return FolderAreas(self.job, self._chosen.makes_area_of)

    def _say_if_full(self, batch: Batch, areas: FolderAreas) -> None:
        if areas.is_full:
            batch.take(Remark(NO_MORE.format(count=AREAS_MAX)))

    def _keep_long_ones(self, batch: Batch, areas: FolderAreas) -> set[Key]:
        """Those that are in, all but their end."""
        return {
            (long.source, long.source_id)
            for long in batch.conversations
            if instalments.is_long(long)
            if instalments.keep_turns(self.job.user, long, self._note_instalment, areas.area_of)
        }

    def _note_instalment(self, added: int) -> None:
        if not self._claimed_job().update(heartbeat_at=Now(), interactions=F("interactions") + added):
            raise LostClaim

    def _keep_one_by_one(self, batch: Batch, kept: Sequence[SessionDraft]) -> Tally:
        """One conversation that the database refuses costs one entry, not the slice."""
        tally = Tally()
        made = [draft.kept for draft in kept]
        refused: list[Conversation | KeptSession] = [one for one in batch.kept if one not in made]
        each: list[tuple[list[Conversation], list[SessionDraft]]]
        each = [([one], []) for one in batch.conversations] + [([], [draft]) for draft in kept]

        for conversations, drafts in each:
            areas = self._areas()
            try:
                with transaction.atomic():
                    tally.add(store.keep(self.job.user, conversations, area_of=areas.area_of))
                    tally.add(restore_sessions(self.job.user, drafts))
                    self._claimed += claimed_summaries(drafts)
                    self._say_if_full(batch, areas)
            except (OperationalError, InterfaceError):
                raise
            except (DatabaseError, ValueError, OverflowError) as error:
                logger.warning("import %s: a conversation was refused: %s", self.job.pk, type(error).__name__)
                refused += [*conversations, *(draft.kept for draft in drafts)]

        batch.conversations = [one for one in batch.conversations if one not in refused]
        batch.kept = [one for one in batch.kept if one not in refused]

        for one in refused:
            batch.take(Skipped(getattr(one, "title", ""), gettext_noop("The database of this vault refused it.")))

        return tally

    def _note(self, batch: Batch, stored: Tally) -> None:
        """Counts, position and heartbeat, in the transaction of what they speak of."""
        stored.add(batch.tally)
        changes: dict[str, Any] = {name: F(name) + getattr(stored, name) for name in Tally.__slots__}
        changes |= {"found": F("found") + stored.found, "heartbeat_at": Now()}

        if batch.position:
            changes |= {"position": asdict(batch.position), "sources": sources_with(self.job.sources, batch.sources)}
            changes |= {"bytes_done": batch.position.bytes_done, "bytes_total": batch.position.bytes_total}
            self.job.sources = changes["sources"]

        if batch.remarks:
            self.job.remarks = list(dict.fromkeys([*self.job.remarks, *batch.remarks]))[:REMARKS_MAX]
            changes["remarks"] = self.job.remarks

        if self._claimed:
            self.job.claimed_summaries = [*self.job.claimed_summaries, *self._claimed][:CLAIMED_MAX]
            changes["claimed_summaries"], self._claimed = self.job.claimed_summaries, []

        if not self._claimed_job().update(**changes):
            raise LostClaim

        offer(self.job, batch.offers)
        keep_claims(self.job, batch.claims)
        self._list_skipped(batch.skipped)


def claim() -> JobRun | None:
    """Takes the job that has waited longest, or that a dead worker left; None if there is none."""
    if stored.is_away():
        return None

    job = ImportJob.objects.claimable(DEAD_AFTER).first()
    if job is None:
        return None

    claim_id = uuid.uuid4()
    taken = (
        ImportJob.objects.claimable(DEAD_AFTER)
        .order_by()
        .filter(pk=job.pk)
        .update(state=JobState.RUNNING, claim_id=claim_id, heartbeat_at=Now())
    )
    if not taken:
        return None

    ImportJob.objects.filter(pk=job.pk, started_at=None).update(started_at=timezone.now())
    job = ImportJob.objects.select_related("user").get(pk=job.pk)
    files = list(job.files.all())

    if all(file.stored_as for file in files):
        run = LookRun if job.is_look else ImportRun
        here = local_files([(file.stored_as, file.size_bytes) for file in files])
        return run(job, here, [file.name for file in files])

    JobRun(job, LocalFiles([]), []).end(JobState.FAILED, STOPPED if job.is_from_command else GONE)
    return None


def begin_here(user: AbstractBaseUser, paths: Sequence[Path], *, choice: Choice | None = None) -> ImportRun:
    """A job of files that lie on this machine and stay there, held by the caller. `choice`: left out, all of them."""
    job = ImportJob.objects.create(
        user_id=user.pk,
        choice=choice.as_json() if choice else {},
        state=JobState.RUNNING,
        is_from_command=True,
        claim_id=uuid.uuid4(),
        started_at=timezone.now(),
    )
    for path in paths:
        size = path.stat().st_size
        name = uploads.shown_name(path.name)
        ImportFile.objects.create(job=job, user_id=user.pk, name=name, size_bytes=size, received_bytes=size)

    return ImportRun(job, LocalFiles(paths), [path.name for path in paths])


class ImportRunner:
    """The jobs that this process works on, a slice of each in turn: a small one needn't wait for a large one."""

    def __init__(self) -> None:
        self._runs: list[JobRun] = []

    def work(self) -> bool:
        """One slice of each; False if there is nothing to do. Raises DatabaseError while the database is away."""
        if len(self._runs) < JOBS_AT_ONCE and (run := claim()):
            self._runs.append(run)

        has_work = restoring.restore_next() or bool(self._runs)
        self._runs = [run for run in self._runs if not run.slice()]
        return has_work

    def leave(self) -> None:
        for run in self._runs:
            run.let_go()

        self._runs = []
