"""Builds the search index anew from what is stored; recall goes on meanwhile with what is there."""

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.management.people import CommandForPeople
from sessions_memory.recall.index import writing


class Command(CommandForPeople):
    help = "Builds the search index anew, of everybody or of one person."

    def do_for(self, person: AbstractBaseUser) -> str:
        return f"{writing.rebuild(person)} interactions indexed"
