"""Reads for growth what is new, at once; `manage.py worker` does so by itself."""

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.management.people import CommandForPeople
from sessions_memory.models import Growth, Insight, Theme


class Command(CommandForPeople):
    help = "Brings themes and insights up to what is there now, of everybody or of one person."

    def do_for(self, person: AbstractBaseUser) -> str:
        if not person.is_active:
            return "is switched off; nothing is read until they are switched on again"

        return _counts(person.pk) if refresh(person) else "something changed meanwhile; the worker goes on with it"


def _counts(user_id: int) -> str:
    growth = Growth.objects.get(pk=user_id)
    themes, insights = Theme.objects.owned_by(user_id).shown().count(), Insight.objects.owned_by(user_id).count()
    return f"{growth.interactions} interactions in {growth.sessions} sessions, {themes} themes, {insights} insights"
