"""What growth keeps of a person, made by hand, with a word of theirs in each text."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from sessions_memory import lifecycle
from sessions_memory.models import (
    Evidence,
    Growth,
    Insight,
    Review,
    ReviewRest,
    Theme,
    ThemeMember,
    UserInteraction,
    UserSession,
)
from sessions_memory.states import FoundBy, InsightKind, InsightState, MadeBy, ReviewSpan

MARCH = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Grown:
    """`rows`: oldest first; each is a member of the theme, the first is quoted, and the review rests on all."""

    rows: tuple[UserInteraction, ...]
    theme: Theme
    insight: Insight
    review: Review


def grown(user: Any, word: str = "quince", *, questions: int = 3) -> Grown:
    session = UserSession.objects.create(user=user, title=word, session_start=MARCH, session_end=MARCH)
    rows = tuple(
        lifecycle.store_interaction(
            session,
            f"I planted a {word} today. Was it {number} late?",
            "No.",
            created_at=MARCH + timedelta(hours=number),
        )
        for number in range(questions)
    )
    theme = theme_of(user, rows, name=f"{word.capitalize()} tree")
    insight = insight_of(user, rows[0], theme=theme, words=f"My {word} stands.")
    return Grown(rows, theme, insight, review_of(user, rows, insight))


def theme_of(user: Any, rows: tuple[UserInteraction, ...], **fields: Any) -> Theme:
    """Of no rows it has no figures."""
    quoted = [[row.pk, 0, row.user_question.index(".") + 1] for row in rows[:1]]
    given = {"words": [[1, fields.get("name", ""), 2.0]], "is_enough": bool(rows)}
    if rows:
        given |= {"months": {"2026-03": len(rows)}, "found": {"telling": quoted, "then": quoted[0], "now": None}}
        given |= {"first_at": rows[0].created_at, "last_at": rows[-1].created_at}
    counts = {"interactions": len(rows), "sessions": len(rows), "days": len(rows)}
    theme = Theme.objects.create(user=user, **given | counts | fields)
    ThemeMember.objects.bulk_create(ThemeMember(theme=theme, interaction=row, user=user) for row in rows)
    return theme


def insight_of(user: Any, row: UserInteraction, **fields: Any) -> Insight:
    """Of the question's first sentence."""
    given = {"kind": InsightKind.MILESTONE, "state": InsightState.OFFERED, "found_by": FoundBy.RULE, "rule": "planted"}
    fields = given | {"rule_version": 1, "key": f"key {row.pk}", "day": row.created_at.date()} | fields
    insight = Insight.objects.create(user=user, **fields)
    end = row.user_question.index(".") + 1
    Evidence.objects.create(insight=insight, interaction=row, user=user, start=0, end=end)
    return insight


def review_of(user: Any, rows: tuple[UserInteraction, ...], insight: Insight, **fields: Any) -> Review:
    parts = [{"kind": "insight", "text": "", "insight": insight.pk, "theme": None, "interactions": [rows[0].pk]}]
    given = {"span": ReviewSpan.WEEK, "first_day": date(2026, 3, 2), "last_day": date(2026, 3, 8), "parts": parts}
    words = {"text": f"I wrote: {rows[0].user_question}", "edited_at": MARCH}
    review = Review.objects.create(user=user, **given | words | fields)
    ReviewRest.objects.bulk_create(ReviewRest(review=review, interaction=row, user=user) for row in rows)
    return review


def decided(grown: Grown) -> None:
    """Renamed and pinned, and confirmed."""
    Theme.objects.filter(pk=grown.theme.pk).update(name_by=MadeBy.PERSON, is_pinned=True)
    grown.insight.decide(InsightState.CONFIRMED)
    Growth.objects.update_or_create(user_id=grown.theme.user_id, defaults={"changed_at": timezone.now()})
