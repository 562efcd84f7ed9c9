"""Tells that a person's conversations are to be read again: something came, went or was decided.

A mark is a moment. Whoever reads looks whether it is still the same before something is stored, so that nothing is
stored that was found in words that have gone meanwhile.
"""

from django.contrib.auth import get_user_model
from django.utils import timezone

from sessions_memory.models import Growth
from sessions_memory.recall.index import writing

# Raised when the same conversations would be read otherwise, by tiles or by rules; another index counts, too.
READING = 1
VERSION = 100_000 * READING + writing.VERSION


def changed(user_id: int, *, is_new_start: bool = False) -> None:
    """In the transaction of the change. `is_new_start`: filing what is new won't do, all themes are found anew."""
    written = ["changed_at", "found_at_interactions"] if is_new_start else ["changed_at"]
    row = Growth(user_id=user_id, changed_at=timezone.now())
    Growth.objects.bulk_create([row], update_conflicts=True, unique_fields=["user"], update_fields=written)


def mark_unread() -> None:
    """Everybody whose conversations were never read, or by another version than this one."""
    people = get_user_model().objects.filter(growth=None, sessions__isnull=False).distinct()
    rows = [Growth(user_id=pk) for pk in people.values_list("pk", flat=True)]
    Growth.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    Growth.objects.filter(changed_at=None).exclude(version=VERSION).update(changed_at=timezone.now())
