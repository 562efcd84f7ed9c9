"""A database that refuses to write to one table, as one does that is damaged or has run into a limit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection


@contextmanager
def refusing(table: str, when: str = "1 = 1") -> Iterator[None]:
    """`when`: an SQL condition on the NEW row."""
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for event in ("INSERT", "UPDATE"):
            if on_postgresql:
                cursor.execute(
                    "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql"
                    " AS 'BEGIN RAISE EXCEPTION ''refused''; END'"
                )
                cursor.execute(
                    f"CREATE TRIGGER refuse_{event} BEFORE {event} ON {table}"
                    f" FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse()"
                )
            else:
                cursor.execute(
                    f"CREATE TRIGGER refuse_{event} BEFORE {event} ON {table}"
                    f" WHEN {when} BEGIN SELECT RAISE(ABORT, 'refused'); END"
                )

    yield
    with connection.cursor() as cursor:
        for event in ("INSERT", "UPDATE"):
            cursor.execute(f"DROP TRIGGER refuse_{event}" + (f" ON {table}" if on_postgresql else ""))


@contextmanager
def away_for_changes_of(table: str) -> Iterator[None]:
    """What is read is there still: as if the line were cut just before the change."""

    def cut(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(f'UPDATE "{table}"'):
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *rest)

    with connection.execute_wrapper(cut):
        yield
