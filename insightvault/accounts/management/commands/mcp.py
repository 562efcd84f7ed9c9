"""The MCP server over a pipe, for programs that start it themselves."""

import asyncio
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chat import llm
from chat.management.commands.ask import person_named
from insightvault.accounts.models import ApiToken, TokenScope, User
from insightvault.mcp.stdio import serve
from sessions_memory.models import Area

NAME = "a program on this machine"


class Command(BaseCommand):
    help = "Serves a person's memory over stdin and stdout, as MCP. Started by the program that reads it."

    def add_arguments(self, parser: CommandParser) -> None:
        scopes = (TokenScope.READ.value, TokenScope.NOTES.value)
        parser.add_argument("--user", required=True, metavar="NAME", help="whose memory")
        parser.add_argument("--scope", choices=scopes, default=TokenScope.NOTES.value, help="notes, or read alone")
        parser.add_argument("--area", metavar="NAME", help="the area to keep to")

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_named(options["user"])
        assert isinstance(person, User)
        token = ApiToken(user=person, name=NAME, scope=options["scope"], area=_area(person, options["area"]))

        async def served() -> None:
            try:
                await serve(sys.stdin.buffer, sys.stdout.buffer, token)
            finally:
                await llm.close_clients()

        asyncio.run(served())


def _area(person: User, name: str | None) -> Area | None:
    if not name:
        return None

    area = Area.objects.owned_by(person).filter(name=name).first()
    if area is None:
        raise CommandError("There is no area of this name.")
    return area
