"""What a backup says of growth comes into force: themes, then insights, which name them, then reviews and wishes.

What is here already and was decided here stays as it is; what was only found here becomes what the file knows it as.
Claims go when all are through, so that a restoring that was interrupted begins anew and changes nothing twice.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sessions_memory.database.user_lock import user_lock, yield_to_writers
from sessions_memory.growth.keeping import marks
from sessions_memory.importers.storing.growth import insights, reviews, themes
from sessions_memory.models import Growth, HiddenDay, ImportJob
from sessions_memory.states import ClaimKind

CLAIMS_AT_ONCE = 20

Kept = dict[str, Any]
Restore = Callable[[ImportJob, Sequence[Kept]], None]


def restore_growth(job: ImportJob) -> None:
    if not job.claims.exists():
        return

    for kind, restore in RESTORERS.items():
        for claims in _batches(job, kind):
            with user_lock(job.user):
                restore(job, claims)
                marks.changed(job.user_id)

            yield_to_writers()

    job.claims.all().delete()


def _batches(job: ImportJob, kind: ClaimKind) -> Iterator[list[Kept]]:
    rows, last = job.claims.of_kind(kind), 0
    while page := list(rows.filter(pk__gt=last).values_list("pk", "kept")[:CLAIMS_AT_ONCE]):
        yield [kept for _, kept in page]
        last = page[-1][0]


def _restore_wishes(job: ImportJob, claims: Sequence[Kept]) -> None:
    """A switch is changed from what it is in the beginning, never back to it."""
    for kept in claims:
        row, _ = Growth.objects.get_or_create(user_id=job.user_id)
        row.asks_model = row.asks_model or kept["asks_model"]
        row.shows_on_this_day = row.shows_on_this_day and kept["shows_on_this_day"]
        row.save(update_fields=["asks_model", "shows_on_this_day"])

        days = [date.fromisoformat(day) for day in kept["hidden_days"]]
        HiddenDay.objects.bulk_create([HiddenDay(user_id=job.user_id, day=day) for day in days], ignore_conflicts=True)


RESTORERS: dict[ClaimKind, Restore] = {
    ClaimKind.THEME: themes.restore,
    ClaimKind.INSIGHT: insights.restore,
    ClaimKind.REVIEW: reviews.restore,
    ClaimKind.GROWTH: _restore_wishes,
}
