"""Reading a person's content in the admin: each time leaves an entry in the admin's log, for that person to see.

`ADMIN_CONTENT` decides whether it may be read at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sessions_memory.models import Area, Insight, Review, Theme, UserInteraction, UserSession

# Rows that hold a person's words.
Readable = UserSession | UserInteraction | Area | Theme | Insight | Review
# These two are stored.
READ = "Read the content"
SEARCHED = gettext_noop("a search of the whole history")
# By the model that was read.
WORDS = {
    "usersession": _("session {number}"),
    "userinteraction": _("interaction {number}"),
    "area": _("area {number}"),
    "theme": _("theme {number}"),
    "insight": _("insight {number}"),
    "review": _("review {number}"),
}
# Neither addition, change nor deletion, which are the kinds Django knows.
READING = 0
SHOWN = 20


@dataclass(frozen=True)
class Reading:
    reader: str
    time: datetime
    what: str


def may_be_read() -> bool:
    return bool(settings.ADMIN_CONTENT == "logged")


def log_readings(reader: AbstractBaseUser, rows: Iterable[Readable]) -> None:
    """Writes no word of what was read. The message names the owner of a row, for `readings_of`."""
    LogEntry.objects.bulk_create(
        LogEntry(
            user_id=reader.pk,
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            object_repr=str(row),
            action_flag=READING,
            change_message=_message(row.user_id),
        )
        for row in rows
    )


def log_search(reader: AbstractBaseUser, person: AbstractBaseUser) -> None:
    """Words were looked for in all that a person said: a reading of it, whatever was found."""
    LogEntry.objects.create(
        user_id=reader.pk,
        content_type=ContentType.objects.get_for_model(person),
        object_id=str(person.pk),
        object_repr=SEARCHED,
        action_flag=READING,
        change_message=_message(person.pk),
    )


def readings_of(person: AbstractBaseUser) -> list[Reading]:
    """The latest by others, newest first."""
    # With the kind, an index leads to them; Django's own entries are of others.
    rows = LogEntry.objects.filter(action_flag=READING, change_message=_message(person.pk)).exclude(user=person.pk)
    return [
        Reading(row.user.get_username(), row.action_time, _in_words(row))
        for row in rows.select_related("user", "content_type").order_by("-action_time")[:SHOWN]
    ]


def _in_words(row: LogEntry) -> str:
    """In the reader's language."""
    if row.object_repr == SEARCHED:
        return gettext(SEARCHED)

    words = WORDS.get(row.content_type.model) if row.content_type else None
    return words.format(number=row.object_id) if words else row.object_repr


def _message(owner_id: int) -> str:
    return f"{READ} of user {owner_id}"
