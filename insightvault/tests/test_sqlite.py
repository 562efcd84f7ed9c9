"""The threads of a process take turns to write to SQLite."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from insightvault.accounts.models import User

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"] != "insightvault.sqlite", reason="of our own SQLite"),
]


def in_a_thread(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_thread_that_wants_to_write_waits_for_the_one_that_writes() -> None:
    seen: list[bool] = []

    def look() -> None:
        with transaction.atomic():
            seen.append(User.objects.filter(username="ann").exists())

    with transaction.atomic():
        User.objects.create_user("ann")
        waiting = in_a_thread(look)
        waiting.join(0.2)
        assert waiting.is_alive()

    waiting.join(10)
    assert seen == [True]


def fails() -> None:
    with transaction.atomic():
        User.objects.create_user("ann")
        raise KeyError


def leaves() -> None:
    with transaction.atomic():
        User.objects.create_user("ann")
        connection.close()


def test_a_thread_waits_while_another_program_writes() -> None:
    connection.ensure_connection()
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = in_a_thread(lambda: User.objects.create_user("ann"))
    waiting.join(0.2)

    assert waiting.is_alive()
    other.execute("ROLLBACK")
    other.close()
    waiting.join(10)
    assert User.objects.filter(username="ann").exists()


def test_outside_a_transaction_the_database_itself_waits_for_others() -> None:
    def patience() -> int:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            return int(cursor.fetchone()[0])

    before = patience()
    with transaction.atomic():
        assert patience() == 0

    after_commit = patience()
    with contextlib.suppress(KeyError):
        fails()

    assert patience() == after_commit == before > 0


@pytest.mark.parametrize("end", [fails, leaves])
def test_a_turn_ends_with_its_transaction_however_that_ends(end: Callable[[], None]) -> None:
    def run() -> None:
        with contextlib.suppress(KeyError):
            end()

    in_a_thread(run).join(10)
    with transaction.atomic():
        assert not User.objects.filter(username="ann").exists()


def test_a_turn_ends_when_another_program_holds_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.01)
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError), transaction.atomic():
        pass

    other.execute("ROLLBACK")
    other.close()
    in_a_thread(lambda: User.objects.create_user("ann")).join(10)
    connection.close()

    with transaction.atomic():
        assert User.objects.filter(username="ann").exists()
