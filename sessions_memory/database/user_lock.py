"""One person's work in turns: code that opens, closes or deletes a thing of theirs first holds the person's row."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import QuerySet

from sessions_memory.database.compiled_sql import compiled_query

# SQLite has one writer and no queue: a thread that waits looks this often whether it is its turn.
BETWEEN_SECONDS = 0.05


@contextmanager
def user_lock(user: AbstractBaseUser) -> Iterator[None]:
    """A transaction; others of the same person wait for its end."""
    # SQLite's immediate transactions hold everybody; PostgreSQL holds the person's row,
    # in the mode that lets rows that point to it be written meanwhile.
    with transaction.atomic():
        if connection.features.has_select_for_update:
            _hold(user.pk)
        yield


@compiled_query
def _hold(user_id: int) -> "QuerySet[Any, Any]":
    return get_user_model().objects.select_for_update(no_key=True).filter(pk=user_id).values_list("pk")


def yield_to_writers() -> None:
    """Between the transactions of work that is long."""
    if connection.vendor == "sqlite":
        time.sleep(BETWEEN_SECONDS)
