"""Reads for growth what is new, at once; `manage.py worker` does so by itself."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import Growth, Insight, Theme


class Command(BaseCommand):
    help = "Brings themes and insights up to what is there now, of everybody or of one person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", metavar="NAME", help="this person's alone")

    def handle(self, *args: Any, **options: Any) -> None:
        people = get_user_model().objects.order_by("pk")
        if options["user"] is not None:
            people = people.filter(username=options["user"])
            if not people:
                raise CommandError(f"There is nobody called {options['user']}.")

        for person in people.iterator():
            told = _counts(person.pk) if refresh(person) else "something changed meanwhile; the worker goes on with it"
            self.stdout.write(f"{person.get_username()}: {told}")


def _counts(user_id: int) -> str:
    growth = Growth.objects.get(pk=user_id)
    themes, insights = Theme.objects.owned_by(user_id).shown().count(), Insight.objects.owned_by(user_id).count()
    return f"{growth.interactions} interactions in {growth.sessions} sessions, {themes} themes, {insights} insights"
