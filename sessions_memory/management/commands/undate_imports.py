"""Takes the day of the import from conversations that earlier versions brought in without any date."""

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.management.people import CommandForPeople
from sessions_memory.stored_dates import undate_imports


class Command(CommandForPeople):
    help = "Gives imported conversations that tell no date an unknown one, in place of the day of their import."

    def do_for(self, person: AbstractBaseUser) -> str:
        return f"{undate_imports(person)} sessions put right"
