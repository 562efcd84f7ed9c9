"""What waits, and for how long: read from the database when somebody asks, at most every few seconds.

The database may be away or busy. Nobody waits for it longer than a moment, and no statement of these runs on.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass
from typing import Any

from django.db import Error, connection, transaction
from django.db.models import Count, F, Min, QuerySet
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from sessions_memory.importers.jobs.running import DEAD_AFTER
from sessions_memory.models import Attachment, BulkJob, Deletion, Growth, ImportJob, UserInteraction
from sessions_memory.querysets.conditions import of_active_people

logger = logging.getLogger(__name__)

FRESH_SECONDS = 5
# Prometheus by itself gives up after ten.
WAIT_SECONDS = 4
STATEMENT_SECONDS = 2
# A queue with more is long, however long.
COUNTED_MAX = 10_000
SQLITE_STEPS = 10_000

LENGTH = "insightvault_queue_length"
OLDEST = "insightvault_queue_oldest_seconds"
UP = "insightvault_database_up"


@dataclass(frozen=True)
class Waiting:
    """`rows`: those that wait and that somebody takes; `since`: the field that says from when on."""

    rows: Callable[[], "QuerySet[Any]"]
    since: str = "created_at"


@dataclass(frozen=True)
class Queue:
    name: str
    length: int
    oldest_seconds: float


class Queues(Collector):
    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "metrics-database")
        self._asking = threading.Lock()
        self._reading: Future[list[Queue]] | None = None
        self._began = 0.0

    def describe(self) -> Iterator[Metric]:
        yield from self._families()

    def collect(self) -> Iterator[Metric]:
        length, oldest, up = self._families()
        try:
            queues = self._read().result(WAIT_SECONDS)
        except (NotInTime, Error) as error:
            logger.warning("the queues can't be counted: %s", type(error).__name__)
            queues = []

        up.add_metric([], bool(queues))
        for queue in queues:
            length.add_metric([queue.name], queue.length)
            oldest.add_metric([queue.name], queue.oldest_seconds)

        yield from (length, oldest, up)

    def _families(self) -> tuple[GaugeMetricFamily, GaugeMetricFamily, GaugeMetricFamily]:
        return (
            GaugeMetricFamily(LENGTH, f"What waits, counted up to {COUNTED_MAX}.", labels=["queue"]),
            GaugeMetricFamily(OLDEST, "How long the first of them has waited.", labels=["queue"]),
            GaugeMetricFamily(UP, "Whether the database told it in time."),
        )

    def _read(self) -> "Future[list[Queue]]":
        """A reading that has just begun or ended, or that still goes on: a second one would only wait, too."""
        with self._asking:
            is_old = time.monotonic() - self._began > FRESH_SECONDS
            if self._reading is None or (is_old and self._reading.done()):
                self._began, self._reading = time.monotonic(), self._thread.submit(read)

            return self._reading


def read() -> list[Queue]:
    """Raises what a database raises; leaves no connection open."""
    try:
        with bounded(STATEMENT_SECONDS):
            return [_read(name, waiting) for name, waiting in QUEUES.items()]
    finally:
        connection.close()


@contextlib.contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """The database ends each statement after so long; SQLite all of them together."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(round(seconds * 1000))])
            yield
        return

    connection.ensure_connection()
    until = time.monotonic() + seconds
    connection.connection.set_progress_handler(lambda: time.monotonic() > until, SQLITE_STEPS)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, 0)


def _read(name: str, waiting: Waiting) -> Queue:
    found = waiting.rows()[:COUNTED_MAX].aggregate(length=Count("pk"), oldest=Min(waiting.since))
    waited = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0.0
    # Another node wrote the time, whose clock may be ahead.
    return Queue(name, found["length"], max(0.0, waited))


def _by_index(rows: "QuerySet[Any]", name: str) -> "QuerySet[Any]":
    """In the index's own words: SQLite takes one of some rows for no others, though they may mean the same."""
    [condition] = [index.condition for index in rows.model._meta.indexes if index.name == name]
    return rows.filter(condition)


def _imports() -> "QuerySet[Any]":
    return _by_index(ImportJob.objects.claimable(DEAD_AFTER), "imports_unfinished")


def _deletions() -> "QuerySet[Any]":
    return _by_index(Deletion.objects.to_work_on(), "deletions_unfinished")


def _indexing() -> "QuerySet[Any]":
    return Attachment.objects.to_index().annotate(answered_at=F("interaction__answered_at"))


def _growth() -> "QuerySet[Any]":
    return _by_index(Growth.objects.filter(of_active_people()).order_by("changed_at"), "growth_to_read")


QUEUES = {
    "questions": Waiting(UserInteraction.objects.waiting),
    # A piece has just arrived, or a worker was last heard of.
    "imports": Waiting(_imports, "heartbeat_at"),
    "deletions": Waiting(_deletions),
    "many_sessions": Waiting(BulkJob.objects.to_work_on),
    "files": Waiting(lambda: Attachment.objects.waiting().filter(of_active_people()).order_by("created_at", "id")),
    "indexing": Waiting(_indexing, "answered_at"),
    "growth": Waiting(_growth, "changed_at"),
}
