"""Rows that are written many at once are those that Django would write."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from pytest_django import Settings

from sessions_memory.database.bulk_insert import insert
from sessions_memory.importers.mapping.values import Conversation, ImportedTurn
from sessions_memory.importers.storing import kept_sessions, store
from sessions_memory.importers.storing.rows import new_interactions, new_session
from sessions_memory.models import UserInteraction, UserSession

pytestmark = pytest.mark.django_db
MAY = datetime(2024, 5, 1, 10, tzinfo=UTC)
FACTS = {"thinking": "“Hm”", "tokens": [1, None, "é"], "'": '"'}


def conversation(name: str) -> Conversation:
    turns = tuple(
        ImportedTurn(
            f"{name}-{number}", f"Why {name}?", "Because. \U0001f33f", MAY + timedelta(minutes=number), None, "m"
        )
        for number in range(3)
    )
    return Conversation("chatgpt", name, f"It's “{name}”", MAY, None, turns=turns)


def sessions(user: AbstractBaseUser) -> list[UserSession]:
    return [new_session(user.pk, conversation(name), "digest") for name in ("one", "two", "three")]


def interactions(user: AbstractBaseUser) -> list[UserInteraction]:
    session = new_session(user.pk, conversation("held"), "digest")
    session.save()
    rows = new_interactions(session, conversation("held"))
    rows[1].interaction_metadata, rows[2].context_used = FACTS, FACTS

    return rows


Rows = Callable[[AbstractBaseUser], list[Any]]
WRITTEN: list[tuple[Rows, tuple[str, ...]]] = [
    (sessions, (*store.NEW_SESSION_FIELDS, "title")),
    (sessions, (*kept_sessions.NEW_SESSION_FIELDS, *store.NEW_SESSION_FIELDS)),
    (interactions, (*store.NEW_INTERACTION_FIELDS, "context_used")),
    (interactions, kept_sessions.NEW_FIELDS),
]


@pytest.mark.parametrize(("make", "varying"), WRITTEN)
def test_the_same_rows_are_written(
    make: Rows, varying: tuple[str, ...], ann: AbstractBaseUser, settings: Settings
) -> None:
    written = []
    for settings.FAST_PATH in (True, False):
        with transaction.atomic():
            rows = make(ann)
            insert(rows, list(dict.fromkeys(varying)))
            # By the id that each was given.
            model = type(rows[0])
            stored = [model._default_manager.values().get(pk=row.pk) for row in rows]
            written.append([{**row, "id": None, "session_id": None} for row in stored])
            assert all(row._state.db and not row._state.adding for row in rows)
            transaction.set_rollback(True)

    fast, plain = written
    assert len(fast) == 3
    assert fast == plain
