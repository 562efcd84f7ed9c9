"""Leaving this vault: nobody can log in as the person from this moment on, and all that is theirs goes."""

from django.db import transaction

from insightvault.accounts.models import User
from sessions_memory.deletion import jobs
from sessions_memory.models import Deletion
from sessions_memory.states import Scope

ONLY_OWNER = "You are the only owner here, and others use this vault. Make one of them an owner in the admin first."


def why_not(person: User) -> str:
    """A sentence, "" if the person may leave."""
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    return ONLY_OWNER if person.is_superuser and others.exists() and not others.filter(is_superuser=True) else ""


def leave(person: User) -> Deletion:
    with transaction.atomic():
        person.is_active = False
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
        person.api_tokens.all().delete()
        # One may hold a question that was not asked yet.
        person.browsers.all().delete()

    return jobs.begin(Deletion(user=person, scope=Scope.ACCOUNT))
