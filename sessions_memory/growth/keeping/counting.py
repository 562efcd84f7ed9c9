"""What a theme's row says of its interactions: how many, on how many days, in which months. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from sessions_memory.growth.values import DAYS_SHOWN, SESSIONS_SHOWN


@dataclass(frozen=True)
class Counted:
    """`months`: interactions by "2026-03", oldest first; `first_at`, `last_at`: None of nothing."""

    interactions: int = 0
    sessions: int = 0
    days: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    months: dict[str, int] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        return self.sessions >= SESSIONS_SHOWN and self.days >= DAYS_SHOWN


def counted(rows: Iterable[tuple[datetime, int]], zone: tzinfo) -> Counted:
    """`rows`: when each was asked, and its session."""
    rows = sorted(rows)
    if not rows:
        return Counted()

    days = [at.astimezone(zone).date() for at, _ in rows]
    return Counted(
        interactions=len(rows),
        sessions=len({session for _, session in rows}),
        days=len(set(days)),
        first_at=rows[0][0],
        last_at=rows[-1][0],
        months=dict(sorted(Counter(f"{day:%Y-%m}" for day in days).items())),
    )
