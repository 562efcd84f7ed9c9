"""The questions behind a theme, a page at a time, newest first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef
from django.db.models.functions import Left
from django.utils import timezone

from sessions_memory.database.text import cut
from sessions_memory.models import UNTITLED, Theme, ThemeMember, UserInteraction
from sessions_memory.pages.growth.drawings.months import days_of
from sessions_memory.querysets.growth import ThemeMemberQuerySet
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.states import MemberBy, origin, shown_in
from sessions_memory.web import dates
from sessions_memory.web.cursors import Cursor
from sessions_memory.web.legible import legible
from sessions_memory.web.urls import place_url
from sessions_memory.web.zones import midnight

QUESTIONS = 20
QUESTION_CHARS = 280
LARGE = 1_000
SESSION_COLUMNS = ("session__title", "session__source", "session__source_id")


@dataclass(frozen=True)
class MemberRow:
    """`day`, `when`, `iso`: when it was asked. `is_put_in`: by the person's own hand."""

    id: int
    session: int
    url: str
    day: str
    when: str
    iso: str
    question: str
    title: str
    source: str
    is_put_in: bool


@dataclass(frozen=True)
class MemberPage:
    """`following`: the cursor of the next page, "" on the last."""

    rows: list[MemberRow]
    following: str


def member_page(
    user: AbstractBaseUser, theme: Theme, *, chosen: str = "", area: int | None = None, cursor: str = ""
) -> MemberPage:
    """`chosen`: a bar of the chart, to list its questions alone; `area`: those in it alone. Raises InvalidCursor."""
    held = ThemeMember.objects.owned_by(user).held_by(theme)
    rows = _rows(user, theme, held)
    if area:
        rows = rows.filter(session__area=area)
    if span := days_of(chosen):
        rows = rows.filter(created_at__gte=midnight(span[0]), created_at__lt=midnight(span[1] + timedelta(days=1)))
    if start := Cursor.read(cursor):
        rows = rows.before(start.time, start.pk)

    columns = ("pk", "session", "created_at", Left("user_question", QUESTION_CHARS + 1))
    found = list(rows.recent_first().values_list(*columns, *SESSION_COLUMNS)[: QUESTIONS + 1])
    put_in = set(
        held.filter(by=MemberBy.PUT_IN, interaction__in=[row[0] for row in found]).values_list("interaction", flat=True)
    )
    last_shown = found[:QUESTIONS][-1:] if len(found) > QUESTIONS else []

    return MemberPage(
        rows=[_row(*row, is_put_in=row[0] in put_in) for row in found[:QUESTIONS]],
        following="".join(str(Cursor(row[2], row[0])) for row in last_shown),
    )


def _rows(user: AbstractBaseUser, theme: Theme, held: ThemeMemberQuerySet) -> InteractionQuerySet:
    """Of a large theme all of the person's are gone through, the newest first: it soon has a page's.

    Else all of the theme's would be put in order for it, which takes longer than all else on the page.
    """
    rows = UserInteraction.objects.owned_by(user)
    if theme.interactions < LARGE or theme.last_at is None:
        return rows.filter(pk__in=held.values("interaction"))

    return rows.filter(Exists(held.filter(interaction=OuterRef("pk"))), created_at__lte=theme.last_at)


def _row(  # noqa: PLR0913 (a row's columns)
    pk: int, session: int, at: datetime, question: str, title: str, source: str, source_id: str, *, is_put_in: bool
) -> MemberRow:
    local = timezone.localtime(at)
    return MemberRow(
        id=pk,
        session=session,
        url=place_url(session, pk),
        day=dates.day(local),
        when=dates.when(local),
        iso=local.isoformat(),
        question=legible(cut(question, QUESTION_CHARS)),
        title=title or str(UNTITLED),
        source=origin(source, shown_in(source, source_id)),
        is_put_in=is_put_in,
    )
