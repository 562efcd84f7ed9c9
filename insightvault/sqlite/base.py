"""Django's SQLite, whose threads take turns to write.

Who finds the database locked sleeps up to a tenth of a second between two tries, and whoever comes by meanwhile is
served first: with 500 answers being written, a question waited for two seconds. Threads of one process wait for
each other in a queue instead, and the database is asked by one of them at a time, every millisecond.
"""

import sqlite3
import threading
import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

AGAIN_SECONDS = 0.001

_turn = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    _has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        until = time.monotonic() + self._patience_seconds
        if not _turn.acquire(timeout=self._patience_seconds):
            raise OperationalError("database is locked")

        self._has_turn = True
        try:
            self._let_wait(0)
            while not self._has_begun(until):
                time.sleep(AGAIN_SECONDS)
        except BaseException:
            self._end_turn()
            raise

    def _has_begun(self, until: float) -> bool:
        """False while another process writes; once `until` has passed, that is an error."""
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except OperationalError as error:
            code = getattr(error.__cause__, "sqlite_errorcode", None)
            if code != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            return False

        return True

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._release()

    @property
    def _patience_seconds(self) -> float:
        seconds: float = self.settings_dict["OPTIONS"].get("timeout", 5)
        return seconds

    def _let_wait(self, seconds: float) -> None:
        """How long the database itself waits for a lock."""
        self.connection.execute(f"PRAGMA busy_timeout = {1000 * seconds:.0f}")

    def _end_turn(self) -> None:
        if self._release():
            self._let_wait(self._patience_seconds)

    def _release(self) -> bool:
        had_turn, self._has_turn = self._has_turn, False
        if had_turn:
            _turn.release()

        return had_turn
