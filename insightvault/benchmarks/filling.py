"""Rows by the million, in a moment: one INSERT … SELECT each for sessions and interactions, from a row that is copied.

`fill`: the history of somebody who brought much along. Half of the sessions were
asked here, half are imported, and so are the latest but for the open one.
`fill_for_many`: the histories of thousands, a few sessions each.
"""

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

from insightvault.accounts.models import ApiToken, User
from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession

IN_SESSION = 20
# How the names of the many begin.
CROWD = "crowd"
QUESTION = "What did I write about the garden, and what was still open when we last spoke of it?"
ANSWER = "In the spring you wrote that the beds at the wall get too little sun. " * 8


def fill(person: User, interactions: int) -> None:
    """Gives a person without any so many interactions; the last session is open."""
    sessions = max(1, interactions // IN_SESSION)
    with transaction.atomic():
        copied = lifecycle.start_session(person)
        row = lifecycle.store_interaction(copied, QUESTION, ANSWER)
        lifecycle.end_session(copied)
        first = next_id(UserSession)
        imported = f"(n %% 2 = 1 OR n >= {sessions - sessions // 10}) AND n < {sessions - 1}"

        copy_row(
            copied,
            sessions,
            id=f"{first} + n",
            source_id="'session-' || n",
            source=f"CASE WHEN {imported} THEN 'chatgpt' ELSE 'chat' END",
            interaction_count=str(IN_SESSION),
            session_start=_before_now(f"60 * ({sessions} - n)"),
            last_activity_at=_before_now(f"60 * ({sessions} - n) - {IN_SESSION}"),
            session_end=f"CASE WHEN n < {sessions - 1} THEN {_before_now(f'60 * ({sessions} - n) - {IN_SESSION}')} END",
        )

        of_session = f"(n / {IN_SESSION})"
        copy_row(
            row,
            sessions * IN_SESSION,
            session_id=f"{first} + {of_session}",
            source_id="'question-' || n",
            is_listed=f"NOT ({imported.replace('n ', f'{of_session} ')})",
            created_at=_before_now(f"60 * ({sessions} - {of_session}) - n %% {IN_SESSION}"),
        )

        copied.delete()

    settle(UserSession, UserInteraction)


def fill_for_many(people: int, interactions: int) -> None:
    """So many people with a token each; their sessions have ended, some answers failed, and several models answered."""
    sessions = max(1, interactions // IN_SESSION)
    with transaction.atomic():
        person, first_person, first = User.objects.create_user(CROWD), next_id(User) + 1, next_id(UserSession) + 1
        token, _ = ApiToken.objects.create_for(person, "program")
        copied = lifecycle.start_session(person)
        row = lifecycle.store_interaction(copied, QUESTION, ANSWER)
        lifecycle.end_session(copied)

        copy_row(person, people, id=f"{first_person} + n", username=f"'{CROWD}-' || n")
        copy_row(token, people, user_id=f"{first_person} + n")
        copy_row(
            copied,
            sessions,
            id=f"{first} + n",
            user_id=f"{first_person} + n %% {people}",
            source_id="'session-' || n",
            source="CASE n %% 9 WHEN 0 THEN 'claude' WHEN 1 THEN 'grok' ELSE 'chat' END",
            interaction_count=str(IN_SESSION),
            session_start=_before_now(f"60 * ({sessions} - n)"),
            last_activity_at=_before_now(f"60 * ({sessions} - n) - {IN_SESSION}"),
        )

        of_session = f"(n / {IN_SESSION})"
        copy_row(
            row,
            sessions * IN_SESSION,
            session_id=f"{first} + {of_session}",
            user_id=f"{first_person} + {of_session} %% {people}",
            source_id="'question-' || n",
            status="CASE n %% 900 WHEN 0 THEN 'failed' WHEN 1 THEN 'stopped' ELSE 'answered' END",
            model="CASE n %% 3 WHEN 0 THEN '' ELSE 'model-' || (n %% 12) END",
            created_at=_before_now(f"60 * ({sessions} - {of_session}) - n %% {IN_SESSION}"),
        )

    settle(User, ApiToken, UserSession, UserInteraction)


def next_id(model: type[Model]) -> int:
    last = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
    return 1 + int(last)


def settle(*models: type[Model]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def copy_row(row: Model, times: int, **columns: str) -> None:
    """`columns`: SQL for those that differ; `n` counts from 0, and a percent sign stands twice."""
    quote = connection.ops.quote_name
    table = quote(row._meta.db_table)
    fields = [str(field.column) for field in row._meta.concrete_fields]
    names = [name for name in fields if name != "id" or name in columns]
    numbers = f"WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {times - 1})"

    values = ", ".join(columns.get(name, f"{table}.{quote(name)}") for name in names)
    into = ", ".join(quote(name) for name in names)

    with connection.cursor() as cursor:
        source = f"SELECT {values} FROM {table}, numbers WHERE {table}.id = %s"
        cursor.execute(f"INSERT INTO {table} ({into}) {numbers} {source}", [row.pk])


def _before_now(seconds: str) -> str:
    if connection.vendor == "postgresql":
        return f"now() - ({seconds}) * interval '1 second'"

    return f"strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', -({seconds}) || ' seconds')"
