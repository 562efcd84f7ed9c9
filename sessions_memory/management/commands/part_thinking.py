"""Parts the thinking of models from answers, titles and summaries that were stored with it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions_memory.stored_thinking import part_stored_thinking


class Command(BaseCommand):
    help = "Takes thinking out of stored answers, titles and summaries; it stays beside the answer, and leaves recall."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", metavar="NAME", help="this person's alone")

    def handle(self, *args: Any, **options: Any) -> None:
        people = get_user_model().objects.order_by("pk")
        if options["user"] is not None:
            people = people.filter(username=options["user"])
            if not people:
                raise CommandError(f"There is nobody called {options['user']}.")

        for person in people.iterator():
            answers, headings = part_stored_thinking(person)
            self.stdout.write(
                f"{person.get_username()}: {answers} answers and {headings} titles or summaries put right"
            )
