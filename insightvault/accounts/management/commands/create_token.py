"""Makes an API token and prints it, and nothing else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from insightvault.accounts.models import TOKEN_NAME_MAX_CHARS, ApiToken, TooManyTokens, User


class Command(BaseCommand):
    help = "Makes a token for a person's program and prints it. It is shown this once and kept nowhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user")
        parser.add_argument("--name", required=True, help="what the account page calls it")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["user"], is_active=True).first()
        if person is None:
            raise CommandError(f"There is nobody called {options['user']}.")

        name = options["name"].strip()
        if not 0 < len(name) <= TOKEN_NAME_MAX_CHARS:
            raise CommandError(f"A name has 1 to {TOKEN_NAME_MAX_CHARS} characters.")
        try:
            self.stdout.write(ApiToken.objects.create_for(person, name)[1])
        except TooManyTokens as error:
            raise CommandError(str(error)) from None
