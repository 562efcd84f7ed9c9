"""Sessions to put into a theme: the latest, or those in which something is found."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.models import UNTITLED, Theme, ThemeMember, UserInteraction, UserSession
from sessions_memory.recall.search import found_ids
from sessions_memory.states import origin, shown_in
from sessions_memory.web.dates import day
from sessions_memory.web.sizes import questions

SESSIONS = 20
COLUMNS = ("pk", "title", "session_start", "source", "source_id", "interaction_count")


@dataclass(frozen=True)
class SessionToPut:
    """`is_in`: something of it is in the theme already."""

    id: int
    title: str
    day: str
    about: str
    is_in: bool


def sessions_to_put(user: AbstractBaseUser, theme: Theme, query: str) -> list[SessionToPut]:
    rows = UserSession.objects.owned_by(user).kept().asked_in().filter(never_recall=False).outside_closed_areas()
    if query.strip():
        hits = found_ids(user=user, query=query, limit=SESSIONS)
        rows = rows.filter(pk__in=UserInteraction.objects.owned_by(user).filter(pk__in=hits).values("session"))

    found = list(rows.newest_first().values_list(*COLUMNS)[:SESSIONS])
    family = Theme.objects.owned_by(user).family(theme.pk)
    of_these = UserInteraction.objects.owned_by(user).in_sessions(row[0] for row in found)
    held = ThemeMember.objects.owned_by(user).holding().filter(theme__in=family, interaction__in=of_these)
    holding = set(held.values_list("interaction__session", flat=True))
    return [_session(*row, is_in=row[0] in holding) for row in found]


def _session(
    pk: int, title: str, began: datetime, source: str, source_id: str, count: int, *, is_in: bool
) -> SessionToPut:
    return SessionToPut(
        id=pk,
        title=title or str(UNTITLED),
        day=day(timezone.localtime(began)),
        about=f"{questions(count)}, {origin(source, shown_in(source, source_id))}",
        is_in=is_in,
    )
