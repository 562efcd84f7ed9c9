"""The sources and models of a person's rows, in one step of an index for each, however many rows."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models

from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.states import Source

# A list to choose from can have so many.
VALUES_MAX = 40


def sources_of(user: AbstractBaseUser) -> list[Source]:
    known = set(_values(UserSession, "source", user))
    return [source for source in Source if source in known]


def models_of(user: AbstractBaseUser) -> list[str]:
    """The models that ever answered the person."""
    return _values(UserInteraction, "model", user)


def _values(model: type[models.Model], column: str, user: AbstractBaseUser) -> list[str]:
    """Needs an index that begins with the user and this column: each step jumps to the next value.

    Also the first step goes on from a row: of a value that PostgreSQL knows when it plans, it may think that hardly
    anybody has a greater one, and look for it in an index of everybody's.
    """
    table = model._meta.db_table
    sql = f"""
        WITH RECURSIVE known(value) AS (
            SELECT CAST('' AS text)
            UNION ALL
            SELECT (SELECT min({column}) FROM {table} WHERE user_id = %s AND {column} > known.value)
            FROM known WHERE known.value IS NOT NULL
        )
        SELECT value FROM known WHERE value > '' LIMIT {VALUES_MAX}
    """  # noqa: S608 (names of ours alone)

    with connection.cursor() as cursor:
        cursor.execute(sql, [user.pk])
        return [value for (value,) in cursor.fetchall()]
