"""Finds the person who is logged in: Django's own backend, with a query whose SQL is made once."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from insightvault.accounts.models import User
from sessions_memory.database.compiled_sql import compiled_query


class PersonBackend(ModelBackend):
    def get_user(self, user_id: int) -> User | None:
        return next((user for user in _stored(user_id) if self.user_can_authenticate(user)), None)


@compiled_query
def _stored(user_id: int) -> "QuerySet[User]":
    return User.objects.filter(pk=user_id)
