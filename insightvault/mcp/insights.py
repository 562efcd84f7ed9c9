"""What growth found: themes, and insights that count, each with the person's own dated words."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from insightvault.mcp.shapes import Grown, Insight, Theme
from insightvault.mcp.visits import TRUST, Visit, one_line, quoted
from sessions_memory.api.growth_rows import insight_values
from sessions_memory.models import Insight as InsightRow
from sessions_memory.models import Theme as ThemeRow
from sessions_memory.recall.language.words import terms_of
from sessions_memory.web.urls import address

THEMES, INSIGHTS = 10, 10
# A person has some dozens.
THEMES_READ = 200
INSIGHTS_READ = 40
QUOTED_CHARS = 300


def growth(visit: Visit, subject: str | None) -> Grown:
    """A visitor that is bound to an area is told insights whose words were all said where it may recall, and no theme:
    its name and its counts are of everywhere.
    """
    themes = _themes(visit, subject)
    is_bound = visit.token.area_id is not None
    told = [] if is_bound else [_theme(visit, row) for row in themes[:THEMES]]
    insights = _insights(visit, themes if subject else None)
    return Grown(told, [_insight(visit, values) for values in insights[:INSIGHTS]], TRUST)


def _themes(visit: Visit, subject: str | None) -> list[ThemeRow]:
    rows = ThemeRow.objects.owned_by(visit.person).shown().largest_first().defer("likeness", "found")
    terms = terms_of(subject or "")
    return [row for row in rows[:THEMES_READ] if not subject or terms & _terms(row)]


def _terms(row: ThemeRow) -> frozenset[int]:
    return terms_of(row.name) | {int(word[0]) for word in row.words}


def _insights(visit: Visit, themes: Sequence[ThemeRow] | None) -> list[dict[str, Any]]:
    rows = InsightRow.objects.owned_by(visit.person).quoted().in_sight().counted().newest_first()
    if themes is not None:
        rows = rows.filter(theme__in=[row.pk for row in themes])

    found = insight_values(visit.person, list(rows[:INSIGHTS_READ]))
    if visit.token.area_id is None:
        return found

    named = {quote["session_id"] for values in found for quote in values["evidence"]}
    seen = set(visit.caller.sessions().filter(pk__in=named).values_list("pk", flat=True))
    return [values for values in found if all(quote["session_id"] in seen for quote in values["evidence"])]


def _theme(visit: Visit, row: ThemeRow) -> Theme:
    return Theme(
        title=one_line(row.name),
        url=visit.url(address("sessions_memory:theme", row.pk)),
        questions=row.interactions,
        days=row.days,
        first=_day(visit, row.first_at),
        last=_day(visit, row.last_at),
    )


def _insight(visit: Visit, values: dict[str, Any]) -> Insight:
    day: date = values["day"]
    texts = [
        quoted(quote["text"], visit.local(quote["time"]), limit_chars=QUOTED_CHARS) for quote in values["evidence"]
    ]
    return Insight(
        title=one_line(values["words"]),
        url=visit.url(address("sessions_memory:insights")),
        text="\n".join(texts),
        date=day.isoformat(),
        kind=str(values["kind"]),
    )


def _day(visit: Visit, moment: datetime | None) -> str:
    return visit.local(moment).date().isoformat() if moment else ""
