"""Brings files in from the terminal, with the figures that the page shows."""

import argparse
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions_memory.importers.jobs import claimed, running
from sessions_memory.importers.jobs.choosing import Choice
from sessions_memory.importers.jobs.looking import look
from sessions_memory.importers.jobs.progress import Progress, Row, progress_of, size
from sessions_memory.importers.mapping.values import UnreadableExport
from sessions_memory.importers.storing import restoring
from sessions_memory.models import ImportJob, OfferedNote
from sessions_memory.states import JobState


class Command(BaseCommand):
    help = "Imports exports of ChatGPT, Claude and others. The files stay where they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=_file, metavar="FILE")
        parser.add_argument("--user", required=True, help="the username of whose history it is")
        parser.add_argument("--look", action="store_true", help="only say what the files hold, and bring nothing in")
        parser.add_argument(
            "--areas", action="store_true", help="projects and folders become areas, or join those of the same name"
        )
        parser.add_argument(
            "--restore",
            action="store_true",
            help="the file is a backup of a vault that you trust: its notes and instructions too, as they were",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = get_user_model().objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"There is no user “{options['user']}”.")

        if options["look"]:
            self._look(options["files"])
            return

        run = running.begin_here(user, options["files"], choice=Choice(all_areas=options["areas"]))
        try:
            while not run.slice():
                self._show_progress(run.job)
        except KeyboardInterrupt:
            run.end(JobState.CANCELLED)

        job = ImportJob.objects.get(pk=run.job.pk)
        if options["restore"] and job.state == JobState.DONE:
            restoring.restore(job)
        if self.stderr.isatty():
            self.stderr.write("\r", ending="")

        self._report(progress_of([job], listed=claimed.SKIPPED_LISTED)[0])
        if job.state == JobState.FAILED:
            raise CommandError(job.failure)
        if job.state == JobState.CANCELLED:
            raise CommandError("Stopped. What is in stays; run it again for the rest.", returncode=130)

    def _look(self, files: list[Path]) -> None:
        try:
            found, skipped = look(files, claimed.limits())
        except UnreadableExport as error:
            raise CommandError(str(error)) from None

        self.stdout.write(found.line)
        for source, count in found.sources.most_common():
            self.stdout.write(f"{source:<12}{count:>9,}")

        for entry in skipped:
            self.stdout.write(f"  {entry.title or 'Untitled'}: {entry.reason}")
        if found.skipped > len(skipped):
            self.stdout.write(f"  and {found.skipped - len(skipped):,} more")

    def _show_progress(self, job: ImportJob) -> None:
        if not self.stderr.isatty():
            return

        job.refresh_from_db(fields=["found", "bytes_done", "bytes_total"])
        line = f"{job.found:,} conversations, {size(job.bytes_done)} of {size(job.bytes_total)}"
        self.stderr.write(f"\r{line:<60}", ending="")
        self.stderr.flush()

    def _report(self, it: Progress) -> None:
        for row in [*it.rows, Row("Skipped", it.job.skipped), Row("Found", it.job.found)]:
            self.stdout.write(f"{row.name:<10}{row.count:>9,}  {row.remark}".rstrip())

        for entry in it.skipped:
            self.stdout.write(f"  {entry.title or 'Untitled'}: {entry.reason}")

        if it.unlisted:
            self.stdout.write(f"  and {it.unlisted:,} more")

        for area in it.areas:
            self.stdout.write(f"Area made: {area.name}")

        for remark in it.job.remarks:
            self.stdout.write(remark)

        offered = OfferedNote.objects.filter(job=it.job).open().count()
        if offered:
            self.stdout.write(f"{offered} notes are offered on the import page.")


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{text} is no file")

    return path
