"""What is to be read anew: something came, went or was decided."""

from django.utils import timezone

from sessions_memory.models import Growth


def changed(user_id: int) -> None:
    row = Growth(user_id=user_id, changed_at=timezone.now())
    Growth.objects.bulk_create([row], update_conflicts=True, unique_fields=["user"], update_fields=["changed_at"])
