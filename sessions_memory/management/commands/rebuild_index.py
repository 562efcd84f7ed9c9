"""Builds the search index anew from what is stored; recall goes on meanwhile with what is there."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions_memory.recall.index import writing


class Command(BaseCommand):
    help = "Builds the search index anew, of everybody or of one person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", metavar="NAME", help="this person's alone")

    def handle(self, *args: Any, **options: Any) -> None:
        people = get_user_model().objects.order_by("pk")
        if options["user"] is not None:
            people = people.filter(username=options["user"])
            if not people:
                raise CommandError(f"There is nobody called {options['user']}.")

        for person in people.iterator():
            count = writing.rebuild(person)
            self.stdout.write(f"{person.get_username()}: {count} interactions indexed")
