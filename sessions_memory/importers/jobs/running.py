"""An import from its first slice to its end.

A slice reads some conversations, then stores them together with the counts, the position and the heartbeat in one
short transaction: so pages stay quick meanwhile, what is in can be recalled at once, and whoever takes up a job of
a dead worker goes on from the last slice, nothing lost and nothing twice.

Jobs are claimed from their own rows, by one conditional update, as questions are. A task queue would add a second
table whose rows hang in "running" when a worker dies, a task for each of a thousand slices, and tracebacks in the
database, where a database's error quotes the row that it refused; the job's row holds all that is needed.
"""

import logging
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from sessions_memory.database import disk
from sessions_memory.database.user_lock import user_lock
from sessions_memory.growth.keeping import marks
from sessions_memory.importers import uploads
from sessions_memory.importers.mapping.values import (
    Conversation,
    Item,
    KeptSession,
    Limits,
    Position,
    Skipped,
    UnreadableExport,
)
from sessions_memory.importers.reading.reader import read_export
from sessions_memory.importers.storing import instalments, restoring, store
from sessions_memory.importers.storing.batch import Batch, paced
from sessions_memory.importers.storing.claims import keep_claims
from sessions_memory.importers.storing.kept_sessions import claimed_summaries, restore_sessions, session_draft_of
from sessions_memory.importers.storing.store import Key, Tally
from sessions_memory.models import ImportFile, ImportJob, SkippedEntry
from sessions_memory.notes.offers import offer
from sessions_memory.states import JobState, Source

logger = logging.getLogger(__name__)

READ_SECONDS = 0.5
# Reading up to where a large entry of an archive was left takes a while, without a heartbeat.
DEAD_AFTER = timedelta(seconds=60)
JOBS_AT_ONCE = 4
# The database and the page bear no more of a file that is broken everywhere; the counts stay true.
SKIPPED_LISTED = 2_000
REMARKS_MAX = 100
CLAIMED_MAX = 20_000
MEGABYTE = 1_000_000
GONE = "The uploaded file is no longer here. Upload it again: what is in stays, and nothing comes twice."
STOPPED = "The command that read it was stopped. Run it again: what is in stays, and nothing comes twice."
FULL = "The disk of this vault is full. Free some space and import the file again: what is in stays."
BROKEN = "InsightVault stopped at an error of its own. What is in stays; the server's log says where it happened."


class LostClaim(Exception):
    """Another worker took the job over, or it was deleted."""


def limits() -> Limits:
    return Limits(
        archive_entries=settings.IMPORT_ARCHIVE_ENTRIES,
        unpacked_bytes=settings.IMPORT_UNPACKED_MB * MEGABYTE,
        packing_ratio=settings.IMPORT_PACKING_RATIO,
        nesting=settings.IMPORT_NESTING,
        conversation_bytes=settings.IMPORT_CONVERSATION_MB * MEGABYTE,
        conversation_nodes=settings.IMPORT_CONVERSATION_NODES,
        message_chars=settings.IMPORT_MESSAGE_CHARS,
    )


