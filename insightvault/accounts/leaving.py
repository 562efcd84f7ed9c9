"""Leaving this vault: nobody can log in as the person from this moment on, and all that is theirs goes."""

from django.db import transaction
from django.utils.translation import gettext as _

from insightvault.accounts.models import User
from sessions_memory.claims import request_stop_of_all
from sessions_memory.deletion import jobs
from sessions_memory.files import stored
from sessions_memory.models import Deletion
from sessions_memory.states import Scope


def why_not(person: User) -> str:
    """A sentence, "" if the person may leave."""
    others = User.objects.filter(is_active=True).exclude(pk=person.pk)
    if not person.is_superuser or not others.exists() or others.filter(is_superuser=True):
        return ""

    return _("You are the only owner here, and others use this vault. Make one of them an owner first.")


def leave(person: User) -> Deletion:
    with transaction.atomic():
        person.is_active = False
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
        shut_out(person)

    # This is the passwords' thread: no login stands behind somebody who waits for a bucket.
    return jobs.begin(Deletion(user=person, scope=Scope.ACCOUNT), at_once=stored.is_folder())


def shut_out(person: User) -> None:
    """Ends what they are logged in with, and what is being answered for them; what came of it is kept.

    A browser's row may hold a question that was not asked yet.
    """
    person.api_tokens.all().delete()
    person.browsers.all().delete()
    request_stop_of_all(person)
