"""Themes, insights and what was said of them as rows, as a reading would have stored them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.models import (
    ActiveDay,
    Evidence,
    Growth,
    Insight,
    Theme,
    ThemeMember,
    UserInteraction,
    UserSession,
)
from sessions_memory.recall.language.words import terms_of
from sessions_memory.states import InsightKind, InsightState

NOON = time(12)


def theme_of(user: User, name: str, **given: Any) -> Theme:
    words = [[term, name, 1.0] for term in sorted(terms_of(name))]
    return Theme.objects.create(user=user, name=name, words=words, **({"is_enough": True} | given))


def say(user: User, day: date, text: str, theme: Theme | None = None) -> UserInteraction:
    """Asked at noon in UTC, in a session of its own that has ended."""
    at = datetime.combine(day, NOON, UTC)
    session = UserSession.objects.create(user=user, title=text[:60], session_start=at, session_end=at)
    row = lifecycle.store_interaction(session, text, "So it is.", created_at=at)
    if theme:
        ThemeMember.objects.create(user=user, theme=theme, interaction=row)
    _count(user, day)
    return row


def say_often(user: User, first: date, theme: Theme, times: int, *, every: int = 1) -> list[UserInteraction]:
    """Once a day, or every so many days."""
    days = [first + timedelta(days=every * number) for number in range(times)]
    return [say(user, day, f"I wrote about {theme.name} on day {number}.", theme) for number, day in enumerate(days)]


def insight_of(row: UserInteraction, words: str, **given: Any) -> Insight:
    """Confirmed, of these words in the question; its day is the question's in UTC."""
    start = row.user_question.index(words)
    fields = {"kind": InsightKind.MILESTONE, "state": InsightState.CONFIRMED, "key": f"key-{row.pk}-{start}"}
    insight = Insight.objects.create(user_id=row.user_id, day=row.created_at.date(), **(fields | given))
    place = {"start": start, "end": start + len(words)}
    Evidence.objects.create(insight=insight, interaction=row, user_id=row.user_id, **place)
    return insight


def _count(user: User, day: date) -> None:
    Growth.objects.get_or_create(user=user, defaults={"time_zone": "UTC", "refreshed_at": timezone.now()})
    row, is_new = ActiveDay.objects.get_or_create(user=user, day=day, source="chat", defaults={"interactions": 1})
    if not is_new:
        ActiveDay.objects.filter(pk=row.pk).update(interactions=F("interactions") + 1)
