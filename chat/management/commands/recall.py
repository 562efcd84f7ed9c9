"""Shows in the terminal what would be recalled for a question, best first, and why. No model is asked."""

import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localtime

from chat import llm
from chat.management.commands.ask import area_of, person_named
from chat.question_rules import checked_question
from chat.recall_preview import LookedBack, look_back
from sessions_memory.database.text import cut, storable

LIMIT = 10
QUOTED_CHARS = 200


class Command(BaseCommand):
    help = "Shows what would be recalled for a person's question, and why."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question")
        parser.add_argument("--user", required=True, metavar="NAME", help="whose memories")
        parser.add_argument("--area", metavar="AREA", help="recalls as in this area of theirs: its name, or its number")
        parser.add_argument("--limit", type=int, default=LIMIT, help=f"how many at most ({LIMIT})")

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_named(options["user"])
        try:
            question = checked_question(storable(options["question"]))
        except ValueError as error:
            raise CommandError(str(error)) from None

        if options["limit"] < 1:
            raise CommandError("--limit must be 1 or more.")

        area = area_of(person, options["area"])

        async def recalled() -> LookedBack:
            try:
                return await look_back(person, question, limit=options["limit"], area_id=area.pk if area else None)
            finally:
                await llm.close_clients()

        found = asyncio.run(recalled())
        for number, memory in enumerate(found.memories, 1):
            when = localtime(memory.time)
            self.stdout.write(f"{number}. {when:%Y-%m-%d} {memory.source}, {memory.session_title}")
            self.stdout.write(f"   {cut(' '.join(memory.text.split()), QUOTED_CHARS)}")
            self.stdout.write(f"   {'; '.join(memory.reasons)}")

        if not found.memories:
            self.stdout.write("Nothing would be recalled.")

        for sentence in found.without:
            self.stdout.write(sentence)
