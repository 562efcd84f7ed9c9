"""The sources and models of a person's rows."""

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.database.distinct_values import distinct_values
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.states import Source

# A list to choose from can have so many.
VALUES_MAX = 40


def sources_of(user: AbstractBaseUser) -> list[Source]:
    known = set(distinct_values(UserSession, "source", VALUES_MAX, user_id=user.pk))
    return [source for source in Source if source in known]


def models_of(user: AbstractBaseUser) -> list[str]:
    """The models that ever answered the person."""
    return distinct_values(UserInteraction, "model", VALUES_MAX, user_id=user.pk)
