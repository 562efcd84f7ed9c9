"""Makes an API token and prints it, and nothing else."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from insightvault.accounts.models import TOKEN_NAME_MAX_CHARS, ApiToken, TokenScope, TooManyTokens, User

DAYS_MAX = 3660


class Command(BaseCommand):
    help = "Creates a token for a person's program and prints it. It is shown once and stored nowhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user")
        parser.add_argument("--name", required=True, help="what the account page calls it")
        parser.add_argument(
            "--scope", choices=TokenScope.values, default=TokenScope.EVERYTHING, help="what it may do (everything)"
        )
        parser.add_argument("--days", type=int, help="how many days it opens anything; left out, until it is revoked")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["user"], is_active=True).first()
        if person is None:
            raise CommandError(f"There is nobody called {options['user']}.")

        name = options["name"].strip()
        if not 0 < len(name) <= TOKEN_NAME_MAX_CHARS:
            raise CommandError(f"A name has 1 to {TOKEN_NAME_MAX_CHARS} characters.")
        if (days := options["days"]) is not None and not 1 <= days <= DAYS_MAX:
            raise CommandError(f"A token lasts 1 to {DAYS_MAX} days.")

        ends_at = timezone.now() + timedelta(days=days) if days else None
        try:
            self.stdout.write(ApiToken.objects.create_for(person, name, scope=options["scope"], ends_at=ends_at)[1])
        except TooManyTokens as error:
            raise CommandError(str(error)) from None
