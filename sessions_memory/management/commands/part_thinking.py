"""Parts the thinking of models from answers, titles and summaries that were stored with it."""

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.management.people import CommandForPeople
from sessions_memory.stored_thinking import part_stored_thinking


class Command(CommandForPeople):
    help = "Takes thinking out of stored answers, titles and summaries; it stays beside the answer, and leaves recall."

    def do_for(self, person: AbstractBaseUser) -> str:
        answers, headings = part_stored_thinking(person)
        return f"{answers} answers and {headings} titles or summaries put right"
