"""Sees to it that what was deleted is gone from the disk, too, as far as a database can.

SQLite zeroes freed space (`secure_delete`), but it leaves copies behind where a page was split and written anew:
of 12 random histories, 11 had words of deleted rows in the file. Only `VACUUM`, which writes the file anew,
is sure; then the write-ahead log is emptied. 620 MB took 6 s, in which others wait to write.

PostgreSQL leaves deleted rows in its files even after a plain `VACUUM`, until the space is used again; `VACUUM FULL`
writes them anew, and shuts the tables meanwhile. Sampled values of columns lie in its statistics.
"""

import contextlib
import logging
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone

from sessions_memory.models import Deletion, UserInteraction

logger = logging.getLogger(__name__)

# Larger databases are written anew when nobody has asked for a while.
AT_ONCE_BYTES = 300_000_000
QUIET = timedelta(minutes=10)
# A larger PostgreSQL is not shut for it; `manage.py wipe` does it when its owner chooses.
REWRITTEN_BYTES = 1_000_000_000
TRY_AGAIN_AFTER = timedelta(minutes=1)
LOCK_SECONDS = 2


def wipe_what_was_deleted(*, whole: bool = False) -> int:
    """For all deletions whose rows are gone; returns how many are done. `whole`: now, however large and busy."""
    waiting = Deletion.objects.to_wipe()
    if not whole:
        waiting = waiting.exclude(wipe_tried_at__gt=timezone.now() - TRY_AGAIN_AFTER)

    # Only these: of what is deleted meanwhile, rows may come after the space was written over.
    ids = list(waiting.values_list("pk", flat=True))
    if not ids or not (whole or is_time()):
        return 0

    done = Deletion.objects.filter(pk__in=ids)
    try:
        is_overwritten = _wipe(whole=whole)
    except DatabaseError as error:
        logger.warning("what was deleted is not wiped yet: %s", type(error).__name__)
        done.update(wipe_tried_at=timezone.now())
        return 0

    done.update(wiped_at=timezone.now(), is_overwritten=is_overwritten)
    logger.info("%s deletions are wiped; overwritten: %s", len(ids), is_overwritten)
    return len(ids)


def is_time() -> bool:
    """A small database at any time, a large one when nothing has been asked for a while."""
    if _size_bytes() <= AT_ONCE_BYTES or (connection.vendor == "postgresql" and _size_bytes() > REWRITTEN_BYTES):
        return True

    return not UserInteraction.objects.filter(created_at__gt=timezone.now() - QUIET).exists()


def _wipe(*, whole: bool) -> bool:
    """Whether the freed space is overwritten, which else the database does in time."""
    if connection.vendor == "sqlite":
        _rewrite_sqlite()
        return True

    is_small = whole or _size_bytes() <= REWRITTEN_BYTES
    with connection.cursor() as cursor, _waiting_briefly(cursor):
        _wait_for_older_readers(cursor)
        cursor.execute("ANALYZE")
        names = [connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)]
        tables = ", ".join([*names, "pg_catalog.pg_statistic"])
        # First without FULL, which copies what a transaction in any other database is old enough to see.
        cursor.execute(f"VACUUM {tables}")

        if is_small:
            cursor.execute(f"VACUUM (FULL) {tables}")

    return is_small


def _wait_for_older_readers(cursor: Any) -> None:
    """`VACUUM` silently keeps what a transaction that began before the deletion may still see."""
    cursor.execute("SELECT pg_current_xact_id()::text")
    now, until = cursor.fetchone()[0], time.monotonic() + LOCK_SECONDS

    while True:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND age(backend_xmin) >= age(%s::xid8::xid))",
            [now],
        )
        if cursor.fetchone()[0]:
            return
        if time.monotonic() > until:
            raise DatabaseError("the deleted rows are still being read")

        time.sleep(0.1)


def _rewrite_sqlite() -> None:
    with connection.cursor() as cursor, _waiting_briefly(cursor):
        # The copy on its way lies in a file: in memory it would be as large as the database.
        cursor.execute("PRAGMA temp_store=FILE")
        try:
            cursor.execute("VACUUM")
        finally:
            cursor.execute("PRAGMA temp_store=MEMORY")

        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, *_ = cursor.fetchone()

    if is_busy:
        raise DatabaseError("the write-ahead log is being read")


@contextlib.contextmanager
def _waiting_briefly(cursor: Any) -> Iterator[None]:
    """Others don't queue for long behind what waits here for a lock."""
    if connection.vendor == "postgresql":
        cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        again = "RESET lock_timeout"
    else:
        cursor.execute("PRAGMA busy_timeout")
        again = f"PRAGMA busy_timeout = {cursor.fetchone()[0]}"
        cursor.execute(f"PRAGMA busy_timeout = {LOCK_SECONDS * 1000}")

    try:
        yield
    finally:
        cursor.execute(again)


def _size_bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
