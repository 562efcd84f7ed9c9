"""The people of a vault as its owners manage them: names and dates, and never a word of theirs.

Nobody changes their own rights or switches themselves off, so that an owner always stays.
"""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from insightvault.accounts.leaving import shut_out
from insightvault.accounts.models import User


class Refused(Exception):
    """Says what can be done instead."""


def in_order(after: str = "") -> "QuerySet[User]":
    """By name; `after`: the last name of the page before."""
    return User.objects.filter(username__gt=after).order_by("username")


def password_link(person: User, by: User) -> str:
    """The path at which the person chooses a password, once; whoever has it can log in as them, so it is logged."""
    _log(person, by, _("Made a password-reset link"))
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("accounts:password-reset", args=[uid, default_token_generator.make_token(person)])


def switch_off(person: User, by: User) -> None:
    with transaction.atomic():
        _hold(person, by)
        person.is_active = False
        person.save(update_fields=["is_active"])
        shut_out(person)
        _log(person, by, pgettext("a person", "Switched off"))


def switch_on(person: User, by: User) -> None:
    with transaction.atomic():
        _hold(person, by)
        person.is_active = True
        person.save(update_fields=["is_active"])
        _log(person, by, pgettext("a person", "Switched on"))


def let_own(person: User, by: User, *, owns: bool) -> None:
    with transaction.atomic():
        _hold(person, by)
        person.is_staff = person.is_superuser = owns
        person.save(update_fields=["is_staff", "is_superuser"])
        _log(person, by, _("Made an owner") if owns else _("Is no longer an owner"))


def _hold(person: User, by: User) -> None:
    """Of two owners who take each other's rights at the same moment, one comes first. Raises Refused."""
    if person == by:
        raise Refused(_("You can’t do this to your own account. Another owner can."))

    owners = User.objects.select_for_update().filter(is_active=True, is_superuser=True).order_by("pk")
    if by.pk not in set(owners.values_list("pk", flat=True)):
        raise Refused(_("You are no longer an owner of this vault."))


def _log(person: User, by: User, done: str) -> None:
    one = User.objects.filter(pk=person.pk)
    LogEntry.objects.log_actions(by.pk, one, CHANGE, change_message=done, single_object=True)
