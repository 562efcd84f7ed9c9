"""The different values of a column, in one step of an index for each, however many rows."""

from django.db import connection
from django.db.models import Model


def distinct_values(model: type[Model], column: str, most: int, *, user_id: int | None = None) -> list[str]:
    """In order, without "". Needs an index that begins with the column, or with the user and it.

    Also the first step goes on from a row: of a value that PostgreSQL knows when it plans, it may think that hardly
    anybody has a greater one, and look for it in an index of everybody's.
    """
    table = model._meta.db_table
    owned = "user_id = %s AND" if user_id is not None else ""
    sql = f"""
        WITH RECURSIVE known(value) AS (
            SELECT CAST('' AS text)
            UNION ALL
            SELECT (SELECT min({column}) FROM {table} WHERE {owned} {column} > known.value)
            FROM known WHERE known.value IS NOT NULL
        )
        SELECT value FROM known WHERE value > '' LIMIT {most}
    """  # noqa: S608 (names of ours alone)

    with connection.cursor() as cursor:
        cursor.execute(sql, [] if user_id is None else [user_id])
        return [value for (value,) in cursor.fetchall()]
