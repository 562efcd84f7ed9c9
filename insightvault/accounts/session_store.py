"""A browser's login: Django's sessions in the database, their row read with a query whose SQL is made once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from sessions_memory.database.compiled_sql import compiled_query


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        for row in _stored(self.session_key or ""):
            if row.expire_date > timezone.now():
                return row

        self._session_key = None
        return None


@compiled_query
def _stored(key: str) -> "QuerySet[Session]":
    return Session.objects.filter(session_key=key)
