"""A job that this process holds, whether it is looked at or brought in: its slices, its end, what may go wrong.

It is read on where the slice before stopped, without opening its files anew. Jobs are claimed from their own rows, by
one conditional update, as questions are. A task queue would add a second table whose rows hang in "running" when a
worker dies, a task for each of a thousand slices, and tracebacks in the database, where a database's error quotes the
row that it refused; the job's row holds all that is needed.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_noop

from sessions_memory.database import disk
from sessions_memory.database.text import TITLE_MAX_CHARS, cut
from sessions_memory.files.copies import LocalFiles, Vanished
from sessions_memory.files.trouble import ObjectRefused, StorageAway
from sessions_memory.importers import uploads
from sessions_memory.importers.mapping.values import Item, Limits, Position, Skipped, UnreadableExport
from sessions_memory.importers.reading.reader import read_export
from sessions_memory.models import ImportJob, SkippedEntry
from sessions_memory.querysets.imports import ImportJobQuerySet
from sessions_memory.states import JobState, Source

logger = logging.getLogger(__name__)

READ_SECONDS = 0.5
MEGABYTE = 1_000_000
# The database and the page bear no more of a file that is broken everywhere; the counts stay true.
SKIPPED_LISTED = 2_000
GONE = gettext_noop("The uploaded file is no longer here. Upload it again; nothing is imported twice.")
FULL = gettext_noop(
    "The disk of this vault is full. Free some space and import the file again; what was imported is kept."
)
# A minute lies between two.
REFUSALS_MAX = 5
REFUSED = gettext_noop(
    "The file storage of this vault does not give the uploaded file out. Upload it again; nothing is imported twice."
)
BROKEN = gettext_noop(
    "The import stopped at an error in InsightVault. Import the file again; what was imported is kept."
)


class LostClaim(Exception):
    """Another worker took the job over, or it was deleted."""


class Part(Protocol):
    """The values of one slice."""

    is_last: bool

    def take(self, item: Item) -> None: ...

    def is_full(self, pace: float) -> bool: ...


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


class JobRun:
    def __init__(self, job: ImportJob, files: LocalFiles, names: Sequence[str]) -> None:
        self.job = job
        self._files = files
        after = Position(**job.position) if job.position else None
        # Nothing is opened before it is read.
        self._items: Iterator[Item] = read_export(files.paths, limits(), names=names, after=after)
        # How it is left, once that is decided: if the database is away just then, it is left so by the next slice.
        self._leave: Callable[[], None] | None = None

    def slice(self) -> bool:
        """Reads and stores the next part; True once the job has ended, waits for the person, or is another's.

        Raises DatabaseError while the database is away; the part is kept for the next call.
        """
        if self._leave:
            self._leave()
            return True

        try:
            return self._go_on() if self._files.fetch(READ_SECONDS) else self._waits_for_files()
        except LostClaim:
            self._close()
        except Vanished:
            self.end(JobState.FAILED, GONE)
        except ObjectRefused:
            self._was_refused()
        except StorageAway:
            # What is stored stays, and whoever takes it next reads on from there.
            logger.warning("import %s waits for the file storage", self.job.pk)
            self.let_go()
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
        """Also deletes the uploaded files, whatever the end, unless the job is another worker's by now."""
        self._leave = partial(self.end, state, failure)
        self._close()
        logger.info("import %s %s", self.job.pk, state)
        ended = {"state": state, "failure": failure, "finished_at": timezone.now(), "claim_id": None}
        if self._claimed_job().update(**ended):
            uploads.clear_away(self.job)

    def let_go(self) -> None:
        """Another worker may go on at once."""
        self._leave = self.let_go
        self._close()
        self._claimed_job().update(state=JobState.UPLOADED, claim_id=None)

    def _was_refused(self) -> None:
        """It stays claimed, and is taken up like that of a dead worker: others go first meanwhile."""
        self._leave = self._was_refused
        self._close()
        if self._is_over():
            return

        if self.job.refusals + 1 >= REFUSALS_MAX:
            self.end(JobState.FAILED, REFUSED)
        else:
            self._claimed_job().update(refusals=F("refusals") + 1, heartbeat_at=Now())

    def _is_over(self) -> bool:
        """Between two slices: it was cancelled, or waits until its person is switched on again."""
        waits = Q(user__is_active=False, is_from_command=False)
        rows = ImportJob.objects.filter(Q(cancel_requested=True) | waits, pk=self.job.pk)
        is_cancelled = rows.values_list("cancel_requested", flat=True).first()
        if is_cancelled is None:
            return False

        self.end(JobState.CANCELLED) if is_cancelled else self.let_go()
        return True

    def _waits_for_files(self) -> bool:
        if not self._claimed_job().update(heartbeat_at=Now()):
            raise LostClaim

        return self._is_over()

    def _go_on(self) -> bool:
        raise NotImplementedError

    def _read_into(self, part: Part, pace: float = 1.0) -> None:
        until = time.monotonic() + READ_SECONDS
        for item in self._items:
            part.take(item)
            # Only at a position all before it is whole.
            if isinstance(item, Position) and (part.is_full(pace) or time.monotonic() > until):
                return

        part.is_last = True

    def _list_skipped(self, skipped: Sequence[Skipped]) -> None:
        room = SKIPPED_LISTED - self.job.skipped_entries.count() if skipped else 0
        SkippedEntry.objects.bulk_create(
            SkippedEntry(
                job=self.job,
                user_id=self.job.user_id,
                title=cut(each.title, TITLE_MAX_CHARS),
                reason=each.reason[:500],
            )
            for each in skipped[: max(0, room)]
        )

    def _close(self) -> None:
        self._items = iter(())
        self._files.close()

    def _claimed_job(self) -> ImportJobQuerySet:
        return ImportJob.objects.running().filter(pk=self.job.pk, claim_id=self.job.claim_id)

    def _fail(self, error: BaseException) -> None:
        # The log's lines name its place, without what it says.
        logger.error("import %s failed: %s", self.job.pk, type(error).__name__, exc_info=error)
        self.end(JobState.FAILED, FULL if disk.is_full(error) else BROKEN)


def sources_with(sources: str, more: Iterable[str]) -> str:
    """In words, each once, in the order in which they came up."""
    names = [*filter(None, sources.split(", ")), *(Source(source).label for source in more if source in Source)]
    return ", ".join(dict.fromkeys(names))[:200]
