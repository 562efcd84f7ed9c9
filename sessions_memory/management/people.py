"""Commands that do the same for each person."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError, CommandParser


class CommandForPeople(BaseCommand):
    """For everybody, or for whom `--user` names; prints a line for each."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", metavar="NAME", help="this person's alone")

    def handle(self, *args: Any, **options: Any) -> None:
        people = get_user_model().objects.order_by("pk")
        if options["user"] is not None:
            people = people.filter(username=options["user"])
            if not people:
                raise CommandError(f"There is nobody called {options['user']}.")

        for person in people.iterator():
            self.stdout.write(f"{person.get_username()}: {self.do_for(person)}")

    def do_for(self, person: AbstractBaseUser) -> str:
        """Returns in words what was done."""
        raise NotImplementedError
