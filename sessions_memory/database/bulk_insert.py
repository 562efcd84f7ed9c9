"""Writing thousands of rows at once.

Measured with 1,000 conversations of ten messages on SQLite: Django's `bulk_create` takes 1.9 s, for it prepares each
of two dozen fields of each row; most of them are the same in all rows. With `FAST_PATH` off it does so.
"""

from collections.abc import Callable, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db import connection, models

Adapt = Callable[[Any], Any]


def insert(rows: Sequence[Any], varying: Sequence[str]) -> None:
    """Saves new rows of one model and gives each its id. A field that is not `varying` gets its default.

    The caller holds a transaction, which on SQLite keeps every other writer out.
    """
    if not rows:
        return
    if not settings.FAST_PATH:
        type(rows[0])._default_manager.bulk_create(rows)
        return

    meta: Any = rows[0]._meta
    fields = [meta.get_field(name) for name in varying]
    constant = [field for field in meta.concrete_fields if field not in fields and not field.primary_key]
    defaults = tuple(field.get_db_prep_save(field.get_default(), connection) for field in constant)
    getters = [(field.attname, _adapter(field)) for field in fields]

    table, pk = connection.ops.quote_name(meta.db_table), meta.pk
    for row, number in zip(rows, _ids(meta, len(rows)), strict=True):
        row.pk, row._state.adding, row._state.db = number, False, connection.alias

    # Column by column: half the time of value by value.
    filled = [
        map(adapt, map(attrgetter(name), rows)) if adapt else map(attrgetter(name), rows) for name, adapt in getters
    ]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in (pk, *fields, *constant))
    places = ", ".join(["%s"] * (1 + len(fields) + len(constant)))
    values = list(zip([row.pk for row in rows], *filled, *map(repeat, defaults), strict=False))

    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)  # noqa: S608 (names of ours)


def _adapter(field: models.Field[Any, Any]) -> Adapt | None:
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.JSONField):
        return lambda value: field.get_db_prep_save(value, connection)

    return None


def _ids(meta: Any, count: int) -> list[int]:
    """Ids that nobody else gets."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [meta.db_table, meta.pk.column, count],
            )
            return [number for (number,) in cursor.fetchall()]

        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [meta.db_table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))
