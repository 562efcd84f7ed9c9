from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from insightvault.data_dir.backup import BackupFailed, are_files_inside, is_key_inside, write_backup


class Command(BaseCommand):
    help = (
        "Writes everything this vault holds into one file, also while it runs. docs/backup.md says how to restore it."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to: vault-2026-11-22.tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["file"].expanduser().absolute()
        try:
            size_bytes = write_backup(target)
        except BackupFailed as error:
            raise CommandError(str(error)) from error

        self.stdout.write(f"{target} ({size_bytes:,} bytes)")
        if not are_files_inside():
            self.stdout.write(
                f"Attached files lie in the bucket {settings.S3_BUCKET} and are not in it: copy that as well."
            )
        if not is_key_inside():
            self.stdout.write("SECRET_KEY comes from the environment and is not in it: keep that as well.")
