"""A browser's login: Django's sessions in a table of ours, their row read with a query whose SQL is made once.

The row says whose it is, by what name they know the browser, and when it was last seen.
"""

import logging
from typing import Any

from asgiref.sync import sync_to_async
from django import db as database
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db.models import QuerySet
from django.utils import timezone

from insightvault.accounts.models import BROWSER_NAME, SEEN_EVERY, Browser
from sessions_memory.database.compiled_sql import compiled_query

logger = logging.getLogger(__name__)


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type[Browser]:
        return Browser

    def create_model_instance(self, data: dict[str, Any]) -> Browser:
        return _with_person(super().create_model_instance(data), data)

    async def acreate_model_instance(self, data: dict[str, Any]) -> Browser:
        return _with_person(await super().acreate_model_instance(data), data)

    def _get_session_from_db(self) -> Browser | None:
        for row in _stored(self.session_key or ""):
            if row.expire_date > timezone.now():
                _note_seen(row)
                return row

        self._session_key = None
        return None

    async def _aget_session_from_db(self) -> Browser | None:
        return await sync_to_async(self._get_session_from_db)()


@compiled_query
def _stored(key: str) -> "QuerySet[Browser]":
    return Browser.objects.filter(session_key=key)


def _with_person(row: AbstractBaseSession, data: dict[str, Any]) -> Browser:
    assert isinstance(row, Browser)
    row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
    row.name = data.get(BROWSER_NAME, "")
    return row


def _note_seen(row: Browser) -> None:
    """The page is worth more: where the database takes no writes, the moment alone is lost."""
    now = timezone.now()
    if row.user_id is None or now - row.seen_at < SEEN_EVERY:
        return

    try:
        # Of many requests at once, one writes.
        Browser.objects.filter(session_key=row.session_key, seen_at=row.seen_at).update(seen_at=now)
    except database.Error as error:
        logger.error("when a browser was seen is not kept: %s", type(error).__name__)
