"""Of several nodes that start at once, one migrates and the others wait; also where a pooler stands between."""

import threading
import time

import pytest
from django.db import connection, connections

from insightvault.server import preparation

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

WAITS_WITHIN_SECONDS = 30


def test_others_wait_until_one_has_migrated() -> None:
    began, entered = threading.Event(), threading.Event()

    def other() -> None:
        began.set()
        try:
            with preparation._one_at_a_time():
                entered.set()
        finally:
            connections.close_all()

    # No test waits for one that is never let in.
    waiting = threading.Thread(target=other, daemon=True)
    with preparation._one_at_a_time():
        waiting.start()
        began.wait(10)
        _wait_for_one_who_waits()
        assert not entered.is_set()
        _work_on_several_connections()
        assert not entered.is_set()

    waiting.join(WAITS_WITHIN_SECONDS)
    assert entered.is_set() and _locks("granted") == 0


def test_the_lock_is_free_again_after_a_failure() -> None:
    # Held by somebody's connection, it would be waited for without an end.
    assert _locks("granted") == 0
    with pytest.raises(ValueError), preparation._one_at_a_time():
        raise ValueError

    assert _locks("granted") == 0


def _work_on_several_connections() -> None:
    """As migrations do: one transaction after the other."""
    for _ in range(5):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")


def _wait_for_one_who_waits() -> None:
    deadline = time.monotonic() + WAITS_WITHIN_SECONDS
    while not _locks("NOT granted"):
        assert time.monotonic() < deadline, "the other one does not wait"


def _locks(which: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND {which}"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return int(cursor.fetchone()[0])
