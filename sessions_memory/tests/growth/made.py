"""What growth found for somebody, made by hand: their sessions, themes and insights, and all of it as read."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from sessions_memory import lifecycle
from sessions_memory.growth.keeping.decisions import recount
from sessions_memory.models import (
    ActiveDay,
    Evidence,
    Growth,
    Insight,
    ReadSession,
    Theme,
    ThemeMember,
    UserInteraction,
    UserSession,
)
from sessions_memory.states import InsightKind, InsightState, Source

START = datetime(2026, 3, 30, 9, tzinfo=UTC)


def session_of(person: Any, day: int = 0, questions: int = 2, *, source: Source = Source.CLAUDE) -> UserSession:
    """One that has ended, the `day`th after START, with so many questions."""
    at = START + timedelta(days=day)
    session = UserSession.objects.create(
        user=person, title=f"Day {day}", source=source, session_start=at, session_end=at, last_activity_at=at
    )
    for number in range(questions):
        asked_at = at + timedelta(minutes=number)
        lifecycle.store_interaction(session, f"On day {day}, how about {number}?", "So.", created_at=asked_at)

    return session


def theme_of(person: Any, name: str, *sessions: UserSession, **fields: Any) -> Theme:
    """One that holds all of these sessions."""
    theme = Theme.objects.create(user=person, name=name, **fields)
    rows = UserInteraction.objects.owned_by(person).in_sessions(session.pk for session in sessions)
    ThemeMember.objects.bulk_create(ThemeMember(user=person, theme=theme, interaction=row) for row in rows)
    recount(theme)

    return theme


def place_in(session: UserSession, words: str) -> list[int]:
    """Where these words stand in a question of it: the interaction, and from where to where."""
    row = session.interactions.filter(user_question__contains=words).earliest("id")
    start = row.user_question.index(words)
    return [row.pk, start, start + len(words)]


def insight_of(
    person: Any,
    kind: InsightKind,
    *places: list[int],
    state: InsightState = InsightState.OFFERED,
    day: date | None = None,
    **fields: Any,
) -> Insight:
    """One that rests on these places."""
    key = f"{Insight.objects.count()}"
    insight = Insight.objects.create(user=person, kind=kind, state=state, key=key, day=day or START.date(), **fields)
    for number, (interaction, start, end) in enumerate(places):
        Evidence.objects.create(
            insight=insight, user=person, interaction_id=interaction, number=number, start=start, end=end
        )

    return insight


def read_whole(person: Any) -> Growth:
    """As if growth had read everything of the person's just now."""
    rows = UserInteraction.objects.owned_by(person).searchable().values_list("created_at", "session__source")
    days = Counter((timezone.localdate(at), source) for at, source in rows)
    ActiveDay.objects.filter(user=person).delete()
    ActiveDay.objects.bulk_create(
        ActiveDay(user=person, day=day, source=source, interactions=count) for (day, source), count in days.items()
    )

    for session in UserSession.objects.owned_by(person).ended().filter(never_recall=False):
        ReadSession.objects.update_or_create(
            session=session, defaults={"user": person, "digest": "1", "interactions": 1, "tiles": b""}
        )
    growth, _ = Growth.objects.update_or_create(
        user=person,
        defaults={
            "changed_at": None,
            "refreshed_at": timezone.now(),
            "sessions": ReadSession.objects.filter(user=person).count(),
            "interactions": days.total(),
        },
    )

    return growth
