from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sessions_memory.deletion import jobs
from sessions_memory.deletion.wiping import wipe_what_was_deleted
from sessions_memory.models import Deletion


class Command(BaseCommand):
    help = "Finishes deletions and writes the database's files anew, however large: others wait meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        jobs.work_on_all()
        # Those that were deleted while the space was not written over.
        Deletion.objects.filter(wiped_at__isnull=False, is_overwritten=False).update(wiped_at=None)
        count = Deletion.objects.to_wipe().count()

        if wipe_what_was_deleted(whole=True) < count:
            raise CommandError("The database is in use. Try again, or stop InsightVault first.")

        self.stdout.write("Nothing deleted is left in the database's files.")
