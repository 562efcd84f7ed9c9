"""Writes a person's history to standard output or a file, in pieces."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from sessions_memory.exporters.insightvault import as_json
from sessions_memory.exporters.markdown import as_markdown
from sessions_memory.files.trouble import StorageAway, said_of
from sessions_memory.forms import ExportForm
from sessions_memory.states import Source
from sessions_memory.web.zones import zone_of

NAMES = ("format", "source", "since", "until", "session")


class Command(BaseCommand):
    help = "Exports a person's history: all of it, or what the options choose."
    # They would load all that serves pages, and cost more memory than the export.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", required=True, metavar="NAME", help="whose history")
        parser.add_argument("--output", metavar="FILE", help="a new file; standard output if left out")
        parser.add_argument("--format", choices=("json", "markdown"), default="json", help="markdown is a ZIP")
        parser.add_argument("--source", default="", help="only what came from there, such as chatgpt")
        parser.add_argument("--since", default="", metavar="DATE", help="sessions begun on this day or later")

        parser.add_argument("--until", default="", metavar="DATE", help="sessions begun on this day or before")
        parser.add_argument("--session", default="", metavar="ID", help="one session")

    def handle(self, *args: Any, **options: Any) -> None:
        person = get_user_model().objects.filter(username=options["user"]).first()
        if person is None:
            raise CommandError(f"There is nobody called {options['user']}.")

        zone = zone_of(person)
        with timezone.override(zone):
            form = ExportForm({name: options[name] for name in NAMES}, sources=list(Source))
            if not form.is_valid():
                raise CommandError(" ".join(f"--{name}: {errors[0]}" for name, errors in form.errors.items()))
            selection = form.selection()

        now = timezone.now()
        is_markdown = options["format"] == "markdown"
        pieces = (
            as_markdown(person, selection, zone=zone, at=now) if is_markdown else as_json(person, selection, at=now)
        )

        if connection.vendor == "sqlite":
            # Pages that are read once and in order would only fill the memory.
            connection.cursor().execute("PRAGMA mmap_size=0")

        try:
            with _opened(options["output"]) as out:
                for piece in pieces:
                    out.write(piece)
        except StorageAway as error:
            raise CommandError(said_of(error)) from None


@contextlib.contextmanager
def _opened(name: str | None) -> Iterator[BinaryIO]:
    if not name:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return

    path = Path(name)
    try:
        # It holds every conversation: nobody else may read it.
        path.touch(mode=0o600, exist_ok=False)
        with _gone_unless_whole(path), path.open("wb") as out:
            yield out
    except StorageAway:
        # It is read from while this is open.
        raise
    except FileExistsError:
        raise CommandError(f"{path} is there already. Choose another name.") from None
    except OSError as error:
        raise CommandError(f"{path} can't be written ({error.strerror}).") from error


@contextlib.contextmanager
def _gone_unless_whole(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink()
        raise