class ImportRun:
    """A job that this process holds: it is read on where the slice before stopped, without opening it anew."""

    def __init__(self, job: ImportJob, paths: Sequence[Path], names: Sequence[str]) -> None:
        self.job = job
        after = Position(**job.position) if job.position else None
        self._items: Iterator[Item] = read_export(paths, limits(), names=names, after=after)
        # Read, and not stored yet: if the database is away, it is stored when that is back.
        self._batch: Batch | None = None
        self._pace = 1.0
        # Sessions whose summary the file says the person wrote.
        self._claimed: list[int] = []

    def slice(self) -> bool:
        """Reads and stores the next part; True once the job has ended or is another's.

        Raises DatabaseError while the database is away; the part is kept for the next call.
        """
        try:
            self._batch = self._batch or self._read()
            self.store(self._batch)
            is_last, self._batch = self._batch.is_last, None

            if is_last:
                if Source.CHAT.label in self.job.sources.split(", "):
                    restoring.give_ids(self.job.user)
                self.end(JobState.DONE)
            elif ImportJob.objects.filter(pk=self.job.pk, cancel_requested=True).exists():
                self.end(JobState.CANCELLED)
            else:
                return False
        except LostClaim:
            self._close()
        except UnreadableExport as error:
            self.end(JobState.FAILED, str(error))
        except (OSError, DatabaseError, InterfaceError) as error:
            if not disk.is_full(error) and isinstance(error, (OperationalError, InterfaceError)):
                raise
            self._fail(error)
        except Exception as error:  # the edge of a job: whatever it is, it ends this one and no other
            self._fail(error)

        return True

    def end(self, state: JobState, failure: str = "") -> None:
        """Also deletes the uploaded files, whatever the end."""
        self._close()
        logger.info("import %s %s", self.job.pk, state)
        self._claimed_job().update(state=state, failure=failure, finished_at=timezone.now(), claim_id=None)
        marks.changed(self.job.user_id)
        uploads.delete_files(self.job)

    def let_go(self) -> None:
        """Another worker may go on at once."""
        self._close()
        self._claimed_job().update(state=JobState.UPLOADED, claim_id=None)

    def _read(self) -> Batch:
        batch, until = Batch(), time.monotonic() + READ_SECONDS
        for item in self._items:
            batch.take(item)
            # Only at a position all before it is whole.
            if isinstance(item, Position) and (batch.is_full(self._pace) or time.monotonic() > until):
                return batch

        batch.is_last = True
        return batch

    def store(self, batch: Batch) -> None:
        """Two jobs of one person take turns, so that each sees what the other stored."""
        try:
            in_place = self._keep_long_ones(batch)
            drafts = store.drafts_of(self.job.user, batch.conversations)
            kept = [session_draft_of(self.job.user, one) for one in batch.kept]

            with user_lock(self.job.user):
                began = time.monotonic()
                tally = store.keep(self.job.user, batch.conversations, drafts=drafts, in_place=in_place)
                tally.add(restore_sessions(self.job.user, kept))
                self._claimed += claimed_summaries(kept)
                self._note(batch, tally)

            self._pace = paced(self._pace, time.monotonic() - began)
        except (OperationalError, InterfaceError):
            raise
        except (DatabaseError, ValueError, OverflowError):
            with user_lock(self.job.user):
                self._note(batch, self._keep_one_by_one(batch))

    def _keep_long_ones(self, batch: Batch) -> set[Key]:
        """Those that are in, all but their end."""
        return {
            (long.source, long.source_id)
            for long in batch.conversations
            if instalments.is_long(long) and instalments.keep_turns(self.job.user, long, self._note_instalment)
        }

    def _note_instalment(self, added: int) -> None:
        if not self._claimed_job().update(heartbeat_at=Now(), interactions=F("interactions") + added):
            raise LostClaim

    def _keep_one_by_one(self, batch: Batch) -> Tally:
        """One conversation that the database refuses costs one entry, not the slice."""
        tally = Tally()
        refused: list[Conversation | KeptSession] = []
        each: list[tuple[list[Conversation], list[KeptSession]]]
        each = [([one], []) for one in batch.conversations] + [([], [one]) for one in batch.kept]

        for conversations, kept in each:
            try:
                with transaction.atomic():
                    tally.add(store.keep(self.job.user, conversations))
                    drafts = [session_draft_of(self.job.user, one) for one in kept]
                    tally.add(restore_sessions(self.job.user, drafts))
                    self._claimed += claimed_summaries(drafts)
            except (OperationalError, InterfaceError):
                raise
            except (DatabaseError, ValueError, OverflowError) as error:
                logger.warning("import %s: a conversation was refused: %s", self.job.pk, type(error).__name__)
                refused += [*conversations, *kept]

        batch.conversations = [one for one in batch.conversations if one not in refused]
        batch.kept = [one for one in batch.kept if one not in refused]

        for one in refused:
            batch.take(Skipped(getattr(one, "title", ""), "The database of this vault refused it."))

        return tally

    def _note(self, batch: Batch, stored: Tally) -> None:
        """Counts, position and heartbeat, in the transaction of what they speak of."""
        stored.add(batch.tally)
        changes: dict[str, Any] = {name: F(name) + getattr(stored, name) for name in Tally.__slots__}
        changes |= {"found": F("found") + stored.found, "heartbeat_at": Now()}

        if batch.position:
            changes |= {"position": asdict(batch.position), "sources": _with(self.job.sources, batch.sources)}
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
        room = SKIPPED_LISTED - self.job.skipped_entries.count() if batch.skipped else 0
        SkippedEntry.objects.bulk_create(
            SkippedEntry(job=self.job, user_id=self.job.user_id, title=each.title[:200], reason=each.reason[:500])
            for each in batch.skipped[: max(0, room)]
        )

    def _close(self) -> None:
        self._items = iter(())

    def _claimed_job(self) -> Any:
        return ImportJob.objects.running().filter(pk=self.job.pk, claim_id=self.job.claim_id)

    def _fail(self, error: BaseException) -> None:
        # The log's lines name its place, without what it says.
        logger.error("import %s failed: %s", self.job.pk, type(error).__name__, exc_info=error)
        self.end(JobState.FAILED, FULL if disk.is_full(error) else BROKEN)


def claim() -> ImportRun | None:
    """Takes the job that has waited longest, or that a dead worker left; None if there is none."""
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

    if all(file.stored_as and default_storage.exists(file.stored_as) for file in files):
        paths = [Path(default_storage.path(file.stored_as)) for file in files]
        return ImportRun(job, paths, [file.name for file in files])

    ImportRun(job, [], []).end(JobState.FAILED, STOPPED if job.is_from_command else GONE)
    return None


def begin_here(user: AbstractBaseUser, paths: Sequence[Path]) -> ImportRun:
    """A job of files that lie on this machine and stay there, held by the caller."""
    job = ImportJob.objects.create(
        user_id=user.pk,
        state=JobState.RUNNING,
        is_from_command=True,
        claim_id=uuid.uuid4(),
        started_at=timezone.now(),
    )
    for path in paths:
        size = path.stat().st_size
        name = uploads.shown_name(path.name)
        ImportFile.objects.create(job=job, user_id=user.pk, name=name, size_bytes=size, received_bytes=size)

    return ImportRun(job, paths, [path.name for path in paths])


def _with(sources: str, more: Iterable[str]) -> str:
    """In words, each once, in the order in which they came up."""
    names = [*filter(None, sources.split(", ")), *(Source(source).label for source in more if source in Source)]
    return ", ".join(dict.fromkeys(names))[:200]


class ImportRunner:
    """The jobs that this process works on, a slice of each in turn: a small one needn't wait for a large one."""

    def __init__(self) -> None:
        self._runs: list[ImportRun] = []

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
