"""The programs of a person on their account page: what each read and wrote, day by day."""

import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from asgiref.sync import sync_to_async
from django import db
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from insightvault.accounts.models import ApiToken, TokenDay, UseKind, User
from sessions_memory.web import dates
from sessions_memory.web.sizes import number
from sessions_memory.web.zones import zone_of

logger = logging.getLogger(__name__)

# Of the newest days.
ROWS_SHOWN = 60
DEEDS = {
    UseKind.MEMORIES: ngettext_lazy("read {shown} memory", "read {shown} memories", "count"),
    UseKind.GROWTH: ngettext_lazy("read {shown} insight", "read {shown} insights", "count"),
    UseKind.NOTES: ngettext_lazy("kept {shown} note", "kept {shown} notes", "count"),
    UseKind.QUESTIONS: ngettext_lazy("asked {shown} question", "asked {shown} questions", "count"),
}


@dataclass(frozen=True)
class ProgramDay:
    """`did`: "read 12 memories, kept 1 note". `when`: "today", or a date."""

    name: str
    day: date
    when: str
    did: str


def program_days(person: User) -> list[ProgramDay]:
    """The newest day first."""
    rows = person.token_days.order_by("-day", "name", "kind").values_list("day", "name", "kind", "count")
    counts: dict[tuple[date, str], dict[str, int]] = defaultdict(dict)
    for day, name, kind, count in rows[:ROWS_SHOWN]:
        counts[day, name][kind] = count

    today = timezone.localdate(timezone=zone_of(person))
    when = {day: _("today") if day == today else dates.day(day) for day, _name in counts}
    return [ProgramDay(name, day, when[day], did(of)) for (day, name), of in counts.items()]


def did(counts: dict[str, int]) -> str:
    done = ((DEEDS[UseKind(kind)], count) for kind, count in counts.items() if count)
    return ", ".join(phrase.format(count=count, shown=number(count)) for phrase, count in done)


async def keep_tally(token: ApiToken, done: Mapping[str, int]) -> None:
    """What a call was answered is worth more: where the database is away, the count alone is lost."""
    if not done:
        return

    try:
        await sync_to_async(TokenDay.objects.add)(token, done)
    except db.Error as error:
        logger.error("what a program did is not counted: %s", type(error).__name__)
