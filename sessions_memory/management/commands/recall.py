"""Shows in the terminal what recall finds for a question, and why, without asking a model."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localtime

from sessions_memory.recall import RecalledMemory, recall
from sessions_memory.schemas import storable
from sessions_memory.summaries import cut

QUOTE_CHARS = 300
NOTHING = "Nothing of the past is needed for this question, or nothing was found."


class Command(BaseCommand):
    help = "Prints the memories that a question would be answered with, the best first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question")
        parser.add_argument("--user", required=True, metavar="NAME", help="whose memories")
        parser.add_argument("--limit", type=int, default=10, metavar="N", help="at most so many (10)")

    def handle(self, *args: Any, **options: Any) -> None:
        person = get_user_model().objects.filter(username=options["user"]).first()
        if person is None:
            raise CommandError(f"There is nobody called {options['user']}.")
        if options["limit"] < 1:
            raise CommandError("--limit is at least 1.")
        found = recall(user=person, question=str(storable(options["question"])), limit=options["limit"])
        self.stdout.write("\n\n".join(map(_lines, found)) or NOTHING)


def _lines(memory: RecalledMemory) -> str:
    when = localtime(memory.time)
    heading = f"{memory.score:.2f}  {when.day} {when:%B %Y}, “{memory.session_title}”: {'; '.join(memory.reasons)}"
    quotations = [text for text in (memory.text, memory.answer) if text]
    return "\n".join([heading, *(f"      {cut(' '.join(text.split()), QUOTE_CHARS)}" for text in quotations)])
